"""Files of every kind: read, or refused in one line that says what to do."""

from __future__ import annotations

import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import InputError, read, read_bytes
from extract.reading import decode, shipped_report

TEXT = shipped_report().read_text(encoding="utf-8")
PLAIN = read()


def note_of(data: bytes) -> list[str]:
    """Read the report from these bytes; its units must be the same.  Returns the warnings."""
    found = read_bytes(data, "report.txt")
    assert found.units == PLAIN.units
    assert all(warning.line == 1 for warning in found.warnings)
    return [warning.message for warning in found.warnings]


def fault_of(path: Path) -> str:
    """The one line with which a file is refused."""
    with pytest.raises(InputError) as fault:
        read(path)
    message = str(fault.value)
    assert "\n" not in message
    assert fault.value.exit_code == 3
    return message


def test_plain_utf8_needs_no_word() -> None:
    assert note_of(TEXT.encode()) == []


def test_bom_is_skipped_and_said() -> None:
    assert note_of(codecs.BOM_UTF8 + TEXT.encode()) == ["byte order mark skipped"]


@pytest.mark.parametrize(
    ("mark", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
)
def test_utf16_is_read_and_said(mark: bytes, encoding: str) -> None:
    assert note_of(mark + TEXT.encode(encoding)) == ["read as UTF-16"]


def test_gb18030_is_read_and_said() -> None:
    assert note_of(TEXT.encode("gb18030")) == ["read as GB18030"]


@pytest.mark.parametrize("data", [b"", b"\n\n \t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\n"])
def test_empty_file(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "empty.txt"
    file.write_bytes(data)
    assert "empty.txt: the file is empty" in fault_of(file)


def test_binary_file(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert "not a text file (NUL byte at 8)" in fault_of(file)


def test_latin_text_is_not_taken_for_chinese(tmp_path: Path) -> None:
    file = tmp_path / "latin.txt"
    file.write_bytes("1. Le rapport de Genève.\n".encode("latin-1") * 20)
    assert "neither UTF-8" in fault_of(file)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf1. \xff\xff", b"\xfe\xff\x00"])
def test_broken_text_says_where(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "broken.txt"
    file.write_bytes(data)
    assert "fails at byte" in fault_of(file)


def test_folder(tmp_path: Path) -> None:
    assert "is a folder; name a report file" in fault_of(tmp_path)


def test_missing_file(tmp_path: Path) -> None:
    assert "cannot be read (No such file or directory)" in fault_of(tmp_path / "none.txt")


def test_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.reading.MAX_BYTES", 10)
    file = tmp_path / "large.txt"
    file.write_bytes(b"1. " + b"x" * 100)
    assert "larger than" in fault_of(file)


def test_symbol_can_be_given() -> None:
    assert read_bytes("1. 甲。".encode(), "a.txt", symbol="A/75/1").symbol == "A/75/1"


def test_printed_symbol_is_found() -> None:
    assert read_bytes("E/2021/10\n概览\n1. 甲。".encode(), "a.txt").symbol == "E/2021/10"


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_input_error(data: bytes) -> None:
    with suppress(InputError):
        assert isinstance(decode(data, "any")[0], str)
