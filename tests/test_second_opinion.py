"""Second opinions: another parser and another SHACL engine agree with ours, or the difference is named."""

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
#: Examples of which rudof says more than pySHACL, and why both can be right.
DIFFERENCES = {
    f"{shape}.datatype": "words cannot be compared with a number: rudof reports the bound beside the datatype"
    for shape in ("MarkOffset", "SessionOrdinal", "UnitLine", "UnitNumber", "WordsEnd", "WordsStart")
}
#: The constraints that compare a value with another.
BOUNDS = {f"{name}ConstraintComponent" for name in ("MinInclusive", "LessThan")}


@cache
def report() -> KnowledgeGraph:
    return build(extract(read()))


Judgement = set[tuple[str, str]]


@cache
def judge() -> pyrudof.Rudof:
    """Rudof with the shapes and the valid graph that the examples are added to."""
    found = pyrudof.Rudof(pyrudof.RudofConfig())
    found.read_shacl(ontology.text("shapes.ttl"))
    found.read_data(BASE.read_text(encoding="utf-8"))
    return found


def results(rudof: pyrudof.Rudof) -> Judgement:
    """What rudof finds in its data: the shape and the component of each result."""
    return {
        (str(entry.source_shape).rpartition("/")[2], entry.constraint_component.rpartition("#")[2])
        for entry in rudof.validate_shacl()
    }


def judged(file: Path) -> Judgement:
    judge().begin_staging()
    try:
        judge().read_data(file.read_text(encoding="utf-8"), merge=True)
        return results(judge())
    finally:
        judge().rollback_staging()


def named(file: Path) -> tuple[str, str]:
    """The shape and component that an example is named after: in tests/test_shapes.py, all pySHACL finds."""
    shape, parameter, _ = file.name.split(".")
    name = "SPARQL" if parameter == "sparql" else f"{parameter[0].upper()}{parameter[1:]}"
    return shape, f"{name}ConstraintComponent"


def test_rudof_finds_the_valid_graph_valid() -> None:
    assert results(judge()) == set()


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name.removesuffix(".ttl"))
def test_rudof_finds_what_pyshacl_finds(file: Path) -> None:
    found = judged(file)
    assert named(file) in found
    more = found - {named(file)}
    if file.stem in DIFFERENCES:
        assert {component for _, component in more} <= BOUNDS
    else:
        assert more == set()


def test_differences_are_still_there() -> None:
    for name in DIFFERENCES:
        assert len(judged(INVALID / f"{name}.ttl")) > 1


def test_rudof_and_pyshacl_say_the_same_of_the_report() -> None:
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_shacl(ontology.text("shapes.ttl"))
    rudof.read_data(report().turtle().decode())
    assert results(rudof) == {(r.source_shape, r.constraint) for r in validate(report()).results}


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
