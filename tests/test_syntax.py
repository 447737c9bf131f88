"""Faulty SPARQL: the place of the first fault and what could stand there, and never a fault of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import UsageError
from queries import questions, run
from queries.syntax import explain
from tests import real

FAULTS = [
    ("SELECT * {\n ?s ?p }", "error at 2:8: found }, expected [, (, (), blank node"),
    ("SELEC * { ?s ?p ?o }", "error at 1:1: found SELEC, expected ASK, DESCRIBE, CONSTRUCT, SELECT, PREFIX"),
    ("SELECT * { ?s ?p ?o", "error at 1:20: found the end of the query, expected }, VALUES"),
    ("SELECT * { ?s ?p ?o }}", "error at 1:22: found }, expected the end of the query"),
    ("SELECT * { ?s ?p ?o } ; DROP ALL", "error at 1:23: found ;, expected the end of the query"),
    ("SELECT ?x, ?y { ?x ?p ?y }", "error at 1:10: found ,, expected {, WHERE, FROM, (, ?variable"),
    ("SELECT (COUNT(*) ?n) { ?s ?p ?o }", "error at 1:18: found ?n, expected AS"),
    ("SELECT * { ?s ?p ?o } LIMIT x", "error at 1:29: found x, expected number"),
    ("SELECT * { ?s ?p ?o } ORDER ?s", "error at 1:29: found ?s, expected BY"),
    ("SELECT * WHERE ?s ?p ?o", "error at 1:16: found ?s, expected {"),
    ('SELECT * { ?s ?p "open }', 'error at 1:18: found ", expected ['),
    ("SELECT * { ?s ?p ?o FILTER regex(?o 1) }", "error at 1:37: found 1, expected ), ,"),
    ("# 注\nASK { ?s 审 ?o }", "error at 2:10: found 审, expected"),
    (
        "ASK { ?s foaf:name ?o }",
        "error at 1:10: found foaf:name, its prefix is not declared, expected",
    ),
    ("ASK { ?s <name> ?o }", "error at 1:10: found <name>, an IRI without a scheme, expected <scheme:...>"),
]


@pytest.mark.parametrize(("sparql", "words"), FAULTS)
def test_a_fault_has_its_place_and_what_is_expected(sparql: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        run(real.graph(), sparql)
    assert str(caught.value).startswith(f"query: {words}")
    assert str(caught.value).endswith("; mend the SPARQL text")


@pytest.mark.parametrize(
    "sparql",
    [
        *(one.sparql for one in questions()),
        "ASK { ?s ^<a:a>/(<a:b>|!(<a:c>|^<a:d>))*/a+ ?o . [ a <a:e> ] <a:p> (1 -2.5e3 'x'@zh) }",
        "CONSTRUCT { ?s ?p [] } WHERE { { SELECT ?s { ?s ?p () } } UNION { GRAPH ?g { ?s ?p ?o } } }",
        "SELECT (GROUP_CONCAT(DISTINCT ?o ; SEPARATOR=',') AS ?x) { VALUES (?o ?p) { (1 UNDEF) } ?s ?p ?o "
        "FILTER(?o-1 IN (1, 2) && NOT EXISTS { ?s ?o true }) } GROUP BY ?s HAVING(COUNT(*) > 1) LIMIT 1",
    ],
)
def test_what_can_be_asked_has_no_fault(sparql: str) -> None:
    assert explain(sparql) is None
    run(real.graph(), sparql)


@given(st.text("SELECT{}()[]<>?$:.;,|/^*+-!=&@#'\"\\ \n审a1", max_size=60))
def test_any_text_is_explained(text: str) -> None:
    explain(text)


@pytest.mark.parametrize("piece", ["a.", "a-", "'", "<", "<a", "%", "( ", "{", ":", "a:\\", '"""'])
def test_long_nonsense_ends(piece: str) -> None:
    explain(piece * (100_000 // len(piece)))
