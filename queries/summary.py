"""What a build found, in a few lines, and what to try next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

import ontology
from graphs.census import STATEMENTS

if TYPE_CHECKING:
    from extract import Extraction

#: Documents are told one by one up to so many, in two lines each up to fewer.
_LISTED, _AT_LENGTH = 50, 3
_HINTED = 4
#: What to try next, and the things, classes and statements without which it would find nothing.
_HINTS: tuple[tuple[str, frozenset[str]], ...] = (
    ('cebkg ask {out} "谁签署了相互承认声明？"', frozenset({"signatures"})),
    ("cebkg query {out} strategies", frozenset({"Strategy"})),
    ("cebkg show {out} HLCP", frozenset({"HLCP"})),
    ("cebkg path {out} HLCM A/RES/74/251", frozenset({"HLCM", "A/RES/74/251"})),
    ('cebkg ask {out} "这些决议各属于哪个议程项目？"', frozenset({"GA", "Session"})),
    ("cebkg show {out} GA", frozenset({"GA"})),
    ("cebkg query {out} citations --format csv", frozenset({"citations"})),
    ("cebkg query {out} metadata", frozenset()),
)


def summary(found: Iterable[Extraction], *, violations: int, out: str, files: Sequence[str]) -> str:
    """Return the summary of a build: what was found, where it was written, what to try next."""
    documents, counts, there = _counted(found)
    few = len(documents) <= _AT_LENGTH
    lines = [line for document in documents[:_LISTED] for line in document[: 2 if few else 1]]
    lines += [f"and {len(documents) - _LISTED:,} more documents"] if len(documents) > _LISTED else []
    lines += [f"  {name:<12}{value}" for name, value in counts]
    lines += [f"  {'violations':<12}{violations:>5}" + ("   see cebkg validate " + out if violations else "")]
    lines += ["", f"Written to {out}/: {', '.join(files)}", "", "Try next:", *_hints(out, files, there)]
    return "\n".join(lines)


def _counted(
    found: Iterable[Extraction],
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], set[str]]:
    """Two lines for each document, the counts of all, and which things, classes and statements are there."""
    documents: list[tuple[str, str]] = []
    classes: dict[str, str] = {}  # of things that are mentioned
    signatures: set[tuple[str, str]] = set()
    statements: Counter[str] = Counter()
    for extraction in found:
        documents.append(_document(extraction))
        named = {mention.entity for mention in extraction.mentions}
        classes |= {entity.key: entity.cls for entity in extraction.entities if entity.key in named}
        signatures |= {(one.statement, one.signatory) for one in extraction.signatures}
        statements.update({name: len(getattr(extraction, name)) for name in STATEMENTS})
    bodies = {row["notation"] for row in ontology.table("classes") if row["parent"] == "ceb:Body"}
    on = f"   on {len({statement for statement, _ in signatures})} statements" if signatures else ""
    there = {*classes, *classes.values(), *(name for name, count in statements.items() if count)}
    counts = [
        ("bodies", f"{sum(cls in bodies for cls in classes.values()):>5}"),
        ("resolutions", f"{sum(cls == 'Resolution' for cls in classes.values()):>5}"),
        ("sessions", f"{sum(cls == 'Session' for cls in classes.values()):>5}"),
        ("acts", f"{statements['acts']:>5}"),
        ("signatories", f"{len(signatures):>5}{on}"),
        ("statements", f"{statements.total():>5}   each with its sentence"),
    ]
    return documents, counts, there


def _document(extraction: Extraction) -> tuple[str, str]:
    document = extraction.document
    kinds = [unit.kind for unit in document.units]
    size = f"{kinds.count('paragraph')} paragraphs, {kinds.count('footnote')} footnotes"
    return f"{document.symbol}  {document.title}", f"  {size}, {len(document.sections)} sections"


def _hints(out: str, files: Sequence[str], there: Collection[str]) -> list[str]:
    """What can be tried with what is there."""
    hints = [words.format(out=out) for words, needed in _HINTS if needed <= set(there)][:_HINTED]
    picture = [f"open {out}/explorer.html in a browser"] if "explorer.html" in files else []
    return [f"  {hint}" for hint in (*hints, *picture)]
