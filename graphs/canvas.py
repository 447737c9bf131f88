"""An SVG drawing of rectangles, lines and text that stays text; the same drawing gives the same bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape

FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, Arial, sans-serif"
INK, SOFT, LINE, PAPER = "#18212f", "#4d596b", "#c9d1dc", "#ffffff"
#: The space around a drawing and the height of its heading and of its last line, in pixels.
MARGIN, HEADING, FOOTING = 24, 48, 38
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WORDS = re.compile(r"[(“]*[^\W\u2e80-\uffff]+[-/'’.,:)”]*\s*|\s+|.", re.DOTALL)
_NARROW, _WIDE = frozenset("iljtfrI.,:;'’|!()[]/ "), frozenset("mwMW@%…")


def ems(text: str) -> float:
    """An upper estimate of the width of a text in ems, without a font to measure with.

    >>> ems("核可"), round(ems("CEB"), 2)
    (2.0, 2.19)
    """
    return sum(_sign(sign) for sign in text)


def _sign(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF" or sign in "“”‘’…—":
        return 1.0
    if sign in _WIDE:
        return 0.95
    if sign in _NARROW:
        return 0.4
    return 0.73 if sign.isupper() else 0.62


def wrap(text: str, width: float, most: int) -> list[str]:
    """Lines of at most ``width`` ems; words stay whole where they fit, and what is cut ends with "…".

    >>> wrap("High-level Committee on Programmes", 12, 2)
    ['High-level Committee', 'on Programmes']
    >>> wrap("联合国系统行政首长协调理事会", 5, 2)
    ['联合国系统', '行政首长…']
    """
    lines = [""]
    for word in _WORDS.findall(" ".join(text.split())):
        pieces = list(word) if ems(word.rstrip()) > width else [word]
        for piece in pieces:
            if lines[-1] and ems(lines[-1] + piece.rstrip()) > width:
                lines.append("")
            if lines[-1] or piece.strip():
                lines[-1] += piece
    lines = [line.rstrip() for line in lines]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and ems(last) > width - 1:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


class Canvas:
    """Shapes in the order in which they are drawn; coordinates are pixels from the drawing's own corner."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def rect(self, x: float, y: float, w: float, h: float, fill: str = PAPER, stroke: str = LINE) -> None:
        """A rectangle with slightly round corners."""
        self.parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}" rx="3" '
            f'fill="{fill}" stroke="{stroke}"/>'
        )

    def line(
        self, path: str, stroke: str = "#8090a5", width: float = 1, opacity: float = 1, title: str = ""
    ) -> None:
        """A path, with the words that it stands for."""
        told = f"<title>{_text(title)}</title>" if title else ""
        self.parts.append(
            f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{_n(width)}" '
            f'stroke-opacity="{_n(opacity)}">{told}</path>'
        )

    def shape(self, path: str, fill: str, stroke: str) -> None:
        """A closed shape."""
        self.parts.append(f'<path d="{path}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 12,
        *,
        fill: str = INK,
        bold: bool = False,
        anchor: str = "start",
        turned: bool = False,
        italic: bool = False,
    ) -> None:
        """One line of text on its baseline, or turned to read upwards."""
        weight = ' font-weight="700"' if bold else ' font-style="italic"' if italic else ""
        turn = f' transform="rotate(-90 {_n(x)} {_n(y)})"' if turned else ""
        self.parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{fill}" text-anchor="{anchor}"'
            f"{weight}{turn}>{_text(words)}</text>"
        )

    def lines(
        self,
        x: float,
        middle: float,
        lines: Iterable[tuple[str, bool]],
        size: float = 11,
        *,
        italic: bool = False,
    ) -> None:
        """Lines of text around a middle height; the second of each pair tells whether it is bold."""
        every = list(lines)
        for row, (words, bold) in enumerate(every):
            y = middle + size * (0.36 + 1.15 * (row - (len(every) - 1) / 2))
            self.text(x, y, words, size, bold=bold, italic=italic and not bold)

    def svg(self, size: tuple[float, float], words: dict[str, str]) -> bytes:
        """The drawing as a file; ``words`` are its lang, title, description, source, credit and licence."""
        width, height = size[0] + 2 * MARGIN, size[1] + HEADING + FOOTING
        foot = Canvas()
        foot.text(MARGIN, 28, words["title"], 17, bold=True)
        foot.text(MARGIN, height - 12, words["credit"], 11, fill=SOFT)
        return "\n".join(
            [
                '<?xml version="1.0" encoding="UTF-8"?>',
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}" height="{_n(height)}" '
                f'viewBox="0 0 {_n(width)} {_n(height)}" role="img" aria-labelledby="title desc" '
                f'xml:lang="{words["lang"]}" font-family="{FONT}">',
                f'<title id="title">{_text(words["title"])}</title>',
                f'<desc id="desc">{_text(words["description"])}</desc>',
                '<metadata xmlns:dcterms="http://purl.org/dc/terms/">',
                f"<dcterms:source>{_text(words['source'])}</dcterms:source>",
                f"<dcterms:license>{_text(words['licence'])}</dcterms:license>",
                "</metadata>",
                f'<rect width="{_n(width)}" height="{_n(height)}" fill="{PAPER}"/>',
                *foot.parts,
                f'<g transform="translate({MARGIN} {HEADING})">',
                *self.parts,
                "</g>",
                "</svg>\n",
            ]
        ).encode("utf-8")


def curve(x1: float, y1: float, x2: float, y2: float) -> str:
    """The path of a line that leaves and arrives level."""
    bend = (x1 + x2) / 2 if x1 != x2 else x1 - 24
    return f"M{_n(x1)} {_n(y1)}C{_n(bend)} {_n(y1)} {_n(bend)} {_n(y2)} {_n(x2)} {_n(y2)}"


def level(x0: float, x1: float, y1: float, x2: float, y2: float) -> str:
    """The path of a line that stays level from x0 to x1, and then bends to where it arrives."""
    return f"M{_n(x0)} {_n(y1)}H{_n(x1)}" + curve(x1, y1, x2, y2).split("C", 1)[1].join(("C", ""))


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _text(words: str) -> str:
    return escape(_CONTROL.sub("\ufffd", words), quote=False)
