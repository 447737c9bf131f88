"""The explorer: the whole graph and its report as one HTML file that opens from disk without a network."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import Any

from graphs.layout import lanes
from graphs.model import KnowledgeGraph
from graphs.scene import scene

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
    "main.js",
)


def explore(graph: KnowledgeGraph) -> bytes:
    """Return the explorer of a graph as one HTML file; the same graph gives the same bytes."""
    data: dict[str, Any] = scene(graph)
    data["lanes"] = lanes(data["things"], data["edges"])
    return page(data)


def page(data: dict[str, Any]) -> bytes:
    """Return the page with its data, style and scripts inside, and the policy that allows only these."""
    style = _read("style.css")
    script = '(() => {\n"use strict";\n' + "\n".join(_read(name) for name in SCRIPTS) + "})();\n"
    parts = {
        "POLICY": f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'; "
        # No script of the page may turn text into markup, not even by mistake.
        "require-trusted-types-for 'script'; trusted-types 'none'",
        "STYLE": style,
        "SCRIPT": script,
        "DATA": _json(data),
    }
    head, *rest = _read("index.html").split("{{")
    # Split once, so that a text of the report that looks like a placeholder stays a text.
    pieces = [head]
    for part in rest:
        name, tail = part.split("}}", 1)
        pieces += [parts[name], tail]
    return "".join(pieces).encode("utf-8")


def _json(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def _read(name: str) -> str:
    return (files("graphs") / "page" / name).read_text(encoding="utf-8")
