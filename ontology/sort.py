"""Puts the authority tables into their one order, rows by first column: ``python -m ontology.sort``."""

from __future__ import annotations

import sys

import ontology

#: Tables whose rows have no order of their own.  In the other tables the order of rows has a meaning.
SORTED_TABLES = (
    "bodies", "documents", "events", "groups", "guards", "places", "posts", "topics", "works",
)  # fmt: skip


def canonical(text: str) -> str:
    r"""Return a table's text with the header first, then the rows by first cell, one line each.

    >>> canonical("key\tclass\nb\tTopic\na\tPlace\n")
    'key\tclass\na\tPlace\nb\tTopic\n'
    """
    header, *rows = text.splitlines()
    kept = sorted((row for row in rows if row.strip()), key=lambda row: (row.split("\t")[0], row))
    return "\n".join([header, *kept]) + "\n"


def main() -> int:
    """Rewrite the tables that are out of order and name them on stderr."""
    for name in SORTED_TABLES:
        file = ontology.path(f"{name}.tsv")
        found = file.read_bytes().decode("utf-8")
        wanted = canonical(found)
        if found != wanted:
            file.write_bytes(wanted.encode("utf-8"))
            print(f"sorted {file}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
