"""A knowledge graph in memory: quads in a store or in order, and the views that other libraries want."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox

from graphs.iris import BASE
from graphs.terms import PREFIXES, term

if TYPE_CHECKING:  # rdflib and networkx cost 0.2 s at start, and questions need neither
    from networkx import MultiDiGraph
    from rdflib import Dataset, Graph

S = TypeVar("S", ox.Quad, ox.Triple)
_NUMBER = re.compile(r"[0-9]+")
_STRING_OR_RELATIVE = re.compile(rb'"(?:[^"\\]|\\.)*"|<//?')
_TYPE = term("rdf:type")
_STRING = term("xsd:string")


class KnowledgeGraph:
    """Quads without duplicates in one order, so that equal graphs are equal bytes.

    >>> graph = KnowledgeGraph([], base="https://example.org/id/")
    >>> len(graph)
    0
    """

    def __init__(self, quads: Iterable[ox.Quad], base: str = BASE, held_by: ox.Store | None = None) -> None:
        """``held_by`` is a store of the same quads, which then are walked through only when it will not do.

        It takes a third of their space and most questions need no more, but it has
        ``"7"^^xsd:nonNegativeInteger`` as an ``xsd:integer``.
        """
        self._given = set(quads) if held_by is None else quads
        self._held_by = held_by
        self.base = base

    def __len__(self) -> int:
        """The number of quads."""
        return len(self.quads if self._held_by is None else self._held_by)

    @cached_property
    def quads(self) -> tuple[ox.Quad, ...]:
        """The quads in order."""
        return tuple(_sorted(set(self._given), lambda quad: quad.graph_name, order))

    @cached_property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The triples of all graphs together, without duplicates, in order."""
        return tuple(_sorted({quad.triple for quad in self.quads}, lambda triple: triple.subject, order))

    def store(self) -> ox.Store:
        """Return a store with all quads, not to be changed.

        Query it with ``use_default_graph_as_union=True``.
        """
        if self._held_by is not None:
            return self._held_by
        store = ox.Store()
        store.bulk_extend(self.quads)
        return store

    def rdflib(self) -> Graph:
        """Return a new rdflib Graph of the union of all graphs, with all prefixes bound."""
        from rdflib import Graph

        graph = Graph(bind_namespaces="none")
        self.fill(graph)
        return graph

    def fill(self, graph: Graph) -> None:
        """Add the union of all graphs and all prefixes to an rdflib Graph."""
        _bind(graph)
        store = graph.store
        for triple in self.triples:  # twice as fast as parsing the same as N-Triples
            terms = as_rdflib(triple.subject), as_rdflib(triple.predicate), as_rdflib(triple.object)
            store.add(terms, graph)

    def dataset(self) -> Dataset:
        """Return a new rdflib Dataset with all named graphs and prefixes."""
        from rdflib import Dataset

        dataset = Dataset(default_union=True)
        _bind(dataset)
        dataset.parse(data=self.nquads(), format="nquads")
        return dataset

    def turtle(self) -> bytes:
        """The union of all graphs as Turtle."""
        return self._pretty(self.triples, ox.RdfFormat.TURTLE)

    def trig(self) -> bytes:
        """All graphs as TriG."""
        return self._pretty(self.quads, ox.RdfFormat.TRIG)

    def ntriples(self) -> bytes:
        """The union of all graphs as N-Triples."""
        return self._plain(self.triples, ox.RdfFormat.N_TRIPLES)

    def nquads(self) -> bytes:
        """All graphs as N-Quads."""
        return self._plain(self.quads, ox.RdfFormat.N_QUADS)

    def network(self) -> MultiDiGraph[str]:
        """Return the entities as nodes and what is said between them as edges; see ``graphs.edges``."""
        from graphs.edges import network

        return network(self.quads)

    def _plain(self, statements: tuple[ox.Quad, ...] | tuple[ox.Triple, ...], form: ox.RdfFormat) -> bytes:
        return ox.serialize(statements, format=form) or b""

    def _pretty(self, statements: tuple[ox.Quad, ...] | tuple[ox.Triple, ...], form: ox.RdfFormat) -> bytes:
        return header(self.base) + body(statements, form, self.base)


def _sorted(all_of: Iterable[S], group: Callable[[S], object], order: Callable[[S], Any]) -> Iterator[S]:
    """By group, ``para/2`` before ``para/11``, and in order within; keys exist for one group at a time.

    Keys of everything at once take as much memory as the statements themselves.
    """
    groups: dict[object, list[S]] = defaultdict(list)
    for one in all_of:
        groups[group(one)].append(one)
    for name in sorted(groups, key=lambda name: natural(str(name))):
        yield from sorted(groups.pop(name), key=order)


def order(said: ox.Quad | ox.Triple) -> tuple[str, bool, str, str]:
    """By subject; the classes of a subject first."""
    predicate = said.predicate
    return natural(str(said.subject)), predicate != _TYPE, predicate.value, natural(str(said.object))


@lru_cache(maxsize=65536)
def natural(text: str) -> str:
    """A term so written that numbers sort by value and ``<a>`` comes before ``<a/b>``."""
    return _NUMBER.sub(lambda match: f"{len(match[0]):03d}{match[0]}", text.removesuffix(">"))


def header(base: str) -> bytes:
    """Base and prefixes with whole IRIs: Oxigraph writes the prefixes relative to the base."""
    lines = [f"@base <{base}> ."] if _relative_to(base) else []
    lines += [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()]
    return ("\n".join(lines) + "\n\n").encode("utf-8")


def body(statements: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat, base: str) -> bytes:
    """Statements in order as Turtle or TriG, to stand below ``header``; whole subjects can be joined."""
    near = _relative_to(base)
    data = ox.serialize(statements, format=form, prefixes=PREFIXES, base_iri=near) or b""
    return _whole(_headless(data), near)


def _relative_to(base: str) -> str | None:
    return base if base.startswith(("http://", "https://")) else None


def _whole(data: bytes, base: str | None) -> bytes:
    """Other sites with whole IRIs: Oxigraph writes them relative to the base (``<//www.un.org/>``)."""
    if base is None or b"</" not in data:
        return data
    scheme, host = base.split("//", 1)
    starts = {b"<//": f"<{scheme}//".encode(), b"</": f"<{scheme}//{host.split('/')[0]}/".encode()}
    return _STRING_OR_RELATIVE.sub(lambda match: starts.get(match[0], match[0]), data)


def _headless(data: bytes) -> bytes:
    lines = io.BytesIO(data)
    start = 0
    for line in lines:
        if not line.startswith(b"@"):
            break
        start += len(line)
    return data[start:]


@lru_cache(maxsize=65536)
def as_rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Any:
    """A term as rdflib has it."""
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language or term.datatype == _STRING else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    return BNode(str(term).removeprefix("_:"))


def _bind(graph: Graph) -> None:
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri, replace=True)
