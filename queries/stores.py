"""One store and one index of names for each graph, made at the first question and kept with the graph."""

from __future__ import annotations

from typing import Protocol
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from queries.names import Names, names_in


class Graph(Protocol):
    """What a question needs of a graph: its quads in a store."""

    def store(self) -> ox.Store:
        """Return a store that holds the quads."""
        ...


_stores: WeakKeyDictionary[Graph, ox.Store] = WeakKeyDictionary()
_flats: WeakKeyDictionary[Graph, ox.Store] = WeakKeyDictionary()
_names: WeakKeyDictionary[Graph, Names] = WeakKeyDictionary()


def store_of(graph: Graph) -> ox.Store:
    """Return the store of a graph; graphs do not change."""
    if graph not in _stores:
        _stores[graph] = graph.store()
    return _stores[graph]


def flat_of(graph: Graph) -> ox.Store:
    """Return a store of the triples without their graphs: joins over thousands of graphs take minutes."""
    if graph not in _flats:
        flat = ox.Store()
        flat.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in store_of(graph))
        _flats[graph] = flat
    return _flats[graph]


def names_of(graph: Graph) -> Names:
    """Return the names of the things in a graph."""
    if graph not in _names:
        _names[graph] = names_in(store_of(graph))
    return _names[graph]
