"""The scores of the shipped report on the gold of this folder, kept as a file: ``python -m tests.scores``.

Prints what was gained and lost since the state recorded in ``tests/gold/recorded.tsv``, then writes the new
one, so that a change shows its gains and losses in its own difference.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from extract import extract, read
from graphs import build
from queries.evaluate import evaluate

GOLD = Path(__file__).parent / "gold"
RECORDED = GOLD / "recorded.tsv"
PARTS = ("agreed", "tuning", "reporting", "second")
HEADER = "part\tkind\thits\tgold\tours\tprecision\trecall\tf1"
Row = tuple[str, ...]


def measured() -> list[Row]:
    """Rows of the record: part, kind, counts and scores, in a fixed order."""
    graph = build(extract(read()))
    return [
        (
            part,
            s.kind,
            str(s.hits),
            str(s.gold),
            str(s.ours),
            f"{s.precision:.3f}",
            f"{s.recall:.3f}",
            f"{s.f1:.3f}",
        )
        for part in PARTS
        for s in evaluate(graph, GOLD / part).scores
    ]


def recorded() -> list[Row]:
    """The rows recorded last, none if there are none."""
    if not RECORDED.is_file():
        return []
    return [tuple(line.split("\t")) for line in RECORDED.read_text(encoding="utf-8").splitlines()[1:]]


def changes(before: list[Row], now: list[Row]) -> list[str]:
    """One line for each kind whose counts differ: hits, ours and F1 before and after."""
    old = {row[:2]: row for row in before}
    lines = []
    for row in now:
        last = old.get(row[:2], (*row[:2], "0", "0", "0", "0", "0", "0"))
        if last != row:
            word = "gained" if float(row[-1]) > float(last[-1]) else "lost"
            told = f"hits {last[2]} to {row[2]}, ours {last[4]} to {row[4]}, F1 {last[-1]} to {row[-1]}"
            lines.append(f"{word}: {row[0]} {row[1]}: {told}")
    return lines


def main() -> int:
    """Print the changes, count them by word, and write the new record."""
    now = measured()
    lines = changes(recorded(), now)
    print("\n".join(lines) or "no change since the recorded scores")
    print(dict(Counter(line.split(":")[0] for line in lines)))
    RECORDED.write_text("\n".join([HEADER, *("\t".join(row) for row in now)]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
