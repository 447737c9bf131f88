"""Citations as UN pages write them."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from extract.citations import find_citations
from extract.normal import normalise, squeeze

FORMS = Path(__file__).parents[2] / "shared" / "data" / "citation_forms_zh.tsv"
#: Rows that expect more than citations, or write them in another way: what is right for us, and why.
OTHERWISE = {
    "方案和协调委员会第三十八届会议工作报告": ((), "a session, found by extract.sessions"),
    "[根据第二委员会的报告(A/50/619)通过]": (("A/50/619",), "the committee is a body, found by name"),
    "大会议事规则第153条": ((), "a rule of procedure, no document"),
    "第53/221号决议第一节": (("A/RES/53/221 section I",), "the pinpoint stands beside the symbol"),
    "第155条;2003年12月17日第58/405 B号决定": (("A/DEC/58/405B",), "a rule of procedure, then a decision"),
}


def cited(text: str) -> tuple[str, ...]:
    """Symbols with their pinpoints."""
    return tuple(f"{c.symbol} {c.pinpoint}".rstrip() for c in find_citations(squeeze(text)))


@pytest.mark.skipif(not FORMS.exists(), reason=f"left out: {FORMS} is not there")
def test_every_form_seen_on_un_pages() -> None:
    rows = list(
        csv.DictReader(FORMS.open(encoding="utf-8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    assert len(rows) >= 24
    for row in rows:
        seen = row["string_seen"]
        plain = tuple(part.replace(" ", "") for part in row["expected"].split("|"))
        wanted, _ = OTHERWISE.get(seen, (plain, ""))
        assert cited(seen) == wanted, f"{row['page']}: {seen}"


# Lists, with what is written once for all of their items
@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        (
            "第 54/64、69/250、70/9 和 71/262、72/19 和 73/270 号决议",
            "A/RES/54/64 A/RES/69/250 A/RES/70/9 A/RES/71/262 A/RES/72/19 A/RES/73/270",
        ),
        ("大会第 67/226 号、第 71/243 号决议", "A/RES/67/226 A/RES/71/243"),
        ("大会第 67/226 号和第 71/243 号决议", "A/RES/67/226 A/RES/71/243"),
        ("第67/226号、第71/243号决议和最近的第74/251号决议", "A/RES/67/226 A/RES/71/243 A/RES/74/251"),
        ("第51/167号决议和第52/462号决定", "A/RES/51/167 A/DEC/52/462"),
        ("大会第58/8号决议和经济及社会理事会第2012/30号决议", "A/RES/58/8 E/RES/2012/30"),
        ("经济及社会理事会第1982/112号决定", "E/DEC/1982/112"),
        ("安全理事会第1970(2011)号和第1973(2011)号决议", "S/RES/1970(2011) S/RES/1973(2011)"),
        ("第51/216号、52/216号和第53/209号决议", "A/RES/51/216 A/RES/52/216 A/RES/53/209"),
        ("第53/209号和第54/238决议", "A/RES/53/209 A/RES/54/238"),
    ],
)
def test_lists(text: str, symbols: str) -> None:
    assert cited(text) == tuple(symbols.split())


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("第 71/243 号决议", "A/RES/71/243"),
        ("第71/243号决议", "A/RES/71/243"),
        ("第７１/２４３号决议", "A/RES/71/243"),
        ("第 71/243 號決議", "A/RES/71/243"),
        ("经济及社会理事会第 2008(LX)号决议", "E/RES/2008(LX)"),
        ("第 2008(LX)号决议", "E/RES/2008(LX)"),
        ("大会第 2200(XXI)号决议", "A/RES/2200(XXI)"),
        ("第S-27/2号决议", "A/RES/S-27/2"),
        ("第72/266 A号决议", "A/RES/72/266A"),
        ("第49/221 A至D号决议", "A/RES/49/221A-D"),
        ("第48/222 A和B号决议", "A/RES/48/222A-B"),
        ("人权理事会第34/5号决议", "A/HRC/RES/34/5"),
        ("大会关于快速技术变革对目标的影响的第 73/17 号决议", "A/RES/73/17"),
        ("大会2003年12月23日题为“建立全球伙伴关系”的第 73/254 号决议", "A/RES/73/254"),
        ("(CEB/2019/1/Add.2)", "CEB/2019/1/Add.2"),
        ("的报告(A/72/684-E/2018/7)", "A/72/684-E/2018/7"),
        ("CD/1356号决定", "CD/1356"),
        ("A/RES/72/266 A", "A/RES/72/266"),
    ],
)
def test_one_citation(text: str, symbol: str) -> None:
    assert cited(text) == (symbol,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第 64/289 号决议第 4(b)段", "A/RES/64/289 para 4(b)"),
        ("E/2019/10，第 8-23 段", "E/2019/10 paras 8-23"),
        ("第 74/4 号决议，附件", "A/RES/74/4 annex"),
        ("第 74/4 号决议，附件二", "A/RES/74/4 annex II"),
        ("A/74/16，第三章，A 节", "A/74/16 chapter III, section A"),
        ("第 73/17 号决议第 6 段", "A/RES/73/17 para 6"),
        ("第 73/17 号决议第 6 和 8 段", "A/RES/73/17 paras 6, 8"),
        ("第 73/17 号决议第 6 至 8 段", "A/RES/73/17 paras 6-8"),
    ],
)
def test_pinpoint(text: str, found: str) -> None:
    assert cited(text) == (found,)


def test_pinpoint_belongs_to_the_item_before_it() -> None:
    text = "见大会第 70/294 号决议第 69 段和第 74/232 号决议第 22 段。"
    assert cited(text) == ("A/RES/70/294 para 69", "A/RES/74/232 para 22")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "大会议事规则第153条",
        "见上文第 11 段",
        "第三十七届会议",
        "可持续发展目标 10",
        "2019/2020 年",
        "增加 1/3",
        "www.un.org/A/74/16",
        "24/7 热线",
        "第 87 届会议",
        "ISO/IEC 27001",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert cited(text) == ()


def test_span_stands_in_the_text_as_written() -> None:
    text = "根据大会第 ６７/226 号、第 71/243 号决议第 4(b) 段，继续。"
    normal = normalise(text)
    spans = [normal.span(c.start, c.end) for c in find_citations(normal.text)]
    assert [text[start:end] for start, end in spans] == ["第 ６７/226 号", "第 71/243 号决议第 4(b) 段"]


HOSTILE = (
    "第",
    "第1/1号",
    "第1/1号、",
    "大会关于",
    "大会第",
    "A/",
    "A/1-",
    "题为“",
    "2019年1月1日",
    "1/1",
    "(I)",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_time_grows_in_proportion(text: str) -> None:
    """Four times the text may take four times as long, not sixteen."""
    seconds = {size: min(_seconds(text * size) for _ in range(3)) for size in (2_000, 8_000)}
    assert seconds[8_000] < 10 * max(seconds[2_000], 0.002)


def _seconds(text: str) -> float:
    began = time.perf_counter()
    find_citations(text)
    return time.perf_counter() - began
