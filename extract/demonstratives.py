"""What a demonstrative points at: 该战略, 这一举措, 这三项战略, 这些决议, 他们, 这一问题.

Declines unless exactly one thing is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.discourse import Discourse, Seen
from extract.grammar import Clause
from extract.items import Item, class_by_head
from extract.normal import squeeze


def answer_with(item: Item, key: str, rule: str, others: Iterable[str] = ()) -> Item:
    """The item with what it stands for; without an answer it stays unresolved and keeps the candidates."""
    if not key:
        candidates = tuple(dict.fromkeys(others))
        return replace(item, kind="unresolved", rule=f"anaphora-{rule}", candidates=candidates)
    return replace(item, keys=(key,), rule=f"anaphora-{rule}")


def people(unit: str, item: Item, clauses: Sequence[Clause], talk: Discourse) -> str:
    """他们: the only group of people named in this sentence or the one before."""
    here = max((c.sentence for c in clauses if c.start <= item.start), default=0)
    near = [c.start for c in clauses if c.sentence >= here - 1]
    start = min(near, default=0)
    seen = [s for s in talk.near(unit) if s.unit == unit and start <= s.start < item.start]
    groups = dict.fromkeys(s.key for s in seen if talk.cls(s.key) == "Other")
    return next(iter(groups)) if len(groups) == 1 else ""


def topic(unit: str, item: Item, clauses: Sequence[Clause], talk: Discourse) -> str:
    """这一问题: the only topic named in the nearest sentence, this one first, that names any."""
    starts: dict[int, int] = {}
    for clause in clauses:
        starts[clause.sentence] = min(clause.start, starts.get(clause.sentence, clause.start))
    before = [s for s in talk.seen.get(unit, []) if s.start < item.start]
    topics = [s for s in before if talk.cls(s.key) in ("Topic", "Theme")]
    for start in sorted((s for s in starts.values() if s <= item.start), reverse=True):
        found = dict.fromkeys(s.key for s in topics if s.start >= start)
        if found:
            return next(iter(found)) if len(found) == 1 else ""
    return ""


_WORKS = frozenset({"Strategy", "Framework", "Document", "Programme", "Tool", "Platform", "Standard"})
_POINTED = re.compile(r"^(?:(?:这|上述)([两二三四五六七八九十\d]+)[项个份种]|该|这一|这个|这项|此|上述|这些)")


def pointed_at(
    unit: str, item: Item, clauses: Sequence[Clause], done: dict[int, Item], talk: Discourse
) -> Item:
    lead = _POINTED.match(item.form)
    head = item.form[lead.end() :] if lead else item.form
    many = item.form.startswith("这些") or bool(lead and lead[1])
    if many:
        return _group(unit, item, clauses, talk)
    found = list(dict.fromkeys(s.key for s in talk.near(unit) if headed(s, head, talk)))
    found = found or _only_of_class(unit, head, talk) or _only_just_named(unit, item, clauses, talk)
    return answer_with(item, found[0] if found else "", "pointer", found)


def _only_just_named(unit: str, item: Item, clauses: Sequence[Clause], talk: Discourse) -> list[str]:
    """该项目 after a sentence that names one work only: that work, when the noun is as general."""
    if class_by_head(item.form) != "Programme":
        return []
    here = next((c.sentence for c in clauses if c.start <= item.start <= c.end), None)
    if here is None:
        return []
    start = min((c.start for c in clauses if c.sentence == here - 1), default=None)
    if start is None:
        return []
    works = [s.key for s in talk.near(unit) if s.unit == unit and s.start >= start]
    works = [key for key in dict.fromkeys(works) if talk.cls(key) in _WORKS]
    return works if len(works) == 1 else []


def _only_of_class(unit: str, head: str, talk: Discourse) -> list[str]:
    """这一举措 after 一项工作流程: the only thing of that class in the unit."""
    cls = class_by_head(head)
    found = {s.key for s in talk.near(unit) if s.unit == unit and talk.cls(s.key) == cls}
    return list(found) if len(found) == 1 and cls in ("Programme", "Event", "Tool") else []


def headed(seen: Seen, head: str, talk: Discourse) -> bool:
    """Whether a name ends in the noun, as printed or in full."""
    if head == "决议":
        return "/RES/" in seen.key
    entity = talk.entity(seen.key)
    if not entity:
        return False
    names = (seen.form, entity.label_zh, *entity.short_zh)
    return any(squeeze(name).rstrip("》”)").endswith(head) or f"{head}和" in name for name in names)


def _group(unit: str, item: Item, clauses: Sequence[Clause], talk: Discourse) -> Item:
    """这些产品, 这三项战略: the last enumeration, of the right size when a number stands there."""
    wanted = _count(item.form)
    cited = item.form.endswith("决议")
    for clause in clauses:
        if clause.listed and clause.start <= item.start < clause.object_end + 1:
            return _plural(item, tuple(i.key for i in clause.listed))
    for where, keys in reversed(talk.groups):
        near = talk.sections.get(where) == talk.sections.get(unit)
        fits = wanted in (0, len(keys)) and {talk.cls(key) for key in keys} == {class_by_head(item.form)}
        if where == "agents " + unit and fits:
            return _plural(item, keys)
        if near and wanted in (0, len(keys)) and cited == all("/RES/" in key for key in keys):
            return _plural(item, keys)
    counted = _counted(unit, item, wanted, talk)
    if counted:
        return _plural(item, counted)
    only = _only_in_sentence(unit, item, clauses, talk) if not wanted else ()
    return _plural(item, only) if len(only) == 1 else answer_with(item, "", "group", only)


def _counted(unit: str, item: Item, wanted: int, talk: Discourse) -> tuple[str, ...]:
    """上述三个部门: the departments named before, also where a footnote's mark stands, if they are three."""
    cls = class_by_head(item.form)
    keys = dict.fromkeys(s.key for s in talk.near(unit) if cls and talk.cls(s.key) == cls)
    return tuple(sorted(keys)) if wanted > 1 and len(keys) == wanted else ()


def _only_in_sentence(unit: str, item: Item, clauses: Sequence[Clause], talk: Discourse) -> tuple[str, ...]:
    """…纳入综合战略，…制定这些战略: the one strategy that the sentence names."""
    here = next((c.sentence for c in clauses if c.start <= item.start <= c.end), None)
    start = min((c.start for c in clauses if c.sentence == here), default=item.start)
    head = item.form.removeprefix("这些")
    seen = [s for s in talk.near(unit) if s.unit == unit and start <= s.start < item.start]
    return tuple(dict.fromkeys(s.key for s in seen if headed(s, head, talk)))


def _plural(item: Item, keys: tuple[str, ...]) -> Item:
    return replace(item, keys=keys, rule="anaphora-group")


def _count(form: str) -> int:
    found = re.search(r"([两二三四五六七八九十]|\d+)[项个份种]", form)
    if not found:
        return 0
    return (
        int(found[1]) if found[1].isdigit() else "零一二三四五六七八九十".find(found[1].replace("两", "二"))
    )
