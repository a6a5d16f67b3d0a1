"""Writing the outputs: all of one edition or none of it.

A handful of renames cannot be one step, so they come in an order that never shows files of two editions: first every
old file goes out, then every new one comes in. Both wait in one hidden folder, and its state says what is left to do
to a build that was killed between two renames: while it holds `old`, the old files go back; once that is called
`gone`, the new ones come in. The next build does it before anything else.

A page of a wiki that holds the briefing as well may lie on another file system, so its new text waits beside it, and a
note in the hidden folder says where. It is exchanged between the old files and the new ones, in one rename.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from briefing.errors import OutputError
from briefing.model import Dialect, Format

NAMES: dict[Format, str] = {
    "markdown": "briefing.md",
    "html": "briefing.html",
    "pdf": "briefing.pdf",
    "json": "briefing.json",
    "jsonld": "evidence.jsonld",
    "csl": "sources.csl.json",
    "docx": "briefing.docx",
}
WIKITEXT = "briefing.wiki"
"""What is called `briefing.md` in the other dialects."""

STAGE = ".briefing-unfinished"
"""The hidden folder, inside the output folder so that a rename never crosses file systems."""

_ALL_NAMES = (*NAMES.values(), WIKITEXT)
_PAGE = "page.json"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is to change together with the outputs."""

    path: Path
    before: bytes | None
    """What stands there; None when there is no such page yet."""
    after: bytes


def read_page(path: Path) -> bytes | None:
    """What stands in a page, or None when there is no such file. Raises OutputError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {(error.strerror or 'unknown error').lower()}") from error


def write_beside(path: Path, data: bytes) -> Path:
    """Put what a page would be into `PAGE.md.new`; returns that file. Raises OutputError."""
    beside = path.with_name(path.name + ".new")
    with _told(beside):
        beside.write_bytes(data)
    return beside


def file_name(format: Format, dialect: Dialect) -> str:
    """What an output is called."""
    return WIKITEXT if (format, dialect) == ("markdown", "mediawiki") else NAMES[format]


def write_together(
    folder: Path, outputs: Mapping[Format, bytes], dialect: Dialect = "commonmark", page: Page | None = None
) -> tuple[Path, ...]:
    """Put one edition into `folder`, and into `page`, and take the one before it away; returns the new files.

    Everything is written to the hidden folder first, so that what can fail fails early. Raises OutputError; what stood
    in the folder before then still stands.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder):
            _finish(folder)
            try:
                _stage(folder, {file_name(format, dialect): data for format, data in outputs.items()}, page)
                with _uninterrupted():
                    _exchange(folder)
            finally:
                _finish(folder)
    files = tuple(folder / file_name(format, dialect) for format in outputs)
    return (*files, page.path) if page else files


def restore(folder: Path) -> None:
    """Make the edition in `folder` whole, should a build have been killed amid its renames. Raises OutputError."""
    with _told(folder):
        if (folder / STAGE).is_dir():
            with _alone_in(folder):
                _finish(folder)


def _stage(folder: Path, outputs: Mapping[str, bytes], page: Page | None) -> None:
    for name in _ALL_NAMES:
        if (folder / name).is_dir() and not (folder / name).is_symlink():
            raise OutputError(f"{folder / name}: expected a file of an earlier build, found a folder")
    for place in ("new", "old"):
        (folder / STAGE / place).mkdir(parents=True)
    for name, data in outputs.items():
        _write(folder / STAGE / "new" / name, data)
    if page and page.after != page.before:
        _stage_page(folder, page)


def _stage_page(folder: Path, page: Page) -> None:
    """The note comes first: whatever is written after it will be found and taken away."""
    path = os.path.realpath(page.path)  # a link stays one; what it leads to is exchanged
    note = {"page": path, "before": _digest(page.before), "after": _digest(page.after)}
    _write(folder / STAGE / _PAGE, json.dumps(note).encode())
    for place, data in (("new", page.after), ("old", page.before)):
        if data is not None:
            _write(_waiting(path, place), data)
            if os.path.exists(path):
                shutil.copymode(path, _waiting(path, place))


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # a full disk is noticed now, not after the exchange


def _exchange(folder: Path) -> None:
    old, gone, new = (folder / STAGE / place for place in ("old", "gone", "new"))
    _move_all(folder, old)
    os.rename(old, gone)
    try:
        if not _change_page(folder, "before", "new"):
            raise OutputError("the page was changed while the briefing was made; build again")
        _move_all(new, folder)
    except (OSError, OutputError):
        _move_all(folder, new)
        _change_page(folder, "after", "old")
        os.rename(gone, old)
        raise


def _change_page(folder: Path, expected: str, place: str) -> bool:
    """Put what waits beside a page in its place; False when someone has changed the page meanwhile."""
    note = _note(folder)
    if not note:
        return True
    if _digest(read_page(Path(note["page"]))) != note[expected]:
        return False
    waiting = _waiting(note["page"], place)
    if waiting.exists():
        os.replace(waiting, note["page"])
    elif place == "old":  # there was no page
        os.unlink(note["page"])
    return True


def _note(folder: Path) -> dict[str, str] | None:
    try:
        note: dict[str, str] = json.loads((folder / STAGE / _PAGE).read_bytes())
    except (FileNotFoundError, ValueError):  # none, or a build that was killed while it wrote the note
        return None
    return note


def _waiting(path: str, place: str) -> Path:
    """The hidden file beside a page that holds its new or its old text."""
    folder, name = os.path.split(path)
    return Path(folder, f".{name}.briefing-{place}")


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _finish(folder: Path) -> None:
    """Take the hidden folder away, and put what it holds where it belongs."""
    stage = folder / STAGE
    if (stage / "old").is_dir():
        _move_all(stage / "old", folder)
    elif (stage / "gone").is_dir():
        _change_page(folder, "before", "new")
        _move_all(stage / "new", folder)
    if note := _note(folder):
        for place in ("new", "old"):
            _waiting(note["page"], place).unlink(missing_ok=True)
    shutil.rmtree(stage, ignore_errors=True)


def _move_all(source: Path, target: Path) -> None:
    for name in _ALL_NAMES:
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
