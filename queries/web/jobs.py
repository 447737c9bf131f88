"""What a worker is asked to do and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.errors import CebkgError, UsageError
from queries import catalogue, guard
from queries.run import Table, evaluate_sparql, run
from queries.stores import Graph
from queries.web import formats
from queries.web.accept import choose

TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost."""

    seconds: float = 10.0
    rows: int = 100_000
    answer: int = 32 << 20  # bytes
    memory: int = 4 << 30  # bytes of address space of a worker
    body: int = 1 << 20  # bytes of a request


@dataclass(frozen=True, slots=True)
class Job:
    """SPARQL text, or a named question with parameters (``name``), and the formats that are taken."""

    accept: str
    sparql: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    name: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    ours: bool = False  # not anybody's query, so it ends soon


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP status, a media type and a body; ``table`` instead of a body where a page is to be made."""

    status: int
    media: str
    body: bytes
    table: Table | None = None


def fault(status: int, message: str) -> Reply:
    """Return a fault in one line."""
    return Reply(status, TEXT, f"{message}\n".encode("utf-8", "replace"))


def do(graph: Graph, job: Job, limits: Limits) -> Reply:
    """Return the reply to a job; a fault of the job is a 4xx of one line."""
    try:
        table = _table(graph, job, limits)
        if job.accept == "table":
            return Reply(200, "", b"", _small(table, limits))
        media = choose(job.accept, formats.offered(table))
        if media is None:
            return fault(406, f"none of these can be made; there are {', '.join(formats.offered(table))}")
        return Reply(200, media, formats.written(table, media, limits.answer))
    except Refused as refused:
        return fault(403, str(refused))
    except CebkgError as wrong:
        return fault(400, str(wrong))
    except (MemoryError, RecursionError):
        return fault(503, "query: needs more memory than a query may have; make it narrower")


class Refused(UsageError):
    """Something that is never done here, however it is written."""


def _table(graph: Graph, job: Job, limits: Limits) -> Table:
    if job.name:
        catalogue.question(job.name)
        return run(graph, job.name, job.params, max_rows=limits.rows)
    _check(job.sparql)
    return evaluate_sparql(
        graph, job.sparql, limits.rows, default_graphs=job.default_graphs, named_graphs=job.named_graphs
    )


def _check(sparql: str) -> None:
    if guard.is_update(sparql) or guard.reaches_out(sparql):
        try:
            guard.check(sparql)
        except UsageError as wrong:
            raise Refused(str(wrong)) from None
    guard.check(sparql)


def _small(table: Table, limits: Limits) -> Table:
    """A table that a page is made of is no larger than any other answer."""
    size = sum(len(cell) for row in table.rows for cell in row)
    if size > limits.answer:
        raise UsageError(f"query: the answer is longer than {limits.answer} bytes; restrict a column")
    return table
