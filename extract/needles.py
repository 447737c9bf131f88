"""What every match of a pattern contains, so that a pattern is only tried where that stands."""

from __future__ import annotations

from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any


def needle(pattern: str) -> str:
    """Return the longest literal that every match of a pattern contains, "" if there is none.

    >>> needle("(?:由|经)Ⓑ·*(领导|牵头)开展的")
    '开展的'
    """
    return max(_literals(_parser.parse(pattern)), key=len, default="")


def _literals(tokens: Any) -> Iterator[str]:
    """Runs of characters that stand in every match: outside alternatives and what may be left out."""
    run = ""
    for code, value in tokens:
        if code is _constants.LITERAL:
            run += chr(value)
            continue
        yield run
        run = ""
        if code is _constants.SUBPATTERN:
            yield from _literals(value[-1])
        elif code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and value[0] > 0:
            yield from _literals(value[2])
    yield run
