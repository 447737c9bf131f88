"""The server, asked by clients that no one here wrote: curl, SPARQLWrapper, rdflib, Comunica, raw sockets."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TSV, TURTLE, XML, SPARQLWrapper

import cebkg
from queries import questions, run
from queries.web.accept import choose, ranges
from queries.web.things import normal
from tests import real
from tests.serving import ACTS, ENDLESS, HLCP, SECONDS, Answer, Server, serving

ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("serve")) as found:
        yield found


def acts() -> str:
    """How many acts there are, told by the library and not by the server."""
    return run(real.graph(), ACTS).rows[0][0]


FORMS: list[tuple[str, str, str]] = [
    ("SELECT", "application/sparql-results+json", "json"),
    ("SELECT", "application/sparql-results+xml", "xml"),
    ("SELECT", "text/csv", "csv"),
    ("SELECT", "text/tab-separated-values", "tsv"),
    ("ASK", "application/sparql-results+json", "json"),
    ("ASK", "application/sparql-results+xml", "xml"),
    ("CONSTRUCT", "text/turtle", "ttl"),
    ("CONSTRUCT", "application/n-triples", "nt"),
    ("CONSTRUCT", "application/ld+json", "jsonld"),
    ("CONSTRUCT", "application/rdf+xml", "rdf"),
    ("DESCRIBE", "text/turtle", "ttl"),
]
QUERIES = {
    "SELECT": f"SELECT ?p ?o {{ <{HLCP}> ?p ?o }} ORDER BY ?p ?o",
    "ASK": f"ASK {{ <{HLCP}> ?p ?o }}",
    "CONSTRUCT": f"CONSTRUCT WHERE {{ <{HLCP}> ?p ?o }}",
    "DESCRIBE": f"DESCRIBE <{HLCP}>",
}


@pytest.mark.parametrize(("kind", "media", "end"), FORMS)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_each_kind_of_query_in_each_format_in_each_form(
    server: Server, kind: str, media: str, end: str, way: str
) -> None:
    sparql = QUERIES[kind]
    if way == "get":
        found = server.query(sparql, media)
    elif way == "form":
        form = urlencode({"query": sparql}).encode()
        kindly = "application/x-www-form-urlencoded"
        found = server.ask("POST", "/sparql", form, Accept=media, Content_Type=kindly)
    else:
        text = "application/sparql-query"
        found = server.ask("POST", "/sparql", sparql.encode(), Accept=media, Content_Type=text)
    assert found.status == 200
    assert found.headers["content-type"].split(";")[0] == media
    assert _size(end, found.body, kind) == _expected(kind, sparql)


def _expected(kind: str, sparql: str) -> int:
    table = run(real.graph(), sparql)
    return 1 if kind == "ASK" else len(table.terms) if kind == "SELECT" else len(table.triples or ())


def _size(end: str, body: bytes, kind: str) -> int:
    """How many rows or triples a body has, read by libraries."""
    text = body.decode("utf-8")
    if end == "json":
        found = json.loads(text)
        return int(found["boolean"]) if kind == "ASK" else len(found["results"]["bindings"])
    if end == "xml":
        tree = ElementTree.fromstring(text)
        space = "{http://www.w3.org/2005/sparql-results#}"
        if kind == "ASK":
            return int(tree.findtext(f"{space}boolean") == "true")
        return len(tree.findall(f".//{space}result"))
    if end == "csv":
        return len(list(csv.reader(io.StringIO(text, newline="")))) - 1
    if end == "tsv":
        return len(text.splitlines()) - 1
    forms = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
    return len(Graph().parse(data=text, format=forms[end]))


def test_the_dataset_of_a_query_may_be_named(server: Server) -> None:
    authority = "https://w3id.org/cebkg/id/graph/authority"
    count = "SELECT (COUNT(*) AS ?n) {from} {{ ?s ?p ?o }}"
    whole = _number(server.query(count.format(**{"from": ""})))
    part = _number(server.query(count.format(**{"from": f"FROM <{authority}>"})))
    given = urlencode({"query": count.format(**{"from": ""}), "default-graph-uri": authority})
    assert 0 < part == _number(server.get(f"/sparql?{given}", "application/json")) < whole


def _number(found: Answer) -> int:
    return int(json.loads(found.body)["results"]["bindings"][0]["n"]["value"])


def test_the_endpoint_describes_itself(server: Server) -> None:
    found = server.get("/sparql", "text/turtle")
    graph = Graph().parse(data=found.text, format="turtle")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert (None, URIRef(sd + "endpoint"), URIRef(f"{server.url}/sparql")) in graph
    assert len(list(graph.objects(None, URIRef(sd + "resultFormat")))) == 8
    names = len(list(graph.objects(None, URIRef(sd + "namedGraph"))))
    assert names == len(list(real.graph().store().named_graphs()))
    assert server.get("/sparql", "text/html").status == 303
    assert server.get("/sparql", "*/*").headers["content-type"].startswith("text/turtle")


def test_void_names_the_endpoint(server: Server) -> None:
    graph = Graph().parse(data=server.get("/.well-known/void").text, format="turtle")
    void = "http://rdfs.org/ns/void#"
    assert (None, URIRef(void + "sparqlEndpoint"), URIRef(f"{server.url}/sparql")) in graph
    assert list(graph.objects(None, URIRef(void + "triples")))


def test_health_and_explorer(server: Server) -> None:
    assert json.loads(server.get("/health").body) == {"status": "ok", "triples": len(real.graph())}
    assert b"<html" in server.get("/").body
    assert server.ask("HEAD", "/health").body == b""


def test_other_pages_may_read_it(server: Server) -> None:
    found = server.ask(
        "OPTIONS", "/sparql", Origin="https://example.org", Access_Control_Request_Method="POST"
    )
    assert found.status == 204
    assert found.headers["access-control-allow-origin"] == "*"
    assert "POST" in found.headers["access-control-allow-methods"]
    assert server.query("ASK {}").headers["access-control-allow-origin"] == "*"


def test_every_iri_has_a_page_and_data(server: Server) -> None:
    base = real.graph().base
    iris = sorted({t.subject.value for t in real.graph().triples if isinstance(t.subject, ox.NamedNode)})
    ours = [iri for iri in iris if iri.startswith(base)]
    assert len(ours) > 1000
    odd = [iri for iri in ours if "%" in iri or "(" in iri or not iri.isascii()]
    for iri in (*ours[:: len(ours) // 40], *odd[:: max(1, len(odd) // 40)]):
        path = "/id/" + quote(iri.removeprefix(base), safe="/%()-._~")
        page = server.get(path, "text/html,application/xhtml+xml,*/*;q=0.8")
        assert page.status == 303, iri
        html = server.get(page.headers["location"]).text
        assert "default-src 'none'" in server.get(page.headers["location"]).headers["content-security-policy"]
        assert "属性" in html
        assert "Properties" in html
        data = server.get(path, "text/turtle")
        assert data.status == 303
        turtle = Graph().parse(data=server.get(data.headers["location"]).text, format="turtle")
        assert (URIRef(iri), None, None) in turtle
    assert json.loads(server.get("/data/body/HLCP.jsonld").body)


def test_the_vocabulary_is_there(server: Server) -> None:
    assert 'id="Act"' in server.get("/ontology", "text/html").text
    assert len(Graph().parse(data=server.get("/ontology.ttl").text, format="turtle")) > 500


@pytest.mark.parametrize(
    ("accept", "media", "reads"),
    [
        ("text/html", "text/html", "没有"),
        ("text/turtle", "text/turtle", "# 404"),
        ("application/ld+json", "application/ld+json", '"error"'),
        ("application/n-triples", "application/n-triples", "# 404"),
        ("application/rdf+xml", "application/rdf+xml", "rdf:RDF"),
    ],
)
def test_an_unknown_iri_is_404_in_the_asked_format(
    server: Server, accept: str, media: str, reads: str
) -> None:
    found = server.get("/id/body/NOBODY-%3Cscript%3E", accept)
    assert found.status == 404
    assert found.headers["content-type"].split(";")[0] == media
    assert reads in found.text
    assert "<script>" not in found.text


def test_what_is_not_there_is_404_whatever_is_asked_for(server: Server) -> None:
    for path in ("/id/body/NOBODY", "/questions/nothing", "/nothing"):
        found = server.get(path, "image/png")
        assert (found.status, found.headers["content-type"].split(";")[0]) == (404, "text/plain")


def test_a_parameter_is_given_once_and_the_format_is_none(server: Server) -> None:
    assert server.get("/questions/acts.csv?agent=HLCP&agent=CEB").status == 400
    found = server.get("/questions/acts?agent=HLCP&format=csv")
    assert found.text == server.get("/questions/acts.csv?agent=HLCP").text


def test_named_questions_have_stable_addresses(server: Server) -> None:
    listed = json.loads(server.get("/questions", "application/json").body)
    assert [one["name"] for one in listed] == [q.name for q in questions()]
    statement = quote("相互承认声明")
    table = server.get(f"/questions/signatories.csv?statement={statement}")
    expected = run(real.graph(), "signatories", {"statement": "相互承认声明"}).rows
    assert [tuple(r) for r in csv.reader(io.StringIO(table.text, newline=""))][1:] == list(expected)
    as_json = server.get(f"/questions/signatories?statement={statement}", "application/json")
    assert len(json.loads(as_json.body)["results"]["bindings"]) == len(expected)
    html = server.get(f"/questions/signatories?statement={statement}", "text/html").text
    assert "UNESCO" in html
    assert "谁签署了" in html
    assert server.get("/questions/strategies.rq").text == next(
        q.sparql for q in questions() if q.name == "strategies"
    )
    assert server.get("/questions", "text/html").text.count("<tr>") == len(questions()) + 1
    assert server.get("/questions/nothing.csv").status == 404
    assert server.get("/questions/acts.csv?nothing=x").status == 400
    assert server.get("/questions/acts.exe").status == 404


def test_a_parameter_is_data(server: Server) -> None:
    evil = quote('" } UNION { ?s ?p ?o } #')
    assert server.get(f"/questions/acts.csv?agent={evil}").text.count("\r\n") == 1
    page = server.get(f"/questions/acts?agent={quote('<script>alert(1)</script>')}", "text/html").text
    assert "<script>" not in page


# -- bad input -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sparql", "status", "words"),
    [
        ("SELECT * {\n ?s ?p }", 400, "error at 2:8: found }"),
        ("", 400, "error at 1:1: found the end of the query, expected ASK"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", 403, "SERVICE is refused"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }", 403, "SERVICE is refused"),
        ("ASK { ?s ?p 1SERVICE<http://127.0.0.1/>{ ?s ?p ?o } }", 403, "SERVICE is refused"),
        ("SELECT * { ?s ?p ?o } LIMIT x", 400, "error at 1:29: found x, expected number"),
        ("LOAD <http://127.0.0.1/x>", 403, "LOAD is an update"),
        ("DROP ALL", 403, "DROP is an update"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 403, "INSERT is an update"),
        ("SELECT * { ?s ?p ?o } ; DROP ALL", 400, "error at 1:"),
        (ENDLESS, 503, "stopped after"),
        ("SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}", 503, "nests too deeply"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 400, "more than 5000 rows"),
        ("SELECT (GROUP_CONCAT(?t) AS ?x) { ?s ?p ?t . ?u ?q ?v }", 503, "query:"),
    ],
)
def test_bad_queries_are_told_and_the_server_stays(
    server: Server, sparql: str, status: int, words: str
) -> None:
    body = urlencode({"query": sparql}).encode()
    form = "application/x-www-form-urlencoded"
    began = time.monotonic()
    found = server.ask("POST", "/sparql", body, Content_Type=form, Accept="text/csv")
    assert (found.status, words in found.text) == (status, True), found.text
    assert time.monotonic() - began < SECONDS + 3
    assert _number(server.query(ACTS)) == int(acts())


@pytest.mark.parametrize(
    ("media", "body", "status"),
    [
        ("application/sparql-update", b"CLEAR ALL", 403),
        ("application/x-www-form-urlencoded", b"update=CLEAR+ALL", 403),
        ("application/x-www-form-urlencoded", b"", 400),
        ("application/x-www-form-urlencoded", b"query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ("application/x-www-form-urlencoded", b"&".join([b"a=b"] * 500), 400),
        ("application/x-www-form-urlencoded", b"query=%ff", 400),
        ("application/sparql-query", b"\xff\xfe", 400),
        ("application/pdf", b"x", 415),
        ("", b"x", 415),
    ],
)
def test_bad_posts_are_told(server: Server, media: str, body: bytes, status: int) -> None:
    assert server.ask("POST", "/sparql", body, Content_Type=media).status == status


def test_formats_that_cannot_be_made_are_406(server: Server) -> None:
    assert server.query("ASK {}", "image/png").status == 406
    assert server.query("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 5", "text/csv").status == 406
    assert server.get("/id/body/HLCP", "image/png").status == 406


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused(server: Server, method: str) -> None:
    assert server.ask(method, "/sparql").status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/assets/../app.py",
        "/assets/..%2fapp.py",
        "/id/../../etc/passwd",
        "/id/%2e%2e/%2e%2e/etc/passwd",
        "/data//etc/passwd.ttl",
        "/page/\\..\\..\\windows",
        "/questions/..%2f..%2fcebkg.py",
        "/questions/acts.rq%00.csv",
        "//etc/passwd",
        "/%ff%fe",
    ],
)
def test_no_path_leads_out(server: Server, path: str) -> None:
    found = server.get(path)
    assert found.status == 404
    assert "root:" not in found.text


@pytest.mark.parametrize(
    "head",
    [
        "GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET /health HTTP/1.1\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nX : y\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\n" + "X: " + "y" * 200_000 + "\r\n\r\n",
        "GET /" + "a" * 200_000 + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\x16\x03\x01\x02\x00 not http\r\n\r\n",
    ],
)
def test_header_tricks_get_4xx(server: Server, head: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(head.encode("latin-1"))
        answer = line.recv(100).decode("latin-1")
    assert re.match(r"HTTP/1\.1 4\d\d ", answer), answer
    assert server.get("/health").status == 200


def test_a_host_is_never_repeated(server: Server) -> None:
    found = server.ask(
        "GET", "/sparql", Host="localhost", X_Forwarded_Host="evil.example", Accept="text/turtle"
    )
    assert "evil" not in found.text


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_of_100_mb_is_refused_early(server: Server, declared: bool) -> None:
    head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    head += "Content-Length: 104857600\r\n\r\n" if declared else "Transfer-Encoding: chunked\r\n\r\n"
    piece = b"x" * 65536 if declared else b"10000\r\n" + b"x" * 65536 + b"\r\n"
    sent = 0
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(head.encode())
        line.settimeout(0.05)
        answer = b""
        while sent < 100 << 20 and not answer:
            try:
                sent += line.send(piece)
                answer = line.recv(100)
            except TimeoutError:
                continue
            except ConnectionError:
                break
    assert answer.startswith(b"HTTP/1.1 413"), answer
    assert sent < 20 << 20


# -- clients -----------------------------------------------------------------------


def test_curl(server: Server) -> None:
    assert shutil.which("curl"), "apt-get install curl"
    call = ["curl", "-sS", "-G", f"{server.url}/sparql", "--data-urlencode", f"query={ACTS}"]
    done = subprocess.run([*call, "-H", "Accept: text/csv"], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["n", acts()]
    post = ["curl", "-sS", f"{server.url}/sparql", "-H", "Content-Type: application/sparql-query"]
    done = subprocess.run([*post, "--data-binary", ACTS], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["results"]["bindings"][0]["n"]["value"] == acts()
    follow = ["curl", "-sSL", "-H", "Accept: text/turtle", f"{server.url}/id/body/HLCP"]
    done = subprocess.run(follow, capture_output=True, text=True, check=True)
    assert (URIRef(HLCP), None, None) in Graph().parse(data=done.stdout, format="turtle")


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper(server: Server, form: str) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql", returnFormat=form)
    client.setQuery(ACTS)
    assert acts() in str(_readable(client.query().convert()))
    client.setMethod(POST)
    assert acts() in str(_readable(client.query().convert()))


def _readable(found: Any) -> Any:
    return found.decode() if isinstance(found, bytes) else found.toxml() if hasattr(found, "toxml") else found


def test_sparqlwrapper_turtle(server: Server) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql", returnFormat=TURTLE)
    client.setQuery(QUERIES["CONSTRUCT"])
    found = Graph().parse(data=_readable(client.query().convert()), format="turtle")
    assert (URIRef(HLCP), None, None) in found


def test_rdflib_sees_a_graph(server: Server) -> None:
    graph = Graph(SPARQLStore(f"{server.url}/sparql"))
    name = URIRef("http://www.w3.org/2004/02/skos/core#notation")
    assert [str(o) for o in graph.objects(URIRef(HLCP), name)] == ["HLCP"]
    rows = list(graph.query(ACTS))
    assert str(rows[0][0]) == acts()  # type: ignore[index]


def test_comunica(server: Server) -> None:
    door = shutil.which("comunica-sparql") or os.environ.get("COMUNICA")
    if not door:
        assert not os.environ.get("CI"), "comunica-sparql: npm install @comunica/query-sparql"
        pytest.skip("comunica-sparql is not installed: npm install @comunica/query-sparql")
    done = subprocess.run(
        [door, f"sparql@{server.url}/sparql", ACTS, "-t", "text/csv"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["n", acts()]


# -- the query page in a real browser -------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; a machine without it skips these tests, but the gate must have it."""
    if not Path(CHROMIUM).exists():
        assert not os.environ.get("CI"), f"{CHROMIUM} is not installed; run apt-get install chromium"
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


def test_the_query_page_asks_only_this_server_and_knows_its_terms(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{server.url}/query")
    expect(page.locator("#examples option")).to_have_count(len(questions()) + 1)
    page.select_option("#examples", "signatories")
    page.locator(".yasqe_queryButton").first.click()
    expect(page.locator(".yasr")).to_contain_text("UNESCO", timeout=10_000)
    editor = "document.querySelector('.CodeMirror').CodeMirror"
    text = "PREFIX ceb: <https://w3id.org/cebkg/ontology#>\nSELECT * { ?a ceb:sign"
    page.evaluate(
        f"(text) => {{ {editor}.setValue(text); {editor}.setCursor(1, 99); {editor}.focus() }}", text
    )
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints")).to_contain_text("ignator")
    assert complaints == []
    assert all(url.startswith((server.url, "data:", "blob:")) for url in asked), asked
    page.goto(f"{server.url}/page/body/HLCP")
    expect(page.locator("h1")).to_contain_text("High-level Committee on Programmes")
    page.goto(f"{server.url}/")
    expect(page.locator("body")).to_contain_text("HLCP")
    assert complaints == []
    page.close()


def test_what_is_vendored_is_what_its_readme_says() -> None:
    folder = ROOT / "queries" / "web" / "vendor"
    rows = dict(
        re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", (folder / "README.md").read_text(), re.M)
    )
    files = {file.name for file in folder.iterdir()} - {"README.md"}
    assert rows.keys() == files
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == rows[name] for name in files)


# -- parts -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "offered", "chosen"),
    [
        ("", ("a/b", "c/d"), "a/b"),
        ("*/*", ("a/b", "c/d"), "a/b"),
        ("c/*", ("a/b", "c/d"), "c/d"),
        ("a/b;q=0.1, c/d", ("a/b", "c/d"), "c/d"),
        ("*/*, a/b;q=0", ("a/b", "c/d"), "c/d"),
        ("x/y, */*;q=0.1", ("a/b", "c/d"), "a/b"),
        ("a/b;q=nonsense", ("a/b",), None),
        (",,;;", ("a/b",), None),
        ("application/json", ("text/turtle", "application/ld+json"), "application/ld+json"),
    ],
)
def test_the_most_wanted_type_is_chosen(header: str, offered: tuple[str, ...], chosen: str | None) -> None:
    assert choose(header, offered) == chosen


def test_a_header_without_end_costs_little() -> None:
    assert len(ranges("a/b," * 1_000_000)) <= 50


@pytest.mark.parametrize("path", ["%", "%zz", "a%2", "%00", "\udcff", "a%2Fb"])
def test_any_path_has_one_spelling(path: str) -> None:
    assert normal(normal(path)) == normal(path)


def test_without_the_server_library_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "graph.trig").write_bytes(real.graph().trig())
    monkeypatch.setattr("queries.web.server.find_spec", lambda name: None)
    assert cebkg.run(["serve", str(tmp_path)]) == 5
    assert "pip install 'cebkg[serve]'" in capfd.readouterr().err


def test_a_taken_port_is_said(server: Server) -> None:
    call = [sys.executable, "-m", "cebkg", "serve", "-", "--port", str(server.port)]
    done = subprocess.run(
        call, cwd=ROOT, input=real.graph().trig().decode(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "cannot listen there" in done.stderr
