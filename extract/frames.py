"""Frames and prepositional phrases in front of a predicate."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.grammar import Clause
from extract.items import AGENT, CITATION, DATE, EVENT, PLACE, SESSION, WORK, Item
from extract.subjects import Subjects
from extract.words import Part

_AFTER_ITEM = re.compile(r"(?:会议)?(?:上|中|期间|时|后|前)")
_LOCALIZER = re.compile(
    r"(?:时|后|前|上|下|中|内|里|以内|方面|期间|之间|之后|之前|过程中|背景下|基础上|框架内|范围内)$"
)
_BASIS = ("根据", "按照", "依照", "遵照", "应", "响应", "为响应")


class Frames(Subjects):
    """Reads what stands before the predicate: when, where, with whom, under what."""

    def preposes(self, at: int) -> bool:
        """将 X V: 将 takes an object when no verb and no adverb follows it at once."""
        follower = self.parts[at + 1] if at + 1 < len(self.parts) else None
        if follower is None or follower.verb or follower.kinds & {"adv", "by"}:
            return False
        later = [p.verb for k, p in enumerate(self.parts) if k > at + 1 and p.verb and self.candidate(k)]
        if "prep" in follower.kinds:
            return bool(later) and follower.text == "对" and later[-1].frame not in ("light", "with")
        return bool(later)

    def take_by(self, at: int) -> int:
        found, after = self.agents_at(at + 1)
        if not found:
            self.noise = True
            return at + 1
        self.by = self.state.by = found
        return after

    def phrase(self, at: int) -> int:
        """A prepositional phrase: records what it says, returns the index after it."""
        preposition = "在" if self.parts[at].text == "正在" else self.parts[at].text
        end = self.phrase_end(at)
        inside = self.parts[at + 1 : end]
        if not inside:
            self.noise = True
            return at + 1
        self.note_frame(preposition, inside)
        self.said_inside(preposition, inside)
        items = tuple(p.item for p in inside if p.item)
        if preposition in ("与", "同"):
            self.with_ = (*self.with_, *(i for i in items if i.code == AGENT))
        elif preposition not in ("在", "于", "自", "随着"):
            self.topics.append((preposition, inside[0].start, inside[-1].end))
        return end

    def goes_on_in(self, at: int) -> bool:
        """正在三个工作流下实施: 正 + 在…下, no adverb before a verb."""
        end = self.place_end(at) if self.parts[at].text == "正在" else at
        return end > at + 1 and bool(_LOCALIZER.search(self.parts[end - 1].text))

    def phrase_end(self, at: int) -> int:
        preposition = self.parts[at].text
        if preposition in ("在", "于", "正在"):
            return self.place_end(at)
        if preposition in (*_BASIS, "作为", "随着", "继", "除", "关于"):
            return len(self.parts)
        if preposition in ("与", "同"):
            _, after = self.agents_at(at + 1)
            if after > at + 1 and (after >= len(self.parts) or self.leads(after)):
                return after
        candidates = [k for k in range(at + 2, len(self.parts)) if self.parts[k].verb and self.candidate(k)]
        cued = [k for k in candidates if self.cued(k)]
        if cued:
            return self.before_adverbs(cued[0], at)
        return self.before_adverbs(candidates[-1], at) if candidates else len(self.parts)

    def before_adverbs(self, verb_at: int, floor: int) -> int:
        while verb_at - 1 > floor + 1 and "adv" in self.parts[verb_at - 1].kinds:
            verb_at -= 1
        return verb_at

    def place_end(self, at: int) -> int:
        """在…上/中/时: to the localizer; 在Ⓟ, 于Ⓣ: to the item."""
        stop = at + 1
        for k in range(at + 1, len(self.parts)):
            part = self.parts[k]
            if part.verb and self.cued(k) and k > at + 1 and "adv" not in part.kinds:
                break
            if not part.item and _LOCALIZER.search(part.text):
                return k + 1
            if not part.item and self.parts[k - 1].item and _AFTER_ITEM.match(part.text):
                return k + 1
        while stop < len(self.parts) and self.parts[stop].item:
            code = self.parts[stop].item.code  # type: ignore[union-attr]
            if code not in (DATE, PLACE, SESSION, EVENT, CITATION):
                break
            stop += 1
        return max(stop, at + 1)

    def note_frame(self, preposition: str, inside: list[Part]) -> None:
        frame = self.state.frame
        items = [p.item for p in inside if p.item]
        if preposition in ("在", "于", "自"):
            for item in items:
                self.framed = self.framed or item.code in (SESSION, DATE)
                if item.code == SESSION:
                    frame.session = item
                elif item.code == DATE:
                    frame.date = item
                elif item.code == PLACE:
                    frame.place = item
                elif item.code == EVENT:
                    frame.event = item
        if preposition in _BASIS:
            last = inside[-1].end
            cited = self.items_in(inside[0].start, self.segment.end)  # …的报告(A/72/684) in brackets too
            frame.basis = tuple(
                i for i in cited if i.code == CITATION or (i in items and i.code == WORK and i.end > last - 5)
            )
            frame.basis_end = last
        elif preposition == "在" and self.grammar[inside[0].start : inside[-1].end].endswith("支持下"):
            frame.basis = tuple(i for i in items if i.code in (CITATION, WORK))
        elif preposition == "在" and any(i.code == CITATION for i in items):
            frame.under = tuple(i for i in items if i.code == CITATION)
        elif preposition in ("经", "经过"):
            frame.process = tuple(i for i in items if i.code == AGENT)
        elif preposition == "在" and inside[-1].text.endswith("基础上"):
            frame.grounds = tuple(i for i in items if i.code in (WORK, EVENT))

    def said_inside(self, preposition: str, inside: list[Part]) -> None:
        """在讨论X时 holds an act of the subject; 在A的支持下 says who supports."""
        if preposition != "在":
            return
        last, verb = inside[-1], inside[0].verb
        if verb and re.search(r"(?<!同)时$", last.text):
            end = last.end - 1
            self.inner.append(
                self.make_clause(inside[0], inside[0].end, end, self.items_in(inside[0].end, end))
            )
            return
        words = self.grammar[inside[0].start : last.end]
        how = re.search(r"的?(支持|领导|牵头|主持|协助)下$", words)
        if how:
            found = [p.item for p in inside if p.item and p.item.code in (AGENT, WORK)]
            self.supporters += [(how[1], item) for item in found]

    def rule(self) -> str:
        """How the subject of a clause was told."""
        if self.own_subject:
            return "clause-subject"
        if self.state.subject and self.state.subject[0].kind == "implied":
            return "clause-enacting"
        return "clause-carried" if self.state.subject else "clause-bare"

    def make_clause(self, part: Part, begin: int, end: int, items: tuple[Item, ...]) -> Clause:
        state, frame = self.state, replace(self.state.frame)
        self.state.frame.process, self.state.told = (), True
        if state.modality == "planned" and not self.framed:  # 于2019年推出，并将由A托管: no date for the plan
            frame.session = frame.date = None
        assert part.verb is not None
        return Clause(
            start=self.segment.start,
            end=self.segment.end,
            verb=part.verb,
            verb_start=part.start,
            verb_end=part.end,
            object_start=begin,
            object_end=end,
            subject=state.subject,
            object=items,
            frame=frame,
            rule=self.rule(),
            modality=state.modality,
            topics=tuple(self.topics),
            with_=self.with_,
            by=self.by,
            theme=self.theme or (() if self.own_subject else state.theme),
            supporters=tuple(self.supporters),
            alien=state.alien,
            joint=self.joint,
            done=self.grammar.startswith("了", part.end),
        )
