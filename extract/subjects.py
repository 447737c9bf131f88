"""The subject of a clause: who acts, told apart from whom a relative clause or a purpose is about."""

from __future__ import annotations

from extract.items import AGENT, CITATION, DATE, SESSION, Item
from extract.predicates import Predicates

# A的工作重点是加强调查: what A does stands for A
_METONYMY = (
    "工作重点仍然是",
    "工作重点是",
    "重点是",
    "工作重点",
    "活动",
    "工作",
    "任务",
    "议程",
    "方案工作",
    "代表",
)


class Subjects(Predicates):
    """Reads the items that stand before a predicate: subject, theme, date, session."""

    def relative(self, at: int) -> bool:
        """Whether agents before ``at`` belong to a relative clause: A V 的 N …"""
        while at < len(self.parts) and (
            "adv" in self.parts[at].kinds or (self.parts[at].item and self.parts[at].item.code == DATE)  # type: ignore[union-attr]
        ):
            at += 1
        return at < len(self.parts) and self.parts[at].verb is not None and self.followed_by(at, "的")

    def described(self, at: int) -> int | None:
        """A负责V X的B …: the index of B, of which a relative clause tells what it does for A."""
        if at >= len(self.parts) or self.parts[at].text != "负责":
            return None
        heads = (
            k
            for k in range(at + 2, len(self.parts))
            if self.parts[k].item
            and self.parts[k].item.code == AGENT  # type: ignore[union-attr]
            and self.grammar[self.parts[k].start - 1] == "的"
        )
        return next(heads, None)

    def skip_text(self, at: int, width: int) -> int:
        end = self.parts[at - 1].end + width
        while at < len(self.parts) and self.parts[at].end <= end:
            at += 1
        return at

    def subject(self, at: int) -> int:
        found, after = self.agents_at(at)
        head = self.described(after)
        if head:
            self.noise = False
            found, after = self.agents_at(head)
        rest = self.grammar[self.parts[after - 1].end : self.segment.end]
        if rest.startswith("的"):
            whole = next((m for m in _METONYMY if rest.startswith("的" + m)), "")
            if whole:
                self.set_subject(found)
                self.noise = False
                return self.skip_text(after, len("的" + whole))
            self.noise = True
            return after
        if self.relative(after):
            self.noise = True
            return after
        self.set_subject(found)
        return after

    def take_item(self, at: int, item: Item) -> int:
        if item.code == DATE and not self.followed_by(at, "的"):
            self.state.frame.date, self.framed = item, True
            return at + 1
        if item.code == SESSION:
            self.state.frame.session, self.framed = item, True
            return at + 1
        if item.code in (AGENT, CITATION):
            if (self.state.purpose or self.state.embedded) and any(p.verb for p in self.parts[:at]):
                self.noise = True  # 努力协助会员国利用…: whom the purpose is about
                return at + 1
            return self.subject(at)
        self.theme = (*self.theme, item)
        return at + 1
