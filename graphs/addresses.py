"""Where the page of a thing stands in a published site, and how one page links to another."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from posixpath import relpath
from urllib.parse import quote

_UNSAFE = re.compile(r"[^A-Za-z0-9._()-]")
#: Longest name of a file or folder, in bytes, that every file system takes with an extension.
_LONGEST = 120
#: What belongs to a paragraph or to an act has no page of its own: it stands on the page of its owner.
OWNED = re.compile(r"(.+?)/(?:mention|evidence)/.+|(.+/act/[^/]+)/.+")


class Addresses:
    """The paths of things in a site, without extension: ``id/body/HLCP``; two things never share one."""

    def __init__(self, base: str, iris: Iterable[str]) -> None:
        self.base = base
        self._paths: dict[str, str] = {}
        taken: set[str] = set()
        for iri in sorted(iris):
            path = _path(iri.removeprefix(base))
            if path.lower() in taken:  # some file systems do not tell a from A
                path = f"{path[:-9]}-{_digest(iri)}" if len(path) > _LONGEST else f"{path}-{_digest(iri)}"
            taken.add(path.lower())
            self._paths[iri] = path

    def __contains__(self, iri: str) -> bool:
        """Has this thing a page?"""
        return iri in self._paths

    def __getitem__(self, iri: str) -> str:
        """The path of a thing's page, without extension."""
        return self._paths[iri]

    def owner(self, iri: str) -> str:
        """The thing on whose page another stands; itself if it has a page, "" if it has none."""
        if iri in self._paths:
            return iri
        found = OWNED.fullmatch(iri)
        parent = next(filter(None, found.groups()), "") if found else ""
        return parent if parent in self._paths else ""

    def link(self, here: str, iri: str) -> str:
        """A relative link from a page to the page on which a thing stands, "" if there is none."""
        owner = self.owner(iri)
        if not owner:
            return ""
        there = between(here, f"{self._paths[owner]}.html")
        return there if owner == iri else f"{there}#{anchor(iri)}"


def between(here: str, there: str) -> str:
    """The relative link from one file of the site to another.

    >>> between("id/body/HLCP.html", "questions/acts.html")
    '../../questions/acts.html'
    """
    return quote(relpath(there, here.rpartition("/")[0] or "."), safe="/._()-~")


def anchor(iri: str) -> str:
    """A name of a thing inside a page."""
    return f"x{_digest(iri)}"


def _path(tail: str) -> str:
    """``id/`` and the end of an IRI, in signs that every file system and server takes.

    >>> _path("doc/E/2020/10"), _path("a/../b%2Fc")
    ('id/doc/E/2020/10', 'id/a/_2E_2E/b_252Fc')
    """
    return "/".join(["id", *(_segment(part) for part in tail.split("/"))])


def _segment(part: str) -> str:
    if not part.strip("."):
        part = part.replace(".", "_2E") or "_"
        return part
    safe = _UNSAFE.sub(lambda found: "".join(f"_{byte:02X}" for byte in found[0].encode("utf-8")), part)
    return safe if len(safe) <= _LONGEST else f"{safe[: _LONGEST - 9]}-{_digest(part)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
