"""How two things are connected: short ways through statements, around the hubs that connect everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from math import log2
from typing import TYPE_CHECKING

from queries.run import evaluate_sparql, run
from queries.sentences import around, sentence, units_of
from queries.stores import Graph, names_of

if TYPE_CHECKING:
    import networkx as nx

#: What a step costs: statements tie more closely than standing in the same paragraph.
_STATED, _CITED, _NAMED = 1.0, 2.0, 3.0
#: What passing a thing costs, times the logarithm of the number of its neighbours: CEB tells little.
_HUB = 0.75
#: How many ways are looked at for each that is shown.
_TRIED = 20
_MENTIONS = """
PREFIX ceb: <https://w3id.org/cebkg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?thing ?where ?start WHERE {
  ?mention ceb:refersTo ?thing ; ceb:inUnit ?where ; oa:start ?start .
} ORDER BY ?where ?start ?thing
"""


@dataclass(frozen=True, slots=True)
class Step:
    """From one thing to the next by a statement; ``quote`` is its sentence in ``unit``."""

    start: str
    label: str
    end: str
    unit: str
    quote: str


@dataclass(frozen=True, slots=True)
class Path:
    """A connection; a lower ``cost`` is a closer one.  A step may run against the direction of the path."""

    cost: float
    things: tuple[str, ...]
    steps: tuple[Step, ...]


def connections(graph: Graph, start: str, end: str, most: int) -> tuple[Path, ...]:
    """Return up to ``most`` ways between two keys, the cheapest first; none if there is no way."""
    import networkx as nx

    net = _network(graph)
    for report in {row["document"] for row in run(graph, "entities").dicts()} - {start, end}:
        if report in net:
            net.remove_node(report)
    if start not in net or end not in net or not nx.has_path(net, start, end):
        return ()
    for one, other, data in net.edges(data=True):
        data["weight"] = data["cost"] + _HUB * (log2(net.degree(one)) + log2(net.degree(other))) / 2
    ways = nx.shortest_simple_paths(net, start, end, weight="weight")
    return tuple(_path(net, way) for way in _telling(ways, most))


def _telling(ways: Iterator[list[str]], most: int) -> list[list[str]]:
    """The first ways that are no detours: a way past all the things of a nearer one says nothing new."""
    kept: list[list[str]] = []
    for way in islice(ways, most * _TRIED):
        if not any(set(one[1:-1]) < set(way) for one in kept if len(one) > 2):
            kept.append(way)
        if len(kept) == most:
            break
    return kept


def _path(net: nx.Graph[str], way: list[str]) -> Path:
    steps = []
    cost = 0.0
    for one, other in pairwise(way):
        data = net.edges[one, other]
        cost += data["weight"]
        step: Step = data["step"]
        steps.append(step)
    return Path(round(cost, 2), tuple(way), tuple(steps))


def _network(graph: Graph) -> nx.Graph[str]:
    """Things and units, joined by the cheapest statement there is; the first in reading order wins ties."""
    import networkx as nx

    keys = {thing.key for thing in names_of(graph).things}
    net: nx.Graph[str] = nx.Graph()
    for cost, step in _steps(graph):
        known = {step.start, step.end} <= keys or step.label in ("cited in", "named in")
        if not known or step.start == step.end:
            continue
        if not net.has_edge(step.start, step.end) or net.edges[step.start, step.end]["cost"] > cost:
            net.add_edge(step.start, step.end, cost=cost, step=step)
    return net


def _steps(graph: Graph) -> Iterator[tuple[float, Step]]:
    for row in run(graph, "relations").dicts():
        yield _STATED, Step(row["subject"], row["predicate"], row["object"], row["unit"], around(graph, row))
    for row in run(graph, "signatories").dicts():
        yield _STATED, Step(row["signatory"], "signed", row["statement"], row["unit"], around(graph, row))
    for row in run(graph, "mandates").dicts():
        yield _STATED, Step(row["mandate"], "mandates", row["mandated"], row["unit"], around(graph, row))
    for row in run(graph, "acts").dicts():
        yield from _act_steps(row, around(graph, row))
    for row in run(graph, "consultations").dicts():
        if row["agent"]:
            yield (
                _STATED,
                Step(row["agent"], f"{row['type']}, with", row["with"], row["unit"], around(graph, row)),
            )
    for row in run(graph, "citations").dicts():
        place = f"{row['document']} {row['unit']}"
        yield _CITED, Step(row["symbol"], "cited in", place, row["unit"], around(graph, row))
    yield from _mentions(graph)


def _act_steps(row: dict[str, str], quote: str) -> Iterator[tuple[float, Step]]:
    """An act ties its agent to its object, session and mandate, and the object to session and mandate."""
    does = deed(row["type"])
    ties = (
        ("agent", does, "object"),
        ("agent", f"{does}, at", "session"),
        ("agent", f"{does}, under", "under"),
        ("object", f"{does}, at", "session"),
        ("object", f"{does}, under", "under"),
    )
    for start, label, end in ties:
        if row[start] and row[end]:
            yield _STATED, Step(row[start], label, row[end], row["unit"], quote)


def deed(act_type: str) -> str:
    """Return an act type as a verb; "other" alone says nothing to a reader."""
    return "act on" if act_type == "other" else act_type


def _mentions(graph: Graph) -> Iterator[tuple[float, Step]]:
    keys = {thing.iri: thing.key for thing in names_of(graph).things}
    units = {unit.iri: unit for unit in units_of(graph)}
    for row in evaluate_sparql(graph, _MENTIONS).dicts():
        unit = units.get(row["where"])
        if unit and row["thing"] in keys:
            quote = sentence(unit.text, int(row["start"]))
            yield _NAMED, Step(keys[row["thing"]], "named in", f"{unit.document} {unit.key}", unit.key, quote)
