"""AKN4UN, the UN's own XML of resolutions, to units: preamble, operative paragraphs, annexes, footnotes.

The preamble's paragraphs are ``pre1``, ``pre2`` ... in their order; operative ones ``p1`` ... by their
printed number; those of an annex ``annex1-p1`` ..., after what the annex says before its first number
(``annex1``); footnotes ``fn1`` ...; the lines of the cover ``header``, the adoption line ``closing``.
Sub-paragraphs stand in their paragraph, a line each.  An unnumbered operative paragraph is ``p1``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extract.deliberations import names_of
from extract.drafts import note_warnings
from extract.errors import InputError
from extract.gathering import Gathering
from extract.loose import head, settle
from extract.metadata import Metadata
from extract.records import Document, Place, Warning
from extract.symbols import linked_symbol
from extract.xml import Attributes, Where, walk

_NUMBER = re.compile(r"(\d{1,4})\s*[.．、]?")
#: Their words are numbers, headings and titles, in no unit.
_UNSAID = frozenset({"num", "sup", "heading", "subheading", "docType"})
_LINES = frozenset({"p", "eol", "content", "tr", "li", "item"})


class _Reader:
    """One pass over the elements."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found = Gathering()
        self.symbol = self.title = ""
        self.said = Metadata()
        self.words: list[str] | None = None  # of a number, symbol, heading or title
        self.number = ""  # as printed before the content to come
        self.annex = ""  # key of the annex being read
        self.linked: tuple[str, int] | None = None
        self.path: list[str] = []
        self.in_meta = False

    def start(self, tag: str, attributes: Attributes, where: Where) -> None:
        if not self.path and tag != "akomaNtoso":
            raise InputError(f"{self.source}: XML, but not AKN4UN (its root is {tag}); give a UN document")
        self.path.append(tag)
        self.in_meta = self.in_meta or tag == "meta"
        if not self.said.hear(self.path, attributes):
            self.found.warn(
                where(), f"language {attributes.get('language', '')!r} is not read; taken for Chinese"
            )
        if tag in _STARTS:
            _STARTS[tag](self, attributes, where())
        if tag in _LINES:
            self.found.joint = "\n"

    def end(self, where: Where) -> None:
        tag = self.path.pop()
        self.in_meta = self.in_meta and "meta" in self.path
        if tag in _ENDS:
            _ENDS[tag](self, {}, where())
        if tag in _LINES:
            self.found.joint = "\n"

    def text(self, text: str, where: Where) -> None:
        if self.words is not None:
            self.words.append(text)
        above = self.path[-1]
        if self.in_meta or above in _UNSAID or (self.annex and above == "docTitle"):
            return
        if text.isspace():
            self.found.space()
            return
        place = where()
        if self.found.draft is None:
            self.unnumbered(place)
        self.found.add(text, place)

    def unnumbered(self, place: Place) -> None:
        """Words outside any unit: lines of the cover, or a paragraph that ``settle`` will place."""
        found = self.found
        if "mainBody" in self.path:
            found.begin("", "", None, place, self.section)
            return
        header = next((d for d in found.drafts if d.kind == "header"), None)
        found.draft, found.joint = header or found.begin("header", "header", None, place, None), "\n"

    def settle(self, _: Attributes, place: Place) -> None:
        settle(self.found, self.annex, place)

    @property
    def lead(self) -> str:
        return f"{self.annex}-" if self.annex else ""

    @property
    def section(self) -> str | None:
        return self.found.sections[-1].key if self.found.sections else None

    def preambular(self, _: Attributes, place: Place) -> None:
        if self.path[-2] == "preamble":
            number = 1 + sum(d.kind == "preamble" for d in self.found.drafts)
            self.found.begin(f"pre{number}", "preamble", None, place, None)

    def closing(self, _: Attributes, place: Place) -> None:
        self.found.begin("closing", "closing", None, place, None)

    def leave(self, _: Attributes, __: Place) -> None:
        self.found.draft = None

    def listen(self, _: Attributes, __: Place) -> None:
        self.words = []

    def heard(self) -> str:
        words, self.words = " ".join("".join(self.words or ()).split()), None
        return words

    def printed_symbol(self, _: Attributes, __: Place) -> None:
        words = self.heard()
        if "/" in words and words[:1].isalpha():
            self.symbol = self.symbol or linked_symbol(words)

    def entitled(self, attributes: Attributes, place: Place) -> None:
        if self.annex or attributes.get("refersTo") == "#resolutionTitle":
            self.listen(attributes, place)

    def titled(self, _: Attributes, __: Place) -> None:
        words = self.heard() if self.words is not None else ""
        last = self.found.sections[-1] if self.found.sections else None
        if self.annex and last and last.key == self.annex:
            self.found.sections[-1] = replace(last, title=words or last.title)
        elif not self.annex:
            self.title = self.title or words

    def paragraph(self, _: Attributes, __: Place) -> None:
        self.number, self.found.draft = "", None

    def numbered(self, _: Attributes, place: Place) -> None:
        self.number = self.heard()
        found = _NUMBER.fullmatch(self.number)
        if found:
            self.found.begin(f"{self.lead}p{found[1]}", "paragraph", int(found[1]), place, self.section)

    def content(self, _: Attributes, place: Place) -> None:
        """A letter before the words of a sub-paragraph is part of them."""
        if self.found.draft is None and self.number:
            self.unnumbered(place)
            self.found.add(self.number, place)
            self.number = ""

    def headed(self, _: Attributes, place: Place) -> None:
        head(self.found, self.annex, self.number.strip(".．、 "), self.heard(), place)

    def annexed(self, attributes: Attributes, place: Place) -> None:
        if attributes.get("name", "annex") != "annex" and self.path[-2] != "attachment":
            return
        number = 1 + sum(s.key.startswith("annex") and "." not in s.key for s in self.found.sections)
        self.annex, self.number, self.found.draft = f"annex{number}", "", None
        title = "Annex" if self.said.language == "en" else "附件"
        self.found.section(self.annex, str(number), title, None, place)

    def note(self, attributes: Attributes, place: Place) -> None:
        if self.found.draft is None:
            self.unnumbered(place)
        self.found.note(attributes.get("marker", "").strip(), place)

    def noted(self, _: Attributes, __: Place) -> None:
        self.found.resume()

    def lowered(self, _: Attributes, place: Place) -> None:
        """A raised number points back at a footnote marked before; in a footnote it is its own mark."""
        words = self.heard()
        if re.fullmatch(r"[1-9]\d{0,2}", words, re.ASCII) and self.found.draft and self.found.draft.text:
            self.found.mark(int(words), place, own=False)
        elif not words.isdecimal():
            self.found.add(words, place)

    def anchor(self, attributes: Attributes, _: Place) -> None:
        symbol, draft = linked_symbol(attributes.get("href", "")), self.found.draft
        at = len(draft.text) + len(self.found.joint if draft.text else "") if draft else 0
        self.linked = (symbol, at) if symbol and draft else None

    def anchored(self, _: Attributes, __: Place) -> None:
        if self.linked:
            self.found.link(*self.linked)
        self.linked = None

    def document(self, sha256: str, symbol: str | None) -> Document:
        """What was read; raises InputError if there are no paragraphs."""
        units = tuple(draft.unit() for draft in self.found.drafts if draft.text)
        if not any(unit.kind in ("preamble", "paragraph", "annex") for unit in units):
            raise InputError(f"{self.source}: AKN4UN without a paragraph; nothing to read")
        named = symbol or self.symbol
        warnings = [*self.found.warnings, *note_warnings(units)]
        if not named:
            named = re.sub(r"\W+", "-", self.source.rsplit(".", 1)[0]).strip("-") or "document"
            warnings.append(Warning(1, f"no document symbol found; named {named}, give --symbol to name it"))
        sections, language = tuple(self.found.sections), self.said.language or "zh"
        self.title = self.title or names_of(named)[language == "en"]
        said = self.said
        return Document(
            *(named, self.title, self.source, sha256, units, sections, tuple(warnings), language, said.date),
            session=said.session,
            subjects=tuple(said.subjects.values()),
        )


#: Elements in neither table have no meaning of their own: their words count.
_Handler = Callable[[_Reader, Attributes, Place], None]
_STARTS: dict[str, _Handler] = {
    "docNumber": _Reader.listen,
    "docTitle": _Reader.entitled,
    "container": _Reader.preambular,
    "formula": _Reader.leave,
    "paragraph": _Reader.paragraph,
    "num": _Reader.listen,
    "content": _Reader.content,
    "sup": _Reader.listen,
    "heading": _Reader.listen,
    "subheading": _Reader.listen,
    "doc": _Reader.annexed,
    "authorialNote": _Reader.note,
    "a": _Reader.anchor,
    "ref": _Reader.anchor,
    "conclusions": _Reader.closing,
}
_ENDS: dict[str, _Handler] = {
    "docNumber": _Reader.printed_symbol,
    "docTitle": _Reader.titled,
    "num": _Reader.numbered,
    "heading": _Reader.headed,
    "subheading": _Reader.headed,
    "authorialNote": _Reader.noted,
    "a": _Reader.anchored,
    "sup": _Reader.lowered,
    "paragraph": _Reader.settle,
    "ref": _Reader.anchored,
    "container": _Reader.leave,
    "mainBody": _Reader.leave,
}


def read_akn(data: bytes, source: str, sha256: str, *, symbol: str | None = None) -> Document:
    """Return the document of AKN4UN bytes; raises InputError for anything else, in one line."""
    reader = _Reader(source)
    walk(data, source, reader.start, reader.end, reader.text)
    return reader.document(sha256, symbol)
