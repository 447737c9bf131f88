"""Pictures for papers: a view as SVG, PNG or PDF, with its title, description, source and licence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from extract.errors import MissingExtra, UsageError
from graphs.canvas import Canvas
from graphs.charts import matrix, timeline
from graphs.dataset import LICENCE
from graphs.drawings import ego, lanes
from graphs.layout import lanes as places
from graphs.model import KnowledgeGraph
from graphs.scene import scene
from graphs.stage import Size, Stage

VIEWS: dict[str, Callable[[Stage, Canvas], Size]] = {
    "lanes": lanes,
    "matrix": matrix,
    "ego": ego,
    "timeline": timeline,
}
FORMATS = ("svg", "png", "pdf")
#: Pixels of a PNG for each of the drawing: sharp on paper.
SCALE = 2
_TITLES = {
    "lanes": (
        "{focus}：决议、机构、产出、届会与签署方",
        "{focus}: resolutions, bodies, outputs, sessions, signatories",
    ),
    "matrix": (
        "{focus}：各机构与战略、产出的关系",
        "{focus}: what each body did about which strategy or output",
    ),
    "ego": ("{focus}与何者相连", "What {focus} is connected to"),
    "timeline": ("{focus}：届会与有日期的行为", "{focus}: sessions and dated acts"),
}
_DESCRIPTION = (
    "据{source}绘制：{things}个事物，{statements}条陈述，每条都有报告中的原句。",
    "Drawn from {source}: {things} things and {statements} statements, each with its sentence in the report.",
)
_CREDIT = (
    "来源：{source}（联合国）。由 cebkg 绘制，数据许可 CC BY 4.0。",
    "Source: {source} (United Nations). Drawn by cebkg, data under CC BY 4.0. Italics: our translation.",
)


def picture(
    graph: KnowledgeGraph, form: str = "svg", view: str = "lanes", focus: str = "", lang: str = "zh"
) -> bytes:
    """Return a view as a picture; the same graph gives the same SVG.

    ``focus`` is a name, acronym or symbol of one thing; ``ego`` without one takes the most connected body.
    Raises UsageError for an unknown form, view, language or focus, MissingExtra when ``cairosvg`` is needed
    and not installed.
    """
    for option, value, there in (
        ("--format", form, FORMATS),
        ("--view", view, VIEWS),
        ("--lang", lang, ("zh", "en")),
    ):
        if value not in there:
            raise UsageError(f"{option} {value}: unknown; give one of {', '.join(there)}")
    data = scene(graph)
    data["lanes"] = places(data["things"], data["edges"])
    data["weight"] = Counter(n for edge in data["edges"] for n in edge[:2])
    stage = Stage(data, lang, _focus(data, focus, needed=view == "ego"))
    canvas = Canvas()
    svg = canvas.svg(VIEWS[view](stage, canvas), _words(stage, view))
    return svg if form == "svg" else _drawn(svg, form)


def _focus(data: dict[str, Any], name: str, *, needed: bool) -> int:
    if not name and not needed:
        return -1
    weight = data["weight"]
    if not name:
        if not weight:
            raise UsageError("--view ego: this graph holds no connected things; take a graph with some")
        bodies = [n for n in weight if data["things"][n]["g"] == "body"] or list(weight)
        return int(min(bodies, key=lambda n: (-weight[n], n)))
    wanted = name.casefold()
    found = [n for n, thing in enumerate(data["things"]) if wanted in _names(thing)]
    if not found:
        raise UsageError(
            f"--focus {name}: no such thing; give a name, acronym or symbol as `cebkg show` does"
        )
    return min(found, key=lambda n: (data["things"][n]["k"].casefold() != wanted, -weight[n], n))


def _names(thing: dict[str, Any]) -> set[str]:
    names = (thing["k"], thing.get("zh", ""), thing.get("en", ""), thing["i"], *thing.get("alt", ()))
    return {name.casefold() for name in names if name}


def _words(stage: Stage, view: str) -> dict[str, str]:
    en = stage.lang == "en"
    source = (", " if en else "、").join(stage.data["source"]) or (
        "an unnamed graph" if en else "未具名的图谱"
    )
    told = {
        "source": source,
        "things": len(stage.data["things"]),
        "statements": len(stage.data["statements"]),
    }
    focus = stage.short(stage.focus) if stage.focus >= 0 else source
    return {
        "lang": stage.lang,
        "title": _TITLES[view][en].format(focus=focus),
        "description": _DESCRIPTION[en].format(**told),
        "credit": _CREDIT[en].format(source=source),
        "source": source,
        "licence": LICENCE,
    }


def _drawn(svg: bytes, form: str) -> bytes:
    try:
        import cairosvg
    except (ImportError, OSError):  # OSError: the package is there, the cairo library is not
        raise MissingExtra(
            f"--format {form}: needs the extra `pictures`; run pip install 'cebkg[pictures]' "
            "(and apt-get install libcairo2), or take --format svg"
        ) from None
    convert = cairosvg.svg2png if form == "png" else cairosvg.svg2pdf
    data: bytes = convert(bytestring=svg, scale=SCALE if form == "png" else 1)
    return data
