"""Check a large graph against the shapes: rules of the whole on its store, the others chunk by chunk."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from extract.errors import CebkgError
from extract.workers import spread
from graphs.large import LargeGraph
from graphs.report import Report, Result
from graphs.runs import Piece
from graphs.validate import broken, targeted

#: The rules of the whole are checked in so many bundles: pySHACL reads all shapes anew for each.
_BUNDLES = 16


@dataclass(frozen=True, slots=True)
class _Task:
    """Some shapes to check, against a chunk or, as rules of the whole are, against the store alone."""

    shapes: tuple[str, ...]
    store: Path
    chunk: Piece | None = None


def validate_large(
    graph: LargeGraph, *, cores: int = 2, tell: Callable[[str], None] = lambda _: None
) -> Report:
    """Return what ``graphs.validate`` would of the same graph; ``tell`` hears how far it is.

    Raises InputError when a shape cannot be run, CebkgError when a process was ended.
    """
    rules = targeted("targetNode")
    others = tuple(name for name in targeted() if name not in rules)
    tasks = [_Task(tuple(rules[at::_BUNDLES]), graph.store) for at in range(_BUNDLES)]
    tasks += [_Task(others, graph.store, chunk) for chunk in graph.chunks]
    results: set[Result] = set()
    for done, (_, found) in enumerate(spread(_checked, tasks, cores, fresh=True), 1):
        if found is None:
            raise CebkgError("a process that checks the shapes was ended, perhaps for want of memory")
        results.update(found)
        tell(f"checking the graph against the shapes: {done} of {len(tasks)}")
    return Report(tuple(sorted(results)))


def _checked(task: _Task) -> list[Result]:
    try:
        return _results(task)
    finally:
        gc.collect()  # rdflib's graphs point at themselves: those of fifty chunks would wait to be found


def _results(task: _Task) -> list[Result]:
    from graphs.constraints import Part, Whole

    store = _opened(task.store)
    if task.chunk is None:
        return broken(Whole(store), task.shapes)
    chunk = ox.parse(task.chunk.read(), format=ox.RdfFormat.N_TRIPLES)
    return broken(Part(store, (quad.triple for quad in chunk)), task.shapes, Whole(store))


@cache
def _opened(folder: Path) -> ox.Store:
    return ox.Store.read_only(str(folder))
