"""What a stretch of a sentence names, and a sentence with all of them."""

from __future__ import annotations

from dataclasses import dataclass

from queries.names import Thing


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of the sentence; ``kind`` is thing, act-type, unit, section, date (a month) or year."""

    kind: str
    start: int
    end: int
    value: str  # key of the thing, act type, unit, section, "2019-04" or "2019"
    thing: Thing | None = None
    agent: bool = False  # "by HLCP", 由/被 HLCP


@dataclass(frozen=True, slots=True)
class Spotted:
    """A sentence and what was found in it; ``rest`` is the sentence with blanks for what was found."""

    text: str
    spots: tuple[Spot, ...]
    rest: str

    def of(self, kind: str) -> tuple[Spot, ...]:
        """Return the spots of a kind, in their order."""
        return tuple(spot for spot in self.spots if spot.kind == kind)
