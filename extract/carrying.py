"""What a sentence takes from the one before: session and date, the year that opened a sentence, the agent.

委员会在2019年10月的会议上回到了…。委员会认识到…，因此请…: the same body goes on in the next sentence, at the
same session.  A year that opens a sentence (2019年，首协会秘书处…) holds for what follows in the paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.confidence import confidence_of
from extract.grammar import Clause
from extract.page import Page
from extract.records import Act

Told = tuple[Clause, Act]


def carry(page: Page, told: Sequence[Told]) -> list[Act]:
    """Return the acts of a unit, in order, with what they take from sentences before."""
    told = [(clause, _with_agent(page, clause, act)) for clause, act in told]
    before = _Before(page, told)
    done: list[Act] = []
    years = _years(page)
    for clause, act in told:
        act = before.with_session(act, clause.sentence)
        year = next((y for at, y in reversed(years) if at <= clause.start), "")
        if year and not act.date and not act.session and act.modality == "stated" and not act.under:
            act = replace(act, date=year)
        done.append(act)
    return done


class _Before:
    """Which sessions sentences name, and who acts in them."""

    def __init__(self, page: Page, told: Sequence[Told]) -> None:
        self.page = page
        self.actors: dict[int, set[tuple[str, ...]]] = {}
        self.own: dict[tuple[int, tuple[str, ...]], Act] = {}
        self.sessions: dict[int, Act] = {}
        for clause in page.clauses:
            self.actors.setdefault(clause.sentence, set()).add(page.keys(clause.by or clause.subject))
        for clause, act in told:
            if act.session:
                self.own.setdefault((clause.sentence, act.agents), act)

    def with_session(self, act: Act, sentence: int) -> Act:
        """The act with the session of its sentence, or of the one right before when one body acts in both."""
        found = self._session(act, sentence)
        act = replace(act, session=found.session, date=found.date) if found else act
        if act.session:
            self.sessions[sentence] = act
        return act

    def _session(self, act: Act, sentence: int) -> Act | None:
        before = self.sessions.get(sentence - 1)
        dated = act.date and not (before and before.date == act.date)
        if act.session or dated or not act.agents or act.modality != "stated" or act.rule == "act-inner":
            return None
        here = self.own.get((sentence, act.agents))
        if here or not before:  # 认识到X，因此在Y会议上探讨Z
            return here
        actors = (self.actors.get(sentence - 1, set()) | self.actors.get(sentence, set())) - {()}
        held = self.page.talk.entity(before.session)
        own = held is not None and act.agents == (
            held.body,
        )  # 在委员会第三十八届会议上，A提交了…。委员会同意…
        return before if own or len(actors) == 1 else None


def _years(page: Page) -> list[tuple[int, str]]:
    """Bare years that open a sentence: (offset, year)."""
    return [
        (item.start, item.date)
        for item in page.items
        if item.kind == "date"
        and len(item.date) == 4
        and item.start - page.sentence(item.start)[0] <= 3  # 2019年，…; 同样在2019年，…
        and page.text.startswith("，", item.end)
    ]


def _with_agent(page: Page, clause: Clause, act: Act) -> Act:
    """启动了…工作 after a sentence about one body, with nobody named: that body."""
    if act.agents or clause.theme or clause.rule != "clause-bare" or act.type == "other" or not clause.done:
        return act
    near = range(clause.sentence - 2, clause.sentence)
    named = [c for c in page.clauses if c.sentence in near and (c.by or c.subject or c.theme)]
    agents = page.keys((named[-1].by or named[-1].subject) if named else ())
    if len(agents) != 1 or named[-1].alien:
        return act
    return replace(act, agents=agents, rule="clause-continued", confidence=confidence_of("clause-continued"))
