"""The graph as a network: entities as nodes, what is said between two of them as edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

import ontology
from graphs.terms import term

if TYPE_CHECKING:  # a tenth of a second that the explorer does not need
    from networkx import MultiDiGraph

Facts = Mapping[str, Mapping[str, Sequence[ox.NamedNode | ox.Literal]]]

#: Facts between entities that stand without a statement of their own: property, zh, en.
AUTHORITY = (
    ("org:subOrganizationOf", "隶属", "sub-organization of"),
    ("org:memberOf", "成员", "member of"),
    ("org:postIn", "职位属于", "post in"),
    ("ceb:sessionOf", "届会属于", "session of"),
)


@dataclass(frozen=True, slots=True)
class Edge:
    """One thing said between two entities; ``unit`` and ``quote`` are "" for authority facts."""

    source: str
    target: str
    kind: str  # "act", "role", "under", "relation", "signature", "mandate", "citation", "authority"
    label_zh: str
    label_en: str
    statement: str = ""
    unit: str = ""
    quote: str = ""


def network(quads: Iterable[ox.Quad]) -> MultiDiGraph[str]:
    """Return the network of entities; nodes are IRIs.

    Nodes have ``label_zh``, ``label_en``, ``cls`` and ``notation``; edges ``kind``, ``label_zh``,
    ``label_en``, ``unit``, ``quote`` and ``statement`` (the IRI of the statement, "" for authority facts).
    """
    return network_of(facts(quad.triple for quad in quads))


def network_of(told: Facts) -> MultiDiGraph[str]:
    """Return the network of what ``facts`` has read."""
    from networkx import MultiDiGraph

    graph: MultiDiGraph[str] = MultiDiGraph()
    for node in sorted(iri for iri, own in told.items() if "className" in own):
        graph.add_node(node, **_labels(told[node]))
    for edge in sorted(set(edges(told)), key=_edge_order):
        if edge.source in graph and edge.target in graph and edge.source != edge.target:
            graph.add_edge(edge.source, edge.target, **_attributes(edge))
    return graph


def _edge_order(edge: Edge) -> tuple[str, ...]:
    return (edge.source, edge.target, edge.kind, edge.label_en, edge.statement)


def _attributes(edge: Edge) -> dict[str, str]:
    names = ("kind", "label_zh", "label_en", "unit", "quote", "statement")
    return {name: getattr(edge, name) for name in names}


def _local(iri: str) -> str:
    """The name of a term without its namespace; the names that edges need differ in it."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def facts(triples: Iterable[ox.Triple]) -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    """Return subjects with the local names and the values of their properties; blank nodes are left out."""
    found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            name = names.get(predicate) or names.setdefault(predicate, _local(predicate))
            found[subject.value][name].append(value)
    return {subject: dict(own) for subject, own in found.items()}


def _labels(own: Mapping[str, Sequence[ox.NamedNode | ox.Literal]]) -> dict[str, str]:
    labels = {v.language: v.value for v in own.get("prefLabel", ()) if isinstance(v, ox.Literal)}
    return {
        "label_zh": labels.get("zh", ""),
        "label_en": labels.get("en", ""),
        "cls": own["className"][0].value,
        "notation": own["notation"][0].value if "notation" in own else "",
    }


def edges(facts: Facts) -> Iterator[Edge]:
    """Yield what is said between entities, in no order, possibly with things that are no entities."""
    for node, own in facts.items():
        kinds = {_local(t.value) for t in own.get("type", ())}
        for kind, reader in _READERS.items():
            if kind in kinds:
                yield from reader(node, facts)
    yield from _authority(facts)


def _values(node: str, name: str, facts: Facts) -> list[str]:
    return [value.value for value in facts.get(node, {}).get(name, ())]


def _first(node: str, name: str, facts: Facts) -> str:
    return next(iter(_values(node, name, facts)), "")


def _edge(source: str, target: str, kind: str, labels: tuple[str, str], node: str, facts: Facts) -> Edge:
    unit, evidence = _first(node, "statedIn", facts), _first(node, "evidence", facts)
    unit_key, quote = _first(unit, "notation", facts), _first(evidence, "exact", facts)
    return Edge(source, target, kind, *labels, node, unit_key, quote)


def _concept(iri: str, facts: Facts) -> tuple[str, str]:
    labels = _both(facts[iri]) if iri in facts else ("", "")
    return labels if all(labels) else (_local(iri), _local(iri))


def _both(own: Mapping[str, Sequence[ox.NamedNode | ox.Literal]]) -> tuple[str, str]:
    labels = {v.language: v.value for v in own.get("prefLabel", ()) if isinstance(v, ox.Literal)}
    return labels.get("zh", ""), labels.get("en", "")


def _act(node: str, facts: Facts) -> Iterator[Edge]:
    _, label_en = _concept(_first(node, "actType", facts), facts)
    labels = (_first(node, "verb", facts), label_en)
    agents, objects = _values(node, "agent", facts), _values(node, "object", facts)
    for agent in agents:
        yield from (_edge(agent, target, "act", labels, node, facts) for target in objects)
    for part in _values(node, "qualifiedAssociation", facts):
        role, party = _concept(_first(part, "hadRole", facts), facts), _first(part, "agent", facts)
        yield from (_edge(agent, party, "role", role, node, facts) for agent in agents or objects)
    for mandate in _values(node, "under", facts):
        under = ("依据", "under")
        yield from (_edge(start, mandate, "under", under, node, facts) for start in (*agents, *objects))


def _relation(node: str, facts: Facts) -> Iterator[Edge]:
    name = _first(node, "predicateName", facts)
    row = next((r for r in ontology.table("predicates") if r["notation"] == name), None)
    labels = (row["label_zh"], row["label_en"]) if row else (name, name)
    ends = _first(node, "subject", facts), _first(node, "object", facts)
    yield _edge(*ends, "relation", labels, node, facts)


def _signature(node: str, facts: Facts) -> Iterator[Edge]:
    ends = _first(node, "signatory", facts), _first(node, "signedStatement", facts)
    yield _edge(*ends, "signature", ("签署", "signed"), node, facts)


def _mandate(node: str, facts: Facts) -> Iterator[Edge]:
    source = _first(node, "mandateSource", facts)
    for target in _values(node, "mandated", facts):
        yield _edge(source, target, "mandate", ("授权", "mandates"), node, facts)


def _citation(node: str, facts: Facts) -> Iterator[Edge]:
    """A paragraph cites on behalf of its document."""
    document = _first(_first(node, "hasCitingEntity", facts), "inDocument", facts)
    labels = _concept(_first(node, "citationFunction", facts), facts)
    yield _edge(document, _first(node, "hasCitedEntity", facts), "citation", labels, node, facts)


_READERS = {
    "Act": _act,
    "Citation": _citation,
    "Mandate": _mandate,
    "Relation": _relation,
    "Signature": _signature,
}


def _authority(facts: Facts) -> Iterator[Edge]:
    told = {
        (_first(n, "subject", facts), _first(n, "predicate", facts), _first(n, "object", facts))
        for n, own in facts.items()
        if "predicateName" in own
    }
    for curie, label_zh, label_en in AUTHORITY:
        predicate = term(curie).value
        for node, own in facts.items():
            for target in own.get(_local(predicate), ()):
                if (node, predicate, target.value) not in told:
                    yield Edge(node, target.value, "authority", label_zh, label_en)
