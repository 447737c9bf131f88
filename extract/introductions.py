"""Things the text itself introduces: 设立了…工作分组, 建立一个非正式的前瞻网络, 举行了一次虚拟会议.

What an act sets up, launches, writes or holds, and no table knows, becomes an entity with its words as
label, typed by its head noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.grammar import Clause
from extract.items import AGENT, EVENT, WORK, Item, class_by_head
from extract.needles import Sieve
from extract.phrases import Pattern, described_end, patterns
from extract.records import Entity
from extract.slots import QUANTIFIER
from extract.words import verbs

_MAKING = frozenset({"establish", "launch", "develop", "convene", "publish"})
_DESCRIBED = frozenset({"establish", "launch", "develop", "convene", "publish", "submit", "lead"})
_DESCRIBING = frozenset({"act-relative", "act-relative-done", "act-relative-issued", "act-nominal-about"})
_FRAMING = frozenset({"agree", "decide", "request", "support"})
# 由世界卫生组织领导的…, 在…基础上的…: what stands before a name and is not part of it
_RELATIVE = re.compile(r"^(?:由|经|在|与|向)[^的]{2,30}的")
_STOP = re.compile(r"[(，。；：]|以便|用于|供第")


@dataclass(frozen=True, slots=True)
class Introduced:
    """A new entity named at ``[start, end)`` of the normalised text."""

    start: int
    end: int
    entity: Entity


def find_introduced(
    text: str, grammar: str, clauses: Sequence[Clause], items: Sequence[Item]
) -> list[Introduced]:
    """Return what the clauses of a unit bring into being and no table names, in order.

    ``grammar`` is the text as clauses see it (``extract.words.grammar_text``).
    """
    found: dict[str, Introduced] = {}
    for clause in clauses:
        told = clause.verb.frame == "np" and (clause.done or bool(clause.subject))
        for start, end in _phrases(text, clause):
            one = _introduced(text, start, end, items, done=told)
            if one:
                found.setdefault(one.entity.key, one)
    for one in _described(text, grammar, items):
        if not any(other.start < one.end and one.start < other.end for other in found.values()):
            found.setdefault(one.entity.key, one)
    return sorted(found.values(), key=lambda one: one.start)


@cache
def _describing() -> Sieve[Pattern]:
    return Sieve((row, row[2]) for row in patterns() if row[0] in _DESCRIBING)


def _described(text: str, grammar: str, items: Sequence[Item]) -> Iterator[Introduced]:
    """秘书长2018年4月启动的一项进程, 首协会关于前沿技术影响的讨论: told of by who did it."""
    for rule, kind, pattern in _describing().candidates(grammar):
        for match in pattern.finditer(grammar):
            start, end = match.start("a"), described_end(text, match)
            verb = verbs().get(match["v"])
            making = rule == "act-nominal-about" or (kind or (verb.type if verb else "")) in _DESCRIBED
            cls = class_by_head(text[start:end])
            named = any(i.end == end and i.code in (WORK, EVENT, AGENT) for i in items)
            thing = start if rule == "act-nominal-about" else match.start("o")
            thing += len(text[thing:end]) - len(QUANTIFIER.sub("", text[thing:end]))
            start = thing if end - thing > 3 else start  # 一项进程 alone would not tell which
            if making and cls and not named and end - start <= 45:
                words = text[start:end]
                yield Introduced(start, end, Entity(words, cls, words, origin="text"))


def _phrases(text: str, clause: Clause) -> Iterator[tuple[int, int]]:
    if clause.modality == "negated" or clause.listed:
        return
    if clause.verb.type in _MAKING or clause.verb.frame == "light":
        yield clause.object_start, clause.object_end
    elif clause.verb.type in _FRAMING:
        words = text[clause.object_start : clause.object_end]
        inner = [
            (words.find(form), form)
            for form, verb in verbs().items()
            if verb.type in _MAKING and verb.frame == "np" and form in words
        ]
        if inner:
            at, form = min(inner)
            yield clause.object_start + at + len(form), clause.object_end


def _introduced(text: str, start: int, end: int, items: Sequence[Item], *, done: bool) -> Introduced | None:
    stop = _STOP.search(text, start, end)
    end = stop.start() if stop else end
    lead = QUANTIFIER.match(text[start:end])
    if not lead and not done:
        return None
    printed = start
    start += lead.end() if lead else 0
    relative = _RELATIVE.match(text[start:end])
    start += relative.end() if relative else 0
    words = text[start:end].rstrip("的")
    cls = class_by_head(words)
    named = any(printed <= i.start and i.end == end and i.code in (WORK, EVENT, AGENT) for i in items)
    whole = text[printed:end].rstrip("的")
    if lead and len(words) < 4 <= len(whole):  # 14项标准: the number tells which
        start, words = printed, whole
    if not cls or named or len(words) < 4 or len(words) > 45 or cls == "Conference":
        return None
    other = (whole,) if lead and whole != words and len(whole) <= 45 else ()
    return Introduced(start, end, Entity(words, cls, words, short_zh=other, origin="text"))
