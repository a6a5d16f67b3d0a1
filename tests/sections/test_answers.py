"""Whether a sentence gives the kind of answer that its topic wants."""

from __future__ import annotations

import pytest

from .builders import printed

SEA = "The sea was calm."


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        pytest.param("Force size", "The force would have 5,000 troops.", id="figure"),
        pytest.param("Force size", "The number of troops is a secret.", id="talk-of-the-number"),
        pytest.param("Force size", "Norvia is willing to send troops.", id="hint-beside-what-is-counted"),
        pytest.param("Number of zebras", "Some 400 grey zebras live there.", id="noun-that-the-lexicon-lacks"),
        pytest.param("Cost of the war", "The war costs $3 billion a year.", id="money"),
    ],
)
def test_an_amount_is_answered_by(topic: str, text: str) -> None:
    assert printed(topic, f"{text} {SEA}") == [text]


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
