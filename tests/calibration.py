"""How often each rule is right on the annotated parts, kept as data: ``python -m tests.calibration``.

Writes ``ontology/confidence.tsv``: for each rule how many of its statements a reader has, and the
confidence (right + 1) / (found + 2), so that a rule seen twice does not claim to be certain.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

import ontology
from extract import Extraction, extract, read
from graphs import build
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
    """Every statement of the annotated units with its rule and whether a reader has it."""
    extraction = extract(read())
    graph = build(extraction)
    by_row, texts = _rules(extraction), {unit: text for (_, unit), text in texts_of(graph).items()}
    golds = [read_gold(GOLD / part, "E/2020/10") for part in PARTS]
    judged = []
    for kind, (_, column) in KINDS.items():
        ours: list[Row] = list(run(graph, kind).dicts())
        right = {
            j
            for gold in golds
            for j in _right(kind, ours, gold, Keys(gold.rows["entities"], names_of(graph)), texts)
        }
        read_units = frozenset().union(*(gold.units for gold in golds))
        for j, row in enumerate(ours):
            unit = row[_unit(kind)]
            name = by_row.get((kind, unit, row["quote"], row[column]))
            if name and unit in read_units:
                judged.append((kind, name, j in right or (kind == "acts" and _same_act(row, ours, right))))
    return judged


def _unit(kind: str) -> str:
    return "from_unit" if kind == "crossrefs" else "unit"


def _right(kind: str, ours: Sequence[Row], gold: Gold, keys: Keys, texts: dict[str, str]) -> set[int]:
    """Indexes of the rows that a reader has as well."""
    rule = getattr(Rules(keys, Places(texts)), KINDS[kind][0])
    return {j for _, j in pair(gold.rows[kind], ours, rule)}


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
