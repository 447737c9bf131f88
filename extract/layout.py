"""Characters with their places on pages to lines: columns, running heads, raised marks, notes, paragraphs.

Lengths are in points, from the lower left corner of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from extract.drafts import superscript
from extract.genre import joint
from extract.lines import Line
from extract.normal import SUPERSCRIPTS
from extract.records import Place

#: Gap in heights of a character that parts two columns, and one that is a space.
_COLUMN_GAP, _SPACE_GAP = 3.0, 0.25
#: A mark is smaller than this share of its line, a note than this share of the body.
_RAISED, _SMALL, _LARGE = 0.88, 0.93, 1.25
#: Share of the pages on which a running head stands, and lines of a page that may be one.
_RUNNING, _EDGE = 0.5, 3
_PAGE_NUMBER = re.compile(
    r"\d{1,4}|\d{1,4}\s?/\s?\d{1,4}|[-–—]\s?\d{1,4}\s?[-–—]|第\s?\d{1,4}\s?页.{0,10}|[Pp]age \d.{0,9}"
)
_BEGINS = re.compile(
    rf"[{SUPERSCRIPTS}]|"
    r"\d{1,3}\s?[.．](?!\d)|[一二三四五六七八九十]{1,3}[.．、]|[A-Z][.．]\s|[(（][a-zA-Z一-十]{1,3}[)）]|摘\s*要$"
)
_ENDS = tuple("。！？.!?：:；;”）)")
_NOTE = re.compile(rf"([{SUPERSCRIPTS}]+|\d{{1,3}}(?=\s))\s*")


class Char(NamedTuple):
    """A character and its box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Row:
    """Characters that stand beside one another."""

    page: int
    left: float
    right: float
    bottom: float
    size: float
    text: str
    side: str = ""  # "l" and "r" in two columns


@dataclass(slots=True)
class _Paragraph:
    """Rows joined so far, and notes that stood between them."""

    text: str
    page: int
    level: int
    full: bool
    notes: list[Line] = field(default_factory=list)


def lines_of(pages: Sequence[Sequence[Char]]) -> list[Line]:
    """Return the paragraphs and notes of pages in reading order."""
    rows = [_ordered(list(_rows(page, number))) for number, page in enumerate(pages, 1)]
    kept = _without_running(rows)
    sizes = [row.size for row in kept for _ in row.text]
    return list(_paragraphs(kept, median(sizes))) if sizes else []


def _rows(page: Sequence[Char], number: int) -> Iterator[Row]:
    group: list[Char] = []
    for char in page:
        if char.text.isspace():
            continue
        if group and not _beside(group[-1], char):
            yield _row(group, number)
            group = []
        group.append(char)
    if group:
        yield _row(group, number)


def _beside(one: Char, other: Char) -> bool:
    height = max(one.top - one.bottom, other.top - other.bottom, 1.0)
    apart = abs((one.top + one.bottom) - (other.top + other.bottom)) / 2
    return apart < 0.6 * height and -height < other.left - one.right < _COLUMN_GAP * height


def _row(group: Sequence[Char], number: int) -> Row:
    """A row with raised digits as marks, and spaces where there is room between letters."""
    size = median(char.top - char.bottom for char in group)
    bottom = median(char.bottom for char in group)
    words = ""
    for before, char in zip((None, *group), group, strict=False):
        higher = (char.bottom - bottom) / size
        raised = higher > 0.2 or (higher > 0.1 and char.top - char.bottom < _RAISED * size)
        if before and char.left - before.right > _SPACE_GAP * size:
            words += " "
        words += superscript(int(char.text)) if raised and char.text in "0123456789" else char.text
    left, right = min(c.left for c in group), max(c.right for c in group)
    return Row(number, left, right, bottom, size, words)


def _ordered(rows: list[Row]) -> list[Row]:
    """Rows from top to bottom; where there are two columns, the left one first."""
    if not rows:
        return []
    left, right = min(r.left for r in rows), max(r.right for r in rows)
    # a row that sticks out moves the middle of few
    middle = (left + sorted(r.right for r in rows)[int(0.95 * (len(rows) - 1))]) / 2
    rows.sort(key=lambda row: (-round(row.bottom + row.size / 2, 0), row.left))
    halves = (sum(r.right <= middle for r in rows), sum(r.left >= middle for r in rows))
    if min(halves) < max(4, len(rows) // 4):
        return _merged(rows, "")
    found: list[Row] = []
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in [*rows, Row(0, left, right, -1.0, 1.0, "")]:
        if row.right <= middle or row.left >= middle:
            sides[row.left >= middle].append(row)
            continue
        for side, name in zip(sides, "lr", strict=True):
            found += _merged(side, name)
        sides = ([], [])
        found += _merged([row], "") if row.text else []
    return found


def _merged(rows: Sequence[Row], side: str) -> list[Row]:
    """Rows on one line as one: "1." and its words after a tab."""
    found: list[Row] = []
    for row in rows:
        last = found[-1] if found else None
        if last and abs(last.bottom - row.bottom) < 0.4 * min(last.size, row.size) and row.left >= last.right:
            last.text, last.right = f"{last.text} {row.text}", row.right
        else:
            row.side = side
            found.append(row)
    return found


def _without_running(pages: Sequence[Sequence[Row]]) -> list[Row]:
    """All rows but page numbers and the heads and feet that pages repeat; the first head stays."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_alike(row.text) for row in (*_edges(page), *_edges(page, top=True))})
    often = max(2, _RUNNING * sum(map(bool, pages)))
    told: set[str] = set()
    kept = []
    for page in pages:
        feet, heads = ({id(row) for row in _edges(page, top=top)} for top in (False, True))
        for row in page:
            alike, edge = _alike(row.text), id(row) in feet | heads
            runs = edge and seen[alike] >= often
            if edge and _PAGE_NUMBER.fullmatch(row.text.strip()):
                continue
            if runs and (id(row) in feet or alike in told):
                continue
            told |= {alike} if runs else set()
            kept.append(row)
    return kept


def _edges(page: Sequence[Row], *, top: bool = False) -> list[Row]:
    middle = median(row.bottom for row in page) if page else 0
    half = [row for row in page if (row.bottom >= middle) == top]
    return sorted(half, key=lambda row: row.bottom, reverse=top)[:_EDGE]


def _alike(text: str) -> str:
    """The text of a running head but for the number of the page."""
    return re.sub(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}(?:/\d{1,4})?$|\s+", "", text)


def _paragraphs(rows: Sequence[Row], body: float) -> Iterator[Line]:
    edges = _right_edges(rows)
    open_: _Paragraph | None = None
    note: _Paragraph | None = None
    for row in rows:
        begins = _NOTE.match(row.text) if row.size < _SMALL * body else None
        if begins:
            note = _Paragraph(_note(begins, row.text), row.page, 0, True)
            if open_ is not None:
                open_.notes.append(Line(note.text, Place(row.page, 0)))
            else:
                open_ = _Paragraph("", row.page, 0, True, [Line(note.text, Place(row.page, 0))])
            continue
        if note is not None and open_ is not None and row.size < _SMALL * body:
            note.text = _joined(note.text, row.text)
            open_.notes[-1] = Line(note.text, Place(note.page, 0))
            continue
        turned = note is not None
        note = None
        if open_ is not None and _goes_on(open_, row, turned):
            open_.text = _joined(open_.text, row.text)
        else:
            yield from _told(open_)
            large = row.size > _LARGE * body and len(row.text) < 60 and not row.text.endswith(_ENDS)
            open_ = _Paragraph(row.text, row.page, 2 if large else 0, True)
        open_.full = row.right > edges[row.side] - 1.6 * row.size
    yield from _told(open_)


def _right_edges(rows: Sequence[Row]) -> dict[str, float]:
    """Where the full rows of each column end: nearly all end there or before."""
    found: dict[str, list[float]] = {}
    for row in rows:
        found.setdefault(row.side, []).append(row.right)
    return {side: sorted(rights)[int(0.9 * (len(rights) - 1))] for side, rights in found.items()}


def _told(paragraph: _Paragraph | None) -> Iterator[Line]:
    if paragraph is not None:
        if paragraph.text:
            yield Line(paragraph.text, Place(paragraph.page, 0), paragraph.level)
        yield from paragraph.notes


def _goes_on(paragraph: _Paragraph, row: Row, turned: bool) -> bool:
    """Whether a row continues a paragraph: the one before it is full, or the page turned within it."""
    if not paragraph.text or paragraph.level or _BEGINS.match(row.text):
        return False
    ended = paragraph.text.rstrip(SUPERSCRIPTS + " ").endswith(_ENDS)
    if turned or row.page != paragraph.page:
        return not ended or (paragraph.full and row.page == paragraph.page)
    return paragraph.full


def _note(begins: re.Match[str], text: str) -> str:
    mark = begins[1]
    raised = superscript(int(mark)) if mark[0].isdecimal() and mark.isascii() else mark
    return f"{raised} {text[begins.end() :]}"


def _joined(before: str, after: str) -> str:
    """Two rows as one text; a word parted by a hyphen is whole again."""
    word = before.rsplit(maxsplit=1)[-1] if before.strip() else ""
    if re.search(r"[a-z]-$", word) and re.match(r"[a-z]", after):
        return (before if "/" in word else before[:-1]) + after
    return before + joint(before, after) + after
