"""Lines to units: the mended report, the way back to the source, and damaged texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import Document, InputError, read, read_bytes
from extract.reading import shipped_report
from extract.records import Unit
from extract.structure import chinese_number, roman
from extract.symbols import roman_value
from tests.golden.__main__ import MENDED, mended

SOURCE = shipped_report().read_text(encoding="utf-8").split("\n")
#: Paragraphs that a page breaks, with the source lines of their two halves.
BROKEN = {
    "p8": (37, 39),
    "p15": (63, 71),
    "p18": (79, 85),
    "p28": (119, 121),
    "p32": (131, 135),
    "p40": (165, 169),
    "p46": (185, 189),
    "p51": (203, 207),
}
#: The unit in which the mark of each footnote stands, and the words before the mark.
MARKED = {
    1: ("p9", "前所未有的变化。"),
    2: ("p13", "可持续城市化专题，"),
    3: ("p15", "联合国创新网络"),
    4: ("p15", "对联合国创新工具包表示欢迎，"),
    5: ("p15", "联合国系统职员学院托管。"),
    6: ("p16", "就战略前瞻进行了探索性讨论。"),
    7: ("p19", "《联合国系统平等和不歧视共同行动框架》"),
    8: ("p20", "根据大会的授权，"),
    9: ("p20", "政治宣言，"),
    10: ("p30", "联合国系统工作人员的未来。"),
    11: ("p32", "全球中心。"),
    12: ("p33", "《联合国残疾人包容战略》，"),
    13: ("p34", "进一步制定这些战略。"),
    14: ("p35", "签署了相互承认声明。"),
    15: ("p40", "根据关联开放数据原则，"),
    16: ("p40", "相关的采用声明；"),
    17: ("p48", "“数据立方体”"),
}


@pytest.fixture(scope="module")
def document() -> Document:
    return read()


def text(*lines: str) -> Document:
    """The document of a few lines."""
    return read_bytes("\n".join(lines).encode(), "test.txt", symbol="A/1/1")


def warnings(document: Document) -> list[tuple[int, str]]:
    return [(warning.line, warning.message) for warning in document.warnings]


def test_mended_text_is_the_golden_one(document: Document) -> None:
    assert mended(document) == MENDED.read_text(encoding="utf-8"), "see python -m tests.golden"


def test_every_part_is_there_once(document: Document) -> None:
    keys = [unit.key for unit in document.units]
    assert sorted(keys) == sorted(
        ["header", "summary", *(f"p{n}" for n in range(1, 54)), *(f"fn{n}" for n in range(1, 18))]
    )
    assert document.warnings == ()
    assert (document.symbol, document.source) == ("E/2020/10", shipped_report().name)


def test_sections(document: Document) -> None:
    keys = [section.key for section in document.sections]
    subsections = {"II": "ABCDEFG", "III": "ABCDEF"}
    assert keys == [
        key
        for top in ("I", "II", "III", "IV", "V", "VI", "VII")
        for key in (top, *(f"{top}.{letter}" for letter in subsections.get(top, "")))
    ]
    assert {section.key: section.title for section in document.sections}["II.C"] == "可持续城市发展"
    first = {u.section: u.number for u in reversed(document.units) if u.kind == "paragraph"}
    assert [first[k] for k in ("I", "II", "II.A", "III", "III.F", "VII")] == [1, 7, 9, 24, 43, 53]


@pytest.mark.parametrize(("key", "lines"), BROKEN.items())
def test_broken_paragraph_is_the_sum_of_its_halves(
    document: Document, key: str, lines: tuple[int, int]
) -> None:
    first, second = (SOURCE[line - 1].strip() for line in lines)
    unit = document.unit(key)
    assert unit.text == first.removeprefix(f"{unit.number}.").strip() + second
    assert [piece.place.line for piece in unit.pieces] == list(lines)


def test_no_other_paragraph_is_broken(document: Document) -> None:
    pieces = {u.key for u in document.units if len(u.pieces) > 1 and u.kind in ("paragraph", "footnote")}
    assert pieces == set(BROKEN)


@pytest.mark.parametrize(("number", "place"), MARKED.items())
def test_mark_is_tied_to_its_place(document: Document, number: int, place: tuple[str, str]) -> None:
    key, before = place
    unit = document.unit(key)
    mark = next(mark for mark in unit.marks if mark.number == number)
    assert unit.text[: mark.start].endswith(before)
    assert int("".join(str("⁰¹²³⁴⁵⁶⁷⁸⁹".index(c)) for c in unit.text[mark.start : mark.end])) == number


def test_every_mark_is_one_of_these(document: Document) -> None:
    assert [m.number for u in document.units for m in u.marks] == sorted(MARKED)


def _at(lines: list[str], unit: Unit, offset: int) -> str:
    """The source character of an offset; the end of a line is a line break."""
    place = unit.place(offset)
    line = lines[place.line - 1]
    return line[place.column] if place.column < len(line) else "\n"


def test_every_offset_leads_back_to_its_character(document: Document) -> None:
    for unit in document.units:
        found = "".join(_at(SOURCE, unit, offset) for offset in range(len(unit.text)))
        assert found == unit.text, unit.key


def test_place_outside_the_text_is_an_error(document: Document) -> None:
    unit = document.unit("p11")
    for offset in (-1, len(unit.text) + 1):
        with pytest.raises(IndexError, match="outside p11"):
            unit.place(offset)


@given(st.lists(st.text("甲乙丙。，¹²1 2.ABm一二. \t　()", max_size=12), max_size=12))
def test_any_text_keeps_its_way_back(lines: list[str]) -> None:
    lines = [*lines, "1. 末段。"]
    read_back = text(*lines)
    for unit in read_back.units:
        for offset, char in enumerate(unit.text):
            assert char == "\n" or _at(lines, unit, offset) == char


@given(st.lists(st.text("甲乙丙。，一. ¹", min_size=1, max_size=12), max_size=12))
def test_no_word_is_lost(lines: list[str]) -> None:
    lines = [*lines, "1. 末段。"]
    read_back = text(*lines)
    kept = "".join([*(u.text for u in read_back.units), *(s.title for s in read_back.sections)])
    assert [sum(line.count(char) for line in lines) for char in "甲乙丙"] == [kept.count(c) for c in "甲乙丙"]


def test_number_that_is_skipped_is_reported() -> None:
    found = text("1. 甲。", "2. 乙。", "4. 丁。")
    assert warnings(found) == [(3, "paragraph number 4 where 3 was expected")]
    assert [unit.key for unit in found.units] == ["p1", "p2", "p4"]


def test_number_that_stands_twice_is_kept_apart() -> None:
    found = text("1. 甲。", "2. 乙。", "2. 丙。", "3. 丁。")
    assert [unit.key for unit in found.units] == ["p1", "p2", "p2-2", "p3"]
    assert [line for line, _ in warnings(found)] == [3, 3]
    assert any("p2 stands twice" in message for _, message in warnings(found))


def test_half_a_report_begins_where_it_begins() -> None:
    half = "\n".join(SOURCE[126:]).encode()
    found = read_bytes(half, "half.txt")
    assert [u.number for u in found.units if u.kind == "paragraph"] == list(range(30, 54))
    messages = [message for _, message in warnings(found)]
    assert "paragraph number 30 where 1 was expected" in messages
    assert any("no document symbol found" in message for message in messages)
    assert found.symbol == "half"


def test_first_half_tells_that_footnotes_are_missing() -> None:
    found = read_bytes("\n".join(SOURCE[:64]).encode(), "first.txt")
    assert [u.number for u in found.units if u.kind == "paragraph"] == list(range(1, 16))
    assert {m for _, m in warnings(found)} == {f"footnote {n} has a mark but no text" for n in (2, 3, 4)}


def test_footnote_without_a_mark_is_reported() -> None:
    assert warnings(text("1. 甲。", "² 乙。")) == [(2, "footnote 2 has text but no mark")]


def test_text_without_a_number_is_kept_and_reported() -> None:
    found = text("1. 甲。", "乙。", "2. 丙。")
    assert found.unit("p1").text == "甲。乙。"
    assert warnings(found) == [(2, "text without a number, read as the rest of p1")]


def test_footnote_broken_by_a_page_is_mended() -> None:
    found = text("1. 甲。¹", "¹ 乙", "丙。", "2. 丁。")
    assert found.unit("fn1").text == "乙丙。"


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("1. 2019 年，甲。", "2019 年，甲。"),
        ("1.2019年，甲。", "2019年，甲。"),
        ("1.本报告。", "本报告。"),
        ("  1．  本报告。", "本报告。"),
    ],
)
def test_number_is_no_part_of_the_text(line: str, body: str) -> None:
    found = text(line)
    assert found.unit("p1").text == body
    assert found.unit("p1").place(0).column == line.index(body)


def test_decimal_number_opens_no_paragraph() -> None:
    found = text("1. 升温限制在", "1.5°C 以内。")
    assert found.unit("p1").text == "升温限制在1.5°C 以内。"


def test_squared_units_are_no_marks() -> None:
    assert text("1. 共 20 m² 和 3 km²。").unit("p1").marks == ()


def test_text_without_numbers_is_refused_with_a_reason() -> None:
    with pytest.raises(InputError, match=r"test\.txt: no numbered paragraph found"):
        text("甲。", "乙。")


def test_report_with_windows_line_ends_is_the_same(tmp_path: Path, document: Document) -> None:
    file = tmp_path / "windows.txt"
    file.write_bytes(shipped_report().read_bytes().replace(b"\n", b"\r\n"))
    assert read(file).units == document.units


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("三", 3), ("十", 10), ("十二", 12), ("八十七", 87), ("一百零三", 103), ("两千", 2000)],
)
def test_chinese_numbers(numeral: str, value: int) -> None:
    assert chinese_number(numeral) == value


@given(st.integers(1, 399))
def test_roman_numerals_come_back(number: int) -> None:
    assert roman_value(roman(number)) == number
