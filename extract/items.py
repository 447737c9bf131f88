"""Typed things in the text of one unit: names, citations, sessions, dates, web addresses.

``find_items`` only looks at one unit; what a word such as 委员会 points at is decided later
(``extract.references``).  All offsets here are code points of the normalised text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import ontology
from extract.citations import FoundCitation, find_citations
from extract.lexicon import Matcher, entities, find_names, guards
from extract.normal import Normal, squeeze

#: Codes that stand for an item in the mask of a text, by the parent class of what it names.
CODES = {
    "ceb:Body": "Ⓑ",
    "org:Post": "Ⓑ",
    "prov:Agent": "Ⓑ",
    "ceb:Meeting": "Ⓔ",
    "ceb:Work": "Ⓓ",
    "ceb:Initiative": "Ⓓ",
    "skos:Concept": "Ⓧ",
    "schema:Place": "Ⓟ",
}
FILL = "·"
AGENT, WORK, CITATION, SESSION, DATE, EVENT, PLACE, TOPIC, WEB = "ⒷⒹⒸⓈⓉⒺⓅⓍⓊ"

_YEAR = r"(?:19|20)\d\d年"
_DATE = re.compile(
    rf"{_YEAR}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?![度代]|《|十年|可持续)|(?<![\d年])\d{{1,2}}月(?!\d)"
)
_WEB = re.compile(r"<?((?:https?://|www\.)[A-Za-z0-9./?=&%_~#:-]*[A-Za-z0-9/])>?")
_TITLE = re.compile(r"《[^《》。]{2,80}》|[“\"][^“”\"。]{2,40}[”\"](?=项目|倡议|方案|平台|战略)")


@dataclass(frozen=True, slots=True)
class Item:
    """``text[start:end]`` of a normalised text names ``keys``; several keys are one enumeration."""

    start: int
    end: int
    code: str
    keys: tuple[str, ...]
    kind: str  # "name", "symbol", "session", "date", "web", "title", "anaphora", "unresolved"
    rule: str
    date: str = ""
    pinpoint: str = ""
    candidates: tuple[str, ...] = ()
    form: str = ""

    @property
    def key(self) -> str:
        """The key named, "" when none or several."""
        return self.keys[0] if len(self.keys) == 1 else ""

    def at(self, keys: Iterable[str], **changes: str) -> Item:
        """The same item with other keys."""
        return replace(self, keys=tuple(keys), **changes)  # type: ignore[arg-type]


@cache
def classes() -> dict[str, dict[str, str]]:
    """Rows of ``classes.tsv`` by notation."""
    return {row["notation"]: row for row in ontology.table("classes")}


def code_of(cls: str) -> str:
    """The mask code of a class; sessions have their own."""
    return SESSION if cls == "Session" else CODES[classes()[cls]["parent"]]


@cache
def heads() -> tuple[tuple[str, str], ...]:
    """Head nouns with the class of what they name, the longest first."""
    rows = ((row["head"], row["class"]) for row in ontology.table("heads"))
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@lru_cache(maxsize=32768)
def class_by_head(name: str) -> str:
    """The class of a name by the noun it ends in, "" for an unknown noun.

    >>> class_by_head("跨职能工作队")
    'TaskForce'
    """
    bare = name.rstrip('》”"')
    return next((cls for head, cls in heads() if bare.endswith(head)), "")


def find_items(normal: Normal, cited: Sequence[FoundCitation] | None = None) -> list[Item]:
    """Return the items of a unit in order, none overlapping another; ``cited`` are its citations if known."""
    text = normal.text
    names = list(_names(text))
    titled = [item for item in names if "第" in item.form or "(" in item.form]  # a citation may be part of it
    cited = find_citations(text) if cited is None else cited
    symbols = [citation_item(one, text) for one in cited]
    found: list[Item] = []
    taken = bytearray(len(text))
    for source in (titled, _webs(text), symbols, names, _titles(text), _dates(text)):
        for item in source:
            if not any(taken[item.start : item.end]):
                taken[item.start : item.end] = b"\x01" * (item.end - item.start)
                found.append(item)
    return sorted(found, key=lambda item: item.start)


def _webs(text: str) -> Iterator[Item]:
    for match in _WEB.finditer(text) if "http" in text or "www." in text else ():
        yield Item(match.start(1), match.end(1), WEB, (), "web", "web-address", form=match[1])


def citation_item(found: FoundCitation, text: str) -> Item:
    """The item of a found citation."""
    return Item(
        found.start,
        found.end,
        CITATION,
        (found.symbol,),
        "symbol",
        found.rule,
        pinpoint=found.pinpoint,
        form=text[found.start : found.end],
    )


def _names(text: str) -> Iterator[Item]:
    for start, end, key in find_names(text):
        cls = entities()[key].cls
        yield Item(start, end, code_of(cls), (key,), "name", "name-known", form=text[start:end])


def _titles(text: str) -> Iterator[Item]:
    """Titles in 《》 or “…”项目 that no table knows: things the text itself introduces."""
    for match in _TITLE.finditer(text):
        cls = class_by_head(match[0]) or ("Document" if match[0].startswith("《") else "")
        if cls:
            yield Item(match.start(), match.end(), WORK, (), "title", "title-printed", form=match[0])


def _dates(text: str) -> Iterator[Item]:
    for match in _DATE.finditer(text) if "年" in text or "月" in text else ():
        yield Item(
            match.start(), match.end(), DATE, (), "date", "date", date=iso_date(match[0]), form=match[0]
        )


def iso_date(text: str) -> str:
    """Return a printed date in ISO form, no more precise than printed; "--MM" without a year.

    >>> iso_date("2019年4月"), iso_date("2019年9月23日"), iso_date("12月")
    ('2019-04', '2019-09-23', '--12')
    """
    numbers = re.findall(r"\d+", text)
    if "年" not in text:
        return f"--{int(numbers[0]):02d}"
    return "-".join([numbers[0], *(f"{int(number):02d}" for number in numbers[1:])])


def mask(text: str, items: Iterable[Item]) -> str:
    """Return ``text`` with each item replaced by its code and filling, at the same length.

    Items are in order and do not overlap.
    """
    pieces: list[str] = []
    at = 0
    for item in items:
        pieces += (text[at : item.start], item.code, FILL * (item.end - item.start - 1))
        at = item.end
    return "".join([*pieces, text[at:]])


@cache
def nested_matcher() -> Matcher:
    """Guarded forms are left to ``find_names``; kept here so that callers load tables once."""
    return Matcher(guards())


def same_name(a: str, b: str) -> bool:
    """Whether two printed names are one after normalisation, brackets and 《》 aside."""
    return squeeze(a).strip("《》“”") == squeeze(b).strip("《》“”")
