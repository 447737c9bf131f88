"""Citations: forms of every kind, the rows of the tables, and laws of writing and reading."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ontology
from extract import find_citations
from extract.deliberations import organ_forms, series, written
from extract.normal import squeeze
from extract.structure import roman
from extract.symbols import Symbol, canonical

FORMS = Path(__file__).parent / "citation_forms.tsv"


def rows(name: str) -> list[dict[str, str]]:
    return list(ontology.table(name))


def forms() -> list[dict[str, str]]:
    with FORMS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def symbols(text: str) -> list[str]:
    return [one.symbol for one in find_citations(text)]


@pytest.mark.parametrize("row", forms(), ids=lambda r: r["text"][:40])
def test_form(row: dict[str, str]) -> None:
    assert symbols(row["text"]) == row["symbols"].split()


@pytest.mark.parametrize("row", forms(), ids=lambda r: r["text"][:40])
def test_span_stands_in_the_text_as_given(row: dict[str, str]) -> None:
    text = f"  ¹ 见\u3000{row['text']}。\n{row['text']}"
    for one in find_citations(text):
        quote = text[one.start : one.end]
        assert "\n" not in quote
        derived = one.rule in ("citation-supplement", "citation-addendum")
        assert derived or re.findall(r"\d+", squeeze(quote))[0] in one.symbol


@pytest.mark.parametrize("row", rows("citing_organs"), ids=lambda r: r["form"])
def test_organ_gives_its_symbol_in_its_example(row: dict[str, str]) -> None:
    assert row["form"] in row["example"]
    known = [series()[organ] for organ in ontology.split(row["organ"])]
    found = symbols(row["example"])
    if known[0].organ == "OTHER":
        assert found == []
    else:
        heads = tuple(re.split(r"[{]", s.resolution)[0] for s in known)
        assert len(found) == 1
        assert found[0].startswith(heads)


@pytest.mark.parametrize("row", rows("citation_fillers"), ids=lambda r: r["example"][:40])
def test_filler_stands_between_in_its_example(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], squeeze(row["example"]))
    assert symbols(row["example"]) == row["symbols"].split("|")


@pytest.mark.parametrize("row", rows("series"), ids=lambda r: r["head"])
def test_series_is_found_in_its_example(row: dict[str, str]) -> None:
    assert (
        symbols(f"见{row['example']}，附件") == [row["example"]] == symbols(f"See {row['example']}, annex.")
    )


@pytest.mark.parametrize("row", rows("organ_series"), ids=lambda r: r["organ"])
def test_organ_series_makes_its_example(row: dict[str, str]) -> None:
    assert not row["example"] or row["example"].startswith(row["resolution"].split("{")[0])
    assert all(set(ontology.split(r["organ"])) <= series().keys() for r in rows("citing_organs"))


numbers = st.integers(1, 400).map(str)
parts = st.sampled_from(["", "A", "C", "A-D", "B-C"])
assembly = st.builds(
    Symbol,
    st.just("A"),
    st.sampled_from(["RES", "DEC"]),
    st.integers(31, 99).map(str),
    numbers,
    st.just(""),
    parts,
)
special = st.builds(Symbol, st.just("A"), st.just("RES"), st.sampled_from(["S-27", "ES-10"]), numbers)
old = st.builds(Symbol, st.just("A"), st.just("RES"), st.just(""), numbers, st.integers(1, 30).map(roman))
council = st.builds(
    Symbol, st.just("S"), st.just("RES"), st.just(""), numbers, st.integers(1946, 2030).map(str)
)
social = st.builds(Symbol, st.just("E"), st.just("RES"), st.integers(1978, 2030).map(str), numbers)
rights = st.builds(Symbol, st.sampled_from(["A/HRC"]), st.just("RES"), st.integers(1, 90).map(str), numbers)


@given(assembly | special | old | council | social | rights, st.sampled_from(["zh", "en"]))
def test_what_is_written_is_found(symbol: Symbol, language: str) -> None:
    text = written(str(symbol), language)
    assert symbols(text) == [str(symbol)]
    assert symbols(str(symbol)) == [str(symbol)] == [canonical(str(symbol))]


@given(st.lists(assembly, min_size=2, max_size=6))
def test_a_list_says_organ_and_noun_once(listed: list[Symbol]) -> None:
    plain = [Symbol("A", "RES", s.session, s.number) for s in listed]
    chinese = "大会" + "、".join(f"第{s.session}/{s.number}号" for s in plain[:-1])
    chinese += f"和第{plain[-1].session}/{plain[-1].number}号决议"
    english = "resolutions " + ", ".join(f"{s.session}/{s.number}" for s in plain[:-1])
    english += f" and {plain[-1].session}/{plain[-1].number}"
    assert symbols(chinese) == symbols(english) == [str(s) for s in plain]


@given(st.text("第大会号决议resolution 0123/()XVI A-、，和of\n《》AESD.", max_size=80))
def test_no_text_raises_and_spans_are_in_it(text: str) -> None:
    for one in find_citations(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.symbol


def test_names_of_organs_are_written_as_they_are_normalised() -> None:
    assert all(squeeze(form) == form for form in organ_forms())


def test_a_joint_symbol_is_one_document_with_two_symbols() -> None:
    (one,) = find_citations("秘书长的报告(A/72/684-E/2018/7)")
    assert (one.symbol, one.symbols) == ("A/72/684-E/2018/7", ("A/72/684", "E/2018/7"))


def test_year_tells_the_organ_where_none_is_named() -> None:
    """Session 42 of the Assembly met in 1987; of the Human Rights Council in 2019."""
    lead = "人权理事会设立了任务负责人。回顾"
    assert symbols(f"{lead}1987年12月7日第42/121号决议") == ["A/RES/42/121"]
    assert symbols(f"{lead}2019年9月26日第42/9号决议") == ["A/HRC/RES/42/9"]
