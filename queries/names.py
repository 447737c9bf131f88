"""The names that things go by in a graph, and the things that a name may mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass, field

import pyoxigraph as ox

import ontology
from extract.errors import UsageError
from queries.catalogue import nicknames

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_CEB = "https://w3id.org/cebkg/ontology#"
# Words around the number of a resolution
_AROUND = re.compile(r"第|号|决议|大会|经济及社会理事会|resolutions?|general|assembly|of|the")
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]$")
_LEADING = re.compile(
    r"^《?(?:联合国系统|联合国全系统|联合国|首协会|管理问题高级别委员会|高管会)(?:关于)?"
    r"|^(?:United Nations (?:system(?:-wide)? )?|CEB |HLCM )"
)
_TRAILING = re.compile(r" of (?:the )?(?:United Nations|CEB|HLCM)$")
_OWNED = re.compile(r"^(.+) of (?:the )?(CEB|HLCM|HLCP)$")  # secretariat of CEB is the CEB secretariat
_SMALL = re.compile(r"[\s《》“”\"'‘’]+")


#: Things whose names are made of ordinary words.
_UNTOLD = frozenset({"Topic", "Theme", "SDG", "Other", "Session", "Resolution", "Document"})
#: A word tells things apart if so many at most have it in their names.
_FEW_THINGS = 5


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity of the graph; ``key`` is its notation, else its Chinese label."""

    iri: str
    key: str
    cls: str
    label_zh: str
    label_en: str
    names: tuple[str, ...]  # every label and notation, the preferred ones first
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """All things of a graph, and by each squeezed name the things that bear it."""

    things: tuple[Thing, ...]
    by_iri: dict[str, Thing] = field(repr=False)
    by_name: dict[str, tuple[Thing, ...]] = field(repr=False)
    meetings: dict[tuple[str, str], tuple[Thing, ...]] = field(default_factory=dict, repr=False)
    _telling: set[str] = field(default_factory=set, repr=False, compare=False)
    _spoken: dict[str, tuple[Thing, ...]] = field(default_factory=dict, repr=False, compare=False)

    def find(self, name: str) -> tuple[Thing, ...]:
        """Return the things that bear a name or IRI exactly; hidden names only where no other fits."""
        if name in self.by_iri:
            return (self.by_iri[name],)
        squeezed = squeeze(name)
        found = self.by_name.get(squeezed, ())
        return found or self._by_number(squeezed)

    def spoken(self) -> dict[str, tuple[Thing, ...]]:
        """Return names for spotting in sentences: all, and shorter ones that mean just one thing.

        "United Nations Innovation Toolkit" may be called innovation toolkit, 联合国系统关于工作未来的战略
        may be called 工作未来战略, and what stands in brackets at the end may be left out.
        """
        if self._spoken:
            return self._spoken
        shorter: dict[str, dict[str, Thing]] = {}
        for thing in self.things:
            for name in (*thing.names, *thing.hidden) if thing.cls != "Session" else ():
                for short in shortened(name):
                    shorter.setdefault(squeeze(short), {})[thing.iri] = thing
        single = {name: tuple(found.values()) for name, found in shorter.items() if len(found) == 1}
        called = {squeeze(name): self.by_key(key) for name, key in nicknames()}
        self._spoken.update({n: t for n, t in called.items() if t} | single | self.by_name)
        return self._spoken

    def telling(self) -> Set[str]:
        """Return the words of English names of at least two words that stand in the names of few things."""
        if not self._telling:
            held: dict[str, set[str]] = {}
            for thing in self.things:
                for name in thing.names if thing.cls not in _UNTOLD else ():
                    for word in re.findall(r"[a-z][a-z-]+", name.casefold()) if name.isascii() else ():
                        held.setdefault(word, set()).add(thing.iri)
            self._telling.update(word for word, things in held.items() if len(things) <= _FEW_THINGS)
        return self._telling

    def by_key(self, key: str) -> tuple[Thing, ...]:
        """Return the thing with this key, none if there is none."""
        return tuple(thing for thing in self.by_name.get(squeeze(key), ()) if thing.key == key)

    def held(self, body: str, month: str) -> tuple[Thing, ...]:
        """Return the sessions that a body (its key) held in a month ("2019-04")."""
        return self.meetings.get((body, month), ())

    def near(self, name: str, most: int = 3) -> tuple[str, ...]:
        """Return the keys of the things whose names are most like ``name``."""
        import difflib

        squeezed = squeeze(name)
        inside = [n for n in self.by_name if squeezed and (squeezed in n or n in squeezed)]
        like = sorted(inside, key=lambda n: (abs(len(n) - len(squeezed)), n))
        like += difflib.get_close_matches(squeezed, list(self.by_name), most, 0.4)
        keys = [self.by_name[n][0].key for n in like]
        return tuple(dict.fromkeys(keys))[:most]

    def _by_number(self, squeezed: str) -> tuple[Thing, ...]:
        """Resolutions asked for as 第74/251号决议, 决议74/251 or 74/251."""
        match = re.search(r"\d+/\d+[a-z]?|\d+\([ivxlc]+\)", squeezed)
        rest = squeezed.replace(match[0], "") if match else squeezed
        if not match or _AROUND.sub("", rest):
            return ()
        ends = ("a/res/" + match[0], "e/res/" + match[0], "s/res/" + match[0])
        return tuple(thing for end in ends for thing in self.by_name.get(end, ()))


def shortened(name: str) -> tuple[str, ...]:
    """Return shorter ways to say a name.

    >>> shortened("United Nations Innovation Toolkit"), shortened("联合国系统关于工作未来的战略")
    (('Innovation Toolkit',), ('工作未来的战略', '工作未来战略'))
    """
    bare = _BRACKETS.sub("", name)
    tail = _LEADING.sub("", bare)
    ways = (
        bare,
        tail,
        tail.replace("的", ""),
        _TRAILING.sub("", bare),
        _OWNED.sub(r"\2 \1", bare),
        *bare.split(" / "),
    )
    return tuple(w for w in dict.fromkeys(ways) if w != name and len(w) > (9 if w.isascii() else 3))


def squeeze(name: str) -> str:
    """Return a name for comparing: half-width, lower case, without spaces and quotation marks.

    >>> squeeze("《2030 年议程》"), squeeze("UN-Habitat")
    ('2030年议程', 'un-habitat')
    """
    return _SMALL.sub("", unicodedata.normalize("NFKC", name)).casefold()


def names_in(store: ox.Store) -> Names:
    """Return the names in a store."""
    labels: dict[str, dict[str, list[str]]] = {}
    for predicate in ("prefLabel", "altLabel", "hiddenLabel", "notation"):
        for quad in store.quads_for_pattern(None, ox.NamedNode(_SKOS + predicate), None, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                kind = predicate + (f"@{quad.object.language}" if predicate == "prefLabel" else "")
                labels.setdefault(quad.subject.value, {}).setdefault(kind, []).append(quad.object.value)
    classes = {
        quad.subject.value: quad.object.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(_CEB + "className"), None, None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }
    things = tuple(_thing(iri, cls, labels.get(iri, {})) for iri, cls in sorted(classes.items()))
    return _index(things, _held(store, {thing.iri: thing for thing in things}))


def _held(store: ox.Store, things: dict[str, Thing]) -> dict[tuple[str, str], tuple[Thing, ...]]:
    """Sessions by the body that held them and their month."""
    found: dict[tuple[str, str], list[Thing]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(_CEB + "sessionOf"), None, None):
        if not (isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)):
            continue
        session, body = things.get(quad.subject.value), things.get(quad.object.value)
        for date in store.quads_for_pattern(quad.subject, ox.NamedNode(_CEB + "date"), None, None):
            if session and body and isinstance(date.object, ox.Literal):
                found.setdefault((body.key, date.object.value[:7]), []).append(session)
    return {key: tuple(dict.fromkeys(sessions)) for key, sessions in found.items()}


def _thing(iri: str, cls: str, labels: dict[str, list[str]]) -> Thing:
    zh = min(labels.get("prefLabel@zh", [""]))
    en = min(labels.get("prefLabel@en", [""]))
    notation = min(labels.get("notation", [""]))
    names = [notation, zh, en, *sorted(set(labels.get("altLabel", [])))]
    hidden = tuple(sorted(set(labels.get("hiddenLabel", []))))
    return Thing(iri, notation or zh or iri, cls, zh, en, tuple(dict.fromkeys(filter(None, names))), hidden)


def _index(things: tuple[Thing, ...], held: dict[tuple[str, str], tuple[Thing, ...]]) -> Names:
    proper: dict[str, list[Thing]] = {}
    loose: dict[str, list[Thing]] = {}
    for thing in things:
        for name in dict.fromkeys(map(squeeze, thing.names)):
            proper.setdefault(name, []).append(thing)
        for name in dict.fromkeys(map(squeeze, thing.hidden)):
            loose.setdefault(name, []).append(thing)
    by_name = {name: tuple(found) for name, found in (loose | proper).items() if name}
    return Names(things, {thing.iri: thing for thing in things}, by_name, held)


def key_of(names: Names, kind: str, value: str) -> str:
    """Return the key under which a question's column holds a value given under any name of it.

    Raises UsageError for an act type, citation function, predicate or class that does not exist, and
    for a name that several things bear; a name of nothing stays as it is, for columns may hold words.
    """
    if kind in _TABLES:
        return _from_table(kind, value)
    if kind in ("unit", "text", "words", "date", "section", "year", "month"):
        return value.strip()
    found = names.find(value)
    if len(found) > 1 and value not in {thing.key for thing in found}:
        raise UsageError(f"{value}: may be {', '.join(thing.key for thing in found)}; name one of them")
    if len(found) != 1:
        return value
    return found[0].label_zh if kind == "title" else found[0].key


_TABLES = {
    "act-type": "act_types",
    "citation-function": "citation_functions",
    "predicate": "predicates",
    "class": "classes",
}


def _from_table(kind: str, value: str) -> str:
    """Return the notation of a table's row named by its notation, Chinese or English label."""
    rows = ontology.table(_TABLES[kind])
    wanted = squeeze(value)
    for row in rows:
        if wanted in (squeeze(row["notation"]), squeeze(row["label_zh"]), squeeze(row["label_en"])):
            return row["notation"]
    known = ", ".join(row["notation"] for row in rows)
    raise UsageError(f"{value}: no such {kind.replace('-', ' ')}; there are {known}")
