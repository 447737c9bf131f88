"""The graph that pySHACL sees: core constraints on rdflib's memory store, SPARQL constraints on Oxigraph.

rdflib's own engine takes 3 s for the rules of ``ontology/shapes.ttl`` on one report, Oxigraph 0.05 s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import Graph, Literal
from rdflib.query import Result
from rdflib.term import Node, URIRef, Variable

from graphs.model import as_rdflib

if TYPE_CHECKING:
    from graphs.model import KnowledgeGraph


class Constrained(Graph):
    """An in-memory rdflib graph of the union of all graphs; SELECT queries run on an Oxigraph store."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        super().__init__(bind_namespaces="none")
        graph.fill(self)
        self.store_of_rules = ox.Store()  # one graph, no union: nothing to merge at each step of a query
        self.store_of_rules.bulk_extend(ox.Quad(*triple) for triple in graph.triples)

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:
        """Answer a SELECT with ``initBindings`` as pre-bound variables (SHACL, section 5.2.1)."""
        bound = {str(name): value for name, value in (kwargs.get("initBindings") or {}).items()}
        found = self.store_of_rules.query(
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


def _oxigraph(value: Node) -> ox.NamedNode | ox.Literal | ox.BlankNode:
    """A term as Oxigraph has it."""
    if isinstance(value, URIRef):
        return ox.NamedNode(value)
    if isinstance(value, Literal):
        datatype = None if value.language or value.datatype is None else ox.NamedNode(value.datatype)
        return ox.Literal(str(value), language=value.language, datatype=datatype)
    return ox.BlankNode(str(value))
