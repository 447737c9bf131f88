"""Who holds the system together, as a short report in Chinese or English, or as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from extract.errors import UsageError
from graphs.cohesion import Bridge, Cohesion, Thing

#: How many things, points and bridges a report names; what is left is counted.
MOST = 10
#: Members that a community is shown by.
MEMBERS = 6
FORMATS = ("text", "json")

_WORDS = {
    "en": {
        "head": "{things} things joined by {links} links in {parts} parts; the largest part has {largest}."
        " What the report merely cites is left out.",
        "central": "Who holds the system together: the share of shortest paths that lead through each",
        "thing": "{name}  {share:.1%} of paths, {links} links with {degree} others",
        "points": "Articulation points: without one of these, things lose the rest",
        "point": "{name}  cuts off {cut}",
        "bridges": "Bridges: the only link between two parts",
        "bridge": "{source} {label} {target}  holds {small}",
        "authority": "from authority data",
        "communities": "Communities: things that are joined more to each other than to others"
        " (modularity {modularity})",
        "community": "{number}. {size} things: {members}",
        "more": "... {n} more",
        "leaves": "... and {n} things that hang by one link",
        "none": "none",
        "comma": ", ",
    },
    "zh": {
        "head": "{things} 个事物，{links} 条联系，{parts} 个部分；最大的部分有 {largest} 个。"
        "报告仅引用的未计入。",
        "central": "谁把系统连在一起：最短路径经过各事物的比例",
        "thing": "{name}  {share:.1%} 的路径，与 {degree} 个事物有 {links} 条联系",
        "points": "关节点：去掉其中之一，一些事物便与其余部分断开",
        "point": "{name}  断开 {cut} 个",
        "bridges": "桥：两个部分之间唯一的联系",
        "bridge": "{source} {label} {target}  维系 {small} 个",
        "authority": "来自权威数据",
        "communities": "社群：彼此联系多于与外部联系的事物（模块度 {modularity}）",
        "community": "{number}. {size} 个事物：{members}",
        "more": "……还有 {n} 个",
        "leaves": "……另有 {n} 个事物仅以一条联系相连",
        "none": "无",
        "comma": "、",
    },
}


def holding(found: Cohesion, lang: str = "en", form: str = "text") -> str:
    """Return the report on a measured network; raises UsageError for an unknown language or format."""
    if lang not in _WORDS:
        raise UsageError(f"--lang {lang}: there are zh and en")
    if form not in FORMATS:
        raise UsageError(f"--format {form}: unknown; give one of {', '.join(FORMATS)}")
    if form == "json":
        return json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n"
    return _Report(found, lang).text()


class _Report:
    def __init__(self, found: Cohesion, lang: str) -> None:
        self.found, self.lang, self.words = found, lang, _WORDS[lang]
        self.known = {thing.iri: thing for thing in found.things}

    def text(self) -> str:
        parts = self.found.parts
        joined = [thing for thing in self.found.things if thing.degree]
        head = self.words["head"].format(
            things=len(joined), links=self.found.links, parts=len(parts), largest=max(parts, default=0)
        )
        points = sorted((t for t in joined if t.cut_off), key=lambda t: (-t.cut_off, t.iri))
        bridges = [bridge for bridge in self.found.bridges if bridge.small > 1]
        leaves = len(self.found.bridges) - len(bridges)
        title = self.words["communities"].format(modularity=self.found.modularity)
        communities = self.found.communities()
        blocks = [
            [head],
            self._block(self.words["central"], [self._thing(t) for t in joined if t.betweenness]),
            self._block(self.words["points"], [self._point(t) for t in points]),
            self._block(self.words["bridges"], [self._bridge(b) for b in bridges])
            + ([f"  {self.words['leaves'].format(n=leaves)}"] if leaves else []),
            self._block(title, [self._community(n, group) for n, group in enumerate(communities, 1)]),
        ]
        return "\n\n".join("\n".join(block) for block in blocks) + "\n"

    def _block(self, title: str, lines: list[str]) -> list[str]:
        rest = len(lines) - MOST
        more = [f"  {self.words['more'].format(n=rest)}"] if rest > 0 else []
        return [title, *(f"  {line}" for line in lines[:MOST] or [self.words["none"]]), *more]

    def _label(self, thing: Thing) -> str:
        first, second = (thing.label_en, thing.label_zh)[:: 1 if self.lang == "en" else -1]
        return first or second

    def _name(self, iri: str) -> str:
        key, short = self.known[iri].key, self._label(self.known[iri])
        return f"{key} {short}" if key and key != short else short or iri

    def _short(self, iri: str) -> str:
        thing = self.known[iri]
        name = self._label(thing)
        # The symbol of a strategy tells less than its title; that of a resolution is its name.
        titled = "/" in thing.key and thing.cls != "Resolution" and name
        return name if titled else thing.key or name or iri

    def _thing(self, thing: Thing) -> str:
        return self.words["thing"].format(
            name=self._name(thing.iri), share=thing.betweenness, links=thing.links, degree=thing.degree
        )

    def _point(self, thing: Thing) -> str:
        return self.words["point"].format(name=self._name(thing.iri), cut=thing.cut_off)

    def _bridge(self, bridge: Bridge) -> str:
        label = bridge.label_en if self.lang == "en" else bridge.label_zh
        source, target = self._short(bridge.source), self._short(bridge.target)
        line = self.words["bridge"].format(source=source, label=label, target=target, small=bridge.small)
        told = f"{bridge.unit} “{bridge.quote}”" if bridge.quote else self.words["authority"]
        return f"{line}\n      {told}"

    def _community(self, number: int, group: list[Thing]) -> str:
        names = self.words["comma"].join(self._short(thing.iri) for thing in group[:MEMBERS])
        rest = len(group) - MEMBERS
        more = f" {self.words['more'].format(n=rest)}" if rest > 0 else ""
        return self.words["community"].format(number=number, size=len(group), members=names) + more
