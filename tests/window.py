"""A window of Debian's Chromium that opens explorers from disk and remembers every complaint."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
_GO = """fragment => {
  document.activeElement.blur();
  document.querySelector('#text').scrollTop = 0;
  history.pushState(null, '', fragment || '#');
  dispatchEvent(new PopStateEvent('popstate'));
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium; a machine without it skips these tests, but the gate must have it."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is not installed; run apt-get install chromium fonts-noto-cjk")
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


class Window:
    """Explorers in tabs, each loaded once; ``open`` brings one to a state as a link to it would."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.folder = folder
        self.context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        self.complaints: list[str] = []
        self._tabs: dict[int, tuple[bytes, Page]] = {}

    def open(self, html: bytes, fragment: str = "", *, width: int = 1440, scheme: str = "light") -> Page:
        """Return the tab of an explorer, at a state of a size in a colour scheme."""
        page = self._tab(html)
        page.set_viewport_size({"width": width, "height": 844 if width < 500 else 900})
        page.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
        page.evaluate(_GO, fragment)
        return page

    def fresh(self, html: bytes, fragment: str = "") -> Page:
        """Return a new tab that loads an explorer from its file at a state."""
        file = self.folder / f"{len(list(self.folder.iterdir()))}.html"
        file.write_bytes(html)
        page = self.context.new_page()
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))
        page.goto(file.as_uri() + fragment)
        return page

    def _tab(self, html: bytes) -> Page:
        known = self._tabs.get(id(html))
        if known is None:
            known = self._tabs[id(html)] = (html, self.fresh(html))
        return known[1]

    def _asked(self, url: str) -> None:
        if not url.startswith(("file:", "blob:")):
            self.complaints.append(f"request: {url}")


def faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA and good practice on the page as it is."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    run = "axe.run(document, {resultTypes: ['violations'], preload: false})"
    tell = "v => `${v.id}: ${v.nodes.length} times, as ${v.nodes[0].html.slice(0, 200)}`"
    found: list[str] = page.evaluate(f"{run}.then(result => result.violations.map({tell}))")
    return found
