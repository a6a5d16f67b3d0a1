"""How far the party that a question asks about did the deed."""

from __future__ import annotations

import pytest

from briefing.analysis.words import gaps, words
from briefing.sections.deeds import BESIDE, DOES, LIKELY, MAYBE, NEVER, OFTEN, UNREAL, Told, doing, tied, told

KNOWN = ("arrested", "arrests", "patrol")


def a_sentence(text: str) -> Told:
    """The police are the party."""
    cut = words(text, "en")
    lowered = [word.lower() for word in cut.written]
    actors = {(place, place) for place, word in enumerate(lowered) if word in ("police", "policemen")}
    known = frozenset(place for place, word in enumerate(lowered) if word in KNOWN)
    return told(lowered, gaps(text, cut), actors, known)


def tie(text: str, deed: str) -> float:
    sentence = a_sentence(text)
    place = sentence.lowered.index(deed)
    return tied(sentence, place, place)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        pytest.param("Police shot two men.", "shot", id="subject"),
        pytest.param("Police later reportedly shot two men.", "shot", id="adverbs-between"),
        pytest.param("Police on Monday shot two men.", "shot", id="a-day-between"),
        pytest.param("Police chased and shot two men.", "shot", id="the-second-verb"),
        pytest.param("Police charged at the crowd, killing two.", "killing", id="a-participle"),
        pytest.param("Two men were shot late on Monday by a team of the police.", "shot", id="by"),
        pytest.param("There was neglect on the part of the police.", "neglect", id="on-the-part-of"),
        pytest.param("Two men died in police firing.", "died", id="a-noun-of-theirs"),
        pytest.param("Of six who died, two fell to police bullets.", "died", id="and-far-from-the-deed"),
        pytest.param("The mayor blamed police for shooting a man.", "shooting", id="blamed"),
        pytest.param("Police said they shot two men.", "shot", id="they-of-themselves"),
        pytest.param("Police had to fire at the crowd.", "fire", id="had-to"),
    ],
)
def test_a_deed_of_theirs(text: str, deed: str) -> None:
    assert tie(text, deed) == DOES


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        pytest.param("Two men were shot by robbers, police said.", "shot", id="by-somebody-else"),
        pytest.param("Robbers shot at the police.", "shot", id="at-them"),
        pytest.param("Robbers shot three policemen.", "shot", id="object"),
        pytest.param("Three policemen were later shot.", "shot", id="suffered"),
        pytest.param("In police firing six were hurt; twelve were killed by looters.", "killed", id="two-deeds"),
    ],
)
def test_a_deed_of_somebody_else_or_done_to_them(text: str, deed: str) -> None:
    assert tie(text, deed) == NEVER


@pytest.mark.parametrize(
    ("text", "deed", "expected"),
    [
        pytest.param("Ten men were arrested.", "arrested", LIKELY, id="known-passive"),
        pytest.param("After the arrests the square was quiet.", "arrests", OFTEN, id="known"),
        pytest.param("Two men were killed when police fired.", "killed", LIKELY, id="when-they-act"),
        pytest.param("Police used several shells.", "shells", OFTEN, id="what-they-act-with"),
        pytest.param("Two men were killed near the mill.", "killed", MAYBE, id="passive"),
        pytest.param("Two men were killed near the mill, police said.", "killed", BESIDE, id="they-only-tell"),
        pytest.param("After the police came the killing ended.", "killing", OFTEN, id="same-clause"),
        pytest.param("Two men were held at the police station.", "held", MAYBE, id="a-place-is-no-party"),
        pytest.param("A death was mourned while police looked on.", "death", BESIDE, id="beside"),
    ],
)
def test_a_deed_whose_doer_is_left_open(text: str, deed: str, expected: float) -> None:
    assert tie(text, deed) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Anyone on the roof would be arrested.", LIKELY * UNREAL, id="would"),
        pytest.param("Leaders are likely to be arrested.", LIKELY * UNREAL, id="likely"),
        pytest.param("If it rains, ten men were arrested.", LIKELY, id="in-another-clause"),
    ],
)
def test_a_deed_that_was_not_done_counts_less(text: str, expected: float) -> None:
    assert tie(text, "arrested") == pytest.approx(expected)


def test_to_do_something_is_not_to_have_done_it() -> None:
    assert tie("Police sent a team to shoot the bear.", "shoot") < tie("Police were forced to shoot the bear.", "shoot")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The police searched a house.", DOES, id="acts"),
        pytest.param("The road is open, police said.", LIKELY, id="says"),
        pytest.param('"All is quiet," said a senior police officer.', LIKELY, id="said"),
        pytest.param("The police, too, like tea.", LIKELY, id="opens-the-sentence"),
        pytest.param("On the square the police were on patrol.", LIKELY, id="known"),
        pytest.param("On the square people spoke with the police.", MAYBE, id="named"),
        pytest.param("Ten men were arrested.", LIKELY, id="unnamed-known-passive"),
        pytest.param("The arrests went on.", OFTEN, id="unnamed-known"),
        pytest.param("The hens were freed.", BESIDE, id="unnamed"),
    ],
)
def test_doing_anything_at_all(text: str, expected: float) -> None:
    assert doing(a_sentence(text)) == expected
