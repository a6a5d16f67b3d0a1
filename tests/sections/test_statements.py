"""Topics that state a fact: what rates, what is printed, and what becomes one finding."""

from __future__ import annotations

import pytest

from briefing.sections.selection import FLOOR, threshold
from briefing.sections.statements import BESIDE

from .builders import a_query, a_topic, findings, printed, ratings, score

TITLE = "The harbour board closed the old lighthouse near Lowsay in spring"
SAID = "In spring the board closed the lighthouse near Lowsay."
RAIN = "Rain fell on the town. Ministers discussed the price of bread. A ship left for the north."


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param(TITLE, True, id="long"),
        pytest.param("The pier was closed", True, id="verb"),
        pytest.param("She bought a ferry", True, id="pronoun"),
        pytest.param("Ferry to the harbour", False, id="subject"),
        pytest.param("US backstop", False, id="abbreviation-that-is-a-pronoun-in-lower-case"),
        pytest.param("Was the pier closed?", False, id="question"),
        pytest.param("Did the harbour board close the lighthouse near Lowsay?", False, id="long-question"),
        pytest.param("Pacific fishing quotas after the storm", False, id="long-without-a-verb"),
        pytest.param("Fishermen landed Pacific tuna after the storm", True, id="long-with-a-verb"),
        pytest.param("How many were hurt", False, id="what-asks-for-an-answer"),
        pytest.param("The", False, id="nothing-to-go-by"),
    ],
)
def test_a_title_may_state_a_fact(title: str, expected: bool) -> None:
    assert a_query(title).statement is expected


@pytest.mark.parametrize(
    "fields", [{"terms": ("pier",)}, {"require": (("pier",),)}, {"question": "Which pier?"}, {"speakers": ("Norvia",)}]
)
def test_a_topic_that_says_more_than_its_title_is_no_statement(fields: dict[str, object]) -> None:
    assert not a_query(TITLE, **fields).statement


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param("The board closed the lighthouse.", "The board met again.", id="more-of-the-words"),
        pytest.param("The board closed the lighthouse.", "The board shut the lighthouse.", id="own-words"),
        pytest.param(
            "The board closed the lighthouse.",
            "The board closed the lighthouse, said a man who sold fish to people from all over the country.",
            id="little-else",
        ),
    ],
)
def test_who_states_the_fact_more_closely_scores_higher(better: str, worse: str) -> None:
    text = f"{better}\n\n{RAIN}\n\n{worse}"
    query = a_query(TITLE)
    assert score(query, better, text) > score(query, worse, text)


def test_a_function_word_tells_two_statements_apart() -> None:
    query = a_query("The ferry sank before it was repaired")
    text = f"The ferry sank before noon.\n\n{RAIN}\n\nThe ferry sank around noon."
    assert score(query, "The ferry sank before noon.", text) > score(query, "The ferry sank around noon.", text)


def test_a_sentence_takes_over_a_little_of_what_stands_beside_it() -> None:
    rated = ratings(a_query(TITLE), f"{RAIN} The lighthouse near Lowsay is old. The board closed it.")
    reasons = dict(rated["The board closed it."].reasons)
    before = dict(rated["The lighthouse near Lowsay is old."].reasons)
    assert 0 < reasons["next to it"] < 2 * BESIDE * sum(before.values())


def test_what_stands_in_another_document_is_not_beside_it() -> None:
    rated = ratings(a_query(TITLE), f"{RAIN} The lighthouse near Lowsay is old.", "The board closed it.")
    assert "next to it" not in dict(rated["The board closed it."].reasons)


def test_a_sentence_without_a_word_of_the_statement_is_not_rated() -> None:
    assert list(ratings(a_query(TITLE), f"{SAID} Rain fell in the north.")) == [SAID]


def test_reasons_add_up_to_the_score_largest_first() -> None:
    for rating in ratings(a_query(TITLE), f"{SAID} {RAIN} The board shut it near the old pier. {TITLE}.").values():
        shares = [share for _, share in rating.reasons]
        assert sum(shares) == pytest.approx(rating.score)
        assert shares == sorted(shares, reverse=True)
        assert 0 < rating.score <= 1 + 1e-9


def test_a_question_that_the_statement_quotes_is_rated_and_another_is_not() -> None:
    asked = "Could the board have closed the lighthouse near Lowsay in spring?"
    assert list(ratings(a_query(TITLE), f"{asked} {RAIN} Is the board old?")) == [asked]


def test_an_excluded_word_keeps_a_sentence_out() -> None:
    assert SAID not in ratings(a_query(TITLE, exclude=("spring",)), f"{SAID} {RAIN}")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(RAIN, id="other-matter"),
        pytest.param(f"{RAIN} They met again in spring.", id="one-word-in-common"),
    ],
)
def test_nothing_is_printed_where_not_even_the_best_speaks_of_the_fact(text: str) -> None:
    assert printed(TITLE, text) == []


def test_one_word_is_enough_for_a_statement_of_one() -> None:
    assert printed("They listened", f"{RAIN} Everyone listened.") == ["Everyone listened."]


def test_what_shares_little_is_not_printed_beside_what_shares_much() -> None:
    assert printed(TITLE, f"{SAID} {RAIN} Nobody who was asked knew of any other place for boats in spring.") == [SAID]


def test_without_ratings_there_is_a_least_score() -> None:
    assert threshold(a_query(TITLE), []) >= FLOOR


def test_the_title_gives_the_context() -> None:
    text = "Ann Lee spoke. She said the board closed the lighthouse near Lowsay."
    assert printed(TITLE, text) == ["She said the board closed the lighthouse near Lowsay."]


def test_a_quotation_is_kept_whole() -> None:
    text = f"{RAIN} “The board closed the lighthouse near Lowsay. We wept,” said Ann."
    assert printed(TITLE, text) == ["“The board closed the lighthouse near Lowsay. We wept,” said Ann."]


def test_two_documents_that_state_the_fact_alike_are_one_finding() -> None:
    (finding,) = findings(TITLE, f"{SAID} {RAIN}", f"{RAIN} The lighthouse near Lowsay was closed in spring.")
    assert len(finding.excerpts) == 2


def test_a_sentence_joins_the_finding_that_it_is_most_like() -> None:
    other = "The harbour board closed the lighthouse after storm damage."
    like = "After storm damage the harbour board closed the lighthouse."
    found = findings(TITLE, f"{SAID} {RAIN}", f"{RAIN} {other}", f"{like} {RAIN}")
    groups = [{excerpt.text for excerpt in finding.excerpts} for finding in found]
    assert {other, like} in groups


def test_two_sentences_of_one_document_say_two_things_unless_it_repeats_itself() -> None:
    again = "The board closed the lighthouse near Lowsay for good in spring."
    assert len(findings(TITLE, f"{SAID} {RAIN} {again}")) == 2
    assert len(findings(TITLE, f"{SAID} {RAIN} {SAID}")) == 1


def test_different_figures_are_different_findings() -> None:
    topic = "The harbour board closed 12 piers near Lowsay"
    texts = ["The board closed 12 piers near Lowsay.", "The board closed 15 piers near Lowsay."]
    assert len(findings(topic, *texts)) == 2


def test_a_dropped_sentence_is_not_printed() -> None:
    assert printed(a_topic(TITLE, drop=(SAID,)), f"{SAID} {RAIN}") == []
