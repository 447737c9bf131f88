"""Lasting relations between things: by patterns over the mask, by names, and out of acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

import ontology
from extract.confidence import by
from extract.items import AGENT, CITATION, DATE, EVENT, FILL, PLACE, SESSION, TOPIC, WORK, Item, mask
from extract.lexicon import names_at, nested_names
from extract.needles import Sieve
from extract.page import Page
from extract.records import Relation

_ONE = {"B": AGENT, "D": WORK, "C": CITATION, "E": EVENT, "P": PLACE, "X": TOPIC}
_PART = re.compile(r"[、，；：]|以及|$(?<=和)")
_JOINT = r"(?:、|和|及|以及|与|，以及)"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of ``relation_patterns.tsv``: {B} one body, {BL} a list of bodies, {N} anything named.

    Group ``s`` holds the subjects, ``o`` the objects, ``list`` a list of which each part names one object.
    Empty sets of classes admit every class.
    """

    predicate: str
    form: re.Pattern[str]
    subject_classes: frozenset[str]
    object_classes: frozenset[str]


@cache
def patterns() -> tuple[Pattern, ...]:
    """The rows of ``relation_patterns.tsv``."""
    return tuple(
        Pattern(
            row["predicate"],
            re.compile(_expand(row["pattern"])),
            frozenset(ontology.split(row["subject_class"])),
            frozenset(ontology.split(row["object_class"])),
        )
        for row in ontology.table("relation_patterns")
    )


def _expand(pattern: str) -> str:
    pattern = pattern.replace("{DX}", "{D_X}")
    for letter, code in _ONE.items():
        one = f"{code}{FILL}*"
        pattern = pattern.replace("{T}", f"{DATE}{FILL}*")
        short = rf"(?:\({one}\))?"
        pattern = pattern.replace(f"{{{letter}L}}", f"{one}{short}(?:{_JOINT}{one}{short}){{0,24}}")
        pattern = pattern.replace(f"{{{letter}}}", one)
    thing = f"[{WORK}{TOPIC}]{FILL}*"
    pattern = pattern.replace("{D_X}", f"{thing}(?:{_JOINT}{thing}){{0,8}}")
    return pattern.replace("{N}", f"[{AGENT}{WORK}]{FILL}*")


@cache
def _sieve() -> Sieve[Pattern]:
    return Sieve((pattern, pattern.form) for pattern in patterns())


def find_relations(page: Page) -> Iterator[Relation]:
    """Yield the relations that the words of a unit state."""
    masked = mask(page.text, page.things) if page.born else page.masked
    for pattern in _sieve().candidates(masked):
        for match in pattern.form.finditer(masked):
            yield from _stated(page, pattern, match)


def _stated(page: Page, pattern: Pattern, match: re.Match[str]) -> Iterator[Relation]:
    span = page.span(match.start(), match.end())
    for one in _subjects(page, match):
        if pattern.subject_classes and page.talk.cls(one) not in pattern.subject_classes:
            continue
        for other in _objects(page, pattern, match):
            if one != other:
                yield Relation(span, one, pattern.predicate, other, *by(f"relation-{pattern.predicate}"))


def _subjects(page: Page, match: re.Match[str]) -> tuple[str, ...]:
    """What the pattern names; for 会议还包括… the meeting told of last in the unit."""
    if "meeting" not in match.re.groupindex:
        return _keys(page.things_in(*match.span("s")))
    before = [i for i in page.things if i.code in (SESSION, EVENT) and i.key and i.end <= match.start()]
    return _keys(before[-1:])


def _objects(page: Page, pattern: Pattern, match: re.Match[str]) -> tuple[str, ...]:
    groups = match.re.groupindex
    if "via" in groups:
        return _parents(page, match)
    items = page.things_in(*match.span("o" if "o" in groups else "list"))
    wanted = pattern.object_classes
    items = [i for i in items if not wanted or any(page.talk.cls(key) in wanted for key in i.keys)]
    return _keys(items if "o" in groups else _first_of_parts(page, match.start("list"), items))


def _keys(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for item in items for key in item.keys))


def _first_of_parts(page: Page, start: int, items: list[Item]) -> list[Item]:
    """A所做的工作、B开展的活动以及C取得的进展: what each part of a list names first."""
    chosen: list[Item] = []
    for item in items:
        between = page.text[chosen[-1].end if chosen else start : item.start]
        if not chosen or _PART.search(between):
            chosen.append(item)
    return chosen


def _parents(page: Page, match: re.Match[str]) -> tuple[str, ...]:
    """The body whose subsidiary machinery the words name: 其附属机制即…"""
    group = _keys(page.things_in(*match.span("via")))
    parents = (page.talk.entity(key) for key in group)
    return tuple(e.body for e in parents if e and e.body and e.key.endswith("subsidiary-bodies"))


# -- names that say what a thing belongs to or is about ------------------------------------------

_MEMBERS = re.compile(r"(?:参与|参加)组织$")
_WORKS_ABOUT = re.compile(r"[^，。]{0,10}关于.+?的")
_ABOUT_WORKS = frozenset({"Standard", "Instrument", "Strategy", "Framework"})
_ADOPTING = re.compile(r"采用(.+?)的")
_PHASED = frozenset({"Strategy", "Framework", "Programme", "Document"})
_ABOUT = frozenset({"TaskForce", "WorkingGroup", "Network"})
_OF = {"Network": "networkOf", "TaskForce": "taskForceOf", "WorkingGroup": "workingGroupOf"}


def find_in_names(page: Page, told: set[tuple[str, str, str]]) -> Iterator[Relation]:
    """Yield what names say: 高管会人力资源网 is a network of HLCM, 关于工作未来的战略 is about work.

    ``told`` holds what earlier units said: what a name is about it says once, whose it is in every unit.
    """
    for item in page.things:
        if item.kind != "name" or not item.key:
            continue
        said = (_parent_in_name(page, item), _phase_in_name(page, item), _topics_in_name(page, item))
        for relation in chain.from_iterable(said):
            where = "" if relation.predicate == "aboutTopic" else page.unit.key
            triple = (relation.subject, relation.predicate + where, relation.object)
            if triple not in told:
                told.add(triple)
                yield relation


def _phase_in_name(page: Page, item: Item) -> Iterator[Relation]:
    """管理领域环境可持续性战略的第一阶段 is a phase of that strategy."""
    entity = page.talk.entity(item.key)
    whole = page.talk.cls(entity.body) if entity and entity.body else ""
    if entity and whole in _PHASED and re.search(r"^第[一二三四五]阶段的|第[一二三四五]阶段$", item.form):
        span = page.span(item.start, item.end)
        yield Relation(span, entity.body, "hasPhase", item.key, *by("relation-name-phase"))


def _parent_in_name(page: Page, item: Item) -> Iterator[Relation]:
    entity = page.talk.entity(item.key)
    if not entity:
        return
    predicate = _OF.get(entity.cls, "")
    predicate = "memberOf" if entity.cls == "Other" and _MEMBERS.search(item.form) else predicate
    predicate = "chairs" if entity.cls == "Post" and item.form.endswith("主席") else predicate
    parent = page.talk.entity(entity.body) if predicate else None
    if not parent:
        return
    names = (parent.label_zh, *parent.short_zh)
    if predicate in ("chairs", "memberOf") or any(item.form.startswith(n) and item.form != n for n in names):
        span = page.span(item.start, item.end)
        yield Relation(span, item.key, predicate, parent.key, *by("relation-name-parent"))


def _topics_in_name(page: Page, item: Item) -> Iterator[Relation]:
    if item.code not in (WORK, EVENT) and page.talk.cls(item.key) not in _ABOUT:
        return
    span = page.span(item.start, item.end)
    adopting = _ADOPTING.match(item.form)  # 采用以受害者为中心办法的调查模式
    based = topics_in(adopting[1]) if adopting else []
    works = _WORKS_ABOUT.match(item.form)
    inside = names_at(item.form) if works else ()
    about = [k for a, b, k in inside if works and b <= works.end() and page.talk.cls(k) in _ABOUT_WORKS]
    for key in dict.fromkeys([*topics_in(item.form), *about]):
        predicate = "basedOn" if key in based else "aboutTopic"
        yield Relation(span, item.key, predicate, key, *by("relation-name-topic"))


@lru_cache(maxsize=32768)
def topics_at(text: str) -> tuple[tuple[int, int, str], ...]:
    """Topics whose longest names stand in a text: (start, end, key), in order."""
    matcher, owner = nested_names()
    hits = [(a, b, owner[form]) for a, b, form in matcher.find(text)]
    whole = (h for h in hits if not any(o != h and o[0] <= h[0] and h[1] <= o[1] for o in hits))
    return tuple(sorted(whole))


def topics_in(text: str) -> list[str]:
    """Topics a title is about.

    >>> topics_in("联合国系统关于工作未来的战略")
    ['future-of-work']
    """
    found = [(b - a, b, key) for a, b, key in topics_at(text)]
    adjective = {b for size, b, _ in found if size == 2 and text.startswith("的", b)}  # 公平和创新的战略方法
    return list(dict.fromkeys(key for _, b, key in found if b not in adjective))


_TITLE = re.compile(rf"关于(?P<title>[^。；]{{2,120}}?)的(?:(?:报告|说明)\()?(?P<s>{CITATION}{FILL}*)")


def find_titles(page: Page) -> Iterator[Relation]:
    """Yield what resolutions are about: 大会关于全系统一致性问题的第64/289号决议."""
    symbols = [i for i in page.items if i.kind == "symbol"]
    masked = mask(page.text, symbols) if symbols and "关于" in page.text else ""
    for match in _TITLE.finditer(masked):
        cited = page.keys(page.inside(*match.span("s")))
        a, b = match.span("title")
        named = [i for i in page.inside(a, b, EVENT + AGENT) if i.key]
        rest = [k for k in topics_in(page.text[a:b]) if page.talk.cls(k) != "SDG"] if not named else []
        topics = dict.fromkeys([*(i.key for i in named), *rest])
        span = page.span(match.start(), match.end())
        for symbol in cited:
            for topic in topics:
                yield Relation(span, symbol, "aboutTopic", topic, *by("relation-title-topic"))
