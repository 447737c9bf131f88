"""Workers: processes that answer one job at a time and are ended by the kernel when time is up.

A query that runs inside the engine cannot be interrupted, so it runs in a process.  The server is one
process with one thread that never runs a query itself.  Before it starts it forks the keeper, which does
nothing but fork workers: a fork of a process with one thread and no query running is always sound.  A
worker shares the graph's memory with the keeper, may open neither files nor sockets, and sets an alarm
before each job, whose default action ends it in the midst of anything.
"""

from __future__ import annotations

import asyncio
import faulthandler
import os
import pickle
import resource
import signal
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass

from extract.errors import UsageError

#: A worker is replaced after so many jobs, so that what the engine leaves behind goes with it.
_MOST_JOBS = 500
_SIZE = struct.Struct("!Q")

Work = Callable[[object], object]


class Stopped(Exception):
    """The job ran into its time limit."""


class Broken(Exception):
    """The worker fell over: the job needed too much memory or nested too deeply."""


class Busy(Exception):
    """No worker became free in time."""


def keeper(work: Work, seconds: float, memory: int) -> socket.socket:
    """Fork the keeper and return the socket on which it takes orders; call it with one thread only."""
    if not hasattr(os, "fork"):
        raise UsageError("serve: this system cannot fork processes; use Linux, macOS or WSL")
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        try:
            ours.close()
            _keep(theirs, work, seconds, memory)
        finally:
            os._exit(0)
    theirs.close()
    return ours


def _keep(control: socket.socket, work: Work, seconds: float, memory: int) -> None:
    """Fork a worker for each byte received and send back the other end of its socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the workers
    while control.recv(1):
        ours, theirs = socket.socketpair()
        if os.fork() == 0:
            control.close()
            ours.close()
            _lock(memory)
            _toil(theirs, work, seconds)
            os._exit(0)
        theirs.close()
        socket.send_fds(control, [b"w"], [ours.fileno()])
        ours.close()


def _lock(memory: int) -> None:
    """Allow no new file or socket, bounded memory, and no last words on stderr when the engine falls over."""
    faulthandler.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _toil(line: socket.socket, work: Work, seconds: float) -> None:
    """Answer jobs until the other side hangs up or a job takes too long."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    while job := _receive(line):
        signal.setitimer(signal.ITIMER_REAL, seconds)
        answer = pickle.dumps(work(pickle.loads(job)), protocol=5)
        line.sendall(_SIZE.pack(len(answer)) + answer)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _receive(line: socket.socket) -> bytes:
    head = line.recv(_SIZE.size, socket.MSG_WAITALL)
    return line.recv(_SIZE.unpack(head)[0], socket.MSG_WAITALL) if len(head) == _SIZE.size else b""


@dataclass(slots=True)
class _Worker:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    jobs: int = 0


class Pool:
    """Up to ``size`` workers, hired when needed; used from one event loop."""

    def __init__(self, control: socket.socket, size: int, seconds: float) -> None:
        self._control = control
        self._seconds = seconds
        self._free = asyncio.Semaphore(size)
        self._idle: list[_Worker] = []

    async def do(self, job: object) -> object:
        """Return a worker's answer; raises Stopped, Broken or Busy."""
        try:
            await asyncio.wait_for(self._free.acquire(), self._seconds)
        except TimeoutError:
            raise Busy from None
        try:
            worker = self._idle.pop() if self._idle else await self._hire()
            return await self._ask(worker, pickle.dumps(job, protocol=5))
        finally:
            self._free.release()

    async def _ask(self, worker: _Worker, job: bytes) -> object:
        began = time.monotonic()
        try:
            worker.writer.write(_SIZE.pack(len(job)) + job)
            await worker.writer.drain()
            size = _SIZE.unpack(await worker.reader.readexactly(_SIZE.size))[0]
            answer = pickle.loads(await worker.reader.readexactly(size))
        except (asyncio.IncompleteReadError, ConnectionError):
            worker.writer.close()
            # The alarm comes no earlier than the limit; anything sooner is a fall.
            raise (Stopped if time.monotonic() - began >= self._seconds else Broken) from None
        except BaseException:
            worker.writer.close()
            raise
        worker.jobs += 1
        if worker.jobs < _MOST_JOBS:
            self._idle.append(worker)
        else:
            worker.writer.close()
        return answer

    async def _hire(self) -> _Worker:
        """Order a worker from the keeper, which forks it in a few milliseconds."""
        try:
            self._control.send(b"w")
            _, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        except OSError:
            descriptors = []
        if not descriptors:
            raise Broken
        line = socket.socket(fileno=descriptors[0])
        reader, writer = await asyncio.open_connection(sock=line, limit=1 << 20)
        return _Worker(reader, writer)
