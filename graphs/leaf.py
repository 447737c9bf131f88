"""The page of one thing in a published site: its names, what is said of it, the sentences, its triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from graphs.addresses import OWNED, Addresses, anchor, between
from graphs.markup import Markup, data_block, joined, page, tag
from graphs.model import KnowledgeGraph
from graphs.scene import OURS
from graphs.terms import CEB, PREFIXES, short, term

#: How many of the statements and of the other things that point to a thing its page names.
STATEMENTS, OTHERS = 100, 60
ASSERTION = term("ceb:Assertion")
HOME = {
    "首页 Home": "index.html",
    "问题 Questions": "questions/index.html",
    "探索 Explorer": "explorer.html",
}


class Leaves:
    """The pages of all things of a graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self.own: dict[str, list[ox.Triple]] = defaultdict(list)
        self.into: dict[str, set[str]] = defaultdict(set)
        for triple in graph.triples:
            if isinstance(triple.subject, ox.NamedNode):
                self.own[triple.subject.value].append(triple)
                if isinstance(triple.object, ox.NamedNode):
                    self.into[triple.object.value].add(triple.subject.value)
        mine = {iri for iri in self.own if iri.startswith(graph.base)}
        rough = Addresses(graph.base, mine)
        owned = {iri for iri in mine if _owner(rough, iri)}
        self.addresses = Addresses(graph.base, mine - owned)
        self.parts: dict[str, list[str]] = defaultdict(list)
        for iri in sorted(owned):
            self.parts[self.addresses.owner(iri)].append(iri)

    def files(self) -> dict[str, bytes]:
        """The pages and the Turtle beside them by path."""
        found = {}
        for iri in sorted(self.own):
            if iri in self.addresses:
                path = self.addresses[iri]
                found[f"{path}.html"] = self._page(iri, f"{path}.html")
                found[f"{path}.ttl"] = self._turtle(iri)
        return found

    def iris(self) -> list[str]:
        """The things that have a page."""
        return [iri for iri in sorted(self.own) if iri in self.addresses]

    def link(self, here: str, iri: str) -> Markup:
        """A link to a thing with its name, to another site with its address."""
        inside = self.addresses.link(here, iri)
        if inside:
            return tag("a", self.name(iri), href=inside)
        if iri.startswith(CEB):
            return tag("a", self.name(iri), href=between(here, "ontology/index.html") + "#" + iri[len(CEB) :])
        web = iri.startswith(("http://", "https://"))
        return tag("a", self.name(iri), href=iri, rel="external nofollow") if web else tag("code", iri)

    def name(self, iri: str) -> str:
        """Both names of a thing, else its notation, else its address with a prefix."""
        zh, en = self._label(iri, "zh"), self._label(iri, "en")
        if zh or en:
            return f"{zh} · {en}" if zh and en and zh != en else zh or en
        if ASSERTION in self._objects(iri, "rdf:type"):
            return self._told(iri)
        text = self._first(iri, "skos:notation") or self._first(iri, "ceb:title")
        return text or short(iri, self.graph.base)

    def _ours(self, iri: str) -> Markup | None:
        """A word on an English name that no source has."""
        made = self._first(iri, "ceb:className") and OURS.fullmatch(self._first(iri, "dcterms:source"))
        return tag("small", " (our translation 本工具所译)") if made else None

    def _told(self, iri: str) -> str:
        """A statement by its type and its place: "核准 · approve · p11"."""
        kinds = [o for name in ("ceb:actType", "ceb:citationFunction") for o in self._objects(iri, name)]
        kind = next((self.name(o.value) for o in kinds if isinstance(o, ox.NamedNode)), "")
        kind = kind or self._first(iri, "ceb:predicateName") or short(iri, self.graph.base).split("/")[-2]
        units = [o.value for o in self._objects(iri, "ceb:statedIn") if isinstance(o, ox.NamedNode)]
        return " · ".join([kind, *(self._first(unit, "skos:notation") for unit in units)])

    def _triples(self, iri: str) -> list[ox.Triple]:
        return [triple for node in (iri, *self.parts[iri]) for triple in self.own[node]]

    def _turtle(self, iri: str) -> bytes:
        return KnowledgeGraph(
            [ox.Quad(t.subject, t.predicate, t.object) for t in self._triples(iri)], self.graph.base
        ).turtle()

    def _page(self, iri: str, here: str) -> bytes:
        zh, en = self._label(iri, "zh"), self._label(iri, "en")
        linked = ox.serialize(self._triples(iri), format=ox.RdfFormat.JSON_LD, prefixes=PREFIXES) or b""
        file = here.rpartition("/")[2].removesuffix(".html")
        turtle = f"{file}.ttl".replace("%", "%25")
        alternate = tag("link", rel="alternate", type="text/turtle", href=turtle)
        return page(
            self.name(iri),
            between(here, "style.css"),
            {words: between(here, there) for words, there in HOME.items()},
            tag("h1", zh or en or self.name(iri)),
            tag("p", en, self._ours(iri), lang="en", class_="other") if zh and en and zh != en else None,
            tag("p", tag("code", iri), " · ", tag("a", "Turtle", href=turtle)),
            self._quote(iri),
            tag("p", self._first(iri, "ceb:text"), class_="text") if self._first(iri, "ceb:text") else None,
            self._statements(iri, here),
            tag("h2", "全部属性 All properties"),
            self._facts(iri, here),
            self._others(iri, here),
            *(self._part(part, here) for part in self.parts[iri]),
            more=joined([alternate, data_block(linked.decode("utf-8"))]),
        )

    def _part(self, iri: str, here: str) -> Markup:
        return tag("section", tag("h2", short(iri, self.graph.base)), self._facts(iri, here), id=anchor(iri))

    def _facts(self, iri: str, here: str) -> Markup:
        """Every property with its values."""
        by_property: dict[str, list[Markup]] = defaultdict(list)
        for triple in self.own[iri]:
            if triple.predicate == term("ceb:text"):  # it stands above
                continue
            by_property[triple.predicate.value].append(self._value(triple.object, here))
        rows = [
            tag("dt", self.link(here, name) if name.startswith(CEB) else tag("span", short(name)))
            + joined([tag("dd", value) for value in values])
            for name, values in by_property.items()
        ]
        return tag("dl", joined([Markup(row) for row in rows]))

    def _value(self, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, here: str) -> Markup:
        if isinstance(value, ox.NamedNode):
            return self.link(here, value.value)
        if isinstance(value, ox.Literal) and value.language:
            return tag("span", value.value, lang=value.language)
        return tag("span", value.value if isinstance(value, ox.Literal) else str(value))

    def _statements(self, iri: str, here: str) -> Markup | None:
        """What the report says of it, each with its sentence."""
        found = sorted({self.addresses.owner(s) for s in self.into[iri]} - {"", iri})
        told = [node for node in found if ASSERTION in self._objects(node, "rdf:type")]
        rows = [tag("li", self.link(here, node), " ", self._quote(node)) for node in told[:STATEMENTS]]
        return _listed("报告所述 What the report says", rows, len(told) - len(rows)) if rows else None

    def _others(self, iri: str, here: str) -> Markup | None:
        """What else points to it."""
        found = sorted({self.addresses.owner(s) for s in self.into[iri]} - {"", iri})
        others = [node for node in found if ASSERTION not in self._objects(node, "rdf:type")]
        rows = [tag("li", self.link(here, node)) for node in others[:OTHERS]]
        return _listed("指向它的 What points to it", rows, len(others) - len(rows)) if rows else None

    def _quote(self, iri: str) -> Markup | None:
        evidence = next(iter(self._objects(iri, "ceb:evidence")), None)
        words = self._first(evidence.value, "oa:exact") if isinstance(evidence, ox.NamedNode) else ""
        return tag("q", words, lang="zh") if words else None

    def _objects(self, iri: str, curie: str) -> list[object]:
        wanted = term(curie)
        return [triple.object for triple in self.own.get(iri, ()) if triple.predicate == wanted]

    def _first(self, iri: str, curie: str) -> str:
        return next((o.value for o in self._objects(iri, curie) if isinstance(o, ox.Literal)), "")

    def _label(self, iri: str, language: str) -> str:
        labels = (o for name in ("skos:prefLabel", "dcterms:title") for o in self._objects(iri, name))
        return next((o.value for o in labels if isinstance(o, ox.Literal) and o.language == language), "")


def _owner(rough: Addresses, iri: str) -> str:
    """The owner of a part when everything still has an address."""
    found = OWNED.fullmatch(iri)
    parent = next(filter(None, found.groups()), "") if found else ""
    return parent if parent in rough else ""


def _listed(title: str, rows: Iterable[Markup], rest: int) -> Markup:
    more = tag("li", f"还有 {rest} 项 · {rest} more") if rest > 0 else None
    return tag("section", tag("h2", title), tag("ul", *rows, more))
