"""Mentions to triples, and the setting that all statements of a document share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from extract.records import Mention, Span
from graphs.iris import Iris, stretch
from graphs.sheet import Sheet
from graphs.terms import date, offset, plain, zh


@dataclass(frozen=True, slots=True)
class Setting:
    """What the statements of one document stand in: names of its units and of all entities."""

    iris: Iris
    units: Mapping[str, NamedNode]
    sheets: Mapping[str, Sheet]
    entities: Mapping[str, NamedNode]


def tell_mentions(mentions: Iterable[Mention], setting: Setting) -> None:
    """One node for each span, also where the words stand for several things ("这些产品")."""
    first: dict[tuple[str, int, int], Mention] = {}
    for mention in sorted(mentions, key=_surest_first):
        span = mention.span
        _tell_mention(mention, first.setdefault((span.unit, span.start, span.end), mention), setting)


def _surest_first(mention: Mention) -> tuple[bool, str, str, str]:
    return not mention.entity, mention.kind, mention.rule, mention.entity


def _tell_mention(mention: Mention, first: Mention, setting: Setting) -> None:
    span, sheet = mention.span, setting.sheets[mention.span.unit]
    node = stretch(setting.units[span.unit], "mention", span)
    if mention is first:
        tell_place(sheet, node, "ceb:Mention", setting.units[span.unit], span)
        sheet.say(node, "ceb:mentionKind", plain(mention.kind))
        sheet.say(node, "ceb:rule", setting.iris.concept("rule", mention.rule))
    if mention.date and mention.date == (first.date or mention.date):
        sheet.say(node, "ceb:statedDate", date(mention.date))
    if mention.entity:
        sheet.say(node, "ceb:refersTo", setting.entities[mention.entity])
    elif not first.entity:
        sheet.say(node, "ceb:candidate", *(setting.entities[key] for key in mention.candidates))


def tell_place(sheet: Sheet, node: NamedNode, cls: str, unit: NamedNode, span: Span) -> None:
    """Write where words stand: a node of class ``cls`` that selects ``span`` of ``unit``."""
    sheet.type(node, cls, "oa:TextQuoteSelector", "oa:TextPositionSelector")
    sheet.say(node, "ceb:inUnit", unit)
    sheet.say(node, "oa:start", offset(span.start))
    sheet.say(node, "oa:end", offset(span.end))
    sheet.say(node, "oa:exact", zh(span.text))
