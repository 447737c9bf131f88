"""A graph into another store: named graph by named graph, each whole or not at all, and where it left off.

Beside the graphs, ``BASE/graph/loaded`` says of each graph that is whole which content it has
(``ceb:sha256``).  A graph with the same content is not sent again, so a load that was interrupted goes on
where it stopped, and a graph that is no longer there is taken away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from extract.errors import InputError, UsageError
from graphs.model import KnowledgeGraph
from graphs.terms import term

#: Triples sent in one request; some stores take no more (Virtuoso compiles each into one statement).
CHUNK = 200
_LOADED = "graph/loaded"
_STAGE = "#loading"
_SHA = str(term("ceb:sha256"))
TRIPLES = "application/n-triples, text/plain;q=0.9"


class Store(Protocol):
    """What is asked of the other store."""

    def update(self, sparql: str) -> None:
        """Run an update."""

    def query(self, sparql: str, accept: str) -> bytes:
        """Answer a query."""

    def put(self, graph: str, triples: bytes) -> None:
        """Replace a graph."""

    def post(self, graph: str, triples: bytes) -> None:
        """Add to a graph."""

    def get(self, graph: str) -> bytes:
        """Return a graph as N-Triples."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many graphs were sent, found there already, and taken away; the triples of all."""

    sent: int
    kept: int
    removed: int
    triples: int


def load_into(
    graph: KnowledgeGraph,
    store: Store,
    *,
    protocol: str = "update",
    chunk: int = CHUNK,
    tell: Callable[[str], None] = lambda _: None,
) -> Loaded:
    """Send a graph to a store by ``update`` or ``graph-store`` and return what was done.

    Raises InputError when the store fails; what was sent before is whole, and the next call goes on there.
    """
    if protocol not in WAYS:
        raise UsageError(f"--protocol {protocol}: there are {', '.join(WAYS)}")
    way = WAYS[protocol](store, graph.base + _LOADED, chunk)
    there = _marks(way.marks())
    parts = _parts(graph)
    sent = 0
    for name, triples in parts.items():
        if there.get(name) != _digest(triples):
            way.replace(name, triples, there)
            sent += 1
            tell(f"{name}: {len(triples)} triples")
    gone = sorted(there.keys() - parts.keys())
    for name in gone:
        way.remove(name, there)
    removed = sum(not name.endswith(_STAGE) for name in gone)
    return Loaded(sent, len(parts) - sent, removed, sum(map(len, parts.values())))


def _marks(answer: bytes) -> dict[str, str]:
    """The content of each graph that the other store says is there."""
    try:
        quads = list(ox.parse(answer, format=ox.RdfFormat.TURTLE))
    except SyntaxError:
        raise InputError("load: the endpoint does not answer in N-Triples; is the address right?") from None
    return {q.subject.value: q.object.value for q in quads if isinstance(q.subject, ox.NamedNode)}


def _parts(graph: KnowledgeGraph) -> dict[str, tuple[str, ...]]:
    """The triples of each named graph as N-Triples without the dot; what has no graph gets one."""
    found: dict[str, dict[str, None]] = {}
    for quad in graph.quads:
        named = isinstance(quad.graph_name, ox.NamedNode)
        name = quad.graph_name.value if named else graph.base + "graph/default"  # type: ignore[union-attr]
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            raise UsageError("load: the graph has blank nodes, which no store keeps apart; give them IRIs")
        found.setdefault(name, {})[str(quad.triple)] = None
    return {name: tuple(triples) for name, triples in sorted(found.items())}


def _digest(triples: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(sorted(triples)).encode("utf-8")).hexdigest()


@dataclass(slots=True)
class _Update:
    """By SPARQL Update: one request where it fits, else piece by piece beside the graph and then moved."""

    store: Store
    mark: str
    chunk: int

    def marks(self) -> bytes:
        """Return the notes of what is there as N-Triples."""
        sparql = f"CONSTRUCT {{ ?g {_SHA} ?h }} WHERE {{ GRAPH <{self.mark}> {{ ?g {_SHA} ?h }} }}"
        return self.store.query(sparql, TRIPLES)

    def replace(self, name: str, triples: tuple[str, ...], there: Mapping[str, str]) -> None:
        """Put a graph in the place of what is there."""
        pieces = list(_pieces(triples, self.chunk))
        whole = self._note(name, _digest(triples))
        if len(pieces) == 1:
            self._all(self._forget(name), f"DROP SILENT GRAPH <{name}>", _insert(name, pieces[0]), whole)
            return
        # The stage is noted too, so that one left behind is taken away even if its graph is no longer sent.
        stage = name + _STAGE
        self._all(f"DROP SILENT GRAPH <{stage}>", self._note(stage, ""))
        for piece in pieces:
            self._all(_insert(stage, piece))
        move = f"MOVE SILENT GRAPH <{stage}> TO GRAPH <{name}>"
        self._all(self._forget(name), move, whole, self._forget(stage))

    def remove(self, name: str, there: Mapping[str, str]) -> None:
        """Take a graph away."""
        self._all(self._forget(name), f"DROP SILENT GRAPH <{name}>")

    def _note(self, name: str, digest: str) -> str:
        return _insert(self.mark, (_mark(name, digest),))

    def _forget(self, name: str) -> str:
        return f"DELETE WHERE {{ GRAPH <{self.mark}> {{ <{name}> {_SHA} ?h }} }}"

    def _all(self, *steps: str) -> None:
        self.store.update(" ;\n".join(steps))


@dataclass(slots=True)
class _GraphStore:
    """By the Graph Store Protocol: PUT replaces a graph at once."""

    store: Store
    mark: str
    chunk: int

    def marks(self) -> bytes:
        """Return the notes of what is there as N-Triples."""
        return self.store.get(self.mark)

    def replace(self, name: str, triples: tuple[str, ...], there: dict[str, str]) -> None:
        """Put a graph in the place of what is there."""
        if name in there:
            self._forget(name, there)
        self.store.put(name, _turtle(triples))
        there[name] = _digest(triples)
        self.store.post(self.mark, _turtle((_mark(name, there[name]),)))

    def remove(self, name: str, there: dict[str, str]) -> None:
        """Take a graph away."""
        self.store.put(name, b"")
        self._forget(name, there)

    def _forget(self, name: str, there: dict[str, str]) -> None:
        del there[name]
        self.store.put(self.mark, _turtle(tuple(_mark(*one) for one in sorted(there.items()))))


WAYS: dict[str, Callable[[Store, str, int], _Update | _GraphStore]] = {
    "update": _Update,
    "graph-store": _GraphStore,
}


def _mark(name: str, digest: str) -> str:
    return f'<{name}> {_SHA} "{digest}"'


def _pieces(triples: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(triples), size):
        yield triples[start : start + size]


def _insert(name: str, triples: tuple[str, ...]) -> str:
    body = " .\n".join(triples)
    return f"INSERT DATA {{ GRAPH <{name}> {{\n{body}\n}} }}"


def _turtle(triples: tuple[str, ...]) -> bytes:
    return "".join(f"{triple} .\n" for triple in triples).encode("utf-8")
