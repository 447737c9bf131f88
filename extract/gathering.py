"""Words gathered into units as a reader of marked-up text walks through them."""

from __future__ import annotations

import re
from itertools import count

from extract.drafts import Draft, superscript
from extract.records import Link, Mark, Place, Section, Warning

_WORDS = re.compile(r"\S+(?: \S+)*")


class Gathering:
    """Units, sections and warnings so far; ``draft`` is the unit that words go to now."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.sections: list[Section] = []
        self.warnings: list[Warning] = []
        self.draft: Draft | None = None
        self.joint = ""  # what stands between the words so far and the next ones
        self._open: list[tuple[Draft | None, str]] = []  # what notes and headings interrupt
        self._taken: set[str] = set()

    def warn(self, place: Place, message: str) -> None:
        """Report something not expected."""
        self.warnings.append(Warning(place.line, message))

    def begin(self, key: str, kind: str, number: int | None, place: Place, section: str | None) -> Draft:
        """Begin a unit, under a key of its own; without a key it waits for ``name``."""
        self.draft = Draft(self._free(key, place) if key else "", kind, number, section, marks=[])
        self.drafts.append(self.draft)
        self.joint = ""
        return self.draft

    def name(self, draft: Draft, key: str, kind: str, number: int | None, place: Place) -> None:
        """Give a waiting unit its key, kind and number."""
        draft.key, draft.kind, draft.number = self._free(key, place), kind, number

    def _free(self, key: str, place: Place) -> str:
        free = key
        if key in self._taken:
            self.warn(place, f"{key} stands twice; the later one is kept apart")
            free = next(f"{key}-{n}" for n in count(2) if f"{key}-{n}" not in self._taken)
        self._taken.add(free)
        return free

    def space(self) -> None:
        """Add white space."""
        self.joint = self.joint or " "

    def add(self, text: str, place: Place) -> None:
        """Add text that stands in the source at ``place``; runs of white space become one space."""
        at = 0
        for found in _WORDS.finditer(text):
            if found.start() > at:
                self.joint = self.joint or " "
            if self.draft is not None:
                self.draft.add(found[0], Place(place.line, place.column + found.start()), self.joint)
            self.joint, at = "", found.end()
        if at < len(text):
            self.joint = self.joint or " "

    def interrupt(self) -> None:
        """Leave the unit until ``resume``; until then words go nowhere."""
        self._open.append((self.draft, self.joint))
        self.draft = None

    def resume(self) -> None:
        """Go on with the unit that was interrupted last."""
        self.draft, self.joint = self._open.pop()

    def note(self, printed: str, place: Place) -> None:
        """Begin a footnote where its mark stands; ``resume`` ends it."""
        last = max((d.number or 0 for d in self.drafts if d.kind == "footnote"), default=0)
        number = int(printed) if re.fullmatch(r"[1-9]\d{0,3}", printed, re.ASCII) else last + 1
        self.mark(number, place)
        self.interrupt()
        self.begin(f"fn{number}", "footnote", number, place, None)

    def mark(self, number: int, place: Place, *, own: bool = True) -> None:
        """Add a mark; one that is not its ``own`` points back at a footnote marked before."""
        if self.draft is not None and self.draft.marks is not None:
            start = len(self.draft.text)
            self.draft.add(superscript(number), place)
            self.draft.marks += [Mark(number, start, len(self.draft.text))] if own else []

    def section(self, key: str, label: str, title: str, parent: str | None, place: Place) -> None:
        """Begin a section, under a key of its own."""
        free = key
        if any(section.key == key for section in self.sections):
            self.warn(place, f"section {key} stands twice")
            free = f"{key}-{sum(s.key.startswith(key) for s in self.sections) + 1}"
        self.sections.append(Section(free, label, title, parent, place.line))

    def link(self, symbol: str, start: int) -> None:
        """The editors' link to a document, around the words of the unit from ``start`` on."""
        if self.draft is not None and start < len(self.draft.text):
            self.draft.links.append(Link(symbol, start, len(self.draft.text)))
