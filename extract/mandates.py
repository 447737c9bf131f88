"""Mandates: what an instrument asks for or authorises, in the words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.items import AGENT, CITATION, FILL, WORK, mask
from extract.page import Page
from extract.records import Act, Mandate

_REQUEST = re.compile(
    rf"(?P<m>(?:{CITATION}{FILL}*(?:、|和|及|以及|最近的|大会|{AGENT}{FILL}*)*)+)[^，。；]{{0,6}}(?:的)?"
    r"(?:所载的(?:呼吁|要求)，即|请|要求|邀请|的回应，其中(?:邀请|请|要求))(?P<what>[^。；]+)"
)
_TASK = re.compile(
    rf"(?P<what>[^，。]{{2,20}}?)(?:仍然)?(?:是)?(?:牢牢)?立足于(?P<m>[^。，]*?)规定的任务"
)


def find_mandates(page: Page, acts: list[Act]) -> Iterator[Mandate]:
    """Yield mandates: of acts done under an instrument, and of instruments that ask."""
    for act in acts:
        if act.rule == "act-request-by-resolution":
            continue
        for key in act.under:
            if _instrument(page, key) and act.type not in _SPEECH:
                yield from _of_act(act, key)
    masked = mask(page.text, [i for i in page.items if i.kind == "symbol" or i.code in (AGENT, WORK)])
    for match in _REQUEST.finditer(masked):
        yield from _asked(page, match)


_SPEECH = frozenset({"endorse", "approve", "adopt", "recognise", "request", "call", "support", "welcome/note"})


def _instrument(page: Page, key: str) -> bool:
    return page.talk.cls(key) in ("Resolution", "Instrument", "Document")


def _of_act(act: Act, key: str) -> Iterator[Mandate]:
    if act.type in ("develop", "establish", "launch") and act.objects:
        for one in act.objects:
            yield Mandate(act.span, key, one, act.object_text, "mandate-under", 0.85)
        return
    verb_at = act.span.text.find(act.verb)
    text = act.span.text[verb_at:] if verb_at >= 0 else act.object_text
    yield Mandate(act.span, key, "", text, "mandate-under", 0.8)


def _asked(page: Page, match: re.Match[str]) -> Iterator[Mandate]:
    cited = page.inside(*match.span("m"), CITATION)
    a, b = match.span("what")
    span = page.span(match.start(), b)
    for key in page.keys(cited):
        yield Mandate(span, key, "", page.words(a, b), "mandate-asks", 0.85)
