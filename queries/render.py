"""Answers as text for people and programs: table, CSV, TSV, SPARQL results JSON, Turtle."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

import pyoxigraph as ox

from extract.errors import UsageError
from graphs.terms import PREFIXES
from queries.run import Table, Term

#: Cells up to this width (symbols, acronyms, session keys) stay on one line.
_SHORT = 20
FORMATS = ("table", "csv", "tsv", "json", "ttl")


def render(table: Table, form: str, *, width: int | None = None) -> str:
    """Return an answer as text; raises UsageError for a form that there is not or that cannot hold it."""
    check(form)
    if table.triples is not None:
        return _triples(table.triples, form)
    if form == "ttl":
        raise UsageError("ttl: only CONSTRUCT and DESCRIBE give triples; take table, csv, tsv or json")
    if table.truth is not None:
        return _truth(table.truth, form)
    makers = {"csv": _csv, "tsv": _tsv, "json": _json}
    return _table(table, width) if form == "table" else makers[form](table)


def check(form: str) -> None:
    """Raise UsageError for a format that there is not."""
    if form not in FORMATS:
        raise UsageError(f"--format {form}: no such format; there are {', '.join(FORMATS)}")


def _csv(table: Table) -> str:
    r"""RFC 4180 with \n between rows: quoted only where a cell holds a comma, quote or line break."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return out.getvalue()


def _tsv(table: Table) -> str:
    """One line a row; tab, line break and backslash are written with a backslash."""
    lines = [table.columns, *table.rows]
    return "".join("\t".join(map(_tsv_cell, line)) + "\n" for line in lines)


def _tsv_cell(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _json(table: Table) -> str:
    """https://www.w3.org/TR/sparql11-results-json/"""
    bindings = [
        {name: _json_term(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.terms
    ]
    return _dump({"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}})


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = zip(("subject", "predicate", "object"), tuple(term), strict=True)
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        return found | {"xml:lang": term.language}
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return found if plain else found | {"datatype": term.datatype.value}


def _truth(truth: bool, form: str) -> str:
    return _dump({"head": {}, "boolean": truth}) if form == "json" else f"{str(truth).lower()}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _triples(triples: Iterable[ox.Triple], form: str) -> str:
    if form not in ("ttl", "table"):
        raise UsageError(f"{form}: triples are written as ttl; ask with SELECT for {form}")
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    lines = data.decode("utf-8").splitlines(keepends=True)
    head = [line for line in lines if line.startswith("@prefix")]
    # Oxigraph writes the prefixes in another order at each run.
    return "".join(sorted(head) + lines[len(head) :])


def _table(table: Table, width: int | None) -> str:
    """A table for the eye, as wide as the terminal or ``width``."""
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    shown = [i for i, name in enumerate(table.columns) if not _same_everywhere(table, i, name)]
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for i in shown:
        short = all(cell_len(row[i]) <= _SHORT for row in table.rows)
        grid.add_column(table.columns[i], overflow="fold", no_wrap=short, min_width=None if short else 14)
    for row in table.rows:
        grid.add_row(*(Text(row[i]) for i in shown))
    out = io.StringIO()
    console = Console(file=out, width=width or _width(), highlight=False, color_system=None)
    console.print(grid)
    lines = "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n").split("\n")
    lines.append(f"{len(table.terms)} row{'s' * (len(table.terms) != 1)}")
    return "\n".join(lines) + "\n"


def _same_everywhere(table: Table, column: int, name: str) -> bool:
    """The one report of a graph is not repeated on each line."""
    return name == "document" and len({row[column] for row in table.rows}) == 1


def _width() -> int:
    import shutil

    return max(60, min(shutil.get_terminal_size((160, 24)).columns, 240))
