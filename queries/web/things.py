"""Every IRI of a graph as a resource: its local path, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox

import ontology

#: Statements in which a thing is the object, shown with it; a hub has thousands.
MOST_INCOMING = 2000
_SAFE = "/()-._~"
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_KEPT = frozenset(b"()-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_NAMES = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title", _LABEL.value)
Labels = dict[str, str]  # language to label


def normal(path: str) -> str:
    """Return a path of an IRI or of a request in the one spelling by which they are compared.

    >>> normal("para%204(b)") == normal("para%204%28b%29"), normal("决议") == normal("%e5%86%b3%e8%ae%ae")
    (True, True)
    >>> normal("a%2Fgraph") == normal("a/graph")
    False
    """
    escaped = re.sub(r"[^%]+", lambda m: quote(m[0], safe=_SAFE, errors="replace"), path)
    return _ESCAPE.sub(_escape, escaped)


def _escape(match: re.Match[str]) -> str:
    byte = int(match[1], 16)
    return chr(byte) if byte in _KEPT else f"%{match[1].upper()}"


class Things:
    """The things of a store under its base, by their paths."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self._store = store
        self.base = base
        self._by_path = {normal(iri.removeprefix(base)): iri for iri in _iris(store, base)}
        self._vocabulary = ox.Store()
        self._vocabulary.load(path=str(ontology.path("cebkg.ttl")), format=ox.RdfFormat.TURTLE)

    def find(self, path: str) -> str | None:
        """Return the IRI at a path below the base as a request writes it, None if there is none."""
        return self._by_path.get(normal(path))

    def path(self, iri: str) -> str | None:
        """Return the local path of an IRI, None for one that is not of this graph."""
        tail = normal(iri.removeprefix(self.base))
        return tail if iri.startswith(self.base) and self._by_path.get(tail) == iri else None

    def outgoing(self, iri: str) -> list[ox.Triple]:
        """Return what is said of a thing, in order."""
        return _sorted(self._store.quads_for_pattern(ox.NamedNode(iri), None, None, None))

    def incoming(self, iri: str) -> list[ox.Triple]:
        """Return the statements of which a thing is the object, in order, as far as they go."""
        return _sorted(self._store.quads_for_pattern(None, None, ox.NamedNode(iri), None))[:MOST_INCOMING]

    def inside(self, iri: str) -> list[ox.Triple]:
        """Return the statements of a named graph, none for a thing that is no graph."""
        return _sorted(self._store.quads_for_pattern(None, None, None, ox.NamedNode(iri)))

    def triples(self, iri: str) -> list[ox.Triple]:
        """Return all of these, each once."""
        found = [*self.outgoing(iri), *self.incoming(iri), *self.inside(iri)]
        return list(dict.fromkeys(found))

    def labels(self, iri: str) -> Labels:
        """Return the labels of a thing or term by language, none if it has no label."""
        node = ox.NamedNode(iri)
        for store in (self._store, self._vocabulary):
            for name in _NAMES:
                found = store.quads_for_pattern(node, ox.NamedNode(name), None, None)
                labels = dict(_label(quad.object) for quad in found)
                if labels:
                    return labels
        return {}

    def terms(self) -> list[ox.Triple]:
        """Return the vocabulary."""
        return _sorted(self._vocabulary.quads_for_pattern(None, None, None, None))


def _label(term: object) -> tuple[str, str]:
    return (term.language or "", term.value) if isinstance(term, ox.Literal) else ("", str(term))


def _sorted(quads: Iterator[ox.Quad]) -> list[ox.Triple]:
    found = {quad.triple for quad in quads}
    return sorted(found, key=lambda t: (t.predicate.value != _TYPE, str(t.predicate), str(t)))


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def _iris(store: ox.Store, base: str) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, None, None, None):
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, ox.NamedNode) and term.value.startswith(base) and term.value != base:
                yield term.value
