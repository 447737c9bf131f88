"""SPARQL from outside: only reading, no reaching out, and an end to it."""

from __future__ import annotations

import os
import pickle
import re
import select
import signal
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from extract.errors import CebkgError, UsageError
from queries.syntax import explain

T = TypeVar("T")
#: Longest SPARQL text; parsers recurse, so a longer one is an attack or a mistake.
MAX_TEXT = 100_000
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# Strings, IRIs, comments, variables and escaped characters of local names: the words in them mean nothing.
_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\x00-\x20]*>'
    r"|#[^\n\r]*"
    r"|[?$]\w+"
    r"|\\.",
    re.DOTALL,
)
# Anywhere: Oxigraph ends a word where the next may begin (1SERVICE), and takes e:SERVICE for e: and SERVICE
# when the IRI would be faulty.
_FORBIDDEN = re.compile("service", re.IGNORECASE)
_UPDATE = re.compile(r"(?<![:\w])(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)
_FROM = re.compile(r"(?<![:\w])from\b", re.IGNORECASE)
_QUERY = re.compile(r"(?<![:\w])(select|ask|construct|describe)\b", re.IGNORECASE)


def check(sparql: str) -> None:
    """Raise UsageError for text that is not a query or that would reach outside (SERVICE)."""
    if len(sparql) > MAX_TEXT:
        raise UsageError(f"query: longer than {MAX_TEXT} characters; make it shorter")
    if reaches_out(sparql):
        raise UsageError(
            "query: SERVICE is refused, nothing outside is asked; take it out, and write a name with this "
            "word as <IRI>"
        )
    bare = _bare(_resolved(sparql))
    if not _QUERY.search(bare):
        what = _UPDATE.search(bare)
        if what:
            raise UsageError(f"query: {what[1].upper()} is an update; graphs are only read")
        fault = explain(sparql) or "no SELECT, ASK, CONSTRUCT or DESCRIBE in it"
        raise UsageError(f"query: {fault}; mend the SPARQL text")


def is_update(sparql: str) -> bool:
    """Whether a text is an update rather than a query."""
    bare = _bare(_resolved(sparql[:MAX_TEXT]))
    return bool(_UPDATE.search(bare)) and not _QUERY.search(bare)


def reaches_out(sparql: str) -> bool:
    """Whether a text would ask another server.

    The recommendation resolves escapes before it reads (``\\u0053ERVICE``), Oxigraph only inside strings
    (where ``"\\u005C"`` would end late if resolved): what either would read as SERVICE is refused.
    """
    start = sparql[:MAX_TEXT]
    return any(_FORBIDDEN.search(_bare(text)) for text in (start, _resolved(start)))


def names_its_graphs(sparql: str) -> bool:
    """Whether a query says with FROM which graphs it is asked of."""
    return bool(_FROM.search(_bare(sparql)))


def _bare(sparql: str) -> str:
    """The text without all that means nothing."""
    return _OPAQUE.sub(" ", sparql)


def _resolved(sparql: str) -> str:
    return _ESCAPE.sub(lambda m: _character(m[1] or m[2]), sparql)


def _character(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if number < 0x110000 else " "


def apart(work: Callable[[], T], seconds: float) -> T:
    """Return what ``work`` returns, done by a child process that can open nothing and ends in time.

    Where processes cannot be forked it is done here, without a limit.  Raises UsageError when the time
    is up, and whatever error of ours ``work`` raised.
    """
    if not hasattr(os, "fork"):
        return work()
    sys.stdout.flush()
    sys.stderr.flush()
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        _serve(work, sink)
    os.close(sink)
    try:
        data = _receive(source, time.monotonic() + seconds)
    finally:
        os.close(source)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if data is None:
        raise UsageError(f"query: stopped after {seconds:g} s; make it narrower or add a LIMIT")
    if not data:
        raise UsageError("query: the engine gave up on it (nested too deeply or too large); make it smaller")
    good, value = pickle.loads(data)
    if good:
        result: T = value
        return result
    raise value


def _serve(work: Callable[[], object], sink: int) -> None:
    """Do the work in the child, send it and leave without the parent's exit handlers."""
    try:
        _lock()
        answer: tuple[bool, object]
        try:
            answer = (True, work())
        except CebkgError as fault:
            answer = (False, fault)
        with os.fdopen(sink, "wb") as pipe:
            pickle.dump(answer, pipe, protocol=5)
    finally:
        os._exit(0)


def _lock() -> None:
    """Allow no new file or socket in this process, and no last words on stderr if the engine falls over."""
    import faulthandler
    import resource

    faulthandler.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _receive(source: int, deadline: float) -> bytes | None:
    """Return all bytes sent, or None when the deadline comes first."""
    chunks: list[bytes] = []
    while True:
        ready, _, _ = select.select([source], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        chunk = os.read(source, 1 << 20)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
