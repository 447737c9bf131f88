"""The sentence around a quote, for readers; tables keep the quote itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from queries.run import evaluate_sparql
from queries.stores import Graph

_UNITS = """
PREFIX ceb: <https://w3id.org/cebkg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?document ?key ?iri ?text ?order WHERE {
  ?iri ceb:text ?text ; skos:notation ?key ; ceb:inDocument ?report ; ceb:order ?order .
  OPTIONAL { ?report skos:notation ?symbol }
  BIND(COALESCE(STR(?symbol), STR(?report)) AS ?document)
} ORDER BY ?document ?order
"""
#: A quote of this length says enough by itself.
_ENOUGH = 20
_ENDS = "。；\n"

_kept: WeakKeyDictionary[Graph, tuple[Unit, ...]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a report with its text."""

    document: str
    key: str  # "p11"
    iri: str
    text: str


def units_of(graph: Graph) -> tuple[Unit, ...]:
    """Return the units of all reports of a graph in reading order."""
    if graph not in _kept:
        rows = evaluate_sparql(graph, _UNITS).rows
        _kept[graph] = tuple(Unit(*row[:4]) for row in rows)
    return _kept[graph]


def texts_of(graph: Graph) -> Mapping[tuple[str, str], str]:
    """Return the texts of all units by document and unit key."""
    return {(unit.document, unit.key): unit.text for unit in units_of(graph)}


def around(graph: Graph, row: Mapping[str, str]) -> str:
    """Return the quote of a row; a short one with the sentence in which it first stands."""
    quote = row["quote"]
    text = texts_of(graph).get((row["document"], row.get("unit") or row.get("from_unit", "")), "")
    if len(quote) >= _ENOUGH or quote not in text:
        return quote
    return sentence(text, text.index(quote))


def sentence(text: str, offset: int) -> str:
    """Return the sentence of a text that stands at an offset.

    >>> sentence("甲核可了。乙审议了。丙", 6)
    '乙审议了。'
    """
    start = max(text.rfind(mark, 0, offset) for mark in _ENDS) + 1
    ends = [at for mark in _ENDS if (at := text.find(mark, offset)) >= 0]
    return text[start : min(ends) + 1 if ends else len(text)].strip()
