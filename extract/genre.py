"""What lines of a resolution are: enacting words, annex, item, adoption, title; and a text's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.deliberations import organ_forms
from extract.records import Unit

_ANNEX = re.compile(r"附件[一二三四五六七八九十]{0,3}|Annex(?: [IVX]{1,5})?")
# "第41次全体会议", "2020年12月10日", "41st plenary meeting", "10 December 2020"
_CLOSING = re.compile(
    r"第\s?\d{1,3}\s?次全体会议(?:[(（]续会[)）])?|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|\d{1,3}(?:st|nd|rd|th) plenary meeting(?: \(resumed\))?|\d{1,2} [A-Z][a-z]+ \d{4}"
)
_ITEM = re.compile(r"[(（](?:[a-z]{1,2}|[ivx]{1,5}|[一二三四五六七八九十]{1,2})[)）]")
_TITLE = re.compile(r"^(?:E?S-)?\d{1,4}/\d{1,4}(?: [A-Z])?\s?[.．]\s?(.+)$", re.MULTILINE)
_ADOPTED = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日[^，。\n]{0,12}(?:决议|通过)")
_ADOPTED_ENGLISH = re.compile(
    r"[Aa]dopted by the [A-Z][A-Za-z ]{3,60} on (\d{1,2}) ([A-Z][a-z]{2,8}) (\d{4})"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def _enacting() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in organ_forms())
    return re.compile(rf"(?:The )?(?:{names})\s?[，,]|The (?:{names})")


def enacts(line: str) -> bool:
    """Whether a line is the enacting words of a resolution, alone: 大会，"""
    return bool(_enacting().fullmatch(line))


def annexed(line: str) -> bool:
    """Whether a line opens an annex."""
    return bool(_ANNEX.fullmatch(line))


def closes(line: str) -> bool:
    """Whether a line is the meeting or the day of adoption."""
    return bool(_CLOSING.fullmatch(line))


def is_item(line: str) -> bool:
    """Whether a line is an item (a) of the paragraph before it."""
    return bool(_ITEM.match(line))


def resolution_title(header: str) -> str:
    """The title after the number: 75/100. 全盘审查特别政治任务; "" if there is none."""
    found = _TITLE.search(header)
    return found[1].strip() if found else ""


def adopted(header: str) -> str:
    """The day of adoption in ISO form, "" if the header does not say."""
    found = _ADOPTED.search(header)
    if found:
        return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    found = _ADOPTED_ENGLISH.search(header)
    if found and found[2][:3] in _MONTHS:
        return f"{found[3]}-{_MONTHS.index(found[2][:3]) + 1:02d}-{int(found[1]):02d}"
    return ""


def joint(before: str, after: str) -> str:
    """What joins two lines of one sentence: a space between words with letters, nothing in Chinese."""
    return " " if re.search(r"[A-Za-z,.;:)]$", before) and re.match(r"[A-Za-z(“]", after) else ""


def language_of(units: Sequence[Unit]) -> str:
    """ "en" for a text with hardly a Chinese character, else "zh"."""
    text = "".join(unit.text for unit in units)
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return "zh" if 10 * chinese >= sum(char.isalpha() for char in text) else "en"
