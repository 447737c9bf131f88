"""Records to a knowledge graph, as ``ontology/MODEL.md`` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from pyoxigraph import NamedNode, Quad

from extract.errors import InputError
from extract.records import Document, Entity, Extraction
from graphs.dataset import describe_dataset
from graphs.documents import CLASSIFICATION, describe_document, relate_document
from graphs.iris import BASE, Iris, graph_of
from graphs.mentions import Setting
from graphs.model import KnowledgeGraph
from graphs.sheet import Sheet
from graphs.statements import tell
from graphs.things import describe, describe_concepts, describe_rules, merged, nodes, used


def build(*extractions: Extraction | Sequence[Extraction], base: str = BASE) -> KnowledgeGraph:
    """Return the graph of one or several documents; the order in which they are given does not matter.

    Each argument is an Extraction or a sequence of them; entities of several documents are one when
    their keys are.  Raises UsageError for a base that is no absolute IRI, InputError for two different
    texts of one document.
    """
    given = chain.from_iterable([e] if isinstance(e, Extraction) else e for e in extractions)
    ordered = sorted(given, key=lambda e: (e.document.symbol, e.document.sha256))
    _check_distinct([extraction.document for extraction in ordered])
    return KnowledgeGraph(_quads(ordered, Iris(base)), base=Iris(base).base)


def _check_distinct(documents: Sequence[Document]) -> None:
    seen: dict[str, Document] = {}
    for document in documents:
        other = seen.setdefault(document.symbol, document)
        if other.sha256 != document.sha256:
            raise InputError(
                f"{document.source}: is {document.symbol} like {other.source}, but another text; "
                "build them apart or name one with --symbol"
            )


def _quads(extractions: Sequence[Extraction], iris: Iris) -> list[Quad]:
    quads: list[Quad] = []
    entities = merged(extractions)
    keys = used(extractions, entities)
    known = nodes({key: entities[key] for key in keys}, iris)
    authority = Sheet(iris.at("graph/authority"), quads)
    settings = [_setting(extraction.document, known, iris, quads) for extraction in extractions]
    for extraction, setting in zip(extractions, settings, strict=True):
        sheet = Sheet(graph_of(iris.document(extraction.document.symbol)), quads)
        describe_document(extraction.document, sheet, iris, setting.units)
        relate_document(extraction.document, setting, quads)
        tell(extraction, setting)
    for key in keys:
        _describe(entities[key], known, authority, extractions, settings)
    describe_concepts(authority, iris)
    describe_rules(authority, iris, sorted(_rules(extractions)))
    dataset = Sheet(iris.at("graph/dataset"), quads)
    describe_dataset(_documents(extractions), tuple(dict.fromkeys(quads)), len(keys), dataset, iris)
    return quads


def _documents(extractions: Sequence[Extraction]) -> list[Document]:
    return list({extraction.document.symbol: extraction.document for extraction in extractions}.values())


def _setting(document: Document, known: Mapping[str, NamedNode], iris: Iris, quads: list[Quad]) -> Setting:
    units = {unit.key: iris.unit(document.symbol, unit.kind, unit.key) for unit in document.units}
    sheets = {key: Sheet(graph_of(node), quads) for key, node in units.items()}
    return Setting(iris, units, sheets, known)


def _describe(
    entity: Entity,
    known: Mapping[str, NamedNode],
    authority: Sheet,
    extractions: Sequence[Extraction],
    settings: Sequence[Setting],
) -> None:
    """Authority entities in their own graph, text-born ones where each document introduces them."""
    homes = _homes(entity, extractions, settings)
    for setting, unit in homes:
        describe(entity, setting.sheets[unit], known)
        setting.sheets[unit].say(known[entity.key], "ceb:introducedIn", setting.units[unit])
    if not homes:
        describe(entity, authority, known)


def _homes(
    entity: Entity, extractions: Sequence[Extraction], settings: Sequence[Setting]
) -> list[tuple[Setting, str]]:
    if entity.origin != "text":
        return []
    pairs = zip(extractions, settings, strict=True)
    return [(s, e.stated_in[entity.key]) for e, s in pairs if entity.key in e.stated_in]


def _rules(extractions: Sequence[Extraction]) -> set[str]:
    groups = (
        "mentions",
        "acts",
        "citations",
        "relations",
        "signatures",
        "mandates",
        "crossrefs",
        "quantities",
    )
    classed = {CLASSIFICATION for e in extractions if e.document.subjects}
    return classed | {r.rule for e in extractions for name in groups for r in getattr(e, name)}
