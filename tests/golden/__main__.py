"""Write the golden file anew: ``python -m tests.golden``; read the difference before you commit it."""

from __future__ import annotations

from pathlib import Path

from extract import Document, read

MENDED = Path(__file__).parent / "mended.zh.tsv"


def mended(document: Document) -> str:
    r"""Return one line for each unit: key, section, marks (number@offset), text with line breaks as \n."""
    rows = ["unit\tsection\tmarks\ttext"]
    for unit in document.units:
        marks = " ".join(f"{mark.number}@{mark.start}" for mark in unit.marks)
        text = unit.text.replace("\n", r"\n")
        rows.append(f"{unit.key}\t{unit.section or ''}\t{marks}\t{text}")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    MENDED.write_text(mended(read()), encoding="utf-8")
