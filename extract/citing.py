"""What a citation is for, by the words around it: 根据, 应…要求, 见, 确认, 核可."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import ontology
from extract.items import citation_item, mask
from extract.page import Page
from extract.records import Citation


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    rows = ontology.table("citation_cues")
    return tuple((r["function"], re.compile(r["before"]), re.compile(r["after"])) for r in rows)


def find_functions(page: Page) -> Iterator[Citation]:
    """Yield the citations of a unit with their function; the first row of the table that fits tells it."""
    found = page.citations
    masked = mask(page.text, (citation_item(one, page.text) for one in found))
    own = page.talk.chain.get("本报告")
    for one in found:
        if one.symbol == own and page.unit.kind == "header":
            continue  # the symbol printed on the cover is the document's own
        function = citation_function(masked, one.start, one.end)
        yield Citation(page.span(one.start, one.end), one.symbol, one.pinpoint, function, one.rule, 0.99)
    yield from _quoted(page)


def _quoted(page: Page) -> Iterator[Citation]:
    """A report without a symbol that is quoted: 政府间气候变化专门委员会2018年的报告承认…"""
    for clause in page.clauses:
        if clause.verb.type not in ("recognise", "other") or clause.verb.frame != "clause":
            continue
        for item in clause.theme:
            key = page.current(item).key
            if (
                key
                and page.talk.cls(key) == "Document"
                and item.kind == "name"
                and item.end == clause.verb_start
            ):
                yield Citation(
                    page.span(item.start, item.end), key, "", "cited-as-source", "citation-quoted", 0.8
                )


def citation_function(masked: str, start: int, end: int) -> str:
    """The function of the citation at ``[start, end)`` of a text in which citations are masked.

    A list shares the words before its first and after its last member.
    """
    first, last = _list_bounds(masked, start, end)
    sentence = masked.rfind("。", 0, first) + 1
    before = masked[max(sentence, first - 170) : first]
    for function, left, right in _cues():
        if (not left.pattern or left.search(before)) and right.match(masked, last):
            return function
    return "other"


_BETWEEN = r"(?:、|和|及|以及|最近的|大会|号|决议|第|·)*"


def _list_bounds(masked: str, start: int, end: int) -> tuple[int, int]:
    left = re.search(rf"(?:Ⓒ·*{_BETWEEN})+$", masked[:start])
    right = re.match(rf"(?:{_BETWEEN}Ⓒ·*)+", masked[end:])
    return (left.start() if left else start), (end + right.end() if right else end)
