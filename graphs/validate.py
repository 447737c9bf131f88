"""Check a graph against the shapes with pySHACL, and say what is wrong, where, in which sentence.

pySHACL runs on an in-memory rdflib graph: on other stores it gives wrong results (design, section 7).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING

import ontology
from graphs.model import KnowledgeGraph
from graphs.terms import CEB, PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SH = "http://www.w3.org/ns/shacl#"
_SHAPE = "https://w3id.org/cebkg/shape/"
_REPORT = "https://w3id.org/cebkg/id/validation"
_ONTOLOGY = CEB.removesuffix("#")


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One thing that breaks a shape; ``unit`` and ``sentence`` say where in the report it stands."""

    severity: str  # "Violation", "Warning", "Info"
    shape: str  # "Act-agent"
    focus: str  # IRI of the offender
    path: str
    value: str
    unit: str
    sentence: str
    message_zh: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found, in a fixed order; only violations break conformance."""

    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing violates the shapes; warnings do not count."""
        return not self.violations

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results that break conformance."""
        return tuple(result for result in self.results if result.severity == "Violation")

    def text(self, lang: str = "en") -> bytes:
        """Return the report for people, one block for each result."""
        lines = [_block(result, lang) for result in self.results]
        count = len(self.violations)
        rest = len(self.results) - count
        verdict = "conforms" if self.conforms else "does not conform"
        lines.append(f"{verdict}: {count} violations, {rest} warnings\n")
        return "".join(lines).encode()

    def json(self) -> bytes:
        """Return the report as JSON."""
        found = {"conforms": self.conforms, "results": [asdict(result) for result in self.results]}
        return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()

    def turtle(self) -> bytes:
        """Return the report as a sh:ValidationReport without blank nodes: same graph, same bytes."""
        lines = [f"@prefix sh: <{_SH}> .", "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .", ""]
        named = [(f"<{_REPORT}/result/{_hash(result)}>", result) for result in self.results]
        conforms = str(self.conforms).lower()
        links = "".join(f" ;\n    sh:result {name}" for name, _ in named)
        lines.append(f"<{_REPORT}> a sh:ValidationReport ;\n    sh:conforms {conforms}{links} .")
        lines += [f"\n{name} {_properties(result)} ." for name, result in named]
        return ("\n".join(lines) + "\n").encode()


def validate(graph: KnowledgeGraph | Graph) -> Report:
    """Return what breaks the shapes of ``ontology/shapes.ttl``; results are sorted."""
    import pyshacl
    from rdflib import Graph as Memory

    data = graph.rdflib() if isinstance(graph, KnowledgeGraph) else graph
    _, found, _ = pyshacl.validate(data, shacl_graph=shapes(), inference="none", meta_shacl=False)
    if not isinstance(found, Memory):
        raise RuntimeError(f"pySHACL could not run the shapes: {found!r}")
    return Report(tuple(sorted(set(_results(found, data)))))


@cache
def shapes() -> Graph:
    """The shapes graph, parsed once."""
    from rdflib import Graph as Memory

    return Memory().parse(ontology.path("shapes.ttl"), format="turtle")


def _results(found: Graph, data: Graph) -> Iterable[Result]:
    from rdflib import RDF, URIRef

    for node in found.subjects(RDF.type, URIRef(_SH + "ValidationResult")):
        yield _result(node, found, data)


def _result(node: Node, found: Graph, data: Graph) -> Result:
    from rdflib import Literal, URIRef

    def one(name: str) -> Node | None:
        return found.value(node, URIRef(_SH + name))

    messages = {m.language: str(m) for m in found.objects(node, URIRef(_SH + "resultMessage")) if isinstance(m, Literal)}
    focus, value = one("focusNode"), one("value")
    if str(focus) == _ONTOLOGY and value is not None:  # a rule about the whole graph: see shapes.ttl
        focus, value = value, None
    unit, sentence = _where(focus, data)
    return Result(
        severity=str(one("resultSeverity")).removeprefix(_SH),
        shape=str(one("sourceShape")).removeprefix(_SHAPE),
        focus=str(focus),
        path=_short(one("resultPath")),
        value="" if value is None else str(value),
        unit=unit,
        sentence=sentence,
        message_zh=messages.get("zh", ""),
        message_en=messages.get("en", "") or next(iter(messages.values()), ""),
    )


def _where(focus: Node | None, data: Graph) -> tuple[str, str]:
    """The key of the unit and the words that the offender stands in, as far as the graph tells."""
    from rdflib import SKOS, URIRef

    def follow(node: Node | None, *names: str) -> Node | None:
        for name in names:
            node = None if node is None else data.value(node, URIRef(CEB + name))
        return node

    selector = focus if data.value(focus, URIRef(CEB + "inUnit")) else follow(focus, "evidence")
    if selector is None:  # an entity: where it is mentioned first
        selector = min(data.subjects(URIRef(CEB + "refersTo"), focus), default=None, key=str)
    unit = follow(focus, "statedIn") or follow(selector, "inUnit")
    if unit is None and data.value(focus, URIRef(CEB + "text")):
        unit = focus
    words = data.value(selector, URIRef(PREFIXES["oa"] + "exact")) if selector is not None else None
    key = data.value(unit, SKOS.notation) if unit is not None else None
    return str(key or ""), str(words or "")


def _short(node: Node | None) -> str:
    text = "" if node is None else str(node)
    for prefix, iri in PREFIXES.items():
        if text.startswith(iri):
            return f"{prefix}:{text.removeprefix(iri)}"
    return text


def _hash(result: Result) -> str:
    return hashlib.sha256(repr(result).encode()).hexdigest()[:10]


def _block(result: Result, lang: str) -> str:
    message = result.message_zh if lang == "zh" else result.message_en
    path = f" {result.path}" if result.path else ""
    lines = [f"{result.severity}: {message}", f"  at    {result.focus}{path}  (shape {result.shape})"]
    if result.value:
        lines.append(f"  value {result.value}")
    if result.unit:
        lines.append(f"  in    {result.unit}: {result.sentence}")
    return "\n".join(lines) + "\n\n"


def _properties(result: Result) -> str:
    focus = f"<{result.focus}>" if "://" in result.focus else _literal(result.focus)
    cells = [
        "a sh:ValidationResult",
        f"sh:resultSeverity sh:{result.severity}",
        f"sh:focusNode {focus}",
        f"sh:sourceShape <{_SHAPE}{result.shape}>",
        f"sh:resultMessage {_literal(result.message_zh)}@zh, {_literal(result.message_en)}@en",
    ]
    if result.value:
        cells.append(f"sh:value <{result.value}>" if "://" in result.value else f"sh:value {_literal(result.value)}")
    return " ;\n    ".join(cells)


def _literal(text: str) -> str:
    """A Turtle string; JSON escapes the same characters in the same way."""
    return json.dumps(text, ensure_ascii=False)
