"""The place within a cited document: 第4(b)段, 附件二, 第三章，A节; para. 4 (b), chap. III, sect. A."""

from __future__ import annotations

import re

from extract.numerals import chinese_number, roman

_LIST = r"\d{1,3}(?:\([a-z]+\))*(?:(?:、|和|及|至|-|,| and | to )第?\d{1,3}(?:\([a-z]+\))*)*"
_CHINESE = re.compile(
    rf"[，,]?(?:序言部分|执行部分)?第(?P<paras>{_LIST})段"
    r"|[，,]?(?P<annex>附件)(?P<annexno>[一二三四五六七八九十]+)?(?!中?的?说明)"
    r"|[，,]?第(?P<chapter>[一二三四五六七八九十]+)章(?:[，,]?(?P<sect>[A-Z])节)?"
    r"|[，,]?第(?P<section>[一二三四五六七八九十]+)节"
)
_ENGLISH = re.compile(
    rf"(?P<of> of [0-9]{{1,2}} [A-Z][a-z]+ [0-9]{{4}})?,(?:paras?\.|paragraphs?) ?(?P<paras>{_LIST})"
    r"|,(?P<annex>annex)(?P<annexno> [IVX]+)?(?![a-z])"
    r"|,chap\.(?P<chapter>[IVX]+)(?:,sect\.(?P<sect>[A-Z]))?"
    r"|,sect\.(?P<section>[IVX]+)"
)
_BEFORE = re.compile(
    rf"(?:paragraphs? (?P<paras>{_LIST})|(?P<annex>annex)(?P<annexno> [IVX]+)?|section (?P<section>[IVX]+))"
    r" (?:of|to) (?:[A-Z]?[a-z]+ ){0,5}$"
)


def pinpoint(text: str, at: int) -> tuple[str, int]:
    """The pinpoint written at ``at`` of a normalised text ("" if none) and where it ends."""
    found = _CHINESE.match(text, at)
    if found:
        return _chinese(found), found.end()
    found = _ENGLISH.match(text, at)
    return (_english(found), found.end()) if found else ("", at)


def pinpoint_before(text: str, at: int) -> str:
    """The pinpoint in English words before ``at``: paragraph 4 of its |resolution."""
    found = _BEFORE.search(text, max(0, at - 80), at)
    if not found:
        return ""
    if found["section"]:
        return f"section {found['section']}"
    return _paras(found["paras"]) if found["paras"] else f"annex{found['annexno'] or ''}"


def _paras(printed: str) -> str:
    paras = re.sub(r"至| to ", "-", printed).replace("第", "")
    paras = re.sub(r"、|和|及|,| and ", ", ", paras)
    return f"{'paras' if re.search(r'[-,]', paras) else 'para'} {paras}"


def _chinese(found: re.Match[str]) -> str:
    if found["paras"]:
        return _paras(found["paras"])
    if found["annex"]:
        return f"annex {roman(chinese_number(found['annexno']))}" if found["annexno"] else "annex"
    if found["chapter"]:
        section = f", section {found['sect']}" if found["sect"] else ""
        return f"chapter {roman(chinese_number(found['chapter']))}{section}"
    return f"section {roman(chinese_number(found['section']))}"


def _english(found: re.Match[str]) -> str:
    if found["paras"]:
        return _paras(found["paras"])
    if found["annex"]:
        return f"annex{found['annexno'] or ''}"
    if found["chapter"]:
        return f"chapter {found['chapter']}" + (f", section {found['sect']}" if found["sect"] else "")
    return f"section {found['section']}"
