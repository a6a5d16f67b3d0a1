"""Which files the sources name, and what is said of those that are not read."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.errors import SourceError
from briefing.sources import files as files_module
from briefing.sources.files import SourceFile, list_files, read_bytes

NOBODY = 65534
"""The user without rights on Linux and macOS alike."""


def shown(folder: Path, *sources: str) -> list[str]:
    return [file.shown for file in list_files([str(folder / source) for source in sources], folder)[0]]


def skipped(folder: Path, *sources: str) -> dict[str, str]:
    return {one.path: one.reason for one in list_files([str(folder / source) for source in sources], folder)[1]}


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("It rained.", encoding="utf-8")


def test_a_folder_is_searched_to_its_depth_and_sorted(tmp_path: Path) -> None:
    write(tmp_path, "in/b.txt", "in/a.md", "in/deep/er/c.txt", "out/d.txt")
    assert shown(tmp_path, "in") == ["in/a.md", "in/b.txt", "in/deep/er/c.txt"]


def test_a_glob_matches(tmp_path: Path) -> None:
    write(tmp_path, "in/b.txt", "in/a.md", "in/deep/c.txt")
    assert shown(tmp_path, "in/**/*.txt") == ["in/b.txt", "in/deep/c.txt"]


def test_a_glob_without_a_match_is_nothing(tmp_path: Path) -> None:
    assert list_files([str(tmp_path / "*.txt")], tmp_path) == ([], [])


def test_a_name_with_a_star_is_itself(tmp_path: Path) -> None:
    write(tmp_path, "a*.txt", "ab.txt")
    assert shown(tmp_path, "a*.txt") == ["a*.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt")
    assert shown(tmp_path, "in", "in/a.txt", "in/*.txt") == ["in/a.txt"]


@pytest.mark.parametrize("name", [".hidden.txt", ".git/a.txt", "README.md", "README.txt", "README", "sources.yaml"])
def test_what_is_no_document_passes_in_silence(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"in/{name}")
    assert list_files([str(tmp_path / "in")], tmp_path) == ([], [])
    assert list_files([str(tmp_path / "in/*")], tmp_path) == ([], [])


def test_a_readme_that_the_config_names_is_read(tmp_path: Path) -> None:
    write(tmp_path, "README.md")
    assert shown(tmp_path, "README.md") == ["README.md"]


def test_sources_elsewhere_are_shown_from_the_folder_that_holds_all(tmp_path: Path) -> None:
    write(tmp_path, "config/a.txt", "elsewhere/b.txt")
    paths = [str(tmp_path / "config/a.txt"), str(tmp_path / "elsewhere")]
    assert [file.shown for file in list_files(paths, tmp_path / "config")[0]] == ["config/a.txt", "elsewhere/b.txt"]


def test_a_link_within_the_folder_is_the_file_by_its_own_name(tmp_path: Path) -> None:
    write(tmp_path, "in/b.txt")
    (tmp_path / "in/a.txt").symlink_to("b.txt")
    assert list_files([str(tmp_path / "in")], tmp_path) == ([SourceFile("in/b.txt", tmp_path / "in/b.txt")], [])


def test_a_file_that_the_config_names_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path, "out/a.txt")
    (tmp_path / "a.txt").symlink_to("out/a.txt")
    assert shown(tmp_path, "a.txt") == ["a.txt"]


def test_a_folder_that_is_a_link_is_read(tmp_path: Path) -> None:
    write(tmp_path, "out/a.txt")
    (tmp_path / "in").symlink_to("out")
    assert shown(tmp_path, "in") == ["in/a.txt"]


@pytest.mark.parametrize("source", ["in", "in/*"])
def test_a_link_out_of_the_folder_is_skipped(tmp_path: Path, source: str) -> None:
    write(tmp_path, "in/b.txt", "secret.txt")
    (tmp_path / "in/a.txt").symlink_to("../secret.txt")
    assert shown(tmp_path, source) == ["in/b.txt"]
    assert skipped(tmp_path, source) == {"in/a.txt": "a link out of the sources folder"}


def test_a_link_to_a_folder_whose_name_begins_alike_leads_out(tmp_path: Path) -> None:
    write(tmp_path, "in-two/secret.txt", "in/b.txt")
    (tmp_path / "in/a.txt").symlink_to("../in-two/secret.txt")
    assert skipped(tmp_path, "in") == {"in/a.txt": "a link out of the sources folder"}


def test_a_broken_link_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "in/b.txt")
    (tmp_path / "in/a.txt").symlink_to("gone.txt")
    assert skipped(tmp_path, "in") == {"in/a.txt": "a broken link"}


def test_links_in_a_circle_are_skipped(tmp_path: Path) -> None:
    write(tmp_path, "in/c.txt")
    (tmp_path / "in/a.txt").symlink_to("b.txt")
    (tmp_path / "in/b.txt").symlink_to("a.txt")
    assert set(skipped(tmp_path, "in")) == {"in/a.txt", "in/b.txt"}
    assert shown(tmp_path, "in") == ["in/c.txt"]


def test_a_link_to_the_folder_above_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "in/deep/a.txt")
    (tmp_path / "in/deep/up").symlink_to("..")
    assert shown(tmp_path, "in") == ["in/deep/a.txt"]
    assert list(skipped(tmp_path, "in")) == ["in/deep/up"]


@pytest.mark.parametrize(
    ("name", "as_shown"),
    [(b"a\nb.txt", "in/a\\nb.txt"), (b"a\x1bb.txt", "in/a\\x1bb.txt"), ("a\u2028b.txt".encode(), "in/a\\u2028b.txt")],
    ids=["line feed", "escape", "line separator"],
)
def test_a_name_with_a_control_character_is_skipped(tmp_path: Path, name: bytes, as_shown: str) -> None:
    write(tmp_path, "in/c.txt")
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/" + name)).write_text("It rained.", encoding="utf-8")
    assert skipped(tmp_path, "in") == {as_shown: "its name holds a line end or another control character"}


def test_a_name_that_is_no_utf8_is_read_and_shown_with_escapes(tmp_path: Path) -> None:
    write(tmp_path, "in/c.txt")
    try:
        Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/a\xff.txt")).write_text("It rained.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    assert shown(tmp_path, "in") == ["in/a\\xff.txt", "in/c.txt"]


def test_a_fifo_is_skipped_without_being_opened(tmp_path: Path) -> None:
    write(tmp_path, "in/b.txt")
    os.mkfifo(tmp_path / "in/a.txt")
    assert skipped(tmp_path, "in") == {"in/a.txt": "not a regular file"}


def test_a_file_that_is_not_there_is_skipped(tmp_path: Path) -> None:
    assert list(skipped(tmp_path, "gone.txt")) == ["gone.txt"]


def test_a_file_too_large_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.truncate(tmp_path / "a.txt", files_module.MAX_BYTES + 1)
    assert skipped(tmp_path, "a.txt") == {"a.txt": "larger than 100 MB"}


def test_a_file_that_went_away_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: no such file or directory"):
        read_bytes(SourceFile("a.txt", tmp_path / "a.txt"))


@pytest.fixture
def powerless() -> Iterator[Path]:
    """A folder of somebody whom permissions bind: for root, who may read all, the test becomes `nobody`."""
    folder = Path(tempfile.mkdtemp())  # not below tmp_path, which only its owner may enter
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        (folder / "in/locked").chmod(0o700)
        shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="permissions work otherwise on this system")
def test_a_folder_that_may_not_be_opened_is_skipped(powerless: Path) -> None:
    write(powerless, "in/locked/a.txt", "in/b.txt")
    (powerless / "in/locked").chmod(0)
    assert shown(powerless, "in") == ["in/b.txt"]
    assert skipped(powerless, "in") == {"in/locked": "cannot be opened: permission denied"}
