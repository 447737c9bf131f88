"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import codecs
import re

#: How far into a file its kind is looked for.
LOOKED_AT = 4096
_PROLOGUE = r"\s*(?:<!--.*?-->\s*|<!DOCTYPE\s+(?:\w+:)?akomaNtoso\b.*?>\s*)*"
_XML = re.compile(rf"\s*<\?xml\b|{_PROLOGUE}<(?:\w+:)?akomaNtoso\b", re.DOTALL)

_HTML = re.compile(
    r"\s*(?:<\?xml\b.*?\?>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|p|h[1-6]|table)\b",
    re.DOTALL | re.IGNORECASE,
)
_SIGNS = {b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"\xd0\xcf\x11\xe0": "ole"}
_CHARSETS = frozenset({"utf-8", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "iso8859-1", "cp1252"})
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


def form(data: bytes) -> str:
    """Return "xml", "html", "zip", "ole", "pdf" or "text".

    >>> form(b'<?xml version="1.0"?><akomaNtoso>'), form(b"<!DOCTYPE html><p>"), form(b"1. <b>")
    ('xml', 'html', 'text')
    """
    head = data[:LOOKED_AT]
    for sign, kind in _SIGNS.items():
        if head.startswith(sign):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    words = head.decode(encoding, "ignore")
    if _HTML.match(words):
        return "html"
    return "xml" if _XML.match(words) else "text"


def charset(data: bytes) -> str:
    """Return the encoding that an HTML text names, as Python knows it, "" if none or unknown."""
    found = _CHARSET.search(data[:LOOKED_AT])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else ""
    except LookupError:
        return ""
    return name if name in _CHARSETS else ""
