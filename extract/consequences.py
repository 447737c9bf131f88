"""Relations that acts, frames and phases leave behind: hosted by, led by, sets up, based on, has phase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.confidence import by
from extract.objects import object_of
from extract.page import Page
from extract.records import Act, Relation

_FROM_ACTS = {"lead": "ledBy", "host": "hostedBy"}
_FOUNDING = frozenset({"设立", "成立"})
_BODY_LIKE = frozenset({"TaskForce", "WorkingGroup", "Network", "Committee"})


def from_acts(acts: Iterable[Act], page: Page) -> Iterator[Relation]:
    """Yield the lasting relation that a stated act leaves: hosted by, led by, sets up, responds to."""
    for act in acts:
        if act.modality == "negated":
            continue
        for one in act.objects:
            predicate = _FROM_ACTS.get(act.type)
            if predicate:
                for agent in act.agents:
                    yield Relation(act.span, one, predicate, agent, *by(f"relation-act-{act.type}"))
            founded = act.verb in _FOUNDING and page.talk.cls(one) == "Programme"
            body = act.type in ("establish", "agree", "decide") and page.talk.cls(one) in _BODY_LIKE
            if founded or body:
                for agent in act.agents:
                    yield Relation(act.span, agent, "setsUp", one, *by("relation-act-establish"))
            if act.type in ("develop", "approve", "endorse"):
                for agent in (*act.agents, *(k for role, k in act.participants if role == "process")):
                    if _is_process(page, agent):
                        yield Relation(act.span, one, "developedWith", agent, *by("relation-act-process"))
            if act.type == "develop":
                for instrument in act.under:
                    yield Relation(act.span, one, "respondsTo", instrument, *by("relation-act-under"))
            for role, key in act.participants:
                if act.type == "develop" and role == "collaborator":
                    yield Relation(act.span, one, "developedWith", key, *by("relation-act-with"))
            if act.type == "submit" and act.session:
                held = page.talk.entity(act.session)
                for agent in act.agents:
                    if held and held.body and held.body != agent:
                        yield Relation(act.span, agent, "reportsTo", held.body, *by("relation-act-submit"))
            if act.type == "convene":
                for role, key in act.participants:
                    if role == "location":
                        yield Relation(act.span, one, "heldIn", key, *by("relation-act-convene"))


def _is_process(page: Page, key: str) -> bool:
    entity = page.talk.entity(key)
    return bool(entity and entity.cls == "Other" and entity.label_zh.endswith("进程"))


def find_symbols(page: Page) -> Iterator[Relation]:
    """Yield symbols that stand in the sentence that also names the document: …战略(见CEB/2019/1/Add.2)."""
    named = {(m, page.sentence(start)[0]) for start, m in page.named}
    for cited in page.citations:
        if (cited.symbol, page.sentence(cited.start)[0]) in named and cited.rule == "citation-symbol":
            span = page.span(cited.start, cited.end)
            yield Relation(span, cited.symbol, "hasSymbol", cited.symbol, *by("relation-symbol"))


def from_frames(page: Page) -> Iterator[Relation]:
    """Yield what is built or held on the ground of another thing: 在《调查问卷》的基础上建立…机制."""
    for clause in page.clauses:
        objects = object_of(page, clause, page.clauses).keys
        session = page.current(clause.frame.session).key if clause.frame.session and not objects else ""
        for ground in page.keys(clause.frame.grounds) if session else ():  # 在A的基础上，在B会议上
            span = page.span(clause.start, max(clause.object_end, clause.verb_end))
            yield Relation(span, session, "basedOn", ground, *by("relation-frame-basis"))
        if (
            clause.verb.type not in ("develop", "establish", "launch", "convene")
            and clause.verb.frame != "light"
        ):
            continue
        for ground in page.keys(clause.frame.grounds):
            for one in objects:
                if one != ground and page.talk.cls(one) != "Topic":
                    span = page.span(clause.start, max(clause.object_end, clause.verb_end))
                    yield Relation(span, one, "basedOn", ground, *by("relation-frame-basis"))


def find_phases(page: Page) -> Iterator[Relation]:
    """Yield phases of a strategy: 该战略第一阶段."""
    for start, end, whole, phase in page.phases:
        yield Relation(page.span(start, end), whole, "hasPhase", phase, *by("relation-phase"))
