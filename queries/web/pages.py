"""Pages of things, terms and named questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby
from urllib.parse import urlencode

import pyoxigraph as ox

from graphs.terms import CEB, short
from queries.catalogue import Question, questions
from queries.run import Table, text
from queries.web.markup import both, grid, link, page
from queries.web.things import Things

_MOST = 100  # values of one property on a page; the data have all
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SAYS = (CEB + "text", "http://www.w3.org/ns/oa#exact")


def thing(things: Things, iri: str) -> bytes:
    """Return the page of a thing: names, properties, where it is an object, its text or quote."""
    labels = things.labels(iri)
    title = labels.get("zh") or labels.get("en") or short(iri, things.base)
    outgoing, incoming = things.outgoing(iri), things.incoming(iri)
    tail = things.path(iri) or ""
    data = " · ".join(link(f"/data/{tail}.{end}", end) for end in ("ttl", "jsonld", "nt"))
    parts = [
        f"<h1>{both(labels.get('zh', '') or title, labels.get('en', ''))}</h1>",
        f"<p><code>{escape(iri)}</code><br>{data}</p>",
        *(f'<blockquote lang="zh">{escape(words)}</blockquote>' for words in _words(things, outgoing)),
        "<h2>属性 <span>Properties</span></h2>",
        _properties(things, outgoing, incoming=False),
    ]
    if incoming:
        parts += ["<h2>被指向 <span>Pointed at by</span></h2>", _properties(things, incoming, incoming=True)]
    return page(title, "\n".join(parts))


def _words(things: Things, outgoing: list[ox.Triple]) -> list[str]:
    """The text of a unit, the words of a mention, the quote behind a statement."""
    found = [
        t.object.value for t in outgoing if t.predicate.value in _SAYS and isinstance(t.object, ox.Literal)
    ]
    for triple in outgoing:
        if triple.predicate.value == CEB + "evidence" and isinstance(triple.object, ox.NamedNode):
            found += _words(things, things.outgoing(triple.object.value))
    return found


def _properties(things: Things, triples: list[ox.Triple], *, incoming: bool) -> str:
    lines = []
    for predicate, group in groupby(triples, key=lambda t: t.predicate.value):
        members = list(group)
        values = [_value(things, t.subject if incoming else t.object) for t in members[:_MOST]]
        more = [f"<dd>… {len(members) - _MOST}</dd>"] if len(members) > _MOST else []
        lines += [f"<dt>{_name(things, predicate)}</dt>", *(f"<dd>{value}</dd>" for value in values), *more]
    return f"<dl>{''.join(lines)}</dl>"


def _name(things: Things, iri: str) -> str:
    labels = things.labels(iri)
    shown = escape(short(iri))
    if not labels:
        return f"<code>{shown}</code>"
    return f"{both(labels.get('zh', ''), labels.get('en', ''))} <span><code>{shown}</code></span>"


def _value(things: Things, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if isinstance(term, ox.Literal):
        tail = f" <span>@{escape(term.language)}</span>" if term.language else ""
        return escape(term.value) + tail
    if not isinstance(term, ox.NamedNode):
        return escape(str(term))
    labels = things.labels(term.value)
    words = both(labels.get("zh", ""), labels.get("en", "")) or escape(short(term.value, things.base))
    path = things.path(term.value)
    if path is not None:
        return f'<a href="/id/{escape(path)}">{words}</a>'
    if term.value.startswith(CEB):
        return f'<a href="/ontology#{escape(term.value.removeprefix(CEB))}">{words}</a>'
    if term.value.startswith(("http://", "https://")):
        return f'<a href="{escape(term.value)}" rel="external noreferrer">{words}</a>'
    return words


def vocabulary(things: Things) -> bytes:
    """Return the page of the vocabulary: each own term with its labels and definition."""
    lines = []
    for subject, group in groupby(
        sorted(things.terms(), key=lambda t: str(t.subject)), key=lambda t: t.subject
    ):
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(CEB):
            continue
        members = list(group)
        name = subject.value.removeprefix(CEB)
        lines.append(f'<dt id="{escape(name)}">{_name(things, subject.value)}</dt>')
        lines += [
            f'<dd lang="{escape(t.object.language or "")}">{escape(t.object.value)}</dd>'
            for t in members
            if t.predicate.value.endswith("#definition") and isinstance(t.object, ox.Literal)
        ]
    data = " · ".join(link(f"/ontology.{end}", end) for end in ("ttl", "jsonld", "nt"))
    return page(
        "词汇 Vocabulary", f"<h1>词汇 <span>Vocabulary</span></h1><p>{data}</p><dl>{''.join(lines)}</dl>"
    )


def catalogue() -> bytes:
    """Return the page that lists the named questions."""
    rows = [
        (link(f"/questions/{one.name}", one.name), both(one.zh, one.en), escape(", ".join(one.columns)))
        for one in questions()
    ]
    title = "命名问题 Questions"
    return page(title, f"<h1>命名问题 <span>Named questions</span></h1>{grid(('', '', 'columns'), rows)}")


def question(one: Question, given: Mapping[str, str], table: Table) -> bytes:
    """Return the page of a question: a field for each parameter, and the rows."""
    fields = "".join(
        f'<label title="{escape(p.text)}">{escape(p.name)} <input name="{escape(p.name)}" '
        f'value="{escape(given.get(p.name, ""))}"></label>'
        for p in one.parameters
    )
    tail = "?" + urlencode(dict(given)) if given else ""
    forms = " · ".join(
        link(f"/questions/{one.name}.{end}{tail}", end) for end in ("csv", "tsv", "json", "xml")
    )
    body = (
        f"<h1>{both(one.zh, one.en)}</h1><p><code>{escape(one.name)}</code> {forms} · "
        f"{link(f'/questions/{one.name}.rq', 'SPARQL')}</p>"
        f'<form action="/questions/{one.name}">{fields}<button>问 Ask</button></form>'
        f"<p>{len(table.terms)} 行 rows</p>{grid(table.columns, _cells(table))}"
    )
    return page(one.zh, body)


def _cells(table: Table) -> Iterable[list[str]]:
    return ([escape(text(term)) for term in row] for row in table.terms)


def missing(what: str) -> bytes:
    """Return the page for something that is not there."""
    title = "没有 Not found"
    return page(title, f"<h1>没有 <span>Not found</span></h1><p><code>{escape(what)}</code></p>")
