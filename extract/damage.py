"""Stretches of a unit that are broken: brackets that do not pair, sentences that do not end.

What is found there may be half of something else, so it is marked.  One pass over the text.
"""

from __future__ import annotations

import re

from extract.records import Unit

_PAIRS = {")": "(", "）": "（", "》": "《", "”": "“", "]": "["}
_BRACKET = re.compile(f"[{re.escape(''.join([*_PAIRS, *_PAIRS.values()]))}]")
_SENTENCE = re.compile(r"[^。\n]*[。\n]?")
#: The longest sentence of the report has 260 characters, of 43 resolutions 1,100.
_LONGEST = 3000
_ENDS = "。！？：；!?.:;”」)）》>"
_MARKS = " \t\n\u3000⁰¹²³⁴⁵⁶⁷⁸⁹"
_LABEL = re.compile(r"\(?(?:[a-zA-Z]|[ivx]{1,4}|\d{1,3}|[一二三四五六七八九十]{1,3})[)）]")


def damaged(unit: Unit) -> tuple[tuple[int, int], ...]:
    """Return the broken sentences of a unit: (start, end) in code points of its text.

    A paragraph whose last sentence has no end was cut; headers and titles have none and are whole.
    """
    found = []
    for match in _SENTENCE.finditer(unit.text):
        sentence = match[0].strip(_MARKS)
        if not sentence:
            continue
        cut = unit.kind == "paragraph" and match.end() == len(unit.text) and sentence[-1] not in _ENDS
        if cut or len(sentence) > _LONGEST or not _paired(sentence):
            found.append((match.start(), match.end()))
    return tuple(found)


def _paired(sentence: str) -> bool:
    open_: list[str] = []
    labels: set[int] | None = None
    for match in _BRACKET.finditer(sentence):
        char = match[0]
        if char not in _PAIRS:
            open_.append(char)
        elif open_ and open_[-1] == _PAIRS[char]:
            open_.pop()
        else:
            labels = labels or {m.end() - 1 for m in _LABEL.finditer(sentence)}  # "a)" opens nothing
            if match.start() not in labels:
                return False
    return not open_
