"""`briefing search` and `briefing why`, as a user meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.cli import main

CONFIG = "title: T\nsources: docs\ntopics: [Force size, Casualties]\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("The force would have 5,000 troops. The harbour was quiet.\n")
    (tmp_path / "config.yaml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_search_prints_scores_and_places(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "harbour"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "+ 1.00  The harbour was quiet.",
        "          docs/a.txt 35-57  harbour 1.00",
    ]


def test_search_says_when_nothing_is_found(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "zeppelin"]) == 0
    assert capsys.readouterr().out == "no sentence speaks to these words\n"


def test_search_shows_no_more_than_its_limit(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "harbour", "force", "--limit", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 more sentences score less"


def test_why_names_verdict_score_and_remedy(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "harbour was quiet", "--topic", "force size"]) == 0
    out = capsys.readouterr().out
    assert "left out: it holds no word of the topic" in out
    assert "it takes 0." in out
    assert 'pin: ["The harbour was quiet."]' in out


def test_why_knows_a_topic_by_its_id(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "5,000 troops", "-t", "force-size"]) == 0
    assert "printed as finding 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["why", "no such words", "-t", "Casualties"], "no document holds 'no such words'", id="quotation"),
        pytest.param(["why", "harbour", "-t", "Turnout"], "no topic 'Turnout' in config.yaml", id="topic"),
    ],
)
def test_what_is_not_there_is_one_clear_message(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(arguments) == 1
    assert message in capsys.readouterr().err
