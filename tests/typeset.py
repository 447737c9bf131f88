"""A small typesetter: the units of a document as PDF pages, with running heads, notes and page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract import Document
from extract.drafts import superscript
from extract.normal import SUPERSCRIPTS

Word = tuple[float, float, float, str]  # left, base line, size, text
_HEAD = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    b" /DescendantFonts [2 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo"
    b" << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 3 0 R >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900]"
    b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
)
BODY, NOTE, MARK = 10.0, 8.0, 6.0
TOP, FOOT, LEFT = 760.0, 80.0, 60.0


def pdf(pages: Iterable[Iterable[Word]]) -> bytes:
    """A PDF of pages of words."""
    objects = [*_HEAD, b""]
    kids = []
    for page in pages:
        content = b"".join(
            b"BT /F1 %g Tf %g %g Td <%s> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode())
            for x, y, size, text in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 4 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 1 0 R >> >>"
            b" /Contents %d 0 R >>" % len(objects)
        )
    objects[3] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % k for k in kids),
    )
    objects.append(b"<< /Type /Catalog /Pages 4 0 R >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF"
    count = len(objects) + 1
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer % (count, len(objects), len(out))
    )


def lines(document: Document, width: int) -> Iterator[tuple[str, list[str]]]:
    """Lines of a document, each with the notes that are marked in it."""
    notes = {unit.number: unit.text for unit in document.units if unit.kind == "footnote"}
    sections = {section.line: section for section in document.sections}
    for unit in document.units:
        for line in [n for n in sorted(sections) if n < unit.pieces[0].place.line]:
            section = sections.pop(line)
            yield f"{section.label}. {section.title}", []
        if unit.kind == "footnote":
            continue
        if unit.kind == "summary":
            yield "摘要", []
        for text in unit.text.split("\n"):
            text = f"{unit.number}. {text}" if unit.kind == "paragraph" else text
            for row in wrapped(text, width):
                marks = re.findall(f"[{SUPERSCRIPTS}]+", row)
                numbers = [int("".join(str(SUPERSCRIPTS.index(c)) for c in mark)) for mark in marks]
                yield row, [f"{superscript(n)} {notes.pop(n)}" for n in numbers if n in notes]


def wrapped(text: str, width: int) -> Iterator[str]:
    """Rows of so many characters; a mark stays with the word before it."""
    while text:
        end = width
        while end < len(text) and text[end] in SUPERSCRIPTS + " ":
            end += 1
        yield text[:end]
        text = text[end:]


def typeset(document: Document, *, columns: int = 1) -> bytes:
    """The document as PDF: paragraphs broken over pages, notes at the foot, a running head, page numbers."""
    wide = 44 if columns == 1 else 20
    pages: list[list[Word]] = []
    page: list[Word] = []
    notes: list[str] = []
    column, y = 0, TOP

    def finish() -> None:
        nonlocal page, notes
        foot = FOOT + 11 * len(notes)
        for note in notes:
            foot -= 11
            page += set_row(LEFT, foot, NOTE, note)
        page += [
            (LEFT, 800, BODY, "E/2020/10"),
            (480, 40, BODY, f"{len(pages) + 1}/29"),
            (60, 30, NOTE, "20-05213"),
        ]
        pages.append(page)
        page, notes = [], []

    for row, marked in lines(document, wide):
        more = [part for note in marked for part in wrapped(note, 56)]
        if y - 14 < FOOT + 11 * (len(notes) + len(more)) + 10:
            column, y = column + 1, TOP
            if column == columns:
                finish()
                column = 0
        notes += more
        page += set_row(LEFT + 250 * column, y, BODY, row)
        y -= 14
    finish()
    return pdf(pages)


def set_row(x: float, y: float, size: float, text: str) -> Iterator[Word]:
    """The words of a row, marks raised and small."""
    for piece in re.split(f"([{SUPERSCRIPTS}]+)", text):
        if piece and piece[0] in SUPERSCRIPTS:
            digits = "".join(str(SUPERSCRIPTS.index(char)) for char in piece)
            yield x, y + 0.4 * size, 0.6 * size, digits
            x += 0.6 * size * len(digits)
        elif piece:
            yield x, y, size, piece
            x += size * len(piece)
