"""What travels in the wheel, and one version everywhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

import cebkg

ROOT = Path(__file__).parents[1]
ROOMS = ("ontology", "extract", "graphs", "queries")
#: The one package inside a room: the server, which a plain installation does without.
INNER = "queries.web"


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def files() -> list[str]:
    """The files of the rooms, with the door."""
    found = [f.relative_to(ROOT) for room in ROOMS for f in (ROOT / room).rglob("*") if f.is_file()]
    return ["cebkg.py", *sorted(f.as_posix() for f in found if "__pycache__" not in f.parts)]


def test_every_data_file_is_declared(project: dict[str, Any]) -> None:
    declared = project["tool"]["setuptools"]["package-data"]
    for name in files():
        room, _, rest = name.partition("/")
        if rest and not name.endswith(".py"):
            assert any(fnmatch(rest, glob) for glob in declared[room]), f"{name}: no package-data names it"


def test_every_module_is_declared(project: dict[str, Any]) -> None:
    declared = project["tool"]["setuptools"]
    assert sorted(declared["packages"]) == sorted([*ROOMS, INNER])
    assert declared["py-modules"] == ["cebkg"]
    inner = [f for f in files() if f.endswith(".py") and f.count("/") > 1]
    assert all(f.startswith(INNER.replace(".", "/") + "/") for f in inner), "a package inside a room"


def test_wheel_holds_every_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(_wheel(tmp_path)) as wheel:
        packed = set(wheel.namelist())
    assert set(files()) <= packed
    assert not [name for name in packed if name.startswith(("tests", "benchmarks", "docs"))]


def _wheel(folder: Path) -> Path:
    """Build the wheel from a copy, so that nothing is left in the tree."""
    tree = folder / "tree"
    for room in ROOMS:
        shutil.copytree(ROOT / room, tree / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "cebkg.py"):
        shutil.copy(ROOT / name, tree / name)
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder / "dist"), str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode and re.search("Could not find a version|connection|resolution", done.stderr, re.I):
        pytest.skip("left out: no package registry, so setuptools cannot be fetched to build the wheel")
    assert done.returncode == 0, done.stderr
    return next((folder / "dist").glob("cebkg-*.whl"))


def test_one_version_everywhere(project: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    version = project["project"]["version"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^version: (.+)$", citation, re.MULTILINE) == [version]
    assert re.findall(r"^## (\S+)", changes, re.MULTILINE)[0] == version
    assert cebkg.run(["--version"]) == 0
    assert capsys.readouterr().out.split() == ["cebkg", *cebkg.version().split()]


def test_installed_version_is_this_one(project: dict[str, Any]) -> None:
    try:
        installed = metadata.version("cebkg")
    except metadata.PackageNotFoundError:
        pytest.skip("left out: cebkg is not installed here")
    assert installed == project["project"]["version"]


def test_every_dependency_is_named_with_its_reason(project: dict[str, Any]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    extras = project["project"]["optional-dependencies"].values()
    needs = [*project["project"]["dependencies"], *(need for extra in extras for need in extra)]
    for need in needs:
        name = re.split(r"[<>=\[ ]", need)[0]
        assert name == "cebkg" or re.search(rf"^\| `{name}` \| .{{15,}} \|", readme, re.MULTILINE), (
            f"README gives no reason: {name}"
        )


def test_licence_is_the_one_declared(project: dict[str, Any]) -> None:
    assert project["project"]["license"] == {"text": "MIT"}
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert "license: MIT" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
