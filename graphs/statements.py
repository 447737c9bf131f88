"""Records to triples: assertions with their evidence, each in the graph of the unit that says it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import cache

from pyoxigraph import Literal, NamedNode

import ontology
from extract.records import (
    Act,
    Citation,
    CrossReference,
    Extraction,
    Mandate,
    Quantity,
    Relation,
    Signature,
)
from graphs.iris import below, digest, encode, stretch
from graphs.mentions import Setting, tell_mentions, tell_place
from graphs.sheet import Sheet, Value
from graphs.terms import date, decimal, plain, symbol, term, web_page, zh

Record = Act | Citation | CrossReference | Mandate | Quantity | Relation | Signature
#: What a record is called below its unit.
STEPS: dict[type[Record], str] = {
    Act: "act",
    Citation: "citation",
    CrossReference: "crossref",
    Mandate: "mandate",
    Quantity: "quantity",
    Relation: "relation",
    Signature: "signature",
}


def tell(extraction: Extraction, setting: Setting) -> None:
    """Write all statements of an extraction; raises KeyError for a unit or entity it does not have."""
    tell_mentions(extraction.mentions, setting)
    groups: tuple[tuple[Record, ...], ...] = (
        extraction.acts,
        extraction.citations,
        extraction.relations,
        extraction.signatures,
        extraction.mandates,
        extraction.crossrefs,
        extraction.quantities,
    )
    for group in groups:
        for name, record in _surest(group).items():
            _tell(record, name, setting)


@cache
def shortcuts() -> dict[str, str]:
    """Shortcut properties by act type, from ``ontology/act_types.tsv``; types without one are absent."""
    return {r["notation"]: r["shortcut"] for r in ontology.table("act_types") if r["shortcut"]}


@cache
def predicates() -> dict[str, str]:
    """Terms by relation name, from ``ontology/predicates.tsv``."""
    return {r["notation"]: r["term"] for r in ontology.table("predicates")}


#: How a finding was made is not part of what was found; the span is written part by part.
_NOT_CONTENT = frozenset({"rule", "confidence", "span"})
_CONTENT = {cls: tuple(f.name for f in fields(cls) if f.name not in _NOT_CONTENT) for cls in STEPS}


def content(record: Record) -> str:
    """Return the hash that names a record below its unit: equal for records that say the same."""
    span = record.span
    values = (getattr(record, name) for name in _CONTENT[type(record)])
    return digest(span.unit, span.start, span.end, span.text, *values)


def _surest(records: Iterable[Record]) -> dict[tuple[str, str], Record]:
    """One record for each content: of equal ones found by several rules, the most certain."""
    found: dict[tuple[str, str], Record] = {}
    for record in sorted(records, key=lambda r: (r.confidence, r.rule)):
        found[record.span.unit, content(record)] = record
    return found


def _name(record: Record, name: str) -> str:
    match record:
        case Act():
            return f"{encode(record.type)}-{name}"
        case Relation():
            return f"{encode(record.predicate)}-{name}"
        case _:
            return name


def _tell(record: Record, key: tuple[str, str], setting: Setting) -> None:
    unit, sheet = setting.units[record.span.unit], setting.sheets[record.span.unit]
    kind = type(record)
    node = below(unit, f"{STEPS[kind]}/{_name(record, key[1])}")
    evidence = stretch(unit, "evidence", record.span)
    sheet.type(node, f"ceb:{kind.__name__}", "ceb:Assertion")
    sheet.say(node, "ceb:statedIn", unit)
    sheet.say(node, "ceb:evidence", evidence)
    sheet.say(node, "ceb:rule", setting.iris.concept("rule", record.rule))
    sheet.say(node, "ceb:confidence", decimal(record.confidence))
    tell_place(sheet, evidence, "ceb:Evidence", unit, record.span)
    _TELLERS[kind](sheet, node, record, setting)


def _tell_act(sheet: Sheet, node: NamedNode, act: Act, setting: Setting) -> None:
    known = setting.entities
    agents = [known[key] for key in act.agents]
    objects = [known[key] for key in act.objects]
    sheet.type(node, "prov:Activity")
    sheet.say(node, "ceb:actType", setting.iris.concept("act-type", act.type))
    sheet.say(node, "ceb:verb", zh(act.verb))
    sheet.say(node, "ceb:modality", plain(act.modality))
    sheet.say(node, "ceb:agent", *agents)
    sheet.say(node, "ceb:object", *objects)
    sheet.say(node, "ceb:under", *(known[key] for key in act.under))
    _tell_slots(sheet, node, act, setting)
    if act.modality == "stated" and act.type in shortcuts():
        for agent in agents:
            sheet.say(agent, shortcuts()[act.type], *objects)


def _tell_slots(sheet: Sheet, node: NamedNode, act: Act, setting: Setting) -> None:
    if act.object_text:
        sheet.say(node, "ceb:objectText", zh(act.object_text))
    if act.session:
        sheet.say(node, "ceb:session", setting.entities[act.session])
    if act.date:
        sheet.say(node, "ceb:date", date(act.date))
    for role, key in act.participants:
        part = below(node, f"{encode(role)}/{encode(key)}")
        sheet.say(node, "prov:qualifiedAssociation", part)
        sheet.type(part, "prov:Association")
        sheet.say(part, "prov:agent", setting.entities[key])
        sheet.say(part, "prov:hadRole", setting.iris.concept("role", role))


def _tell_citation(sheet: Sheet, node: NamedNode, citation: Citation, setting: Setting) -> None:
    unit, cited = setting.units[citation.span.unit], setting.entities[citation.document]
    sheet.say(node, "cito:hasCitingEntity", unit)
    sheet.say(node, "cito:hasCitedEntity", cited)
    sheet.say(node, "ceb:citationFunction", setting.iris.concept("citation-function", citation.function))
    sheet.say(unit, "cito:cites", cited)
    if citation.pinpoint:
        fragment = below(cited, f"fragment/{encode(citation.pinpoint)}")
        sheet.say(node, "ceb:pinpoint", plain(citation.pinpoint))
        sheet.say(node, "ceb:citedFragment", fragment)
        sheet.type(fragment, "ceb:Fragment")
        sheet.say(fragment, "dcterms:isPartOf", cited)
        sheet.say(fragment, "ceb:pinpoint", plain(citation.pinpoint))


def _tell_relation(sheet: Sheet, node: NamedNode, relation: Relation, setting: Setting) -> None:
    subject, predicate = setting.entities[relation.subject], term(predicates()[relation.predicate])
    value = _relation_object(sheet, subject, relation, setting)
    sheet.type(node, "rdf:Statement")
    sheet.say(node, "rdf:subject", subject)
    sheet.say(node, "rdf:predicate", predicate)
    sheet.say(node, "rdf:object", value)
    sheet.say(node, "ceb:predicateName", plain(relation.predicate))
    sheet.link(subject, predicate, value)


def _relation_object(sheet: Sheet, subject: NamedNode, relation: Relation, setting: Setting) -> Value:
    words = relation.object
    if relation.predicate == "hasSymbol":
        sheet.say(subject, "skos:notation", symbol(words))
        return plain(words)
    if relation.predicate == "hasWebsite":
        page = web_page(words)
        sheet.type(page, "foaf:Document")
        if page.value != words:
            sheet.say(page, "skos:notation", plain(words))
        return page
    return setting.entities[words]


def _tell_signature(sheet: Sheet, node: NamedNode, signature: Signature, setting: Setting) -> None:
    body, statement = setting.entities[signature.signatory], setting.entities[signature.statement]
    sheet.say(node, "ceb:signatory", body)
    sheet.say(node, "ceb:signedStatement", statement)
    sheet.say(body, "ceb:signatoryOf", statement)


def _tell_mandate(sheet: Sheet, node: NamedNode, mandate: Mandate, setting: Setting) -> None:
    sheet.say(node, "ceb:mandateSource", setting.entities[mandate.mandate])
    if mandate.mandated:
        sheet.say(node, "ceb:mandated", setting.entities[mandate.mandated])
    if mandate.mandated_text:
        sheet.say(node, "ceb:mandatedText", zh(mandate.mandated_text))


def _tell_crossref(sheet: Sheet, node: NamedNode, crossref: CrossReference, setting: Setting) -> None:
    sheet.say(node, "ceb:fromUnit", setting.units[crossref.span.unit])
    if crossref.target in setting.units:  # a report may point at a paragraph that it does not have
        sheet.say(node, "ceb:toUnit", setting.units[crossref.target])


def _tell_quantity(sheet: Sheet, node: NamedNode, quantity: Quantity, setting: Setting) -> None:
    words: tuple[tuple[str, Literal], ...] = (
        ("ceb:quantityOf", zh(quantity.what)),
        ("schema:value", plain(quantity.value)),
        ("ceb:measure", zh(quantity.measure)),
    )
    for predicate, literal in words:
        if literal.value:
            sheet.say(node, predicate, literal)


_TELLERS: dict[type[Record], Callable[..., None]] = {
    Act: _tell_act,
    Citation: _tell_citation,
    CrossReference: _tell_crossref,
    Mandate: _tell_mandate,
    Quantity: _tell_quantity,
    Relation: _tell_relation,
    Signature: _tell_signature,
}
