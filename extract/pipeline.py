"""A document to an Extraction: mentions, clauses, references, then statements; each layer only adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from extract.acts import find_acts
from extract.citing import find_functions
from extract.confidence import doubted
from extract.consequences import find_phases, find_symbols, from_acts, from_frames
from extract.cover import session_of, with_cover
from extract.damage import damaged
from extract.deliberations import names_of
from extract.discourse import Discourse
from extract.lexicon import entities
from extract.mandates import find_mandates
from extract.page import Page
from extract.pages import read_page
from extract.pointers import find_crossrefs, find_signatures, find_websites
from extract.quantities import find_quantities
from extract.records import Act, Citation, Document, Entity, Extraction, Mention, Relation, Warning
from extract.relations import find_in_names, find_relations, find_titles
from extract.slots import organ_of


def extract(document: Document) -> Extraction:
    """Return everything found in a document; deterministic, offline, never raises on its text."""
    talk = _discourse(document)
    paragraphs = [u for u in document.units if u.kind != "footnote"]
    footnotes = [u for u in document.units if u.kind == "footnote"]
    pages = {unit.key: read_page(unit, talk) for unit in (*paragraphs, *footnotes)}
    return _statements(document, [pages[unit.key] for unit in document.units], talk)


def _statements(document: Document, pages: list[Page], talk: Discourse) -> Extraction:
    units = [page.unit.key for page in pages]
    told: set[tuple[str, str, str]] = set()
    acts = {page.unit.key: find_acts(page) for page in pages}
    mentions = tuple(m for page in pages for m in _mentions(page))
    citations = tuple(c for page in pages for c in find_functions(page))
    relations = tuple(r for page in pages for r in _relations(page, acts[page.unit.key], told))
    broken = {page.unit.key: damaged(page.unit) for page in pages}
    document = with_cover(document, mentions)
    return Extraction(
        document=replace(document, warnings=(*document.warnings, *_told(pages, broken))),
        entities=_entities(document, talk, _used(document, mentions, citations, acts, relations)),
        mentions=mentions,
        citations=doubted(citations, broken),
        acts=doubted(chain.from_iterable(acts.values()), broken),
        relations=doubted(relations, broken),
        signatures=doubted((s for page in pages for s in find_signatures(page)), broken),
        mandates=doubted((m for page in pages for m in find_mandates(page)), broken),
        crossrefs=doubted((c for page in pages for c in find_crossrefs(page, units)), broken),
        quantities=doubted((q for page in pages for q in find_quantities(page)), broken),
        stated_in=_stated_in(mentions, citations, talk),
    )


def _told(pages: list[Page], broken: dict[str, tuple[tuple[int, int], ...]]) -> Iterator[Warning]:
    """A warning for each broken sentence, with its line."""
    for page in pages:
        for start, _ in broken[page.unit.key]:
            line = page.unit.place(start).line
            yield Warning(line, f"a sentence of {page.unit.key} is cut or broken; what it states is marked")


def _relations(page: Page, acts: list[Act], told: set[tuple[str, str, str]]) -> list[Relation]:
    found = chain(
        find_relations(page),
        find_in_names(page, told),
        find_titles(page),
        find_websites(page),
        find_symbols(page),
        find_phases(page),
        from_frames(page),
        from_acts(acts, page),
    )
    once: dict[tuple[str, str, str], Relation] = {}
    for relation in found:
        once.setdefault((relation.subject, relation.predicate, relation.object), relation)
    return sorted(once.values(), key=lambda r: (r.span.start, r.span.end, r.predicate, r.subject, r.object))


def _discourse(document: Document) -> Discourse:
    talk = Discourse()
    talk.chain["本报告"] = document.symbol
    talk.chain["enacting"] = organ_of(document.symbol)
    if document.symbol.startswith("E/"):
        talk.chain["yearly"] = "ECOSOC"
    session = session_of(document)
    if session:
        talk.born[session.key] = session
    for unit in document.units:
        talk.sections[unit.key] = (unit.section or unit.kind).split(".")[0]
    return talk


def _mentions(page: Page) -> Iterator[Mention]:
    for item in (*page.items, *page.nested):
        if item.kind in ("date", "web"):
            continue
        span = page.span(item.start, item.end)
        for key in item.keys or ("",):
            yield Mention(span, key, item.kind, item.rule, item.candidates, item.date)
    for start, end, key in page.born:
        yield Mention(page.span(start, end), key, "name", "introduced")


def _used(document: Document, *groups: object) -> set[str]:
    """Every key that a statement speaks of."""
    mentions, citations, acts, relations = groups
    used = {document.symbol, document.session, *(s.key for s in document.subjects)}
    for mention in mentions:  # type: ignore[attr-defined]
        used |= {mention.entity, *mention.candidates}
    used |= {c.document for c in citations}  # type: ignore[attr-defined]
    for act in chain.from_iterable(acts.values()):  # type: ignore[attr-defined]
        used |= {*act.agents, *act.objects, *act.under, act.session, *(k for _, k in act.participants)}
    for relation in relations:  # type: ignore[attr-defined]
        used |= {relation.subject} | ({relation.object} if relation.predicate not in _LITERAL else set())
    return used - {""}


_LITERAL = ("hasSymbol", "hasWebsite")


def _entities(document: Document, talk: Discourse, used: set[str]) -> tuple[Entity, ...]:
    known: dict[str, Entity] = {}
    todo = sorted(used)
    while todo:
        key = todo.pop()
        if key in known:
            continue
        entity = talk.entity(key) or Entity(key, talk.cls(key), *names_of(key), notation=key, origin="text")
        known[key] = entity
        linked = [entity.body, *(value for _, value in entity.links)]
        todo += [k for k in linked if k not in known and (k in entities() or k in talk.born)]
    return tuple(known[key] for key in sorted(known))


def _stated_in(mentions: Iterable[Mention], citations: Iterable[Citation], talk: Discourse) -> dict[str, str]:
    found: dict[str, str] = {}
    named = [(m.entity, m.span.unit) for m in mentions] + [(c.document, c.span.unit) for c in citations]
    for key, unit in named:
        entity = talk.entity(key)
        if key and (entity is None or entity.origin == "text"):
            found.setdefault(key, unit)
    return found
