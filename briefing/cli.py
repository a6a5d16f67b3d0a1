"""The command line: arguments in, exit code out. The only module that prints; messages go to stderr, results to stdout.

Exit codes: 0 done; 1 a mistake in config, sources or templates; 2 usage; 3 `--strict` and there were warnings.
Everything heavy is imported by the command that needs it, so that `--help` and `check` start at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from briefing import __version__
from briefing.errors import BriefingError, SourceError
from briefing.model import Config, Format

if TYPE_CHECKING:
    from briefing.pipeline import Built
    from briefing.sources import SourceFile

STRICT = 3
FORMATS = get_args(Format)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        code = command.main(args=None if argv is None else list(argv), prog_name="briefing", standalone_mode=False)
    except click.exceptions.Abort:
        _say("interrupted; the outputs of the last build still stand")
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BriefingError as error:
        _say(str(error))
        return 1
    except BrokenPipeError:  # `briefing read ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return int(code or 0)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", package_name="briefing", message="%(prog)s %(version)s")
def command() -> None:
    """Turn a folder of documents and a list of topics into a cited briefing."""


_config = click.option(
    "-c", "--config", "path", default="config.yaml", show_default=True, type=click.Path(path_type=Path), help="The config file."
)
_sources = click.option("--sources", multiple=True, help="Read this folder, file or glob instead of the config's sources.")
_strict = click.option("--strict", is_flag=True, help="Exit with 3 when there were warnings.")


@command.command()
@_config
@_sources
@click.option("--output", type=click.Path(path_type=Path), help="Write to this folder instead of the config's.")
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Write only this format; may be repeated.")
@_strict
def build(path: Path, sources: tuple[str, ...], output: Path | None, formats: tuple[Format, ...], strict: bool) -> int:
    """Make the briefing."""
    from briefing import pipeline

    config = _with_options(_load(path), sources, output, formats)
    with _progress() as progress, _complaints() as complaints:
        built = pipeline.build(config, progress)
    warnings = [*_skipped(built.briefing.skipped), *built.briefing.warnings, *complaints]
    _warn(warnings)
    _summary(built)
    return STRICT if strict and warnings else 0


@command.command()
@_config
@_sources
@_strict
def check(path: Path, sources: tuple[str, ...], strict: bool) -> int:
    """Check config, templates and sources without building."""
    from briefing.rendering.environment import check_templates
    from briefing.sources import check_sources

    config = _with_options(_load(path), sources, None, ())
    check_templates(config.templates)
    readable, skipped, complaints = check_sources(config.sources, config.path.parent)
    warnings = [*_skipped(skipped), *complaints]
    _warn(warnings)
    if not readable:
        raise BriefingError(f"no document could be read from {', '.join(config.sources)}")
    _say(f"{path}: {_count(len(config.topics), 'topic')}, {_count(readable, 'document')}, no mistakes")
    return STRICT if strict and warnings else 0


@command.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: metadata, blocks, sentences and what they say.")
def read(files: tuple[Path, ...], as_json: bool) -> int:
    """Show documents as the tool sees them."""
    from briefing import pipeline

    failed = False
    for path in files:
        try:
            click.echo(pipeline.describe(path) if as_json else pipeline.outline(path))
        except SourceError as error:
            failed = True
            _say(f"{_printable(str(path))}: {error.reason}")
    return int(failed)


@command.command()
def schema() -> None:
    """Print the JSON Schema of config.yaml, for editors."""
    from briefing.config import schema_text

    click.echo(schema_text(), nl=False)


def _load(path: Path) -> Config:
    from briefing.config import load_config

    return load_config(path)


def _with_options(config: Config, sources: tuple[str, ...], output: Path | None, formats: tuple[Format, ...]) -> Config:
    """The config with what the command line says instead."""
    from briefing.config import overlap

    if sources:
        config = replace(config, sources=tuple(str(Path(source).absolute()) for source in sources))
        for source, written in zip(config.sources, sources, strict=True):
            if not _exists(source):
                raise BriefingError(f"--sources {written}: no such file or folder, and no file matches it")
    if formats:
        config = replace(config, output=replace(config.output, formats=tuple(dict.fromkeys(formats))))
    if output:
        config = replace(config, output=replace(config.output, folder=output.absolute()))
    for source in config.sources:
        if (sources or output) and overlap(config.output.folder, source):
            raise BriefingError(f"--output {config.output.folder}: overlaps the sources; the code never writes there")
    return config


def _exists(source: str) -> bool:
    import glob

    return os.path.lexists(source) or bool(glob.glob(source, recursive=True))


# --- what is printed -------------------------------------------------------------------------------------------


def _say(message: str) -> None:
    click.echo("\n".join(_printable(line) for line in message.splitlines()), err=True)


def _printable(text: str) -> str:
    """File names and the like come from strangers: no character of theirs may steer the terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text)


def _skipped(skipped: Iterable[Any]) -> list[str]:
    return [f"not read: {one.path}: {one.reason}" for one in skipped]


def _warn(warnings: Iterable[str]) -> None:
    for warning in warnings:
        _say(f"warning: {warning}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _summary(built: Built) -> None:
    """What was found and where it is: a table on a terminal, plain lines elsewhere."""
    briefing = built.briefing
    rows = [
        (section.topic.title, len(section.findings), len({e.sentence.document.id for f in section.findings for e in f.excerpts}))
        for section in briefing.sections
    ]
    files = [os.path.relpath(file) for file in built.files]
    if not sys.stderr.isatty():
        for title, findings, documents in rows:
            found = f"{_count(findings, 'finding')} from {_count(documents, 'document')}" if findings else "no evidence"
            _say(f"{title}: {found}")
        _say(f"{_count(len(briefing.read), 'document')} read; wrote {', '.join(files)}")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name, justify in (("topic", "left"), ("findings", "right"), ("documents", "right")):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for title, findings, documents in rows:
        table.add_row(Text(_printable(title)), str(findings) if findings else "no evidence", str(documents))
    console = Console(stderr=True)
    console.print(table)
    console.print(Text(f"{_count(len(briefing.read), 'document')} read; wrote {', '.join(map(_printable, files))}"))


@contextmanager
def _progress() -> Iterator[Any]:
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


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What the stages log as warnings while the outputs are made."""
    import logging

    told: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("briefing")
    logger.addHandler(handler)
    try:
        yield told
    finally:
        logger.removeHandler(handler)
