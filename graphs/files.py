"""Graphs from files."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

import ontology
from extract.errors import InputError
from graphs.iris import BASE
from graphs.model import KnowledgeGraph
from graphs.terms import term

#: Formats by file extension.
EXTENSIONS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
#: What an OUT folder is read from, best first.
IN_FOLDER = ("graph.trig", "graph.ttl")
_ADVICE = "give a graph file (.ttl .trig .nq .nt .jsonld .rdf) or a folder that `cebkg build -o` wrote"
_QUAD_LINE = re.compile(
    rb"\s*(?:#.*\n\s*)*(?:<[^>]*>|_:\S+)\s+<[^>]*>\s+.*\s(?:<[^>]*>|_:\S+)\s*\.\s*(?:\n|$)"
)
_TERM_LINE = re.compile(
    rb"(?:<[^>]*>|_:\S+)\s+<[^>]*>\s+(?:<[^>]*>|_:\S+|\"(?:[^\"\\]|\\.)*\"\S*)\s*\.\s*(?:\n|$)"
)


def load(path: str | Path) -> KnowledgeGraph:
    """Read a graph from a file, from a folder that ``build`` wrote, or from stdin (``-``).

    Raises InputError when there is nothing to read or it is not RDF; the message names the line.
    """
    if str(path) == "-":
        return parse(sys.stdin.buffer.read(), "stdin")
    file = _in_folder(Path(path)) if Path(path).is_dir() else Path(path)
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise InputError(f"{file}: cannot be read ({fault.strerror}); {_ADVICE}") from None
    return parse(data, str(file), EXTENSIONS.get(file.suffix.lower()))


def _in_folder(folder: Path) -> Path:
    for name in IN_FOLDER:
        if (folder / name).is_file():
            return folder / name
    raise InputError(f"{folder}: has no {' or '.join(IN_FOLDER)}; {_ADVICE}")


def parse(data: bytes, name: str, form: ox.RdfFormat | None = None) -> KnowledgeGraph:
    """Read a graph from bytes; ``name`` stands for them in messages, the format is guessed if not given.

    Raises InputError like ``load``.
    """
    if not data.strip():
        raise InputError(f"{name}: is empty; {_ADVICE}")
    _check_text(data, name)
    read = _Read(data, form or sniff(data))
    store = _store(read, name)
    if not len(store):
        raise InputError(f"{name}: holds no statements; {_ADVICE}")
    return KnowledgeGraph(read, _base(store), store)


@dataclass(frozen=True, slots=True)
class _Read:
    """RDF as it was read, to be parsed as often as its quads are asked for."""

    data: bytes
    form: ox.RdfFormat

    def __iter__(self) -> Iterator[ox.Quad]:
        return ox.parse(self.data, format=self.form)


def _check_text(data: bytes, name: str) -> None:
    if b"\x00" in data:
        raise InputError(f"{name}: not a text file (NUL byte at {data.index(0)}); {_ADVICE}")
    start = 0
    for number, line in enumerate(io.BytesIO(data), 1):  # the whole of a large file would be there twice
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as fault:
            raise InputError(f"{name}:{number}: not UTF-8 (byte {start + fault.start}); {_ADVICE}") from None
        start += len(line)


def sniff(data: bytes) -> ox.RdfFormat:
    """Guess the format from the content; TriG, which holds Turtle and N-Triples too, if nothing else."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:4096]
    if start.startswith((b"{", b"[")) and not re.match(rb"\{\s*[<_]", start):
        return ox.RdfFormat.JSON_LD
    if re.match(rb"<\?xml|<!--|<!DOCTYPE|<(?:\w+:)?RDF\b", start):
        return ox.RdfFormat.RDF_XML
    if _QUAD_LINE.match(start) and not _TERM_LINE.match(start):
        return ox.RdfFormat.N_QUADS
    return ox.RdfFormat.TRIG


def _store(read: _Read, name: str) -> ox.Store:
    store = ox.Store()
    try:
        store.bulk_extend(read)
    except SyntaxError as fault:
        place = f"{name}:{fault.lineno}" if fault.lineno else name
        words = re.sub(r"^Parser error at .*?: ", "", str(fault.msg)).replace("\n", " ")
        raise InputError(f"{place}: not {read.form.name} ({words}); {_ADVICE}") from None
    return store


def _base(store: ox.Store) -> str:
    """The base that the dataset description names."""
    named = (quad.object for quad in store.quads_for_pattern(None, term("void:uriSpace"), None, None))
    return next((space.value for space in named if isinstance(space, ox.Literal)), BASE)


def site_parts() -> dict[str, bytes]:
    """Read what a published site shows beside the graph: vocabulary, shapes, style and server rules."""
    page = Path(__file__).parent / "page"
    files = [ontology.path("cebkg.ttl"), ontology.path("shapes.ttl"), page / "site.css", page / "htaccess"]
    return {file.name: file.read_bytes() for file in files}
