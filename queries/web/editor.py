"""The query page: YASGUI from this server alone, with the terms of the graph and the named questions."""

from __future__ import annotations

import json
from importlib.resources import files

import pyoxigraph as ox

from queries.catalogue import questions
from queries.web.markup import page

#: Only what this server gives; the editor writes its own styles.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_BODY = """<h1>SPARQL 查询 <span>Query</span></h1>
<link rel="stylesheet" href="/assets/yasgui.min.css">
<p><label>命名问题 Named questions <select id="examples"><option value="">…</option></select></label></p>
<div id="yasgui"></div>
<script src="/assets/yasgui.min.js"></script>
<script src="/assets/query.js"></script>"""
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def assets(store: ox.Store) -> tuple[dict[str, tuple[str, bytes]], dict[str, str]]:
    """Return the parts of the query page by name, with their media types, and the policy of the page."""
    room = files("queries") / "web"
    parts = {
        "query.html": ("text/html", page("SPARQL 查询 Query", _BODY)),
        "query.js": ("text/javascript", (room / "query.js").read_bytes()),
        "yasgui.min.js": ("text/javascript", (room / "vendor" / "yasgui.min.js").read_bytes()),
        "yasgui.min.css": ("text/css", (room / "vendor" / "yasgui.min.css").read_bytes()),
        "terms.json": ("application/json", _json(_terms(store))),
        "examples.json": ("application/json", _json(_examples())),
    }
    return parts, {"query.html": POLICY}


def _terms(store: ox.Store) -> dict[str, list[str]]:
    """The classes and properties that the graph uses."""
    classes, properties = set(), set()
    for quad in store:
        properties.add(quad.predicate.value)
        if quad.predicate == _TYPE and isinstance(quad.object, ox.NamedNode):
            classes.add(quad.object.value)
    return {"class": sorted(classes), "property": sorted(properties)}


def _examples() -> list[dict[str, str]]:
    return [{"name": q.name, "zh": q.zh, "en": q.en, "sparql": _bare(q.sparql)} for q in questions()]


def _bare(sparql: str) -> str:
    """A question without the lines of its header that are for the matcher."""
    lines = sparql.splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(("# ask:", "# value:", "# about:", "# evid"))
    )


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")
