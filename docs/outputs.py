"""The commands of the README and what they print: ``python -m docs.outputs`` writes the outputs anew.

A block opens with a console fence; each line that begins with ``$`` is run by bash in one folder,
in order, and the lines after it are what it must print.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """A command and what the README says it prints."""

    command: str
    output: str


def steps(text: str) -> list[Step]:
    r"""Return the commands of a text with their outputs, in order.

    >>> steps("```console\n$ echo a\na\n$ true\n```\n")
    [Step(command='echo a', output='a\n'), Step(command='true', output='')]
    """
    return [step for block in _BLOCK.findall(text) for step in _steps(block)]


def _steps(block: str) -> list[Step]:
    parts = re.split(r"^\$ (.+)\n", block, flags=re.MULTILINE)
    return [Step(command, output) for command, output in zip(parts[1::2], parts[2::2], strict=True)]


def run(command: str, folder: Path) -> str:
    """Return what a command prints in a folder, stdout and stderr as a terminal would show them."""
    door = folder / ".bin" / "cebkg"
    if not door.exists():
        door.parent.mkdir(exist_ok=True)
        door.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cebkg "$@"\n', encoding="utf-8")
        door.chmod(0o755)
    paths = {"PATH": f"{door.parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    python = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=os.environ | paths | {"PYTHONPATH": python, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    lines = done.stdout.decode("utf-8").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def renewed(text: str) -> str:
    """Return a text with the outputs of its commands as they are now."""
    with tempfile.TemporaryDirectory() as folder:

        def block(found: re.Match[str]) -> str:
            return "".join(f"$ {s.command}\n{run(s.command, Path(folder))}" for s in _steps(found[0]))

        return _BLOCK.sub(block, text)


def main() -> None:
    """Rewrite the README."""
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
