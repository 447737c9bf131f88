"""Vocabulary terms and literals, each made once."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

CEB = "https://w3id.org/cebkg/ontology#"

#: Every prefix that graphs use, in the order in which files bind them.
PREFIXES = {
    "ceb": CEB,
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "doco": "http://purl.org/spar/doco/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "undo": "https://w3id.org/un/ontology/undo/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@cache
def term(curie: str) -> NamedNode:
    """Return the IRI of ``prefix:name``; raises KeyError for an unknown prefix.

    >>> term("skos:notation").value
    'http://www.w3.org/2004/02/skos/core#notation'
    """
    prefix, name = curie.split(":", 1)
    return NamedNode(PREFIXES[prefix] + name)


def short(iri: str, base: str = "") -> str:
    """Return an IRI without the base of the graph, or with a prefix, or as it is.

    >>> short("http://www.w3.org/2004/02/skos/core#notation")
    'skos:notation'
    """
    if base and iri.startswith(base):
        return iri.removeprefix(base)
    return next((f"{p}:{iri.removeprefix(s)}" for p, s in PREFIXES.items() if iri.startswith(s)), iri)


@lru_cache(maxsize=65536)
def zh(text: str) -> Literal:
    """Chinese text."""
    return Literal(text, language="zh")


@lru_cache(maxsize=65536)
def en(text: str) -> Literal:
    """English text."""
    return Literal(text, language="en")


def text(words: str, language: str) -> Literal:
    """Words in a language, "zh" or "en"."""
    return Literal(words, language=language)


@lru_cache(maxsize=65536)
def plain(text: str) -> Literal:
    """A string without a language."""
    return Literal(text)


def typed(text: str, datatype: str) -> Literal:
    """A literal of a datatype given as CURIE."""
    return Literal(text, datatype=term(datatype))


@lru_cache(maxsize=4096)
def integer(number: int) -> Literal:
    """A whole number."""
    return typed(str(number), "xsd:integer")


@lru_cache(maxsize=4096)
def offset(number: int) -> Literal:
    """An offset in code points."""
    return typed(str(number), "xsd:nonNegativeInteger")


@cache
def decimal(number: float) -> Literal:
    """A decimal with at most four digits after the point, in canonical form (``0.9``, ``1.0``)."""
    whole, part = f"{number:.4f}".split(".")
    return typed(f"{whole}.{part.rstrip('0') or '0'}", "xsd:decimal")


def date(iso: str) -> Literal:
    """A date no more precise than its text: year, month or day; a plain string in any other form."""
    datatype = _DATE_TYPES.get(len(iso)) if iso.replace("-", "").isdecimal() else None
    return typed(iso, datatype) if datatype else plain(iso)


def symbol(text: str) -> Literal:
    """A document symbol as a notation."""
    return typed(text, "ceb:symbol")


def web_page(text: str) -> NamedNode:
    """The IRI of a web address as printed; ``http://`` is put before one without a scheme.

    >>> web_page("www.unsceb.org").value
    'http://www.unsceb.org'
    """
    address = text if _SCHEME.match(text) else f"http://{text}"
    try:
        return NamedNode(quote(_BARE_PERCENT.sub("%25", address), safe="!#$%&'()*+,/:;=?@~"))
    except ValueError:  # two "#", a port that is no number ...: nothing a browser could open
        return NamedNode(f"http://{quote(text, safe='')}")
