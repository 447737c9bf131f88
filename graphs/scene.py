"""What the explorer shows, as plain data: things, statements, edges between things, the report's text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

import pyoxigraph as ox

import ontology
from graphs.edges import facts, network_of
from graphs.model import KnowledgeGraph
from graphs.terms import term

Row = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]
Facts = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]
Json = dict[str, Any]

_GROUPS = {"body": "body", "post": "post", "person": "post", "event": "meeting", "session": "meeting"}
_GROUPS |= {"initiative": "initiative", "tool": "initiative", "platform": "initiative"}
_GROUPS |= {"topic": "topic", "goal": "topic", "theme": "topic"}
#: Slots of a statement that name a thing: property to role.
_SLOTS = (
    ("agent", "agent"),
    ("object", "object"),
    ("session", "session"),
    ("under", "under"),
    ("subject", "agent"),
    ("signatory", "agent"),
    ("signedStatement", "object"),
    ("mandateSource", "under"),
    ("mandated", "object"),
    ("hasCitedEntity", "object"),
)
_KINDS = ("Act", "Citation", "Relation", "Signature", "Mandate", "CrossReference", "Quantity")
#: A source that is only a place in a report, which is in Chinese: an English name is our translation.
OURS = re.compile(r"(?:[A-Z]+/[^ ,;]+, (?:paras?|notes?|header|summary)[^;]*(?:; |$))*")
_TEXTS = ("objectText", "mandatedText", "quantityOf")


def scene(graph: KnowledgeGraph) -> Json:
    """Return things, statements, edges, units, sections and words of a graph, all in one order.

    Things, statements, units and sections are named by their number in their list; offsets are code points.
    """
    told = _told(graph)
    things, units, sections = _things(told, graph.base), told.of("ceb:Unit"), told.of("doco:Section")
    number = {thing["i"]: n for n, thing in enumerate(things)}
    place = {iri: n for n, iri in enumerate(sorted(units, key=lambda iri: _order(units[iri])))}
    section = {iri: n for n, iri in enumerate(sections)}
    statements = _statements(told, number, place)
    for thing in things:
        thing["i"] = thing["i"].removeprefix(graph.base)
    return {
        "things": things,
        "statements": [{**s, "i": s["i"].removeprefix(graph.base)} for s in statements],
        "edges": _edges(told, statements, number),
        "units": _units(told, units, place, section, number),
        "sections": [_section(iri, sections[iri], section) for iri in sections],
        "words": _words(),
        "total": len(graph.triples),
        "source": [_text(row, "identifier") for row in _documents(told).values()],
    }


class Told(NamedTuple):
    """Subjects with the local names and values of their properties, and the subjects of each class."""

    facts: Facts
    classes: Mapping[str, Sequence[str]]

    def of(self, curie: str) -> Facts:
        """The facts of the subjects of a class, in order."""
        return {iri: self.facts[iri] for iri in self.classes.get(term(curie).value, ())}


def _told(graph: KnowledgeGraph) -> Told:
    found = facts(graph.triples)
    classes: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(found):
        for name, values in found[iri].items():
            if len(values) > 1:
                found[iri][name] = sorted(values, key=str)
        for value in found[iri].get("type", ()):
            classes[value.value].append(iri)
    return Told(found, classes)


def _documents(told: Told) -> Facts:
    """The reports themselves: what has parts and a symbol."""
    return {iri: row for iri, row in told.facts.items() if "hasPart" in row and "identifier" in row}


def _first(row: Row, name: str) -> str:
    return row[name][0].value if row.get(name) else ""


def _text(row: Row, name: str, language: str = "") -> str:
    """The first value in a language; without one, the first value."""
    literals = [v for v in row.get(name, ()) if isinstance(v, ox.Literal)]
    return next((v.value for v in literals if not language or v.language == language), "")


def _things(told: Told, base: str) -> list[Json]:
    found = {iri: row for iri, row in told.facts.items() if "className" in row}
    group = {row["notation"]: _group(row) for row in ontology.table("classes")}
    return [_thing(iri, found[iri], group, base) for iri in sorted(found)]


def _group(row: Mapping[str, str]) -> str:
    if row["notation"] == "Resolution":
        return "resolution"
    works = row["parent"] == "ceb:Work"
    return "work" if works else _GROUPS.get(row["segment"], "other")


def _thing(iri: str, row: Row, group: Mapping[str, str], base: str) -> Json:
    names = {v.value for p in ("altLabel", "hiddenLabel", "notation", "identifier") for v in row.get(p, ())}
    thing: Json = {
        "i": iri,
        "k": _first(row, "notation"),
        "c": _first(row, "className"),
        "g": group.get(_first(row, "className"), "other"),
        "zh": _text(row, "prefLabel", "zh") or _first(row, "prefLabel"),
        "en": _text(row, "prefLabel", "en"),
        "alt": sorted(names - {_first(row, "notation")}),
        "d": _first(row, "date"),
        "page": [v.value for v in row.get("page", ())],
        "src": _first(row, "source"),
        "of": _first(row, "sessionOf").removeprefix(base),
    }
    if thing["en"] and OURS.fullmatch(thing["src"]):
        thing["tr"] = 1
    return {name: value for name, value in thing.items() if value or name in ("i", "k", "c", "g", "zh")}


def _statements(told: Told, number: Mapping[str, int], place: Mapping[str, int]) -> list[Json]:
    evidence, parts = told.of("ceb:Evidence"), told.of("prov:Association")
    found = []
    for kind in _KINDS:
        for iri, row in told.of(f"ceb:{kind}").items():
            quote = evidence.get(_first(row, "evidence"), {})
            if _first(row, "statedIn") in place and quote:
                found.append(_statement(iri, kind, row, quote, number, place, parts))
    return sorted(found, key=lambda s: (s["u"], s["s"], s["e"], s["i"]))


def _statement(
    iri: str,
    kind: str,
    row: Row,
    quote: Row,
    number: Mapping[str, int],
    place: Mapping[str, int],
    parts: Facts,
) -> Json:
    ends = [[role, number[v.value]] for name, role in _SLOTS for v in row.get(name, ()) if v.value in number]
    for value in row.get("qualifiedAssociation", ()):
        part = parts.get(value.value, {})
        if _first(part, "agent") in number:
            ends.append([_first(part, "hadRole").rsplit("/", 1)[-1], number[_first(part, "agent")]])
    units = [place[v.value] for v in row.get("toUnit", ()) if v.value in place]
    statement = {
        "i": iri,
        "k": kind,
        "t": _kind_type(kind, row),
        "v": _first(row, "verb"),
        "x": ends,
        "o": next((_first(row, name) for name in _TEXTS if name in row), "") or _literal(kind, row, number),
        "n": " ".join(filter(None, (_first(row, "value"), _first(row, "measure"), _first(row, "pinpoint")))),
        "d": _first(row, "date"),
        "to": units,
        "m": _first(row, "modality"),
        "r": _first(row, "rule").rsplit("/", 1)[-1],
        "p": _first(row, "confidence"),
        "u": place[_first(row, "statedIn")],
        "s": int(_first(quote, "start")),
        "e": int(_first(quote, "end")),
    }
    return {
        name: value for name, value in statement.items() if value or name in ("i", "k", "x", "u", "s", "e")
    }


def _literal(kind: str, row: Row, number: Mapping[str, int]) -> str:
    """The object of a relation that is no thing: a symbol, a web address."""
    return _first(row, "object") if kind == "Relation" and _first(row, "object") not in number else ""


def _kind_type(kind: str, row: Row) -> str:
    name = {"Act": "actType", "Citation": "citationFunction", "Relation": "predicateName"}.get(kind, "")
    value = _first(row, name)
    # "welcome/note" stands percent-encoded in its IRI.
    return value if kind == "Relation" else unquote(value.rsplit("/", 1)[-1])


def _edges(told: Told, statements: Sequence[Json], number: Mapping[str, int]) -> list[list[Any]]:
    """``[source, target, kind, label_zh, label_en, statement or -1]``."""
    known = {s["i"]: n for n, s in enumerate(statements)}
    found = [
        (number[a], number[b], e["kind"], e["label_zh"], e["label_en"], known.get(e["statement"], -1))
        for a, b, e in network_of(told.facts).edges(data=True)
        if a in number and b in number
    ]
    found += [edge for n, s in enumerate(statements) for edge in _at_session(n, s)]
    return [list(edge) for edge in sorted(set(found))]


def _at_session(n: int, statement: Json) -> list[tuple[int, int, str, str, str, int]]:
    """What a body did, and to what, at a session: the network has no such edges."""
    sessions = [thing for role, thing in statement["x"] if role == "session"]
    others = [thing for role, thing in statement["x"] if role in ("agent", "object")]
    return [(a, b, "session", "在…届会", "at session", n) for a in others for b in sessions if a != b]


def _order(row: Row) -> tuple[str, int, str]:
    return (_first(row, "inDocument"), int(_first(row, "order") or 0), _first(row, "notation"))


def _units(
    told: Told,
    units: Facts,
    place: Mapping[str, int],
    section: Mapping[str, int],
    number: Mapping[str, int],
) -> list[Json]:
    mentions: dict[str, list[list[int]]] = defaultdict(list)
    for row in told.of("ceb:Mention").values():
        targets = [number[v.value] for v in row.get("refersTo", ()) if v.value in number]
        if targets:
            mentions[_first(row, "inUnit")].append(
                [int(_first(row, "start")), int(_first(row, "end")), targets[0]]
            )
    return [_unit(units[iri], iri, mentions, place, section) for iri in place]


def _unit(
    row: Row,
    iri: str,
    mentions: Mapping[str, list[list[int]]],
    place: Mapping[str, int],
    section: Mapping[str, int],
) -> Json:
    unit: Json = {"k": _first(row, "notation"), "t": _first(row, "text"), "m": sorted(mentions.get(iri, []))}
    unit["doc"] = _first(row, "inDocument").split("/id/doc/")[-1]
    parents = [section[v.value] for v in row.get("isPartOf", ()) if v.value in section]
    if parents:
        unit["sec"] = parents[-1]
    if _first(row, "markedIn") in place:
        unit["in"] = [place[_first(row, "markedIn")], int(_first(row, "markOffset") or 0)]
    return unit


def _section(iri: str, row: Row, section: Mapping[str, int]) -> Json:
    parents = [section[v.value] for v in row.get("isPartOf", ()) if v.value in section]
    document = iri.split("/id/doc/")[-1].split("/section/")[0]
    up = parents[0] if parents else -1
    return {"k": _first(row, "notation"), "t": _first(row, "title"), "up": up, "doc": document}


def _words() -> Json:
    """Labels of classes, act types and predicates in both languages."""
    tables = ("classes", "act_types", "predicates", "roles", "citation_functions")
    return {
        name: {row["notation"]: [row["label_zh"], row["label_en"]] for row in ontology.table(name)}
        for name in tables
    }
