"""Resolutions and decisions cited by number, in Chinese (第74/251号决议) and English (resolution 74/251).

In Chinese the noun at the end of a list holds for the numbers before it, in English the noun before
the list for those after it; an organ said once holds for the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.deliberations import NUMBER, Number, decide
from extract.fillers import REACH, fillers
from extract.pinpoints import pinpoint, pinpoint_before
from extract.symbols import FoundCitation

_CHINESE = (
    r"(?:(?P<di>第)|(?<![\dA-Za-z/.\-]))"
    + NUMBER % {"more": r"(?:、[A-Z])*(?:至|和|及|-)[A-Z]"}
    + r" ?(?P<hao>号)?(?:%s(?P<noun>(?:决议|决定)(?!草案)))?"
)
_ENGLISH = re.compile(r"(?<![\w/.\-])" + NUMBER % {"more": r"(?:,[A-Z])*(?: and | to |-)[A-Z]"})
#: "(E/2013/24)，第一章，C节，": what follows stands in that document, and is no organ's that is not named
_INSIDE = re.compile(r"(?:章|[A-Z]节|附件[一二三四五六七八九十]*|附录)，$")
_INSIDE_ENGLISH = re.compile(r"(?:chap\.[IVXLC]+|sect\.[A-Z]|annex(?: [IVX]+)?),$")
_NOUN = re.compile(r"\b(?:(?P<res>[Rr]esolutions?)|[Dd]ecisions?)(?: Nos?\.?)? $")
_CHINESE_YEAR = re.compile(r"(\d{4})年")
_ENGLISH_DATE = re.compile(r" ?of (?:[^,.;()/]{0,24} )?(\d{4})(?!\d|/)")
_ADOPTED_BY = re.compile(
    r"(?: ?of [^,.;]{0,24}\d{4})?(?:,? ?on [^.;\d]{1,140}?)?,? ?(?:of|adopted by|by) the (?=[A-Z])"
)


@dataclass(slots=True)
class _Item:
    """A number of a list that is still open."""

    start: int
    end: int
    number: Number
    year: int | None
    organs: tuple[str, ...]
    inherited: tuple[str, ...]


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile(_CHINESE % fillers("zh").noun)


def find_chinese(text: str) -> Iterator[FoundCitation]:
    """Yield the resolutions and decisions that a normalised Chinese text cites by number."""
    words = fillers("zh")
    pending: list[_Item] = []
    inherited: tuple[str, ...] = ()
    position, year = 0, None
    for match in _chinese().finditer(text):
        if match.start() < position:
            continue
        gap = text[max(position, match.start() - REACH) : match.start()]
        near = gap[max(gap.rfind("。"), gap.rfind("\n")) + 1 :]
        linked = position > 0 and len(near) == match.start() - position and bool(words.link.fullmatch(near))
        if not (match["di"] or match["hao"]) and not linked:
            continue
        if not linked:
            pending, inherited, year = [], (), None
        organs = words.attached(near) or (("OTHER",) if _INSIDE.search(near) else ())
        inherited = organs or inherited
        dated = _CHINESE_YEAR.findall(near)
        year = int(dated[-1]) if dated else year
        pending.append(_Item(match.start(), match.end(), Number.of(match), year, organs, inherited))
        position = match.end()
        if match["noun"]:
            kind = "RES" if match["noun"] == "决议" else "DEC"
            place, position = pinpoint(text, match.end())
            yield from _told(text, pending, kind, (place, position))
            pending = []


def _told(
    text: str, items: list[_Item], kind: str, last: tuple[str, int], language: str = "zh"
) -> Iterator[FoundCitation]:
    """The citations of a list; the pinpoint after it belongs to its last number."""
    rule = "citation-number" if len(items) == 1 else "citation-list"
    for item in items:
        place, end = last if item is items[-1] else ("", item.end)
        named = fillers(language).named(text, item.start) if item.number.form in ("early", "session") else ()
        organ = decide(item.number, item.year, item.organs, item.inherited, named)
        for symbol, part in organ.symbols(item.number, kind) if organ else ():
            yield FoundCitation(item.start, end, symbol, ", ".join(filter(None, (part, place))), rule)


def find_english(text: str) -> Iterator[FoundCitation]:
    """Yield the resolutions and decisions that a normalised English text cites by number."""
    words = fillers("en")
    inherited: tuple[str, ...] = ()
    position, kind = 0, ""
    for match in _ENGLISH.finditer(text):
        gap = text[max(position, match.start() - REACH) : match.start()]
        noun = _NOUN.search(gap)
        linked = bool(kind) and len(gap) == match.start() - position and bool(words.link.fullmatch(gap))
        if not noun and not linked:
            continue
        organs: tuple[str, ...] = ()
        place = ""
        if noun:
            kind = "RES" if noun["res"] else "DEC"
            near = gap[: noun.start()].rstrip()
            organs = words.attached(near[near.rfind(". ") + 1 :])
            organs = organs or (("OTHER",) if _INSIDE_ENGLISH.search(near) else ())
            inherited = organs if organs or not linked else inherited
            place = pinpoint_before(text, match.start() - (len(noun[0])))
        organs = _adopted_by(text, match.end()) or organs
        date = _ENGLISH_DATE.match(text, match.end())
        after, position = pinpoint(text, match.end())
        year = int(date[1]) if date else None
        item = _Item(match.start(), position, Number.of(match), year, organs, inherited)
        yield from _told(text, [item], kind, (after or place, position), "en")


def _adopted_by(text: str, end: int) -> tuple[str, ...]:
    """resolution 42/9 of the Human Rights Council"""
    found = _ADOPTED_BY.match(text, end)
    organ = fillers("en").organ.match(text, found.end()) if found else None
    return fillers("en").attached(organ[0]) if organ else ()
