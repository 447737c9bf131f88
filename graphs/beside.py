"""Work done in a process beside this one, where the machine has two cores and can fork."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Start work beside this process and return what waits for its result; without a second core, do it then.

    The result must be picklable.  A fault of the work is raised where the result is asked for.
    """
    if (os.cpu_count() or 1) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return work
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)

    def done() -> None:
        try:
            there.send((work(), None))
        except Exception as fault:  # told to whoever asks for the result
            there.send((None, fault))

    process = context.Process(target=done, daemon=True)
    process.start()
    there.close()

    def result() -> T:
        try:
            value, fault = here.recv()
        except EOFError:
            raise RuntimeError("a process beside this one ended without a result") from None
        process.join()
        if fault is not None:
            raise fault
        return value  # type: ignore[no-any-return]

    return result
