"""Gold folders: annotated facts in TSV files, and whether a gold key and one of ours name the same thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import InputError
from queries.names import Names, squeeze

Row = Mapping[str, str]
#: Gold file -> the column that says in which unit a row stands.
FILES = {
    "entities": "units",
    "citations": "unit",
    "sessions": "unit",
    "acts": "unit",
    "relations": "unit",
    "signatories": "unit",
    "mandates": "unit",
    "crossrefs": "from_unit",
    "quantities": "unit",
}
# Aliases that point rather than name: 该文件, 这一决议, 其战略
_POINTING = re.compile(r"^(?:该|这|此|本|其(?!他)|上述)")


@dataclass(frozen=True, slots=True)
class Gold:
    """The rows of a gold folder by kind, and the units that were annotated."""

    document: str  # symbol of the report that was annotated
    rows: Mapping[str, tuple[Row, ...]]
    units: frozenset[str]


def read_gold(folder: str | Path, document: str) -> Gold:
    """Return a gold folder; ``units.txt`` in it names the annotated units, else those its rows stand in.

    Raises InputError when it is no folder, holds none of the files, or a row has too many cells.
    """
    place = Path(folder)
    if not place.is_dir():
        raise InputError(f"{folder}: not a folder; name a folder with gold TSV files")
    rows = {kind: _rows(place / f"{kind}.tsv") for kind in FILES if (place / f"{kind}.tsv").is_file()}
    if not rows:
        raise InputError(
            f"{folder}: no gold file in it; it needs one of {', '.join(k + '.tsv' for k in FILES)}"
        )
    return Gold(document, rows, _units(place, rows))


def _rows(file: Path) -> tuple[Row, ...]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"{file}: cannot be read ({fault}); give UTF-8 text") from None
    header = lines[0].split("\t") if lines else []
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) > len(header):
            raise InputError(f"{file}:{number}: {len(cells)} cells under {len(header)} columns; mend the row")
        if line.strip():
            cells += [""] * (len(header) - len(cells))
            rows.append(dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    return tuple(rows)


def _units(place: Path, rows: Mapping[str, tuple[Row, ...]]) -> frozenset[str]:
    explicit = place / "units.txt"
    if explicit.is_file():
        return frozenset(explicit.read_text(encoding="utf-8").replace(",", " ").split())
    return frozenset(unit for kind, found in rows.items() for row in found for unit in units_of(kind, row))


def units_of(kind: str, row: Row) -> tuple[str, ...]:
    """Return the units a gold row stands in, without the mark of anaphora."""
    return tuple(u.strip().rstrip("~") for u in row.get(FILES[kind], "").split(",") if u.strip())


def reading_order(unit: str) -> tuple[int, int, str]:
    """The place of a unit in its document: header, summary, paragraphs and footnotes by number."""
    kind = "".join(c for c in unit if not c.isdigit())
    order = ("header", "summary", "p", "fn")
    digits = unit.removeprefix(kind)
    return (order.index(kind) if kind in order else len(order), int(digits) if digits else 0, unit)


@dataclass(slots=True)
class Keys:
    """Decides whether a gold key and a key of our tables name the same thing.

    They do if they are equal, or if a name of the gold entity (label, alias) is a label of ours, spaces
    and quotation marks aside.
    """

    gold: tuple[Row, ...]
    names: Names
    _gold_names: dict[str, frozenset[str]] = field(default_factory=dict)
    _our_names: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.gold:
            self._gold_names[row["key"]] = frozenset(_variants(row))
        for thing in self.names.things:
            labels = [n for n in (*thing.names, *thing.hidden) if n != thing.label_en]
            known = self._our_names.get(thing.key, frozenset())
            self._our_names[thing.key] = known | frozenset(map(squeeze, labels))

    def same(self, gold: str, ours: str) -> bool:
        """Return whether both keys name one thing; an empty key only equals an empty one."""
        if not gold or not ours:
            return gold == ours
        left = self.names_of(gold)
        return squeeze(ours) in left or not left.isdisjoint(self._our_names.get(ours, frozenset()))

    def names_of(self, gold: str) -> frozenset[str]:
        """Return the names of a gold entity, or the words themselves."""
        return self._gold_names.get(gold, frozenset({squeeze(gold)}))

    def known(self, gold: str) -> bool:
        """Return whether a gold cell is the key of a gold entity rather than words of the text."""
        return gold in self._gold_names

    def same_or_like(self, gold: str, ours: str) -> bool:
        """Return whether two object cells mean the same: one thing, or much the same words."""
        if self.same(gold, ours):
            return True
        if not gold or not ours:
            return False
        left = self.names_of(gold)
        right = self._our_names.get(ours, frozenset({squeeze(ours)})) | {squeeze(ours)}
        return any(alike(a, b) for a in left for b in right if len(a) > 3 and len(b) > 3)


def _variants(row: Row) -> set[str]:
    aliases = [alias for alias in row.get("aliases_zh", "").split("|") if not _POINTING.match(alias)]
    labels = [row.get("label_zh", ""), *aliases]
    # 联合国人类住区规划署(人居署): the whole, the full name and the short one
    bare = [re.sub(r"[(（].*?[)）]", "", label) for label in labels]
    inner = [part for label in labels for part in re.findall(r"[(（]([^()（）]{2,12})[)）]$", label)]
    return {squeeze(name) for name in [row["key"], *labels, *bare, *inner]} - {""}


def alike(left: str, right: str) -> bool:
    """Return whether squeezed texts are much alike: one in the other, or half their pairs shared."""
    if left in right or right in left:
        return True
    a, b = _pairs(left), _pairs(right)
    return 2 * len(a & b) >= 0.5 * (len(a) + len(b)) if a and b else False


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
