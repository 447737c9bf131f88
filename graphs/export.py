"""A graph in the formats of other programs, as bytes; the same graph gives the same bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from extract.errors import UsageError
from graphs.jsonld import jsonld
from graphs.model import KnowledgeGraph
from graphs.terms import PREFIXES

if TYPE_CHECKING:
    from networkx import MultiDiGraph

#: Colours of the classes of ``classes.tsv`` (red, green, blue): bodies blue, works green, meetings orange ...
COLOURS = {
    "bodies": (31, 119, 180),
    "people": (148, 103, 189),
    "meetings": (255, 127, 14),
    "works": (44, 160, 44),
    "initiatives": (23, 190, 207),
    "concepts": (188, 189, 34),
    "others": (127, 127, 127),
}
_FAMILIES = {
    "Post": "people",
    "Person": "people",
    "Conference": "meetings",
    "Session": "meetings",
    "Event": "meetings",
    "Resolution": "works",
    "Document": "works",
    "Strategy": "works",
    "Framework": "works",
    "Statement": "works",
    "Standard": "works",
    "Instrument": "works",
    "Programme": "initiatives",
    "Tool": "initiatives",
    "Platform": "initiatives",
    "SDG": "concepts",
    "Topic": "concepts",
    "Theme": "concepts",
    "Place": "others",
    "Other": "others",
}
NODE_COLUMNS = ("id", "label_zh", "label_en", "class", "notation")
EDGE_COLUMNS = ("source", "target", "kind", "label_zh", "label_en", "unit", "quote", "statement")
#: networkx writes the day, its own version and an alpha that Gephi takes for transparent.
_GEXF_MENDS = (
    (re.compile(r' lastmodifieddate="[^"]*"'), ""),
    (re.compile(r"<creator>[^<]*</creator>"), "<creator>cebkg</creator>"),
    (re.compile(r'(<viz:color [^>]*?) a="[^"]*"'), r"\1"),
)
_REFERENCE = re.compile(r"&#([0-9]{3,});")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export(graph: KnowledgeGraph, format: str) -> bytes:
    """Return a graph in a format of ``FORMATS`` as one stream; of ``csv``, which is two tables, the edges.

    Raises UsageError for an unknown format, naming those there are.

    >>> export(KnowledgeGraph([]), "csv").decode().split(",")[:3]
    ['source', 'target', 'kind']
    """
    files = export_files(graph, format)
    return files["edges.csv"] if "edges.csv" in files else next(iter(files.values()))


def export_files(graph: KnowledgeGraph, format: str) -> dict[str, bytes]:
    """Return the files of a format by name; only ``csv`` has two, ``nodes.csv`` and ``edges.csv``.

    Raises UsageError like ``export``.
    """
    if format not in FORMATS:
        raise UsageError(f"--format {format}: unknown; give one of {', '.join(FORMATS)}, svg, png, pdf")
    return FORMATS[format](graph)


def _rdfxml(graph: KnowledgeGraph) -> bytes:
    return ox.serialize(graph.triples, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES) or b""


def _graphml(graph: KnowledgeGraph) -> bytes:
    import networkx as nx

    return _xml("\n".join(nx.generate_graphml(_drawn(graph, nested=False))))


def _gexf(graph: KnowledgeGraph) -> bytes:
    import networkx as nx

    text = "\n".join(nx.generate_gexf(_drawn(graph, nested=True), version="1.2draft"))
    for pattern, instead in _GEXF_MENDS:
        text = pattern.sub(instead, text)
    return _xml(text)


def _xml(text: str) -> bytes:
    """Text in UTF-8 instead of character references."""
    text = _REFERENCE.sub(lambda match: chr(int(match[1])), text)
    declaration = "" if text.startswith("<?xml") else '<?xml version="1.0" encoding="UTF-8"?>\n'
    return (declaration + text.rstrip("\n") + "\n").encode("utf-8")


def _drawn(graph: KnowledgeGraph, *, nested: bool) -> MultiDiGraph[str]:
    """The network with what viewers draw: label, type, weight (edges at a node) and colour."""
    from networkx import MultiDiGraph

    drawn: MultiDiGraph[str] = MultiDiGraph()
    network = graph.network()
    for node, own in network.nodes(data=True):
        label = own["label_zh"] or own["label_en"] or node
        more = {name: _clean(value) for name, value in own.items()}
        drawn.add_node(
            node, label=_clean(label), weight=network.degree(node), **more, **_colour(own["cls"], nested)
        )
    for number, (source, target, own) in enumerate(network.edges(data=True)):
        more = {name: _clean(value) for name, value in own.items()}
        key = number if nested else f"e{number}"
        if not nested:  # in GEXF, the type of an edge is its direction
            more["type"] = own["kind"]
        drawn.add_edge(source, target, key=key, label=more["label_zh"], weight=1.0, **more)
    return drawn


def _clean(text: str) -> str:
    """Without the characters that XML 1.0 forbids."""
    return _CONTROL.sub("\ufffd", text)


def _colour(cls: str, nested: bool) -> dict[str, object]:
    red, green, blue = COLOURS[_FAMILIES.get(cls, "bodies")]
    if nested:
        return {"viz": {"color": {"r": red, "g": green, "b": blue}}}
    return {"color": f"#{red:02x}{green:02x}{blue:02x}"}


def _csv(graph: KnowledgeGraph) -> dict[str, bytes]:
    network = graph.network()
    names = ("label_zh", "label_en", "cls", "notation")
    rows = [(node, *(own[name] for name in names)) for node, own in network.nodes(data=True)]
    told = [
        (source, target, *(own[name] for name in EDGE_COLUMNS[2:]))
        for source, target, own in network.edges(data=True)
    ]
    return {"nodes.csv": _table(NODE_COLUMNS, rows), "edges.csv": _table(EDGE_COLUMNS, told)}


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode("utf-8")


#: Formats by name, each to the files it writes.
FORMATS: dict[str, Callable[[KnowledgeGraph], dict[str, bytes]]] = {
    "ttl": lambda graph: {"graph.ttl": graph.turtle()},
    "trig": lambda graph: {"graph.trig": graph.trig()},
    "nq": lambda graph: {"graph.nq": graph.nquads()},
    "nt": lambda graph: {"graph.nt": graph.ntriples()},
    "jsonld": lambda graph: {"graph.jsonld": jsonld(graph)},
    "rdfxml": lambda graph: {"graph.rdf": _rdfxml(graph)},
    "graphml": lambda graph: {"graph.graphml": _graphml(graph)},
    "gexf": lambda graph: {"graph.gexf": _gexf(graph)},
    "csv": _csv,
}
