"""Names and sessions inside longer names: 方案和协调委员会第五十九届会议 in the title of its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.discourse import Discourse
from extract.items import AGENT, TOPIC, Item, code_of
from extract.lexicon import entities, names_at
from extract.records import Unit
from extract.relations import topics_at
from extract.sessions import find_sessions
from extract.sittings import session_of


def find_nested(unit: Unit, items: Sequence[Item], talk: Discourse) -> list[Item]:
    """Return the items inside the names of a unit, in order."""
    found = [one for item in items if item.kind == "name" for one in _inside(unit, item, talk)]
    return sorted(found, key=lambda one: (one.start, one.end, one.keys))


def _inside(unit: Unit, item: Item, talk: Discourse) -> Iterator[Item]:
    inner = [
        Item(
            start, end, code_of(entities()[key].cls), (key,), "name", "name-nested", form=item.form[start:end]
        )
        for start, end, key in names_at(item.form)
        if key not in item.keys and not (item.code == AGENT and end == len(item.form))
    ]
    seen = {key for one in inner for key in one.keys}
    inner += [
        Item(start, end, TOPIC, (key,), "name", "name-nested", form=item.form[start:end])
        for start, end, key in topics_at(item.form)
        if key not in seen and key not in item.keys
    ]
    for session in find_sessions(item.form, inner):
        inner.append(session_of(unit, session, (), {i.start: i for i in inner}, talk))
    for one in inner:
        if one.keys:
            yield replace(one, start=one.start + item.start, end=one.end + item.start)
