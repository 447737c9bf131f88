"""The parameters that a sentence gives to a named question, and what finds no place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from extract.items import classes
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
    "place": frozenset({"Place"}),
    "session": frozenset({"Session", "Conference", "Event"}),
    "statement": frozenset({"Statement"}),
    "title": frozenset({"Strategy", "Framework"}),
    "topic": frozenset({"Topic", "Theme", "SDG"}),
}

_TIMES = ("date", "year", "month")
#: What every report is about: named, it restricts nothing.
_ALL = frozenset({"UN", "UN-SYSTEM"})
#: Named in passing where no column holds them.
_PEOPLE = frozenset({"会员国", "行政首长"})

#: Before the one with whom something is done, or who is asked.
_TOWARDS = re.compile(
    r"(?:\b(?:with|to|consult\w*|ask\w*|request\w*|urg\w*|invit\w*|upon|encourag\w*|task\w*) (?:the )?"
    r"|[与跟同向对请]|征求|咨询|要求|呼吁|鼓励|责成)$"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be|being)\b.{0,30}?\b\w+ed\b|被")

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
    where = bool(one.near and spotted.of("unit")) or bool(words)
    for found in (*values, *_asked(one, spotted)):
        choices = _columns(one, found, spotted, values, turned)
        if choices:
            names = tuple(p.name for p in choices)
            slots.setdefault(names, []).append(tuple((p.name, _value(p, found)) for p in choices))
        elif not (where and found.kind in ("thing", *_TIMES)) and not _passing(found, spotted):
            lost += found.kind != "act-type" and not any(
                v.start < found.end and found.start < v.end for v in values
            )
    alternatives, left = _alternatives(slots, turned)
    alternatives += [tuple((name, word) for word in found_words) for name, found_words in words.items()]
    return tuple(product(*alternatives)), lost + left


def _passing(found: Spot, spotted: Spotted) -> bool:
    """Whether something only adds to another: a session's date, a resolution's organ, people."""
    named = {s.thing.cls for s in spotted.spots if s.thing}
    if found.kind in _TIMES:
        return bool(named & _FITS["session"])
    organ = bool(found.thing and found.thing.cls == "PrincipalOrgan")
    return found.value in _PEOPLE or (organ and "Resolution" in named)


def _asked(one: Question, spotted: Spotted) -> Iterator[Spot]:
    """What the sentence names beside what the question is about; a month as two columns if there are two."""
    kinds = {parameter.kind for parameter in one.parameters}
    for found in spotted.spots:
        if found.value in one.about | _ALL:
            continue
        if found.kind == "date" and "month" in kinds:
            yield replace(found, kind="year", value=found.value[:4])
            yield replace(found, kind="month", value=found.value[5:])
        else:
            yield found


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
    """The words by which a parameter has a value: 网站 is predicate=hasWebsite, 决议 is class=Resolution."""
    found: list[Spot] = []
    for word, name, value in sorted({*one.values, *_classes(one)}, key=lambda row: (-len(row[0]), row)):
        at = find_word(word, spotted.rest)
        if at >= 0 and all(at + len(word) <= s.start or s.end <= at for s in found):
            found.append(Spot(one.parameter(name).kind, at, at + len(word), value))
    yield from found


def _classes(one: Question) -> Iterator[tuple[str, str, str]]:
    """The names of classes as values of a column of classes, but for those that the question is about."""
    for parameter in one.parameters:
        for row in classes().values() if parameter.kind == "class" else ():
            if row["notation"] not in one.about:
                nouns = re.split(", | or ", row["label_en"].casefold())
                for word in (row["label_zh"], *nouns, *map(plural, nouns)):
                    yield word, parameter.name, row["notation"]


def plural(noun: str) -> str:
    """Return the plural of an English noun.

    >>> plural("task force"), plural("UN entity"), plural("post")
    ('task forces', 'UN entities', 'posts')
    """
    if noun.endswith("y"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh")) else "s")


def _columns(
    one: Question, found: Spot, spotted: Spotted, values: list[Spot], turned: bool
) -> list[Parameter]:
    """Return the parameters that a spot may fill; several if the sentence does not tell them apart."""
    verbs = {s.value for s in spotted.of("act-type")}
    bodies = len({s.value for s in spotted.of("thing") if s.thing and s.thing.cls in _BODIES})
    fitting = [p for p in one.parameters if _fits(p, found, bodies) and (not p.acts or verbs & set(p.acts))]
    said = [p for p in fitting if any(find_word(word, spotted.rest) >= 0 for word in one.words_for(p.name))]
    if len(fitting) > 1 and len(said) == 1 and not turned:
        return said
    predicates = [v for v in values if v.kind == "predicate"]
    if [p.kind for p in fitting] == ["thing", "thing"] and len(predicates) == 1 and not turned:
        return [fitting[found.start > predicates[0].start]]  # what contributes to X, what X contributes to
    kinds = {p.kind for p in fitting}
    exact = [p for p in fitting if p.kind != "thing"]
    if one.name == "acts" and kinds == {"instrument", "thing"}:
        return fitting
    if len(fitting) == 2 and kinds == {"agent"} and not turned:  # who asked, who was asked
        acts = _acts_there(found, spotted, values) != bool(_PASSIVE.search(spotted.rest))
        acts = acts and not _TOWARDS.search(spotted.text[: found.start])
        return [p for p in fitting if (p.name == "agent") == acts] or fitting
    if kinds == {"agent", "thing"}:
        acts = _acts_there(found, spotted, values) != turned
        return exact if acts else [p for p in fitting if p.kind == "thing"]
    return exact or fitting


def _acts_there(found: Spot, spotted: Spotted, values: list[Spot]) -> bool:
    """Whether a body acts rather than is acted upon: it stands before the verb, or after 由 or by."""
    verbs = [*values, *spotted.of("act-type")]
    return found.agent or any(s.end > found.start for s in verbs) or not verbs


def _fits(parameter: Parameter, found: Spot, bodies: int) -> bool:
    if found.value == "other":  # an act of no type of its own restricts nothing
        return False
    if found.kind == "act-type" and parameter.acts:
        return found.kind == parameter.kind and found.value in parameter.acts
    if found.kind != "thing":
        return found.kind == parameter.kind
    if parameter.kind == "other":  # the second of two bodies named together
        return bodies > 1 and bool(found.thing and found.thing.cls in _BODIES)
    fitting = _FITS.get(parameter.kind)
    return parameter.kind == "thing" or bool(fitting and found.thing and found.thing.cls in fitting)


def _value(parameter: Parameter, found: Spot) -> str:
    return found.thing.label_zh if parameter.kind == "title" and found.thing else found.value
