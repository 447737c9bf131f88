"""How fast the explorer opens and answers in Chromium, on the shipped report and on a graph of twenty.

    python benchmarks/opening.py           # one report and twenty
    python benchmarks/opening.py --brief   # one report

First view: from the start of navigation to the frame in which the boxes of the lanes stand.  Click: from a
click on a line to the frame in which its sentence is marked and in sight.  Milliseconds, median of five.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from extract import extract, read
from graphs import build
from graphs.explorer import explore

CHROMIUM = "/usr/bin/chromium"
TIMES = 5
SIZES = ((1440, 900), (390, 844))
WATCH = """(() => {
  const look = () => document.querySelector('.box')
    ? requestAnimationFrame(() => { window.firstView = performance.now(); })
    : requestAnimationFrame(look);
  look();
})()"""
CLICK = """() => new Promise(done => {
  const line = document.querySelector('.edge .hit');
  const start = performance.now();
  line.dispatchEvent(new MouseEvent('click', {bubbles: true}));
  document.querySelector('#text mark').getBoundingClientRect();
  requestAnimationFrame(() => done(performance.now() - start));
})"""


def measure(browser: Browser, file: Path, size: tuple[int, int]) -> tuple[float, float]:
    """Milliseconds to the first view and from a click on a line to its sentence."""
    opened, clicked = [], []
    for _ in range(TIMES):
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.add_init_script(WATCH)
        page.goto(file.as_uri())
        page.wait_for_function("window.firstView")
        opened.append(float(page.evaluate("window.firstView")))
        clicked.append(float(page.evaluate(CLICK)))
        page.close()
    return statistics.median(opened), statistics.median(clicked)


def _line(count: int, sparql: bool, size: tuple[int, int], length: int, opened: float, clicked: float) -> str:
    told = f"{count:>3} reports, {'with' if sparql else 'without'} SPARQL, {size[0]}x{size[1]}"
    return f"{told:<42} {length / 1e6:5.2f} MB  first view {opened:5.0f} ms  click {clicked:4.0f} ms"


def main() -> None:
    """Print a line for each graph, with and without SPARQL, at each size."""
    counts = (1,) if "--brief" in sys.argv else (1, 20)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for count in counts:
            graph = build([extract(read(symbol=f"E/2020/{100 + n}")) for n in range(count)])
            for sparql in (False, True):
                file = Path(folder) / f"{count}{sparql}.html"
                file.write_bytes(explore(graph, sparql=sparql))
                for size in SIZES:
                    opened, clicked = measure(browser, file, size)
                    print(_line(count, sparql, size, file.stat().st_size, opened, clicked))
        browser.close()


if __name__ == "__main__":
    main()
