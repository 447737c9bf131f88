"""Milliseconds of each named question on the shipped report, on Oxigraph and on rdflib's own engine.

python benchmarks/questions.py            # both engines; rdflib is stopped after five seconds a question
python benchmarks/questions.py --brief    # Oxigraph only, and the first ``ask`` from a cold start
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: The bars: a question, and a first sentence from a cold start.
QUESTION_MS, ASK_SECONDS = 50.0, 1.5
_PATIENCE = 5.0


def best(work: Callable[[], object], times: int = 5) -> float:
    """Return the least milliseconds of several runs, of this process alone."""
    found = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append((time.process_time() - began) * 1000)
    return min(found)


def main() -> None:
    """Print the table and whether the bars are met."""
    import extract
    import graphs
    from extract.errors import UsageError
    from queries import guard, questions, run

    brief = "--brief" in sys.argv
    graph = graphs.build(extract.extract(extract.read()))
    model = None if brief else graph.rdflib()
    if model is not None:
        list(model.query("SELECT * { ?s ?p ?o } LIMIT 1"))  # loads what the child may not open
    slow = []
    print(f"{'question':<20}{'rows':>6}{'oxigraph ms':>13}" + ("" if brief else f"{'rdflib ms':>12}"))
    for one in questions():
        rows = len(run(graph, one.name).terms)
        ours = best(lambda name=one.name: run(graph, name))  # type: ignore[misc]
        line = f"{one.name:<20}{rows:>6}{ours:>13.1f}"
        if model is not None:
            began = time.perf_counter()
            try:
                guard.apart(lambda text=one.sparql: len(list(model.query(text))), _PATIENCE)  # type: ignore[misc]
                line += f"{(time.perf_counter() - began) * 1000:>12.0f}"
            except UsageError as fault:
                line += f"{'> 5000' if 'stopped' in str(fault) else 'fails':>12}"
        print(line, flush=True)
        if ours > QUESTION_MS:
            slow.append(one.name)
    verdict = "met" if not slow else "MISSED by " + ", ".join(slow)
    print(f"bar: every question under {QUESTION_MS:g} ms: {verdict}")
    cold = _cold(graph.trig())
    print(f"bar: first ask under {ASK_SECONDS} s: {cold:.2f} s, {'met' if cold < ASK_SECONDS else 'MISSED'}")


def _cold(trig: bytes) -> float:
    """Return the seconds of one ``cebkg ask`` from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.trig"
        file.write_bytes(trig)
        call = [sys.executable, "-m", "cebkg", "ask", str(file), "谁签署了相互承认声明？"]
        return min(_seconds(call) for _ in range(3))


def _seconds(call: list[str]) -> float:
    """Return the seconds of a command, of that process alone."""
    before = os.times()
    subprocess.run(call, cwd=ROOT, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()
