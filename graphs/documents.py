"""The structure of a document as triples: sections, units, footnote marks."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode, Quad

from extract.records import Document, Section, Unit
from graphs.iris import Iris, below, graph_of
from graphs.mentions import Setting
from graphs.sheet import Sheet
from graphs.terms import date, en, integer, plain, symbol, text

#: The rule of what editors say in the metadata of a document.
CLASSIFICATION = "editors-classification"
#: Classes of the kinds of unit, beside ``ceb:Unit``.
UNIT_CLASSES = {
    "header": "doco:FrontMatter",
    "summary": "doco:Abstract",
    "paragraph": "doco:Paragraph",
    "footnote": "doco:Footnote",
}


def describe_document(document: Document, sheet: Sheet, iris: Iris, units: Mapping[str, NamedNode]) -> None:
    """Write a document, its sections and its units; ``units`` gives their IRIs by key."""
    node = iris.document(document.symbol)
    resolution = "/RES/" in document.symbol
    sheet.type(node, "ceb:Document", "undo:Resolution" if resolution else "undo:ProgressReport")
    sheet.say(node, "dcterms:title", text(document.title, document.language))
    if "/" in document.symbol:
        sheet.say(node, "dcterms:identifier", plain(document.symbol))
        sheet.say(node, "skos:notation", symbol(document.symbol))
    else:  # named after its file
        sheet.say(node, "skos:notation", plain(document.symbol))
    sheet.say(node, "dcterms:language", plain(document.language))
    if document.date:
        sheet.say(node, "ceb:date", date(document.date))
    sheet.say(node, "ceb:agendaItem", *map(plain, document.agenda_items))
    sheet.say(node, "ceb:sha256", plain(document.sha256))
    sheet.say(node, "dcterms:source", plain(document.source))
    for section in document.sections:
        _describe_section(section, document, sheet, iris)
    for order, unit in enumerate(document.units, 1):
        sheet.say(units[unit.key], "ceb:order", integer(order))
        _describe_unit(unit, document, sheet, iris, units)


def relate_document(document: Document, setting: Setting, quads: list[Quad]) -> None:
    """Write whose session a document is of, and what its editors class it under, in a graph of its own.

    What editors say is a fact and no finding: that graph names its rule and its source.
    """
    node, iris = setting.iris.document(document.symbol), setting.iris
    if document.session in setting.entities:
        Sheet(graph_of(node), quads).say(node, "ceb:madeAt", setting.entities[document.session])
    if document.subjects:
        sheet = Sheet(graph_of(below(node, "classification")), quads)
        for subject in document.subjects:
            concept = setting.entities.get(subject.key) or NamedNode(subject.iri)
            sheet.say(node, "dcterms:subject", concept)
            if not subject.key and subject.label_en:
                sheet.say(concept, "rdfs:label", en(subject.label_en))
        sheet.say(sheet.graph, "ceb:rule", iris.concept("rule", CLASSIFICATION))
        sheet.say(sheet.graph, "dcterms:source", plain(f"{document.source}: meta/classification"))


def _part(sheet: Sheet, part: NamedNode, whole: NamedNode) -> None:
    sheet.say(part, "dcterms:isPartOf", whole)
    sheet.say(whole, "dcterms:hasPart", part)


def _above(key: str | None, document: Document, iris: Iris) -> NamedNode:
    return iris.section(document.symbol, key) if key else iris.document(document.symbol)


def _describe_section(section: Section, document: Document, sheet: Sheet, iris: Iris) -> None:
    node = iris.section(document.symbol, section.key)
    sheet.type(node, "doco:Section")
    sheet.say(node, "skos:notation", plain(section.key))
    sheet.say(node, "dcterms:title", text(section.title, document.language))
    _part(sheet, node, _above(section.parent, document, iris))


def _describe_unit(
    unit: Unit, document: Document, sheet: Sheet, iris: Iris, units: Mapping[str, NamedNode]
) -> None:
    node = units[unit.key]
    sheet.type(node, "ceb:Unit", *filter(None, (UNIT_CLASSES.get(unit.kind),)))
    sheet.say(node, "skos:notation", plain(unit.key))
    sheet.say(node, "ceb:text", text(unit.text, document.language))
    sheet.say(node, "ceb:inDocument", iris.document(document.symbol))
    _part(sheet, node, _above(unit.section, document, iris))
    if unit.number is not None:
        sheet.say(node, "ceb:number", integer(unit.number))
    if unit.pieces:
        sheet.say(node, "ceb:sourceLine", integer(unit.pieces[0].place.line))
    for mark in unit.marks:
        note = units.get(f"fn{mark.number}")
        if note is not None:
            sheet.say(note, "ceb:markedIn", node)
            sheet.say(note, "ceb:markOffset", integer(mark.start))
