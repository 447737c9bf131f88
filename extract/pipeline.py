"""A document to an Extraction: each layer only adds to the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract.acts import Page, find_acts
from extract.clauses import Clause, read_clauses
from extract.items import SESSION, Item, find_items
from extract.lexicon import entities
from extract.normal import Normal, normalise
from extract.records import Citation, Document, Entity, Extraction, Mention, Unit
from extract.references import Discourse, resolve
from extract.sessions import find_anaphors, find_sessions


def extract(document: Document) -> Extraction:
    """Return everything found in a document; deterministic, offline, never raises on its text."""
    talk = _discourse(document)
    pages = [_page(unit, talk) for unit in document.units]
    done = {unit.key: found for unit, found in zip(document.units, pages, strict=True)}
    acts = [act for page, clauses in done.values() for act in find_acts(page, clauses)]
    mentions = [mention for page, _ in done.values() for mention in _mentions(page)]
    citations = [citation for page, _ in done.values() for citation in _citations(page)]
    return Extraction(
        document=document,
        entities=_entities(document, mentions, citations, talk),
        mentions=tuple(mentions),
        citations=tuple(citations),
        acts=tuple(acts),
        stated_in=_stated_in(mentions, talk),
    )


def _discourse(document: Document) -> Discourse:
    talk = Discourse()
    talk.chain["本报告"] = document.symbol
    for unit in document.units:
        talk.sections[unit.key] = (unit.section or unit.kind).split(".")[0]
    return talk


def _page(unit: Unit, talk: Discourse) -> tuple[Page, list[Clause]]:
    normal = normalise(unit.text)
    items = find_items(normal)
    for finder in (find_sessions, find_anaphors):
        found = finder(normal.text, items)
        inner = {(f.start, f.end) for f in found}
        items = sorted(
            [i for i in items if not any(a <= i.start and i.end <= b for a, b in inner)] + found,
            key=lambda i: i.start,
        )
    clauses = read_clauses(normal.text, items)
    resolved = resolve(unit, items, clauses, (), talk)
    _note_groups(clauses, resolved, talk)
    return Page(unit, normal, tuple(resolved), talk), clauses


def _note_groups(clauses: Iterable[Clause], items: Iterable[Item], talk: Discourse) -> None:
    by_start = {item.start: item for item in items}
    for clause in clauses:
        keys = tuple(by_start.get(i.start, i).key for i in clause.listed)
        if len(keys) > 1 and all(keys) and keys not in talk.groups:
            talk.groups.append(keys)


def _mentions(page: Page) -> list[Mention]:
    found = []
    for item in page.items:
        if item.kind in ("date", "web"):
            continue
        for key in item.keys or ("",):
            found.append(
                Mention(page.span(item.start, item.end), key, item.kind, item.rule, item.candidates, item.date)
            )
    return found


def _citations(page: Page) -> list[Citation]:
    found = []
    for item in page.items:
        if item.kind == "symbol":
            span = page.span(item.start, item.end)
            found.append(Citation(span, item.key, item.pinpoint, "other", item.rule, 0.99))
    return found


def _entities(
    document: Document, mentions: Iterable[Mention], citations: Iterable[Citation], talk: Discourse
) -> tuple[Entity, ...]:
    used = {m.entity for m in mentions if m.entity} | {c.document for c in citations} | {document.symbol}
    used |= {c for m in mentions for c in m.candidates}
    known: dict[str, Entity] = {}
    todo = sorted(used)
    while todo:
        key = todo.pop()
        if key in known:
            continue
        entity = talk.entity(key) or Entity(key, talk.cls(key), key, notation=key, origin="text")
        known[key] = entity
        linked = [entity.body, *(value for _, value in entity.links)]
        todo += [k for k in linked if k in entities() and k not in known]
    return tuple(known[key] for key in sorted(known))


def _stated_in(mentions: Iterable[Mention], talk: Discourse) -> dict[str, str]:
    found: dict[str, str] = {}
    for mention in mentions:
        entity = talk.entity(mention.entity)
        if mention.entity and (entity is None or entity.origin == "text"):
            found.setdefault(mention.entity, mention.span.unit)
    return found


__all__ = ["SESSION", "extract", "replace", "Normal"]
