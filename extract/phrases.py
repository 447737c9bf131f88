"""Acts that stand inside noun phrases and frames: 首协会核可的《框架》, 应第64/289号决议的要求."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import ontology
from extract.confidence import confidence_of
from extract.items import AGENT, CITATION, DATE, FILL, SESSION, Item
from extract.needles import Sieve
from extract.page import Page
from extract.records import Act
from extract.slots import asked, named_object, organ_of
from extract.words import grammar_text, kinds, nominals, verbs

_DONE_IN = re.compile(r"[中内上里](?=进行|举行|作出)|(?:仍|正)?在(?=继续|进行)|的(?=结果$)")
#: Rules that also hold inside a name.
_NAMING = ("act-relative", "act-nominal-made")


#: Rule, type of the act ("" for that of the verb), pattern.
Pattern = tuple[str, str, re.Pattern[str]]


@cache
def patterns() -> tuple[Pattern, ...]:
    """Rows of ``act_patterns.tsv``: {BL} a list of bodies, {V} a verb, {ADV} an adverb."""
    return tuple(
        (r["rule"], r["type"], re.compile(_expand(r["pattern"]))) for r in ontology.table("act_patterns")
    )


def _expand(pattern: str) -> str:
    body = f"{AGENT}{FILL}*"
    words = {
        "{BL}": f"{body}(?:(?:、|和|及|以及|与){body}){{0,24}}",
        "{B}": f"(?:{body})",
        "{C}": f"(?:{CITATION}{FILL}*)",
        "{S}": f"(?:{SESSION}{FILL}*)",
        "{T}": f"(?:{DATE}{FILL}*)",
        "{V}": "|".join(
            sorted((v.form for v in verbs().values() if v.frame in ("np", "clause")), key=len, reverse=True)
        ),
        "{N}": "|".join(sorted((n for n, k in nominals().items() if k != "other"), key=len, reverse=True)),
        "{ADV}": "(?:"
        + "|".join(sorted((w for w, k in kinds().items() if "adv" in k), key=len, reverse=True))
        + ")",
    }
    for name, value in words.items():
        pattern = pattern.replace(name, value)
    return pattern


@cache
def _sieve() -> Sieve[Pattern]:
    return Sieve((row, row[2]) for row in patterns())


def patterns_in(text: str) -> list[Pattern]:
    """Return the patterns that a text may match."""
    return _sieve().candidates(text)


def find_inner_acts(page: Page) -> Iterator[Act]:
    """Yield the acts of a unit that no clause of its own states."""
    grammar = page.grammar
    told: list[Act] = []
    for rule, kind, pattern in patterns_in(grammar):
        for match in pattern.finditer(grammar):
            act = _act(page, rule, kind, match)
            if act and not any(_within(act, other) for other in told):
                told.append(act)
    yield from told
    yield from _in_names(page)


def _within(act: Act, other: Act) -> bool:
    """秘书长在联合国系统加强残疾包容性的承诺 is one commitment: it ends where the longer one does."""
    return act.type == other.type and act.span.end == other.span.end and act.span.start >= other.span.start


def _in_names(page: Page) -> Iterator[Act]:
    """Yield the acts that a long name tells of: 高级代表办公室编写的进度报告 was written by that office."""
    for item in page.items:
        if item.kind != "name" or not item.key or "的" not in item.form:
            continue
        inner = [
            replace(n, start=n.start - item.start, end=n.end - item.start)
            for n in page.nested_in(item.start, item.end)
        ]
        grammar = grammar_text(item.form, inner)
        for rule, kind, pattern in patterns_in(grammar):
            match = pattern.match(grammar) if rule in _NAMING else None
            verb = verbs().get(match["v"]) if match else None
            agents = next((n.keys for n in inner if n.start == 0 and n.code == AGENT), ())
            if match and agents and (verb or kind) and match.end() == len(item.form):
                yield Act(
                    span=page.span(item.start, item.end),
                    type=kind or (verb.type if verb else nominals()[match["v"]]),
                    verb=match["v"],
                    agents=agents,
                    objects=(item.key,),
                    object_text=item.form,
                    rule=f"{rule}-in-name",
                    confidence=confidence_of(f"{rule}-in-name"),
                )


def described_end(text: str, match: re.Match[str]) -> int:
    """Where the thing ends that a match of a pattern describes: without 的结果, 中进行."""
    start, end = match.span("o")
    inner = _DONE_IN.search(text, start, end)
    return max(inner.start() if inner else end, match.end("v"))


def _act(page: Page, rule: str, kind: str, match: re.Match[str]) -> Act | None:
    verb = verbs().get(match["v"])
    kind = kind or (verb.type if verb else nominals().get(match["v"], ""))
    groups = match.re.groupindex
    agents = page.keys(page.inside(*match.span("a"), AGENT)) if "a" in groups else ()
    under = page.keys(page.inside(*match.span("u"), CITATION)) if "u" in groups else ()
    session = next(iter(page.keys(page.inside(*match.span("s"), SESSION))), "") if "s" in groups else ""
    held = page.talk.entity(session) if session else None
    agents = agents or ((held.body,) if held and held.body else ())
    if rule.endswith("-forward"):
        agents = _next_subject(page, match.end())
    agents = agents or tuple(dict.fromkeys(filter(None, (organ_of(symbol) for symbol in under))))
    start, end = match.span("o")
    inner = _DONE_IN.search(page.text, start, end)  # A设立的联络小组中进行的: the group is meant
    end = inner.start() if inner else end
    people: tuple[str, ...] = ()
    if kind in ("request", "call"):
        people, start = asked(page, start, end)
    objects = (
        _head(page, start, end) if rule.startswith("act-relative") else _request_object(page, start, end)
    )
    text = page.words(start, end)
    unnamed = rule in ("act-relative-agentless", "act-when-planned")  # 2019年发起的举措: nobody is named
    if not kind or kind == "other" or not (agents or unnamed) or not (objects or text):
        return None
    return Act(
        span=page.span(match.start(), max(end, match.end("v"))),
        type=kind,
        verb=page.words(*match.span("v")),
        agents=agents,
        objects=objects,
        object_text=text,
        rule=rule,
        confidence=confidence_of(rule),
        date=_date(page, match),
        session=session,
        under=under,
        participants=tuple(("addressee", key) for key in people),
        modality="planned" if rule in ("act-for-session", "act-when-planned") else "stated",
    )


def _next_subject(page: Page, at: int) -> tuple[str, ...]:
    """除就X进行的协作外，A…: who the rest of the sentence is about."""
    end = page.sentence(at)[1]
    later = (c for c in page.clauses if at <= c.verb_start < end and c.subject)
    return next((page.keys(c.subject) for c in later), ())


def _date(page: Page, match: re.Match[str]) -> str:
    if "s" in match.re.groupindex and match["s"]:
        return next((i.date for i in page.inside(*match.span("s"), SESSION)), "")
    if "d" not in match.re.groupindex or match["d"] is None:
        return ""
    dates: list[Item] = page.inside(*match.span("d"), DATE)
    return dates[0].date if dates else ""


def _head(page: Page, start: int, end: int) -> tuple[str, ...]:
    """The thing a relative clause describes: what the phrase after 的 names."""
    return named_object(page, start, end, first=True)


def _request_object(page: Page, start: int, end: int) -> tuple[str, ...]:
    comma = page.text.find("，", start, end)
    return named_object(page, start, comma if comma > 0 else end, deep=True)
