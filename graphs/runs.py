"""Statements of a graph too large for memory, in files: sorted runs, merged; pieces of text, joined."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from graphs.model import natural, order

#: So many triples are read, written, loaded and checked at a time.
CHUNK = 30_000


class Piece(NamedTuple):
    """Bytes ``[start, start + size)`` of a file; ``key`` is their place among others."""

    key: str
    file: Path
    start: int
    size: int

    def read(self) -> bytes:
        """Return the bytes."""
        with open(self.file, "rb") as stream:
            stream.seek(self.start)
            return stream.read(self.size)


def whole(file: Path) -> Piece:
    """The whole of a file."""
    return Piece("", file, 0, file.stat().st_size)


def write_run(file: Path, triples: Iterable[ox.Triple]) -> Path:
    """Write triples that are in order as N-Triples."""
    ox.serialize(triples, output=file, format=ox.RdfFormat.N_TRIPLES)
    return file


def write_pieces(file: Path, pieces: Iterable[tuple[str, bytes]]) -> list[Piece]:
    """Write bytes one after another; return where each stands, under the key given with it."""
    found: list[Piece] = []
    with open(file, "wb") as stream:
        for key, data in pieces:
            found.append(Piece(key, file, stream.tell(), len(data)))
            stream.write(data)
    return found


def write_joined(file: Path, parts: Iterable[bytes]) -> Path:
    """Write bytes one after another."""
    with open(file, "wb") as stream:
        stream.writelines(parts)
    return file


def merged(runs: Sequence[Path]) -> Iterator[list[ox.Triple]]:
    """Yield the triples of each subject of several runs, once and in order, subjects in order."""
    together = heapq.merge(*map(_subjects, runs), key=itemgetter(0))
    for _, same in groupby(together, key=itemgetter(0)):
        first, *others = (triples for _, triples in same)
        yield sorted({*first, *(t for triples in others for t in triples)}, key=order) if others else first


def _subjects(run: Path) -> Iterator[tuple[str, list[ox.Triple]]]:
    statements = (quad.triple for quad in ox.parse(path=run, format=ox.RdfFormat.N_TRIPLES))
    for subject, triples in groupby(statements, key=lambda triple: triple.subject):
        yield natural(str(subject)), list(triples)


def chunks(subjects: Iterable[list[ox.Triple]], size: int = CHUNK) -> Iterator[list[ox.Triple]]:
    """Yield at least ``size`` triples at a time, all of a subject together."""
    chunk: list[ox.Triple] = []
    for triples in subjects:
        chunk += triples
        if len(chunk) >= size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def forget(files: Iterable[Path]) -> None:
    """Take files away that are no longer needed, for the room."""
    for file in files:
        file.unlink()


def write_chunks(file: Path, subjects: Iterable[list[ox.Triple]]) -> list[Piece]:
    """Write triples as N-Triples; return where each of their ``chunks`` stands."""
    texts = (ox.serialize(chunk, format=ox.RdfFormat.N_TRIPLES) or b"" for chunk in chunks(subjects))
    return write_pieces(file, (("", text) for text in texts))


def load_store(folder: Path, pieces: Iterable[Piece]) -> Path:
    """Load N-Triples into a new Oxigraph store on disk; raises OSError where there is no room."""
    store = ox.Store(folder)
    for piece in pieces:
        store.bulk_load(piece.read(), format=ox.RdfFormat.N_TRIPLES)
    store.optimize()  # loaded piece by piece, each query would look into a hundred files
    return folder
