"""Writing the outputs: all of one edition or none of it.

A handful of renames cannot be one step, so they come in an order that never shows files of two editions: first every
old file goes out, then every new one comes in. Both wait in one hidden folder, and its state says what is left to do
to a build that was killed between two renames: while it holds `old`, the old files go back; once that is called
`gone`, the new ones come in. The next build does it before anything else.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
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
STAGE = ".briefing-unfinished"
"""The hidden folder, inside the output folder so that a rename never crosses file systems."""


def write_together(folder: Path, outputs: Mapping[Format, bytes]) -> tuple[Path, ...]:
    """Put one edition into `folder` and take the one before it away; returns the new files.

    Everything is written to the hidden folder first, so that what can fail fails early. Raises OutputError; what stood
    in the folder before then still stands.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder):
            _finish(folder)
            try:
                _stage(folder, outputs)
                with _uninterrupted():
                    _exchange(folder)
            finally:
                _finish(folder)
    return tuple(folder / NAMES[format] for format in outputs)


def restore(folder: Path) -> None:
    """Make the edition in `folder` whole, should a build have been killed amid its renames. Raises OutputError."""
    with _told(folder):
        if (folder / STAGE).is_dir():
            with _alone_in(folder):
                _finish(folder)


def _stage(folder: Path, outputs: Mapping[Format, bytes]) -> None:
    for name in NAMES.values():
        if (folder / name).is_dir() and not (folder / name).is_symlink():
            raise OutputError(f"{folder / name}: expected a file of an earlier build, found a folder")
    for place in ("new", "old"):
        (folder / STAGE / place).mkdir(parents=True)
    for format, data in outputs.items():
        with (folder / STAGE / "new" / NAMES[format]).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # a full disk is noticed now, not after the exchange


def _exchange(folder: Path) -> None:
    old, gone, new = (folder / STAGE / place for place in ("old", "gone", "new"))
    _move_all(folder, old)
    os.rename(old, gone)
    try:
        _move_all(new, folder)
    except OSError:
        _move_all(folder, new)
        os.rename(gone, old)
        raise


def _finish(folder: Path) -> None:
    """Take the hidden folder away, and put what it holds where it belongs."""
    stage = folder / STAGE
    if (stage / "old").is_dir():
        _move_all(stage / "old", folder)
    elif (stage / "gone").is_dir():
        _move_all(stage / "new", folder)
    shutil.rmtree(stage, ignore_errors=True)


def _move_all(source: Path, target: Path) -> None:
    for name in NAMES.values():
        if os.path.lexists(source / name):
            os.replace(source / name, target / name)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Two builds that write to one folder take turns. The lock ends with the process, however that ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C and a polite kill wait until the exchange is over. Only the main thread can ask for that."""
    caught: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        caught.append(number)

    before = {}
    with suppress(ValueError):  # not the main thread
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, note)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for late in caught:
            signal.raise_signal(late)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise OutputError(f"{error.filename or folder}: cannot be written: {reason}") from error
