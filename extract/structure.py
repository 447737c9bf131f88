"""Lines of a report to header, summary, sections, numbered paragraphs and footnotes.

The reader never refuses a line: what it does not expect is kept and reported as a warning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count

from extract.drafts import Draft, note_warnings
from extract.errors import InputError
from extract.identity import find_symbol
from extract.normal import SUPERSCRIPTS
from extract.records import Document, Place, Section, Unit, Warning

# "11. 经过机构间协商进程，" / "1.本报告" / "24.2019 年，", not "1.5°C"
_PARAGRAPH = re.compile(r"(\d{1,4})[.．](?!\d(?!\d{3}\s?年))\s*")
# "¹⁴ 迄今为止，"
_FOOTNOTE = re.compile(rf"([{SUPERSCRIPTS}]+)\s*")
# "二. 加强政策协调一致"
_SECTION = re.compile(r"([一二三四五六七八九十]{1,3})[.．、]\s*")
# "A. 气候行动"
_SUBSECTION = re.compile(r"([A-Z])[.．]\s*")
_SUMMARY = re.compile(r"\s*摘\s*要\s*")
_CHINESE_DIGITS = "零一二三四五六七八九"
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


@dataclass(slots=True)
class _Reader:
    """The state of one pass over the lines."""

    drafts: list[Draft] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    paragraph: Draft | None = None
    footnote: Draft | None = None
    last_number: int = 0
    after_footnote: bool = False
    taken: set[str] = field(default_factory=set)

    def line(self, text: str, number: int) -> None:
        stripped = text.strip()
        if not stripped:
            return
        column = len(text) - len(text.lstrip())
        place = Place(number, column)
        if self._footnote(stripped, place) or self._heading(stripped, number):
            return
        if self._numbered(stripped, place):
            return
        self._continued(stripped, place)

    def _footnote(self, text: str, place: Place) -> bool:
        found = _FOOTNOTE.match(text)
        if not found:
            return False
        number = int("".join(str(SUPERSCRIPTS.index(c)) for c in found[1]))
        draft = Draft(self._free(f"fn{number}", place.line), "footnote", number, None)
        draft.add(text[found.end() :], Place(place.line, place.column + found.end()))
        self.drafts.append(draft)
        self.footnote, self.after_footnote = draft, True
        return True

    def _heading(self, text: str, line: int) -> bool:
        if _SUMMARY.fullmatch(text) and self.paragraph is None:
            self.drafts.append(Draft("summary", "summary", None, None))
            return True
        top, sub = _SECTION.match(text), _SUBSECTION.match(text)
        found = top or sub
        if not found or text.endswith("。") or len(text) > 80:
            return False
        if sub and not self.sections:
            return False
        self._section(found[1], text[found.end() :], line, is_top=bool(top))
        return True

    def _section(self, label: str, title: str, line: int, *, is_top: bool) -> None:
        parent = None if is_top else self.sections[-1].key.split(".")[0]
        key = roman(chinese_number(label)) if is_top else f"{parent}.{label}"
        if any(section.key == key for section in self.sections):
            self.warnings.append(Warning(line, f"section {label} stands twice"))
            key = f"{key}-{sum(s.key.startswith(key) for s in self.sections) + 1}"
        self.sections.append(Section(key, label, title, parent, line))
        self.after_footnote, self.footnote = False, None

    def _numbered(self, text: str, place: Place) -> bool:
        found = _PARAGRAPH.match(text)
        if not found:
            return False
        number, expected = int(found[1]), self.last_number + 1
        if number != expected:
            self.warnings.append(
                Warning(place.line, f"paragraph number {number} where {expected} was expected")
            )
        section = self.sections[-1].key if self.sections else None
        draft = Draft(self._free(f"p{number}", place.line), "paragraph", number, section)
        draft.add(text[found.end() :], Place(place.line, place.column + found.end()))
        self.drafts.append(draft)
        self.paragraph, self.footnote, self.after_footnote = draft, None, False
        self.last_number = number
        return True

    def _continued(self, text: str, place: Place) -> None:
        """Join a line without a number to what it continues, across page breaks and footnotes."""
        if self.paragraph is None:
            self._front(text, place)
            return
        target = self.paragraph
        if self.footnote is not None and not self.footnote.complete and target.complete:
            target = self.footnote
        elif target.complete and not self.after_footnote:
            self.warnings.append(
                Warning(place.line, f"text without a number, read as the rest of {target.key}")
            )
        target.add(text, place)

    def _front(self, text: str, place: Place) -> None:
        if not self.drafts:
            self.drafts.append(Draft("header", "header", None, None))
        front = [d for d in self.drafts if d.kind in ("header", "summary")] or self.drafts
        if self.sections:
            self.warnings.append(Warning(place.line, f"text without a number, kept in {front[-1].key}"))
        front[-1].add(text, place, "\n")

    def _free(self, key: str, line: int) -> str:
        free = key
        if key in self.taken:
            self.warnings.append(Warning(line, f"{key} stands twice; the later one is kept apart"))
            free = next(f"{key}-{n}" for n in count(2) if f"{key}-{n}" not in self.taken)
        self.taken.add(free)
        return free


def structure(
    text: str, source: str, sha256: str, *, symbol: str | None = None, notes: tuple[Warning, ...] = ()
) -> Document:
    """Return the document of a text; raises InputError if it has no numbered paragraph."""
    reader = _Reader()
    for number, line in enumerate(text.splitlines(), 1):
        reader.line(line, number)
    units = tuple(draft.unit() for draft in reader.drafts if draft.text)
    if not any(unit.kind == "paragraph" for unit in units):
        raise InputError(f"{source}: no numbered paragraph found; is this a report?")
    title = _title(units)
    found = symbol or find_symbol(units[0].text if units[0].kind == "header" else "", title)
    warnings = [*notes, *reader.warnings, *note_warnings(units)]
    if not found:
        found = re.sub(r"\W+", "-", source.rsplit(".", 1)[0]).strip("-") or "document"
        warnings.append(Warning(1, f"no document symbol found; named {found}, give --symbol to name it"))
    return Document(found, title, source, sha256, units, tuple(reader.sections), tuple(warnings))


def _title(units: tuple[Unit, ...]) -> str:
    """The last line of the header is the title."""
    header = units[0].text if units[0].kind == "header" else ""
    return header.rsplit("\n", 1)[-1]


def chinese_number(text: str) -> int:
    """Return the value of a Chinese numeral (三 3, 十二 12, 八十七 87, 一百零三 103, 两千 2000).

    Raises ValueError for anything else.
    """
    total, part, digit = 0, 0, 0
    for char in text:
        if char in _CHINESE_UNITS:
            unit = _CHINESE_UNITS[char]
            if unit >= 10_000:
                total, part = (total + part + digit) * unit, 0
            else:
                part += (digit or 1) * unit
            digit = 0
        else:
            digit = _CHINESE_DIGITS.index("二" if char == "两" else char)
    return total + part + digit


def roman(number: int) -> str:
    """Return a number below 4,000 in Roman numerals."""
    parts = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")]
    parts += [(40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    out = ""
    for value, sign in parts:
        count, number = divmod(number, value)
        out += sign * count
    return out
