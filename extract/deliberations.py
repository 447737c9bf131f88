"""Which resolution or decision a number means: the form of the number, the organ named with it, the year.

``74/251`` of the General Assembly and ``42/9`` of the Human Rights Council look alike; the organ
written with the number tells them apart, else the session that the organ held in the year printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import ontology
from extract.symbols import Symbol, roman_value

#: The General Assembly numbered sessions in Roman until the thirtieth (1975).
_LAST_ROMAN_SESSION = 30
#: Year of the first session, sessions a year, and years that a session may be off.
_SESSIONS = {"GA": (1946, 1, 1), "ECOSOC": (1946, 2, 2), "HRC": (2006, 3, 1.5)}
#: A number as printed: 74/251, S-27/2, 1982/112, 2008(LX), 3201(S-VI), 1970(2011), 217 A(III), 72/266 B
NUMBER = (
    r"(?:(?P<slash>(?:E?S-)?\d{1,4}/\d{1,4})(?: ?(?P<part>[A-Z](?:%(more)s)?)(?![A-Za-z\d]))?(?![\dA-Za-z/])"
    r"|(?P<plain>\d{1,4})(?: ?(?P<lead>[A-Z](?:%(more)s)?))? ?"
    r"\((?P<bracket>(?:E?S-)?[IVXLC]+|(?:19|20)\d\d)\)"
    r"(?: ?(?P<tail>[A-Z](?:%(more)s)?)(?![A-Za-z\d]))?(?![\d/]))"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed; ``letters`` are its parts ("A", "D" ...)."""

    session: str  # "74", "S-27", "1982"; "" with a bracket
    number: str
    bracket: str = ""  # "LX", "2011"
    letters: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: re.Match[str]) -> Number:
        """The number of a match of ``NUMBER``."""
        if found["plain"]:
            return cls("", found["plain"], found["bracket"], _letters(found["lead"] or found["tail"]))
        session, _, number = found["slash"].partition("/")
        return cls(session, number, "", _letters(found["part"]))

    @property
    def form(self) -> str:
        """How the number is made: one of the words of ``organ_series.tsv``."""
        if self.bracket.isdecimal():
            return "bracket"
        if self.bracket:
            value = roman_value(self.bracket.rpartition("-")[2])
            return "late-roman" if value > _LAST_ROMAN_SESSION else "roman"
        if not self.session.isdecimal():
            return "special"
        if len(self.session) == 4:
            return "year"
        return "session" if int(self.session) > _LAST_ROMAN_SESSION else "early"

    @property
    def count(self) -> int | None:
        """The number of a regular session, None where there is none."""
        if self.form in ("session", "early"):
            return int(self.session)
        plain_roman = self.form in ("roman", "late-roman") and "-" not in self.bracket
        return roman_value(self.bracket) if plain_roman else None

    def printed(self, letters: str = "") -> str:
        """The number in canonical form."""
        bracket = f"({self.bracket})" if self.bracket else ""
        return f"{self.session}{'/' if self.session else ''}{self.number}{bracket}{letters}"


def _letters(text: str | None) -> tuple[str, ...]:
    """A至D: A, B, C, D; A和C: A, C."""
    if not text:
        return ()
    ends = re.fullmatch(r"([A-Z]) ?(?:至|-|to) ?([A-Z])", text)
    if ends:
        return tuple(map(chr, range(ord(ends[1]), ord(ends[2]) + 1)))
    return tuple(re.findall("[A-Z]", text))


@dataclass(frozen=True, slots=True)
class Series:
    """How the symbols of an organ are made."""

    organ: str
    forms: frozenset[str]
    resolution: str
    decision: str

    def fits(self, number: Number, year: int | None = None) -> bool:
        """Whether the organ numbers like this, and held that session in that year."""
        if number.form not in self.forms:
            return False
        span = _SESSIONS.get(self.organ)
        if year is None or span is None or number.count is None:
            return True
        began, a_year, slack = span
        return abs(began + (number.count - 1) / a_year - year) <= slack

    def symbols(self, number: Number, kind: str) -> list[tuple[str, str]]:
        """Symbols with the part as pinpoint where the parts are in one document (217 A(III))."""
        template = self.resolution if kind == "RES" else self.decision
        if not template:
            return []
        letters = number.letters
        if number.bracket:
            return [(template.format(number.printed()), f"part {_range(letters)}" if letters else "")]
        texts = [_range(letters)] if _contiguous(letters) else list(letters)
        cells = {"session": number.session, "number": number.number}
        return [(template.format(number.printed(text), **cells), "") for text in texts]


def _contiguous(letters: tuple[str, ...]) -> bool:
    return all(ord(b) - ord(a) == 1 for a, b in pairwise(letters))


def _range(letters: tuple[str, ...]) -> str:
    return "-".join(dict.fromkeys((letters[0], letters[-1]))) if letters else ""


@cache
def series() -> dict[str, Series]:
    """The rows of ``organ_series.tsv`` by organ."""
    rows = ontology.table("organ_series")
    return {
        r["organ"]: Series(r["organ"], frozenset(r["numbers"].split()), r["resolution"], r["decision"])
        for r in rows
    }


@cache
def organ_forms() -> dict[str, tuple[str, ...]]:
    """Names of organs with the organs they may mean, as texts print them once normalised."""
    return {row["form"]: ontology.split(row["organ"]) for row in ontology.table("citing_organs")}


def decide(
    number: Number, year: int | None, written: Sequence[str], inherited: Sequence[str], named: Sequence[str]
) -> Series | None:
    """The organ of a number: the one written with it, the list's, the Assembly, one named before.

    One organ ``written`` is believed whatever the year; the others only if they held that session then.
    """
    known = series()
    for organ in written:
        if known[organ].fits(number, year if len(written) > 1 else None):
            return known[organ]
    usual = ("SC", "GA", "ECOSOC")
    for organ in (*inherited, *usual, *named):
        if known[organ].fits(number, year):
            return known[organ]
    return next((known[organ] for organ in usual if known[organ].fits(number)), None)


_NAMES = {
    "zh": {
        "GA": "大会",
        "ECOSOC": "经济及社会理事会",
        "SC": "安全理事会",
        "HRC": "人权理事会",
        "CHR": "人权委员会",
    },
    "en": {
        "GA": "General Assembly",
        "ECOSOC": "Economic and Social Council",
        "SC": "Security Council",
        "HRC": "Human Rights Council",
        "CHR": "Commission on Human Rights",
    },
}


def written(symbol: str, language: str) -> str:
    """Return the words that cite a resolution or decision, which ``find_citations`` reads back.

    Raises ValueError for a symbol of another kind or organ.

    >>> written("A/RES/72/266A", "zh"), written("S/RES/1325(2000)", "en")
    ('大会第72/266 A号决议', 'Security Council resolution 1325 (2000)')
    """
    parsed = Symbol.parse(symbol)
    organ = next((o for o, s in series().items() if s.resolution == f"{parsed.organ}/RES/{{}}"), "")
    name = _NAMES[language].get(organ)
    if name is None:
        raise ValueError(f"no name for the organ of {symbol!r}")
    number = f"{parsed.session}/{parsed.number}" if parsed.session else parsed.number
    bracket = f"({parsed.bracket})" if parsed.bracket else ""
    if language == "zh":
        noun = "决议" if parsed.kind == "RES" else "决定"
        part = f" {parsed.part.replace('-', '至')}" if parsed.part else ""
        return f"{name}第{number}{part}{bracket}号{noun}"
    noun = "resolution" if parsed.kind == "RES" else "decision"
    part = f" {parsed.part.replace('-', ' to ')}" if parsed.part else ""
    return f"{name} {noun} {number}{part}{bracket and ' ' + bracket}"


def names_of(symbol: str) -> tuple[str, str]:
    """Return how a document is called in Chinese and English when only its symbol is known.

    >>> names_of("A/RES/84/7"), names_of("A/85/5")
    (('大会第84/7号决议', 'General Assembly resolution 84/7'), ('A/85/5号文件', 'document A/85/5'))
    """
    try:
        return written(symbol, "zh"), written(symbol, "en")
    except ValueError:
        return f"{symbol}号文件", f"document {symbol}"
