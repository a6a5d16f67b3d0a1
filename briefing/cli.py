"""The command line: arguments in, exit code out. The only module that prints; messages go to stderr, results to stdout.

Exit codes: 0 done; 1 a mistake in config, sources or templates; 2 usage; 3 `--strict` and there were warnings;
4 `verify` found what does not hold; 130 interrupted. Everything heavy is imported by the command that needs it, so
that `--help` and `check` start at once.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from briefing import __version__
from briefing.errors import BriefingError, SourceError
from briefing.model import Briefing, Config, Format, Section, Skipped, Topic

if TYPE_CHECKING:
    from briefing.pipeline import Built, Progress
    from briefing.sources import SourceFile

STRICT = 3
UNPROVEN = 4
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        return command.main(argv, prog_name="briefing", standalone_mode=False) or 0
    except click.Abort:
        with suppress(ValueError):  # not the main thread, which alone hears of signals
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C, while this ends, changes nothing any more
        _say("interrupted")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BriefingError as error:
        _say(str(error))
        return 1


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def command() -> None:
    """Turn a folder of documents and a list of topics into a cited briefing."""


_config = click.option(
    "-c",
    "--config",
    "path",
    default="config.yaml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The config file.",
)
_sources = click.option("--sources", multiple=True, help="Read this folder, file or glob instead; may be repeated.")
_strict = click.option("--strict", is_flag=True, help=f"Exit with {STRICT} when there were warnings.")


@command.command()
@_config
@_sources
@click.option("--output", type=click.Path(path_type=Path), help="Write to this folder instead.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(get_args(Format)), help="Write only this; may be repeated."
)
@click.option("--into", type=click.Path(path_type=Path), help="Put the briefing into this page of a wiki as well.")
@_strict
def build(
    path: Path,
    sources: tuple[str, ...],
    output: Path | None,
    formats: tuple[Format, ...],
    into: Path | None,
    strict: bool,
) -> int:
    """Make the briefing.

    The options replace what the config says of sources and output; relative paths start from the current folder.
    """
    from briefing import pipeline

    config = _load(path, sources, output, formats, into)
    with _progress() as progress:
        built = pipeline.build(config, progress)
    warned = _warn(built.briefing.skipped, (*built.briefing.warnings, *built.complaints))
    _summarise(built)
    return STRICT if strict and warned else 0


@command.command()
@_config
@_sources
@_strict
def check(path: Path, sources: tuple[str, ...], strict: bool) -> int:
    """Check config, templates and sources without building."""
    from briefing import pipeline

    config = _load(path, sources)
    readable, skipped, warnings = pipeline.check(config)
    warned = _warn(skipped, warnings)
    _say(f"{path}: {_count(len(config.topics), 'topic')}, {_count(readable, 'document')}, no mistakes")
    return STRICT if strict and warned else 0


@command.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for other programs.")
def read(files: tuple[Path, ...], as_json: bool) -> int:
    """Show documents as the tool sees them.

    What is known of each, and its sentences with their places in the text.
    """
    from briefing import pipeline

    failed = False
    for path in files:
        try:
            _print(pipeline.describe(path) if as_json else pipeline.outline(path))
        except SourceError as error:
            failed = True
            _say(f"{path}: {error.reason}")
    return int(failed)


@command.command()
@click.argument("words", nargs=-1, required=True)
@_config
@_sources
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="Show this many sentences.")
def search(words: tuple[str, ...], path: Path, sources: tuple[str, ...], limit: int) -> int:
    """Show the sentences that a topic of these words would find.

    The best come first, with their scores; a + marks those that would be printed.
    """
    from briefing import pipeline

    _print(pipeline.search(_load(path, sources), " ".join(words), limit))
    return 0


@command.command()
@click.argument("quotation")
@click.option("-t", "--topic", "wanted", required=True, help="The topic's title or id.")
@_config
@_sources
def why(quotation: str, wanted: str, path: Path, sources: tuple[str, ...]) -> int:
    """Say why a sentence was chosen for a topic, or left out.

    A part of the sentence will do, word for word as the document has it.
    """
    from briefing import pipeline

    config = _load(path, sources)
    _print(pipeline.why(config, _topic(config, wanted), quotation))
    return 0


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--sources",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder that holds the documents; may be repeated.",
)
def verify(file: Path, sources: tuple[Path, ...]) -> int:
    """Prove a briefing again, from a .pdf, .md, .html or .json file of it.

    Every quotation is cut from its document's text once more and compared with what the file prints.
    """
    from briefing.verify import verify as prove

    checks = prove(file, sources)
    for check in checks:
        _print(_printable(f"{'holds' if check.holds else 'FAILS'}  {check.what}: {check.detail}"))
    failed = sum(not check.holds for check in checks)
    _say(f"{file}: " + (f"{_count(failed, 'check')} of {len(checks)} failed" if failed else "everything holds"))
    return UNPROVEN if failed else 0


@command.command()
def schema() -> None:
    """Print the JSON Schema of config.yaml, for editors."""
    from briefing.config import schema_text

    _print(schema_text().rstrip())


# --- what is asked ---------------------------------------------------------------------------------------------


def _load(
    path: Path,
    sources: Sequence[str] = (),
    output: Path | None = None,
    formats: Sequence[Format] = (),
    into: Path | None = None,
) -> Config:
    """The config with what the command line says instead."""
    from briefing.config import load_config, overlap

    config = load_config(path)
    if sources:
        config = replace(config, sources=tuple(map(_source, sources)))
    if output or formats:
        folder = output.absolute() if output else config.output.folder
        chosen = tuple(dict.fromkeys(formats)) or config.output.formats
        config = replace(config, output=replace(config.output, folder=folder, formats=chosen))
    for source in config.sources if sources or output else ():
        if overlap(config.output.folder, source):
            raise BriefingError(
                f"the output folder {config.output.folder} overlaps the sources {source}; "
                "choose another one with --output, so that no build reads what another wrote"
            )
    return _with_page(config, into)


def _with_page(config: Config, into: Path | None) -> Config:
    """The config with the page that --into names, if any; whichever page it has lies apart from all else."""
    from briefing.config import may_be_page, page_clash

    if into:
        config = replace(config, output=replace(config.output, into=Path(os.path.abspath(into))))
        if not may_be_page(into):
            raise BriefingError(f"--into {into}: expected a page in a folder that exists")
    page = config.output.into
    if page and (clash := page_clash(page, config.output.folder, config.sources)):
        raise BriefingError(f"the page {page} must be one {clash}; choose another one with --into")
    return config


def _topic(config: Config, wanted: str) -> Topic:
    for topic in config.topics:
        if wanted.casefold() in (topic.id, topic.title.casefold()):
            return topic
    raise BriefingError(
        f"no topic {wanted!r} in {config.path.name}; it has {', '.join(t.title for t in config.topics)}"
    )


def _source(written: str) -> str:
    """A path or glob of the command line, absolute."""
    import glob

    source = os.path.abspath(written)
    if not os.path.lexists(source) and not glob.glob(source, recursive=True):
        raise BriefingError(f"--sources {written}: no such file or folder, and no file matches it")
    return source


# --- what is told ----------------------------------------------------------------------------------------------


def _print(result: str) -> None:
    """A result, in UTF-8 whatever the locale: JSON knows no other, and documents hold what a locale may not."""
    try:
        click.echo(result.encode("utf-8", "backslashreplace"))
    except BrokenPipeError:  # `briefing read ... | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(0) from None


def _say(message: str) -> None:
    click.echo("\n".join(map(_printable, message.splitlines())), err=True)


def _printable(text: str) -> str:
    """File names and the like come from strangers: no character of theirs may steer the terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _warn(skipped: Iterable[Skipped], warnings: Iterable[str]) -> bool:
    """Tell what went wrong without stopping the work; returns whether anything did."""
    told = [*(f"not read: {one.path}: {one.reason}" for one in skipped), *warnings]
    for warning in told:
        _say(f"warning: {warning}")
    return bool(told)


def _summarise(built: Built) -> None:
    """What was found and where it is: a table on a terminal, plain lines elsewhere."""
    if sys.stderr.isatty():
        _show_table(built.briefing)
    else:
        for section in built.briefing.sections:
            _say(f"{section.topic.title}: {' from '.join(_counts(section))}")
    if built.briefing.withheld:
        _say(f"{_count(built.briefing.withheld, 'document')} withheld, marked above {built.briefing.marking}")
    _say(f"{_count(len(built.briefing.read), 'document')} read; wrote {', '.join(map(_near, built.files))}")


def _counts(section: Section) -> tuple[str, ...]:
    cited = {excerpt.sentence.document.id for finding in section.findings for excerpt in finding.excerpts}
    found = len(section.findings)
    if not found:
        return ("no evidence",)
    findings = _count(found, "finding") + (" near it" if section.in_part else "")
    return (findings, _count(len(cited), "document"))


def _show_table(briefing: Briefing) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 3))
    for section in briefing.sections:
        table.add_row(*(Text(_printable(cell)) for cell in (section.topic.title, *_counts(section))))
    Console(stderr=True).print(table)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _near(path: Path) -> str:
    """As short as it can be told from the current folder."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on a terminal while documents are read; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:

        def reading(files: Iterable[SourceFile], total: int) -> Iterable[SourceFile]:
            return bar.track(files, total=total, description="reading")

        yield reading
