"""Find the words of the tables in normalised text: longest match first, one automaton a table set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

import ontology
from extract.normal import squeeze
from extract.records import Entity

_MARKS = "《》“”"
#: The entity tables of ``ontology/``, all with the same columns.
ENTITY_TABLES = ("bodies", "posts", "groups", "documents", "works", "events", "places", "topics")


class Matcher:
    """Finds forms in text; ``longest`` keeps leftmost-longest matches only, else all that occur."""

    def __init__(self, forms: Iterable[str], *, longest: bool = True) -> None:
        self.forms = sorted(set(forms))
        kind = MatchKind.LeftmostLongest if longest else MatchKind.Standard
        self._overlapping = not longest
        self._automaton = AhoCorasick(self.forms, matchkind=kind, implementation=Implementation.ContiguousNFA)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, form) in order of start; offsets are code points of ``text``."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=self._overlapping)
        forms = self.forms
        return [(start, end, forms[index]) for index, start, end in found]

    def words(self, text: str) -> set[str]:
        """Return the forms that stand in a text."""
        return set(self._automaton.find_matches_as_strings(text, overlapping=self._overlapping))


@dataclass(frozen=True, slots=True)
class Guard:
    """A form counts only where the text before and after it does not match these patterns."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def allows(self, text: str, start: int, end: int) -> bool:
        """Whether the form at ``[start, end)`` of ``text`` stands where it may."""
        if self.before and self.before.search(text, max(0, start - 12), start):
            return False
        return not (self.after and self.after.match(text, end))


@cache
def guards() -> dict[str, Guard]:
    """Guards by form, from ``ontology/guards.tsv``."""
    return {
        row["form"]: Guard(
            re.compile(f"(?:{row['before']})$") if row["before"] else None,
            re.compile(row["after"]) if row["after"] else None,
        )
        for row in ontology.table("guards")
    }


@cache
def entities() -> dict[str, Entity]:
    """All authority entities by key, from the entity tables."""
    rows = (row for name in ENTITY_TABLES for row in ontology.table(name))
    return {row["key"]: _entity(row) for row in rows}


def _entity(row: dict[str, str]) -> Entity:
    links = [tuple(link.split("=", 1)) for link in ontology.split(row["links"])]
    return Entity(
        key=row["key"],
        cls=row["class"],
        label_zh=row["label_zh"],
        label_en=row["label_en"],
        notation=row["notation"],
        short_zh=ontology.split(row["short_zh"]),
        hidden_zh=ontology.split(row["hidden_zh"]),
        source=row["source"],
        links=tuple((p, v) for p, v in links),
        body=row["parent"],
        date=row["date"],
    )


@cache
def names() -> tuple[Matcher, dict[str, str]]:
    """The matcher of all names and, for each normalised form, the key it names."""
    owner: dict[str, str] = {}
    for entity in entities().values():
        if entity.cls == "Resolution":
            continue  # the citation grammar finds these
        for form in (entity.label_zh, *entity.short_zh, *entity.hidden_zh):
            owner.setdefault(squeeze(form), entity.key)
    return Matcher(owner), owner


@cache
def nested_names() -> tuple[Matcher, dict[str, str]]:
    """Names that also count inside longer ones: topics, places, goals."""
    inside = {"Topic", "Theme", "SDG", "Place"}
    _, owner = names()
    forms = {form: key for form, key in owner.items() if entities()[key].cls in inside and len(form) > 1}
    return Matcher(forms, longest=False), forms


def find_names(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, key) of the names in a normalised text, leftmost longest."""
    matcher, owner = names()
    rules = guards()
    for start, end, form in matcher.find(text):
        guard = rules.get(form)
        if guard is None or guard.allows(text, start, end):
            yield start, end, owner[form]


def names_inside(name: str) -> list[str]:
    """Keys of the names that stand inside a longer name, leftmost longest, itself aside.

    >>> names_inside("政府间气候变化专门委员会2018年的报告")
    ['IPCC']
    """
    return [key for _, _, key in names_at(squeeze(name))]


@cache
def names_at(text: str) -> tuple[tuple[int, int, str], ...]:
    """Names inside a longer normalised name, leftmost longest, itself aside: (start, end, key)."""
    _, owner = names()
    inside = [
        (a, b, form)
        for a, b, form in all_names().find(text)
        if form.strip(_MARKS) != text.strip(_MARKS)
        and (form not in guards() or guards()[form].allows(text, a, b))
    ]
    inside.sort(key=lambda hit: (hit[0], -hit[1]))
    kept: list[tuple[int, int, str]] = []
    for start, end, form in inside:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, owner[form]))
    return tuple(kept)


@cache
def all_names() -> Matcher:
    """The matcher of all names, overlapping ones included."""
    return Matcher(names()[1], longest=False)
