"""AKN4UN: the units of a resolution, their places in the source, and files that are refused."""

from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphs
from extract import Document, InputError, extract, read, read_bytes
from extract.formats import form
from queries import run

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "dgacm"
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution">
<meta><identification source="#X">
  <FRBRWork><FRBRdate date="2030-12-10" name="adoption"/></FRBRWork>
  <FRBRExpression><FRBRlanguage language="zho"/></FRBRExpression>
</identification>
<classification source="http://metadata.un.org/sdg">
  <keyword value="10" href="http://metadata.un.org/sdg/10" showAs="sdg_10" dictionary="SDGO"/>
  <keyword value="equality" href="http://eurovoc.europa.eu/1420" showAs="x" dictionary="EuroVoc"/>
  <keyword value="women&amp;#39;s_advancement" href="http://metadata.un.org/thesaurus/1007030"
    showAs="x" dictionary="UNBIS Thesaurus"/>
  <keyword value="food_security" href="http://metadata.un.org/thesaurus/1002439"
    dictionary="UNBIS Thesaurus"/>
  <keyword value="10" href="http://metadata.un.org/sdg/10" showAs="sdg_10" dictionary="SDGO"/>
  <keyword value="bad" href="javascript:alert(1)" dictionary="SDGO"/>
</classification><references><TLCTerm showAs="大会"/></references></meta>
<coverPage><p><docNumber refersTo="#symbol">A/RES/85/900</docNumber></p><p>大会</p>
  <p><session refersTo="#generalAssembly" value="85">第八十五届会议</session></p>
  <p><inline name="agenda item">议程项目21(a)和117</inline></p>
  <p><docProponent>[根据第五委员会的报告(<inline>A/85/612</inline>)]</docProponent></p></coverPage>
<preface><p><docNumber>85/900.</docNumber><docTitle refersTo="#resolutionTitle">样例</docTitle></p></preface>
"""
BODY = """<preamble><formula name="enactingFormula"><p><span>大会</span>，</p></formula>
  <container name="回顾"><p xml:space="preserve">
    <span class="bold">回顾</span>其第<a href="https://undocs.org/ch/A/RES/84/7">84/7</a>号决议，<authorialNote
    marker="1"><p>见<a href="https://undocs.org/A/85/5">A/85/5</a>。</p></authorialNote> 又注意到其报告，</p>
  </container>
  <container name="认识到"><p><span class="bold">认识到</span>研究&amp;发展和<a
    href="https://undocs.org/A/RES/71/256">《新城市议程》</a>的重要性，</p></container>
</preamble>
<mainBody>
  <paragraph><num>一</num><heading>目标</heading></paragraph>
  <paragraph><num> 1.</num><content><p><span>请</span>秘书长：</p></content></paragraph>
  <paragraph><content><p>(a) 提交报告；</p></content></paragraph>
  <paragraph><content><p>2. 又请秘书长开展工作；<sup>1</sup></p></content></paragraph>
  <paragraph><content><p>后续行动和评估</p></content></paragraph>
  <paragraph><num>3.</num><content><p>决定列入议程。<authorialNote marker="2"><p>注。</p></authorialNote></p>
  </content></paragraph>
</mainBody>
<attachments><attachment><doc name="annex"><mainBody>
  <paragraph><content><p><docType>附件</docType><docTitle>宣言</docTitle></p></content></paragraph>
  <paragraph><content><p>我们，各国代表，</p></content></paragraph>
  <paragraph><num>1.</num><content><p>承诺行动。</p></content></paragraph>
</mainBody></doc></attachment></attachments>
<conclusions><p><inline>第41次全体会议</inline><eol/><docDate>2030年12月10日</docDate></p></conclusions>
</statement></akomaNtoso>
"""


@pytest.fixture(scope="module")
def resolution() -> Document:
    return read_bytes((HEAD + BODY).encode(), "any.txt")


def test_units_in_reading_order(resolution: Document) -> None:
    assert {unit.key: unit.text for unit in resolution.units} == {
        "header": "A/RES/85/900\n大会\n第八十五届会议\n议程项目21(a)和117\n"
        "[根据第五委员会的报告(A/85/612)]\n85/900.样例\n大会，",
        "pre1": "回顾其第84/7号决议，¹ 又注意到其报告，",
        "fn1": "见A/85/5。",
        "pre2": "认识到研究&发展和《新城市议程》的重要性，",
        "p1": "请秘书长：\n(a) 提交报告；",
        "p2": "又请秘书长开展工作；¹",
        "p3": "决定列入议程。²",
        "fn2": "注。",
        "annex1": "我们，各国代表，",
        "annex1-p1": "承诺行动。",
        "closing": "第41次全体会议\n2030年12月10日",
    }


def test_what_the_document_is(resolution: Document) -> None:
    facts = (resolution.symbol, resolution.title, resolution.date, resolution.language)
    assert facts == ("A/RES/85/900", "样例", "2030-12-10", "zh")
    assert resolution.warnings == ()
    assert resolution.session == "GA-85"
    assert [(one.key, one.iri.rsplit("/", 1)[1], one.label_en) for one in resolution.subjects] == [
        ("SDG-10", "10", "10"),
        ("", "1007030", "women's advancement"),
        ("food-security", "1002439", "food security"),
    ]
    assert [(s.key, s.label, s.title, s.parent) for s in resolution.sections] == [
        ("I", "一", "目标", None),
        ("s2", "", "后续行动和评估", None),
        ("annex1", "1", "宣言", None),
    ]
    assert [resolution.unit(key).section for key in ("p1", "p3", "annex1-p1")] == ["I", "s2", "annex1"]


def test_editors_links_and_marks(resolution: Document) -> None:
    first = resolution.unit("pre1")
    assert [(link.symbol, first.text[link.start : link.end]) for link in first.links] == [
        ("A/RES/84/7", "84/7")
    ]
    assert [(mark.number, first.text[mark.start : mark.end]) for mark in first.marks] == [(1, "¹")]
    assert resolution.unit("p2").marks == (), "a raised number that points back is no second mark"


def test_every_stretch_stands_at_its_place(resolution: Document) -> None:
    lines = (HEAD + BODY).split("\n")
    for unit in resolution.units:
        for offset, sign in enumerate(unit.text):
            if sign not in " \n&" and not any(m.start <= offset < m.end for m in unit.marks):
                place = unit.place(offset)
                assert lines[place.line - 1][place.column] == sign or sign == "¹"


def test_the_graph_conforms(resolution: Document) -> None:
    found = extract(resolution)
    cited = {(c.span.unit, c.document) for c in found.citations}
    assert cited == {
        ("header", "A/85/612"),
        ("pre1", "A/RES/84/7"),
        ("pre2", "A/RES/71/256"),
        ("fn1", "A/85/5"),
    }
    graph = graphs.build(found)
    assert graphs.validate(graph).conforms
    assert b"A/RES/85/900/preamble/1" in graph.trig()


def test_what_editors_say_is_fact_and_says_so(resolution: Document) -> None:
    found = extract(resolution)
    linked = [(c.rule.rpartition("-")[2], c.confidence) for c in found.citations if c.span.unit != "header"]
    assert linked == [("linked", 1.0), ("linked", 1.0), ("link", 1.0)]
    graph = graphs.build(found)
    by_graph = {
        (
            str(q.graph_name).strip("<>").removeprefix(graph.base),
            q.predicate.value.rsplit("/", 1)[1],
            str(q.object),
        )
        for q in graph.quads
        if q.subject == q.graph_name or q.predicate.value.endswith("terms/subject")
    }
    place = "doc/A/RES/85/900/classification/graph"
    assert by_graph == {
        (place, "subject", f"<{graph.base}goal/SDG-10>"),
        (place, "subject", f"<{graph.base}topic/food-security>"),
        (place, "subject", "<http://metadata.un.org/thesaurus/1007030>"),
        (place, "ontology#rule", f"<{graph.base}rule/editors-classification>"),
        (place, "source", '"any.txt: meta/classification"'),
    }
    rows = run(graph, "metadata").dicts()
    assert [(row["what"], row["value"]) for row in rows] == [
        ("agenda-item", "117"),
        ("agenda-item", "21(a)"),
        ("date", "2030-12-10"),
        ("language", "zh"),
        ("session", "GA-85"),
        ("subject", "SDG-10"),
        ("subject", "http://metadata.un.org/thesaurus/1007030"),
        ("subject", "粮食安全"),
    ]


def test_an_english_resolution_has_its_session_too() -> None:
    english = (HEAD + BODY).replace("zho", "eng").replace("第八十五届会议", "Eighty-fifth session")
    english = english.replace("议程项目21(a)和117", "Agenda items 21 (a) and 117")
    found = extract(read_bytes(english.encode(), "a.xml"))
    assert (found.document.session, found.document.agenda_items) == ("GA-85", ("21(a)", "117"))
    session = next(one for one in found.entities if one.key == "GA-85")
    assert (session.cls, session.label_en) == ("Session", "General Assembly, session 85")
    faults = graphs.validate(graphs.build(found)).violations
    assert {fault.source_shape for fault in faults} == {"ScriptFitsLanguage"}, "its words are Chinese still"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(resolution: Document, encoding: str) -> None:
    data = (HEAD + BODY).replace('"utf-8"', '"utf-16"' if "16" in encoding else '"utf-8"').encode(encoding)
    assert [u.text for u in read_bytes(data, "a.xml").units] == [u.text for u in resolution.units]


BAD = {
    "not well-formed XML": HEAD + BODY[:500],
    "declares the entity 'a'": '<!DOCTYPE akomaNtoso [<!ENTITY a "b">]><akomaNtoso>&a;</akomaNtoso>',
    "declares the entity 'x'": (
        '<?xml version="1.0"?><!DOCTYPE akomaNtoso [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<akomaNtoso>&x;</akomaNtoso>"
    ),
    "declares the entity 'p'": (
        '<?xml version="1.0"?><!DOCTYPE akomaNtoso [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>'
        "<akomaNtoso/>"
    ),
    "its root is feed": '<?xml version="1.0"?><feed><p>1. 甲。</p></feed>',
    "without a paragraph": HEAD + "</statement></akomaNtoso>",
    "nested more than": "<akomaNtoso>" + "<p>" * 300,
}


@pytest.mark.parametrize("words", BAD)
def test_refused_in_one_line(words: str) -> None:
    with pytest.raises(InputError, match=words) as fault:
        read_bytes(BAD[words].encode(), "bad.xml")
    assert "\n" not in str(fault.value)


def test_billion_laughs_takes_no_time() -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 20))
    text = (
        f'<?xml version="1.0"?><!DOCTYPE akomaNtoso [<!ENTITY l0 "ha">{lines}]><akomaNtoso>&l19;</akomaNtoso>'
    )
    with pytest.raises(InputError, match="declares the entity"):
        read_bytes(text.encode(), "laughs.xml")


@given(
    st.integers(0, len(HEAD + BODY)),
    st.sampled_from(["", "<", "&", "<p>", "</p>", "<num>", "<a href='x'>", "\x00"]),
)
def test_damaged_files_are_read_or_refused(at: int, damage: str) -> None:
    text = HEAD + BODY
    for broken in (text[:at] + damage + text[at:], text[at:], text[:at]):
        with suppress(InputError):
            assert read_bytes(broken.encode(), "damaged.xml").units


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<?xml version='1.0'?><a/>", "xml"),
        (codecs.BOM_UTF8 + b"<akomaNtoso>", "xml"),
        ("<?xml version='1.0'?>".encode("utf-16"), "xml"),
        (b"<!-- a --> <!DOCTYPE akomaNtoso> <akn:akomaNtoso>", "xml"),
        (b"1. <b>", "text"),
        (b"", "text"),
    ],
)
def test_form_is_told_by_content(data: bytes, kind: str) -> None:
    assert form(data) == kind


@pytest.mark.skipif(not CORPUS.exists(), reason=f"left out: {CORPUS} is not there")
def test_resolutions_of_the_corpus_are_read_with_nothing_lost() -> None:
    for file in sorted(CORPUS.glob("??/*.xml")):
        document = read(file)
        assert document.symbol == file.stem.replace("_", "/")
        assert document.language == file.parent.name
        assert len(document.date) == 10
        assert document.title
        assert any(unit.kind == "paragraph" for unit in document.units)
