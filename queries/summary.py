"""What a build found, in a few lines, and what to try next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import ontology

if TYPE_CHECKING:
    from extract import Extraction


def summary(found: Sequence[Extraction], *, violations: int, out: str, files: Sequence[str]) -> str:
    """Return the summary of a build: what was found, where it was written, what to try next."""
    lines = [line for extraction in found for line in _document(extraction)[: 2 if len(found) < 4 else 1]]
    lines += [f"  {name:<12}{value}" for name, value in _counts(found)]
    lines += [f"  {'violations':<12}{violations:>5}" + ("   see cebkg validate " + out if violations else "")]
    lines += ["", f"Written to {out}/: {', '.join(files)}", "", "Try next:", *_hints(out, files)]
    return "\n".join(lines)


def _document(extraction: Extraction) -> list[str]:
    document = extraction.document
    kinds = [unit.kind for unit in document.units]
    size = f"{kinds.count('paragraph')} paragraphs, {kinds.count('footnote')} footnotes"
    return [f"{document.symbol}  {document.title}", f"  {size}, {len(document.sections)} sections"]


def _counts(found: Sequence[Extraction]) -> list[tuple[str, str]]:
    bodies = {row["notation"] for row in ontology.table("classes") if row["parent"] == "ceb:Body"}
    named = {m.entity for e in found for m in e.mentions if m.entity}
    entities = {entity.key: entity.cls for e in found for entity in e.entities if entity.key in named}
    signatures = {(s.statement, s.signatory) for e in found for s in e.signatures}
    acts = sum(len(e.acts) for e in found)
    statements = sum(
        map(len, (r for e in found for r in (e.acts, e.citations, e.relations, e.signatures, e.mandates)))
    ) + sum(len(e.crossrefs) + len(e.quantities) for e in found)
    on = f"   on {len({s for s, _ in signatures})} statements" if signatures else ""
    return [
        ("bodies", f"{sum(cls in bodies for cls in entities.values()):>5}"),
        ("resolutions", f"{sum(cls == 'Resolution' for cls in entities.values()):>5}"),
        ("sessions", f"{sum(cls == 'Session' for cls in entities.values()):>5}"),
        ("acts", f"{acts:>5}"),
        ("signatories", f"{len(signatures):>5}{on}"),
        ("statements", f"{statements:>5}   each with its sentence"),
    ]


def _hints(out: str, files: Sequence[str]) -> list[str]:
    picture = [f"  open {out}/explorer.html in a browser"] if "explorer.html" in files else []
    return [
        f'  cebkg ask {out} "谁签署了相互承认声明？"',
        f"  cebkg query {out} strategies",
        f"  cebkg show {out} HLCP",
        f"  cebkg path {out} HLCM A/RES/74/251",
        *picture,
    ]
