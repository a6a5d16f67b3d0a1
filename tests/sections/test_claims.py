from __future__ import annotations

import pytest

from briefing.analysis.words import words
from briefing.sections.claims import Claim, claim, conflict, content, rarity, same

from .builders import sentences_of


def claim_of(text: str) -> Claim:
    (sentence,) = sentences_of(text)
    return claim(sentence, words(text, "en"))


def alike(one: str, other: str) -> bool:
    claims = [claim_of(one), claim_of(other)]
    backdrop = ["Rain fell.", "The board met in town.", "A ship left the harbour.", "The ferry carried passengers."]
    rare = rarity([*(c.content for c in claims), *(claim_of(text).content for text in backdrop)])
    assert same(claims[0], claims[1], rare) == same(claims[1], claims[0], rare)
    return same(claims[0], claims[1], rare)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("The ferry sank near Lowsay.", "The ferry sank near Lowsay.", id="same-words"),
        pytest.param("The ferry sank off Lowsay on Monday.", "On Monday, off Lowsay, a ferry sank.", id="order"),
        pytest.param(
            "France sent soldiers to Lowsay.", "Paris has sent French troops to Lowsay.", id="names-and-concepts"
        ),
        pytest.param(
            "The ferry carried 41,000 passengers in April.",
            "Passengers on the Lowsay route numbered 41,000.",
            id="shared-figure",
        ),
    ],
)
def test_the_same_claim_in_other_words(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("The ferry sank near Lowsay.", "Ministers discussed the price of bread.", id="other-matter"),
        pytest.param("The ferry carried 41,000 passengers.", "The ferry carried 52,000 passengers.", id="other-figure"),
        pytest.param("The zebra won 400 prizes.", "The zebra won 900 prizes.", id="other-figure-without-unit"),
        pytest.param("The board will close the pier.", "The board will not close the pier.", id="negation"),
        pytest.param("The board will close the pier.", "The board won’t close the pier.", id="short-negation"),
        pytest.param("Rain.", "Rain.", id="too-little-to-tell"),
        pytest.param("The", "The", id="no-content"),
        pytest.param("3 ships burned.", "3 homes flooded.", id="small-figure-by-chance"),
    ],
)
def test_same_noop(one: str, other: str) -> None:
    assert not alike(one, other)


def test_figures_of_different_things_do_not_conflict() -> None:
    assert not conflict(claim_of("It lost 40 ships."), claim_of("It lost 300 planes."))


def test_one_figure_in_common_is_no_conflict() -> None:
    assert not conflict(claim_of("It lost 40 ships."), claim_of("It lost 40 ships, then 60 ships."))


def test_a_figure_without_a_unit_may_be_one_with() -> None:
    assert not conflict(claim_of("It lost 40 ships and 7 prizes."), claim_of("It lost 40."))


def test_function_words_and_numbers_are_no_content() -> None:
    assert content(words("The 40 of them aren’t here", "en"), "en") == frozenset()


def test_a_word_in_every_sentence_weighs_least() -> None:
    rare = rarity([frozenset("ab"), frozenset("a"), frozenset("a")])
    assert rare.of("a") < rare.of("b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Lowsay puts the cost of the new ferry at 48 million euros.",
            "Auditors put the cost of the new ferry at 61 million euros instead of 48 million euros.",
            id="put-aside",
        ),
        pytest.param(
            "The Lowsay ferry carried 48,000 passengers.",
            "The Lowsay ferry carried 61,000 passengers, compared with 48,000 passengers before.",
            id="compared",
        ),
    ],
)
def test_a_number_that_is_only_compared_is_not_claimed(one: str, other: str) -> None:
    assert not alike(one, other)
