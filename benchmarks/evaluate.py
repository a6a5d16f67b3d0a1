"""How well the right sentences are found, on text that people labelled: `make evaluate`. docs/evaluation.md reads it.

The labelled texts are not ours to pass on and lie outside this repository, in ../shared; without them there is nothing
to do. Their own scripts read and score them: `gold/score.py` and `eval/run.py`. The set "topics" puts topics of our own
to some of these texts; which sentences answer them stands in topics.json, by place and without a word of the texts.
The set "languages" is all our own, texts and topics: languages.json.

    make evaluate                      the scores, through the command line
    make evaluate ARGS=--ablation      what each signal brings: the scores with one of them switched off at a time
    make evaluate ARGS=--cut           the scores by the least score that is printed

The last two run within this process. `run.py` still reads the labels and counts; only its `build`, which starts the
command, is replaced by one that keeps the documents it has read, and stops at what is printed, before what is said of
it. `--sets` and `--only` choose columns and rows.
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
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, TypeVar
from unittest.mock import patch

from briefing import sources
from briefing.analysis.words import stopwords, words
from briefing.config import load_config
from briefing.lexicon import table
from briefing.model import Document, Query, Sentence, Term, Topic
from briefing.sections import build as assembly
from briefing.sections import claims, deeds, expressions, relevance, scan, selection, statements
from briefing.sources import sentences

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
TOPICS = ROOT / "benchmarks" / "topics.json"
LANGUAGES = ROOT / "benchmarks" / "languages.json"
SETS = ("police", "events", "sentences", "quotes", "figures")

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
    parser.add_argument("--sets", default=",".join(COLUMNS), metavar="NAME,...", help="the columns of a table")
    parser.add_argument("--jobs", type=int, default=None, metavar="N", help="rows that are measured at a time")
    asked = parser.parse_args()
    sets = [name for name in COLUMNS if name in asked.sets.split(",")]
    if not (SHARED / "gold").is_dir() or not (SHARED / "eval").is_dir():
        print("Nothing to evaluate: there is no ../shared/gold with ../shared/eval.")
        return 0
    sys.path += [str(SHARED / "gold"), str(SHARED / "eval")]
    if asked.ablation:
        rows = {"as it is": (), **SIGNALS, **dict.fromkeys(BASELINES, ())}
        _table({name: rows[name] for name in rows if asked.only in name}, "without", sets, asked.jobs)
    if asked.cut:
        rows = {f"{name} {least:.2f}": ((selection, name, least),) for name in CUTS for least in CUTS[name]}
        _table({name: rows[name] for name in rows if asked.only in name}, "least score", sets, asked.jobs)
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
    run = [sys.executable, SHARED / "eval" / "run.py", "--cmd", shlex.join(command), *SETS]
    subprocess.run(run, env=environ, check=True)
    with patch.dict(os.environ, environ):
        _print_topics(command)
        _print_languages(command)


def _print_topics(command: Sequence[str]) -> None:
    import run  # ../shared/eval

    build = functools.partial(run.build, command)
    for name, asked in _parts([_asked(build, corpus) for corpus in _corpora()]).items():
        print(f"topics  {name:9}{_told(list(chain(*asked)))}", flush=True)
    for name, corpora in _parts(_corpora()).items():
        if name in FOREIGN:
            whole, near = _foreign(build, corpora)
            count = sum(len(corpus.topics) for corpus in corpora)
            print(f"foreign {name:9}print something {whole + near}/{count}: whole {whole}, on part of the topic {near}")


def _print_languages(command: Sequence[str]) -> None:
    """Topics in the language of the documents, and topics in English put to the same."""
    import run  # ../shared/eval

    build = functools.partial(run.build, command)
    scores: dict[tuple[str, str], list[Asked]] = {}
    for language, corpus in _in_languages():
        for topic, asked in zip(corpus.topics, _asked(build, corpus), strict=True):
            asked_in = "in English" if topic["language"] == "en" else "in its own"
            for name in (language, "held out" if corpus.held_out else "all others"):
                scores.setdefault((name, asked_in), []).append(asked)
    for (name, asked_in), found in sorted(scores.items(), key=lambda item: (len(item[0][0]), item[0])):
        print(f"languages {name:11}{asked_in:11}{_told(found)}", flush=True)


def _config(folder: Path, texts: Path, topics: Sequence[Any]) -> Path:
    path = folder / "config.yaml"
    output = {"folder": str(folder / "build"), "formats": ["json"]}
    config = {"title": "Evaluation", "sources": str(texts), "topics": list(topics), "output": output}
    path.write_text(json.dumps(config), encoding="utf-8")
    return path


# --- within this process ---------------------------------------------------------------------------------------


def _build(_: Any, folder: str, topics: Sequence[Any]) -> dict[str, Any]:
    """What `briefing build` writes to briefing.json, as far as it is counted here."""
    texts = Path(folder) / "docs"
    config = load_config(_config(Path(folder), texts, topics))
    documents = _read(texts).documents
    sections, _warnings = assembly.build_sections(config.topics, documents, _split)
    return {
        "documents": [{"id": document.id, "path": document.path} for document in documents],
        "sections": [
            {
                "id": section.topic.id,
                "title": section.topic.title,
                "findings": [
                    {
                        "score": round(finding.score, 4),
                        "in_part": finding.in_part,
                        "citations": [
                            {"document": e.sentence.document.id, "start": e.start, "end": e.end}
                            for e in finding.excerpts
                        ],
                    }
                    for finding in section.findings
                ],
            }
            for section in sections
        ],
    }


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
    "gold": {"gold plain": "gold", "gold terms": "gold, terms"},
    "police": {
        "police plain": "police",
        "police plain even": "· even",
        "police plain odd": "· odd",
        "police require": "police, require",
        "police require even": "· even",
        "police require odd": "· odd",
    },
    "events": {"events": "events", "events even": "· even", "events odd": "· odd", "links": "links"},
    "topics": {
        "topics dev": "topics",
        "topics even": "· even",
        "topics odd": "· odd",
        "topics held out": "· held out",
        "foreign dev": "foreign",
        "foreign held out": "· held out",
    },
}
"""The columns of each set, by their keys in a row's scores."""


def _scores(build: Build, sets: Sequence[str]) -> Scores:
    """Every figure of a row, by column; those of the halves count every second document or event alone."""
    import run  # ../shared/eval

    scores: Scores = {}
    if "gold" in sets:
        scores |= {"gold plain": _gold(build, TITLES), "gold terms": _gold(build, WITH_TERMS)}
    if "topics" in sets:
        scores |= _topic_scores(build)
    every, built = run.rows, _building_once(build)
    for half, part in (("", slice(None)), ("even", slice(0, None, 2)), ("odd", slice(1, None, 2))):
        rows = functools.partial(lambda part, data, name: every(data, name)[part], part)
        with patch.object(run, "rows", rows), patch.object(run, "build", built):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                for name in ("police", "events"):
                    if name in sets:
                        getattr(run, name)(None, str(SHARED / "eval" / "data"), 0)
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


# --- topics as people type them ----------------------------------------------------------------------------------

SHIFT = 5
"""A corpus is asked the topics of the one so many places on in the list, which are foreign to it."""
FOREIGN = ("dev", "held out")
"""The parts of the set within which they are asked."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A few documents, each with the places of its sentences, and the topics that are put to them."""

    docs: Sequence[Mapping[str, Any]]
    """As `run.py` has them."""
    topics: Sequence[Mapping[str, Any]]
    """Each with `must`, the sentences that must be printed, and `may`, those that may be: document, start, end."""
    held_out: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a topic, in sentences: how many are wanted, and of those printed how many are wanted, allowed (they
    count neither way in F1 and AP) or neither."""

    wanted: int
    right: int
    allowed: int
    wrong: int
    ap: float

    @property
    def recall(self) -> float:
        return self.right / self.wanted

    @property
    def f1(self) -> float:
        """Where nothing is wanted, 1 if nothing is printed."""
        if not self.wanted:
            return float(not self.wrong)
        return 2 * self.right / (self.right + self.wrong + self.wanted)


@functools.cache
def _corpora() -> Sequence[Corpus]:
    import run  # ../shared/eval

    read = functools.cache(lambda name: run.rows(SHARED / "eval" / "data", name))
    corpora = []
    for one in json.loads(TOPICS.read_text(encoding="utf-8")):
        rows = [read(one["data"].removesuffix(".jsonl"))[row] for row in one["rows"]]
        docs = [doc for row in rows for doc in row.get("docs", [row])]
        places = one.get("sentences") or [doc["sentences"] for doc in docs]
        numbered = enumerate(zip(docs, places, strict=True))
        texts = [{"id": str(n), "text": doc["text"], "sentences": spans} for n, (doc, spans) in numbered]
        corpora.append(Corpus(texts, one["topics"], one["held_out"]))
    return corpora


def _in_languages() -> Iterator[tuple[str, Corpus]]:
    """The corpora in languages other than English, each with its language."""
    for one in json.loads(LANGUAGES.read_text(encoding="utf-8")):
        docs = [_laid_out(str(number), document) for number, document in enumerate(one["documents"])]
        places = {
            f"{doc['id']}.{n}": (int(doc["id"]), *span) for doc in docs for n, span in enumerate(doc["sentences"])
        }
        topics = [
            {**topic, **{kind: [places[place] for place in topic[kind]] for kind in ("must", "may")}}
            for topic in one["topics"]
        ]
        yield one["language"], Corpus(docs, topics, held_out=one["held_out"])


def _laid_out(name: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """A document as text, and where its sentences stand in it; an empty line parts its title and its paragraphs."""
    text, spans = document["title"], list[tuple[int, int]]()
    for paragraph in document["paragraphs"]:
        text += "\n\n"
        for number, sentence in enumerate(paragraph):
            text += " " * bool(number)
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence
    return {"id": name, "text": text + "\n", "sentences": spans}


def _parts(each: Sequence[T]) -> dict[str, list[T]]:
    """What there is of each corpus, by the part that the corpus is in."""
    dev, held_out = (
        [one for one, corpus in zip(each, _corpora(), strict=True) if corpus.held_out == held] for held in (False, True)
    )
    return {"dev": dev, "even": dev[::2], "odd": dev[1::2], "held out": held_out}


def _sections(build: Callable[..., Any], corpus: Corpus, topics: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The briefing of these documents on these topics. Which labels they have is not told."""
    import run  # ../shared/eval

    told = [{"id": f"t{n}", **{k: t[k] for k in ("title", "question") if k in t}} for n, t in enumerate(topics)]
    with tempfile.TemporaryDirectory() as folder:
        run.write_docs(os.path.join(folder, "docs"), corpus.docs)
        return build(folder, [{**topic, "limit": 1000} for topic in told])


def _asked(build: Callable[..., Any], corpus: Corpus) -> list[Asked]:
    import run  # ../shared/eval

    briefing = _sections(build, corpus, corpus.topics)
    documents = {document["id"]: document for document in briefing["documents"]}
    asked = []
    for topic, section in zip(corpus.topics, briefing["sections"], strict=True):
        scores = {
            (number, *corpus.docs[number]["sentences"][place]): score
            for (number, place), (score, _) in run.sentence_scores(section, documents, corpus.docs).items()
        }
        must, may = ({tuple(place) for place in topic[kind]} for kind in ("must", "may"))
        ranked = sorted(scores.keys() - may, key=lambda place: (-scores[place], place))
        right = len(must & scores.keys())
        ap = run.average_precision(ranked, must)
        asked.append(Asked(len(must), right, len(may & scores.keys()), len(ranked) - right, ap))
    return asked


def _foreign(build: Callable[..., Any], corpora: Sequence[Corpus]) -> tuple[int, int]:
    """How many topics print something in the documents of another corpus: on the whole topic, and on part of it."""
    whole = near = 0
    for place, corpus in enumerate(corpora):
        other = corpora[(place + SHIFT) % len(corpora)]
        for section in _sections(build, corpus, other.topics)["sections"]:
            parts = [finding.get("in_part", False) for finding in section["findings"]]
            whole += not all(parts)
            near += bool(parts) and all(parts)
    return whole, near


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / max(1, len(found))


def _told(asked: Sequence[Asked]) -> str:
    wanted, none = [a for a in asked if a.wanted], [a for a in asked if not a.wanted]
    printed = sum(a.right + a.allowed + a.wrong for a in asked)
    return (
        f"F1 {_mean(a.f1 for a in asked):.3f}  R {_mean(a.recall for a in wanted):.3f}"
        f"  P, may counted {sum(a.right + a.allowed for a in asked) / max(1, printed):.3f}"
        f"  ({printed} sentences; {len(asked)} topics)   nothing though there is evidence"
        f" {sum(not a.right + a.allowed + a.wrong for a in wanted)}/{len(wanted)}, something though there is none"
        f" {sum(bool(a.wrong) for a in none)}/{len(none)}"
    )


def _topic_scores(build: Build) -> Scores:
    """Mean AP, over the topics with evidence, and mean F1; of the foreign topics, those that print on the whole topic,
    and on part of it."""
    scores = {}
    built = functools.partial(build, None)
    for name, found in _parts([_asked(built, corpus) for corpus in _corpora()]).items():
        asked = list(chain(*found))
        scores[f"topics {name}"] = f"{_mean(a.ap for a in asked if a.wanted):.3f} {_mean(a.f1 for a in asked):.3f}"
    for name, corpora in _parts(_corpora()).items():
        if name in FOREIGN:
            whole, near = _foreign(built, corpora)
            scores[f"foreign {name}"] = f"{whole}+{near}"
    return scores


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


def _unasked(*kinds: str, anybody: bool | None = None) -> tuple[Change]:
    """No such kind of answer is wanted; `anybody`: only where nobody is named of whom it is wanted, or somebody is."""

    def change(asked: Query) -> Query:
        meant = asked.answer in kinds and (anybody is None or anybody != bool(asked.subject))
        return replace(asked, answer=None) if meant else asked

    return (_query(change),)


def _alone(*args: Any) -> Any:
    corpus = scan.gather(*args)
    return replace(corpus, passages=tuple(replace(passage, points_back=False) for passage in corpus.passages))


def _hanging(kind: str) -> tuple[Change]:
    return ((relevance, "HANGS", {**relevance.HANGS, kind: 0.0}),)


def _rated(*args: Any) -> list[relevance.Rating]:
    return [replace(rating, firm=True) for rating in relevance.rate(*args)]


_NO_RARITY = SimpleNamespace(log=lambda _: 1.0, fsum=math.fsum)

SIGNALS: dict[str, tuple[Change, ...]] = {
    # what a topic is about
    "the concepts' words": _without(_of("concepts", expressions.SAME)),
    "near words": _without(_of("concepts", expressions.NEAR)),
    "words for what a party does": _without(lambda term: term.origin.endswith(expressions.DOES)),
    "countries' other names": _without(_of("countries", 1.0, expressions.SAME)),
    "`not` shadows": (_query(lambda asked: replace(asked, shadows=())),),
    "people learnt": ((assembly, "learn", lambda _: {}),),
    # how far a sentence speaks to it
    "rarity of facets": ((relevance, "math", _NO_RARITY), (statements, "math", _NO_RARITY)),
    "several weak hints": (
        (
            relevance,
            "_spoken_to",
            lambda found, count, hints: [
                max((m.term.weight for m in found if m.facet == facet), default=0.0) for facet in range(count)
            ],
        ),
    ),
    "heading": ((relevance, "HEADING", 0.0),),
    "pointing back": ((assembly, "gather", _alone),),
    "rest of the paragraph": ((relevance, "PARAGRAPH", 0.0),),
    "anywhere in the document": ((relevance, "DOCUMENT", 0.0),),
    "question's words": ((relevance, "QUESTION", 0.0),),
    "nearness": ((relevance, "NEARNESS", 0.0),),
    "terms above title": ((relevance, "SHARES", {**relevance.SHARES, "terms": 1.0}),),
    "share of `require`": ((relevance, "SHARES", {**relevance.SHARES, "require": 0.0}),),
    # what it answers
    "kinds of answer": _unasked("amount", "position", "people", "place", "time"),
    "· amounts": _unasked("amount"),
    "· a party's position": _unasked("position", anybody=False),
    "· anybody's position": _unasked("position", anybody=True),
    "· who, where, when": _unasked("people", "place", "time"),
    "who acts": _hanging("event"),
    "who did it": _hanging("deed"),
    "· and with `require`": _unasked("deed"),
    "deeds only planned": ((deeds, "UNREAL", 1.0),),
    # a title that states a fact
    "statements": (_query(lambda asked: replace(asked, statement=False, function=())),),
    "· function words": ((statements, "FUNCTION", 0.0),),
    "· next to it": ((statements, "BESIDE", 0.0),),
    "· length": ((statements, "LENGTH", 0.0),),
    "· the lexicon's words": ((statements, "ADDED", 0.0),),
    # what is printed of it
    "the cut": tuple(
        (selection, name, 0.0)
        for name in (
            "THRESHOLD", "REQUIRED", "PART_FLOOR", "PART_AMOUNT", "PART_SHARE", "LONG_SHARE", "LONG_FLOOR",
            "SHARE_OF_BEST", "FLOOR", "LEAST",
        )
    ),
    "· lower with `require`": ((selection, "REQUIRED", selection.THRESHOLD),),
    "· its own for long titles": ((selection, "LONG", math.inf),),
    "· half for one word shared": ((selection, "ONE", 1.0),),
    "what comes near": ((selection, "FEW", 0),),
    "· its share of the best": ((selection, "PART_SHARE", 0.0),),
    "· its higher floor for amounts": ((selection, "PART_AMOUNT", selection.PART_FLOOR),),
    "· its word that means the topic": ((assembly, "rate", _rated),),
    "context": tuple(
        (selection, name, lambda _, place: (place, place)) for name in ("excerpt_range", "quotation_range")
    ),
    "merging": (
        *((claims, name, 9.0) for name in ("SAME_WORDS", "SAME_WITH_FIGURE", "HELD")),
        (selection, "ALIKE", 9.0),
    ),
    "· held in the longer": ((claims, "HELD", 9.0),),
    "· by figures": ((claims, "FIGURE_WEIGHT", 0.0), (claims, "SAME_WITH_FIGURE", claims.SAME_WORDS)),
    "· once a document": ((selection, "REPEATED", 0.0),),
    "· conflict": tuple((module, "conflict", lambda *_: False) for module in (claims, selection)),
}  # fmt: skip
"""Each signal, and what switches it off; those with a dot are parts of the one above them."""

CUTS = {
    "THRESHOLD": (0.5, 0.54, 0.58, 0.6, 0.62, 0.64, 0.66, 0.7),
    "REQUIRED": (0.48, 0.52, 0.56, 0.6, 0.64),
    "PART_FLOOR": (0.2, 0.25, 0.3, 0.35, 0.4),
    "PART_SHARE": (0.4, 0.5, 0.6, 0.7, 0.8),
}


def _table(rows: Mapping[str, tuple[Change, ...]], title: str, sets: Sequence[str], jobs: int | None) -> None:
    """A Markdown table. What nobody set is as the package has it."""
    columns = {key: name for one in sets for key, name in COLUMNS[one].items()}
    print(f"| {title} | {' | '.join(columns.values())} |\n| --- |{' --- |' * len(columns)}", flush=True)
    _measured.rows = rows  # type: ignore[attr-defined]  # functions do not pickle; forked processes inherit them
    with get_context("fork").Pool(jobs) as pool:
        measured = pool.imap(functools.partial(_measured, sets=sets), rows)
        for name, scores in zip(rows, measured, strict=True):
            print(f"| {name} | {' | '.join(scores[column] for column in columns)} |", flush=True)


def _measured(name: str, sets: Sequence[str]) -> Scores:
    rows: Mapping[str, tuple[Change, ...]] = _measured.rows  # type: ignore[attr-defined]
    with contextlib.ExitStack() as stack:
        stack.enter_context(patch.object(scan, "words", _words))
        for module, attribute, value in rows[name]:
            stack.enter_context(patch.object(module, attribute, value))
        return _scores(BASELINES.get(name, _build), sets)


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
