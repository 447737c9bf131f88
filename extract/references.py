"""What words that point back stand for: 委员会, 工作队, 该战略, 这三项战略, 第三十七届会议.

Resolution goes through the document in reading order and declines unless exactly one thing is left:
an item without an answer stays unresolved and keeps its candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

import ontology
from extract.demonstratives import answer_with, headed, people, pointed_at, topic
from extract.discourse import Discourse, Seen
from extract.grammar import Clause
from extract.items import TOPIC, Item, class_by_head
from extract.lexicon import entities
from extract.normal import squeeze
from extract.records import Entity, Unit
from extract.sittings import session_of


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["form"]: row for row in ontology.table("anaphors")}


def resolve(
    unit: Unit,
    items: Sequence[Item],
    clauses: Sequence[Clause],
    introduced: Iterable[tuple[int, Entity]],
    talk: Discourse,
) -> list[Item]:
    """Return the items of a unit with what they stand for; extends ``talk``."""
    done: dict[int, Item] = {}
    births = [(at, entity) for at, entity in introduced]
    run: list[str] = []
    for item in items:
        _introduce(unit.key, item.start, births, talk)
        answer = item
        if item.kind == "anaphora":
            answer = _anaphor(unit.key, item, clauses, done, talk)
        elif item.kind == "title":
            answer = _titled(unit.key, item, talk)
        done[item.start] = answer
        for key in answer.keys:
            talk.note(Seen(unit.key, item.start, key, item.form))
        _note_list(unit.key, run, item, talk)
    _introduce(unit.key, 10**9, births, talk)
    _dates(done)
    for item in items:
        if item.kind == "session":
            done[item.start] = session_of(unit, done[item.start], clauses, done, talk)
    return [done[item.start] for item in items]


def _introduce(unit: str, at: int, births: list[tuple[int, Entity]], talk: Discourse) -> None:
    """Make things known that the text introduced before ``at`` (设立了…工作分组)."""
    while births and births[0][0] <= at:
        start, entity = births.pop(0)
        talk.born.setdefault(entity.key, entity)
        talk.note(Seen(unit, start, entity.key, entity.label_zh))


def _note_list(unit: str, run: list[str], item: Item, talk: Discourse) -> None:
    """Remember a run of citations as one enumeration: 第67/226号、第71/243号决议."""
    if item.kind != "symbol":
        run.clear()
        return
    if len(run) > 1:
        talk.groups.pop()
    run.append(item.key)
    if len(run) > 1:
        talk.groups.append((unit, tuple(run)))


def _dates(done: dict[int, Item]) -> None:
    """A month without a year takes the year named before it in the unit."""
    year = ""
    for item in done.values():
        if item.date.startswith("--"):
            done[item.start] = replace(item, date=f"{year}-{item.date[2:]}" if year else "")
        elif item.date:
            year = item.date[:4]


def _titled(unit: str, item: Item, talk: Discourse) -> Item:
    """A printed title that no table knows: a new entity, or the one introduced before."""
    key = squeeze(item.form).strip("《》“”")
    cls = class_by_head(item.form) or "Document"
    talk.born.setdefault(key, Entity(key, cls, item.form.strip(), origin="text"))
    return replace(item, keys=(key,), kind="name")


# -- anaphors ------------------------------------------------------------------------------------


def _anaphor(
    unit: str, item: Item, clauses: Sequence[Clause], done: dict[int, Item], talk: Discourse
) -> Item:
    if item.rule == "本报告":
        return answer_with(item, talk.chain.get("本报告", ""), "self")
    if item.rule == "报告":
        near = next((s.key for s in talk.near(unit) if s.unit == unit and headed(s, "报告", talk)), "")
        return answer_with(item, near or talk.chain.get("本报告", ""), "self")
    if item.rule in ("成员们", "各成员"):
        return answer_with(item, _members(unit, talk), "members")
    if item.code == TOPIC:
        return answer_with(item, topic(unit, item, clauses, talk), "topic")
    if item.rule == "后者":
        pairs = [keys for where, keys in talk.groups if where == f"agents {unit}"]
        return answer_with(item, pairs[-1][-1] if pairs else "", "latter")
    if item.rule == "他们":
        return answer_with(item, people(unit, item, clauses, talk), "people")
    if item.rule == "pointer":
        return pointed_at(unit, item, clauses, done, talk)
    return _short_form(unit, item, clauses, done, talk)


def _own_subject(item: Item, clauses: Sequence[Clause], done: dict[int, Item]) -> set[str]:
    """Keys of the subject of the clause in which the item stands, itself aside."""
    for clause in clauses:
        if clause.start <= item.start < clause.end and clause.subject:
            subject = [done.get(s.start, s) for s in clause.subject if s.start != item.start]
            return {key for s in subject for key in s.keys}
    return set()


def _short_form(
    unit: str, item: Item, clauses: Sequence[Clause], done: dict[int, Item], talk: Discourse
) -> Item:
    """委员会, 工作队, 秘书处: the established bearer of the short form, else the nearest body."""
    row = _rows()[item.rule]
    classes = set(row["classes"].split("|"))
    word = item.rule
    own = _own_subject(item, clauses, done)
    pointed = item.form.startswith("该")  # 与IPSASB接触，该委员会: the nearest, of whatever class
    here = _bearers(talk.near(unit), set() if pointed else classes, word, talk)
    answer = _pick(here, own, talk, word, unit, near=pointed)
    if not answer and own:
        answer = next((key for key in [*here, *sorted(own)] if key in own and talk.cls(key) in classes), "")
    if not answer:
        answer = _pick(_bearers(talk.before(unit), classes, word, talk), own, talk, word, unit, chained=True)
    answer = answer or row["default"]
    if answer:
        talk.chain[word], talk.chained_in[word] = answer, unit
    return answer_with(item, answer, "short-form", here)


def _bearers(seen: Iterable[Seen], classes: set[str], word: str, talk: Discourse) -> list[str]:
    """Keys whose class fits and one of whose names ends in the word; else those whose parent does."""
    found: list[str] = []
    for one in seen:
        if not classes and one.form.startswith(("其他", "各", "这些", "所有")):
            continue  # 该网络 is one, 其他职能网络 are many
        for key in (one.key, _parent(one.key, talk)):
            entity = talk.entity(key)
            if entity and (not classes or entity.cls in classes) and _bears(entity, word):
                found.append(key)
                break
    return list(dict.fromkeys(found))


def _parent(key: str, talk: Discourse) -> str:
    entity = talk.entity(key)
    return entity.body if entity and entity.cls != "Session" else ""


def _bears(entity: Entity, word: str) -> bool:
    names = (entity.label_zh, *entity.short_zh, *entity.hidden_zh)
    family = ("工作队", "工作组", "工作分组", "小组", "分组") if word.startswith("工作") else (word,)
    return any(squeeze(name).endswith(family) for name in names)


def _pick(
    bearers: list[str],
    own: set[str],
    talk: Discourse,
    word: str,
    unit: str,
    *,
    chained: bool = False,
    near: bool = False,
) -> str:
    rest = [key for key in bearers if key not in own]
    if near:
        return rest[0] if rest else ""
    last = talk.chain.get(word, "")
    if last in rest and (chained or talk.chained_in.get(word) != unit or len(rest) > 1):
        return last
    return rest[0] if rest else ""


def _members(unit: str, talk: Discourse) -> str:
    """成员们: the members of the coordinating body named last."""
    for one in [*talk.near(unit), *talk.before(unit)]:
        for entity in entities().values():
            if entity.cls == "Other" and entity.body == one.key and "成员" in entity.label_zh:
                return entity.key
    return ""
