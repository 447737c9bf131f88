"""Symbols as values: what is written is what was read."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.citations import canonical
from extract.structure import roman
from extract.symbols import Symbol, base_symbol, roman_value

#: Canonical forms that the design names, and their parts.
CANONICAL = {
    "A/RES/74/251": Symbol("A", "RES", "74", "251"),
    "A/RES/72/266A": Symbol("A", "RES", "72", "266", part="A"),
    "A/RES/49/221A-D": Symbol("A", "RES", "49", "221", part="A-D"),
    "A/RES/2200(XXI)": Symbol("A", "RES", "", "2200", "XXI"),
    "A/RES/S-27/2": Symbol("A", "RES", "S-27", "2"),
    "A/RES/ES-10/20": Symbol("A", "RES", "ES-10", "20"),
    "E/RES/2008(LX)": Symbol("E", "RES", "", "2008", "LX"),
    "E/RES/1982/112": Symbol("E", "RES", "1982", "112"),
    "S/RES/2792(2025)": Symbol("S", "RES", "", "2792", "2025"),
    "A/DEC/58/553": Symbol("A", "DEC", "58", "553"),
    "A/HRC/RES/34/5": Symbol("A/HRC", "RES", "34", "5"),
    "E/CN.4/RES/2002/46": Symbol("E/CN.4", "RES", "2002", "46"),
}

organs = st.sampled_from(["A", "E", "S", "A/HRC", "E/CN.4", "A/HRC/S"])
kinds = st.sampled_from(["RES", "DEC"])
numbers = st.integers(1, 9999).map(str)
sessions = st.builds(str.__add__, st.sampled_from(["", "S-", "ES-"]), numbers)
romans = st.integers(1, 99).map(roman)
brackets = romans | romans.map(lambda r: f"S-{r}") | st.integers(1946, 2099).map(str)
letters = st.sampled_from("ABCDEFG")
parts = st.just("") | letters | st.builds("{}-{}".format, letters, letters)
symbols = st.builds(Symbol, organs, kinds, sessions, numbers, st.just(""), parts) | st.builds(
    Symbol, organs, kinds, st.just(""), numbers, brackets, parts
)


@given(symbols)
def test_what_is_written_is_read_back(symbol: Symbol) -> None:
    assert Symbol.parse(str(symbol)) == symbol


@given(st.text("ARES/DC0123(XIV)-A. ", max_size=20))
def test_what_is_read_is_written_back(text: str) -> None:
    with suppress(ValueError):
        assert str(Symbol.parse(text)) == text


@pytest.mark.parametrize(("text", "symbol"), CANONICAL.items())
def test_canonical_forms(text: str, symbol: Symbol) -> None:
    assert Symbol.parse(text) == symbol
    assert str(symbol) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A/RES",
        "A/RES/74",  # no session
        "A/RES/74/251(XX)",  # two sessions
        "A/RES/72/266 A",  # printed, not canonical
        "A/RES/74/251/Add.1",
        "CEB/2019/1",  # a document, no deliberation
        "a/res/74/251",
        "A/RES/74/251\n",
        "A/RES/٧٤/٢٥١",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a canonical resolution or decision symbol"):
        Symbol.parse(text)


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("A/RES/72/266 A", "A/RES/72/266A"),
        ("A/RES/49/221 A-D", "A/RES/49/221A-D"),
        ("CEB/2019/1/Add.2", "CEB/2019/1/Add.2"),
        ("A/72/684-E/2018/7", "A/72/684-E/2018/7"),
    ],
)
def test_printed_symbol_becomes_canonical(printed: str, symbol: str) -> None:
    assert canonical(printed) == symbol
    assert canonical(symbol) == symbol


@pytest.mark.parametrize(
    ("symbol", "base"),
    [
        ("CEB/2019/1/Add.2", "CEB/2019/1"),
        ("A/55/890/Corr.1", "A/55/890"),
        ("A/74/16", "A/74/16"),
        ("A/72/684-E/2018/7", "A/72/684-E/2018/7"),
    ],
)
def test_base_symbol(symbol: str, base: str) -> None:
    assert base_symbol(symbol) == base


@pytest.mark.parametrize(("text", "value"), [("XXI", 21), ("XXIX", 29), ("LX", 60), ("XL", 40), ("XII", 12)])
def test_roman_values(text: str, value: int) -> None:
    assert roman_value(text) == value


def test_letter_that_is_no_numeral_is_an_error() -> None:
    with pytest.raises(KeyError):
        roman_value("XQ")
