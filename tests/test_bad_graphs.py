"""Damaged shapes, foreign terms, wrong scripts, a base without its end: one line, exit 3 or 1."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import cebkg
import ontology
from graphs.validate import shapes

INVALID = Path(__file__).parent / "invalid"
BASE = (INVALID / "base.ttl").read_text(encoding="utf-8")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the ontology room that a test may damage."""
    copy = tmp_path / "ontology"
    shutil.copytree(ontology.path("."), copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(ontology, "_ROOM", copy)
    shapes.cache_clear()
    yield copy
    shapes.cache_clear()


def written(folder: Path, text: str) -> str:
    file = folder / "graph.ttl"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_whole_room_is_a_room(room: Path, tmp_path: Path) -> None:
    assert room == ontology.path(".")
    assert cebkg.run(["validate", written(tmp_path, BASE)]) == 0


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (
            lambda t: t.replace("shape:Name a sh:PropertyShape ;", "shape:Name a sh:PropertyShape", 1),
            r"shapes\.ttl:\d+: not Turtle",
        ),
        (lambda t: t.replace("SELECT DISTINCT $this", "SELEKT DISTINCT $this", 1), r"shapes\.ttl: "),
        (lambda t: t.replace("sh:minCount 1 ;", 'sh:minCount "one" ;', 1), r"shapes\.ttl: "),
    ],
    ids=["no Turtle", "no SPARQL", "no SHACL"],
)
def test_shapes_with_an_error(
    room: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: object, words: str
) -> None:
    assert callable(damage)
    file = room / "shapes.ttl"
    file.write_text(damage(file.read_text(encoding="utf-8")), encoding="utf-8")
    assert cebkg.run(["validate", written(tmp_path, BASE)]) == 3
    said = capsys.readouterr().err
    assert re.search(words, said)
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("more", "code", "shape"),
    [
        ("<body/CEB> ceb:endorsd <doc/CEB/2019/1> .", 1, "KnownOwnTerm"),
        ("<body/CEB> a ceb:Comittee .", 1, "KnownOwnTerm"),
        ("<body/CEB> <https://example.org/colour> <https://example.org/blue> .", 0, "KnownReusedTerm"),
        ('<body/CEB> skos:altLabel "the Board"@zh .', 1, "ScriptFitsLanguage"),
        ('<body/CEB> skos:altLabel "首协"@en .', 1, "ScriptFitsLanguage"),
        ('<dataset> void:uriSpace "https://example.org/id" .', 1, "DatasetSpace"),
    ],
)
def test_a_graph_that_is_not_quite_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: str, code: int, shape: str
) -> None:
    assert cebkg.run(["validate", written(tmp_path, f"{BASE}\n{more}\n")]) == code
    assert shape in capsys.readouterr().out


def test_a_graph_without_our_terms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It would pass every shape; that is no praise."""
    graph = "<https://example.org/a> <http://xmlns.com/foaf/0.1/knows> <https://example.org/b> ."
    assert cebkg.run(["validate", written(tmp_path, graph)]) == 3
    assert "uses no term of the vocabulary" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("base", "code"), [("https://example.org/id", 0), ("example.org", 2), ("https://a b/", 2)]
)
def test_a_base_gets_its_end_or_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], base: str, code: int
) -> None:
    out = tmp_path / "out"
    assert cebkg.run(["build", "--no-explorer", "--base", base, "-o", str(out)]) == code
    if code:
        assert "not an absolute IRI" in capsys.readouterr().err
    else:
        assert "@base <https://example.org/id/> ." in (out / "graph.ttl").read_text(encoding="utf-8")
