"""Places in the lanes, computed while building: which thing stands in which lane, in which row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

#: The lanes from left to right, and the groups of classes that stand in them.
LANES = (
    ("mandates", ("resolution",)),
    ("bodies", ("body", "post")),
    ("outputs", ("work", "initiative")),
    ("sessions", ("meeting",)),
    ("signatories", ()),
)
#: Rows a lane shows before "N more".
FIRST = 14
_ROUNDS = 6

Things = Sequence[Mapping[str, Any]]
Edges = Sequence[Sequence[Any]]


def lanes(things: Things, edges: Edges) -> list[dict[str, Any]]:
    """Return the lanes: ``key``, ``rows`` (thing numbers, the first ``first`` of them shown at once).

    An edge is ``[source, target, kind, label_zh, label_en, statement]``.  The most connected things come
    first; among those shown, neighbours stand at similar heights, so that few lines cross.
    """
    near = _neighbours(edges)
    columns = [_column(things, groups, near) for _, groups in LANES[:-1]]
    columns.append(_ranked({source for source, _, kind, *_ in edges if kind == "signature"}, near))
    shown = _untangled([column[:FIRST] for column in columns], near)
    rest = [column[FIRST:] for column in columns]
    return [
        {"key": key, "rows": [*top, *more], "first": FIRST}
        for (key, _), top, more in zip(LANES, shown, rest, strict=True)
    ]


def _neighbours(edges: Edges) -> dict[int, list[int]]:
    near: dict[int, list[int]] = defaultdict(list)
    for source, target, *_ in edges:
        near[source].append(target)
        near[target].append(source)
    return near


def _column(things: Things, groups: tuple[str, ...], near: Mapping[int, list[int]]) -> list[int]:
    return _ranked((n for n, thing in enumerate(things) if thing["g"] in groups and n in near), near)


def _ranked(members: Iterable[int], near: Mapping[int, list[int]]) -> list[int]:
    return sorted(members, key=lambda n: (-len(near[n]), n))


def _untangled(columns: list[list[int]], near: Mapping[int, list[int]]) -> list[list[int]]:
    """Sort each column by the mean height of its neighbours in the columns beside it, there and back."""
    result = [list(column) for column in columns]
    last = len(result) - 1
    for turn in range(_ROUNDS):
        order = range(1, last + 1) if turn % 2 == 0 else range(last - 1, -1, -1)
        step = -1 if turn % 2 == 0 else 1
        for index in order:
            result[index] = _by_height(result[index], result[index + step], near)
    return result


def _by_height(column: list[int], beside: list[int], near: Mapping[int, list[int]]) -> list[int]:
    height = {n: row / max(len(beside), 1) for row, n in enumerate(beside)}
    own = {n: row / max(len(column), 1) for row, n in enumerate(column)}

    def mean(n: int) -> tuple[float, float]:
        found = [height[other] for other in near[n] if other in height]
        return (round(sum(found) / len(found), 9) if found else own[n], own[n])

    return sorted(column, key=mean)
