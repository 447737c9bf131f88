"""Which document a text is: its printed symbol, or the one known for its title."""

from __future__ import annotations

import re
from functools import cache

import ontology
from extract.errors import InputError
from extract.normal import squeeze
from extract.records import Document
from extract.symbols import canonical

# "E/2020/10", "A/RES/72/266 A*", "联合国 A/RES/75/100" on a line of the header
_LINE = r"^(?:(?:联合国|United Nations)\s+)?(?P<symbol>(?:{heads})/[\w./()-]*\d[\w./()-]*(?: [A-Z])?)\*?\s*$"


def find_symbol(header: str, title: str) -> str:
    """Return the canonical symbol of a document, "" when neither the header nor its title tells."""
    printed = _printed().search(header)
    return canonical(printed["symbol"]) if printed else _titles().get(squeeze(title), "")


def another_text(document: Document, other: str) -> InputError:
    """Return why a document cannot stand beside one read from ``other``: one symbol, two texts."""
    words = f"is {document.symbol} like {other}, but another text; build them apart"
    return InputError(f"{document.source}: {words} or name one with --symbol")


@cache
def _printed() -> re.Pattern[str]:
    heads = "|".join(re.escape(row["head"]) for row in ontology.table("series"))
    return re.compile(_LINE.format(heads=heads), re.MULTILINE | re.ASCII)


@cache
def _titles() -> dict[str, str]:
    """Titles of known documents with a symbol."""
    return {squeeze(row["label_zh"]): row["key"] for row in ontology.table("documents") if row["notation"]}
