"""The catalogue of questions on the shipped report: well made, right, and answered as they were last time."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

import extract
import ontology
from queries import questions, run
from queries.catalogue import concepts, contract, question, ways
from queries.marks import marks
from tests import real
from tests.expected import kept, made

NAMES = tuple(one.name for one in questions())
#: What is found less and less as extraction gets better.
MAY_BE_EMPTY = {"unresolved", "contradictions", "uncertain", "pending"}
#: A row a statement: two statements of one sentence may look the same.
MAY_REPEAT = {"acts", "quantities", "statements"}
PREFIXES = r"\b(?:ceb|cito|dcterms|doco|foaf|oa|org|prov|rdf|schema|skos):\w+"


@cache
def rows(name: str, **params: str) -> list[dict[str, str]]:
    """The rows of a question on the report."""
    return list(run(real.graph(), name, params).dicts())


def test_there_are_forty_and_the_contract_comes_first() -> None:
    assert len(NAMES) >= 40
    assert len(set(NAMES)) == len(NAMES)
    assert tuple(one.name for one in contract()) == NAMES[:11]


@pytest.mark.parametrize("name", NAMES)
def test_the_header_is_in_both_languages_and_says_how_it_is_asked(name: str) -> None:
    one = question(name)
    assert re.search(r"[\u4e00-\u9fff].*？$", one.zh)
    assert re.fullmatch(r"[A-Z][\x20-\x7e]+\?", one.en)
    asked = [way for said, way in ways() if said == name]
    assert sum(way.isascii() for way in asked) >= 10
    assert sum(not way.isascii() for way in asked) >= 10


def test_ways_ask_a_question_or_none_and_each_says_something_else() -> None:
    assert {name for name, _ in ways()} == {*NAMES, ""}
    assert all(marks(way) for _, way in ways())
    assert len({(name, frozenset(marks(way))) for name, way in ways()}) == len(ways())
    assert list(ways()) == sorted(ways())


@pytest.mark.parametrize("name", NAMES)
def test_it_uses_only_declared_terms(name: str) -> None:
    vocabulary = ontology.path("cebkg.ttl").read_text(encoding="utf-8")
    declared = set(re.findall(r"^(ceb:\w+)", vocabulary, re.MULTILINE))
    body = question(name).sparql.partition("SELECT")[2]
    terms = set(re.findall(PREFIXES, body))
    assert not {term for term in terms if term.startswith("ceb:")} - declared


@pytest.mark.parametrize("name", NAMES)
def test_it_has_rows_each_once_and_in_the_same_order(name: str) -> None:
    table = run(real.graph(), name)
    assert table.rows or name in MAY_BE_EMPTY
    assert len(set(table.rows)) == len(table.rows) or name in MAY_REPEAT
    assert "GRAPH" not in question(name).sparql
    for parameter in question(name).parameters:
        assert parameter.name in table.columns
        assert question(name).sparql.count(f"VALUES ?{parameter.name} {{ UNDEF }}") == 1


@pytest.mark.parametrize("name", NAMES)
def test_each_parameter_keeps_the_rows_with_its_value(name: str) -> None:
    for parameter in question(name).parameters:
        values = [row[parameter.name] for row in rows(name) if row[parameter.name]]
        if values:
            value = values[len(values) // 2]
            given = run(real.graph(), name, {parameter.name: value}).dicts()
            assert list(given) == [row for row in rows(name) if row[parameter.name] == value]


@pytest.mark.parametrize("name", [n for n in NAMES if {"unit", "quote"} <= set(question(n).columns)])
def test_quotes_stand_in_their_unit(name: str) -> None:
    document = extract.read()
    for row in rows(name):
        assert row["quote"] in document.unit(row["unit"]).text


def test_the_rows_are_those_kept() -> None:
    now, before = made(), kept()
    assert now.keys() == before.keys(), "python -m tests.expected"
    changed = [name for name in now if now[name] != before[name]]
    assert not changed, (
        f"answers have changed: run python -m tests.expected and read the difference: {changed}"
    )


# -- what is certainly true in the text, and what one answer must have in common with another -------


def test_who_signed() -> None:
    counts = {row["statement"]: (row["listed"], row["said"]) for row in rows("signature-counts")}
    assert counts == {"相互承认声明": ("17", "17"), "采用声明": ("8", "")}
    both = {row["signatory"] for row in rows("signed-both")}
    assert both == {"ITU", "UNHCR", "UNOPS"}
    signed = Counter(row["signatory"] for row in rows("signatories"))
    assert both == {body for body, times in signed.items() if times > 1}
    assert not {row["member"] for row in rows("signed-neither")} & signed.keys()
    assert "UN-HABITAT" in {row["member"] for row in rows("signed-neither")}


def test_the_chain_from_hlcp_to_the_general_assembly() -> None:
    found = {
        (row["work"], row["approved_at"], row["board"], row["endorsed_at"], row["organ"])
        for row in rows("chain", committee="HLCP")
    }
    for number in (2, 3, 4):
        assert (f"CEB/2019/1/Add.{number}", "HLCP-37", "CEB", "CEB-2019-1", "GA") in found


def test_mandates_and_strategies_without_one() -> None:
    without = {row["title_zh"] for row in rows("unmandated")}
    assert "联合国系统关于工作未来的战略" in without
    assert not without & {row["title_zh"] for row in rows("strategies") if row["mandate"]}
    assert "联合国全系统城市可持续发展战略" not in without


def test_who_leads_and_chairs() -> None:
    found = {(row["who"], row["role"], row["what"]) for row in rows("leaders")}
    assert {("UN-SG", "chairs", "CEB"), ("WHO", "ledBy", "职业安全和健康论坛")} <= found
    assert {("DGACM"), ("FAO"), ("HLCM")} <= {who for who, _, what in found if what.endswith("语义互通框架")}


def test_decisions_and_requests_are_acts() -> None:
    acts = {(r["unit"], r["type"], r["agent"], r["object"], r["quote"]) for r in rows("acts")}
    for row in rows("decisions"):
        assert (row["unit"], row["type"], row["body"], row["object"], row["quote"]) in acts
    for row in rows("requests"):
        assert (row["unit"], row["type"], row["agent"], row["what"], row["quote"]) in acts
    for row in rows("begun"):
        assert (row["unit"], row["type"], row["agent"], row["object"], row["quote"]) in acts


def test_counts_are_those_of_the_rows() -> None:
    cited = Counter(row["symbol"] for row in rows("citations"))
    assert {row["symbol"]: int(row["citations"]) for row in rows("most-cited")} == cited
    counts = [int(row["citations"]) for row in rows("most-cited")]
    assert counts == sorted(counts, reverse=True)
    relations = Counter(row["unit"] for row in rows("relations"))
    assert {r["unit"]: int(r["relations"]) for r in rows("coverage") if int(r["relations"])} == relations
    by_unit = Counter(row["unit"] for row in rows("statements", kind="relation"))
    assert by_unit == relations


def test_every_unit_section_and_footnote_is_there() -> None:
    document = extract.read()
    assert [row["unit"] for row in rows("coverage")] == [unit.key for unit in document.units]
    paragraphs = [
        unit for row in rows("sections") for unit in row["units"].split(",") if unit.startswith("p")
    ]
    assert sorted(paragraphs, key=lambda p: int(p[1:])) == [f"p{n}" for n in range(1, 54)]
    assert [row["unit"] for row in rows("footnotes")] == [f"fn{n}" for n in range(1, 18)]
    assert {row["marked_in"] for row in rows("footnotes", unit="fn14")} == {"p35"}


def test_places_and_dates() -> None:
    assert ("气候行动峰会", "纽约") in {(row["meeting"], row["place"]) for row in rows("places")}
    days = [row["date"] for row in rows("timeline")]
    assert days == sorted(days)
    assert all(row["date"].startswith(row["year"]) for row in rows("timeline"))
    held = {row["meeting"]: row["date"] for row in rows("meetings")}
    assert held["HLCP-37"] == "2019-04"
    assert held["气候行动峰会"] == "2019-09-23"


def test_bodies_below_bodies() -> None:
    below = {row["body"] for row in rows("descendants", ancestor="CEB")}
    assert {"HLCP", "HLCM", "管理问题高级别委员会人力资源网"} <= below
    assert "CEB" not in below


def test_concepts_are_words_in_one_order() -> None:
    names = [name for name, _ in concepts()]
    assert names == sorted(set(names))
    words = [word for _, given in concepts() for word in given]
    assert all(word == word.casefold().strip() for word in words)
    assert not [word for word, times in Counter(words).items() if word and times > 1]
