"""The diagram of the vocabulary as SVG: the main classes as boxes, properties as arrows with their labels."""

from __future__ import annotations

from html import escape

from rdflib import RDFS, Graph, Literal, URIRef

from graphs.terms import PREFIXES

#: Where each class stands: column and row.
PLACES = {
    "ceb:Signature": (0, 0), "ceb:Body": (1, 0), "ceb:Session": (2, 0), "ceb:Topic": (3, 0),
    "ceb:Post": (0, 1), "ceb:Act": (1, 1), "ceb:Work": (2, 1), "ceb:Mandate": (3, 1),
    "ceb:Evidence": (0, 2), "ceb:Assertion": (1, 2), "ceb:Citation": (2, 2), "ceb:Fragment": (3, 2),
    "ceb:Mention": (0, 3), "ceb:Unit": (1, 3), "ceb:CrossReference": (2, 3), "ceb:Quantity": (3, 3),
}  # fmt: skip
#: What is drawn: from, property, to; ``rdfs:subClassOf`` is a dashed arrow without a label.
ARROWS = (
    ("ceb:Signature", "ceb:signatory", "ceb:Body"),
    ("ceb:Session", "ceb:sessionOf", "ceb:Body"),
    ("ceb:Post", "org:postIn", "ceb:Body"),
    ("ceb:Act", "ceb:agent", "ceb:Body"),
    ("ceb:Act", "ceb:object", "ceb:Work"),
    ("ceb:Act", "ceb:session", "ceb:Session"),
    ("ceb:Act", "rdfs:subClassOf", "ceb:Assertion"),
    ("ceb:Work", "dcterms:subject", "ceb:Topic"),
    ("ceb:Mandate", "ceb:mandateSource", "ceb:Work"),
    ("ceb:Citation", "cito:hasCitedEntity", "ceb:Work"),
    ("ceb:Citation", "ceb:citedFragment", "ceb:Fragment"),
    ("ceb:Citation", "rdfs:subClassOf", "ceb:Assertion"),
    ("ceb:Assertion", "ceb:evidence", "ceb:Evidence"),
    ("ceb:Assertion", "ceb:statedIn", "ceb:Unit"),
    ("ceb:Mention", "ceb:inUnit", "ceb:Unit"),
    ("ceb:CrossReference", "ceb:toUnit", "ceb:Unit"),
)
_WIDTH, _HEIGHT, _ACROSS, _DOWN = 168, 48, 340, 124


def diagram(graph: Graph) -> str:
    """Return the SVG of the vocabulary; raises KeyError for a class without a place."""
    width, height = 3 * _ACROSS + _WIDTH + 40, 3 * _DOWN + _HEIGHT + 40
    parts = [
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="词汇图 · diagram of the vocabulary">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
        *(_arrow(start, name, end, graph) for start, name, end in ARROWS),
        *(_box(name, graph) for name in PLACES),
        "</svg>",
    ]
    return "\n".join(parts)


def labels(curie: str, graph: Graph) -> tuple[str, str]:
    """The Chinese and the English label of a term, its name for one that is not ours."""
    prefix, name = curie.split(":")
    told = [o for o in graph.objects(URIRef(PREFIXES[prefix] + name), RDFS.label) if isinstance(o, Literal)]
    found = {o.language: str(o) for o in told}
    return found.get("zh", curie), found.get("en", curie)


def _corner(name: str) -> tuple[int, int]:
    column, row = PLACES[name]
    return 20 + column * _ACROSS, 20 + row * _DOWN


def _box(name: str, graph: Graph) -> str:
    x, y = _corner(name)
    zh, en = map(escape, labels(name, graph))
    local = name.split(":")[1]
    return (
        f'<a href="#{local}"><rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="6"/>'
        f'<text x="{x + _WIDTH // 2}" y="{y + 20}">{zh}</text>'
        f'<text x="{x + _WIDTH // 2}" y="{y + 38}" class="small">{en}</text></a>'
    )


def _arrow(start: str, name: str, end: str, graph: Graph) -> str:
    (x1, y1), (x2, y2) = _corner(start), _corner(end)
    ax, ay = x1 + _WIDTH / 2, y1 + _HEIGHT / 2
    bx, by = x2 + _WIDTH / 2, y2 + _HEIGHT / 2
    fx, fy = _edge(ax, ay, bx, by)
    tx, ty = _edge(bx, by, ax, ay)
    line = f'<line x1="{fx:.0f}" y1="{fy:.0f}" x2="{tx:.0f}" y2="{ty:.0f}" marker-end="url(#tip)"'
    if name == "rdfs:subClassOf":
        return line + ' class="above"/>'
    zh, en = labels(name, graph)
    words = escape(zh if zh == en else f"{zh} · {en}")
    middle = f'x="{(fx + tx) / 2:.0f}" y="{(fy + ty) / 2 - 5:.0f}"'
    return f'{line}/><text {middle} class="label">{words}</text>'


def _edge(x: float, y: float, towards_x: float, towards_y: float) -> tuple[float, float]:
    """Where the line from the middle of a box leaves it."""
    dx, dy = towards_x - x, towards_y - y
    scale = min(
        _WIDTH / 2 / abs(dx) if dx else float("inf"),
        _HEIGHT / 2 / abs(dy) if dy else float("inf"),
    )
    return x + dx * scale, y + dy * scale
