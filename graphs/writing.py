"""Files to disk, whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from extract.errors import UsageError

#: Folders of builds that write more than memory holds; the number is that of the process.
_STAGE = ".cebkg-stage-"


def write(path: str | Path, data: bytes) -> None:
    """Write one file whole or not at all, or to stdout (``-``); raises UsageError if it cannot."""
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_all(Path(path).parent, {Path(path).name: data})


def check_folder(folder: str | Path) -> None:
    """Raise UsageError unless files can be written into a folder, or into a new one in its place."""
    target = Path(folder)
    # os.path asks without a fault where a folder above may not be entered
    nearest = next(p for p in (target, *target.absolute().parents) if os.path.exists(p))
    if not os.path.isdir(nearest):
        raise UsageError(f"{nearest}: is a file, not a folder; choose another place with -o")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise UsageError(f"{nearest}: cannot be written (no permission); choose another place with -o")


def write_tree(folder: str | Path, files: Mapping[str, bytes], mark: str) -> None:
    """Write files with their folders in place of a folder, whole or not at all.

    Only an empty folder, or one that an earlier call wrote (it holds ``mark``), is replaced.  Raises
    UsageError when the folder holds anything else or cannot be written.
    """
    target = Path(folder).absolute()
    check_folder(target)
    if target.exists() and any(target.iterdir()) and not (target / mark).is_file():
        raise UsageError(f"{folder}: holds other files; choose a new or empty folder with -o")
    try:
        _make(target.parent)
        with _temporary(target.parent) as stage:
            _swap_tree(stage, target, files)
    except OSError as fault:
        raise UsageError(f"{folder}: cannot be written ({fault.strerror}); choose another with -o") from None


def _swap_tree(stage: Path, target: Path, files: Mapping[str, bytes]) -> None:
    new = stage / "new"
    new.mkdir()
    for name, data in files.items():
        place = new / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    if target.exists():
        os.replace(target, stage / "old")
    try:
        os.replace(new, target)
    except OSError:
        if (stage / "old").exists():
            os.replace(stage / "old", target)
        raise


def write_all(folder: str | Path, files: Mapping[str, bytes | Path]) -> None:
    """Write all files into a folder, made if need be, or leave everything as it was.

    Names are plain file names; a path is a file of a ``stage`` in the folder, which is moved.
    Raises UsageError when the folder or a file cannot be written.
    """
    target = Path(folder)
    try:
        made = _make(target)
        try:
            _write_staged(target, files)
        except BaseException:
            with suppress(OSError):
                for new in made:
                    new.rmdir()
            raise
    except OSError as fault:
        raise UsageError(
            f"{fault.filename2 or fault.filename or target}: cannot be written ({fault.strerror}); "
            "choose another place with -o"
        ) from None


@contextmanager
def stage(folder: str | Path) -> Iterator[Path]:
    """Give a folder within another, made if need be, that is taken away at the end with all that is in it.

    What killed processes have left is taken away as well.  Raises UsageError when nothing can be written,
    also for an OSError of what is done with it.
    """
    target = Path(folder)
    try:
        _make(target)
        for left in target.glob(f"{_STAGE}*"):
            if not left.is_symlink() and not _alive(left.name.removeprefix(_STAGE).partition("-")[0]):
                shutil.rmtree(left, ignore_errors=True)
        with _temporary(target, f"{_STAGE}{os.getpid()}-") as own:
            yield own
    except OSError as fault:
        reason = fault.strerror or " ".join(str(fault).split())
        raise UsageError(f"{folder}: cannot be written ({reason}); choose another place with -o") from None


@contextmanager
def _temporary(folder: Path, prefix: str = ".cebkg-") -> Iterator[Path]:
    """A new folder within another, taken away at the end with all that is in it."""
    new = Path(tempfile.mkdtemp(prefix=prefix, dir=folder))
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _alive(process: str) -> bool:
    """Whether a process runs; one that cannot be asked is taken to."""
    if os.name != "posix" or not process.isdecimal():
        return True
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the new ones, innermost first."""
    new = [p for p in (folder, *folder.parents) if not p.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return new


def _write_staged(folder: Path, files: Mapping[str, bytes | Path]) -> None:
    """Write everything beside the targets first; then only renames are left, and those are undone."""
    with _temporary(folder) as stage:
        for name, data in files.items():
            _check_target(folder, name)
            if isinstance(data, Path):
                os.replace(data, stage / name)
            else:
                (stage / name).write_bytes(data)
        _swap(stage, folder, list(files))


def _check_target(folder: Path, name: str) -> None:
    if Path(name).name != name or name in ("", ".", ".."):
        raise UsageError(f"{folder}: {name!r} is no file name; give a plain name")
    if (folder / name).is_dir():
        raise UsageError(f"{folder / name}: is a folder; remove it or choose another place with -o")


def _swap(stage: Path, folder: Path, names: list[str]) -> None:
    done: list[str] = []
    try:
        for name in names:
            if (folder / name).exists():
                os.replace(folder / name, stage / f"{name}.old")
            done.append(name)
            os.replace(stage / name, folder / name)
    except BaseException:
        for name in reversed(done):
            _restore(stage / f"{name}.old", folder / name)
        raise


def _restore(old: Path, target: Path) -> None:
    if old.exists():
        os.replace(old, target)
    else:
        target.unlink(missing_ok=True)
