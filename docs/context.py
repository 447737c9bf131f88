"""The JSON-LD context, made from the vocabulary: ``python -m docs.context`` writes ontology/context.jsonld.

An own term has its plain name; a reused one too, unless it is taken: then its prefix stands before it.
"""

from __future__ import annotations

import json
from typing import Any

from rdflib import OWL, RDF, RDFS, XSD, Graph, URIRef

import ontology
from graphs.terms import PREFIXES, short

#: What RDF itself calls statements, and Dublin Core's and others' names that would mislead.
_RDF = ("rdf:Statement", "rdf:subject", "rdf:predicate", "rdf:object", "rdfs:label", "rdfs:seeAlso")
_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype)
_OFFSETS = ("oa:start", "oa:end")


def context() -> str:
    """Return the context as JSON text."""
    graph = Graph().parse(ontology.path("cebkg.ttl"))
    iris = sorted({str(s) for kind in _KINDS for s in graph.subjects(RDF.type, kind)})
    curies = [c for iri in iris if (c := short(iri)) != iri]
    own = [c for c in curies if c.startswith("ceb:")]
    entries: dict[str, Any] = {"@version": 1.1, **PREFIXES}
    for curie in (*own, *(c for c in curies if c not in own), *_RDF):
        entries[_free(curie, entries)] = _entry(curie, graph)
    return json.dumps({"@context": entries}, ensure_ascii=False, indent=1) + "\n"


def _free(curie: str, taken: dict[str, Any]) -> str:
    prefix, name = curie.split(":")
    return name if name not in taken else f"{prefix}{name[0].upper()}{name[1:]}"


def _entry(curie: str, graph: Graph) -> str | dict[str, str]:
    prefix, name = curie.split(":")
    term = URIRef(PREFIXES[prefix] + name)
    if (term, RDF.type, OWL.ObjectProperty) in graph or curie in (
        "rdf:subject",
        "rdf:predicate",
        "ceb:shortcut",
    ):
        return {"@id": curie, "@type": "@id"}
    if curie in _OFFSETS:
        return {"@id": curie, "@type": "xsd:nonNegativeInteger"}
    value = graph.value(term, RDFS.range)
    if value in (XSD.integer, XSD.decimal):
        return {"@id": curie, "@type": f"xsd:{str(value).rsplit('#', 1)[1]}"}
    return curie


def main() -> None:
    """Rewrite the context."""
    ontology.path("context.jsonld").write_text(context(), encoding="utf-8")


if __name__ == "__main__":
    main()
