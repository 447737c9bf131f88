"""Files for other tools parse and carry what those tools draw; the network is measured as it stands."""

from __future__ import annotations

import io
import itertools
import json
import re
import subprocess
import sys
from functools import cache

import networkx as nx
import pyoxigraph as ox
import pytest

from extract.errors import UsageError
from graphs import KnowledgeGraph, build, export
from graphs.cohesion import cohesion, measured
from graphs.holding import holding
from tests.sample import sample


@cache
def graph() -> KnowledgeGraph:
    return build(sample())


PARSED = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
}


@pytest.mark.parametrize("name", PARSED)
def test_other_stores_read_the_same_triples(name: str) -> None:
    quads = list(ox.parse(export(graph(), name), format=PARSED[name]))
    assert {quad.triple for quad in quads} == set(graph().triples)
    if PARSED[name].supports_datasets:
        assert set(quads) == set(graph().quads)


@pytest.mark.parametrize(("name", "colour"), [("graphml", "color"), ("gexf", "viz")])
def test_viewers_get_labels_types_weights_and_colours(name: str, colour: str) -> None:
    read = nx.read_graphml if name == "graphml" else nx.read_gexf
    again = read(io.BytesIO(export(graph(), name)))
    for _, own in again.nodes(data=True):
        assert own["label"]
        assert own["cls"]
        assert float(own["weight"]) >= 0
        assert own[colour]
    for _, _, own in again.edges(data=True):
        assert own["label"]
        assert own["kind"]
        assert float(own["weight"]) == 1


def test_colours_tell_bodies_from_strategies() -> None:
    text = export(graph(), "graphml").decode("utf-8")
    [key] = re.findall(r'<key id="(\w+)" for="node" attr\.name="color"', text)
    assert len(set(re.findall(rf'<data key="{key}">(#[0-9a-f]{{6}})</data>', text))) > 3


def chain(*pairs: str) -> KnowledgeGraph:
    """A network of bodies that are parts of one another, each pair written as two letters."""
    name = "https://w3id.org/cebkg/ontology#className"
    part = "http://www.w3.org/ns/org#subOrganizationOf"
    letters = sorted({letter for pair in pairs for letter in pair})
    quads = [
        ox.Quad(ox.NamedNode(f"urn:{letter}"), ox.NamedNode(name), ox.Literal("Body")) for letter in letters
    ]
    quads += [
        ox.Quad(ox.NamedNode(f"urn:{pair[0]}"), ox.NamedNode(part), ox.NamedNode(f"urn:{pair[1]}"))
        for pair in pairs
    ]
    return KnowledgeGraph(quads)


def test_a_network_of_two_triangles_and_a_bridge() -> None:
    found = cohesion(chain("ab", "bc", "ca", "cd", "de", "ef", "fd"))
    things = {thing.iri[-1]: thing for thing in found.things}
    assert [(b.source, b.target, b.small) for b in found.bridges] == [("urn:c", "urn:d", 3)]
    assert {name: thing.cut_off for name, thing in things.items() if thing.cut_off} == {"c": 2, "d": 2}
    # Of the ten pairs of others, a and b reach d, e and f through c: six.
    assert things["c"].betweenness == pytest.approx(0.6)
    assert things["a"].community == things["b"].community == things["c"].community
    assert things["d"].community == things["e"].community == things["f"].community
    assert things["a"].community != things["d"].community
    assert (found.links, found.parts) == (7, (6,))


def test_a_thing_that_hangs_by_one_link_is_counted_and_not_listed() -> None:
    text = holding(cohesion(chain("ab", "bc", "ca", "cx")))
    assert "and 1 things that hang by one link" in text
    assert "urn:x  holds" not in text


@pytest.mark.parametrize(("lang", "words"), [("en", "Articulation points"), ("zh", "关节点")])
def test_the_report_speaks_both_languages(lang: str, words: str) -> None:
    text = holding(cohesion(graph()), lang)
    assert words in text
    assert ("High-level Committee on Programmes" in text) == (lang == "en")
    assert ("方案问题高级别委员会" in text) == (lang == "zh")


def test_what_is_cut_off_is_counted() -> None:
    letters = "abcdefghijklmn"
    found = cohesion(chain(*(a + b for a, b in itertools.pairwise(letters))))
    assert holding(found).count("... 2 more") == 2  # of twelve inner things, as central and as points


def test_the_report_as_json_has_every_thing_and_bridge() -> None:
    found = cohesion(graph())
    told = json.loads(holding(found, form="json"))
    assert len(told["things"]) == graph().network().number_of_nodes()
    assert len(told["bridges"]) == len(found.bridges)
    assert all(bridge["quote"] or not bridge["unit"] for bridge in told["bridges"])


def test_the_networkx_graph_carries_the_measures() -> None:
    network = measured(graph())
    assert all(
        {"degree", "betweenness", "community", "cut_off"} <= own.keys() for _, own in network.nodes(data=True)
    )


def test_no_graph_at_all_is_measured_too() -> None:
    assert "none" in holding(cohesion(KnowledgeGraph([])))


@pytest.mark.parametrize(("lang", "form"), [("fr", "text"), ("en", "pdf")])
def test_unknown_wishes_are_told(lang: str, form: str) -> None:
    with pytest.raises(UsageError, match=r"there are|give one of"):
        holding(cohesion(chain("ab")), lang, form)


def test_the_hash_seed_moves_nothing() -> None:
    code = (
        "from graphs.cohesion import cohesion; from graphs.holding import holding;"
        "from graphs import build; from tests.sample import sample;"
        "import sys; sys.stdout.buffer.write(holding(cohesion(build(sample())), form='json').encode())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, check=True
        ).stdout
        for seed in ("1", "4711")
    }
    assert len(told) == 1
