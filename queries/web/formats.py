"""Answers in the formats of the SPARQL 1.1 recommendations, within a limit of size."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from extract.errors import UsageError
from queries.render import render
from queries.run import Table, Term, text
from queries.web.accept import RESULTS, TRIPLES

_XML_NOT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SRX = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
_RDF = {
    TRIPLES["nt"]: ox.RdfFormat.N_TRIPLES,
    TRIPLES["jsonld"]: ox.RdfFormat.JSON_LD,
    TRIPLES["rdf"]: ox.RdfFormat.RDF_XML,
}


def offered(table: Table) -> tuple[str, ...]:
    """Return the media types that an answer can be given in, the usual one first."""
    return tuple((TRIPLES if table.triples is not None else RESULTS).values())


def written(table: Table, media: str, most: int) -> bytes:
    """Return an answer in a media type; raises UsageError when it would be longer than ``most`` bytes."""
    size = 0
    pieces = []
    for piece in _pieces(table, media):
        data = piece.encode("utf-8", "replace")
        size += len(data)
        if size > most:
            raise UsageError(f"query: the answer is longer than {most} bytes; add a LIMIT")
        pieces.append(data)
    return b"".join(pieces)


def _pieces(table: Table, media: str) -> Iterator[str]:
    if table.triples is not None:
        yield triples(table.triples, media)
    elif media == RESULTS["json"]:
        yield render(table, "json")
    elif table.truth is not None:
        yield _truth(table.truth, media)
    elif media == RESULTS["csv"]:
        yield from _csv(table)
    elif media == RESULTS["tsv"]:
        yield "\t".join(f"?{name}" for name in table.columns) + "\n"
        yield from ("\t".join(map(_tsv, row)) + "\n" for row in table.terms)
    else:
        yield from _xml(table)


def triples(found: Iterable[ox.Triple], media: str) -> str:
    """Return triples in a media type."""
    if media == TRIPLES["ttl"]:
        return render(Table(triples=tuple(found)), "ttl")
    return (ox.serialize(found, format=_RDF[media]) or b"").decode("utf-8")


def _truth(truth: bool, media: str) -> str:
    word = str(truth).lower()
    if media == RESULTS["xml"]:
        return f"{_SRX}<head/>\n<boolean>{word}</boolean>\n</sparql>\n"
    return f"{word}\n"


def _csv(table: Table) -> Iterator[str]:
    """https://www.w3.org/TR/sparql11-results-csv-tsv/: the bare values, lines end with CR LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (table.columns, *(tuple(map(text, terms)) for terms in table.terms)):
        writer.writerow(row)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _tsv(term: Term | None) -> str:
    """The terms as in Turtle; escapes keep each row on one line."""
    return "" if term is None else str(term).replace("\t", "\\t")


def _xml(table: Table) -> Iterator[str]:
    """https://www.w3.org/TR/rdf-sparql-XMLres/"""
    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in table.columns)
    yield f"{_SRX}<head>{variables}</head>\n<results>\n"
    for row in table.terms:
        cells = (_binding(n, t) for n, t in zip(table.columns, row, strict=True) if t is not None)
        yield f"<result>{''.join(cells)}</result>\n"
    yield "</results>\n</sparql>\n"


def _binding(name: str, term: Term) -> str:
    return f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.Triple):
        parts = zip(("subject", "predicate", "object"), tuple(term), strict=True)
        return "<triple>" + "".join(f"<{n}>{_xml_term(part)}</{n}>" for n, part in parts) + "</triple>"
    words = escape(_XML_NOT.sub("\ufffd", term.value))
    if isinstance(term, ox.NamedNode):
        return f"<uri>{words}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{words}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{words}</literal>"
    if term.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
        return f"<literal>{words}</literal>"
    return f"<literal datatype={quoteattr(term.datatype.value)}>{words}</literal>"
