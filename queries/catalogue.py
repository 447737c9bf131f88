"""The named questions: one ``.rq`` file each, which says in its first lines what it asks and takes.

``# question@zh:`` and ``# question@en:`` are its words; ``# parameter: name (kind) text`` is a column that
rows can be restricted by; ``# value: word parameter=value`` is a word that fills a parameter; ``# column:
parameter word|word`` has words that tell which column a thing fills; ``# near: unit`` lets things that have
no column restrict the paragraphs; ``# about:`` lists keys that restrict nothing; ``# covers:`` lists
questions whose answer it gives as well; ``# evidence:`` says where the sentences are of a table that has
none.  Ways to ask them stand in ``ways.tsv``, with slots such as ``{body}`` for what they name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.errors import UsageError

_ROOM = Path(__file__).parent
#: The order of the contract, which is the order they are listed in; others follow by name.
_ORDER = (
    "entities",
    "citations",
    "sessions",
    "acts",
    "relations",
    "signatories",
    "mandates",
    "structure",
    "strategies",
    "crossrefs",
    "quantities",
)
# "# parameter: agent (agent) who did it", "# parameter: approved_by (agent:approve,adopt) who approved it"
_PARAMETER = re.compile(r"(\w+) \(([\w-]+)(?::([\w,/]+))?\) (.+)")
# "# trigger: ...", "# question@zh: ..."
_HEADER = re.compile(r"# ([\w@]+): (.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A column that rows can be restricted by; ``kind`` says what its values name.

    A parameter with ``acts`` is meant by a sentence only if its verb is one of these act types.
    """

    name: str
    kind: str
    text: str
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A named question; in ``sparql`` each parameter is a line ``VALUES ?name { UNDEF }``."""

    name: str
    zh: str
    en: str
    columns: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    about: frozenset[str]  # keys of things that it is about anyway and that restrict nothing
    values: tuple[tuple[str, str, str], ...]  # words that give a value: 网站, predicate, hasWebsite
    columns_said: tuple[tuple[str, str], ...]  # words that tell which column a thing fills: 下设, parent
    near: str  # a column of units: things without a column restrict it to where they are named, "" for none
    covers: frozenset[str]  # questions whose answer this one gives as well, where both may be meant
    evidence: tuple[str, ...]  # for a table without sentences: where they are, "acts agent=approved_by"
    sparql: str

    def words_for(self, name: str) -> tuple[str, ...]:
        """Return the words that tell that a thing fills this parameter."""
        return tuple(word for word, parameter in self.columns_said if parameter == name)

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of this name; raises UsageError and tells the names there are."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = ", ".join(p.name for p in self.parameters)
        raise UsageError(f"{self.name}: no parameter {name!r}; it has {names}")


@cache
def questions() -> tuple[Question, ...]:
    """Return the named questions in the order of the contract."""
    found = {file.stem: parse(file.stem, file.read_text(encoding="utf-8")) for file in _ROOM.glob("*.rq")}
    names = [name for name in _ORDER if name in found]
    return tuple(found[name] for name in names + sorted(found.keys() - names))


@cache
def ways() -> tuple[tuple[str, str], ...]:
    """Return ways to ask: the question ("" if none answers it) and a sentence with slots, who led {body}?"""
    text = (_ROOM / "ways.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return tuple((name, way) for name, way in rows)


@cache
def nicknames() -> tuple[tuple[str, str], ...]:
    """Return what people call things that no label has: ("board", "CEB")."""
    text = (_ROOM / "nicknames.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return tuple((name, key) for name, key, *_ in rows)


@cache
def small_words() -> frozenset[str]:
    """Return the words, and Chinese characters, that mean nothing by themselves in a question."""
    text = (_ROOM / "small_words.tsv").read_text(encoding="utf-8")
    return frozenset(line.split("\t")[0] for line in text.splitlines()[1:])


@cache
def concepts() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what words of both languages mean in a question: ("when", ("什么时候", ..., "when"))."""
    text = (_ROOM / "concepts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return tuple((name, tuple(filter(None, "|".join(words).split("|")))) for name, *words in rows)


def contract() -> tuple[Question, ...]:
    """Return the eleven questions whose columns hold every statement of a graph."""
    return tuple(one for one in questions() if one.name in _ORDER)


def question(name: str) -> Question:
    """Return the question of this name; raises UsageError and offers the three nearest names."""
    for one in questions():
        if one.name == name:
            return one
    import difflib

    near = difflib.get_close_matches(name, [q.name for q in questions()], 3, 0.0)
    raise UsageError(f"{name}: no such question; nearest: {', '.join(near)} (all: cebkg questions)")


def parse(name: str, text: str) -> Question:
    """Return the question written in an ``.rq`` text; raises ValueError if its header is not complete."""
    headers = [(match[1], match[2].strip()) for match in map(_HEADER.fullmatch, text.splitlines()) if match]
    values = dict(headers)
    if not {"question@zh", "question@en"} <= values.keys():
        raise ValueError(f"{name}.rq: the header needs question@zh and question@en")
    parameters = tuple(_parameter(name, value) for key, value in headers if key == "parameter")
    return Question(
        name,
        values["question@zh"],
        values["question@en"],
        _columns(name, text),
        parameters,
        frozenset(word for key, value in headers if key == "about" for word in value.split()),
        tuple(_value(name, value) for key, value in headers if key == "value"),
        tuple(pair for key, value in headers if key == "column" for pair in _column(name, value)),
        values.get("near", ""),
        frozenset(values.get("covers", "").split()),
        tuple(value for key, value in headers if key == "evidence"),
        text,
    )


def _parameter(name: str, value: str) -> Parameter:
    match = _PARAMETER.fullmatch(value)
    if not match:
        raise ValueError(f"{name}.rq: a parameter is written 'name (kind) text', not {value!r}")
    return Parameter(match[1], match[2], match[4], tuple((match[3] or "").split(",")) if match[3] else ())


def _column(name: str, text: str) -> list[tuple[str, str]]:
    parameter, _, words = text.partition(" ")
    if not words:
        raise ValueError(f"{name}.rq: a column is written 'parameter word|word', not {text!r}")
    return [(word, parameter) for word in words.split("|")]


def _value(name: str, text: str) -> tuple[str, str, str]:
    word, _, given = text.partition(" ")
    parameter, equals, value = given.partition("=")
    if not equals:
        raise ValueError(f"{name}.rq: a value is written 'word parameter=value', not {text!r}")
    return word.replace("_", " "), parameter, value


def _columns(name: str, text: str) -> tuple[str, ...]:
    match = re.search(r"^SELECT ((?:\?\w+ ?)+)$", text, re.MULTILINE)
    if not match:
        raise ValueError(f"{name}.rq: the outer SELECT must list plain columns on one line")
    return tuple(match[1].replace("?", "").split())
