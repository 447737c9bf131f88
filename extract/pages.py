"""A unit to its page: items, clauses, references, and what stands inside and beside names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from extract.citations import find_citations
from extract.clauses import clauses_of
from extract.discourse import Discourse
from extract.grammar import Clause
from extract.introductions import find_introduced
from extract.items import AGENT, DATE, EVENT, FILL, PLACE, WORK, Item, find_items, mask
from extract.lexicon import entities
from extract.nested import find_nested
from extract.normal import Normal, normalise
from extract.page import Page
from extract.records import Unit
from extract.references import resolve
from extract.sessions import find_anaphors, find_sessions
from extract.stretches import Stretches
from extract.words import without_brackets


def read_page(unit: Unit, talk: Discourse) -> Page:
    """Return the page of a unit; ``talk`` holds what earlier units said and learns what this one says."""
    normal = normalise(unit.text)
    cited = find_citations(normal.text)
    items = find_items(normal, cited)
    for finder in (find_sessions, find_anaphors):
        items = _merged(items, finder(normal.text, items))
    masked = mask(normal.text, items)
    grammar = without_brackets(normal.text, masked)
    clauses = clauses_of(grammar, items, _enacting(unit, talk))
    introduced = find_introduced(normal.text, grammar, clauses, items)
    talk.groups += [
        (f"agents {unit.key}", keys) for keys in _agents_joined(items, normal.text) if len(keys) > 1
    ]
    resolved = resolve(unit, items, clauses, [(one.end, one.entity) for one in introduced], talk)
    resolved, phases = _phases(normal.text, resolved)
    if phases:
        masked = mask(normal.text, resolved)
        grammar = without_brackets(normal.text, masked)
    resolved = _held(masked, resolved, clauses)
    _note_groups(unit.key, clauses, resolved, talk)
    _note_marks(unit, normal, resolved, clauses, talk)
    return Page(
        unit,
        normal,
        masked,
        grammar,
        tuple(resolved),
        tuple(clauses),
        talk,
        citations=tuple(cited),
        nested=tuple(find_nested(unit, resolved, talk)),
        phases=tuple(phases),
        born=tuple((one.start, one.end, one.entity.key) for one in introduced),
    )


def _enacting(unit: Unit, talk: Discourse) -> tuple[Item, ...]:
    """The organ that a paragraph of its resolution leaves out: 请秘书长… (the Assembly) requests."""
    organ = talk.chain.get("enacting", "")
    said = unit.kind in ("preamble", "paragraph") and not (unit.section or "").startswith("annex")
    return _implied(organ) if organ and said else ()


@cache
def _implied(organ: str) -> tuple[Item, ...]:
    return (Item(-1, -1, AGENT, (organ,), "implied", "enacting"),)


def _merged(items: list[Item], found: list[Item]) -> list[Item]:
    """Add found items; those they contain (the date of a session) give way."""
    over = Stretches(items)
    gone = {i.start for f in found for i in over.inside(f.start, f.end)}
    kept = [i for i in items if i.start not in gone]
    return sorted([*kept, *found], key=lambda item: item.start)


_PHASE = re.compile(r"的?(第[一二三四五]阶段)")


def _phases(text: str, items: list[Item]) -> tuple[list[Item], list[tuple[int, int, str, str]]]:
    """该战略第一阶段: the phase that the tables know of the thing named."""
    phases = []
    for index, item in enumerate(items):
        found = _PHASE.match(text, item.end) if item.code == WORK and item.key else None
        if not found:
            continue
        known = [e.key for e in entities().values() if e.body == item.key and found[1] in e.label_zh]
        if len(known) == 1:
            phases.append((item.start, found.end(), item.key, known[0]))
            items[index] = replace(
                item, end=found.end(), keys=(known[0],), form=text[item.start : found.end()]
            )
    return items, phases


# "2016年10月在基多举行的Ⓔ", "于2019年9月23日在纽约召开Ⓔ"
_HELD = re.compile(
    rf"({DATE}{FILL}*)(?:在{PLACE}{FILL}*)?(?:召开|举行|举办)的?(?:了)?({EVENT}{FILL}*)"
    rf"|({EVENT}{FILL}*)(?:于|在|将于)({DATE}{FILL}*)"
)


def _held(masked: str, items: list[Item], clauses: Sequence[Clause]) -> list[Item]:
    """Give conferences the date printed with them, or that of the clause that says who held them."""
    by_start = {item.start: item for item in items}
    for clause in clauses:
        held = clause.verb.type in ("convene", "participate") and clause.modality == "stated"
        if held and clause.frame.date:
            for item in clause.object:
                if item.code == EVENT and not by_start[item.start].date:
                    by_start[item.start] = replace(by_start[item.start], date=clause.frame.date.date)
    for match in _HELD.finditer(masked) if EVENT in masked and DATE in masked else ():
        date, event = (1, 2) if match[1] else (4, 3)
        when, what = by_start[match.start(date)], by_start[match.start(event)]
        for item in items:
            if item.keys == what.keys:
                by_start[item.start] = replace(by_start[item.start], date=when.date)
    return [by_start[item.start] for item in items]


def _agents_joined(items: Sequence[Item], text: str) -> Iterable[tuple[str, ...]]:
    """A与B, A、B和C: bodies that the text names together, for 这些网络."""
    run: list[Item] = []
    for item in [i for i in items if i.code == AGENT and i.key]:
        if run and text[run[-1].end : item.start] not in ("、", "和", "与", "及", "以及"):
            yield tuple(one.key for one in run)
            run = []
        run.append(item)
    yield tuple(one.key for one in run)


def _note_groups(unit: str, clauses: Iterable[Clause], items: Sequence[Item], talk: Discourse) -> None:
    by_start = {item.start: item for item in items}
    for clause in clauses:
        keys = tuple(by_start.get(i.start, i).key for i in clause.listed)
        if len(keys) > 1 and all(keys) and (unit, keys) not in talk.groups:
            talk.groups.append((unit, keys))


def _note_marks(
    unit: Unit, normal: Normal, items: Sequence[Item], clauses: Sequence[Clause], talk: Discourse
) -> None:
    """Remember for each footnote where its mark stands and what it is about."""
    for mark in unit.marks:
        at = bisect_left(normal.back, mark.start)
        talk.marked[f"fn{mark.number}"] = (unit.key, at)
        about = _before_mark(normal.text, at, items, clauses)
        if about:
            talk.antecedent[f"fn{mark.number}"] = about


def _before_mark(text: str, at: int, items: Sequence[Item], clauses: Sequence[Clause]) -> str:
    """The thing named right before a mark, else what its sentence is about, else the last thing named."""
    by_start = {i.start: i for i in items}
    before = [i for i in items if i.end <= at and i.key and i.code in (AGENT, WORK, EVENT)]
    beside = [i for i in before if i.end >= at - 1 and not text[i.end : at].strip("，。、")]
    ends = [c for c in clauses if c.start <= at and text.find("。", c.verb_end) in (-1, at - 1, at)]
    themes = [by_start[i.start] for c in ends for i in c.theme if by_start[i.start].key]
    objects = [
        i
        for c in clauses
        if c.end >= at - 1 > c.start
        for i in before
        if c.start <= i.start and i.code == WORK
    ]
    for choice in (
        themes if text[at - 1 : at] == "。" else [],
        beside[-1:],
        themes,
        objects[-1:],
        before[-1:],
    ):
        if choice:
            return choice[0].key
    return ""
