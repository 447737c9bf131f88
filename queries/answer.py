"""A sentence in Chinese or English finds its named question, fills its parameters and is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from queries.catalogue import Question, question, questions
from queries.likeness import likeness
from queries.marks import asks, slotted, unknown_names
from queries.names import squeeze
from queries.run import Table, bind, run
from queries.sentences import around
from queries.spots import Spotted
from queries.spotting import spot
from queries.stores import Graph, names_of
from queries.understanding import Filling, Reading, read

#: A reading is sure when its question is asked as much like this, and so much more than any other.
_SURE, _AHEAD = 0.45, 0.05
#: Characters of a sentence that are read; no question needs as many.
_LONGEST = 300
#: A sentence that is an example, but for what it names.
_EXACT = 0.99
#: What each thing costs that has no place in a question.
_LOST = 0.3


@dataclass(frozen=True, slots=True)
class Answer:
    """What was understood and the rows; ``question`` is None when unsure, then ``nearest`` has three."""

    sentence: str
    question: Question | None
    fillings: tuple[Filling, ...]  # parameters given; several if a name may stand in several columns
    table: Table
    sentences: tuple[tuple[str, str], ...]  # unit and sentence
    nearest: tuple[tuple[Question, Filling], ...]
    sparql: tuple[str, ...]


def ask(graph: Graph, sentence: str) -> Answer:
    """Return the answer to a sentence; without exactly one good reading, the nearest three questions."""
    spotted = spot(sentence[:_LONGEST], names_of(graph))
    likes = likeness().scores(slotted(spotted))
    readings = sorted(_readings(graph, spotted, likes), key=lambda r: (-r.score, r.question.name))
    best, second = readings[0], readings[1]
    if _sure(best, second) and asks(spotted) and not unknown_names(sentence, spotted):
        found = _answer(graph, sentence, best)
        if not found.table.terms:
            found = _turned(graph, spotted, best) or found
        # No rows say something of a thing that the graph does not have; else another question may be meant.
        if found.table.terms or any(s.thing and not s.thing.iri for s in spotted.spots):
            return found
    nearest = tuple((r.question, r.fillings[0]) for r in readings[:3])
    return Answer(sentence, None, (), Table(), (), nearest, ())


def _turned(graph: Graph, spotted: Spotted, best: Reading) -> Answer | None:
    """The answer when who acts and who is acted upon are taken the other way round, None without rows."""
    words = dict(_words(graph, best.question, spotted))
    fillings, _ = read(best.question, spotted, words, turned=True)
    found = _answer(graph, spotted.text, replace(best, fillings=fillings))
    return found if found.table.terms else None


def _sure(best: Reading, second: Reading) -> bool:
    ahead = best.score - second.score
    return best.score >= _SURE and not best.lost and (ahead >= _AHEAD or best.score >= _EXACT > second.score)


def _readings(graph: Graph, spotted: Spotted, likes: dict[str, float]) -> Iterator[Reading]:
    """Every question with its score; parameters are read only where the question may be meant."""
    for one in questions():
        like = likes.get(one.name, 0.0)
        fillings, lost = (
            read(one, spotted, dict(_words(graph, one, spotted))) if like > _SURE / 2 else (((),), 0)
        )
        yield Reading(one, like - _LOST * lost, fillings, lost)


def _words(graph: Graph, one: Question, spotted: Spotted) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Values of columns that hold words of the report or dates, where the sentence has such a word or date."""
    text = squeeze(spotted.text)
    named = [squeeze(n) for s in spotted.of("thing") if s.thing for n in s.thing.names]
    dates = [s.value for s in (*spotted.of("date"), *spotted.of("year"))]
    for parameter in one.parameters:
        if parameter.kind == "words":
            found = [word for word in _column(graph, one, parameter.name) if len(word) > 1]
            fitting = [word for word in found if _named(squeeze(word), text, named)]
        elif parameter.kind == "date" and dates:
            fitting = [day for day in _column(graph, one, parameter.name) if day.startswith(tuple(dates))]
            fitting = fitting or dates
        else:
            continue
        if fitting:
            yield parameter.name, tuple(dict.fromkeys(fitting))


def _column(graph: Graph, one: Question, name: str) -> list[str]:
    return [row[name] for row in run(graph, one.name).dicts()]


def _named(word: str, text: str, named: list[str]) -> bool:
    return word in text or any(name in word for name in named)


def _answer(graph: Graph, sentence: str, reading: Reading) -> Answer:
    one = reading.question
    tables = [run(graph, one.name, dict(filling)) for filling in reading.fillings]
    table = Table(tables[0].columns, tuple(dict.fromkeys(row for t in tables for row in t.terms)))
    sparql = tuple(bind(graph, one, dict(filling)) for filling in reading.fillings)
    sentences = tuple(dict.fromkeys(_sentences(graph, one, table)))
    return Answer(sentence, one, reading.fillings, table, sentences, (), sparql)


def _sentences(graph: Graph, one: Question, table: Table) -> Iterator[tuple[str, str]]:
    """The sentences of the rows; for a table without, those of the questions its header names."""
    for row in table.dicts():
        if "quote" in row:
            yield row.get("unit") or row.get("from_unit", ""), around(graph, row)
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
