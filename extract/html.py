"""HTML to lines: one for each block, headings with their level, raised numbers as footnote marks.

The parser is libxml2's, without a network; it reads any markup, and nothing outside the text.  The place
of a line is the line of its element.
"""

from __future__ import annotations

import re

from lxml import etree

from extract.drafts import superscript
from extract.errors import InputError
from extract.lines import Line
from extract.records import Place

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tfoot"),
        *("thead", "title", "tr", "ul"),
    }
)
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "head", "nav", "noscript", "template", "svg", "button", "select"})
_MARK = re.compile(r"\s*[\[(]?\s*(\d{1,3})\s*[\])]?\s*")
_NOTE = re.compile(r"#.*(?:note|ftn|fn)", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


class _Reader:
    """One pass over the tree."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.place = Place(1, 0)
        self.level = 0
        self.silent = 0
        self.begun = False  # whether the line has words
        self.raised: list[str] | None = None  # words of a raised number or of a link to a note
        self.closes: object = None

    def start(self, element: etree._Element, tag: str) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag in _BLOCKS:
            self.flush()
            self.level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        elif tag in _CELLS:
            self.words.append(" ")
        elif self.raised is None and (tag == "sup" or (tag == "a" and _NOTE.search(element.get("href", "")))):
            self.raised, self.closes = [], element
        self.text(element.text, element)

    def end(self, element: etree._Element, tag: str) -> None:
        if tag in _SILENT:
            self.silent -= 1
        elif element is self.closes and self.raised is not None:
            words, self.raised, self.closes = "".join(self.raised), None, None
            mark = _MARK.fullmatch(words)
            self.words.append(superscript(int(mark[1])) if mark else words)
        elif tag in _BLOCKS:
            self.flush()
        self.text(element.tail, element)

    def text(self, words: str | None, element: etree._Element) -> None:
        if not words or self.silent:
            return
        if self.raised is not None:
            self.raised.append(words)
            return
        if not self.begun and words.strip():
            self.begun = True
            line = element.sourceline
            self.place = Place(line if isinstance(line, int) else 1, 0)
        self.words.append(words)

    def flush(self) -> None:
        """End the block."""
        if self.raised is not None:
            self.words += self.raised
            self.raised, self.closes = None, None
        text = _SPACE.sub(" ", "".join(self.words)).strip()
        if text:
            self.lines.append(Line(text, self.place, self.level))
        self.words, self.level, self.begun = [], 0, False


def html_lines(text: str, source: str = "page") -> list[Line]:
    """Return the lines of an HTML text; damaged markup is read, markup nested too deeply is refused.

    Raises InputError, with ``source`` for the name.
    """
    reader = _Reader()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return []
    if tree is None:
        return []
    if any("depth" in fault.message for fault in parser.error_log):
        raise InputError(f"{source}: elements nested too deeply; give it as text")
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            reader.text(element.tail, element)
        elif event == "start":
            reader.start(element, str(element.tag))
        else:
            reader.end(element, str(element.tag))
    reader.flush()
    return reader.lines
