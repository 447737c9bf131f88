"""Acts that a clause states beside its own: 责成A领导B, 在A的支持下, 成立于2017年11月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.confidence import confidence_of
from extract.grammar import Clause
from extract.items import AGENT, DATE
from extract.lexicon import names_inside
from extract.objects import Phrase, evidence_of
from extract.page import Page
from extract.records import Act
from extract.slots import named_object

_SUPPORT = {"支持": "support", "协助": "support", "领导": "lead", "牵头": "lead", "主持": "lead"}
_INNER = (
    re.compile(r"(?P<lead>领导(?!人|层))(?P<o>.+)"),
    re.compile(r"(?P<convene>召开|举行)(?P<o>.+)"),
    re.compile(r"(?P<develop>编写|制定|制订|拟订|开发|起草)(?P<o>[^，。；]+)"),
    re.compile(r"(?P<establish>建立|设立|成立)(?P<o>[^，。；]+)"),
)
#: What is asked of somebody is done by them; convening and leading are also decided on.
_OF_ADDRESSEE = ("lead", "develop", "establish")


def is_founding(words: str, clause: Clause) -> bool:
    """该工作组成立于2017年11月: the subject is what was set up."""
    empty = not words.strip("，。；") and clause.verb.type == "establish" and not clause.by
    return clause.verb.type in ("establish", "launch") and (words.startswith("于") or empty)


def founding_act(page: Page, clause: Clause) -> Act:
    named = clause.subject or clause.theme
    dates = page.inside(clause.object_start, clause.object_end, DATE)
    return Act(
        span=evidence_of(page, clause),
        type=clause.verb.type,
        verb=clause.verb.form,
        agents=(),
        objects=page.keys(named),
        object_text=page.words(named[0].start, named[-1].end) if named else "",
        rule="act-founded",
        confidence=confidence_of("act-founded"),
        date=dates[0].date if dates else "",
    )


def authored_acts(page: Page, clause: Clause, phrase: Phrase) -> Iterator[Act]:
    """政府间气候变化专门委员会2018年的报告承认…: who wrote the report says it, in the report."""
    if clause.verb.frame != "clause":
        return
    report = page.current(clause.theme[-1])
    author = _author(page, report.key)
    if author and report.key:
        yield Act(
            span=evidence_of(page, clause),
            type=clause.verb.type,
            verb=clause.verb.form,
            agents=(author,),
            objects=phrase.keys,
            object_text=phrase.text,
            rule="act-authored",
            confidence=confidence_of("act-authored"),
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


def supporting_acts(page: Page, clause: Clause, act: Act) -> Iterator[Act]:
    """在A的支持下由B托管: A supports what B hosts."""
    for word, item in clause.supporters:
        key = page.current(item).key
        if key and act.objects:
            yield replace(
                act,
                type=_SUPPORT[word],
                agents=(key,),
                rule="act-supporting",
                confidence=confidence_of("act-supporting"),
                participants=(),
            )


def second_acts(page: Page, clause: Clause, act: Act) -> Iterator[Act]:
    """A verb that says two things: 举行了一次关于X的讨论, 决定…召开, 责成X领导."""
    words = page.text[clause.object_start : clause.object_end]
    if clause.verb.type == "convene" and "讨论" in words:
        about = re.search(r"关于(.+?)的", words)
        if about:
            start = clause.object_start + about.start(1)
            end = clause.object_start + about.end(1)
            yield replace(
                act,
                type="consider",
                objects=named_object(page, start, end),
                object_text=page.words(start, end),
            )
    if clause.verb.type in ("request", "support", "decide", "agree"):
        inner = next((i for i in _INNER if i.search(words)), None)
        yield from _inner(page, clause, act, inner.search(words) if inner else None)


def _inner(page: Page, clause: Clause, act: Act, match: re.Match[str] | None) -> Iterator[Act]:
    """责成A领导B: A leads B; 决定召开B: B is convened."""
    if not match:
        return
    start, end = clause.object_start + match.start("o"), clause.object_start + match.end("o")
    kind = match.lastgroup if match.lastgroup != "o" else next(g for g in match.groupdict() if g != "o")
    addressees = tuple(key for role, key in act.participants if role == "addressee")
    if act.type == "support":
        helped = page.inside(clause.object_start, clause.object_start + match.start(), AGENT)
        addressees = page.keys(helped[:1]) if helped and helped[0].start == clause.object_start else ()
    agents = addressees if kind in _OF_ADDRESSEE else act.agents
    if kind == "convene" and act.type in ("support", "request"):
        return
    if agents and kind:
        yield replace(
            act,
            type=kind,
            agents=agents,
            objects=named_object(page, start, end, deep=True),
            object_text=page.words(start, end),
            participants=() if kind in _OF_ADDRESSEE else act.participants,
            date=_inner_date(page, clause, act),
            rule="act-inner",
            confidence=confidence_of("act-inner"),
        )


def _inner_date(page: Page, clause: Clause, act: Act) -> str:
    dates = page.inside(clause.object_start, clause.object_end, DATE)
    return dates[0].date if dates else act.date
