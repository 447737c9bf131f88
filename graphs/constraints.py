"""The graphs that pySHACL sees: core constraints on rdflib's memory store, SPARQL constraints on Oxigraph.

rdflib's own engine takes 3 s for the rules of ``ontology/shapes.ttl`` on one report, Oxigraph 0.05 s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import Graph, Literal
from rdflib.query import Result
from rdflib.term import Node, URIRef, Variable

from graphs.model import as_rdflib

if TYPE_CHECKING:
    from graphs.model import KnowledgeGraph


class Ruled(Graph):
    """An rdflib graph whose SELECT queries run on an Oxigraph store."""

    def __init__(self, rules: ox.Store) -> None:
        super().__init__(bind_namespaces="none")
        self.rules = rules

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:
        """Answer a SELECT with ``initBindings`` as pre-bound variables (SHACL, section 5.2.1)."""
        bound = {str(name): value for name, value in (kwargs.get("initBindings") or {}).items()}
        found = self.rules.query(
            str(query_object),
            substitutions={ox.Variable(name): _oxigraph(value) for name, value in bound.items()},
        )
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError("a SPARQL constraint of the shapes is not a SELECT")
        names = [name.value for name in found.variables]
        result = Result("SELECT")
        result.vars = [Variable(name) for name in names]
        result.bindings = [
            {
                Variable(name): bound[name] if name in bound else as_rdflib(value)
                for name in names
                if (value := row[name]) is not None or name in bound
            }
            for row in found
        ]
        return result


class Constrained(Ruled):
    """The union of all graphs in memory, and once more for the queries."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        super().__init__(ox.Store())  # one graph, no union: nothing to merge at each step of a query
        graph.fill(self)
        self.rules.bulk_extend(ox.Quad(*triple) for triple in graph.triples)


class Whole(Ruled):
    """All triples of a store, none in memory; for looking things up, not for walking through."""

    def triples(self, triple: Any) -> Iterator[Any]:  # type: ignore[override]
        """Yield what matches a pattern."""
        subject, predicate, value = triple
        found = self.rules.quads_for_pattern(
            None if subject is None else _oxigraph(subject),  # type: ignore[arg-type]
            None if predicate is None else ox.NamedNode(predicate),
            None if value is None else _oxigraph(value),
        )
        return ((as_rdflib(q.subject), as_rdflib(q.predicate), as_rdflib(q.object)) for q in found)


class Part(Whole):
    """Some subjects of a store in memory; what is asked of another by its name is looked up.

    So shapes find their targets among these subjects, while the class of a value is what the whole says.
    """

    def __init__(self, rules: ox.Store, triples: Iterable[ox.Triple]) -> None:
        super().__init__(rules)
        self._own: set[Node] = set()
        self._seen: dict[tuple[Node, Node | None], list[Any]] = {}
        for triple in triples:
            subject = as_rdflib(triple.subject)
            self._own.add(subject)
            self.store.add((subject, as_rdflib(triple.predicate), as_rdflib(triple.object)), self)

    def triples(self, triple: Any) -> Iterator[Any]:  # type: ignore[override]
        """Yield what matches a pattern: of a subject that is named, all there is; else of the own ones."""
        subject, predicate, value = triple
        if subject is None or subject in self._own or isinstance(subject, Literal):
            return Graph.triples(self, triple)
        if (subject, predicate) not in self._seen:
            self._seen[subject, predicate] = list(super().triples((subject, predicate, None)))
        return (found for found in self._seen[subject, predicate] if value is None or found[2] == value)


def _oxigraph(value: Node) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    """A term as Oxigraph has it."""
    if isinstance(value, URIRef):
        return ox.NamedNode(value)
    if isinstance(value, Literal):
        datatype = None if value.language or value.datatype is None else ox.NamedNode(value.datatype)
        return ox.Literal(str(value), language=value.language, datatype=datatype)
    return ox.BlankNode(str(value))
