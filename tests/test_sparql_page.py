"""SPARQL inside the explorer: the same answers as on the command line, with nothing from outside."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import cebkg
from graphs import KnowledgeGraph, build
from graphs.compact import compact
from graphs.explorer import explore
from queries.catalogue import questions
from queries.run import run
from tests.sample import sample
from tests.window import Window, chromium, faults

ENGINE = Path(__file__).parents[1] / "graphs" / "page" / "oxigraph"


@cache
def graph() -> KnowledgeGraph:
    return build(sample())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The explorer of the sample with all named questions, at its SPARQL view."""
    asked = [(q.name, q.zh, q.en, q.sparql) for q in questions()]
    with chromium() as browser:
        window = Window(browser, tmp_path_factory.mktemp("sparql"))
        yield window.open(explore(graph(), questions=asked), "#view=sparql")
        assert window.complaints == []


def ask(page: Page, query: str) -> list[list[str]]:
    """The rows that the page answers, first the heads."""
    page.fill("#rq", query)
    page.click("#run")
    expect(page.locator("#answered")).not_to_have_text(re.compile("正在执行"))
    rows = "rows => rows.map(row => [...row.children].map(cell => cell.textContent))"
    found: list[list[str]] = page.locator("#answer tr").evaluate_all(rows)
    return found


@pytest.mark.parametrize("name", [q.name for q in questions()])
def test_named_questions_answer_as_on_the_command_line(page: Page, name: str) -> None:
    page.select_option("#examples", name)
    expect(page.locator("#answered")).not_to_have_text(re.compile("正在执行"))
    table = run(graph(), name)
    heads = page.locator("#answer th").all_text_contents()
    assert tuple(heads) == table.columns or not table.rows
    rows = page.locator("#answer tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.children].map(cell => cell.textContent))"
    )
    assert sorted(map(tuple, rows)) == sorted(tuple(row) for row in table.rows)


def test_the_page_holds_every_triple(page: Page) -> None:
    [_, [count]] = ask(page, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert int(count) == len(graph().triples)


def test_things_and_statements_lead_on(page: Page) -> None:
    ask(
        page,
        'SELECT ?who ?act WHERE { ?act a ceb:Act ; ceb:agent ?who ; ceb:verb "核准"@zh }',
    )
    page.locator("#answer .plain").first.click()
    assert page.locator("#text mark").count()
    page.locator("#answer .thing").first.click()
    expect(page.locator("#card h2")).to_contain_text("方案问题高级别委员会")
    expect(page.locator("#answer .thing").first).to_be_visible()


def test_ask_and_construct_answer_too(page: Page) -> None:
    assert ask(page, "ASK { ?s a ceb:Act }") == [["ASK"], ["是"]]
    head, *rows = ask(
        page, "CONSTRUCT { ?s skos:notation ?n } WHERE { ?s skos:notation ?n . ?s a ceb:Session }"
    )
    assert head == ["subject", "predicate", "object"]
    assert {row[1] for row in rows} == {"skos:notation"}


@pytest.mark.parametrize(
    ("query", "said"), [("SELEC", "1:"), ("SELECT * WHERE {\n ?s ? }", "2:"), ("", "有误")]
)
def test_a_wrong_query_is_told_with_its_place(page: Page, query: str, said: str) -> None:
    ask(page, query or " ")
    expect(page.locator("#answered")).to_contain_text(said)


def test_markup_in_an_answer_is_text(page: Page) -> None:
    assert ask(page, "SELECT ('<img src=x onerror=alert(1)>' AS ?x) {}")[1] == [
        "<img src=x onerror=alert(1)>"
    ]
    assert page.locator("img").count() == 0


def test_the_query_stands_in_the_address(page: Page) -> None:
    ask(page, "SELECT (42 AS ?x) {}")
    ask(page, "SELECT (43 AS ?x) {}")
    page.go_back()
    expect(page.locator("#answer td")).to_have_text("42")


def test_axe_finds_nothing(page: Page) -> None:
    ask(page, "SELECT ?s ?n WHERE { ?s skos:notation ?n } LIMIT 5")
    assert faults(page) == []


def test_the_engine_is_the_one_of_the_package() -> None:
    told = dict(re.findall(r"\| `(\S+)` \| `(\w+)` \|", (ENGINE / "README.md").read_text(encoding="utf-8")))
    binary = gzip.decompress((ENGINE / "web_bg.wasm.gz").read_bytes())
    assert hashlib.sha256(binary).hexdigest() == told["web_bg.wasm"]
    assert hashlib.sha256((ENGINE / "web.js").read_bytes()).hexdigest() == told["web.js"]


def test_the_packed_triples_are_the_triples() -> None:
    packed = json.loads(json.dumps(compact(graph())))
    terms: list[str] = []
    for shared, rest in zip(packed["terms"][::2], packed["terms"][1::2], strict=True):
        terms.append((terms[-1] if terms else "")[:shared] + rest)
    found = {
        (terms[subject], terms[predicate], terms[value])
        for subject, *own in packed["triples"]
        for predicate, *values in own
        for value in values
    }
    assert found == {(str(t.subject), str(t.predicate), str(t.object)) for t in graph().triples}


def test_without_sparql_the_page_is_small(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_bytes(graph().nquads())
    sizes = {}
    for option in ("--sparql", "--no-sparql"):
        out = tmp_path / "page.html"
        assert cebkg.run(["explore", str(tmp_path / "graph.nq"), option, "-o", str(out)]) == 0
        sizes[option] = out.stat().st_size
        assert (b"wasm-unsafe-eval" in out.read_bytes()) == (option == "--sparql")
    assert sizes["--no-sparql"] < 1_300_000 < sizes["--sparql"] < 3_200_000
