"""Every row of the extractor's tables matches its example, and every example meets its row."""

from __future__ import annotations

import re

import pytest

import ontology
from extract.citations import find_citations
from extract.citing import citation_function
from extract.classification import subject
from extract.clauses import read_clauses
from extract.cover import agenda_items
from extract.items import CODES, FILL, citation_item, class_by_head, find_items, mask
from extract.normal import normalise
from extract.phrases import patterns as act_patterns
from extract.quantities import measure_pattern
from extract.relations import patterns as relation_patterns
from extract.sessions import find_anaphors, find_sessions
from extract.words import MARK, grammar_text, kinds, verbs

Row = dict[str, str]
TABLES = (
    "verbs", "words", "nominals", "heads", "measures", "anaphors",
    "act_patterns", "relation_patterns", "citation_cues", "cover_lines", "dictionaries",
)  # fmt: skip


def rows(name: str) -> list[Row]:
    return list(ontology.table(name))


def items_of(text: str):  # type: ignore[no-untyped-def]
    normal = normalise(text)
    items = find_items(normal)
    for finder in (find_sessions, find_anaphors):
        found = finder(normal.text, items)
        kept = [i for i in items if not any(f.start <= i.start and i.end <= f.end for f in found)]
        items = sorted([*kept, *found], key=lambda i: i.start)
    return normal.text, items


@pytest.mark.parametrize("name", TABLES)
def test_no_example_is_empty(name: str) -> None:
    assert not [row for row in rows(name) if not row["example"].strip()]


@pytest.mark.parametrize("row", rows("verbs"), ids=lambda r: r["verb"])
def test_verb_is_a_predicate_or_heads_a_relative_clause_in_its_example(row: Row) -> None:
    text, items = items_of(row["example"])
    clauses = read_clauses(text, items)
    grammar = grammar_text(text, items)
    inner = [m["v"] for _, _, p in act_patterns() for m in p.finditer(grammar) if "v" in p.groupindex]
    found = [c.verb.form for c in clauses] + inner
    if row["verb"] not in found:
        text, items = items_of("首协会" + row["example"])
        found = [c.verb.form for c in read_clauses(text, items)]
    assert row["verb"] in found


@pytest.mark.parametrize("row", rows("words"), ids=lambda r: f"{r['word']}-{r['kind']}")
def test_word_stands_in_its_example(row: Row) -> None:
    assert row["word"] in row["example"]


def test_no_known_word_goes_over_the_end_of_a_segment() -> None:
    marks = {*"，；：。\nⒸⓈⓉⓊ", MARK, FILL, *CODES.values()}
    assert not [word for word in (*verbs(), *kinds()) if marks & set(word)]


@pytest.mark.parametrize("row", rows("nominals"), ids=lambda r: r["noun"])
def test_noun_stands_in_its_example(row: Row) -> None:
    assert row["noun"] in row["example"]


@pytest.mark.parametrize("row", rows("heads"), ids=lambda r: r["head"])
def test_head_types_its_example(row: Row) -> None:
    example = row["example"]
    assert any(class_by_head(example[:end]) == row["class"] for end in range(2, len(example) + 1))


@pytest.mark.parametrize("row", rows("measures"), ids=lambda r: r["form"])
def test_measure_counts_in_its_example(row: Row) -> None:
    units = [m["unit"] for m in measure_pattern().finditer(normalise(row["example"]).text)]
    assert row["form"] in units


@pytest.mark.parametrize("row", rows("anaphors"), ids=lambda r: r["form"])
def test_anaphor_is_found_in_its_example(row: Row) -> None:
    text = normalise(row["example"]).text
    assert any(item.rule == row["form"] for item in find_anaphors(text, find_items(normalise(text))))


@pytest.mark.parametrize("row", rows("act_patterns"), ids=lambda r: r["rule"])
def test_act_pattern_matches_its_example(row: Row) -> None:
    text, items = items_of(row["example"])
    pattern = next(p for rule, _, p in act_patterns() if rule == row["rule"])
    assert pattern.search(grammar_text(text, items))


@pytest.mark.parametrize(
    ("row", "pattern"),
    list(zip(rows("relation_patterns"), (p.form for p in relation_patterns()), strict=True)),
    ids=lambda x: x["example"][:20] if isinstance(x, dict) else "",
)
def test_relation_pattern_matches_its_example(row: Row, pattern: re.Pattern[str]) -> None:
    text, items = items_of(row["example"])
    assert pattern.search(mask(text, items))


@pytest.mark.parametrize("row", rows("citation_cues"), ids=lambda r: r["example"])
def test_cue_tells_the_function_of_its_example(row: Row) -> None:
    text = normalise(row["example"]).text
    found = find_citations(text)
    masked = mask(text, (citation_item(one, text) for one in found))
    assert row["function"] in [citation_function(masked, one.start, one.end) for one in found]


@pytest.mark.parametrize("row", rows("cover_lines"), ids=lambda r: r["line"])
def test_line_of_a_cover_is_its_example_and_no_other(row: Row) -> None:
    fits = [
        r["line"] for r in rows("cover_lines") if re.fullmatch(r["pattern"], row["example"], re.IGNORECASE)
    ]
    assert fits == [row["line"]]
    assert agenda_items(row["example"])
    assert not agenda_items(f"关于{row['example']}")


@pytest.mark.parametrize("row", rows("dictionaries"), ids=lambda r: r["dictionary"])
def test_concept_of_a_dictionary_is_its_example(row: Row) -> None:
    found = subject(row["example"], row["dictionary"], "words")
    assert found is not None
    assert found.iri == row["example"]
    assert subject(f"{row['example']}> <x", row["dictionary"], "words") is None
    assert subject(row["example"], "another", "words") is None
