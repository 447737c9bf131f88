"""Normalised text keeps its way back to the words as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import read
from extract.normal import SUPERSCRIPTS, normalise, simplify, squeeze

ALPHABET = (
    "首协会處裡後發 　\t\nABab09０９ＡＢａ（）()，、。-–—～\u200b\ufeff\u00a0\u00ad¹²³m°《》“”\U00020000"
)
texts = st.text(ALPHABET, max_size=60) | st.text(max_size=60)


@given(texts)
def test_every_kept_character_leads_back(text: str) -> None:
    normal = normalise(text)
    assert len(normal.back) == len(normal.text)
    assert list(normal.back) == sorted(set(normal.back))
    assert all(0 <= offset < len(text) for offset in normal.back)
    for char, offset in zip(normal.text, normal.back, strict=True):
        assert char == text[offset] or squeeze(text[offset]) in ("", char) or simplify(text)[offset] == char


@given(texts)
def test_what_is_dropped_is_space_or_mark(text: str) -> None:
    kept = set(normalise(text).back)
    dropped = {text[i] for i in range(len(text)) if i not in kept}
    assert dropped <= set(" \t　\u00a0\u200b\ufeff\u00ad" + SUPERSCRIPTS)


@given(texts, st.data())
def test_span_covers_the_words(text: str, data: st.DataObject) -> None:
    normal = normalise(text)
    if not normal.text:
        return
    start = data.draw(st.integers(0, len(normal.text) - 1))
    end = data.draw(st.integers(start + 1, len(normal.text)))
    first, last = normal.span(start, end)
    assert (first, last - 1) == (normal.back[start], normal.back[end - 1])
    assert 0 <= first < last <= len(text)


@given(texts)
def test_twice_is_once(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@given(texts)
def test_simplifying_keeps_the_length(text: str) -> None:
    assert len(simplify(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "even"),
    [
        ("收集和處理", "收集和处理"),
        ("第 71/243 号决议", "第71/243号决议"),
        ("第７１／２４３号", "第71／243号"),
        ("（首协会）", "(首协会)"),
        ("专题，² 同时", "专题，同时"),
        ("United  Nations", "UnitedNations"),
        ("United Nations system", "United Nations system"),
        ("2019 年 4 月", "2019年4月"),
        ("2020–2030 年", "2020-2030年"),
        ("第一行\n第二行", "第一行\n第二行"),
        ("Ⓔ于ⓐ", "E于ⓐ"),
        ("", ""),
    ],
)
def test_forms(written: str, even: str) -> None:
    assert squeeze(written) == even


def test_report_comes_back_whole() -> None:
    for unit in read().units:
        normal = normalise(unit.text)
        words = "".join(unit.text[offset] for offset in normal.back)
        assert squeeze(words) == normal.text
        assert squeeze(unit.text) == normal.text
