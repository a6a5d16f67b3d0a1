"""Topics given as plain strings, put to articles that people have labelled sentence by sentence.

The articles are copyrighted and lie outside the repository: without them these tests are skipped. They keep a floor;
`make evaluate` measures.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

import briefing

SHARED = Path(__file__).resolve().parents[2] / "shared"
TOPICS = ("force-size", "us-backstop", "russian-position", "casualties")
CONFIG = """\
title: A peacekeeping force for Ukraine
sources: {sources}
topics: [Force size, US backstop, Russian position, Casualties]
output: {{folder: {folder}, formats: [json]}}
"""

pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="needs the labelled articles in ../shared")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("shared")
    (folder / "config.yaml").write_text(CONFIG.format(sources=SHARED / "seeds", folder=folder / "build"))
    briefing.build(folder / "config.yaml")
    value: dict[str, Any] = json.loads((folder / "build" / "briefing.json").read_bytes())
    return value


@pytest.fixture(scope="module")
def scores(built: dict[str, Any]) -> dict[str, dict[str, Any]]:
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    rows: dict[str, dict[str, Any]] = score.score(built, json.loads((SHARED / "gold" / "seeds.json").read_bytes()))
    return rows


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("measure", ["recall", "precision"])
def test_a_plain_topic_finds_most_of_what_it_should_and_little_else(
    scores: dict[str, dict[str, Any]], topic: str, measure: str
) -> None:
    assert scores[topic][measure] >= 0.6


@pytest.mark.parametrize("topic", TOPICS)
def test_a_sentence_that_needs_another_brings_it(scores: dict[str, dict[str, Any]], topic: str) -> None:
    assert scores[topic]["context"] == scores[topic]["needs"]


def test_no_heading_and_no_furniture_is_evidence(built: dict[str, Any]) -> None:
    names = {document["id"]: Path(document["path"]).name for document in built["documents"]}
    blocks = {id: briefing.read(SHARED / "seeds" / name).blocks for id, name in names.items()}
    printed = [c for section in built["sections"] for finding in section["findings"] for c in finding["citations"]]
    wrong = [
        (names[citation["document"]], citation["start"], block.kind)
        for citation in printed
        for block in blocks[citation["document"]]
        if block.kind in ("heading", "furniture") and block.start < citation["end"] and block.end > citation["start"]
    ]
    assert wrong == []
    assert printed
