"""Clauses to acts: who did what to what, with the words of its object.

One act for one predicate.  The type is that of the verb, or of the noun after a light verb
(进行了…讨论); the object is an entity where the noun phrase ends in one, else its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.carrying import carry
from extract.confidence import confidence_of
from extract.grammar import Clause
from extract.items import AGENT, CITATION, SESSION
from extract.objects import Phrase, evidence_of, is_passive, is_vague, object_of
from extract.page import Page
from extract.phrases import find_inner_acts
from extract.records import Act
from extract.secondary import authored_acts, founding_act, is_founding, second_acts, supporting_acts
from extract.slots import named_object, organ_of
from extract.words import nominals, verbs

#: 建立 founds a group or a mechanism, but makes a tool (guide: establish 成立/设立, develop 制定/编写/开发).
_MAKING = frozenset({"建立", "创建"})
_TOOLS = frozenset({"Tool", "Platform", "Standard", "Document"})


def find_acts(page: Page) -> list[Act]:
    """Return the acts of a unit in the order of their verbs."""
    told = [(clause, act) for clause in page.clauses for act in _acts(page, clause, page.clauses)]
    found = carry(page, told)
    found = [act for act in found if not _told_again(page, act, found)]
    for act in find_inner_acts(page):
        if not any(_repeats(act, other) for other in found):
            found.append(act)
    return sorted(found, key=lambda act: (act.span.start, act.span.end, act.type))


def _told_again(page: Page, act: Act, found: Sequence[Act]) -> bool:
    """发出了联合呼吁，呼吁…: the light verb only opens what the next verb says."""
    if act.verb not in verbs() or verbs()[act.verb].frame != "light" or act.type == "other":
        return False
    others = [o for o in found if o is not act and o.type == act.type and o.agents == act.agents]
    return any(page.unit.text[act.span.end : o.span.start].strip() == "，" for o in others)


def _repeats(act: Act, other: Act) -> bool:
    """Whether another act already says this."""
    overlap = act.span.start < other.span.end and other.span.start < act.span.end
    return (
        overlap
        and act.type == other.type
        and set(act.agents) == set(other.agents)
        and (not act.objects or set(act.objects) <= set(other.objects))
    )


def _acts(page: Page, clause: Clause, clauses: Sequence[Clause]) -> Iterator[Act]:
    agents, under = _agents(page, clause)
    phrase = object_of(page, clause, clauses)
    if clause.theme and not clause.subject and not clause.by and not is_passive(clause):
        yield from authored_acts(page, clause, phrase)
        return
    if not agents and not is_passive(clause) and not _agentless(clause):
        return
    kind = _type(clause, page)
    words = page.text[clause.object_start : clause.object_end]
    if not kind or words.startswith("以下") or (clause.verb.frame == "with" and words and not clause.with_):
        return
    if is_founding(words, clause):
        yield founding_act(page, clause)
        return
    act = Act(
        span=evidence_of(page, clause),
        type=kind,
        verb=page.words(clause.verb_start, clause.verb_end),
        agents=agents,
        objects=phrase.keys,
        object_text=phrase.text,
        rule=clause.rule,
        confidence=confidence_of(clause.rule),
        session=_session(page, clause),
        date=_date(page, clause),
        under=under,
        participants=_participants(page, clause, phrase),
        modality=clause.modality,
    )
    if not act.objects and (is_vague(act.object_text) or not act.object_text) and not act.participants:
        return
    if clause.joint and clause.with_:  # 与B共同启动: B launches too
        kind = "collaborate" if act.type == "other" else act.type
        act = replace(act, type=kind, agents=tuple(dict.fromkeys([*agents, *page.keys(clause.with_)])))
    yield act
    yield from second_acts(page, clause, act)
    yield from supporting_acts(page, clause, act)


def _agents(page: Page, clause: Clause) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts, and under what: 大会第74/251号决议核可… is the Assembly, under that resolution."""
    source = clause.by or clause.subject
    agents = list(page.keys([item for item in source if item.code == AGENT]))
    cited = page.keys([item for item in source if item.code == CITATION])
    if cited and not agents:
        agents = [organ for organ in dict.fromkeys(organ_of(symbol) for symbol in cited) if organ]
    basis = [
        i
        for i in page.keys(clause.frame.basis)
        if page.talk.cls(i) in ("Resolution", "Instrument", "Document")
    ]
    framed = [*basis, *page.keys(clause.frame.under)]
    return tuple(agents), tuple(dict.fromkeys([*cited, *framed]))


def _agentless(clause: Clause) -> bool:
    """成立了… without anybody named: the agent stays empty."""
    return (
        clause.rule == "clause-bare"
        and not clause.alien
        and clause.verb.frame == "np"
        and (bool(clause.frame.basis) or (clause.done and clause.verb.type != "other"))
    )


def _type(clause: Clause, page: Page) -> str:
    """The act type: the verb's, or for a light verb that of the noun it carries."""
    if clause.verb.form in _MAKING and _makes_tool(page, clause):
        return "develop"
    if clause.verb.frame != "light":
        return clause.verb.type
    words = page.text[clause.object_start : clause.object_end]
    noun = _light_noun(words)
    if not noun:
        return clause.verb.type
    kind = nominals()[noun]
    if kind == "consider" and (clause.with_ or len(clause.subject) > 1):  # 与工作人员联合会进行讨论
        kind = "consult"
    # 进行了为期一天的活动 is one event, 继续开展活动 is none
    return clause.verb.type if kind == "convene" and not clause.done else kind


def _makes_tool(page: Page, clause: Clause) -> bool:
    keys = named_object(page, clause.object_start, clause.object_end)
    return bool(keys) and all(page.talk.cls(key) in _TOOLS for key in keys)


def _light_noun(words: str) -> str:
    """The last noun that names an act, of nouns joined the first: 开展合作和对话, 提供反馈意见."""
    ends = sorted((words.rfind(noun) + len(noun), len(noun), noun) for noun in nominals() if noun in words)
    if not ends:
        return ""
    end, size, noun = ends[-1]
    while joined := [e for e in ends if e[0] + 1 + size == end and words[e[0]] in "和与、"]:
        end, size, noun = joined[-1]
    return noun


def _participants(page: Page, clause: Clause, phrase: Phrase) -> tuple[tuple[str, str], ...]:
    found = [("addressee", key) for key in phrase.addressee]
    role = "counterpart" if clause.verb.type == "consult" or clause.verb.frame == "light" else "collaborator"
    found += [(role, key) for key in page.keys(clause.with_)]
    found += [("process", key) for key in page.keys(clause.frame.process)]
    if clause.frame.place:
        found += [("location", key) for key in page.keys([clause.frame.place])]
    for preposition, start, end in clause.topics:
        inside = page.inside(start, end, AGENT)
        if preposition in ("向", "为") and inside and inside[0].start == start:
            found += [
                ("recipient" if preposition == "向" else "beneficiary", key) for key in page.keys(inside[:1])
            ]
    return tuple(dict.fromkeys(found))


def _session(page: Page, clause: Clause) -> str:
    session = clause.frame.session
    held = page.keys([i for i in clause.object if i.code == SESSION]) if clause.verb.type == "convene" else ()
    return page.current(session).key if session else "".join(held[:1])


def _date(page: Page, clause: Clause) -> str:
    """The date framed, else the one printed with the session."""
    if clause.frame.session:
        stated = page.current(clause.frame.session).date
        if stated:
            return stated
    return page.current(clause.frame.date).date if clause.frame.date else ""
