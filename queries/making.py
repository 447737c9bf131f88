"""The main job: what was found in reports, as the files of an OUT folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import graphs
from extract.progress import Progress
from extract.shelf import Shelf
from graphs.beside import beside
from graphs.writing import stage, write_all

if TYPE_CHECKING:
    from graphs.report import Report

PAGE = "explorer.html"
#: The files of a build, as they are told.
WRITTEN = ("graph.ttl", "graph.trig", "validation.ttl", PAGE)
#: Triples beyond which a page cannot hold the whole graph: a browser takes seconds to open half as many.
MOST_IN_PAGE = 500_000


class Wanted(NamedTuple):
    """What a build is to write beside the graph and its report."""

    explorer: bool = True
    sparql: bool = True  # in the explorer


def make(
    found: Shelf, out: str, wanted: Wanted, *, base: str, cores: int, progress: Progress
) -> tuple[Report, tuple[str, ...]]:
    """Write the files of a build into ``out``, all or none; return the report and their names.

    Many documents go through files, and memory does not grow with them; the bytes are the same.
    Raises what ``graphs.build`` raises, UsageError when nothing can be written.
    """
    if found.packed:
        return _through_files(found, out, wanted, base, cores or os.cpu_count() or 1, progress)
    return _in_memory(found, out, wanted, base, progress)


def _in_memory(
    found: Shelf, out: str, wanted: Wanted, base: str, progress: Progress
) -> tuple[Report, tuple[str, ...]]:
    progress.stage("building the graph")
    graph = graphs.build(found, base=base)
    shown = beside(lambda: _shown(graph, wanted))  # on the other core, while this one validates
    progress.stage("checking the graph against the shapes")
    report = graphs.validate(graph)
    progress.stage("writing")
    return report, _written(out, {**shown(), "validation.ttl": report.turtle()}, progress)


def _shown(graph: graphs.KnowledgeGraph, wanted: Wanted) -> dict[str, bytes]:
    """The graph in the forms that a build writes."""
    return {"graph.ttl": graph.turtle(), "graph.trig": graph.trig(), **_page(graph, wanted)}


def _page(graph: graphs.KnowledgeGraph, wanted: Wanted) -> dict[str, bytes]:
    from queries.publishing import explorer

    return {PAGE: explorer(graph, sparql=wanted.sparql)} if wanted.explorer else {}


def _through_files(
    found: Shelf, out: str, wanted: Wanted, base: str, cores: int, progress: Progress
) -> tuple[Report, tuple[str, ...]]:
    from graphs.checking import validate_large
    from graphs.explorer import beyond
    from graphs.large import build_large

    with stage(out) as folder:
        graph = build_large(found, folder, base=base, cores=cores, tell=progress.state)
        report = validate_large(graph, cores=cores, tell=progress.state)
        made: dict[str, bytes | Path] = {"graph.ttl": graph.turtle, "graph.trig": graph.trig}
        if wanted.explorer and graph.triples > MOST_IN_PAGE:
            made[PAGE] = beyond(len(found), graph.triples)
            progress.tell(f"warning: {PAGE}: {graph.triples:,} triples are more than a page can hold")
        elif wanted.explorer:
            # in a process of its own, so that what it holds ends with it
            made |= beside(lambda: _page(graphs.load(graph.trig), wanted))()
        return report, _written(out, {**made, "validation.ttl": report.turtle()}, progress)


def _written(out: str, made: Mapping[str, bytes | Path], progress: Progress) -> tuple[str, ...]:
    progress.clear()
    write_all(out, {name: made[name] for name in WRITTEN if name in made})
    return tuple(name for name in WRITTEN if name in made)
