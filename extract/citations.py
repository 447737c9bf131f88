"""Citations in Chinese and English text: printed symbols, and resolutions and decisions by number.

A citation is a small grammar over items: an organ said once holds for the list that follows, the
noun (决议, 决定) at the end of a list holds for the items before it, a pinpoint belongs to the item
it follows.  Works on normalised text; ``extract.find_citations`` takes any text.
"""

from __future__ import annotations

from functools import lru_cache

from extract.numbered import find_chinese, find_english
from extract.printed import find_printed
from extract.symbols import FoundCitation, canonical

__all__ = ["FoundCitation", "canonical", "find_citations"]


def find_citations(text: str) -> list[FoundCitation]:
    """Return the citations of a normalised text in order, one for each cited document.

    >>> [c.symbol for c in find_citations("大会第67/226号、第71/243号决议")]
    ['A/RES/67/226', 'A/RES/71/243']
    >>> [(c.symbol, c.pinpoint) for c in find_citations("见A/74/16，第三章，A节")]
    [('A/74/16', 'chapter III, section A')]
    >>> [c.symbol for c in find_citations("Security Council resolutions 1325(2000) and 2282(2016)")]
    ['S/RES/1325(2000)', 'S/RES/2282(2016)']
    """
    return list(_found(text))


@lru_cache(maxsize=4)
def _found(text: str) -> tuple[FoundCitation, ...]:
    """Kept for the finders that ask about one unit one after the other."""
    found = list(find_printed(text))
    if "号" in text or "决" in text:
        found += find_chinese(text)
    if "esolution" in text or "ecision" in text:
        found += find_english(text)
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))
