"""The explorer in a real browser: Debian's Chromium opens the file from disk, without a network."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Locator, Page, expect

from extract import extract, read
from extract.records import Extraction
from graphs import KnowledgeGraph, build
from graphs.explorer import SCRIPTS, explore
from tests.sample import sample
from tests.window import Window, chromium, faults

PAGE = Path(__file__).parents[1] / "graphs" / "page"
SCREENS = Path(__file__).parents[1] / "out" / "screens"
HOSTILE = "</script><img src=x onerror=\"document.title='run'\">{{DATA}}“&amp;‮"
APPROVED = "#sel=body/HLCP&group=pair|body/HLCP|doc/CEB/2019/1/Add.2"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """One browser for all."""
    with chromium() as browser:
        yield Window(browser, tmp_path_factory.mktemp("explorers"))


@pytest.fixture
def window(shared: Window) -> Iterator[Window]:
    """A window in which nothing may have been asked for or complained about at the end of a test."""
    yield shared
    complaints, shared.complaints = shared.complaints, []
    assert complaints == []


@pytest.fixture(scope="module")
def html() -> bytes:
    """The explorer of the hand-made sample."""
    return explore(build([sample()]), sparql=False)


@pytest.fixture(scope="module")
def report() -> bytes:
    """The explorer of the shipped report."""
    return explore(build([extract(read())]))


def marked(page: Page) -> str:
    """The words marked in the report."""
    return "".join(page.locator("#text mark").all_text_contents())


def seen(page: Page, node: Locator) -> bool:
    """Is a node inside the report's pane, as far as it is scrolled?"""
    pane, box = page.locator("#text").bounding_box(), node.bounding_box()
    assert pane
    assert box
    return pane["y"] <= box["y"] <= pane["y"] + pane["height"] - box["height"]


def approval() -> str:
    """The words of the report that say that HLCP approved the strategies."""
    return next(act.span.text for act in sample().acts if act.type == "approve")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("view", ["lanes", "matrix", "links", "time", "table", "sparql"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_view_opens_and_stays_alone(
    window: Window, report: bytes, view: str, lang: str, width: int
) -> None:
    """A picture of each is left in out/screens, for a person to look at."""
    page = window.open(report, f"#view={view}&lang={lang}&names={lang}&sel=body/HLCM", width=width)
    expect(page.locator(f"#tab-{view}")).to_have_attribute("aria-selected", "true")
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{view}-{lang}-{width}.png")
    assert page.locator("#view").inner_text().strip()
    sizes = page.eval_on_selector_all(
        "#view *, #card *, #text *, #left *",
        "nodes => nodes.filter(n => n.textContent.trim()).map(n => parseFloat(getComputedStyle(n).fontSize))",
    )
    assert min(sizes) >= 11


def test_the_file_is_small_deterministic_and_closed(report: bytes) -> None:
    assert len(report) < 3_200_000
    assert report == explore(build([extract(read())]))
    text = report.decode("utf-8")
    assert "default-src 'none'" in text
    policy = re.findall(r"'[\w-]*unsafe[\w-]*'", text.split("</head>")[0].split("<style>")[0])
    assert policy == ["'wasm-unsafe-eval'"]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)


def test_the_text_on_the_page_is_the_text_of_the_units(window: Window, report: bytes) -> None:
    page = window.open(report)
    found = page.locator(".unit .words").evaluate_all("nodes => nodes.map(n => n.textContent)")
    assert sorted(found) == sorted(unit.text for unit in read().units)


@pytest.mark.parametrize(
    "query", ["方案问题高级别委员会", "HLCP", "High-level Committee on Programmes", "hlcp"]
)
def test_search_finds_a_body_by_any_name(window: Window, report: bytes, query: str) -> None:
    page = window.open(report)
    page.fill("#q", query)
    expect(page.locator("#results button").first).to_contain_text("方案问题高级别委员会")
    page.locator("#results button").first.click()
    expect(page.locator("#card h2")).to_contain_text("方案问题高级别委员会")


@pytest.mark.parametrize(("query", "name"), [("HLCP-37", "HLCP-37"), ("A/RES/72/226", "A/RES/72/226")])
def test_search_finds_sessions_and_symbols(window: Window, html: bytes, query: str, name: str) -> None:
    page = window.open(html)
    page.fill("#q", query)
    expect(page.locator("#results button").first).to_contain_text(name)


def test_a_line_shows_and_marks_its_sentence(window: Window, html: bytes) -> None:
    page = window.open(html, "#sel=body/HLCP")
    line = page.locator('.edge[aria-label^="HLCP"][aria-label*="工作未来"]').first
    line.locator(".hit").dispatch_event("click")
    assert marked(page) == approval()
    assert seen(page, page.locator("#text mark").first)
    expect(page.locator("#card .statement.on q")).to_contain_text(approval())


def test_every_statement_marks_exactly_its_quote(window: Window, html: bytes) -> None:
    page = window.open(html, "#view=table")
    for row in page.locator("table.rows tbody tr").all():
        row.dispatch_event("click")
        assert marked(page) == row.locator(".c-quote").text_content()


def test_the_question_of_the_first_user_in_three_clicks(window: Window, report: bytes) -> None:
    """Which strategies did HLCP approve and CEB endorse, on which resolution, and where is it said?"""
    page = window.open(report)
    page.click("#tab-matrix")
    page.click("#by-chain")
    rows = page.locator("table.chain tbody tr")
    both = rows.filter(has=page.get_by_role("button", name="核准 HLCP, HLCP-37")).filter(
        has=page.get_by_role("button", name="核可 CEB, CEB-2019-1")
    )
    titles = both.locator("th").all_inner_texts()
    assert {"联合国系统关于工作未来的战略", "支持人工智能能力发展的联合国全系统战略方针和路线图"} <= {
        title.split("\n")[-1] for title in titles
    }
    urban = rows.filter(has_text="联合国全系统城市可持续发展战略")
    expect(urban.get_by_role("button", name="A/RES/72/226")).to_be_visible()
    both.first.get_by_role("button", name="核准 HLCP").click()
    assert marked(page) == approval()
    assert seen(page, page.locator("#text mark").first)


def test_a_matrix_cell_opens_its_acts(window: Window, html: bytes) -> None:
    page = window.open(html, "#view=matrix")
    page.locator('.cell[aria-label*="HLCP ×"]').first.click()
    assert marked(page) == approval()
    expect(page.locator('.cell[aria-label*="HLCP ×"]').first).to_have_class(re.compile(r"\bon\b"))
    expect(page.locator("#card .statement")).not_to_have_count(0)


def test_a_point_of_the_timeline_opens_its_acts(window: Window, html: bytes) -> None:
    page = window.open(html, "#view=time")
    page.locator('.point[aria-label*="HLCP 2019-04"]').click()
    assert marked(page) == approval()


def test_a_name_in_the_text_opens_its_thing(window: Window, html: bytes) -> None:
    page = window.open(html)
    page.locator("#text a.name", has_text="方案问题高级别委员会").first.click()
    expect(page.locator("#card h2")).to_contain_text("方案问题高级别委员会")
    assert "sel=body%2FHLCP" in page.url


def test_the_path_between_two_things_has_a_sentence_for_each_step(window: Window, report: bytes) -> None:
    page = window.open(report, "#view=links&sel=body/HLCM")
    page.select_option("#to", "doc/A/RES/74/251")
    steps = page.locator(".path ol > li")
    assert steps.count() >= 2
    for step in steps.all()[1:]:
        expect(step.locator(".statement, .authority").first).to_be_visible()
    page.locator(".path .statement").first.click()
    assert marked(page)


def test_languages_of_interface_and_names_are_apart(window: Window, html: bytes) -> None:
    page = window.open(html)
    page.click("#lang-en")
    expect(page.locator("#tab-matrix")).to_have_text("Matrix")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#results")).to_contain_text("方案问题高级别委员会")
    page.click("#names-en")
    expect(page.locator("#results")).to_contain_text("High-level Committee on Programmes")
    page.click("#lang-zh")
    expect(page.locator("#tab-matrix")).to_have_text("矩阵")
    expect(page.locator("#results")).to_contain_text("High-level Committee on Programmes")


def test_the_address_holds_the_view(window: Window, html: bytes) -> None:
    page = window.open(html, "#lang=en")
    page.click("#tab-matrix")
    page.select_option("#f-type", "approve")
    page.locator(".cell").first.click()
    before = (page.url, marked(page), page.locator("#card").inner_text(), page.locator("#view").inner_text())
    page.reload()
    assert before == (
        page.url,
        marked(page),
        page.locator("#card").inner_text(),
        page.locator("#view").inner_text(),
    )
    page.go_back()
    assert marked(page) == ""
    page.go_forward()
    assert marked(page) == before[1]


def test_a_broken_address_opens_all_the_same(window: Window, html: bytes) -> None:
    page = window.open(
        html, "#view=nope&sel=body/NOBODY&st=x&group=pair|a|b&year=%3Cscript%3E&lang=xx&open=,,"
    )
    expect(page.locator("#tab-lanes")).to_have_attribute("aria-selected", "true")


def test_filters_narrow_what_is_shown_and_can_be_cleared(window: Window, html: bytes) -> None:
    page = window.open(html, "#view=table")
    everything = page.locator("table.rows tbody tr").count()
    page.select_option("#f-type", "approve")
    expect(page.locator("table.rows tbody tr")).to_have_count(1)
    page.click("#found .count button")
    expect(page.locator("table.rows tbody tr")).to_have_count(everything)
    page.select_option("#f-year", "2019")
    assert set(page.locator("table.rows .c-date").all_text_contents()[1:]) <= {
        "2019",
        "2019-04",
        "2019-09-23",
    }
    page.select_option("#f-section", "II.B")
    assert set(page.locator("table.rows tbody .c-unit").all_text_contents()) == {"p11"}


def test_the_keyboard_is_enough(window: Window, html: bytes) -> None:
    page = window.open(html)
    keys = page.keyboard
    keys.press("/")
    expect(page.locator("#q")).to_be_focused()
    keys.type("HLCP")
    keys.press("ArrowDown")
    expect(page.locator("#results button").first).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#card h2")).to_contain_text("方案问题高级别委员会")
    page.locator("#card .statement").first.focus()
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    expect(page.locator("#card .statement").first).to_be_focused()
    keys.press("Enter")
    assert marked(page)
    keys.press("Escape")
    assert marked(page) == ""
    keys.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


def test_arrows_move_through_the_lanes(window: Window, html: bytes) -> None:
    page = window.open(html)
    page.locator('.box[tabindex="0"]').focus()
    names = set()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
        names.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert len(names) >= 3
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_visible()


def test_the_page_says_what_has_happened(window: Window, html: bytes) -> None:
    page = window.open(html, "#sel=body/HLCP")
    expect(page.locator("#live")).to_contain_text("方案问题高级别委员会")
    page.locator("#card .statement").first.click()
    expect(page.locator("#live")).to_contain_text(marked(page))
    assert page.locator("button:not([aria-label])").evaluate_all("b => b.every(x => x.textContent.trim())")
    assert page.locator("svg [role=button]:not([aria-label])").evaluate_all(
        "b => b.every(x => x.textContent.trim())"
    )


def test_the_table_sorts_and_gives_csv(window: Window, html: bytes) -> None:
    page = window.open(html, "#view=table")
    page.click('th button[data-column="type"]')
    expect(page.locator("th.c-type")).to_have_attribute("aria-sort", "ascending")
    up = page.locator("table.rows tbody .c-type").all_text_contents()
    page.click('th button[data-column="type"]')
    down = page.locator("table.rows tbody .c-type").all_text_contents()
    assert sorted(up) == sorted(down)
    assert up[0] == down[-1]
    with page.expect_download() as waiting:
        page.click("#csv")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(down)
    assert approval() in {row["quote"] for row in rows}


def test_what_is_cut_off_is_counted(window: Window, report: bytes) -> None:
    page = window.open(report)
    shown = page.locator('.box[aria-label$=", 决议"]').count()
    more = page.locator(".more").first
    rest = int(re.sub(r"\D", "", more.text_content() or ""))
    more.dispatch_event("click")
    assert page.locator('.box[aria-label$=", 决议"]').count() == shown + rest


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_overlaps(window: Window, report: bytes, width: int) -> None:
    page = window.open(report, width=width)
    page.wait_for_timeout(300)
    boxes = page.locator(".box > rect:first-of-type").evaluate_all(
        "b => b.map(x => x.getBoundingClientRect()).map(r => [r.left, r.top, r.right, r.bottom])"
    )
    assert boxes
    for n, (left, top, right, bottom) in enumerate(boxes):
        others = boxes[n + 1 :]
        assert not any(left < r and le < right and top < b and t < bottom for le, t, r, b in others)
    over = page.locator(".box").evaluate_all(
        """b => b.filter(x => { const r = x.querySelector('rect').getBoundingClientRect();
        return [...x.querySelectorAll('text')].some(t => t.getBoundingClientRect().right > r.right + 1); })
        .map(x => x.textContent)"""
    )
    assert over == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


STATES = (
    "#view=lanes",
    "#sel=body/HLCM&lang=en&names=en",
    "#view=matrix&lang=en&names=en",
    "#view=matrix&by=chain",
    "#view=links",
    "#view=links&sel=body/HLCM",
    "#view=links&sel=body/HLCM&to=doc/A/RES/74/251",
    "#view=time",
    "#view=table&sel=body/HLCM",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", [APPROVED, *STATES])
def test_axe_finds_nothing(window: Window, html: bytes, state: str, scheme: str) -> None:
    assert faults(window.open(html, state, scheme=scheme)) == []


@pytest.mark.parametrize("pane", ["find", "view", "text"])
def test_axe_finds_nothing_on_a_small_screen(window: Window, html: bytes, pane: str) -> None:
    assert faults(window.open(html, f"{APPROVED}&pane={pane}", width=390)) == []


def test_a_small_screen_shows_the_pane_that_answers(window: Window, report: bytes) -> None:
    page = window.open(report, width=390)
    expect(page.locator("#left")).to_be_hidden()
    page.click("#pane-find")
    page.fill("#q", "HLCP")
    page.locator("#results button").first.click()
    expect(page.locator(".box.chosen").first).to_be_visible()
    page.locator(".edge.on .hit").first.dispatch_event("click")
    expect(page.locator("#view")).to_be_hidden()
    assert seen(page, page.locator("#text mark").first)
    page.go_back()
    expect(page.locator("#view")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_names_that_are_our_translation_say_so(window: Window, report: bytes) -> None:
    page = window.open(report, "#sel=doc/mutual-recognition-statement&names=en&lang=en")
    expect(page.locator("#card")).to_contain_text("translated by us")
    page = window.open(report, "#sel=body/HLCP&names=en&lang=en")
    expect(page.locator("#card")).not_to_contain_text("translated by us")


def test_a_graph_without_acts_says_so(window: Window) -> None:
    bare = replace(sample(), acts=(), relations=(), signatures=(), mandates=())
    page = window.fresh(explore(build([bare])))
    page.click("#tab-matrix")
    expect(page.locator("#view")).to_contain_text("不含行为")


def hostile() -> KnowledgeGraph:
    """The sample with markup, quotes and a placeholder in names, symbols and aliases."""
    given = sample()
    entities = tuple(
        replace(e, label_zh=HOSTILE + e.key, label_en=HOSTILE, hidden_zh=(HOSTILE,)) for e in given.entities
    )
    return build([replace(given, entities=entities)])


@pytest.mark.parametrize("view", ["lanes", "matrix", "links", "time", "table"])
def test_hostile_text_stays_text(window: Window, view: str) -> None:
    page = window.fresh(explore(hostile()), f"#view={view}&sel=body/HLCP&names=zh")
    assert page.locator("img").count() == 0
    assert "onerror" in page.locator("#card").inner_text()
    assert page.title() != "run"
    assert page.locator("script").count() == 4


def test_a_label_of_5000_signs_breaks_nothing(window: Window) -> None:
    given = sample()
    long = tuple(replace(e, label_zh="长" * 5000) if e.key == "HLCP" else e for e in given.entities)
    page = window.fresh(explore(build([replace(given, entities=long)])), "#sel=body/HLCP")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def empty(given: Extraction) -> Extraction:
    """A report of which nothing was understood."""
    return Extraction(given.document)


def test_a_report_without_facts_still_shows_its_text(window: Window) -> None:
    page = window.fresh(explore(build([empty(sample())])))
    expect(page.locator("#text")).to_contain_text("方案问题高级别委员会")
    for view in ("matrix", "links", "time", "table"):
        page.click(f"#tab-{view}")


def test_a_foreign_graph_says_what_is_missing(window: Window) -> None:
    page = window.fresh(explore(KnowledgeGraph([])))
    expect(page.locator("#text")).to_contain_text("不含报告正文")
    expect(page.locator("#view")).to_contain_text("不含可显示的内容")


def test_two_reports_keep_their_sections_apart(window: Window) -> None:
    first = sample()
    second = replace(first, document=replace(first.document, symbol="E/2021/99"))
    page = window.fresh(explore(build([first, second]), sparql=False), "#view=table")
    every = page.locator("table.rows tbody tr").count()
    options = page.locator("#f-section option").all_inner_texts()
    assert len(set(options)) == len(options)
    page.select_option("#f-section", "E/2021/99 II.B")
    assert 0 < page.locator("table.rows tbody tr").count() < every / 2


SCRIPT = "\n".join((PAGE / name).read_text(encoding="utf-8") for name in SCRIPTS)


def test_what_the_page_declares_is_declared_once_and_used() -> None:
    script = SCRIPT.replace("...", " ")
    names = re.findall(r"^(?:async )?(?:function|const|let) (\w+)", script, re.MULTILINE)
    assert len(names) == len(set(names)) > 100
    assert [name for name in names if len(re.findall(rf"(?<![.\w]){name}\b", script)) < 2] == []


def test_the_words_of_the_page_are_all_said() -> None:
    words = re.search(r"const WORDS = \{(.*?)^\};", SCRIPT, re.DOTALL | re.MULTILINE)
    assert words
    keys = re.findall(r"^  (\w+): \[", words[1], re.MULTILINE)
    assert len(keys) == len(set(keys)) > 100
    # Lanes, kinds of statements and groups are named by the builder, columns and panes put together.
    said = SCRIPT.replace(words[0], "") + "".join(
        (PAGE.parent / name).read_text(encoding="utf-8") for name in ("scene.py", "layout.py")
    )
    unsaid = [key for key in keys if not re.search(rf"\b{key}\b", said)]
    assert [key for key in unsaid if not key.startswith(("c_", "ch_", "pane_"))] == []


def test_a_graph_of_other_words_says_what_is_missing(window: Window) -> None:
    foreign = ox.parse(b'<urn:a> <urn:b> "c" . <urn:a> a <urn:D> .', format=ox.RdfFormat.TURTLE)
    page = window.fresh(explore(KnowledgeGraph(foreign)))
    expect(page.locator("#view")).to_contain_text("2 条三元组")
    page.click("#tab-sparql")
    page.click("#run")
    expect(page.locator("#answered")).to_have_text("0 行")


def test_paper_shows_the_text_without_the_controls(window: Window, html: bytes) -> None:
    page = window.open(html, APPROVED)
    page.emulate_media(media="print")
    expect(page.locator("#left")).to_be_hidden()
    expect(page.locator("#text")).to_be_visible()
    assert page.locator("#text").evaluate("n => n.scrollHeight <= n.clientHeight + 1")
