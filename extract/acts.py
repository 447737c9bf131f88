"""Clauses to acts: who did what to what, with the words of its object.

One act for one predicate.  The type is that of the verb, or of the noun after a light verb
(进行了…讨论); the object is an entity where the noun phrase ends in one, else its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.clauses import Clause
from extract.items import AGENT, CITATION, DATE, WORK, Item
from extract.lexicon import names_inside
from extract.page import Page
from extract.phrases import find_inner_acts
from extract.records import Act, Span
from extract.slots import asked, named_object, organ_of
from extract.words import nominals



def find_acts(page: Page) -> list[Act]:
    """Return the acts of a unit in the order of their verbs."""
    found: list[Act] = []
    for clause in page.clauses:
        found.extend(_acts(page, clause, page.clauses))
    for act in find_inner_acts(page):
        if not any(_repeats(act, other) for other in found):
            found.append(act)
    return sorted(found, key=lambda act: (act.span.start, act.span.end, act.type))


def _repeats(act: Act, other: Act) -> bool:
    """Whether another act already says this."""
    overlap = act.span.start < other.span.end and other.span.start < act.span.end
    return overlap and act.type == other.type and set(act.agents) == set(other.agents) and (
        not act.objects or set(act.objects) <= set(other.objects)
    )


def _acts(page: Page, clause: Clause, clauses: Sequence[Clause]) -> Iterator[Act]:
    agents, under = _agents(page, clause)
    phrase = object_of(page, clause, clauses)
    if clause.theme and not clause.subject and not clause.by and not _passive(clause):
        yield from _authored(page, clause, phrase)
        return
    if not agents and not _passive(clause) and not _agentless(clause):
        return
    kind = _type(clause, page)
    words = page.text[clause.object_start : clause.object_end]
    if not kind or words.startswith("以下") or (clause.verb.frame == "with" and words and not clause.with_):
        return
    if _founded(words, clause):
        yield _founding(page, clause)
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
    if act.type == "other" and clause.joint and clause.with_:
        partners = page.keys(clause.with_)
        act = replace(act, type="collaborate", agents=tuple(dict.fromkeys([*agents, *partners])))
    yield act
    yield from _second(page, clause, act)
    yield from _supporting(page, clause, act)


def _founded(words: str, clause: Clause) -> bool:
    """该工作组成立于2017年11月: the subject is what was set up."""
    return clause.verb.type in ("establish", "launch") and words.startswith("于")


def _founding(page: Page, clause: Clause) -> Act:
    named = clause.subject or clause.theme
    dates = page.inside(clause.object_start, clause.object_end, DATE)
    return Act(
        span=_evidence(page, clause), type=clause.verb.type, verb=clause.verb.form, agents=(),
        objects=page.keys(named), object_text=page.words(named[0].start, named[-1].end) if named else "",
        rule="act-founded", confidence=0.85, date=dates[0].date if dates else "",
    )


def _authored(page: Page, clause: Clause, phrase: Phrase) -> Iterator[Act]:
    """政府间气候变化专门委员会2018年的报告承认…: who wrote the report says it, in the report."""
    if clause.verb.frame != "clause":
        return
    report = page.current(clause.theme[-1])
    author = _author(page, report.key)
    if author and report.key:
        yield Act(
            span=_evidence(page, clause), type=clause.verb.type, verb=clause.verb.form, agents=(author,),
            objects=phrase.keys, object_text=phrase.text, rule="act-authored", confidence=0.8,
            participants=(("in-report", report.key),),
        )


def _author(page: Page, key: str) -> str:
    """The body whose name a document's name begins with."""
    entity = page.talk.entity(key)
    if not entity or entity.cls != "Document":
        return ""
    first = next(iter(names_inside(entity.label_zh)), "")
    author = page.talk.entity(first)
    named = (author.label_zh, *author.short_zh) if author else ()
    return first if entity.label_zh.startswith(tuple(named)) and named else ""


_SUPPORT = {"支持": "support", "协助": "support", "领导": "lead", "牵头": "lead", "主持": "lead"}


def _supporting(page: Page, clause: Clause, act: Act) -> Iterator[Act]:
    """在A的支持下由B托管: A supports what B hosts."""
    for word, item in clause.supporters:
        key = page.current(item).key
        if key and act.objects:
            yield replace(act, type=_SUPPORT[word], agents=(key,), rule="act-supporting", participants=())


def _agents(page: Page, clause: Clause) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts, and under what: 大会第74/251号决议核可… is the Assembly, under that resolution."""
    source = clause.by or clause.subject
    agents = list(page.keys([item for item in source if item.code == AGENT]))
    cited = page.keys([item for item in source if item.code == CITATION])
    if cited and not agents:
        agents = [organ for organ in dict.fromkeys(organ_of(symbol) for symbol in cited) if organ]
    basis = [i for i in page.keys(clause.frame.basis) if page.talk.cls(i) in ("Resolution", "Instrument", "Document")]
    framed = [*basis, *page.keys(clause.frame.under)]
    return tuple(agents), tuple(dict.fromkeys([*cited, *framed]))


def _passive(clause: Clause) -> bool:
    """Ⓓ…由A托管 and Ⓓ于…推出: the thing named first is the object."""
    empty = clause.object_end <= clause.object_start
    return bool(clause.theme) and (bool(clause.by) or empty)


def _agentless(clause: Clause) -> bool:
    """成立了… without anybody named: the agent stays empty."""
    return clause.rule == "clause-bare" and not clause.alien and clause.done and clause.verb.frame == "np" and clause.verb.type != "other"


# -- objects -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Phrase:
    """The object of a clause: the entities it names and its words."""

    keys: tuple[str, ...]
    text: str
    addressee: tuple[str, ...] = ()


def object_of(page: Page, clause: Clause, clauses: Sequence[Clause]) -> Phrase:
    """The object of a clause: the entities it names and its words."""
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
    people, after = asked(page, clause.object_start, clause.object_end)
    keys = named_object(page, after, clause.object_end, deep=True)
    return Phrase(keys, page.words(after, clause.object_end), people)


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
    if clause.verb.type in ("request", "decide", "agree"):
        inner = next((i for i in _INNER if i.search(words)), None)
        yield from _inner(page, clause, act, inner.search(words) if inner else None)


_INNER = (re.compile(r"(?P<lead>领导)(?P<o>.+)"), re.compile(r"(?P<convene>召开|举行)(?P<o>.+)"))


def _inner(page: Page, clause: Clause, act: Act, match: re.Match[str] | None) -> Iterator[Act]:
    """责成A领导B: A leads B; 决定召开B: B is convened."""
    if not match:
        return
    start, end = clause.object_start + match.start("o"), clause.object_start + match.end("o")
    kind = match.lastgroup if match.lastgroup != "o" else next(g for g in match.groupdict() if g != "o")
    addressees = tuple(key for role, key in act.participants if role == "addressee")
    agents = addressees if kind == "lead" else act.agents
    if agents and kind:
        yield replace(
            act, type=kind, agents=agents, objects=named_object(page, start, end, deep=True),
            object_text=page.words(start, end), participants=() if kind == "lead" else act.participants,
            date=_inner_date(page, clause, act), rule="act-inner",
        )


def _inner_date(page: Page, clause: Clause, act: Act) -> str:
    dates = page.inside(clause.object_start, clause.object_end, DATE)
    return dates[0].date if dates else act.date
