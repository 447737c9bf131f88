"""The numbers that Word puts before paragraphs: counted, not written, so they are counted here again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extract.numerals import chinese_numeral, roman
from extract.xml import Attributes, Where, walk

_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": lambda n: chr(97 + (n - 1) % 26),
    "upperLetter": lambda n: chr(65 + (n - 1) % 26),
    "lowerRoman": lambda n: roman(n).lower(),
    "upperRoman": roman,
    "chineseCounting": chinese_numeral,
    "chineseCountingThousand": chinese_numeral,
    "japaneseCounting": chinese_numeral,
    "bullet": lambda _: "",
    "none": lambda _: "",
}

#: Elements that own levels or point to them, and the attribute that names each.
_OWNERS = {"abstractNum": "abstractNumId", "num": "numId", "style": "styleId"}


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


class Numbering:
    """The numbering of a document; ``label`` counts on at each call."""

    def __init__(self, numbering: bytes, styles: bytes, source: str) -> None:
        self.levels: dict[tuple[str, int], _Level] = {}  # by abstract numbering and level
        self.abstract: dict[str, str] = {}  # by instance
        self.styled: dict[str, tuple[str, int]] = {}  # numbering of a style
        self.counts: dict[tuple[str, int], int] = {}
        self._at = ("", 0)
        self._owner = ""
        self._path: list[str] = []
        for data, name in ((numbering, "numbering.xml"), (styles, "styles.xml")):
            if data:
                walk(data, f"{source}/{name}", self._start, self._end, lambda words, where: None)

    def _start(self, tag: str, attributes: Attributes, _: Where) -> None:
        self._path.append(tag)
        given = {name.rsplit(" ", 1)[-1]: value for name, value in attributes.items()}
        value = given.get("val", "")
        if tag in _OWNERS:
            self._owner = given.get(_OWNERS[tag], "")
        elif tag == "lvl" and "abstractNum" in self._path:
            self._at = (self._owner, _whole(given.get("ilvl", "")))
            self.levels[self._at] = _Level()
        elif (
            tag in ("start", "numFmt", "lvlText") and "abstractNum" in self._path and self._at in self.levels
        ):
            level = self.levels[self._at]
            if tag == "start":
                level.start = _whole(value, 1)
            elif tag == "numFmt":
                level.form = value
            else:
                level.text = value
        elif tag == "abstractNumId" and "num" in self._path:
            self.abstract[self._owner] = value
        elif tag in ("numId", "ilvl") and "style" in self._path:
            number, depth = self.styled.get(self._owner, ("", 0))
            self.styled[self._owner] = (value, depth) if tag == "numId" else (number, _whole(value))

    def _end(self, _: Where) -> None:
        self._path.pop()

    def label(self, number: str, level: int, style: str) -> str:
        """The number before a paragraph as Word shows it, "" for none."""
        if not number and style in self.styled:
            number, level = self.styled[style]
        abstract = self.abstract.get(number, "")
        form = self.levels.get((abstract, level))
        if form is None or number == "0":
            return ""
        self.counts[abstract, level] = self.counts.get((abstract, level), form.start - 1) + 1
        for other in [key for key in self.counts if key[0] == abstract and key[1] > level]:
            del self.counts[other]
        return re.sub(r"%([1-9])", lambda m: self._shown(abstract, int(m[1]) - 1), form.text)

    def _shown(self, abstract: str, level: int) -> str:
        form = self.levels.get((abstract, level), _Level())
        count = self.counts.get((abstract, level), form.start)
        return _FORMATS.get(form.form, str)(count)


def _whole(text: str, otherwise: int = 0) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
