"""The explorer in a second real browser: Debian's Firefox opens the same file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract import extract, read
from graphs import build
from graphs.explorer import explore
from queries.catalogue import questions
from tests.firefox import Firefox, firefox

VIEWS = ("lanes", "matrix", "links", "time", "table", "sparql")
#: Font sizes of all text in the view, and pairs of boxes of the lanes that lie over each other.
SIZES = """[...document.querySelectorAll('#view *')].filter(n => n.textContent.trim())
  .map(n => parseFloat(getComputedStyle(n).fontSize))"""
OVER = """(() => {
  const all = [...document.querySelectorAll('.box > rect:first-of-type')].map(n => n.getBoundingClientRect());
  return all.filter((a, i) => all.slice(i + 1).some(b =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
})()"""
BACK = """new Promise(done => {
  addEventListener('popstate', () => done(document.querySelector('[aria-selected=true]').id), {once: true});
  history.back();
})"""
CLICK = "document.querySelector({!r}).dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer of the shipped report."""
    place = tmp_path_factory.mktemp("firefox") / "explorer.html"
    asked = [(q.name, q.zh, q.en, q.sparql) for q in questions()]
    place.write_bytes(explore(build([extract(read())]), questions=asked))
    return place


@pytest.fixture(scope="module")
def browser() -> Iterator[Firefox]:
    """One Firefox for all."""
    with firefox() as found:
        yield found


@pytest.fixture
def tab(browser: Firefox) -> Iterator[Firefox]:
    """A tab in which nothing may have been asked for or complained about at the end of a test."""
    yield browser
    complaints, browser.complaints = browser.complaints, []
    assert complaints == []


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_every_view_opens_readable(tab: Firefox, file: Path, size: tuple[int, int]) -> None:
    tab.open(file, "#lang=en&names=en&sel=body/HLCM", size)
    for view in VIEWS:
        tab.run(CLICK.format(f"#tab-{view}"))
        assert tab.run("document.querySelector('#view').innerText.trim().length") > 20
        assert min(tab.run(SIZES)) >= 11
        assert tab.run("document.documentElement.scrollWidth <= innerWidth")
        if view == "lanes":
            assert tab.run("document.querySelectorAll('.box').length") > 10
            assert tab.run(OVER) == 0


def test_three_clicks_lead_to_the_sentence(tab: Firefox, file: Path) -> None:
    tab.open(file)
    tab.run(CLICK.format("#tab-matrix"))
    tab.run(CLICK.format("#by-chain"))
    tab.run(CLICK.format(".chain [aria-label*='核准 HLCP, HLCP-37']"))
    marked = tab.run("[...document.querySelectorAll('#text mark')].map(n => n.textContent).join('')")
    assert "核准了三个相互关联的产品" in marked


def test_sparql_answers(tab: Firefox, file: Path) -> None:
    tab.open(file, "#view=sparql&rq=SELECT (COUNT(*) AS ?n) WHERE { ?s a ceb:Signature }")
    wait = """new Promise(done => { const look = () => document.querySelector('#answer td')
      ? done(document.querySelector('#answer td').textContent) : setTimeout(look, 50); look(); })"""
    assert int(tab.run(wait)) >= 25


def test_back_and_forward_lead_through_the_states(tab: Firefox, file: Path) -> None:
    tab.open(file)
    tab.run(CLICK.format("#tab-time"))
    tab.run(CLICK.format("#tab-table"))
    assert tab.run(BACK) == "tab-time"
