"""Frozen records that extraction produces.

Offsets everywhere are Unicode code points in ``Unit.text`` (the mended text of the unit), start
inclusive, end exclusive.  Dates are ISO 8601 strings no more precise than the text: ``2019``,
``2019-04`` or ``2019-09-23``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """A place in the source file: 1-based line, 0-based column in code points."""

    line: int
    column: int


class Piece(NamedTuple):
    """A stretch of ``Unit.text`` copied unchanged from the source: ``text[offset:]`` began at ``place``."""

    offset: int
    place: Place


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark: ``text[start:end]`` is the mark (¹…) of footnote ``number``."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """``text[start:end]`` was linked by the document's editors to the document ``symbol``."""

    symbol: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A citable part of a document: front matter, paragraph, annex or footnote."""

    key: str  # "header", "summary", "pre2", "p11", "annex1", "annex1-p3", "closing", "fn14"
    kind: str  # "header", "summary", "preamble", "paragraph", "annex", "closing", "footnote"
    number: int | None
    text: str
    pieces: tuple[Piece, ...]
    section: str | None = None  # key of the innermost section, None outside sections
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()  # set by editors in the source, if the format has them

    def place(self, offset: int) -> Place:
        """Return the source place of a code-point offset; raises IndexError outside the text."""
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} outside {self.key} (0..{len(self.text)})")
        piece = next(p for p in reversed(self.pieces) if p.offset <= offset)
        return Place(piece.place.line, piece.place.column + offset - piece.offset)


@dataclass(frozen=True, slots=True)
class Section:
    """A section or subsection; ``key`` is "II" or "II.A", ``parent`` the key above or None."""

    key: str
    label: str  # number as printed: "二", "A"
    title: str
    parent: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Warning:
    """Something in the source that was not understood or not expected, with its 1-based line."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A concept that a document's editors class it under: an entity of ours, or one of the UN's alone."""

    key: str  # of the entity, "" for none
    iri: str  # as the editors have it
    label_en: str  # in their words


@dataclass(frozen=True, slots=True)
class Document:
    """A report read into units, in reading order."""

    symbol: str  # canonical symbol: "E/2020/10"
    title: str
    source: str  # file name
    sha256: str  # of the source bytes
    units: tuple[Unit, ...]
    sections: tuple[Section, ...]
    warnings: tuple[Warning, ...] = ()
    language: str = "zh"  # "zh" or "en"
    date: str = ""  # of adoption or issue, where the source states it
    session: str = ""  # key of the session whose document it is, as its cover says
    agenda_items: tuple[str, ...] = ()  # "21(a)", as its cover says
    subjects: tuple[Subject, ...] = ()  # what its editors class it under

    def unit(self, key: str) -> Unit:
        """Return the unit with this key; raises KeyError."""
        for unit in self.units:
            if unit.key == key:
                return unit
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that is spoken of: body, post, document, session, strategy, topic, place ...

    ``key`` names it in IRIs and in other records and is unique; ``notation`` is its acronym, symbol
    or session key, or "" when it has none.
    """

    key: str
    cls: str  # notation of a class in ontology/classes.tsv
    label_zh: str
    label_en: str = ""
    notation: str = ""
    short_zh: tuple[str, ...] = ()  # proper short forms -> skos:altLabel
    hidden_zh: tuple[str, ...] = ()  # misprints and loose forms -> skos:hiddenLabel
    origin: str = "authority"  # or "text": introduced by the report itself
    source: str = ""  # where an authority fact comes from
    links: tuple[tuple[str, str], ...] = ()  # (property CURIE, IRI or literal)
    body: str = ""  # sessions: key of the body
    ordinal: int | None = None  # sessions
    date: str = ""  # sessions, documents, events


@dataclass(frozen=True, slots=True)
class Span:
    """``text`` stands at ``[start, end)`` of unit ``unit``."""

    unit: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or points at an entity; ``entity`` is "" while unresolved."""

    span: Span
    entity: str
    kind: str  # "name", "symbol", "session", "anaphora", "unresolved"
    rule: str
    candidates: tuple[str, ...] = ()
    date: str = ""  # date stated with a session or conference


@dataclass(frozen=True, slots=True)
class Citation:
    """A unit cites a document, at a pinpoint ("para 4(b)"; "" if none), with a function."""

    span: Span
    document: str  # entity key
    pinpoint: str
    function: str  # row of ontology/citation_functions.tsv
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what to what: one verb of the text with its slots (entity keys)."""

    span: Span
    type: str  # row of ontology/act_types.tsv
    verb: str  # as written
    agents: tuple[str, ...]
    objects: tuple[str, ...]  # entity keys
    object_text: str  # verbatim words of the object, "" if none
    rule: str
    confidence: float
    session: str = ""
    date: str = ""
    under: tuple[str, ...] = ()  # instruments in accordance with which
    participants: tuple[tuple[str, str], ...] = ()  # (role, entity key)
    modality: str = "stated"  # "stated", "planned", "negated"


@dataclass(frozen=True, slots=True)
class Relation:
    """A lasting relation between two things; ``object`` is an entity key, or literal text for
    hasSymbol and hasWebsite."""

    span: Span
    subject: str
    predicate: str  # row of ontology/predicates.tsv
    object: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Signature:
    """A body (through its head) signed a statement."""

    span: Span
    statement: str
    signatory: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Mandate:
    """An instrument asks for or authorises an activity, strategy, body or report."""

    span: Span
    mandate: str  # entity key
    mandated: str  # entity key or ""
    mandated_text: str  # verbatim words
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A unit points at another unit of the same document ("见上文第 11 段")."""

    span: Span
    target: str  # unit key
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts or measures; ``value`` as in "3", ">100", "~240000", "2020-2030"."""

    span: Span
    what: str  # words counted
    value: str
    measure: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one document."""

    document: Document
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    citations: tuple[Citation, ...] = ()
    acts: tuple[Act, ...] = ()
    relations: tuple[Relation, ...] = ()
    signatures: tuple[Signature, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    crossrefs: tuple[CrossReference, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    stated_in: dict[str, str] = field(default_factory=dict)  # text-born entity key -> unit key
