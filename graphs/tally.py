"""Counts of a graph for its description (VoID), taken subject by subject in space that grows little."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from graphs.terms import term

#: Other datasets that links lead to, by the start of their IRIs.
TARGETS = {
    "sdg": "http://metadata.un.org/sdg/",
    "unbis": "http://metadata.un.org/thesaurus/",
    "undocs": "https://docs.un.org/",
    "wikidata": "http://www.wikidata.org/entity/",
}
#: Properties that link a thing to the same or a close one elsewhere, or to its page there.
LINKS = ("foaf:page", "rdfs:seeAlso", "schema:sameAs", "skos:closeMatch", "skos:exactMatch")
_TYPE = term("rdf:type")
_NAMES = {term(curie): curie for curie in LINKS}


class Tally:
    """How many triples, and how many subjects, objects, members and links, each counted once."""

    def __init__(self) -> None:
        self.triples: Counter[NamedNode] = Counter()  # by predicate
        self.subjects: Counter[NamedNode] = Counter()
        self.members: Counter[NamedNode] = Counter()  # by class
        self.links: Counter[tuple[str, str]] = Counter()  # by target and property
        # eight bytes an object: a set of the terms of 2,000 documents would take gigabytes
        self._objects: defaultdict[NamedNode, array[int]] = defaultdict(lambda: array("q"))

    def __len__(self) -> int:
        """The number of triples."""
        return self.triples.total()

    def objects(self) -> dict[NamedNode, int]:
        """How many different objects each predicate has."""
        return {predicate: len(set(hashes)) for predicate, hashes in self._objects.items()}

    def add(self, triples: Iterable[Triple]) -> None:
        """Count all triples of one subject, each given once."""
        predicates = set()
        for triple in triples:
            predicate, value = triple.predicate, triple.object
            predicates.add(predicate)
            self.triples[predicate] += 1
            self._objects[predicate].append(hash(value))
            if isinstance(value, Literal):
                continue
            if predicate == _TYPE and isinstance(value, NamedNode):
                self.members[value] += 1
            if predicate in _NAMES and isinstance(value, NamedNode):
                for name, start in TARGETS.items():
                    self.links[name, _NAMES[predicate]] += value.value.startswith(start)
        self.subjects.update(predicates)
