"""A graph into another store: named graph by named graph, each whole or not at all, and where it left off.

Beside the graphs, ``BASE/graph/loaded`` says of each graph that is whole which content it has
(``ceb:sha256``).  A graph with the same content is not sent again, so a load that was interrupted goes on
where it stopped, and a graph that is no longer there is taken away.
"""

from __future__ import annotations

import hashlib
import json
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


class Store(Protocol):
    """What is asked of the other store."""

    def update(self, sparql: str) -> None:
        """Run an update."""

    def query(self, sparql: str, accept: str) -> bytes:
        """Answer a query."""

    def put(self, graph: str, triples: bytes) -> None:
        """Replace a graph."""

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
    there = way.loaded()
    parts = _parts(graph)
    sent = 0
    for name, triples in parts.items():
        if there.get(name) != _digest(triples):
            way.replace(name, triples, there)
            sent += 1
            tell(f"{name}: {len(triples)} triples")
    gone = [name for name in there if name not in parts]
    for name in gone:
        way.remove(name, there)
    return Loaded(sent, len(parts) - sent, len(gone), sum(map(len, parts.values())))


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

    def loaded(self) -> dict[str, str]:
        """Return the content of each graph that is whole."""
        sparql = f"SELECT ?g ?h {{ GRAPH <{self.mark}> {{ ?g {_SHA} ?h }} }}"
        answer = self.store.query(sparql, "application/sparql-results+json")
        try:
            rows = json.loads(answer)["results"]["bindings"]
            return {row["g"]["value"]: row["h"]["value"] for row in rows}
        except (ValueError, KeyError, TypeError):
            raise InputError(
                "load: the endpoint does not answer in SPARQL results JSON; is it one?"
            ) from None

    def replace(self, name: str, triples: tuple[str, ...], there: Mapping[str, str]) -> None:
        pieces = list(_pieces(triples, self.chunk))
        whole = f'INSERT DATA {{ GRAPH <{self.mark}> {{ <{name}> {_SHA} "{_digest(triples)}" }} }}'
        if len(pieces) == 1:
            self._all(self._forget(name), f"DROP SILENT GRAPH <{name}>", _insert(name, pieces[0]), whole)
            return
        stage = name + _STAGE
        self._all(f"DROP SILENT GRAPH <{stage}>")
        for piece in pieces:
            self._all(_insert(stage, piece))
        self._all(self._forget(name), f"MOVE SILENT GRAPH <{stage}> TO GRAPH <{name}>", whole)

    def remove(self, name: str, there: Mapping[str, str]) -> None:
        self._all(self._forget(name), f"DROP SILENT GRAPH <{name}>")

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

    def loaded(self) -> dict[str, str]:
        """Return the content of each graph that is whole."""
        try:
            quads = list(ox.parse(self.store.get(self.mark), format=ox.RdfFormat.TURTLE))
        except SyntaxError:
            raise InputError(
                "load: the endpoint does not answer in N-Triples; is it a graph store?"
            ) from None
        return {q.subject.value: q.object.value for q in quads if isinstance(q.subject, ox.NamedNode)}

    def replace(self, name: str, triples: tuple[str, ...], there: Mapping[str, str]) -> None:
        marks = {graph: digest for graph, digest in self.loaded().items() if graph != name}
        if name in there:
            self._mark(marks)
        self.store.put(name, _turtle(triples))
        self._mark(marks | {name: _digest(triples)})

    def remove(self, name: str, there: Mapping[str, str]) -> None:
        self.store.put(name, b"")
        self._mark({graph: digest for graph, digest in self.loaded().items() if graph != name})

    def _mark(self, marks: Mapping[str, str]) -> None:
        self.store.put(self.mark, _turtle(tuple(f'<{g}> {_SHA} "{h}"' for g, h in sorted(marks.items()))))


WAYS: dict[str, Callable[[Store, str, int], _Update | _GraphStore]] = {
    "update": _Update,
    "graph-store": _GraphStore,
}
_SHA = str(term("ceb:sha256"))


def _pieces(triples: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(triples), size):
        yield triples[start : start + size]


def _insert(name: str, triples: tuple[str, ...]) -> str:
    body = " .\n".join(triples)
    return f"INSERT DATA {{ GRAPH <{name}> {{\n{body}\n}} }}"


def _turtle(triples: tuple[str, ...]) -> bytes:
    return "".join(f"{triple} .\n" for triple in triples).encode("utf-8")
