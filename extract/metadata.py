"""What the metadata and the cover of an AKN4UN document say of it: date, language, session, subjects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.classification import subject
from extract.records import Subject
from extract.xml import Attributes

_LANGUAGES = {"zho": "zh", "chi": "zh", "zh": "zh", "eng": "en", "en": "en"}
#: Bodies whose sessions a cover names, by their mark in the metadata.
_BODIES = {"#generalAssembly": "GA"}
_DATE = re.compile(r"(?!0001)\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(slots=True)
class Metadata:
    """What was said so far; the first word counts."""

    date: str = ""
    language: str = ""
    session: str = ""
    subjects: dict[str, Subject] = field(default_factory=dict)  # by IRI, in order

    def hear(self, path: Sequence[str], given: Attributes) -> bool:
        """Take in an element, the last of its path; False for a language that is not read."""
        tag, above = path[-1], path[-2] if len(path) > 1 else ""
        if tag == "FRBRdate" and above == "FRBRWork" and given.get("name") == "adoption":
            self.date = self.date or (given.get("date", "") if _DATE.fullmatch(given.get("date", "")) else "")
        elif tag == "FRBRlanguage":
            self.language = self.language or _LANGUAGES.get(given.get("language", ""), "")
            return bool(self.language)
        elif tag == "session":
            body, number = _BODIES.get(given.get("refersTo", "")), given.get("value", "")
            if body and re.fullmatch(r"[1-9]\d{0,2}", number, re.ASCII):
                self.session = self.session or f"{body}-{number}"
        elif tag == "keyword" and above == "classification":
            found = subject(*(given.get(name, "") for name in ("href", "dictionary", "value")))
            if found:
                self.subjects.setdefault(found.iri, found)
        return True
