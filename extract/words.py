"""Words of the clause grammar in a masked text: verbs, function words, nouns of light verbs.

A word that is not in the tables is plain text; 通过 or 在 inside a longer known word does not count,
because the longest word wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import NamedTuple

import ontology
from extract.items import CODES, FILL, Item, mask
from extract.lexicon import Matcher


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of ``verbs.tsv``."""

    form: str
    type: str
    frame: str  # np, clause, request, light, with, adopt, agree


class Part(NamedTuple):
    """A piece of a clause: an item, a known word or plain text at ``[start, end)``."""

    start: int
    end: int
    text: str
    item: Item | None = None
    verb: Verb | None = None
    kinds: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.item.code if self.item else self.text


@cache
def verbs() -> dict[str, Verb]:
    """Verbs by form."""
    return {r["verb"]: Verb(r["verb"], r["type"], r["frame"]) for r in ontology.table("verbs")}


@cache
def nominals() -> dict[str, str]:
    """Act types by the noun of a light verb: 进行了…讨论 is "consider"."""
    return {row["noun"]: row["type"] for row in ontology.table("nominals")}


@cache
def kinds() -> dict[str, frozenset[str]]:
    """Kinds of function words by form."""
    found: dict[str, set[str]] = {}
    for row in ontology.table("words"):
        found.setdefault(row["word"], set()).add(row["kind"])
    return {word: frozenset(names) for word, names in found.items()}


@cache
def _known() -> dict[str, tuple[Verb | None, frozenset[str]]]:
    return {form: (verbs().get(form), kinds().get(form, frozenset())) for form in (*verbs(), *kinds())}


@cache
def _matcher() -> Matcher:
    return Matcher(_known())


_ENUMERATION = re.compile(r"\((?:[a-z]|[一二三四五六七八九十]{1,2}|[ivx]{1,4})\)")
MARK = "§"
_BRACKETS = re.compile("[(“‘]")
_QUOTED = re.compile(r"[“‘][^”’。]{2,120}[”’]")


def grammar_text(text: str, items: Iterable[Item]) -> str:
    """Return the text as clauses see it, at the same length: items masked, brackets blanked.

    "(a) 制订了《守则》" becomes "§·· 制订了Ⓓ···": a label of an enumeration is a mark of its own.
    """
    return without_brackets(text, mask(text, items))


def without_brackets(text: str, whole: str) -> str:
    """Return a masked text as clauses see it."""
    if not _BRACKETS.search(whole):
        return whole
    masked = list(whole)
    for match in _ENUMERATION.finditer(text):
        if masked[match.start()] == "(" and not _inside_number(text, match.start()):
            masked[match.start() : match.end()] = MARK + FILL * (len(match[0]) - 1)
    for match in _QUOTED.finditer("".join(masked)):
        if match[0][1] in CODES.values() and not match[0][2:-1].strip(FILL):
            masked[match.start()] = masked[match.end() - 1] = FILL  # “青年联合国” is a name
            continue
        masked[match.start() : match.end()] = FILL * len(match[0])
    depth = 0
    for at, char in enumerate(masked):
        if char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            masked[at] = FILL
        elif char in "。\n":
            depth = 0
        if depth:
            masked[at] = FILL
    return "".join(masked)


def _inside_number(text: str, start: int) -> bool:
    return start > 0 and text[start - 1].isalnum() and text[start - 1].isascii()


def known_parts(grammar: str, items: Iterable[Item]) -> list[Part]:
    """Return the items and the known words of a text as clauses see it, in order, none over another.

    No form of the tables holds a mark that ends a segment, so each part lies within one.
    """
    known = _known()
    found = [Part(i.start, i.end, i.form, i) for i in items if grammar[i.start] == i.code]
    found += [Part(start, end, form, None, *known[form]) for start, end, form in _matcher().find(grammar)]
    found.sort(key=attrgetter("start"))
    return found


def with_text(known: Iterable[Part], grammar: str, start: int, end: int) -> list[Part]:
    """Return the known parts of ``grammar[start:end)`` with the plain text around them as parts."""
    found: list[Part] = []
    at = start
    for part in known:
        if part.start > at and (between := grammar[at : part.start].strip(FILL)):
            found.append(Part(at, part.start, between))
        found.append(part)
        at = part.end
    if at < end and (rest := grammar[at:end].strip(FILL)):
        found.append(Part(at, end, rest))
    return found
