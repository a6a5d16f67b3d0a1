"""How long a briefing takes, as ratios measured in one run: `make bench`. Exits with 1 when a limit is not kept.

Each row compares two commands, run in turn several times from nothing, each in a process of its own; the medians are
compared. What is compared with does the least that could be done: a build is held against a process that imports
WeasyPrint and renders the very same page, the start of `check` and `--help` against one that imports click.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from briefing import pipeline
from briefing.config import load_config
from briefing.rendering import environment, render_paper
from briefing.rendering._pdf_worker import FONTS, font_files

ROOT = Path(__file__).resolve().parents[1]
RUNS = 11
DOCUMENTS = 5
CONFIG = """\
title: A peacekeeping force for Ukraine
sources: sources/
topics: [Force size, US backstop, Russian position, Casualties]
output: {formats: [markdown, pdf, json]}
"""
ALONE = """\
import sys, weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[1] + ".pdf", pdf_variant="pdf/ua-1")
"""

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    command: Command
    against: Command
    most: float
    """The limit: so many times what `against` takes."""


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = _rows(folder)
        # Bytecode is kept, as it is for an installed package, but apart from the checkout.
        environ = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environ |= {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONPATH": str(ROOT)}
        kept = [_measure(row, environ) for row in rows]
    return 0 if all(kept) else 1


def _rows(folder: Path) -> tuple[Row, ...]:
    config = _project(folder)
    page = _page(config, folder)
    briefing = (sys.executable, "-m", "briefing")
    click = (sys.executable, "-c", "import click")
    return (
        Row(
            f"build of {DOCUMENTS} articles: Markdown, PDF, JSON",
            (*briefing, "build", "-c", str(config)),
            (sys.executable, "-c", ALONE, str(page)),
            1.6,
        ),
        Row("check of config.yaml", (*briefing, "check", "-c", str(ROOT / "config.yaml")), click, 3),
        Row("--help", (*briefing, "--help"), click, 3),
    )


def _project(folder: Path) -> Path:
    """A config with five articles: the shared ones where they are there, else some of our own."""
    shared = ROOT.parent / "shared" / "seeds"
    articles = sorted(path for path in (shared if shared.is_dir() else ROOT / "seeds").glob("*.txt"))
    articles = (articles + sorted((ROOT / "seeds").glob("[0-9]*.md")))[:DOCUMENTS]
    (folder / "sources").mkdir()
    for article in articles:
        shutil.copy(article, folder / "sources")
    config = folder / "config.yaml"
    config.write_text(CONFIG, encoding="utf-8")
    return config


def _page(config_file: Path, folder: Path) -> Path:
    """The page that the build gives to WeasyPrint, its fonts named by where they are."""
    config = load_config(config_file)
    briefing = pipeline.assemble(config, pipeline.read(config))
    templates = environment(config.templates)
    page = render_paper(briefing, templates)
    for font in font_files():
        page = page.replace(FONTS + font.name, font.as_uri())
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    return path


def _measure(row: Row, environ: dict[str, str]) -> bool:
    """Run both commands in turn, the first time unmeasured, and print how they compare; returns whether it will do."""
    times: dict[Command, list[float]] = {row.command: [], row.against: []}
    for run in range(RUNS + 1):
        for command, taken in times.items():
            start = time.perf_counter()
            done = subprocess.run(command, env=environ, capture_output=True, text=True)
            if done.returncode:
                sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
            if run:
                taken.append(time.perf_counter() - start)
    one, other = (median(taken) for taken in times.values())
    kept = one <= row.most * other
    print(
        f"{row.what:48} {one:6.3f} s against {other:6.3f} s: {one / other:4.2f} times, "
        f"at most {row.most:g}: {'holds' if kept else 'DOES NOT HOLD'}",
        flush=True,
    )
    return kept


if __name__ == "__main__":
    raise SystemExit(main())
