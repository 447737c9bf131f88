"""Graphs of many documents, built and checked through files: the same bytes and results as in memory."""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox
import pytest

import cebkg
import graphs
from extract import InputError, extract, read
from extract.reading import read_bytes
from extract.records import Extraction
from extract.shelf import Shelf, unpack
from graphs import large, runs
from graphs.checking import validate_large
from graphs.large import LargeGraph, build_large
from graphs.model import KnowledgeGraph
from graphs.validate import shapes
from graphs.writing import stage, write_all
from tests.test_akn import BODY, HEAD
from tests.test_genre import ENGLISH
from tests.test_shapes import BASE, EXAMPLES


def documents() -> list[Extraction]:
    """The report, two resolutions with one text, one in English, one document that sets up a task force."""
    texts = [
        HEAD + BODY,
        (HEAD + BODY).replace("85/900", "85/900/Add.1"),
        f"# A\n\n{ENGLISH.replace('85/900', '85/901')}",
    ]
    texts.append("A/85/1\n\n1. 首协会设立了样例工作队，核可了《样例战略》。\n2. 该工作队编写了报告。")
    read_ = [read_bytes(text.encode(), f"{at}.txt") for at, text in enumerate(texts)]
    return [extract(document) for document in (*read_, read())]


def shelf(found: list[Extraction]) -> Shelf:
    shelf = Shelf()
    for one in found:
        shelf.put(one)
    return shelf


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits so low that a few documents pass all of them."""
    monkeypatch.setattr("extract.shelf.OPEN", 2)
    monkeypatch.setattr(large, "_TOGETHER", 2)
    monkeypatch.setattr(runs.chunks, "__defaults__", (4_000,))


def in_chunks(graph: KnowledgeGraph, folder: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> LargeGraph:
    """A graph in memory as a large one."""
    monkeypatch.setattr(runs.chunks, "__defaults__", (size,))
    subjects = (list(own) for _, own in groupby(graph.triples, key=lambda triple: triple.subject))
    pieces = runs.write_chunks(folder / "all.nt", subjects)
    runs.load_store(folder / "store", pieces)
    return LargeGraph(len(graph.triples), folder, folder, tuple(pieces), folder / "store")


def test_a_shelf_gives_back_what_was_put_in(small: None) -> None:
    found = documents()
    kept = shelf(found)
    assert kept.packed
    assert list(kept) == found
    assert [unpack(kept.parcel(symbol)) for symbol in kept.heads] == found
    kept.put(found[0])
    assert len(kept) == len(found)


def test_the_same_bytes_as_in_memory(small: None, tmp_path: Path) -> None:
    found = documents()
    one = graphs.build(found)
    other = build_large(shelf(found[::-1]), tmp_path)
    assert other.turtle.read_bytes() == one.turtle()
    assert other.trig.read_bytes() == one.trig()
    assert other.triples + len(_about_itself(one)) == len(one.triples)
    assert len(other.chunks) > 3
    assert validate_large(other) == graphs.validate(one)


def _about_itself(graph: KnowledgeGraph) -> set[ox.Triple]:
    return {quad.triple for quad in graph.quads if str(quad.graph_name).endswith("/graph/dataset>")}


def test_another_base_and_one_core(small: None, tmp_path: Path) -> None:
    found = documents()[:3]
    base = "https://example.org/a/"
    one, other = graphs.build(found, base=base), build_large(shelf(found), tmp_path, base=base, cores=1)
    assert (other.turtle.read_bytes(), other.trig.read_bytes()) == (one.turtle(), one.trig())


def test_every_broken_constraint_is_found_in_chunks_as_in_one_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [BASE, *EXAMPLES]
    triples = {t for file in files for t in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)}
    broken = KnowledgeGraph(triples)
    found = graphs.validate(broken)
    assert len({result.source_shape for result in found.results}) > 150
    assert validate_large(in_chunks(broken, tmp_path, 400, monkeypatch)) == found


def test_shapes_look_no_further_than_the_values_of_a_subject() -> None:
    """What a chunk cannot see: paths of several steps, and paths against the arrow."""
    steps = {str(p).rsplit("#", 1)[-1] for _, p, _ in shapes() if "shacl#" in str(p)}
    assert not {step for step in steps if step.endswith("Path")} - {"alternativePath", "resultPath"}
    assert not steps & {"node", "property", "qualifiedValueShape", "not", "xone"}


def test_two_texts_of_one_document_are_refused(small: None, tmp_path: Path) -> None:
    found = documents()[:3]
    kept = shelf(found)
    kept._heads["X"] = kept._heads["A/RES/85/900"]
    kept._found["X"] = extract(read_bytes((HEAD + BODY).replace("研究", "学习").encode(), "b.xml"))
    with pytest.raises(InputError, match=r"is A/RES/85/900 like .*, but another text"):
        build_large(kept, tmp_path)


def test_a_build_of_many_writes_what_one_in_memory_does(
    small: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(1, 5):
        text = (HEAD + BODY).replace("85/900", f"85/{number}")
        (reports / f"{number}.xml").write_text(text, encoding="utf-8")
    assert cebkg.run(["build", str(reports), "-o", str(tmp_path / "many")]) == 0
    monkeypatch.setattr("extract.shelf.OPEN", 50)
    assert cebkg.run(["build", str(reports), "-o", str(tmp_path / "few")]) == 0
    for name in ("graph.ttl", "graph.trig", "validation.ttl", "explorer.html"):
        assert (tmp_path / "many" / name).read_bytes() == (tmp_path / "few" / name).read_bytes()
    many, few = capsys.readouterr().out.split("A/RES/85/1 ")[1:]
    assert many.replace("many", "few").split("Written")[0] == few.split("Written")[0]
    assert not list((tmp_path / "many").glob(".cebkg-stage*"))


def test_a_graph_too_large_for_a_page_has_one_that_says_so(
    small: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("queries.making.MOST_IN_PAGE", 10)
    for number in range(1, 4):
        text = (HEAD + BODY).replace("85/900", f"85/{number}")
        (tmp_path / f"{number}.xml").write_text(text, encoding="utf-8")
    assert cebkg.run(["build", str(tmp_path), "-o", str(tmp_path / "out")]) == 0
    assert "more than a page can hold" in capsys.readouterr().err
    page = (tmp_path / "out" / "explorer.html").read_text(encoding="utf-8")
    assert "3 documents" in page
    assert "{{" not in page


def test_what_a_killed_build_left_is_taken_away(tmp_path: Path) -> None:
    gone, own = tmp_path / ".cebkg-stage-999999999-x", tmp_path / f".cebkg-stage-{os.getpid()}-x"
    strange = tmp_path / ".cebkg-stage-other"
    for folder in (gone, own, strange):
        folder.mkdir()
        (folder / "file").write_bytes(b"x")
    with stage(tmp_path) as folder:
        (folder / "a").write_bytes(b"new")
        write_all(tmp_path, {"a": folder / "a", "b": b"b"})
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([own.name, strange.name, "a", "b"])
    assert (tmp_path / "a").read_bytes() == b"new"
