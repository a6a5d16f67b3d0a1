"""Whether a sentence gives the kind of answer that its topic wants."""

from __future__ import annotations

import pytest

from .builders import a_query, a_section, printed, score

SEA = "The sea was calm."


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        pytest.param("Force size", "The force would have 5,000 troops.", id="figure"),
        pytest.param("Force size", "The number of troops is a secret.", id="talk-of-the-number"),
        pytest.param("Force size", "Norvia is willing to send troops.", id="hint-beside-what-is-counted"),
        pytest.param("Number of zebras", "Some 400 grey zebras live there.", id="noun-that-the-lexicon-lacks"),
        pytest.param("Cost of the war", "The war costs $3 billion a year.", id="money"),
        pytest.param("How much does Norvia spend on ferries?", "Norvia spends 2 percent on ferries.", id="share"),
        pytest.param("Ferry figures", "The ferry took 12 percent of the traffic.", id="figures-may-be-shares"),
    ],
)
def test_an_amount_is_answered_by(topic: str, text: str) -> None:
    assert printed(topic, f"{text} {SEA}") == [text]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        pytest.param("Who opened the ferry?", "The ferry was opened by Anna Rusk.", id="name"),
        pytest.param("Who opened the ferry?", "Two officers opened the ferry.", id="people-without-a-name"),
        pytest.param("Where is the ferry?", "The ferry lies near the old town of Lowsay.", id="name-of-a-place"),
        pytest.param("When was the ferry opened?", "The ferry was opened in 1994.", id="year"),
        pytest.param("When was the ferry opened?", "The ferry was opened on 3 May.", id="day"),
    ],
)
def test_who_where_and_when_are_answered_by(question: str, text: str) -> None:
    section = a_section(question, f"{text} {SEA}")
    assert [finding.lead.text for finding in section.findings] == [text]
    assert not section.in_part


@pytest.mark.parametrize(
    ("question", "text"),
    [
        pytest.param("Who opened the ferry?", "The ferry was opened at noon.", id="nobody"),
        pytest.param("Where is the ferry?", "The ferry is late.", id="no-place"),
        pytest.param("When was the ferry opened?", "The ferry was opened with joy.", id="no-time"),
    ],
)
def test_what_names_nobody_no_place_and_no_time_answers_less(question: str, text: str) -> None:
    assert a_section(question, f"{text} {SEA}").in_part


def test_where_no_party_is_named_anybody_may_react() -> None:
    section = a_section("Reactions to the ferry", "The union rejected the ferry. The ferry is blue.")
    whole = [finding.lead.text for finding in section.findings if not finding.in_part]
    assert whole == ["The union rejected the ferry."]


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        pytest.param("Force size", "The force met 30 leaders at the harbour.", id="figure-of-something-else"),
        pytest.param(
            "Force size", "The army would be proud, said the mayor, who is committed to reform.", id="far-hint"
        ),
        pytest.param("Number of zebras", "Some 400 books about the zebra are in print.", id="another-noun"),
        pytest.param("Cost of the war", "Since the war began they collected 14,000 books.", id="no-money"),
        pytest.param("Cost of the war", "A commitment to end the war was made.", id="no-figure"),
        pytest.param("Cost of the war", "Resolution 2254 speaks of the war.", id="number-of-a-resolution"),
    ],
)
def test_an_amount_is_not_answered_by(topic: str, text: str) -> None:
    assert printed(topic, f"{text} {SEA}") == []


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        pytest.param(
            "What did Grey say about the pier?",
            "Grey said the pier would close.",
            "Holm said that Grey saw the pier.",
            id="by-name",
        ),
        pytest.param(
            "What did Grey say?", "Grey said the pier would close.", "Grey was born in Lowsay.", id="on-anything"
        ),
        pytest.param("What do residents say?", "Residents said it was theirs.", "Residents were seen.", id="by-a-noun"),
    ],
)
def test_what_somebody_said_is_told_by_their_own_words(question: str, answer: str, other: str) -> None:
    query = a_query(question)
    assert query.answer == "position"
    assert score(query, answer, answer, other) > 2 * score(query, other, answer, other)
