"""When a gold row and a row of ours are one statement: the rule for each kind, pairs one to one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from queries.gold import Keys, Row
from queries.names import squeeze

Span = tuple[int, int]
#: Share of the shorter quote that two quotes must have in common to be the same place of the text.
OVERLAP = 1 / 3


def pair(
    gold: Sequence[Row], ours: Sequence[Row], score: Callable[[Row, Row], float]
) -> list[tuple[int, int]]:
    """Return index pairs, best score first, each row at most once; a score of 0 is no match."""
    scored = [(score(g, o), i, j) for i, g in enumerate(gold) for j, o in enumerate(ours)]
    taken_gold: set[int] = set()
    taken_ours: set[int] = set()
    pairs = []
    for value, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if value > 0 and i not in taken_gold and j not in taken_ours:
            taken_gold.add(i)
            taken_ours.add(j)
            pairs.append((i, j))
    return sorted(pairs)


@dataclass(slots=True)
class Places:
    """Finds quotes in the texts of units, spaces and punctuation aside."""

    texts: Mapping[str, str]
    _bare: dict[str, str] = field(default_factory=dict)

    def span(self, unit: str, quote: str) -> Span | None:
        """Return where a quote stands among the letters and digits of its unit, None if it does not."""
        if unit not in self._bare:
            self._bare[unit] = _letters(self.texts.get(unit, ""))
        wanted = _letters(quote)
        start = self._bare[unit].find(wanted) if wanted else -1
        return (start, start + len(wanted)) if start >= 0 else None

    def overlap(self, unit: str, gold: str, ours: str) -> float:
        """Return the share of the shorter of two quotes of a unit that both have in common, 0 to 1."""
        left, right = self.span(unit, gold), self.span(unit, ours)
        if left is None or right is None:
            a, b = _letters(gold), _letters(ours)
            return 1.0 if a and b and (a in b or b in a) else 0.0
        common = min(left[1], right[1]) - max(left[0], right[0])
        return max(0, common) / min(left[1] - left[0], right[1] - right[0])


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum() and c not in "⁰¹²³⁴⁵⁶⁷⁸⁹").casefold()


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of matching for one gold folder and one graph; each returns a score, 0 for no match."""

    keys: Keys
    places: Places

    def entity(self, gold: Row, ours: Row) -> float:
        """The same thing; the same class and key first."""
        if not self.keys.same(gold["key"], ours["key"]):
            return 0
        return 1 + (gold["key"] == ours["key"]) + 0.5 * (gold["class"] == ours["class"])

    def citation(self, gold: Row, ours: Row) -> float:
        """The same document at the same pinpoint in the same unit."""
        same = gold["unit"] == ours["unit"] and pinpoint(gold["pinpoint"]) == pinpoint(ours["pinpoint"])
        if not same or not self.keys.same(gold["symbol"], ours["symbol"]):
            return 0
        return 1 + self.places.overlap(gold["unit"], gold.get("surface", ""), ours["quote"])

    def session(self, gold: Row, ours: Row) -> float:
        """The same session or conference in the same unit."""
        if gold["unit"] != ours["unit"] or not self.keys.same(gold["session"], ours["session"]):
            return 0
        return 1 + (gold["year"] == ours["year"]) + (gold["month"] == ours["month"])

    def act(self, gold: Row, ours: Row) -> float:
        """The same type in the same unit, and the same place of the text or the same object."""
        if gold["unit"] != ours["unit"] or gold["type"] != ours["type"]:
            return 0
        overlap = self.places.overlap(gold["unit"], gold["evidence"], ours["quote"])
        same_object = self.same_object(gold, ours)
        if overlap < OVERLAP and not same_object:
            return 0
        return 1 + overlap + 2 * same_object + self.same_agents(gold, ours)

    def whole_act(self, gold: Row, ours: Row) -> float:
        """An act that matches, with the right agents and the right object as well."""
        score = self.act(gold, ours)
        return score if score and self.same_object(gold, ours) and self.same_agents(gold, ours) else 0

    def same_object(self, gold: Row, ours: Row) -> bool:
        """Return whether the objects are one thing or much the same words."""
        return bool(gold["object"]) and self.keys.same_or_like(gold["object"], ours["object"])

    def same_agents(self, gold: Row, ours: Row) -> bool:
        """Return whether the agents are the same set."""
        left, right = _several(gold["agent"]), _several(ours["agent"])
        return len(left) == len(right) and all(any(self.keys.same(a, b) for b in right) for a in left)

    def relation(self, gold: Row, ours: Row) -> float:
        """The same predicate between the same things in the same unit."""
        if gold["unit"] != ours["unit"] or gold["predicate"] != ours["predicate"]:
            return 0
        same_object = self.keys.same(gold["object"], ours["object"])
        same_object |= _address(gold["object"]) == _address(ours["object"])
        ends = same_object and self.keys.same(gold["subject"], ours["subject"])
        return 1 + self.places.overlap(gold["unit"], gold["evidence"], ours["quote"]) if ends else 0

    def relation_place(self, gold: Row, ours: Row) -> float:
        """The same predicate at the same place of the text, whatever it joins, or the same relation."""
        if gold["unit"] != ours["unit"] or gold["predicate"] != ours["predicate"]:
            return 0
        overlap = self.places.overlap(gold["unit"], gold["evidence"], ours["quote"])
        same = self.relation(gold, ours)
        return overlap + same if overlap >= OVERLAP or same else 0

    def signatory(self, gold: Row, ours: Row) -> float:
        """The same signatory of the same statement in the same unit."""
        same = self.keys.same(gold["statement_key"], ours["statement"])
        return float(
            gold["unit"] == ours["unit"] and same and self.keys.same(gold["signatory_key"], ours["signatory"])
        )

    def mandate(self, gold: Row, ours: Row) -> float:
        """The same instrument in the same unit; the same work first."""
        if gold["unit"] != ours["unit"] or not self.keys.same(gold["mandate"], ours["mandate"]):
            return 0
        return 1 + self.keys.same_or_like(gold["mandated"], ours["mandated"])

    def crossref(self, gold: Row, ours: Row) -> float:
        """The same pointer from unit to unit."""
        return float(gold["from_unit"] == ours["from_unit"] and gold["to_unit"] == ours["to_unit"])

    def quantity(self, gold: Row, ours: Row) -> float:
        """The same number in the same unit; the same place of the text first."""
        if gold["unit"] != ours["unit"] or number(gold["value"]) != number(ours["value"]):
            return 0
        return 1 + self.places.overlap(gold["unit"], gold["evidence"], ours["quote"])


def pinpoint(text: str) -> str:
    """Return a pinpoint in one spelling.

    >>> pinpoint("chapter III, section A"), pinpoint("paras 8-23")
    ('chap iii, sect a', 'para 8-23')
    """
    spelt = text.casefold().replace(".", "").replace("–", "-")
    for long, short in (("chapters?", "chap"), ("sections?", "sect"), ("paragraphs?|paras", "para")):
        spelt = re.sub(rf"\b(?:{long})\b", short, spelt)
    return " ".join(spelt.split())


def number(text: str) -> str:
    """Return a number in one spelling: no spaces, no thousands separators, no percent sign."""
    return re.sub(r"[\s,%％]", "", text.replace("–", "-"))


def _several(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _address(text: str) -> str:
    return re.sub(r"^https?://|/$", "", squeeze(text).strip("<>"))
