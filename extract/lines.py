"""A line of text on its way from a format to the reader of reports."""

from __future__ import annotations

from typing import NamedTuple

from extract.records import Place


class Line(NamedTuple):
    """Words of one line or block, where it begins, and its level if the format says it is a heading.

    In a format with markup the column counts in the plain words of the line.
    """

    text: str
    place: Place
    level: int = 0
