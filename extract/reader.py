"""The left-to-right reader of a segment: its fields and what it can look up."""

from __future__ import annotations

from extract.grammar import Clause, Context, Frame, Segment
from extract.items import AGENT, CITATION, Item
from extract.words import with_text


class Reader:
    """The parts of a segment between commas, and what has been understood of them."""

    def __init__(self, sentence: Context, segment: Segment) -> None:
        self.sentence, self.segment = sentence, segment
        self.grammar = sentence.grammar
        self.state = sentence.state
        known = sentence.known.inside(segment.start, segment.end)
        self.parts = with_text(known, self.grammar, segment.start, segment.end)
        self.topics: list[tuple[str, int, int]] = []
        self.with_: tuple[Item, ...] = ()
        self.by: tuple[Item, ...] = ()
        self.theme: tuple[Item, ...] = ()
        self.own_subject = False
        self.noise = False
        self.conj = False
        self.joint = False
        self.framed = False  # a session or date stands in this segment
        self.supporters: list[tuple[str, Item]] = []
        self.inner: list[Clause] = []

    def followed_by(self, at: int, text: str) -> bool:
        return self.grammar.startswith(text, self.parts[at].end)

    def items_in(self, start: int, end: int) -> tuple[Item, ...]:
        return tuple(self.sentence.items.inside(start, end))

    def agents_at(self, at: int) -> tuple[tuple[Item, ...], int]:
        """Agents joined by 、和及与以及 from ``at``: (items, index after them)."""
        found: list[Item] = []
        while at < len(self.parts):
            part = self.parts[at]
            if not part.item or part.item.code not in (AGENT, CITATION):
                break
            found.append(part.item)
            at += 1
            if at + 1 < len(self.parts) and self.joins(at):
                at += 1
                continue
            break
        return tuple(found), at

    def joins(self, at: int) -> bool:
        """、 or 和 followed by another agent."""
        text, follower = self.parts[at].text, self.parts[at + 1]
        joint = text in (
            "、",
            "和",
            "及",
            "以及",
            "与",
            "及其",
            "和其他",
            "或",
            "特别是",
            "尤其是",
            "包括",
            "如",
        )
        return joint and follower.item is not None and follower.item.code in (AGENT, CITATION)

    def leads(self, at: int) -> bool:
        """Whether a verb, adverb or preposition stands at ``at``."""
        part = self.parts[at] if at < len(self.parts) else None
        return bool(part and (part.verb or part.kinds & {"adv", "prep", "by"}))

    def has_agent(self) -> bool:
        return any(p.item and p.item.code == AGENT for p in self.parts)

    def set_subject(self, found: tuple[Item, ...]) -> None:
        if self.state.told and self.state.frame.session and not self.framed and self.state.subject != found:
            self.state.frame = Frame()  # A在…会议上核准了…，随后B核可了: B not at that session
        self.state.told = False
        self.state.subject = found
        self.state.by = ()
        self.state.purpose = self.state.embedded = self.state.alien = False
        self.state.theme, self.state.governor = (), None
        self.state.modality = "stated"
        self.own_subject = True

    def alien(self) -> None:
        self.state.subject, self.state.alien, self.state.theme = (), True, self.theme

    def object_start(self, at: int) -> int:
        start = self.parts[at].end
        while self.grammar[start : start + 1] and self.grammar[start] in "了过着：":
            start += 1
        return start
