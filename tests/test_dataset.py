"""The description of the data set: what it counts is there, what it links to, and the run that made it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import metadata

import pyoxigraph as ox
import pytest

from extract import extract, read
from graphs import build
from graphs.dataset import DISTRIBUTIONS
from graphs.model import KnowledgeGraph
from graphs.tally import TARGETS
from graphs.terms import PREFIXES, term

BASE = "https://w3id.org/cebkg/id/"
DATASET = ox.NamedNode(f"{BASE}dataset")
_HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


@cache
def report() -> KnowledgeGraph:
    return build(extract(read()))


@cache
def others() -> tuple[ox.Triple, ...]:
    """The triples of all graphs but the description."""
    own = ox.NamedNode(f"{BASE}graph/dataset")
    return tuple({quad.triple for quad in report().quads if quad.graph_name != own})


def rows(query: str) -> list[tuple[str, ...]]:
    found = report().store().query(f"BASE <{BASE}>\n{_HEAD}{query}", use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple("" if cell is None else str(getattr(cell, "value", cell)) for cell in row) for row in found]


def test_property_partitions_count_what_is_there() -> None:
    query = """SELECT ?p ?n ?s ?o { <dataset> void:propertyPartition ?part .
      ?part void:property ?p ; void:triples ?n ; void:distinctSubjects ?s ; void:distinctObjects ?o }"""
    told = {p: (int(n), int(s), int(o)) for p, n, s, o in rows(query)}
    counts = Counter(t.predicate.value for t in others())
    subjects = Counter(p for p, _ in {(t.predicate.value, str(t.subject)) for t in others()})
    objects = Counter(p for p, _ in {(t.predicate.value, str(t.object)) for t in others()})
    assert told == {p: (counts[p], subjects[p], objects[p]) for p in counts}


def test_class_partitions_count_what_is_there() -> None:
    query = """SELECT ?c ?n { <dataset> void:classPartition ?part .
      ?part void:class ?c ; void:entities ?n }"""
    found = Counter(str(t.object).strip("<>") for t in others() if t.predicate == term("rdf:type"))
    assert {c: int(n) for c, n in rows(query)} == dict(found)


@pytest.mark.parametrize("name", TARGETS)
def test_link_sets_count_the_links(name: str) -> None:
    query = f"""SELECT ?p ?n {{ <dataset> void:subset ?links . ?links a void:Linkset ;
      void:subjectsTarget <dataset> ; void:objectsTarget <{TARGETS[name]}> ;
      void:linkPredicate ?p ; void:triples ?n }}"""
    told = {p: int(n) for p, n in rows(query)}
    assert told
    for predicate, count in told.items():
        links = [
            t
            for t in others()
            if t.predicate.value == predicate and str(t.object).strip("<>").startswith(TARGETS[name])
        ]
        assert len(links) == count


def test_files_have_media_types() -> None:
    query = """SELECT ?title ?type { <dataset> dcat:distribution ?file .
      ?file dcterms:title ?title ; dcat:mediaType ?type }"""
    assert {name: iri.split("media-types/")[1] for name, iri in rows(query)} == DISTRIBUTIONS


def test_the_run_names_software_and_input() -> None:
    query = """SELECT ?document ?hash ?version { <dataset> prov:wasGeneratedBy ?run .
      ?run prov:used ?document ; prov:wasAssociatedWith ?software . ?document ceb:sha256 ?hash .
      ?software schema:softwareVersion ?version }"""
    [(document, digest, version)] = rows(query)
    assert document == f"{BASE}doc/E/2020/10"
    assert digest == read().sha256
    assert version == metadata.version("cebkg")


def test_there_is_no_clock() -> None:
    """Nothing in the description is a date or a time."""
    described = [q for q in report().quads if q.graph_name == ox.NamedNode(f"{BASE}graph/dataset")]
    kinds = {q.object.datatype.value for q in described if isinstance(q.object, ox.Literal)}
    assert not {kind for kind in kinds if "date" in kind.lower() or "time" in kind.lower()}
