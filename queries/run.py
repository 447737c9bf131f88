"""Run a named question or any read-only SPARQL on a graph, with parameters bound as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pyoxigraph as ox

from extract.errors import InputError, UsageError
from queries import catalogue, guard
from queries.names import key_of
from queries.stores import Graph, flat_of, names_of, store_of
from queries.syntax import explain, grammar

T = TypeVar("T")
_GRAPH = re.compile(r"\bGRAPH\b", re.IGNORECASE)
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
#: Rows of one answer; more than that is a mistake in the query rather than an answer.
MAX_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: rows of terms under ``columns`` (SELECT), ``triples`` (CONSTRUCT) or ``truth`` (ASK)."""

    columns: tuple[str, ...] = ()
    terms: tuple[tuple[Term | None, ...], ...] = ()
    triples: tuple[ox.Triple, ...] | None = None
    truth: bool | None = None

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows as plain text, "" where nothing is bound."""
        return tuple(tuple(map(text, row)) for row in self.terms)

    def dicts(self) -> Iterator[dict[str, str]]:
        """Yield the rows as column-to-text mappings."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))


def text(term: Term | None) -> str:
    """Return the text of a term: lexical form, IRI or ``_:label``; "" for none."""
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


def run(
    graph: Graph,
    name_or_sparql: str,
    params: Mapping[str, str] | None = None,
    *,
    seconds: float | None = 30,
    max_rows: int = MAX_ROWS,
) -> Table:
    """Return the answer to a named question, or to SPARQL text (SELECT, ASK, CONSTRUCT, DESCRIBE).

    Parameter values may be any name of a thing; they restrict the column of their name.  SPARQL text
    that is not ours runs in a process of its own that reaches neither files nor network and ends after
    ``seconds`` (None: runs here, without a limit).  Raises UsageError.
    """
    if _is_name(name_or_sparql):
        question = catalogue.question(name_or_sparql)
        return evaluate_sparql(graph, bind(graph, question, params or {}), max_rows)
    if params:
        raise UsageError("-p needs a named question; put the values into the SPARQL text instead")
    guard.check(name_or_sparql)
    if seconds is None:
        return evaluate_sparql(graph, name_or_sparql, max_rows)
    grammar()
    return guard.apart(lambda: evaluate_sparql(graph, name_or_sparql, max_rows), seconds)


def bind(graph: Graph, question: catalogue.Question, params: Mapping[str, str]) -> str:
    """Return the SPARQL of a question in which the given parameters hold their value, escaped as literals."""
    sparql = question.sparql
    for name, value in params.items():
        parameter = question.parameter(name)
        key = key_of(names_of(graph), parameter.kind, value)
        slot = f"VALUES ?{name} {{ UNDEF }}"
        if sparql.count(slot) != 1:
            raise ValueError(f"{question.name}.rq: no line '{slot}'")
        sparql = sparql.replace(slot, f"VALUES ?{name} {{ {literal(key)} }}")
    return sparql


def literal(value: str) -> str:
    """Return a value as a SPARQL literal; raises UsageError for text that is not Unicode."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError(f"{value!r}: not valid text; give it in UTF-8") from None
    return str(ox.Literal(value))


def evaluate_sparql(
    graph: Graph,
    sparql: str,
    max_rows: int = MAX_ROWS,
    *,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Table:
    """Return the answer to SPARQL over the union of all graphs, or over those that it names or is given.

    Raises UsageError for a faulty query.
    """
    try:
        dataset = _dataset(sparql, default_graphs, named_graphs)
        whole = dataset.get("use_default_graph_as_union") and not _GRAPH.search(sparql)
        result = flat_of(graph).query(sparql) if whole else store_of(graph).query(sparql, **dataset)
        return _table(result, max_rows)
    except SyntaxError as fault:
        raise UsageError(f"query: {explain(sparql) or _place(str(fault))}; mend the SPARQL text") from None
    except (RuntimeError, ValueError) as fault:
        raise UsageError(f"query: cannot be run ({' '.join(str(fault).split())})") from None
    except OSError as fault:
        raise InputError(f"graph: cannot be read while asking ({fault})") from None


def _dataset(sparql: str, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> dict[str, Any]:
    """The dataset of a query: that of the request, else that of its FROM, else everything."""
    if default_graphs or named_graphs:
        return {
            "default_graph": [ox.NamedNode(iri) for iri in default_graphs],
            "named_graphs": [ox.NamedNode(iri) for iri in named_graphs],
        }
    return {"use_default_graph_as_union": not guard.names_its_graphs(sparql)}


def _table(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, max_rows: int) -> Table:
    if isinstance(result, ox.QueryBoolean):
        return Table(truth=bool(result))
    if isinstance(result, ox.QueryTriples):
        return Table(triples=tuple(sorted(set(_limited(result, max_rows)), key=str)))
    columns = tuple(variable.value for variable in result.variables)
    rows = (tuple(solution[i] for i in range(len(columns))) for solution in result)
    return Table(columns, tuple(_limited(rows, max_rows)))


def _limited(items: Iterator[T], most: int) -> Iterator[T]:
    for number, item in enumerate(items):
        if number >= most:
            raise UsageError(f"query: more than {most} rows; add a LIMIT")
        yield item


def _place(message: str) -> str:
    """Return a parser's message on one line: position and the first things that could stand there."""
    line = " ".join(message.split())
    return line if len(line) <= 120 else line[:120].rpartition(",")[0] + " ..."


def _is_name(value: str) -> bool:
    return not any(c.isspace() or c in "{}" for c in value.strip())
