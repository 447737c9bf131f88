"""Markdown and HTML: the shipped report in these formats has the units it has as plain text."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import InputError, read, read_bytes
from extract.formats import charset, form
from extract.html import html_lines
from extract.markdown import markdown_lines
from extract.normal import SUPERSCRIPTS
from extract.reading import shipped_report

PLAIN = read()
LINES = [line for line in shipped_report().read_text(encoding="utf-8").splitlines() if line.strip()]
MARK = re.compile(f"[{SUPERSCRIPTS}]+")


def digits(mark: str) -> str:
    return "".join(str(SUPERSCRIPTS.index(char)) for char in mark)


def as_markdown(line: str) -> str:
    """A line of the report as Markdown has it."""
    if re.match(r"[一二三四五六七八九十]+[.．、]", line):
        line = f"# {line}"
    elif re.match(r"[A-Z][.．]", line):
        line = f"## **{line}**"
    line = MARK.sub(lambda m: f"[^{digits(m[0])}]", line)
    return re.sub(r"^(\[\^\d+\])\s*", r"\1: ", line)


def as_html(line: str) -> str:
    """A line of the report as HTML has it."""
    return "<p>" + MARK.sub(lambda m: f"<sup>{digits(m[0])}</sup>", escape(line)) + "</p>"


MARKDOWN = "\n\n".join(map(as_markdown, LINES))
HTML = (
    "<!DOCTYPE html><html><head><title>概览</title></head><body>\n"
    + "\n".join(map(as_html, LINES))
    + "</body>"
)


@pytest.mark.parametrize(("text", "name"), [(MARKDOWN, "markdown"), (HTML, "html")])
def test_report_has_the_same_units(text: str, name: str) -> None:
    found = read_bytes(text.encode(), "report.txt")
    assert [(u.key, u.section, u.text.replace(" ", "")) for u in found.units] == [
        (u.key, u.section, u.text.replace(" ", "")) for u in PLAIN.units
    ]
    assert [s.title for s in found.sections] == [s.title for s in PLAIN.sections]
    assert found.symbol == PLAIN.symbol


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "big5hkscs", "utf-8"])
def test_html_in_the_encoding_it_names(encoding: str) -> None:
    text = f'<html><head><meta charset="{encoding}"></head><p>1. 大会的工作。</p><p>2. 安全。</p></html>'
    found = read_bytes(text.encode(encoding), "page.txt")
    assert [unit.text for unit in found.units] == ["大会的工作。", "安全。"]


def test_html_blocks_marks_and_silence() -> None:
    found = html_lines(
        "<script>1. no</script><h2>标题</h2><p>甲<b>乙</b>&amp;丙<sup>2</sup><br>丁"
        '<p><a href="#_ftnref2">[2]</a> 注<ul><li>戊</ul><a href="x">己</a>'
    )
    assert [(line.text, line.level) for line in found] == [
        ("标题", 2), ("甲乙&丙²", 0), ("丁", 0), ("² 注", 0), ("戊", 0), ("己", 0),
    ]  # fmt: skip


def test_html_says_where_a_line_begins() -> None:
    assert [line.place.line for line in html_lines("<p>一</p>\n  <p>二</p>")] == [1, 2]


def test_html_nested_too_deeply_is_refused() -> None:
    with pytest.raises(InputError, match="nested too deeply"):
        html_lines("<div>" * 5_000 + "1. 甲。")


def test_markdown_marks_are_taken_away() -> None:
    text = (
        "---\nauthor: x\n---\n## 标题 ##\n1\\. **甲**和*乙*、`丙`见[丁](http://x.y/z)[^a]\n"
        "  3. 子项\n- 戊\n***\n```\n# 不是标题\n```\n[^a]: 注\n"
    )
    assert [(line.text, line.level) for line in markdown_lines(text)] == [
        ("标题", 2), ("1. 甲和乙、丙见丁¹⁰⁰⁰", 0), ("  (3) 子项", 0), ("戊", 0), ("# 不是标题", 0),
        ("¹⁰⁰⁰ 注", 0),
    ]  # fmt: skip


def test_heading_without_a_number_is_a_section() -> None:
    found = read_bytes("# 报告\n\n## 背景\n1. 甲。\n## 结论\n2. 乙。\n".encode(), "a.md")
    assert [(s.key, s.title) for s in found.sections] == [("s1", "结论")]
    assert found.unit("p2").section == "s1"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!doctype HTML><p>", "html"),
        (b'<?xml version="1.0"?><html>', "html"),
        (b"<!-- x --><div>", "html"),
        (b"<akomaNtoso>", "xml"),
        (b"# heading", "text"),
        (b"<b>1.", "text"),
    ],
)
def test_form(data: bytes, kind: str) -> None:
    assert form(data) == kind


def test_an_encoding_that_is_none_is_not_tried() -> None:
    named = [charset(b"<meta charset=" + name + b">") for name in (b"hex", b"rot13", b"nonsense", b"GB2312")]
    assert named == ["", "", "", "gb2312"]


def test_html_without_paragraphs_is_refused_in_one_line() -> None:
    with pytest.raises(InputError, match="no numbered paragraph found"):
        read_bytes(b"<html><body><p>hello</p></body></html>", "page.html")


@given(st.text("<>/aph123sup&;[]^#*_`()!-\\ \n甲。", max_size=200))
def test_any_markup_is_read(text: str) -> None:
    assert all(line.text.strip() for line in html_lines(text))
    assert all(line.place.line >= 1 for line in markdown_lines(text))


@pytest.mark.parametrize(
    "sign", ["<", "<p>", "<div><sup>", "*", "_a", "[", "[^", "![](", "`", "<!--", "&#", "**a"]
)
def test_time_grows_in_proportion(sign: str) -> None:
    began = time.perf_counter()
    with suppress(InputError):
        html_lines(sign * (60_000 // len(sign)))
    list(markdown_lines(sign * (60_000 // len(sign))))
    assert time.perf_counter() - began < 5
