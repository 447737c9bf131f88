"""The report's graph, corrupted in 210 ways: the shapes find 95 of 100, and what they miss has a reason."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graphs import validate
from graphs.model import KnowledgeGraph
from tests.mutants import COUNTING, EACH, EXPLAINED, KINDS, Mutant, lab, outcome, table


@pytest.fixture(scope="module")
def found() -> list[tuple[Mutant, str]]:
    return outcome()


def test_the_shapes_catch_corruptions(
    found: list[tuple[Mutant, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print(f"\n{table(found)}")
    assert len(found) == EACH * len(KINDS) >= 200
    assert len({mutant for mutant, _ in found}) == len(found)
    caught = [rule for _, rule in found if rule]
    assert len(caught) / len(found) >= 0.95
    by_field = [rule for rule in caught if rule not in COUNTING]
    assert len(by_field) / len(found) >= 0.85


def test_what_survives_has_a_reason(found: list[tuple[Mutant, str]]) -> None:
    unexplained = [str(mutant) for mutant, rule in found if not rule and mutant.predicate not in EXPLAINED]
    assert unexplained == []


def test_the_whole_graph_is_itself_again(found: list[tuple[Mutant, str]]) -> None:
    """After all mutants the laboratory is as it was: no rule finds what it did not find before."""
    assert found
    rules = lab().rules
    assert {name: lab()._rows(query) for name, query in rules.items()} == lab().silent


@pytest.fixture(scope="module")
def before() -> frozenset[tuple[str, ...]]:
    return results(lab().graph)


def results(graph: KnowledgeGraph) -> frozenset[tuple[str, ...]]:
    return frozenset((r.source_shape, r.focus, r.value) for r in validate(graph).results)


@pytest.mark.parametrize("kind", KINDS)
def test_a_validation_says_the_same(
    found: list[tuple[Mutant, str]], before: frozenset[tuple[str, ...]], kind: str
) -> None:
    """``graphs.validate`` on the corrupted graph, written anew, agrees with the laboratory."""
    mutant, rule = next((m, r) for m, r in found if m.kind == kind)
    quads = [quad for quad in lab().graph.quads if quad.triple not in mutant.out]
    corrupted = KnowledgeGraph([*quads, *(ox.Quad(*triple) for triple in mutant.into)])
    after = results(corrupted)
    assert bool(after - before) == bool(rule)
    if rule not in ("", "core"):
        assert rule.removesuffix("-rule") in {shape for shape, *_ in after - before}
