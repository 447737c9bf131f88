"""PDF: the shipped report typeset in one and two columns has the units it has as text; bad files."""

from __future__ import annotations

import sys
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import InputError, read, read_bytes
from extract.errors import MissingExtra
from extract.pdf import pdf_lines
from tests.typeset import FOOT, LEFT, TOP, Word, pdf, set_row, typeset

PLAIN = read()


@pytest.fixture(scope="module", params=[1, 2])
def made(request: pytest.FixtureRequest) -> bytes:
    return typeset(PLAIN, columns=request.param)


def test_report_has_the_same_units(made: bytes) -> None:
    found = read_bytes(made, "report.bin")
    ours = {unit.key: unit.text.replace(" ", "") for unit in found.units}
    assert ours.pop("header").startswith("E/2020/10\n2020年届会\n")
    assert ours == {u.key: u.text.replace(" ", "") for u in PLAIN.units if u.key != "header"}
    assert [(s.key, s.title) for s in found.sections] == [(s.key, s.title) for s in PLAIN.sections]
    assert found.symbol == "E/2020/10"
    pages = [unit.pieces[0].place.line for unit in found.units if unit.kind == "paragraph"]
    assert pages == sorted(pages)
    assert pages[-1] > 5, "the line of a place is its page"


def page(*rows: str, size: float = 10.0) -> list[Word]:
    return [word for n, row in enumerate(rows) for word in set_row(LEFT, TOP - 14 * n, size, row)]


def test_a_word_parted_by_a_hyphen_is_whole() -> None:
    found = pdf_lines(
        pdf([page("1. The system for coordi-", "nation of all the work"), page("2. Second.")]), "a"
    )
    assert found[0].text.endswith("coordination of all the work")


def test_raised_marks_and_notes_with_plain_numbers() -> None:
    words = [*page("1. 甲工作，² 乙。"), (LEFT, FOOT, 8.0, "2 见报告。")]
    assert [line.text for line in pdf_lines(pdf([words]), "a")] == ["1. 甲工作，² 乙。", "² 见报告。"]


def test_a_page_number_alone_is_no_text_and_a_head_stands_once() -> None:
    pages = [
        [(LEFT, 810.0, 9.0, "A/85/7"), *page(f"{n}. 段落。"), (500.0, 30.0, 9.0, f"{n}/3")] for n in (1, 2, 3)
    ]
    found = [line.text for line in pdf_lines(pdf(pages), "a")]
    assert found == ["A/85/7", "1. 段落。", "2. 段落。", "3. 段落。"]


ENCRYPT = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>] /Root" % (
    b"41" * 32,
    b"42" * 32,
)
GOOD = pdf([page("1. 甲。")])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf([[], []]), "needs OCR"),
        (GOOD.replace(b"/Root", ENCRYPT), "encrypted PDF"),
        (b"%PDF-1.7\nnonsense", "damaged or truncated PDF"),
        (GOOD[:60], "damaged or truncated PDF"),
        (pdf([page("没有编号的段落", "没有编号的段落")]), "no numbered paragraph"),
    ],
)
def test_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as fault:
        read_bytes(data, "report.pdf")
    assert "\n" not in str(fault.value)


def test_without_the_extra_its_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtra, match=r"cebkg\[pdf\]") as fault:
        read_bytes(GOOD, "report.pdf")
    assert fault.value.exit_code == 5


@settings(max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=6))
def test_damaged_files_are_read_or_refused(at: int, damage: bytes) -> None:
    with suppress(InputError):
        pdf_lines(GOOD[:at] + damage + GOOD[at + len(damage) :], "a")
