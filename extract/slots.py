"""What a noun phrase of a clause names: its object, whom it asks, whose resolution it is."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.items import AGENT, CITATION, EVENT, SESSION, TOPIC, WORK, Item
from extract.page import Page

_TAIL = re.compile(
    r"(?:预防|防止|应对|和应对努力|专题|问题|议题|的问题|专门讨论|方面|工作|的工作|领域|的进程|进程|的制[定订]工作|的制[定订]|的在线版本|的会议|草案|\(.*)+$"
)
QUANTIFIER = re.compile(
    r"^(?:了|若干|几次|几项|(?:[一两二三四五六七八九十]|\d+)(?:个|项|次|份|套|种|些|场)|新的|新|一系列)+"
)
_FIELD = re.compile(r"在(.+?)(?:方面|领域)")
# 请A与B合作，编写C: A is asked
_WITH = re.compile(r"[^，。；]{0,8}(?:合作|协作|协商|协调|磋商)")
_JOINTS = ("、", "和", "及", "以及", "，以及", "与")
_ORGANS = {"A": "GA", "E": "ECOSOC", "S": "SC"}
_NAMED = WORK + EVENT + AGENT + TOPIC + CITATION + SESSION


def organ_of(symbol: str) -> str:
    """The key of the organ that adopted a resolution or decision, "" for other documents.

    >>> organ_of("A/RES/74/251"), organ_of("E/2019/10")
    ('GA', '')
    """
    return _ORGANS.get(symbol.split("/")[0], "") if "/RES/" in symbol or "/DEC/" in symbol else ""


def asked(page: Page, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """Who is asked in "请A和B编写C": (keys of A and B, offset after them)."""
    people = page.inside(start, end, AGENT)
    if not people or people[0].start - start > 12:
        return (), start
    for before, item in pairwise(people):
        words = page.text[before.end : item.start]
        if words.startswith("负责") and words.endswith("的"):  # 邀请A负责V X的B: B is invited
            people = people[people.index(item) :]
    chosen, after = [people[0]], people[0].end
    for item in people[1:]:
        if page.text[after : item.start] == "与" and _WITH.match(page.text, item.end):
            break
        if page.text[after : item.start] not in (*_JOINTS, "以及有关组织的"):
            break
        chosen.append(item)
        after = item.end
    return page.keys(chosen), after


def named_object(
    page: Page, start: int, end: int, *, deep: bool = False, first: bool = False
) -> tuple[str, ...]:
    """Keys of the thing or things a noun phrase names; () when it ends in plain words.

    加强以受害者为中心的预防 names nothing, 审议了…编写的进度报告 the report at its end.  ``deep`` looks
    behind a verb inside (继续建立一个非正式的前瞻网络), ``first`` takes a thing named at once.
    """
    born = [key for a, b, key in page.born if start <= a and b <= end]
    if born:
        return tuple(dict.fromkeys(born[:1]))
    inside = [i for i in page.inside(start, end, _NAMED) if not _bracketed(page.text, start, i.start)]
    if not inside:
        return ()
    words = page.text[start:end]
    field = _FIELD.match(words)
    if field and not first:  # 在采购方面加强协作: what it is done about
        return named_object(page, start + field.start(1), start + field.end(1), first=False)
    core_end = start + len(_TAIL.sub("", words))
    last = inside[-1]
    if last.end >= core_end:
        return page.keys(_group(page, inside))
    lead = len(words) - len(QUANTIFIER.sub("", words))
    opening = inside[0]
    closed = first or page.text[opening.end : opening.end + 1] in ("(", "，", "")
    if opening.code in (WORK, EVENT) and opening.start - start <= lead and closed:
        return page.keys([opening])
    return ()


def _bracketed(text: str, start: int, at: int) -> bool:
    """Whether an offset stands inside brackets: …等权利(如育儿假规定)."""
    return text.count("(", start, at) > text.count(")", start, at)


def _group(page: Page, inside: list[Item]) -> list[Item]:
    """The last item with those joined to it by 、 and 和."""
    group = [inside[-1]]
    for item in reversed(inside[:-1]):
        if page.text[item.end : group[0].start] not in _JOINTS or not _alike(item.code, group[0].code):
            break
        group.insert(0, item)
    return group


def _alike(code: str, other: str) -> bool:
    """Whether two codes may stand in one list of objects."""
    return code == other or {code, other} <= {TOPIC, WORK}
