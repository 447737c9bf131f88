"""Sentences to clauses: frames, subject, predicate and object of official Chinese.

A clause is a stretch between commas.  It is read from the left: connectives, frames (在…届会议上,
2019 年, 根据…), the subject, adverbs and prepositional phrases, then the predicate; what follows is
the object.  What a clause leaves out (subject, session, date, instrument) it takes from the clause
before it in the same sentence; 以, 以便, 旨在 … open a stretch of purposes that states nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.items import AGENT, CITATION, DATE, EVENT, PLACE, SESSION, WORK, Item
from extract.words import MARK, Part, Verb, grammar_text, parts

_SENTENCE = re.compile(r"[^。\n]*[。\n]?")
_SEGMENT = re.compile(rf"[，；：。\n]|{MARK}·*")
_LOCALIZER = re.compile(r"(?:时|后|前|上|下|中|内|里|以内|方面|期间|之间|之后|之前|过程中|背景下|基础上|框架内|范围内)$")
# a verb in front of one of these is part of a noun: 执行工作, 协作采购, 合作社区
_NOUN_TAIL = re.compile(
    r"^(?:工作|活动|进程|能力|努力|情况|计划|机制|办法|制度|程序|问题|方面|的|者|员|力度|单位|框架|途径"
    r"|方式|措施|机构|商|人|社区|伙伴|领域|网络|平台|小组|采购|精神|关系|主题|议题|机会|做法)"
)
_METONYMY = ("活动", "工作", "任务", "议程", "方案工作", "工作重点")
# a verb after one of these is a noun: 这些承诺, 该支持
_DETERMINER = re.compile(r"(?:这些|这一|这项|该|其|各项|一项|一个|任何|所有|坚定|集体|联合|全面)$")
_CLAUSAL = re.compile(r"是|必须|需要|应当|可以|如果|拥有|具有|有决心|就|使")


# an object that begins like this goes on after the comma: 支持通过报告，执行纲领; 承诺一旦启动，支持行动
_OPENER = re.compile(r"通过|一旦|如果|在[^，]*(?:时|后|前)$")
_BASIS = ("根据", "按照", "依照", "遵照", "应", "响应", "为响应")
_DELIBERATE = frozenset({"decide", "agree", "commit", "request", "call", "encourage"})


@dataclass(slots=True)
class Frame:
    """What stands around the clauses of a sentence: when, at which session, under which text."""

    session: Item | None = None
    date: Item | None = None
    place: Item | None = None
    event: Item | None = None
    under: tuple[Item, ...] = ()  # 在第70/1号决议中
    basis: tuple[Item, ...] = ()  # 根据第72/226号决议
    basis_end: int = -1  # where the phrase 根据… ends


@dataclass(slots=True)
class Clause:
    """One predicate with its slots; offsets are code points of the normalised unit."""

    start: int
    end: int
    verb: Verb
    verb_start: int
    verb_end: int
    object_start: int
    object_end: int
    subject: tuple[Item, ...]
    object: tuple[Item, ...]  # every item inside the object
    frame: Frame
    rule: str
    modality: str = "stated"
    topics: tuple[tuple[str, int, int], ...] = ()  # preposed phrases: (preposition, start, end)
    with_: tuple[Item, ...] = ()
    by: tuple[Item, ...] = ()
    theme: tuple[Item, ...] = ()  # subject that is a thing, not an agent
    listed: tuple[Item, ...] = ()  # items of the enumeration that the object introduces
    supporters: tuple[tuple[str, Item], ...] = ()  # 在A的支持下: ("支持", A)
    alien: bool = False  # the subject is there, but names no agent
    joint: bool = False  # 共同, 联合
    done: bool = False  # 了 after the verb
    clausal: int = 0  # where a clause-long object ends, 0 if none
    sentence: int = 0


@dataclass(slots=True)
class _State:
    """What later clauses of a sentence inherit."""

    frame: Frame = field(default_factory=Frame)
    subject: tuple[Item, ...] = ()
    by: tuple[Item, ...] = ()
    purpose: bool = False
    embedded: bool = False  # inside the clause-long object of 认识到, 承认 …
    alien: bool = False  # the subject is no agent
    theme: tuple[Item, ...] = ()  # the thing that a passive sentence is about
    governor: Verb | None = None  # 商定, 决定: what 并 + verb continues
    modality: str = "stated"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between commas, with the mark that ends it."""

    start: int
    end: int
    stop: str
    label: bool  # begins with an enumeration label


def read_clauses(text: str, items: Sequence[Item]) -> list[Clause]:
    """Return the clauses of a unit in order, with the items they hold."""
    grammar = grammar_text(text, items)
    found: list[Clause] = []
    last = _State()
    for number, match in enumerate(_SENTENCE.finditer(grammar)):
        if match[0].strip():
            sentence = _Sentence(grammar, match.start(), match.end(), items, last)
            for clause in sentence.clauses():
                clause.sentence = number
                found.append(clause)
            last = sentence.state
    return found


def segments(grammar: str, start: int, end: int) -> Iterator[Segment]:
    """Split a sentence at commas, colons and enumeration labels."""
    at, label = start, False
    for match in _SEGMENT.finditer(grammar, start, end):
        if grammar[at : match.start()].strip():
            yield Segment(at, match.start(), match[0][0], label)
            label = False
        at = match.end()
        label = label or match[0][0] == MARK
    if grammar[at:end].strip():
        yield Segment(at, end, "", label)


class _Sentence:
    def __init__(self, grammar: str, start: int, end: int, items: Sequence[Item], last: _State) -> None:
        self.grammar = grammar
        self.last = last
        self.items = [item for item in items if start <= item.start and item.end <= end]
        self.segments = list(segments(grammar, start, end))
        self.state = _State()

    def clauses(self) -> list[Clause]:
        found: list[Clause] = []
        for segment in self.segments:
            found.extend(_Segment(self, segment).clauses())
        self._enumerations(found)
        self._forward(found)
        self._extend(found)
        return sorted(found, key=lambda clause: clause.verb_start)

    def _forward(self, found: list[Clause]) -> None:
        """认识到X，A商定Y: a clause before the subject has the subject that follows."""
        for index, clause in enumerate(found):
            if not clause.subject and not clause.by and not clause.alien and not clause.theme:
                later = next((c for c in found[index + 1 :] if c.subject), None)
                if later and not any(c.alien for c in found[index + 1 : found.index(later)]):
                    clause.subject, clause.rule = later.subject, "clause-forward"
                    clause.frame = replace(later.frame, under=clause.frame.under or later.frame.under)

    def _extend(self, found: list[Clause]) -> None:
        """一致认为，必须…: an object that begins after the comma."""
        for clause in found:
            empty = clause.verb.frame in ("clause", "agree") and clause.object_end <= clause.object_start
            after = [s for s in self.segments if s.start >= max(clause.object_end, clause.verb_end)]
            opened = _OPENER.match(self.grammar, clause.object_start, clause.object_end)
            if after and (empty or (opened and clause.object_end == clause.end)):
                clause.object_start = after[0].start if empty else clause.object_start
                clause.object_end = after[0].end
                clause.object = tuple(
                    i for i in self.items if clause.object_start <= i.start and i.end <= clause.object_end
                )

    def _enumerations(self, found: list[Clause]) -> None:
        """Give an object that ends in a colon the things its enumeration names."""
        for index, segment in enumerate(self.segments):
            if segment.stop != "：" or not any(s.label for s in self.segments[index + 1 : index + 2]):
                continue
            heads = [self._head(s) for s in self.segments[index + 1 :] if s.label]
            named = tuple(item for item in heads if item)
            if len(named) == len(heads):
                for clause in found:
                    if segment.start <= clause.object_start <= segment.end:
                        clause.listed = named

    def _head(self, segment: Segment) -> Item | None:
        """The thing a labelled item begins with: (a) Ⓓ…"""
        return next((i for i in self.items if i.start == segment.start and i.code in (WORK, EVENT, AGENT)), None)


class _Segment:
    """One pass from the left over the parts of a segment."""

    def __init__(self, sentence: _Sentence, segment: Segment) -> None:
        self.sentence, self.segment = sentence, segment
        self.grammar = sentence.grammar
        self.state = sentence.state
        self.parts = parts(self.grammar, segment.start, segment.end, sentence.items)
        self.topics: list[tuple[str, int, int]] = []
        self.with_: tuple[Item, ...] = ()
        self.by: tuple[Item, ...] = ()
        self.theme: tuple[Item, ...] = ()
        self.own_subject = False
        self.noise = False
        self.adverb = False
        self.conj = False
        self.joint = False
        self.supporters: list[tuple[str, Item]] = []
        self.inner: list[Clause] = []

    # -- reading ---------------------------------------------------------------------------
    def clauses(self) -> Iterator[Clause]:
        if self.segment.label:
            self.state.purpose = self.state.embedded = False
        self.state.modality = "stated"
        if self.segment.label:
            if self._names_thing():
                self._alien()
                return
        at: int | None = self._lead()
        while at is not None:
            verb_at = self._to_predicate(at)
            if verb_at is None:
                break
            clause, at = self._predicate(verb_at)
            if clause:
                yield clause
        if self.theme and not self.own_subject and self.segment is self.sentence.segments[0]:
            self._alien()
        for clause in self.inner:
            clause.subject = clause.subject or (self.state.subject if self.own_subject else ())
            clause.alien = False
            yield clause

    def _names_thing(self) -> bool:
        """(a) Ⓓ…: the labelled item is a thing, what follows is said of it."""
        first = self.parts[0].item if self.parts else None
        return first is not None and first.code in (WORK, EVENT)

    def _lead(self) -> int:
        """Read connectives; 以便, 旨在 … make the segment a purpose."""
        at = 0
        if self.parts and self.parts[0].text in ("及其",):
            self.state.purpose = True
        while at < len(self.parts):
            part = self.parts[at]
            if part.kinds & {"purpose", "result"} and not part.verb:
                self.state.purpose = True
                at += 1
                continue
            if part.kinds & {"conj", "turn"}:
                self.conj = True
                if "turn" in part.kinds or self._done(at + 1):
                    self.state.purpose = self.state.embedded = False
                at += 1
                continue
            break
        first = self.parts[0].text if self.parts else ""
        if first == "为" and (not self._has_agent() or (len(self.parts) > 1 and self.parts[1].verb)):
            self.state.purpose = True
        return at

    def _done(self, at: int) -> bool:
        """并…V了: the clause goes on with what was done."""
        return any(p.verb and self.grammar.startswith("了", p.end) for p in self.parts[at : at + 3])

    def _has_agent(self) -> bool:
        return any(p.item and p.item.code == AGENT for p in self.parts)

    def _to_predicate(self, at: int) -> int | None:
        """Walk over frames, subject, adverbs and phrases; the index of the predicate or None."""
        while at < len(self.parts):
            part = self.parts[at]
            if "copula" in part.kinds:
                if not self.own_subject or self.noise:
                    self._alien()
                return None
            if "list" in part.kinds:
                if not self._resume_list(at):
                    return None
                at += 1
                continue
            if "modal" in part.kinds:
                return None
            if part.item and part.item.code == AGENT and self.own_subject and self.noise:
                return None  # a verb the tables do not know stands between
            if part.kinds & {"purpose"} and self._opens_purpose(at):
                self.state.purpose = True
                if self.noise or self.theme:
                    self._alien()
                return None
            if part.verb and self._is_predicate(at):
                return at
            at = self._step(at, part)
        return None

    def _resume_list(self, at: int) -> bool:
        """这种努力包括加强…: what the list names was done by the subject before."""
        if at == 0:
            follower = self.parts[1] if len(self.parts) > 1 else None
            if follower and (follower.verb or "adv" in follower.kinds) and not self.state.embedded:
                return not self.state.purpose
            self.state.purpose = True
            return False
        after = self.parts[at + 1 :]
        rest = self.grammar[self.parts[at].end : self.segment.end]
        verbal = bool(after) and (after[0].verb is not None or after[0].kinds & {"prep", "adv"})
        if not verbal and rest.strip():
            self._alien()
            self.state.purpose = True
            return False
        if not self.own_subject:
            self.state.subject, self.state.frame = self.sentence.last.subject, self.sentence.last.frame
            self.state.alien = False
        self.noise, self.theme = False, ()
        self.own_subject = True
        return True

    def _step(self, at: int, part: Part) -> int:
        if part.item:
            return self._item(at, part.item)
        if part.kinds & {"planned", "negated"} and not (part.text == "将" and self._preposes(at)):
            if "negated" in part.kinds and not self._leads(at + 1):
                return at + 1
            self.state.modality = "planned" if "planned" in part.kinds else "negated"
            return at + 1
        if "by" in part.kinds:
            return self._by(at)
        if "prep" in part.kinds or part.text == "将":
            return self._phrase(at)
        if part.kinds & {"adv", "conj"}:
            self.joint = self.joint or part.text in ("共同", "联合")
            return at + 1
        if part.kinds & {"and", "protected", "purpose", "result"}:
            return at + 1
        if not part.text.endswith("时"):
            self.noise = self.noise or bool(part.text.strip("的地们了，、·"))
        return at + 1

    def _leads(self, at: int) -> bool:
        """Whether a verb, adverb or preposition stands at ``at``."""
        part = self.parts[at] if at < len(self.parts) else None
        return bool(part and (part.verb or part.kinds & {"adv", "prep", "by"}))

    def _opens_purpose(self, at: int) -> bool:
        """以 opens a purpose only before a verb or a word for one."""
        if self.parts[at].text != "以":
            return True
        rest = self.parts[at + 1 :]
        return bool(rest) and (rest[0].verb is not None or not rest[0].item)

    def _item(self, at: int, item: Item) -> int:
        if item.code == DATE and not self._followed_by(at, "的"):
            self.state.frame.date = item
            return at + 1
        if item.code == SESSION:
            self.state.frame.session = item
            return at + 1
        if item.code in (AGENT, CITATION):
            return self._subject(at)
        self.theme = (*self.theme, item)
        return at + 1

    def _followed_by(self, at: int, text: str) -> bool:
        return self.grammar.startswith(text, self.parts[at].end)

    def _list(self, at: int) -> tuple[tuple[Item, ...], int]:
        """Agents joined by 、和及与以及 from ``at``: (items, index after them)."""
        found: list[Item] = []
        while at < len(self.parts):
            part = self.parts[at]
            if not part.item or part.item.code not in (AGENT, CITATION):
                break
            found.append(part.item)
            at += 1
            if at + 1 < len(self.parts) and self._joins(at):
                at += 1
                continue
            break
        return tuple(found), at

    def _joins(self, at: int) -> bool:
        """、 or 和 followed by another agent."""
        text, follower = self.parts[at].text, self.parts[at + 1]
        joint = text in ("、", "和", "及", "以及", "与", "及其", "和其他", "或", "特别是", "尤其是", "包括", "如")
        return joint and follower.item is not None and follower.item.code in (AGENT, CITATION)

    def _subject(self, at: int) -> int:
        found, after = self._list(at)
        rest = self.grammar[self.parts[after - 1].end : self.segment.end]
        if rest.startswith("的"):
            head = next((m for m in _METONYMY if rest.startswith("的" + m)), "")
            if head:
                self._set_subject(found)
                self.noise = False
                return self._skip_text(after, len("的" + head))
            self.noise = True
            return after
        if self._relative(after):
            self.noise = True
            return after
        self._set_subject(found)
        return after

    def _skip_text(self, at: int, width: int) -> int:
        end = self.parts[at - 1].end + width
        while at < len(self.parts) and self.parts[at].end <= end:
            at += 1
        return at

    def _relative(self, at: int) -> bool:
        """Whether agents before ``at`` belong to a relative clause: A V 的 N …"""
        while at < len(self.parts) and (
            self.parts[at].kinds & {"adv"} or (self.parts[at].item and self.parts[at].item.code == DATE)  # type: ignore[union-attr]
        ):
            at += 1
        return at < len(self.parts) and self.parts[at].verb is not None and self._followed_by(at, "的")

    def _set_subject(self, found: tuple[Item, ...]) -> None:
        self.state.subject = found
        self.state.by = ()
        self.state.purpose = self.state.embedded = self.state.alien = False
        self.state.theme, self.state.governor = (), None
        self.state.modality = "stated"
        self.own_subject = True

    def _alien(self) -> None:
        self.state.subject, self.state.alien, self.state.theme = (), True, self.theme

    # -- phrases ---------------------------------------------------------------------------
    def _preposes(self, at: int) -> bool:
        """将 X V: 将 takes an object when no verb and no adverb follows it at once."""
        follower = self.parts[at + 1] if at + 1 < len(self.parts) else None
        if follower is None or follower.verb or follower.kinds & {"adv", "by"}:
            return False
        later = [p.verb for k, p in enumerate(self.parts) if k > at + 1 and p.verb and self._candidate(k)]
        if follower.kinds & {"prep"}:
            return bool(later) and follower.text == "对" and later[-1].frame not in ("light", "with")
        return bool(later)

    def _by(self, at: int) -> int:
        found, after = self._list(at + 1)
        if not found:
            self.noise = True
            return at + 1
        self.by = self.state.by = found
        return after

    def _phrase(self, at: int) -> int:
        """A prepositional phrase: records what it says, returns the index after it."""
        preposition = self.parts[at].text
        end = self._phrase_end(at)
        inside = self.parts[at + 1 : end]
        if not inside:
            self.noise = True
            return at + 1
        self._frame(preposition, inside)
        self._said_inside(preposition, inside)
        items = tuple(p.item for p in inside if p.item)
        if preposition in ("与", "同"):
            self.with_ = (*self.with_, *(i for i in items if i.code == AGENT))
        elif preposition not in ("在", "于", "自", "随着"):
            self.topics.append((preposition, inside[0].start, inside[-1].end))
        return end

    def _phrase_end(self, at: int) -> int:
        preposition = self.parts[at].text
        if preposition in ("在", "于"):
            return self._place_end(at)
        if preposition in (*_BASIS, "作为", "随着", "继", "除", "关于"):
            return self._instrument_end(at)
        if preposition in ("与", "同"):
            _, after = self._list(at + 1)
            if after > at + 1:
                return after
        candidates = [k for k in range(at + 2, len(self.parts)) if self.parts[k].verb and self._candidate(k)]
        cued = [k for k in candidates if self._cued(k)]
        if cued:
            return self._before_adverbs(cued[0], at)
        return self._before_adverbs(candidates[-1], at) if candidates else len(self.parts)

    def _before_adverbs(self, verb_at: int, floor: int) -> int:
        while verb_at - 1 > floor + 1 and "adv" in self.parts[verb_at - 1].kinds:
            verb_at -= 1
        return verb_at

    def _instrument_end(self, at: int) -> int:
        """根据A… usually fills its segment; a subject after a comma follows."""
        return len(self.parts)

    def _place_end(self, at: int) -> int:
        """在…上/中/时: to the localizer; 在Ⓟ, 于Ⓣ: to the item."""
        stop = at + 1
        for k in range(at + 1, len(self.parts)):
            part = self.parts[k]
            if part.verb and self._cued(k) and k > at + 1 and "adv" not in part.kinds:
                break
            if not part.item and _LOCALIZER.search(part.text):
                return k + 1
            if not part.item and (found := re.search(r"^(?:会议)?(?:上|中|期间|时|后|前)", part.text)):
                if found and self.parts[k - 1].item:
                    return k + 1
        while stop < len(self.parts) and self.parts[stop].item:
            code = self.parts[stop].item.code  # type: ignore[union-attr]
            if code not in (DATE, PLACE, SESSION, EVENT, CITATION):
                break
            stop += 1
        return max(stop, at + 1)

    def _frame(self, preposition: str, inside: list[Part]) -> None:
        frame = self.state.frame
        items = [p.item for p in inside if p.item]
        if preposition in ("在", "于", "自"):
            for item in items:
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
            frame.basis = tuple(i for i in items if i.code == CITATION or (i.code == WORK and i.end > last - 5))
            frame.basis_end = last
        elif preposition == "在" and any(i.code == CITATION for i in items):
            frame.under = tuple(i for i in items if i.code == CITATION)
        elif preposition == "在" and inside[-1].text.endswith("支持下"):
            frame.basis = tuple(i for i in items if i.code in (CITATION, WORK))

    def _said_inside(self, preposition: str, inside: list[Part]) -> None:
        """在讨论X时 holds an act of the subject; 在A的支持下 says who supports."""
        if preposition != "在":
            return
        last, verb = inside[-1], inside[0].verb
        if verb and re.search(r"(?:(?<!同)时|过程中)$", last.text):
            end = last.end - len(re.search(r"(?:的?过程中|时)$", last.text)[0])  # type: ignore[index]
            self.inner.append(self._clause(inside[0], inside[0].end, end, self._items(inside[0].end, end)))
            return
        words = self.grammar[inside[0].start : last.end]
        how = re.search(r"的?(支持|领导|牵头|主持|协助)下$", words)
        if how:
            found = [p.item for p in inside if p.item and p.item.code == AGENT]
            self.supporters += [(how[1], item) for item in found]

    def _items(self, start: int, end: int) -> tuple[Item, ...]:
        return tuple(i for i in self.sentence.items if start <= i.start and i.end <= end)

    # -- predicates ------------------------------------------------------------------------
    def _candidate(self, at: int) -> bool:
        """Whether a verb may be a predicate: not a noun, not in front of 的."""
        part = self.parts[at]
        before = self.grammar[part.start - 1] if part.start > self.segment.start else ""
        after = self.grammar[part.end : self.segment.end]
        if before == "的" or _DETERMINER.search(self.grammar, self.segment.start, part.start):
            return False
        clausal = part.verb is not None and part.verb.frame in ("clause", "request")
        if after.startswith("的") or (not clausal and _NOUN_TAIL.match(after)):
            return False
        if part.verb and part.verb.frame == "cued":
            return self._cued(at)
        if part.verb and part.verb.frame == "adopt":
            return bool(re.match(r"了|《|Ⓓ|Ⓒ", after))
        if part.verb and part.verb.frame == "agree":
            return at > 0 and self.parts[at - 1].text == "一致"
        return True

    def _cued(self, at: int) -> bool:
        """Whether something marks this verb as a predicate: 了 after it, an adverb before it."""
        part = self.parts[at]
        if self.grammar.startswith("了", part.end):
            return True
        if at > 0 and self.parts[at - 1].kinds & {"adv", "planned"}:
            return True
        return bool(part.verb and part.verb.frame == "light")

    def _is_predicate(self, at: int) -> bool:
        if self.state.purpose or not self._candidate(at):
            return False
        if self.state.embedded and not self._resumes(at):
            return False
        if self._cued(at) or not self.noise:
            return not self._embedded_by_later(at)
        return False

    def _resumes(self, at: int) -> bool:
        verb = self.parts[at].verb
        if self.own_subject or (self.conj and self._cued(at)):
            return True
        return bool(verb and verb.type in _DELIBERATE) or self._governed(at)

    def _governed(self, at: int) -> bool:
        """商定建立X，并进行Y: 并 + verb without 了 goes on with what was agreed."""
        return bool(self.state.governor and self.conj and not self.grammar.startswith("了", self.parts[at].end))

    def _embedded_by_later(self, at: int) -> bool:
        """V … 的 … V了: the first verb stands inside a noun phrase."""
        if self.grammar.startswith("了", self.parts[at].end):
            return False
        after = at + 1
        while after < len(self.parts) and "adv" in self.parts[after].kinds:
            after += 1
        if at + 1 < after < len(self.parts) and not self.own_subject and self.grammar[self.parts[after].end - 1 :].find("了") in (1, 2, 3):
            return True
        for k in range(at + 1, len(self.parts)):
            part = self.parts[k]
            if part.kinds & {"conj"} or part.text in ("并",):
                return False
            if part.verb and self.grammar.startswith("了", part.end):
                return "的" in self.grammar[self.parts[at].end : part.start] and bool(self.own_subject is False)
        return False

    def _predicate(self, at: int) -> tuple[Clause | None, int | None]:
        """The clause of the verb at ``at`` and where a coordinate predicate may start."""
        part = self.parts[at]
        assert part.verb is not None
        if (self.noise or self.theme) and not self.own_subject and not self.conj:
            self._alien()
        begin, follower = self._object_start(at), self._coordinate(at)
        end = self.parts[follower - 1].end if follower else self._purpose_start(at)
        clause = self._clause(part, begin, max(begin, end), self._items(begin, end))
        if self._governed(at):
            clause.verb, clause.object_start = self.state.governor or part.verb, part.start
        else:
            self.state.governor = None
        self._embed(part.verb, clause)
        second = self.parts[at + 2] if follower == at + 1 and at + 2 < len(self.parts) else None
        if second and second.verb and clause.object_end <= clause.object_start:
            clause.object_start, clause.object_end = self._object_start(at + 2), self.segment.end
            clause.object = self._items(clause.object_start, clause.object_end)
        if follower and self._aims(at, follower):
            return None, follower + 1
        return clause, follower

    def _purpose_start(self, at: int) -> int:
        """Where the object ends: before 以 + verb, 以便, else with the segment."""
        for k in range(at + 2, len(self.parts)):
            if "purpose" in self.parts[k].kinds and self._aims(at, k):
                return self.parts[k].start
            if "purpose" in self.parts[k].kinds and self._opens_purpose(k) and self.parts[k].text not in ("供", "用于"):
                self.state.purpose = True
                return self.parts[k].start
        return self.segment.end

    def _aims(self, at: int, k: int) -> bool:
        """致力于X以支持Y: the purpose of such a verb is what is done."""
        verb = self.parts[at].verb
        follower = self.parts[k + 1] if k + 1 < len(self.parts) else None
        return bool(verb and verb.frame == "aim" and follower and follower.verb)

    def _embed(self, verb: Verb, clause: Clause) -> None:
        """What follows a clause-long object belongs to it, unless that object is a plain noun."""
        if verb.frame == "request":
            self.state.embedded = True
        elif verb.frame in ("clause", "agree"):
            self.state.governor = verb if verb.type in _DELIBERATE else self.state.governor
            words = self.grammar[clause.object_start : clause.object_end]
            self.state.embedded = not words or bool(_CLAUSAL.search(words)) or bool(self.state.governor)

    def _object_start(self, at: int) -> int:
        start = self.parts[at].end
        while self.grammar[start : start + 1] and self.grammar[start] in "了过着：":
            start += 1
        return start

    def _coordinate(self, at: int) -> int | None:
        """Index of 并/和 that joins a second predicate to the verb at ``at``."""
        for k in range(at + 1, len(self.parts) - 1):
            part = self.parts[k]
            joint = part.text in ("并", "并且") or ("purpose" in part.kinds and self._aims(at, k)) or ("and" in part.kinds and k == at + 1)
            if joint and any(p.verb and self._candidate(j) for j, p in enumerate(self.parts) if j > k):
                return k
        return None

    def _clause(self, part: Part, begin: int, end: int, items: tuple[Item, ...]) -> Clause:
        state, frame = self.state, self.state.frame
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
            frame=replace(frame),
            rule="clause-subject" if self.own_subject else "clause-carried" if state.subject else "clause-bare",
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
