"""What can be said and every word the extractor knows: tables (TSV), vocabulary and shapes (Turtle).

This is the only module of the room that touches files.  Tables are UTF-8, tab separated, with a
header line; cells that hold several values separate them with ``|``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_ROOM = Path(__file__).parent


def path(name: str) -> Path:
    """Return the path of a file of this room."""
    return _ROOM / name


def text(name: str) -> str:
    """Return the text of a file of this room."""
    return path(name).read_text(encoding="utf-8")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``name.tsv`` in file order; raises ValueError for a row of the wrong width."""
    file = path(f"{name}.tsv")
    lines = file.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise ValueError(f"{file}:{number}: {len(cells)} cells, expected {len(header)}")
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def split(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several (``a|b``), none for an empty cell."""
    return tuple(value for value in cell.split("|") if value)
