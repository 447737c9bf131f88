"""Second opinions: another parser reads the files, another SHACL engine checks them, and both agree with ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyrudof
import pytest
import rdflib
from rdflib.compare import isomorphic

import ontology
from extract import extract, read
from graphs import build, validate
from graphs.model import KnowledgeGraph

INVALID = Path(__file__).parent / "invalid"
BASE = INVALID / "base.ttl"
EXAMPLES = sorted(set(INVALID.glob("*.ttl")) - {BASE})
TURTLE_FILES = [
    *(ontology.path(name) for name in ("cebkg.ttl", "shapes.ttl", "rules.ttl")),
    Path(__file__).parent / "upstream.ttl",
]
#: Where rudof says more than pySHACL, and why both can be right.
DIFFERENCES = dict.fromkeys(
    ("MarkOffset", "SessionOrdinal"),
    "a value of the wrong datatype cannot be compared: rudof reports the bound too, pySHACL only the datatype",
)


@cache
def report() -> KnowledgeGraph:
    return build(extract(read()))


@cache
def judge() -> pyrudof.Rudof:
    found = pyrudof.Rudof(pyrudof.RudofConfig())
    found.read_shacl(ontology.text("shapes.ttl"))
    return found


def judged(data: str) -> set[tuple[str, str]]:
    """What rudof finds in Turtle: the shape and the component of each result."""
    judge().reset_data()
    judge().read_data(data)
    return {
        (entry.source_shape.rpartition("/")[2], entry.constraint_component.rpartition("#")[2])
        for entry in judge().validate_shacl()
    }


def one_for_each_shape() -> list[Path]:
    """Of the examples that break a shape, the last by name."""
    return sorted({file.name.split(".")[0]: file for file in EXAMPLES}.values())


@pytest.mark.parametrize("file", one_for_each_shape(), ids=lambda file: file.name.removesuffix(".ttl"))
def test_rudof_finds_what_pyshacl_finds(file: Path) -> None:
    ours = {(r.source_shape, r.constraint) for r in validate(_graph(file)).results}
    theirs = judged(BASE.read_text(encoding="utf-8") + file.read_text(encoding="utf-8"))
    assert ours <= theirs
    assert {shape for shape, _ in theirs - ours} <= set(DIFFERENCES)


def test_differences_are_still_there() -> None:
    for shape in DIFFERENCES:
        file = INVALID / f"{shape}.datatype.ttl"
        ours = {(r.source_shape, r.constraint) for r in validate(_graph(file)).results}
        assert judged(BASE.read_text(encoding="utf-8") + file.read_text(encoding="utf-8")) > ours


def test_rudof_lets_the_report_pass() -> None:
    ours = {(r.source_shape, r.constraint) for r in validate(report()).results}
    assert judged(report().turtle().decode()) == ours


def _graph(file: Path) -> KnowledgeGraph:
    triples = [t for f in (BASE, file) for t in ox.parse(path=str(f), format=ox.RdfFormat.TURTLE)]
    return KnowledgeGraph(triples)


@pytest.mark.parametrize("file", TURTLE_FILES, ids=lambda file: file.name)
def test_rdflib_and_oxigraph_read_the_same(file: Path) -> None:
    ours = rdflib.Graph().parse(data=ox.serialize(ox.parse(path=str(file)), format=ox.RdfFormat.N_TRIPLES))
    theirs = rdflib.Graph().parse(file)
    assert len(ours) == len(theirs)
    assert isomorphic(ours, theirs)


def test_rdflib_reads_the_report_as_oxigraph_does() -> None:
    turtle = report().turtle()
    read_by_rdflib = rdflib.Graph().parse(data=turtle, format="turtle")
    read_by_oxigraph = KnowledgeGraph(ox.parse(turtle, format=ox.RdfFormat.TURTLE)).rdflib()
    assert set(read_by_rdflib) == set(read_by_oxigraph)
