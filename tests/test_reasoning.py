"""What follows from the report's graph: the shortcuts, what belongs to what, and nothing false."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, Graph, URIRef

from extract import extract, read
from graphs import build
from graphs.model import KnowledgeGraph, as_rdflib
from graphs.reasoning import OWN_RULES, classes, closure, contradictions, rules, vocabulary
from graphs.terms import term

HERE = Path(__file__).parent
BASE = "https://w3id.org/cebkg/id/"
#: What is never two things at once, see the end of the vocabulary.
FAMILIES = (
    "ceb:Body", "ceb:Post", "ceb:Group", "foaf:Person", "ceb:Meeting", "ceb:Work", "ceb:Initiative",
    "skos:Concept", "ceb:Place", "ceb:Fragment", "ceb:Unit", "ceb:Evidence", "ceb:Mention",
    "ceb:Assertion", "ceb:Rule",
)  # fmt: skip


@cache
def report() -> KnowledgeGraph:
    return build(extract(read()))


@cache
def upstream() -> tuple[ox.Triple, ...]:
    """The axioms of the reused vocabularies that could derive something from our graph."""
    return tuple(quad.triple for quad in ox.parse(path=str(HERE / "upstream.ttl")))


@cache
def reasoned() -> ox.Store:
    return closure(report(), [*vocabulary(), *upstream()])


def node(path: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + path)


def has(store: ox.Store, subject: str, predicate: str, thing: str) -> bool:
    return ox.Quad(node(subject), term(predicate), node(thing)) in store


def derived(name: str, graph: KnowledgeGraph) -> set[ox.Triple]:
    """What one rule derives from a graph in one go."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in graph.triples)
    found = store.query(rules("construct")[name])
    assert isinstance(found, ox.QueryTriples)
    return set(found)


@pytest.mark.parametrize("name", OWN_RULES)
def test_rules_derive_exactly_the_shortcuts_that_the_builder_writes(name: str) -> None:
    """Taken out of the graph, the triples come back; put in, nothing else comes."""
    told = derived(name, report())
    assert told
    assert told <= set(report().triples)
    bare = KnowledgeGraph(quad for quad in report().quads if quad.triple not in told)
    store = closure(bare, names=[name])
    # a store keeps xsd:nonNegativeInteger as xsd:integer, so both sides go through one
    assert set(store) == set(closure(report(), names=[]))


def test_no_shortcut_stands_without_its_act() -> None:
    properties = {t.object for t in report().triples if t.predicate == term("ceb:shortcut")}
    stated = {t for t in report().triples if t.predicate in properties}
    assert stated == {t for t in derived("shortcut", report()) if t.predicate in properties}


def test_what_belongs_to_what_follows() -> None:
    """HLCP is under CEB as the report says; the inverse and the way up over several steps follow."""
    assert has(reasoned(), "body/HLCP", "org:subOrganizationOf", "body/CEB")
    assert has(reasoned(), "body/CEB", "org:hasSubOrganization", "body/HLCP")
    networks = [
        q.subject
        for q in reasoned().quads_for_pattern(None, term("org:subOrganizationOf"), node("body/HLCM"), None)
    ]
    assert networks
    for network in networks:
        assert ox.Quad(network, term("org:transitiveSubOrganizationOf"), node("body/CEB")) in reasoned()


def test_signing_and_acting_follow() -> None:
    assert has(reasoned(), "body/WHO", "ceb:signatoryOf", "doc/mutual-recognition-statement")
    assert has(reasoned(), "body/CEB", "ceb:endorsed", "doc/CEB/2019/1/Add.2")
    assert has(reasoned(), "body/CEB", "ceb:actedOn", "doc/CEB/2019/1/Add.2")


def test_report_and_vocabularies_are_consistent() -> None:
    assert contradictions(reasoned()) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_becomes_what_it_was_not_said_to_be(family: str) -> None:
    """No body becomes a document: every thing of a family in the closure was stated to be one."""
    stated = {
        t.subject.value
        for t in report().triples
        if t.predicate == term("rdf:type")
        and t.object == term(family)
        and isinstance(t.subject, ox.NamedNode)
    }
    own = {name for name in classes(reasoned(), family) if name.startswith(BASE)}
    assert own == {name for name in stated if name.startswith(BASE)}


@pytest.mark.parametrize(
    ("subject", "predicate", "thing", "rule"),
    [
        ("body/HLCP", "rdf:type", term("ceb:Document"), "cax-adc"),
        ("body/HLCP", "ceb:sourceLine", ox.Literal("3", datatype=term("xsd:integer")), "cax-adc"),
        ("doc/E/2020/10/para/11", "ceb:number", ox.Literal("12", datatype=term("xsd:integer")), "prp-fp"),
        ("post/UN-SG", "org:subOrganizationOf", node("body/CEB"), ""),
        ("place/new-york", "org:postIn", node("body/CEB"), ""),
        ("doc/E/2020/10/para/11", "prov:wasAssociatedWith", node("body/CEB"), "cax-dw"),
    ],
)
def test_a_false_statement_is_found_out(
    subject: str, predicate: str, thing: ox.NamedNode | ox.Literal, rule: str
) -> None:
    """The test of consistency can fail: what cannot be contradicts, what only widens a class shows there."""
    false = ox.Triple(node(subject), term(predicate), thing)
    store = closure(report(), [*vocabulary(), *upstream(), false])
    if rule:
        assert rule in {found[0] for found in contradictions(store) if subject in found[1]}
    else:
        wrong = "org:Organization" if predicate == "org:subOrganizationOf" else "org:Post"
        assert node(subject).value in classes(store, wrong)


def test_our_rules_agree_with_owlrl() -> None:
    """A general OWL 2 RL reasoner derives the same links and classes of the things of a small graph."""
    file = HERE / "invalid" / "base.ttl"
    small = KnowledgeGraph(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
    axioms = [*vocabulary(), *upstream()]
    ours = closure(small, axioms, [n for n in rules("construct") if n not in OWN_RULES])
    theirs = Graph()
    for triple in (*small.triples, *(t for t in axioms if not _annotates(t))):
        theirs.add(tuple(map(as_rdflib, (triple.subject, triple.predicate, triple.object))))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(theirs)
    mine = {tuple(map(as_rdflib, (q.subject, q.predicate, q.object))) for q in ours}
    assert _telling(set(theirs)) == _telling(mine)


def _annotates(triple: ox.Triple) -> bool:
    return isinstance(triple.object, ox.Literal)


def _telling(triples: set[tuple[object, object, object]]) -> set[tuple[object, object, object]]:
    """Of the things of the graph, what is more than that they are things and the same as themselves."""
    idle = {OWL.sameAs, OWL.differentFrom}
    return {
        (s, p, o)
        for s, p, o in triples
        if isinstance(s, URIRef)
        and isinstance(o, URIRef)
        and s.startswith(BASE)
        and p not in idle
        and not (p == RDF.type and o == OWL.Thing)
    }
