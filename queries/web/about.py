"""What the endpoint says of itself: SPARQL 1.1 Service Description, and VoID."""

from __future__ import annotations

import pyoxigraph as ox

from graphs.terms import term

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_IN = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_OUT = ("Turtle", "JSON-LD", "N-Triples", "RDF_XML")


def service(origin: str, graphs: list[str], triples: int) -> list[ox.Triple]:
    """Return the description of the endpoint at an origin (``http://127.0.0.1:8000``)."""
    node = ox.NamedNode(f"{origin}/sparql")
    dataset, default = ox.NamedNode(f"{node.value}#dataset"), ox.NamedNode(f"{node.value}#default")
    found = [
        ox.Triple(node, term("rdf:type"), _sd("Service")),
        ox.Triple(node, _sd("endpoint"), node),
        ox.Triple(node, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(node, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(node, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, term("rdf:type"), _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), default),
        ox.Triple(default, term("rdf:type"), _sd("Graph")),
        ox.Triple(default, term("void:triples"), ox.Literal(triples)),
    ]
    found += [ox.Triple(node, _sd("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in (*_IN, *_OUT)]
    for iri in graphs:
        entry = ox.NamedNode(f"{node.value}#{len(found)}")
        found.append(ox.Triple(dataset, _sd("namedGraph"), entry))
        found.append(ox.Triple(entry, term("rdf:type"), _sd("NamedGraph")))
        found.append(ox.Triple(entry, _sd("name"), ox.NamedNode(iri)))
    return found


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def dataset(store: ox.Store, origin: str) -> list[ox.Triple]:
    """Return what the graph says of itself as a dataset, and where it is served."""
    kind = store.quads_for_pattern(None, term("rdf:type"), term("void:Dataset"), None)
    found = []
    for node in sorted({quad.subject for quad in kind}, key=str):
        found += [q.triple for q in store.quads_for_pattern(node, None, None, None)]
        if isinstance(node, ox.NamedNode | ox.BlankNode):
            found.append(ox.Triple(node, term("void:sparqlEndpoint"), ox.NamedNode(f"{origin}/sparql")))
            found.append(ox.Triple(node, term("void:uriLookupEndpoint"), ox.NamedNode(f"{origin}/questions")))
    return sorted(set(found), key=str)
