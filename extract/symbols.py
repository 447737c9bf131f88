"""Document symbols as values: parse, format and what stands in them.

``Symbol.parse`` and ``str`` are a pair: ``str(Symbol.parse(s)) == s`` for every canonical symbol.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

# A/RES/72/266A, E/RES/2008(LX), S/RES/1970(2011), A/DEC/58/553, A/RES/49/221A-D
_DELIBERATION = re.compile(
    r"(?P<organ>[A-Z][A-Z0-9./]*)/(?P<kind>RES|DEC)/"
    r"(?:(?P<session>(?:S-|ES-)?\d{1,4})/)?(?P<number>\d{1,4})"
    r"(?:\((?P<bracket>[IVXLC]+|\d{4}|S-[IVXLC]+)\))?(?P<part>[A-Z](?:-[A-Z])?)?",
    re.ASCII,
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A resolution or decision symbol: organ "A", kind "RES", session "72", number "266", part "A"."""

    organ: str
    kind: str
    session: str
    number: str
    bracket: str = ""
    part: str = ""

    @classmethod
    def parse(cls, text: str) -> Symbol:
        """Return the parts of a canonical symbol; raises ValueError for anything else."""
        found = _DELIBERATION.fullmatch(text)
        if not found or bool(found["session"]) == bool(found["bracket"]):
            raise ValueError(f"not a canonical resolution or decision symbol: {text!r}")
        cells = {name: value or "" for name, value in found.groupdict().items()}
        return cls(**cells)

    def __str__(self) -> str:
        session = f"{self.session}/" if self.session else ""
        bracket = f"({self.bracket})" if self.bracket else ""
        return f"{self.organ}/{self.kind}/{session}{self.number}{bracket}{self.part}"


def roman_value(text: str) -> int:
    """Return the value of a Roman numeral ("LX" 60); raises KeyError for other letters."""
    values = [_ROMAN[char] for char in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def base_symbol(symbol: str) -> str:
    """Return the symbol an addendum or corrigendum belongs to ("CEB/2019/1/Add.2": "CEB/2019/1")."""
    return re.sub(r"/(?:Add|Corr|Rev)\.\d+.*$", "", symbol)


def canonical(symbol: str) -> str:
    """Return a printed symbol in canonical form.

    >>> canonical("A/RES/72/266 A"), canonical("A/CONF.157/24 (Part I)/corr.1")
    ('A/RES/72/266A', 'A/CONF.157/24(PartI)/Corr.1')
    """
    tight = re.sub(r"\s+", "", symbol)
    return re.sub(r"/(add|corr|rev)(?=\.\d)", lambda m: "/" + m[1].capitalize(), tight, flags=re.IGNORECASE)


_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?(?:undocs|docs\.un)\.org(?:/(?:ch|zh|en|fr|es|ru|ar))*/", re.IGNORECASE
)


def linked_symbol(address: str) -> str:
    """Return the symbol behind an address of the UN's document service, or a printed one, "" for others.

    >>> linked_symbol("https://undocs.org/ch/S/RES/2282(2016)"), linked_symbol("https://example.org/A/1/2")
    ('S/RES/2282(2016)', '')
    """
    words = unquote(_ADDRESS.sub("", address.strip(), count=1)).strip("/ ")
    return (
        words if re.fullmatch(r"[A-Za-z][\w.]*(?:/[\w.()-]+(?: [A-Z](?:-[A-Z])?)?)+", words, re.ASCII) else ""
    )


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """A cited document at ``[start, end)`` of the text given, with canonical symbol and pinpoint."""

    start: int
    end: int
    symbol: str
    pinpoint: str
    rule: str

    @property
    def symbols(self) -> tuple[str, ...]:
        """Each symbol of a joint one: A/72/684-E/2018/7 is A/72/684 and E/2018/7."""
        return tuple(re.split(r"-(?=[A-Z]+/)", self.symbol))
