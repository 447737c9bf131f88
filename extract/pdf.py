"""PDF with a text layer to lines; PDFium reads the characters, ``extract.layout`` puts them in order.

Part of the extra ``pdf``.  The line of a place is the page, counted from one.
"""

from __future__ import annotations

import ctypes
from typing import Any

from extract.errors import InputError, MissingExtra
from extract.layout import Char, lines_of
from extract.lines import Line

#: Longest PDF read; the longest reports of the genre have a few hundred pages.
MOST_PAGES, MOST_CHARACTERS = 3_000, 20_000_000
#: Fewer characters a page than this, and its words are only a picture.
_LEAST = 5


def pdf_lines(data: bytes, source: str) -> list[Line]:
    """Return the lines of a PDF; raises InputError for a bad one, MissingExtra without PDFium."""
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtra(f"{source}: reading PDF needs the extra: pip install 'cebkg[pdf]'") from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise InputError(f"{source}: {_reason(str(fault))}") from None
    try:
        if len(document) > MOST_PAGES:
            raise InputError(f"{source}: more than {MOST_PAGES} pages; not a report")
        pages = [_characters(document, number, source) for number in range(len(document))]
    finally:
        document.close()
    if sum(map(len, pages)) < _LEAST * max(1, len(pages)):
        raise InputError(f"{source}: a PDF without text, only pictures of it; it needs OCR first")
    return lines_of(pages)


def _reason(fault: str) -> str:
    if "assword" in fault:
        return "an encrypted PDF; save it without a password"
    return "a damaged or truncated PDF; give the whole file"


def _characters(document: Any, number: int, source: str) -> list[Char]:
    """The characters of a page in the order of the file; a page that is damaged has none."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        text = document[number].get_textpage()
    except pypdfium2.PdfiumError:
        return []
    count = text.count_chars()
    if count > MOST_CHARACTERS:
        raise InputError(f"{source}: page {number + 1} has {count} characters; not a report")
    box = pdfium.FS_RECTF()
    found = []
    for at in range(count):
        sign = chr(pdfium.FPDFText_GetUnicode(text.raw, at))
        if sign in "\r\n\x00\ufffe":
            continue
        sign = "-" if sign == "\x02" else sign  # PDFium's word for a hyphen that parts a word
        if pdfium.FPDFText_GetLooseCharBox(text.raw, at, ctypes.byref(box)):
            found.append(Char(sign, box.left, box.bottom, box.right, box.top))
    text.close()
    return found
