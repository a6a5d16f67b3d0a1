"""Headings, paragraphs, list items and furniture of plain text."""

from __future__ import annotations

import re
from textwrap import fill

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.sources.blocks import lines_of, plain_blocks

LONG = "The ferry to Lowsay carried more passengers in April than in any month since the service began in the spring."
LINES = st.sampled_from(
    ["", "A heading", LONG, "- item.", "1. item", "Share", "Related articles", "It ends.", "\ufeff", "\0"]
)


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in plain_blocks(text)]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in blocks(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\f"], ids=ascii)
def test_every_line_end_parts_lines(end: str) -> None:
    text = f"One. {end}{end} Two."
    assert [text[a:b] for a, b in lines_of(text)] == ["One.", "", "Two.", ""][: 4 if end else 0]


def test_each_line_is_a_paragraph() -> None:
    assert blocks("It rained.\nIt stopped.\n") == [("paragraph", "It rained."), ("paragraph", "It stopped.")]


def test_white_space_and_invisible_marks_stand_outside() -> None:
    assert blocks("\ufeff \t It rained. \xa0\0\n") == [("paragraph", "It rained.")]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "\n\n".join(fill(LONG + " " + LONG, 60) for _ in range(3))
    assert kinds(text) == ["paragraph"] * 3


def test_a_short_last_line_in_wrapped_text_ends_its_paragraph() -> None:
    first, second = fill(f"{LONG} {LONG}", 60), fill(LONG, 60)
    assert kinds(f"{first}\n{second}\n\n{first}") == ["paragraph"] * 3


def test_verse_is_not_wrapped_text() -> None:
    assert len(blocks("The ferry came,\nthe ferry went,\nand no one knew,\nwhere it was sent.")) == 4


@pytest.mark.parametrize(
    "line",
    [
        "Ferry carries more passengers",
        "What happened?",
        "Key moments:",
        "FARES AND TIMES",
        "“We are tired”: sailors on strike",
        "Порт закрито до травня",
    ],
)
def test_a_heading(line: str) -> None:
    assert blocks(f"{line}\n\n{LONG}")[0] == ("heading", line)


@pytest.mark.parametrize(
    "line",
    [
        "It rained.",
        "“It rained.”",
        "It rained!",
        "It rained …",
        "The governor of the island added:",
        "It rained,",
        "“What happened?”",
        "Who would have thought that the ferry to Lowsay would ever carry so many people?",
        LONG.rstrip(".") + " of that year and the next one too, as the harbour board said",
    ],
)
def test_a_heading_noop(line: str) -> None:
    assert blocks(f"{line}\n\n{LONG}")[0] == ("paragraph", line)


def test_a_heading_has_a_level_and_nothing_else_has() -> None:
    assert [block.level for block in plain_blocks(f"A heading\n\n{LONG}\n\n- One.")] == [2, 0, 0]


@pytest.mark.parametrize("mark", ["-", "*", "+", "•", "▪", "1.", "2)", "(3)", "a)", "(b)"])
def test_an_item_is_without_its_mark(mark: str) -> None:
    assert blocks(f"{mark} The fare rose.") == [("item", "The fare rose.")]


@pytest.mark.parametrize(
    "line",
    ["3.5 percent is a lot.", "1986 was wet.", "-5 degrees was cold.", "(In May it rained.)", "12 sailors drowned."],
)
def test_an_item_noop(line: str) -> None:
    assert blocks(line) == [("paragraph", line)]


def test_an_item_in_wrapped_text_begins_its_own_block() -> None:
    item = fill("- " + LONG, 60)
    assert kinds(f"{item}\n{item}\n\n{fill(LONG, 60)}") == ["item", "item", "paragraph"]


def test_furniture_is_told_apart() -> None:
    text = f"A heading\nBy Ada Pell\n5 min read\n{LONG}\nLeave a comment"
    assert kinds(text) == ["heading", "furniture", "furniture", "paragraph", "furniture"]


def test_headlines_below_related_articles_are_furniture_up_to_the_next_sentence() -> None:
    text = f"Related articles\nFares to rise\nHarbour closed\n{LONG}\nA heading"
    assert kinds(text) == ["furniture"] * 3 + ["paragraph", "heading"]


def test_marks_alone_are_furniture() -> None:
    assert kinds(f"{LONG}\n* * *\n{LONG}") == ["paragraph", "furniture", "paragraph"]


def test_a_text_may_begin_further_down() -> None:
    assert [block.start for block in plain_blocks("---\n---\nIt rained.", 8)] == [8]


@pytest.mark.property
@given((st.lists(LINES, max_size=12).map("\n".join)) | st.text())
@example("\0")
@example("•")
def test_blocks_are_in_order_and_apart_and_hold_every_word(text: str) -> None:
    end = 0
    for block in plain_blocks(text):
        between = text[end : block.start]
        assert not re.search(r"[^\W\d_]{2}", between)  # at most the mark of an item
        assert text[block.start : block.end] == text[block.start : block.end].strip("\t\n\r ") != ""
        end = block.end
    assert not text[end:].strip("\0\ufeff \t\r\n\v\f\x85\xa0\u2028\u2029")
