"""What a sentence speaks of: things, sessions, units, act types and years, and the words that remain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ontology
from queries.catalogue import concepts
from queries.names import Names, Thing, squeeze

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
    *("sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}

_SESSION = re.compile(
    r"第([\d零一二三四五六七八九十百]+)届(?:会议|常会)?"
    r"|(\d+)(?:st|nd|rd|th) session|([a-z]+(?:-[a-z]+)?) session"
)
_REGULAR = re.compile(
    r"(?:(\d{4})\s*年)?第([一二])届常会"
    r"|(first|second) regular session(?: (?:of|for|in) (?:the year )?(\d{4}))?"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of the sentence that names something; ``kind`` is thing, act-type, unit or year."""

    kind: str
    start: int
    end: int
    value: str  # key of the thing, act type, unit or year
    thing: Thing | None = None
    agent: bool = False  # "by HLCP", 由/被 HLCP


@dataclass(frozen=True, slots=True)
class Spotted:
    """A sentence and what was found in it; ``rest`` is the sentence with blanks for what was found."""

    text: str
    spots: tuple[Spot, ...]
    rest: str

    def of(self, kind: str) -> tuple[Spot, ...]:
        """Return the spots of a kind, in their order."""
        return tuple(spot for spot in self.spots if spot.kind == kind)


def spot(sentence: str, names: Names) -> Spotted:
    """Return what a sentence in Chinese or English speaks of; the longest name wins, none overlap.

    Act verbs stay in ``rest``, for they may also ask a question (签署, signed).
    """
    text = " ".join(unicodedata.normalize("NFKC", sentence).casefold().split())
    found: list[Spot] = []
    things = [s for s in _things(text, names) if _shouted(sentence, s, text[s.start : s.end])]
    candidates = [*_sessions(text, names, things), *_numbered(text, names), *_units(text), *things]
    for one in sorted(candidates, key=lambda s: (s.start - s.end, s.start)):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    rest = _blank(text, found)
    found += [*_verbs(rest), *_years(rest)]
    return Spotted(text, tuple(sorted(found, key=lambda s: (s.start, s.end))), rest)


def _blank(text: str, spots: list[Spot]) -> str:
    letters = list(text)
    for one in spots:
        letters[one.start : one.end] = " " * (one.end - one.start)
    return "".join(letters)


def _things(text: str, names: Names) -> Iterator[Spot]:
    """Names of things, spaces and quotation marks within them aside; "who" is not the WHO."""
    kept = [i for i, c in enumerate(text) if squeeze(c)]
    bare = "".join(text[i] for i in kept)
    for name, things in names.spoken().items():
        at = bare.find(name)
        while at >= 0:
            start, end = kept[at], kept[at + len(name) - 1] + 1
            if len(name) > 1 and name not in _common() and _whole(text, start, end):
                thing = things[0]
                yield Spot("thing", start, end, thing.key, thing, _by(text, start))
            at = bare.find(name, at + 1)


@cache
def _common() -> frozenset[str]:
    """Words that questions are made of (网站, networks): no thing is meant by them alone."""
    words = {squeeze(word) for _, given in concepts() for word in given}
    return frozenset(word for word in words if not (word.isascii() and len(word) <= 4))  # WHO is a body


def _shouted(sentence: str, found: Spot, name: str) -> bool:
    """Acronyms that may be English words (WHO, UN, IT) count only in capitals."""
    short = name.isascii() and name.isalpha() and len(name) <= 4 and found.value.isupper()
    return not short or bool(re.search(rf"(?<![A-Za-z]){name.upper()}(?![A-Za-z])", sentence))


def _whole(text: str, start: int, end: int) -> bool:
    """Latin names stand as whole words."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_latin(before) and _latin(text[start])) and not (_latin(after) and _latin(text[end - 1]))


def _latin(char: str) -> bool:
    return bool(char) and char.isascii() and char.isalnum()


def _by(text: str, start: int) -> bool:
    return bool(re.search(r"(?:\bby (?:the )?|由|被|经)$", text[:start]))


def _numbered(text: str, names: Names) -> Iterator[Spot]:
    """第 74/251 号决议, resolution 74/251."""
    for match in re.finditer(r"(?:第\s*|resolutions? )(\d+/\d+[a-z]?)(?:\s*号)?(?:\s*决议)?", text):
        key = f"A/RES/{match[1].upper()}"
        for thing in names.find(match[1]) or (_unknown(key, "Resolution"),):
            yield Spot("thing", match.start(), match.end(), thing.key, thing)


def _unknown(key: str, cls: str) -> Thing:
    """A thing that the sentence names and the graph does not have: it is asked for, and nothing is found."""
    return Thing("", key, cls, key, "", (key,))


def _sessions(text: str, names: Names, things: list[Spot]) -> Iterator[Spot]:
    """第三十七届会议, 37th session, thirty-seventh session: of the body named in the sentence."""
    bodies = [s.value for s in things if s.thing and s.thing.cls in _HOLDERS]
    for match in _REGULAR.finditer(text):
        regular = {"一": 1, "二": 2, "first": 1, "second": 2}[match[2] or match[3]]
        key = _year(f"{match[1] or match[4] or ''}", regular, names)
        for thing in names.find(key) or (_unknown(key, "Session"),):
            yield Spot("thing", match.start(), match.end(), thing.key, thing)
    for match in _SESSION.finditer(text):
        number = match[2] or _ordinal(match[3] or "") or _chinese(match[1] or "")
        known = [thing for body in bodies for thing in names.find(f"{body}-{number}")]
        for thing in known or [_unknown(f"{body}-{number}", "Session") for body in bodies if number]:
            yield Spot("thing", match.start(), match.end(), thing.key, thing)


def _year(year: str, number: int, names: Names) -> str:
    """Return the key of a regular session of CEB; without a year, of the only one with this number."""
    known = [t.key for t in names.things if re.fullmatch(rf"CEB-{year or '[0-9]{4}'}-{number}", t.key)]
    return known[0] if len(known) == 1 else f"CEB-{year or '?'}-{number}"


_HOLDERS = frozenset({"PrincipalOrgan", "CoordinationBody", "Committee", "JointlyFinancedBody", "UNEntity"})


def _chinese(digits: str) -> str:
    """Return a Chinese numeral below a hundred in digits: 三十七 is 37."""
    if digits.isdigit() and digits.isascii():
        return digits
    tens, mark, ones = digits.rpartition("十")
    value = (_DIGITS.get(tens, 1) * 10 if mark else 0) + _DIGITS.get(ones, 0)
    return str(value) if value else ""


def _ordinal(words: str) -> str:
    """Return an English ordinal below a hundred in digits: thirty-seventh is 37."""
    if words in _ORDINALS:
        return str(_ORDINALS.index(words) + 1)
    tens, _, ones = words.partition("-")
    value = next((v for stem, v in _TENS.items() if tens in (f"{stem}y", f"{stem}ieth")), 0)
    return str(value + (_ORDINALS.index(ones) + 1 if ones in _ORDINALS else 0)) if value else ""


def _units(text: str) -> Iterator[Spot]:
    """第 11 段, paragraph 11, p11; 脚注 14, footnote 14, fn14; 摘要, summary."""
    for pattern, stem in (
        (r"第?\s*(\d+)\s*段|\bpara(?:graph)?\.? (\d+)|\bp(\d+)\b", "p"),
        (r"(?:脚注|注)\s*(\d+)|\bfootnote (\d+)|\bfn(\d+)\b", "fn"),
    ):
        for match in re.finditer(pattern, text):
            yield Spot("unit", match.start(), match.end(), stem + next(filter(None, match.groups())))
    for match in re.finditer(r"摘要|\bsummary\b", text):
        yield Spot("unit", match.start(), match.end(), "summary")


def _years(text: str) -> Iterator[Spot]:
    for match in re.finditer(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*年?", text):
        yield Spot("year", match.start(), match.end(), match[1])


def _verbs(text: str) -> Iterator[Spot]:
    """Verbs of acts; of two that overlap the longer one, and none twice."""
    taken: list[tuple[int, int]] = []
    for pattern, kind in _verb_patterns():
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end in taken):
                taken.append(match.span())
                yield Spot("act-type", match.start(), match.end(), kind)


@cache
def _verb_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"\b{re.escape(verb)}\b" if verb.isascii() else re.escape(verb)), kind)
        for verb, kind in verbs()
    )


@cache
def verbs() -> tuple[tuple[str, str], ...]:
    """Return verbs in both languages with their act type, the longest first."""
    found = {row["verb"]: row["type"] for row in ontology.table("verbs") if row["type"]}
    for row in ontology.table("act_types"):
        if row["notation"] == "other":
            continue
        found.setdefault(row["label_zh"], row["notation"])
        for word in row["label_en"].replace(" upon", "").split(" or "):
            found.update(dict.fromkeys(_forms(word), row["notation"]))
    usable = {verb: kind for verb, kind in found.items() if len(verb) > 1}
    return tuple(sorted(usable.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _forms(verb: str) -> tuple[str, ...]:
    """Return the regular forms of an English verb."""
    stem = verb.removesuffix("e")
    if verb.endswith("y"):
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    doubled = (verb + verb[-1] + "ed", verb + verb[-1] + "ing") if verb in ("submit", "commit") else ()
    s = verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s")
    irregular = {
        "lead": ("led",),
        "take note": ("took note", "takes note"),
        "establish": ("set up", "sets up", "setting up"),
    }.get(verb, ())
    return verb, s, stem + "ed", stem + "ing", *doubled, *irregular
