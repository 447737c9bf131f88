"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import codecs
import re

#: How far into a file its kind is looked for.
LOOKED_AT = 4096
_PROLOGUE = r"\s*(?:<!--.*?-->\s*|<!DOCTYPE\s+(?:\w+:)?akomaNtoso\b.*?>\s*)*"
_XML = re.compile(rf"\s*<\?xml\b|{_PROLOGUE}<(?:\w+:)?akomaNtoso\b", re.DOTALL)


def form(data: bytes) -> str:
    """Return "xml" or "text".

    >>> form(b'<?xml version="1.0"?><akomaNtoso>'), form(b"1. <b>")
    ('xml', 'text')
    """
    head = data[:LOOKED_AT]
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    words = head.decode(encoding, "ignore")
    return "xml" if _XML.match(words) else "text"
