"""How sure a statement is: how often its rule was right on the annotated part of the report.

``ontology/confidence.tsv`` is measured (``python -m tests.calibration``), not chosen.  A rule that found
nothing there has the confidence of a rule seen once and right (2/3); what stands in a damaged sentence has at
most 0.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import TypeVar

import ontology
from extract.records import Act, Citation, CrossReference, Mandate, Quantity, Relation, Signature

UNSEEN = 0.67
DAMAGED = 0.3
#: What the document's own editors say.
LINKED = 1.0

S = TypeVar("S", Act, Citation, CrossReference, Mandate, Quantity, Relation, Signature)


@cache
def measured() -> dict[str, float]:
    """Confidence by rule."""
    return {row["rule"]: float(row["confidence"]) for row in ontology.table("confidence")}


def confidence_of(rule: str) -> float:
    """The confidence of what a rule finds."""
    return measured().get(rule, UNSEEN)


def by(rule: str) -> tuple[str, float]:
    """A rule and its confidence, the last two fields of most statements."""
    return rule, confidence_of(rule)


def doubted(statements: Iterable[S], damaged: dict[str, tuple[tuple[int, int], ...]]) -> tuple[S, ...]:
    """Return statements, those from broken stretches marked.

    ``damaged`` holds stretches of units (code points, end exclusive) that are broken; the rule of what
    overlaps one ends in ``-damaged``, and its confidence is at most 0.3.
    """
    if not any(damaged.values()):
        return tuple(statements)
    return tuple(_doubted(one, damaged.get(one.span.unit, ())) for one in statements)


def _doubted(one: S, broken: tuple[tuple[int, int], ...]) -> S:
    if any(start < one.span.end and one.span.start < end for start, end in broken):
        return replace(one, rule=f"{one.rule}-damaged", confidence=min(one.confidence, DAMAGED))
    return one
