"""What the cover of a document says of it: session and agenda item, each on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import ontology
from extract.lexicon import entities
from extract.records import Document, Entity, Mention
from extract.sittings import session_label, session_label_en

_ITEM = re.compile(r"\d{1,3}(?:\s*\([a-z]{1,2}\))*")


@cache
def _lines() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in ontology.table("cover_lines"))


def agenda_items(line: str) -> tuple[str, ...]:
    """Return the agenda items that a line of a cover names, none if it is another line.

    >>> agenda_items("议程项目21(a)"), agenda_items("Agenda items 13 and 117 (b)")
    (('21(a)',), ('13', '117(b)'))
    """
    found = next((m for m in (form.fullmatch(line.strip()) for form in _lines()) if m), None)
    return tuple(re.sub(r"\s", "", item) for item in _ITEM.findall(found["items"])) if found else ()


def with_cover(document: Document, mentions: Iterable[Mention]) -> Document:
    """Return a document with the session and the agenda items that its header names."""
    header = next((unit.text for unit in document.units if unit.kind == "header"), "")
    lines = header.split("\n")
    whole = {line.strip() for line in lines}
    sessions = (m.entity for m in mentions if _fills(m, whole))
    items = dict.fromkeys(item for line in lines for item in agenda_items(line))
    return replace(document, session=document.session or next(sessions, ""), agenda_items=tuple(items))


def session_of(document: Document) -> Entity | None:
    """The session that the metadata of a document name, as an entity; in English no mention makes it one."""
    body, _, number = document.session.rpartition("-")
    if not (body and number.isdecimal()):
        return None
    key, organ, ordinal = document.session, entities().get(body), int(number)
    return Entity(
        *(key, "Session", session_label(organ, ordinal, key, regular=False)),
        session_label_en(organ, ordinal, key, regular=False),
        notation=key,
        origin="text",
        source=f"{document.source}: cover",
        body=body,
        ordinal=ordinal,
    )


def _fills(mention: Mention, lines: set[str]) -> bool:
    """Whether a session stands on a line of its own; one within a title is another's."""
    return (
        mention.kind == "session"
        and mention.span.unit == "header"
        and mention.span.text in lines
        and bool(mention.entity)
    )
