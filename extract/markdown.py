"""Markdown to lines: headings with their level, footnotes with raised marks, no emphasis, no links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.drafts import superscript
from extract.lines import Line
from extract.records import Place

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_NOTE = re.compile(r" {0,3}\[\^([\w-]+)\]:\s*")
_NOTE_MARK = re.compile(r"\[\^([\w-]+)\]")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)|`([^`\n]+)`")
_CHINESE_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")
_NESTED = re.compile(r"(\s{2,})(\d{1,3})[.)]\s")
_BULLET = re.compile(r"\s*(?:[-*+]|>)\s+")
_RULE = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+)\s*$")
#: What only Markdown begins a line with.
TELLS = re.compile(r"^ {0,3}#{1,6} +\S|^ {0,3}\[\^[\w-]+\]: ", re.MULTILINE)


def markdown_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a Markdown text."""
    numbers: dict[str, int] = {}
    fenced = False
    for number, line in enumerate(_without_front_matter(text.splitlines()), 1):
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if not line.strip() or (_RULE.match(line) and not fenced):
            continue
        heading = None if fenced else _HEADING.match(line)
        words = line if fenced else _plain(heading[2] if heading else line, numbers)
        yield Line(words, Place(number, 0), len(heading[1]) if heading else 0)


def _without_front_matter(lines: list[str]) -> list[str]:
    """Blank the metadata between two lines of --- at the top; the numbers of the rest stay."""
    if lines and lines[0].strip() == "---":
        end = next((i for i, line in enumerate(lines[1:60], 1) if line.strip() in ("---", "...")), 0)
        return ["" for _ in lines[: end + 1]] + lines[end + 1 :] if end else lines
    return lines


def _plain(line: str, numbers: dict[str, int]) -> str:
    def number(name: str) -> int:
        if name.isdecimal() and int(name):
            return int(name)
        return numbers.setdefault(name, 1000 + len(numbers))

    note = _NOTE.match(line)
    if note:
        line = f"{superscript(number(note[1]))} {line[note.end() :]}"
    line = _NOTE_MARK.sub(lambda m: superscript(number(m[1])), line)
    line = _NESTED.sub(r"\1(\2) ", line) if _NESTED.match(line) else _BULLET.sub("", line, count=1)
    line = _LINK.sub(r"\1", line)
    for pattern in (_EMPHASIS, _CHINESE_EMPHASIS):
        line = pattern.sub(lambda m: m[m.lastindex or 0], line)
    return _ESCAPE.sub(r"\1", line)
