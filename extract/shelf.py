"""Extractions of many documents in little space: the first few as they are, all packed when more come."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from extract.codec import decode, encode
from extract.records import Extraction

#: So many extractions stay as they are; one takes a megabyte, packed some 20 kB.
OPEN = 50


class Head(NamedTuple):
    """What must be known of a document without unpacking it."""

    source: str
    sha256: str


class Shelf:
    """Extractions by the symbols of their documents, in the order they came."""

    def __init__(self) -> None:
        self._most_open = OPEN
        self._found: dict[str, Extraction | bytes] = {}
        self._heads: dict[str, Head] = {}

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Extraction]:
        """Yield the extractions; a packed one is made anew each time."""
        return map(self.get, self._found)

    @property
    def heads(self) -> Mapping[str, Head]:
        """Source and checksum of each document by its symbol."""
        return self._heads

    @property
    def packed(self) -> bool:
        """Whether there are more than should be held as they are."""
        return len(self._found) > self._most_open

    def put(self, extraction: Extraction, encoded: bytes = b"") -> None:
        """Add an extraction in place of one of its symbol; ``encoded`` is what ``encode`` makes of it."""
        document = extraction.document
        self._heads[document.symbol] = Head(document.source, document.sha256)
        self._found[document.symbol] = extraction
        if self.packed:
            self._found[document.symbol] = zlib.compress(encoded or encode(extraction), 1)
        if len(self._found) == self._most_open + 1:
            self._found = {symbol: self.parcel(symbol) for symbol in self._found}

    def get(self, symbol: str) -> Extraction:
        """Return the extraction of a document; raises KeyError."""
        found = self._found[symbol]
        return unpack(found) if isinstance(found, bytes) else found

    def parcel(self, symbol: str) -> bytes:
        """Return the extraction of a document packed, for ``unpack`` in another process; raises KeyError."""
        found = self._found[symbol]
        return found if isinstance(found, bytes) else zlib.compress(encode(found), 1)


def unpack(parcel: bytes) -> Extraction:
    """Return what ``Shelf.parcel`` packed."""
    return decode(Extraction, zlib.decompress(parcel))
