"""The description of the whole graph as a dataset (VoID, DCAT); no clock, only the documents' facts."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Quad

from extract.records import Document
from graphs.iris import Iris
from graphs.sheet import Sheet
from graphs.terms import PREFIXES, en, integer, plain, zh

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: Prefixes that are syntax, not vocabularies of the data.
_SYNTAX = frozenset({"rdf", "rdfs", "xsd", "owl"})


def describe_dataset(
    documents: Sequence[Document], quads: Sequence[Quad], entities: int, sheet: Sheet, iris: Iris
) -> None:
    """Write title, licence, vocabularies, sources and counts; ``quads`` are all others of the graph."""
    node = iris.at("dataset")
    titles = "、".join(document.symbol for document in documents)
    sheet.type(node, "void:Dataset", "dcat:Dataset", "prov:Entity")
    sheet.say(node, "dcterms:title", zh(f"{titles} 的知识图谱"), en(f"Knowledge graph of {titles}"))
    sheet.say(node, "dcterms:license", NamedNode(LICENCE))
    sheet.say(node, "void:uriSpace", plain(iris.base))
    sheet.say(node, "void:vocabulary", *vocabularies())
    sheet.say(node, "void:triples", integer(len({quad.triple for quad in quads})))
    sheet.say(node, "void:entities", integer(entities))
    sheet.say(node, "void:documents", integer(len(documents)))
    for document in documents:
        _describe_source(document, node, sheet, iris)


def vocabularies() -> tuple[NamedNode, ...]:
    """The namespaces that the graph uses."""
    return tuple(NamedNode(iri) for prefix, iri in PREFIXES.items() if prefix not in _SYNTAX)


def _describe_source(document: Document, node: NamedNode, sheet: Sheet, iris: Iris) -> None:
    source = iris.document(document.symbol)
    sheet.say(node, "prov:wasDerivedFrom", source)
    sheet.say(node, "dcterms:source", source)
    sheet.say(source, "ceb:sha256", plain(document.sha256))
    sheet.say(source, "dcterms:source", plain(document.source))
