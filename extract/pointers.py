"""Where the text sends its reader: other paragraphs, web pages, and the list of who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.confidence import by
from extract.items import AGENT, FILL, WEB, WORK, Item
from extract.page import Page
from extract.records import CrossReference, Relation, Signature

# "见上文第11段", "见下文第 34-36 段", "上文第 9 和 11 段"
_CROSS = re.compile(r"见?(?:上文|下文|本报告)第(\d{1,3})(?:(?:([-至])|[、和及])第?(\d{1,3}))?段")
_B = rf"{AGENT}{FILL}*"
_SHORT = rf"(?:\({_B}\))?"
_JOINT = r"(?:、|和|及|以及|与)"
_MEMBERS = re.compile(rf"{_B}{_SHORT}(?:{_JOINT}{_B}{_SHORT}){{1,99}}")


def find_crossrefs(page: Page, known: Sequence[str]) -> Iterator[CrossReference]:
    """Yield references to paragraphs of the same document that exist."""
    yield from _above(page, known)
    for match in _CROSS.finditer(page.text) if "段" in page.text else ():
        span = page.span(match.start(), match.end())
        for number in _numbers(match):
            if f"p{number}" in known:
                yield CrossReference(span, f"p{number}", *by("crossref-paragraph"))


def _above(page: Page, known: Sequence[str]) -> Iterator[CrossReference]:
    """上述三个部门 in a footnote: to the one paragraph that names them all."""
    for item in page.items:
        if item.rule != "anaphora-group" or not item.form.startswith("上述"):
            continue
        host = page.talk.marked.get(page.unit.key, ("", 0))[0]
        named = {seen.key for seen in page.talk.seen.get(host, [])}
        if host in known and named.issuperset(item.keys):
            yield CrossReference(page.span(item.start, item.end), host, *by("crossref-above"))


def _numbers(match: re.Match[str]) -> list[int]:
    first, joint, last = match.groups()
    if not last:
        return [int(first)]
    if joint:
        return list(range(int(first), min(int(last), int(first) + 50) + 1))
    return [int(first), int(last)]


def find_signatures(page: Page) -> Iterator[Signature]:
    """Yield who signed what: the longest list of bodies in a sentence whose verb is 签署了.

    秘书处、联合国粮食及农业组织 … 的行政首长签署了该声明
    """
    for clause in page.clauses:
        if clause.verb.type != "sign" or clause.modality != "stated":
            continue
        statement = next((page.current(i).key for i in reversed(clause.object) if i.code == WORK), "")
        start, _ = page.sentence(clause.verb_start)
        lists = [m.span() for m in _MEMBERS.finditer(page.masked, start, clause.verb_start)]
        if not statement or not lists:
            continue
        a, b = max(lists, key=lambda span: span[1] - span[0])
        done: set[str] = set()
        for item in page.inside(a, b, AGENT):
            if item.key and item.key not in done:
                done.add(item.key)
                span = page.span(item.start, item.end)
                yield Signature(span, statement, item.key, *by("signature-list"))


# "其网站(www.unsceb.org)", "更多信息见 www…", "数据立方体…。详见www…"
_SITE = re.compile(r"(?:网站|网页)[：:(<]*$")


def find_websites(page: Page) -> Iterator[Relation]:
    """Yield the web pages of things: beside the word 网站, or in a footnote about a thing."""
    for item in page.items:
        if item.code != WEB:
            continue
        site = _SITE.search(page.text[: item.start])
        owners = [_site_owner(page, site.start(), item)] if site else []
        if not site or page.unit.kind == "footnote":
            owners.append(_owner(page, item))
        for owner, start in owners:
            if owner:
                yield Relation(page.span(start, item.end), owner, "hasWebsite", item.form, *by("website"))


def _owner(page: Page, web: Item) -> tuple[str, int]:
    if page.unit.kind != "footnote":
        return "", 0
    own = [i for i in page.inside(0, web.start) if i.key and i.code in (WORK, AGENT)]
    named = [i for i in own if i.start <= 1]
    if named:
        start, _ = page.sentence(web.start)
        return named[0].key, start
    start, _ = page.sentence(web.start)
    return page.talk.antecedent.get(page.unit.key, ""), start


def _site_owner(page: Page, at: int, web: Item) -> tuple[str, int]:
    """其网站: of the subject; X网站: of X."""
    before = page.inside(max(0, at - 40), at, AGENT + WORK)
    if before and page.text[before[-1].end : at] in ("", "的"):
        return before[-1].key, before[-1].start
    if page.text[:at].endswith("其"):
        for clause in page.clauses:
            if clause.start <= at < clause.end and clause.subject:
                return page.current(clause.subject[0]).key, at - 1
    return "", 0
