"""What a sentence takes from the one before: session and date, the year that opened a sentence, the agent.

委员会在2019年10月的会议上回到了…。委员会认识到…，因此请…: the same body goes on in the next sentence, at the
same session.  A year that opens a sentence (2019年，首协会秘书处…) holds for what follows in the paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.grammar import Clause
from extract.page import Page
from extract.records import Act

Told = tuple[Clause, Act]


def carry(page: Page, told: Sequence[Told]) -> list[Act]:
    """Return the acts of a unit, in order, with what they take from sentences before."""
    told = [(clause, _with_agent(page, clause, act)) for clause, act in told]
    sessions: dict[int, Act] = {}
    done: list[Act] = []
    years = _years(page)
    for clause, act in told:
        act = _with_session(page, act, clause.sentence, sessions, told)
        year = next((y for at, y in reversed(years) if at <= clause.start), "")
        if year and not act.date and not act.session and act.modality == "stated" and not act.under:
            act = replace(act, date=year)
        if act.session:
            sessions[clause.sentence] = act
        done.append(act)
    return done


def _with_session(page: Page, act: Act, sentence: int, sessions: dict[int, Act], told: Sequence[Told]) -> Act:
    """The session of this sentence, or of the one right before when only one body acts in both."""
    before = sessions.get(sentence - 1)
    dated = act.date and not (before and before.date == act.date)
    if act.session or dated or not act.agents or act.modality != "stated" or act.rule == "act-inner":
        return act
    here = [a for clause, a in told if clause.sentence == sentence and a.agents == act.agents and a.session]
    if here:  # 认识到X，因此在Y会议上探讨Z
        return replace(act, session=here[0].session, date=here[0].date)
    near = [clause for clause in page.clauses if clause.sentence in (sentence - 1, sentence)]
    actors = {page.keys(clause.by or clause.subject) for clause in near} - {()}
    held = page.talk.entity(before.session) if before else None
    own = held is not None and act.agents == (held.body,)  # 在委员会第三十八届会议上，A提交了…。委员会同意…
    return (
        replace(act, session=before.session, date=before.date)
        if before and (own or len(actors) == 1)
        else act
    )


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
    """启动了…工作 after a sentence about one body, with nobody named: that body, with less confidence."""
    if act.agents or clause.theme or clause.rule != "clause-bare" or act.type == "other" or not clause.done:
        return act
    before = [c for c in page.clauses if c.sentence < clause.sentence]
    named = [c for c in before if c.by or c.subject or c.theme]
    agents = page.keys((named[-1].by or named[-1].subject) if named else ())
    if len(agents) != 1 or named[-1].alien or clause.sentence - named[-1].sentence > 2:
        return act
    return replace(act, agents=agents, rule="clause-continued", confidence=0.6)
