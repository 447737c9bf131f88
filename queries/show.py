"""Everything the graph says about one thing, each statement with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from extract.errors import CebkgError, UsageError
from queries.catalogue import Question, contract
from queries.names import Names, Thing
from queries.paths import Path, connections, deed
from queries.run import run
from queries.sentences import Unit, around, units_of
from queries.stores import Graph, names_of

#: Kinds of parameter whose values are things.
_THINGS = frozenset(
    {"agent", "body", "cited", "instrument", "place", "session", "statement", "thing", "topic"}
)
#: Questions that say nothing more of a thing than the others do.
_SUMMARIES = frozenset({"entities", "strategies", "structure"})


class NotFound(CebkgError):
    """The graph has no such thing: a negative answer, not a fault of the call."""

    exit_code: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a thing: the question whose row it is, the row in words, unit and sentence."""

    question: str
    text: str
    unit: str
    quote: str


@dataclass(frozen=True, slots=True)
class Card:
    """A thing (or a unit of a report) with its names and everything said of it."""

    title: str
    iri: str
    cls: str
    names: tuple[str, ...]
    units: tuple[str, ...]
    text: str  # of a unit
    facts: tuple[Fact, ...]


def show(graph: Graph, name: str) -> Card:
    """Return the card of a thing named by any label, notation or IRI, or of a unit (p11, fn14).

    Raises NotFound with the nearest names, UsageError when several things bear the name.
    """
    unit = _unit(graph, name)
    if unit:
        facts = _facts(graph, "unit", unit.key, unit.document)
        return Card(unit.key, unit.iri, "Unit", (), (unit.key,), unit.text, facts)
    thing = find(names_of(graph), name)
    seen = [row for row in run(graph, "entities", {"key": thing.key}).dicts() if row["class"] == thing.cls]
    units = tuple(unit for row in seen for unit in row["units"].split(",") if unit)
    names = tuple(n for n in (*thing.names, *thing.hidden) if n != thing.key)
    return Card(thing.key, thing.iri, thing.cls, names, units, "", _facts(graph, "", thing.key))


def _unit(graph: Graph, name: str) -> Unit | None:
    """Return the unit named p11, E/2020/10 p11 or by IRI; raises UsageError if several reports have one."""
    found = [u for u in units_of(graph) if name in (u.key, u.iri, f"{u.document} {u.key}")]
    if len(found) > 1:
        choices = ", ".join(f"{u.document} {u.key}" for u in found)
        raise UsageError(f"{name}: several reports have it; name one of {choices}")
    return found[0] if found else None


def path(graph: Graph, start: str, end: str, most: int = 3) -> tuple[Path, ...]:
    """Return up to ``most`` connections between two things, the most telling first; raises like ``show``."""
    names = names_of(graph)
    one, other = find(names, start), find(names, end)
    if one == other:
        raise UsageError(f"{start} and {end} are the same thing, {one.key}; name two")
    found = connections(graph, one.key, other.key, most)
    if not found:
        raise NotFound(f"{one.key} and {other.key}: not connected by any statement; see cebkg show for each")
    return found


def find(names: Names, name: str) -> Thing:
    """Return the one thing of a name; raises NotFound with the nearest names, UsageError for several."""
    found = names.find(name)
    exact = [thing for thing in found if name in (thing.key, thing.iri)]
    if len(found) == 1 or len(exact) == 1:
        return (exact or list(found))[0]
    if found:
        choices = ", ".join(f"{thing.key} ({thing.cls}, {thing.iri})" for thing in found)
        raise UsageError(f"{name}: several things bear this name: {choices}; give one of the IRIs")
    near = ", ".join(names.near(name))
    raise NotFound(
        f"{name}: not in the graph" + (f"; nearest: {near}" if near else "; see cebkg query GRAPH entities")
    )


def _facts(graph: Graph, kind: str, value: str, document: str = "") -> tuple[Fact, ...]:
    """Facts in which a column of this kind (any thing, if "") holds the value."""
    found: dict[Fact, None] = {}
    for question in contract():
        if question.name in _SUMMARIES or "quote" not in question.columns:
            continue
        for parameter in question.parameters:
            if parameter.kind == kind or (not kind and parameter.kind in _THINGS):
                given = {parameter.name: value} | ({"document": document} if document else {})
                for row in run(graph, question.name, given).dicts():
                    found[_fact(question, row, around(graph, row))] = None
    return tuple(found)


def _fact(question: Question, row: dict[str, str], quote: str) -> Fact:
    unit = row.get("unit") or row.get("from_unit", "")
    return Fact(question.name, describe(question.name, row), unit, quote)


def describe(question: str, row: dict[str, str]) -> str:
    """Return a row in words.

    >>> describe("signatories", {"signatory": "FAO", "statement": "相互承认声明"})
    'FAO signed 相互承认声明'
    """
    match question:
        case "acts":
            tail = [f" · {word} {row[c]}" for c, word in _SLOTS if row[c]]
            return f"{row['agent'] or '?'} {deed(row['type'])} {row['object']}".rstrip() + "".join(tail)
        case "relations":
            return f"{row['subject']} {row['predicate']} {row['object']}"
        case "citations":
            place = f", {row['pinpoint']}" if row["pinpoint"] else ""
            return f"{row['unit']} cites {row['symbol']}{place} ({row['function']})"
        case "signatories":
            return f"{row['signatory']} signed {row['statement']}"
        case "mandates":
            return f"{row['mandate']} mandates {row['mandated']}"
        case "sessions":
            return " ".join(
                filter(None, (row["session"], "-".join(filter(None, (row["year"], row["month"])))))
            )
        case "quantities":
            return " ".join(filter(None, (row["value"], row["measure"], row["what"])))
        case "crossrefs":
            return f"{row['from_unit']} points at {row['to_unit']}"
        case _:
            return " · ".join(
                value for name, value in row.items() if value and name not in ("document", "quote")
            )


_SLOTS = (("session", "at"), ("date", "in"), ("under", "under"))
