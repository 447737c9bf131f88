"""The graphs room: IRIs, statements, bytes, files and exports."""

from __future__ import annotations

import csv
import doctest
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

import ontology
from extract.errors import InputError, UsageError
from extract.records import Document, Entity, Extraction, Mention, Piece, Place, Unit
from graphs import KnowledgeGraph, build, export, export_files, files, iris, load, terms, writing
from graphs.export import EDGE_COLUMNS, FORMATS, NODE_COLUMNS
from graphs.things import class_terms
from tests.sample import sample, scaled, span

ROOT = Path(__file__).parent.parent
PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in terms.PREFIXES.items())
BASE = iris.BASE


@cache
def graph() -> KnowledgeGraph:
    return build(sample())


@cache
def store() -> ox.Store:
    return graph().store()


def rows(query: str, within: ox.Store | None = None) -> list[tuple[str, ...]]:
    """The rows of a SELECT over the union of all graphs, as text."""
    found = (within or store()).query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(value.value for value in row) for row in found]


def ask(query: str) -> bool:
    return bool(store().query(f"{PREFIXES}BASE <{BASE}> ASK {{ {query} }}", use_default_graph_as_union=True))


# --- IRIs


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_keys_have_different_iris(one: str, other: str) -> None:
    assert (iris.encode(one) == iris.encode(other)) == (one == other)


KEYS = st.text(alphabet="a./%2EF部 para", min_size=1, max_size=8)


@given(KEYS, KEYS)
def test_keys_that_look_alike_have_different_iris(one: str, other: str) -> None:
    assert (iris.encode(one) == iris.encode(other)) == (one == other)


@given(st.text(min_size=1))
def test_iris_survive_writing_and_reading(key: str) -> None:
    node = iris.Iris().entity("Committee", key)
    quad = ox.Quad(node, terms.term("ceb:agent"), node, ox.DefaultGraph())
    again = list(ox.parse(KnowledgeGraph([quad]).turtle(), format=ox.RdfFormat.TURTLE))
    assert again == [quad]


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("A/RES/64/289", "A/RES/64/289"),
        ("E/RES/2008(LX)", "E/RES/2008(LX)"),
        ("para 4(b)", "para%204(b)"),
        ("职业安全和健康论坛", "职业安全和健康论坛"),
        ("《宪章》", "%E3%80%8A宪章%E3%80%8B"),
        ("a/../b", "a/%2E%2E/b"),
        ("E/2020/10/para/11", "E/2020/10%2Fpara/11"),
        ("100%", "100%25"),
    ],
)
def test_encoding_of_keys(key: str, path: str) -> None:
    assert iris.encode(key) == path


def test_an_entity_never_shares_the_iri_of_a_unit() -> None:
    unit = iris.Iris().unit("E/2020/10", "paragraph", "p11")
    assert unit.value == f"{BASE}doc/E/2020/10/para/11"
    assert iris.Iris().entity("Document", "E/2020/10/para/11") != unit


def test_a_key_must_not_be_empty() -> None:
    with pytest.raises(ValueError, match="without a key"):
        iris.encode("")


@pytest.mark.parametrize("base", ["", "kg", "//host/x", "http://a b/", "https://x/<y>"])
def test_a_base_must_be_an_absolute_iri(base: str) -> None:
    with pytest.raises(UsageError, match="--base"):
        build(sample(), base=base)


def test_another_base_moves_all_things_and_no_terms() -> None:
    text = build(sample(), base="https://example.org/kg").nquads().decode()
    assert BASE not in text
    assert "<https://example.org/kg/body/HLCP>" in text
    assert terms.CEB in text


# --- statements

ASSERTION_PROPERTIES = ("ceb:evidence", "ceb:statedIn", "ceb:rule", "ceb:confidence")


@pytest.mark.parametrize("name", ASSERTION_PROPERTIES)
def test_each_statement_has_exactly_one(name: str) -> None:
    counts = rows(
        "SELECT ?s (COUNT(DISTINCT ?v) AS ?n) "
        f"{{ ?s a ceb:Assertion OPTIONAL {{ ?s {name} ?v }} }} GROUP BY ?s"
    )
    assert len(counts) == 7 + 6 + 7 + 2 + 1 + 1 + 2
    assert {n for _, n in counts} == {"1"}


@pytest.mark.parametrize("cls", ["Evidence", "Mention"])
def test_quotes_stand_in_their_unit_at_their_offsets(cls: str) -> None:
    found = rows(
        "SELECT ?exact ?start ?end ?text { "
        f"?e a ceb:{cls} ; oa:exact ?exact ; oa:start ?start ; oa:end ?end ; ceb:inUnit/ceb:text ?text }}"
    )
    assert len(found) == len(rows(f"SELECT ?e {{ ?e a ceb:{cls} }}")) > 10
    assert all(text[int(start) : int(end)] == exact for exact, start, end, text in found)


def test_statements_with_the_same_words_share_their_evidence() -> None:
    assert rows("SELECT (COUNT(*) AS ?n) { ?s a ceb:Signature }") == [("2",)]
    assert rows("SELECT (COUNT(DISTINCT ?e) AS ?n) { ?s a ceb:Signature ; ceb:evidence ?e }") == [("1",)]


def test_each_statement_stands_in_the_graph_of_its_unit() -> None:
    found = rows("SELECT ?g ?unit { GRAPH ?g { ?s a ceb:Assertion ; ceb:statedIn ?unit } }")
    assert len(found) == 26
    assert all(g == f"{unit}/graph" for g, unit in found)


def _shortcuts(which: KnowledgeGraph) -> set[tuple[str, str, str]]:
    names = [row["shortcut"] for row in ontology.table("act_types") if row["shortcut"]]
    values = " ".join(names)
    found = rows(f"SELECT ?a ?p ?o {{ VALUES ?p {{ {values} }} ?a ?p ?o }}", which.store())
    return {(a, p, o) for a, p, o in found}


def test_shortcuts_are_what_the_stated_acts_say() -> None:
    known = {e.key: iris.Iris().entity(e.cls, e.key) for e in sample().entities}
    by_type = {row["notation"]: row["shortcut"] for row in ontology.table("act_types")}
    said = {
        (known[agent].value, terms.term(by_type[act.type]).value, known[thing].value)
        for act in sample().acts
        for agent in act.agents
        for thing in act.objects
        if act.modality == "stated"
    }
    assert _shortcuts(graph()) == said
    assert len(said) == 8


@pytest.mark.parametrize("modality", ["planned", "negated"])
def test_what_was_not_done_has_no_shortcut(modality: str) -> None:
    acts = tuple(replace(act, modality=modality) for act in sample().acts)
    assert not _shortcuts(build(replace(sample(), acts=acts)))


def test_every_act_type_but_other_has_its_own_shortcut() -> None:
    names = {row["notation"]: row["shortcut"] for row in ontology.table("act_types")}
    assert names.pop("other") == ""
    assert all(name.startswith("ceb:") for name in names.values())
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize(
    "pattern",
    [
        "?a a ceb:Act, prov:Activity ; ceb:verb '核准'@zh ; ceb:agent <body/HLCP> ;"
        " ceb:session <session/HLCP-37> ; ceb:date '2019-04'^^xsd:gYearMonth ;"
        " ceb:object <doc/CEB/2019/1/Add.2> ; ceb:actType <act-type/approve>",
        "?a ceb:under <doc/A/RES/72/226> ; ceb:object <doc/CEB/2019/1/Add.5>",
        "?a prov:qualifiedAssociation [ prov:agent <place/new-york> ; prov:hadRole <role/location> ]",
        "?a ceb:modality 'planned' ; ceb:objectText '这一专题'@zh",
        "<body/HLCP> org:subOrganizationOf <body/CEB> ; ceb:approved <doc/CEB/2019/1/Add.4>",
        "?r a ceb:Relation, rdf:Statement ; rdf:subject <body/HLCP> ; rdf:predicate org:subOrganizationOf ;"
        " rdf:object <body/CEB> ; ceb:predicateName 'subsidiaryOf'",
        "<body/CEB> foaf:page <http://www.unsceb.org>",
        "<doc/CEB/2019/1/Add.2> dcterms:identifier 'CEB/2019/1/Add.2' ;"
        " skos:notation 'CEB/2019/1/Add.2'^^ceb:symbol",
        "?c cito:hasCitingEntity <doc/E/2020/10/para/1> ; cito:hasCitedEntity <doc/A/RES/64/289> ;"
        " ceb:pinpoint 'para 4(b)' ; ceb:citedFragment <doc/A/RES/64/289/fragment/para%204(b)>",
        "<doc/E/2020/10/para/3> cito:cites <doc/A/RES/74/251>",
        "<body/FAO> ceb:signatoryOf <doc/mutual-recognition-statement> ; org:memberOf <body/CEB>",
        "?m ceb:mandateSource <doc/A/RES/72/226> ; ceb:mandated <doc/CEB/2019/1/Add.5>",
        "?x ceb:fromUnit <doc/E/2020/10/para/16> ; ceb:toUnit <doc/E/2020/10/para/11>",
        "?q a ceb:Quantity ; schema:value '>100' ; ceb:quantityOf '国家'@zh ; ceb:measure '个'@zh",
        "?m a ceb:Mention ; ceb:candidate <body/HLCP>, <body/HLCM> FILTER NOT EXISTS { ?m ceb:refersTo ?x }",
        "?m ceb:refersTo <session/HLCP-37> ; ceb:statedDate '2019-04'^^xsd:gYearMonth",
        "<session/HLCP-37> a ceb:Session, ceb:Meeting ; ceb:sessionOf <body/HLCP> ; ceb:ordinal 37",
        "<body/CEB> a ceb:CoordinationBody, ceb:Body, org:Organization ; ceb:className 'CoordinationBody'",
        "<doc/A/RES/74/251> a undo:Resolution, ceb:Work ; ceb:date '2019-12-27'^^xsd:date ;"
        " foaf:page <https://docs.un.org/en/A/RES/74/251>",
        "GRAPH <doc/E/2020/10/para/39/graph> { <body/职业安全和健康论坛> a ceb:Network ;"
        " ceb:introducedIn <doc/E/2020/10/para/39> }",
        "GRAPH <doc/E/2020/10/graph> { <doc/E/2020/10/note/14> a doco:Footnote, ceb:Unit ;"
        " ceb:markedIn <doc/E/2020/10/para/35> ; ceb:markOffset 138 }",
        "<doc/E/2020/10/section/II.C> a doco:Section ; dcterms:isPartOf <doc/E/2020/10/section/II>",
        "GRAPH <graph/authority> { <act-type/endorse> skos:prefLabel '核可'@zh ; skos:inScheme <act-type> }",
        "<rule/name-longest> a ceb:Rule ; rdfs:label 'name-longest'",
        "GRAPH <graph/dataset> { <dataset> a void:Dataset ; prov:wasDerivedFrom <doc/E/2020/10> }",
    ],
)
def test_the_graph_says(pattern: str) -> None:
    assert ask(pattern)


@pytest.mark.parametrize("pattern", ["?x ceb:className 'Committee' FILTER(CONTAINS(STR(?x), 'unused'))"])
def test_the_graph_does_not_say(pattern: str) -> None:
    assert not ask(pattern)


def test_equal_findings_of_two_rules_are_one_statement_with_the_surer_rule() -> None:
    act = sample().acts[0]
    weaker = replace(act, rule="another-rule", confidence=0.5)
    for acts in ((act, weaker), (weaker, act)):
        found = rows(
            "SELECT ?rule ?sure { ?a a ceb:Act ; ceb:rule/rdfs:label ?rule ; ceb:confidence ?sure }",
            build(replace(sample(), acts=acts)).store(),
        )
        assert found == [(act.rule, "0.95")]


def test_one_span_may_stand_for_several_things() -> None:
    words = span("p11", "这些产品")
    keys = ("CEB/2019/1/Add.2", "CEB/2019/1/Add.3")
    mentions = tuple(Mention(words, key, "anaphora", "anaphor-plural") for key in keys)
    found = build(replace(sample(), mentions=mentions)).store()
    assert len(rows("SELECT ?x { ?m a ceb:Mention ; ceb:refersTo ?x }", found)) == 2
    assert len(rows("SELECT ?m { ?m a ceb:Mention }", found)) == 1


def test_a_resolved_mention_has_no_candidates() -> None:
    unsure = Mention(span("p11", "这些产品"), "", "unresolved", "anaphor-nearest", ("HLCM",))
    sure = replace(unsure, entity="CEB", kind="anaphora", candidates=())
    for mentions in ((sure, unsure), (unsure, sure)):
        found = build(replace(sample(), mentions=mentions)).store()
        assert rows("SELECT ?x ?k { ?m ceb:refersTo ?x ; ceb:mentionKind ?k }", found) == [
            (f"{BASE}body/CEB", "anaphora")
        ]
        assert not rows("SELECT ?x { ?m ceb:candidate ?x }", found)


def test_what_a_thing_hangs_on_comes_with_it() -> None:
    session = next(m for m in sample().mentions if m.kind == "session")
    small = Extraction(sample().document, sample().entities, (session,), stated_in=sample().stated_in)
    found = rows("SELECT ?k { ?x ceb:className ?c ; skos:notation ?k }", build(small).store())
    assert {key for (key,) in found} == {"HLCP-37", "HLCP", "CEB", "E/2020/10"}


def test_an_acronym_of_a_work_is_no_symbol() -> None:
    ipsas = Entity("IPSAS", "Standard", "国际公共部门会计准则", notation="IPSAS", source="tests")
    mention = Mention(span("p5", "国际公共部门会计准则"), "IPSAS", "name", "name-longest")
    found = build(replace(sample(), entities=(*sample().entities, ipsas), mentions=(mention,))).store()
    notations = rows(
        "SELECT ?n (DATATYPE(?n) AS ?d) { ?x ceb:className 'Standard' ; skos:notation ?n }", found
    )
    assert notations == [("IPSAS", f"{terms.PREFIXES['xsd']}string")]


def test_a_key_without_a_record_is_kept_without_a_source() -> None:
    act = replace(sample().acts[0], agents=("nobody",))
    found = build(replace(sample(), acts=(act,))).store()
    assert rows("SELECT ?c { ?a a ceb:Act ; ceb:agent ?x . ?x ceb:className ?c }", found) == [("Other",)]
    assert not rows("SELECT ?s { ?a a ceb:Act ; ceb:agent/dcterms:source ?s }", found)


@pytest.mark.parametrize(
    ("iso", "datatype"),
    [("2019", "gYear"), ("2019-04", "gYearMonth"), ("2019-09-23", "date"), ("9月", "string")],
)
def test_dates_are_no_more_precise_than_their_text(iso: str, datatype: str) -> None:
    assert terms.date(iso) == ox.Literal(iso, datatype=ox.NamedNode(f"{terms.PREFIXES['xsd']}{datatype}"))


@given(st.floats(min_value=0, max_value=1))
def test_decimals_keep_their_value(number: float) -> None:
    assert float(terms.decimal(number).value) == pytest.approx(number, abs=1e-4)


@given(st.text())
def test_any_printed_web_address_makes_an_iri(text: str) -> None:
    assert terms.web_page(text).value.count("/") >= 2
    assert terms.web_page(f"www.example.org/{text}").value.startswith("http://www.example.org")


def test_every_class_of_the_table_has_its_terms() -> None:
    for row in ontology.table("classes"):
        assert class_terms(row["notation"])[:2] == (row["term"], row["parent"])


# --- several documents


def _other_document() -> Extraction:
    unit = Unit("p1", "paragraph", 1, "首协会审议了报告。", (Piece(0, Place(1, 0)),))
    document = Document("E/2019/99", "另一份报告", "other.txt", "0" * 64, (unit,), ())
    body = Entity("CEB", "CoordinationBody", "首协会", origin="text")
    mention = replace(
        sample().mentions[1], span=replace(sample().mentions[1].span, unit="p1", start=0, end=3)
    )
    return Extraction(document, (body,), (mention,), stated_in={"CEB": "p1"})


def test_documents_meet_in_their_entities_and_their_order_is_nothing() -> None:
    both = build(sample(), _other_document())
    assert both.nquads() == build([_other_document(), sample()]).nquads()
    units = rows(f"SELECT ?u {{ ?m ceb:refersTo <{BASE}body/CEB> ; ceb:inUnit ?u }}", both.store())
    assert {unit for (unit,) in units} == {f"{BASE}doc/E/2020/10/para/11", f"{BASE}doc/E/2019/99/para/1"}
    labels = rows(f"SELECT ?l {{ <{BASE}body/CEB> skos:prefLabel ?l FILTER(LANG(?l) = 'zh') }}", both.store())
    assert labels == [("联合国系统行政首长协调理事会",)]


def test_the_same_document_twice_is_the_same_graph() -> None:
    assert build(sample(), sample()).nquads() == graph().nquads()


def test_two_texts_of_one_document_are_refused() -> None:
    changed = replace(sample().document, sha256="f" * 64, source="later.txt")
    with pytest.raises(InputError, match=r"later\.txt: is E/2020/10 like"):
        build(sample(), replace(sample(), document=changed))


# --- bytes

_PRINT_HASHES = """
import hashlib
from graphs import build, export_files
from graphs.export import FORMATS
from tests.sample import sample
graph = build(sample())
for name in FORMATS:
    for file, data in export_files(graph, name).items():
        print(file, hashlib.sha256(data).hexdigest())
"""


def _hashes(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _PRINT_HASHES], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_bytes_are_the_same_at_every_hash_seed() -> None:
    one, other = _hashes("1"), _hashes("4242")
    assert one == other
    assert len(one.splitlines()) == len(FORMATS) + 1


def test_turtle_is_the_same_graph_for_rdflib_and_oxigraph() -> None:
    quads = list(ox.parse(graph().turtle(), format=ox.RdfFormat.TURTLE))
    assert {quad.triple for quad in quads} == set(graph().triples)
    read = rdflib.Graph().parse(data=graph().turtle(), format="turtle")
    assert set(read) == set(graph().rdflib())
    assert len(read) == len(quads)


def test_trig_is_the_same_dataset_for_rdflib_and_oxigraph() -> None:
    assert set(ox.parse(graph().trig(), format=ox.RdfFormat.TRIG)) == set(graph().quads)
    read = rdflib.Dataset()
    read.parse(data=graph().trig(), format="trig")
    assert set(read.quads()) == set(graph().dataset().quads())
    assert len(set(read.quads())) == len(graph())


def test_each_subject_stands_in_one_block_of_the_turtle() -> None:
    lines = graph().turtle().decode().splitlines()
    subjects = [line.split(" ", 1)[0] for line in lines if line and line[0] not in "\t@"]
    assert len(subjects) == len(set(subjects)) == len({t.subject for t in graph().triples})


def test_paragraphs_stand_in_their_order_and_classes_come_first() -> None:
    subjects = list(
        dict.fromkeys(q.subject for q in graph().quads if q.predicate == terms.term("ceb:number"))
    )
    numbers = [
        int(s.value.rsplit("/", 1)[1])
        for s in subjects
        if isinstance(s, ox.NamedNode) and "/para/" in s.value
    ]
    assert numbers == list(range(1, 54))
    block = graph().turtle().decode().split("<doc/E/2020/10/para/11> ", 1)[1]
    assert block.startswith("a doco:Paragraph , ceb:Unit ;")


def test_prefixes_are_bound_and_whole_in_the_header() -> None:
    head = graph().trig().decode().split("\n\n", 1)[0].splitlines()
    assert head[0] == f"@base <{BASE}> ."
    assert head[1:] == [f"@prefix {prefix}: <{iri}> ." for prefix, iri in terms.PREFIXES.items()]
    assert dict(graph().rdflib().namespaces())["ceb"] == rdflib.URIRef(terms.CEB)


def test_other_sites_stand_with_whole_iris_and_strings_stay() -> None:
    thing, page = iris.Iris().at("body/X"), terms.term("foaf:page")
    ends: list[ox.NamedNode | ox.Literal] = [
        ox.NamedNode("https://example.org/a"),
        ox.NamedNode("https://w3id.org/other"),
        ox.NamedNode("http://example.org/b"),
        ox.Literal('见 </a> 和 <//b> "\\'),
    ]
    small = KnowledgeGraph(ox.Quad(thing, page, end, ox.DefaultGraph()) for end in ends)
    text = small.turtle().decode()
    for whole in (
        "<body/X>",
        "<https://example.org/a>",
        "<https://w3id.org/other>",
        "<http://example.org/b>",
    ):
        assert whole in text
    assert files.parse(small.turtle(), "x").quads == small.quads


def test_there_are_no_blank_nodes() -> None:
    assert not any(isinstance(end, ox.BlankNode) for q in graph().quads for end in (q.subject, q.object))


def test_the_count_of_the_dataset_is_the_count_of_its_statements() -> None:
    [(count,)] = rows("SELECT ?n { ?d a void:Dataset ; void:triples ?n }")
    described = [q for q in graph().quads if q.graph_name == ox.NamedNode(f"{BASE}graph/dataset")]
    assert int(count) == len({q.triple for q in graph().quads if q not in described})


def test_the_order_of_records_is_nothing() -> None:
    turned = replace(
        sample(), entities=sample().entities[::-1], acts=sample().acts[::-1], mentions=sample().mentions[::-1]
    )
    assert build(turned).trig() == graph().trig()


def test_a_whole_report_is_built_and_written() -> None:
    big = build(scaled())
    assert big.turtle()
    assert big.trig()
    assert len(big) > 15_000


# --- files


@pytest.mark.parametrize("name", ["ttl", "trig", "nq", "nt", "jsonld", "rdfxml"])
def test_every_rdf_format_is_read_back(name: str, tmp_path: Path) -> None:
    writing.write_all(tmp_path, export_files(graph(), name))
    [written] = tmp_path.iterdir()
    named = name in ("trig", "nq", "jsonld")
    assert load(written).quads == graph().quads if named else load(written).triples == graph().triples
    assert load(written).base == BASE
    assert files.parse(written.read_bytes(), "stdin").turtle() == graph().turtle()


def test_a_folder_is_read_from_its_best_file(tmp_path: Path) -> None:
    writing.write(tmp_path / "graph.ttl", graph().turtle())
    assert load(tmp_path).triples == graph().triples
    writing.write(tmp_path / "graph.trig", graph().trig())
    assert load(tmp_path).quads == graph().quads


def test_stdin_and_stdout(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(graph().nquads())))
    assert load("-").quads == graph().quads
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(out := io.BytesIO()))
    writing.write("-", b"data")
    assert out.getvalue() == b"data"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("none.ttl", None, r"none\.ttl: cannot be read \(No such file"),
        ("empty.ttl", b" \n", r"empty\.ttl: is empty"),
        ("binary.ttl", b"\x89PNG\x00", r"not a text file \(NUL byte at 4\)"),
        ("latin.ttl", b"# ok\n\xff\xfe", r"latin\.ttl:2: not UTF-8"),
        ("wrong.ttl", b"@prefix a: <http://a/> .\n\na:x a:y .\n", r"wrong\.ttl:3: not Turtle"),
        ("table.csv", b"id,name\n1,2\n", r"table\.csv:1: not TriG"),
        ("nothing.ttl", b"# only words\n", r"nothing\.ttl: holds no statements"),
        ("bad.jsonld", b'{"a": ', r"bad\.jsonld:1: not JSON-LD"),
        ("bad.rdf", b"<?xml version='1.0'?><x/>", r"bad\.rdf: not RDF/XML"),
    ],
)
def test_what_is_no_graph_is_told_in_one_line(
    tmp_path: Path, name: str, data: bytes | None, message: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        load(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert "give a graph file" in str(caught.value)


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has no graph\.trig or graph\.ttl"):
        load(tmp_path)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_all_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writing.write_all(tmp_path, {"a": b"old", "b": b"old"})
    calls = iter(range(100))
    real = os.replace

    def fails_late(source: Path, target: Path) -> None:
        if next(calls) == 4:
            raise OSError(28, "No space left on device", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", fails_late)
    with pytest.raises(UsageError, match="No space left on device"):
        writing.write_all(tmp_path, {"new": b"new", "a": b"new", "b": b"new"})
    assert _contents(tmp_path) == {"a": b"old", "b": b"old"}


def test_a_folder_in_the_way_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(UsageError, match="b: is a folder"):
        writing.write_all(tmp_path, {"a": b"new", "b": b"new"})
    assert _contents(tmp_path) == {}
    assert [p.name for p in tmp_path.iterdir()] == ["b"]


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(UsageError, match=r"out: .*choose another place"):
        writing.write_all(tmp_path / "out", {"a": b""})
    with pytest.raises(UsageError, match=r"out: .*choose another place"):
        writing.check_folder(tmp_path / "out")


@pytest.mark.parametrize("name", ["../a", "a/b", "", ".."])
def test_names_do_not_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is no file name"):
        writing.write_all(tmp_path / "new", {name: b""})
    assert not (tmp_path / "new").exists()


# --- network and exports


def test_the_network_links_entities_and_tells_where_it_is_said() -> None:
    network = graph().network()
    hlcp, work = f"{BASE}body/HLCP", f"{BASE}doc/CEB/2019/1/Add.2"
    [edge] = network.get_edge_data(hlcp, work).values()
    assert (edge["kind"], edge["label_zh"], edge["label_en"], edge["unit"]) == (
        "act",
        "核准",
        "approve",
        "p11",
    )
    assert edge["quote"] in sample().document.unit("p11").text
    assert network.nodes[hlcp] == {
        "label_zh": "方案问题高级别委员会",
        "label_en": "High-level Committee on Programmes",
        "cls": "Committee",
        "notation": "HLCP",
    }
    kinds = {own["kind"] for _, _, own in network.edges(data=True)}
    assert kinds == {"act", "role", "under", "relation", "signature", "mandate", "citation", "authority"}
    assert all(own["quote"] for _, _, own in network.edges(data=True) if own["kind"] != "authority")


def test_a_fact_that_the_report_states_is_no_second_edge() -> None:
    edges = graph().network().get_edge_data(f"{BASE}body/HLCP", f"{BASE}body/CEB").values()
    assert [edge["kind"] for edge in edges] == ["relation"]


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_viewers_read_the_network(name: str, read: Callable[[io.BytesIO], Any]) -> None:
    data = export(graph(), name)
    again = read(io.BytesIO(data))
    network = graph().network()
    assert set(again.nodes) == set(network.nodes)
    assert again.number_of_edges() == network.number_of_edges()
    own = again.nodes[f"{BASE}body/HLCP"]
    assert (own["label"], own["cls"]) == ("方案问题高级别委员会", "Committee")
    assert {edge["kind"] for _, _, edge in again.edges(data=True)} >= {"act", "signature"}


def test_gexf_has_no_clock_and_no_alpha() -> None:
    text = export(graph(), "gexf").decode()
    assert "lastmodifieddate" not in text
    assert "viz:color" in text
    assert "方案问题高级别委员会" in text
    assert not re.search(r"<viz:color[^>]* a=|<edge [^>]*type=", text)


def test_the_tables_hold_the_network() -> None:
    tables = {
        name: list(csv.reader(io.StringIO(data.decode())))
        for name, data in export_files(graph(), "csv").items()
    }
    assert tuple(tables["nodes.csv"][0]) == NODE_COLUMNS
    assert tuple(tables["edges.csv"][0]) == EDGE_COLUMNS
    assert len(tables["nodes.csv"]) == graph().network().number_of_nodes() + 1
    assert len(tables["edges.csv"]) == graph().network().number_of_edges() + 1
    assert export(graph(), "csv") == export_files(graph(), "csv")["edges.csv"]


def test_control_characters_do_not_break_the_drawings() -> None:
    entities = tuple(replace(e, label_zh=f"{e.label_zh}\x01") for e in sample().entities)
    data = export(build(replace(sample(), entities=entities)), "graphml")
    assert nx.read_graphml(io.BytesIO(data)).number_of_nodes() > 10


def test_an_unknown_format_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="--format doc: unknown; give one of ttl, trig"):
        export(graph(), "doc")


@pytest.mark.parametrize("module", ["iris", "terms", "model", "export"])
def test_examples_in_docstrings_hold(module: str) -> None:
    done = doctest.testmod(import_module(f"graphs.{module}"))
    assert done.failed == 0
    assert done.attempted > 0
