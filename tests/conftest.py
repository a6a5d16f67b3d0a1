"""What several tests use: the golden briefing's flag, a small project to build, and the command as users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

ROOT = Path(__file__).resolve().parents[1]

DOCUMENT = """\
Ferry to Lowsay carries more passengers

LOWSAY, 3 May 2024 (Island Post) - The ferry to Lowsay carried 41,000 passengers in April, the harbour board said.

It was the busiest April since the service began. Cyclists made up a fifth of all passengers on the ferry.
"""
CONFIG = """\
title: The Lowsay ferry
sources: sources/
topics: [Ferry passengers]
output: {formats: [markdown, json]}
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew; read the diff in review")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A config and one document, and the current folder is theirs."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "ferry.txt").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def command_line(*args: str) -> tuple[str, ...]:
    return sys.executable, "-m", "briefing", *args


def environ(changes: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """A process finds this checkout's briefing, wherever it runs."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, **changes}


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run() -> Run:
    """`run("build", "--strict", cwd=folder, TZ="Asia/Tokyo")`: the command in a process of its own."""

    def start(*args: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command_line(*args), cwd=cwd, env=environ(env), capture_output=True, encoding="utf-8", check=False
        )

    return start
