"""What has been named so far in a document, and the things its text introduced."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.lexicon import entities
from extract.records import Entity

#: How many things back a word may point across paragraphs; keeps the time in proportion to the length.
_REACH = 400


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity was named in unit ``unit`` at ``start`` of its normalised text."""

    unit: str
    start: int
    key: str
    form: str


@dataclass(slots=True)
class Discourse:
    """What has been named so far, and the entities that the text itself introduced."""

    seen: dict[str, list[Seen]] = field(default_factory=dict)  # unit -> what it names, in order
    recent: dict[str, deque[Seen]] = field(default_factory=dict)  # top section -> what it named last
    born: dict[str, Entity] = field(default_factory=dict)
    chain: dict[str, str] = field(default_factory=dict)  # short form -> what it stood for last
    chained_in: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)  # unit -> top section
    marked: dict[str, tuple[str, int]] = field(default_factory=dict)  # footnote -> where its mark is
    antecedent: dict[str, str] = field(default_factory=dict)  # footnote -> what its mark follows
    groups: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)  # (unit, enumeration)

    def note(self, seen: Seen) -> None:
        """Remember that a thing was named."""
        self.seen.setdefault(seen.unit, []).append(seen)
        top = self.sections.get(seen.unit, "-")
        self.recent.setdefault(top, deque(maxlen=_REACH)).append(seen)

    def entity(self, key: str) -> Entity | None:
        """The entity of a key, from the tables or from the text."""
        return entities().get(key) or self.born.get(key)

    def cls(self, key: str) -> str:
        """The class of a key; symbols without a row are resolutions or documents."""
        entity = self.entity(key)
        if entity:
            return entity.cls
        return "Resolution" if "/RES/" in key else "Document"

    def near(self, unit: str) -> Iterable[Seen]:
        """Things seen in this unit, nearest first; for a footnote then those before its mark."""
        yield from reversed(self.seen.get(unit, []))
        if unit in self.marked:
            host, at = self.marked[unit]
            yield from (s for s in reversed(self.seen.get(host, [])) if s.start < at)

    def before(self, unit: str) -> Iterable[Seen]:
        """Things seen in the paragraphs before this unit within its section, nearest first."""
        top = self.sections.get(unit, "")
        yield from (s for s in reversed(self.recent.get(top, ())) if s.unit != unit)
