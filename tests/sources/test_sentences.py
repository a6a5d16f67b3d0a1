"""Where sentences begin and end. Badly split ones go to sentences.txt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.model import Block, Document
from briefing.sources.sentences import WINDOW, sentence_spans, split_sentences

_CASE = re.compile(r"^(?:\[(\w+)\] )?([^\n]{2,})\n\.\n(.+?)\n\.\n(.+?)\n\.$", re.MULTILINE | re.DOTALL)
_CASES = [
    pytest.param(language or "en", text, expected.split("\n"), id=f"{language or 'en'} {title}")
    for language, title, text, expected in _CASE.findall(
        (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8")
    )
]
_PROSE = st.lists(
    st.sampled_from(
        [*"\"'“”„«»‘’`()[].!?…,:;-—•1²\n\t ", "...", "''", "U.S.", "Gov.", "The", "He said", "p.m.", "dam", "Це", "[3]"]
    )
    | st.text(max_size=5),
    max_size=60,
).map("".join)


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text), language)]


@pytest.mark.parametrize(("language", "text", "expected"), _CASES)
def test_cases(language: str, text: str, expected: list[str]) -> None:
    assert [" ".join(sentence.split()) for sentence in split(text, language)] == expected


def test_every_case_of_the_table_is_read() -> None:
    lines = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").split("\n")
    assert len(_CASES) == lines.count(".") / 3


def test_headings_and_furniture_are_split_too() -> None:
    text = "A dam\n5 min read\nIt leaks. It stinks."
    blocks = Block("heading", 0, 5, 1), Block("furniture", 6, 16), Block("paragraph", 17, len(text))
    document = Document(id="0", path="dam.txt", sha256="0", text=text, blocks=blocks)
    assert [(s.text, s.block, s.index) for s in split_sentences(document)] == [
        ("A dam", 0, 0),
        ("5 min read", 1, 1),
        ("It leaks.", 2, 2),
        ("It stinks.", 2, 3),
    ]


def test_only_the_block_is_looked_at() -> None:
    text = "No. The dam leaks. It stinks. Yes."
    assert sentence_spans(text, 4, 29) == [(4, 18), (19, 29)]


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\xa0"])
def test_white_space_holds_no_sentence(text: str) -> None:
    assert split(text) == []


@pytest.mark.parametrize("text", ["...", "—", "“", "* * *"])
def test_marks_alone_are_one_piece(text: str) -> None:
    assert split(text) == [text]


def test_a_language_that_is_not_known_is_split_like_english() -> None:
    assert split("The dam leaks. It stinks.", "xx") == ["The dam leaks.", "It stinks."]


def test_a_region_does_not_matter() -> None:
    assert split("Gov. Pell left. It rained.", "en-us") == ["Gov. Pell left.", "It rained."]


def test_a_paragraph_longer_than_the_window_is_split_throughout() -> None:
    sentence = "The dam near the old mill has leaked since it was built."
    text = " ".join([sentence] * (3 * WINDOW // len(sentence)))
    assert set(split(text)) == {sentence}


@pytest.mark.property
@given(_PROSE, st.sampled_from(["en", "uk", "ru", "de", "fr", "es", "ja", "xx"]))
@example("İstanbul. ŉ. ß.", "en")
@example("(" * 50 + "a. B.", "en")
def test_spans_are_in_order_and_apart_and_hold_all_that_is_not_white_space(text: str, language: str) -> None:
    end = 0
    for start, stop in sentence_spans(text, 0, len(text), language):
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip() != ""
        end = stop
    assert not text[end:].strip()


@pytest.mark.property
@settings(max_examples=50)
@given(_PROSE, _PROSE, _PROSE)
def test_what_stands_around_a_block_does_not_change_its_sentences(before: str, text: str, after: str) -> None:
    start, end = len(before), len(before) + len(text)
    alone = sentence_spans(text, 0, len(text))
    assert sentence_spans(before + text + after, start, end) == [(start + a, start + b) for a, b in alone]
