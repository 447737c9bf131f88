"""Extractions kept from one build to the next, a file each, found by what they were made of.

The name of a file is the hash of the bytes of the report, its name, the symbol given and our own code and
tables: whatever changes, nothing stale is found.  What is damaged, foreign or forged in form is not used.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import stat
import time
import zlib
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import ontology

#: The folder within OUT; its name is ours alone, so that nothing of others is ever cleared away.
FOLDER = ".cebkg-cache"
#: Most bytes of an extraction; that of a report of 64 MiB stays below.
MOST_BYTES = 1 << 30
#: Libraries that decide what is read and found.
_LIBRARIES = ("ahocorasick-rs", "lxml", "opencc", "pypdfium2")
_NAME = re.compile(r"[0-9a-f]{64}")
_DRAFT = re.compile(r"[0-9a-f]{64}\.\d+")
_OLD = 3600  # seconds after which a draft is left over from a build that was killed
_FORM = b"cebkg extraction 1"
#: What tells backups (bford.info/cachedir) and Git to pass the folder by.
_SIGNS = {
    "CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n# Extractions kept by cebkg build\n",
    ".gitignore": b"*\n",
}
_NOT_FOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def fingerprint() -> str:
    """Return a hash of the code and the tables that extraction is made of, and of what it stands on."""
    found = hashlib.sha256(f"{platform.python_implementation()} {platform.python_version()}".encode())
    for name in _LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            found.update(f"\n{name} {metadata.version(name)}".encode())
    rooms = ((Path(__file__).parent, "*.py"), (ontology.path(""), "*.py"), (ontology.path(""), "*.tsv"))
    for file in (file for room, kind in rooms for file in sorted(room.glob(kind))):
        found.update(f"\n{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
    return found.hexdigest()


def kept(out: str | Path, *, fresh: bool = False) -> Cache:
    """Return the cache within an OUT folder; a ``fresh`` one finds nothing and is filled anew."""
    return Cache(Path(out) / FOLDER, fingerprint(), fresh)


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of kept extractions, made when the first is put in."""

    folder: Path
    fingerprint: str
    fresh: bool = False  # nothing is found, all is put in

    def key(self, sha256: str, name: str, symbol: str | None) -> str:
        """The name under which the extraction of a report is kept."""
        parts = (self.fingerprint, sha256, name, symbol or "")
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def get(self, key: str) -> bytes | None:
        """Return what was put in under a key, None if there is nothing or it is not whole."""
        try:
            data = b"" if self.fresh or self.folder.is_symlink() else _regular(self.folder / key)
        except OSError:
            return None
        head, _, packed = data.partition(b"\n\n")
        if head != _head(key, packed):
            return None
        unpacker = zlib.decompressobj()
        with suppress(zlib.error):
            body = unpacker.decompress(packed, MOST_BYTES)
            return body if unpacker.eof else None
        return None

    def put(self, key: str, body: bytes) -> str:
        """Keep bytes under a key, whole or not at all; return why not, "" if done."""
        try:
            self._make()
            packed = zlib.compress(body, 1)
            draft = self.folder / f"{key}.{os.getpid()}"
            try:
                _write(draft, _head(key, packed) + b"\n\n" + packed)
                os.replace(draft, self.folder / key)
            except OSError:
                draft.unlink(missing_ok=True)
                raise
        except OSError as fault:
            return fault.strerror or "no reason given"
        return ""

    def drop(self, key: str) -> None:
        """Forget what is under a key."""
        if not self.folder.is_symlink():
            with suppress(OSError):
                (self.folder / key).unlink()

    def keep_only(self, keys: Collection[str]) -> None:
        """Clear away what was put in under other keys, and drafts of builds that were killed."""
        if self.folder.is_symlink() or not self.folder.is_dir():
            return
        with suppress(OSError):
            for file in sorted(self.folder.iterdir()):
                stale = _NAME.fullmatch(file.name) and file.name not in keys
                if stale or (_DRAFT.fullmatch(file.name) and _age(file) > _OLD):
                    with suppress(OSError):
                        file.unlink()

    def _make(self) -> None:
        if self.folder.is_symlink():
            raise OSError(None, "it is a symbolic link")
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            for name, words in _SIGNS.items():
                (self.folder / name).write_bytes(words)


def _head(key: str, packed: bytes) -> bytes:
    return b"\n".join((_FORM, key.encode(), hashlib.sha256(packed).hexdigest().encode()))


def _regular(file: Path) -> bytes:
    """The bytes of a file that is one; a link or a pipe in its place raises OSError."""
    number = os.open(file, os.O_RDONLY | _NOT_FOLLOWED)
    with open(number, "rb") as stream:
        known = os.fstat(number)
        if not stat.S_ISREG(known.st_mode) or known.st_size > MOST_BYTES:
            raise OSError(None, "no regular file")
        return stream.read()


def _write(file: Path, data: bytes) -> None:
    number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOT_FOLLOWED, 0o644)
    with open(number, "wb") as stream:
        stream.write(data)


def _age(file: Path) -> float:
    """Seconds since a file was written; the only clock here, and it decides nothing that is written."""
    return time.time() - file.lstat().st_mtime
