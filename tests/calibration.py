"""How often each rule is right on the annotated parts, kept as data: ``python -m tests.calibration``.

Writes ``ontology/confidence.tsv``: for each rule how many of its statements the gold here has, and the
confidence (right + 1) / (found + 2), so that a rule seen twice does not claim to be certain.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import ontology
from extract import Extraction, extract, read
from graphs import build
from graphs.model import KnowledgeGraph
from queries.gold import Gold, Keys, Row, read_gold
from queries.matching import Places, Rules, pair
from queries.run import run
from queries.sentences import texts_of
from queries.stores import names_of
from tests.scores import GOLD, PARTS

HEADER = "rule\tkind\tright\tfound\tconfidence"
#: Kind -> the rule of matching, the column that tells its rows apart beside unit and quote.
KINDS = {
    "acts": ("act", "type"),
    "relations": ("relation", "predicate"),
    "mandates": ("mandate", "mandate"),
    "citations": ("citation", "symbol"),
    "signatories": ("signatory", "signatory"),
    "crossrefs": ("crossref", "to_unit"),
    "quantities": ("quantity", "value"),
}
Found = tuple[str, str, bool]  # kind, rule, right


def found() -> list[Found]:
    """Every statement of the annotated units with its rule and whether the gold has it."""
    extraction = extract(read())
    graph = build(extraction)
    return [one for part in PARTS for one in _judged(extraction, graph, read_gold(GOLD / part, "E/2020/10"))]


def _judged(extraction: Extraction, graph: KnowledgeGraph, gold: Gold) -> Iterator[Found]:
    texts = {unit: text for (_, unit), text in texts_of(graph).items()}
    rules = Rules(Keys(gold.rows["entities"], names_of(graph)), Places(texts))
    by_row = _rules(extraction)
    for kind, (rule, column) in KINDS.items():
        unit = "from_unit" if kind == "crossrefs" else "unit"
        ours = [row for row in run(graph, kind).dicts() if row[unit] in gold.units]
        right = {j for _, j in pair(gold.rows[kind], ours, getattr(rules, rule))}
        for j, row in enumerate(ours):
            name = by_row.get((kind, row[unit], row["quote"], row[column]))
            if name:
                yield kind, name, j in right or (kind == "acts" and _same_act(row, ours, right))


def _same_act(row: Row, ours: Sequence[Row], right: set[int]) -> bool:
    """Whether a row that is right is another agent or object of the same act."""
    return any(all(ours[j][c] == row[c] for c in ("unit", "type", "quote")) for j in right)


def _rules(extraction: Extraction) -> dict[tuple[str, str, str, str], str]:
    x = extraction
    named = {entity.key: entity.notation or entity.label_zh for entity in x.entities}
    rows = [
        *(("acts", a.span, a.type, a.rule) for a in x.acts),
        *(("relations", r.span, r.predicate, r.rule) for r in x.relations),
        *(("mandates", m.span, named.get(m.mandate, m.mandate), m.rule) for m in x.mandates),
        *(("citations", c.span, c.document, c.rule) for c in x.citations),
        *(("signatories", s.span, named.get(s.signatory, s.signatory), s.rule) for s in x.signatures),
        *(("crossrefs", c.span, c.target, c.rule) for c in x.crossrefs),
        *(("quantities", q.span, q.value, q.rule) for q in x.quantities),
    ]
    return {(kind, span.unit, span.text, value): rule for kind, span, value, rule in rows}


def rows() -> list[str]:
    """The lines of the table in one order, a line for each rule and one for all rules of a kind."""
    judged = found()
    both: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for kind, rule, good in judged:
        for key in ((kind, rule), (kind, f"any-{kind}")):
            both[key] += 1
            right[key] += good
    return [
        f"{rule}\t{kind}\t{right[kind, rule]}\t{total}\t{(right[kind, rule] + 1) / (total + 2):.2f}"
        for (kind, rule), total in sorted(both.items(), key=lambda item: (item[0][0], item[0][1]))
    ]


def main() -> int:
    """Write the table."""
    text = "\n".join([HEADER, *rows()]) + "\n"
    ontology.path("confidence.tsv").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
