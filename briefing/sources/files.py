"""Which files the sources name: folders, files and globs become a sorted list, and what is not read gets its reason."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import SourceError
from briefing.model import Skipped

MAX_BYTES = 100_000_000
"""A larger file is no document but a data set; reading it would take more memory than a briefing should."""

_NO_DOCUMENTS = ("sources.yaml", "sources.yml", "README.md", "README.txt", "README")


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    shown: str
    """The path every output prints, with forward slashes: relative to the config's folder, or to the folder that holds
    all sources where some lie elsewhere, so that no path of a machine is ever printed."""
    path: Path


def list_files(sources: Sequence[str], folder: Path) -> tuple[list[SourceFile], list[Skipped]]:
    """Every readable file below `sources` (absolute folders, files and globs), sorted by path, each once.

    `folder` is the config's. Hidden files and folders, README and sources.yaml are no documents and pass in silence.
    """
    roots = [Path(root) for source in sources for root in _expanded(source)]
    base = _base(roots, folder)
    files: dict[str, SourceFile] = {}
    skipped: dict[str, Skipped] = {}
    for root in roots:
        for path, reason in _below(root):
            shown = _shown(path, base)
            reason = reason or _unreadable(path, root)
            if reason:
                skipped.setdefault(shown, Skipped(shown, reason))
            else:
                files.setdefault(os.path.realpath(path), SourceFile(shown, path))
    return sorted(files.values()), sorted(skipped.values(), key=lambda s: s.path)


def read_bytes(file: SourceFile) -> bytes:
    try:
        return file.path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {(error.strerror or 'unknown error').lower()}") from error


def _expanded(source: str) -> list[str]:
    """A glob's matches; a folder or a file is itself, even if its name holds a `*`."""
    if os.path.lexists(source) or not glob.has_magic(source):
        return [source]
    return sorted(glob.glob(source, recursive=True))


def _base(roots: Sequence[Path], folder: Path) -> Path:
    if all(root.is_relative_to(folder) for root in roots):
        return folder
    return Path(os.path.commonpath([root.parent for root in roots]))


def _shown(path: Path, base: Path) -> str:
    """The path as text that can be printed: bytes that are no UTF-8 and line ends are written as escapes."""
    name = path.relative_to(base).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def _below(root: Path) -> Iterator[tuple[Path, str | None]]:
    """Each file below `root`, or `root` itself, with the reason why it cannot even be looked at, if there is one."""
    if not root.is_dir():
        yield root, None
        return
    unreadable: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from ((Path(folder, name), None) for name in folders if os.path.islink(Path(folder, name)))
        for name in sorted(names):
            if not name.startswith(".") and name not in _NO_DOCUMENTS:
                yield Path(folder, name), None
    for error in unreadable:
        yield Path(error.filename), f"cannot be opened: {(error.strerror or 'unknown error').lower()}"


def _unreadable(path: Path, root: Path) -> str | None:
    if any(not character.isprintable() for character in path.name.encode("utf-8", "replace").decode()):
        return "its name holds a line end or another control character"
    if path.is_symlink():
        target = Path(os.path.realpath(path))
        if not target.exists():
            return "a broken link"
        if root.is_dir() and not target.is_relative_to(os.path.realpath(root)):
            return "a link out of the sources folder"
        if target.is_dir():
            return "a link to a folder; the folder itself is read"
    try:
        status = path.stat()
    except OSError as error:
        return f"cannot be read: {(error.strerror or 'unknown error').lower()}"
    if not stat.S_ISREG(status.st_mode):
        return "not a regular file"
    if status.st_size > MAX_BYTES:
        return f"larger than {MAX_BYTES // 1_000_000} MB"
    return None
