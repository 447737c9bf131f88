"""The description of the whole graph as a dataset (VoID, DCAT, PROV-O); no clock."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata

from pyoxigraph import Literal, NamedNode

from extract.records import Document
from graphs.iris import Iris, below
from graphs.sheet import Sheet
from graphs.tally import TARGETS, Tally
from graphs.terms import PREFIXES, en, integer, plain, term, zh

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: Prefixes that are syntax, not vocabularies of the data.
_SYNTAX = frozenset({"rdf", "rdfs", "xsd", "owl"})
#: Files that ``cebkg build`` writes, and their media types.
DISTRIBUTIONS = {"graph.trig": "application/trig", "graph.ttl": "text/turtle"}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def describe_dataset(
    documents: Sequence[Document], tally: Tally, entities: int, sheet: Sheet, iris: Iris
) -> None:
    """Write what the dataset is, holds, links to and comes from; ``tally`` counted all the rest."""
    node = iris.at("dataset")
    titles = "、".join(document.symbol for document in documents)
    sheet.type(node, "void:Dataset", "dcat:Dataset", "prov:Entity")
    sheet.say(node, "dcterms:title", zh(f"{titles} 的知识图谱"), en(f"Knowledge graph of {titles}"))
    sheet.say(node, "dcterms:license", NamedNode(LICENCE))
    sheet.say(node, "void:uriSpace", plain(iris.base))
    sheet.say(node, "void:vocabulary", *vocabularies())
    sheet.say(node, "void:triples", integer(len(tally)))
    sheet.say(node, "void:entities", integer(entities))
    sheet.say(node, "void:documents", integer(len(documents)))
    _describe_partitions(node, tally, sheet)
    _describe_links(node, tally, sheet)
    _describe_distributions(node, sheet)
    _describe_extraction(node, [iris.document(document.symbol) for document in documents], sheet)


def vocabularies() -> tuple[NamedNode, ...]:
    """The namespaces that the graph uses."""
    return tuple(NamedNode(iri) for prefix, iri in PREFIXES.items() if prefix not in _SYNTAX)


def _describe_partitions(node: NamedNode, tally: Tally, sheet: Sheet) -> None:
    for cls, count in tally.members.items():
        part = _part(node, "class", cls)
        sheet.say(node, "void:classPartition", part)
        sheet.say(part, "void:class", cls)
        sheet.say(part, "void:entities", integer(count))
    for predicate, objects in tally.objects().items():
        part = _part(node, "property", predicate)
        sheet.say(node, "void:propertyPartition", part)
        sheet.say(part, "void:property", predicate)
        sheet.say(part, "void:triples", integer(tally.triples[predicate]))
        sheet.say(part, "void:distinctSubjects", integer(tally.subjects[predicate]))
        sheet.say(part, "void:distinctObjects", integer(objects))


def _part(node: NamedNode, kind: str, iri: NamedNode) -> NamedNode:
    """The IRI of a partition: ``dataset/class/ceb/Act``."""
    prefix = next(p for p, start in PREFIXES.items() if iri.value.startswith(start))
    return below(node, f"{kind}/{prefix}/{iri.value.removeprefix(PREFIXES[prefix])}")


def _describe_links(node: NamedNode, tally: Tally, sheet: Sheet) -> None:
    for (name, curie), count in tally.links.items():
        if not count:
            continue
        links = below(node, f"links/{name}/{curie.replace(':', '/')}")
        sheet.type(links, "void:Linkset")
        sheet.say(node, "void:subset", links)
        sheet.say(links, "void:subjectsTarget", node)
        sheet.say(links, "void:objectsTarget", NamedNode(TARGETS[name]))
        sheet.say(links, "void:linkPredicate", term(curie))
        sheet.say(links, "void:triples", integer(count))


def _describe_distributions(node: NamedNode, sheet: Sheet) -> None:
    for name, media_type in DISTRIBUTIONS.items():
        file = below(node, name)
        sheet.type(file, "dcat:Distribution")
        sheet.say(node, "dcat:distribution", file)
        sheet.say(file, "dcterms:title", plain(name))
        sheet.say(file, "dcterms:license", NamedNode(LICENCE))
        sheet.say(file, "dcat:mediaType", NamedNode(_MEDIA_TYPES + media_type))


def _describe_extraction(node: NamedNode, sources: Sequence[NamedNode], sheet: Sheet) -> None:
    """The run that made the graph: which texts (their checksums stand with them), which software."""
    run, software = below(node, "extraction"), below(node, "software")
    sheet.say(node, "dcterms:source", *sources)
    sheet.say(node, "prov:wasDerivedFrom", *sources)
    sheet.say(node, "prov:wasGeneratedBy", run)
    sheet.type(run, "prov:Activity")
    sheet.say(run, "prov:used", *sources)
    sheet.say(run, "prov:wasAssociatedWith", software)
    sheet.type(software, "prov:SoftwareAgent")
    sheet.say(software, "rdfs:label", plain("cebkg"))
    sheet.say(software, "schema:softwareVersion", _version())


def _version() -> Literal:
    try:
        return plain(metadata.version("cebkg"))
    except metadata.PackageNotFoundError:
        return plain("unknown")
