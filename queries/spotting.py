"""What a sentence speaks of: things, sessions, units, act types and years, and the words that remain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import ontology
from extract.items import heads
from queries.catalogue import concepts
from queries.counted import find_counted, find_dates
from queries.described import find_described
from queries.names import Names, squeeze
from queries.spots import Spot, Spotted

#: Bodies that hold sessions.
_HOLDERS = frozenset(
    {
        "PrincipalOrgan",
        "CoordinationBody",
        "Committee",
        "JointlyFinancedBody",
        "UNEntity",
        "Network",
        "TaskForce",
    }
)


def spot(sentence: str, names: Names) -> Spotted:
    """Return what a sentence in Chinese or English speaks of; the longest name wins, none overlap.

    Act verbs stay in ``rest``, for they may also ask a question (签署, signed).
    """
    whole = sentence.encode("utf-8", "replace").decode("utf-8")  # half a pair of UTF-16 is no character
    text = " ".join(unicodedata.normalize("NFKC", whole).casefold().split())
    found: list[Spot] = []
    things = [s for s in _things(text, names) if _shouted(sentence, s, text[s.start : s.end])]
    bodies = [s.value for s in things if s.thing and s.thing.cls in _HOLDERS]
    candidates = [*find_counted(text, names, bodies), *things, *find_described(text, names)]
    for one in sorted(candidates, key=lambda s: (s.start - s.end, s.start)):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    found += find_dates(_blank(text, found))
    rest = _blank(text, found)
    found += _verbs(rest)
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
            thing = things[0]
            loose = name in _common() or (name in _nouns() and name != squeeze(thing.label_zh))
            if len(name) > 1 and not loose and _whole(text, start, end):
                yield Spot("thing", start, end, thing.key, thing, _by(text, start))
            at = bare.find(name, at + 1)


@cache
def _common() -> frozenset[str]:
    """Words that questions are made of (网站, networks): no thing is meant by them alone."""
    words = {squeeze(word) for _, given in concepts() for word in given}
    return frozenset(word for word in words if not (word.isascii() and len(word) <= 4))  # WHO is a body


@cache
def _nouns() -> frozenset[str]:
    """Nouns that names end in (工具包): alone they mean no thing, unless one is called just that (大会)."""
    return frozenset(head for head, _ in heads())


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
