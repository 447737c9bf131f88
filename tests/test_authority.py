"""The authority tables: canonical, no form with two owners, every row with a source and a true example."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

import ontology
from extract.citations import find_citations
from extract.lexicon import ENTITY_TABLES, find_names
from extract.normal import squeeze
from ontology.sort import SORTED_TABLES, canonical

Row = dict[str, str]
HEADER = "key class notation label_zh label_en short_zh hidden_zh labels parent date links source example"
ROWS = [(name, row) for name in ENTITY_TABLES for row in ontology.table(name)]
BY_KEY = {row["key"]: row for _, row in ROWS}
CEB_MEMBERS = {
    "FAO", "IAEA", "ICAO", "IFAD", "ILO", "IMF", "IMO", "IOM", "ITU", "UN", "UN-HABITAT", "UN-TOURISM",
    "UN-WOMEN", "UNCTAD", "UNDP", "UNEP", "UNESCO", "UNFPA", "UNHCR", "UNICEF", "UNIDO", "UNODC", "UNOPS",
    "UNRWA", "UPU", "WFP", "WHO", "WIPO", "WMO", "WTO", "world-bank-group",
}  # fmt: skip
#: What a link may say, and what its value must look like.
LINKS = {
    "org:memberOf": r"[A-Za-z0-9-]+",
    "schema:sameAs": r"http://www\.wikidata\.org/entity/Q\d+",
    "skos:exactMatch": r"http://metadata\.un\.org/(?:thesaurus|sdg)/\d+",
    "skos:closeMatch": r"http://metadata\.un\.org/thesaurus/\d+",
    "rdfs:seeAlso": r"https?://\S+",
    "foaf:page": r"https?://[^\s<>\"{}^`\\]+",
    "ceb:aknName": r"/akn/un/statement/deliberation/unga/\d{4}-\d\d-\d\d/\d+-\d+/",
    "ceb:aknNameDerived": r"/akn/un/statement/deliberation/unga/\d{4}-\d\d-\d\d/\d+-\d+/",
}
SHARED = Path(__file__).parents[2] / "shared"
# The report names itself by its title; its key is its symbol
GOLD_KEYS = {"ceb-annual-overview-report-2019": "E/2020/10"}


def forms(row: Row) -> list[str]:
    """The normalised names of a row, as the matcher sees them."""
    cells = (row["label_zh"], *ontology.split(row["short_zh"]), *ontology.split(row["hidden_zh"]))
    return [squeeze(form) for form in cells]


def keys_found(text: str) -> set[str]:
    """Keys of the names and of the cited documents in a text."""
    normal = squeeze(text)
    return {key for _, _, key in find_names(normal)} | {found.symbol for found in find_citations(normal)}


def each(rows: list[tuple[str, Row]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", [row for _, row in rows], ids=[row["key"] for _, row in rows])


@pytest.mark.parametrize("name", ENTITY_TABLES)
def test_tables_have_the_same_columns(name: str) -> None:
    header = ontology.path(f"{name}.tsv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split("\t") == HEADER.split()


@pytest.mark.parametrize("name", SORTED_TABLES)
def test_table_is_in_canonical_order(name: str) -> None:
    text = ontology.path(f"{name}.tsv").read_bytes().decode("utf-8")
    assert text == canonical(text), f"{name}.tsv is out of order; run: python -m ontology.sort"


def test_canonical_order_is_settled_in_one_go() -> None:
    text = "key\tclass\nb\t2\na\t1\n\nb\t1\n"
    assert canonical(canonical(text)) == canonical(text) == "key\tclass\na\t1\nb\t1\nb\t2\n"


def test_every_key_stands_once() -> None:
    homes = defaultdict(list)
    for name, row in ROWS:
        homes[row["key"]].append(name)
    assert {key: where for key, where in homes.items() if len(where) > 1} == {}


def test_every_form_names_one_thing() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for _, row in ROWS:
        for form in forms(row):
            owners[form].append(row["key"])
    assert {form: keys for form, keys in owners.items() if len(keys) > 1} == {}


@each(ROWS)
def test_row_is_filled_in(row: Row) -> None:
    assert all(row[column].strip() for column in ("label_zh", "label_en", "source", "example"))
    assert [column for column, cell in row.items() if cell != cell.strip()] == []
    assert all(len(form) > 1 for form in forms(row))


@each(ROWS)
def test_row_has_a_class_and_a_notation_that_is_its_key(row: Row) -> None:
    """Acronyms and symbols are notations, a key in kebab case is not."""
    assert row["class"] in {known["notation"] for known in ontology.table("classes")}
    assert row["notation"] == ("" if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row["key"]) else row["key"])
    assert re.fullmatch(r"(?:\d{4}(?:-\d\d){0,2})?", row["date"])


@each(ROWS)
def test_row_is_found_in_its_example(row: Row) -> None:
    """The words or the symbol are there, and matcher, guards and citation grammar read them as this thing."""
    if row["class"] != "Resolution":  # the number of a resolution may stand in a list
        named = [*forms(row), *([row["key"]] if "/" in row["key"] else [])]
        assert any(form in squeeze(row["example"]) for form in named)
    assert row["key"] in keys_found(row["example"])


@each([(name, row) for name, row in ROWS if row["links"]])
def test_links_are_well_formed(row: Row) -> None:
    for link in ontology.split(row["links"]):
        predicate, _, value = link.partition("=")
        assert re.fullmatch(LINKS[predicate], value), link


def test_only_concepts_are_mapped_to_concepts() -> None:
    """SKOS makes a concept of what it maps; a body is the same as its Wikidata item, which is no concept."""
    concepts = {"SDG", "Topic", "Theme"}
    mapped = [row["key"] for _, row in ROWS if "Match=" in row["links"] and row["class"] not in concepts]
    assert mapped == []


def test_no_two_things_are_exactly_the_same_outside_thing() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for _, row in ROWS:
        for link in ontology.split(row["links"]):
            if link.startswith(("schema:sameAs=", "skos:exactMatch=")):
                owners[link].append(row["key"])
    assert {link: keys for link, keys in owners.items() if len(keys) > 1} == {}


def test_ceb_has_its_31_members() -> None:
    members = {row["key"] for _, row in ROWS if "org:memberOf=CEB" in ontology.split(row["links"])}
    assert members == CEB_MEMBERS
    assert len(members) == 31


def test_parents_are_rows_and_nothing_is_above_itself() -> None:
    for key in BY_KEY:
        line = [key]
        while parent := BY_KEY[line[-1]]["parent"]:
            assert parent in BY_KEY, f"{line[-1]}: no row {parent}"
            assert parent not in line, f"a circle: {line} {parent}"
            line.append(parent)


def test_the_seventeen_goals_have_their_own_iris() -> None:
    for number in range(1, 18):
        goal = BY_KEY[f"SDG-{number}"]
        assert goal["links"] == f"skos:exactMatch=http://metadata.un.org/sdg/{number}"
        assert keys_found(f"可持续发展目标 {number} 的进展") == {f"SDG-{number}"}


@pytest.mark.parametrize("guard", ontology.table("guards"), ids=lambda guard: str(guard["form"]))
def test_guard_belongs_to_a_form_and_keeps_it_out_of_its_example(guard: Row) -> None:
    owner = next((row["key"] for _, row in ROWS if guard["form"] in forms(row)), "")
    text = squeeze(guard["example"])
    assert owner
    assert guard["form"] in text
    assert guard["before"] or guard["after"]
    assert guard["reason"]
    assert guard["form"] not in [text[start:end] for start, end, _ in find_names(text)]


def gold_entities() -> list[Row]:
    file = SHARED / "gold-dev" / "entities.tsv"
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row["class"] != "Session"]  # the grammar of sessions finds these


def test_the_annotated_entities_are_known() -> None:
    gold = gold_entities()
    if not gold:
        pytest.skip(f"{SHARED / 'gold-dev'} is not there; the annotations do not ship with the project")
    keyed = [(GOLD_KEYS.get(row["key"], row["key"]), row) for row in gold]
    assert [key for key, row in keyed if key not in BY_KEY or BY_KEY[key]["class"] != row["class"]] == []
    lost = [key for key, row in keyed if squeeze(row["label_zh"]) not in forms(BY_KEY[key])]
    labels = {key: row["label_zh"] for key, row in keyed}
    assert [key for key in lost if key not in keys_found(labels[key])] == []
