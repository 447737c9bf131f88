"""Numbers with what they count: 17 位行政首长, 近 24 万家, 100 多个国家, 2020-2030 年期间."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import ontology
from extract.confidence import by
from extract.page import Page
from extract.records import Quantity
from extract.structure import chinese_number

_DIGITS = r"\d[\d ,]*(?:\.\d+)?"
_CHINESE = r"[零一二三四五六七八九十百千两]+"
_ABOUT = {"近": "~", "约": "~", "大约": "~", "超过": ">", "逾": ">", "至少": ">=", "不到": "<"}


@cache
def _measures() -> dict[str, str]:
    return {row["form"]: row["measure"] for row in ontology.table("measures")}


@cache
def measure_pattern() -> re.Pattern[str]:
    """A number with one of the measures of ``measures.tsv``."""
    units = "|".join(sorted(map(re.escape, _measures()), key=len, reverse=True))
    about = "|".join(sorted(_ABOUT, key=len, reverse=True))
    return re.compile(
        rf"(?P<about>{about})?(?P<number>{_DIGITS}|{_CHINESE})(?P<scale>万|亿)?(?P<more>多|余)?"
        rf"(?P<unit>{units})(?P<more2>多)?(?=(?P<what>[^，。；、()：]{{0,24}}))"
    )


_PERIOD = re.compile(r"(?P<a>(?:19|20)\d\d)-(?P<b>(?:19|20)\d\d)年?(?P<what>期间| ?十年期)?")
_NOT_BEFORE = re.compile(r"[第前上同当每]$|[年月/.\d]$|之$|某$|统$|唯$|任$")


def find_quantities(page: Page) -> Iterator[Quantity]:
    """Yield the quantities of a unit; ordinals, dates and 一个/一项 are none."""
    text = page.text
    periods: set[str] = set()
    for match in _PERIOD.finditer(text) if "-" in text else ():
        if not _in_number(page, match.start()) and match[1] + match[2] not in periods:
            periods.add(match[1] + match[2])
            yield Quantity(
                page.span(match.start(), match.end()),
                "期间",
                f"{match['a']}-{match['b']}",
                "年",
                *by("quantity-period"),
            )
    for match in measure_pattern().finditer(text):
        numbered = _in_number(page, match.start()) or _in_undated_decade(page, match)
        if numbered or _NOT_BEFORE.search(text[max(0, match.start() - 1) : match.start()]):
            continue
        value = _value(match)
        if value is None:
            continue
        end = match.start("what") + len(_noun(match["what"]))
        span = page.span(match.start(), end)
        yield Quantity(
            span, _noun(match["what"]) or match["unit"], value, _measures()[match["unit"]], *by("quantity")
        )


def _noun(words: str) -> str:
    """The counted noun phrase: 相互关联的产品; cut where a verb or a place begins."""
    return re.split(r"[了在中内上与和及以已并]|组成|实施|超过|签署|(?<=[国体员项])的", words)[0].removesuffix(
        "的"
    )


def _value(match: re.Match[str]) -> str | None:
    number = match["number"].replace(" ", "").replace(",", "")
    value: float
    value = float(number) if number[0].isdigit() else chinese_number(number.replace("两", "二"))
    if match["unit"] == "年" and 1900 <= value <= 2100:
        return None
    if value == 1 and not number[0].isdigit() and match["unit"] not in ("天", "年", "个月", "周"):
        return None
    value *= {"万": 10_000, "亿": 100_000_000}.get(match["scale"] or "", 1)
    sign = _ABOUT.get(match["about"] or "", "") or (">" if match["more"] or match["more2"] else "")
    return f"{sign}{value:g}" if value < 1e6 or value % 1 else f"{sign}{int(value)}"


_NUMBERED = ("date", "symbol", "session", "web", "title")


def _in_number(page: Page, at: int) -> bool:
    """Whether an offset lies in a date, citation, session or web address."""
    item = page.around(at)
    return item is not None and item.kind in _NUMBERED


def _in_undated_decade(page: Page, match: re.Match[str]) -> bool:
    """行动十年 is a name; 到2030年实现可持续发展目标行动十年 says when the ten years are."""
    item = page.around(match.start())
    if match["unit"] != "年" or item is None or item.kind != "name" or item.start == match.start():
        return False
    counted = item.form.startswith(("未来", "今后", "下一个")) or any(c.isdigit() for c in item.form)
    return not counted
