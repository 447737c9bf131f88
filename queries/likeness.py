"""How like two sentences are: what they mean word by word, and how telling each word is.

A sentence is a set of marks: ``{body}`` for a thing named, ``act:endorse`` for a verb of acts, ``*when``
for a word of ``concepts.tsv`` in either language, and the words and pairs of characters that remain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log, sqrt

from queries.catalogue import Question, concepts, questions, small_words
from queries.spotting import Spot, Spotted, verbs

_SLOT = re.compile(r"\{(\w+)\}")
_TOKEN = re.compile("[a-z0-9'-]+|[\u4e00-\u9fff]")
_CHINESE = re.compile("[\u4e00-\u9fff]+")
#: A thing counts for less than a word: many questions take one.
_SLOT_WEIGHT = 0.6
#: A Latin word that no example has counts for more than the rarest one: it may be what the sentence is
#: about.  Chinese pairs of characters overlap, so each counts for less.
_UNKNOWN, _UNKNOWN_PAIR = 1.4, 1.0
#: What no question answers (why, who opposed, what it cost).
_NEVER = "*never-asked"
#: Marks that ask nothing by themselves.
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
        if spot.kind in ("thing", "unit", "year") and spot.start >= cut:
            text += [spotted.text[cut : spot.start], f" {{{slot_of(spot)}}} "]
            cut = spot.end
    return "".join([*text, spotted.text[cut:]])


def slot_of(spot: Spot) -> str:
    """Return the slot that stands for a thing, unit or year in a sentence."""
    if spot.kind == "unit":
        return "footnote" if spot.value.startswith("fn") else "paragraph"
    if spot.thing is None:
        return spot.kind
    for name, classes in (("session", _SESSIONS), ("topic", _TOPICS), ("body", _BODIES)):
        if spot.thing.cls in classes:
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
    words, stems, longest = _lexicon()
    found, rest, at = [], list(text), 0
    for match in _TOKEN.finditer(text):
        if match.start() < at:
            continue
        mark, end = _longest(text, match, words, stems, longest)
        if mark:
            found.append(mark)
            rest[match.start() : end] = " " * (end - match.start())
            at = end
    return found, "".join(rest)


def _longest(
    text: str, token: re.Match[str], words: dict[str, str], stems: dict[str, str], longest: int
) -> tuple[str, int]:
    start = token.start()
    for end in range(min(len(text), start + longest), start, -1):
        mark = words.get(text[start:end])
        if mark and not (text[end - 1].isascii() and text[end : end + 1].isalnum() and text[end].isascii()):
            return mark, end
    stem = next((stem for stem in stems if token[0].startswith(stem)), "")
    return (stems[stem], token.end()) if stem else ("", start)


@cache
def _lexicon() -> tuple[dict[str, str], dict[str, str], int]:
    """All known words with their mark, the stems (``contradict*``) with theirs, the length of the longest."""
    known = {word: f"act:{kind}" for word, kind in verbs()}
    known |= {word: f"*{name}" for name, words in concepts() for word in words if word}
    stems = {word[:-1]: mark for word, mark in known.items() if word.endswith("*")}
    words = {word: mark for word, mark in known.items() if not word.endswith("*")}
    return words, stems, max(map(len, words))


@dataclass(frozen=True, slots=True)
class Example:
    """A way to ask a question, as marks with their weights; ``length`` is that of the vector."""

    question: str
    weights: dict[str, float]
    length: float

    def acts(self) -> set[str]:
        """The verbs of acts in it."""
        return {mark for mark in self.weights if mark.startswith("act:")}


class Likeness:
    """The examples of all questions, and how telling each mark is among them."""

    def __init__(self, all_questions: Iterable[Question]) -> None:
        given = [(one.name, marks(way)) for one in all_questions for way in (*one.asks, one.zh, one.en)]
        asked: dict[str, set[str]] = {}
        for name, way in given:
            for mark in way:
                asked.setdefault(mark, set()).add(name)
        count = len({name for name, _ in given})
        self._weights = {mark: self._weight(mark, log(1 + count / len(by))) for mark, by in asked.items()}
        self._rarest = log(1 + count)
        self._examples = tuple(self._example(name, way) for name, way in given)

    @staticmethod
    def _weight(mark: str, rarity: float) -> float:
        return rarity * (_SLOT_WEIGHT if mark.startswith("{") else 1.0)

    def _unknown(self, mark: str) -> float:
        return self._rarest * (_UNKNOWN if mark.isascii() else _UNKNOWN_PAIR)

    def _example(self, name: str, way: Counter[str]) -> Example:
        weights = {mark: self._weights.get(mark) or self._unknown(mark) for mark in way}
        return Example(name, weights, sqrt(sum(w * w for w in weights.values())) or 1.0)

    def scores(self, sentence: str) -> dict[str, float]:
        """Return for each question how like the sentence is to its likest example, from 0 to 1."""
        asked = self._example("", marks(sentence))
        best: dict[str, float] = {}
        for example in self._examples:
            if ("*not" in asked.weights) != ("*not" in example.weights):
                continue  # no question asks for what is not there, unless it says so
            if "*not" in asked.weights and not asked.acts() <= example.acts():
                continue  # not endorsed is not: not mandated
            shared = sum(w * w for mark, w in asked.weights.items() if mark in example.weights)
            like = shared / (asked.length * example.length)
            if "*not" in asked.weights:
                like *= like  # what is denied must be nearly the same
            best[example.question] = max(best.get(example.question, 0.0), like)
        return best


@cache
def likeness() -> Likeness:
    """Return the examples of the named questions."""
    return Likeness(questions())


def asks(spotted: Spotted) -> bool:
    """Whether a sentence says more than names, and nothing that no question answers."""
    found = marks(slotted(spotted))
    return _NEVER not in found and any(not mark.startswith("{") and mark not in _BARE for mark in found)


def unknown_names(sentence: str, spotted: Spotted) -> list[str]:
    """Return the Latin names in a sentence that the graph does not have: Kenya, Habitat IV."""
    if len(sentence) != len(spotted.rest):
        return []
    names = [m for m in re.finditer(r"\b[A-Z]\w+", sentence) if m.start() > 0]
    return [m[0] for m in names if spotted.rest[m.start()].strip() and not _known(m[0])]


def _known(word: str) -> bool:
    return all(mark.startswith(("*", "act:")) for mark in marks(word))


def find_word(word: str, text: str) -> int:
    """Return where a word stands, -1 if nowhere; Latin words stand as whole words."""
    if not word.isascii():
        return text.find(word)
    match = re.search(rf"\b{re.escape(word)}\b", text)
    return match.start() if match else -1
