"""Matrix and timeline, drawn for paper: bodies in rows, strategies or months in columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graphs.canvas import INK, LINE, Canvas, wrap
from graphs.stage import ACCENT, TINT, Size, Stage

#: A cell of the matrix; a row of both; columns and rows of the matrix; rows of the timeline.
CELL, ROW, MOST, BODIES = 62, 30, 16, 18


def matrix(stage: Stage, canvas: Canvas) -> Size:
    """Bodies by strategies and outputs: in each cell what the one did about the other."""
    cells = _cells(stage)
    if stage.focus >= 0:
        kept = {pair[1 - side] for pair in cells for side in (0, 1) if pair[side] == stage.focus}
        cells = {pair: found for pair, found in cells.items() if pair[0] in kept or pair[1] in kept}
    columns = _ranked(cells, 1)
    shown = columns[:MOST]
    rows = _ranked({pair: found for pair, found in cells.items() if pair[1] in shown}, 0)
    top, left, head = rows[:MOST], 150.0, 150.0
    for at, n in enumerate(shown):
        for line, words in enumerate(wrap(stage.short(n), (head - 8) / 11, 4)):
            canvas.text(
                left + at * CELL + 14 + line * 13, head - 6, words, 11, turned=True, italic=_slanted(stage, n)
            )
    for row, n in enumerate(top):
        y = head + row * ROW
        canvas.lines(
            0,
            y + ROW / 2,
            [(line, n == stage.focus) for line in wrap(stage.short(n), 12.5, 2)],
            italic=_slanted(stage, n),
        )
        for at, other in enumerate(shown):
            found = cells.get((n, other), [])
            canvas.rect(left + at * CELL, y, CELL, ROW, TINT if found else "#ffffff")
            names = list(dict.fromkeys(found))
            text = (
                wrap(names[0], 4.6, 1)[0] + (f" +{len(found) - 1}" if len(found) > 1 else "") if names else ""
            )
            canvas.text(left + at * CELL + CELL / 2, y + ROW / 2 + 4, text, 11, anchor="middle")
    bottom = head + len(top) * ROW
    stage.more(canvas, 0, bottom + 8, len(rows) - len(top) + len(columns) - len(shown))
    return max(left + len(shown) * CELL, 420), bottom + 24


def _slanted(stage: Stage, n: int) -> bool:
    """A name that is our translation; an acronym is nobody's."""
    return stage.ours(n) and not stage.key(n)


def _cells(stage: Stage) -> dict[tuple[int, int], list[str]]:
    """What is said of each body and each strategy or output, by type; each statement once."""
    found: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for edge in stage.data["edges"]:
        bodies = [n for n in edge[:2] if stage.group(n) == "body"]
        works = [n for n in edge[:2] if stage.group(n) in ("work", "initiative")]
        if edge[5] >= 0 and bodies and works:
            statement = stage.data["statements"][edge[5]]
            found[bodies[0], works[0]][edge[5]] = stage.type(statement) or stage.label(edge)
    return {pair: list(told.values()) for pair, told in found.items()}


def _ranked(cells: Mapping[tuple[int, int], list[str]], side: int) -> list[int]:
    total: dict[int, int] = defaultdict(int)
    for pair, found in cells.items():
        total[pair[side]] += len(found)
    return sorted(total, key=lambda n: (-total[n], n))


def timeline(stage: Stage, canvas: Canvas) -> Size:
    """Sessions (diamonds) and dated acts (discs) of each body by month, as the report dates them."""
    spots = _spots(stage)
    if stage.focus >= 0:
        spots = {spot: own for spot, own in spots.items() if spot[0] == stage.focus}
    months = sorted({month for _, month in spots})
    total: dict[int, int] = defaultdict(int)
    for (n, _), (acts, sessions) in spots.items():
        total[n] += acts + sessions
    rows = sorted(total, key=lambda n: (-total[n], n))
    shown, left, wide = rows[:BODIES], 160.0, 40
    bottom = 44 + len(shown) * ROW
    for at, month in enumerate(months):
        x = left + at * wide + wide / 2
        if at == 0 or months[at - 1][:4] != month[:4]:
            canvas.text(x - wide / 2 + 2, 12, month[:4], 12, bold=True)
            canvas.line(f"M{x - wide / 2:g} 0V{bottom:g}", LINE)
        canvas.text(x, 32, month[5:] or stage.say("year"), 11, anchor="middle")
    for row, n in enumerate(shown):
        y = 44 + row * ROW + ROW / 2
        canvas.line(f"M0 {y + ROW / 2:g}H{left + len(months) * wide:g}", LINE, opacity=0.6)
        canvas.lines(
            0, y, [(line, False) for line in wrap(stage.short(n), 13.5, 2)], italic=_slanted(stage, n)
        )
        for at, month in enumerate(months):
            if (n, month) in spots:
                _spot(canvas, left + at * wide + wide / 2, y, *spots[n, month])
    stage.more(canvas, 0, bottom + 8, len(rows) - len(shown))
    return max(left + len(months) * wide, 420), bottom + 24


def _spot(canvas: Canvas, x: float, y: float, acts: int, sessions: int) -> None:
    if sessions:
        canvas.shape(
            f"M{x:g} {y - 13:g}L{x + 14:g} {y:g}L{x:g} {y + 13:g}L{x - 14:g} {y:g}Z", "#ffffff", "#7a3aa0"
        )
    else:
        canvas.shape(f"M{x - 10:g} {y:g}a10 10 0 1 0 20 0a10 10 0 1 0 -20 0Z", TINT, ACCENT)
    if acts:
        canvas.text(x, y + 4, str(acts), 11, fill=INK, anchor="middle")


def _spots(stage: Stage) -> dict[tuple[int, str], tuple[int, int]]:
    """Acts and sessions of each body in each month or year."""
    things, number = stage.data["things"], {thing["i"]: n for n, thing in enumerate(stage.data["things"])}
    acts: dict[tuple[int, str], int] = defaultdict(int)
    sessions: dict[tuple[int, str], int] = defaultdict(int)
    for statement in stage.data["statements"]:
        ends = statement["x"]
        at = next((n for role, n in ends if role == "session" and things[n].get("d")), -1)
        date = statement.get("d") or (things[at]["d"] if at >= 0 else "")
        actor = _actor(ends, things, number)
        if date and actor is not None:
            acts[actor, date[:7]] += 1
    for thing in things:
        if thing.get("d") and thing.get("of") in number:
            sessions[number[thing["of"]], thing["d"][:7]] += 1
    return {spot: (acts.get(spot, 0), sessions.get(spot, 0)) for spot in sorted({*acts, *sessions})}


def _actor(
    ends: Iterable[list[Any]], things: list[Mapping[str, Any]], number: Mapping[str, int]
) -> int | None:
    """The body that acts, else the body whose session it is."""
    agents = [n for role, n in ends if role == "agent"]
    held = [
        number[things[n]["of"]] for role, n in ends if role == "session" and things[n].get("of") in number
    ]
    bodies = [n for n in agents if things[n]["g"] == "body"]
    return next(iter([*bodies, *held, *agents]), None)
