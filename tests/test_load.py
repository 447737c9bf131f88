"""A graph into other stores: one that may fail at will, a real Oxigraph server, a real Virtuoso."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread, Timer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from extract.errors import InputError, UsageError
from graphs import KnowledgeGraph, build
from queries import questions, run
from queries.loading import WAYS, load_into
from queries.remote import PASSWORD, USER, Remote, endpoint
from tests import real
from tests.sample import sample

ROOT = Path(__file__).parents[1]
RESULTS = "application/sparql-results+json"


class Fake(ThreadingHTTPServer):
    """An Oxigraph store behind HTTP: SPARQL Query, Update and Graph Store at one address."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = ox.Store()
        self.left = 10**6  # requests before it goes away
        self.seen: list[str] = []
        self.password = ""
        self.redirect = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


class Handler(BaseHTTPRequestHandler):
    """Each request works on the store or, when the store has gone, breaks the line."""

    server: Fake

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._open():
            return
        form = parse_qs(body.decode())
        if self.headers["Content-Type"].startswith("text/turtle"):
            self._add(body, anew=False)
        elif "update" in form:
            self.server.store.update(form["update"][0])
            self._say(200, b"")
        else:
            found = self.server.store.query(form["query"][0])
            assert isinstance(found, ox.QueryTriples)
            self._say(200, found.serialize(format=ox.RdfFormat.N_TRIPLES) or b"")

    def _add(self, body: bytes, *, anew: bool) -> None:
        name = ox.NamedNode(parse_qs(urlsplit(self.path).query)["graph"][0])
        if anew:
            self.server.store.remove_graph(name)
        self.server.store.load(body, format=ox.RdfFormat.TURTLE, to_graph=name)
        self._say(201, b"")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._open():
            self._add(body, anew=True)

    def do_GET(self) -> None:
        if self._open():
            name = ox.NamedNode(parse_qs(urlsplit(self.path).query)["graph"][0])
            there = [q.triple for q in self.server.store.quads_for_pattern(None, None, None, name)]
            self._say(200 if there else 404, ox.serialize(there, format=ox.RdfFormat.N_TRIPLES) or b"")

    def _open(self) -> bool:
        self.server.seen.append(self.headers.get("Authorization", ""))
        self.server.left -= 1
        if self.server.left < 0:
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        if self.server.redirect:
            self.send_response(302)
            self.send_header("Location", self.server.redirect)
            self.end_headers()
            return False
        wanted = base64.b64encode(f"me:{self.server.password}".encode()).decode()
        if self.server.password and self.headers.get("Authorization") != f"Basic {wanted}":
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
            self.end_headers()
            return False
        return True

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    for name in (USER, PASSWORD):
        monkeypatch.delenv(name, raising=False)
    server = Fake()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def small() -> KnowledgeGraph:
    return build(sample())


def whole(graph: KnowledgeGraph) -> set[ox.Quad]:
    """The quads as Oxigraph keeps them: it has one kind of integer."""
    return set(graph.store())


def there(fake: Fake) -> set[ox.Quad]:
    """What the store has, its own notes aside."""
    return {quad for quad in fake.store if not str(quad.graph_name).endswith("/graph/loaded>")}


@pytest.mark.parametrize("protocol", WAYS)
@pytest.mark.parametrize("chunk", [7, 10_000])
def test_everything_arrives_and_a_second_time_nothing_is_sent(fake: Fake, protocol: str, chunk: int) -> None:
    graph = small()
    done = load_into(graph, Remote(fake.url), protocol=protocol, chunk=chunk)
    assert there(fake) == whole(graph)
    assert (done.kept, done.removed) == (0, 0)
    again = load_into(graph, Remote(fake.url), protocol=protocol, chunk=chunk)
    assert (again.sent, again.kept) == (0, done.sent)


@pytest.mark.parametrize("protocol", WAYS)
def test_a_changed_graph_is_replaced_and_one_that_is_gone_is_taken_away(fake: Fake, protocol: str) -> None:
    graph = small()
    load_into(graph, Remote(fake.url), protocol=protocol)
    names = sorted({str(quad.graph_name) for quad in graph.quads})
    left = [q for q in graph.quads if str(q.graph_name) != names[0] and q.predicate.value[-5:] != "label"]
    changed = KnowledgeGraph([q for q in left if not str(q.predicate).endswith("#confidence>")])
    load_into(changed, Remote(fake.url), protocol=protocol)
    assert there(fake) == whole(changed)


@pytest.mark.parametrize("protocol", WAYS)
@pytest.mark.parametrize("after", [1, 2, 5, 12, 30])
def test_a_store_that_goes_away_has_whole_graphs_only_and_the_load_goes_on(
    fake: Fake, protocol: str, after: int
) -> None:
    graph = small()
    fake.left = after
    with pytest.raises(InputError, match="run it again to go on"):
        load_into(graph, Remote(fake.url), protocol=protocol, chunk=100)
    parts: dict[str, set[ox.Triple]] = {}
    for quad in whole(graph):
        parts.setdefault(str(quad.graph_name), set()).add(quad.triple)
    found: dict[str, set[ox.Triple]] = {}
    for quad in there(fake):
        found.setdefault(str(quad.graph_name), set()).add(quad.triple)
    for name, triples in found.items():
        assert name.endswith("#loading>") or triples == parts[name]
    fake.left = 10**6
    done = load_into(graph, Remote(fake.url), protocol=protocol, chunk=100)
    assert there(fake) == whole(graph)
    assert after < 30 or done.kept > 0


def test_what_was_left_of_a_graph_that_is_sent_no_more_is_taken_away(fake: Fake) -> None:
    graph = small()
    fake.left = 4  # in the midst of the first graph
    with pytest.raises(InputError):
        load_into(graph, Remote(fake.url), chunk=7)
    stage = {quad.graph_name for quad in there(fake)}
    assert [str(name).endswith("#loading>") for name in stage] == [True]
    (name,) = stage
    fake.left = 10**6
    other = KnowledgeGraph([quad for quad in graph.quads if f"{quad.graph_name}"[:-1] != str(name)[:-9]])
    done = load_into(other, Remote(fake.url), chunk=7)
    assert there(fake) == whole(other)
    assert done.removed == 0


def test_queries_may_go_to_another_address(fake: Fake) -> None:
    nowhere = "http://127.0.0.1:1/sparql"
    load_into(small(), Remote(fake.url, fake.url))
    assert there(fake) == whole(small())
    with pytest.raises(InputError, match=nowhere):
        load_into(small(), Remote(fake.url, nowhere))
    with pytest.raises(UsageError, match="--queries"):
        endpoint(fake.url, "nowhere")


def test_credentials_come_from_the_environment(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.password = "secret"
    with pytest.raises(InputError, match="401, not allowed; set CEBKG_USER"):
        load_into(small(), Remote(fake.url))
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, "secret")
    load_into(small(), Remote(fake.url))
    assert there(fake) == whole(small())


def test_nothing_goes_to_another_address(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Fake()
    Thread(target=other.serve_forever, daemon=True).start()
    fake.redirect = other.url
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, "secret")
    with pytest.raises(InputError, match="302"):
        load_into(small(), Remote(fake.url))
    assert other.seen == []
    other.shutdown()
    other.server_close()


@pytest.mark.parametrize("url", ["ftp://x/", "file:///etc/passwd", "localhost", "http://", "http://me:pw@x/"])
def test_only_web_addresses_without_a_password(url: str) -> None:
    with pytest.raises(UsageError):
        endpoint(url)


def test_faults_are_one_line_and_their_exit_code(tmp_path: Path) -> None:
    file = tmp_path / "graph.trig"
    file.write_bytes(small().trig())
    for url, code in (("http://127.0.0.1:1/sparql", 3), ("http://me:pw@127.0.0.1/", 2)):
        call = [sys.executable, "-m", "cebkg", "load", str(file), "--endpoint", url]
        done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr.count("\n")) == (code, 1), done.stderr
        assert "pw" not in done.stderr.replace("http://me:pw@127.0.0.1/", "")


def test_blank_nodes_and_unknown_ways_are_refused(fake: Fake) -> None:
    node = ox.Quad(ox.BlankNode(), ox.NamedNode("a:b"), ox.Literal("x"))
    with pytest.raises(UsageError, match="blank nodes"):
        load_into(KnowledgeGraph([node]), Remote(fake.url))
    with pytest.raises(UsageError, match="there are update, graph-store"):
        load_into(small(), Remote(fake.url), protocol="post")


# -- a real Oxigraph server, which has an address for each protocol -------------------


class Oxigraph:
    """A server on a folder, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free()
        self.start()

    def start(self) -> None:
        call = [str(Path(sys.executable).with_name("oxigraph")), "serve", "--location", str(self._folder)]
        call += ["--bind", f"127.0.0.1:{self.port}"]
        self._process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _wait(f"http://127.0.0.1:{self.port}/query?query=ASK%7B%7D")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def at(self, protocol: str) -> Remote:
        url = f"http://127.0.0.1:{self.port}"
        return Remote(f"{url}/update", f"{url}/query") if protocol == "update" else Remote(f"{url}/store")


@pytest.mark.parametrize("protocol", WAYS)
def test_a_store_that_is_killed_has_whole_graphs_only(tmp_path: Path, protocol: str) -> None:
    graph = real.graph()
    parts: dict[str, set[ox.Triple]] = {}
    for quad in whole(graph):
        assert isinstance(quad.graph_name, ox.NamedNode)
        parts.setdefault(quad.graph_name.value, set()).add(quad.triple)
    server = Oxigraph(tmp_path / "db")
    reader = server.at("graph-store")
    told: list[str] = []

    def tell(line: str) -> None:
        told.append(line)
        if len(told) == 20:
            Timer(0.02, server.kill).start()  # in the midst of a request

    with pytest.raises(InputError, match="run it again to go on"):
        load_into(graph, server.at(protocol), protocol=protocol, tell=tell)
    server.kill()
    server.start()
    try:
        found = {name: _triples(reader.get(name)) for name in parts}
        there = {name: triples for name, triples in found.items() if triples}
        assert 20 <= len(there) < len(parts)
        assert all(triples == parts[name] for name, triples in there.items())
        done = load_into(graph, server.at(protocol), protocol=protocol)
        assert done.kept >= 20
        assert {name: _triples(reader.get(name)) for name in parts} == parts
    finally:
        server.kill()


def _triples(data: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)}


# -- a real Virtuoso ---------------------------------------------------------------

SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000
"""


def free() -> int:
    """A port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a fresh Virtuoso; a machine without it skips these tests, but the gate must have it."""
    if not shutil.which("virtuoso-t"):
        assert not os.environ.get("CI"), "virtuoso-t: apt-get install virtuoso-opensource-7"
        pytest.skip("virtuoso-t is not installed: apt-get install virtuoso-opensource-7")
    folder = tmp_path_factory.mktemp("virtuoso")
    port = free()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(sql=free(), http=port), encoding="ascii")
    call = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    process = subprocess.Popen(call, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/sparql")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{url} does not answer")


def test_virtuoso_takes_the_graph_and_answers_every_question_alike(
    virtuoso: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "dba")
    monkeypatch.setenv(PASSWORD, "dba")
    graph = real.graph()
    done = load_into(graph, Remote(f"{virtuoso}/sparql-auth"))
    assert done.triples == len(graph)
    by_other = load_into(graph, Remote(f"{virtuoso}/sparql-graph-crud-auth"), protocol="graph-store")
    assert (by_other.sent, by_other.kept) == (0, done.sent)
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), STR(<%s>))) }"
    reader = Remote(f"{virtuoso}/sparql")
    answer = json.loads(reader.query(count % graph.base, RESULTS))
    marks = done.sent
    assert int(answer["results"]["bindings"][0]["n"]["value"]) == len(graph) + marks
    for one in questions():
        found = json.loads(reader.query(one.sparql, RESULTS))["results"]["bindings"]
        theirs = {tuple(_cell(c, row.get(c, {}).get("value", "")) for c in one.columns) for row in found}
        ours = {tuple(map(_cell, one.columns, row)) for row in run(graph, one.name).rows}
        assert theirs == ours, one.name


def _cell(column: str, value: str) -> str:
    """Lists of paragraphs come in any order: no store needs to keep it."""
    return ",".join(sorted(value.split(","))) if column in ("units", "candidates") else value


def test_virtuoso_takes_a_graph_through_the_graph_store(
    virtuoso: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER, "dba")
    monkeypatch.setenv(PASSWORD, "dba")
    graph = build(sample(), base="https://example.org/other/")
    store = Remote(f"{virtuoso}/sparql-graph-crud-auth")
    done = load_into(graph, store, protocol="graph-store")
    again = load_into(graph, store, protocol="graph-store")
    assert (again.sent, again.kept) == (0, done.sent)
    for name in {quad.graph_name for quad in graph.quads}:
        assert isinstance(name, ox.NamedNode)
        assert _triples(store.get(name.value)) == {
            quad.triple for quad in graph.quads if quad.graph_name == name
        }
