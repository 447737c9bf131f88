"""The explorer: the whole graph and its report as one HTML file that opens from disk without a network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from graphs.compact import compact
from graphs.layout import lanes
from graphs.model import KnowledgeGraph
from graphs.scene import scene
from graphs.terms import PREFIXES

#: The order matters: later files use what earlier ones define.
SCRIPTS = (
    "words.js",
    "data.js",
    "dom.js",
    "labels.js",
    "state.js",
    "text.js",
    "card.js",
    "search.js",
    "lanes.js",
    "matrix.js",
    "chain.js",
    "connections.js",
    "timeline.js",
    "table.js",
    "sparql.js",
    "main.js",
)


#: A named question as the page offers it: name, Chinese, English, SPARQL.
Asked = tuple[str, str, str, str]


def explore(
    graph: KnowledgeGraph,
    *,
    sparql: bool = True,
    questions: Iterable[Asked] = (),
    font: tuple[str, bytes] | None = None,
) -> bytes:
    """Return the explorer of a graph as one HTML file; the same graph gives the same bytes.

    ``sparql`` puts Oxigraph and all triples into the page, ``questions`` are offered beside it; of ``font``,
    a name and the bytes of its file, the Chinese signs that the page shows are put in.
    """
    data: dict[str, Any] = scene(graph)
    data["lanes"] = lanes(data["things"], data["edges"])
    if not sparql:
        return page(data, font=font)
    data |= {"base": graph.base, "prefixes": PREFIXES, "questions": [list(asked) for asked in questions]}
    return page(data, compact(graph), font)


def page(
    data: dict[str, Any], triples: dict[str, Any] | None = None, font: tuple[str, bytes] | None = None
) -> bytes:
    """Return the page with its data, style and scripts inside, and the policy that allows only these.

    With ``triples``, those of ``compact``, it holds the SPARQL engine as well.
    """
    style = _typeface(data, font) + _read("style.css")
    engine = "" if triples is None else _engine()
    parts_of_script = [engine, *(_read(name) for name in SCRIPTS if name != "sparql.js" or engine)]
    script = '(() => {\n"use strict";\n' + "\n".join(parts_of_script) + "})();\n"
    compiles = " 'wasm-unsafe-eval'" if engine else ""
    fonts = "font-src data:; " if font else ""
    parts = {
        "POLICY": f"default-src 'none'; style-src {_hash(style)}; {fonts}"
        f"script-src {_hash(script)}{compiles}; base-uri 'none'; form-action 'none'; "
        # No script of the page may turn text into markup, not even by mistake.
        "require-trusted-types-for 'script'; trusted-types 'none'",
        "STYLE": style,
        "SCRIPT": script,
        "DATA": _json(data),
        "SPARQL": "" if triples is None else _store(triples),
    }
    return _filled("index.html", parts)


def beyond(documents: int, triples: int) -> bytes:
    """Return the page that stands for the explorer where the graph is too large for one."""
    style = "body { font: 16px/1.6 system-ui, sans-serif; max-width: 44em; margin: 3em auto; }"
    counts = {"DOCUMENTS": f"{documents:,}", "TRIPLES": f"{triples:,}"}
    return _filled("beyond.html", {"POLICY": _hash(style), "STYLE": style, **counts})


def _filled(template: str, parts: Mapping[str, str]) -> bytes:
    """A page with its parts; split once, so that a text of the report like a placeholder stays a text."""
    head, *rest = _read(template).split("{{")
    pieces = [head]
    for part in rest:
        name, tail = part.split("}}", 1)
        pieces += [parts[name], tail]
    return "".join(pieces).encode("utf-8")


def _typeface(data: dict[str, Any], font: tuple[str, bytes] | None) -> str:
    """The rule of a style sheet that holds the signs of the page in a font of their own."""
    if font is None:
        return ""
    from graphs.typeface import subset

    name, file = font
    packed = base64.b64encode(subset(file, _json(data) + _read("words.js"), name)).decode("ascii")
    return f'@font-face {{ font-family: "Embedded"; src: url(data:font/woff2;base64,{packed}); }}\n'


def _engine() -> str:
    """Oxigraph's module as a function of the page's one script, which cannot import."""
    module = _read("oxigraph/web.js").replace("import.meta.url", "document.baseURI")
    module = re.sub(r"^export \{[^}]*\};$", "", module, flags=re.MULTILINE)
    module = re.sub(r"^export ", "", module, flags=re.MULTILINE)
    return f"function oxigraph() {{\n{module}\nreturn {{ Store, init: __wbg_init }};\n}}\n"


def _store(triples: dict[str, Any]) -> str:
    packed = base64.b64encode((files("graphs") / "page" / "oxigraph" / "web_bg.wasm.gz").read_bytes()).decode(
        "ascii"
    )
    return (
        f'<script type="application/json" id="triples">{_json(triples)}</script>\n'
        f'<script type="text/plain" id="wasm">{packed}</script>\n'
    )


def _json(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def _read(name: str) -> str:
    return (files("graphs") / "page" / name).read_text(encoding="utf-8")
