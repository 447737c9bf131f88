"""Which media type a client gets: the Accept header against what can be made."""

from __future__ import annotations

from dataclasses import dataclass

HTML = "text/html"
#: Results of SELECT and ASK, and triples, by short name; the first of each is what */* gets.
RESULTS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
TRIPLES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
#: Other names under which clients ask for the same.
_ALSO = {
    "application/json": RESULTS["json"],
    "text/json": RESULTS["json"],
    "application/xml": RESULTS["xml"],
    "text/xml": RESULTS["xml"],
    "application/x-turtle": TRIPLES["ttl"],
    "application/turtle": TRIPLES["ttl"],
    "text/rdf+n3": TRIPLES["ttl"],
    "text/n3": TRIPLES["ttl"],
    "text/plain": TRIPLES["nt"],
    "application/xhtml+xml": HTML,
}
#: Among triples, what the names of both families mean.
_AMONG_TRIPLES = {
    "application/json": TRIPLES["jsonld"],
    "application/xml": TRIPLES["rdf"],
    "text/xml": TRIPLES["rdf"],
}
_MOST_RANGES = 50


@dataclass(frozen=True, slots=True)
class Range:
    """One range of an Accept header."""

    media: str
    quality: float


def ranges(header: str) -> tuple[Range, ...]:
    """Return the ranges of an Accept header, the most wanted first; what is malformed is passed over.

    >>> [r.media for r in ranges("text/html;q=0.5, text/csv, */*;q=0.1")]
    ['text/csv', 'text/html', '*/*']
    """
    found = [_range(part) for part in header.lower().split(",")[:_MOST_RANGES] if "/" in part]
    return tuple(sorted(found, key=lambda r: (-r.quality, r.media.count("*"))))


def _range(part: str) -> Range:
    media, *parameters = (piece.strip() for piece in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        value = float(quality)
    except ValueError:
        value = 0.0
    return Range(media, value if 0 <= value <= 1 else 0.0)


def choose(header: str, offered: tuple[str, ...]) -> str | None:
    """Return the offered media type that an Accept header wants most, None if it takes none of them.

    Without a header, or for ``*/*``, the first one offered.

    >>> choose("application/json", tuple(RESULTS.values()))
    'application/sparql-results+json'
    >>> choose("image/png", tuple(RESULTS.values())) is None
    True
    """
    if not header.strip():
        return offered[0]
    given = ranges(header)
    refused = {_known(r.media, offered) for r in given if r.quality == 0}
    for one in given:
        fitting = [media for media in offered if _fits(one.media, media, offered) and media not in refused]
        if one.quality > 0 and fitting:
            return fitting[0]
    return None


def _fits(wanted: str, media: str, offered: tuple[str, ...]) -> bool:
    if wanted == "*/*" or (wanted.endswith("/*") and media.startswith(wanted[:-1])):
        return True
    return _known(wanted, offered) == media


def _known(media: str, offered: tuple[str, ...]) -> str:
    if media in offered:
        return media
    if media in _AMONG_TRIPLES and _AMONG_TRIPLES[media] in offered and RESULTS["json"] not in offered:
        return _AMONG_TRIPLES[media]
    return _ALSO.get(media, media)
