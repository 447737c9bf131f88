"""Which document a text is: its printed symbol, or the one known for its title."""

from __future__ import annotations

import re
from functools import cache

import ontology
from extract.normal import squeeze

# "E/2020/10" alone on a line of the header
_PRINTED = re.compile(r"^(?:[AES]|CEB|JIU|ST)/[\w./()-]*\d[\w./()-]*$", re.MULTILINE)


def find_symbol(header: str, title: str) -> str:
    """Return the canonical symbol of a document, "" when neither the header nor its title tells."""
    printed = _PRINTED.search(header)
    return printed[0] if printed else _titles().get(squeeze(title), "")


@cache
def _titles() -> dict[str, str]:
    """Titles of known documents with a symbol."""
    return {squeeze(row["label_zh"]): row["key"] for row in ontology.table("documents") if row["notation"]}
