"""A unit with everything found in it so far: the common ground of the finders of statements."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.citations import FoundCitation
from extract.discourse import Discourse
from extract.grammar import Clause
from extract.items import Item, code_of
from extract.normal import Normal
from extract.records import Span, Unit
from extract.stretches import Stretches

_EDGE = "，。；：、 \n·"


@dataclass(frozen=True)
class Page:
    """A unit, its normalised text, its resolved items and its clauses."""

    unit: Unit
    normal: Normal
    masked: str  # the normalised text with its items masked
    grammar: str  # and as clauses see it
    items: tuple[Item, ...]
    clauses: tuple[Clause, ...]
    talk: Discourse
    citations: tuple[FoundCitation, ...] = ()
    nested: tuple[Item, ...] = ()  # names and sessions inside longer names
    phases: tuple[tuple[int, int, str, str], ...] = ()  # (start, end, whole, phase)
    born: tuple[tuple[int, int, str], ...] = ()  # where the text introduces an entity

    @property
    def named(self) -> list[tuple[int, str]]:
        """Where which entity is named in words: (start, key)."""
        return [(i.start, i.key) for i in (*self.items, *self.nested) if i.kind == "name" and i.key]

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.normal.text

    def span(self, start: int, end: int) -> Span:
        """The span of the unit's text for a stretch of the normalised text, without edges of marks."""
        a, b = self._bounds(start, end)
        return Span(self.unit.key, a, b, self.unit.text[a:b])

    def words(self, start: int, end: int) -> str:
        """The words of the unit for a stretch of the normalised text, "" for an empty one."""
        if end <= start:
            return ""
        a, b = self._bounds(start, end)
        return self.unit.text[a:b]

    def _bounds(self, start: int, end: int) -> tuple[int, int]:
        text = self.normal.text
        while start < end - 1 and text[start] in _EDGE:
            start += 1
        while end - 1 > start and text[end - 1] in _EDGE:
            end -= 1
        return self.normal.span(start, end)

    @cached_property
    def things(self) -> tuple[Item, ...]:
        """Items with those that the text introduces in place of what stands inside them."""
        if not self.born:
            return self.items
        new = [
            Item(
                start,
                end,
                code_of(self.talk.cls(key)),
                (key,),
                "name",
                "introduced",
                form=self.text[start:end],
            )
            for start, end, key in self.born
        ]
        gone = {i.start for n in new for i in self._items.inside(n.start, n.end)}
        kept = [i for i in self.items if i.start not in gone]
        return tuple(sorted([*kept, *new], key=lambda item: item.start))

    @cached_property
    def _items(self) -> Stretches[Item]:
        return Stretches(self.items)

    @cached_property
    def _things(self) -> Stretches[Item]:
        return Stretches(self.things) if self.born else self._items

    @cached_property
    def by_start(self) -> dict[int, Item]:
        """Resolved items by their start."""
        return {item.start: item for item in self.items}

    def current(self, item: Item) -> Item:
        """The resolved form of an item of a clause."""
        return self.by_start.get(item.start, item)

    def keys(self, items: Sequence[Item]) -> tuple[str, ...]:
        """Keys of the items, each once, in order."""
        if not items:
            return ()
        return tuple(dict.fromkeys(key for item in items for key in self.current(item).keys))

    def inside(self, start: int, end: int, codes: str = "") -> list[Item]:
        """Items that lie in a stretch, of some codes."""
        found = self._items.inside(start, end)
        return [i for i in found if i.code in codes] if codes else found

    def nested_in(self, start: int, end: int) -> list[Item]:
        """Items inside longer names that lie in a stretch; these may overlap one another."""
        first = bisect_left(self._nested_starts, start)
        last = bisect_left(self._nested_starts, end)
        return [i for i in self.nested[first:last] if i.end <= end]

    @cached_property
    def _nested_starts(self) -> list[int]:
        return [item.start for item in self.nested]

    def around(self, at: int) -> Item | None:
        """The item within which an offset lies."""
        return self._items.around(at)

    def things_in(self, start: int, end: int) -> list[Item]:
        """Things, introduced ones among them, that lie in a stretch."""
        return self._things.inside(start, end)

    def sentence(self, at: int) -> tuple[int, int]:
        """Bounds of the sentence around an offset."""
        start = max(self.text.rfind("。", 0, at), self.text.rfind("\n", 0, at)) + 1
        end = self.text.find("。", at)
        return start, len(self.text) if end < 0 else end
