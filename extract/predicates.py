"""Which verb of a segment is its predicate."""

from __future__ import annotations

import re

from extract.reader import Reader

# a verb in front of one of these is part of a noun: 执行工作, 协作采购, 合作社区
_NOUN_TAIL = re.compile(
    r"^(?:工作|活动|进程|能力|努力|情况|计划|机制|办法|制度|程序|问题|方面|的|者|员|力度|单位|框架|途径"
    r"|方式|措施|机构|商|人|社区|伙伴|领域|网络|平台|小组|采购|精神|关系|主题|议题|机会|做法)"
)
# a verb after one of these is a noun: 这些承诺, 该支持
_DETERMINER = re.compile(r"(?:这些|这一|这项|该|其|各项|一项|一个|任何|所有|坚定|集体)$")
_DELIBERATE = frozenset({"decide", "agree", "commit", "request", "call", "encourage"})


class Predicates(Reader):
    """Tells predicates from nouns, relative clauses and verbs inside objects."""

    def candidate(self, at: int) -> bool:
        """Whether a verb may be a predicate: not a noun, not in front of 的."""
        part = self.parts[at]
        before = self.grammar[part.start - 1] if part.start > self.segment.start else ""
        after = self.grammar[part.end : self.segment.end]
        if before == "的" or _DETERMINER.search(self.grammar, self.segment.start, part.start):
            return False
        if (
            at > 0
            and "adv" in self.parts[at - 1].kinds
            and self.grammar[self.parts[at - 1].start - 1] == "的"
        ):
            return False  # 采购网统一工作组的全面审议
        clausal = part.verb is not None and part.verb.frame in ("clause", "request", "light")
        if after.startswith("的") or (not clausal and _NOUN_TAIL.match(after)):
            return False
        if part.verb and part.verb.frame == "cued":
            return self.cued(at)
        if part.verb and part.verb.frame == "item":  # (c) 利用…: a means, but for an item of a list
            return self.segment.label and at == 0
        if part.verb and part.verb.frame == "final":  # 于2019年5月开始: nothing follows
            return not after.strip("·")
        if part.verb and part.verb.frame == "adopt":
            return bool(re.match(r"了|《|Ⓓ|Ⓒ", after))
        if part.verb and part.verb.frame == "agree":
            return at > 0 and self.parts[at - 1].text == "一致"
        return True

    def cued(self, at: int) -> bool:
        """Whether something marks this verb as a predicate: 了 after it, an adverb before it."""
        part = self.parts[at]
        if self.grammar.startswith("了", part.end):
            return True
        if at > 0 and (self.parts[at - 1].kinds & {"adv", "planned"} or self.parts[at - 1].text == "以"):
            return True
        return bool(part.verb and part.verb.frame == "light")

    def is_predicate(self, at: int) -> bool:
        if self.state.purpose or not self.candidate(at):
            return False
        if self.state.embedded and not self.resumes(at):
            return False
        if self.cued(at) or not self.noise:
            return not self.embedded_by_later(at)
        return False

    def resumes(self, at: int) -> bool:
        verb = self.parts[at].verb
        if self.own_subject or (self.conj and self.cued(at)):
            return True
        return bool(verb and verb.type in _DELIBERATE) or self.governed(at)

    def governed(self, at: int) -> bool:
        """商定建立X，并进行Y: 并 + verb without 了 goes on with what was agreed."""
        return bool(
            self.state.governor and self.conj and not self.grammar.startswith("了", self.parts[at].end)
        )

    def embedded_by_later(self, at: int) -> bool:
        """V … 的 … V了: the first verb stands inside a noun phrase."""
        if self.grammar.startswith("了", self.parts[at].end):
            return False
        after = at + 1
        while after < len(self.parts) and "adv" in self.parts[after].kinds:
            after += 1
        if at + 1 < after < len(self.parts) and not self.own_subject and "了" in self.parts[after].text:
            return True
        for k in range(at + 1, len(self.parts)):
            part = self.parts[k]
            if "conj" in part.kinds or part.text == "并":
                return False
            if part.verb and self.grammar.startswith("了", part.end):
                return "的" in self.grammar[self.parts[at].end : part.start] and bool(
                    self.own_subject is False
                )
        return False

    def aims(self, at: int, k: int) -> bool:
        """致力于X以支持Y: the purpose of such a verb is what is done."""
        verb = self.parts[at].verb
        follower = self.parts[k + 1] if k + 1 < len(self.parts) else None
        return bool(verb and verb.frame == "aim" and follower and follower.verb)

    def coordinate(self, at: int) -> int | None:
        """Index of 并/和 that joins a second predicate to the verb at ``at``."""
        for k in range(at + 1, len(self.parts) - 1):
            part = self.parts[k]
            joint = (
                part.text in ("并", "并且")
                or ("purpose" in part.kinds and self.aims(at, k))
                or ("and" in part.kinds and k == at + 1)
                or (part.text in ("及", "以及") and self.parts[k + 1].verb == self.parts[at].verb)
            )
            if joint and any(p.verb and self.candidate(j) for j, p in enumerate(self.parts) if j > k):
                return k
        return None

    def opens_purpose(self, at: int) -> bool:
        """以 opens a purpose only before a verb or a word for one."""
        if self.parts[at].text != "以":
            return True
        rest = self.parts[at + 1 :]
        return bool(rest) and (rest[0].verb is not None or not rest[0].item)
