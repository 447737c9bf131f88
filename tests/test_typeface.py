"""A Chinese font inside the explorer: the signs that the page shows, and no others."""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

import cebkg
from extract.errors import InputError, MissingExtra
from graphs import build
from graphs.explorer import explore
from graphs.typeface import subset
from tests.sample import sample
from tests.window import Window, chromium

NOTO = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


@cache
def noto() -> bytes:
    """Debian's Noto Sans CJK; a machine without it skips these tests, but the gate must have it."""
    if not NOTO.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{NOTO} is not installed; run apt-get install fonts-noto-cjk")
        pytest.skip(f"{NOTO} is not installed")
    return NOTO.read_bytes()


def test_the_subset_has_the_signs_of_the_text_and_no_others() -> None:
    made = subset(noto(), "HLCP 核准了战略，CEB 核可了战略。", "noto")
    face = TTFont(io.BytesIO(made))
    assert {chr(code) for code in face.getBestCmap()} == set("核准了战略，可。")
    assert str(face["name"].getDebugName(1)).endswith("SC")
    assert made == subset(noto(), "战略，CEB 核准。可了", "noto")


def test_the_page_uses_it_and_stays_closed(tmp_path: Path) -> None:
    html = explore(build(sample()), sparql=False, font=("noto", noto()))
    assert len(html) < 1_300_000
    with chromium() as browser:
        window = Window(browser, tmp_path)
        page = window.fresh(html)
        loaded = "document.fonts.load('16px Embedded', '核可').then(faces => faces.map(face => face.status))"
        assert page.evaluate(loaded) == ["loaded"]
        assert window.complaints == []


def test_without_the_option_no_font_may_be_loaded() -> None:
    assert b"font-src" not in explore(build(sample()), sparql=False)


@pytest.mark.parametrize("bad", [b"", b"not a font", b"ttcf\x00\x01", b"OTTO" + b"\x00" * 40])
def test_what_is_no_font_is_told(bad: bytes) -> None:
    with pytest.raises(InputError, match=r"x\.otf: not a font"):
        subset(bad, "核", "x.otf")


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name == "brotli":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"pip install 'cebkg\[font\]'"):
        subset(b"", "核", "x")


def test_a_font_that_is_not_there_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "graph.nq").write_bytes(build(sample()).nquads())
    out = tmp_path / "page.html"
    assert cebkg.run(["explore", str(tmp_path / "graph.nq"), "--font", "no.otf", "-o", str(out)]) == 3
    assert "no.otf: cannot be read" in capfd.readouterr().err
    assert not out.exists()
