"""Word documents (DOCX) to lines: one for each paragraph, numbers as Word counts them, real footnotes.

The container is a ZIP archive, opened by Python's own reader within limits; its parts are read by
``extract.xml``, which refuses entities.  The line of a place is the paragraph, counted from one.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.drafts import superscript
from extract.errors import InputError
from extract.lines import Line
from extract.numbering import Numbering
from extract.records import Place
from extract.xml import Attributes, Where, walk

#: The most that an archive may hold unpacked, and files in it; the longest report has a hundredth of it.
MOST_BYTES, MOST_FILES = 64 * 1024 * 1024, 5_000
#: What Python's reader raises for archives that are not whole.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ValueError, EOFError, NotImplementedError, OSError),
    RuntimeError,
)
_HEADING = re.compile(r"(?:heading|标题|titre)\s?([1-6])|([1-6])", re.IGNORECASE)


@dataclass(slots=True)
class Paragraph:
    """A paragraph while it is being read."""

    words: list[str] = field(default_factory=list)
    style: str = ""
    number: str = ""  # numbering instance, "" for none
    level: int = 0
    note: str = ""  # id of the footnote it stands in
    marks: list[int] = field(default_factory=list)


class _Reader:
    """One pass over a part of the document."""

    def __init__(self, marks: dict[str, int]) -> None:
        self.marks = marks  # footnote ids, numbered as they are met
        self.done: list[Paragraph] = []
        self.open: list[Paragraph] = []
        self.path: list[str] = []
        self.note = ""

    def start(self, tag: str, attributes: Attributes, _: Where) -> None:
        self.path.append(tag)
        given = {name.rsplit(" ", 1)[-1]: value for name, value in attributes.items()}
        if tag == "p":
            self.open.append(Paragraph(note=self.note))
        elif tag in ("footnote", "endnote"):
            self.note = "" if given.get("type") else given.get("id", "")
        elif not self.open:
            return
        elif tag == "pStyle":
            self.open[-1].style = given.get("val", "")
        elif tag == "numId":
            self.open[-1].number = given.get("val", "")
        elif tag == "ilvl":
            self.open[-1].level = int(given["val"]) if given.get("val", "").isdecimal() else 0
        elif tag in ("tab", "br", "cr") and "pPr" not in self.path:
            self.open[-1].words.append(" ")
        elif tag in ("footnoteReference", "endnoteReference"):
            number = self.marks.setdefault(f"{tag[:3]}{given.get('id', '')}", len(self.marks) + 1)
            self.open[-1].words.append(superscript(number))
            self.open[-1].marks.append(number)

    def end(self, _: Where) -> None:
        if self.path.pop() == "p" and self.open:
            self.done.append(self.open.pop())

    def text(self, words: str, _: Where) -> None:
        # deleted text is w:delText and so left out; a fallback says again what stands before it
        if self.path[-1] == "t" and self.open and "Fallback" not in self.path:
            self.open[-1].words.append(words)


def docx_lines(data: bytes, source: str) -> list[Line]:
    """Return the lines of a Word document; raises InputError for what is none, in one line."""
    archive = _opened(data, source)
    numbers, styles = (_part(archive, f"word/{name}.xml", source) for name in ("numbering", "styles"))
    numbering = Numbering(numbers, styles, source)
    marks: dict[str, int] = {}
    body = _paragraphs(_part(archive, "word/document.xml", source), f"{source}/document.xml", marks)
    notes: dict[int, list[str]] = {}
    for name, lead in (("footnotes", "foo"), ("endnotes", "end")):
        for one in _paragraphs(_part(archive, f"word/{name}.xml", source), f"{source}/{name}.xml", {}):
            if f"{lead}{one.note}" in marks:
                notes.setdefault(marks[f"{lead}{one.note}"], []).append("".join(one.words).strip())
    return list(_lines(body, notes, numbering))


def _lines(body: list[Paragraph], notes: dict[int, list[str]], numbering: Numbering) -> Iterator[Line]:
    """The paragraphs, each followed by the notes that are marked in it."""
    told: set[int] = set()
    for order, paragraph in enumerate(body, 1):
        words = "".join(paragraph.words).strip()
        label = numbering.label(paragraph.number, paragraph.level, paragraph.style) if words else ""
        heading = _HEADING.fullmatch(paragraph.style)
        if words:
            yield Line(
                f"{label} {words}".strip(), Place(order, 0), int(heading[1] or heading[2]) if heading else 0
            )
        for number in (n for n in paragraph.marks if n in notes and n not in told):
            told.add(number)
            yield Line(f"{superscript(number)} {' '.join(notes[number])}", Place(order, 0))


def _paragraphs(data: bytes, source: str, marks: dict[str, int]) -> list[Paragraph]:
    reader = _Reader(marks)
    if data:
        walk(data, source, reader.start, reader.end, reader.text)
    return reader.done


def _opened(data: bytes, source: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED:
        raise InputError(f"{source}: a damaged or truncated ZIP archive; give the whole file") from None
    files = archive.infolist()
    if any(file.flag_bits & 1 for file in files):
        raise InputError(f"{source}: is encrypted; save it without a password")
    if len(files) > MOST_FILES or sum(file.file_size for file in files) > MOST_BYTES:
        raise InputError(f"{source}: unpacks to more than {MOST_BYTES // 2**20} MiB; not a report")
    if "word/document.xml" not in archive.namelist():
        raise InputError(f"{source}: a ZIP archive without a Word document; give a DOCX file")
    return archive


def _part(archive: zipfile.ZipFile, name: str, source: str) -> bytes:
    """A part of the document, empty if it has none."""
    if name not in archive.namelist():
        return b""
    try:
        return archive.read(name)  # no more than the size it declares, which is within the limit
    except _DAMAGED:
        raise InputError(f"{source}: its part {name} is damaged; save the document anew") from None
