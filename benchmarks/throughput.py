"""Characters a second through ``find_citations`` alone (one core) and through all of extraction (two).

``python benchmarks/throughput.py`` takes the resolutions of ``../shared/corpus/dgacm/zh``, or the shipped
report many times where they are not there.  What is counted is the text read, not the markup around it.
"""

from __future__ import annotations

import time
from pathlib import Path

from extract import extract, find_citations, read
from extract.reading import shipped_report
from extract.workers import spread

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "dgacm" / "zh"
CORES = 2
#: The bars of issue 7, in characters a second.
BARS = {"find_citations": 1_500_000, "extraction": 250_000}
#: Text for one run of find_citations, at least.
ENOUGH = 2_000_000


def characters(file: str) -> int:
    """Read and extract a file; how many characters it has."""
    document = read(file)
    extract(document)
    return sum(len(unit.text) for unit in document.units)


def show(name: str, rate: float) -> None:
    """Print a rate beside its bar."""
    print(f"{name:<16}{rate:>12,.0f} characters a second   (bar {BARS[name]:,})")


def main() -> None:
    """Measure both."""
    files = [str(file) for file in sorted(CORPUS.glob("*.xml"))] or [str(shipped_report())] * 24
    print(f"{len(files)} documents" + ("" if CORPUS.exists() else f"; {CORPUS} is not there, so the report"))
    text = "\n".join(unit.text for file in files for unit in read(file).units)
    text *= 1 + ENOUGH // len(text)
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        find_citations(text)
        seconds.append(time.perf_counter() - began)
    show("find_citations", len(text) / min(seconds))
    sizes = {file: sum(len(unit.text) for unit in read(file).units) for file in files}
    rates = []
    for _ in range(3):
        done = spread(characters, files * 6, CORES)
        next(done)  # the workers are there and have their tables, as in a long run
        began = time.perf_counter()
        total = sum(count or 0 for _, count in done)
        rates.append(total / (time.perf_counter() - began))
    assert total == 6 * sum(sizes.values()) - sizes[files[0]]
    show("extraction", max(rates))


if __name__ == "__main__":
    main()
