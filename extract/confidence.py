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

S = TypeVar("S", Act, Citation, CrossReference, Mandate, Quantity, Relation, Signature)


@cache
def measured() -> dict[str, float]:
    """Confidence by rule."""
    return {row["rule"]: float(row["confidence"]) for row in ontology.table("confidence")}


def calibrated(statements: Iterable[S], damaged: dict[str, tuple[tuple[int, int], ...]]) -> tuple[S, ...]:
    """Return statements with the confidence of their rule.

    ``damaged`` holds stretches of units (code points, end exclusive) that are broken; what overlaps one is
    marked: its rule ends in ``-damaged`` and its confidence is at most 0.3.
    """
    return tuple(_calibrated(one, damaged.get(one.span.unit, ())) for one in statements)


def _calibrated(one: S, broken: tuple[tuple[int, int], ...]) -> S:
    linked = one.confidence == 1.0  # by the document's own editors
    confidence = 1.0 if linked else measured().get(one.rule, UNSEEN)
    if any(start < one.span.end and one.span.start < end for start, end in broken):
        return replace(one, rule=f"{one.rule}-damaged", confidence=min(confidence, DAMAGED))
    return replace(one, confidence=confidence)
