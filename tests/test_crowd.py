"""The server under many clients: mixed requests, slow ones, hogs, killed workers and signals."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from queries import run
from queries.web.patience import MOST_CONNECTIONS
from tests import real
from tests.serving import ACTS, ENDLESS, HLCP, SECONDS, Answer, Server, family, memory, serving

HEAD = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
CONSTRUCT = f"CONSTRUCT WHERE {{ <{HLCP}> ?p ?o }}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("serve")) as found:
        yield found


# -- a thousand mixed requests ---------------------------------------------------------

Check = Callable[[Answer], bool]


def _path(sparql: str) -> str:
    return "/sparql?" + urlencode({"query": sparql})


def _csv(name: str) -> Check:
    table = run(real.graph(), name)
    wanted = [table.columns, *table.rows]
    return lambda answer: [*map(tuple, csv.reader(io.StringIO(answer.text, newline="")))] == wanted


def _json(name: str) -> Check:
    wanted = list(run(real.graph(), name).dicts())

    def check(answer: Answer) -> bool:
        found = json.loads(answer.body)["results"]["bindings"]
        return [{key: row.get(key, {"value": ""})["value"] for key in wanted[0]} for row in found] == wanted

    return check


def _said(number: int, words: str) -> Check:
    return lambda answer: answer.status == number and words in answer.text


def _triples(answer: Answer) -> bool:
    wanted = run(real.graph(), CONSTRUCT).triples
    return {q.triple for q in ox.parse(answer.body, format=ox.RdfFormat.TURTLE)} == set(wanted or ())


def _mixture() -> list[tuple[str, str, Check]]:
    """Paths, Accept headers and checks; what is right is told by the library and not by the server."""
    acts = run(real.graph(), ACTS).rows[0][0]
    return [
        (_path(ACTS), "text/csv", lambda answer: answer.text == f"n\r\n{acts}\r\n"),
        ("/questions/strategies.json", "*/*", _json("strategies")),
        ("/questions/signatories.csv", "*/*", _csv("signatories")),
        ("/questions/acts.json", "*/*", _json("acts")),
        (_path(CONSTRUCT), "text/turtle", _triples),
        ("/page/body/CEB", "text/html", _said(200, "行政首长协调理事会")),
        ("/id/body/NOBODY", "text/turtle", _said(404, "# 404")),
        (_path("SELECT * {"), "text/csv", _said(400, "error at 1:11")),
        (_path("DROP ALL"), "text/csv", _said(403, "is an update")),
        ("/health", "*/*", _said(200, '"ok"')),
    ]


def test_a_thousand_mixed_requests_from_eight_clients(server: Server) -> None:
    mixture = _mixture()

    def client(number: int, turns: int) -> list[str]:
        """The answers that were lost (an exception) or wrong."""
        chosen = [mixture[(number + turn) % len(mixture)] for turn in range(turns)]
        return [path for path, accept, right in chosen if not right(server.get(path, accept))]

    assert _burst(lambda number: client(number, 125)) == []  # warm: all workers hired, everything asked once
    before = memory(server)
    for _ in range(2):
        assert _burst(lambda number: client(number, 125)) == []
    grown = memory(server) / before
    print(f"memory {before / 2**20:.0f} MB, after 2,000 more requests x {grown:.3f}")
    assert grown < 1.1


def _burst(client: Callable[[int], list[str]]) -> list[str]:
    with ThreadPoolExecutor(8) as clients:
        return [wrong for found in clients.map(client, range(8)) for wrong in found]


# -- slow clients ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"", b""),
        (HEAD, b"x"),
        (POST + b"Content-Length: 1000\r\n\r\nASK {", b" "),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        (HEAD + b"\r\n" + HEAD, b"x"),  # the first request is answered, the second never ends
    ],
)
def test_a_request_that_trickles_in_is_dropped(server: Server, start: bytes, piece: bytes) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(start)
        line.settimeout(0.1)
        while time.monotonic() - began < 8:
            try:
                line.sendall(piece)
                if not line.recv(65536):
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
    assert 1 < time.monotonic() - began < 6


def test_a_crowd_of_slow_clients_does_not_shut_out_others(server: Server) -> None:
    lines = []
    try:
        for _ in range(2 * MOST_CONNECTIONS):
            lines.append(socket.create_connection(("127.0.0.1", server.port)))
            lines[-1].sendall(HEAD)
        assert server.get("/health").status == 200
        held = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
        assert held < MOST_CONNECTIONS + 30
    finally:
        for line in lines:
            line.close()


def test_a_client_that_does_not_read_makes_room(server: Server) -> None:
    """Answers of megabytes that nobody takes fill all connections, and yet there is one for others."""
    lines = []
    try:
        for _ in range(MOST_CONNECTIONS + 5):
            line = socket.socket()
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect(("127.0.0.1", server.port))
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            lines.append(line)
        assert server.get("/health").status == 200
    finally:
        for line in lines:
            line.close()


# -- hogs, falls and signals -----------------------------------------------------------


def test_pages_and_questions_do_not_wait_behind_long_queries(server: Server) -> None:
    with ThreadPoolExecutor(8) as clients:
        long = [clients.submit(server.query, ENDLESS) for _ in range(6)]
        time.sleep(0.3)
        began = time.monotonic()
        assert server.get("/health").status == 200
        assert server.get("/questions/strategies.csv").status == 200
        assert server.get("/page/body/HLCP").status == 200
        assert time.monotonic() - began < SECONDS
        assert {one.result().status for one in long} == {503}
    assert server.query("ASK {}").status == 200
    assert all(_rests(pid) for pid in family(server)), "a worker still toils"


def _rests(pid: int) -> bool:
    """Whether a process uses no time, or is gone."""
    try:
        before = _ticks(pid)
        time.sleep(0.3)
        return _ticks(pid) - before < 5
    except OSError:
        return True


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def test_a_worker_that_was_killed_is_replaced(server: Server) -> None:
    acts = run(real.graph(), ACTS).rows[0][0]
    assert server.query(ACTS, "text/csv").text.split() == ["n", acts]
    for pid in family(server)[2:]:
        os.kill(pid, signal.SIGKILL)
    assert [server.query(ACTS, "text/csv").text.split()[1] for _ in range(6)] == [acts] * 6


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_the_midst_of_a_query(tmp_path: Path, how: signal.Signals) -> None:
    with serving(tmp_path) as server, ThreadPoolExecutor(1) as client:
        asked = client.submit(server.query, ENDLESS)
        time.sleep(0.5)
        server.stop(how)
        assert asked.exception() or asked.result().status in (500, 503)


def test_what_a_client_has_is_not_sent_again(server: Server) -> None:
    for path in ("/", "/assets/yasgui.min.js", "/data/body/HLCP.ttl", "/questions/strategies.csv"):
        first = server.get(path)
        assert first.headers["cache-control"] == "no-cache"
        assert first.headers["vary"] == "Accept"
        tag = first.headers["etag"]
        for given in (tag, f'W/{tag}, "x"', "*"):
            again = server.ask("GET", path, If_None_Match=given)
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
            assert again.headers["access-control-allow-origin"] == "*"
        assert server.ask("GET", path, If_None_Match='"x"').body == first.body
        assert re.fullmatch(r'"[0-9a-f]{24}"', tag)
