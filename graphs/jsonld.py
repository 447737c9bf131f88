"""JSON-LD with the short names of ``ontology/context.jsonld``: named graphs, their things, what is said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

import ontology
from graphs.terms import PREFIXES, term

if TYPE_CHECKING:
    from graphs.model import KnowledgeGraph

_TYPE = term("rdf:type")
_STRING = term("xsd:string")
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | ox.DefaultGraph


@cache
def context() -> Mapping[str, Any]:
    """Short names to IRIs, as ``ontology/context.jsonld`` has them."""
    found: dict[str, Any] = json.loads(ontology.text("context.jsonld"))["@context"]
    return found


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Short names and what their values are (``@id``, a datatype or "") by IRI."""
    names: dict[str, tuple[str, str]] = {}
    for name, entry in context().items():
        iri, kind = (entry["@id"], entry.get("@type", "")) if isinstance(entry, dict) else (entry, "")
        prefix, _, local = str(iri).partition(":")
        if name not in PREFIXES and prefix in PREFIXES:
            names[PREFIXES[prefix] + local] = name, _whole(kind)
    return names


def _whole(kind: str) -> str:
    prefix, _, local = kind.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else kind


def jsonld(graph: KnowledgeGraph) -> bytes:
    """Return a graph as JSON-LD; things below its base have relative IRIs."""
    base = graph.base if graph.base.startswith("http") and graph.base.endswith("/") else ""
    head = {"@base": base, **context()} if base else dict(context())
    body = [
        block
        for name, quads in groupby(graph.quads, key=lambda q: q.graph_name)
        for block in _graph(name, [*quads], base)
    ]
    return (json.dumps({"@context": head, "@graph": body}, ensure_ascii=False, indent=1) + "\n").encode()


def _graph(name: _Term, quads: list[ox.Quad], base: str) -> Iterator[dict[str, Any]]:
    nodes = [_node(subject, [*own], base) for subject, own in groupby(quads, key=lambda q: q.subject)]
    if isinstance(name, ox.DefaultGraph):
        yield from nodes
    else:
        yield {"@id": _id(name, base), "@graph": nodes}


def _node(subject: _Term, quads: list[ox.Quad], base: str) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _id(subject, base)}
    for predicate, same in groupby(quads, key=lambda q: q.predicate):
        values = [quad.object for quad in same]
        classes = [value.value for value in values if isinstance(value, ox.NamedNode)]
        if predicate == _TYPE and len(classes) == len(values):
            node["@type"] = _one([_name(cls) for cls in classes])
        else:
            kind = _names().get(predicate.value, ("", ""))[1]
            node[_name(predicate.value)] = _one([_value(value, kind, base) for value in values])
    return node


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _name(iri: str) -> str:
    return _names().get(iri, (iri, ""))[0]


def _id(node: _Term, base: str) -> str:
    """A name, relative to the base unless a parser would read it as something else."""
    if not isinstance(node, ox.NamedNode):
        return str(node)
    rest = node.value.removeprefix(base) if base else node.value
    relative = rest != node.value and rest and ":" not in rest and rest[0] not in "/?#@"
    return rest if relative else node.value


def _value(value: _Term, kind: str, base: str) -> Any:
    if not isinstance(value, ox.Literal):
        name = _id(value, base)
        return name if kind == "@id" else {"@id": name}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == kind or (value.datatype == _STRING and not kind):
        return value.value
    if value.datatype == _STRING:
        return {"@value": value.value}
    return {"@value": value.value, "@type": _name(value.datatype.value)}
