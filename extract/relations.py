"""Lasting relations between things: by patterns over the mask, by names, and out of acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import ontology
from extract.items import AGENT, CITATION, EVENT, FILL, PLACE, TOPIC, WORK, Item, mask
from extract.lexicon import nested_names
from extract.objects import object_of
from extract.page import Page
from extract.records import Act, Relation

_ONE = {"B": AGENT, "D": WORK, "C": CITATION, "E": EVENT, "P": PLACE, "X": TOPIC}
_JOINT = r"(?:、|和|及|以及|与|，以及)"


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]:
    """Rows of ``relation_patterns.tsv``: {B} one body, {BL} a list of bodies, {N} anything named."""
    return tuple(
        (
            row["predicate"],
            re.compile(_expand(row["pattern"])),
            frozenset(ontology.split(row["subject_class"])),
        )
        for row in ontology.table("relation_patterns")
    )


def _expand(pattern: str) -> str:
    pattern = pattern.replace("{DX}", "{D_X}")
    for letter, code in _ONE.items():
        one = f"{code}{FILL}*"
        short = rf"(?:\({one}\))?"
        pattern = pattern.replace(f"{{{letter}L}}", f"{one}{short}(?:{_JOINT}{one}{short}){{0,24}}")
        pattern = pattern.replace(f"{{{letter}}}", one)
    thing = f"[{WORK}{TOPIC}]{FILL}*"
    pattern = pattern.replace("{D_X}", f"{thing}(?:{_JOINT}{thing}){{0,8}}")
    return pattern.replace("{N}", f"[{AGENT}{WORK}]{FILL}*")


def find_relations(page: Page) -> Iterator[Relation]:
    """Yield the relations that the words of a unit state."""
    masked = mask(page.text, page.items)
    for predicate, pattern, classes in patterns():
        for match in pattern.finditer(masked):
            yield from _stated(page, predicate, match, classes)


def _stated(page: Page, predicate: str, match: re.Match[str], classes: frozenset[str]) -> Iterator[Relation]:
    groups = match.re.groupindex
    subjects = page.keys(page.inside(*match.span("s")))
    objects = page.keys(page.inside(*match.span("o"))) if "o" in groups else _parents(page, match)
    span = page.span(match.start(), match.end())
    for one in subjects:
        for other in objects:
            if classes and page.talk.cls(one) not in classes:
                continue
            if one != other:
                yield Relation(span, one, predicate, other, f"relation-{predicate}", 0.85)


def _parents(page: Page, match: re.Match[str]) -> tuple[str, ...]:
    """The body whose subsidiary machinery the words name: 其附属机制即…"""
    group = page.keys(page.inside(*match.span("via")))
    parents = (page.talk.entity(key) for key in group)
    return tuple(e.body for e in parents if e and e.body and e.key.endswith("subsidiary-bodies"))


# -- names that say what a thing belongs to or is about ------------------------------------------

_OF = {"Network": "networkOf", "TaskForce": "taskForceOf", "WorkingGroup": "workingGroupOf"}


def find_in_names(page: Page, told: set[tuple[str, str, str]]) -> Iterator[Relation]:
    """Yield what names say: 高管会人力资源网 is a network of HLCM, 关于工作未来的战略 is about work.

    ``told`` holds what earlier units said, so that a name speaks once.
    """
    for item in page.items:
        if item.kind != "name" or not item.key:
            continue
        for relation in (*_parent_in_name(page, item), *_topics_in_name(page, item)):
            triple = (relation.subject, relation.predicate, relation.object)
            if triple not in told:
                told.add(triple)
                yield relation


def _parent_in_name(page: Page, item: Item) -> Iterator[Relation]:
    entity = page.talk.entity(item.key)
    predicate = _OF.get(entity.cls, "") if entity else ""
    parent = page.talk.entity(entity.body) if entity and predicate else None
    if not entity or not parent:
        return
    names = (parent.label_zh, *parent.short_zh)
    if any(item.form.startswith(name) and item.form != name for name in names):
        span = page.span(item.start, item.end)
        yield Relation(span, item.key, predicate, parent.key, "relation-name-parent", 0.9)


def _topics_in_name(page: Page, item: Item) -> Iterator[Relation]:
    if item.code != WORK:
        return
    for key in topics_in(item.form):
        yield Relation(
            page.span(item.start, item.end), item.key, "aboutTopic", key, "relation-name-topic", 0.85
        )


def topics_at(text: str) -> list[tuple[int, int, str]]:
    """Topics whose longest names stand in a text: (start, end, key), in order."""
    matcher, owner = nested_names()
    hits = [(a, b, owner[form]) for a, b, form in matcher.find(text)]
    return sorted(h for h in hits if not any(o != h and o[0] <= h[0] and h[1] <= o[1] for o in hits))


def topics_in(text: str) -> list[str]:
    """Topics a title is about; a word as short as 创新 counts in short titles and after 关于 only.

    >>> topics_in("联合国系统关于工作未来的战略")
    ['future-of-work']
    """
    brief = "关于" in text or len(text) <= 10
    return list(dict.fromkeys(key for a, b, key in topics_at(text) if b - a > 2 or brief))


_TITLE = re.compile(rf"关于(?P<title>[^。；]{{2,120}}?)的(?P<s>{CITATION}{FILL}*)")


def find_titles(page: Page) -> Iterator[Relation]:
    """Yield what resolutions are about: 大会关于全系统一致性问题的第64/289号决议."""
    masked = mask(page.text, [i for i in page.items if i.kind == "symbol"])
    for match in _TITLE.finditer(masked):
        cited = page.keys(page.inside(*match.span("s")))
        a, b = match.span("title")
        named = [i for i in page.inside(a, b, EVENT + AGENT) if i.key and page.talk.cls(i.key) != "Other"]
        rest = [k for k in topics_in(page.text[a:b]) if page.talk.cls(k) != "SDG"] if not named else []
        topics = dict.fromkeys([*(i.key for i in named), *rest])
        span = page.span(match.start(), match.end())
        for symbol in cited:
            for topic in topics:
                yield Relation(span, symbol, "aboutTopic", topic, "relation-title-topic", 0.7)


# -- relations that follow from acts -------------------------------------------------------------

_FROM_ACTS = {"lead": "ledBy", "host": "hostedBy"}
_BODY_LIKE = frozenset({"TaskForce", "WorkingGroup", "Network", "Committee"})


def from_acts(acts: Iterable[Act], page: Page) -> Iterator[Relation]:
    """Yield the lasting relation that a stated act leaves: hosted by, led by, sets up, responds to."""
    for act in acts:
        if act.modality == "negated":
            continue
        for one in act.objects:
            predicate = _FROM_ACTS.get(act.type)
            if predicate:
                for agent in act.agents:
                    yield Relation(act.span, one, predicate, agent, f"relation-act-{act.type}", 0.85)
            if act.type in ("establish", "agree", "decide") and page.talk.cls(one) in _BODY_LIKE:
                for agent in act.agents:
                    yield Relation(act.span, agent, "setsUp", one, "relation-act-establish", 0.85)
            if act.type in ("develop", "approve", "endorse"):
                for agent in (*act.agents, *(k for role, k in act.participants if role == "process")):
                    if _is_process(page, agent):
                        yield Relation(act.span, one, "developedWith", agent, "relation-act-process", 0.85)
            if act.type == "develop":
                for instrument in act.under:
                    yield Relation(act.span, one, "respondsTo", instrument, "relation-act-under", 0.85)
            for role, key in act.participants:
                if act.type == "develop" and role == "collaborator":
                    yield Relation(act.span, one, "developedWith", key, "relation-act-with", 0.8)
            if act.type == "convene":
                for role, key in act.participants:
                    if role == "location":
                        yield Relation(act.span, one, "heldIn", key, "relation-act-convene", 0.9)


def _is_process(page: Page, key: str) -> bool:
    entity = page.talk.entity(key)
    return bool(entity and entity.cls == "Other" and entity.label_zh.endswith("进程"))


def find_symbols(page: Page) -> Iterator[Relation]:
    """Yield symbols that stand in the sentence that also names the document: …战略(见CEB/2019/1/Add.2)."""
    named = {(m, page.sentence(start)[0]) for start, m in page.named}
    for cited in page.citations:
        if (cited.symbol, page.sentence(cited.start)[0]) in named and cited.rule == "citation-symbol":
            span = page.span(cited.start, cited.end)
            yield Relation(span, cited.symbol, "hasSymbol", cited.symbol, "relation-symbol", 0.95)


def from_frames(page: Page) -> Iterator[Relation]:
    """Yield what is built or held on the ground of another thing: 在《调查问卷》的基础上建立…机制."""
    for clause in page.clauses:
        if (
            clause.verb.type not in ("develop", "establish", "launch", "convene")
            and clause.verb.frame != "light"
        ):
            continue
        objects = object_of(page, clause, page.clauses).keys
        for ground in page.keys(clause.frame.grounds):
            for one in objects:
                if one != ground and page.talk.cls(one) != "Topic":
                    span = page.span(clause.start, max(clause.object_end, clause.verb_end))
                    yield Relation(span, one, "basedOn", ground, "relation-frame-basis", 0.8)


def find_phases(page: Page) -> Iterator[Relation]:
    """Yield phases of a strategy: 该战略第一阶段."""
    for start, end, whole, phase in page.phases:
        yield Relation(page.span(start, end), whole, "hasPhase", phase, "relation-phase", 0.9)
