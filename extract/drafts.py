"""Units while they are being read, whatever the format: text that grows, with the way back to its source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.normal import SUPERSCRIPTS
from extract.records import Link, Mark, Piece, Place, Unit, Warning

_TERMINAL = "。！？”）)：；"


@dataclass(slots=True)
class Draft:
    """A unit being read: its text grows by stretches that stand unchanged in the source."""

    key: str
    kind: str
    number: int | None
    section: str | None
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    marks: list[Mark] | None = None  # where the format tells them; else found in the text

    def add(self, text: str, place: Place, joint: str = "") -> None:
        """Add a stretch that begins at ``place``, after ``joint`` unless it is the first."""
        if self.text:
            self.text += joint
        self.pieces.append(Piece(len(self.text), place))
        self.text += text

    def drop(self, count: int) -> None:
        """Take away the first ``count`` characters, which stand in the first stretch."""
        first, *rest = self.pieces
        place = Place(first.place.line, first.place.column + count)
        self.text = self.text[count:]
        self.pieces = [Piece(0, place), *(Piece(p.offset - count, p.place) for p in rest)]
        self.links = [Link(k.symbol, k.start - count, k.end - count) for k in self.links]
        self.marks = [Mark(m.number, m.start - count, m.end - count) for m in self.marks or ()]

    def absorb(self, other: Draft, joint: str) -> None:
        """Add all of another draft."""
        shift = len(self.text) + len(joint if self.text else "")
        self.text += (joint if self.text else "") + other.text
        self.pieces += [Piece(p.offset + shift, p.place) for p in other.pieces]
        self.links += [Link(k.symbol, k.start + shift, k.end + shift) for k in other.links]
        self.marks = [
            *(self.marks or ()),
            *(Mark(m.number, m.start + shift, m.end + shift) for m in other.marks or ()),
        ]

    @property
    def complete(self) -> bool:
        """Whether the text ends like a sentence, footnote marks aside."""
        return self.text.rstrip(SUPERSCRIPTS + " ").endswith(tuple(_TERMINAL))

    @property
    def clause(self) -> bool:
        """Whether the text ends like a clause of a preamble."""
        return self.text.rstrip(SUPERSCRIPTS + " ").endswith(("，", ",", "；", ";", "。", "."))

    def unit(self) -> Unit:
        """The finished unit."""
        return Unit(
            self.key,
            self.kind,
            self.number,
            self.text,
            tuple(self.pieces),
            self.section,
            _marks(self.text) if self.marks is None else tuple(self.marks),
            tuple(self.links),
        )


def superscript(number: int) -> str:
    """Return a number as the mark of a footnote.

    >>> superscript(14)
    '¹⁴'
    """
    return "".join(SUPERSCRIPTS[int(digit)] for digit in str(number))


def _marks(text: str) -> tuple[Mark, ...]:
    """ "专题，² 同时" has mark 2 at offset 3; squared and cubed units (m²) are no marks."""
    found = re.finditer(rf"(?<![A-Za-z])[{SUPERSCRIPTS}]+", text)
    return tuple(
        Mark(int("".join(str(SUPERSCRIPTS.index(c)) for c in m[0])), m.start(), m.end()) for m in found
    )


def note_warnings(units: tuple[Unit, ...]) -> list[Warning]:
    """Footnotes without a mark and marks without a footnote."""
    marked = {mark.number: unit for unit in units for mark in unit.marks}
    notes = {unit.number: unit for unit in units if unit.kind == "footnote"}
    lost = [(n, u, "has a mark but no text") for n, u in marked.items() if n not in notes]
    lost += [(n, u, "has text but no mark") for n, u in notes.items() if n is not None and n not in marked]
    return [
        Warning(u.pieces[0].place.line, f"footnote {n} {what}")
        for n, u, what in sorted(lost, key=lambda x: x[0])
    ]
