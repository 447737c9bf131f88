"""A named graph while it is being written."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from graphs.terms import term

Value = NamedNode | Literal


class Sheet:
    """Collects the triples of one named graph into a list of quads shared by all sheets."""

    def __init__(self, graph: NamedNode, quads: list[Quad]) -> None:
        self.graph = graph
        self._quads = quads

    def say(self, subject: NamedNode, predicate: str, *values: Value) -> None:
        """State one predicate (a CURIE) with any number of values."""
        self.link(subject, term(predicate), *values)

    def link(self, subject: NamedNode, predicate: NamedNode, *values: Value) -> None:
        """State one predicate given as IRI with any number of values."""
        self._quads.extend(Quad(subject, predicate, value, self.graph) for value in values)

    def type(self, subject: NamedNode, *classes: str) -> None:
        """State the classes (CURIEs) of a thing."""
        self.say(subject, "rdf:type", *map(term, classes))
