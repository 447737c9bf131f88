"""Adds ways to ask to ``queries/ways.tsv``: ``python -m tests.ways FILE...``.

A file has lines of language, sentence and question (further columns are left alone), with real names; here
they become slots (HLCP is ``{body}``), so that the ways hold for any graph.  A sentence of ``asked.tsv`` that
is held out is never added.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from queries.catalogue import questions, ways
from queries.marks import marks, slotted
from queries.spotting import spot
from queries.stores import names_of
from tests import real

FILE = Path(__file__).parents[1] / "queries" / "ways.tsv"
HEADER = "question\tway"


def read(file: Path) -> Iterator[tuple[str, str]]:
    """Yield question and sentence of each row."""
    with file.open(encoding="utf-8", newline="") as lines:
        kept = (line for line in lines if not line.startswith("#"))
        for row in csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row.get("half") != "held-out":
                yield (row["question"] or "").strip(), row["sentence"]


def merged(given: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return ways in order, one of those with the same marks; raises ValueError for an unknown question."""
    known = {one.name for one in questions()} | {""}
    said: dict[tuple[str, frozenset[str]], str] = {}
    for name, way in given:
        if name not in known:
            raise ValueError(f"{way}: there is no question {name!r}")
        said.setdefault((name, frozenset(marks(way))), way)
    return sorted((name, way) for (name, _), way in said.items())


def main(files: list[str]) -> None:
    """Write the ways there are and those of the files."""
    names = names_of(real.graph())
    added = [(name, slotted(spot(words, names))) for file in files for name, words in read(Path(file))]
    given = [(name, " ".join(way.split())) for name, way in [*ways(), *added]]
    lines = [f"{name}\t{way}\n" for name, way in merged(given)]
    FILE.write_text(HEADER + "\n" + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} ways in {FILE.name}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
