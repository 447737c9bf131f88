"""The named questions, any SPARQL, sentences, cards, paths and scores, on a small graph made by hand."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

import ontology
from extract.errors import InputError, UsageError
from graphs import KnowledgeGraph, build
from queries import ask, evaluate, path, questions, run, show
from queries.catalogue import parse, question
from queries.evaluate import below
from queries.gold import Keys, alike
from queries.guard import check
from queries.matching import Places, Rules, number, pair, pinpoint
from queries.names import squeeze
from queries.render import render
from queries.run import Table
from queries.sentences import units_of
from queries.show import NotFound
from queries.stores import names_of
from tests import real
from tests.sample import sample

#: The contract's columns (design.md, section 4).
COLUMNS = {
    "entities": "document,key,class,label_zh,label_en,units",
    "citations": "document,unit,symbol,pinpoint,function,quote",
    "sessions": "document,unit,session,body,ordinal,year,month,quote",
    "acts": "document,unit,type,agent,object,session,date,under,quote",
    "relations": "document,unit,subject,predicate,object,quote",
    "signatories": "document,unit,statement,signatory,quote",
    "mandates": "document,unit,mandate,mandated,quote",
    "structure": "child,relation,parent,unit",
    "strategies": "title_zh,title_en,symbol,approved_by,approved_at,endorsed_by,endorsed_at,mandate",
    "crossrefs": "document,from_unit,to_unit,quote",
    "quantities": "document,unit,what,value,measure,quote",
}
NAMES = tuple(COLUMNS)


@cache
def graph() -> KnowledgeGraph:
    """The sample as a graph."""
    return build(sample())


def rows(name: str, **params: str) -> list[dict[str, str]]:
    """The rows of a named question on the sample."""
    return list(run(graph(), name, params).dicts())


def test_the_questions_are_those_of_the_contract() -> None:
    assert tuple(q.name for q in questions())[: len(NAMES)] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_exactly_those_of_the_contract(name: str) -> None:
    table = run(graph(), name)
    assert ",".join(table.columns) == COLUMNS[name]
    assert render(table, "csv").splitlines()[0] == COLUMNS[name]
    assert table.rows


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_plain_sparql_and_runs_as_it_stands(name: str) -> None:
    sparql = question(name).sparql
    assert "GRAPH" not in sparql
    assert "SERVICE" not in sparql
    found = graph().store().query(sparql, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    assert ",".join(v.value for v in found.variables) == COLUMNS[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_uses_only_declared_terms(name: str) -> None:
    model = ontology.path("MODEL.md").read_text(encoding="utf-8")
    vocabulary = ontology.path("cebkg.ttl").read_text(encoding="utf-8")
    declared = set(re.findall(r"^(ceb:\w+)", vocabulary, re.MULTILINE))
    terms = set(re.findall(r"\b(?:ceb|cito|oa|rdf|schema|skos):\w+", question(name).sparql))
    assert not {term for term in terms if term not in model}
    assert not {term for term in terms if term.startswith("ceb:")} - declared


@pytest.mark.parametrize("name", NAMES)
def test_each_parameter_is_a_column_with_its_place_in_the_text(name: str) -> None:
    one = question(name)
    for parameter in one.parameters:
        assert parameter.name in one.columns
        assert one.sparql.count(f"VALUES ?{parameter.name} {{ UNDEF }}") == 1


@pytest.mark.parametrize("name", NAMES)
def test_each_parameter_keeps_the_rows_with_its_value(name: str) -> None:
    for parameter in question(name).parameters:
        value = rows(name)[0][parameter.name]
        if value:
            kept = rows(name, **{parameter.name: value})
            assert kept == [row for row in rows(name) if row[parameter.name] == value]


@pytest.mark.parametrize("name", NAMES)
def test_quotes_stand_in_their_unit_and_answers_are_the_same_twice(name: str) -> None:
    for row in rows(name):
        if "quote" in row:
            unit = row.get("unit") or row["from_unit"]
            assert row["quote"] in sample().document.unit(unit).text
    assert run(build(sample()), name).rows == run(graph(), name).rows


def test_rows_come_in_reading_order() -> None:
    units = [unit.key for unit in sample().document.units]
    for name in ("acts", "citations", "relations", "quantities"):
        order = [units.index(row["unit"]) for row in rows(name)]
        assert order == sorted(order)


def test_acts_of_one_sentence_give_a_row_for_each_object() -> None:
    found = rows("acts", agent="HLCP", type="approve", session="HLCP-37")
    assert [row["object"] for row in found] == [f"CEB/2019/1/Add.{n}" for n in (2, 3, 4)]
    assert {row["date"] for row in found} == {"2019-04"}


def test_an_object_without_a_node_is_its_words() -> None:
    assert rows("acts", unit="p15")[0]["object"] == "领导开发创新工具包的进程"


def test_sessions_give_the_date_as_stated_there() -> None:
    found = {row["session"]: row for row in rows("sessions", unit="p11")}
    assert (found["HLCP-37"]["year"], found["HLCP-37"]["month"]) == ("2019", "04")
    assert (found["CEB-2019-1"]["body"], found["CEB-2019-1"]["month"]) == ("CEB", "")


def test_anaphora_is_marked() -> None:
    assert rows("entities", key="相互承认声明")[0]["units"] == "fn14~"


def test_a_strategy_has_its_approval_and_its_endorsement_on_one_row() -> None:
    found = rows("strategies", symbol="CEB/2019/1/Add.2")
    assert [(r["approved_by"], r["approved_at"], r["endorsed_by"], r["endorsed_at"]) for r in found] == [
        ("HLCP", "HLCP-37", "CEB", "CEB-2019-1")
    ]


@pytest.mark.parametrize(
    "name", ["HLCP", "方案问题高级别委员会", "high-level committee on programmes", "  hlcp "]
)
def test_a_parameter_takes_any_name_of_a_thing(name: str) -> None:
    assert rows("acts", agent=name) == rows("acts", agent="HLCP")


def test_an_act_type_may_be_given_in_words() -> None:
    assert rows("acts", type="核可") == rows("acts", type="endorse")
    with pytest.raises(UsageError, match="endorse"):
        rows("acts", type="frobnicate")


INJECTIONS = [
    '" } UNION { ?s ?p ?o } #',
    '"} VALUES ?agent { UNDEF',
    "UNDEF",
    "\\",
    '\\" . ?s ?p ?o',
    "'''",
    '"""',
    "a\nb\tc\rd\x00",
    "<http://example.org/>",
    "?agent",
    "}\n}\nORDER BY ?x #",
    "\\u0022",
    "𝄞",
]


@pytest.mark.parametrize("value", INJECTIONS)
def test_a_parameter_is_data_and_never_sparql(value: str) -> None:
    for name, column in (("acts", "agent"), ("citations", "symbol"), ("quantities", "what")):
        assert rows(name, **{column: value}) == []


def test_a_parameter_name_is_checked_too() -> None:
    with pytest.raises(UsageError, match="no parameter"):
        run(graph(), "acts", {"agent } #": "x"})
    with pytest.raises(UsageError, match="not valid text"):
        run(graph(), "acts", {"agent": "\ud800"})


def test_an_unknown_question_offers_the_nearest() -> None:
    with pytest.raises(UsageError, match="nearest: acts, "):
        run(graph(), "act")


def test_any_sparql_runs_on_the_union_of_graphs() -> None:
    table = run(graph(), "SELECT (COUNT(*) AS ?n) WHERE { ?a a <https://w3id.org/cebkg/ontology#Act> }")
    assert table.rows == ((str(len(sample().acts)),),)
    assert run(graph(), "ASK { ?s ?p ?o }").truth is True
    built = run(graph(), "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 5")
    assert built.triples is not None
    assert len(built.triples) == 5


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)SERVICE<http://127.0.0.1/>{ ?s ?p ?o } FILTER(2>1) }",
        'SELECT * { ?s ?p "#" . SERVICE <http://127.0.0.1/> { ?s ?p ?o } }',
        "SELECT * { ?s <http://x#y> ?o . SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "PREFIX e: <http://e/> SELECT * { ?s e:a\\'b ?o . SERVICE <http://127.0.0.1/> { } ?s e:c\\'d ?o }",
        # Each of these is a call for Oxigraph: a backslash at the end of a string, a quote in an IRI,
        # no space after a number or a Boolean, a local name that would make a faulty IRI
        'SELECT ("\\u005C" AS ?x) { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } #"',
        "ASK { ?s <http://e/\\u0041'> ?o . SERVICE <http://127.0.0.1/> { ?s ?p 'o' } }",
        "ASK { ?s ?p 1SERVICE<http://127.0.0.1/>{ ?s ?p ?o } }",
        "ASK { ?s ?p trueSERVICE<http://127.0.0.1/>{ ?s ?p ?o } }",
        "PREFIX e: <http://a:80> ASK { ?s ?p e:SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused_however_it_is_written(sparql: str) -> None:
    with pytest.raises(UsageError, match="SERVICE is refused"):
        run(graph(), sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT * { ?service <http://x/service> "SERVICE" } # SERVICE',
        "SELECT ?service { ?service ?p '''a service'''@en }",
    ],
)
def test_the_word_service_is_allowed_where_it_does_nothing(sparql: str) -> None:
    check(sparql)
    assert run(graph(), sparql).terms == ()


@pytest.mark.parametrize(
    "update", ["DROP ALL", "INSERT DATA { <a:a> <a:b> <a:c> }", "LOAD <http://127.0.0.1/>", "CLEAR ALL", "  "]
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(UsageError):
        run(graph(), update + " ")


def test_an_update_behind_a_query_is_refused() -> None:
    with pytest.raises(UsageError, match="error at 1:"):
        run(graph(), "SELECT * { ?s ?p ?o } ; DROP ALL")


def test_a_faulty_query_tells_where() -> None:
    with pytest.raises(UsageError, match=r"error at 2:\d+"):
        run(graph(), "SELECT * {\n ?s ?p }")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_query_without_end_is_stopped() -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }"
    with pytest.raises(UsageError, match="stopped after"):
        run(graph(), endless, seconds=0.3)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_query_that_breaks_the_engine_does_not_break_us() -> None:
    with pytest.raises(UsageError):
        run(graph(), "SELECT * {" + "{" * 40_000 + "}" * 40_000 + "}")


def test_too_many_rows_and_too_long_a_text_are_refused() -> None:
    with pytest.raises(UsageError, match="more than 10 rows"):
        run(graph(), "SELECT * { ?s ?p ?o }", max_rows=10)
    with pytest.raises(UsageError, match="longer than"):
        run(graph(), "SELECT * { }" + " " * 200_000)


def test_parameters_are_for_named_questions() -> None:
    with pytest.raises(UsageError, match="named question"):
        run(graph(), "SELECT * { ?s ?p ?o }", {"s": "x"})


def test_csv_is_rfc_4180() -> None:
    table = Table(("a", "b"), ((ox.Literal('x,"y"\nz'), None),))
    assert render(table, "csv") == 'a,b\n"x,""y""\nz",\n'
    assert list(csv.reader(io.StringIO(render(table, "csv"), newline="")))[1] == ['x,"y"\nz', ""]


def test_tsv_has_one_line_a_row() -> None:
    assert render(Table(("a",), ((ox.Literal("x\ty\nz\\"),),)), "tsv") == "a\nx\\ty\\nz\\\\\n"


def test_json_is_sparql_results_json() -> None:
    table = run(graph(), "SELECT ?x ?y ?z { VALUES (?x ?y ?z) { (<a:b> '词'@zh 3) (UNDEF 'd' 2.5) } }")
    found = json.loads(render(table, "json"))
    assert found["head"] == {"vars": ["x", "y", "z"]}
    first, second = found["results"]["bindings"]
    assert first["x"] == {"type": "uri", "value": "a:b"}
    assert first["y"] == {"type": "literal", "value": "词", "xml:lang": "zh"}
    assert first["z"]["datatype"].endswith("#integer")
    assert "x" not in second
    assert json.loads(render(Table(truth=False), "json")) == {"head": {}, "boolean": False}


def test_triples_are_turtle_and_the_same_at_each_run() -> None:
    sparql = "CONSTRUCT WHERE { ?s a ?c }"
    texts = {render(run(graph(), sparql), "ttl") for _ in range(5)}
    assert len(texts) == 1
    assert list(ox.parse(texts.pop(), format=ox.RdfFormat.TURTLE))
    with pytest.raises(UsageError, match="ttl"):
        render(run(graph(), "acts"), "ttl")
    with pytest.raises(UsageError, match="ttl"):
        render(run(graph(), sparql), "csv")


def test_a_table_fits_its_width_and_leaves_out_the_one_document() -> None:
    text = render(run(graph(), "acts"), "table", width=100)
    assert "E/2020/10" not in text
    assert text.endswith(" rows\n")


@pytest.mark.parametrize("text", ["SELECT ?a {}", "# question@zh: 甲？\nSELECT ?a\nWHERE {}"])
def test_a_question_file_without_its_header_is_a_fault(text: str) -> None:
    with pytest.raises(ValueError, match="header"):
        parse("x", text)


ASKED = [
    ("谁签署了相互承认声明？", "signatories", {"statement": "相互承认声明"}),
    ("Who signed the mutual recognition statement?", "signatories", {"statement": "相互承认声明"}),
    ("Which strategies did HLCP approve?", "strategies", {"approved_by": "HLCP"}),
    ("首协会核可了哪些战略？", "strategies", {"endorsed_by": "CEB"}),
    ("HLCM 在第三十七届会议上做了什么？", "acts", {"agent": "HLCM", "session": "HLCM-37"}),
    ("方案问题高级别委员会在第三十七届会议上做了什么？", "acts", {"agent": "HLCP", "session": "HLCP-37"}),
    (
        "What did HLCP do at its thirty-seventh session?",
        "proceedings",
        {"body": "HLCP", "session": "HLCP-37"},
    ),
    ("第 74/251 号决议在哪里被引用？", "citations", {"symbol": "A/RES/74/251"}),
    ("Where is resolution 74/251 cited?", "citations", {"symbol": "A/RES/74/251"}),
    ("Where is resolution 99/999 cited?", "citations", {"symbol": "A/RES/99/999"}),
    ("哪项决议授权制定联合国全系统城市可持续发展战略？", "mandates", {"mandated": "CEB/2019/1/Add.5"}),
    ("首协会的网站是什么？", "websites", {"thing": "CEB"}),
    ("气候行动峰会什么时候举行？", "meetings", {"meeting": "气候行动峰会"}),
]


@pytest.mark.parametrize(("sentence", "name", "params"), ASKED)
def test_a_sentence_finds_its_question_and_parameters(
    sentence: str, name: str, params: dict[str, str]
) -> None:
    found = ask(graph(), sentence)
    assert found.question is not None
    assert found.question.name == name
    assert params in [dict(filling) for filling in found.fillings]
    assert found.sparql


@pytest.mark.parametrize(
    "sentence",
    ["", "hello", "哪些战略没有核可？", "今天天气怎么样？", "Who is the president of France?", "首协会"],
)
def test_an_unclear_sentence_gets_three_offers_and_no_answer(sentence: str) -> None:
    found = ask(graph(), sentence)
    assert found.question is None
    assert found.table.terms == ()
    assert len(found.nearest) == 3


def test_an_answer_has_its_sentences_also_where_its_table_has_none() -> None:
    found = ask(graph(), "Which strategies did HLCP approve?")
    assert ("p11", "首协会在 2019 年第一届常会上核可了这些产品") in found.sentences


def test_a_card_has_everything_said_of_a_thing() -> None:
    found = show(graph(), "首协")
    assert (found.title, found.cls) == ("CEB", "CoordinationBody")
    assert {fact.question for fact in found.facts} >= {"acts", "relations", "sessions"}
    assert all(fact.quote for fact in found.facts)
    assert show(graph(), found.iri) == found


def test_a_unit_has_a_card_too() -> None:
    found = show(graph(), "p16")
    assert found.text == sample().document.unit("p16").text
    assert found.facts


@cache
def two_reports() -> KnowledgeGraph:
    """A graph of two reports: the sample, and the sample under another symbol."""
    other = replace(sample(), document=replace(sample().document, symbol="E/2021/10"))
    return build([sample(), other])


def test_two_reports_do_not_mix(tmp_path: Path) -> None:
    one, both = run(graph(), "acts"), run(two_reports(), "acts")
    assert len(both.terms) == 2 * len(one.terms)
    assert run(two_reports(), "acts", {"document": "E/2020/10"}).rows == one.rows
    with pytest.raises(UsageError, match="several reports"):
        show(two_reports(), "p16")
    assert show(two_reports(), "E/2021/10 p16").facts == show(graph(), "p16").facts
    gold = write_gold(tmp_path, GOLD)
    with pytest.raises(UsageError, match="name one of E/2020/10, E/2021/10"):
        evaluate(two_reports(), gold)
    assert evaluate(two_reports(), gold, "E/2021/10").of("acts").ours == 6


def test_a_thing_that_is_not_there_is_a_negative_answer_with_the_nearest_names() -> None:
    with pytest.raises(NotFound, match="nearest: HLCP"):
        show(graph(), "HLCPP")


def test_a_path_has_a_sentence_for_each_step_and_goes_around_the_report() -> None:
    found = path(graph(), "WHO", "artificial intelligence", 2)
    assert [way.things[0] for way in found] == ["WHO", "WHO"]
    assert found[0].cost <= found[1].cost
    for way in found:
        assert "E/2020/10" not in way.things
        assert all(step.quote and step.unit for step in way.steps)
        assert len(way.steps) == len(way.things) - 1


@pytest.mark.parametrize(
    ("start", "end", "through"),
    [
        ("HLCM", "A/RES/74/251", [(), ("业务做法的统一和承认",), ("性骚扰",)]),
        ("FAO", "ITU", [("采用声明",), ("相互承认声明",)]),
        ("ICSC", "HLCP", [("HLCM",), ("CEB",)]),
        ("CEB", "A/RES/72/226", [("CEB/2019/1/Add.5",)]),
        ("UN-HABITAT", "HLCP", [("关于城市化和可持续发展的文件",)]),
        ("JIU", "UNESCO", [("CEB", "HLCM", "相互承认原则", "相互承认声明")]),
    ],
)
def test_paths_on_the_report_are_telling(start: str, end: str, through: list[tuple[str, ...]]) -> None:
    found = path(real.graph(), start, end, 3)
    assert [one.things[1:-1] for one in found][: len(through)] == through
    texts = {unit.key: unit.text for unit in units_of(real.graph())}
    assert all(step.quote in texts[step.unit] for one in found for step in one.steps)
    for near, far in combinations([set(one.things[1:-1]) for one in found], 2):
        assert not near or not near < far, "a detour"


def test_hubs_do_not_drown_a_path() -> None:
    found = path(real.graph(), "WHO", "JIU", 3)
    for way in found:
        assert not {"UN-SYSTEM", "UN", "E/2020/10"} & set(way.things)
        assert all(step.quote and step.unit for step in way.steps)
    assert [way.cost for way in found] == sorted(way.cost for way in found)
    assert "职业安全和健康论坛" in found[0].things


def test_a_path_needs_two_things() -> None:
    with pytest.raises(UsageError, match="same thing"):
        path(graph(), "首协会", "CEB")


def test_names_are_compared_without_spaces_and_quotation_marks() -> None:
    assert squeeze("《2030 年议程》") == squeeze("2030年议程") == "2030年议程"


GOLD = {
    "entities": [
        "key\tclass\tlabel_zh\taliases_zh\tlabel_en\tunits",
        "hlcp-committee\tCommittee\t方案问题高级别委员会\t\t\tp11",
        "CEB\tCoordinationBody\t首协会\t\t\tp11",
        "nobody\tCommittee\t无此委员会\t\t\tp11",
    ],
    "acts": [
        "unit\ttype\tagent\tobject\tobject_type\tsession\tdate\tunder\tparticipants\tevidence",
        "p11\tapprove\thlcp-committee\tCEB/2019/1/Add.2\t\tHLCP-37\t2019-04\t\t\t核准了三个相互关联的产品",
        "p11\tapprove\tCEB\tCEB/2019/1/Add.3\t\tHLCP-37\t2019\t\t\t核准了三个相互关联的产品",
        "p11\tdecide\tCEB\t别的\t\t\t\t\t\t首协会",
    ],
}


def write_gold(folder: Path, files: dict[str, list[str]]) -> Path:
    """Write gold files and return their folder."""
    for name, lines in files.items():
        (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_scores_count_hits_misses_and_false_ones(tmp_path: Path) -> None:
    scores = evaluate(graph(), write_gold(tmp_path, GOLD))
    assert scores.units == ("p11",)
    acts = scores.of("acts")
    assert (acts.hits, acts.gold, acts.ours) == (2, 3, 6)
    assert {name: right for name, right, _ in acts.slots} == {
        "agent": 1,
        "object": 2,
        "session": 2,
        "date": 1,
    }
    assert any("别的" in line for line in acts.missed)
    assert scores.of("acts, agent and object right").hits == 1
    entities = scores.of("entities")
    assert (entities.hits, entities.gold) == (2, 3)
    assert below(scores, {"acts": "0.4", "entities": "1"}) == [
        f"entities: F1 {entities.f1:.3f} is below 1",
    ]


def test_a_looser_rule_never_counts_less() -> None:
    gold = {"unit": "p4", "predicate": "subsidiaryOf", "subject": "HLCP", "object": "CEB", "evidence": "别处"}
    ours = rows("relations", subject="HLCP", predicate="subsidiaryOf")[0]
    rules = Rules(Keys((), names_of(graph())), Places({"p4": sample().document.unit("p4").text}))
    assert rules.relation(gold, ours) == 1
    assert rules.relation_place(gold, ours) == 1


def test_keys_are_one_thing_under_any_name_but_not_by_a_pointing_one() -> None:
    gold = (
        {"key": "hlcp", "label_zh": "方案问题高级别委员会(方案委)", "aliases_zh": "该委员会"},
        {"key": "others", "label_zh": "其他共同出资机构", "aliases_zh": "其他共同出资的活动"},
    )
    keys = Keys(gold, names_of(graph()))
    assert keys.same("hlcp", "HLCP")
    assert keys.same("others", "其他共同出资的活动")
    assert not keys.same("hlcp", "CEB")
    assert not keys.same("hlcp", "该委员会")
    assert keys.same("", "")
    assert not keys.same("", "CEB")


def test_units_txt_says_what_was_annotated(tmp_path: Path) -> None:
    write_gold(tmp_path, GOLD)
    (tmp_path / "units.txt").write_text("p11\np13\n", encoding="utf-8")
    assert evaluate(graph(), tmp_path).of("acts").ours == 7


def test_bad_gold_is_an_input_error(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(InputError):
            evaluate(graph(), folder)
    with pytest.raises(InputError, match=r"acts.tsv:2: 2 cells"):
        evaluate(graph(), write_gold(tmp_path, {"acts": ["unit", "p1\tx"]}))


def test_pairs_are_one_to_one_and_the_best_come_first() -> None:
    gold, ours = [{"v": "1"}, {"v": "2"}], [{"v": "2"}, {"v": "1"}, {"v": "1"}]
    assert pair(gold, ours, lambda g, o: float(g["v"] == o["v"])) == [(0, 1), (1, 0)]
    assert pair(gold, ours, lambda g, o: 0) == []


def test_quotes_overlap_whatever_their_spaces_and_marks() -> None:
    places = Places({"p1": "首协会³ 在 2019 年，核可了战略。"})
    assert places.overlap("p1", "首协会在2019年", "首协会³ 在 2019 年，核可了战略") == 1
    assert places.overlap("p1", "首协会", "核可了战略") == 0


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("会员国的优先事项", "优先事项", True),
        ("气候变化行动", "气候变化", True),
        ("气候变化", "残疾包容", False),
    ],
)
def test_words_are_alike(left: str, right: str, same: bool) -> None:
    assert alike(left, right) is same


def test_pinpoints_and_numbers_have_one_spelling() -> None:
    assert pinpoint("chapter III, section A") == pinpoint("chap. III, sect. A")
    assert pinpoint("paras. 8–23") == pinpoint("paragraphs 8-23")
    assert number("240,000") == number("240 000")
