"""The whole program on one screen: config → sources → sections → Briefing → outputs. It alone knows every stage.

What only a build needs is imported by it, so that `check` starts at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from briefing import __version__
from briefing.errors import BriefingError, NoSourcesError, OutputError, TemplateError
from briefing.model import MARKINGS, Briefing, Config, Document, Format, Skipped, Topic
from briefing.sources import Reading, SourceFile, check_sources, read_one, read_sources

if TYPE_CHECKING:
    import jinja2

    from briefing.outputs import Page
    from briefing.rendering import PdfRenderer, Place

Progress = Callable[[Iterable[SourceFile], int], Iterable[SourceFile]]
"""Wraps the files that are about to be read, given with their number."""


@dataclass(frozen=True, slots=True)
class Built:
    """A briefing, the files that hold it (and the folders of its charts), and what went wrong while they were made: a
    character without a font, say."""

    briefing: Briefing
    files: tuple[Path, ...]
    complaints: tuple[str, ...]


def build(config: Config, progress: Progress | None = None) -> Built:
    """Make the briefing and write its outputs, all of them or none. Raises a BriefingError that says what to mend."""
    from briefing.outputs import CHARTS, restore, write_together
    from briefing.rendering import PdfRenderer, chart_files, environment

    restore(config.output.folder)
    _check_page(config)
    use_lexicon(config)
    with ExitStack() as stack:
        # The PDF's own process loads its libraries while this one reads and ranks.
        pdf = stack.enter_context(PdfRenderer()) if "pdf" in config.output.formats else None
        templates = environment(config.templates)
        briefing = assemble(config, read(config, progress))
        outputs, complaints = _render(briefing, config, templates, pdf)
        page = _page(config, briefing, templates)
        charts = chart_files(briefing, templates, _place(config, CHARTS)) if "markdown" in outputs else {}
    files = write_together(config.output.folder, outputs, config.output.dialect, page, charts)
    return Built(briefing, files, complaints)


def use_lexicon(config: Config) -> None:
    """Let the lexicon hold what the config adds to it. Raises ConfigError with every mistake in those files."""
    from briefing import lexicon

    added: dict[str, Any] = {}
    if config.lexicon:
        from briefing.lexicon.additions import join, read_additions

        lexicon.extend({})  # mistakes are judged against the packaged tables
        added = join(map(read_additions, config.lexicon))
    lexicon.extend(added)


def read(config: Config, progress: Progress | None = None) -> Reading:
    """Every document of the config's sources. Raises NoSourcesError when not one can be read."""
    reading = read_sources(config.sources, config.path.parent, progress)
    if not reading.documents:
        raise _no_document(config, reading.skipped)
    return reading


def assemble(config: Config, reading: Reading) -> Briefing:
    """The briefing as a value: what every output prints."""
    from briefing.sections import build_sections, corroborate
    from briefing.sources.sentences import split_sentences

    documents = tuple(document for document in reading.documents if _may_be_shown(document, config.marking))
    as_of, known = _cut_off(config, documents)
    sections, warnings = build_sections(config.topics, documents, split_sentences)
    told = corroborate(sections, documents, split_sentences, as_of)
    return Briefing(
        title=config.title,
        as_of=as_of,
        as_of_from=known,
        marking=config.marking or _narrowest(told.documents),
        sections=told.sections,
        read=documents,
        skipped=reading.skipped,
        warnings=(*reading.warnings, *warnings),
        origins=told.origins,
        credits=told.credits,
        circular=told.circular,
        timeline=told.timeline,
        withheld=len(reading.documents) - len(documents),
        build=_build_id(config, reading),
    )


def _render(
    briefing: Briefing, config: Config, templates: jinja2.Environment, pdf: PdfRenderer | None
) -> tuple[dict[Format, bytes], tuple[str, ...]]:
    """Each output that is asked for, and what the making of the PDF complained of."""
    from briefing.outputs import CHARTS
    from briefing.rendering import (
        attachments,
        render_annotations,
        render_csl,
        render_docx,
        render_json,
        render_markdown,
        render_page,
        render_paper,
    )

    formats = config.output.formats
    outputs: dict[Format, bytes] = {}
    complaints: tuple[str, ...] = ()
    data = render_json(briefing) if {"json", "pdf"}.intersection(formats) else ""
    for format in formats:
        match format:
            case "markdown":
                place = _place(config, CHARTS)
                outputs[format] = render_markdown(briefing, templates, config.output.dialect, place).encode()
            case "html":
                outputs[format] = render_page(briefing, templates).encode()
            case "pdf":
                assert pdf is not None
                files = attachments(briefing, data, _as_written(config))
                outputs[format], complaints = pdf.render(
                    render_paper(briefing, templates, config.output.paper), briefing.build, files
                )
            case "json":
                outputs[format] = data.encode()
            case "jsonld":
                outputs[format] = render_annotations(briefing).encode()
            case "csl":
                outputs[format] = render_csl(briefing).encode()
            case "docx":
                outputs[format] = render_docx(briefing)
    return outputs, complaints


def _page(config: Config, briefing: Briefing, templates: jinja2.Environment) -> Page | None:
    """The page of a wiki with the briefing in its block. When someone edited inside, the page goes into a file beside
    it, and OutputError tells the difference."""
    if not config.output.into:
        return None
    from briefing import wiki
    from briefing.config import block_id
    from briefing.outputs import Page, charts_folder, read_page, write_beside
    from briefing.rendering import chart_files, render_block, render_front

    path, dialect = config.output.into, config.output.dialect
    before = read_page(path)
    place = _place(config, charts_folder(path).name)
    content, front = render_block(briefing, templates, dialect, place), render_front(briefing, templates, dialect)
    try:
        after = wiki.put(_text(path, before), block_id(config), content, front)
    except wiki.MarkerError as error:
        raise OutputError(f"{path}:{error}") from error
    except wiki.EditedError as error:
        beside = write_beside(path, error.page.encode())
        raise OutputError(
            f"{path}: someone edited inside the block {block_id(config)}, so nothing was written. {beside} holds the "
            "page with the new edition.\nMove what was added out of the block and take that file, or empty the block; "
            f"then build again. The difference:\n{error}"
        ) from error
    return Page(path, before, after.encode(), chart_files(briefing, templates, place), place.prefix)


def _place(config: Config, folder: str) -> Place:
    """Where a page finds its charts."""
    from briefing.config import block_id
    from briefing.rendering import Place

    return Place(folder, block_id(config))


def _check_page(config: Config) -> None:
    """Raise OutputError now, not after the work, when the page's markers are broken."""
    if not config.output.into:
        return
    from briefing import wiki
    from briefing.outputs import read_page

    try:
        wiki.check(_text(config.output.into, read_page(config.output.into)) or "")
    except wiki.MarkerError as error:
        raise OutputError(f"{config.output.into}:{error}") from error


def _text(path: Path, data: bytes | None) -> str | None:
    try:
        return None if data is None else data.decode()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise OutputError(f"{path}:{line}: not UTF-8 (byte {error.object[error.start]:#04x})") from error


def _as_written(config: Config) -> bytes | None:
    """The config file; one made by hand may have none."""
    try:
        return config.path.read_bytes()
    except OSError:
        return None


# --- without building ------------------------------------------------------------------------------------------


def check(config: Config) -> tuple[int, tuple[Skipped, ...], tuple[str, ...]]:
    """How many documents can be read, what cannot be and why, and warnings: of metadata, and of topics' words that no
    document holds.

    Raises a BriefingError with every mistake in templates and sources. The packaged templates are not looked at: the
    tests vouch for them, and loading what they need would take longer than all the rest.
    """
    mistakes: list[BriefingError] = []
    if config.lexicon:
        try:
            use_lexicon(config)
        except BriefingError as error:
            mistakes.append(error)
    if config.templates:
        from briefing.rendering import check_templates

        try:
            check_templates(config.templates)
        except BriefingError as error:
            mistakes.append(error)
    try:
        _check_page(config)
    except BriefingError as error:
        mistakes.append(error)
    topics = _Unheard(config.topics)
    try:
        readable, skipped, warnings = check_sources(config.sources, config.path.parent, topics.listen)
        if not readable:
            raise _no_document(config, skipped)
    except BriefingError as error:
        mistakes.append(error)
    if mistakes:
        raise BriefingError("\n".join(map(str, mistakes)))
    return readable, skipped, (*warnings, *_missing(config, topics.left()))


class _Unheard:
    """The topics with a word of which no text so far holds even the beginning: a guess that costs nothing, so that most
    configs are checked without splitting a sentence or loading the lexicon."""

    END = 1
    """Letters at the end of a word that its other forms may not have: "size", "sizing". A guess too many costs time."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._stubs = {topic.id: (topic, set(map(self._stub, self._words(topic)))) for topic in topics}

    def _words(self, topic: Topic) -> set[str]:
        """Without those that ask for a kind of answer ("position"), which no document need hold."""
        from briefing.lexicon import table

        groups = (*topic.require, topic.terms, topic.speakers, (topic.title,))
        words = {word for group in groups for text in group for word in re.findall(r"[^\W\d_]+", text.lower())}
        return words - {word for entry in table("answers").values() for text in entry["asks"] for word in text.split()}

    def _stub(self, word: str) -> str:
        return word[: -self.END] if len(word) > 2 + self.END else word

    def listen(self, text: str) -> None:
        lower = text.lower()
        for _, stubs in self._stubs.values():
            stubs.difference_update([stub for stub in stubs if stub in lower])

    def left(self) -> tuple[Topic, ...]:
        return tuple(topic for topic, stubs in self._stubs.values() if stubs)


def _missing(config: Config, topics: Sequence[Topic]) -> tuple[str, ...]:
    """Warnings for the words of these topics that no document holds."""
    if not topics:
        return ()
    from briefing.sections.vocabulary import unheard
    from briefing.sources.sentences import split_sentences

    return unheard(topics, read(config).documents, split_sentences)


def describe(path: Path) -> str:
    """One document as the tool sees it, as a line of JSON. Raises SourceError when it cannot be read."""
    from briefing.analysis import analyse
    from briefing.rendering.reading import render_reading
    from briefing.sources.sentences import split_sentences

    document = read_one(path)
    return render_reading(document, analyse(split_sentences(document)))


def outline(path: Path) -> str:
    """The same for people: metadata, then every sentence behind the kind of its block."""
    from briefing.rendering.reading import render_outline
    from briefing.sources.sentences import split_sentences

    document = read_one(path)
    return render_outline(document, split_sentences(document))


def search(config: Config, words: str, limit: int) -> str:
    """The sentences that a topic of these words would find, best first, with their scores."""
    from briefing.rendering.tuning import render_hits
    from briefing.sections import search as find
    from briefing.sources.sentences import split_sentences

    use_lexicon(config)
    return render_hits(find(Topic(id="", title=words), read(config).documents, split_sentences), limit)


def why(config: Config, topic: Topic, quotation: str) -> str:
    """Why a sentence was chosen for a topic or left out. Raises BriefingError when no document holds it."""
    from briefing.rendering.tuning import render_explanation
    from briefing.sections import explain
    from briefing.sources.sentences import split_sentences

    use_lexicon(config)
    found = explain(topic, quotation, read(config).documents, split_sentences)
    if not found:
        raise BriefingError(f"no document holds {quotation!r}; quote the words as they stand there")
    return "\n\n".join(map(render_explanation, found))


# --- what is known of the whole --------------------------------------------------------------------------------


def _no_document(config: Config, skipped: Iterable[Skipped]) -> NoSourcesError:
    reasons = "".join(f"\n  {one.path}: {one.reason}" for one in skipped)
    return NoSourcesError(f"no document could be read from {', '.join(config.sources)}{reasons}")


def _level(marking: str | None) -> int:
    """How narrow a TLP marking is; what carries none may be shown to anyone, as TLP 1.0's WHITE may."""
    return MARKINGS.index(marking) if marking in MARKINGS else 0


def _may_be_shown(document: Document, ceiling: str | None) -> bool:
    return ceiling is None or _level(document.marking) <= _level(ceiling)


def _narrowest(documents: Iterable[Document]) -> str | None:
    marked = [document.marking for document in documents if document.marking]
    return max(marked, key=_level, default=None)


def _cut_off(
    config: Config, documents: Iterable[Document]
) -> tuple[date | None, Literal["config", "documents"] | None]:
    if config.as_of:
        return config.as_of, "config"
    latest = max((document.published for document in documents if document.published), default=None)
    return latest, "documents" if latest else None


def _build_id(config: Config, reading: Reading) -> str:
    """sha256 over all that the outputs are made of. No path of the machine goes in: it is the same everywhere."""
    from hashlib import sha256

    asked = (config.title, config.as_of, config.marking, config.topics)
    lexicon = [sha256(path.read_bytes()).hexdigest() for path in config.lexicon]
    made_of = (__version__, asked, lexicon, _contents(config.templates), reading)
    return sha256(repr(made_of).encode("utf-8", "backslashreplace")).hexdigest()


def _contents(folder: Path | None) -> list[tuple[str, str]]:
    """The files of a folder of templates by name, each with its sha256."""
    if folder is None:
        return []
    from hashlib import sha256

    files = sorted(path for path in folder.rglob("*") if path.is_file())
    try:
        return [(path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hexdigest()) for path in files]
    except OSError as error:
        raise TemplateError(
            f"{error.filename}: cannot be read: {(error.strerror or 'unknown error').lower()}"
        ) from error
