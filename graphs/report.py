"""What a validation found: for people, for machines, and as a SHACL validation report."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from urllib.parse import quote

from graphs.terms import PREFIXES

SH = "http://www.w3.org/ns/shacl#"
_REPORT = "https://w3id.org/cebkg/id/validation"
_SHAPE = "https://w3id.org/cebkg/shape/"

_WORDS = {
    "zh": ("合规", "不合规", "{0} 项违规，{1} 项警告", "位置", "值", "原文", "规则"),
    "en": ("conforms", "does not conform", "{0} violations, {1} warnings", "at", "value", "in", "shape"),
}
_SEVERITIES = {"Violation": "违规", "Warning": "警告", "Info": "提示"}
_ORDER = ("Violation", "Warning", "Info")


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that breaks a shape; ``unit`` and ``sentence`` say where in the report it stands."""

    severity: str  # "Violation", "Warning", "Info"
    source_shape: str  # "ActAgent", a name of ontology/shapes.ttl
    constraint: str  # "MinCountConstraintComponent", a name of SHACL
    focus: str  # IRI of the offender
    path: str  # CURIE, "" for rules about a whole node
    value: str
    value_n3: str  # the value as Turtle has it
    unit: str  # "p11", "" if none
    sentence: str  # quote of the evidence, or the first sentence of the unit
    message_zh: str
    message_en: str

    def __lt__(self, other: Result) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, str, str, str, str, str]:
        rank = _ORDER.index(self.severity) if self.severity in _ORDER else len(_ORDER)
        return (rank, self.source_shape, self.constraint, self.focus, self.path, self.value_n3)

    @property
    def name(self) -> str:
        """A name made from what was found, the same at every run."""
        fields = json.dumps(asdict(self), ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(fields.encode("ascii")).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found, violations first; only they break conformance."""

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
        """Return the report for people, one block for each result, in ``zh`` or ``en``."""
        good, bad, counts, *_ = _WORDS[lang]
        found = counts.format(len(self.violations), len(self.results) - len(self.violations))
        blocks = [_block(result, lang) for result in self.results]
        return "\n".join([*blocks, f"{good if self.conforms else bad}: {found}\n"]).encode()

    def json(self) -> bytes:
        """Return the report as JSON."""
        found = {"conforms": self.conforms, "results": [asdict(result) for result in self.results]}
        return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()

    def turtle(self) -> bytes:
        """Return the report as a sh:ValidationReport without blank nodes: same graph, same bytes."""
        prefixes = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in {**PREFIXES, "sh": SH}.items())
        names = [f"<{_REPORT}/result/{result.name}>" for result in self.results]
        head = ["a sh:ValidationReport", f"sh:conforms {str(self.conforms).lower()}"]
        blocks = [_subject(f"<{_REPORT}>", [*head, *(f"sh:result {name}" for name in names)])]
        blocks += [_subject(n, _properties(r)) for n, r in zip(names, self.results, strict=True)]
        return (prefixes + "\n" + "\n".join(blocks)).encode()


def _block(result: Result, lang: str) -> str:
    *_, at, value, unit, shape = _WORDS[lang]
    severity = _SEVERITIES.get(result.severity, result.severity) if lang == "zh" else result.severity
    message = result.message_zh if lang == "zh" else result.message_en
    lines = [f"{severity}: {message}", f"  {at:<5} {result.focus} {result.path}".rstrip()]
    lines += [f"  {value:<5} {result.value}"] if result.value else []
    lines += [f"  {unit:<5} {result.unit}: {result.sentence}"] if result.unit else []
    return "\n".join([*lines, f"  {shape:<5} {result.source_shape} ({result.constraint})"]) + "\n"


def _subject(name: str, properties: list[str]) -> str:
    return f"{name} " + " ;\n    ".join(properties) + " .\n"


def _properties(result: Result) -> list[str]:
    cells = [
        "a sh:ValidationResult",
        f"sh:resultSeverity sh:{result.severity}",
        f"sh:focusNode {_iri(result.focus)}",
        f"sh:sourceShape <{_SHAPE}{result.source_shape}>",
        f"sh:sourceConstraintComponent sh:{result.constraint}",
        f"sh:resultMessage {_literal(result.message_zh)}@zh, {_literal(result.message_en)}@en",
    ]
    if result.path and "|" not in result.path:  # alternatives would need a blank node
        cells.append(f"sh:resultPath {result.path}")
    if result.value_n3:
        cells.append(f"sh:value {result.value_n3}")
    if result.unit:
        cells.append(f"rdfs:comment {_literal(f'{result.unit}: {result.sentence}')}@zh")
    return cells


def _iri(text: str) -> str:
    """An IRI as Turtle; what stands in the graph as blank node or words is written as words."""
    return f"<{quote(text, safe=_SAFE)}>" if "://" in text else _literal(text)


_SAFE = "".join(map(chr, range(0x21, 0x7F))).translate({ord(c): None for c in '<>"{}|^`\\'})


def _literal(text: str) -> str:
    """A Turtle string: JSON escapes the same characters in the same way."""
    return json.dumps(text, ensure_ascii=False)
