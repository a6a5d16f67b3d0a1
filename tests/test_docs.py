"""The documentation says what the program does: its keys, options, examples and links are those of the code."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from briefing.cli import command, main
from briefing.config import json_schema, schema_text
from briefing.rendering.quoting import slug
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "seeds" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONFIG_PAGE = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^]\[]*\]\(([^()\s]+)\)")


def blocks(text: str, language: str) -> list[str]:
    return [code for name, code in _FENCE.findall(text) if name == language]


def prose(path: Path) -> str:
    return _FENCE.sub("", path.read_text(encoding="utf-8"))


# --- config and command line -----------------------------------------------------------------------------------


def config_keys(schema: dict[str, Any]) -> Iterator[str]:
    yield from schema.get("properties", {})
    for inner in (*schema.get("properties", {}).values(), *schema.get("anyOf", ()), schema.get("items")):
        yield from config_keys(inner) if inner else ()


@pytest.mark.parametrize("key", sorted(set(config_keys(json_schema()))))
def test_every_config_key_has_a_row(key: str) -> None:
    assert re.search(rf"^\| `{re.escape(key)}` \|", CONFIG_PAGE, re.MULTILINE)


@pytest.mark.parametrize("key", sorted(set(config_keys(json_schema())) - {"$schema", "folder", "formats", "dialect"}))
def test_every_config_key_is_in_the_readme(key: str) -> None:
    assert re.search(rf"^\| .*`{key}`.* \|", README, re.MULTILINE)


def command_line_words() -> Iterator[str]:
    for name, subcommand in command.commands.items():
        yield f"briefing {name}"
        for parameter in (*command.params, *subcommand.params):
            if isinstance(parameter, click.Option):
                yield from parameter.opts


@pytest.mark.parametrize("word", sorted(set(command_line_words())))
def test_every_command_and_option_is_in_the_readme(word: str) -> None:
    assert f"`{word}`" in README or f"`{word} " in README


def test_every_exit_code_is_in_the_readme() -> None:
    assert re.findall(r"^\| (\d+) \|", README, re.MULTILINE) == ["0", "1", "2", "3", "4", "130"]


def test_the_schema_for_editors_is_the_program_s() -> None:
    """`briefing schema > briefing.schema.json`"""
    assert (ROOT / "briefing.schema.json").read_text(encoding="utf-8") == schema_text()


# --- examples --------------------------------------------------------------------------------------------------

CONFIGS = [code for text in (README, CONFIG_PAGE) for code in blocks(text, "yaml") if "topics:" in code]


@pytest.mark.parametrize("code", CONFIGS, ids=["readme", "page"])
def test_example_configs_build_the_sample_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "config.yaml").write_text(code, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--strict", "--format", "json"]) == 0


def test_the_example_of_every_key_has_every_key() -> None:
    uncommon = {"$schema", "templates", "lexicon"}  # the one is a comment there, the others need files
    keys = set(config_keys(json_schema())) - uncommon
    assert [key for key in keys if not re.search(rf"\b{key}:\s", CONFIGS[1])] == []


def test_the_example_of_sources_yaml_is_right(project: Path) -> None:
    (example,) = (code for code in blocks(README, "yaml") if "topics:" not in code)
    (project / "sources" / "ferry.txt").rename(project / "sources" / "report.txt")
    (project / "sources" / "sources.yaml").write_text(example, encoding="utf-8")
    assert main(["check", "--strict"]) == 0


def test_the_example_of_a_briefing_is_from_the_golden_one() -> None:
    (example,) = blocks(README, "markdown")
    assert example in (ROOT / "tests" / "golden" / "briefing.md").read_text(encoding="utf-8")


def test_the_example_of_a_build_is_what_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example, _ = blocks(README, "console")
    main(["build", "-c", str(ROOT / "config.yaml"), "--output", str(tmp_path), "--format", "json"])
    *topics, _ = capsys.readouterr().err.splitlines()
    assert example.splitlines()[:-1] == topics


def test_the_example_of_why_is_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    _, example = blocks(README, "console")
    asked, _, said = example.partition("\n")
    main([*shlex.split(asked)[2:], "-c", str(ROOT / "config.yaml")])
    assert capsys.readouterr().out.rstrip() == said.rstrip()


# --- links -----------------------------------------------------------------------------------------------------

LINKS = [(page, link) for page in PAGES for link in _LINK.findall(prose(page)) if "://" not in link]


def anchors(path: Path) -> set[str]:
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)}


@pytest.mark.parametrize(("page", "link"), LINKS, ids=[f"{page.name} {link}" for page, link in LINKS])
def test_links_lead_somewhere(page: Path, link: str) -> None:
    file, _, anchor = link.partition("#")
    target = page.parent / file if file else page
    assert target.exists()
    assert not anchor or anchor in anchors(target)
