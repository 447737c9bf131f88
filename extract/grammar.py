"""The shapes of the clause grammar: frames, clauses, and what a sentence hands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.items import Item
from extract.stretches import Stretches
from extract.words import Part, Verb


@dataclass(slots=True)
class Frame:
    """What stands around the clauses of a sentence: when, at which session, under which text."""

    session: Item | None = None
    date: Item | None = None
    place: Item | None = None
    event: Item | None = None
    under: tuple[Item, ...] = ()  # 在第70/1号决议中
    basis: tuple[Item, ...] = ()  # 根据第72/226号决议
    grounds: tuple[Item, ...] = ()  # 在《调查问卷》的基础上
    process: tuple[Item, ...] = ()  # 经过机构间协商进程
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
    sentence: int = 0


@dataclass(slots=True)
class State:
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
    head: tuple[Item, ...] = ()  # the subject of the clause that an enumeration hangs on
    told: bool = False  # a clause has been read since the subject was set
    judged: bool = False  # 重要的是，…: the rest of the sentence says what ought to be
    aimed: bool = False  # the items of the enumeration are purposes: 以(a)…(b)…


class Segment(NamedTuple):
    """A stretch between commas, with the mark that ends it."""

    start: int
    end: int
    stop: str
    label: bool  # begins with an enumeration label


@dataclass(slots=True)
class Context:
    """A sentence while it is read: its segments and state, the state before it, and the whole text."""

    grammar: str
    items: Stretches[Item]
    known: Stretches[Part]
    segments: Sequence[Segment]
    last: State
    state: State = field(default_factory=State)
