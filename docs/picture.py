"""Take the picture of the README: ``python -m docs.picture`` writes docs/explorer.png with Chromium."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from extract import extract, read
from graphs import build
from graphs.explorer import explore

CHROMIUM = "/usr/bin/chromium"
PICTURE = Path(__file__).parent / "explorer.png"
#: HLCP chosen, and the line open that leads from it to the strategy on the future of work.
VIEW = "#sel=body/HLCP&group=pair|body/HLCP|doc/CEB/2019/1/Add.2"


def main() -> None:
    """Build the explorer of the shipped report and photograph one view of it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "explorer.html"
        page_file.write_bytes(explore(build(extract(read()))))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page.goto(page_file.as_uri() + VIEW)
        page.wait_for_timeout(500)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
