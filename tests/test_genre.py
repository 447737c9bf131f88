"""Resolutions as plain text, in Chinese and English: the same units as in XML."""

from __future__ import annotations

import pytest

import graphs
from extract import Document, extract, read_bytes
from extract.genre import adopted, closes, enacts, joint, resolution_title

CHINESE = """联合国 A/RES/85/900
大会
第八十五届会议
议程项目 55
2030年12月10日大会决议
[根据第五委员会的报告(A/85/612)通过]
85/900. 样例
大会，
回顾其2029年12月7日第84/7号决议，¹
认识到研究的重要性，特别是
对发展中国家而言，
¹ 见A/85/5。
1. 请秘书长：
(a) 提交报告；
(b) 开展工作；
2. 决定列入议程。
第41次全体会议
2030年12月10日
附件
宣言
我们，各国代表，
1. 承诺采取行动。
"""
ENGLISH = """United Nations A/RES/85/900
General Assembly
Resolution adopted by the General Assembly on 10 December 2030
[on the report of the Fifth Committee (A/85/612)]
85/900. An example
The General Assembly,
Recalling its resolution 84/7 of 7 December 2029,¹
Recognizing the importance of research, in particular
for developing countries,
¹ See A/85/5.
1. Requests the Secretary-General:
(a) To submit a report;
(b) To carry on with the
work;
2. Decides to include the item.
41st plenary meeting
10 December 2030
Annex
Declaration
We, the representatives,
1. Commit ourselves.
"""
KEYS = ["header", "pre1", "pre2", "fn1", "p1", "p2", "closing", "annex1", "annex1-p1"]


@pytest.fixture(scope="module", params=["zh", "en"])
def document(request: pytest.FixtureRequest) -> Document:
    return read_bytes((CHINESE if request.param == "zh" else ENGLISH).encode(), "any.txt")


def test_units(document: Document) -> None:
    assert [unit.key for unit in document.units] == KEYS
    assert document.warnings == ()


def test_what_the_document_is(document: Document) -> None:
    titles = {"zh": "样例", "en": "An example"}
    assert (document.symbol, document.date) == ("A/RES/85/900", "2030-12-10")
    assert document.title == titles[document.language]


def test_lines_of_one_clause_are_joined(document: Document) -> None:
    wanted = {
        "zh": ("认识到研究的重要性，特别是对发展中国家而言，", "请秘书长：\n(a) 提交报告；\n(b) 开展工作；"),
        "en": (
            "Recognizing the importance of research, in particular for developing countries,",
            "Requests the Secretary-General:\n(a) To submit a report;\n(b) To carry on with the work;",
        ),
    }
    assert (document.unit("pre2").text, document.unit("p1").text) == wanted[document.language]


def test_citations_and_graph(document: Document) -> None:
    found = extract(document)
    assert {(c.span.unit, c.document) for c in found.citations} == {
        ("header", "A/85/612"),
        ("pre1", "A/RES/84/7"),
        ("fn1", "A/85/5"),
    }
    assert graphs.validate(graphs.build(found)).conforms


@pytest.mark.parametrize(
    "line", ["大会，", "经济及社会理事会，", "The General Assembly,", "The Security Council,"]
)
def test_enacting_words(line: str) -> None:
    assert enacts(line)


@pytest.mark.parametrize("line", ["大会", "General Assembly", "大会，回顾其决议，", "第一委员会的报告，"])
def test_words_that_enact_nothing(line: str) -> None:
    assert not enacts(line)


def test_parts_of_lines() -> None:
    assert closes("第 52 次全体会议(续会)")
    assert not closes("第52次全体会议通过了报告")
    assert adopted("没有日期") == adopted("adopted by the Council on 1 Foo 2020") == ""
    assert resolution_title("72/266 B. 标题") == "标题"
    assert [joint("in the", "work"), joint("2019", "年"), joint("一", "二")] == [" ", "", ""]
