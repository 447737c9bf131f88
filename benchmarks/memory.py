"""Most memory held while many documents are extracted, streamed and gathered, and while one graph is built.

``python benchmarks/memory.py [COUNT...]`` copies the resolutions of ``../shared/corpus/dgacm/zh`` under
other symbols until there are COUNT of them; ``--graph COUNT`` builds and writes the graph of so many. Each
run has a process of its own; the most that it and the largest of its workers held is printed, in MB.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "dgacm" / "zh"
COUNTS = (200, 1000, 2000)
#: Most MB by which a stream of documents may grow from the first count to the last.
FLAT = 30


def copies(folder: Path, count: int) -> None:
    """Write so many resolutions, each under a number of its own."""
    sources = sorted(CORPUS.glob("*.xml"))
    for number in range(count):
        source = sources[number % len(sources)]
        _, _, session, own = source.stem.split("_")
        words = source.read_text(encoding="utf-8")
        words = re.sub(rf"(?<!\d){session}/{own}(?!\d)", f"90/{number + 1}", words)
        (folder / f"A_RES_90_{number + 1}.xml").write_text(words, encoding="utf-8")


def peak(who: int) -> float:
    """The most MB that this process, or the largest of its children, has held."""
    return resource.getrusage(who).ru_maxrss / 1024


def stream(files: list[Path], _: Path) -> int:
    """Each extraction is forgotten as soon as it is seen."""
    from extract import Extraction, extract_files

    return sum(isinstance(found, Extraction) for found in extract_files(files))


def keep(files: list[Path], out: Path) -> int:
    """All extractions are kept, as for a graph."""
    import io

    from extract.cache import kept
    from extract.many import gather
    from extract.progress import Progress

    return len(gather(files, cache=kept(out), progress=Progress(io.StringIO())).extractions)


def build(files: list[Path], out: Path) -> int:
    """The whole command."""
    import cebkg

    cebkg.steady()
    return cebkg.run(["build", str(files[0].parent), "-o", str(out)])


RUNS: dict[str, Callable[[list[Path], Path], int]] = {"stream": stream, "keep": keep, "build": build}


def run(name: str, folder: str) -> None:
    """Do one run in this process and print what it took."""
    with tempfile.TemporaryDirectory() as out:
        began = time.perf_counter()
        RUNS[name](sorted(Path(folder).iterdir()), Path(out))
        seconds = time.perf_counter() - began
    own, workers = peak(resource.RUSAGE_SELF), peak(resource.RUSAGE_CHILDREN)
    print(f"RESULT {own:.0f} {workers:.0f} {seconds:.1f}")


def measured(name: str, count: int) -> float:
    """Print what a run of so many documents takes; return the MB of its own process."""
    with tempfile.TemporaryDirectory() as folder:
        copies(Path(folder), count)
        command = [sys.executable, __file__, "--run", name, folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    own, workers, seconds = next(
        line for line in done.stdout.splitlines() if line.startswith("RESULT")
    ).split()[1:]
    print(f"{name:<8}{count:>6} documents {own:>7} MB, a worker {workers:>5} MB {seconds:>8} s", flush=True)
    return float(own)


def main() -> int:
    """Measure; 1 if the stream grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=list(COUNTS))
    parser.add_argument("--graph", nargs="*", type=int, default=[], metavar="COUNT")
    parser.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        run(*given.run)
        return 0
    if not CORPUS.exists():
        print(f"left out: {CORPUS} is not there")
        return 0
    held = [measured("stream", count) for count in given.counts]
    for name, counts in (("keep", given.counts), ("build", given.graph)):
        for count in counts:
            measured(name, count)
    return int(held[-1] - held[0] > FLAT)


if __name__ == "__main__":
    sys.exit(main())
