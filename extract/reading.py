"""Read a report file into a Document: the only module of the room that touches files."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from pathlib import Path

from extract.akn import read_akn
from extract.docx import docx_lines
from extract.errors import InputError
from extract.formats import charset, form
from extract.html import html_lines
from extract.markdown import TELLS, markdown_lines
from extract.pdf import pdf_lines
from extract.records import Document, Warning
from extract.structure import structure, structure_lines

#: The report that ships with the project: E/2020/10 in Chinese.
SHIPPED = "ceb-annual-overview-2019.zh.txt"
#: Largest file read; the longest report of the genre is under a megabyte of text.
MAX_BYTES = 64 * 1024 * 1024
#: Longest unit read, in code points; the longest paragraph of the corpus has 6,300.
MAX_UNIT = 200_000


def shipped_report() -> Path:
    """Return the path of the report that ships with the project."""
    return Path(str(resources.files("extract").joinpath("reports", SHIPPED)))


def read(source: str | Path | None = None, *, symbol: str | None = None) -> Document:
    """Read a report (UTF-8 or GB18030, with or without BOM); without a source, the shipped one.

    ``symbol`` overrides the document symbol found in the text.  Raises InputError for a file that is
    missing, a folder, empty, binary, or without a numbered paragraph.
    """
    path = shipped_report() if source is None else Path(source)
    return read_bytes(load(path), shown(path.name), symbol=symbol)


def read_bytes(data: bytes, name: str, *, symbol: str | None = None) -> Document:
    """Read a report from bytes; ``name`` stands for it in messages.  Raises InputError like read.

    What the bytes are is told by what they contain: AKN4UN XML, HTML, DOCX, PDF, Markdown or text.
    """
    document = _read(data, name, symbol)
    for unit in document.units:
        if len(unit.text) > MAX_UNIT:
            place = f"{name}:{unit.place(0).line}" if unit.pieces else name
            raise InputError(f"{place}: {unit.key} has {len(unit.text):,} characters; not a paragraph")
    return document


def _read(data: bytes, name: str, symbol: str | None) -> Document:
    sha256 = hashlib.sha256(data).hexdigest()
    kind = form(data)
    if kind == "xml":
        return read_akn(data, name, sha256, symbol=symbol)
    if kind == "ole":
        raise InputError(f"{name}: an old or encrypted Word document; save it as DOCX without a password")
    if kind == "pdf":
        return structure_lines(pdf_lines(data, name), name, sha256, symbol=symbol)
    if kind == "zip":
        return structure_lines(docx_lines(data, name), name, sha256, symbol=symbol)
    text, notes = decode(data, name, declared=charset(data) if kind == "html" else "")
    if kind == "html":
        return structure_lines(html_lines(text, name), name, sha256, symbol=symbol, notes=notes)
    if TELLS.search(text):
        return structure_lines(markdown_lines(text), name, sha256, symbol=symbol, notes=notes)
    return structure(text, name, sha256, symbol=symbol, notes=notes)


def decode(data: bytes, name: str, *, declared: str = "") -> tuple[str, tuple[Warning, ...]]:
    """Return the text and what was unusual about its encoding; raises InputError if it is not text.

    ``declared`` is the encoding that the text itself names; it is tried after UTF-8.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise InputError(f"{name}: the file is empty; give a report as text")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16", name), (Warning(1, "read as UTF-16"),)
    if b"\x00" in data:
        raise InputError(f"{name}: not a text file (NUL byte at {data.index(0)}); give UTF-8 or GB18030 text")
    if data.startswith(b"\xef\xbb\xbf"):
        return _decoded(data, "utf-8-sig", name), (Warning(1, "byte order mark skipped"),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as fault:
        if declared:
            return _decoded(data, declared, name), (Warning(1, f"read as {declared}"),)
        text = _decoded(data, "gb18030", name)
        if _chinese_share(text) < 0.3:
            raise InputError(
                f"{name}: neither UTF-8 (byte {fault.start}) nor Chinese text in GB18030; convert it to UTF-8"
            ) from None
        return text, (Warning(1, "read as GB18030"),)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise InputError(
            f"{name}: cannot be read as text ({encoding} fails at byte {fault.start}); convert it to UTF-8"
        ) from None


def _chinese_share(text: str) -> float:
    return sum("\u4e00" <= c <= "\u9fff" for c in text) / max(1, len(text))


def load(path: Path) -> bytes:
    """Return the bytes of a report file; raises InputError if it cannot be read or is too large."""
    name = shown(path)
    if os.path.isdir(path):
        raise InputError(f"{name}: is a folder; name a report file")
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:  # a device or a pipe does not tell its size
            data = b"" if size > MAX_BYTES else stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise InputError(f"{name}: cannot be read ({fault.strerror}); check the name") from None
    if max(size, len(data)) > MAX_BYTES:
        raise InputError(f"{name}: larger than {MAX_BYTES // 2**20} MiB; not a report")
    return data


def shown(path: str | Path) -> str:
    """A path as messages name it: on one line, whatever its name is made of."""
    words = str(path).encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() else "?" for char in words)


def find_files(
    paths: Iterable[str | Path],
    *,
    leave_out: str | Path | None = None,
    tell: Callable[[str], None] | None = None,
) -> list[Path]:
    """Return the files named and those in the folders named, in one order, each once.

    In folders, hidden files are left out, and what lies in the folder ``leave_out``; symbolic links, what is
    neither file nor folder, and folders that cannot be read are left out and told, a line each.  Raises
    InputError for a folder without a file.
    """
    found: dict[str, Path] = {}
    for path in map(Path, paths):
        if os.path.isdir(path):  # unlike Path, without a fault where a folder above may not be entered
            inside = list(_inside(path, os.path.realpath(leave_out) if leave_out else "", tell or _untold))
        else:
            inside = [path]
        if not inside:
            raise InputError(f"{shown(path)}: is a folder without a report; name another")
        for file in inside:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _untold(_: str) -> None:
    """Where nobody listens."""


def _inside(folder: Path, leave_out: str, tell: Callable[[str], None]) -> Iterator[Path]:
    def closed(fault: OSError) -> None:
        tell(f"warning: {shown(str(fault.filename))}: left out, cannot be opened ({fault.strerror})")

    for place, folders, names in os.walk(folder, onerror=closed, followlinks=False):
        linked = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = sorted(n for n in folders if not n.startswith(".") and _real(place, n) != leave_out)
        for file in (Path(place, name) for name in sorted([*names, *linked]) if not name.startswith(".")):
            kind = _unread(file)
            if kind:
                tell(f"warning: {shown(file)}: left out, {kind}")
            else:
                yield file


def _unread(file: Path) -> str:
    """What is found in a folder and not read: only regular files are, and nothing outside the folder."""
    try:
        mode = file.lstat().st_mode
    except OSError as fault:
        return f"cannot be read ({fault.strerror})"
    if stat.S_ISLNK(mode):
        return "a symbolic link; name what it points at"
    return "" if stat.S_ISREG(mode) else "neither a file nor a folder"


def _real(place: str, name: str) -> str:
    return os.path.realpath(os.path.join(place, name))
