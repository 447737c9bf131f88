"""Chinese and Roman numerals."""

from __future__ import annotations

_CHINESE_DIGITS = "零一二三四五六七八九"
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def chinese_number(text: str) -> int:
    """Return the value of a Chinese numeral (三 3, 十二 12, 八十七 87, 一百零三 103, 两千 2000).

    Raises ValueError for anything else.
    """
    total, part, digit = 0, 0, 0
    for char in text:
        if char in _CHINESE_UNITS:
            unit = _CHINESE_UNITS[char]
            if unit >= 10_000:
                total, part = (total + part + digit) * unit, 0
            else:
                part += (digit or 1) * unit
            digit = 0
        else:
            digit = _CHINESE_DIGITS.index("二" if char == "两" else char)
    return total + part + digit


def roman(number: int) -> str:
    """Return a number below 4,000 in Roman numerals."""
    parts = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")]
    parts += [(40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    out = ""
    for value, sign in parts:
        count, number = divmod(number, value)
        out += sign * count
    return out


def chinese_numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese numerals, others in digits.

    >>> chinese_numeral(3), chinese_numeral(10), chinese_numeral(21)
    ('三', '十', '二十一')
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE_DIGITS[tens]}十"
    return lead + (_CHINESE_DIGITS[ones] if ones else "")
