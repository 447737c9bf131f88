"""Many documents: folders of any mixture, bad files among them, one core or all, and two graphs compared."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import cebkg
import extract
from extract import CebkgError, Extraction, InputError, extract_files, find_files
from extract.cache import kept
from extract.many import gather
from extract.progress import Progress
from extract.reading import MAX_BYTES, shipped_report
from tests.test_akn import BODY, HEAD
from tests.test_docx import archive, document, paragraph
from tests.test_genre import ENGLISH


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with six documents in five formats, five bad files, hidden ones and links in a circle."""
    root = tmp_path_factory.mktemp("folder")
    inner = root / "b" / "c"
    inner.mkdir(parents=True)
    shutil.copy(shipped_report(), root / "z.txt")
    (root / "a.xml").write_text(HEAD + BODY, encoding="utf-8")
    (inner / "english.md").write_text(f"# A\n\n{ENGLISH.replace('85/900', '85/901')}", encoding="utf-8")
    (inner / "page").write_text("<html><p>A/85/1<p>1. 大会第70/1号决议。", encoding="utf-8")
    (inner / "word").write_bytes(archive(document=document(paragraph("A/85/2"), paragraph("1. 甲。"))))
    (inner / "same.txt").write_text(HEAD + BODY, encoding="utf-8")
    (root / "other.xml").write_text(HEAD + BODY.replace("研究", "学习"), encoding="utf-8")
    (root / "line\nbreak.txt").write_bytes(b"")
    (root / "b" / "zip.docx").write_bytes(b"PK\x03\x04 nonsense")
    (root / "b" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (root / "b" / "entity.xml").write_text('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>')
    (root / ".hidden").write_text("1. 甲。", encoding="utf-8")
    (inner / "circle").symlink_to(root, target_is_directory=True)
    (inner / "link.txt").symlink_to("/etc/hostname")
    return root


def test_folders_are_walked_in_one_order_without_links_and_hidden_files(folder: Path) -> None:
    names = [os.path.relpath(file, folder) for file in find_files([folder, folder / "z.txt", folder])]
    assert names == [
        "a.xml", "line\nbreak.txt", "other.xml", "z.txt", "b/entity.xml", "b/picture.txt", "b/zip.docx",
        "b/c/english.md", "b/c/page", "b/c/same.txt", "b/c/word",
    ]  # fmt: skip


def test_a_folder_without_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder without a report"):
        find_files([tmp_path])


def test_the_folder_written_to_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.ttl").write_text("x")
    (tmp_path / "a.txt").write_text("1. x")
    assert find_files([tmp_path], leave_out=tmp_path / "out") == [tmp_path / "a.txt"]


def test_one_core_and_two_find_the_same_in_the_same_order(folder: Path) -> None:
    files = find_files([folder])
    one, two = (list(extract_files(files, cores=cores)) for cores in (1, 2))
    assert [r for r in one if isinstance(r, Extraction)] == [r for r in two if isinstance(r, Extraction)]
    faults = [[str(r) for r in found if isinstance(r, CebkgError)] for found in (one, two)]
    assert faults[0] == faults[1]
    assert len(faults[0]) == 4


@pytest.fixture(scope="module")
def built(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The folder built with one core and with two."""
    outs = {cores: tmp_path_factory.mktemp("built") / f"out{cores}" for cores in (1, 2)}
    for cores, out in outs.items():
        code = cebkg.run(["build", str(folder), "-o", str(out), "--no-explorer", "--cores", str(cores)])
        assert code == 4
    return outs


def test_the_same_bytes_with_one_core_and_two(built: dict[int, Path]) -> None:
    for name in ("graph.ttl", "graph.trig", "validation.ttl"):
        assert (built[1] / name).read_bytes() == (built[2] / name).read_bytes()
    assert b"doc/A/RES/85/901" in (built[1] / "graph.ttl").read_bytes()


def test_bad_files_are_told_in_one_line_each(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cebkg.run(["build", str(folder), "-o", str(tmp_path / "o"), "--no-explorer"]) == 4
    found = capfd.readouterr()
    errors = [line for line in found.err.splitlines() if line.startswith("error: ")]
    wanted = [
        "line?break.txt",
        "is A/RES/85/900 like a.xml, but another text",
        "entity",
        "picture",
        "zip.docx",
    ]
    assert len(errors) == len(wanted) + 1
    assert all(words in line for words, line in zip(wanted, errors, strict=False))
    assert "5 of 11 reports failed" in errors[-1]
    assert found.out.count("A/RES/85/900  样例") == 1


def test_diff_says_what_one_graph_states_and_the_other_does_not(
    built: dict[int, Path], folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page, out = folder / "b" / "c" / "page", tmp_path / "o"
    assert cebkg.run(["build", str(page), "-o", str(out), "--no-explorer"]) == 0
    capfd.readouterr()
    assert cebkg.run(["diff", str(built[1]), str(built[2])]) == 0
    assert capfd.readouterr().out == ""
    assert cebkg.run(["diff", str(out), str(built[1])]) == 1
    lines = capfd.readouterr().out.splitlines()
    assert all(line.startswith("+\t") for line in lines), "all of the page is in the whole"
    assert any(line.startswith("+\tsignatories\tE/2020/10\t") for line in lines)
    assert cebkg.run(["diff", str(built[1]), str(out)]) == 1
    assert [line.replace("-", "+", 1) for line in capfd.readouterr().out.splitlines()] == lines


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that everybody may enter."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@contextmanager
def without_rights() -> Iterator[None]:
    """As a user who may read and write only what all may."""
    root = os.geteuid() == 0
    if root:
        os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)


def test_what_may_not_be_read_is_told_and_the_rest_built(
    open_place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root, out = open_place / "in", open_place / "out"
    (root / "closed").mkdir(parents=True)
    (root / "listed").mkdir()
    for name in ("a.xml", "secret.xml", "closed/b.xml", "listed/c.xml"):
        (root / name).write_text(HEAD + BODY, encoding="utf-8")
    extract.extract(extract.read(root / "a.xml"))  # tables are loaded while they may be read
    (root / "secret.xml").chmod(0)
    (root / "closed").chmod(0)
    (root / "listed").chmod(0o444)
    out.mkdir(mode=0o777)
    out.chmod(0o777)
    progress, cache = Progress(sys.stderr), kept(out)  # this code may stand in a folder of root's own
    with without_rights():
        files = find_files([root], tell=progress.tell)
        found = gather(files, progress=progress, cache=cache)
    (root / "closed").chmod(0o755)
    (root / "listed").chmod(0o755)
    assert [one.document.source for one in found.extractions] == ["a.xml"]
    assert [line.replace(str(root), "") for line in capfd.readouterr().err.splitlines()] == [
        "warning: /closed: left out, cannot be opened (Permission denied)",
        "warning: /listed/c.xml: left out, cannot be read (Permission denied)",
        "error: /secret.xml: cannot be read (Permission denied); check the name",
        "1 of 2 reports read, 0 unchanged since the last build",
    ]


def test_a_place_that_may_not_be_written_is_told_in_one_line(
    open_place: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    hidden = open_place / "hidden"
    hidden.mkdir(mode=0o700)
    assert cebkg.run(["build", "no-such-file"]) == 3  # modules are loaded while they may be read
    capfd.readouterr()
    with without_rights():
        for out in (open_place, open_place / "new" / "out", hidden / "out"):
            assert cebkg.run(["build", str(folder), "-o", str(out)]) == 2
        assert cebkg.run(["build", str(hidden / "a.xml"), "-o", "/tmp"]) == 3
    written = r"(error: \S+: cannot be written .*; choose another .*\n){3}"
    read = r"error: \S+/hidden/a.xml: cannot be read .*\n"
    assert re.fullmatch(written + read, capfd.readouterr().err)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="left out: this system has no pipes")
def test_what_is_no_file_is_told_and_never_opened(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "in"
    root.mkdir()
    (root / "a.xml").write_text(HEAD + BODY, encoding="utf-8")
    os.mkfifo(root / "pipe.xml")
    (root / "circle").symlink_to(root)
    (root / "nowhere").symlink_to("nothing")
    (root / "outside\n.txt").symlink_to("/etc/hostname")
    with (root / "huge.txt").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    (root / "endless.txt").write_text(f"A/85/8\n1. {'大会决定' * 60_000}", encoding="utf-8")
    assert cebkg.run(["build", str(root), "-o", str(tmp_path / "out"), "--no-explorer"]) == 4
    assert [line.replace(f"{root}/", "") for line in capfd.readouterr().err.splitlines()] == [
        "warning: circle: left out, a symbolic link; name what it points at",
        "warning: nowhere: left out, a symbolic link; name what it points at",
        "warning: outside?.txt: left out, a symbolic link; name what it points at",
        "warning: pipe.xml: left out, neither a file nor a folder",
        "error: endless.txt:2: p1 has 240,000 characters; not a paragraph",
        "error: huge.txt: larger than 64 MiB; not a report",
        "1 of 3 reports read, 0 unchanged since the last build",
        f"error: 2 of 3 reports failed (see above), the rest is in {tmp_path}/out; mend them",
    ]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="left out: this system has no /dev/zero")
def test_an_endless_device_is_read_no_further_than_a_report_may_go() -> None:
    with pytest.raises(InputError, match="larger than 64 MiB"):
        extract.read("/dev/zero")


def test_a_process_that_dies_costs_its_own_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deadly(document: extract.Document) -> Extraction:
        if document.source == "english.md":
            os.kill(os.getpid(), signal.SIGKILL)
        return extract.extract(document)

    monkeypatch.setattr("extract.many.extract", deadly)
    files = find_files([folder])
    found = list(extract_files(files, cores=2))
    dead = next(n for n, file in enumerate(files) if file.name == "english.md")
    assert "english.md: its process was ended" in str(found[dead])
    monkeypatch.undo()
    alone = list(extract_files(files, cores=1))
    assert [str(one) for n, one in enumerate(found) if n != dead] == [
        str(one) for n, one in enumerate(alone) if n != dead
    ]
