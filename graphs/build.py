"""Records to a knowledge graph, as ``ontology/MODEL.md`` says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from pyoxigraph import NamedNode, Quad, Triple

from extract.records import Document, Entity, Extraction
from graphs.census import Census
from graphs.dataset import describe_dataset
from graphs.documents import describe_document, relate_document
from graphs.iris import BASE, Iris, graph_of
from graphs.mentions import Setting
from graphs.model import KnowledgeGraph
from graphs.sheet import Sheet
from graphs.statements import tell
from graphs.tally import Tally
from graphs.things import describe, describe_concepts, describe_rules


def build(*extractions: Extraction | Iterable[Extraction], base: str = BASE) -> KnowledgeGraph:
    """Return the graph of one or several documents; the order in which they are given does not matter.

    Each argument is an Extraction or several of them; entities of several documents are one when
    their keys are.  Raises UsageError for a base that is no absolute IRI, InputError for two different
    texts of one document.
    """
    given = chain.from_iterable([e] if isinstance(e, Extraction) else e for e in extractions)
    ordered = sorted(given, key=lambda e: (e.document.symbol, e.document.sha256))
    iris, census = Iris(base), Census()
    for extraction in ordered:
        census.add(extraction)
    census.settle()
    known, born = census.nodes(iris), census.born()
    quads = shared_quads(census, known, iris)
    for extraction in ordered:
        quads += document_quads(extraction, known, born.get(extraction.document.symbol, ()), iris)
    quads += dataset_quads(census, _counted(quads), len(known), iris)
    return KnowledgeGraph(quads, base=iris.base)


def document_quads(
    extraction: Extraction,
    known: Mapping[str, NamedNode],
    born: Iterable[tuple[Entity, str]],
    iris: Iris,
) -> list[Quad]:
    """Return what one document says; ``born`` is what it introduces, with the key of the unit that does."""
    quads: list[Quad] = []
    document = extraction.document
    setting = _setting(document, known, iris, quads)
    describe_document(document, Sheet(graph_of(iris.document(document.symbol)), quads), iris, setting.units)
    relate_document(document, setting, quads)
    tell(extraction, setting)
    for entity, unit in born:
        describe(entity, setting.sheets[unit], known)
        setting.sheets[unit].say(known[entity.key], "ceb:introducedIn", setting.units[unit])
    return quads


def shared_quads(census: Census, known: Mapping[str, NamedNode], iris: Iris) -> list[Quad]:
    """Return what no document says itself: authority data, concepts, rules."""
    quads: list[Quad] = []
    authority = Sheet(iris.at("graph/authority"), quads)
    for key in known:
        if not census.homes(key):
            describe(census.entities[key], authority, known)
    describe_concepts(authority, iris)
    describe_rules(authority, iris, sorted(census.rules))
    return quads


def dataset_quads(census: Census, tally: Tally, entities: int, iris: Iris) -> list[Quad]:
    """Return the description of the whole; ``tally`` counted all the rest."""
    quads: list[Quad] = []
    sheet = Sheet(iris.at("graph/dataset"), quads)
    describe_dataset(list(census.documents.values()), tally, entities, sheet, iris)
    return quads


def _counted(quads: Iterable[Quad]) -> Tally:
    subjects: dict[object, set[Triple]] = defaultdict(set)
    for quad in quads:
        subjects[quad.subject].add(quad.triple)
    tally = Tally()
    for triples in subjects.values():
        tally.add(triples)
    return tally


def _setting(document: Document, known: Mapping[str, NamedNode], iris: Iris, quads: list[Quad]) -> Setting:
    units = {unit.key: iris.unit(document.symbol, unit.kind, unit.key) for unit in document.units}
    sheets = {key: Sheet(graph_of(node), quads) for key, node in units.items()}
    return Setting(iris, units, sheets, known)
