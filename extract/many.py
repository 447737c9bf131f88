"""Many files to extractions on all cores, in the order given; a bad file is a fault among the results."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from extract.errors import CebkgError, InputError
from extract.pipeline import extract
from extract.reading import read
from extract.records import Extraction

#: Fewer files than this are read faster by one core.
_FEW = 4
#: Files waiting for each core: enough to keep it busy, few enough to keep memory flat.
_AHEAD = 4


def extract_files(
    files: Sequence[Path], *, symbol: str | None = None, cores: int = 0
) -> Iterator[Extraction | CebkgError]:
    """Yield for each file what was found in it, or why it could not be read; never raises for a file.

    ``cores`` 0 means all.  The results are the same whatever their number.
    """
    count = min(cores or os.cpu_count() or 1, len(files))
    if count < 2 or len(files) < _FEW:
        for file in files:
            yield _one(str(file), symbol)
        return
    waiting: list[tuple[Path, Future[Extraction | CebkgError]]] = []
    rest = iter(files)
    with ProcessPoolExecutor(count) as pool:
        for file in rest:
            waiting.append((file, pool.submit(_one, str(file), symbol)))
            if len(waiting) >= _AHEAD * count:
                yield _result(*waiting.pop(0))
        for file, future in waiting:
            yield _result(file, future)


def gather(
    files: Sequence[Path], *, symbol: str | None = None, cores: int = 0, tell: Callable[[str], None]
) -> tuple[list[Extraction], int]:
    """Return what was found in files and how many failed; warnings and faults are told, a line each.

    Raises the fault of a file that is alone, InputError if none of several could be read.
    """
    done: dict[str, Extraction] = {}
    failed = 0
    for found in extract_files(files, symbol=symbol, cores=cores):
        fault = found if isinstance(found, CebkgError) else _twice(found, done)
        if fault is not None and len(files) == 1:
            raise fault
        if isinstance(found, Extraction) and fault is None:
            done[found.document.symbol] = found
            for warning in found.document.warnings:
                tell(f"warning: {found.document.source}:{warning.line}: {warning.message}")
        else:
            failed += 1
            tell(f"error: {fault}")
    if not done:
        raise InputError("none of the reports could be read (see above); mend them")
    return list(done.values()), failed


def _twice(found: Extraction, done: Mapping[str, Extraction]) -> CebkgError | None:
    """Why a document cannot stand beside those done: one of them has its symbol and another text."""
    document, other = found.document, done.get(found.document.symbol)
    if other is None or other.document.sha256 == document.sha256:
        return None
    words = f"is {document.symbol} like {other.document.source}, but another text; build them apart"
    return InputError(f"{document.source}: {words} or name one with --symbol")


def _one(file: str, symbol: str | None) -> Extraction | CebkgError:
    try:
        return extract(read(file, symbol=symbol))
    except CebkgError as fault:
        return fault
    except Exception as fault:
        words = " ".join(str(fault).split()) or "no message"
        kind = type(fault).__name__
        told = CebkgError(f"{file}: {kind}: {words}; a fault of ours, leave it out and report it")
        told.__cause__ = fault
        return told


def _result(file: Path, future: Future[Extraction | CebkgError]) -> Extraction | CebkgError:
    try:
        return future.result()
    except BrokenProcessPool:
        return InputError(f"{file}: its process was ended, perhaps for want of memory; build it alone")
