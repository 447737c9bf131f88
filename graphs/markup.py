"""HTML made from text: nothing that is not said to be markup is ever read as markup."""

from __future__ import annotations

from html import escape


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


EMPTY = frozenset({"meta", "link", "br"})


def tag(name: str, /, *children: str | None, **attributes: str) -> Markup:
    """An element; children that are no Markup are escaped, ``None`` and "" are left out.

    >>> tag("p", "a < b", tag("b", "c"), class_="x")
    '<p class="x">a &lt; b<b>c</b></p>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    if name in EMPTY:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{''.join(_inner(child) for child in children if child)}</{name}>")


def _inner(child: str) -> str:
    return child if isinstance(child, Markup) else escape(child, quote=False)


def joined(parts: list[Markup], between: str = "") -> Markup:
    """Several elements in a row."""
    return Markup(escape(between, quote=False).join(parts))


def data_block(text: str) -> Markup:
    """JSON-LD inside a page, which no string in it can end."""
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(f'<script type="application/ld+json">{safe}</script>')


def page(title: str, style: str, home: dict[str, str], *body: str | None, more: str = "") -> bytes:
    """A whole page; ``style`` is the link of the style sheet, ``home`` the links on top by their words."""
    links = [tag("a", words, href=link) for words, link in home.items()]
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content="default-src 'none'; style-src 'self'"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("link", rel="stylesheet", href=style),
        Markup(more),
    )
    main = tag("main", *body)
    whole = tag("html", head, tag("body", tag("nav", joined(links), aria_label="cebkg"), main), lang="zh")
    return f"<!DOCTYPE html>\n{whole}\n".encode()


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Markup:
    """A table with a heading for each column."""
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    body = [tag("tr", *(tag("td", cell) for cell in row)) for row in rows]
    return tag(
        "div", tag("table", tag("thead", head), tag("tbody", joined(body))), class_="scroll", tabindex="0"
    )
