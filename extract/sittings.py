"""Which session "2019年4月第三十七届会议" is: body, ordinal, key and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.discourse import Discourse
from extract.grammar import Clause
from extract.items import AGENT, Item
from extract.records import Entity, Unit
from extract.sessions import ordinal

_SITTING = frozenset({"Committee", "CoordinationBody", "JointlyFinancedBody", "Network", "PrincipalOrgan"})

_MEETING = frozenset({"TaskForce", "WorkingGroup"})


def session_of(
    unit: Unit, item: Item, clauses: Sequence[Clause], done: dict[int, Item], talk: Discourse
) -> Item:
    """The session of the body named beside it, of its clause's subject, or of the sentence's."""
    number, kind = ordinal(item.form)
    sitting = _SITTING | _MEETING if kind == "dated" else _SITTING
    body = _session_body(unit, item, clauses, done, talk, sitting)
    if kind == "yearly" and not body:
        body = talk.chain.get("yearly", "")
    if not body:
        return replace(item, kind="unresolved", rule="session-no-body")
    name = _name(body, talk)
    year = item.date[:4]
    if number is None and kind == "yearly":
        key = f"{name}-{year}"
    elif kind == "dated":
        key = f"{name}-{item.date}"
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
    unit: Unit,
    item: Item,
    clauses: Sequence[Clause],
    done: dict[int, Item],
    talk: Discourse,
    sitting: frozenset[str],
) -> str:
    beside = [d for d in done.values() if d.code == AGENT and 0 <= item.start - d.end <= 1]
    subjects = [
        done.get(s.start, s)
        for clause in clauses
        if clause.frame.session and clause.frame.session.start == item.start
        for s in clause.subject
    ]
    around = [clause for clause in clauses if clause.start <= item.start]
    sentence = [done.get(s.start, s) for clause in reversed(around[-4:]) for s in clause.subject]
    later = sorted((d for d in done.values() if d.code == AGENT), key=lambda d: abs(d.start - item.start))
    for group in (beside, subjects, sentence, later):
        for one in group:
            if one.key and talk.cls(one.key) in sitting:
                return one.key
    return ""


def _by_date(name: str, date: str, talk: Discourse) -> str:
    """The one session of the body known to have been held in that month, "" otherwise."""
    found = {
        key
        for key, entity in talk.born.items()
        if entity.cls == "Session" and entity.date == date and key.startswith(f"{name}-")
    }
    return found.pop() if len(found) == 1 else ""


def _remember(key: str, body: str, number: int | None, item: Item, talk: Discourse) -> None:
    """Keep the session as an entity, with the most precise date that its mentions state."""
    old = talk.born.get(key)
    number = old.ordinal if old and number is None else number
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
    tail = (
        ""
        if not rest
        else ("零" if rest < 10 else "") + ("一" if 10 <= rest < 20 else "") + chinese_numeral(rest)
    )
    return _DIGITS[number // 100] + "百" + tail


def session_label(body: Entity | None, number: int | None, key: str, *, regular: bool) -> str:
    """Chinese name of a session: 方案问题高级别委员会第三十七届会议."""
    name = body.label_zh if body else key
    year = re.search(r"-((?:19|20)\d\d)(?:-(\d\d))?(?:-|$)", key)
    if number is None and year and year[2]:
        return f"{name}{year[1]}年{int(year[2])}月会议"
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
        return f"{name}, {key[year.start() + 1 :]} session" if year else key
    if regular and year:
        return f"{name}, regular session {number} of {year[1]}"
    return f"{name}, session {number}"
