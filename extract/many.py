"""Many files to extractions on all cores, in the order given; a bad file is a fault among the results."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
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


def _one(file: str, symbol: str | None) -> Extraction | CebkgError:
    try:
        return extract(read(file, symbol=symbol))
    except CebkgError as fault:
        return fault
    except Exception as fault:
        words = " ".join(str(fault).split()) or "no message"
        return CebkgError(
            f"{file}: {type(fault).__name__}: {words}; a fault of ours, leave it out and report it"
        )


def _result(file: Path, future: Future[Extraction | CebkgError]) -> Extraction | CebkgError:
    try:
        return future.result()
    except BrokenProcessPool:
        return InputError(f"{file}: its process was ended, perhaps for want of memory; build it alone")
