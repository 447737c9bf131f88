"""A sentence in Chinese or English finds its named question, fills its parameters and is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, product

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
_SURE, _AHEAD = 0.38, 0.02
#: Readings no more than this less like are tried when the likeliest has no rows.
_CLOSE = 0.12
#: Below this a question is not meant; its parameters are not read.
_HARDLY = 0.2
#: Characters of a sentence that are read; no question needs as many.
_LONGEST = 300
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
    names = names_of(graph)
    spotted = spot(sentence[:_LONGEST], names)
    likes = likeness().scores(slotted(spotted))
    readings = sorted(_readings(graph, spotted, likes), key=lambda r: (-r.score, r.question.name))
    if asks(spotted) and not unknown_names(sentence, spotted, names):
        found = _found(graph, sentence, spotted, _meant(readings, likes.get("", 0.0)))
        if found:
            return found
    nearest = tuple((r.question, r.fillings[0]) for r in readings[:3])
    return Answer(sentence, None, (), Table(), (), nearest, ())


def _meant(readings: list[Reading], none: float) -> list[Reading]:
    """The readings that may be meant, the likeliest first: like enough, and not much less like than that."""
    least = max(_SURE, none, readings[0].score - _CLOSE)
    return [r for r in readings if r.score >= least] if not readings[0].lost else []


def _found(graph: Graph, sentence: str, spotted: Spotted, meant: list[Reading]) -> Answer | None:
    """The answer of the likeliest reading that has rows, unless another with rows is as likely.

    Without rows of any, a thing that the graph does not have is asked for and not found.
    """
    answers: list[tuple[float, Answer]] = []
    for reading in meant:
        if answers and reading.score < answers[0][0] - _AHEAD:
            break
        ways = chain([reading], _other_ways(graph, spotted, reading)) if not reading.lost else ()
        found = (_answer(graph, sentence, way) for way in ways)
        answers += [(reading.score, one) for one in (next((f for f in found if f.table.terms), None),) if one]
    asked = {one.question.name for _, one in answers if one.question}
    for _, one in answers:
        if one.question and asked <= one.question.covers | {one.question.name}:
            return one
    missing = any(s.thing and not s.thing.iri for s in spotted.spots)
    return _answer(graph, sentence, meant[0]) if missing and meant and not answers else None


def _other_ways(graph: Graph, spotted: Spotted, best: Reading) -> Iterator[Reading]:
    """The reading with who acts and who is acted upon turned round, and with things as words of objects."""
    words = dict(_words(graph, best.question, spotted))
    fillings, _ = read(best.question, spotted, words, turned=True)
    yield replace(best, fillings=fillings)
    names = {s.value: [squeeze(n) for n in s.thing.names] for s in spotted.of("thing") if s.thing}
    wider = [way for filling in best.fillings for way in _as_words(graph, best.question, filling, names)]
    if wider:
        yield replace(best, fillings=tuple(wider))


def _as_words(
    graph: Graph, one: Question, filling: Filling, names: dict[str, list[str]]
) -> Iterator[Filling]:
    """A filling with the words of a column that name a thing in its place: 高管会的工作 for 高管会."""
    choices = []
    for name, value in filling:
        held = _column(graph, one, name) if one.parameter(name).kind == "thing" and value in names else []
        cells = dict.fromkeys(cell for cell in held if not names_of(graph).by_key(cell))
        within = [cell for cell in cells if any(n in squeeze(cell) for n in names[value])]
        choices.append([(name, cell) for cell in within] or [(name, value)])
    ways = tuple(product(*choices))
    yield from ways if ways != (filling,) else ()


def _readings(graph: Graph, spotted: Spotted, likes: dict[str, float]) -> Iterator[Reading]:
    """Every question with its score; parameters are read only where the question may be meant."""
    for one in questions():
        like = likes.get(one.name, 0.0)
        fillings, lost = (
            read(one, spotted, dict(_words(graph, one, spotted))) if like > _HARDLY else (((),), 0)
        )
        yield Reading(one, like - _LOST * lost, fillings, lost)


def _words(graph: Graph, one: Question, spotted: Spotted) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Values of columns of words, dates or paragraphs that the words, dates or things of a sentence give."""
    text = squeeze(spotted.text)
    named = [squeeze(n) for s in spotted.of("thing") if s.thing for n in s.thing.names]
    dates = [s.value for s in (*spotted.of("date"), *spotted.of("year"))]
    for parameter in one.parameters:
        fitting: list[str] = []
        if parameter.kind == "words":
            found = [word for word in _column(graph, one, parameter.name) if len(word) > 1]
            fitting = [word for word in found if _named(squeeze(word), text, named)]
        elif parameter.kind == "date" and dates:
            fitting = [day for day in _column(graph, one, parameter.name) if day.startswith(tuple(dates))]
            fitting = fitting or dates
        elif parameter.name == one.near and not spotted.of("unit"):
            fitting = _near(graph, one, spotted)
        if fitting:
            yield parameter.name, tuple(dict.fromkeys(fitting))


def _near(graph: Graph, one: Question, spotted: Spotted) -> list[str]:
    """The paragraphs of a question in which all things are named that the sentence names."""
    keys = {s.value for s in spotted.of("thing")}
    units = [
        row["units"].split(",")
        for key in sorted(keys)
        for row in run(graph, "entities", {"key": key}).dicts()
    ]
    return [unit for unit in _column(graph, one, one.near) if units and all(unit in where for where in units)]


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
