"""Citations in any text as it comes: Chinese or English, full-width or traditional, with footnote marks."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.citations import find_citations as find_in_normal
from extract.normal import normalise
from extract.symbols import FoundCitation

# what no citation is without: a digit before a slash or bracket, a symbol, a supplement
_HINT = re.compile(r"[0-9０-９] ?[A-ZＡ-Ｚ]? ?[/(（／]|[A-Z]/[A-Z0-9]|补编|補編")
_LINE = re.compile(r".+")


def find_citations(text: str) -> list[FoundCitation]:
    """Return the citations of a text in order, one for each cited document.

    Each has ``start`` and ``end`` (code points of ``text`` as given, end exclusive), the canonical
    ``symbol`` (``symbols`` for each of a joint one), the ``pinpoint`` in words ("" if none) and the
    rule that found it.  A line is read by itself; no text raises.

    >>> text = "安全理事会第 1325 (2000)号决议和大会第 70/1 号决议，附件。"
    >>> for one in find_citations(text):
    ...     print(one.symbol, one.pinpoint, text[one.start : one.end])
    S/RES/1325(2000)  第 1325 (2000)号决议
    A/RES/70/1 annex 第 70/1 号决议，附件
    >>> [one.symbol for one in find_citations("its resolutions 67/226 of 21 December 2012 and 71/243")]
    ['A/RES/67/226', 'A/RES/71/243']
    """
    found = []
    for line in _LINE.finditer(text):
        if not _HINT.search(line[0]):
            continue
        normal = normalise(line[0])
        for one in find_in_normal(normal.text):
            start, end = normal.span(one.start, one.end)
            found.append(replace(one, start=line.start() + start, end=line.start() + end))
    return found
