"""How well the right sentences are found, on text that people labelled: `make evaluate`. docs/evaluation.md reads it.

The labelled texts are not ours to pass on and lie outside this repository, in ../shared; without them there is nothing
to do. Their own scripts read and score them: `gold/score.py` and `eval/run.py`.

    make evaluate                      the scores, through the command line
    make evaluate ARGS=--ablation      what each signal brings: the scores with one of them switched off at a time
    make evaluate ARGS=--cut           the scores by the least score that is printed

The last two run within this process. `run.py` still reads the labels and counts; only its `build`, which starts the
command, is replaced by one that keeps the documents it has read.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import io
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import patch

from briefing import pipeline, sources
from briefing.config import load_config
from briefing.lexicon import table
from briefing.model import Document, Query, Sentence, Term, Topic
from briefing.rendering import render_json
from briefing.sections import build as assembly
from briefing.sections import claims, query, relevance, scan, selection
from briefing.sections.words import stopwords, words
from briefing.sources import sentences

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SETS = ("police", "events", "sentences")

TITLES = ("Force size", "US backstop", "Russian position", "Casualties")
WITH_TERMS: tuple[dict[str, Any], ...] = (
    {
        "title": "Force size",
        "question": "How many troops would the force have, and who would send them?",
        "terms": [
            "troops", "personnel", "contingent", "reassurance force", "troop levels", "sending forces", "send troops",
        ],
    },
    {
        "title": "US backstop",
        "question": "Will the United States stand behind the force?",
        "terms": ["backstop", "reserve firepower", "US support", "American military", "American troops"],
        "exclude": ["Patriot"],
    },
    {
        "title": "Russian position",
        "question": "What does Russia say about foreign troops and a ceasefire?",
        "speakers": ["Russia", "Kremlin", "Putin", "Peskov"],
    },
    {"title": "Casualties", "terms": ["casualties", "killed", "wounded", "deaths", "losses", "fatalities"]},
)  # fmt: skip
"""The four topics as a reader who has looked at the articles would write them."""

Build = Callable[[Any, str, Sequence[Mapping[str, Any]]], dict[str, Any]]
"""What `run.py` calls to have a folder's documents briefed on some topics: command, folder, topics → briefing.json."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ablation", action="store_true", help="switch off one signal at a time")
    parser.add_argument("--cut", action="store_true", help="try other least scores")
    parser.add_argument("--only", default="", metavar="TEXT", help="the rows whose name holds TEXT")
    asked = parser.parse_args()
    if not (SHARED / "gold").is_dir() or not (SHARED / "eval").is_dir():
        print("Nothing to evaluate: there is no ../shared/gold with ../shared/eval.")
        return 0
    sys.path += [str(SHARED / "gold"), str(SHARED / "eval")]
    if asked.ablation:
        _table({"as it is": (), **SIGNALS, **dict.fromkeys(BASELINES, ())}, "without", asked.only)
    if asked.cut:
        _table({f"{least:.2f}": ((selection, "THRESHOLD", least),) for least in CUTS}, "least score", asked.only)
    if not asked.ablation and not asked.cut:
        _command_line()
    return 0


# --- through the command line ----------------------------------------------------------------------------------


def _command_line() -> None:
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "briefing"]
    for name, topics in (("plain strings", TITLES), ("with terms", WITH_TERMS)):
        with tempfile.TemporaryDirectory() as folder:
            config = _config(Path(folder), SHARED / "seeds", topics)
            subprocess.run([*command, "build", "-c", config], env=environ, check=True, capture_output=True)
            print(f"gold, {name}", flush=True)
            gold = SHARED / "gold"
            scored = [sys.executable, gold / "score.py", Path(folder) / "build" / "briefing.json", gold / "seeds.json"]
            subprocess.run([*scored, "--quiet"], check=True)
    run = [sys.executable, SHARED / "eval" / "run.py", "--cmd", " ".join(command), *SETS]
    subprocess.run(run, env=environ, check=True)


def _config(folder: Path, texts: Path, topics: Sequence[Any]) -> Path:
    path = folder / "config.yaml"
    output = {"folder": str(folder / "build"), "formats": ["json"]}
    config = {"title": "Evaluation", "sources": str(texts), "topics": list(topics), "output": output}
    path.write_text(json.dumps(config), encoding="utf-8")
    return path


# --- within this process ---------------------------------------------------------------------------------------


def _build(_: Any, folder: str, topics: Sequence[Any]) -> dict[str, Any]:
    """What `briefing build` writes to briefing.json."""
    texts = Path(folder) / "docs"
    config = load_config(_config(Path(folder), texts, topics))
    return json.loads(render_json(pipeline.assemble(config, _read(texts))))


_READINGS: dict[tuple[tuple[str, int], ...], sources.Reading] = {}


def _read(folder: Path) -> sources.Reading:
    """The folder's documents; the same ones are read once, whatever folder they lie in."""
    key = tuple(sorted((path.name, hash(path.read_bytes())) for path in folder.iterdir()))
    if key not in _READINGS:
        _READINGS[key] = sources.read_sources([str(folder)], folder)
    return _READINGS[key]


_SENTENCES: dict[int, Sequence[Sentence]] = {}
_split_sentences = sentences.split_sentences
_words = functools.cache(scan.words)


def _split(document: Document) -> Sequence[Sentence]:
    """A document's sentences, split once; by its identity, since `_READINGS` keeps it alive."""
    if id(document) not in _SENTENCES:
        _SENTENCES[id(document)] = _split_sentences(document)
    return _SENTENCES[id(document)]


Scores = dict[str, str]
COLUMNS = {
    "gold plain": "gold",
    "gold terms": "gold, terms",
    "police plain": "police",
    "police plain even": "· even",
    "police plain odd": "· odd",
    "police require": "police, require",
    "police require even": "· even",
    "police require odd": "· odd",
    "events": "events",
    "events even": "· even",
    "events odd": "· odd",
    "links": "links",
}


def _scores(build: Build) -> Scores:
    """Every figure of a row, by column; those of the halves count every second document or event alone."""
    import run  # ../shared/eval

    scores = {"gold plain": _gold(build, TITLES), "gold terms": _gold(build, WITH_TERMS)}
    every, built = run.rows, _building_once(build)
    for half, part in (("", slice(None)), ("even", slice(0, None, 2)), ("odd", slice(1, None, 2))):
        rows = functools.partial(lambda part, data, name: every(data, name)[part], part)
        with patch.object(run, "rows", rows), patch.object(run, "build", built):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                run.police(None, str(SHARED / "eval" / "data"), 0)
                run.events(None, str(SHARED / "eval" / "data"), 0)
        scores |= {f"{name} {half}".strip(): value for name, value in _figures(printed.getvalue())}
    return scores


def _building_once(build: Build) -> Build:
    """The same, but topics that were built before are taken from there, with only the citations of what is in the
    folder now."""
    known: dict[str, dict[str, Any]] = {}

    def built(command: Any, folder: str, topics: Sequence[Any]) -> dict[str, Any]:
        key = json.dumps(topics)
        if key not in known:
            known[key] = build(command, folder, topics)
            return known[key]
        there = set(os.listdir(Path(folder) / "docs"))
        inside = {document["id"] for document in known[key]["documents"] if Path(document["path"]).name in there}
        return {
            **known[key],
            "sections": [
                {
                    "findings": [
                        {**f, "citations": [c for c in f["citations"] if c["document"] in inside]} for f in found
                    ]
                }
                for found in (section["findings"] for section in known[key]["sections"])
            ],
        }

    return built


def _figures(printed: str) -> Iterator[tuple[str, str]]:
    for mode, precision, f1 in re.findall(r"^police (\w+) +mean +AP (\S+) .* F1 (\S+)", printed, re.MULTILINE):
        yield f"police {mode}", f"{precision} {f1}"
    for precision, found, wrong in re.findall(r"^events +MAP (\S+).* links (\d+)/.* labels (\d+)", printed, re.M):
        yield "events", precision
        yield "links", f"{found}/{wrong}"


def _gold(build: Build, topics: Sequence[Any]) -> str:
    """Mean F1 of recall and precision over the four topics."""
    import score  # ../shared/gold

    labels = json.loads((SHARED / "gold" / "seeds.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "docs").symlink_to(SHARED / "seeds")
        rows = score.score(build(None, folder, topics), labels).values()
    both = [(row["recall"], row["precision"]) for row in rows]
    return f"{sum(2 * r * p / (r + p) if r + p else 0.0 for r, p in both) / len(both):.3f}"


# --- one signal at a time --------------------------------------------------------------------------------------

Change = tuple[ModuleType, str, Any]
"""A module, one of its names, and what it is set to."""


def _query(change: Callable[[Query], Query]) -> Change:
    """Every query changed before it is put to the documents."""
    understand = assembly.understand
    return assembly, "understand", lambda topic, language: change(understand(topic, language))


def _without(drop: Callable[[Term], bool]) -> tuple[Change]:
    """Some of the terms taken from every facet; not its first, which is the topic's own word."""

    def change(asked: Query) -> Query:
        return replace(
            asked,
            facets=tuple(
                replace(facet, terms=tuple(t for i, t in enumerate(facet.terms) if not i or not drop(t)))
                for facet in asked.facets
            ),
        )

    return (_query(change),)


def _of(kind: str, *weights: float) -> Callable[[Term], bool]:
    """Whether a term comes from an entry of this table of the lexicon, and weighs as much as one of these."""
    return lambda term: term.origin.removeprefix("lexicon: ") in table(kind) and term.weight in weights


def _alone(*args: Any) -> Any:
    corpus = scan.gather(*args)
    return replace(corpus, passages=tuple(replace(passage, points_back=False) for passage in corpus.passages))


SIGNALS: dict[str, tuple[Change, ...]] = {
    "the concepts' words": _without(_of("concepts", query.SAME)),
    "near words": _without(_of("concepts", query.NEAR)),
    "countries' other names": _without(_of("countries", 1.0, query.SAME)),
    "`not` shadows": (_query(lambda asked: replace(asked, shadows=())),),
    "people learnt": ((assembly, "learn", lambda _: {}),),
    "rarity of facets": ((relevance, "math", SimpleNamespace(log=lambda _: 1.0, fsum=math.fsum)),),
    "several weak hints": (
        (
            relevance,
            "_spoken_to",
            lambda found, count: [
                max((m.term.weight for m in found if m.facet == facet), default=0.0) for facet in range(count)
            ],
        ),
    ),
    "heading": ((relevance, "HEADING", 0.0),),
    "pointing back": ((assembly, "gather", _alone),),
    "rest of the paragraph": ((relevance, "PARAGRAPH", 0.0),),
    "question's words": ((relevance, "QUESTION", 0.0),),
    "nearness": ((relevance, "NEARNESS", 0.0),),
    "who acts": ((relevance, "ACT", 0.0),),
    "kind of answer": ((relevance, "ANSWER", 0.0),),
    "terms above title": ((relevance, "SHARES", {**relevance.SHARES, "terms": 1.0}),),
    "share of `require`": ((relevance, "SHARES", {**relevance.SHARES, "require": 0.0}),),
    "the cut": (
        (selection, "THRESHOLD", 0.0),
        (selection, "SHARE_OF_BEST", 0.0),
        (selection, "FLOOR", 0.0),
        (selection, "LEAST", 0.0),
    ),
    "statements": ((query, "_states", lambda *_: False),),
    "context": ((selection, "excerpt_range", lambda passages, place: (place, place)),),
    "merging": (
        *((claims, name, 9.0) for name in ("SAME_WORDS", "SAME_WITH_FIGURE", "HELD")),
        (selection, "ALIKE", 9.0),
    ),
    "held in the longer": ((claims, "HELD", 9.0),),
    "merging by figures": ((claims, "FIGURE_WEIGHT", 0.0), (claims, "SAME_WITH_FIGURE", claims.SAME_WORDS)),
}
"""Each signal, and what switches it off."""

CUTS = (0.5, 0.54, 0.58, 0.6, 0.62, 0.64, 0.66, 0.7)


def _table(rows: Mapping[str, tuple[Change, ...]], title: str, only: str) -> None:
    """A Markdown table. What nobody set is as the package has it."""
    print(f"| {title} | {' | '.join(COLUMNS.values())} |\n| --- |{' --- |' * len(COLUMNS)}")
    chosen = [name for name in rows if only in name]
    _measured.rows = rows  # type: ignore[attr-defined]  # functions do not pickle; forked processes inherit them
    with get_context("fork").Pool() as pool:
        for name, scores in zip(chosen, pool.imap(_measured, chosen), strict=True):
            print(f"| {name} | {' | '.join(scores[column] for column in COLUMNS)} |", flush=True)


def _measured(name: str) -> Scores:
    rows: Mapping[str, tuple[Change, ...]] = _measured.rows  # type: ignore[attr-defined]
    with contextlib.ExitStack() as stack:
        stack.enter_context(patch.object(sentences, "split_sentences", _split))
        stack.enter_context(patch.object(scan, "words", _words))
        for module, attribute, value in rows[name]:
            stack.enter_context(patch.object(module, attribute, value))
        return _scores(BASELINES.get(name, _build))


# --- to compare with -------------------------------------------------------------------------------------------

K1, B = 1.2, 0.75
"""Of BM25, as commonly set."""


def _ranked(
    documents: Iterable[Document],
    rank: Callable[[Topic, Sequence[Sentence]], Iterable[tuple[float, Sentence]]],
    limit: int | None,
) -> Callable[[Topic], list[dict[str, Any]]]:
    everything = [sentence for document in documents for sentence in _split(document)]
    evidence = [s for s in everything if s.document.blocks[s.block].kind in ("paragraph", "item")]

    def findings(topic: Topic) -> list[dict[str, Any]]:
        best = sorted(rank(topic, evidence), key=lambda pair: (-pair[0], pair[1].document.path, pair[1].start))[:limit]
        return [
            {"score": score, "citations": [{"document": s.document.id, "start": s.start, "end": s.end}]}
            for score, s in best
        ]

    return findings


def _baseline(rank: Callable[..., Iterable[tuple[float, Sentence]]], limit: int | None) -> Build:
    def build(_: Any, folder: str, topics: Sequence[Any]) -> dict[str, Any]:
        texts = Path(folder) / "docs"
        config = load_config(_config(Path(folder), texts, topics))
        documents = _read(texts).documents
        findings = _ranked(documents, rank, limit)
        return {
            "documents": [{"id": document.id, "path": document.path} for document in documents],
            "sections": [{"id": t.id, "title": t.title, "findings": findings(t)} for t in config.topics],
        }

    return build


def _first(_: Topic, evidence: Sequence[Sentence]) -> Iterator[tuple[float, Sentence]]:
    """The first two sentences of every document, with no regard to the topic."""
    seen: Counter[str] = Counter()
    for sentence in evidence:
        seen[sentence.document.id] += 1
        if seen[sentence.document.id] <= 2:
            yield 1 / seen[sentence.document.id], sentence


def _bm25(topic: Topic, evidence: Sequence[Sentence]) -> list[tuple[float, Sentence]]:
    """BM25 of each sentence for the words of title and question, by their stems."""
    asked = _stems(f"{topic.title} {topic.question or ''}", "en")
    cut = [_stems(sentence.text, sentence.document.language) for sentence in evidence]
    mean = sum(map(len, cut)) / max(1, len(cut))
    counts = Counter(stem for stems in cut for stem in set(stems))
    scored = []
    for stems, sentence in zip(cut, evidence, strict=True):
        often = Counter(stems)
        score = sum(
            math.log(1 + (len(cut) - counts[stem] + 0.5) / (counts[stem] + 0.5))
            * often[stem] * (K1 + 1) / (often[stem] + K1 * (1 - B + B * len(stems) / mean))
            for stem in set(asked) if often[stem]
        )  # fmt: skip
        if score:
            scored.append((score, sentence))
    return scored


@functools.cache
def _stems(text: str, language: str | None) -> list[str]:
    cut = words(text, language)
    return [s for s, w in zip(cut.stems, cut.written, strict=True) if w.lower() not in stopwords(language)]


BASELINES: dict[str, Build] = {
    "only the first two sentences": _baseline(_first, None),
    "only BM25, the best 8": _baseline(_bm25, 8),
    "only BM25, all": _baseline(_bm25, None),
}


if __name__ == "__main__":
    raise SystemExit(main())
