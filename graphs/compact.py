"""The triples of a graph in little space: terms in order without what they share, triples as numbers."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from graphs.model import KnowledgeGraph


def compact(graph: KnowledgeGraph) -> dict[str, Any]:
    """Return ``terms`` and ``triples`` of the union of all graphs, for ``graphs/page/sparql.js``.

    ``terms`` has two entries for each term in N-Triples form, in order: how many signs it shares with the
    term before it, and its other signs.  ``triples`` is ``[subject, [predicate, object, ...], ...]`` by
    the numbers of the terms.  No compression: libraries differ in their bytes.  A tenth of the N-Triples.

    >>> compact(KnowledgeGraph([]))
    {'terms': [], 'triples': []}
    """
    rows = [tuple(map(str, triple)) for triple in graph.triples]
    terms = sorted({term for row in rows for term in row})
    number = {term: n for n, term in enumerate(terms)}
    numbered = sorted(tuple(number[term] for term in row) for row in rows)
    return {
        "terms": [part for at, term in enumerate(terms) for part in _rest(terms[at - 1] if at else "", term)],
        "triples": [
            [subject, *_by_predicate([(p, o) for _, p, o in own])]
            for subject, own in groupby(numbered, key=lambda row: row[0])
        ],
    }


def _rest(before: str, term: str) -> tuple[int, str]:
    most = min(len(before), len(term))
    shared = next((at for at in range(most) if before[at] != term[at]), most)
    return shared, term[shared:]


def _by_predicate(rows: list[tuple[int, int]]) -> list[list[int]]:
    return [[predicate, *(o for _, o in own)] for predicate, own in groupby(rows, key=lambda row: row[0])]
