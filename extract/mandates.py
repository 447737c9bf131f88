"""Mandates: what an instrument asks for or authorises, in the words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.confidence import by
from extract.grammar import Clause
from extract.items import AGENT, CITATION, FILL, WORK, mask
from extract.objects import object_of
from extract.page import Page
from extract.records import Mandate

_MAKING = frozenset({"develop", "establish", "launch"})
_DECIDING = frozenset({"approve", "decide", "request"})
_BINDING = frozenset({"Resolution", "Instrument", "Document"})
_C = rf"{CITATION}{FILL}*"
_LIST = rf"(?P<m>{_C}(?:(?:、|和|及|以及|最近的|大会|的|{AGENT}{FILL}*)*{_C})*)"
# "第67/226号和第71/243号决议请各实体…", "…所载的呼吁，即…", "…的回应，其中邀请…", "应…的要求，…"
_ASKS = re.compile(
    rf"{_LIST}(?:所载的(?:呼吁|要求)，即|(?:请|要求|邀请|敦促)(?!，)|[^，。；]{{0,5}}，其中(?:邀请|请|要求)|的要求，)"
    r"(?P<what>[^。；]+)"
)
# "高管会的工作…立足于…决议规定的任务"
_TASKED = re.compile(
    rf"(?P<what>{AGENT}{FILL}*的[^，。]{{2,8}}?)(?:仍然)?(?:是)?(?:牢牢)?(?:立足于|遵循|依据)[^。，]*?{_LIST}[^，。]{{0,8}}规定的任务"
)


def find_mandates(page: Page) -> list[Mandate]:
    """Return the mandates of a unit, each instrument with what it is the ground of."""
    found: dict[tuple[str, str], Mandate] = {}
    for mandate in (*_grounds(page), *_patterns(page)):
        if not any(key[0] == mandate.mandate for key in found) or mandate.rule == "mandate-basis":
            found.setdefault((mandate.mandate, mandate.mandated or mandate.mandated_text), mandate)
    for mandate in _decided(page):
        if not any(key[0] == mandate.mandate for key in found):
            found.setdefault((mandate.mandate, mandate.mandated_text), mandate)
    return sorted(found.values(), key=lambda m: (m.span.start, m.mandate))


def _grounds(page: Page) -> Iterator[Mandate]:
    """根据Ⓒ，A V O: the instrument is the ground of what A does; once for each phrase."""
    done: set[int] = set()
    for clause in page.clauses:
        instruments = [*page.keys(clause.frame.basis), *_in_note(page, clause)]
        binding = [key for key in dict.fromkeys(instruments) if page.talk.cls(key) in _BINDING]
        if not binding or clause.frame.basis_end in done:
            continue
        done.add(clause.frame.basis_end)
        span = page.span(clause.start, max(clause.object_end, clause.verb_end))
        for key in binding:
            for mandated, text in _mandated(page, clause):
                yield Mandate(span, key, mandated, text, *by("mandate-basis"))


def _decided(page: Page) -> Iterator[Mandate]:
    """大会在第60/283号决议中，批准采用…: the resolution is the ground of what it approves."""
    for clause in page.clauses:
        if clause.verb.type not in _DECIDING or clause.modality != "stated":
            continue
        for key in page.keys(clause.frame.under):
            words = page.words(clause.object_start, clause.object_end)
            if words and page.talk.cls(key) == "Resolution":
                span = page.span(clause.start, clause.object_end)
                yield Mandate(span, key, "", words, *by("mandate-decided"))


def _mandated(page: Page, clause: Clause) -> list[tuple[str, str]]:
    """The thing made or told of, else the words of what is done."""
    words = page.words(clause.verb_start, max(clause.object_end, clause.verb_end))
    theme = page.keys(clause.theme[:1])
    if clause.alien and theme:
        return [(theme[0], words)]
    if clause.verb.type in _MAKING:
        keys = object_of(page, clause, page.clauses).keys
        return [(key, words) for key in keys] or [("", words)]
    return [("", words)]


def _in_note(page: Page, clause: Clause) -> list[str]:
    """根据大会的授权，⁸: the footnote names the resolutions."""
    end = clause.frame.basis_end
    if end < 0 or page.keys(clause.frame.basis):
        return []
    for note, (unit, at) in page.talk.marked.items():
        if unit == page.unit.key and end <= at <= end + 1:
            return [s.key for s in page.talk.seen.get(note, []) if "/RES/" in s.key]
    return []


def _patterns(page: Page) -> Iterator[Mandate]:
    if CITATION not in page.masked:
        return
    masked = mask(page.text, [i for i in page.items if i.kind == "symbol" or i.code in (AGENT, WORK)])
    for rule, pattern in (("mandate-asks", _ASKS), ("mandate-tasks", _TASKED)):
        for match in pattern.finditer(masked):
            span = page.span(match.start(), match.end())
            for key in page.keys(page.inside(*match.span("m"), CITATION)):
                yield Mandate(span, key, "", page.words(*match.span("what")), *by(rule))
