"""Clauses to acts: who did what to what, with the words of its object.

One act for one predicate.  The type is that of the verb, or of the noun after a light verb
(进行了…讨论); the object is an entity where the noun phrase ends in one, else its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract.clauses import Clause
from extract.items import AGENT, CITATION, EVENT, PLACE, TOPIC, WORK, Item, class_by_head
from extract.page import Page
from extract.records import Act, Span
from extract.words import nominals

_TAIL = re.compile(r"(?:专题|问题|议题|的问题|专门讨论|方面|工作|的工作|领域|\(.*)$")
_QUANTIFIER = re.compile(
    r"^(?:了|若干|几次|几项|(?:[一两二三四五六七八九十]|\d+)(?:个|项|次|份|套|种|些|场)|新的|新|一系列)+"
)
_ORGANS = {"A": "GA", "E": "ECOSOC", "S": "SC"}


def find_acts(page: Page) -> list[Act]:
    """Return the acts of a unit in the order of their verbs."""
    found: list[Act] = []
    for clause in page.clauses:
        found.extend(_acts(page, clause, page.clauses))
    return found


def _acts(page: Page, clause: Clause, clauses: Sequence[Clause]) -> Iterator[Act]:
    agents, under = _agents(page, clause)
    phrase = _object(page, clause, clauses)
    if clause.theme and not clause.subject and not clause.by and not _passive(clause):
        return
    if not agents and not _passive(clause) and not _agentless(clause):
        return
    kind = _type(clause, page)
    if not kind:
        return
    act = Act(
        span=_evidence(page, clause),
        type=kind,
        verb=page.words(clause.verb_start, clause.verb_end),
        agents=agents,
        objects=phrase.keys,
        object_text=phrase.text,
        rule=clause.rule,
        confidence=0.8,
        session=_session(page, clause),
        date=_date(page, clause),
        under=under,
        participants=_participants(page, clause, phrase),
        modality=clause.modality,
    )
    if not act.objects and not act.object_text and not act.participants:
        return
    yield act
    yield from _second(page, clause, act)


def _agents(page: Page, clause: Clause) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts, and under what: 大会第74/251号决议核可… is the Assembly, under that resolution."""
    source = clause.by or clause.subject
    agents = list(page.keys([item for item in source if item.code == AGENT]))
    cited = page.keys([item for item in source if item.code == CITATION])
    if cited and not agents:
        agents = [organ for organ in dict.fromkeys(_organ(symbol) for symbol in cited) if organ]
    framed = page.keys(clause.frame.under)
    return tuple(agents), tuple(dict.fromkeys([*cited, *framed]))


def _organ(symbol: str) -> str:
    return _ORGANS.get(symbol.split("/")[0], "") if "/RES/" in symbol or "/DEC/" in symbol else ""


def _passive(clause: Clause) -> bool:
    """Ⓓ…由A托管 and Ⓓ于…推出: the thing named first is the object."""
    empty = clause.object_end <= clause.object_start
    return bool(clause.theme) and (bool(clause.by) or empty)


def _agentless(clause: Clause) -> bool:
    """成立了… without anybody named: the agent stays empty."""
    return clause.rule == "clause-bare" and clause.verb.frame == "np" and clause.verb.type != "other"


# -- objects -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Phrase:
    """The object of a clause: the entities it names and its words."""

    keys: tuple[str, ...]
    text: str
    addressee: tuple[str, ...] = ()


def _object(page: Page, clause: Clause, clauses: Sequence[Clause]) -> Phrase:
    if _passive(clause):
        theme = page.keys(clause.theme[-1:])
        return Phrase(theme, page.words(clause.theme[0].start, clause.theme[-1].end))
    if clause.verb.frame in ("light", "with"):
        return _light_object(page, clause)
    start, end = clause.object_start, clause.object_end
    if end <= start:
        return _preposed(page, clause)
    listed = clause.listed or _same_group(clause, clauses, page)
    if listed:
        return Phrase(page.keys(listed), page.words(start, end))
    if clause.verb.frame == "request":
        return _request(page, clause)
    return Phrase(named_object(page, start, end, deep=clause.verb.frame == "clause"), page.words(start, end))


def _preposed(page: Page, clause: Clause) -> Phrase:
    for preposition, start, end in clause.topics:
        if preposition in ("将", "把", "对", "就"):
            return Phrase(named_object(page, start, end), page.words(start, end))
    return Phrase((), "")


def _same_group(clause: Clause, clauses: Sequence[Clause], page: Page) -> tuple[Item, ...]:
    """三个…产品 before 这些产品：(a)…: the same enumeration in one sentence."""
    words = page.text[clause.object_start : clause.object_end]
    count = re.match(r"([两二三四五六七八九十])个", words)
    if not count:
        return ()
    size = "零一二三四五六七八九十".find(count[1].replace("两", "二"))
    others = [c.listed for c in clauses if c.sentence == clause.sentence and len(c.listed) == size]
    return others[0] if others else ()


def _light_object(page: Page, clause: Clause) -> Phrase:
    """就X进行讨论, 对X表示欢迎, 与X合作: the object stands before the verb."""
    for preposition, start, end in clause.topics:
        if preposition in ("就", "对", "向", "为", "将", "把", "从"):
            return Phrase(named_object(page, start, end), page.words(start, end))
    start, end = clause.object_start, clause.object_end
    about = re.match(r".{0,12}?关于(.+)的", page.text[start:end])
    if about:
        return Phrase(named_object(page, start + about.start(1), start + about.end(1)), page.words(start, end))
    if clause.with_ and not page.text[start:end].strip("，"):
        keys = page.keys(clause.with_[:1])
        return Phrase(keys, page.words(clause.with_[0].start, clause.with_[-1].end))
    return Phrase(named_object(page, start, end), page.words(start, end))


def _request(page: Page, clause: Clause) -> Phrase:
    """请A编写B: A is asked, B (or the words after A) is what for."""
    start, end = clause.object_start, clause.object_end
    asked = [i for i in page.items if start <= i.start < end and i.code == AGENT]
    if not asked or asked[0].start - start > 12:
        return Phrase((), page.words(start, end))
    people, after = [asked[0]], asked[0].end
    for item in asked[1:]:
        if page.text[after : item.start] in ("、", "和", "以及", "及", "与"):
            people.append(item)
            after = item.end
    return Phrase(
        named_object(page, after, end, deep=True), page.words(after, end), page.keys(people)
    )


def named_object(page: Page, start: int, end: int, *, deep: bool = False) -> tuple[str, ...]:
    """Keys of the thing or things a noun phrase names; () when it ends in plain words.

    The phrase 加强以受害者为中心的预防 names nothing, 审议了…编写的进度报告 the report at its end.
    ``deep`` also looks behind a verb inside: 继续建立一个非正式的前瞻网络.
    """
    inside = [i for i in page.items if start <= i.start and i.end <= end and i.code in (WORK, EVENT, AGENT, TOPIC, CITATION)]
    words = page.text[start:end]
    core_end = start + len(_TAIL.sub("", words))
    if not inside:
        return ()
    last = inside[-1]
    if last.end >= core_end:
        group = [last]
        for item in reversed(inside[:-1]):
            if page.text[item.end : group[0].start] in ("、", "和", "及", "以及", "，以及") and item.code == last.code:
                group.insert(0, item)
            else:
                break
        return page.keys(group)
    lead = _QUANTIFIER.sub("", words)
    first = inside[0]
    if first.code == WORK and first.start - start <= len(words) - len(lead):
        return page.keys([first]) if page.text[first.end : first.end + 1] in ("(", "，", "") else ()
    return ()


def _type(clause: Clause, page: Page) -> str:
    """The act type: the verb's, or for a light verb that of the noun it carries."""
    if clause.verb.frame != "light":
        return clause.verb.type
    words = page.text[clause.object_start : clause.object_end]
    best = max(((words.rfind(noun), noun) for noun in nominals() if noun in words), default=None)
    return nominals()[best[1]] if best else clause.verb.type


def _participants(page: Page, clause: Clause, phrase: Phrase) -> tuple[tuple[str, str], ...]:
    found = [("addressee", key) for key in phrase.addressee]
    role = "counterpart" if clause.verb.type == "consult" or clause.verb.frame == "light" else "collaborator"
    found += [(role, key) for key in page.keys(clause.with_)]
    if clause.frame.place:
        found += [("location", key) for key in page.keys([clause.frame.place])]
    for preposition, start, end in clause.topics:
        inside = [i for i in page.items if start <= i.start < end and i.code == AGENT]
        if preposition in ("向", "为") and inside and inside[0].start == start:
            found += [("recipient" if preposition == "向" else "beneficiary", key) for key in page.keys(inside[:1])]
    return tuple(dict.fromkeys(found))


def _session(page: Page, clause: Clause) -> str:
    session = clause.frame.session
    return page.current(session).key if session else ""


def _date(page: Page, clause: Clause) -> str:
    """The date framed, else the one printed with the session."""
    if clause.frame.session:
        stated = page.current(clause.frame.session).date
        if stated:
            return stated
    return page.current(clause.frame.date).date if clause.frame.date else ""


def _evidence(page: Page, clause: Clause) -> Span:
    """From the subject or the start of the clause to the end of the object."""
    end = max(clause.object_end, clause.verb_end)
    start = clause.start
    return page.span(start, end)


def _second(page: Page, clause: Clause, act: Act) -> Iterator[Act]:
    """A verb that says two things: 举行了一次关于X的讨论, 决定…召开, 责成X领导."""
    words = page.text[clause.object_start : clause.object_end]
    if clause.verb.type == "convene" and "讨论" in words:
        about = re.search(r"关于(.+?)的", words)
        if about:
            start = clause.object_start + about.start(1)
            end = clause.object_start + about.end(1)
            yield replace(act, type="consider", objects=named_object(page, start, end), object_text=page.words(start, end))


@cache
def head_class(words: str) -> str:
    """The class that the head noun of a phrase tells, "" if none."""
    return class_by_head(words)


__all__ = ["PLACE", "Page", "Phrase", "find_acts", "named_object"]
