"""The structure of a document as triples: sections, units, footnote marks."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from extract.records import Document, Section, Unit
from graphs.iris import Iris
from graphs.sheet import Sheet
from graphs.terms import date, integer, plain, symbol, text

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
    sheet.say(node, "dcterms:identifier", plain(document.symbol))
    sheet.say(
        node, "skos:notation", symbol(document.symbol) if "/" in document.symbol else plain(document.symbol)
    )
    sheet.say(node, "dcterms:language", plain(document.language))
    if document.date:
        sheet.say(node, "ceb:date", date(document.date))
    sheet.say(node, "ceb:sha256", plain(document.sha256))
    sheet.say(node, "dcterms:source", plain(document.source))
    for section in document.sections:
        _describe_section(section, document, sheet, iris)
    for order, unit in enumerate(document.units, 1):
        sheet.say(units[unit.key], "ceb:order", integer(order))
        _describe_unit(unit, document, sheet, iris, units)


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
