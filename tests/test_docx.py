"""Word documents: the shipped report as DOCX, with counted numbers and real footnotes; bad archives."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import InputError, read, read_bytes
from extract.docx import docx_lines
from extract.formats import form
from extract.normal import SUPERSCRIPTS
from extract.numerals import chinese_number, chinese_numeral
from extract.reading import shipped_report

PLAIN = read()
LINES = [line for line in shipped_report().read_text(encoding="utf-8").splitlines() if line.strip()]
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERING = f"""<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def archive(**parts: str) -> bytes:
    """A DOCX of parts under word/."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            file.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs(text)}</w:p>"


def runs(text: str) -> str:
    """Runs of text; raised numbers become references to footnotes."""
    pieces = re.split(f"([{SUPERSCRIPTS}]+)", text)
    made = [f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces]
    for at in range(1, len(pieces), 2):
        number = "".join(str(SUPERSCRIPTS.index(char)) for char in pieces[at])
        made[at] = f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'
    return "".join(made)


def document(*paragraphs: str) -> str:
    return f"<w:document {NAMESPACE}><w:body>{''.join(paragraphs)}</w:body></w:document>"


def as_word() -> bytes:
    """The shipped report as Word would save it; paragraphs broken by pages are whole there."""
    body, notes = [], []
    for unit in PLAIN.units:
        if unit.kind == "footnote":
            notes.append(f'<w:footnote w:id="{unit.number}">{paragraph(unit.text)}</w:footnote>')
    units = {section.line: section for section in PLAIN.sections}
    for unit in PLAIN.units:
        for line in [n for n in sorted(units) if n < unit.pieces[0].place.line]:
            section = units.pop(line)
            body.append(paragraph(f"{section.label}. {section.title}", '<w:pStyle w:val="Heading1"/>'))
        if unit.kind == "paragraph":
            numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
            body.append(paragraph(unit.text, numbered))
        elif unit.kind != "footnote":
            body += [paragraph("摘要")] if unit.kind == "summary" else []
            body += [paragraph(line) for line in unit.text.split("\n")]
    footnotes = f"<w:footnotes {NAMESPACE}>{''.join(notes)}</w:footnotes>"
    return archive(document=document(*body), numbering=NUMBERING, footnotes=footnotes)


def test_report_has_the_same_units() -> None:
    found = read_bytes(as_word(), "report.bin")
    assert {u.key: u.text for u in found.units} == {u.key: u.text for u in PLAIN.units}
    assert [(s.key, s.title) for s in found.sections] == [(s.key, s.title) for s in PLAIN.sections]
    assert found.symbol == PLAIN.symbol
    assert found.warnings == ()


def test_levels_of_numbers_and_styles() -> None:
    def numbered(text: str, level: int) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>')

    styles = (
        f'<w:styles {NAMESPACE}><w:style w:styleId="Para"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr>'
        "</w:pPr></w:style></w:styles>"
    )
    text = document(
        numbered("甲", 0), numbered("乙", 1), numbered("丙", 1), paragraph("丁", '<w:pStyle w:val="Para"/>'),
        numbered("戊", 1), paragraph(""), paragraph("己", '<w:pStyle w:val="Heading2"/>'),
    )  # fmt: skip
    found = docx_lines(archive(document=text, numbering=NUMBERING, styles=styles), "a")
    assert [(line.text, line.level) for line in found] == [
        ("1. 甲", 0), ("(a) 乙", 0), ("(b) 丙", 0), ("2. 丁", 0), ("(a) 戊", 0), ("己", 2),
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 9, 10, 11, 20, 21, 99])
def test_chinese_numerals(number: int) -> None:
    assert chinese_number(chinese_numeral(number)) == number


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b" " * (80 * 1024 * 1024))
    return out.getvalue()


def encrypted() -> bytes:
    data = bytearray(archive(document=document()))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(sign, start + 4)
    return bytes(data)


ENTITY = (
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="x"><w:p><w:t>&x;</w:t></w:p></w:document>'
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (as_word()[:5_000], "damaged or truncated ZIP"),
        (b"PK\x03\x04" + b"nonsense" * 20, "damaged or truncated ZIP"),
        (archive(other="<a/>"), "without a Word document"),
        (bomb(), "unpacks to more than"),
        (encrypted(), "is encrypted"),
        (archive(document=ENTITY), "declares the entity"),
        (archive(document="<w:document"), "not well-formed XML"),
        (archive(document=document(paragraph("只有一段"))), "no numbered paragraph"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old or encrypted Word document"),
    ],
)
def test_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as fault:
        read_bytes(data, "report.docx")
    assert "\n" not in str(fault.value)


WORD = archive(document=document(paragraph("1. 甲。")))


@given(st.integers(0, len(WORD) - 1), st.binary(min_size=1, max_size=4))
def test_damaged_archives_are_read_or_refused(at: int, damage: bytes) -> None:
    with suppress(InputError):
        docx_lines(WORD[:at] + damage + WORD[at + len(damage) :], "a")


def test_form() -> None:
    assert (form(WORD), form(b"\xd0\xcf\x11\xe0"), form(b"\n%PDF-1.7")) == ("zip", "ole", "pdf")
