"""Lines of a report to header, summary, sections, numbered paragraphs and footnotes.

The reader never refuses a line: what it does not expect is kept and reported as a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from extract.deliberations import names_of
from extract.drafts import Draft, note_warnings
from extract.errors import InputError
from extract.genre import adopted, annexed, closes, enacts, is_item, joint, language_of, resolution_title
from extract.identity import find_symbol
from extract.lines import Line
from extract.normal import SUPERSCRIPTS
from extract.numerals import chinese_number, roman
from extract.records import Document, Place, Section, Warning

__all__ = ["chinese_number", "roman", "structure", "structure_lines"]

# "11. 经过机构间协商进程，" / "1.本报告" / "24.2019 年，", not "1.5°C"
_PARAGRAPH = re.compile(r"(\d{1,4})[.．](?!\d(?!\d{3}\s?年))\s*")
# "¹⁴ 迄今为止，"
_FOOTNOTE = re.compile(rf"([{SUPERSCRIPTS}]+)\s*")
# "二. 加强政策协调一致"
_SECTION = re.compile(r"([一二三四五六七八九十]{1,3})[.．、]\s*")
# "A. 气候行动"
_SUBSECTION = re.compile(r"([A-Z])[.．]\s*")
_SUMMARY = re.compile(r"\s*摘\s*要\s*")


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
    resolution: bool = False
    annex: str = ""  # key of the annex of a resolution

    def line(self, line: Line) -> None:
        stripped = line.text.strip()
        if not stripped:
            return
        place = Place(line.place.line, line.place.column + len(line.text) - len(line.text.lstrip()))
        if self._footnote(stripped, place) or self._part(stripped, place):
            return
        if self._heading(stripped, place.line) or self._numbered(stripped, place):
            return
        if line.level and (self.sections or self.paragraph):
            self._untitled(stripped, place.line)
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

    def _part(self, text: str, place: Place) -> bool:
        """Parts that only resolutions have: the enacting words, annexes, the adoption line."""
        if self.paragraph is None and not self.sections and enacts(text):
            self.resolution = True
            self._front(text, place)
        elif self.resolution and annexed(text):
            number = 1 + sum(s.key.startswith("annex") and "." not in s.key for s in self.sections)
            self.annex = f"annex{number}"
            self.sections.append(Section(self.annex, str(number), text, None, place.line))
            self.paragraph, self.footnote, self.last_number = None, None, 0
        elif self.resolution and not self.annex and self.paragraph and closes(text):
            closing = next((d for d in self.drafts if d.kind == "closing"), None)
            if closing is None:
                closing = Draft(self._free("closing", place.line), "closing", None, None)
                self.drafts.append(closing)
            closing.add(text, place, "\n")
        else:
            return False
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

    def _untitled(self, title: str, line: int) -> None:
        """A heading that the format marks as one, without a number."""
        key = f"s{len(self.sections) + 1}"
        self.sections.append(Section(key, "", title, self.annex or None, line))
        self.after_footnote, self.footnote = False, None

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
        lead = f"{self.annex}-" if self.annex else ""
        draft = Draft(self._free(f"{lead}p{number}", place.line), "paragraph", number, section)
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
        elif self.resolution and is_item(text):
            target.add(text, place, "\n")
            return
        elif target.complete and not self.after_footnote:
            self.warnings.append(
                Warning(place.line, f"text without a number, read as the rest of {target.key}")
            )
        target.add(text, place, joint(target.text, text))

    def _front(self, text: str, place: Place) -> None:
        if self.annex or (self.resolution and self.drafts and not enacts(text)):
            self._unnumbered(text, place)
            return
        if not self.drafts:
            self.drafts.append(Draft("header", "header", None, None))
        front = [d for d in self.drafts if d.kind in ("header", "summary")] or self.drafts
        if self.sections:
            self.warnings.append(Warning(place.line, f"text without a number, kept in {front[-1].key}"))
        front[-1].add(text, place, "\n")

    def _unnumbered(self, text: str, place: Place) -> None:
        """A clause of a preamble, or what an annex says before its first number."""
        last = self.drafts[-1]
        if self.annex:
            if last.key != self.annex:
                last = Draft(self._free(self.annex, place.line), "annex", None, self.annex)
                self.drafts.append(last)
            last.add(text, place, "\n")
        elif last.kind == "preamble" and not last.clause:
            last.add(text, place, joint(last.text, text))
        else:
            number = 1 + sum(d.kind == "preamble" for d in self.drafts)
            last = Draft(self._free(f"pre{number}", place.line), "preamble", None, None)
            last.add(text, place)
            self.drafts.append(last)

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
    lines = (Line(line, Place(number, 0)) for number, line in enumerate(text.splitlines(), 1))
    return structure_lines(lines, source, sha256, symbol=symbol, notes=notes)


def structure_lines(
    lines: Iterable[Line],
    source: str,
    sha256: str,
    *,
    symbol: str | None = None,
    notes: tuple[Warning, ...] = (),
) -> Document:
    """Return the document of lines with their places; raises InputError like ``structure``."""
    reader = _Reader()
    for line in lines:
        reader.line(line)
    units = tuple(draft.unit() for draft in reader.drafts if draft.text)
    if not any(unit.kind in ("paragraph", "preamble") for unit in units):
        raise InputError(f"{source}: no numbered paragraph found; is this a report?")
    header = units[0].text if units[0].kind == "header" else ""
    title = (reader.resolution and resolution_title(header)) or header.rsplit("\n", 1)[-1]
    found = symbol or find_symbol(header, title)
    warnings = [*notes, *reader.warnings, *note_warnings(units)]
    if not found:
        found = re.sub(r"\W+", "-", source.rsplit(".", 1)[0]).strip("-") or "document"
        warnings.append(Warning(1, f"no document symbol found; named {found}, give --symbol to name it"))
    date = adopted(header) if reader.resolution else ""
    language = language_of(units)
    if title in ("", found):
        title = names_of(found)[language == "en"]
    return Document(
        found, title, source, sha256, units, tuple(reader.sections), tuple(warnings), language, date
    )
