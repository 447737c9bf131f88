"""The same work on many tasks, spread over cores, in their order; the death of a worker costs one task."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
#: Tasks waiting for each core: enough to keep it busy, few enough to keep memory flat.
_AHEAD = 4


def spread(
    work: Callable[[T], R], tasks: Iterable[T], cores: int, *, fresh: bool = False
) -> Iterator[tuple[T, R | None]]:
    """Yield each task with its result, in order; None for a task whose process was ended by it.

    ``work``, tasks and results must be picklable; what ``work`` raises is raised here.  ``fresh`` processes
    inherit nothing: work with threads of its own (a store on disk) stands still in a process that was forked
    from one with such threads.
    """
    rest, waiting = iter(tasks), deque[tuple[T, Future[R]]]()
    pool = _pool(cores, fresh)
    try:
        while True:
            for task in islice(rest, _AHEAD * cores - len(waiting)):
                waiting.append((task, _submit(pool, work, task)))
            if not waiting:
                return
            if not isinstance(waiting[0][1].exception(), BrokenProcessPool):
                task, future = waiting.popleft()
                yield task, future.result()
                continue
            # A worker has died and taken the pool along; which task it was shows when each runs alone.
            pool.shutdown()
            for task, future in waiting:
                lost = isinstance(future.exception(), BrokenProcessPool)
                yield task, _alone(work, task, fresh) if lost else future.result()
            waiting.clear()
            pool = _pool(cores, fresh)
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, work: Callable[[T], R], task: T) -> Future[R]:
    try:
        return pool.submit(work, task)
    except BrokenProcessPool as fault:
        failed: Future[R] = Future()
        failed.set_exception(fault)
        return failed


def _alone(work: Callable[[T], R], task: T, fresh: bool) -> R | None:
    with _pool(1, fresh) as pool:
        try:
            return pool.submit(work, task).result()
        except BrokenProcessPool:
            return None


def _pool(cores: int, fresh: bool) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn") if fresh else None
    return ProcessPoolExecutor(cores, context, initializer=_begin)


def _begin() -> None:
    """A worker leaves interruption to its parent, and ends when that has ended, however it came.

    Extraction makes many records and few cycles: the tables are never looked through, the rest seldom.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
