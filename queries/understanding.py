"""How well a sentence asks a named question, and the parameters that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from queries.catalogue import Parameter, Question, small_words
from queries.spotting import Spot, Spotted

_BODIES = frozenset(
    {
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
    }
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
# What a word counts for: one that asks this question, one that goes with it, a parameter filled, a verb
# or relation that is one; and what is lost: a thing that finds no place, a word that nothing explains.
_TRIGGER, _HINT, _FILLED, _VERB = 4.0, 1.0, 1.5, 3.0
_LOST, _WORD, _CHARACTER = 4.0, 0.75, 0.35
# No named question asks for what is not there: 哪些战略没有授权, members that signed neither
_NEGATION = re.compile(r"(?<!有)没有|未(?!来)|并无|\b(?:no|not|never|neither|nor|none|without|didn't)\b")

Filling = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question that the sentence may ask, with the parameters it would give."""

    question: Question
    score: float
    fillings: tuple[Filling, ...]
    explained: bool  # no word of the sentence is left over


def read(one: Question, spotted: Spotted, words: dict[str, tuple[str, ...]]) -> Reading:
    """Return how well a question fits what a sentence says, and the parameters it takes from it.

    ``words`` has, by parameter, the values among the words of the report that the sentence names.
    """
    score = _TRIGGER * min(1, _count(one.triggers, spotted.rest))
    score += _HINT * min(2, _count(one.hints, spotted.rest))
    slots: list[tuple[tuple[str, str], ...]] = []
    taken: set[str] = set()
    values = list(_values(one, spotted))
    for found in (*values, *spotted.spots):
        choices = [p for p in _columns(one, found, spotted) if p.name not in taken]
        if choices:
            taken.update(p.name for p in choices)
            slots.append(tuple((p.name, _value(p, found)) for p in choices))
            score += _VERB if found.kind in ("act-type", "predicate") else _FILLED
        elif found.kind == "act-type" and _meant(one, found.value):
            score += _HINT
        else:
            score -= _loss(found, values, bool(words))
    for name, found_words in words.items():
        slots.append(tuple((name, word) for word in found_words))
        score += _FILLED
    left = _unexplained(one, spotted) + (_LOST if _NEGATION.search(spotted.rest) else 0)
    return Reading(one, score - left, tuple(product(*slots)), left == 0)


def _values(one: Question, spotted: Spotted) -> Iterator[Spot]:
    """The word by which a header says that a parameter has a value: 网站 is predicate=hasWebsite."""
    for word, name, value in one.values:
        at = _find(word, spotted.rest)
        if at >= 0:
            yield Spot(one.parameter(name).kind, at, at + len(word), value)
            return


def _loss(found: Spot, values: list[Spot], excused: bool) -> float:
    """What it costs that something in the sentence has no place in the question."""
    if found.kind in ("year", "predicate") or any(
        v.start < found.end and found.start < v.end for v in values
    ):
        return 0
    return 0 if found.kind == "thing" and excused else _LOST


def _meant(one: Question, act: str) -> bool:
    """Whether a verb is what the question asks anyway, or picks one of its parameters."""
    about = {
        "signatories": {"sign"},
        "mandates": {"request", "develop"},
        "sessions": {"convene"},
        "citations": {"publish"},
        "quantities": {"participate"},
    }
    return act in about.get(one.name, set()) or any(act in p.acts for p in one.parameters)


def _unexplained(one: Question, spotted: Spotted) -> float:
    """What the words cost that are neither named things nor words of the question nor small words."""
    rest = spotted.rest
    known = (*one.triggers, *one.hints, *(word for word, _, _ in one.values))
    for word in sorted(known, key=len, reverse=True):
        rest = re.sub(rf"\b{re.escape(word)}\b", " ", rest) if word.isascii() else rest.replace(word, " ")
    letters = list(rest)
    for verb in spotted.of("act-type"):
        if len(rest) == len(spotted.rest):
            letters[verb.start : verb.end] = " " * (verb.end - verb.start)
    rest = "".join(letters)
    for verb in spotted.of("act-type"):
        rest = rest.replace(spotted.text[verb.start : verb.end], " ")
    latin = [word for word in re.findall(r"[a-z]+", rest) if word not in small_words()]
    chinese = [c for c in rest if "\u4e00" <= c <= "\u9fff" and c not in small_words()]
    return _WORD * len(latin) + _CHARACTER * len(chinese)


def _count(words: tuple[str, ...], text: str) -> int:
    return sum(_find(word, text) >= 0 for word in words)


def _find(word: str, text: str) -> int:
    """Return where a word stands, -1 if nowhere; Latin words stand as whole words."""
    if not word.isascii():
        return text.find(word)
    match = re.search(rf"\b{re.escape(word)}\b", text)
    return match.start() if match else -1


def _columns(one: Question, found: Spot, spotted: Spotted) -> list[Parameter]:
    """Return the parameters that a spot may fill; several if the sentence does not tell them apart."""
    verbs = {s.value for s in spotted.of("act-type")}
    fitting = [p for p in one.parameters if _fits(p, found) and (not p.acts or verbs & set(p.acts))]
    kinds = {p.kind for p in fitting}
    exact = [p for p in fitting if p.kind != "thing"]
    if one.name == "acts" and kinds == {"instrument", "thing"}:
        return fitting
    if kinds == {"agent", "thing"}:
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
