"""How well a graph agrees with a gold folder: precision, recall and F1 by kind of statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import UsageError
from queries.gold import Gold, Keys, Row, read_gold, reading_order, units_of
from queries.matching import Places, Rules, pair
from queries.run import run
from queries.sentences import texts_of
from queries.stores import Graph, names_of

Match = Callable[[Row, Row], float]
Check = Callable[[Row, Row], bool]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind of statement; ``missed`` and ``false`` are one line each, with the sentence."""

    kind: str
    hits: int
    gold: int
    ours: int
    missed: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    slots: tuple[tuple[str, int, int], ...] = ()  # slot, right, of
    part_of: str = ""  # kind whose rows these are, seen more strictly, more loosely or by type

    @property
    def precision(self) -> float:
        """Share of ours that is in the gold; 1 where there is nothing of ours."""
        return self.hits / self.ours if self.ours else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that is in ours; 1 where the gold is empty."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where both sides are empty."""
        return 2 * self.hits / (self.gold + self.ours) if self.gold + self.ours else 1.0


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of a graph against a gold folder, and the units they were measured on."""

    units: tuple[str, ...]
    scores: tuple[Score, ...]

    def of(self, kind: str) -> Score:
        """Return the score of a kind; raises KeyError."""
        for score in self.scores:
            if score.kind == kind:
                return score
        raise KeyError(kind)


def evaluate(graph: Graph, gold_folder: str | Path, document: str = "") -> Scores:
    """Return how the named questions' answers agree with a gold folder, in its annotated units only.

    ``document`` names the report that was annotated, for a graph of several.  Raises InputError for a
    folder that cannot be read, UsageError if it is not clear which report is meant.
    """
    gold = read_gold(gold_folder, _report(graph, document))
    texts = {unit: text for (report, unit), text in texts_of(graph).items() if report == gold.document}
    keys = Keys(gold.rows.get("entities", ()), names_of(graph))
    rules = Rules(keys, Places(texts))
    scores = [score for kind in gold.rows for score in _MEASURES[kind](graph, gold, rules)]
    return Scores(tuple(sorted(gold.units, key=reading_order)), tuple(scores))


def _report(graph: Graph, document: str) -> str:
    reports = sorted({report for report, _ in texts_of(graph)})
    if document in reports or (len(reports) < 2 and not document):
        return document or "".join(reports)
    raise UsageError(f"--document {document or '...'}: name one of {', '.join(reports) or 'none'}")


def below(scores: Scores, thresholds: Mapping[str, str]) -> list[str]:
    """Return a line for each kind whose F1 is below its threshold; raises UsageError for a bad threshold."""
    lines = []
    for kind, least in thresholds.items():
        try:
            score, wanted = scores.of(kind), float(least)
        except (KeyError, ValueError):
            kinds = ", ".join(score.kind for score in scores.scores if not score.part_of)
            raise UsageError(f"--fail-under {kind}={least}: write KIND=NUMBER, KIND one of {kinds}") from None
        if score.f1 < wanted:
            lines.append(f"{kind}: F1 {score.f1:.3f} is below {wanted:g}")
    return lines


def measure(
    kind: str,
    gold: Sequence[Row],
    ours: Sequence[Row],
    match: Match,
    slots: Mapping[str, Check] | None = None,
    part_of: str = "",
) -> Score:
    """Return the score of rows under a rule of matching, with the share of matched rows whose slots agree."""
    pairs = pair(gold, ours, match)
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    found = [
        (slot, sum(check(gold[i], ours[j]) for i, j in pairs), len(pairs))
        for slot, check in (slots or {}).items()
    ]
    return Score(
        kind,
        len(pairs),
        len(gold),
        len(ours),
        tuple(_line(row) for i, row in enumerate(gold) if i not in left),
        tuple(_line(row) for j, row in enumerate(ours) if j not in right),
        tuple(found),
        part_of,
    )


def _line(row: Row) -> str:
    """One row on one line: its cells, then its sentence."""
    sentence = row.get("evidence") or row.get("quote") or row.get("surface") or ""
    skipped = ("document", "evidence", "quote", "surface", "aliases_zh", "object_type")
    cells = [value for name, value in row.items() if value and name not in skipped]
    return " · ".join(cells) + (f" · “{sentence}”" if sentence else "")


def rows_of(graph: Graph, question: str, document: str) -> list[Row]:
    """Return a document's answers to a named question as gold has them: one row for each act and object."""
    rows: list[Row] = list(run(graph, question, {"document": document}).dicts())
    return _merged(rows) if question == "acts" else rows


def _ours(graph: Graph, question: str, gold: Gold, column: str = "unit") -> list[Row]:
    return [row for row in rows_of(graph, question, gold.document) if row[column] in gold.units]


def _gold(gold: Gold, kind: str) -> list[Row]:
    return [row for row in gold.rows[kind] if not gold.units.isdisjoint(units_of(kind, row))]


def _entities(graph: Graph, gold: Gold, rules: Rules) -> list[Score]:
    ours = []
    for row in run(graph, "entities", {"document": gold.document}).dicts():
        units = [u for u in row["units"].split(",") if u.rstrip("~") in gold.units]
        if units:
            ours.append(row | {"units": ",".join(units)})
    wanted = _gold(gold, "entities")
    things = measure("entities", wanted, ours, rules.entity, {"class": _equal("class")})
    partner = dict(pair(wanted, ours, rules.entity))
    named = {j: wanted[i]["key"] for i, j in partner.items()}
    gold_places = [
        {"key": row["key"], "unit": unit} for row in wanted for unit in sorted(set(units_of("entities", row)))
    ]
    our_places = [
        {"key": named.get(j, row["key"]), "unit": unit}
        for j, row in enumerate(ours)
        for unit in sorted(set(units_of("entities", row)))
    ]
    same: Match = lambda g, o: float(g == o)  # noqa: E731
    return [things, measure("entity mentions", gold_places, our_places, same, part_of="entities")]


def _acts(graph: Graph, gold: Gold, rules: Rules) -> list[Score]:
    wanted, ours = _gold(gold, "acts"), _ours(graph, "acts", gold)
    slots: dict[str, Check] = {
        "agent": rules.same_agents,
        "object": rules.same_object,
        "session": lambda g, o: rules.keys.same(g["session"], o["session"]),
        "date": _equal("date"),
    }
    scores = [
        measure("acts", wanted, ours, rules.act, slots),
        measure("acts, agent and object right", wanted, ours, rules.whole_act, part_of="acts"),
    ]
    for kind in sorted({row["type"] for row in (*wanted, *ours)}):
        left = [row for row in wanted if row["type"] == kind]
        right = [row for row in ours if row["type"] == kind]
        scores.append(measure(f"acts: {kind}", left, right, rules.act, part_of="acts"))
    return scores


def _merged(rows: Iterable[Row]) -> list[Row]:
    """One row for each act and object, as in the gold: agents and instruments in one cell."""
    merged: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        same = tuple(row[c] for c in ("document", "unit", "type", "object", "session", "date", "quote"))
        kept = merged.setdefault(same, {**row, "agent": "", "under": ""})
        for slot in ("agent", "under"):
            if row[slot] and row[slot] not in kept[slot].split("|"):
                kept[slot] += ("|" if kept[slot] else "") + row[slot]
    return list(merged.values())


def _relations(graph: Graph, gold: Gold, rules: Rules) -> list[Score]:
    wanted, ours = _gold(gold, "relations"), _ours(graph, "relations", gold)
    loose = measure("relations, place only", wanted, ours, rules.relation_place, part_of="relations")
    return [measure("relations", wanted, ours, rules.relation), loose]


def _crossrefs(graph: Graph, gold: Gold, rules: Rules) -> list[Score]:
    wanted = [
        {**row, "to_unit": target}
        for row in _gold(gold, "crossrefs")
        for target in row["to_unit"].replace("|", ",").replace(" ", "").split(",")
    ]
    ours = _ours(graph, "crossrefs", gold, "from_unit")
    return [measure("crossrefs", wanted, ours, rules.crossref)]


def _plain(kind: str, rule: str, slots: Callable[[Rules], Mapping[str, Check]]) -> _Measure:
    def measured(graph: Graph, gold: Gold, rules: Rules) -> list[Score]:
        ours = _ours(graph, kind, gold)
        return [measure(kind, _gold(gold, kind), ours, getattr(rules, rule), slots(rules))]

    return measured


def _equal(column: str) -> Check:
    return lambda gold, ours: gold[column] == ours[column]


def _date_of(gold: Row, ours: Row) -> bool:
    return (gold["year"], gold["month"]) == (ours["year"], ours["month"])


_Measure = Callable[[Graph, Gold, Rules], list[Score]]
_MEASURES: dict[str, _Measure] = {
    "entities": _entities,
    "citations": _plain("citations", "citation", lambda r: {"function": _equal("function")}),
    "sessions": _plain("sessions", "session", lambda r: {"year and month": _date_of}),
    "acts": _acts,
    "relations": _relations,
    "signatories": _plain("signatories", "signatory", lambda r: {}),
    "mandates": _plain(
        "mandates",
        "mandate",
        lambda r: {"mandated": lambda g, o: r.keys.same_or_like(g["mandated"], o["mandated"])},
    ),
    "crossrefs": _crossrefs,
    "quantities": _plain("quantities", "quantity", lambda r: {}),
}
