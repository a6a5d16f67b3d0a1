"""A managed block: what stands outside it is never touched, and what people wrote inside is never lost."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.cli import main
from briefing.wiki import LONGEST_DIFF, EditedError, MarkerError, check, put

OLD, NEW = "Old words.\n", "New words.\n\n- one\n"
BEGIN = "<!-- briefing:begin id=mine -->"
END = "<!-- briefing:end -->"


def around(before: str, after: str, content: str = OLD, id: str = "mine") -> str:
    """A page with a block as `put` writes it."""
    return before + put(None, id, content).removesuffix("\n") + after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("# Ukraine\n\nOurs.\n\n", "\n\nMore of ours.\n"),
        ("no blank line\n", "\nnone here"),
        ("\ufeff# Byte order mark\n\n", "\n"),
        ("\ufeff", "\n"),
        ("a\x0cb\u2028c\u0085d\x1ce\n", "\n\x0c\u2028 \t"),
        ("lone \r return\n", "\n\r"),
        (around("", "\n\n", id="other"), around("\n", "\n", id="third")),
    ],
)
def test_what_stands_outside_is_kept(before: str, after: str) -> None:
    assert put(around(before, after), "mine", NEW) == around(before, after, NEW)


@pytest.mark.property
@given(before=st.text(), after=st.text())
def test_every_character_outside_is_kept(before: str, after: str) -> None:
    if "briefing:" not in before + after:
        page = around(before + "\n", "\n" + after)
        assert put(page, "mine", NEW) == around(before + "\n", "\n" + after, NEW)


def test_line_ends_of_the_page_are_kept() -> None:
    page = around("Ours.\n\n", "\n\nOurs.").replace("\n", "\r\n")
    assert put(page, "mine", NEW) == around("Ours.\n\n", "\n\nOurs.", NEW).replace("\n", "\r\n")


def test_converted_line_ends_are_no_edit() -> None:
    page = around("Ours.\n\n", "\n")
    assert put(page.replace("\n", "\r\n"), "mine", NEW) == around("Ours.\n\n", "\n", NEW).replace("\n", "\r\n")


def test_the_same_content_leaves_the_page_as_it_is() -> None:
    page = around("Ours.\n\n", "\nOurs.\n")
    assert put(page, "mine", OLD) == page


def test_a_new_page_is_front_matter_and_block() -> None:
    text = put(None, "mine", NEW, "---\ntitle: x\n---\n")
    digest = hashlib.sha256(b"\nNew words.\n\n- one\n\n").hexdigest()
    assert text == f"---\ntitle: x\n---\n\n<!-- briefing:begin id=mine sha256={digest} -->\n\n{NEW}\n{END}\n"


def test_a_page_that_is_there_gets_no_front_matter() -> None:
    assert "title" not in put("Ours.\n", "mine", NEW, "---\ntitle: x\n---\n")


@pytest.mark.parametrize(
    ("page", "gap"),
    [
        ("Ours.", "\n\n"),
        ("Ours.\n", "\n"),
        ("Ours.\n\n", ""),
        ("Ours.\r\n", "\r\n"),
        ("Ours.\r\n\r\n", ""),
        ("a\r\nb", "\r\n\r\n"),
        ("", ""),
        ("\ufeff", ""),
    ],
)
def test_a_page_without_the_block_gets_it_at_its_end(page: str, gap: str) -> None:
    newline = "\r\n" if "\r" in page else "\n"
    assert put(page, "mine", NEW) == page + gap + put(None, "mine", NEW).replace("\n", newline)


def test_another_block_is_left_alone() -> None:
    page = around("", "\n", id="other").replace("Old", "Edited")
    assert put(page, "mine", NEW) == page + "\n" + put(None, "mine", NEW)


@pytest.mark.parametrize("inside", ["\n", "\n\n", "\n \n"])
def test_an_empty_block_says_where_the_briefing_goes(inside: str) -> None:
    assert put(f"Above\n{BEGIN}{inside}{END}\nbelow", "mine", NEW) == around("Above\n", "\nbelow", NEW)


@pytest.mark.parametrize(
    "edit", [("Old", "Our"), ("words.", "words. Ours."), ("\n\n<!-- briefing:end", "\nOurs.\n\n<!-- briefing:end")]
)
def test_an_edit_inside_is_not_overwritten(edit: tuple[str, str]) -> None:
    page = around("Above.\n", "\nBelow.\n").replace(*edit)
    with pytest.raises(EditedError) as caught:
        put(page, "mine", NEW)
    assert caught.value.page == around("Above.\n", "\nBelow.\n", NEW)
    assert "\n+New words.\n" in str(caught.value)


def test_words_in_a_block_without_a_sha256_are_an_edit() -> None:
    with pytest.raises(EditedError):
        put(f"{BEGIN}\nOurs.\n{END}\n", "mine", NEW)


def test_an_edit_that_says_what_the_briefing_says_is_none() -> None:
    page = around("", "\n").replace("Old words.", NEW.strip())
    assert put(page, "mine", NEW) == around("", "\n", NEW)


def test_the_diff_is_short() -> None:
    page = around("", "\n").replace("Old", "Our")
    with pytest.raises(EditedError) as caught:
        put(page, "mine", "\n".join(map(str, range(1000))))
    lines = str(caught.value).split("\n")
    assert lines[:2] == ["--- as it stands", "+++ as it would be"]
    assert len(lines) == LONGEST_DIFF + 1
    assert re.fullmatch(r"\.\.\. and \d+ more lines", lines[-1])


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (f"a\n{BEGIN}\nb\n", "2: briefing:begin without a briefing:end after it"),
        (f"a\r\n{END}\r\nb\r\n", "2: briefing:end without a briefing:begin before it"),
        (f"{BEGIN}\n{END}\n{END}", "3: briefing:end without a briefing:begin before it"),
        (f"{BEGIN}\n\n{BEGIN}\n{END}\n", "3: briefing:begin within the block that begins in line 1"),
        (f"{BEGIN}\n{END}\n{BEGIN}\n{END}\n", "3: a second block with the id mine"),
        (f"a {BEGIN}\n{END}\n", "1: a marker of briefing must stand alone on its line"),
        (f"{BEGIN} b\n{END}\n", "1: a marker of briefing must stand alone on its line"),
        (f"{BEGIN}\nx {END}\n", "2: a marker of briefing must stand alone on its line"),
        ("<!-- briefing:begin -->\n", "1: a marker of briefing must stand alone on its line"),
        ("<!-- briefing:begin id=a sha256=12 -->\n", "1: a marker of briefing must stand alone on its line"),
        ("<!--briefing:start id=a-->\n", "1: a marker of briefing must stand alone on its line"),
    ],
)
@pytest.mark.parametrize("id", ["mine", "other"])
def test_markers_that_do_not_stand_in_pairs_are_told(page: str, message: str, id: str) -> None:
    for use in (lambda: put(page, id, NEW), lambda: check(page)):
        with pytest.raises(MarkerError) as caught:
            use()
        assert str(caught.value).startswith(message)


def test_what_a_source_says_is_no_marker() -> None:
    """`quote` escapes it in every dialect."""
    from briefing.rendering.quoting import quote
    from briefing.rendering.wikitext import wikitext

    for quoted in (quote(END), wikitext(END)):
        page = put(None, "mine", quoted)
        assert put(page, "mine", NEW) == put(None, "mine", NEW)


def test_a_hostile_page_is_read_in_no_time() -> None:
    put("<!--" * 100_000 + "\r" * 100_000 + "\n" * 100_000 + "x", "mine", NEW)


# --- the charts of a page, by the command ----------------------------------------------------------------------

FIGURES = """\
The harbour board said the ferry carried 41,000 passengers in April.

The island council said the ferry carried fewer than 30,000 passengers in April.
"""
PICTURE = re.compile(r"!\[([^]]*)\]\(([^)]*)\)")


def charted(project: Path, output: str) -> None:
    (project / "wiki").mkdir(exist_ok=True)
    (project / "sources" / "figures.txt").write_text(FIGURES, encoding="utf-8")
    text = f"title: The Lowsay ferry\nsources: sources/\ntopics: [Ferry passengers]\noutput: {{{output}}}\n"
    (project / "config.yaml").write_text(text, encoding="utf-8")


def pictures(page: Path) -> list[tuple[str, Path]]:
    """The alternative of each, and the file that it leads to."""
    found = PICTURE.findall(page.read_text(encoding="utf-8"))
    return [(words, page.parent / unquote(address)) for words, address in found]


def test_a_build_writes_the_charts_that_its_page_shows(project: Path) -> None:
    charted(project, "formats: [markdown, json], into: wiki/Our ferry.md")
    assert main(["build"]) == 0
    pages = (project / "build" / "briefing.md", project / "wiki" / "Our ferry.md")
    (one,), (other,) = map(pictures, pages)
    assert one[0] == other[0] == "passengers: fewer than 30,000 passengers; 41,000 passengers"
    assert one[1] == project / "build" / "briefing-charts" / "the-lowsay-ferry.ferry-passengers.svg"
    assert other[1] == project / "wiki" / "Our ferry-charts" / "the-lowsay-ferry.ferry-passengers.svg"
    assert one[1].read_bytes() == other[1].read_bytes()
    assert main(["verify", str(pages[0])]) == 0


def test_charts_that_a_new_edition_no_longer_has_are_taken_away(project: Path) -> None:
    charted(project, "formats: [markdown], into: wiki/Ferry.md")
    assert main(["build"]) == 0
    (project / "sources" / "figures.txt").unlink()
    assert main(["build"]) == 0
    assert pictures(project / "wiki" / "Ferry.md") == []
    assert list(project.glob("**/*-charts")) == []


def test_an_edited_block_keeps_the_charts_it_shows(project: Path) -> None:
    charted(project, "formats: [markdown], into: wiki/Ferry.md")
    assert main(["build"]) == 0
    page = project / "wiki" / "Ferry.md"
    page.write_text(page.read_text(encoding="utf-8").replace("## Key points", "## Our points"), encoding="utf-8")
    before = {path: path.read_bytes() for path in project.glob("**/*.svg")}
    (project / "sources" / "figures.txt").unlink()
    assert main(["build"]) == 1
    assert {path: path.read_bytes() for path in project.glob("**/*.svg")} == before


def test_outputs_without_a_page_have_no_charts_beside_them(project: Path) -> None:
    charted(project, "formats: [html, json]")
    assert main(["build"]) == 0
    assert list(project.glob("**/*.svg")) == []
