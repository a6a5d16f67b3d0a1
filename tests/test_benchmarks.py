"""What `make evaluate` can be wrong about without anybody seeing it; the scores themselves need texts that are not ours
to pass on."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

CORPORA = json.loads((ROOT / "benchmarks" / "topics.json").read_text(encoding="utf-8"))


def _load() -> Any:
    spec = importlib.util.spec_from_file_location("evaluate", ROOT / "benchmarks" / "evaluate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where a dataclass looks for its own module
    spec.loader.exec_module(module)
    return module


evaluate = _load()


@pytest.mark.parametrize("arguments", [[], ["--ablation"], ["--cut"]])
def test_without_the_texts_it_says_so_and_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.setattr(evaluate, "SHARED", tmp_path)
    monkeypatch.setattr(sys, "argv", ["evaluate.py", *arguments])
    assert evaluate.main() == 0
    assert capsys.readouterr().out.startswith("Nothing to evaluate")


@pytest.mark.parametrize("signal", evaluate.SIGNALS)
def test_what_switches_a_signal_off_is_still_there(signal: str) -> None:
    changes = evaluate.SIGNALS[signal]
    assert changes
    assert [name for module, name, _ in changes if not hasattr(module, name)] == []


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus["name"])
def test_labels_are_places_of_sentences(corpus: dict[str, Any]) -> None:
    for topic in corpus["topics"]:
        must, may = ({tuple(place) for place in topic[kind]} for kind in ("must", "may"))
        assert not must & may
        assert all(0 <= start < end for _, start, end in must | may)
        if "sentences" in corpus:
            assert all([start, end] in corpus["sentences"][document] for document, start, end in must | may)


def test_topics_hold_no_text_but_what_is_asked() -> None:
    asked = {"title", "question", "must", "may"}
    assert all(topic.keys() <= asked for corpus in CORPORA for topic in corpus["topics"])
    assert all(len(topic["title"]) <= 60 for corpus in CORPORA for topic in corpus["topics"])
    assert all(re.search(r"\?$", topic.get("question", "?")) for corpus in CORPORA for topic in corpus["topics"])


@pytest.mark.parametrize(
    ("wanted", "right", "allowed", "wrong", "f1"),
    [
        (2, 2, 0, 0, 1.0),
        (2, 2, 5, 0, 1.0),
        (2, 1, 0, 1, 0.5),
        (2, 0, 0, 0, 0.0),
        (0, 0, 0, 0, 1.0),
        (0, 0, 3, 0, 1.0),
        (0, 0, 0, 1, 0.0),
    ],
)
def test_what_may_be_printed_counts_neither_way(wanted: int, right: int, allowed: int, wrong: int, f1: float) -> None:
    assert evaluate.Asked(wanted, right, allowed, wrong, 0.0).f1 == pytest.approx(f1)


LANGUAGES = json.loads((ROOT / "benchmarks" / "languages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("corpus", LANGUAGES, ids=lambda corpus: corpus["name"])
def test_labels_of_other_languages_are_sentences_of_the_documents(corpus: dict[str, Any]) -> None:
    there = {
        f"{number}.{place}"
        for number, document in enumerate(corpus["documents"])
        for place in range(sum(map(len, document["paragraphs"])))
    }
    for topic in corpus["topics"]:
        assert topic["language"] in (corpus["language"], "en")
        assert {*topic["must"], *topic["may"]} <= there
        assert not {*topic["must"]} & {*topic["may"]}


def test_documents_of_other_languages_are_laid_out_sentence_by_sentence() -> None:
    laid = evaluate._laid_out("0", {"title": "A title", "paragraphs": [["One.", "Two."], ["Three."]]})
    assert laid["text"] == "A title\n\nOne. Two.\n\nThree.\n"
    assert [laid["text"][start:end] for start, end in laid["sentences"]] == ["One.", "Two.", "Three."]
