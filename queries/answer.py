"""A sentence in Chinese or English finds its named question, fills its parameters and is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from queries.catalogue import Parameter, Question, question, questions
from queries.run import Table, bind, run
from queries.spotting import Spot, Spotted, spot
from queries.stores import Graph, names_of

_BODIES = frozenset(
    [
        "PrincipalOrgan",
        "CoordinationBody",
        "Committee",
        "Network",
        "TaskForce",
        "WorkingGroup",
        "UNEntity",
        "SecretariatDepartment",
        "JointlyFinancedBody",
        "ExternalOrganization",
    ]
)
_WORKS = frozenset({"Resolution", "Document", "Strategy", "Framework", "Statement", "Standard", "Instrument"})
#: Classes of the things that a kind of parameter can hold; "thing" holds any.
_FITS = {
    "agent": _BODIES | {"Post", "Person", "Other"},
    "body": _BODIES,
    "cited": _WORKS,
    "instrument": frozenset({"Resolution", "Instrument"}),
    "session": frozenset({"Session", "Conference"}),
    "statement": frozenset({"Statement"}),
    "title": frozenset({"Strategy", "Framework"}),
}
_TRIGGER, _HINT, _FILLED, _VERB, _LOST = 4.0, 1.0, 1.5, 3.0, 4.0
#: A reading is sure when it scores this much and this much more than any other.
_SURE, _AHEAD = 4.0, 1.0

Filling = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was understood and the rows; ``question`` is None when unsure, then ``nearest`` has three."""

    sentence: str
    question: Question | None
    fillings: tuple[Filling, ...]  # parameters given; several if a name may stand in several columns
    table: Table
    sentences: tuple[tuple[str, str], ...]  # unit and quote
    nearest: tuple[tuple[Question, Filling], ...]
    sparql: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question that the sentence may ask, with the parameters it would give."""

    question: Question
    score: float
    fillings: tuple[Filling, ...]


def ask(graph: Graph, sentence: str) -> Answer:
    """Return the answer to a sentence; without exactly one good reading, the nearest three questions."""
    names = names_of(graph)
    spotted = spot(sentence, names)
    readings = sorted((read(one, spotted) for one in questions()), key=lambda r: -r.score)
    best, second = readings[0], readings[1]
    if best.score < _SURE or best.score - second.score < _AHEAD:
        nearest = tuple((r.question, r.fillings[0]) for r in readings[:3])
        return Answer(sentence, None, (), Table(), (), nearest, ())
    tables = [run(graph, best.question.name, dict(filling)) for filling in best.fillings]
    terms = tuple(dict.fromkeys(row for table in tables for row in table.terms))
    table = Table(tables[0].columns, terms)
    sparql = tuple(bind(graph, best.question, dict(filling)) for filling in best.fillings)
    sentences = tuple(dict.fromkeys(_sentences(graph, best.question, table)))
    return Answer(sentence, best.question, best.fillings, table, sentences, (), sparql)


def read(one: Question, spotted: Spotted) -> Reading:
    """Return how well a question fits what a sentence says, and the parameters it takes from it."""
    score = _TRIGGER * min(1, _count(one.triggers, spotted.rest)) + _HINT * min(
        2, _count(one.hints, spotted.rest)
    )
    slots: list[tuple[tuple[str, str], ...]] = []
    taken: set[str] = set()
    verbs = {s.value for s in spotted.of("act-type")}
    spots = (*spotted.spots, *_words_of(one, spotted))
    for found in spots:
        choices = [p for p in _columns(one, found, spotted, verbs) if p.name not in taken]
        if choices:
            taken.update(p.name for p in choices)
            slots.append(tuple((p.name, _value(p, found)) for p in choices))
            score += _VERB if found.kind in ("act-type", "predicate") else _FILLED
        elif found.kind == "act-type":
            score -= 0 if _meant(one, found.value) else _HINT
        elif found.kind not in ("year", "predicate"):
            score -= _LOST
    return Reading(one, score, tuple(product(*slots)))


def _words_of(one: Question, spotted: Spotted) -> Iterator[Spot]:
    """Words by which a question's header says that a parameter has a value: 网站 is predicate=hasWebsite."""
    for word, name, value in one.values:
        if _occurs(word, spotted.rest):
            at = spotted.rest.index(word)
            yield Spot(one.parameter(name).kind, at, at + len(word), value)
            return


def _count(words: tuple[str, ...], text: str) -> int:
    return sum(bool(_occurs(word, text)) for word in words)


def _occurs(word: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)}\b", text)) if word.isascii() else word in text


def _meant(one: Question, act: str) -> bool:
    """Whether a verb is what the question asks anyway, or picks one of its parameters."""
    about = {"signatories": {"sign"}, "mandates": {"request"}, "sessions": {"convene"}}
    return act in about.get(one.name, set()) or any(act in p.acts for p in one.parameters)


def _columns(one: Question, found: Spot, spotted: Spotted, verbs: set[str]) -> list[Parameter]:
    """Return the parameters that a spot may fill; several if the sentence does not tell them apart."""
    fitting = [p for p in one.parameters if _fits(p, found) and (not p.acts or verbs & set(p.acts))]
    exact = [p for p in fitting if p.kind != "thing"]
    if one.name == "acts" and {p.kind for p in fitting} == {"instrument", "thing"}:
        return fitting
    if {p.kind for p in fitting} == {"agent", "thing"}:
        return exact if _acts_there(found, spotted) else [p for p in fitting if p.kind == "thing"]
    return exact or fitting


def _acts_there(found: Spot, spotted: Spotted) -> bool:
    """Whether a body acts rather than is acted upon: it stands before the verb, or after 由 or by."""
    verbs = [s for s in spotted.of("act-type") if s.end > found.start]
    return found.agent or bool(verbs) or not spotted.of("act-type")


def _fits(parameter: Parameter, found: Spot) -> bool:
    if found.kind != "thing":
        return found.kind == parameter.kind or (found.kind == "year" and parameter.name == "year")
    classes = _FITS.get(parameter.kind)
    return parameter.kind == "thing" or bool(classes and found.thing and found.thing.cls in classes)


def _value(parameter: Parameter, found: Spot) -> str:
    return found.thing.label_zh if parameter.kind == "title" and found.thing else found.value


def _sentences(graph: Graph, one: Question, table: Table) -> Iterator[tuple[str, str]]:
    """The sentences of the rows; for a table without, those of the questions its header names."""
    for row in table.dicts():
        if "quote" in row:
            yield row.get("unit") or row.get("from_unit", ""), row["quote"]
            continue
        for line in one.evidence:
            name, *pairs = line.split()
            given = _given(pairs, row)
            if given is not None:
                yield from _sentences(graph, question(name), run(graph, name, given))


def _given(pairs: list[str], row: dict[str, str]) -> dict[str, str] | None:
    """Parameters written as column=column|column, from a row; None if one of them is empty."""
    given = {}
    for pair in pairs:
        name, _, columns = pair.partition("=")
        given[name] = next((row[c] for c in columns.split("|") if row[c]), "")
    return given if all(given.values()) else None
