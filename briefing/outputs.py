"""Writing the outputs: all of one edition or none of it."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from briefing.errors import OutputError
from briefing.model import Format

NAMES: dict[Format, str] = {
    "markdown": "briefing.md",
    "html": "briefing.html",
    "pdf": "briefing.pdf",
    "json": "briefing.json",
}


def write_together(folder: Path, outputs: Mapping[Format, bytes]) -> tuple[Path, ...]:
    """Put one edition into `folder` and take the one before it away; returns the new files.

    Everything is written beside its place first, so that what can fail fails early. The exchange itself is a handful of
    renames, which an interrupt has to wait for and which are undone when one of them fails. Raises OutputError; what
    stood there before then still stands.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".briefing-", dir=folder))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written to: {_reason(error)}") from error
    try:
        return _exchange(folder, stage, outputs)
    except OSError as error:
        raise OutputError(f"{error.filename or folder}: cannot be written: {_reason(error)}") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _exchange(folder: Path, stage: Path, outputs: Mapping[Format, bytes]) -> tuple[Path, ...]:
    (stage / "new").mkdir()
    (stage / "old").mkdir()
    for format, data in outputs.items():
        _write(stage / "new" / NAMES[format], data)
    before = [name for name in NAMES.values() if os.path.lexists(folder / name)]
    for name in before:
        if (folder / name).is_dir() and not (folder / name).is_symlink():
            raise OutputError(f"{folder / name}: expected a file of an earlier build, found a folder")
    with _uninterrupted():
        done: list[tuple[Path, Path]] = []
        try:
            for name in before:
                _move(folder / name, stage / "old" / name, done)
            for format in outputs:
                _move(stage / "new" / NAMES[format], folder / NAMES[format], done)
        except OSError:
            for source, target in reversed(done):
                os.replace(target, source)
            raise
    return tuple(folder / NAMES[format] for format in outputs)


def _move(source: Path, target: Path, done: list[tuple[Path, Path]]) -> None:
    os.replace(source, target)
    done.append((source, target))


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # a full disk is noticed now, not after the exchange


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C and a polite kill wait until the exchange is over. Only the main thread can ask for that."""
    caught: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        caught.append(number)

    before = {}
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, note)
    except ValueError:  # not the main thread
        pass
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in caught:
            signal.raise_signal(number)


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown error").lower()
