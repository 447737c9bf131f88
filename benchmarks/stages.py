"""Seconds of each stage on the shipped report, and on longer ones made of it.

    python benchmarks/stages.py            # the report, ten times and a hundred times it
    python benchmarks/stages.py --brief    # the report and ten times it

A text of n reports repeats paragraphs and footnotes with new numbers, under the headings of the first, so
that it reads as one.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "extract" / "reports" / "ceb-annual-overview-2019.zh.txt"
#: Where the body of the report begins.
FIRST = "一. 引言"
PARAGRAPHS, FOOTNOTES = 53, 17
#: The bars of the design for one report, in seconds.
BARS = {"extract": 0.3, "total": 3.0}
#: A stage may take this many times longer a report when the text is longer; caches and memory move it about.
EVEN = 1.5
#: Stages that last less are too short to say how they grow.
SHORT = 0.02
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NUMBER = re.compile(r"^(\d{1,3})\.(?=\s*\D|\s+\d)", re.MULTILINE)
_MARK = re.compile(f"[{_RAISED}]+")
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+|[A-Z])\. .*\n", re.MULTILINE)

T = TypeVar("T")


def repeated(times: int) -> str:
    """Return the report's text ``times`` times, numbered on."""
    text = REPORT.read_text(encoding="utf-8")
    start = text.index(FIRST)
    return text[:start] + "\n\n".join(_renumbered(text[start:], turn) for turn in range(times))


def _renumbered(body: str, turn: int) -> str:
    def raised(match: re.Match[str]) -> str:
        number = int("".join(str(_RAISED.index(char)) for char in match[0])) + FOOTNOTES * turn
        return "".join(_RAISED[int(digit)] for digit in str(number))

    if turn:
        body = _HEADING.sub("", body)
    body = _NUMBER.sub(lambda match: f"{int(match[1]) + PARAGRAPHS * turn}.", body)
    return _MARK.sub(raised, body)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return the result of a call and its seconds."""
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def importing() -> float:
    """Return the seconds that a fresh interpreter needs to import all rooms, less its own start."""
    return _start("import cebkg, extract, graphs, queries, graphs.explorer") - _start("pass")


def _start(code: str) -> float:
    command = [sys.executable, "-c", code]
    return min(timed(lambda: subprocess.run(command, cwd=ROOT, check=True))[1] for _ in range(3))


def stages(text: bytes) -> dict[str, float]:
    """Return the seconds of each stage for one text, in order."""
    import extract
    import graphs
    from graphs.explorer import explore

    seconds: dict[str, float] = {}
    document, seconds["read"] = timed(lambda: extract.read_bytes(text, "benchmark.txt"))
    if document.warnings:
        print(f"warning: the text made here reads with {len(document.warnings)} warnings", file=sys.stderr)
    found, seconds["extract"] = timed(lambda: extract.extract(document))
    graph, seconds["build graph"] = timed(lambda: graphs.build(found))
    _, seconds["serialise"] = timed(lambda: (graph.turtle(), graph.trig()))
    _, seconds["validate"] = timed(lambda: graphs.validate(graph))
    _, seconds["explorer"] = timed(lambda: explore(graph))
    seconds["total"] = sum(seconds.values())
    return seconds


def growth(first: float, last: float, times: int) -> str:
    """Say whether a stage that took ``first`` seconds for one report grows in proportion."""
    if first < SHORT and last < SHORT * times:
        return "short"
    each = last / times / max(first, SHORT / 10)
    return f"x {each:.2f} a report" + ("" if each <= EVEN else ", MORE THAN IN PROPORTION")


def main() -> None:
    """Print the table; each column is one text, warmed up by a first run of the report."""
    import cebkg

    sizes = (1, 10) if "--brief" in sys.argv else (1, 10, 100)
    cebkg.steady()  # as the command line does
    cold = stages(repeated(1).encode())
    columns = [stages(repeated(size).encode()) for size in sizes]
    print(f"{'seconds':<13}{'cold':>9}" + "".join(f"{f'x {size}':>9}" for size in sizes) + "   grows")
    print(f"{'import':<13}{importing():>9.3f}")
    for name, first in columns[0].items():
        cells = "".join(f"{column[name]:>9.3f}" for column in columns)
        print(f"{name:<13}{cold[name]:>9.3f}{cells}   {growth(first, columns[-1][name], sizes[-1])}")
    for name, bar in BARS.items():
        print(
            f"bar: {name} under {bar} s, cold {cold[name]:.3f} s: {'met' if cold[name] < bar else 'MISSED'}"
        )


if __name__ == "__main__":
    main()
