"""A graph as a static site of linked data: pages, dumps, descriptions, questions, explorer, checksums."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

import pyoxigraph as ox

from graphs.dataset import LICENCE
from graphs.export import export_files
from graphs.leaf import HOME, Leaves
from graphs.markup import Markup, joined, page, table, tag
from graphs.model import KnowledgeGraph
from graphs.terms import CEB, short, term

DUMPS = ("ttl", "trig", "nq", "jsonld", "rdfxml", "graphml", "gexf", "csv")
MEDIA = "https://www.iana.org/assignments/media-types/"
TYPES = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "graphml": "application/xml",
    "gexf": "application/xml",
    "csv": "text/csv",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """A named question with its answer."""

    name: str
    zh: str
    en: str
    sparql: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def site(
    graph: KnowledgeGraph, explorer: bytes, answers: Sequence[Answered], sources: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the files of the site by path; the same graph gives the same bytes.

    ``sources`` are the vocabulary, the shapes, style and server rules, as ``files.site_parts`` reads them.
    """
    leaves = Leaves(graph)
    files = leaves.files()
    files |= {f"dumps/{name}": data for form in DUMPS for name, data in export_files(graph, form).items()}
    files |= _vocabulary("ontology", "cebkg.ttl", sources, leaves, CEB)
    files |= _vocabulary("shapes", "shapes.ttl", sources, leaves, "https://w3id.org/cebkg/shape/")
    files |= _questions(answers)
    files["explorer.html"] = explorer
    files["style.css"] = sources["site.css"]
    root = _root(graph.base)
    files["void.ttl"] = files[".well-known/void"] = _described(graph, root, files)
    files["index.html"] = _home(graph, leaves, answers, files)
    files["sitemap.xml"] = _sitemap(root, files)
    path = "/" + root.split("/", 3)[3] if root.count("/") > 2 else "/"
    rules = sources["htaccess"].replace(b"{moved}\n", _moved(leaves).encode())
    files[".htaccess"] = rules.replace(b"{root}", path.encode())
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
    files["SHA256SUMS"] = "".join(lines).encode("utf-8")
    return files


def _root(base: str) -> str:
    """Where the site stands: the base of the things without its last step."""
    return base.removesuffix("id/") if base.endswith("/id/") else base.rsplit("/", 1)[0] + "/"


def _moved(leaves: Leaves) -> str:
    """A rule for each thing whose file cannot bear the name that a server reads in its IRI."""
    rules = []
    for iri in leaves.iris():
        asked = f"id/{unquote(iri.removeprefix(leaves.graph.base))}"
        if asked != leaves.addresses[iri] and '"' not in asked and "\n" not in asked:
            rules.append(f'RewriteRule "^{re.escape(asked)}$" "{{root}}{leaves.addresses[iri]}" [R=303,L]\n')
    return "".join(rules)


def _links(up: str) -> dict[str, str]:
    """The links on top of a page, which is ``up`` from the site's root."""
    return {words: up + there for words, there in HOME.items()}


def _home(
    graph: KnowledgeGraph, leaves: Leaves, answers: Sequence[Answered], files: Mapping[str, bytes]
) -> bytes:
    title = leaves.name(f"{graph.base}dataset") if f"{graph.base}dataset" in leaves.addresses else "cebkg"
    by_class: dict[str, list[str]] = {}
    for iri in leaves.iris():
        found = (t.object for t in leaves.own[iri] if t.predicate == term("ceb:className"))
        name = next((value.value for value in found if isinstance(value, ox.Literal)), "")
        if name:
            by_class.setdefault(name, []).append(iri)
    dumps = [tag("li", tag("a", name, href=name)) for name in sorted(files) if name.startswith("dumps/")]
    things = [
        tag(
            "section",
            tag("h2", f"{name} ({len(members)})"),
            tag("ul", *(tag("li", leaves.link("index.html", i)) for i in members)),
        )
        for name, members in sorted(by_class.items())
    ]
    links = (
        ("explorer.html", "探索 Explorer"),
        ("questions/index.html", f"问题与答案 Questions and answers ({len(answers)})"),
        ("ontology/index.html", "词汇 Vocabulary"),
        ("shapes/index.html", "形状 Shapes"),
        ("void.ttl", "数据集说明 VoID, DCAT"),
        ("SHA256SUMS", "校验和 Checksums"),
    )
    return page(
        title,
        "style.css",
        _links(""),
        tag("h1", title),
        tag("p", f"{len(graph.triples)} triples · ", tag("a", "CC BY 4.0", href=LICENCE)),
        tag("ul", *(tag("li", tag("a", words, href=there)) for there, words in links)),
        tag("h2", "下载 Downloads"),
        tag("ul", *dumps),
        *things,
    )


def _questions(answers: Sequence[Answered]) -> dict[str, bytes]:
    home = _links("../")
    files = {}
    for asked in answers:
        beside = [tag("a", kind.upper(), href=f"{asked.name}.{kind}") for kind in ("csv", "rq")]
        files[f"questions/{asked.name}.html"] = page(
            asked.en, "../style.css", home, tag("h1", asked.zh),
            tag("p", asked.en, lang="en", class_="other"), tag("p", joined(beside, " · ")),
            table(asked.columns, [tuple(row) for row in asked.rows]),
        )  # fmt: skip
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows([asked.columns, *asked.rows])
        files[f"questions/{asked.name}.csv"] = out.getvalue().encode("utf-8")
        files[f"questions/{asked.name}.rq"] = asked.sparql.encode("utf-8")
    rows = [
        tag("li", tag("a", f"{asked.zh} · {asked.en}", href=f"{asked.name}.html"), f" ({len(asked.rows)})")
        for asked in answers
    ]
    title = "问题与答案 Questions and answers"
    files["questions/index.html"] = page(title, "../style.css", home, tag("h1", title), tag("ul", *rows))
    return files


def _vocabulary(
    folder: str, name: str, sources: Mapping[str, bytes], leaves: Leaves, space: str
) -> dict[str, bytes]:
    """A page with an anchor for each term of a vocabulary, and the vocabulary beside it."""
    told: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(sources[name], format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(space):
            value = quad.object.value if isinstance(quad.object, ox.NamedNode | ox.Literal) else ""
            said = short(value) if isinstance(quad.object, ox.NamedNode) else value
            if said:
                own = told.setdefault(quad.subject.value, {})
                own.setdefault(short(quad.predicate.value), []).append(said)
    parts = [_term(iri[len(space) :], own) for iri, own in sorted(told.items())]
    home = _links("../")
    title = "词汇 Vocabulary" if folder == "ontology" else "形状 Shapes"
    top = tag("p", tag("a", name, href=name), f" · {len(parts)}")
    body = page(title, "../style.css", home, tag("h1", title), top, joined(parts))
    return {f"{folder}/{name}": sources[name], f"{folder}/index.html": body}


def _term(name: str, own: Mapping[str, Sequence[str]]) -> Markup:
    rows = [tag("dt", key) + joined([tag("dd", value) for value in values]) for key, values in own.items()]
    return tag("section", tag("h2", name), tag("dl", joined([Markup(row) for row in rows])), id=name)


def _described(graph: KnowledgeGraph, root: str, files: Mapping[str, Any]) -> bytes:
    """The dataset's own description with its dumps as VoID and DCAT say it."""
    node = ox.NamedNode(f"{graph.base}dataset")
    quads = [ox.Quad(t.subject, t.predicate, t.object) for t in graph.triples if t.subject == node]

    def say(subject: ox.NamedNode, curie: str, value: ox.NamedNode | ox.Literal) -> None:
        quads.append(ox.Quad(subject, term(curie), value))

    say(node, "dcat:landingPage", ox.NamedNode(root))
    for name in sorted(files):
        extension = name.rpartition(".")[2]
        if name.startswith("dumps/") and extension in TYPES:
            dump = ox.NamedNode(root + name)
            say(node, "void:dataDump", dump)
            say(node, "dcat:distribution", dump)
            say(dump, "rdf:type", term("dcat:Distribution"))
            say(dump, "dcat:downloadURL", dump)
            say(dump, "dcat:mediaType", ox.NamedNode(MEDIA + TYPES[extension]))
            say(dump, "dcterms:license", ox.NamedNode(LICENCE))
            say(
                dump,
                "dcat:byteSize",
                ox.Literal(str(len(files[name])), datatype=term("xsd:nonNegativeInteger")),
            )
    return KnowledgeGraph(quads, graph.base).turtle()


def _sitemap(root: str, files: Mapping[str, bytes]) -> bytes:
    urls = "".join(
        f"<url><loc>{escape(root + name)}</loc></url>\n" for name in sorted(files) if name.endswith(".html")
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{urls}</urlset>\n'.encode()
