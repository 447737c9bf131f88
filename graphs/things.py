"""Entities: which are spoken of, what they are called, how they are typed and linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from pyoxigraph import NamedNode

import ontology
from extract.records import Document, Entity, Extraction
from graphs.iris import Iris
from graphs.sheet import Sheet, Value
from graphs.terms import date, en, integer, plain, symbol, term, zh

#: Superclasses that users of ORG and PROV look for.
ABOVE = {
    "ceb:Body": ("org:Organization", "prov:Agent"),
    "ceb:Group": ("prov:Agent",),
    "ceb:Work": ("prov:Entity",),
}
#: How a thing hangs on ``Entity.body``, by the parent class of its class.
HANGS = {"ceb:Body": "org:subOrganizationOf", "org:Post": "org:postIn"}
#: Relations whose object is words, not an entity.
LITERAL_RELATIONS = frozenset({"hasSymbol", "hasWebsite"})


@cache
def class_terms(cls: str) -> tuple[str, ...]:
    """Return the CURIEs of a class of ``classes.tsv`` and of what stands above it."""
    row = next(row for row in ontology.table("classes") if row["notation"] == cls)
    own = (row["term"], row["parent"])
    return tuple(dict.fromkeys((*own, *(upper for name in own for upper in ABOVE.get(name, ())))))


def of_document(document: Document) -> Entity:
    """A document that no table knows, as an entity."""
    return Entity(
        document.symbol, "Document", document.title, notation=document.symbol, source=document.source
    )


def spoken_of(extraction: Extraction) -> set[str]:
    """Return the keys that a document mentions or that its statements refer to."""
    return set(_spoken_of(extraction)) - {""}


def _spoken_of(extraction: Extraction) -> Iterator[str]:
    document = extraction.document
    yield from (document.symbol, document.session, *(s.key for s in document.subjects))
    for mention in extraction.mentions:
        yield from (mention.entity, *mention.candidates)
    for citation in extraction.citations:
        yield citation.document
    for act in extraction.acts:
        yield from (*act.agents, *act.objects, *act.under, act.session)
        yield from (key for _, key in act.participants)
    for relation in extraction.relations:
        yield relation.subject
        yield "" if relation.predicate in LITERAL_RELATIONS else relation.object
    for signature in extraction.signatures:
        yield from (signature.statement, signature.signatory)
    for mandate in extraction.mandates:
        yield from (mandate.mandate, mandate.mandated)


def describe(entity: Entity, sheet: Sheet, known: Mapping[str, NamedNode]) -> None:
    """Write what is known of an entity: classes, labels, notation, dates and links."""
    node = known[entity.key]
    sheet.type(node, *class_terms(entity.cls))
    sheet.say(node, "ceb:className", plain(entity.cls))
    _name(entity, node, sheet)
    if entity.source:
        sheet.say(node, "dcterms:source", plain(entity.source))
    if entity.date:
        sheet.say(node, "ceb:date", date(entity.date))
    if entity.ordinal is not None:
        sheet.say(node, "ceb:ordinal", integer(entity.ordinal))
    if entity.body in known:
        sheet.say(node, _hanging(entity.cls), known[entity.body])
    for predicate, value in entity.links:
        sheet.say(node, predicate, _linked(value, known))


def _name(entity: Entity, node: NamedNode, sheet: Sheet) -> None:
    sheet.say(node, "skos:prefLabel", zh(entity.label_zh))
    if entity.label_en:
        sheet.say(node, "skos:prefLabel", en(entity.label_en))
    sheet.say(node, "skos:altLabel", *map(zh, entity.short_zh))
    sheet.say(node, "skos:hiddenLabel", *map(zh, entity.hidden_zh))
    if is_symbol(entity):
        sheet.say(node, "skos:notation", symbol(entity.notation))
        sheet.say(node, "dcterms:identifier", plain(entity.notation))
    elif entity.notation:
        sheet.say(node, "skos:notation", plain(entity.notation))


def is_symbol(entity: Entity) -> bool:
    """Whether the notation is a document symbol (``A/74/16``), not an acronym (``IPSAS``)."""
    return "/" in entity.notation and "ceb:Work" in class_terms(entity.cls)


def _hanging(cls: str) -> str:
    if cls == "Session":
        return "ceb:sessionOf"
    return next((HANGS[name] for name in class_terms(cls) if name in HANGS), "dcterms:isPartOf")


def _linked(value: str, known: Mapping[str, NamedNode]) -> Value:
    if value in known:
        return known[value]
    return NamedNode(value) if value.startswith(("http://", "https://")) else plain(value)


def describe_concepts(sheet: Sheet, iris: Iris) -> None:
    """Write the concept schemes of act types, citation functions and roles."""
    schemes = (
        ("act-type", "act_types", "行为类型", "act types"),
        ("citation-function", "citation_functions", "引用功能", "citation functions"),
        ("role", "roles", "角色", "roles"),
    )
    for name, table, label_zh, label_en in schemes:
        scheme = iris.at(name)
        sheet.type(scheme, "skos:ConceptScheme")
        sheet.say(scheme, "skos:prefLabel", zh(label_zh), en(label_en))
        for row in ontology.table(table):
            _describe_concept(sheet, iris.concept(name, row["notation"]), scheme, row)


def _describe_concept(sheet: Sheet, concept: NamedNode, scheme: NamedNode, row: Mapping[str, str]) -> None:
    sheet.type(concept, "skos:Concept")
    sheet.say(concept, "skos:inScheme", scheme)
    sheet.say(concept, "skos:prefLabel", zh(row["label_zh"]), en(row["label_en"]))
    sheet.say(concept, "skos:notation", plain(row["notation"]))
    sheet.say(concept, "skos:example", zh(row["example"]))
    sheet.say(concept, "skos:definition", zh(row["definition_zh"]), en(row["definition_en"]))
    if row.get("cito"):
        sheet.say(concept, "rdfs:seeAlso", term(row["cito"]))
    if row.get("shortcut"):
        sheet.say(concept, "ceb:shortcut", term(row["shortcut"]))
        sheet.say(
            concept, "skos:altLabel", *(zh(v) for v in _verbs()[row["notation"]] if v != row["label_zh"])
        )
        sheet.say(concept, "skos:altLabel", *map(en, ontology.split(row["verbs_en"])))
    if scheme.value.endswith("/role"):
        sheet.type(concept, "prov:Role")


@cache
def _verbs() -> Mapping[str, Sequence[str]]:
    """Chinese verbs by act type, from ``ontology/verbs.tsv``."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in ontology.table("verbs"):
        found[row["type"]].append(row["verb"])
    return found


def describe_rules(sheet: Sheet, iris: Iris, rules: Iterable[str]) -> None:
    """Write the rules that found something, each labelled with its name."""
    for rule in rules:
        node = iris.concept("rule", rule)
        sheet.type(node, "ceb:Rule")
        sheet.say(node, "rdfs:label", plain(rule))
