"""The object of a clause: the entities it names, its words, and whom a request addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.grammar import Clause
from extract.items import Item
from extract.page import Page
from extract.records import Span
from extract.slots import asked, named_object
from extract.words import kinds


def is_passive(clause: Clause) -> bool:
    """Ⓓ…由A托管 and Ⓓ于…推出: the thing named first is the object."""
    empty = clause.object_end <= clause.object_start
    return bool(clause.theme) and (bool(clause.by) or empty)


# 将X扩大到Y, 将X纳入Y: what stands after the verb says where X goes
_RESULT = re.compile(r"[到为成至入在]|主流")


def is_vague(words: str) -> bool:
    """一系列问题, 大量工作: words that name nothing.

    >>> is_vague("一系列问题"), is_vague("联合国系统的工作")
    (True, False)
    """
    return bool(_vague().fullmatch(words))


@cache
def _vague() -> re.Pattern[str]:
    nouns = "|".join(word for word, kind in kinds().items() if "vague" in kind)
    return re.compile(rf"(?:一系列|若干|各种|各项|有关|相关|大量|这些|其他|重大|积极|显著|额外)*(?:{nouns})")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The object of a clause: the entities it names and its words."""

    keys: tuple[str, ...]
    text: str
    addressee: tuple[str, ...] = ()


def object_of(page: Page, clause: Clause, clauses: Sequence[Clause]) -> Phrase:
    """The object of a clause: the entities it names and its words."""
    if is_passive(clause):
        theme = page.keys(clause.theme[-1:])
        return Phrase(theme, page.words(clause.theme[0].start, clause.theme[-1].end))
    if clause.verb.frame in ("light", "with"):
        return _light_object(page, clause)
    start, end = clause.object_start, clause.object_end
    preposed = _preposed(page, clause)
    if preposed.text and (end <= start or _RESULT.match(page.text, start, end)):
        return preposed
    if end <= start:
        return _of_clause_before(page, clause, clauses) if clause.by else preposed
    listed = clause.listed or _same_group(clause, clauses, page)
    if listed:
        return Phrase(page.keys(listed), page.words(start, end))
    if clause.verb.frame == "request":
        return _request(page, clause)
    return Phrase(named_object(page, start, end, deep=clause.verb.frame == "clause"), page.words(start, end))


def _of_clause_before(page: Page, clause: Clause, clauses: Sequence[Clause]) -> Phrase:
    """设立了一个项目，由A实施: A does something to the object of the clause before."""
    before = [c for c in clauses if c.sentence == clause.sentence and c.verb_start < clause.verb_start]
    return object_of(page, before[-1], clauses[: clauses.index(clause)]) if before else Phrase((), "")


def _preposed(page: Page, clause: Clause) -> Phrase:
    for preposition, start, end in clause.topics:
        if preposition in ("将", "把", "对", "就"):
            return Phrase(named_object(page, start, end), page.words(start, end))
    return Phrase((), "")


def _same_group(clause: Clause, clauses: Sequence[Clause], page: Page) -> tuple[Item, ...]:
    """三个…产品 before 这些产品：(a)…: the same enumeration in one sentence."""
    words = page.text[clause.object_start : clause.object_end]
    count = re.match(r"([两二三四五六七八九十])个", words)
    if not count:
        return ()
    size = "零一二三四五六七八九十".find(count[1].replace("两", "二"))
    others = [c.listed for c in clauses if c.sentence == clause.sentence and len(c.listed) == size]
    return others[0] if others else ()


def _light_object(page: Page, clause: Clause) -> Phrase:
    """就X进行讨论, 对X表示欢迎, 与X合作: the object stands before the verb."""
    for preposition, start, end in clause.topics:
        if preposition in ("就", "对", "向", "为", "将", "把", "从"):
            return Phrase(named_object(page, start, end), page.words(start, end))
    start, end = clause.object_start, clause.object_end
    about = re.match(r".{0,12}?关于(.+)的", page.text[start:end])
    if about:
        return Phrase(
            named_object(page, start + about.start(1), start + about.end(1)), page.words(start, end)
        )
    if clause.with_ and not page.text[start:end].strip("，"):
        keys = page.keys(clause.with_[:1])
        return Phrase(keys, page.words(clause.with_[0].start, clause.with_[-1].end))
    return Phrase(named_object(page, start, end), page.words(start, end))


def _request(page: Page, clause: Clause) -> Phrase:
    """请A编写B: A is asked, B (or the words after A) is what for."""
    people, after = asked(page, clause.object_start, clause.object_end)
    keys = named_object(page, after, clause.object_end, deep=True)
    return Phrase(keys, page.words(after, clause.object_end), people)


def evidence_of(page: Page, clause: Clause) -> Span:
    """From the subject or the start of the clause to the end of the object."""
    end = max(clause.object_end, clause.verb_end)
    start = clause.start
    return page.span(start, end)
