"""Every constraint of the shapes has one example that breaks it, named after it, and breaks only it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef

from graphs import validate
from graphs.model import KnowledgeGraph
from graphs.report import SH
from graphs.validate import shapes

INVALID = Path(__file__).parent / "invalid"
BASE = INVALID / "base.ttl"
EXAMPLES = sorted(set(INVALID.glob("*.ttl")) - {BASE})
#: Properties of a shape that constrain nothing by themselves.
_NO_CONSTRAINT = {"path", "property", "message", "severity", "order", "name", "description"}


def _graph(*files: Path) -> KnowledgeGraph:
    triples = [t for file in files for t in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)]
    return KnowledgeGraph(triples)


def test_base_conforms() -> None:
    assert validate(_graph(BASE)).results == ()


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name.removesuffix(".ttl"))
def test_exactly_this_violation(file: Path) -> None:
    shape, constraint = file.name.removesuffix(".ttl").split(".")
    results = validate(_graph(BASE, file)).results
    assert [(r.source_shape, r.constraint) for r in results] == [(shape, _component(constraint))]
    assert results[0].message_zh
    assert results[0].message_en


def test_every_constraint_has_its_example() -> None:
    """The constraints are read off the shapes: each parameter of each named shape."""
    graph = shapes()
    constraints = {
        (str(shape).rsplit("/", 1)[1], str(parameter).removeprefix(SH))
        for shape, parameter in graph.subject_predicates()
        if isinstance(shape, URIRef)
        and _is_shape(graph, shape)
        and str(parameter).startswith(SH)
        and not str(parameter).startswith(f"{SH}target")
        and str(parameter).removeprefix(SH) not in _NO_CONSTRAINT
    }
    assert constraints == {tuple(file.name.removesuffix(".ttl").split(".")) for file in EXAMPLES}


def _is_shape(graph: Graph, node: URIRef) -> bool:
    return any((node, RDF.type, URIRef(SH + kind)) in graph for kind in ("NodeShape", "PropertyShape"))


def _component(parameter: str) -> str:
    name = "SPARQL" if parameter == "sparql" else f"{parameter[0].upper()}{parameter[1:]}"
    return f"{name}ConstraintComponent"
