"""A segment between commas to its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.frames import Frames
from extract.grammar import Clause
from extract.items import AGENT, EVENT, WORK
from extract.words import MARK, Part, Verb

_CLAUSAL = re.compile(r"是|必须|需要|应当|可以|如果|拥有|具有|有决心|就|使")
_NOW = ("目前", "现在", "正在")
_AIMS, _JOINTS = frozenset({"purpose", "result"}), frozenset({"conj", "turn"})
_MODALITIES, _ADVERBS = frozenset({"planned", "negated"}), frozenset({"adv", "conj"})
_PASSED = frozenset({"and", "protected", "purpose", "result"})
_DELIBERATE = frozenset({"decide", "agree", "commit", "request", "call", "encourage"})


class SegmentReader(Frames):
    """One pass from the left over the parts of a segment."""

    def clauses(self) -> Iterator[Clause]:
        self.take_over()
        if self.segment.label and not self.state.aimed:
            self.state.purpose = self.state.embedded = self.state.alien = False
            self.state.subject = self.state.subject or self.state.head or self.sentence.last.subject
            self.state.theme = ()
        self.state.modality = "stated"
        if self.segment.label and self.names_thing():
            self.alien()
            return
        if self.apposition() or self.state.judged:
            return
        at: int | None = self.lead()
        while at is not None:
            verb_at = self.to_predicate(at)
            if verb_at is None:
                break
            clause, at = self.predicate(verb_at)
            if clause:
                yield clause
        if self.segment.stop == "：":
            self.state.head = self.state.subject
            self.state.aimed = self.state.aimed or self.state.embedded  # 请秘书长：(a) 编写…
        if self.segment.stop == MARK and self.opens_items():
            self.state.purpose = self.state.aimed = True
        if self.theme and not self.own_subject and self.segment is self.sentence.segments[0]:
            self.alien()
        for clause in self.inner:
            clause.subject = clause.subject or (self.state.subject if self.own_subject else ())
            clause.alien = False
            yield clause

    def take_over(self) -> None:
        """该项目由A领导，取得了成果: who led it goes on as the subject."""
        if self.state.by and not self.state.subject:
            self.state.subject, self.state.theme, self.state.alien = self.state.by, (), False
            self.state.by = ()

    def opens_items(self) -> bool:
        """建立论坛，以(a)…(b)…: the items are purposes."""
        return bool(self.parts) and "purpose" in self.parts[-1].kinds

    def apposition(self) -> bool:
        """特别是提供…, …同样重要的是: the segment adds to a noun or opens a judgement."""
        if not self.parts:
            return True
        if self.parts[0].text in ("特别是", "尤其是") and len(self.parts) > 1:
            return True
        if "copula" in self.parts[-1].kinds:  # 同样重要的是，…: what follows is judged, not told
            self.alien()
            self.state.judged = True
            return True
        return False

    def names_thing(self) -> bool:
        """(a) Ⓓ…: the labelled item is a thing, what follows is said of it."""
        first = self.parts[0].item if self.parts else None
        return first is not None and first.code in (WORK, EVENT)

    def lead(self) -> int:
        """Read connectives; 以便, 旨在 … make the segment a purpose."""
        at = 0
        if self.parts and self.parts[0].text in ("及其",):
            self.state.purpose = True
        while at < len(self.parts):
            part = self.parts[at]
            if not part.kinds:
                break
            if part.kinds & _AIMS and not part.verb:
                self.state.purpose = True
                at += 1
                continue
            if part.kinds & _JOINTS:
                self.conj = True
                if "turn" in part.kinds or self.done(at + 1):
                    self.state.purpose = self.state.embedded = False
                at += 1
                continue
            break
        first = self.parts[0].text if self.parts else ""
        if first == "为响应":
            self.state.purpose = True
        verbal = not self.has_agent() or (len(self.parts) > 1 and self.parts[1].verb)
        if first == "为" and verbal and not self.contributes():
            self.state.purpose = True
        return at

    def contributes(self) -> bool:
        """为分享经验教训作出了贡献: what 为 opens is the object of a light verb, no purpose."""
        return any(p.verb and p.verb.frame == "light" and self.done(k) for k, p in enumerate(self.parts) if k)

    def done(self, at: int) -> bool:
        """并…V了: the clause goes on with what was done."""
        return any(p.verb and self.grammar.startswith("了", p.end) for p in self.parts[at : at + 3])

    def to_predicate(self, at: int) -> int | None:
        """Walk over frames, subject, adverbs and phrases; the index of the predicate or None."""
        while at < len(self.parts):
            part = self.parts[at]
            if "copula" in part.kinds:
                if not self.own_subject or self.noise:
                    self.alien()
                return None
            if "list" in part.kinds:
                if not self.resume_list(at):
                    return None
                at += 1
                continue
            if "modal" in part.kinds:
                return None
            if part.item and part.item.code == AGENT and self.own_subject and self.noise:
                return None  # a verb the tables do not know stands between
            if "purpose" in part.kinds and self.opens_purpose(at):
                self.state.purpose = True
                if self.noise or self.theme:
                    self.alien()
                return None
            if part.verb and self.is_predicate(at):
                return at
            at = self.step(at, part)
        return None

    def resume_list(self, at: int) -> bool:
        """这种努力包括加强…: what the list names was done by the subject before."""
        if at == 0:
            follower = self.parts[1] if len(self.parts) > 1 else None
            if follower and self.verbal(self.parts[1:]) and not self.state.embedded:
                return not self.state.purpose
            self.state.purpose = True
            return False
        after = self.parts[at + 1 :]
        rest = self.grammar[self.parts[at].end : self.segment.end]
        verbal = self.verbal(after)
        if not verbal and rest.strip():
            self.alien()
            self.state.purpose = True
            return False
        if not self.own_subject and not self.state.subject:
            self.state.subject, self.state.frame = self.sentence.last.subject, self.sentence.last.frame
            self.state.alien = False
        self.noise, self.theme = False, ()
        self.own_subject = True
        return True

    def verbal(self, rest: list[Part]) -> bool:
        """Whether a list begins with a verb: 包括加强…, 包括全面审查…"""
        if not rest:
            return False
        brief = not rest[0].item and len(rest[0].text) <= 2 and len(rest) > 1 and rest[1].verb is not None
        return rest[0].verb is not None or bool(rest[0].kinds & {"prep", "adv"}) or brief

    def step(self, at: int, part: Part) -> int:
        if part.item:
            return self.take_item(at, part.item)
        if not part.kinds:  # plain words, or a verb that is no predicate here
            self.pass_over(part)
            return at + 1
        if part.kinds & _MODALITIES and not (part.text == "将" and self.preposes(at)):
            if "negated" in part.kinds and not self.leads(at + 1):
                return at + 1
            self.state.modality = "planned" if "planned" in part.kinds else "negated"
            return at + 1
        if "by" in part.kinds:
            return self.take_by(at)
        if "prep" in part.kinds or part.text == "将" or self.goes_on_in(at):
            return self.phrase(at)
        if part.text in _NOW and not self.framed:
            self.state.frame.date = None
        if part.kinds & _ADVERBS:
            self.joint = self.joint or part.text in ("共同", "联合")
            return at + 1
        if not part.kinds & _PASSED:
            self.pass_over(part)
        return at + 1

    def pass_over(self, part: Part) -> None:
        """Words that say nothing to the grammar are noise, but for particles and 在…时."""
        if not part.text.endswith("时"):
            self.noise = self.noise or bool(part.text.strip("的地们了，、·"))

    def predicate(self, at: int) -> tuple[Clause | None, int | None]:
        """The clause of the verb at ``at`` and where a coordinate predicate may start."""
        part = self.parts[at]
        assert part.verb is not None
        first = self.segment is self.sentence.segments[0]
        if self.noise and not self.theme and not self.own_subject and not self.conj and not first:
            return None, None
        if (self.noise or self.theme) and not self.own_subject and not self.conj:
            self.alien()
        begin, follower = self.object_start(at), self.coordinate(at)
        end = self.parts[follower - 1].end if follower else self.purpose_start(at)
        clause = self.make_clause(part, begin, max(begin, end), self.items_in(begin, end))
        if self.governed(at):
            clause.verb, clause.object_start = self.state.governor or part.verb, part.start
        else:
            self.state.governor = None
        self.embed(part.verb, clause)
        second = self.parts[at + 2] if follower == at + 1 and at + 2 < len(self.parts) else None
        if second and second.verb and clause.object_end <= clause.object_start:
            clause.object_start, clause.object_end = self.object_start(at + 2), self.segment.end
            clause.object = self.items_in(clause.object_start, clause.object_end)
        if follower and self.aims(at, follower):
            return None, follower + 1
        return clause, follower

    def purpose_start(self, at: int) -> int:
        """Where the object ends: before 以 + verb, 以便, else with the segment."""
        for k in range(at + 2, len(self.parts)):
            part = self.parts[k]
            if "purpose" in part.kinds and self.aims(at, k):
                return part.start
            if "purpose" in part.kinds and self.opens_purpose(k) and part.text not in ("供", "用于"):
                self.state.purpose = True
                return part.start
        return self.segment.end

    def embed(self, verb: Verb, clause: Clause) -> None:
        """What follows a clause-long object belongs to it, unless that object is a plain noun."""
        if verb.frame == "request":
            self.state.embedded, self.state.governor = True, verb
        elif verb.frame in ("clause", "agree"):
            self.state.governor = verb if verb.type in _DELIBERATE else self.state.governor
            words = self.grammar[clause.object_start : clause.object_end]
            self.state.embedded = not words or bool(_CLAUSAL.search(words)) or bool(self.state.governor)
