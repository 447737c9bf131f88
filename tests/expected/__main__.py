"""Write the expected rows anew: ``python -m tests.expected``."""

from __future__ import annotations

from tests.expected import FOLDER, kept, made


def main() -> None:
    """Write each file and take away those of questions that are no more."""
    files = made()
    for name in kept().keys() - files.keys():
        (FOLDER / name).unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
