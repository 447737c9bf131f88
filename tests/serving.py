"""`cebkg serve` in a process of its own, on the shipped report, for the tests that ask it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests import real

ROOT = Path(__file__).parents[1]
#: What a query may take, and a request to arrive (at least two seconds).
SECONDS = 1.5
ACTS = "PREFIX ceb: <https://w3id.org/cebkg/ontology#> SELECT (COUNT(*) AS ?n) { ?a a ceb:Act }"
HLCP = "https://w3id.org/cebkg/id/body/HLCP"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }"


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Server:
    """A running server: its process and port."""

    process: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Send one request and return its answer; no redirect is followed."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        found = Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        connection.close()
        return found

    def get(self, path: str, accept: str = "*/*") -> Answer:
        return self.ask("GET", path, Accept=accept)

    def stop(self, how: signal.Signals) -> None:
        """Send a signal; the server ends in good order and leaves no process behind."""
        if self.process.poll() is not None:
            return
        left = family(self)
        self.process.send_signal(how)
        assert self.process.wait(10) in (0, -how, 128 + how)
        for _ in range(100):
            if not any(Path(f"/proc/{pid}").exists() for pid in left):
                return
            time.sleep(0.05)
        raise AssertionError("processes are left behind")

    def query(self, sparql: str, accept: str = "application/sparql-results+json") -> Answer:
        return self.get("/sparql?" + urlencode({"query": sparql}), accept)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server that is interrupted at the end and must leave no process behind."""
    (folder / "graph.trig").write_bytes(real.graph().trig())
    call = [sys.executable, "-m", "cebkg", "serve", str(folder), "--port", "0", "--timeout", str(SECONDS)]
    call += ["--max-rows", "5000"]
    process = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    line = process.stdout.readline()
    port = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
    assert port, line
    found = Server(process, int(port[1]))
    try:
        yield found
    finally:
        found.stop(signal.SIGINT)


def memory(server: Server) -> int:
    """Bytes in memory of the server and all its processes, what they share counted once."""
    total = 0
    for pid in family(server):
        with suppress(OSError):
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(re.findall(r"^Pss:\s+(\d+)", text, re.MULTILINE)[0]) * 1024
    return total


def family(server: Server) -> list[int]:
    """The server, its keeper and its workers, parents before children."""
    found = [server.process.pid]
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda f: int(f.name)):
        with suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent in found:
                found.append(int(folder.name))
    return found
