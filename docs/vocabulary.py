"""The page of the vocabulary, made from its files: ``python -m docs.vocabulary`` writes docs/vocabulary.html.

One page in both languages: diagram, classes, properties, shapes, act types; and ontology/context.jsonld.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

import ontology
from docs.context import main as write_context
from docs.diagram import diagram
from graphs.terms import CEB, PREFIXES, short

PAGE = Path(__file__).parent / "vocabulary.html"
SHAPE = "https://w3id.org/cebkg/shape/"
SH = Namespace("http://www.w3.org/ns/shacl#")
NS = Namespace(CEB)
KINDS = (
    (OWL.Class, "类", "Classes"),
    (OWL.ObjectProperty, "对象属性", "Object properties"),
    (OWL.DatatypeProperty, "数据属性", "Datatype properties"),
    (OWL.AnnotationProperty, "注释属性", "Annotation properties"),
    (RDFS.Datatype, "数据类型", "Datatypes"),
)
#: What is said of a term besides its words: property, zh, en.
FACTS = (
    (RDFS.subClassOf, "上位类", "subclass of"),
    (RDFS.subPropertyOf, "上位属性", "subproperty of"),
    (RDFS.domain, "主体", "domain"),
    (RDFS.range, "客体", "range"),
)
STYLE = """
body{font:16px/1.5 "Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif;max-width:70rem;margin:0 auto}
body{padding:1rem} h1,h2,h3{line-height:1.25} h3{margin:1.6rem 0 .2rem} code{font-size:.9em} .en{color:#444}
nav a{margin-right:1rem} section{margin-top:2.5rem} article{border-top:1px solid #ddd} dl{margin:.2rem 0}
dt{float:left;clear:left;width:11rem;color:#555} dd{margin-left:11.5rem} svg{width:100%;height:auto}
table{border-collapse:collapse;width:100%} pre{overflow:auto;background:#f6f6f6;font-size:12px}
td,th{border-top:1px solid #ddd;padding:.35rem .5rem;text-align:left;vertical-align:top}
rect{fill:#eef5f8;stroke:#05526b} text{text-anchor:middle;font-size:14px} text.small{font-size:12px}
text.label{font-size:11px;paint-order:stroke;stroke:#fff;stroke-width:3px}
line{stroke:#777} line.above{stroke-dasharray:5 4} marker path{fill:#777}
"""


def page() -> str:
    """Return the page."""
    graph = Graph().parse(ontology.path("cebkg.ttl"))
    shapes = Graph().parse(ontology.path("shapes.ttl"))
    header = URIRef(CEB.removesuffix("#"))
    version = escape(str(graph.value(header, OWL.versionInfo)))
    parts = [
        '<!doctype html>\n<html lang="zh">\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>cebkg 词汇 · The cebkg vocabulary {version}</title>\n<style>{STYLE}</style>",
        f"<h1>cebkg 词汇 · The cebkg vocabulary</h1>\n<p>{version} · <code>{escape(CEB)}</code></p>",
        *(f"<p>{both}</p>" for both in _words(header, URIRef(PREFIXES["dcterms"] + "description"), graph)),
        '<nav><a href="#diagram">图 Diagram</a>' + "".join(_link(zh, en) for _, zh, en in KINDS),
        '<a href="#shapes">形状 Shapes</a><a href="#acts">行为类型 Act types</a></nav>',
        f'<section id="diagram"><h2>图 · Diagram</h2>\n{diagram(graph)}\n</section>',
        *(_section(kind, zh, en, graph) for kind, zh, en in KINDS),
        _shapes(shapes),
        _acts(),
        "</html>\n",
    ]
    return "\n".join(parts)


def _link(zh: str, en: str) -> str:
    return f'<a href="#{en.replace(" ", "-").lower()}">{zh} {en}</a>'


def _section(kind: URIRef, zh: str, en: str, graph: Graph) -> str:
    terms = sorted(s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef) and s.startswith(CEB))
    body = "\n".join(_term(term, graph) for term in terms)
    name = en.replace(" ", "-").lower()
    return f'<section id="{name}"><h2>{zh} · {en} ({len(terms)})</h2>\n{body}\n</section>'


def _term(term: URIRef, graph: Graph) -> str:
    zh, en = _words(term, RDFS.label, graph)
    name = term.removeprefix(CEB)
    rows = list(_rows(term, graph))
    facts = "".join(f"<dt>{key}</dt><dd>{value}</dd>" for key, value in rows)
    gone = " (已弃用 deprecated)" if (term, OWL.deprecated, Literal(True)) in graph else ""
    head = f"<h3>{zh} · {en} <code>ceb:{escape(name)}</code>{gone}</h3>"
    return f'<article id="{escape(name)}">{head}\n<dl>{facts}</dl></article>'


def _rows(term: URIRef, graph: Graph) -> Iterator[tuple[str, str]]:
    words = (
        (SKOS.definition, "定义 definition"),
        (SKOS.example, "例 example"),
        (NS.answers, "所答问题 answers"),
    )
    for predicate, key in words:
        zh, en = _words(term, predicate, graph)
        yield key, f'{zh}<br><span class="en">{en}</span>'
    for predicate, zh, en in FACTS:
        ends = sorted(str(o) for o in graph.objects(term, predicate) if isinstance(o, URIRef))
        if ends:
            yield f"{zh} {en}", ", ".join(map(_named, ends))


def _words(subject: URIRef, predicate: URIRef, graph: Graph) -> tuple[str, str]:
    """The Chinese and the English words of a property, escaped."""
    told = {o.language: escape(str(o)) for o in graph.objects(subject, predicate) if isinstance(o, Literal)}
    return told.get("zh", ""), told.get("en", "")


def _named(iri: str) -> str:
    if iri.startswith(CEB):
        return f'<a href="#{escape(iri.removeprefix(CEB))}">ceb:{escape(iri.removeprefix(CEB))}</a>'
    return f"<code>{escape(short(iri))}</code>"


def _shapes(graph: Graph) -> str:
    kinds = (SH.NodeShape, SH.PropertyShape)
    names = sorted({s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)})
    rows = "\n".join(_shape(shape, graph) for shape in names)
    head = "<tr><th>形状 Shape<th>对象 Of<th>要求 What must hold, and what to do</tr>"
    title = f"形状 · Shapes ({len(names)})"
    return f'<section id="shapes"><h2>{title}</h2>\n<table>{head}\n{rows}\n</table></section>'


def _shape(shape: URIRef, graph: Graph) -> str:
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.path)
    of = sorted({short(str(o)) for t in targets for o in graph.objects(shape, t) if isinstance(o, URIRef)})
    rule = graph.value(shape, SH.sparql)
    zh, en = _words(rule if isinstance(rule, URIRef) else shape, SH.message, graph)
    mild = "警告 warning" if graph.value(shape, SH.severity) == SH.Warning else "违规 violation"
    query = graph.value(rule, SH.select) if rule else None
    more = (
        f"<details><summary>SPARQL</summary><pre>{escape(str(query).strip())}</pre></details>"
        if query
        else ""
    )
    name = escape(str(shape).removeprefix(SHAPE))
    where = ", ".join(map(escape, of)) or "全图 the whole graph"
    return (
        f'<tr id="shape-{name}"><td><code>{name}</code><br>{mild}<td>{where}'
        f'<td>{zh}<br><span class="en">{en}</span>{more}</tr>'
    )


def _acts() -> str:
    verbs = ontology.table("verbs")
    rows = []
    for row in ontology.table("act_types"):
        zh = "、".join(v["verb"] for v in verbs if v["type"] == row["notation"]) if row["shortcut"] else ""
        cells = (
            f"<code>{escape(row['notation'])}</code><br>{_both((row['label_zh'], row['label_en']))}",
            _both((row["definition_zh"], row["definition_en"])),
            _both((zh, ", ".join(ontology.split(row["verbs_en"])))),
            f"{escape(row['example'])}<br><code>{escape(row['shortcut'])}</code>",
        )
        rows.append("<tr>" + "".join(f"<td>{cell}" for cell in cells) + "</tr>")
    head = "<tr><th>类型 Type<th>定义 Definition<th>动词 Verbs<th>例与捷径 Example, shortcut</tr>"
    title = f"行为类型 · Act types ({len(rows)})"
    return f'<section id="acts"><h2>{title}</h2>\n<table>{head}\n' + "\n".join(rows) + "\n</table></section>"


def _both(words: Iterable[str]) -> str:
    zh, en = map(escape, words)
    return f'{zh}<br><span class="en">{en}</span>'


def main() -> None:
    """Rewrite the page and the context."""
    write_context()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
