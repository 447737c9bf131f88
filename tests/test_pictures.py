"""Pictures for papers: well-formed, readable, the same at each run, and safe with any label."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import cebkg
from extract import extract, read
from extract.errors import MissingExtra, UsageError
from graphs import KnowledgeGraph, build
from graphs.canvas import ems, wrap
from graphs.pictures import VIEWS, picture
from tests.sample import sample

SVG = "{http://www.w3.org/2000/svg}"
DC = "{http://purl.org/dc/terms/}"


@cache
def report() -> KnowledgeGraph:
    return build([extract(read())])


@cache
def drawn(view: str, focus: str = "", lang: str = "zh") -> ET.Element:
    return ET.fromstring(picture(report(), "svg", view, focus, lang))


def words(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_each_view_says_what_it_is_and_where_it_is_from(view: str, lang: str) -> None:
    root = drawn(view, lang=lang)
    title, description = root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")
    assert title
    assert description
    assert "E/2020/10" in description
    assert next(root.iter(f"{DC}source")).text == "E/2020/10"
    assert next(root.iter(f"{DC}license")).text == "https://creativecommons.org/licenses/by/4.0/"
    assert any("E/2020/10" in text for text in words(root))
    assert len(words(root)) > 20


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_text_is_readable_and_inside(view: str, lang: str) -> None:
    root = drawn(view, lang=lang)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for text in root.iter(f"{SVG}text"):
        assert float(text.attrib["font-size"]) >= 11
        assert 0 <= float(text.attrib["y"]) <= height
        if text.attrib["text-anchor"] == "start" and "transform" not in text.attrib:
            assert float(text.attrib["x"]) + 0.8 * 11 * ems(text.text or "") <= width + 24


def test_boxes_do_not_overlap() -> None:
    for view in ("lanes", "ego"):
        boxes = {
            tuple(float(box.attrib[name]) for name in ("x", "y", "width", "height"))
            for box in drawn(view).iter(f"{SVG}rect")
            if box.attrib.get("width") == "190"
        }
        assert len(boxes) > 10
        for x, y, w, h in boxes:
            others = boxes - {(x, y, w, h)}
            assert not [
                o for o in others if x < o[0] + o[2] and o[0] < x + w and y < o[1] + o[3] and o[1] < y + h
            ]


def test_the_same_graph_gives_the_same_picture() -> None:
    first, second = build([sample()]), build([sample()])
    assert all(picture(first, "svg", view) == picture(second, "svg", view) for view in VIEWS)


def test_the_focus_is_found_by_any_name_and_leads() -> None:
    for name in ("HLCM", "hlcm", "管理问题高级别委员会", "High-level Committee on Management", "高管会"):
        assert "HLCM" in (drawn("ego", name).findtext(f"{SVG}title") or "")
    assert len(words(drawn("timeline", "HLCM"))) < len(words(drawn("timeline")))


def test_what_is_cut_off_is_counted() -> None:
    [bodies] = [text for text in words(drawn("lanes")) if text.startswith("机构")]
    rest = int(bodies.split()[1]) - 14
    assert f"还有 {rest} 项" in words(drawn("lanes"))


def test_matrix_and_ego_show_what_the_report_says() -> None:
    assert {"核准", "HLCP", "CEB"} <= set(words(drawn("matrix")))
    text = words(drawn("ego", "HLCP", "en"))
    assert any("approve" in line for line in text)
    assert "High-level Committee on" in text


def test_names_that_are_our_translation_are_in_italics() -> None:
    slanted = {
        text.text for text in drawn("lanes", lang="en").iter(f"{SVG}text") if "font-style" in text.attrib
    }
    assert "mutual recognition" in " ".join(filter(None, slanted))
    assert "United Nations Secretariat" not in slanted
    assert not [text for text in drawn("lanes").iter(f"{SVG}text") if "font-style" in text.attrib]


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_labels_stay_text(view: str) -> None:
    bad = "</text><script>alert(1)</script>&<!-- \"'‮\x01" + "长" * 5000
    given = sample()
    entities = tuple(replace(e, label_zh=bad + e.key, label_en=bad) for e in given.entities)
    root = ET.fromstring(picture(build([replace(given, entities=entities)]), "svg", view))
    assert not list(root.iter(f"{SVG}script"))
    assert float(root.attrib["width"]) < 4000


def test_an_empty_graph_is_drawn_or_told() -> None:
    for view in ("lanes", "matrix", "timeline"):
        assert ET.fromstring(picture(KnowledgeGraph([]), "svg", view)).tag == f"{SVG}svg"
    with pytest.raises(UsageError, match="no connected things"):
        picture(KnowledgeGraph([]), "svg", "ego")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("gif", "lanes", "", "zh"), "--format gif: unknown"),
        (("svg", "cloud", "", "zh"), "--view cloud: unknown"),
        (("svg", "lanes", "", "fr"), "--lang fr: unknown"),
        (("svg", "ego", "NOBODY", "zh"), "--focus NOBODY: no such thing"),
    ],
)
def test_wrong_wishes_are_told(given: tuple[str, str, str, str], said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        picture(report(), *given)


def test_png_and_pdf_are_made() -> None:
    assert picture(report(), "png", "timeline").startswith(b"\x89PNG")
    assert picture(report(), "pdf", "timeline").startswith(b"%PDF")


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name == "cairosvg":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"pip install 'cebkg\[pictures\]'") as told:
        picture(report(), "png", "timeline")
    assert told.value.exit_code == 5


def test_the_command_writes_a_picture(tmp_path: Any) -> None:
    (tmp_path / "graph.nq").write_bytes(report().nquads())
    out = tmp_path / "hlcm.svg"
    wanted = ["--format", "svg", "--view", "ego", "--focus", "HLCM", "--lang", "en", "-o", str(out)]
    assert cebkg.run(["export", str(tmp_path / "graph.nq"), *wanted]) == 0
    assert ET.fromstring(out.read_bytes()).findtext(f"{SVG}title") == "What HLCM is connected to"


@pytest.mark.parametrize(
    "text", ["", "a", "长" * 300, "word " * 90, "x" * 500, "A/RES/74/251", "（括号）abc"]
)
def test_wrapped_lines_fit_and_lose_nothing_but_the_end(text: str) -> None:
    for width in (3.0, 9.5, 20.0):
        lines = wrap(text, width, 3)
        assert len(lines) <= 3
        assert all(ems(line) <= width + 0.1 for line in lines)
        whole = "".join("".join(lines).split()).removesuffix("…")
        assert "".join(text.split()).startswith(whole)
