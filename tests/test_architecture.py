"""The order of the house: imports point down, one module a room touches files, modules stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: A room may import itself and the rooms before it.
ORDER = ("ontology", "extract", "graphs", "queries", "cebkg")
MOST_LINES = 250
#: Modules that may be longer, how long, and why.
LONGER = {
    "cebkg.py": (465, "the door: one short function for each verb, all that the command line knows"),
    "extract/records.py": (270, "every record that extraction produces, side by side"),
    "graphs/scene.py": (280, "one picture, assembled from the parts of the graph"),
}
#: Modules that touch files: one a room, those that read only what lies in their own room, and what is kept.
TOUCH_FILES = {
    "ontology": "the tables",
    "ontology.sort": "rewrites the tables, when it is called by hand",
    "extract.reading": "reports",
    "extract.cache": "extractions kept in OUT from one build to the next",
    "graphs.files": "graphs in",
    "graphs.writing": "graphs out, whole or not at all",
    "graphs.runs": "statements of a large graph on their way to its files",
    "graphs.explorer": "the page's own parts, in graphs/page",
    "queries.catalogue": "the room's own questions and words",
    "queries.gold": "gold folders",
    "queries.syntax": "the room's own grammar",
    "queries.web.editor": "the query page's own parts, in queries/web",
    "cebkg": "a query given as FILE.rq",
}
FILE_CALLS = {
    *("read_text", "read_bytes", "write_text", "write_bytes", "open", "mkdir", "rmdir", "unlink"),
    *("glob", "rglob", "iterdir", "is_file", "is_dir", "stat", "mkdtemp", "rmtree"),
}
NETWORK = {"socket", "http.server", "urllib.request", "requests", "httpx", "ftplib", "asyncio"}
#: Modules that speak to a socket: what serves on loopback, its own processes, what sends where it is told.
SPEAK = {
    "queries.remote": {"urllib.request"},
    "queries.web.patience": {"asyncio"},
    "queries.web.server": {"socket"},
    "queries.web.workers": {"socket", "asyncio"},
}
RDF = {"rdflib", "pyoxigraph", "pyshacl", "networkx", "typer", "rich"}


@cache
def modules() -> dict[str, Path]:
    """Every module of the house by its dotted name."""
    files = [ROOT / "cebkg.py", *(f for room in ORDER[:-1] for f in sorted((ROOT / room).rglob("*.py")))]
    names = [".".join(f.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for f in files]
    return dict(zip(names, files, strict=True))


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(modules()[name].read_text(encoding="utf-8"))


def imported(name: str, *, top: bool = False) -> Iterator[str]:
    """The modules that a module imports, anywhere or (``top``) when it is loaded."""
    nodes = _loaded(tree(name)) if top else ast.walk(tree(name))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules() else str(node.module)


def _loaded(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef) or (
            isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        ):
            continue
        yield child
        yield from _loaded(child)


@pytest.mark.parametrize("name", modules())
def test_imports_point_down(name: str) -> None:
    rank = ORDER.index(name.split(".")[0])
    above = [i for i in imported(name) if i.split(".")[0] in ORDER[rank + 1 :]]
    assert not above, f"{name} imports {above} from a room above it"
    assert not [i for i in imported(name) if i.split(".")[0] == "tests"]


@pytest.mark.parametrize("name", [n for n in modules() if "." in n])
def test_no_module_enters_through_its_own_front_door(name: str) -> None:
    room = name.split(".")[0]
    if room != "ontology":
        assert room not in imported(name), f"{name} imports from {room}, not from the module that has it"


def test_no_import_goes_in_a_circle() -> None:
    graph = {name: {i for i in imported(name, top=True) if i in modules()} for name in modules()}
    for name, needs in graph.items():
        graph[name] = needs - {name}
    assert len(list(TopologicalSorter(graph).static_order())) == len(graph)


@pytest.mark.parametrize("name", [n for n in modules() if n.startswith(("extract", "ontology"))])
def test_extraction_knows_no_rdf(name: str) -> None:
    assert not {i.split(".")[0] for i in imported(name)} & RDF


@pytest.mark.parametrize("name", modules())
def test_only_the_named_modules_touch_files(name: str) -> None:
    touched = [
        f"line {node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and _touches_files(node.func)
    ]
    if name in TOUCH_FILES:
        assert touched, f"{name} touches no file any more: take it from TOUCH_FILES"
    else:
        assert not touched, f"{name} touches files"


def _touches_files(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id == "open"
    if not isinstance(function, ast.Attribute) or function.attr not in FILE_CALLS:
        return False
    # os.open moves descriptors of this process about; extract.read_bytes takes bytes; an opener asks a server
    return ast.unparse(function.value) not in ("os", "extract", "opener")


@pytest.mark.parametrize("name", modules())
def test_nothing_is_fetched(name: str) -> None:
    used = {i for i in imported(name) if i in NETWORK or i.split(".")[0] in NETWORK}
    assert used == SPEAK.get(name, set()), f"{name} imports {used}"


@pytest.mark.parametrize("name", modules())
def test_modules_are_small(name: str) -> None:
    file = modules()[name]
    most, _ = LONGER.get(file.relative_to(ROOT).as_posix(), (MOST_LINES, ""))
    length = len(file.read_text(encoding="utf-8").splitlines())
    assert length <= most, f"{name} has {length} lines, at most {most}: split it"


@pytest.mark.parametrize("name", modules())
def test_names_say_what_is_inside(name: str) -> None:
    assert not {"utils", "util", "helpers", "helper", "common", "misc"} & set(name.split("."))
    assert ast.get_docstring(tree(name)), f"{name} has no docstring"
