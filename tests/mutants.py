"""Corruptions of a graph and whether the shapes find them: ``python -m tests.mutants`` prints a table.

A mutant is one change of the report's graph.  It is caught when the shapes report something that they do not
report on the whole graph.  The SPARQL constraints run first, as ``graphs.validate`` runs them; only when they
are silent pySHACL runs the core constraints, which is most of a validation's time.
"""

from __future__ import annotations

import logging
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import pyoxigraph as ox
import pyshacl
from rdflib import BNode, Graph, URIRef, Variable
from rdflib.term import Node

from extract import extract, read
from graphs import build
from graphs.constraints import Constrained
from graphs.model import as_rdflib
from graphs.report import SH
from graphs.terms import PREFIXES, term
from graphs.validate import shapes

SEED = 20202
EACH = 21
#: Rules that count again what the description of the dataset counts: they find much and explain little.
COUNTING = ("DescriptionIsTrue-rule", "DescriptionCountsClasses-rule")
#: Survivors, by property, and why nothing in the graph can contradict them.
EXPLAINED = {
    **dict.fromkeys(
        ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"),
        "a name that no sentence of the report uses stands in the graph once",
    ),
    **dict.fromkeys(
        ("skos:definition", "skos:example", "dcterms:title"),
        "words for readers stand in the graph once, nothing repeats them",
    ),
    **dict.fromkeys(
        (
            "skos:exactMatch",
            "skos:closeMatch",
            "schema:sameAs",
            "rdfs:seeAlso",
            "foaf:page",
            "dcterms:source",
        ),
        "what lies outside is not in the graph; tests/test_authority.py holds the tables",
    ),
    **dict.fromkeys(
        ("org:postIn", "org:memberOf", "dcterms:isPartOf", "org:subOrganizationOf", "ceb:introducedIn"),
        "an authority fact between two things of the right kinds that the report does not state",
    ),
    **dict.fromkeys(
        (
            "ceb:under",
            "ceb:session",
            "ceb:object",
            "ceb:mandated",
            "ceb:mandateSource",
            "ceb:date",
            "ceb:rule",
            "ceb:signatory",
            "ceb:refersTo",
        ),
        "the other value is mentioned in the same unit, or of the same date, and would be as true in form",
    ),
    "dcterms:language": "a document of another format may not tell its language, so none is demanded",
    "skos:notation": "SKOS leaves the datatype of a notation free; its form is that of its kind still",
    "ceb:citationFunction": "another function is as true in form; only a reader can tell",
    **dict.fromkeys(
        ("ceb:objectText", "ceb:mandatedText", "ceb:quantityOf", "schema:value", "ceb:measure"),
        "other words of the same unit",
    ),
}
TYPE = term("rdf:type")
_ANY_PROPERTY = re.compile(r"\?\w+ \?\w+ \?\w+")
DATES = (term("ceb:date"), term("ceb:statedDate"))
PLACES = tuple(map(term, ("oa:start", "oa:end", "ceb:markOffset", "ceb:number", "ceb:order", "ceb:ordinal")))


logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it prints a traceback for each odd literal


@dataclass(frozen=True, slots=True)
class Mutant:
    """What is taken out of the graph and what is put in."""

    kind: str
    out: tuple[ox.Triple, ...]
    into: tuple[ox.Triple, ...]

    @property
    def predicate(self) -> str:
        """The property that was hurt, as CURIE."""
        iri = (self.out or self.into)[0].predicate.value
        return next((f"{p}:{iri[len(s) :]}" for p, s in PREFIXES.items() if iri.startswith(s)), iri)

    def __str__(self) -> str:
        out, into = ("; ".join(map(_short, side)) for side in (self.out, self.into))
        return f"{self.kind} {self.predicate}: {out} -> {into}"


def _short(triple: ox.Triple) -> str:
    return " ".join(
        str(part).removeprefix("<https://w3id.org/cebkg/")[:70] for part in (triple.subject, triple.object)
    )


class Lab:
    """The report's graph, its mutants, and the shapes."""

    def __init__(self) -> None:
        self.graph = build(extract(read()))
        described = re.compile(r"[/#]dataset(?:/|$)")
        self.triples = [t for t in self.graph.triples if not described.search(str(t.subject).strip("<>"))]
        self.by_predicate: dict[ox.NamedNode, list[ox.Triple]] = defaultdict(list)
        for triple in self.triples:
            self.by_predicate[triple.predicate].append(triple)
        self.whole = set(self.graph.triples)
        self.data = Constrained(self.graph)
        self.silent = {name: self._rows(query) for name, query in self.rules.items()}
        self.known = self._core(frozenset({TYPE.value}))

    @cached_property
    def rules(self) -> dict[str, str]:
        """The SPARQL constraints with their prefixes, the counting ones last."""
        graph = shapes()
        prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
        found = {
            str(r).rsplit("/", 1)[1]: prefixes + str(q)
            for r, q in graph.subject_objects(URIRef(SH + "select"))
        }
        return dict(sorted(found.items(), key=lambda item: (item[0] in COUNTING, item[0])))

    def core(self, touched: frozenset[str]) -> Graph:
        """The core constraints that could see a change of these properties; all of them for ``rdf:type``.

        A shape looks at its targets, its path and the properties it compares with, all of which it names,
        and at classes.
        """
        graph = Graph()
        for shape in {s for s in shapes().subjects() if isinstance(s, URIRef)}:
            own = self._parts(shape)
            named = {str(triple[2]) for triple in own}
            if touched & named or TYPE.value in touched:
                for triple in own:
                    if triple[1] != URIRef(SH + "sparql"):
                        graph.add(triple)
        return graph

    def _parts(self, node: Node) -> list[tuple[Node, Node, Node]]:
        """What is said of a shape, with its blank nodes."""
        own = list(shapes().triples((node, None, None)))
        return own + [t for _, _, thing in own if isinstance(thing, BNode) for t in self._parts(thing)]

    def _rows(self, query: str) -> frozenset[object]:
        this = {"this": URIRef("https://w3id.org/cebkg/ontology")}
        found = self.data.query(query, initBindings=this).bindings
        return frozenset(row[Variable("value")] for row in found)

    def _core(self, touched: frozenset[str]) -> frozenset[tuple[object, ...]]:
        _, found, _ = pyshacl.validate(self.data, shacl_graph=self.core(touched), inference="none")
        assert isinstance(found, Graph)
        parts = [
            URIRef(SH + name) for name in ("focusNode", "sourceShape", "sourceConstraintComponent", "value")
        ]
        return frozenset(
            tuple(found.value(result, part) for part in parts)
            for result in found.subjects(URIRef(SH + "focusNode"))
        )

    def apply(self, mutant: Mutant, *, back: bool = False) -> None:
        """Change the graph, or (``back``) undo the change."""
        out, into = (mutant.into, mutant.out) if back else (mutant.out, mutant.into)
        for triple in out:
            self.data.remove(tuple(map(as_rdflib, triple)))
            self.data.rules.remove(ox.Quad(*triple))
        for triple in into:
            self.data.add(tuple(map(as_rdflib, triple)))
            self.data.rules.add(ox.Quad(*triple))

    def caught_by(self, mutant: Mutant) -> str:
        """Return the first rule that finds a mutant, ``core``, a counting rule if only that does, or ""."""
        self.apply(mutant)
        try:
            near = [name for name in self.rules if self._concerns(name, mutant)]
            for name in near:
                if name not in COUNTING and self._rows(self.rules[name]) - self.silent[name]:
                    return name
            touched = frozenset(t.predicate.value for t in (*mutant.out, *mutant.into))
            if self._core(touched) - self.known:
                return "core"
            return next((n for n in COUNTING if self._rows(self.rules[n]) - self.silent[n]), "")
        finally:
            self.apply(mutant, back=True)

    def _concerns(self, name: str, mutant: Mutant) -> bool:
        """Whether a rule could see a change: it names a property that was touched, or any property.

        A query reads only triples that its patterns match; where all their properties are named, a change
        of other properties changes nothing.
        """
        query = self.rules[name].rpartition("PREFIX ")[2].partition("\n")[2]
        touched = {triple.predicate for triple in (*mutant.out, *mutant.into)}
        curies = {
            f"{p}:{iri.value[len(s) :]}"
            for iri in touched
            for p, s in PREFIXES.items()
            if iri.value.startswith(s)
        }
        words = set(re.findall(r"[a-z]+:\w+", query)) | (
            {"rdf:type"} if re.search(r"\ba\b", query) else set()
        )
        return bool(curies & words) or bool(_ANY_PROPERTY.search(query)) or len(curies) < len(touched)

    def mutants(self, each: int = EACH) -> Iterator[Mutant]:
        """Yield ``each`` different mutants of every kind, the same at every run."""
        chance = random.Random(SEED)
        for make in KINDS.values():
            seen: set[Mutant] = set()
            while len(seen) < each:
                made = make(self, chance)
                if made and made not in seen and set(made.out) != set(made.into) and self._changes(made):
                    seen.add(made)
                    yield made

    def _changes(self, mutant: Mutant) -> bool:
        return set(mutant.out) <= self.whole and not set(mutant.into) & self.whole

    def any(self, chance: random.Random) -> ox.Triple:
        """Any statement; one time in two its property is chosen first, so that rare ones have their turn."""
        if chance.random() < 0.5:
            return chance.choice(self.triples)
        predicate = chance.choice(sorted(self.by_predicate, key=str))
        return chance.choice(self.by_predicate[predicate])


def _with(triple: ox.Triple, thing: object) -> ox.Triple:
    return ox.Triple(triple.subject, triple.predicate, thing)  # type: ignore[arg-type]


def _drop(lab: Lab, chance: random.Random) -> Mutant | None:
    return Mutant("drop", (lab.any(chance),), ())


def _swap(lab: Lab, chance: random.Random) -> Mutant | None:
    one = lab.any(chance)
    other = chance.choice(lab.by_predicate[one.predicate])
    return Mutant("swap", (one, other), (_with(one, other.object), _with(other, one.object)))


def _retype(lab: Lab, chance: random.Random) -> Mutant | None:
    classes = sorted({t.object for t in lab.by_predicate[TYPE]}, key=str)
    cls = chance.choice(classes)
    one = chance.choice([t for t in lab.by_predicate[TYPE] if t.object == cls])
    return Mutant("retype", (one,), (_with(one, chance.choice(classes)),))


def _relink(lab: Lab, chance: random.Random) -> Mutant | None:
    one = lab.any(chance)
    if not isinstance(one.object, ox.NamedNode) or one.predicate == TYPE:
        return None
    other = chance.choice(lab.by_predicate[one.predicate] if chance.random() < 0.5 else lab.triples)
    target = other.object if other.predicate == one.predicate else other.subject
    return Mutant("relink", (one,), (_with(one, target),))


def _shift(lab: Lab, chance: random.Random) -> Mutant | None:
    one = chance.choice(lab.by_predicate[chance.choice(PLACES)])
    assert isinstance(one.object, ox.Literal)
    moved = max(0, int(one.object.value) + chance.choice((-3, -2, -1, 1, 2, 3)))
    return Mutant("shift", (one,), (_with(one, ox.Literal(str(moved), datatype=one.object.datatype)),))


def _redate(lab: Lab, chance: random.Random) -> Mutant | None:
    one = chance.choice(lab.by_predicate[chance.choice(DATES)])
    assert isinstance(one.object, ox.Literal)
    year = int(one.object.value[:4]) + chance.choice((-20, -2, -1, 1, 2, 20))
    return Mutant(
        "redate",
        (one,),
        (_with(one, ox.Literal(f"{year}{one.object.value[4:]}", datatype=one.object.datatype)),),
    )


def _reword(lab: Lab, chance: random.Random) -> Mutant | None:
    one = lab.any(chance)
    if not isinstance(one.object, ox.Literal) or not one.object.value:
        return None
    place = chance.randrange(len(one.object.value))
    words = one.object.value[:place] + chance.choice("错X7") + one.object.value[place + 1 :]
    return Mutant("reword", (one,), (_with(one, _like(one.object, words)),))


def _like(literal: ox.Literal, words: str) -> ox.Literal:
    if literal.language:
        return ox.Literal(words, language=literal.language)
    return ox.Literal(words, datatype=literal.datatype)


def _retag(lab: Lab, chance: random.Random) -> Mutant | None:
    """Another language or datatype."""
    one = lab.any(chance)
    if not isinstance(one.object, ox.Literal):
        return None
    if one.object.language:
        other = ox.Literal(one.object.value, language="en" if one.object.language == "zh" else "zh")
    else:
        other = ox.Literal(
            one.object.value, datatype=term(chance.choice(("xsd:string", "xsd:decimal", "xsd:date")))
        )
    return Mutant("retag", (one,), (_with(one, other),))


def _double(lab: Lab, chance: random.Random) -> Mutant | None:
    one = lab.any(chance)
    other = chance.choice(lab.by_predicate[one.predicate])
    return Mutant("double", (), (_with(one, other.object),))


def _rename(lab: Lab, chance: random.Random) -> Mutant | None:
    """Another property between the same two."""
    one, other = lab.any(chance), lab.any(chance)
    return Mutant("rename", (one,), (ox.Triple(one.subject, other.predicate, one.object),))


KINDS: dict[str, Callable[[Lab, random.Random], Mutant | None]] = {
    "drop": _drop,
    "swap": _swap,
    "retype": _retype,
    "relink": _relink,
    "shift": _shift,
    "redate": _redate,
    "reword": _reword,
    "retag": _retag,
    "double": _double,
    "rename": _rename,
}


@cache
def lab() -> Lab:
    """The one laboratory of a test run."""
    return Lab()


def outcome(each: int = EACH) -> list[tuple[Mutant, str]]:
    """Return every mutant with the rule that caught it, "" for a survivor."""
    return [(mutant, lab().caught_by(mutant)) for mutant in lab().mutants(each)]


def table(found: list[tuple[Mutant, str]]) -> str:
    """Return how many mutants of each kind there are, are caught, and are caught without counting."""
    lines = [f"{'kind':<8}{'mutants':>8}{'caught':>8}{'by a rule of the field':>24}"]
    kinds = {kind: [rule for mutant, rule in found if mutant.kind == kind] for kind in KINDS}
    for kind, caught in {**kinds, "all": [rule for _, rule in found]}.items():
        field = [rule for rule in caught if rule and rule not in COUNTING]
        lines.append(f"{kind:<8}{len(caught):>8}{len([r for r in caught if r]):>8}{len(field):>24}")
    return "\n".join(lines)


if __name__ == "__main__":
    result = outcome()
    print(table(result))
    for one, caught in result:
        if not caught:
            print(f"survives: {one}\n    {EXPLAINED.get(one.predicate, 'NOT EXPLAINED')}")
