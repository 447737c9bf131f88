"""The parameters that a sentence gives to a named question, and what finds no place in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from queries.catalogue import Parameter, Question
from queries.marks import find_word
from queries.spots import Spot, Spotted

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
#: Classes of the things that a kind of parameter can hold; "thing" holds any, "name" is never spoken of.
_FITS = {
    "agent": _BODIES | {"Post", "Person", "Other"},
    "body": _BODIES,
    "cited": _WORKS,
    "committee": frozenset({"Committee"}),
    "instrument": frozenset({"Resolution", "Instrument"}),
    "session": frozenset({"Session", "Conference"}),
    "statement": frozenset({"Statement"}),
    "title": frozenset({"Strategy", "Framework"}),
}

Filling = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question that the sentence may ask, with the parameters it would give."""

    question: Question
    score: float
    fillings: tuple[Filling, ...]
    lost: int  # things of the sentence that find no place


def read(
    one: Question, spotted: Spotted, words: dict[str, tuple[str, ...]], *, turned: bool = False
) -> tuple[tuple[Filling, ...], int]:
    """Return the parameters that a question takes from a sentence, and how many things find no place.

    Several fillings where a name may stand in several columns.  ``words`` has, by parameter, the values
    among the words of the report that the sentence names.  ``turned`` reads who acts and who is acted
    upon the other way round.
    """
    values = list(_values(one, spotted))
    slots: dict[tuple[str, ...], list[tuple[tuple[str, str], ...]]] = {}
    lost = 0
    for found in (*values, *(s for s in spotted.spots if s.value not in one.about)):
        choices = _columns(one, found, spotted, values, turned)
        if choices:
            names = tuple(p.name for p in choices)
            slots.setdefault(names, []).append(tuple((p.name, _value(p, found)) for p in choices))
        elif found.kind != "act-type" and not (found.kind in ("thing", "date", "year") and words):
            lost += not any(v.start < found.end and found.start < v.end for v in values)
    alternatives, left = _alternatives(slots, turned)
    alternatives += [tuple((name, word) for word in found_words) for name, found_words in words.items()]
    return tuple(product(*alternatives)), lost + left


def _alternatives(
    slots: dict[tuple[str, ...], list[tuple[tuple[str, str], ...]]], turned: bool
) -> tuple[list[tuple[tuple[str, str], ...]], int]:
    """What each column may hold, and how many things had to stay out.

    Two things that fit the same two columns take them in order; two values of one column are both meant.
    """
    found: list[tuple[tuple[str, str], ...]] = []
    taken: set[str] = set()
    left = 0
    for names, choices in slots.items():
        free = [i for i, name in enumerate(names) if name not in taken]
        if not free:
            left += len(choices)
        elif len(free) == 1:
            found.append(tuple(dict.fromkeys(choice[free[0]] for choice in choices)))
        elif len(choices) == 1:
            found.append(tuple(choices[0][i] for i in free))
        else:
            order = free[::-1] if turned else free
            found += [(choice[i],) for i, choice in zip(order, choices, strict=False)]
            left += max(0, len(choices) - len(free))
        taken.update(names)
    return found, left


def _values(one: Question, spotted: Spotted) -> Iterator[Spot]:
    """The words by which a header says that a parameter has a value: 网站 is predicate=hasWebsite."""
    found: list[Spot] = []
    for word, name, value in sorted(one.values, key=lambda row: -len(row[0])):
        at = find_word(word, spotted.rest)
        if at >= 0 and all(at + len(word) <= s.start or s.end <= at for s in found):
            found.append(Spot(one.parameter(name).kind, at, at + len(word), value))
    yield from found


def _columns(
    one: Question, found: Spot, spotted: Spotted, values: list[Spot], turned: bool
) -> list[Parameter]:
    """Return the parameters that a spot may fill; several if the sentence does not tell them apart."""
    verbs = {s.value for s in spotted.of("act-type")}
    fitting = [p for p in one.parameters if _fits(p, found) and (not p.acts or verbs & set(p.acts))]
    kinds = {p.kind for p in fitting}
    exact = [p for p in fitting if p.kind != "thing"]
    if one.name == "acts" and kinds == {"instrument", "thing"}:
        return fitting
    if kinds == {"agent", "thing"}:
        acts = _acts_there(found, spotted, values) != turned
        return exact if acts else [p for p in fitting if p.kind == "thing"]
    return exact or fitting


def _acts_there(found: Spot, spotted: Spotted, values: list[Spot]) -> bool:
    """Whether a body acts rather than is acted upon: it stands before the verb, or after 由 or by."""
    verbs = [*values, *spotted.of("act-type")]
    return found.agent or any(s.end > found.start for s in verbs) or not verbs


def _fits(parameter: Parameter, found: Spot) -> bool:
    if found.value == "other":  # an act of no type of its own restricts nothing
        return False
    if found.kind == "act-type" and parameter.acts:
        return found.kind == parameter.kind and found.value in parameter.acts
    if found.kind != "thing":
        return found.kind == parameter.kind or (found.kind == "year" and parameter.name == "year")
    classes = _FITS.get(parameter.kind)
    return parameter.kind == "thing" or bool(classes and found.thing and found.thing.cls in classes)


def _value(parameter: Parameter, found: Spot) -> str:
    return found.thing.label_zh if parameter.kind == "title" and found.thing else found.value
