"""Citations in Chinese text: symbols, resolutions and decisions in lists, with pinpoints.

A citation is a small grammar over items: an organ said once holds for the list that follows, the
noun (决议, 决定) at the end of a list holds for the items before it, a pinpoint belongs to the item
it follows.  Works on plain normalised text, so it is usable alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ontology
from extract.structure import chinese_number, roman
from extract.symbols import Symbol, roman_value

_DATE = r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?"
# 74/251, 1982/112, S-27/2, 2008(LX), 1970(2011); letter parts: 48/222A和B, 47/202A至D
_NUMBER = (
    r"(?P<number>(?:(?:S-|ES-)?\d{1,4}/\d{1,4}|\d{1,4}\((?:[IVXLC]+|\d{4}|S-[IVXLC]+)\)))"
    r"\s?(?P<part>[A-Z](?:(?:、[A-Z])*(?:至|和|及|-)[A-Z])?)?(?![\d/A-Za-z])"
)
_ITEM = re.compile(rf"(?P<di>第)?{_NUMBER}\s?(?P<hao>号)?(?P<noun>决议|决定)?")
# between two items of a list: "、", "号和第", "和1996年12月18日", "决议和大会2003年11月17日"
_LINK = re.compile(
    rf"[、，,;；]?\s?(?:以及|和|及|与|或)?(?P<organ>[\u4e00-\u9fff]{{2,8}}?)?(?:{_DATE}(?:和{_DATE})?)?"
    r"(?:通过的)?(?:关于[^。；]{1,120}?的)?(?:题为[“《][^”》]{1,120}[”》]的)?"
)
_TAIL_TITLE = re.compile(
    rf"(?:{_DATE}(?:和{_DATE})?)?(?:通过的|的)?(?:关于[^。；]{{1,160}}?的|题为[“《][^”》]{{1,160}}[”》]的)?(?:{_DATE})?(?:题为[“《][^”》]{{1,160}}[”》]的)?$"
)
_PINPOINT = re.compile(
    r"[，,]?(?:序言部分|执行部分)?第(?P<paras>\d{1,3}(?:\([a-z]+\))*(?:(?:、|和|及|至|-|—)第?\d{1,3}(?:\([a-z]+\))*)*)段"
    r"|[，,](?P<annex>附件)(?P<annexno>[一二三四五六七八九十]+)?"
    r"|[，,]?第(?P<chapter>[一二三四五六七八九十]+)章(?:[，,]?(?P<sect>[A-Z])节)?"
    r"|[，,]?第(?P<section>[一二三四五六七八九十]+)节"
)


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """A cited document at ``[start, end)`` of the text given, with canonical symbol and pinpoint."""

    start: int
    end: int
    symbol: str
    pinpoint: str
    rule: str


@dataclass(slots=True)
class _Item:
    start: int
    end: int
    number: str
    part: str
    organ: str | None


def find_citations(text: str) -> list[FoundCitation]:
    """Return the citations of a normalised text in order, one for each cited document.

    >>> [c.symbol for c in find_citations("大会第67/226号、第71/243号决议")]
    ['A/RES/67/226', 'A/RES/71/243']
    >>> [(c.symbol, c.pinpoint) for c in find_citations("见A/74/16，第三章，A节")]
    [('A/74/16', 'chapter III, section A')]
    """
    found = [*_numbered(text), *_symbols(text)]
    return sorted(found, key=lambda c: (c.start, c.end))


def _symbols(text: str) -> Iterator[FoundCitation]:
    for match in _symbol_pattern().finditer(text):
        symbol = match[0].rstrip(".-")
        end = match.start() + len(symbol)
        pinpoint, end = _pinpoint(text, end)
        yield FoundCitation(match.start(), end, canonical(symbol), pinpoint, "citation-symbol")


def canonical(symbol: str) -> str:
    """Return a printed symbol in canonical form (A/RES/72/266 A: A/RES/72/266A)."""
    return re.sub(r"\s+(?=[A-Z](?:-[A-Z])?$)", "", symbol)


@cache
def _symbol_pattern() -> re.Pattern[str]:
    heads = "|".join(sorted((row["head"] for row in ontology.table("series")), key=len, reverse=True))
    part = r"(?:/[A-Z0-9][A-Za-z0-9.]*(?:\([A-Z0-9-]+\))?)"
    # a joint symbol is one document: A/72/684-E/2018/7
    one = rf"(?:{heads}){part}+"
    return re.compile(rf"(?<![A-Za-z0-9/.:-]){one}(?:-{one})*(?![A-Za-z0-9])")


def _numbered(text: str) -> Iterator[FoundCitation]:
    pending: list[_Item] = []
    position = 0
    for match in _ITEM.finditer(text):
        organ = _organ_before(text, match.start(), position) if match["di"] or match["hao"] else None
        if not match["di"] and not (pending and _linked(text[position : match.start()])):
            pending = []
            continue
        if pending and not _linked(text[position : match.start()]):
            pending = []
        if pending and organ is None:
            organ = pending[-1].organ
        pending.append(_Item(match.start(), match.end(), match["number"], match["part"] or "", organ))
        position = match.end()
        if match["noun"]:
            kind = "RES" if match["noun"] == "决议" else "DEC"
            yield from _flush(text, pending, kind)
            pending = [_Item(match.end(), match.end(), "", "", organ)]
    return


def _flush(text: str, items: list[_Item], kind: str) -> Iterator[FoundCitation]:
    real = [item for item in items if item.number]
    for item in real:
        symbol = _symbol(item, kind)
        last = item is real[-1]
        pinpoint, end = _pinpoint(text, item.end) if last else ("", item.end)
        rule = "citation-number" if len(real) == 1 else "citation-list"
        if symbol:
            yield FoundCitation(item.start, end, symbol, pinpoint, rule)


def _linked(gap: str) -> bool:
    return len(gap) < 200 and bool(_LINK.fullmatch(gap.removesuffix("第")))


def _organ_before(text: str, start: int, floor: int) -> str | None:
    """The organ written before the number: directly, before a date, or before a title (关于…的)."""
    before = text[max(floor, start - 220) : start]
    for form, organ in _organs():
        at = before.rfind(form)
        if at >= 0 and _TAIL_TITLE.fullmatch(before[at + len(form) :].removeprefix("在")):
            return organ
    return None


@cache
def _organs() -> tuple[tuple[str, str], ...]:
    rows = ontology.table("citing_organs")
    return tuple(sorted(((r["form"], r["organ"]) for r in rows), key=lambda x: -len(x[0])))


@cache
def _prefixes() -> dict[tuple[str, str], str]:
    rows = ontology.table("citing_organs")
    return {(r["organ"], k): r[c] for r in rows for k, c in (("RES", "resolution"), ("DEC", "decision"))}


def _symbol(item: _Item, kind: str) -> str:
    """Canonical symbol; without a written organ the form of the number tells it."""
    bracket = re.fullmatch(r"(\d+)\((.+)\)", item.number)
    organ = item.organ or _organ_of(item.number)
    prefix = _prefixes().get((organ, kind))
    if prefix is None:
        return ""
    series, _, _ = prefix.rpartition("/")
    part = re.sub(r"[至和及-]", "-", item.part)
    if bracket:
        return str(Symbol(series, kind, "", bracket[1], bracket[2], part))
    session, _, number = item.number.partition("/")
    return str(Symbol(series, kind, session, number, "", part))


def _organ_of(number: str) -> str:
    """(2011): Security Council; 1982/112 and Roman sessions after XXX: ECOSOC; else General Assembly."""
    if re.search(r"\(\d{4}\)", number):
        return "SC"
    bracket = re.search(r"\(([IVXLC]+)\)", number)
    if bracket:
        return "ECOSOC" if roman_value(bracket[1]) > 30 else "GA"
    return "ECOSOC" if re.match(r"(?:19|20)\d\d/", number) else "GA"


def _pinpoint(text: str, end: int) -> tuple[str, int]:
    """The pinpoint written at ``end`` ("" if none) and where it ends.

    第4(b)段 "para 4(b)"; 第8-23段 "paras 8-23"; ，附件 "annex"; ，第三章，A节 "chapter III, section A".
    """
    found = _PINPOINT.match(text, end)
    if not found:
        return "", end
    if found["paras"]:
        paras = re.sub(r"至|—", "-", found["paras"]).replace("第", "")
        paras = re.sub(r"、|和|及", ", ", paras)
        return f"{'paras' if re.search(r'[-,]', paras) else 'para'} {paras}", found.end()
    if found["annex"]:
        number = f" {roman(chinese_number(found['annexno']))}" if found["annexno"] else ""
        return f"annex{number}", found.end()
    if found["chapter"]:
        section = f", section {found['sect']}" if found["sect"] else ""
        return f"chapter {roman(chinese_number(found['chapter']))}{section}", found.end()
    return f"section {roman(chinese_number(found['section']))}", found.end()
