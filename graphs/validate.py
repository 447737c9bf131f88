"""Check a graph against the shapes with pySHACL, and say what is wrong, where, in which sentence.

pySHACL runs on an in-memory rdflib graph: on other stores it gives wrong results (design, section 7).
Only the queries of SPARQL constraints go to Oxigraph, see ``graphs.constraints``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

import ontology
from extract.errors import InputError
from graphs.beside import beside
from graphs.model import KnowledgeGraph
from graphs.report import SH, Report, Result
from graphs.terms import CEB, PREFIXES, short

if TYPE_CHECKING:  # rdflib and pySHACL cost half a second at start
    from rdflib import Graph
    from rdflib.term import Node

_SHAPES = "shapes.ttl"
_SHAPE = "https://w3id.org/cebkg/shape/"
_ONTOLOGY = CEB.removesuffix("#")


def validate(graph: KnowledgeGraph | Graph) -> Report:
    """Return what breaks the shapes of ``ontology/shapes.ttl``.

    Raises InputError when the shapes file cannot be read or run, or when nothing in the graph is ours.
    """
    from graphs.constraints import Constrained

    if isinstance(graph, KnowledgeGraph):
        _check_ours(graph)
    data = Constrained(graph) if isinstance(graph, KnowledgeGraph) else graph
    names = targeted()
    other = beside(lambda: broken(data, names[1::2]))
    return Report(tuple(sorted({*broken(data, names[::2]), *other()})))


def targeted(*kinds: str) -> list[str]:
    """Return the shapes that have a target of these kinds (``targetNode`` ...), of any if none is given."""
    from rdflib import URIRef

    every = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
    named = {
        shape
        for kind in kinds or every
        for shape in shapes().subjects(URIRef(SH + kind))
        if isinstance(shape, URIRef)
    }
    return sorted(map(str, named))


def broken(data: Graph, names: Iterable[str], places: Graph | None = None) -> list[Result]:
    """Return what breaks some of the shapes; ``places`` says where offenders stand, if it is not the data.

    Raises InputError when a shape cannot be run.
    """
    import logging

    import pyshacl
    from pyshacl.errors import ReportableRuntimeError
    from rdflib import Graph as Memory

    logging.getLogger("pyshacl-validate").disabled = True  # what it would print is in our message
    try:
        _, told, text = pyshacl.validate(
            data, shacl_graph=shapes(), inference="none", meta_shacl=False, use_shapes=list(names)
        )
    except (ReportableRuntimeError, SyntaxError) as fault:  # the latter from Oxigraph: the query of a rule
        told, text = None, str(fault)
    if not isinstance(told, Memory):
        raise InputError(f"{_SHAPES}: {_line(text)}; mend the shape, or install cebkg anew")
    return list(_results(told, data if places is None else places))


def _check_ours(graph: KnowledgeGraph) -> None:
    """Shapes say nothing of a graph that has none of our terms: it would pass unseen."""
    if not any(CEB in str(t.predicate) or CEB in str(t.object) for t in graph.triples):
        raise InputError("the graph uses no term of the vocabulary; give one that `cebkg build` wrote")


@cache
def shapes() -> Graph:
    """The shapes graph, parsed once; raises InputError if the file is no Turtle."""
    import pyoxigraph as ox
    from rdflib import Graph as Memory

    graph = Memory(bind_namespaces="none")
    try:
        found = list(ox.parse(ontology.text(_SHAPES).encode(), format=ox.RdfFormat.TURTLE))
    except SyntaxError as fault:
        raise InputError(
            f"{ontology.path(_SHAPES)}:{fault.lineno}: not Turtle ({_line(str(fault.msg))}); "
            "mend it, or install cebkg anew"
        ) from None
    KnowledgeGraph(found).fill(graph)
    return graph


def _line(text: str) -> str:
    return " ".join(text.split()).removesuffix(".")


def _results(told: Graph, data: Graph) -> Iterator[Result]:
    from rdflib import RDF, URIRef

    for node in told.subjects(RDF.type, URIRef(SH + "ValidationResult")):
        yield _result(node, told, data)


def _result(node: Node, found: Graph, data: Graph) -> Result:
    from rdflib import URIRef

    def one(name: str) -> Node | None:
        return found.value(node, URIRef(SH + name))

    focus, value, shape = one("focusNode"), one("value"), one("sourceShape")
    if str(focus) == _ONTOLOGY and value is not None:  # a rule about the whole graph: see shapes.ttl
        focus, value = value, None
    messages = _messages(one("sourceConstraint") or shape)
    unit, sentence = _place(focus, data)
    return Result(
        severity=str(one("resultSeverity")).removeprefix(SH),
        source_shape=str(shape).removeprefix(_SHAPE),
        constraint=str(one("sourceConstraintComponent")).removeprefix(SH),
        focus=str(focus),
        path=_path(shape),
        value="" if value is None else str(value),
        value_n3=_n3(value),
        unit=unit,
        sentence=sentence,
        message_zh=messages.get("zh", ""),
        message_en=messages.get("en", ""),
    )


def _messages(source: Node | None) -> dict[str | None, str]:
    """Messages by language, from the shapes: pySHACL drops the language in SPARQL results."""
    from rdflib import Literal, URIRef

    told = shapes().objects(source, URIRef(SH + "message"))
    return {message.language: str(message) for message in told if isinstance(message, Literal)}


def _path(shape: Node | None) -> str:
    """The path of a shape as CURIEs; of alternatives all, in their order, with ``|`` between."""
    from rdflib import URIRef
    from rdflib.collection import Collection

    path = shapes().value(shape, URIRef(SH + "path"))
    either = None if path is None else shapes().value(path, URIRef(SH + "alternativePath"))
    steps = [path] if either is None else Collection(shapes(), either)
    return "|".join(short(str(step)) for step in steps if step is not None)


def _n3(value: Node | None) -> str:
    """A value as Turtle has it, "" for none and for blank nodes, which have no stable name."""
    from rdflib import BNode
    from rdflib.term import Identifier

    return value.n3() if isinstance(value, Identifier) and not isinstance(value, BNode) else ""


def _place(focus: Node | None, data: Graph) -> tuple[str, str]:
    """The key of the unit and the words that an offender stands in, as far as the graph tells."""
    from rdflib import SKOS, URIRef

    def follow(node: Node | None, *steps: str) -> Node | None:
        for step in steps:
            found = [] if node is None else data.objects(node, URIRef(step))
            node = min(found, default=None, key=str)
        return node

    words = _words(focus, data)
    unit = (
        follow(focus, f"{CEB}statedIn")
        or follow(words, f"{CEB}inUnit")
        or follow(focus, f"{CEB}introducedIn")
    )
    if unit is None and follow(focus, f"{CEB}text"):
        unit = focus
    key, quote = follow(unit, str(SKOS.notation)), follow(words, f"{PREFIXES['oa']}exact")
    return str(key or ""), str(quote or _first_sentence(follow(unit, f"{CEB}text")))


def _words(focus: Node | None, data: Graph) -> Node | None:
    """The evidence or mention of an offender: itself, its evidence, or where it is mentioned first."""
    from rdflib import URIRef

    if (focus, URIRef(f"{CEB}inUnit"), None) in data:
        return focus
    evidence = data.objects(focus, URIRef(f"{CEB}evidence"))
    mentions = data.subjects(URIRef(f"{CEB}refersTo"), focus)
    users = data.subjects(URIRef(f"{PREFIXES['prov']}qualifiedAssociation"), focus)
    acts = (words for act in users for words in data.objects(act, URIRef(f"{CEB}evidence")))
    return next((min(nodes, key=str) for nodes in map(list, (evidence, acts, mentions)) if nodes), None)


def _first_sentence(text: Node | None) -> str:
    head, stop, _ = str(text or "").partition("。")
    return head + stop
