"""Builds that go on where an earlier one stopped: unchanged files are skipped, and no byte tells of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import cebkg
from extract import cache as caching
from extract import extract, extract_files, find_files, read, read_bytes
from extract.cache import FOLDER, Cache, kept
from extract.codec import decode, encode
from extract.records import Act, Document, Extraction, Link, Place, Unit
from tests.test_akn import BODY, HEAD
from tests.test_genre import ENGLISH

WRITTEN = ("graph.ttl", "graph.trig", "validation.ttl")
COUNT = 6


def resolution(number: int, words: str = "研究") -> str:
    """A resolution of its own symbol."""
    return (HEAD + BODY).replace("85/900", f"85/{number}").replace("研究", words)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with six resolutions."""
    (tmp_path / "in").mkdir()
    for number in range(COUNT):
        (tmp_path / "in" / f"{number}.xml").write_text(resolution(901 + number), encoding="utf-8")
    return tmp_path / "in"


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A log of the files that were really read, whichever process read them."""
    log = tmp_path / "log"
    log.touch()

    def logged(document: Document) -> Extraction:
        with log.open("a") as stream:
            stream.write(f"{document.source}\n")
        return extract(document)

    monkeypatch.setattr("extract.many.extract", logged)
    return log


def build(folder: Path, out: Path, *more: str, code: int = 0) -> dict[str, bytes]:
    assert cebkg.run(["build", str(folder), "-o", str(out), "--no-explorer", *more]) == code
    return {name: (out / name).read_bytes() for name in WRITTEN}


def news(log: Path) -> list[str]:
    """What was read since the last call."""
    found = sorted(log.read_text().split())
    log.write_text("")
    return found


def test_a_second_build_reads_nothing_anew_and_writes_the_same(
    folder: Path, tmp_path: Path, read_anew: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    first = build(folder, out)
    assert len(news(read_anew)) == COUNT
    assert "6 of 6 reports read, 0 unchanged since" in capfd.readouterr().err
    assert build(folder, out) == first
    assert news(read_anew) == []
    assert "6 of 6 reports read, 6 unchanged since" in capfd.readouterr().err
    assert build(folder, out, "--cores", "1") == first
    assert news(read_anew) == []
    assert build(folder, out, "--fresh") == first
    assert len(news(read_anew)) == COUNT
    assert build(folder, tmp_path / "other", "--cores", "1") == first


def test_only_what_was_changed_added_or_renamed_is_read(
    folder: Path, tmp_path: Path, read_anew: Path
) -> None:
    out = tmp_path / "out"
    build(folder, out)
    news(read_anew)
    (folder / "2.xml").write_text(resolution(903, "学习"), encoding="utf-8")
    (folder / "new.md").write_text(f"# A\n\n{ENGLISH}", encoding="utf-8")
    (folder / "4.xml").rename(folder / "renamed.xml")
    os.utime(folder / "5.xml", (1, 1))
    changed = build(folder, out)
    assert news(read_anew) == ["2.xml", "new.md", "renamed.xml"], "its name is in the graph as its source"
    assert changed == build(folder, tmp_path / "fresh")


def test_what_is_no_longer_used_is_cleared_away(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(folder, out)
    (out / FOLDER / "of-somebody-else").touch()
    draft = out / FOLDER / f"{'0' * 64}.123"
    draft.touch()
    os.utime(draft, (1, 1))
    (folder / "0.xml").unlink()
    build(folder, out)
    names = sorted(file.name for file in (out / FOLDER).iterdir())
    assert len([name for name in names if len(name) == 64]) == COUNT - 1
    assert set(names) > {"CACHEDIR.TAG", ".gitignore", "of-somebody-else"}
    assert draft.name not in names


def test_bad_files_are_told_again_each_time(
    folder: Path, tmp_path: Path, read_anew: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.xml").write_text(resolution(950)[:1500], encoding="utf-8")
    first = build(folder, tmp_path / "out", code=4)
    told = capfd.readouterr().err.replace(" 0 unchanged", " 6 unchanged")
    assert build(folder, tmp_path / "out", code=4) == first
    assert capfd.readouterr().err == told
    assert len(news(read_anew)) == COUNT


def test_one_report_needs_no_cache(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(resolution(901), encoding="utf-8")
    build(file, tmp_path / "out")
    assert not (tmp_path / "out" / FOLDER).exists()


def damage(file: Path, how: str) -> None:
    """Spoil a kept file."""
    data = file.read_bytes()
    head, _, packed = data.partition(b"\n\n")
    changed = {
        "truncated": data[: len(data) // 2],
        "empty": b"",
        "one bit": data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
        "no head": packed,
        "of another": head.replace(file.name.encode(), b"0" * 64) + b"\n\n" + packed,
        "pickle": b"\x80\x04cos\nsystem\n(S'false'\ntR.",
    }
    file.unlink()
    if how in changed:
        file.write_bytes(changed[how])
    elif how == "forged":  # whole, but no extraction
        assert Cache(file.parent, "").put(file.name, b'[["A/RES/1/1"]]') == ""
    elif how == "pipe":
        os.mkfifo(file)
    elif how == "link":
        file.symlink_to("/dev/zero")
    else:
        file.mkdir()


@pytest.mark.parametrize(
    "how",
    ["truncated", "empty", "one bit", "no head", "of another", "pickle", "forged", "pipe", "link", "folder"],
)
def test_a_bad_entry_is_read_anew(folder: Path, tmp_path: Path, read_anew: Path, how: str) -> None:
    files, cache = find_files([folder]), kept(tmp_path / "out")
    first = list(extract_files(files, cache=cache))
    damage(cache.folder / cache.key(read(folder / "3.xml").sha256, "3.xml", None), how)
    news(read_anew)
    assert list(extract_files(files, cache=cache)) == first
    assert news(read_anew) == ["3.xml"]
    assert list(extract_files(files, cache=cache)) == first
    assert news(read_anew) == ([] if how != "folder" else ["3.xml"]), "and is kept again"


def test_other_code_or_tables_find_nothing(
    folder: Path, tmp_path: Path, read_anew: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(folder, tmp_path / "out")
    news(read_anew)
    monkeypatch.setattr(caching, "fingerprint", lambda: "of another version")
    build(folder, tmp_path / "out")
    assert len(news(read_anew)) == COUNT


@pytest.mark.parametrize("name", ["ontology/verbs.tsv", "extract/acts.py", "ontology/__init__.py"])
def test_an_edited_table_or_module_changes_the_fingerprint(tmp_path: Path, name: str) -> None:
    for room in ("extract", "ontology"):
        shutil.copytree(Path(cebkg.__file__).parent / room, tmp_path / room)
    ask = [sys.executable, "-c", "from extract.cache import fingerprint; print(fingerprint())"]

    def printed() -> bytes:
        return subprocess.run(ask, cwd=tmp_path, check=True, capture_output=True).stdout

    before = printed()
    assert printed() == before
    with (tmp_path / name).open("a") as stream:
        stream.write("\n")
    assert printed() != before


def test_a_place_that_cannot_be_written_costs_only_the_keeping(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    first = build(folder, tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / FOLDER)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "out" / FOLDER).symlink_to(elsewhere)
    assert build(folder, tmp_path / "out") == first
    assert f"{FOLDER}: it is a symbolic link; the next build" in capfd.readouterr().err
    assert not any(elsewhere.iterdir())
    (tmp_path / "out" / FOLDER).unlink()
    (tmp_path / "out" / FOLDER).touch()
    assert build(folder, tmp_path / "out") == first
    assert capfd.readouterr().err.count(f"warning: {tmp_path}/out/{FOLDER}: File exists") == 1


def test_an_out_that_cannot_be_written_is_told_before_anything_is_read(
    folder: Path, tmp_path: Path, read_anew: Path
) -> None:
    (tmp_path / "file").touch()
    assert cebkg.run(["build", str(folder), "-o", str(tmp_path / "file")]) == 2
    assert news(read_anew) == []


SLOW = """
import sys, time
import cebkg
from extract import extract, many
def slow(document):
    if document.source >= "3":
        time.sleep(60)
    return extract(document)
many.extract = slow
cebkg.main(["build", sys.argv[1], "-o", sys.argv[2], "--no-explorer"])
"""


@pytest.mark.skipif(not Path("/proc").exists(), reason="left out: processes are told by /proc")
def test_a_killed_build_is_resumed_and_leaves_no_process(
    folder: Path, tmp_path: Path, read_anew: Path
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", SLOW, str(folder), str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": str(Path(cebkg.__file__).parent)}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    until(lambda: len([f for f in names(out / FOLDER) if len(f) == 64]) == 3)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (out / "graph.ttl").exists()
    until(lambda: not [pid for pid in names(Path("/proc")) if str(out).encode() in command_line(pid)])
    resumed = build(folder, out)
    assert news(read_anew) == ["3.xml", "4.xml", "5.xml"]
    assert resumed == build(folder, tmp_path / "fresh", "--cores", "1")


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()] if folder.is_dir() else []


def command_line(pid: str) -> bytes:
    try:
        return (Path("/proc") / pid / "cmdline").read_bytes()
    except OSError:
        return b""


def test_two_builds_at_once_write_the_same(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "cebkg", "build", str(folder), "-o", str(out), "--no-explorer"]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert {name: (out / name).read_bytes() for name in WRITTEN} == build(folder, tmp_path / "fresh")


def test_records_are_the_same_after_packing() -> None:
    found = extract(read())
    assert decode(Extraction, encode(found)) == found
    assert encode(decode(Extraction, encode(found))) == encode(found)
    linked = extract(read_bytes((HEAD + BODY).encode(), "a.xml"))
    assert decode(Extraction, encode(linked)) == linked
    odd = Unit("p\ud800", "", None, "\x00\u2028", (), None, (), (Link("a", 0, 1),))
    assert decode(Unit, encode(odd)) == odd


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"null", b"[]", b"[1]", b"[1,2,3]", b'["1",2]', b"[1.5,2]", b"[true,2]", b"[1,NaN]",
        b"\xff", b"[" * 100_000, b'{"line":1,"column":2}',
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        decode(Place, data)


def test_a_record_of_another_kind_is_not_written() -> None:
    with pytest.raises(TypeError):
        encode(object())
    act = extract(read()).acts[0]
    assert decode(Act, encode(replace(act, confidence=1))) == act or act.confidence != 1


def test_the_api_takes_a_cache(folder: Path, tmp_path: Path, read_anew: Path) -> None:
    files, cache = find_files([folder]), kept(tmp_path / "out")
    first = list(extract_files(files, cache=cache))
    news(read_anew)
    assert list(extract_files(files, cache=cache)) == first == list(extract_files(files, cores=1))
    assert len(news(read_anew)) == COUNT
