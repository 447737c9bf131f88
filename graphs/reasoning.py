"""What follows from a graph and the vocabulary: the rules of ``ontology/rules.ttl`` until nothing new comes.

OWL 2 RL for the axioms that the vocabulary uses, and our own rules for shortcuts.  A general reasoner in
Python takes a minute for one report, these queries on Oxigraph a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import pyoxigraph as ox

import ontology
from graphs.model import KnowledgeGraph
from graphs.terms import PREFIXES, term

_SH = "http://www.w3.org/ns/shacl#"
_RULE = "https://w3id.org/cebkg/inference/"
#: Our own rules; the others are those of OWL 2 RL.
OWN_RULES = ("shortcut", "signatory", "citation", "relation")


@cache
def rules(kind: str) -> dict[str, str]:
    """Return queries of ``rules.ttl`` by name: ``construct`` derives, ``select`` finds contradictions."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    found = {
        str(quad.subject.value).removeprefix(_RULE): prefixes + quad.object.value
        for quad in ox.parse(ontology.text("rules.ttl").encode(), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == _SH + kind
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
    }
    return dict(sorted(found.items()))


def vocabulary() -> list[ox.Triple]:
    """Return the triples of ``ontology/cebkg.ttl``."""
    return [q.triple for q in ox.parse(ontology.text("cebkg.ttl").encode(), format=ox.RdfFormat.TURTLE)]


def closure(
    graph: KnowledgeGraph, axioms: Iterable[ox.Triple] = (), names: Sequence[str] | None = None
) -> ox.Store:
    """Return a store of a graph, axioms and all that follows by the rules named, by all if none is.

    >>> len(closure(KnowledgeGraph([])))
    0
    """
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in (*graph.triples, *axioms))
    chosen = [query for name, query in rules("construct").items() if names is None or name in names]
    size = -1
    while size != len(store):
        size = len(store)
        for query in chosen:
            found = store.query(query)
            if isinstance(found, ox.QueryTriples):
                store.extend([ox.Quad(t.subject, t.predicate, t.object) for t in found])
    return store


def contradictions(store: ox.Store) -> list[tuple[str, ...]]:
    """Return what cannot be: rule, thing, and the two classes or values that exclude each other."""
    found = []
    for name, query in rules("select").items():
        rows = store.query(query)
        if isinstance(rows, ox.QuerySolutions):
            found += [(name, *(str(row[v]) for v in ("thing", "one", "other"))) for row in rows]
    return sorted(found)


def classes(store: ox.Store, cls: str) -> set[str]:
    """Return the IRIs of the things of a class, given as CURIE."""
    quads = store.quads_for_pattern(None, term("rdf:type"), term(cls), None)
    return {q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)}
