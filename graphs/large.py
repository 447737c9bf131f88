"""A graph of many documents, through files: the same bytes as in memory, in space that does not grow with it.

Documents become quads a few at a time, on all cores; their named graphs are joined to TriG, their triples
merged to Turtle, subject by subject; the shapes then look at one chunk after another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby
from pathlib import Path

import pyoxigraph as ox

from extract.errors import CebkgError
from extract.records import Entity
from extract.shelf import Shelf, unpack
from extract.workers import spread
from graphs.build import dataset_quads, document_quads, shared_quads
from graphs.census import Census
from graphs.iris import BASE, Iris
from graphs.model import KnowledgeGraph, body, header, natural
from graphs.runs import (
    Piece,
    chunks,
    forget,
    load_store,
    merged,
    whole,
    write_chunks,
    write_joined,
    write_pieces,
    write_run,
)
from graphs.tally import Tally

#: Documents that become quads together, at least: their quads are all that a core holds.
_TOGETHER = 16
#: Runs that are merged at once, each an open file.
_MOST_RUNS = 500
_ENDED = "a process that writes it was ended, perhaps for want of memory; build fewer documents at a time"


@dataclass(frozen=True, slots=True)
class LargeGraph:
    """A graph in files: Turtle, TriG, and the same triples in chunks, each with whole subjects."""

    triples: int
    turtle: Path
    trig: Path
    chunks: tuple[Piece, ...]  # N-Triples
    store: Path  # an Oxigraph store of the triples


@dataclass(frozen=True, slots=True)
class _Task:
    """Some documents, and what must be known to write their quads."""

    parcels: tuple[bytes, ...]
    things: Mapping[str, str]  # class by key
    born: Mapping[str, list[tuple[Entity, str]]]  # by symbol
    base: str
    file: Path  # without suffix


@dataclass(frozen=True, slots=True)
class _Part:
    """Some quads in files: their named graphs as TriG, their triples as a run."""

    graphs: list[Piece]
    run: Path


def build_large(
    found: Shelf,
    folder: Path,
    *,
    base: str = BASE,
    cores: int = 2,
    tell: Callable[[str], None] = lambda _: None,
) -> LargeGraph:
    """Write the graph of many documents into an empty folder; ``tell`` hears how far it is.

    Raises what ``graphs.build`` raises, CebkgError when a process was ended, OSError when the disk is full.
    """
    iris, census = Iris(base), Census()
    symbols = sorted(found.heads)
    for symbol in symbols:
        census.add(found.get(symbol))
    census.settle()
    known = census.nodes(iris)
    parts = [_write(shared_quads(census, known, iris), iris.base, folder / "shared")]
    batches = _batches(symbols)
    for _, part in spread(_documents, _tasks(found, batches, census, iris.base, folder), cores):
        if part is None:
            raise CebkgError(f"graph.trig: {_ENDED}")
        parts.append(part)
        tell(f"building the graph: {len(parts) - 1} of {len(batches)} parts")
    tally = Tally()
    tell("building the graph: merging")
    pieces = write_chunks(folder / "all.nt", _counted(merged([part.run for part in parts]), tally))
    forget(part.run for part in parts)
    own = _write(dataset_quads(census, tally, len(known), iris), iris.base, folder / "dataset")
    pieces.append(whole(own.run))
    tell("building the graph: writing")
    return _finished([*parts, own], pieces, len(tally), iris.base, folder, cores)


def _finished(
    parts: Sequence[_Part], pieces: Sequence[Piece], triples: int, base: str, folder: Path, cores: int
) -> LargeGraph:
    """Join the named graphs of all parts; beside that their triples, of which the last part has its own."""
    named = sorted(chain.from_iterable(part.graphs for part in parts))
    trig = write_joined(folder / "graph.trig", chain([header(base)], (one.read() for one in named)))
    forget({one.file for one in named})
    turtle, store = folder / "graph.ttl", folder / "store"
    runs = (folder / "all.nt", parts[-1].run)
    jobs: list[Callable[[], Path]] = [
        partial(load_store, store, pieces),
        partial(_write_turtle, turtle, runs, base),
    ]
    for _, made in spread(_do, jobs, cores, fresh=True):
        if made is None:
            raise CebkgError(f"graph.ttl: {_ENDED}")
    return LargeGraph(triples, turtle, trig, tuple(pieces), store)


def _do(job: Callable[[], Path]) -> Path:
    return job()


def _write_turtle(file: Path, runs: Sequence[Path], base: str) -> Path:
    text = (body(chunk, ox.RdfFormat.TURTLE, base) for chunk in chunks(merged(runs)))
    return write_joined(file, chain([header(base)], text))


def _batches(symbols: Sequence[str]) -> list[Sequence[str]]:
    size = max(_TOGETHER, -(-len(symbols) // _MOST_RUNS))
    return [symbols[at : at + size] for at in range(0, len(symbols), size)]


def _tasks(
    found: Shelf, batches: Sequence[Sequence[str]], census: Census, base: str, folder: Path
) -> Iterator[_Task]:
    born = census.born()
    things = {key: census.entities[key].cls for key in census.used}
    for number, some in enumerate(batches):
        yield _Task(
            tuple(found.parcel(symbol) for symbol in some),
            things,
            {symbol: born[symbol] for symbol in some if symbol in born},
            base,
            folder / f"{number:05d}",
        )


def _documents(task: _Task) -> _Part:
    iris = Iris(task.base)
    known = {key: iris.entity(cls, key) for key, cls in task.things.items()}
    quads: list[ox.Quad] = []
    for extraction in map(unpack, task.parcels):
        quads += document_quads(extraction, known, task.born.get(extraction.document.symbol, ()), iris)
    return _write(quads, task.base, task.file)


def _write(quads: Iterable[ox.Quad], base: str, file: Path) -> _Part:
    graph = KnowledgeGraph(quads, base)
    named = (
        (natural(str(name)), body(own, ox.RdfFormat.TRIG, base))
        for name, own in groupby(graph.quads, key=lambda quad: quad.graph_name)
    )
    return _Part(
        write_pieces(file.with_suffix(".trig"), named), write_run(file.with_suffix(".nt"), graph.triples)
    )


def _counted(subjects: Iterable[list[ox.Triple]], tally: Tally) -> Iterator[list[ox.Triple]]:
    """The same triples, counted on their way."""
    for triples in subjects:
        tally.add(triples)
        yield triples
