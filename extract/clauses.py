"""Sentences to clauses: frames, subject, predicate and object of official Chinese.

A clause is a stretch between commas.  It is read from the left: connectives, frames (在…届会议上,
2019 年, 根据…), the subject, adverbs and prepositional phrases, then the predicate; what follows is
the object.  What a clause leaves out (subject, session, date, instrument) it takes from the clause
before it in the same sentence; 以, 以便, 旨在 … open a stretch of purposes that states nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.grammar import Clause, Context, Segment, State
from extract.items import AGENT, EVENT, WORK, Item
from extract.segment import SegmentReader
from extract.stretches import Stretches
from extract.words import MARK, grammar_text, known_parts

# a line that ends in a colon or semicolon goes on in the next: 请秘书长：\n(a) 编写…
_SENTENCE = re.compile(r"[^。\n]*(?:(?<=[：；，])\n[^。\n]*)*[。\n]?")
_SEGMENT = re.compile(rf"[，；：。\n]|{MARK}·*")
# 请A与B合作，编写C: what is asked for stands after the comma
_TOGETHER = re.compile(r"(?:合作|协作|齐心协力|共同努力)$")
# an object that begins like this goes on after the comma: 支持通过报告，执行纲领; 承诺一旦启动，支持行动
_OPENER = re.compile(r"通过|一旦|如果|在[^，]*(?:时|后|前)$")


def read_clauses(text: str, items: Sequence[Item]) -> list[Clause]:
    """Return the clauses of a text in order, with the items they hold."""
    return clauses_of(grammar_text(text, items), items)


def clauses_of(grammar: str, items: Sequence[Item], implied: tuple[Item, ...] = ()) -> list[Clause]:
    """Return the clauses of a text as the grammar sees it.

    ``implied`` is who acts where a sentence names nobody, as the organ in its own resolution.
    """
    found: list[Clause] = []
    last = State()
    placed, known = Stretches(items), Stretches(known_parts(grammar, items))
    for number, match in enumerate(_SENTENCE.finditer(grammar)):
        if match[0].strip():
            parts = list(segments(grammar, match.start(), match.end()))
            context = Context(grammar, placed, known, parts, last, State(subject=implied))
            clauses = Sentence(context).clauses()
            for clause in clauses:
                clause.sentence = number
            found += clauses
            last = _handed_on(clauses, context.state, last)
    return found


def _handed_on(clauses: Sequence[Clause], state: State, last: State) -> State:
    """What the next sentence may take from this one: the subject that did something, else the one before.

    "截至2020年1月，注册供应商近24万家。" has no predicate, so the vendors do nothing in what follows.
    """
    actors = [clause.by or clause.subject for clause in clauses if clause.by or clause.subject]
    return State(state.frame, actors[-1]) if actors else State(subject=last.subject)


def segments(grammar: str, start: int, end: int) -> Iterator[Segment]:
    """Split a sentence at commas, colons and enumeration labels."""
    at, label = start, False
    for match in _SEGMENT.finditer(grammar, start, end):
        if grammar[at : match.start()].strip():
            yield Segment(at, match.start(), match[0][0], label)
            label = False
        at = match.end()
        label = label or match[0][0] == MARK
    if grammar[at:end].strip():
        yield Segment(at, end, "", label)


class Sentence:
    """One sentence: reads its segments, then ties enumerations, late subjects and long objects."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.grammar, self.items, self.segments = context.grammar, context.items, context.segments

    def clauses(self) -> list[Clause]:
        """The clauses of the sentence in the order of their verbs."""
        found = [c for s in self.segments for c in SegmentReader(self.context, s).clauses()]
        self._enumerations(found)
        self._forward(found)
        longer = self._extend(found)
        told = [c for c in found if not any(start <= c.verb_start < end for start, end in longer)]
        return sorted(told, key=lambda clause: clause.verb_start)

    def _forward(self, found: list[Clause]) -> None:
        """认识到X，A商定Y: a clause before the subject has the subject that follows."""
        later: Clause | None = None  # the next clause with a subject, unless one between has another kind
        for clause in reversed(found):
            own = clause.subject or clause.by or clause.alien or clause.theme
            # 计划将…纳入…: nobody is named who plans
            if not own and later and clause.modality != "planned":
                clause.subject, clause.rule = later.subject, "clause-forward"
                clause.frame = replace(later.frame, under=clause.frame.under or later.frame.under)
            elif clause.subject:
                later = clause
            elif clause.alien:
                later = None

    def _extend(self, found: list[Clause]) -> list[tuple[int, int]]:
        """一致认为，必须…: an object that begins or goes on after the comma; returns what it took."""
        longer: list[tuple[int, int]] = []
        for clause in found:
            empty = clause.verb.frame in ("clause", "agree") and clause.object_end <= clause.object_start
            after = self._after(max(clause.object_end, clause.verb_end))
            opened = _OPENER.match(self.grammar, clause.object_start, clause.object_end)
            if clause.verb.frame == "request" and _TOGETHER.search(
                self.grammar, clause.object_start, clause.object_end
            ):
                opened = _TOGETHER.search(self.grammar, clause.object_start, clause.object_end)
            if after and (empty or (opened and clause.object_end == clause.end)):
                clause.object_start = after.start if empty else clause.object_start
                clause.object_end = after.end
                clause.object = tuple(self.items.inside(clause.object_start, clause.object_end))
                longer.append((after.start, after.end))
        return longer

    def _after(self, offset: int) -> Segment | None:
        """The segment that begins at or after an offset."""
        index = bisect_left(self.segments, offset, key=lambda segment: segment.start)
        return self.segments[index] if index < len(self.segments) else None

    def _enumerations(self, found: list[Clause]) -> None:
        """Give an object that ends in a colon the things its enumeration names."""
        for index, segment in enumerate(self.segments):
            if segment.stop != "：" or not any(s.label for s in self.segments[index + 1 : index + 2]):
                continue
            heads = [self._head(s) for s in self.segments[index + 1 :] if s.label]
            named = tuple(item for item in heads if item)
            if len(named) == len(heads):
                for clause in found:
                    if segment.start <= clause.object_start <= segment.end:
                        clause.listed = named

    def _head(self, segment: Segment) -> Item | None:
        """The thing a labelled item begins with: (a) Ⓓ…"""
        item = self.items.at(segment.start)
        return item if item and item.code in (WORK, EVENT, AGENT) else None
