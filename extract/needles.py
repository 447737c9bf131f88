"""What every match of a pattern contains, so that a pattern is only tried where that stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

from extract.lexicon import Matcher

T = TypeVar("T")
#: Alternatives that are worth a look, and words that are worth an automaton.
_FEW, _MANY = 12, 24
_NONE: frozenset[str] = frozenset()


def needles(pattern: str) -> frozenset[str]:
    """Return words of which every match of a pattern contains one, the longest there are; empty for none.

    >>> sorted(needles("(?:由|经)Ⓑ·*(领导|牵头)开展的")), sorted(needles("Ⓓ·*还?(?:立足于|借鉴了?)"))
    (['开展的'], ['借鉴', '立足于'])
    """
    return _best(_parser.parse(pattern))


def _best(tokens: Any) -> frozenset[str]:
    return max(_needed(tokens), key=_worth, default=_NONE)


def _worth(words: frozenset[str]) -> tuple[int, int]:
    """Long words are rare; one of many is not."""
    return min(map(len, words), default=0) if len(words) <= _FEW else 0, -len(words)


def _needed(tokens: Any) -> Iterator[frozenset[str]]:
    """Sets of which every match contains a word: runs of characters, and alternatives."""
    run = ""
    for code, value in tokens:
        if code is _constants.LITERAL:
            run += chr(value)
            continue
        yield frozenset({run} - {""})
        run = ""
        if code is _constants.SUBPATTERN:
            yield _best(value[-1])
        elif code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and value[0] > 0:
            yield _best(value[2])
        elif code is _constants.BRANCH:
            ways = [_best(way) for way in value[1]]
            yield frozenset().union(*ways) if all(ways) else _NONE
        elif code is _constants.IN and all(kind is _constants.LITERAL for kind, _ in value):
            yield frozenset(chr(char) for _, char in value)
    yield frozenset({run} - {""})


class Sieve(Generic[T]):
    """Things that have a pattern; one pass over a text tells which of them may match there."""

    def __init__(self, things: Iterable[tuple[T, re.Pattern[str]]]) -> None:
        self._things: list[T] = []
        self._always: list[int] = []
        self._by_word: dict[str, list[int]] = {}
        for index, (thing, pattern) in enumerate(things):
            self._things.append(thing)
            words = needles(pattern.pattern)
            for word in words:
                self._by_word.setdefault(word, []).append(index)
            if not words:
                self._always.append(index)
        self._matcher = Matcher(self._by_word, longest=False) if len(self._by_word) > _MANY else None

    def candidates(self, text: str) -> list[T]:
        """Return the things whose pattern may match in a text, in their order."""
        if self._matcher:
            words = self._matcher.words(text)
        else:
            words = {word for word in self._by_word if word in text}
        found = set(self._always)
        for word in words:
            found.update(self._by_word[word])
        return [self._things[index] for index in sorted(found)]
