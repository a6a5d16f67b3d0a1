"""What of a Markdown file is prose, and what is not. Section numbers are those of CommonMark 0.31."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.sources.markdown import read_markdown

PROSE = "The dam leaked."
MARKS = st.sampled_from(
    [
        *(
            "# ",
            "> ",
            "- ",
            "1. ",
            "```",
            "~~~",
            "---",
            "===",
            "| a | b |",
            "|---|---|",
            "<div>",
            "</div>",
            "<!--",
            "-->",
        ),
        *("    ", "\t", "\n", "\n\n", "![a](b)", "[a]: b", PROSE, " ", "\r\n", "{", "\0"),
    ]
)


def blocks(text: str) -> list[tuple[str, str]]:
    extract = read_markdown(text.encode())
    return [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks]


def prose(text: str) -> list[str]:
    return [words for kind, words in blocks(text) if kind == "paragraph"]


@pytest.mark.parametrize(
    ("text", "level", "words"),
    [
        ("# A dam", 1, "A dam"),
        ("###### A dam", 6, "A dam"),
        ("## A dam ##", 2, "A dam"),
        ("## A dam#", 2, "A dam#"),
        ("A dam\n=====", 1, "A dam"),
        ("A dam\n---", 2, "A dam"),
        ("> # A dam", 1, "A dam"),
        ("# A dam.", 1, "A dam."),
    ],
)
def test_a_heading(text: str, level: int, words: str) -> None:
    extract = read_markdown(f"{text}\n\n{PROSE}".encode())
    heading = extract.blocks[0]
    assert (heading.kind, heading.level, extract.text[heading.start : heading.end]) == ("heading", level, words)


@pytest.mark.parametrize("text", ["#hashtag is no heading.", "####### Seven marks are none.", "\\# Nor is this."])
def test_a_heading_noop(text: str) -> None:
    assert prose(text) == [text]


def test_a_heading_without_words_is_nothing() -> None:
    assert blocks(f"##\n\n{PROSE}") == [("paragraph", PROSE)]


def test_lines_that_follow_each_other_are_one_paragraph() -> None:
    assert prose("The dam\nleaked.\n\nIt stank.") == ["The dam\nleaked.", "It stank."]


def test_a_short_line_that_stands_alone_is_a_heading_here_too() -> None:
    assert blocks(f"What happened\n\n{PROSE}")[0] == ("heading", "What happened")


@pytest.mark.parametrize("mark", ["-", "*", "+", "1.", "12)", "- [ ]", "- [x]", ">  -"])
def test_an_item_is_without_its_mark(mark: str) -> None:
    assert blocks(f"{mark} {PROSE}") == [("item", PROSE)]


def test_an_item_goes_on_in_the_next_line() -> None:
    assert blocks("- The dam\n  leaked.\n- It stank.") == [("item", "The dam\n  leaked."), ("item", "It stank.")]


def test_items_within_items() -> None:
    assert [kind for kind, _ in blocks("- It leaked.\n    - It stank.\n    - It broke.")] == ["item"] * 3


def test_a_year_at_the_head_of_a_wrapped_line_is_no_item() -> None:
    """Only a list that begins with 1 may interrupt a paragraph (5.2)."""
    assert prose("The dam was built in\n1931. It leaked.") == ["The dam was built in\n1931. It leaked."]


def test_a_paragraph_within_an_item_is_no_code() -> None:
    assert prose(f"- It leaked.\n\n    {PROSE}") == [PROSE]


def test_a_block_quote_is_without_its_marks_at_the_head() -> None:
    assert prose(f"> {PROSE}") == [PROSE]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("```\nThe code leaked.\n\n# It did.\n```", id="fence"),
        pytest.param("~~~~ python\nThe code leaked.\n~~~\nIt did.\n~~~~", id="long fence"),
        pytest.param("> ```\n> The code leaked.", id="fence in a quote that ends it"),
        pytest.param("    The code leaked.", id="indented code"),
        pytest.param("| Dam | State |\n|---|:-:|\n| Old | It leaked. |", id="table"),
        pytest.param("Dam | State\n--- | ---\nOld | It leaked.", id="table without outer bars"),
        pytest.param("<div class='ad'>\nThe code leaked.\n</div>", id="HTML"),
        pytest.param("<!-- The code leaked.\n\nIt did. -->", id="comment"),
        pytest.param("<script>\nThe code leaked.\n\nIt did.\n</script>", id="script"),
        pytest.param("<?php The code leaked. ?>", id="instruction"),
        pytest.param("<x-advert>\nThe code leaked.", id="tag alone"),
        pytest.param("![The code leaked.](dam.png)", id="picture"),
        pytest.param("[dam]: https://example.com", id="link definition"),
        pytest.param("Leave a comment", id="page furniture"),
    ],
)
def test_what_is_no_prose_is_furniture(text: str) -> None:
    found = blocks(f"{text}\n\n{PROSE}")
    assert found[-1] == ("paragraph", PROSE)
    assert {kind for kind, _ in found[:-1]} == {"furniture"}


def test_a_fence_that_is_never_closed_runs_to_the_end() -> None:
    assert {kind for kind, _ in blocks(f"```\n{PROSE}\n\n{PROSE}")} == {"furniture"}


def test_a_paragraph_above_a_table_stays_one() -> None:
    assert blocks(f"{PROSE}\nDam | State\n--- | ---\nOld | Bad")[0] == ("paragraph", PROSE)


@pytest.mark.parametrize(
    "text",
    [
        "<em>The dam</em> leaked.",
        "*The dam* leaked.",
        "`The dam` leaked.",
        "[The dam](https://example.com) leaked.",
        "![dam](dam.png) The dam leaked.",
        "a | b is a choice.",
    ],
)
def test_marks_within_a_line_stay_as_they_are(text: str) -> None:
    assert prose(text) == [text]


@pytest.mark.parametrize("rule", ["---", "***", "_ _ _"])
def test_a_rule_is_nothing(rule: str) -> None:
    assert blocks(f"{PROSE}\n\n{rule}\n\n{PROSE}") == [("paragraph", PROSE)] * 2


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_other_line_ends(end: str) -> None:
    assert blocks(f"# A dam{end}{end}{PROSE}{end}") == [("heading", "A dam"), ("paragraph", PROSE)]


def test_front_matter_is_no_text() -> None:
    extract = read_markdown(f"---\ntitle: A dam\n---\n{PROSE}\n".encode())
    assert extract.metadata.title == "A dam"
    assert [extract.text[block.start : block.end] for block in extract.blocks] == [PROSE]


@pytest.mark.property
@given(st.lists(MARKS, max_size=25).map("".join))
def test_blocks_are_in_order_and_apart(text: str) -> None:
    try:
        extract = read_markdown(text.encode())
    except SourceError:
        return
    end = 0
    for block in extract.blocks:
        assert end <= block.start < block.end <= len(text)
        end = block.end
