"""What extraction must hold on the shipped report and on damaged text."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extract as room
from extract import Document, Extraction, extract, read, read_bytes
from extract.confidence import DAMAGED, UNSEEN, measured
from extract.records import (
    Act,
    Citation,
    CrossReference,
    Mandate,
    Mention,
    Quantity,
    Relation,
    Signature,
)

ActTuple = tuple[str, tuple[str, ...], tuple[str, ...]]
Statement = Mention | Citation | Act | Relation | Signature | Mandate | CrossReference | Quantity
REPORT = Path(room.__file__).parent / "reports" / "ceb-annual-overview-2019.zh.txt"


@pytest.fixture(scope="module")
def document() -> Document:
    return read(REPORT)


@pytest.fixture(scope="module")
def found(document: Document) -> Extraction:
    return extract(document)


def text(body: str) -> Document:
    """A small report with one paragraph."""
    return read_bytes(f"一. 引言\n\n1. {body}\n".encode(), "test.txt")


def acts_of(body: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(a.type, a.agents, a.objects) for a in extract(text(body)).acts]


def test_every_span_stands_at_its_offset(found: Extraction) -> None:
    statements: tuple[Statement, ...] = (
        *found.mentions, *found.citations, *found.acts, *found.relations, *found.signatures,
        *found.mandates, *found.crossrefs, *found.quantities,
    )  # fmt: skip
    assert len(statements) > 1000
    for statement in statements:
        span = statement.span
        unit = found.document.unit(span.unit)
        assert unit.text[span.start : span.end] == span.text
        assert span.text.strip() == span.text
        assert span.text


def test_every_key_has_an_entity(found: Extraction) -> None:
    known = {entity.key for entity in found.entities}
    used = {m.entity for m in found.mentions if m.entity} | {c.document for c in found.citations}
    for act in found.acts:
        used |= {*act.agents, *act.objects, *act.under, *(k for _, k in act.participants)}
        used |= {act.session} - {""}
    assert used <= known


def test_all_citations_of_the_report(found: Extraction) -> None:
    symbols = Counter(c.document for c in found.citations if "/" in c.document)
    assert sum(symbols.values()) == 35
    assert symbols["A/RES/74/251"] == 3
    assert symbols["A/RES/71/243"] == 3
    pinpoints = {(c.document, c.pinpoint) for c in found.citations if c.pinpoint}
    assert ("A/RES/64/289", "para 4(b)") in pinpoints
    assert ("A/74/16", "chapter III, section A") in pinpoints
    assert ("A/RES/70/294", "para 69") in pinpoints


def test_signatories_are_as_many_as_the_text_counts(found: Extraction) -> None:
    by_statement = Counter(s.statement for s in found.signatures)
    assert by_statement == {"mutual-recognition-statement": 17, "sdg-identifiers-adoption-statement": 8}
    signed = {s.signatory for s in found.signatures if s.statement == "mutual-recognition-statement"}
    assert {"FAO", "WFP", "UN-SECRETARIAT", "WHO"} <= signed


def test_one_ordinal_is_two_sessions(found: Extraction) -> None:
    sessions = {m.span.unit: m.entity for m in found.mentions if "第三十七届会议" in m.span.text}
    assert sessions["p11"] == "HLCP-37"
    assert sessions["p30"] == "HLCM-37"


def test_committee_is_told_by_context(found: Extraction) -> None:
    told = {m.span.unit: m.entity for m in found.mentions if m.span.text == "委员会"}
    assert told["p16"] == "HLCP"
    assert told["p38"] == "HLCM"
    assert told["p40"] == "HLCM"
    assert told["p50"] == "ICSC"


def test_products_are_approved_and_endorsed_one_by_one(found: Extraction) -> None:
    products = ("CEB/2019/1/Add.2", "CEB/2019/1/Add.3", "CEB/2019/1/Add.4")
    acts = {(a.type, a.agents, a.objects, a.session) for a in found.acts if a.span.unit == "p11"}
    assert ("approve", ("HLCP",), products, "HLCP-37") in acts
    assert ("endorse", ("CEB",), products, "CEB-2019-1") in acts


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("首协会在 2019 年第一届常会上核可了《联合国残疾人包容战略》。",
         ("endorse", ("CEB",), ("un-disability-inclusion-strategy",))),
        ("大会第 74/251 号决议请秘书长提交报告。", ("request", ("GA",), ())),
        ("联合国创新工具包由联合国系统职员学院托管。", ("host", ("UNSSC",), ("un-innovation-toolkit",))),
        ("首协会对联合国创新工具包表示欢迎。", ("welcome/note", ("CEB",), ("un-innovation-toolkit",))),
        ("职业安全和健康论坛成立于 2017 年 11 月。", ("establish", (), ("osh-forum",))),
    ],
)  # fmt: skip
def test_plain_patterns(body: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert expected in acts_of(body)


@pytest.mark.parametrize(
    "body",
    [
        "首协会旨在核可该战略。",
        "首协会必须核可《联合国残疾人包容战略》。",
        "为核可《联合国残疾人包容战略》，秘书长召开会议。",
    ],
)
def test_a_purpose_or_duty_is_not_an_act(body: str) -> None:
    assert not [act for act in acts_of(body) if act[0] == "endorse"]


def test_plans_and_negations_are_marked() -> None:
    planned = extract(text("首协会将核可《联合国残疾人包容战略》。")).acts
    negated = extract(text("首协会没有核可《联合国残疾人包容战略》。")).acts
    assert [a.modality for a in planned if a.type == "endorse"] == ["planned"]
    assert [a.modality for a in negated if a.type == "endorse"] == ["negated"]


def test_a_word_without_one_answer_stays_unresolved() -> None:
    mentions = extract(text("该战略于 2019 年提出。")).mentions
    assert [(m.span.text, m.entity, m.kind) for m in mentions] == [("该战略", "", "unresolved")]


def test_what_the_text_introduces_becomes_one_entity() -> None:
    found = extract(text("首协会设立了关于海洋垃圾的特设工作队。工作队审议了海洋垃圾问题。"))
    born = [e for e in found.entities if e.origin == "text" and e.key != found.document.symbol]
    assert [(e.label_zh, e.cls) for e in born] == [("关于海洋垃圾的特设工作队", "TaskForce")]
    assert ("consider", (born[0].key,)) in [(a.type, a.agents) for a in found.acts]
    assert born[0].key in found.stated_in


DAMAGES = ("", "《", "(", "((((", "”", "第", "号决议", "，", "。", "在", "的", "由", "和", "\u200b", "¹")


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=0, max_value=10**6))
def test_damaged_text_never_crashes_and_quotes_stay_true(seed: int) -> None:
    chance = random.Random(seed)
    source = REPORT.read_text(encoding="utf-8").splitlines()
    line = chance.choice([one for one in source if len(one) > 60])
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(line))
        line = line[:at] + chance.choice(DAMAGES) + line[at + chance.randint(0, 12) :]
    found = extract(text(line.replace("\n", "") or "空"))
    for act in found.acts:
        unit = found.document.unit(act.span.unit)
        assert unit.text[act.span.start : act.span.end] == act.span.text


@pytest.mark.parametrize(
    "body",
    [
        "(" * 1000,
        "《" * 1000,
        "首协会核可了" * 5000,
        "第 1/1 号" * 3000,
        "大会、" * 8000 + "签署了该声明",
        "，" * 50_000,
        "".join(
            f"2016年10月在基多举行的{code}。首协会核可了{code}，{code}于{code}举行。"
            for code in "ⒷⒹⒸⓈⓉⒺⓅⓍⓊ§·"
        ),
    ],
    ids=["brackets", "titles", "no-stop", "numbers", "list", "commas", "signs-of-the-mask"],
)
def test_hostile_text_is_read_through(body: str) -> None:
    assert extract(text(body)).document.units


def test_every_second_character_missing() -> None:
    source = REPORT.read_text(encoding="utf-8")
    assert extract(read_bytes(source[::2].encode(), "half.txt")).document.units


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # nouns that are acts, and relative clauses
        ("会员国注意到秘书长对保护海洋的坚定承诺。", ("commit", ("UN-SG",), ())),
        ("世界卫生组织与国际劳工组织之间的对话取得成效。", ("consult", ("WHO", "ILO"), ())),
        ("2018 年设立的特设工作队将提交报告。", ("establish", (), ())),
        # passives without an agent, and what is done to the object of the clause before
        ("职业安全和健康论坛为协调标准设立。", ("establish", (), ("osh-forum",))),
        # who is asked makes what is asked for
        ("首协会请世界卫生组织编写联合国创新工具包。", ("develop", ("WHO",), ("un-innovation-toolkit",))),
        # 与…共同: both act
        ("世界卫生组织与国际劳工组织共同召开了气候行动峰会。",
         ("convene", ("WHO", "ILO"), ("climate-action-summit-2019",))),
        # 将X扩大到Y: X is the object
        ("首协会将联合国创新工具包扩大到非洲。", ("expand", ("CEB",), ("un-innovation-toolkit",))),
    ],
)  # fmt: skip
def test_grammar_of_official_chinese(
    body: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]
) -> None:
    kind, agents, objects = expected
    found = [a for a in acts_of(body) if a[0] == kind and a[1] == agents]
    assert found
    assert not objects or objects in [a[2] for a in found]


def test_purposes_in_an_enumeration_are_no_acts() -> None:
    body = "首协会同意建立一个海洋数据论坛，以(a) 协调有关标准；(b) 促进职业安全和健康。"
    assert {kind for kind, _, _ in acts_of(body)} == {"agree"}


def test_results_in_an_enumeration_are_acts_of_who_led() -> None:
    body = (
        "联合国创新工具包由世界卫生组织领导，取得了重大成果，包括：(a) 制定了《守则》；(b) 发布了《指南》。"
    )
    acts = {(kind, agents) for kind, agents, _ in acts_of(body)}
    assert {("develop", ("WHO",)), ("publish", ("WHO",))} <= acts


def test_session_and_agent_go_on_in_the_next_sentence() -> None:
    body = "管理问题高级别委员会在第四十届会议上审议了《守则》。委员会欢迎《指南》。秘书长欢迎《指南》。"
    sessions = [(a.agents, a.session) for a in extract(text(body)).acts]
    assert (("HLCM",), "HLCM-40") in sessions
    assert sessions.count((("HLCM",), "HLCM-40")) == 2
    assert (("UN-SG",), "") in sessions


def test_confidence_is_measured_and_told(found: Extraction) -> None:
    statements: tuple[Act | Relation | Mandate | Citation | Quantity, ...] = (
        *found.acts, *found.relations, *found.mandates, *found.citations, *found.quantities,
    )  # fmt: skip
    assert {s.confidence for s in statements} <= {UNSEEN, *measured().values()}
    assert all(0 < s.confidence < 1 for s in statements)


@pytest.mark.parametrize(
    "body",
    [
        "首协会核可了《联合国残疾人包容战略。",
        "首协会核可了联合国创新工具包(见上文。",
        "首协会核可了联合国创新工具包，并请世界卫生组织编",
        "首协会核可了联合国创新工具包，" + "大会、" * 2000 + "签署了该声明。",
    ],
    ids=["title", "bracket", "cut", "endless"],
)
def test_what_a_damaged_sentence_says_is_marked(body: str) -> None:
    found = extract(text(f"{body}\n\n2. 首协会核可了《联合国残疾人包容战略》。"))
    told: tuple[Act | Relation | Mandate, ...] = (*found.acts, *found.relations, *found.mandates)
    here = [a for a in told if a.span.unit == "p1"]
    assert all(a.rule.endswith("-damaged") and a.confidence <= DAMAGED for a in here)
    whole = [a for a in found.acts if a.span.unit == "p2"]
    assert whole
    assert not any(a.rule.endswith("-damaged") for a in whole)


def test_every_second_character_missing_asserts_nothing_unmarked() -> None:
    halved = read_bytes(REPORT.read_text(encoding="utf-8")[::2].encode(), "half.txt")
    found = extract(halved)
    whole = [a for a in found.acts if not a.rule.endswith("-damaged")]
    assert not whole


def test_the_latter_is_the_last_of_two_joined() -> None:
    body = "世界卫生组织与国际劳工组织召开了气候行动峰会。后者发布了《指南》。"
    assert ("publish", ("ILO",)) in [(kind, agents) for kind, agents, _ in acts_of(body)]
    alone = extract(text("后者发布了《指南》。")).mentions
    assert [m.kind for m in alone if m.span.text == "后者"] == ["unresolved"]


RESOLUTION = """A/RES/80/999

大会，

回顾其第 70/8 号决议，

审议了秘书长的报告，

1. 欢迎联合国创新工具包；

2. 请秘书长：

(a) 编写《指南》；

(b) 加强《守则》；

3. 决定在第八十一届会议上审议《指南》。
"""


def test_a_resolution_is_told_by_the_same_engine() -> None:
    found = extract(read_bytes(RESOLUTION.encode(), "resolution.txt"))
    acts = {(a.span.unit, a.type, a.agents) for a in found.acts}
    assert {
        ("pre1", "other", ("GA",)),
        ("pre2", "consider", ("GA",)),
        ("p1", "welcome/note", ("GA",)),
        ("p2", "request", ("GA",)),
        ("p3", "decide", ("GA",)),
    } <= acts
    assert not [a for a in acts if a[1] == "other" and a[0] == "p2"], "what is asked for is not done"
    assert next(a.participants for a in found.acts if a.span.unit == "p2") == (("addressee", "UN-SG"),)


def test_what_is_asked_for_next_is_asked_of_the_same() -> None:
    body = "大会请秘书长编写《指南》，并更密切地加强《守则》。"
    asked = [(a.objects, a.participants) for a in extract(text(body)).acts if a.type == "request"]
    assert [people for _, people in asked] == [(("addressee", "UN-SG"),)] * 2


def test_half_a_report_says_where_it_was_cut() -> None:
    whole = REPORT.read_text(encoding="utf-8")
    cut = whole[: whole.index("联合国创新网络³ 领导开发")]
    found = extract(read_bytes(cut.encode(), "half.txt"))
    assert len(found.acts) > 50
    [warning] = [w for w in found.document.warnings if "cut" in w.message]
    assert "p15" in warning.message
    assert whole.splitlines()[warning.line - 1].startswith("15. ")
