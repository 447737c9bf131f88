"""A hand-made Extraction from the shipped report: every kind of record, for tests of graphs and queries."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TypeVar

from extract import Document, Extraction, read
from extract.records import (
    Act,
    Citation,
    CrossReference,
    Entity,
    Mandate,
    Mention,
    Quantity,
    Relation,
    Signature,
    Span,
)

_WEB = "foaf:page"
_FORUM = "职业安全和健康论坛"


@cache
def document() -> Document:
    """The shipped report, read into units."""
    return read()


def span(unit: str, quote: str, occurrence: int = 0) -> Span:
    """The span of a quote in a unit of the shipped report; raises ValueError when it is not there."""
    text, start = document().unit(unit).text, -1
    for _ in range(occurrence + 1):
        start = text.index(quote, start + 1)
    return Span(unit, start, start + len(quote), quote)


def _bodies() -> tuple[Entity, ...]:
    un_bodies = "un_bodies: CEB subsidiary mechanism"
    member = ("org:memberOf", "CEB")
    return (
        Entity(
            "CEB",
            "CoordinationBody",
            "联合国系统行政首长协调理事会",
            "United Nations System Chief Executives Board for Coordination",
            "CEB",
            ("首协会",),
            ("首协",),
            source="un_bodies: inter-agency coordination body",
        ),
        Entity(
            "HLCP",
            "Committee",
            "方案问题高级别委员会",
            "High-level Committee on Programmes",
            "HLCP",
            source=un_bodies,
            body="CEB",
        ),
        Entity(
            "HLCM",
            "Committee",
            "管理问题高级别委员会",
            "High-level Committee on Management",
            "HLCM",
            ("高管会",),
            source=un_bodies,
            body="CEB",
        ),
        Entity(
            "GA",
            "PrincipalOrgan",
            "大会",
            "General Assembly",
            "GA",
            ("联合国大会",),
            source="un_bodies: principal organ",
            links=(("schema:sameAs", "http://www.wikidata.org/entity/Q47423"),),
        ),
        Entity(
            "FAO",
            "UNEntity",
            "联合国粮食及农业组织",
            "Food and Agriculture Organization",
            "FAO",
            ("粮农组织",),
            source="un_bodies: specialized agency",
            links=(member, ("schema:sameAs", "http://www.wikidata.org/entity/Q82151")),
        ),
        Entity(
            "WHO",
            "UNEntity",
            "世界卫生组织",
            "World Health Organization",
            "WHO",
            ("世卫组织",),
            source="un_bodies: specialized agency",
            links=(member, ("schema:sameAs", "http://www.wikidata.org/entity/Q7817")),
        ),
        Entity("UN-SG", "Post", "秘书长", "Secretary-General", "UN-SG", source="E/2020/10, para 9"),
        Entity("member-states", "Other", "会员国", "Member States", source="E/2020/10, para 3"),
        Entity("GA-unused", "Committee", "从未提及的委员会", "never mentioned", source="tests"),
    )


def _works() -> tuple[Entity, ...]:
    cited = "cited_documents; E/2020/10, para 11"
    return (
        Entity(
            "E/2020/10",
            "Document",
            "2019年联合国系统行政首长协调理事会年度概览报告",
            "Annual overview report of CEB for 2019",
            "E/2020/10",
            source=cited,
        ),
        Entity(
            "A/RES/74/251",
            "Resolution",
            "大会关于方案规划的第74/251号决议",
            "General Assembly resolution 74/251 (Programme planning)",
            "A/RES/74/251",
            source=cited,
            links=(
                ("ceb:aknName", "/akn/un/statement/deliberation/unga/2019-12-27/74-251/"),
                (_WEB, "https://docs.un.org/en/A/RES/74/251"),
            ),
            date="2019-12-27",
        ),
        Entity(
            "A/RES/64/289",
            "Resolution",
            "大会关于全系统一致性的第64/289号决议",
            "",
            "A/RES/64/289",
            source=cited,
        ),
        Entity("A/RES/72/226", "Resolution", "大会第72/226号决议", "", "A/RES/72/226", source=cited),
        Entity("A/74/16", "Document", "方案和协调委员会第五十九届会议工作报告", "", "A/74/16", source=cited),
        Entity(
            "A/72/684-E/2018/7",
            "Document",
            "重新定位联合国发展系统以实现《2030年议程》：我们对实现健康地球上的尊严、繁荣与和平的承诺",
            "",
            "A/72/684-E/2018/7",
            source=cited,
            links=((_WEB, "https://docs.un.org/en/A/72/684"),),
        ),
        Entity("CEB/2019/1", "Document", "首协会2019年第一届常会结论摘要", "", "CEB/2019/1", source=cited),
        Entity(
            "CEB/2019/1/Add.2",
            "Strategy",
            "联合国系统关于工作未来的战略",
            "United Nations system strategy on the future of work",
            "CEB/2019/1/Add.2",
            source=cited,
        ),
        Entity(
            "CEB/2019/1/Add.3",
            "Strategy",
            "支持人工智能能力发展的联合国全系统战略方针和路线图",
            "",
            "CEB/2019/1/Add.3",
            source=cited,
        ),
        Entity(
            "CEB/2019/1/Add.4",
            "Strategy",
            "联合国全系统实现包容、公平和创新的全民教育和学习的战略方法",
            "",
            "CEB/2019/1/Add.4",
            source=cited,
        ),
        Entity(
            "CEB/2019/1/Add.5",
            "Strategy",
            "联合国全系统城市可持续发展战略",
            "United Nations system-wide strategy on sustainable urban development",
            "CEB/2019/1/Add.5",
            source=cited,
        ),
        Entity(
            "mutual-recognition-statement",
            "Statement",
            "相互承认声明",
            "mutual recognition statement",
            source="E/2020/10, para 35",
        ),
    )


def _others() -> tuple[Entity, ...]:
    return (
        Entity(
            "HLCP-37",
            "Session",
            "方案问题高级别委员会第三十七届会议",
            "",
            "HLCP-37",
            origin="text",
            body="HLCP",
            ordinal=37,
            date="2019-04",
        ),
        Entity(
            "CEB-2019-1",
            "Session",
            "首协会2019年第一届常会",
            "",
            "CEB-2019-1",
            origin="text",
            body="CEB",
            ordinal=1,
            date="2019",
        ),
        Entity(
            "climate-action-summit-2019",
            "Conference",
            "气候行动峰会",
            "Climate Action Summit",
            source="E/2020/10, para 9",
            date="2019-09-23",
        ),
        Entity(_FORUM, "Network", _FORUM, origin="text"),
        Entity(
            "artificial-intelligence",
            "Topic",
            "人工智能",
            "artificial intelligence",
            source="http://metadata.un.org/thesaurus",
            links=(("skos:exactMatch", "http://metadata.un.org/thesaurus/1000390"),),
        ),
        Entity("new-york", "Place", "纽约", "New York", source="E/2020/10, para 9"),
    )


def _name(unit: str, words: str, entity: str, occurrence: int = 0) -> Mention:
    return Mention(span(unit, words, occurrence), entity, "name", "name-longest")


def _mentions() -> tuple[Mention, ...]:
    return (
        _name("p11", "方案问题高级别委员会", "HLCP"),
        _name("p11", "首协会", "CEB"),
        _name("p11", "联合国系统关于工作未来的战略", "CEB/2019/1/Add.2"),
        _name("p11", "人工智能", "artificial-intelligence"),
        _name("p9", "秘书长", "UN-SG"),
        _name("p9", "纽约", "new-york"),
        _name("p9", "气候行动峰会", "climate-action-summit-2019"),
        _name("fn14", "联合国粮食及农业组织", "FAO"),
        _name("fn14", "世界卫生组织", "WHO"),
        _name("p39", _FORUM, _FORUM),
        Mention(
            span("p11", "2019 年 4 月第三十七届会议"), "HLCP-37", "session", "session-ordinal", date="2019-04"
        ),
        Mention(span("p11", "2019 年第一届常会"), "CEB-2019-1", "session", "session-regular", date="2019"),
        Mention(span("p11", "CEB/2019/1/Add.2"), "CEB/2019/1/Add.2", "symbol", "symbol-printed"),
        Mention(span("fn14", "该声明"), "mutual-recognition-statement", "anaphora", "anaphor-nearest"),
        Mention(span("p16", "委员会", 2), "", "unresolved", "anaphor-nearest", ("HLCM", "HLCP")),
    )


def _citations() -> tuple[Citation, ...]:
    return (
        Citation(span("p3", "大会第 74/251 号决议"), "A/RES/74/251", "", "endorses", "citation-organ", 0.99),
        Citation(
            span("p3", "A/74/16，第三章，A 节"),
            "A/74/16",
            "chap. III, sect. A",
            "see",
            "citation-symbol",
            0.99,
        ),
        Citation(
            span("p1", "第 64/289 号决议第 4(b)段"),
            "A/RES/64/289",
            "para 4(b)",
            "requests",
            "citation-organ",
            0.97,
        ),
        Citation(span("p11", "见 CEB/2019/1/Add.2"), "CEB/2019/1/Add.2", "", "see", "citation-symbol", 0.99),
        Citation(span("p11", "见 CEB/2019/1/Add.3"), "CEB/2019/1/Add.3", "", "see", "citation-symbol", 0.99),
        Citation(
            span("p35", "A/72/684-E/2018/7"),
            "A/72/684-E/2018/7",
            "",
            "cited-as-source",
            "citation-symbol",
            0.99,
        ),
    )


def _acts() -> tuple[Act, ...]:
    products = ("CEB/2019/1/Add.2", "CEB/2019/1/Add.3", "CEB/2019/1/Add.4")
    approved = "方案问题高级别委员会在 2019 年 4 月第三十七届会议上核准了三个相互关联的产品"
    endorsed = "首协会在 2019 年第一届常会上核可了这些产品"
    summit = "秘书长认识到气候变化是事关生死存亡的全球威胁，决定于 2019 年 9 月 23 日在纽约召开气候行动峰会"
    request = "作为对实现这一目标的贡献，首协会在 2018 年责成联合国创新网络³ 领导开发创新工具包的进程"
    urban = document().unit("p13").text
    planned = "委员会将在 2020 年再次审议这一专题"
    return (
        Act(
            span("p11", approved),
            "approve",
            "核准",
            ("HLCP",),
            products,
            "三个相互关联的产品",
            "act-subject-verb-object",
            0.95,
            "HLCP-37",
            "2019-04",
        ),
        Act(
            span("p11", endorsed),
            "endorse",
            "核可",
            ("CEB",),
            products,
            "这些产品",
            "act-subject-verb-object",
            0.95,
            "CEB-2019-1",
            "2019",
        ),
        Act(
            span("p9", summit),
            "convene",
            "召开",
            ("UN-SG",),
            ("climate-action-summit-2019",),
            "气候行动峰会",
            "act-subject-verb-object",
            0.9,
            date="2019-09-23",
            participants=(("location", "new-york"),),
        ),
        Act(
            span("p15", request),
            "request",
            "责成",
            ("CEB",),
            (),
            "领导开发创新工具包的进程",
            "act-request",
            0.9,
            date="2018",
            participants=(("addressee", "HLCM"), ("beneficiary", "member-states")),
        ),
        Act(
            span("p13", urban[urban.index("根据大会") : urban.index("(见 CEB")]),
            "develop",
            "制定",
            (),
            ("CEB/2019/1/Add.5",),
            "联合国全系统城市可持续发展战略",
            "act-passive",
            0.8,
            under=("A/RES/72/226",),
        ),
        Act(
            span("p19", planned),
            "consider",
            "审议",
            ("HLCP",),
            (),
            "这一专题",
            "act-subject-verb-object",
            0.85,
            date="2020",
            modality="planned",
        ),
        Act(
            span("p39", "委员会同意建立一个由世界卫生组织领导的职业安全和健康论坛"),
            "agree",
            "同意",
            ("HLCM",),
            (_FORUM,),
            _FORUM,
            "act-subject-verb-object",
            0.85,
        ),
    )


def _relations() -> tuple[Relation, ...]:
    bodies = "附属机制即方案问题高级别委员会和管理问题高级别委员会"
    return (
        Relation(span("p4", bodies), "HLCP", "subsidiaryOf", "CEB", "relation-nested", 0.97),
        Relation(span("p4", bodies), "HLCM", "subsidiaryOf", "CEB", "relation-nested", 0.97),
        Relation(
            span("p6", "其网站(www.unsceb.org)"), "CEB", "hasWebsite", "www.unsceb.org", "relation-web", 0.99
        ),
        Relation(
            span("p11", "联合国系统关于工作未来的战略(见 CEB/2019/1/Add.2)"),
            "CEB/2019/1/Add.2",
            "hasSymbol",
            "CEB/2019/1/Add.2",
            "relation-symbol",
            0.99,
        ),
        Relation(
            span("p11", "支持人工智能能力发展的联合国全系统战略方针和路线图"),
            "CEB/2019/1/Add.3",
            "aboutTopic",
            "artificial-intelligence",
            "relation-topic",
            0.9,
        ),
        Relation(
            span("p9", "在纽约召开气候行动峰会"),
            "climate-action-summit-2019",
            "heldIn",
            "new-york",
            "relation-place",
            0.95,
        ),
        Relation(
            span("p39", "由世界卫生组织领导的职业安全和健康论坛"),
            _FORUM,
            "ledBy",
            "WHO",
            "relation-led",
            0.95,
        ),
    )


def _signatures() -> tuple[Signature, ...]:
    words = document().unit("fn14").text
    whole = Span("fn14", 0, len(words), words)
    return tuple(
        Signature(whole, "mutual-recognition-statement", body, "signature-list", 0.99)
        for body in ("FAO", "WHO")
    )


def sample() -> Extraction:
    """An Extraction with every kind of record, in the order in which extraction gives them."""
    return Extraction(
        document=document(),
        entities=(*_bodies(), *_works(), *_others()),
        mentions=_mentions(),
        citations=_citations(),
        acts=_acts(),
        relations=_relations(),
        signatures=_signatures(),
        mandates=(
            Mandate(
                span("p13", "根据大会关于落实联合国人类住区会议"),
                "A/RES/72/226",
                "CEB/2019/1/Add.5",
                "制定了联合国全系统城市可持续发展战略",
                "mandate-according-to",
                0.9,
            ),
        ),
        crossrefs=(CrossReference(span("p16", "见上文第 11 段"), "p11", "crossref", 0.99),),
        quantities=(
            Quantity(span("fn3", "100 多个国家"), "国家", ">100", "个", "quantity-counted", 0.95),
            Quantity(span("p36", "近 24 万家"), "注册供应商", "~240000", "家", "quantity-counted", 0.9),
        ),
        stated_in={_FORUM: "p39", "HLCP-37": "p11", "CEB-2019-1": "p9"},
    )


def scaled(acts: int = 300, relations: int = 200, mentions: int = 900) -> Extraction:
    """The sample with as many statements as a whole report has, spread over its units."""
    small = sample()
    spans = _windows()
    return replace(
        small,
        acts=_spread(small.acts, spans, acts),
        relations=_spread(small.relations, spans, relations),
        mentions=_spread(small.mentions, spans, mentions),
    )


def _windows(width: int = 12) -> list[Span]:
    return [
        Span(unit.key, start, start + width, unit.text[start : start + width])
        for unit in document().units
        for start in range(0, len(unit.text) - width, width)
    ]


R = TypeVar("R", Act, Relation, Mention)


def _spread(records: tuple[R, ...], spans: list[Span], count: int) -> tuple[R, ...]:
    return tuple(replace(records[n % len(records)], span=spans[n % len(spans)]) for n in range(count))
