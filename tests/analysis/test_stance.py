from __future__ import annotations

import pytest

from briefing.analysis.stance import (
    ACTS,
    NAMED,
    NEUTRAL,
    PLACE,
    REPORT,
    SAYS,
    SHARED,
    STANCE,
    acting,
    stance,
    stance_abroad,
    suffered,
)
from briefing.analysis.words import gaps, words


def lowered(text: str) -> list[str]:
    return [word.lower() for word in words(text, "en").written]


def stated(text: str, party: str = "norvia", counts: bool = False) -> float:
    place = lowered(text).index(party)
    return stance(lowered(text), gaps(text, words(text, "en")), place, place, counts)


def acted(text: str, party: str = "police") -> float:
    place = lowered(text).index(party)
    return acting(lowered(text), gaps(text, words(text, "en")), place, place)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Norvia says it is ready.", NEUTRAL, id="says"),
        pytest.param("Norvia rejects the plan.", STANCE, id="rejects"),
        pytest.param("Norvia has explicitly rejected the plan.", STANCE, id="auxiliary-and-adverb"),
        pytest.param("President Norvia rejects the plan.", STANCE, id="title"),
        pytest.param("Norvia will support the plan.", STANCE, id="base-after-auxiliary"),
        pytest.param("According to Norvia, the plan is dead.", NEUTRAL, id="according-to"),
        pytest.param("“The plan is dead,” said Norvia.", NEUTRAL, id="inverted"),
        pytest.param("Ostland says Norvia rejected the plan.", STANCE * SHARED, id="reported-by-another"),
        pytest.param("Ostland and Norvia rejected the plan.", STANCE * SHARED, id="together-with-another"),
    ],
)
def test_a_party_states_what_its_verb_says(text: str, expected: float) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The envoy to Norvia rejected the plan.", id="after-preposition"),
        pytest.param("Ostland accused Norvia and refused to talk.", id="accused"),
        pytest.param("Norvia support is weak.", id="noun"),
        pytest.param("Norvia lost; critics rejected the plan.", id="other-clause"),
        pytest.param("Norvia is far away.", id="no-verb-of-saying"),
    ],
)
def test_stance_noop(text: str) -> None:
    assert stated(text) == 0


def test_news_of_a_count_is_hardly_a_position() -> None:
    assert stated("Norvia said 30 people had died.", counts=True) == REPORT


def test_a_count_that_is_willed_is_a_position() -> None:
    assert stated("Norvia said it would send 30 ships.", counts=True) == NEUTRAL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Police shot two men.", ACTS, id="irregular-past"),
        pytest.param("By then the police arrested two men.", ACTS, id="past"),
        pytest.param("Police have not fired.", ACTS, id="helpers"),
        pytest.param("Two men were shot by police.", ACTS, id="passive-agent"),
        pytest.param("Two men were shot by the police.", ACTS, id="passive-agent-with-article"),
        pytest.param("Police firing killed two men.", ACTS, id="noun-of-action"),
        pytest.param("Police refused to leave.", ACTS, id="stance-verb"),
        pytest.param("Police said two men ran.", SAYS, id="says"),
        pytest.param("Two men ran from police.", NAMED, id="after-preposition"),
        pytest.param("People fear police.", NAMED, id="object"),
        pytest.param("The police station was searched.", PLACE, id="place"),
        pytest.param("Two men were held at the police station.", PLACE, id="at-a-place"),
    ],
)
def test_acting(text: str, expected: float) -> None:
    assert acted(text) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        pytest.param("Two men were arrested.", "arrested", True, id="passive"),
        pytest.param("Two men have since been quietly arrested.", "arrested", True, id="adverbs"),
        pytest.param("Two men were shot.", "shot", True, id="irregular"),
        pytest.param("Two men shot it.", "shot", False, id="active"),
        pytest.param("Two men were not arrested.", "arrested", False, id="not-done"),
        pytest.param("Two men were under arrest.", "arrest", False, id="noun"),
        pytest.param("Arrested men ran.", "arrested", False, id="nothing-before"),
    ],
)
def test_suffered(text: str, word: str, expected: bool) -> None:
    lowered = [one.lower() for one in words(text, "en").written]
    assert suffered(lowered, lowered.index(word)) is expected


def test_a_party_abroad_with_no_verb_near_it_states_nothing() -> None:
    cut = words("Russland liegt im Osten, und das Dorf im Tal sagte nichts.", "de")
    assert stance_abroad(cut, gaps("Russland liegt im Osten, und das Dorf im Tal sagte nichts.", cut), {(0, 0)}) < 0.5
    far = f"Russland {'und ' * 40}schweigt. Anna sagte nichts."
    assert stance_abroad(words(far, "de"), gaps(far, words(far, "de")), {(0, 0)}) < 0.5
