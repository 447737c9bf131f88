"""The same report gives the same bytes, whatever the hash seed and wherever it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = ("graph.ttl", "graph.trig", "validation.ttl", "explorer.html")


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two builds by processes that agree on nothing but the report."""
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    _build(first, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    _build(second, PYTHONHASHSEED="4711", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    return first / "out", second / "out"


def _build(folder: Path, **environment: str) -> None:
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-m", "cebkg", "build"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": paths} | environment,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("name", FILES)
def test_two_hash_seeds_give_the_same_bytes(builds: tuple[Path, Path], name: str) -> None:
    first, second = ((folder / name).read_bytes() for folder in builds)
    assert first
    assert first == second


def test_nothing_else_is_written(builds: tuple[Path, Path]) -> None:
    for folder in builds:
        assert sorted(file.name for file in folder.iterdir()) == sorted(FILES)
