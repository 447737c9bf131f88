"""What one graph states and another does not, question by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from queries.catalogue import question
from queries.run import text
from queries.stores import flat_of

if TYPE_CHECKING:
    from graphs.model import KnowledgeGraph

Row = tuple[str, ...]
#: The questions whose rows are statements, one by one; what others count and combine follows from these.
STATED = (
    *("entities", "citations", "sessions", "acts", "relations", "signatories", "mandates", "structure"),
    *("strategies", "crossrefs", "quantities"),
)


class Difference(NamedTuple):
    """A row of a named question that only one graph has: ``sign`` is "-" for the first, "+" the second."""

    sign: str
    question: str
    row: Row


def differences(first: KnowledgeGraph, second: KnowledgeGraph) -> Iterator[Difference]:
    """Yield the differences in the order of the questions, the first graph's before the other's."""
    stores = [flat_of(graph) for graph in (first, second)]
    for name in STATED:
        one, other = (_rows(store, question(name).sparql) for store in stores)
        for sign, only in (("-", one - other), ("+", other - one)):
            yield from (Difference(sign, name, row) for row in sorted(only.elements()))


def _rows(store: ox.Store, sparql: str) -> Counter[Row]:
    found = store.query(sparql)
    assert isinstance(found, ox.QuerySolutions)
    width = len(found.variables)
    return Counter(tuple(text(solution[at]) for at in range(width)) for solution in found)


def render(found: Iterator[Difference]) -> str:
    """The differences as tab-separated lines: sign, question, then the columns of the question."""
    return "".join("\t".join((one.sign, one.question, *map(_cell, one.row))) + "\n" for one in found)


def _cell(words: str) -> str:
    return " ".join(words.split())
