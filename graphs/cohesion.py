"""What holds the network together: centralities, communities, articulation points and bridges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphs.model import KnowledgeGraph

if TYPE_CHECKING:
    from networkx import Graph, MultiDiGraph

#: What the report as a document cites joins nearly everything to it, and would hide who works with whom.
LEFT_OUT = ("citation",)
#: Seed of the Louvain method, so that ties fall the same way at each run.
SEED = 1


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the network and its place: ``degree`` counts neighbours, ``links`` all that is said."""

    iri: str
    key: str
    label_zh: str
    label_en: str
    cls: str
    degree: int
    links: int
    betweenness: float  # share of the shortest paths between others that lead through it
    community: int  # 1 is the largest; 0 for a thing that is joined to nothing
    cut_off: int  # how many things lose the main part without it, 0 unless it is an articulation point


@dataclass(frozen=True, slots=True)
class Bridge:
    """The only link between two parts; ``small`` is how many things stand on its smaller side."""

    source: str
    target: str
    label_zh: str
    label_en: str
    unit: str
    quote: str
    small: int


@dataclass(frozen=True, slots=True)
class Cohesion:
    """A network measured: things by betweenness, bridges by what they hold, parts by size."""

    things: tuple[Thing, ...]
    bridges: tuple[Bridge, ...]
    links: int
    parts: tuple[int, ...]
    modularity: float

    def communities(self) -> list[list[Thing]]:
        """The things of each community, the largest first, within it the most connected first."""
        count = max((thing.community for thing in self.things), default=0)
        return [
            sorted((t for t in self.things if t.community == n), key=lambda t: (-t.links, t.iri))
            for n in range(1, count + 1)
        ]


def cohesion(graph: KnowledgeGraph) -> Cohesion:
    """Measure the network of a graph, citations left out; the same graph gives the same numbers.

    >>> cohesion(KnowledgeGraph([])).things
    ()
    """
    import networkx as nx

    network = graph.network()
    names = sorted(network)
    plain = _plain(network, names)
    parts = sorted((len(part) for part in nx.connected_components(plain) if len(part) > 1), reverse=True)
    between = nx.betweenness_centrality(plain)
    groups, modularity = _communities(plain)
    cut = _cut_off(plain)
    found = [
        Thing(
            name,
            network.nodes[name]["notation"],
            network.nodes[name]["label_zh"],
            network.nodes[name]["label_en"],
            network.nodes[name]["cls"],
            plain.degree[n],
            plain.degree(n, weight="weight"),
            round(between[n], 4),
            groups.get(n, 0),
            cut.get(n, 0),
        )
        for n, name in enumerate(names)
    ]
    bridges = _bridges(plain, names, network)
    links = sum(own["weight"] for _, _, own in plain.edges(data=True))
    order = sorted(found, key=lambda thing: (-thing.betweenness, -thing.links, thing.iri))
    return Cohesion(tuple(order), tuple(bridges), links, tuple(parts), modularity)


def measured(graph: KnowledgeGraph) -> MultiDiGraph[str]:
    """Return the network with ``degree``, ``betweenness``, ``community`` and ``cut_off`` at each node."""
    network = graph.network()
    for thing in cohesion(graph).things:
        network.nodes[thing.iri].update(
            degree=thing.degree,
            betweenness=thing.betweenness,
            community=thing.community,
            cut_off=thing.cut_off,
        )
    return network


def _plain(network: MultiDiGraph[str], names: list[str]) -> Graph[int]:
    """One undirected edge for each pair; nodes are numbers, whose order in sets no hash seed moves."""
    import networkx as nx

    number = {name: n for n, name in enumerate(names)}
    plain: Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    pairs = sorted(
        (min(number[a], number[b]), max(number[a], number[b]))
        for a, b, own in network.edges(data=True)
        if own["kind"] not in LEFT_OUT
    )
    for a, b in pairs:
        weight = plain[a][b]["weight"] + 1 if plain.has_edge(a, b) else 1
        plain.add_edge(a, b, weight=weight)
    return plain


def _communities(plain: Graph[int]) -> tuple[dict[int, int], float]:
    """The number of the community of each node that has an edge, and how well they part the network."""
    import networkx as nx

    joined = plain.subgraph(sorted(n for n in plain if plain.degree[n]))
    if not joined:
        return {}, 0.0
    copy: Graph[int] = nx.Graph()
    copy.add_nodes_from(sorted(joined))
    copy.add_edges_from(sorted(joined.edges(data=True), key=lambda edge: edge[:2]))
    found = nx.community.louvain_communities(copy, weight="weight", seed=SEED)
    ordered = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    modularity: float = nx.community.modularity(copy, [set(group) for group in ordered], weight="weight")
    return {n: at for at, group in enumerate(ordered, 1) for n in group}, round(modularity, 4)


def _cut_off(plain: Graph[int]) -> dict[int, int]:
    """For each articulation point, how many things leave the largest part that is left of its own."""
    import networkx as nx

    found = {}
    parts = [part for part in nx.connected_components(plain) if len(part) > 2]
    for part in parts:
        inner = plain.subgraph(part)
        for point in sorted(nx.articulation_points(inner)):
            rest = inner.subgraph(part - {point})
            found[point] = len(rest) - max(len(piece) for piece in nx.connected_components(rest))
    return found


def _bridges(plain: Graph[int], names: list[str], network: MultiDiGraph[str]) -> Iterable[Bridge]:
    import networkx as nx

    found = []
    pairs = sorted((int(a), int(b)) for a, b in _all_bridges(plain))
    cut = plain.copy()
    for a, b in pairs:
        cut.remove_edge(a, b)
        sides = len(nx.node_connected_component(cut, a)), len(nx.node_connected_component(cut, b))
        cut.add_edge(a, b)
        own, source, target = _said(network, names[a], names[b])
        labels = own["label_zh"], own["label_en"]
        found.append(Bridge(source, target, *labels, own["unit"], own["quote"], min(sides)))
    return sorted(found, key=lambda bridge: (-bridge.small, bridge.source, bridge.target))


def _all_bridges(plain: Graph[int]) -> Iterable[tuple[int, int]]:
    import networkx as nx

    # The published types take nodes for pairs.
    found: Iterable[tuple[int, int]] = nx.bridges(plain)  # type: ignore[arg-type, unused-ignore]
    return found


def _said(network: MultiDiGraph[str], a: str, b: str) -> tuple[dict[str, Any], str, str]:
    """What is said between two things; the report's own words before authority data."""
    ways = [(own, x, y) for x, y in ((a, b), (b, a)) for own in (network.get_edge_data(x, y) or {}).values()]
    ways = [way for way in ways if way[0]["kind"] not in LEFT_OUT]
    return min(ways, key=lambda way: (not way[0]["quote"], way[1], way[0]["statement"], way[0]["label_en"]))
