"""Answers, cards, paths, scores and the list of questions as text for the eye."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from queries.answer import Answer
from queries.catalogue import Question, questions
from queries.evaluate import Score, Scores
from queries.paths import Path
from queries.render import render
from queries.run import Table
from queries.show import Card, Fact
from queries.understanding import Filling

#: Longest quote shown; the whole one is in the tables.
_QUOTE = 160


def asked(question: Question, filling: Filling, lang: str) -> str:
    """Return a question as it was understood: its words, its name and the values of its parameters."""
    words = question.en if lang == "en" else question.zh
    values = "".join(f" -p {name}={value}" for name, value in filling)
    return f"{words}  [{question.name}{values}]"


def language(sentence: str) -> str:
    """Return zh for a sentence with a Chinese character, else en."""
    return "zh" if any("\u4e00" <= c <= "\u9fff" for c in sentence) else "en"


def answer(found: Answer, lang: str, *, explain: bool = False) -> str:
    """Return an answer: the question understood, its rows, its sentences, the SPARQL if asked for."""
    if found.question is None:
        offers = [f"  {asked(q, filling, lang)}" for q, filling in found.nearest]
        return "\n".join(["Not sure what is asked. The nearest questions:", *offers]) + "\n"
    lines = [asked(found.question, filling, lang) for filling in found.fillings]
    lines += ["", render(_without_quote(found), "table").rstrip("\n")]
    if found.sentences:
        shown = dict.fromkeys(f"{unit:<8}{shorten(quote)}" for unit, quote in found.sentences)
        lines += ["", *shown]
    if explain:
        lines += ["", *found.sparql]
    return "\n".join(lines) + "\n"


def _without_quote(found: Answer) -> Table:
    """The rows without their sentences, which follow below, and without columns that hold nothing."""
    columns, rows = found.table.columns, found.table.rows
    filled = [i for i in range(len(columns)) if not rows or any(row[i] for row in rows)]
    shown = [i for i in filled if columns[i] not in ("quote", "document")]
    terms = dict.fromkeys(tuple(row[i] for i in shown) for row in found.table.terms)
    return Table(tuple(found.table.columns[i] for i in shown), tuple(terms))


def shorten(quote: str) -> str:
    """Return a quote on one line, cut if it is long."""
    line = " ".join(quote.split())
    return f"“{line}”" if len(line) <= _QUOTE else f"“{line[:_QUOTE]}…”"


def card(found: Card) -> str:
    """Return the card of a thing."""
    lines = [f"{found.title}  ({found.cls})", f"  {found.iri}"]
    if found.names:
        lines += [f"  {' · '.join(found.names)}"]
    if found.text:
        lines += ["", found.text]
    elif found.units:
        lines += [f"  named in {', '.join(found.units)}"]
    for kind in dict.fromkeys(fact.question for fact in found.facts):
        facts = [fact for fact in found.facts if fact.question == kind]
        lines += ["", f"{kind} ({len(facts)})", *_facts(facts)]
    return "\n".join(lines) + "\n"


def _facts(facts: Iterable[Fact]) -> Iterator[str]:
    """Facts with their sentence; what several say in one sentence stands above it once."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for fact in facts:
        grouped.setdefault((fact.unit, fact.quote), []).append(fact.text)
    for (unit, quote), texts in grouped.items():
        yield from (f"  {text}" for text in texts)
        yield f"      {unit}: {shorten(quote)}"


def paths(found: Iterable[Path]) -> str:
    """Return connections, each step with its sentence."""
    blocks = []
    for number, way in enumerate(found, 1):
        lines = [f"{number}. {' ~ '.join(way.things)}"]
        for step in way.steps:
            lines.append(f"   {step.start} — {step.label} → {step.end}")
            lines.append(f"      {step.unit}: {shorten(step.quote)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def scores(found: Scores, *, lists: bool = True) -> str:
    """Return scores as a table, then what was missed and what is false, with the sentences."""
    lines = [f"Measured on {len(found.units)} units: {', '.join(found.units)}", ""]
    lines += [f"{'kind':<30}{'P':>7}{'R':>7}{'F1':>7}{'hits':>7}{'gold':>6}{'ours':>6}  slots right"]
    lines += [_score(score) for score in found.scores]
    if lists:
        for score in found.scores:
            if not score.part_of and (score.missed or score.false):
                lines += [
                    "",
                    f"{score.kind}: missed {len(score.missed)}",
                    *(f"  - {m}" for m in score.missed),
                ]
                lines += [f"{score.kind}: false {len(score.false)}", *(f"  + {f}" for f in score.false)]
    return "\n".join(lines) + "\n"


def _score(score: Score) -> str:
    slots = ", ".join(f"{name} {right}/{of}" for name, right, of in score.slots)
    name = ("  " if score.part_of else "") + score.kind
    rates = f"{score.precision:>7.3f}{score.recall:>7.3f}{score.f1:>7.3f}"
    return f"{name:<30}{rates}{score.hits:>7}{score.gold:>6}{score.ours:>6}  {slots}".rstrip()


def catalogue() -> str:
    """Return the named questions with their words, columns and parameters."""
    blocks = []
    for one in questions():
        names = ", ".join(parameter.name for parameter in one.parameters)
        blocks.append(
            f"{one.name}\n  {one.zh}\n  {one.en}\n  columns: {', '.join(one.columns)}\n  -p: {names}"
        )
    return "\n\n".join(blocks) + "\n"
