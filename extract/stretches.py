"""Look-up of things by their place in a text, in time that does not grow with what lies elsewhere."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """Anything that has a start and an end, in code points, end exclusive."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Placed)


class Stretches(Generic[T]):
    """Things in order of their start, none overlapping another."""

    def __init__(self, things: Iterable[T]) -> None:
        self._things = list(things)
        self._starts = [thing.start for thing in self._things]

    def __iter__(self) -> Iterator[T]:
        return iter(self._things)

    def inside(self, start: int, end: int) -> list[T]:
        """Return the things that lie in ``[start, end)``."""
        found = self._things[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return found if not found or found[-1].end <= end else found[:-1]

    def around(self, offset: int) -> T | None:
        """Return the thing within which an offset lies."""
        index = bisect_right(self._starts, offset) - 1
        return self._things[index] if index >= 0 and offset < self._things[index].end else None

    def at(self, offset: int) -> T | None:
        """Return the thing that begins at an offset."""
        index = bisect_left(self._starts, offset)
        found = index < len(self._things) and self._starts[index] == offset
        return self._things[index] if found else None
