"""Stage 1: files → Documents and their Sentences. One reader per format; add a format by adding a line to READERS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from briefing.errors import SourceError
from briefing.model import Document, Skipped
from briefing.sources.decoding import language_of
from briefing.sources.extract import Extract, Metadata, Reader
from briefing.sources.files import SourceFile, list_files, read_bytes
from briefing.sources.markdown import read_markdown
from briefing.sources.metadata import SOURCES_FILE, describe, sources_file
from briefing.sources.plain import read_plain

__all__ = [
    "READERS",
    "Reading",
    "SourceFile",
    "check_sources",
    "list_files",
    "read_file",
    "read_one",
    "read_sources",
]

READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
}
"""File name ending, in lower case → reader."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading the sources."""

    documents: tuple[Document, ...]
    """In order of path."""
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]


def read_sources(
    sources: Sequence[str],
    folder: Path,
    progress: Callable[[Iterable[SourceFile], int], Iterable[SourceFile]] | None = None,
) -> Reading:
    """Read every document below `sources`. Whatever cannot be read is in `skipped`, with its reason; nothing is lost.

    `progress` may wrap the files, given with their number. Raises ConfigError for mistakes in a sources.yaml.
    """
    files, skipped = list_files(sources, folder)
    stated = _stated(files)
    documents: list[Document] = []
    warnings: list[str] = []
    for file in progress(files, len(files)) if progress else files:
        try:
            document, complaints = read_file(file, stated.get(file.path))
        except SourceError as error:
            skipped.append(Skipped(file.shown, error.reason))
        else:
            documents.append(document)
            warnings += complaints
    return Reading(tuple(documents), tuple(sorted(skipped, key=lambda s: s.path)), tuple(warnings))


def read_file(file: SourceFile, stated: Metadata | None = None) -> tuple[Document, list[str]]:
    """One document, and what was wrong with its metadata. Raises SourceError when it cannot be read."""
    import hashlib  # 3 ms that `check` can do without

    extract, data = _read(file)
    sha256 = hashlib.sha256(data).hexdigest()
    document = Document(
        id=hashlib.sha256(f"{file.shown}\0{sha256}".encode()).hexdigest()[:12],
        path=file.shown,
        sha256=sha256,
        text=extract.text,
        blocks=extract.blocks,
    )
    document = describe(document, extract.metadata, stated or Metadata())
    if document.language is None:
        document = replace(document, language=language_of(document.text))
    return document, [f"{file.shown}: {warning}" for warning in extract.warnings]


def read_one(path: Path) -> Document:
    """One document by itself, with what a sources.yaml beside it says. Raises SourceError when it cannot be read."""
    if path.is_dir():
        raise SourceError("a folder; name the files in it")
    files, skipped = list_files([str(path.absolute())], path.absolute().parent)
    if skipped:
        raise SourceError(skipped[0].reason)
    return read_file(files[0], _stated(files).get(files[0].path))[0]


def check_sources(
    sources: Sequence[str], folder: Path, seen: Callable[[str], None]
) -> tuple[int, tuple[Skipped, ...], tuple[str, ...]]:
    """How many documents can be read, what cannot be and why, and what is wrong with their metadata.

    `seen` is given each text. Raises ConfigError for mistakes in a sources.yaml.
    """
    files, skipped = list_files(sources, folder)
    _stated(files)
    readable, warnings = 0, []
    for file in files:
        try:
            extract, _ = _read(file)
        except SourceError as error:
            skipped.append(Skipped(file.shown, error.reason))
        else:
            readable += 1
            seen(extract.text)
            warnings += [f"{file.shown}: {warning}" for warning in extract.warnings]
    return readable, tuple(sorted(skipped, key=lambda s: s.path)), tuple(warnings)


def _read(file: SourceFile) -> tuple[Extract, bytes]:
    reader = READERS.get(file.path.suffix.lower())
    if reader is None:
        ending = PurePosixPath(file.shown).suffix or "files without an ending"
        raise SourceError(f"no reader for {ending}; {', '.join(READERS)} are read")
    data = read_bytes(file)
    return reader(data), data


def _stated(files: Sequence[SourceFile]) -> dict[Path, Metadata]:
    """What sources.yaml says of each file: the one beside it, or else one in a folder above it among the sources."""
    folders: dict[Path, str] = {}
    for folder, shown in {file.path.parent: PurePosixPath(file.shown).parent for file in files}.items():
        above = zip(folder.parents, shown.parents, strict=False)
        folders |= {folder: str(shown)} | {path: str(name) for path, name in above if name.name}
    return {
        folder / name: metadata
        for folder, shown in sorted(folders.items(), key=lambda item: (len(item[0].parts), item[0]))
        if (path := folder / SOURCES_FILE).is_file()
        for name, metadata in sources_file(path, str(PurePosixPath(shown, SOURCES_FILE))).items()
    }
