from __future__ import annotations

import pytest

from briefing.analysis.words import words
from briefing.sections.parties import learn


def learned(*texts: str) -> dict[str, str]:
    return learn((words(text, "en"), "en") for text in texts)


@pytest.mark.parametrize(
    "text",
    [
        "Kremlin spokesman Anton Zelin refused.",
        "Russian Foreign Minister Anton Zelin refused.",
        "Russia’s president, Anton Zelin, refused.",
        "Anton Zelin, the Kremlin’s spokesman, refused.",
    ],
)
def test_an_introduction_makes_a_person_a_partys(text: str) -> None:
    assert learned(text) == {"zelin": "Russia"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Anton Zelin visited Russia.", id="no-title"),
        pytest.param("Russia has a president and Anton Zelin a boat.", id="title-is-not-his"),
        pytest.param("Russian President Zelin refused.", id="one-name-only"),
        pytest.param("Russian President refused.", id="no-name"),
        pytest.param("The spokesman Anton Zelin refused.", id="no-party"),
    ],
)
def test_introductions_noop(text: str) -> None:
    assert learned(text) == {}


def test_most_introductions_decide() -> None:
    russian, french = "Russian President Anton Zelin spoke.", "French President Anton Zelin spoke."
    assert learned(russian, russian, french) == {"zelin": "Russia"}


def test_without_a_majority_nobody_is_learned() -> None:
    assert learned("Russian President Anton Zelin spoke.", "French President Anton Zelin spoke.") == {}
