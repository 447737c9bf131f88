"""What several documents have in common, counted one by one: things, where texts introduce them, rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from extract.identity import another_text
from extract.records import Document, Entity, Extraction
from graphs.documents import CLASSIFICATION
from graphs.iris import Iris
from graphs.things import of_document, spoken_of

#: The statements of an extraction, by the names of its fields; like mentions, each names its rule.
STATEMENTS = ("acts", "citations", "relations", "signatures", "mandates", "crossrefs", "quantities")


@dataclass(slots=True)
class Census:
    """The documents so far without their texts, every entity by key, and what was said of which.

    Where documents differ on an entity, authority data win, then the document that was counted first.
    """

    documents: dict[str, Document] = field(default_factory=dict)  # by symbol
    entities: dict[str, Entity] = field(default_factory=dict)
    spoken: set[str] = field(default_factory=set)
    introduced: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    rules: set[str] = field(default_factory=set)
    used: list[str] = field(default_factory=list)

    def add(self, extraction: Extraction) -> None:
        """Count a document; raises InputError where one with its symbol and another text was counted."""
        document = extraction.document
        other = self.documents.setdefault(document.symbol, _light(document))
        if other.sha256 != document.sha256:
            raise another_text(document, other.source)
        for entity in extraction.entities:
            known = self.entities.get(entity.key)
            if known is None or (entity.origin, known.origin) == ("authority", "text"):
                self.entities[entity.key] = entity
        self.spoken |= spoken_of(extraction)
        for key, unit in extraction.stated_in.items():
            self.introduced[key].append((document.symbol, unit))
        self.rules |= {one.rule for name in ("mentions", *STATEMENTS) for one in getattr(extraction, name)}
        if document.subjects:
            self.rules.add(CLASSIFICATION)

    def settle(self) -> None:
        """Add the documents, and as class Other (so that validation finds it) what nothing describes.

        ``used`` are then the keys to describe, sorted.
        """
        for symbol, document in self.documents.items():
            self.entities.setdefault(symbol, of_document(document))
        for key in sorted(self.spoken - self.entities.keys()):
            self.entities[key] = Entity(key, "Other", key)
        self.used = sorted(self._reached())

    def _reached(self) -> set[str]:
        """What is spoken of and, transitively, what that hangs on."""
        found: set[str] = set()
        todo = list(self.spoken)
        while todo:
            key = todo.pop()
            if key in self.entities and key not in found:
                found.add(key)
                todo += [self.entities[key].body, *(value for _, value in self.entities[key].links)]
        return found

    def nodes(self, iris: Iris) -> dict[str, NamedNode]:
        """The IRI of each used entity by key."""
        return {key: iris.entity(self.entities[key].cls, key) for key in self.used}

    def homes(self, key: str) -> list[tuple[str, str]]:
        """The documents and units that introduce a thing; none where authority data know it."""
        return self.introduced.get(key, []) if self.entities[key].origin == "text" else []

    def born(self) -> dict[str, list[tuple[Entity, str]]]:
        """By document what it introduces, with the unit that does."""
        found: dict[str, list[tuple[Entity, str]]] = defaultdict(list)
        for key in self.used:
            for symbol, unit in self.homes(key):
                found[symbol].append((self.entities[key], unit))
        return found


def _light(document: Document) -> Document:
    return replace(document, units=(), sections=(), warnings=(), subjects=())
