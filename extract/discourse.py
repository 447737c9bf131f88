"""What has been named so far in a document, and the things its text introduced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.lexicon import entities
from extract.records import Entity


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

    seen: list[Seen] = field(default_factory=list)
    born: dict[str, Entity] = field(default_factory=dict)
    chain: dict[str, str] = field(default_factory=dict)  # short form -> what it stood for last
    chained_in: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)  # unit -> top section
    marked: dict[str, tuple[str, int]] = field(default_factory=dict)  # footnote -> where its mark is
    antecedent: dict[str, str] = field(default_factory=dict)  # footnote -> what its mark follows
    groups: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)  # (unit, enumeration)

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
        """Things seen, nearest first: in this unit, then in the one before of the same section."""
        yield from (s for s in reversed(self.seen) if s.unit == unit)
        if unit in self.marked:
            host, at = self.marked[unit]
            yield from (s for s in reversed(self.seen) if s.unit == host and s.start < at)

    def before(self, unit: str) -> Iterable[Seen]:
        """Things seen in the paragraphs before this unit within its section, nearest first."""
        top = self.sections.get(unit, "")
        yield from (
            s for s in reversed(self.seen) if s.unit != unit and self.sections.get(s.unit, "-") == top
        )
