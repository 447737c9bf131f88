"""What a paragraph is that its format does not number: numbered in its words, a heading, or more."""

from __future__ import annotations

import re

from extract.gathering import Gathering
from extract.numerals import chinese_number, roman
from extract.records import Place

# "19. 在不开创先例的情况下"
_PRINTED = re.compile(r"(\d{1,3})\s*[.．](?!\d) ?")
# "二 我们所处的当今世界", "Governance of UN-Habitat"; "(a) 不让任何人掉队" is none
_HEADING = re.compile(
    r"(?!\()(?:(?P<label>[一二三四五六七八九十]{1,3}|[IVX]{1,5}|[A-Z])(?:[.．、]|\s)\s*)?"
    r"(?P<title>[^\n]*[^\s；;。.，,：:、)）])$"
)
_LONGEST_HEADING = 90
_CHINESE_NUMERAL = re.compile(r"[一二三四五六七八九十]+")
_TOP = re.compile(r"(?:annex\d+\.)?[IVXLC]+")


def settle(found: Gathering, annex: str, place: Place) -> None:
    """Place the unit that waits for its key, if there is one, in the body or in ``annex``."""
    loose = found.draft
    if loose is None or loose.key:
        return
    found.draft = None
    home = next((d for d in reversed(found.drafts) if d.kind in ("paragraph", "annex")), None)
    home = home if home and home.key.startswith(annex) else None
    printed, expected = _PRINTED.match(loose.text), 1 + ((home.number if home else None) or 0)
    heading = _HEADING.match(loose.text) if len(loose.text) <= _LONGEST_HEADING else None
    if printed and int(printed[1]) == expected:
        found.name(loose, f"{annex}-p{expected}" if annex else f"p{expected}", "paragraph", expected, place)
        if printed.end() < (loose.pieces[1].offset if loose.pieces[1:] else len(loose.text)):
            loose.drop(printed.end())
    elif heading and not loose.marks:
        found.drafts.remove(loose)
        head(found, annex, heading["label"] or "", heading["title"], place)
    elif home:
        found.drafts.remove(loose)
        home.absorb(loose, "\n")
    elif annex:
        found.name(loose, annex, "annex", None, place)
    else:
        found.warn(place, "an operative paragraph without a number, read as p1")
        found.name(loose, "p1", "paragraph", 1, place)


def head(found: Gathering, annex: str, label: str, title: str, place: Place) -> None:
    """Begin a section; one lettered A, B ... belongs to the one numbered above it."""
    if not title:
        return
    parent = annex or None
    step = roman(chinese_number(label)) if _CHINESE_NUMERAL.fullmatch(label) else label
    if re.fullmatch("[A-HJ-UWYZ]", label):
        tops = [section.key for section in found.sections if _TOP.fullmatch(section.key)]
        parent = tops[-1] if tops else parent
    elif not re.fullmatch(r"[IVXLC]+", step):
        step = f"s{len(found.sections) + 1}"
    found.section(f"{parent}.{step}" if parent else step, label, title, parent, place)
