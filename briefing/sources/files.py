"""Which files the sources name: folders, files and globs become a sorted list, and what is not read gets its reason."""

from __future__ import annotations

import glob
import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from briefing.errors import SourceError
from briefing.model import Skipped

MAX_BYTES = 100_000_000
"""A larger file is no document but a data set; reading it would take more memory than a briefing should."""

_NO_DOCUMENTS = ("sources.yaml", "README.md", "README.txt", "README")
_UNPRINTABLE = ("Cc", "Zl", "Zp")
"""Unicode's categories of control characters and of what ends a line or a paragraph."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    shown: str
    """The path every output prints, with forward slashes: relative to the config's folder, or to the folder that holds
    all sources where some lie elsewhere, so that no path of a machine is ever printed."""
    path: Path


@dataclass(frozen=True, slots=True)
class _Root:
    """A file or folder that a source names or matches."""

    path: str
    fence: str | None
    """The folder, without links in its path, that no link may lead out of; None for a file that the config names."""
    anchor: str
    """What `path` is shown relative to, where some sources lie outside the config's folder."""


@dataclass(slots=True)
class _Found:
    path: str
    real: str
    """The same without links."""
    fence: str | None
    is_link: bool
    reason: str | None = None
    """Why it cannot even be looked at, if there is one."""


def list_files(sources: Sequence[str], folder: Path) -> tuple[list[SourceFile], list[Skipped]]:
    """Every readable file below `sources` (absolute folders, files and globs), sorted by path, each once.

    `folder` is the config's. Hidden files and folders, README and sources.yaml are no documents and pass in silence.
    """
    roots = [root for source in sources for root in _roots(source)]
    base = _base(roots, str(folder))
    files: dict[str, SourceFile] = {}
    skipped: dict[str, Skipped] = {}
    found = [one for root in roots for one in _below(root)]
    for one in sorted(found, key=lambda one: one.is_link):  # what has several names goes by its own
        shown = _shown(one.path, base)
        if reason := one.reason or _unreadable(one):
            skipped.setdefault(shown, Skipped(shown, reason))
        else:
            files.setdefault(one.real, SourceFile(shown, Path(one.path)))
    by_path = sorted(files.values(), key=lambda file: file.shown)
    return by_path, sorted(skipped.values(), key=lambda one: one.path)


def read_bytes(file: SourceFile) -> bytes:
    try:
        return file.path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {_described(error)}") from error


def _roots(source: str) -> list[_Root]:
    """A glob's matches; a folder or a file is itself, even if its name holds a `*`."""
    source = os.path.abspath(source)
    if os.path.isdir(source):
        return [_Root(source, os.path.realpath(source), os.path.dirname(source))]
    if os.path.lexists(source) or not glob.has_magic(source):
        return [_Root(source, None, os.path.dirname(source))]
    fixed = os.path.join(*takewhile(lambda part: not glob.has_magic(part), Path(source).parts))
    fence, anchor = os.path.realpath(fixed), os.path.dirname(fixed)
    names = sorted(glob.glob(source, recursive=True))
    return [_Root(name, fence, anchor) for name in names if os.path.basename(name) not in _NO_DOCUMENTS]


def _base(roots: Sequence[_Root], folder: str) -> str:
    if all(Path(root.path).is_relative_to(folder) for root in roots):
        return folder
    return os.path.commonpath([root.anchor for root in roots])


def _shown(path: str, base: str) -> str:
    """The path as text that can be printed: bytes that are no UTF-8 and control characters are written as escapes."""
    name = path[len(base) :].strip("/")
    if name.isprintable():
        return name
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def _below(root: _Root) -> Iterator[_Found]:
    """The files below a folder, or the root itself where it is a file."""
    real = os.path.realpath(root.path)
    if not os.path.isdir(root.path):
        yield _Found(root.path, real, root.fence, os.path.islink(root.path))
        return
    folders = [(root.path, real)]
    while folders:
        folder, real = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield _Found(folder, real, root.fence, False, f"cannot be opened: {_described(error)}")
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _NO_DOCUMENTS:
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, f"{real}/{entry.name}"))
            elif entry.is_symlink():
                yield _Found(entry.path, os.path.realpath(entry.path), root.fence, True)
            else:
                yield _Found(entry.path, f"{real}/{entry.name}", root.fence, False)


def _unreadable(one: _Found) -> str | None:
    if not one.path.isprintable() and any(unicodedata.category(c) in _UNPRINTABLE for c in one.path):
        return "its name holds a line end or another control character"
    if one.is_link and not os.path.exists(one.real):
        return "a broken link"
    if one.fence and not one.real.startswith(one.fence.rstrip("/") + "/"):
        return "a link out of the sources folder"
    try:
        status = os.stat(one.real)
    except OSError as error:
        return f"cannot be read: {_described(error)}"
    if stat.S_ISDIR(status.st_mode):
        return "a link to a folder; the folder itself is read"
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file"
    if status.st_size > MAX_BYTES:
        return f"larger than {MAX_BYTES // 1_000_000} MB"
    return None


def _described(error: OSError) -> str:
    return (error.strerror or "unknown error").lower()
