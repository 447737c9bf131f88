"""The vocabulary: bilingual, within OWL 2 DL, complete for the report's graph, and covered by the shapes."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef

import ontology
from docs.context import context
from docs.diagram import ARROWS
from docs.vocabulary import PAGE, page
from extract import extract, read
from graphs import build
from graphs.model import KnowledgeGraph
from graphs.report import SH
from graphs.terms import CEB, PREFIXES
from graphs.validate import shapes

NS = Namespace(CEB)
IRI = URIRef(CEB.removesuffix("#"))
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype)
#: RDF's own terms need no declaration, and OWL 2 DL forbids one.
RDF_TERMS = {
    RDF.type, RDF.Statement, RDF.subject, RDF.predicate, RDF.object, RDFS.label, RDFS.seeAlso,
}  # fmt: skip
#: Rules that name every term are no cover for any.
LISTS = ("KnownOwnTerm-rule", "KnownReusedTerm-rule")
VOCABULARIES = (
    "cito",
    "dcat",
    "dcterms",
    "doco",
    "foaf",
    "oa",
    "org",
    "prov",
    "schema",
    "skos",
    "undo",
    "void",
)


@cache
def vocabulary() -> Graph:
    return Graph().parse(ontology.path("cebkg.ttl"))


@cache
def report() -> KnowledgeGraph:
    return build(extract(read()))


def own() -> list[URIRef]:
    declared = {s for kind in KINDS for s in vocabulary().subjects(RDF.type, kind)}
    return sorted(s for s in declared if isinstance(s, URIRef) and s.startswith(CEB))


def curie(iri: str) -> str:
    found = [f"{p}:{iri.removeprefix(start)}" for p, start in PREFIXES.items() if iri.startswith(start)]
    return found[0] if found else iri


def whole(name: str) -> URIRef:
    prefix, local = name.split(":")
    return URIRef(PREFIXES[prefix] + local)


@cache
def used() -> tuple[frozenset[URIRef], frozenset[URIRef]]:
    """The classes and the properties of the report's graph."""
    classes = {
        URIRef(str(t.object).strip("<>")) for t in report().triples if t.predicate.value == str(RDF.type)
    }
    return frozenset(classes), frozenset(URIRef(t.predicate.value) for t in report().triples)


def declared(*kinds: URIRef) -> set[URIRef]:
    return {s for kind in kinds for s in vocabulary().subjects(RDF.type, kind) if isinstance(s, URIRef)}


def test_every_class_and_property_of_the_report_is_declared() -> None:
    classes, properties = used()
    assert sorted(map(curie, classes - declared(OWL.Class) - RDF_TERMS)) == []
    of_properties = declared(OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    assert sorted(map(curie, properties - of_properties - RDF_TERMS)) == []


@pytest.mark.parametrize("term", own(), ids=curie)
def test_own_term_speaks_both_languages(term: URIRef) -> None:
    """A label, a definition, an example and the question it answers, once in Chinese and once in English."""
    for predicate in (RDFS.label, SKOS.definition, SKOS.example, NS.answers):
        told = [o for o in vocabulary().objects(term, predicate) if isinstance(o, Literal)]
        assert sorted(str(o.language) for o in told) == ["en", "zh"], predicate
        assert all(str(o).strip() for o in told)
    zh = next(o for o in vocabulary().objects(term, SKOS.definition) if getattr(o, "language", "") == "zh")
    assert re.search(r"[\u4e00-\u9fff]", str(zh))
    assert vocabulary().value(term, RDFS.isDefinedBy) == IRI


def test_definitions_are_of_one_term_each() -> None:
    told = [str(o) for s in own() for o in vocabulary().objects(s, SKOS.definition)]
    assert sorted({text for text in told if told.count(text) > 1}) == []


def test_reused_terms_are_of_the_named_vocabularies() -> None:
    found = {curie(s).split(":")[0] for s in declared(*KINDS) if not s.startswith(CEB) and "vann" not in s}
    assert found == set(VOCABULARIES)
    assert not list(vocabulary().triples((None, OWL.imports, None)))


def test_every_vocabulary_is_aligned() -> None:
    """An axiom leads between our terms and each vocabulary that has terms for what we describe."""
    axioms = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range)
    ends = {
        curie(str(end)).split(":")[0]
        for axiom in axioms
        for s, o in vocabulary().subject_objects(axiom)
        if str(s).startswith(CEB) != str(o).startswith(CEB)
        for end in (s, o)
    }
    assert set(VOCABULARIES) - {"dcat", "void"} <= ends


def test_terms_are_of_one_kind() -> None:
    """OWL 2 DL: no IRI is two kinds of property, or a class and a datatype."""
    properties = [declared(kind) for kind in KINDS[1:4]]
    for number, some in enumerate(properties):
        for others in properties[number + 1 :]:
            assert sorted(map(curie, some & others)) == []
    assert not declared(OWL.Class) & declared(RDFS.Datatype)


def test_axioms_are_owl_2_dl() -> None:
    """Every axiom is between declared terms of the kind that it needs; lists are whole."""
    graph = vocabulary()
    classes = declared(OWL.Class)
    kinds = {kind: declared(kind) for kind in KINDS}
    datatypes = kinds[RDFS.Datatype]
    for s, o in graph.subject_objects(RDFS.subClassOf):
        assert {s, o} <= classes, (s, o)
    for s, o in graph.subject_objects(RDFS.subPropertyOf):
        assert any({s, o} <= of for kind, of in kinds.items() if "Property" in str(kind)), (s, o)
    for s, o in graph.subject_objects(RDFS.domain):
        assert o in classes, s
    for s, o in graph.subject_objects(RDFS.range):
        assert o in (classes if s in kinds[OWL.ObjectProperty] else datatypes | OWL2_DATATYPES), s
    for s, o in graph.subject_objects(OWL.inverseOf):
        assert {s, o} <= kinds[OWL.ObjectProperty], s
    for node in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = graph.value(node, OWL.members)
        assert members is not None
        assert set(graph.items(members)) <= classes
    for s in graph.subjects(RDF.type, OWL.FunctionalProperty):
        assert s in kinds[OWL.DatatypeProperty]


#: Of the datatype map of OWL 2, those used.
OWL2_DATATYPES = {URIRef(PREFIXES["xsd"] + name) for name in ("string", "integer", "decimal")}


def test_every_statement_of_the_vocabulary_is_an_axiom_a_declaration_or_an_annotation() -> None:
    axioms = {
        RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf,
        OWL.disjointWith, OWL.members, RDF.first, RDF.rest, OWL.versionIRI,
    }  # fmt: skip
    annotations = declared(OWL.AnnotationProperty) | {
        RDFS.label,
        RDFS.isDefinedBy,
        OWL.versionInfo,
        OWL.deprecated,
    }
    assert sorted(map(str, set(vocabulary().predicates()) - axioms - annotations)) == []
    types = {o for s, o in vocabulary().subject_objects(RDF.type)}
    extra = {OWL.Ontology, OWL.AllDisjointClasses, OWL.FunctionalProperty, OWL.TransitiveProperty, RDF.List}
    assert types - extra <= set(KINDS)


def rule_text() -> str:
    """The SPARQL of all rules but those that only list terms."""
    graph = shapes()
    return "\n".join(
        str(text)
        for rule, text in sorted(graph.subject_objects(URIRef(SH + "select")))
        if not str(rule).endswith(LISTS)
    )


@cache
def named_in_shapes() -> frozenset[str]:
    """Terms that a shape has as target, path or value class, or that a rule names."""
    graph = shapes()
    places = ("path", "targetClass", "targetSubjectsOf", "targetObjectsOf", "class", "lessThan", "equals")
    found = {str(o) for place in places for o in graph.objects(None, URIRef(SH + place))}
    for node in graph.objects(None, URIRef(SH + "alternativePath")):
        found |= {str(o) for o in graph.items(node)}
    for prefix, name in re.findall(r"\b([a-z]+):(\w+)", rule_text()):
        found.add(PREFIXES.get(prefix, "") + name)
    return frozenset(found)


def test_every_class_of_the_report_is_covered_by_a_shape() -> None:
    assert sorted(map(curie, {str(c) for c in used()[0]} - named_in_shapes())) == []


def test_every_property_of_the_report_is_covered_by_a_shape() -> None:
    properties = {str(p) for p in used()[1]} - {str(RDF.type)}
    assert sorted(map(curie, properties - named_in_shapes())) == []


def test_every_own_class_and_property_is_covered_by_a_shape() -> None:
    """Also those that this report has no use for; ``ceb:actedOn`` and annotations are never stated."""
    never = {NS.actedOn, NS.answers, NS.symbol}
    assert sorted(curie(t) for t in own() if t not in never and str(t) not in named_in_shapes()) == []


def test_the_lists_of_known_terms_are_the_vocabulary() -> None:
    """The rules that find unknown terms list exactly what the vocabulary declares."""
    graph = shapes()
    texts = {str(r).rsplit("/", 1)[1]: str(t) for r, t in graph.subject_objects(URIRef(SH + "select"))}
    listed = {
        PREFIXES[prefix] + name
        for rule in LISTS
        for prefix, name in re.findall(r"\b([a-z]+):(\w+)", texts[rule].split("NOT IN")[1])
    }
    known = {str(t) for t in declared(*KINDS) | RDF_TERMS if "vann" not in t}
    assert sorted(map(curie, listed ^ known)) == []


def test_domains_are_those_of_the_rule() -> None:
    """The rule on subjects has each domain axiom, and no other."""
    rule = next(
        str(t) for r, t in shapes().subject_objects(URIRef(SH + "select")) if "ClassOfSubject" in str(r)
    )
    pairs = {
        (PREFIXES["ceb"] + name, PREFIXES[prefix] + cls)
        for paths, prefix, cls in re.findall(r"(.*?)FILTER NOT EXISTS \{ \?value a (\w+):(\w+)", rule)
        for name in re.findall(r"\?value ceb:(\w+) \?object", paths)
    }
    axioms = {(str(s), str(o)) for s, o in vocabulary().subject_objects(RDFS.domain) if s != NS.actedOn}
    assert pairs == axioms


def test_version_is_that_of_the_project() -> None:
    from importlib import metadata

    version = metadata.version("cebkg")
    assert vocabulary().value(IRI, OWL.versionInfo) == Literal(version)
    assert vocabulary().value(IRI, OWL.versionIRI) == URIRef(f"{IRI}/{version}")


def test_history_leads_to_the_vocabulary_of_today() -> None:
    """A term that was added stays, at least as deprecated; what is deprecated says what replaces it."""
    history = ontology.table("changes")
    assert {row["change"] for row in history} <= {"added", "changed", "deprecated"}
    added = [row["term"] for row in history if row["change"] == "added"]
    assert sorted(added) == sorted(map(curie, own()))
    for row in history:
        assert re.fullmatch(r"\d+\.\d+\.\d+", row["version"])
        assert row["change"] == "added" or (row["note_zh"] and row["note_en"])
    deprecated = {row["term"]: row["replaced_by"] for row in history if row["change"] == "deprecated"}
    told = {curie(str(s)) for s in vocabulary().subjects(OWL.deprecated, Literal(True))}
    assert told == set(deprecated)
    assert all(not new or new in added for new in deprecated.values())


def test_report_uses_no_deprecated_term() -> None:
    classes, properties = used()
    assert not set(vocabulary().subjects(OWL.deprecated)) & (classes | properties)


def test_context_has_a_short_name_for_every_term() -> None:
    names = json.loads(ontology.text("context.jsonld"))["@context"]
    terms = {v["@id"] if isinstance(v, dict) else v for v in names.values()}
    classes, properties = used()
    wanted = {curie(str(t)) for t in classes | properties | set(own())} - {"rdf:type"}
    assert sorted(wanted - terms) == []


def test_no_blank_node_but_the_disjoint_classes() -> None:
    blank = {s for s in vocabulary().subjects() if isinstance(s, BNode)}
    lists = set(vocabulary().subjects(RDF.first))
    assert len(blank - lists) == 1


def test_page_and_context_are_fresh() -> None:
    again = "run: python -m docs.vocabulary"
    assert ontology.text("context.jsonld") == context(), again
    assert PAGE.read_text(encoding="utf-8") == page(), again


def test_the_page_tells_of_every_term_shape_and_act() -> None:
    text = page()
    for term in own():
        assert f'<article id="{term.removeprefix(CEB)}">' in text
    assert text.count("<tr id=") == len(
        {s for kind in ("NodeShape", "PropertyShape") for s in shapes().subjects(RDF.type, URIRef(SH + kind))}
        - {s for s in shapes().subjects() if isinstance(s, BNode)}
    )
    assert all(f"<code>{row['notation']}</code>" in text for row in ontology.table("act_types"))


def test_the_diagram_draws_what_is_declared() -> None:
    """Arrows are axioms or properties whose domain and range allow them."""
    for start, name, end in ARROWS:
        subject, predicate, thing = (
            URIRef(PREFIXES[c.split(":")[0]] + c.split(":")[1]) for c in (start, name, end)
        )
        if predicate == RDFS.subClassOf:
            assert (subject, predicate, thing) in vocabulary()
        else:
            assert predicate in declared(OWL.ObjectProperty)
            assert set(vocabulary().objects(predicate, RDFS.domain)) <= {subject}
            assert set(vocabulary().objects(predicate, RDFS.range)) <= {thing}
