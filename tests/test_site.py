"""The published site: a page for every thing, every link leads somewhere, and all of it is the graph."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

import cebkg
from extract.errors import UsageError
from graphs import KnowledgeGraph, build, writing
from graphs.addresses import Addresses
from graphs.leaf import Leaves
from queries.catalogue import questions
from queries.publishing import published
from queries.run import run
from tests.sample import sample
from tests.window import Window, chromium, faults

ROOT = "https://w3id.org/cebkg/"


@cache
def graph() -> KnowledgeGraph:
    return build(sample())


@cache
def made() -> dict[str, bytes]:
    return published(graph())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on disk."""
    place = tmp_path_factory.mktemp("published") / "site"
    writing.write_tree(place, made(), mark="SHA256SUMS")
    return place


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """A browser."""
    with chromium() as browser:
        yield Window(browser, tmp_path_factory.mktemp("window"))


#: The links of a page and the places inside it, as a browser reads them.
READ = """([text, here]) => {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const links = [...page.querySelectorAll('a[href], link[href]')];
  return [links.map(link => new URL(link.getAttribute('href'), here).href),
          [...page.querySelectorAll('[id]')].map(node => node.id)];
}"""


def test_a_crawler_reaches_every_page_and_every_link_leads_somewhere(folder: Path, window: Window) -> None:
    page = window.fresh(b"<title>start</title>")
    waiting, seen = [folder / "index.html"], {folder / "index.html"}
    anchors: dict[Path, set[str]] = {}
    wanted: list[tuple[Path, str, Path]] = []
    while waiting:
        file = waiting.pop()
        links, names = page.evaluate(READ, [file.read_text(encoding="utf-8"), file.as_uri()])
        anchors[file] = set(names)
        for link in links if file.name != "explorer.html" else []:
            address, fragment = urldefrag(link)
            if not address.startswith("file:"):
                continue
            there = Path(unquote(address.removeprefix("file://")))
            assert there.is_file(), f"{file.relative_to(folder)}: {link} leads nowhere"
            wanted.append((there, fragment, file))
            if there.suffix == ".html" and there not in seen:
                seen.add(there)
                waiting.append(there)
    reached = {file.relative_to(folder).as_posix() for file in seen}
    assert reached == {name for name in made() if name.endswith(".html")}
    assert [f"{file}#{name}" for file, name, _ in wanted if name and name not in anchors[file]] == []


def test_a_visitor_follows_links_through_pages_of_each_kind(folder: Path, window: Window) -> None:
    page = window.fresh(b"<title>start</title>")
    page.goto((folder / "index.html").as_uri())
    for link in (
        "Questions and answers",
        "strategies",
        "Home",
        "Vocabulary",
        "Home",
        "Shapes",
        "Home",
        "HLCP",
    ):
        wanted = "High-level Committee on Programmes" if link == "HLCP" else link
        page.get_by_role("link", name=re.compile(wanted, re.IGNORECASE)).first.click()
    page.locator("main section a").first.click()  # a statement, then its paragraph
    page.get_by_role("link", name="p11", exact=True).click()
    assert "方案问题高级别委员会" in page.locator(".text").inner_text()
    assert page.locator(".text").evaluate("n => getComputedStyle(n).whiteSpace") == "pre-line"
    assert faults(page) == []
    page.get_by_role("link", name="Explorer").click()
    assert page.locator("#tab-sparql").count() == 1
    assert window.complaints == []


def test_the_pages_together_say_what_the_graph_says() -> None:
    told = set()
    for name, data in made().items():
        if name.startswith("id/") and name.endswith(".ttl"):
            turtle = {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)}
            html = made()[name.removesuffix("ttl") + "html"].decode("utf-8")
            [linked] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
            assert {q.triple for q in ox.parse(linked, format=ox.RdfFormat.JSON_LD)} == turtle
            told |= turtle
    base = graph().base
    assert told == {t for t in graph().triples if str(t.subject).startswith(f"<{base}")}


def test_a_page_says_the_names_the_sentence_and_where() -> None:
    html = made()["id/body/HLCP.html"].decode("utf-8")
    quote = next(act.span.text for act in sample().acts if act.type == "approve")
    for words in ("方案问题高级别委员会", "High-level Committee on Programmes", quote, "p11", "HLCP.ttl"):
        assert words in html


def test_a_name_that_is_our_translation_says_so() -> None:
    assert "our translation" in made()["id/group/member-states.html"].decode("utf-8")
    assert "our translation" not in made()["id/body/HLCP.html"].decode("utf-8")


def test_server_rules_lead_every_iri_to_a_file() -> None:
    rules = re.findall(
        r'^RewriteRule "?(\S+?|.+?)"? "?(/cebkg/\S*?)"? \[', made()[".htaccess"].decode(), re.MULTILINE
    )
    assert rules
    leaves = Leaves(graph())
    for iri in sorted(iri for iri in leaves.own if iri.startswith(graph().base)):
        asked = unquote(iri.removeprefix(ROOT))
        for _ in range(3):  # each rule answers with a redirection, and the next request begins anew
            if asked in made():
                break
            found = next(
                (rule, re.search(rule[0], asked))
                for rule in rules
                if re.search(rule[0], asked) and not rule[1].endswith("$1.ttl")
            )
            asked = (
                found[1].expand(found[0][1].replace("$", "\\")).removeprefix("/cebkg/") if found[1] else ""
            )
        assert asked in made(), f"{iri} ends at {asked}"


def test_descriptions_name_what_is_there() -> None:
    described = list(ox.parse(made()["void.ttl"], format=ox.RdfFormat.TURTLE))
    dumps = {
        q.object.value
        for q in described
        if q.predicate.value.endswith("dataDump") and isinstance(q.object, ox.NamedNode)
    }
    assert {iri.removeprefix(ROOT) for iri in dumps} == {name for name in made() if name.startswith("dumps/")}
    assert made()[".well-known/void"] == made()["void.ttl"]
    places = [
        url.text or "" for url in ET.fromstring(made()["sitemap.xml"]).iter() if url.tag.endswith("loc")
    ]
    assert {place.removeprefix(ROOT) for place in places} == {
        name for name in made() if name.endswith(".html")
    }


def test_checksums_hold() -> None:
    lines = made()["SHA256SUMS"].decode().splitlines()
    told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert told == {n: hashlib.sha256(data).hexdigest() for n, data in made().items() if n != "SHA256SUMS"}


def test_questions_come_with_their_answers() -> None:
    for question in questions():
        table = run(graph(), question.name)
        text = made()[f"questions/{question.name}.csv"].decode("utf-8")
        assert text.splitlines()[0] == ",".join(table.columns)
        assert question.zh in made()[f"questions/{question.name}.html"].decode("utf-8")


def test_the_vocabulary_has_an_anchor_for_each_of_its_terms() -> None:
    html = made()["ontology/index.html"].decode("utf-8")
    assert 'id="Act"' in html
    assert "行为" in html
    assert 'id="Name"' in made()["shapes/index.html"].decode("utf-8")


def test_the_same_graph_gives_the_same_site() -> None:
    assert published(build(sample())) == made()


def test_hostile_labels_are_text(window: Window, tmp_path: Path) -> None:
    bad = '</script><script>document.title="run"</script><img src=x onerror="document.title=1">"\'&'
    given = sample()
    entities = tuple(replace(e, label_zh=bad + e.key, label_en=bad) for e in given.entities)
    writing.write_tree(
        tmp_path / "site", published(build(replace(given, entities=entities))), mark="SHA256SUMS"
    )
    page = window.fresh(b"")
    for name in ("index.html", "id/body/HLCP.html", "questions/strategies.html"):
        page.goto((tmp_path / "site" / name).as_uri())
        assert page.locator("img").count() == 0
        assert page.title() not in ("run", "1")
    window.complaints.clear()


def test_two_things_never_share_a_page_and_none_leaves_the_site() -> None:
    tails = ["a/b", "A/b", "a//b", "a/../../etc/passwd", "..", ".", "a/b%2Fc", "a/b/c", "机构/甲", "x" * 400,
             "x" * 399 + "y", "a b", "a_20b", "a.html", "CON", "a/", "/"]  # fmt: skip
    iris = [f"https://e.org/id/{tail}" for tail in tails]
    addresses = Addresses("https://e.org/id/", iris)
    paths = [addresses[iri] for iri in iris]
    assert len({path.lower() for path in paths}) == len(paths)
    for path in paths:
        parts = path.split("/")
        assert not {"", ".", ".."} & set(parts)
        assert all(len(part) <= 130 and part.isascii() for part in parts)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="holds other files"):
        writing.write_tree(tmp_path / "site", {"SHA256SUMS": b"x"}, mark="SHA256SUMS")
    assert [file.name for file in tmp_path.rglob("*")] == ["site", "mine.txt"]


def test_a_site_replaces_an_earlier_one_whole(tmp_path: Path) -> None:
    writing.write_tree(tmp_path / "site", {"SHA256SUMS": b"1", "a/b": b"old"}, mark="SHA256SUMS")
    writing.write_tree(tmp_path / "site", {"SHA256SUMS": b"2", "c": b"new"}, mark="SHA256SUMS")
    assert sorted(f.name for f in (tmp_path / "site").rglob("*")) == ["SHA256SUMS", "c"]
    assert [file.name for file in tmp_path.iterdir()] == ["site"]


def test_the_command_publishes(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "graph.nq").write_bytes(graph().nquads())
    assert cebkg.run(["publish", str(tmp_path / "graph.nq"), "-o", str(tmp_path / "site")]) == 0
    assert (tmp_path / "site" / "index.html").is_file()
    assert "files written" in capfd.readouterr().err
    linked = (tmp_path / "site" / "dumps" / "graph.jsonld").read_text(encoding="utf-8")
    assert json.loads(linked)


def test_a_foreign_graph_is_published_too() -> None:
    foreign = ox.parse(b'<https://e.org/id/x> <https://e.org/p> "y" .', format=ox.RdfFormat.TURTLE)
    found = published(KnowledgeGraph(foreign, base="https://e.org/id/"))
    assert {"index.html", "id/x.html", "id/x.ttl"} <= found.keys()
