"""What a sentence says, as marks: ``{body}`` for a thing named, ``act:endorse`` for a verb of acts, ``*when``
for a word of ``concepts.tsv`` in either language, and the words and pairs of characters that remain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from extract.items import classes
from extract.lexicon import Matcher
from queries.catalogue import concepts, small_words, ways
from queries.names import Names
from queries.spots import Spot, Spotted
from queries.spotting import verbs

_SLOT = re.compile(r"\{(\w+)\}")
_TOKEN = re.compile("[a-z0-9'-]+|[\u4e00-\u9fff]")
_CHINESE = re.compile("[\u4e00-\u9fff]+")
#: What no question answers (why, who opposed, what it cost).
_NEVER = "*never-asked"
#: Marks that ask nothing without a thing of which it is asked.
_BARE = frozenset(
    {"*who", "*what", "*when", "*where", "*how-many", "*everything", "*not", "*report", "*with"}
)
_SESSIONS = frozenset({"Session", "Conference", "Event"})
_TOPICS = frozenset({"Topic", "Theme", "SDG"})
_BODIES = frozenset(
    {
        *("PrincipalOrgan", "CoordinationBody", "Committee", "Network", "TaskForce", "WorkingGroup"),
        *(
            "UNEntity",
            "SecretariatDepartment",
            "JointlyFinancedBody",
            "ExternalOrganization",
            "Post",
            "Person",
        ),
    }
)
_SLOTS = {"Resolution": "resolution", "Statement": "statement", "Place": "place"}


def slotted(spotted: Spotted) -> str:
    """Return a sentence in which each thing named is the slot of its kind: what did {body} do?"""
    text, cut = [], 0
    for spot in spotted.spots:
        if spot.kind != "act-type" and spot.start >= cut:
            text += [spotted.text[cut : spot.start], f" {{{slot_of(spot)}}} "]
            cut = spot.end
    return "".join([*text, spotted.text[cut:]])


def slot_of(spot: Spot) -> str:
    """Return the slot that stands for a thing, unit or year in a sentence."""
    if spot.kind == "unit":
        return "footnote" if spot.value.startswith("fn") else "paragraph"
    if spot.thing is None:
        return "year" if spot.kind == "date" else spot.kind
    for name, held in (("session", _SESSIONS), ("topic", _TOPICS), ("body", _BODIES)):
        if spot.thing.cls in held:
            return name
    return _SLOTS.get(spot.thing.cls, "work")


def marks(sentence: str) -> Counter[str]:
    """Return what a sentence with slots says, by mark.

    >>> sorted(marks("when did {body} meet?"))
    ['*when', 'meet', '{body}']
    """
    text = sentence.casefold()
    found: Counter[str] = Counter(f"{{{name}}}" for name in _SLOT.findall(text))
    found.update({f"{slot}+": 1 for slot, times in found.items() if times > 1})
    text = _SLOT.sub(" ", text)
    known, text = _known_words(text)
    found.update(dict.fromkeys(known, 1))
    found.update(dict.fromkeys(_rest(text), 1))
    return found


def _rest(text: str) -> Iterable[str]:
    """The words that no table knows: stems of Latin words, pairs of Chinese characters."""
    for word in re.findall(r"[a-z]{2,}", text):
        if word not in small_words():
            yield re.sub(r"(?:ies|ing|ed|es|s|e|y)$", "", word)
    for run in _CHINESE.findall(text):
        kept = "".join(c for c in run if c not in small_words())
        yield from (kept[i : i + 2] for i in range(len(kept) - 1)) if len(kept) > 1 else kept


def _known_words(text: str) -> tuple[list[str], str]:
    """The marks of the words that tables know, the longest first from the left, and what remains."""
    words, stems, matcher = _lexicon()
    longest = {start: end for start, end, _ in sorted(matcher.find(text)) if not _cut(text, end)}
    found, pieces, at = [], [], 0
    for match in _TOKEN.finditer(text):
        start = match.start()
        if start < at:
            continue
        end = longest.get(start, 0)
        stem = None if end else stems.match(match[0])
        if end or stem:
            found.append(words[f"{stem[0]}*" if stem else text[start:end]])
            pieces.append(text[at:start])
            at = end or match.end()
    return found, " ".join([*pieces, text[at:]])


def _cut(text: str, at: int) -> bool:
    """Whether a Latin word goes on at an offset."""
    after = text[at : at + 1]
    return text[at - 1].isascii() and after.isascii() and after.isalnum()


@cache
def _lexicon() -> tuple[dict[str, str], re.Pattern[str], Matcher]:
    """All known words and stems (``cite*``) with their mark, and what finds the stems and the words."""
    known = {word: f"act:{kind}" for word, kind in verbs()}
    known |= {word: f"*{name}" for name, given in concepts() for word in given if word}
    stems = "|".join(re.escape(word[:-1]) for word in known if word.endswith("*"))
    return known, re.compile(stems), Matcher((w for w in known if not w.endswith("*")), longest=False)


def asks(spotted: Spotted) -> bool:
    """Whether a sentence says more than names, and nothing that no question answers."""
    found = marks(slotted(spotted)).keys()
    slots = {mark for mark in found if mark.startswith("{")}
    return _NEVER not in found and bool(found - slots - (frozenset() if slots else _BARE))


def unknown_names(sentence: str, spotted: Spotted, names: Names) -> list[str]:
    """Return the Latin names in a sentence that name nothing: Kenya, Habitat IV, half a name of the graph.

    A word that ways to ask have is no name, unless it tells one thing of the graph from another; such a word
    before the noun of a class is half a name in small letters too: the sustainability strategy.
    """
    described = [m[1] for m in _DESCRIBED.finditer(spotted.rest) if m[2] in _class_nouns()]
    halves = [word for word in described if word in names.telling() and word not in small_words()]
    if len(sentence) != len(spotted.rest):
        return halves
    capital = re.finditer(r"(?<![.?!:;–—\"“] )(?<!^)\b[A-Z]\w+", sentence)
    found = [m[0] for m in capital if spotted.rest[m.start()].strip()]
    return halves + [word for word in found if word.casefold() in names.telling() or not _known(word)]


_DESCRIBED = re.compile(r"([a-z-]+) (?=([a-z]+)\b)")


@cache
def _class_nouns() -> frozenset[str]:
    """The nouns of classes: strategy, framework, network."""
    return frozenset(row["label_en"].split()[-1].casefold() for row in classes().values())


def _known(word: str) -> bool:
    return word.casefold() in _said() or all(mark.startswith(("*", "act:")) for mark in marks(word))


@cache
def _said() -> frozenset[str]:
    """The Latin words of all ways to ask."""
    return frozenset(word for _, way in ways() for word in re.findall(r"[a-z]+", way.casefold()))


def find_word(word: str, text: str) -> int:
    """Return where a word stands, -1 if nowhere; Latin words stand as whole words."""
    if not word.isascii():
        return text.find(word)
    match = re.search(rf"\b{re.escape(word)}\b", text)
    return match.start() if match else -1
