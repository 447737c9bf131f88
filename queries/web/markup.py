"""Pages as text: one frame for all, both languages side by side, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_STYLE = """
body{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:64rem;margin:0 auto;padding:1rem;
color:#1b1f23;background:#fff}
nav{margin-bottom:1.5rem;font-size:.9rem}nav a{margin-right:1.2rem}a{color:#0b5394}
h1{font-size:1.5rem;line-height:1.3;margin:.2em 0}h1 span,h2 span{color:#57606a;font-weight:400}
h2{font-size:1.1rem;margin-top:2rem}code{font-size:.85rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d8dee4}
th{background:#f6f8fa}td{overflow-wrap:anywhere}dt{font-weight:600;margin-top:.7rem}dd{margin-left:1.2rem}
dt span{color:#57606a;font-weight:400}
blockquote{border-left:3px solid #0b5394;margin:1rem 0;padding:.2rem 1rem}
select{max-width:100%}.scroll{overflow-x:auto}form label{display:inline-block;margin:.2rem 1rem .2rem 0}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}a{color:#79b8ff}th{background:#161b22}
th,td{border-color:#30363d}h1 span,h2 span,dt span{color:#8b949e}}
""".replace("\n", "")
#: No script, nothing from elsewhere.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_LINKS = (
    ("/", "浏览器 Explorer"),
    ("/query", "SPARQL 查询 Query"),
    ("/questions", "命名问题 Questions"),
    ("/ontology", "词汇 Vocabulary"),
    ("/.well-known/void", "数据集 Dataset"),
)


def page(title: str, body: str) -> bytes:
    """Return a whole page; ``title`` is text, ``body`` is markup."""
    links = "".join(f'<a href="{href}">{escape(words)}</a>' for href, words in _LINKS)
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)} · cebkg</title><style>{_STYLE}</style></head>\n"
        f"<body><nav>{links}</nav>\n{body}\n</body>\n</html>\n"
    ).encode("utf-8", "replace")


def both(zh: str, en: str) -> str:
    """Return words in both languages, one of them if they are the same or the other is missing.

    >>> both("机构", "body")
    '<span lang="zh">机构</span> <span lang="en">body</span>'
    """
    if not zh or not en or zh == en:
        return escape(zh or en)
    return f'<span lang="zh">{escape(zh)}</span> <span lang="en">{escape(en)}</span>'


def link(href: str, words: str) -> str:
    """Return a link; ``words`` is text."""
    return f'<a href="{escape(href)}">{escape(words)}</a>'


def grid(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; the columns are text, the cells are markup."""
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead>\n<tbody>{lines}</tbody></table></div>'
