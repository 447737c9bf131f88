"""Sessions and words that point back, found in the mask of a unit.

"2019 年 4 月第三十七届会议" is a session of a body that the sentence names elsewhere; only its
ordinal and date stand here, ``extract.references`` finds the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import ontology
from extract.items import AGENT, CITATION, DATE, FILL, SESSION, Item, class_by_head, code_of, heads, mask
from extract.needles import Sieve
from extract.structure import chinese_number

_ORDINAL = r"第(?P<ordinal>[一二三四五六七八九十百]+|\d{1,3})(?:届|次)"
_SESSION = re.compile(
    rf"(?:(?P<date>{DATE}{FILL}*)(?:举行)?的?)?{_ORDINAL}(?P<kind>常会|会议(?!主席|报告)|届会|全体会议)"
)
# "2019年4月的会议"
_DATED = re.compile(rf"(?P<date>{DATE}{FILL}*)的会议")
# "2020年届会": a yearly session
_YEARLY = re.compile(rf"(?P<date>{DATE}{FILL}*)(?:届会|(?:举行)?的年会)")
# "于2019年9月举行会议": the meeting of whoever holds it, known by its month
_HELD = re.compile(rf"(?P<date>{DATE}{FILL}*)(?:举行|召开)了?(?P<held>会议)(?=[，。；])")
# "2019年10月管理问题高级别委员会第三十八届会议": the date stands before the body
_DATE_BEFORE = re.compile(rf"(?P<date>{DATE}{FILL}*){AGENT}{FILL}*$")
_POINTER = re.compile(
    r"(?:(?:这|上述)(?P<count>[两二三四五六七八九十\d]+)(?:项|个|份|种)|该|这一|这个|这项|此|上述|这些)"
    r"(?P<head>[\u4e00-\u9fff]{1,6})"
)


@cache
def _sessions() -> Sieve[re.Pattern[str]]:
    return Sieve((pattern, pattern) for pattern in (_SESSION, _DATED, _YEARLY, _HELD))


def find_sessions(text: str, items: Sequence[Item]) -> list[Item]:
    """Return session items; the keys are "#37" (ordinal), "常会#1" or "" (by date) until resolved."""
    if "会" not in text:
        return []
    masked = mask(text, items)
    dates = {item.start: item.date for item in items if item.code == DATE}
    found: list[Item] = []
    for pattern in _sessions().candidates(masked):
        for match in pattern.finditer(masked):
            before = _DATE_BEFORE.search(masked, max(0, match.start() - 60), match.start())
            dated = match if match["date"] else before
            date = dates.get(dated.start("date"), "") if dated else ""
            if pattern in (_DATED, _HELD) and len(date) != 7:
                continue
            start, end = match.span("held" if pattern is _HELD else 0)
            if any(item.start < end and start < item.end for item in found):
                continue
            found.append(Item(start, end, SESSION, (), "session", "session", date, form=text[start:end]))
    return found


def ordinal(form: str) -> tuple[int | None, str]:
    """The ordinal and kind of a printed session.

    >>> ordinal("2019年第一届常会"), ordinal("第87届会议"), ordinal("2020年届会")
    ((1, 'regular'), (87, ''), (None, 'yearly'))
    """
    found = re.search(_ORDINAL, form)
    if not found:
        kinds = (("届会", "yearly"), ("年会", "yearly"))
        return None, next((k for end, k in kinds if form.endswith(end)), "dated" if form == "会议" else "")
    number = found["ordinal"]
    value = int(number) if number.isdigit() else chinese_number(number)
    return value, "regular" if form.endswith("常会") else ""


class Anaphor(NamedTuple):
    """A row of ``anaphors.tsv``: ``form`` matches it, ``before`` what may stand in front of it."""

    row: dict[str, str]
    form: re.Pattern[str]
    before: re.Pattern[str]


@cache
def _anaphors() -> Sieve[Anaphor]:
    rows = (
        Anaphor(
            row,
            re.compile(f"(?<![》])(?P<lead>该|本)?{row['form']}{row['after']}"),
            re.compile(f"{row['before']}$"),
        )
        for row in ontology.table("anaphors")
    )
    return Sieve((one, one.form) for one in rows)


def find_anaphors(text: str, items: Sequence[Item]) -> list[Item]:
    """Return words that point back (委员会, 该战略, 这三项战略), unresolved, outside other items."""
    masked = mask(text, items)
    found = [*_rows(text, masked), *_pointers(text, masked)]
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[Item] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _rows(text: str, masked: str) -> Iterator[Item]:
    for one in _anaphors().candidates(masked):
        for match in one.form.finditer(masked):
            before = masked[max(0, match.start() - 1) : match.start()]
            if one.before.search(before + (match["lead"] or "")):
                code = code_of(one.row["classes"].split("|")[0])
                form = text[match.start() : match.end()]
                yield Item(match.start(), match.end(), code, (), "anaphora", one.row["form"], form=form)


def _pointers(text: str, masked: str) -> Iterator[Item]:
    """该/这一/这些/这三项 + a head noun of ``heads.tsv``."""
    for match in _POINTER.finditer(masked):
        head = _longest_head(match["head"])
        if not head:
            continue
        end = match.start("head") + len(head)
        cls = class_by_head(head)
        code = CITATION if cls == "Resolution" else code_of(cls)  # 这些决议 decide as a resolution does
        yield Item(match.start(), end, code, (), "anaphora", "pointer", form=text[match.start() : end])


def _longest_head(words: str) -> str:
    for size in range(len(words), 0, -1):
        if words[:size] in _heads():
            return words[:size]
    return ""


@cache
def _heads() -> frozenset[str]:
    return frozenset(head for head, _ in heads())
