"""What a drawing for paper is made from: the explorer's data, a language, a thing in focus, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphs.canvas import SOFT, Canvas

Size = tuple[float, float]
ACCENT, TINT = "#0b5cad", "#e6f0fa"
KEYED = ("body", "resolution", "meeting")
WORDS = {
    "mandates": ("决议", "Resolutions"),
    "bodies": ("机构", "Bodies"),
    "outputs": ("战略与产出", "Strategies and outputs"),
    "sessions": ("届会与会议", "Sessions and meetings"),
    "signatories": ("签署方", "Signatories"),
    "more": ("还有 {n} 项", "{n} more"),
    "in": ("指向它", "towards it"),
    "out": ("由它指向", "from it"),
    "year": ("全年", "year"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """What is drawn: the data of ``scene`` and ``lanes``, the language, and the thing in focus or -1."""

    data: Mapping[str, Any]
    lang: str
    focus: int

    def say(self, key: str, n: int = 0) -> str:
        """A word of the drawing."""
        return WORDS[key][self.lang == "en"].format(n=n)

    def name(self, n: int) -> str:
        """The whole name of a thing."""
        thing = self.data["things"][n]
        pair = (thing.get("en"), thing.get("zh")) if self.lang == "en" else (thing.get("zh"), thing.get("en"))
        return str(next(filter(None, (*pair, thing["k"])), thing["i"]))

    def key(self, n: int) -> str:
        """HLCP, A/RES/74/251, HLCP-37; "" for what goes by its name."""
        thing = self.data["things"][n]
        return str(thing["k"]) if thing["g"] in KEYED and thing["k"] != self.name(n) else ""

    def short(self, n: int) -> str:
        """The shortest sure name of a thing."""
        return self.key(n) or self.name(n)

    def ours(self, n: int) -> bool:
        """Is the name that is shown our translation, which no source has?"""
        return self.lang == "en" and bool(self.data["things"][n].get("tr"))

    def group(self, n: int) -> str:
        """The group of a thing's class."""
        return str(self.data["things"][n]["g"])

    def label(self, edge: list[Any]) -> str:
        """The words of an edge; the report's own verb where the model has none."""
        en = self.lang == "en" and edge[4] != "other"
        return str(edge[4] or edge[3] if en else edge[3] or edge[4])

    def type(self, statement: Mapping[str, Any]) -> str:
        """The type of an act or relation in words."""
        words = self.data["words"]["act_types" if statement["k"] == "Act" else "predicates"]
        pair = words.get(statement.get("t", ""))
        known = pair and statement.get("t") != "other"
        return str(pair[self.lang == "en"] if known else statement.get("v", ""))

    def more(self, canvas: Canvas, x: float, y: float, rest: int) -> None:
        """Say how many more there are than are drawn."""
        if rest > 0:
            canvas.text(x, y + 10, self.say("more", rest), 11, fill=SOFT)
