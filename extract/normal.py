"""Text made even for matching, with the way back to the original offsets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from opencc import OpenCC

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FOLD = {ord(c): ord(c) - 0xFEE0 for c in map(chr, range(0xFF10, 0xFF5B)) if c.isalnum()}
_FOLD |= {ord("（"): ord("("), ord("）"): ord(")"), ord("\u3000"): ord(" "), ord("\u00a0"): ord(" ")}
_FOLD |= {ord("–"): ord("-"), ord("—"): ord("-"), ord("～"): ord("-")}
_DROPPED = frozenset(SUPERSCRIPTS + "\u200b\ufeff\u00ad")


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
    kept: list[int] = []
    for index, char in enumerate(folded):
        if char in _DROPPED:
            continue
        if char in " \t" and not _between_words(folded, index):
            continue
        kept.append(index)
    return Normal("".join(folded[i] for i in kept), tuple(kept))


def _between_words(text: str, index: int) -> bool:
    return 0 < index < len(text) - 1 and _ascii_word(text[index - 1]) and _ascii_word(text[index + 1])


def _ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


@lru_cache(maxsize=32768)
def squeeze(text: str) -> str:
    """Return the normalised text alone, for names that come from tables."""
    return normalise(text).text
