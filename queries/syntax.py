"""Where a faulty query is wrong: the first token that cannot stand where it stands, and what could.

Oxigraph tells the end of what it tried last, often past the fault, and the signs it tried.  So a query that
it refused is read once more by the grammar of the recommendation (``sparql.ebnf``), for which one token
decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise

_LETTERS = r"[^\W\d_](?:[\w.·-]{0,99}[\w·-])?"
_ESCAPED = r"%[\da-fA-F]{2}|\\."
#: Tokens that are not themselves: how they look, and how they are called.
_TOKENS = {
    "IRI": (r'<[^<>"{}|^`\x00-\x20]*>', "<IRI>"),
    "VARIABLE": (r"[?$]\w+", "?variable"),
    "BLANK": (r"_:\w(?:[\w.·-]*[\w·-])?|\[\s*\]", "blank node"),
    "NAME": (
        rf"(?:{_LETTERS})?:(?:[\w:]|{_ESCAPED})(?:(?:[\w:.·-]|{_ESCAPED})*(?:[\w:·-]|{_ESCAPED}))?",
        "prefix:name",
    ),
    "PREFIX": (rf"(?:{_LETTERS})?:", "prefix:"),
    "STRING": (
        r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
        r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\'',
        '"text"',
    ),
    "SIGNED": (r"[+-](?:\d+\.\d*[eE][+-]?\d+|\d*\.\d+|\d+)(?:[eE][+-]?\d+)?", "number"),
    "DECIMAL": (r"\d+\.\d*[eE][+-]?\d+|\d*\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+", "number"),
    "INTEGER": (r"\d+", "number"),
    "LANGUAGE": (r"@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*", "@language"),
    "NIL": (r"\(\s*\)", "()"),
    "WORD": (r"\w+", ""),
    "SIGN": (r"\|\||&&|\^\^|!=|<=|>=|.", ""),
}
_CALLED = {name: called for name, (_, called) in _TOKENS.items()}
_CALLED |= {"FUNCTION": "function", "AGGREGATE": "function", "END": "the end of the query"}
_LEXER = re.compile("|".join(f"(?P<{name}>{form})" for name, (form, _) in _TOKENS.items()), re.DOTALL)
_SPACE = re.compile(r"(?:\s|#[^\n\r]*)*")
_PARTS = re.compile(r"'[^']+'|\w+|[()|?*+]")
_MOST = 8  # things that are told to be expected


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind in the grammar, its words and where they begin."""

    kind: str
    words: str
    start: int


def explain(sparql: str) -> str | None:
    """Return the position and nature of the first fault in a query, None if the grammar finds none.

    >>> explain("SELECT * {\\n ?s ?p }")
    'error at 2:8: found }, expected [, (, (), blank node, false, true, number, "text" ...'
    """
    tokens = [*_tokens(sparql), Token("END", _CALLED["END"], len(sparql))]
    reader = _Reader(tokens)
    try:
        good = reader.read(grammar().rules["Query"]) and reader.sees(("END",))
    except RecursionError:
        return None
    if not good:
        # What must come is asked for last, after all that may come before it.
        shown = list(dict.fromkeys(_CALLED.get(kind, kind.strip("'")) for kind in reversed(reader.expected)))
        tail = ", ".join(shown[:_MOST]) + (" ..." if len(shown) > _MOST else "")
        return f"{_place(sparql, tokens[reader.at])}, expected {tail}"
    return _undeclared(sparql, tokens)


def _undeclared(sparql: str, tokens: list[Token]) -> str | None:
    """A prefix that is used without being declared, or a relative IRI without BASE."""
    known = {after.words for one, after in pairwise(tokens) if one.kind == "'PREFIX'"}
    based = any(token.kind == "'BASE'" for token in tokens)
    for token in tokens:
        prefix = token.words[: token.words.find(":") + 1]
        place = _place(sparql, token)
        if token.kind in ("NAME", "PREFIX") and prefix not in known:
            return f"{place}, its prefix is not declared, expected PREFIX {prefix} <IRI> above"
        if token.kind == "IRI" and not prefix and not based:
            return f"{place}, an IRI without a scheme, expected <scheme:...>"
    return None


def _place(sparql: str, token: Token) -> str:
    line = sparql.count("\n", 0, token.start) + 1
    column = token.start - (sparql.rfind("\n", 0, token.start) + 1) + 1
    words = token.words if len(token.words) <= 40 else token.words[:40] + "..."
    return f"error at {line}:{column}: found {words}"


def _tokens(sparql: str) -> Iterator[Token]:
    kinds, at = grammar().words, 0
    while (at := _end(_SPACE.match(sparql, at))) < len(sparql):
        found = _LEXER.match(sparql, at)
        assert found is not None, "a sign is any character"
        assert found.lastgroup is not None
        words, kind = found[0], found.lastgroup
        if kind in ("WORD", "SIGN"):
            kind = kinds.get(words) or kinds.get(words.upper(), kind)
        yield Token(kind, words, at)
        at = found.end()


def _end(found: re.Match[str] | None) -> int:
    assert found, "space may be empty"
    return found.end()


@dataclass(frozen=True, slots=True)
class _Node:
    """A part of a rule: a token or rule (``name``), or an operator (seq, alt, ?, *, +) on ``parts``."""

    op: str
    name: str = ""
    parts: tuple[_Node, ...] = ()


@dataclass(slots=True)
class _Grammar:
    rules: dict[str, _Node] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # a word or sign to its kind of token


@cache
def grammar() -> _Grammar:
    """Return the grammar; call it before a process may no longer open files."""
    found = _Grammar()
    lines = (files("queries") / "sparql.ebnf").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            name, _, body = line.partition(" ::= ")
            parts = _PARTS.findall(body)
            literals = [part for part in parts if part.startswith("'")]
            found.words |= {part[1:-1]: name if name.isupper() else part for part in literals}
            if not name.isupper():
                found.rules[name] = _choice(parts)
    return found


def _choice(parts: list[str]) -> _Node:
    """Read alternatives up to a closing bracket or the end, and take them off."""
    options: list[_Node] = []
    row: list[_Node] = []
    while parts and parts[0] != ")":
        part = parts.pop(0)
        if part == "|":
            options.append(_Node("seq", parts=tuple(row)))
            row = []
        elif part in "?*+":
            row[-1] = _Node(part, parts=(row[-1],))
        elif part == "(":
            row.append(_choice(parts))
            parts.pop(0)
        else:
            row.append(_Node("name", part))
    options.append(_Node("seq", parts=tuple(row)))
    return options[0] if len(options) == 1 else _Node("alt", parts=tuple(options))


@cache
def _first(node: _Node) -> tuple[dict[str, None], bool]:
    """The kinds of token that a part may begin with, and whether it may be nothing."""
    if node.op == "name":
        rule = grammar().rules.get(node.name)
        return _first(rule) if rule else ({node.name: None}, False)
    kinds: dict[str, None] = {}
    empty = node.op != "alt"
    for part in node.parts:
        more, nothing = _first(part)
        kinds |= more
        if node.op == "seq" and not nothing:
            return kinds, False
        empty = empty and nothing if node.op in ("seq", "+") else empty or nothing
    return kinds, empty


class _Reader:
    """Reads tokens by the grammar; ``at`` is the first not read, ``expected`` what could stand there."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self.at = 0
        self.expected: dict[str, None] = {}

    def sees(self, kinds: tuple[str, ...] | dict[str, None]) -> bool:
        """Whether the next token is one of these, which are expected from now on."""
        self.expected.update(dict.fromkeys(kinds))
        return self._tokens[self.at].kind in kinds

    def read(self, node: _Node) -> bool:
        """Read a part; False if it ends at a token that does not fit."""
        rule = grammar().rules.get(node.name)
        if node.op == "name" and rule:
            return self.read(rule)
        if node.op == "name":
            return self._take(node.name)
        if node.op == "seq":
            return all(self.read(part) for part in node.parts)
        if node.op == "alt":
            chosen = [part for part in node.parts if self.sees(_first(part)[0])]
            return self.read(chosen[0]) if chosen else _first(node)[1]
        (part,) = node.parts
        if node.op == "+" and not self.read(part):
            return False
        while self.sees(_first(part)[0]):
            if not self.read(part):
                return False
            if node.op == "?":
                break
        return True

    def _take(self, kind: str) -> bool:
        if not self.sees((kind,)):
            return False
        self.at += 1
        self.expected = {}
        return True
