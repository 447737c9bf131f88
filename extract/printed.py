"""Documents cited by the symbol that stands in the text, and supplements of official records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import ontology
from extract.pinpoints import pinpoint
from extract.structure import chinese_number
from extract.symbols import FoundCitation, canonical

#: A part of a symbol: /74, /Add.1, /ES-10, /OzL.Pro.31, /COP(13), /24(Part I), /6(Sect.2), /15(Vol. II)
_ATOM = r"(?:[A-Za-z]{0,8}\d{1,5}(?:[A-Za-z](?:-[A-Z](?![A-Za-z/]))?)?|[A-Za-z]{1,9})"
_STEP = (
    rf"/(?:(?:E?S-\d+|{_ATOM}(?:\.{_ATOM})*)(?![A-Za-z0-9])"
    r"(?: ?\((?:[A-Z0-9.-]{1,9}|(?:Part|PART|Vol\.|Sect\.|Annex|Chap\.) ?[IVXLC\d]{1,5})\))?)"
)
# "A/75/7和Add.1至3", "A/74/69 and Corr.1"
_ALSO = re.compile(
    r"(?:(?:、|和|及|,| and )/?(?P<kind>Add|Corr|Rev)\.(?P<first>\d{1,2})|(?:至|-| to )(?P<last>\d{1,2}))"
    r"(?![\d/.(])"
)
_SUPPLEMENT = re.compile(
    r"《(?:(?P<organ>[^，《》]{2,20})正式记录，)?(?:第(?P<session>[一二三四五六七八九十百]{1,6})届会议|(?P<year>\d{4})年)，"
    r"补编第(?P<number>\d{1,3}) ?(?P<letter>[A-Z])?号》(?!(?:和更正|和增编|及更正)?\()"
)
_MOST_ADDENDA = 40
#: A session's number alone names no document: A/75
_SHORT = re.compile(r"[AES]/\w{1,2}", re.ASCII)


def find_printed(text: str) -> Iterator[FoundCitation]:
    """Yield the documents cited by a printed symbol in a normalised text."""
    for match in _pattern().finditer(text) if "/" in text else ():
        printed = match[0].rstrip(".-")
        if _SHORT.fullmatch(printed) or not any(char.isdigit() for char in printed):
            continue
        end = match.start() + len(printed)
        place, after = pinpoint(text, end)
        symbol = canonical(printed)
        yield FoundCitation(match.start(), after, symbol, place, "citation-symbol")
        if after == end:
            yield from _also(text, symbol, end)
    yield from _supplements(text)


def _also(text: str, symbol: str, end: int) -> Iterator[FoundCitation]:
    """Addenda and corrigenda named after their document: A/75/7 and Add.1-3."""
    kind, number = "", 0
    last = re.search(r"/(Add|Corr|Rev)\.(\d+)$", symbol)
    base = symbol
    if last:
        kind, number, base = last[1], int(last[2]), symbol[: last.start()]
    while found := _ALSO.match(text, end):
        if found["kind"]:
            kind, number = found["kind"], int(found["first"])
            numbers = [number]
        elif kind and number < int(found["last"]) < number + _MOST_ADDENDA:
            numbers = list(range(number + 1, int(found["last"]) + 1))
        else:
            return
        for one in numbers:
            yield FoundCitation(found.start(), found.end(), f"{base}/{kind}.{one}", "", "citation-addendum")
        number, end = numbers[-1], found.end()


@cache
def _pattern() -> re.Pattern[str]:
    heads = "|".join(
        sorted((re.escape(row["head"]) for row in ontology.table("series")), key=len, reverse=True)
    )
    # a joint symbol is one document: A/72/684-E/2018/7
    one = rf"(?:{heads})(?:{_STEP})+"
    return re.compile(rf"(?<![A-Za-z0-9/.:_%=-]){one}(?:-{one})*(?![A-Za-z0-9])")


def _supplements(text: str) -> Iterator[FoundCitation]:
    """《大会正式记录，第七十四届会议，补编第16号》 is A/74/16; where the symbol follows, that is found."""
    for match in _SUPPLEMENT.finditer(text) if "补编" in text else ():
        number = int(match["number"])
        if match["session"] and match["organ"] in (None, "大会"):
            symbol = f"A/{chinese_number(match['session'])}/{number}"
        elif match["year"] and match["organ"] == "经济及社会理事会":
            symbol = f"E/{match['year']}/{_COUNCIL_SUPPLEMENTS + number}"
        else:
            continue
        place, end = pinpoint(text, match.end())
        yield FoundCitation(match.start(), end, symbol, place, "citation-supplement")


#: Supplement No. 3 of the Economic and Social Council's records of 2005 is E/2005/23.
_COUNCIL_SUPPLEMENTS = 20
