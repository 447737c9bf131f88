"""How far two readers agree on paragraphs 17-53, and the graph with both: ``python -m tests.agreement``.

Recall is against what both readers have, precision against what at least one has: a statement that only one
of two careful readers makes is neither demanded nor false.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from extract import extract, read
from graphs import build
from graphs.model import KnowledgeGraph
from queries.evaluate import rows_of
from queries.gold import Gold, Keys, Row, read_gold
from queries.matching import Places, Rules, pair
from queries.sentences import texts_of
from queries.stores import names_of
from tests.scores import GOLD

KINDS = {"acts": "act", "relations": "relation", "mandates": "mandate", "sessions": "session"}
FIRST, SECOND = ("tuning", "reporting"), ("second",)


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader's rows over all parts, with the rules that match rows of ours to them."""

    golds: tuple[Gold, ...]
    rules: Rules

    def rows(self, kind: str) -> list[Row]:
        """The rows of a kind."""
        return [row for gold in self.golds for row in gold.rows[kind]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts for one kind of statement."""

    kind: str
    first: int
    second: int
    both: int
    found: int  # of both, in the graph
    ours: int
    good: int  # of ours, with at least one reader

    def __str__(self) -> str:
        precision, recall = self.good / self.ours, self.found / self.both
        readers = 2 * self.both / (self.first + self.second)
        f1 = 2 * precision * recall / (precision + recall)
        told = f"{self.first} and {self.second}, {self.both} in common (F1 {readers:.3f})"
        scores = f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
        return f"{self.kind:<10}readers: {told}; ours: {self.ours}, {scores}"


def reader(graph: KnowledgeGraph, parts: tuple[str, ...]) -> Reader:
    """Read the parts that one reader annotated."""
    golds = tuple(read_gold(GOLD / part, "E/2020/10") for part in parts)
    entities = tuple(row for gold in golds for row in gold.rows["entities"])
    texts = {unit: text for (_, unit), text in texts_of(graph).items()}
    return Reader(golds, Rules(Keys(entities, names_of(graph)), Places(texts)))


def agreement(graph: KnowledgeGraph, first: Reader, second: Reader, kind: str) -> Agreement:
    """Compare the readers with each other and the graph with both."""
    one, other = first.rows(kind), second.rows(kind)
    units = frozenset().union(*(gold.units for gold in second.golds))
    ours = [row for row in rows_of(graph, kind, "E/2020/10") if row["unit"] in units]
    both = pair(one, other, _same(kind, first.rules, second.rules))
    left = dict(pair(one, ours, getattr(first.rules, KINDS[kind])))
    right = dict(pair(other, ours, getattr(second.rules, KINDS[kind])))
    found = sum(i in left or j in right for i, j in both)
    good = {*left.values(), *right.values()}
    return Agreement(kind, len(one), len(other), len(both), found, len(ours), len(good))


def _same(kind: str, first: Rules, second: Rules) -> Callable[[Row, Row], float]:
    """When a row of one reader and a row of the other are one statement."""

    def things(a: str, b: str) -> bool:
        return a == b or not first.keys.names_of(a).isdisjoint(second.keys.names_of(b))

    def score(a: Row, b: Row) -> float:
        if a["unit"] != b["unit"]:
            return 0
        if kind == "acts":
            overlap = first.places.overlap(a["unit"], a["evidence"], b["evidence"])
            same = things(a["object"], b["object"])
            close = overlap >= 1 / 3 or same
            return 1 + overlap + 2 * same if a["type"] == b["type"] and close else 0
        if kind == "relations":
            ends = things(a["subject"], b["subject"]) and things(a["object"], b["object"])
            return float(a["predicate"] == b["predicate"] and ends)
        column = "mandate" if kind == "mandates" else "session"
        return float(things(a[column], b[column]))

    return score


def main() -> int:
    """Print a line for each kind."""
    graph = build(extract(read()))
    first, second = reader(graph, FIRST), reader(graph, SECOND)
    for kind in KINDS:
        print(agreement(graph, first, second, kind))
    return 0


if __name__ == "__main__":
    sys.exit(main())
