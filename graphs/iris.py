"""The IRIs of things: made from content only, the same at every run, never shared by two things.

>>> Iris().entity("Committee", "HLCP").value
'https://w3id.org/cebkg/id/body/HLCP'
>>> Iris().fragment("Resolution", "A/RES/64/289", "para 4(b)").value
'https://w3id.org/cebkg/id/doc/A/RES/64/289/fragment/para%204(b)'
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache, lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode

import ontology
from extract.errors import UsageError
from extract.records import Span

#: Where things live unless the caller says otherwise.
BASE = "https://w3id.org/cebkg/id/"
#: Segment of a document under which each kind of unit lives; other kinds live under their own name.
UNIT_SEGMENTS = {
    "paragraph": ("para/", "p"),
    "footnote": ("note/", "fn"),
    "preamble": ("preamble/", "pre"),
    "annex": ("annex/", "annex"),
}
#: Steps below a document or entity that are ours: a key may not walk into them.
RESERVED = frozenset(
    {
        *(
            "para",
            "note",
            "preamble",
            "annex",
            "header",
            "summary",
            "closing",
            "section",
            "graph",
            "fragment",
        ),
        "classification",
    }
)

_UNSAFE = re.compile(r"[^\w\-.~/()]")
_BASE_FORM = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)


@lru_cache(maxsize=65536)
def encode(key: str) -> str:
    """Write a key as an IRI path: letters and digits of any script and ``-._~/()`` stay.

    Everything else is percent-encoded as UTF-8, and so are steps that a parser would resolve (``.``,
    ``..``) and the slash before a reserved step.  Different keys give different paths.  Raises
    ValueError for an empty key.

    >>> encode("2200(XXI) 附件")
    '2200(XXI)%20附件'
    """
    if not key:
        raise ValueError("a thing without a key has no IRI")
    first, *rest = _UNSAFE.sub(lambda m: _percent(m[0]), key).split("/")
    return _step(first) + "".join(("%2F" if s in RESERVED else "/") + _step(s) for s in rest)


def _percent(character: str) -> str:
    return quote(character.encode("utf-8", "surrogatepass"), safe="")


def _step(step: str) -> str:
    return step.replace(".", "%2E") if step in (".", "..") else step


def digest(*fields: object) -> str:
    """Return the first 10 hex digits of sha256 over the fields, written as JSON."""
    text = json.dumps(fields, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:10]


@cache
def segment(cls: str) -> str:
    """Return the segment of a class of ``ontology/classes.tsv``; raises KeyError for another."""
    return {row["notation"]: row["segment"] for row in ontology.table("classes")}[cls]


def check_base(base: str) -> str:
    """Return the base ending in ``/`` or ``#``; raises UsageError unless it is an absolute IRI."""
    if not _BASE_FORM.fullmatch(base):
        raise UsageError(f"--base {base!r}: not an absolute IRI; give one such as {BASE}")
    return base if base.endswith(("/", "#")) else base + "/"


class Iris:
    """Names of things under one base; see ``ontology/MODEL.md``, "IRIs"."""

    def __init__(self, base: str = BASE) -> None:
        self.base = check_base(base)

    def at(self, path: str) -> NamedNode:
        """The IRI of an encoded path below the base."""
        return NamedNode(self.base + path)

    def entity(self, cls: str, key: str) -> NamedNode:
        """An entity; raises KeyError for an unknown class, ValueError for an empty key."""
        return self.at(f"{segment(cls)}/{encode(key)}")

    def document(self, symbol: str) -> NamedNode:
        """A document that was read; the same IRI as the document entity with this key."""
        return self.at(f"doc/{encode(symbol)}")

    def unit(self, symbol: str, kind: str, key: str) -> NamedNode:
        """A unit: ``p11`` is ``para/11`` of its document, ``fn14`` ``note/14``, ``pre2`` ``preamble/2``."""
        step, letters = UNIT_SEGMENTS.get(kind, ("", ""))
        return self.at(f"doc/{encode(symbol)}/{step}{encode(key.removeprefix(letters))}")

    def section(self, symbol: str, key: str) -> NamedNode:
        """A section of a document."""
        return self.at(f"doc/{encode(symbol)}/section/{encode(key)}")

    def fragment(self, cls: str, key: str, pinpoint: str) -> NamedNode:
        """A cited place of a document, named by the words of the pinpoint."""
        return self.at(f"{segment(cls)}/{encode(key)}/fragment/{encode(pinpoint)}")

    def concept(self, scheme: str, key: str) -> NamedNode:
        """A row of a table (``act-type``, ``citation-function``, ``role``) or a ``rule``."""
        return self.at(f"{scheme}/{encode(key)}")


def below(parent: NamedNode, path: str) -> NamedNode:
    """The IRI of an encoded path below another IRI."""
    return NamedNode(f"{parent.value}/{path}")


def graph_of(thing: NamedNode) -> NamedNode:
    """The named graph of a unit or document."""
    return below(thing, "graph")


def stretch(unit: NamedNode, kind: str, span: Span) -> NamedNode:
    """The evidence or mention at a span: ``UNIT/evidence/0-60``."""
    return below(unit, f"{kind}/{span.start}-{span.end}")
