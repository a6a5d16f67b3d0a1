"""The whole program on one screen: config → sources → sections → Briefing → outputs. It alone knows every stage."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing import __version__
from briefing.errors import NoSourcesError
from briefing.model import Briefing, Config, Document, Format
from briefing.outputs import write_together
from briefing.sources import Reading, SourceFile, read_one, read_sources, split_sentences

if TYPE_CHECKING:
    import jinja2

    from briefing.rendering import PdfRenderer

_logger = logging.getLogger(__name__)

Progress = Callable[[Iterable[SourceFile], int], Iterable[SourceFile]]
"""Wraps the files that are about to be read, given with their number."""


@dataclass(frozen=True, slots=True)
class Built:
    briefing: Briefing
    files: tuple[Path, ...]


def build(config: Config, progress: Progress | None = None) -> Built:
    """Make the briefing and write its outputs, all of them or none. Raises a BriefingError that says what to mend."""
    from briefing.rendering import PdfRenderer, environment

    with ExitStack() as stack:
        # The PDF's own process loads its libraries while this one reads and ranks.
        pdf = stack.enter_context(PdfRenderer()) if "pdf" in config.output.formats else None
        templates = environment(config.templates)
        reading = read(config, progress)
        briefing = assemble(config, reading)
        outputs, complaints = _render(briefing, config, templates, pdf)
    for complaint in complaints:
        _logger.warning("%s", complaint)
    return Built(briefing, write_together(config.output.folder, outputs))


def read(config: Config, progress: Progress | None = None) -> Reading:
    """Every document of the config's sources. Raises NoSourcesError when not one can be read."""
    reading = read_sources(config.sources, config.path.parent, progress)
    if not reading.documents:
        reasons = "".join(f"\n  {skipped.path}: {skipped.reason}" for skipped in reading.skipped)
        raise NoSourcesError(f"no document could be read from {', '.join(config.sources)}{reasons}")
    return reading


def assemble(config: Config, reading: Reading) -> Briefing:
    """The briefing as a value: what every output prints."""
    from briefing.sections import build_sections

    sections, warnings = build_sections(config.topics, reading.documents, split_sentences)
    as_of, known = _cut_off(config, reading.documents)
    return Briefing(
        title=config.title,
        as_of=as_of,
        as_of_from=known,
        marking=config.marking,
        sections=sections,
        read=reading.documents,
        skipped=reading.skipped,
        warnings=(*reading.warnings, *warnings),
        build=_build_id(config, reading),
    )


def describe(path: Path) -> str:
    """One document as the tool sees it, as a line of JSON. Raises SourceError when it cannot be read."""
    from briefing.analysis import analyse
    from briefing.rendering.reading import render_reading

    document = read_one(path)
    return render_reading(document, analyse(split_sentences(document)))


def outline(path: Path) -> str:
    """The same for people: metadata, then every sentence behind the kind of its block."""
    from briefing.rendering.reading import render_outline

    document = read_one(path)
    return render_outline(document, split_sentences(document))


def _render(
    briefing: Briefing, config: Config, templates: jinja2.Environment, pdf: PdfRenderer | None
) -> tuple[dict[Format, bytes], tuple[str, ...]]:
    """Each output that the config asks for, and what the PDF step complained of."""
    from briefing.rendering import render_body, render_json, render_markdown, render_page

    outputs: dict[Format, bytes] = {}
    complaints: tuple[str, ...] = ()
    markdown = render_markdown(briefing, templates)
    body = render_body(briefing, markdown) if {"html", "pdf"} & set(config.output.formats) else ""
    for format in config.output.formats:
        match format:
            case "markdown":
                outputs[format] = markdown.encode()
            case "html":
                outputs[format] = render_page(briefing, body, templates).encode()
            case "json":
                outputs[format] = render_json(briefing).encode()
            case "pdf":
                assert pdf is not None
                outputs[format], complaints = pdf.render(render_page(briefing, body, templates, "pdf.css"), briefing.build)
    return outputs, complaints


def _cut_off(config: Config, documents: Iterable[Document]) -> tuple[date | None, Literal["config", "documents"] | None]:
    if config.as_of:
        return config.as_of, "config"
    latest = max((document.published for document in documents if document.published), default=None)
    return latest, "documents" if latest else None


def _build_id(config: Config, reading: Reading) -> str:
    """sha256 over what the outputs are made of. No path of the machine goes in: the same build elsewhere is the same."""
    asked = (__version__, config.title, config.as_of, config.marking, config.topics, _templates(config.templates))
    digest = hashlib.sha256(repr(asked).encode("utf-8", "backslashreplace"))
    for document in reading.documents:
        digest.update(repr(document).encode("utf-8", "backslashreplace"))
    digest.update(repr((reading.skipped, reading.warnings)).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def _templates(folder: Path | None) -> tuple[tuple[str, str], ...]:
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []
    return tuple((path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files)  # type: ignore[arg-type]
