"""The steps in which the model grew: scenario, questions, example data; every question is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract import extract, read
from graphs import build, validate
from graphs.model import KnowledgeGraph
from graphs.reasoning import closure, contradictions, vocabulary
from graphs.terms import PREFIXES

STEPS = sorted((Path(__file__).parents[1] / "docs" / "steps").glob("[0-9]*.md"))
BASE = "https://w3id.org/cebkg/id/"
_HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_TURTLE = re.compile(r"^```turtle\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_QUESTION = re.compile(
    r"^### (?P<words>[^\n]+)\n\n```sparql\n(?P<query>.*?)^```\n\n```tsv example\n(?P<example>.*?)^```$"
    r"(?:\n\n```tsv report\n(?P<report>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A competency question: its rows on the examples, and rows among those on the report."""

    step: int
    words: str
    query: str
    example: tuple[str, ...]
    report: tuple[str, ...]


def questions() -> list[Question]:
    found = []
    for step, file in enumerate(STEPS, 1):
        for match in _QUESTION.finditer(file.read_text(encoding="utf-8")):
            rows = [tuple((match[name] or "").splitlines()) for name in ("example", "report")]
            found.append(Question(step, match["words"], match["query"], *rows))
    return found


@cache
def example(step: int) -> KnowledgeGraph:
    """The example data of the steps up to this one: each adds to those before."""
    texts = [_TURTLE.findall(file.read_text(encoding="utf-8")) for file in STEPS[:step]]
    data = f"@base <{BASE}> .\n{_HEAD}" + "\n".join(block for blocks in texts for block in blocks)
    return KnowledgeGraph(ox.parse(data.encode(), format=ox.RdfFormat.TURTLE))


@cache
def store(step: int) -> ox.Store:
    """The store of a step's examples; 0 is the report's."""
    return (example(step) if step else build(extract(read()))).store()


def rows(step: int, query: str) -> list[str]:
    found = store(step).query(f"BASE <{BASE}>\n{_HEAD}{query}", use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return ["\t".join(_cell(row[variable]) for variable in found.variables) for row in found]


def _cell(value: object) -> str:
    if isinstance(value, ox.NamedNode):
        return f"<{value.value.removeprefix(BASE)}>"
    assert isinstance(value, ox.Literal)
    if value.datatype.value == f"{PREFIXES['xsd']}integer":
        return value.value
    return re.sub(rf"\^\^<{PREFIXES['xsd']}(\w+)>", r"^^xsd:\1", str(value))


@pytest.mark.parametrize("question", questions(), ids=lambda q: f"{q.step}-{q.words.split(' · ')[1]}")
def test_question_is_answered(question: Question) -> None:
    assert rows(question.step, question.query) == list(question.example)
    assert [row for row in question.report if row not in rows(0, question.query)] == []


@pytest.mark.parametrize("step", range(1, len(STEPS) + 1))
def test_examples_are_valid_and_consistent(step: int) -> None:
    assert validate(example(step)).results == ()
    assert contradictions(closure(example(step), vocabulary())) == []


def test_steps_are_told_in_both_languages() -> None:
    assert len(STEPS) >= 5
    for file in STEPS:
        text = file.read_text(encoding="utf-8")
        scenario = text.split("## 情景 · Scenario\n")[1].split("\n## ")[0].strip().split("\n\n")
        assert len(scenario) == 2
        assert re.search("[一-鿿]", scenario[0])
        assert len(re.findall("^### ", text, re.MULTILINE)) == len(_QUESTION.findall(text)) >= 3


def test_steps_show_the_kinds_of_statements() -> None:
    types = {str(t.object).strip("<>").rpartition("#")[2] for t in example(len(STEPS)).triples}
    assert {"Act", "Citation", "Mandate", "Signature", "Quantity", "Mention", "Evidence"} <= types
