"""What may stand between an organ and its number, and between the numbers of a list.

The words are rows of ``citation_fillers.tsv``, the names of organs rows of ``citing_organs.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import ontology
from extract.deliberations import organ_forms
from extract.normal import squeeze

#: Characters before a number in which its organ is looked for.
REACH = 260
#: Organs tried for one number, from the first and from the last named.
_TRIED = 6
_TITLE = {
    "zh": r"(?:{0})(?:“[^”]{{0,200}}”|(?!决议|决定)[^。；\n“”]){{1,160}}?的",
    "en": r"(?:{0})\b(?:“[^”]{{0,200}}”|(?!resolution|decision)[^.;\n“”]){{1,200}}?(?=[,;]| and | or |$)",
}


@dataclass(frozen=True, slots=True)
class Fillers:
    """The patterns of one language."""

    organ: re.Pattern[str]
    between: re.Pattern[str]  # all of the words between an organ and its number
    link: re.Pattern[str]  # all of the words between two numbers of a list
    noun: str  # what may stand before the noun that ends a list

    def attached(self, gap: str) -> tuple[str, ...]:
        """The organs that the words before a number name as its own, () if none.

        An organ named first wins: 大会关于设立人权理事会的第60/251号决议 is the Assembly's.
        """
        found = list(self.organ.finditer(gap))
        for one in (*found[:_TRIED], *found[_TRIED:][-_TRIED:]):
            if self.between.fullmatch(gap, one.end()):
                return organ_forms()[one[0]]
        return ()

    def named(self, text: str, end: int) -> tuple[str, ...]:
        """Organs named before an offset, the last one first."""
        found = list(self.organ.finditer(text, max(0, end - 4 * REACH), end))
        return tuple(organ for one in reversed(found) for organ in organ_forms()[one[0]])


@cache
def fillers(language: str) -> Fillers:
    """The patterns of "zh" or "en"."""
    rows = [row for row in ontology.table("citation_fillers") if row["lang"] == language]
    # the longest first: a pattern that has matched is not given back
    rows.sort(key=lambda row: -len(row["pattern"]))
    kinds = {
        kind: "|".join(r["pattern"] for r in rows if r["kind"] == kind)
        for kind in ("filler", "mark", "title", "join", "noun")
    }
    chinese = language == "zh"
    names = sorted((n for n in organ_forms() if n.isascii() != chinese), key=len, reverse=True)
    organ = "|".join(re.escape(squeeze(name)) for name in names)
    organ = f"(?:{organ})" if chinese else rf"\b(?:{organ})\b"
    words = f"(?:{kinds['filler']})*+" if chinese else f"(?:{kinds['mark']}|(?:{kinds['filler']})(?![a-z]))*+"
    between = f"{words}(?:{_TITLE[language].format(kinds['title'])}{words}){{0,2}}"
    link = f"(?:{kinds['filler']})?(?:{kinds['join']})(?:{organ})?{between}"
    link = link if chinese else f"{between}{link}"
    return Fillers(re.compile(organ), re.compile(between), re.compile(link), kinds["noun"])
