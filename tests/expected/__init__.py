"""The rows that each named question gives on the shipped report, one TSV a question.

They say what the answers are today, so that a change of the extraction or of a question shows what it
changes in every answer: ``python -m tests.expected`` writes them anew; read the difference before you commit.
"""

from __future__ import annotations

from pathlib import Path

from queries import questions, run
from queries.render import render
from tests import real

FOLDER = Path(__file__).parent


def made() -> dict[str, str]:
    """Return the files as they should be, by name."""
    return {f"{one.name}.tsv": render(run(real.graph(), one.name), "tsv") for one in questions()}


def kept() -> dict[str, str]:
    """Return the files as they are."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.tsv"))}
