"""Graphs from files and files to disk: the only module of the room that touches files."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

import ontology
from extract.errors import InputError, UsageError
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
    quads = _quads(data, name, form or sniff(data))
    if not quads:
        raise InputError(f"{name}: holds no statements; {_ADVICE}")
    return KnowledgeGraph(quads, base=_base(quads))


def _check_text(data: bytes, name: str) -> None:
    if b"\x00" in data:
        raise InputError(f"{name}: not a text file (NUL byte at {data.index(0)}); {_ADVICE}")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise InputError(f"{name}:{line}: not UTF-8 (byte {fault.start}); {_ADVICE}") from None


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


def _quads(data: bytes, name: str, form: ox.RdfFormat) -> list[ox.Quad]:
    try:
        return list(ox.parse(data, format=form))
    except SyntaxError as fault:
        place = f"{name}:{fault.lineno}" if fault.lineno else name
        words = re.sub(r"^Parser error at .*?: ", "", str(fault.msg)).replace("\n", " ")
        raise InputError(f"{place}: not {form.name} ({words}); {_ADVICE}") from None


def _base(quads: list[ox.Quad]) -> str:
    """The base that the dataset description names."""
    space = term("void:uriSpace")
    return next(
        (q.object.value for q in quads if q.predicate == space and isinstance(q.object, ox.Literal)), BASE
    )


def write(path: str | Path, data: bytes) -> None:
    """Write one file whole or not at all, or to stdout (``-``); raises UsageError if it cannot."""
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_all(Path(path).parent, {Path(path).name: data})


def check_folder(folder: str | Path) -> None:
    """Raise UsageError unless files can be written into a folder, or into a new one in its place."""
    target = Path(folder)
    # os.path asks without a fault where a folder above may not be entered
    nearest = next(p for p in (target, *target.absolute().parents) if os.path.exists(p))
    if not os.path.isdir(nearest):
        raise UsageError(f"{nearest}: is a file, not a folder; choose another place with -o")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise UsageError(f"{nearest}: cannot be written (no permission); choose another place with -o")


def site_parts() -> dict[str, bytes]:
    """Read what a published site shows beside the graph: vocabulary, shapes, style and server rules."""
    page = Path(__file__).parent / "page"
    files = [ontology.path("cebkg.ttl"), ontology.path("shapes.ttl"), page / "site.css", page / "htaccess"]
    return {file.name: file.read_bytes() for file in files}


def write_tree(folder: str | Path, files: Mapping[str, bytes], mark: str) -> None:
    """Write files with their folders in place of a folder, whole or not at all.

    Only an empty folder, or one that an earlier call wrote (it holds ``mark``), is replaced.  Raises
    UsageError when the folder holds anything else or cannot be written.
    """
    target = Path(folder).absolute()
    check_folder(target)
    if target.exists() and any(target.iterdir()) and not (target / mark).is_file():
        raise UsageError(f"{folder}: holds other files; choose a new or empty folder with -o")
    try:
        _make(target.parent)
        stage = Path(tempfile.mkdtemp(prefix=".cebkg-", dir=target.parent))
        try:
            _swap_tree(stage, target, files)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    except OSError as fault:
        raise UsageError(f"{folder}: cannot be written ({fault.strerror}); choose another with -o") from None


def _swap_tree(stage: Path, target: Path, files: Mapping[str, bytes]) -> None:
    new = stage / "new"
    new.mkdir()
    for name, data in files.items():
        place = new / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    if target.exists():
        os.replace(target, stage / "old")
    try:
        os.replace(new, target)
    except OSError:
        if (stage / "old").exists():
            os.replace(stage / "old", target)
        raise


def write_all(folder: str | Path, files: Mapping[str, bytes]) -> None:
    """Write all files into a folder, made if need be, or leave everything as it was.

    Names are plain file names.  Raises UsageError when the folder or a file cannot be written.
    """
    target = Path(folder)
    try:
        made = _make(target)
        try:
            _write_staged(target, files)
        except BaseException:
            with suppress(OSError):
                for new in made:
                    new.rmdir()
            raise
    except OSError as fault:
        raise UsageError(
            f"{fault.filename2 or fault.filename or target}: cannot be written ({fault.strerror}); "
            "choose another place with -o"
        ) from None


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the new ones, innermost first."""
    new = [p for p in (folder, *folder.parents) if not p.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return new


def _write_staged(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write everything beside the targets first; then only renames are left, and those are undone."""
    stage = Path(tempfile.mkdtemp(prefix=".cebkg-", dir=folder))
    try:
        for name, data in files.items():
            _check_target(folder, name)
            (stage / name).write_bytes(data)
        _swap(stage, folder, list(files))
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _check_target(folder: Path, name: str) -> None:
    if Path(name).name != name or name in ("", ".", ".."):
        raise UsageError(f"{folder}: {name!r} is no file name; give a plain name")
    if (folder / name).is_dir():
        raise UsageError(f"{folder / name}: is a folder; remove it or choose another place with -o")


def _swap(stage: Path, folder: Path, names: list[str]) -> None:
    done: list[str] = []
    try:
        for name in names:
            if (folder / name).exists():
                os.replace(folder / name, stage / f"{name}.old")
            done.append(name)
            os.replace(stage / name, folder / name)
    except BaseException:
        for name in reversed(done):
            _restore(stage / f"{name}.old", folder / name)
        raise


def _restore(old: Path, target: Path) -> None:
    if old.exists():
        os.replace(old, target)
    else:
        target.unlink(missing_ok=True)
