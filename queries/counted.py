"""What a sentence counts: resolutions, sessions, paragraphs, sections and dates by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.numerals import chinese_number, roman
from queries.names import Names, Thing
from queries.spots import Spot

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
    *("sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
_NUMBER = r"\d+|[零〇一二两三四五六七八九十百]+"
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)

_SESSION = re.compile(
    rf"第({_NUMBER})(?:届|次)(?:会议|常会|届会)?|(\d+)(?:st|nd|rd|th) session|([a-z]+(?:-[a-z]+)?) session"
)
_REGULAR = re.compile(
    r"(?:(\d{4})\s*年)?的?第([一二12])(?:届|次)常会"
    r"|(first|second|1st|2nd) regular session(?:,? (?:of|for|in)? ?(?:the year )?(\d{4}))?"
    r"|(\d{4}) (first|second|1st|2nd) regular session"
)
_RESOLUTION = re.compile(
    r"(?P<said>(?:(?:(?:un)?ga|(?:united nations |un )?general assembly|大会|联大)(?:'s|的)?\s*)?"
    r"(?:第\s*|(?:resolutions?|res\.?)(?: no\.?| number)? ?))?"
    r"(?<![\d/])(\d{2,}/\d+[a-z]?)(?![\d/])(?P<after>\s*号)?(?:\s*决议)?"
)
_UNITS = (
    (re.compile(rf"第\s*({_NUMBER})\s*段|(?<!\d)(\d+)\s*段|\bpara(?:graph)?\.? ?(\d+)|\bp(\d+)\b"), "p"),
    (re.compile(rf"(?:脚注|注)第?\s*({_NUMBER})|\b(?:foot)?note (\d+)|\bfn\.? ?(\d+)\b"), "fn"),
)
_SUMMARY = re.compile(r"摘要|\bsummary\b")
_SECTION = re.compile(
    r"第?([一二三四五])\s*(?:[、.]|章|部分)?\s*([a-h])\s*节|第([一二三四五])(?:章|部分|节)"
    r"|\b(?:section|chapter|part) ([iv]+)\b\.? ?(?:([a-h])\b)?"
)
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
    rf"|\b({_MONTH})\.? (?:of )?((?:19|20)\d\d)\b|(?<!\d)((?:19|20)\d\d)-(\d\d)(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?![\d-])\s*年?")


def find_counted(text: str, names: Names, bodies: list[str]) -> Iterator[Spot]:
    """Yield what numbers name in a sentence (lower case, half-width); ``bodies`` are those it names.

    A session that the graph does not have is a thing without an IRI: it is asked for, and nothing is found.
    """
    for match in _RESOLUTION.finditer(text):
        key = f"A/RES/{match[2].upper()}"
        named = match["said"] or match["after"]
        for thing in names.find(match[2]) or ((_unknown(key, "Resolution"),) if named else ()):
            yield Spot("thing", match.start(), match.end(), thing.key, thing)
    yield from _sessions(text, names, bodies)
    for pattern, stem in _UNITS:
        for match in pattern.finditer(text):
            unit = f"{stem}{_value(next(filter(None, match.groups())))}"
            yield Spot("unit", match.start(), match.end(), unit)
    for match in _SUMMARY.finditer(text):
        yield Spot("unit", match.start(), match.end(), "summary")
    for match in _SECTION.finditer(text):
        number = match[1] or match[3]
        key = roman(chinese_number(number)) if number else match[4].upper()
        part = (match[2] or match[5] or "").upper()
        yield Spot("section", match.start(), match.end(), f"{key}.{part}" if part else key)


def find_dates(text: str) -> Iterator[Spot]:
    """Yield the months and years of a sentence: "2019-04", "2019"."""
    for match in _DATE.finditer(text):
        year = match[1] or match[4] or match[5]
        month = _value(match[2]) if match[2] else int(match[6] or 0) or _month(match[3])
        yield Spot("date", match.start(), match.end(), f"{year}-{month:02d}")
    for match in _YEAR.finditer(_DATE.sub(lambda found: " " * len(found[0]), text)):
        yield Spot("year", match.start(), match.end(), match[1])


def _sessions(text: str, names: Names, bodies: list[str]) -> Iterator[Spot]:
    """第三十七届会议, 37th session, its session of April 2019: of the bodies named in the sentence."""
    for match in _REGULAR.finditer(text):
        number = 1 if (match[2] or match[3] or match[6]) in ("一", "1", "first", "1st") else 2
        key = _regular(match[1] or match[4] or match[5] or "", number, names)
        for thing in names.find(key) or (_unknown(key, "Session"),):
            yield Spot("thing", match.start(), match.end(), thing.key, thing)
    for match in _SESSION.finditer(text):
        ordinal = int(match[2] or 0) or _ordinal(match[3] or "") or _value(match[1] or "零")
        known = [thing for body in bodies for thing in names.find(f"{body}-{ordinal}")]
        for thing in known or [_unknown(f"{body}-{ordinal}", "Session") for body in bodies if ordinal]:
            yield Spot("thing", match.start(), match.end(), thing.key, thing)
    for date in find_dates(text):
        end = re.compile(
            r"\s*(?:的|那|举行|召开|那次|那届|那场|一届|这届)*(?:届会|会议|会上?|sessions?|meetings?)"
        ).match(text, date.end)
        start = re.compile(r"(?:sessions?|meetings?)(?: held)? (?:of|in) $").search(text, 0, date.start)
        held = [thing for body in bodies for thing in names.held(body, date.value)]
        if held and (end or start):
            span = (start.start() if start else date.start, end.end() if end else date.end)
            yield from (Spot("thing", *span, thing.key, thing) for thing in held)


def _regular(year: str, number: int, names: Names) -> str:
    """Return the key of a regular session of CEB; without a year, of the only one with this number."""
    known = [t.key for t in names.things if re.fullmatch(rf"CEB-{year or '[0-9]{4}'}-{number}", t.key)]
    return known[0] if len(known) == 1 else f"CEB-{year or '?'}-{number}"


def _unknown(key: str, cls: str) -> Thing:
    return Thing("", key, cls, key, "", (key,))


def _value(number: str) -> int:
    return int(number) if number.isdigit() else chinese_number(number.replace("〇", "零"))


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name))


def _ordinal(words: str) -> int:
    """The value of an English ordinal below a hundred (thirty-seventh 37), 0 for another word."""
    if words in _ORDINALS:
        return _ORDINALS.index(words) + 1
    tens, _, ones = words.partition("-")
    value = next((v for stem, v in _TENS.items() if tens in (f"{stem}y", f"{stem}ieth")), 0)
    return value + (_ORDINALS.index(ones) + 1 if ones in _ORDINALS else 0) if value else 0
