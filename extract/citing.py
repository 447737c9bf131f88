"""What a citation is for, by the words around it: 根据, 应…要求, 见, 确认, 核可."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import ontology
from extract.confidence import LINKED, by
from extract.items import citation_item, mask
from extract.page import Page
from extract.records import Citation, Link, Span
from extract.symbols import FoundCitation, canonical


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    rows = ontology.table("citation_cues")
    return tuple((r["function"], re.compile(r["before"]), re.compile(r["after"])) for r in rows)


def find_functions(page: Page) -> Iterator[Citation]:
    """Yield the citations of a unit with their function; the first row of the table that fits tells it."""
    found = page.citations
    masked = mask(page.text, (citation_item(one, page.text) for one in found)) if found else ""
    own = page.talk.chain.get("本报告")
    for one in found:
        if one.symbol == own and page.unit.kind == "header":
            continue  # the symbol printed on the cover is the document's own
        function = citation_function(masked, one.start, one.end)
        span = page.span(one.start, one.end)
        linked = any(_overlap(span, link) and _agree(link.symbol, one) for link in page.unit.links)
        told = (f"{one.rule}-linked", LINKED) if linked else by(one.rule)
        yield Citation(span, one.symbol, one.pinpoint, function, *told)
    yield from _linked(page)
    yield from _quoted(page)


def _overlap(span: Span, link: Link) -> bool:
    return span.start < link.end and link.start < span.end


def _agree(symbol: str, found: FoundCitation) -> bool:
    """Whether a link means the document found; links leave out the part (72/266 for 72/266 A)."""
    wanted = canonical(symbol).upper()
    return any(re.sub(r"(?<=\d)[A-Z](?:-[A-Z])?$", "", one.upper()) == wanted for one in found.symbols)


def _linked(page: Page) -> Iterator[Citation]:
    """Documents that the editors link where the words alone tell none: 《新城市议程》.

    A bare number that the grammar does not give to an organ (26/8 of another body) stays without one: links
    take it for the Assembly's.
    """
    spans = [page.span(one.start, one.end) for one in page.citations]
    for link in page.unit.links:
        quote = page.unit.text[link.start : link.end]
        if not quote[:1].isdigit() and not any(_overlap(span, link) for span in spans):
            span = Span(page.unit.key, link.start, link.end, quote)
            symbol = link.symbol if link.symbol[:1].isupper() else link.symbol.upper()
            yield Citation(span, canonical(symbol), "", "other", "citation-link", LINKED)


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
                    page.span(item.start, item.end), key, "", "cited-as-source", *by("citation-quoted")
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
_LISTED = re.compile(rf"(?:Ⓒ·*{_BETWEEN})+$")
_LISTED_ON = re.compile(rf"(?:{_BETWEEN}Ⓒ·*)+")
_FAR = 600  # code points: a list of some forty resolutions


def _list_bounds(masked: str, start: int, end: int) -> tuple[int, int]:
    left = _LISTED.search(masked, max(0, start - _FAR), start)
    right = _LISTED_ON.match(masked, end, end + _FAR)
    return (left.start() if left else start), (right.end() if right else end)
