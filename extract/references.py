"""What words that point back stand for: 委员会, 工作队, 该战略, 这三项战略, 第三十七届会议.

Resolution goes through the document in reading order and declines unless exactly one thing is left:
an item without an answer stays unresolved and keeps its candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import ontology
from extract.clauses import Clause
from extract.items import AGENT, CITATION, SESSION, Item, class_by_head
from extract.lexicon import entities
from extract.normal import squeeze
from extract.records import Entity, Unit
from extract.sessions import ordinal

_SITTING = frozenset({"Committee", "CoordinationBody", "JointlyFinancedBody", "Network", "PrincipalOrgan"})


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity was named in unit ``unit`` at ``start`` of its normalised text."""

    unit: str
    start: int
    key: str
    form: str


@dataclass(slots=True)
class Discourse:
    """What has been named so far, and the entities that the text itself introduced."""

    seen: list[Seen] = field(default_factory=list)
    born: dict[str, Entity] = field(default_factory=dict)
    chain: dict[str, str] = field(default_factory=dict)  # short form -> what it stood for last
    chained_in: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)  # unit -> top section
    marked: dict[str, tuple[str, int]] = field(default_factory=dict)  # footnote -> where its mark is
    antecedent: dict[str, str] = field(default_factory=dict)  # footnote -> what its mark follows
    groups: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)  # (unit, enumeration)

    def entity(self, key: str) -> Entity | None:
        """The entity of a key, from the tables or from the text."""
        return entities().get(key) or self.born.get(key)

    def cls(self, key: str) -> str:
        """The class of a key; symbols without a row are resolutions or documents."""
        entity = self.entity(key)
        if entity:
            return entity.cls
        return "Resolution" if "/RES/" in key else "Document"

    def near(self, unit: str) -> Iterable[Seen]:
        """Things seen, nearest first: in this unit, then in the one before of the same section."""
        yield from (s for s in reversed(self.seen) if s.unit == unit)
        if unit in self.marked:
            host, at = self.marked[unit]
            yield from (s for s in reversed(self.seen) if s.unit == host and s.start < at)

    def before(self, unit: str) -> Iterable[Seen]:
        """Things seen in the paragraphs before this unit within its section, nearest first."""
        top = self.sections.get(unit, "")
        yield from (s for s in reversed(self.seen) if s.unit != unit and self.sections.get(s.unit, "-") == top)


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
    for item in items:
        _introduce(unit.key, item.start, births, talk)
        answer = item
        if item.kind == "anaphora":
            answer = _anaphor(unit.key, item, clauses, done, talk)
        elif item.kind == "title":
            answer = _titled(unit.key, item, talk)
        done[item.start] = answer
        for key in answer.keys:
            talk.seen.append(Seen(unit.key, item.start, key, item.form))
        _note_list(unit.key, done, talk)
    _introduce(unit.key, 10**9, births, talk)
    _dates(done)
    for item in items:
        if item.kind == "session":
            done[item.start] = _session(unit, done[item.start], clauses, done, talk)
    return [done[item.start] for item in items]


def _introduce(unit: str, at: int, births: list[tuple[int, Entity]], talk: Discourse) -> None:
    """Make things known that the text introduced before ``at`` (设立了…工作分组)."""
    while births and births[0][0] <= at:
        start, entity = births.pop(0)
        talk.born.setdefault(entity.key, entity)
        talk.seen.append(Seen(unit, start, entity.key, entity.label_zh))


def _note_list(unit: str, done: dict[int, Item], talk: Discourse) -> None:
    """Remember a run of citations as one enumeration: 第67/226号、第71/243号决议."""
    run: list[str] = []
    for item in reversed(list(done.values())):
        if item.code != CITATION:
            break
        run.insert(0, item.key)
    if len(run) > 1:
        talk.groups = [g for g in talk.groups if g != (unit, tuple(run[:-1]))]
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
        return _answer(item, talk.chain.get("本报告", ""), "self", talk, unit)
    if item.rule in ("成员们", "各成员"):
        return _answer(item, _members(unit, talk), "members", talk, unit)
    if item.rule == "pointer":
        return _pointer(unit, item, clauses, done, talk)
    return _short_form(unit, item, clauses, done, talk)


def _answer(item: Item, key: str, rule: str, talk: Discourse, unit: str, others: Iterable[str] = ()) -> Item:
    if not key:
        candidates = tuple(dict.fromkeys(others))
        return replace(item, kind="unresolved", rule=f"anaphora-{rule}", candidates=candidates)
    return replace(item, keys=(key,), rule=f"anaphora-{rule}")


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
    here = _bearers(talk.near(unit), classes, word, talk)
    answer = _pick(here, own, talk, word, unit)
    if not answer and own:
        answer = next((key for key in own if talk.cls(key) in classes), "")
    if not answer:
        answer = _pick(_bearers(talk.before(unit), classes, word, talk), own, talk, word, unit, chained=True)
    answer = answer or row["default"]
    if answer:
        talk.chain[word], talk.chained_in[word] = answer, unit
    return _answer(item, answer, "short-form", talk, unit, here)


def _bearers(seen: Iterable[Seen], classes: set[str], word: str, talk: Discourse) -> list[str]:
    """Keys whose class fits and one of whose names ends in the word; else those whose parent does."""
    found: list[str] = []
    for one in seen:
        for key in (one.key, _parent(one.key, talk)):
            entity = talk.entity(key)
            if entity and entity.cls in classes and _bears(entity, word):
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
    bearers: list[str], own: set[str], talk: Discourse, word: str, unit: str, *, chained: bool = False
) -> str:
    rest = [key for key in bearers if key not in own]
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


_POINTED = re.compile(r"^(?:该|这一|这个|这项|此|上述|这些|(?:这|上述)([两二三四五六七八九十\d]+)[项个份种])")


def _pointer(
    unit: str, item: Item, clauses: Sequence[Clause], done: dict[int, Item], talk: Discourse
) -> Item:
    lead = _POINTED.match(item.form)
    head = item.form[lead.end() :] if lead else item.form
    many = item.form.startswith("这些") or bool(lead and lead[1])
    if many:
        return _group(unit, item, clauses, talk)
    found = [s.key for s in talk.near(unit) if _headed(s, head, talk)]
    found = list(dict.fromkeys(found)) or _only_of_class(unit, head, talk)
    if not found:
        found = list(dict.fromkeys(s.key for s in talk.before(unit) if _headed(s, head, talk)))[:1]
    return _answer(item, found[0] if found else "", "pointer", talk, unit, found)


def _only_of_class(unit: str, head: str, talk: Discourse) -> list[str]:
    """这一举措 after 一项工作流程: the only thing of that class in the unit."""
    cls = class_by_head(head)
    found = {s.key for s in talk.near(unit) if s.unit == unit and talk.cls(s.key) == cls}
    return list(found) if len(found) == 1 and cls in ("Programme", "Event", "Tool") else []


def _headed(seen: Seen, head: str, talk: Discourse) -> bool:
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
        if near and wanted in (0, len(keys)) and cited == all("/RES/" in key for key in keys):
            return _plural(item, keys)
    return _answer(item, "", "group", talk, unit)


def _plural(item: Item, keys: tuple[str, ...]) -> Item:
    return replace(item, keys=keys, rule="anaphora-group")


def _count(form: str) -> int:
    found = re.search(r"([两二三四五六七八九十]|\d+)[项个份种]", form)
    if not found:
        return 0
    return int(found[1]) if found[1].isdigit() else "零一二三四五六七八九十".find(found[1].replace("两", "二"))


# -- sessions ------------------------------------------------------------------------------------


def _session(
    unit: Unit, item: Item, clauses: Sequence[Clause], done: dict[int, Item], talk: Discourse
) -> Item:
    """The session of the body named beside it, of its clause's subject, or of the sentence's."""
    number, kind = ordinal(item.form)
    body = _session_body(unit, item, clauses, done, talk)
    if kind == "yearly" and not body:
        body = talk.chain.get("yearly", "")
    if not body:
        return replace(item, kind="unresolved", rule="session-no-body")
    name = _name(body, talk)
    year = item.date[:4]
    if number is None and kind == "yearly":
        key = f"{name}-{year}"
    elif number is None:
        key = _by_date(name, item.date, talk)
    elif kind == "regular":
        key = f"{name}-{year}-{number}" if year else ""
    else:
        key = f"{name}-{number}"
    if not key:
        return replace(item, kind="unresolved", rule="session-no-ordinal")
    _remember(key, body, number, item, talk)
    return replace(item, keys=(key,))


def _name(body: str, talk: Discourse) -> str:
    entity = talk.entity(body)
    return (entity.notation if entity else "") or body


def _session_body(
    unit: Unit, item: Item, clauses: Sequence[Clause], done: dict[int, Item], talk: Discourse
) -> str:
    beside = [d for d in done.values() if d.code == AGENT and 0 <= item.start - d.end <= 1]
    subjects = [
        done.get(s.start, s)
        for clause in clauses
        if clause.frame.session and clause.frame.session.start == item.start
        for s in clause.subject
    ]
    sentence = [
        done.get(s.start, s)
        for clause in clauses
        if clause.start <= item.start < clause.end + 1
        for s in clause.subject
    ]
    later = sorted((d for d in done.values() if d.code == AGENT), key=lambda d: abs(d.start - item.start))
    for group in (beside, subjects, sentence, later):
        for one in group:
            if one.key and talk.cls(one.key) in _SITTING:
                return one.key
    return ""


def _by_date(name: str, date: str, talk: Discourse) -> str:
    """The one session of the body known to have been held in that month, "" otherwise."""
    found = {
        key for key, entity in talk.born.items()
        if entity.cls == "Session" and entity.date == date and key.startswith(f"{name}-")
    }
    return found.pop() if len(found) == 1 else ""


def _remember(key: str, body: str, number: int | None, item: Item, talk: Discourse) -> None:
    """Keep the session as an entity, with the most precise date that its mentions state."""
    old = talk.born.get(key)
    date = max((old.date if old else "", item.date), key=len)
    entity = talk.entity(body)
    regular = key.count("-") > _name(body, talk).count("-") + 1
    label_en = session_label_en(entity, number, key, regular=regular)
    label = old.label_zh if old else session_label(entity, number, key, regular=regular)
    talk.born[key] = Entity(
        key, "Session", label, label_en, notation=key, origin="text", body=body, ordinal=number, date=date
    )


_DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """Return 1-999 in Chinese numerals.

    >>> chinese_numeral(37), chinese_numeral(10), chinese_numeral(110)
    ('三十七', '十', '一百一十')
    """
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number % 10] if number % 10 else "")
    if number < 100:
        return _DIGITS[number // 10] + "十" + (_DIGITS[number % 10] if number % 10 else "")
    rest = number % 100
    tail = "" if not rest else ("零" if rest < 10 else "") + ("一" if 10 <= rest < 20 else "") + chinese_numeral(rest)
    return _DIGITS[number // 100] + "百" + tail


def session_label(body: Entity | None, number: int | None, key: str, *, regular: bool) -> str:
    """Chinese name of a session: 方案问题高级别委员会第三十七届会议."""
    name = body.label_zh if body else key
    year = re.search(r"-((?:19|20)\d\d)(?:-|$)", key)
    if number is None:
        return f"{name}{year[1]}年届会" if year else key
    if regular and year:
        return f"{name}{year[1]}年第{chinese_numeral(number)}届常会"
    return f"{name}第{chinese_numeral(number)}届会议"


def session_label_en(body: Entity | None, number: int | None, key: str, *, regular: bool) -> str:
    """English name of a session: High-level Committee on Programmes, session 37."""
    name = body.label_en if body else key
    year = re.search(r"-((?:19|20)\d\d)(?:-|$)", key)
    if number is None:
        return f"{name}, {year[1]} session" if year else key
    if regular and year:
        return f"{name}, regular session {number} of {year[1]}"
    return f"{name}, session {number}"


__all__ = ["CITATION", "SESSION", "Discourse", "Seen", "resolve"]
