"""Recall of citations against the links that UN editors set by hand, and what is found beside them.

``python benchmarks/citations.py [FOLDER] [--beside] [--missed]`` reads a folder of AKN4UN files with a
``citations.tsv`` (lang, document, cited); without one, ``../shared/corpus/dgacm``.  The links are not
complete, so what is found beside them is not all false: ``--beside`` lists it with its words, to be read.
Only the words are looked at, never the links.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

from extract import read
from extract.citations import find_citations
from extract.normal import normalise

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "dgacm"
#: A/RES/72/266A, A/RES/217A(III): links name the document without its part
_PART = re.compile(r"(?<=\d)[A-Z](?:-[A-Z])?(?=\(|$)")


def plain(symbol: str) -> str:
    """A symbol as links and texts have it in common: no case, part, language or note of the editors."""
    tight = symbol.upper().removeprefix("/EN").strip("/").replace("(SUPP)", "").replace(" ", "")
    return _PART.sub("", tight)


def alike(symbol: str) -> set[str]:
    """The plain forms of a symbol; a joint one stands for each of its symbols."""
    parts = re.split(r"-(?=[A-Z]+/)", symbol)
    return {plain(symbol), *map(plain, parts)}


def measure(folder: Path, language: str, wanted: dict[str, set[str]], flags: set[str]) -> None:
    """Print the figures of one language."""
    total = hits = found_all = beside = 0
    for file in sorted((folder / language).glob("*.xml")):
        document = read(file)
        found: dict[str, tuple[str, str]] = {}
        for unit in document.units:
            normal = normalise(unit.text)
            for one in find_citations(normal.text):
                if one.symbol != document.symbol or unit.kind != "header":
                    words = normal.text[max(0, one.start - 30) : one.end + 15]
                    found.setdefault(one.symbol, (unit.key, words.replace("\n", " ")))
        ours = {form for symbol in found for form in alike(symbol)}
        links = {plain(link): link for link in wanted[document.symbol]}
        total, hits = total + len(links), hits + len(links.keys() & ours)
        extra = [symbol for symbol in found if not alike(symbol) & links.keys()]
        found_all, beside = found_all + len(found), beside + len(extra)
        if "--missed" in flags:
            for link in sorted(links.keys() - ours):
                print(f"missed  {document.symbol}\t{links[link]}")
        if "--beside" in flags:
            for symbol in extra:
                print(f"beside  {document.symbol}\t{symbol}\t{found[symbol][0]}\t{found[symbol][1]}")
    recall = hits / max(1, total)
    print(
        f"{language}: recall {recall:.4f} ({hits} of {total} links); {found_all} found, {beside} beside them"
    )


def main() -> None:
    """Measure the languages of the folder."""
    flags = {a for a in sys.argv[1:] if a.startswith("--")}
    folder = next((Path(a) for a in sys.argv[1:] if not a.startswith("--")), CORPUS)
    table = folder / "citations.tsv"
    if not table.exists():
        print(f"{table} is not there; nothing is measured")
        return
    wanted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            wanted[row["lang"]][row["document"]].add(row["cited"])
    for language in ("zh", "en"):
        measure(folder, language, wanted[language], flags)


if __name__ == "__main__":
    main()
