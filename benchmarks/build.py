"""How long a briefing takes, as ratios measured in one run: `make bench`. Exits with 1 when a limit is not kept.

Each row compares two commands, run in turn several times from nothing, each in a process of its own; the medians are
compared. What is compared with does the least that could be done: a build is held against a process that imports
WeasyPrint and renders the very same page, the PDF of sixty pages and more against the same words as plain HTML, the
start of `check` and `--help` against a process that imports click. The last row is of one process: what the reading of
figures, speakers and origins adds to finding the sentences.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
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
from briefing.model import Document
from briefing.rendering import environment, render_paper
from briefing.rendering._pdf_worker import FONTS, font_files
from briefing.sources.blocks import plain_blocks

ROOT = Path(__file__).resolve().parents[1]
RUNS = 11
DOCUMENTS = 5
MANY = 10_000
CORROBORATION = 0.2
"""The most that corroboration may add to a build of so many documents, as a share of finding the sentences."""
CONFIG = """\
title: A peacekeeping force for Ukraine
sources: sources/
topics: [Force size, US backstop, Russian position, Casualties]
output: {formats: [markdown, pdf, json]}
"""
TOPICS = ("bridge", "canal", "ferry", "harbour", "hospital", "library", "museum", "orchard", "quarry", "railway")
"""What the long briefing is about; each by itself and with each of the aspects."""
ASPECTS = ("repairs", "closure", "budget")
NOUNS = ("council", "engineer", "mayor", "owner", "union", "inspector", "contractor", "committee", "tenant", "surveyor")
VERBS = ("announced", "questioned", "delayed", "confirmed", "described", "reviewed", "approved", "criticised")
PLACES = ("Arden", "Brackwater", "Colm", "Dunmere", "Eastley", "Farrow", "Glenholt", "Hexby", "Inverlay", "Jarrow")
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in ("a", "e", "i", "or", "un")]
LONG_DOCUMENTS = 40
LONG_SENTENCES = 60
RENDER = """\
import sys
from pathlib import Path
from briefing.rendering import PdfRenderer
with PdfRenderer() as renderer:
    Path(sys.argv[1]).with_suffix(".pdf").write_bytes(renderer.render(Path(sys.argv[1]).read_text(), "0" * 32).data)
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
    kept.append(_measure_corroboration())
    return 0 if all(kept) else 1


def _measure_corroboration() -> bool:
    """The time that `corroborate` takes beside `build_sections`, for many documents cut from our own."""
    from briefing.sections import build_sections, corroborate
    from briefing.sources.sentences import split_sentences

    config = load_config(ROOT / "config.yaml")
    documents = _many(pipeline.read(config).documents)
    start = time.process_time()
    sections, _ = build_sections(config.topics, documents, split_sentences)
    found = time.process_time()
    corroborate(sections, documents, split_sentences, None)
    done = time.process_time()
    one, other = done - found, found - start
    kept = one <= CORROBORATION * other
    print(
        f"{f'corroboration, {len(documents):,} documents':48} {one:6.3f} s against {other:6.3f} s: {one / other:4.2f} "
        f"times, at most {CORROBORATION:g}: {'holds' if kept else 'DOES NOT HOLD'}"
    )
    return kept


def _many(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """Documents of a few paragraphs each, made of the given ones: half of the words are changed, each time otherwise,
    so that as in a real collection few documents say the same."""
    paragraphs = [
        document.text[block.start : block.end].split()
        for document in documents
        for block in document.blocks
        if block.kind == "paragraph"
    ]
    chance = random.Random(0)
    made = []
    for number in range(MANY):
        chosen = (list(chance.choice(paragraphs)) for _ in range(4))
        text = "\n\n".join(" ".join(_changed(word, chance) for word in words) for words in chosen)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        blocks = plain_blocks(text)
        made.append(Document(sha256[:12], f"{number:05}.txt", sha256, language="en", text=text, blocks=blocks))
    return tuple(made)


def _rows(folder: Path) -> tuple[Row, ...]:
    config = _project(folder)
    page = _page(config, folder)
    briefing = (sys.executable, "-m", "briefing")
    click = (sys.executable, "-c", "import click")
    paper, plain = _long(folder)
    return (
        Row(
            f"build of {DOCUMENTS} articles: Markdown, PDF, JSON",
            (*briefing, "build", "-c", str(config)),
            (sys.executable, "-c", ALONE, str(page)),
            1.6,
        ),
        Row(
            "PDF of a long briefing, against plain HTML",
            (sys.executable, "-c", RENDER, str(paper)),
            (sys.executable, "-c", ALONE, str(plain)),
            1.25,
        ),
        Row("check of config.yaml", (*briefing, "check", "-c", str(ROOT / "config.yaml")), click, 3),
        Row("--help", (*briefing, "--help"), click, 3),
    )


def _changed(word: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return word
    return word[0] + chance.choice("aeiou") + chance.choice("bdfgklmnprst") + word[1:]


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


def _long(folder: Path) -> tuple[Path, Path]:
    """The page of a briefing of sixty pages and more, of made-up text, and the same words as plain HTML."""
    chance = random.Random(0)
    home = folder / "long"
    (home / "sources").mkdir(parents=True)
    for number in range(LONG_DOCUMENTS):
        sentences = [_sentence(chance) for _ in range(LONG_SENTENCES)]
        paragraphs = [" ".join(sentences[i : i + 4]) for i in range(0, LONG_SENTENCES, 4)]
        (home / "sources" / f"{number:02}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    topics = ", ".join(f"{topic} {aspect}" for topic in TOPICS for aspect in ASPECTS)
    config_file = home / "config.yaml"
    config_file.write_text(f"title: Works of ten towns\nsources: sources/\ntopics: [{topics}]\n", encoding="utf-8")
    config = load_config(config_file)
    paper, plain = home / "paper.html", home / "plain.html"
    page = render_paper(pipeline.assemble(config, pipeline.read(config)), environment(config.templates))
    paper.write_text(page, encoding="utf-8")
    plain.write_text(_plain(page), encoding="utf-8")
    return paper, plain


def _sentence(chance: random.Random) -> str:
    """One about a topic, in words most of which no other sentence has; some hold a figure."""
    made = ["".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))) for _ in range(8)]
    if chance.random() < 0.1:
        made[4] = f"{chance.randrange(2, 900)} workers"
    who, verb, where = chance.choice(NOUNS), chance.choice(VERBS), chance.choice(PLACES)
    what, aspect = chance.choice(TOPICS), chance.choice(ASPECTS)
    return f"The {who} of {where} {verb} the {aspect} of the {what}, {' '.join(made[:3])} with {' '.join(made[3:])}."


def _plain(page: str) -> str:
    """The words as somebody would set them down: headings, paragraphs, lists and tables, without a style or a link."""
    body = re.sub(r"(?s)^.*?<body[^>]*>|</body>.*$|<svg.*?</svg>", "", page)
    body = re.sub(r"</?(?:a|span|strong|section|nav|div|figure|figcaption|wbr)\b[^>]*>", "", body)
    body = re.sub(r"<(\w+)\s[^>]*>", r"<\1>", body)
    head = '<!doctype html><html lang="en"><title>Plain</title><style>@page { size: A4 }</style>'
    return f"{head}<body>{body}</body></html>"


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
