"""Things named by some of the words of their names: 可持续城市发展战略, the strategy on the future of work.

The words stand around a head noun (战略, strategy), all of them are words of the name, and no other thing of
the graph has as many of them; where two have, none is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from extract.items import classes, heads
from queries.catalogue import nicknames, small_words
from queries.names import Names, Thing, squeeze
from queries.spots import Spot

#: Said between the words of a name: 人工智能那份战略.
_BETWEEN = frozenset("的那这份个项套")
#: Before a name of few characters stands one of these, or nothing.
_EDGES = frozenset("的了哪把是在由被对与和就给，。？！：、 ")
_FEW, _ENOUGH = 2, 3  # characters beside the head
_LINKS = frozenset({"on", "of", "for", "the", "in", "to", "a", "an", "with"})
#: Words of so many names that they tell none.
_COMMON = frozenset(
    {"united", "nations", "nation", "un", "system", "system-wide", "ceb", "hlcm", "hlcp", "entity"}
)
_WORD = re.compile(r"[a-z][a-z0-9-]*")
_SMALLER = re.compile(r" (?:on|of|for|to|within|in) ")
_UNTITLED = frozenset({"Topic", "Theme", "SDG", "Place", "Other", "Session", "Resolution", "Person", "Post"})


def find_described(text: str, names: Names) -> Iterator[Spot]:
    """Yield the things that a sentence (lower case, half-width) describes by words of their names."""
    yield from _chinese(text, names)
    yield from _english(text, names)


def _chinese(text: str, names: Names) -> Iterator[Spot]:
    titled = [(t, name) for t in names.things if t.cls not in _UNTITLED for name in _long_names(t)]
    for head, cls in heads():
        for match in re.finditer(head, text):
            best: dict[str, tuple[int, Thing]] = {}
            for thing, name in titled:
                if name.endswith(head) or (thing.cls == cls and head in name):
                    start = _reach(text, match.start(), Counter(name.replace(head, "", 1)))
                    if match.start() - start >= _FEW:
                        old = best.get(thing.iri)
                        best[thing.iri] = (min(start, old[0]) if old else start, thing)
            first = min((start for start, _ in best.values()), default=match.start())
            told = [thing for start, thing in best.values() if start == first]
            size = sum(char not in _BETWEEN for char in text[first : match.start()])
            edge = first == 0 or text[first - 1] in _EDGES
            if len(told) == 1 and (size >= _ENOUGH or (size == _FEW and edge)):
                yield Spot("thing", first, match.end(), told[0].key, told[0])


def _reach(text: str, at: int, letters: Counter[str]) -> int:
    """How far to the left of ``at`` the sentence has only letters of a name."""
    start = at
    while at > 0:
        at -= 1
        if text[at] in _BETWEEN:
            continue
        if letters[text[at]] <= 0:
            break
        letters[text[at]] -= 1
        start = at
    return start


def _long_names(thing: Thing) -> tuple[str, ...]:
    return tuple(squeeze(name).strip("《》") for name in thing.names if not name.isascii() and len(name) > 5)


def _english(text: str, names: Names) -> Iterator[Spot]:
    words = list(_WORD.finditer(text))
    short = _short(names)
    titled = [
        (t, head, w | {name for name, told in short if told <= w})
        for t in names.things
        if t.cls not in _UNTITLED
        for head, w in _english_names(t)
    ]
    for index, word in enumerate(words):
        stem = _stem(word[0])
        headed = [one for one in titled if one[1] == stem]
        found = _best(words, index, headed, 1)
        if found is None and not headed and _telling({stem}):
            # the Chief Statisticians: two words tell as much
            found = _best(words, index, [one for one in titled if stem in one[2]], 2)
        if found:
            first, last, thing = found
            yield Spot("thing", words[first].start(), words[last].end(), thing.key, thing)


def _best(
    words: list[re.Match[str]], index: int, titled: list[tuple[Thing, str, frozenset[str]]], least: int
) -> tuple[int, int, Thing] | None:
    """The one thing of which most words stand around ``index``, a name said in full first."""
    ranked: list[tuple[tuple[int, bool], int, int, Thing]] = []
    for thing, _, known in titled:
        first, last, told = _around(words, index, known)
        ranked.append(((told, told == len(_telling(known))), first, last, thing))
    most = max((told for told, *_ in ranked), default=(0, False))
    found = {thing.iri: (first, last, thing) for told, first, last, thing in ranked if told == most}
    return next(iter(found.values())) if most[0] >= least and len(found) == 1 else None


def _around(words: list[re.Match[str]], index: int, known: frozenset[str]) -> tuple[int, int, int]:
    """The first and last word around ``index`` that are words of a name, and how many of them tell it."""
    ends, told = [index, index], set()
    for side, step in enumerate((-1, 1)):
        at = index + step
        while 0 <= at < len(words) and (_stem(words[at][0]) in known or words[at][0] in _LINKS | _COMMON):
            if words[at][0] == words[index][0]:
                break  # the innovation toolkit, the risk toolkit
            if words[at][0] not in _LINKS:
                ends[side] = at
                told.add(_stem(words[at][0]))
            at += step
    before = words[ends[0] - 1][0] if ends[0] else ""
    if before and before not in small_words() | _LINKS | {"s"}:
        return index, index, 0  # the collaborative platform: no name that lacks the word
    return ends[0], ends[1], len(_telling(told))


def _telling(words: Iterable[str]) -> set[str]:
    return set(words) - _COMMON - _class_words() - small_words()


@cache
def _class_words() -> frozenset[str]:
    """Words that say what a thing is (working group), not which."""
    return frozenset(_stem(word) for row in classes().values() for word in row["label_en"].split())


def _short(names: Names) -> list[tuple[str, set[str]]]:
    """What people call things, with the words it stands for: AI for artificial intelligence."""
    called = ((name, thing.label_en) for name, key in nicknames() for thing in names.by_key(key))
    return [(name, set(label.casefold().split())) for name, label in called if label]


@cache
def _english_names(thing: Thing) -> tuple[tuple[str, frozenset[str]], ...]:
    """The words of each long English name under its heads: what stands before "on", "of" …, and its class."""
    found = []
    for name in thing.names:
        words = [_stem(w) for w in _WORD.findall(name.casefold())]
        before = _WORD.findall(_SMALLER.split(name.casefold())[0])
        if name.isascii() and len(words) > 2 and before:
            own, kind = _stem(before[-1]), classes()[thing.cls]["label_en"].split()[-1]
            known = frozenset(words) - _LINKS - {"and"}
            found.append((own, known))
            if own != kind and any(word.startswith(kind[:-1]) for word in words):  # a strategic approach
                found.append((kind, known))
    return tuple(found)


def _stem(word: str) -> str:
    """A word without the s of a plural.

    >>> _stem("strategies"), _stem("networks"), _stem("access")
    ('strategy', 'network', 'access')
    """
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
