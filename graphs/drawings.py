"""Lanes and ego, drawn for paper: boxes with names, and lines between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graphs.canvas import LINE, Canvas, curve, level, wrap
from graphs.layout import FIRST
from graphs.stage import ACCENT, TINT, Size, Stage

COLOURS = {
    "resolution": "#8a4b00",
    "body": "#0b5cad",
    "post": "#45609a",
    "work": "#1d6b3a",
    "initiative": "#4e6b14",
    "meeting": "#7a3aa0",
}
#: A box of the lanes and of the neighbours, the space between two, and what is written on a line, in pixels.
WIDE, HIGH, GAP, STEP, SAID = 190, 40, 44, 8, 150


def lanes(stage: Stage, canvas: Canvas) -> Size:
    """Kinds of things side by side; with a focus, the things that it is joined to."""
    edges = stage.data["edges"]
    near = {n for edge in edges if stage.focus in edge[:2] for n in edge[:2]}
    columns = []
    for lane in stage.data["lanes"]:
        rows = [n for n in lane["rows"] if stage.focus < 0 or n in near]
        if rows:
            columns.append((lane["key"], rows[:FIRST], len(rows)))
    places: dict[int, tuple[float, float]] = {}
    for at, (_, rows, _) in enumerate(columns):
        for row, n in enumerate(rows):
            places.setdefault(n, (at * (WIDE + GAP), 24 + row * (HIGH + STEP)))
    _lines(stage, canvas, places)
    for at, (key, rows, total) in enumerate(columns):
        x = at * (WIDE + GAP)
        canvas.text(x, 12, f"{stage.say(key)} {total}", 13, bold=True)
        for row, n in enumerate(rows):
            _box(stage, canvas, n, x, 24 + row * (HIGH + STEP))
        stage.more(canvas, x + 12, 24 + len(rows) * (HIGH + STEP), total - len(rows))
    most = max((len(rows) for _, rows, _ in columns), default=0)
    return max(len(columns) * (WIDE + GAP) - GAP, 420), 24 + most * (HIGH + STEP) + 16


def _lines(stage: Stage, canvas: Canvas, places: Mapping[int, tuple[float, float]]) -> None:
    """One line for each two boxes, the wider the more is said."""
    said: dict[tuple[int, int], list[str]] = defaultdict(list)
    for edge in stage.data["edges"]:
        if edge[0] in places and edge[1] in places and edge[0] != edge[1]:
            said[min(edge[:2]), max(edge[:2])].append(stage.label(edge))
    for (a, b), labels in sorted(said.items()):
        (x1, y1), (x2, y2) = sorted((places[a], places[b]))
        asked = stage.focus in (a, b)
        start = x1 if x1 == x2 else x1 + WIDE
        title = f"{stage.short(a)} – {stage.short(b)}: {', '.join(dict.fromkeys(labels))}"
        path = curve(start, y1 + HIGH / 2, x2, y2 + HIGH / 2)
        colour = ACCENT if asked else "#8090a5"
        canvas.line(path, colour, min(1 + len(labels) / 2, 4), 0.9 if asked else 0.35, title)


def _box(stage: Stage, canvas: Canvas, n: int, x: float, y: float) -> None:
    colour = COLOURS.get(stage.group(n), "#5b6470")
    canvas.rect(
        x, y, WIDE, HIGH, TINT if n == stage.focus else "#ffffff", ACCENT if n == stage.focus else LINE
    )
    canvas.rect(x, y, 6, HIGH, colour, colour)
    key = stage.key(n)
    first = [(key, True)] if key else []
    names = wrap(stage.name(n), (WIDE - 18) / 11, 3 - len(first))
    canvas.lines(x + 12, y + HIGH / 2, [*first, *((line, False) for line in names)], italic=stage.ours(n))


def ego(stage: Stage, canvas: Canvas) -> Size:
    """The thing in focus between what points to it and what it points to, with what is said."""
    sides: tuple[dict[int, list[str]], dict[int, list[str]]] = (defaultdict(list), defaultdict(list))
    for edge in stage.data["edges"]:
        if stage.focus in edge[:2] and edge[0] != edge[1]:
            side = 0 if edge[1] == stage.focus else 1
            sides[side][edge[side]].append(stage.label(edge))
    weight = stage.data["weight"]
    ranked = [sorted(side, key=lambda n: (-weight[n], n)) for side in sides]
    high = max(min(max(map(len, ranked)), FIRST) * (HIGH + STEP), HIGH)
    middle = 24 + high / 2 - HIGH / 2
    centre = WIDE + SAID + 110
    for at, members in enumerate(ranked):
        x = at * 2 * centre
        canvas.text(x, 12, f"{stage.say('out' if at else 'in')} {len(members)}", 13, bold=True)
        for row, n in enumerate(members[:FIRST]):
            y = 24 + row * (HIGH + STEP)
            inner = x if at else x + WIDE
            edge = centre + WIDE if at else centre
            start = inner + (-SAID if at else SAID)
            canvas.line(level(inner, start, y + HIGH / 2, edge, middle + HIGH / 2), opacity=0.6)
            comma = "、" if stage.lang == "zh" else ", "
            text = wrap(comma.join(dict.fromkeys(sides[at][n])), SAID / 11 - 2, 1)[0]
            written = f"{text} →" if at else f"→ {text}"
            anchor, x_text = ("end", inner - 8) if at else ("start", inner + 8)
            canvas.text(x_text, y + HIGH / 2 - 4, written, 11, fill=ACCENT, anchor=anchor)
            _box(stage, canvas, n, x, y)
        stage.more(canvas, x + 12, 24 + FIRST * (HIGH + STEP), len(members) - FIRST)
    _box(stage, canvas, stage.focus, centre, middle)
    return 2 * centre + WIDE, 24 + high + 16
