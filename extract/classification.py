"""What the editors of a document class it under: concepts of the UN, ours where there is exactly one."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from html import unescape

import ontology
from extract.records import Subject


@cache
def _dictionaries() -> dict[str, re.Pattern[str]]:
    """The dictionaries read, by name, and how the IRIs of their concepts are written."""
    return {row["dictionary"]: re.compile(row["pattern"]) for row in ontology.table("dictionaries")}


@cache
def _ours() -> dict[str, list[str]]:
    """Keys of topics and goals by the concept that they are the same as."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in ontology.table("topics"):
        for link in ontology.split(row["links"]):
            name, _, iri = link.partition("=")
            if name == "skos:exactMatch":
                found[iri].append(row["key"])
    return dict(found)


def subject(iri: str, dictionary: str, words: str) -> Subject | None:
    """Return a keyword as a subject, None for a dictionary that is not read.

    >>> subject("http://metadata.un.org/sdg/16", "SDGO", "16")
    Subject(key='SDG-16', iri='http://metadata.un.org/sdg/16', label_en='16')
    >>> subject("http://metadata.un.org/thesaurus/1003500", "UNBIS Thesaurus", "justice").key
    ''
    >>> subject("http://eurovoc.europa.eu/516", "EuroVoc", "right_to_justice")
    """
    form = _dictionaries().get(dictionary)
    if form is None or not form.fullmatch(iri):
        return None
    keys = _ours().get(iri, [])
    label = " ".join(unescape(words).replace("_", " ").split())
    return Subject(keys[0] if len(keys) == 1 else "", iri, label)
