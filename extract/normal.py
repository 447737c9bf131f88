"""Text made even for matching, with the way back to the original offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from opencc import OpenCC

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FOLD = {ord(c): ord(c) - 0xFEE0 for c in map(chr, range(0xFF10, 0xFF5B)) if c.isalnum()}
_FOLD |= {ord("（"): ord("("), ord("）"): ord(")"), ord("\u3000"): ord(" "), ord("\u00a0"): ord(" ")}
_FOLD |= {ord("–"): ord("-"), ord("—"): ord("-"), ord("～"): ord("-")}
# circled letters stand for items in the mask of a text, so none of its own may be left
_FOLD |= {0x24B6 + at: ord("A") + at for at in range(26)}
# footnote marks, invisible characters, and spaces that do not stand between two ASCII words
_DROPPED = re.compile(rf"[{SUPERSCRIPTS}\u200b\ufeff\u00ad]+|[ \t](?:(?![0-9A-Za-z])|(?<![0-9A-Za-z][ \t]))")


@dataclass(frozen=True, slots=True)
class Normal:
    """``text`` for matching; ``back[i]`` is the offset in the original of ``text[i]``."""

    text: str
    back: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return original offsets of the non-empty stretch ``[start, end)``."""
        return self.back[start], self.back[end - 1] + 1


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Return text in simplified characters; lengths stay equal (OpenCC t2s maps one to one)."""
    simplified: str = _simplifier().convert(text)
    if len(simplified) == len(text):
        return simplified
    single = (_simplifier().convert(char) for char in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, single, strict=True))


def normalise(text: str) -> Normal:
    """Return text for matching: simplified, half-width, without footnote marks and stray spaces.

    A space stays only between two characters that both belong to an ASCII word; line breaks stay.
    """
    folded = simplify(text.translate(_FOLD))
    kept: list[str] = []
    back: list[int] = []
    start = 0
    for dropped in _DROPPED.finditer(folded):
        kept.append(folded[start : dropped.start()])
        back.extend(range(start, dropped.start()))
        start = dropped.end()
    kept.append(folded[start:])
    back.extend(range(start, len(folded)))
    return Normal("".join(kept), tuple(back))


@lru_cache(maxsize=32768)
def squeeze(text: str) -> str:
    """Return the normalised text alone, for names that come from tables."""
    return normalise(text).text
