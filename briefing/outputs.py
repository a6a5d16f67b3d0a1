"""Writing the outputs: all of one edition or none of it.

A handful of renames cannot be one step, so they come in an order that never shows files of two editions: first every
old file goes out, then every new one comes in. Both wait in one hidden folder, and its state says what is left to do
to a build that was killed between two renames: while it holds `old`, the old files go back; once that is called
`gone`, the new ones come in. The next build does it before anything else.

A page of a wiki that holds the briefing as well may lie on another file system, so its new text waits beside it, and a
note in the hidden folder says where. It is exchanged between the old files and the new ones, in one rename.

The charts that a page shows are files in a folder beside it. They go out and come in with all else, one by one, for
people may keep files of their own in that folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

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

CHARTS = "briefing-charts"
"""The folder of the charts that `briefing.md` shows. Every SVG in it is an earlier build's."""

_ALL_NAMES = (*NAMES.values(), WIKITEXT)
_PAGE = "page.json"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is to change together with the outputs."""

    path: Path
    before: bytes | None
    """What stands there; None when there is no such page yet."""
    after: bytes
    charts: Mapping[str, bytes] = field(default_factory=dict)
    """What it shows, by the name that a file has in `charts_folder(path)`."""
    prefix: str = "briefing."
    """How the names of the block's charts begin: the folder may hold those of other blocks."""


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


def charts_folder(page: Path) -> Path:
    """Where the charts of a wiki's page lie: in `Ukraine-charts`, beside `Ukraine.md`."""
    real = Path(os.path.realpath(page))  # a link stands elsewhere; the wiki shows what it leads to
    return real.with_name(f"{real.stem}-charts")


def write_together(
    folder: Path,
    outputs: Mapping[Format, bytes],
    dialect: Dialect = "commonmark",
    page: Page | None = None,
    charts: Mapping[str, bytes] | None = None,
) -> tuple[Path, ...]:
    """Put one edition into `folder`, and into `page`, and take the one before it away; returns the new files.

    `charts` are those of `briefing.md` by name; of them the folder alone is returned.

    Everything is written to the hidden folder first, so that what can fail fails early. Raises OutputError; what stood
    in the folder before then still stands.
    """
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder):
            _finish(folder)
            try:
                named = {file_name(format, dialect): data for format, data in outputs.items()}
                drawn = {f"{CHARTS}/{name}": data for name, data in (charts or {}).items()}
                _stage(folder, {**named, **drawn}, page)
                with _uninterrupted():
                    _exchange(folder)
            finally:
                _finish(folder)
    files = [folder / file_name(format, dialect) for format in outputs]
    if charts:
        files.append(folder / CHARTS)
    if page:
        files += [page.path, charts_folder(page.path)] if page.charts else [page.path]
    return tuple(files)


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
    _check_folder(folder / CHARTS)
    for place in ("new", "old"):
        (folder / STAGE / place).mkdir(parents=True)
    (folder / STAGE / "new" / CHARTS).mkdir()
    for name, data in outputs.items():
        _write(folder / STAGE / "new" / name, data)
    if page and not _stands(page):
        _stage_page(folder, page)


def _check_folder(charts: Path) -> None:
    if os.path.lexists(charts) and (charts.is_symlink() or not charts.is_dir()):
        raise OutputError(f"{charts}: expected a folder for charts, found something else of that name")


def _stands(page: Page) -> bool:
    """Whether the page and its charts are there as they shall be."""
    folder = charts_folder(page.path)
    charts = {name: read_page(folder / name) for name in _charts_in(folder, page.prefix)}
    return page.after == page.before and charts == dict(page.charts)


def _stage_page(folder: Path, page: Page) -> None:
    """The note comes first: whatever is written after it will be found and taken away."""
    path = os.path.realpath(page.path)  # a link stays one; what it leads to is exchanged
    charts = charts_folder(page.path)
    _check_folder(charts)
    note = {
        "page": path,
        "before": _digest(page.before),
        "after": _digest(page.after),
        "charts": str(charts),
        "old": _charts_in(charts, page.prefix),
        "new": list(page.charts),
    }
    _write(folder / STAGE / _PAGE, json.dumps(note).encode())
    shutil.rmtree(_waiting(path, "charts"), ignore_errors=True)  # of a build whose output folder is no more
    for place, data in (("new", page.after), ("old", page.before)):
        if data is not None:
            _write(_waiting(path, place), data)
            if os.path.exists(path):
                shutil.copymode(path, _waiting(path, place))
        if note["new"] or note["old"]:
            _waiting_charts(path, place).mkdir(parents=True)
    for name, chart in page.charts.items():
        _write(_waiting_charts(path, "new") / name, chart)


def _charts_in(folder: Path, prefix: str = "") -> list[str]:
    """The names of a folder's charts; of one that is not there, none."""
    found = (path for path in folder.glob("*.svg") if path.name.startswith(prefix))
    return sorted(path.name for path in found if path.is_symlink() or not path.is_dir())


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
        _take_charts(folder, "old")
        if not _change_page(folder, "before", "new"):
            raise OutputError("the page was changed while the briefing was made; build again")
        _move_all(new, folder)
        _put_charts(folder, "new")
    except (OSError, OutputError):
        _move_all(folder, new)
        _take_charts(folder, "new")
        _change_page(folder, "after", "old")
        _put_charts(folder, "old")
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


def _take_charts(folder: Path, place: str) -> None:
    """Take the old or the new charts from beside the page. One that waits already is not the one that stands there:
    those of the other edition come in only when all of these are out."""
    for shown, waiting in _page_charts(folder, place):
        if os.path.lexists(shown) and not os.path.lexists(waiting):
            os.replace(shown, waiting)


def _put_charts(folder: Path, place: str) -> None:
    for shown, waiting in _page_charts(folder, place):
        if os.path.lexists(waiting):
            shown.parent.mkdir(exist_ok=True)
            os.replace(waiting, shown)


def _page_charts(folder: Path, place: str) -> Iterator[tuple[Path, Path]]:
    """Where each old or new chart of the page is seen, and where it waits."""
    if note := _note(folder):
        for name in note[place]:
            yield Path(note["charts"], name), _waiting_charts(note["page"], place) / name


def _note(folder: Path) -> dict[str, Any] | None:
    try:
        note: dict[str, Any] = json.loads((folder / STAGE / _PAGE).read_bytes())
    except (FileNotFoundError, ValueError):  # none, or a build that was killed while it wrote the note
        return None
    return note


def _waiting(path: str, place: str) -> Path:
    """The hidden file beside a page that holds its new or its old text."""
    folder, name = os.path.split(path)
    return Path(folder, f".{name}.briefing-{place}")


def _waiting_charts(path: str, place: str) -> Path:
    """The folder within a hidden one beside a page that holds its new or its old charts."""
    return _waiting(path, "charts") / place


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _finish(folder: Path) -> None:
    """Take the hidden folder away, and put what it holds where it belongs."""
    stage = folder / STAGE
    if (stage / "old").is_dir():
        _move_all(stage / "old", folder)
    elif (stage / "gone").is_dir():
        _take_charts(folder, "old")
        _change_page(folder, "before", "new")
        _move_all(stage / "new", folder)
        _put_charts(folder, "new")
    if note := _note(folder):
        for place in ("new", "old"):
            _waiting(note["page"], place).unlink(missing_ok=True)
        shutil.rmtree(_waiting(note["page"], "charts"), ignore_errors=True)
        _remove_empty(Path(note["charts"]))
    _remove_empty(folder / CHARTS)
    shutil.rmtree(stage, ignore_errors=True)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):  # it holds something, or is not there
        folder.rmdir()


def _move_all(source: Path, target: Path) -> None:
    charts = [f"{CHARTS}/{name}" for name in _charts_in(source / CHARTS)]
    for name in (*_ALL_NAMES, *charts):
        if os.path.lexists(source / name):
            (target / name).parent.mkdir(exist_ok=True)
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
