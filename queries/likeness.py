"""How like a sentence is to the ways in which each question is asked (``ways.tsv``).

Two things are weighed: how near the two nearest ways of a question are to the sentence, and how much more
often its words stand in ways of this question than in those of others.  Both are counted from the ways;
nothing is trained.  Sentences that no question answers are ways of the question "".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import exp, log, sqrt

from queries.catalogue import questions, ways
from queries.marks import marks

#: A thing counts for less than a word: many questions take one.
_SLOT_WEIGHT = 0.6
#: A Latin word that no way has counts for more than the rarest one: it may be what the sentence is about.
#: Chinese pairs of characters overlap, so each counts for less.
_UNKNOWN, _UNKNOWN_PAIR = 1.4, 1.0
#: The nearest ways of a question whose nearness is averaged.
_NEAREST = 2
_ALONE = 0.9
#: Of the score, the part that the frequencies of words give; how sharply they tell questions apart; how many
#: ways as all are stand for those of a question that have not been seen.
_FREQUENCY, _SHARP, _UNSEEN = 0.4, 0.5, 5


@dataclass(frozen=True, slots=True)
class Way:
    """A way to ask a question, as marks with their weights; ``length`` is that of the vector."""

    question: str
    weights: dict[str, float]
    length: float


class Likeness:
    """The ways to ask all questions, and how telling each mark is."""

    def __init__(self, given: Iterable[tuple[str, str]]) -> None:
        told = [(name, marks(way)) for name, way in given]
        asked: dict[str, set[str]] = {}
        self._by: dict[str, Counter[str]] = {}
        self._ways = Counter(name for name, _ in told)
        self._seen: Counter[str] = Counter()
        for name, way in told:
            here = self._by.setdefault(name, Counter())
            for mark in way:
                here[mark] += 1
                self._seen[mark] += 1
                asked.setdefault(mark, set()).add(name)
        self._weights = {
            mark: self._weight(mark, log(1 + len(self._ways) / len(by))) for mark, by in asked.items()
        }
        self._rarest = log(1 + len(self._ways))
        self._vectors = tuple(self._way(name, way) for name, way in told)

    @staticmethod
    def _weight(mark: str, rarity: float) -> float:
        return rarity * (_SLOT_WEIGHT if mark.startswith("{") else 1.0)

    def _way(self, name: str, way: Iterable[str]) -> Way:
        weights = {
            mark: self._weights.get(mark) or self._rarest * (_UNKNOWN if mark.isascii() else _UNKNOWN_PAIR)
            for mark in way
        }
        return Way(name, weights, sqrt(sum(w * w for w in weights.values())) or 1.0)

    def scores(self, sentence: str) -> dict[str, float]:
        """Return for each question how like the sentence is to its ways, from 0 to 1."""
        found = marks(sentence)
        near, often = self._near(found), self._often(found)
        return {name: (1 - _FREQUENCY) * near.get(name, 0.0) + _FREQUENCY * often[name] for name in often}

    def _near(self, found: Iterable[str]) -> dict[str, float]:
        """How near the nearest ways of each question are."""
        best: dict[str, list[float]] = {}
        for name, like in self._likes(self._way("", found)):
            best.setdefault(name, []).append(like)
        near = {name: sum(sorted(likes)[-_NEAREST:]) / _NEAREST for name, likes in best.items()}
        # what no question answers has little in common: the nearest way alone counts
        return near | {"": _ALONE * max(best.get("", [0.0]))}

    def _likes(self, asked: Way) -> Iterator[tuple[str, float]]:
        for way in self._vectors:
            if ("*not" in asked.weights) == (
                "*not" in way.weights
            ):  # what is not there is asked for by its name
                shared = sum(w * w for mark, w in asked.weights.items() if mark in way.weights)
                yield way.question, shared / (asked.length * way.length)

    def _often(self, found: Iterable[str]) -> dict[str, float]:
        """How much more often the words stand in the ways of each question than in all, shared out."""
        total = sum(self._ways.values())
        known = [(mark, self._seen[mark] / total) for mark in found if mark in self._seen]
        sums = {name: sum(self._telling(name, *one) for one in known) * _SHARP for name in self._ways}
        most = max(sums.values())
        shares = {name: exp(value - most) for name, value in sums.items()}
        return {name: share / sum(shares.values()) for name, share in shares.items()}

    def _telling(self, name: str, mark: str, usual: float) -> float:
        here = (self._by[name][mark] + _UNSEEN * usual) / (self._ways[name] + _UNSEEN)
        return self._weight(mark, log(here / usual))


@cache
def likeness() -> Likeness:
    """Return the ways to ask the named questions."""
    named = [(one.name, words) for one in questions() for words in (one.zh, one.en)]
    return Likeness([*named, *ways()])
