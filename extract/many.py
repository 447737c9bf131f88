"""Many files to extractions on all cores, in the order given; a bad file is a fault among the results."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extract.cache import Cache
from extract.codec import decode, encode
from extract.errors import CebkgError, InputError
from extract.identity import another_text
from extract.pipeline import extract
from extract.progress import Progress
from extract.reading import load, read_bytes, shown
from extract.records import Extraction
from extract.shelf import Shelf
from extract.workers import spread

#: Fewer files than this are read faster by one core.
_FEW = 4


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found in several files."""

    extractions: Shelf
    failed: int = 0
    unchanged: int = 0  # taken from an earlier run


@dataclass(frozen=True, slots=True)
class _Result:
    """What was found in a file, on its way: packed if it comes from another process or a cache."""

    found: Extraction | CebkgError | bytes
    key: str = ""  # in the cache
    kept: bool = False  # whether it came from there
    doubt: str = ""  # why it could not be kept


def extract_files(
    files: Sequence[Path], *, symbol: str | None = None, cores: int = 0, cache: Cache | None = None
) -> Iterator[Extraction | CebkgError]:
    """Yield for each file what was found in it, or why it could not be read; never raises for a file.

    ``cores`` 0 means all.  The results are the same whatever their number, and whether they were found
    now or are kept in ``cache``.
    """
    for _, found in _results(files, symbol, cores, cache):
        yield found


def gather(
    files: Sequence[Path],
    *,
    symbol: str | None = None,
    cores: int = 0,
    cache: Cache | None = None,
    progress: Progress,
) -> Gathered:
    """Return what was found in files; warnings and faults are told, a line each.

    Raises the fault of a file that is alone, InputError if none of several could be read.
    """
    done = Shelf()
    keys: set[str] = set()
    failed = unchanged = 0
    doubt = ""
    for count, (result, found) in enumerate(_results(files, symbol, cores, cache), 1):
        fault = found if isinstance(found, CebkgError) else _twice(found, done)
        if fault is not None and len(files) == 1:
            raise fault
        keys.add(result.key)
        unchanged += result.kept
        doubt = doubt or result.doubt
        if isinstance(found, Extraction) and fault is None:
            done.put(found, result.found if isinstance(result.found, bytes) else b"")
            for warning in found.document.warnings:
                progress.tell(f"warning: {found.document.source}:{warning.line}: {warning.message}")
        else:
            failed += 1
            progress.tell(f"error: {fault}")
        progress.state(f"{count} of {len(files)} reports read, {unchanged} unchanged, {failed} failed")
    if doubt and cache:
        progress.tell(f"warning: {shown(cache.folder)}: {doubt}; the next build reads everything anew")
    if not len(done):
        raise InputError("none of the reports could be read (see above); mend them")
    if cache:
        cache.keep_only(keys)
    if len(files) > 1:
        progress.tell(
            f"{len(files) - failed} of {len(files)} reports read, {unchanged} unchanged since the last build"
        )
    return Gathered(done, failed, unchanged)


def _twice(found: Extraction, done: Shelf) -> CebkgError | None:
    """Why a document cannot stand beside those done: one of them has its symbol and another text."""
    document, other = found.document, done.heads.get(found.document.symbol)
    if other is None or other.sha256 == document.sha256:
        return None
    return another_text(document, other.source)


def _results(
    files: Sequence[Path], symbol: str | None, cores: int, cache: Cache | None
) -> Iterator[tuple[_Result, Extraction | CebkgError]]:
    for name, result in _worked(files, symbol, cores, cache):
        if not isinstance(result.found, bytes):
            yield result, result.found
            continue
        try:
            yield result, decode(Extraction, result.found)
        except ValueError:
            if cache is None or not result.kept:
                raise
            cache.drop(result.key)  # whole, but not written by us
            fresh = _one(name, symbol, cache, pack=True)
            yield fresh, decode(Extraction, fresh.found) if isinstance(fresh.found, bytes) else fresh.found


def _worked(
    files: Sequence[Path], symbol: str | None, cores: int, cache: Cache | None
) -> Iterator[tuple[str, _Result]]:
    count = min(cores or os.cpu_count() or 1, len(files))
    names = [str(file) for file in files]
    if count < 2 or len(files) < _FEW:
        for name in names:
            yield name, _one(name, symbol, cache, pack=False)
        return
    for name, result in spread(partial(_one, symbol=symbol, cache=cache, pack=True), names, count):
        ended = f"{shown(name)}: its process was ended, perhaps for want of memory; build it alone"
        yield name, result or _Result(InputError(ended))


def _one(file: str, symbol: str | None, cache: Cache | None, *, pack: bool) -> _Result:
    try:
        data, name = load(Path(file)), shown(Path(file).name)
        key = cache.key(hashlib.sha256(data).hexdigest(), name, symbol) if cache else ""
        kept = cache.get(key) if cache else None
        if kept is not None:
            return _Result(kept, key, kept=True)
        found = extract(read_bytes(data, name, symbol=symbol))
        packed = encode(found) if cache or pack else b""
        return _Result(packed or found, key, doubt=cache.put(key, packed) if cache else "")
    except CebkgError as fault:
        return _Result(fault)
    except Exception as fault:
        words = " ".join(str(fault).split()) or "no message"
        kind = type(fault).__name__
        told = CebkgError(f"{shown(file)}: {kind}: {words}; a fault of ours, leave it out and report it")
        told.__cause__ = fault
        return _Result(told)
