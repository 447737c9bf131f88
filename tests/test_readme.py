"""What the README shows is what happens, and its map is the house as it stands."""

from __future__ import annotations

import ast
import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

from docs.outputs import ROOT, run, steps

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ROOMS = ("ontology", "extract", "graphs", "queries", "tests", "docs", "benchmarks")
#: Folders that the map names as one.
FOLDERS = ("tests/gold/", "tests/golden/", "tests/invalid/", "tests/vendor/", "graphs/page/oxigraph/")
_MAP = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the commands run, one after the other."""
    return tmp_path_factory.mktemp("readme")


def test_commands_print_what_the_readme_shows(folder: Path) -> None:
    shown = steps(README)
    assert len(shown) >= 6
    for step in shown:
        assert run(step.command, folder) == step.output, f"$ {step.command}\n(see python -m docs.outputs)"


def test_python_examples(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    blocks = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 3, "an example for each room"
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for number, block in enumerate(blocks):
        test = doctest.DocTestParser().get_doctest(block, {}, f"README example {number + 1}", "README.md", 0)
        assert test.examples
        assert runner.run(test).failed == 0


def _modules() -> list[str]:
    rooms = ("ontology", "extract", "graphs", "queries", "docs")
    files = sorted(f.relative_to(ROOT) for room in rooms for f in (ROOT / room).glob("*.py"))
    return [".".join(f.with_suffix("").parts).removesuffix(".__init__") for f in files]


@pytest.mark.parametrize("name", _modules())
def test_examples_in_docstrings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert doctest.testmod(import_module(name)).failed == 0


def _files() -> set[str]:
    """Every file that the map must name: those of the rooms and the door, or the folder they are in."""
    found = {
        f.relative_to(ROOT).as_posix() for room in ROOMS for f in (ROOT / room).rglob("*") if f.is_file()
    }
    named = {next((f for f in FOLDERS if name.startswith(f)), name) for name in found}
    return {"cebkg.py", *(name for name in named if "__pycache__" not in name)}


def test_map_names_every_file_and_no_other() -> None:
    section = README[README.index("## The map") : README.index("## The dependencies")]
    rows = dict(_MAP.findall(section))
    missing = "\n".join(f"| `{name}` | {_opening(name)} |" for name in sorted(_files() - rows.keys()))
    assert not missing, f"README's map lacks:\n{missing}"
    assert not sorted(rows.keys() - _files()), "README's map names files that are not there"
    assert all(len(words) > 10 for words in rows.values())


def _opening(name: str) -> str:
    """What a file says of itself, to be pasted into the map."""
    if not name.endswith(".py"):
        return "..."
    words = ast.get_docstring(ast.parse((ROOT / name).read_text(encoding="utf-8"))) or "..."
    return words.splitlines()[0]


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_links_lead_somewhere(text: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not re.match(r"https?:|#", link)]
    assert not [link for link in links if not (ROOT / link).exists()]


def test_both_languages_introduce_it() -> None:
    assert "pip install . && cebkg build" in README
    assert "pip install '.[test]' && pytest" in README
    assert len(re.findall("[\u4e00-\u9fff]", README[: README.index("## ")])) > 80


@pytest.mark.parametrize("kind", ["body", "verb", "question", "shape", "document kind"])
def test_contributing_says_how_to_add(kind: str) -> None:
    assert re.search(rf"^### .*\b{kind}\b", CONTRIBUTING, re.MULTILINE)
