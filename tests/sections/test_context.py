from __future__ import annotations

import pytest

from briefing.sections.context import LONGEST, excerpt_range, opening
from briefing.sections.scan import Corpus

from .builders import a_corpus, a_query, printed


def zebras(text: str) -> Corpus:
    return a_corpus(a_query("Zebra"), text)


def excerpt(text: str, wanted: str) -> str:
    """What is printed for the one sentence that begins with `wanted`."""
    passages = zebras(text).passages
    (place,) = (place for place, passage in enumerate(passages) if passage.sentence.text.startswith(wanted))
    first, last = excerpt_range(passages, place)
    return text[passages[first].sentence.start : passages[last].sentence.end]


LONG = f"The zebra {'ran and ' * 120}slept."


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        pytest.param("Rain fell. A zebra ran.", "A zebra", "A zebra ran.", id="stands-alone"),
        pytest.param(
            "Rain fell. Ann saw it all. She added more on the zebra.",
            "She",
            "Ann saw it all. She added more on the zebra.",
            id="one-before",
        ),
        pytest.param(
            "A zebra ran. It slept. It snored.", "It snored", "A zebra ran. It slept. It snored.", id="two-before"
        ),
        pytest.param(
            "A zebra ran. It ate. It slept. It snored.", "It snored", "It snored.", id="three-before-are-too-many"
        ),
        pytest.param("A zebra ran.\n\nIt slept.", "It slept", "A zebra ran.\n\nIt slept.", id="paragraph-above"),
        pytest.param("A zebra ran.\n\nThe herd\n\nIt slept.", "It slept", "It slept.", id="never-over-a-heading"),
        pytest.param("It saw a zebra.", "It saw", "It saw a zebra.", id="nothing-before"),
        pytest.param(
            "Rain fell. “A zebra ran. We slept,” said Ann. Rain fell again.",
            "“A zebra",
            "“A zebra ran. We slept,” said Ann.",
            id="whole-quotation",
        ),
        pytest.param(
            "“A zebra ran. We slept. Rain fell. All was well,” said Ann.", "We slept", "We slept.", id="long-quotation"
        ),
        pytest.param(
            "A zebra ran. In response, Ann Grey fired.",
            "In response",
            "A zebra ran. In response, Ann Grey fired.",
            id="the-occasion",
        ),
        pytest.param(
            "A zebra ran. It ate. In response, Ann Grey fired.",
            "In response",
            "In response, Ann Grey fired.",
            id="no-two-for-an-occasion",
        ),
        pytest.param(
            "Rain fell. “This is a zebra,” said Ann Grey. She ran.",
            "She",
            "“This is a zebra,” said Ann Grey. She ran.",
            id="a-name-is-enough-for-a-person",
        ),
        pytest.param(
            "Rain fell in Kenya. The ministry counts zebras.",
            "The ministry",
            "Rain fell in Kenya. The ministry counts zebras.",
            id="whose-ministry",
        ),
        pytest.param(
            "Rain fell again. The ministry counts zebras.",
            "The ministry",
            "The ministry counts zebras.",
            id="nothing-tells-whose",
        ),
        pytest.param(f"{LONG} It snored.", "It snored", "It snored.", id="longer-than-an-excerpt"),
    ],
)
def test_a_sentence_brings_what_it_needs(text: str, wanted: str, expected: str) -> None:
    assert excerpt(text, wanted) == expected


def test_the_long_case_is_long() -> None:
    assert len(LONG) > LONGEST


def test_never_over_the_end_of_a_document() -> None:
    passages = a_corpus(a_query("Zebra"), "A zebra ran.", "It saw a zebra.").passages
    assert excerpt_range(passages, 1) == (1, 1)


def test_with_nothing_before_it_stays_alone() -> None:
    assert excerpt_range(zebras("It saw a zebra.").passages, 0) == (0, 0)


def test_it_brings_the_sentence_before_it() -> None:
    assert excerpt_range(zebras("A zebra ran. It slept.").passages, 1) == (0, 1)


@pytest.mark.parametrize(
    "dateline",
    [
        "LOWSAY - ",
        "LOWSAY — ",
        "LOWSAY, Norvia (AP) — ",
        "LOWSAY, March 3 (Reuters) - ",
        "Lowsay (dpa) - ",
        "Lowsay, 3 mar (EFE) - ",
        "NEW LOWSAY, Norvia -- ",
    ],
)
def test_the_dateline_of_a_story_is_none_of_its_words(dateline: str) -> None:
    passages = zebras(f"{dateline}A zebra ran. Rain fell.").passages
    start = opening(passages, 0)
    assert passages[0].sentence.document.text[start:].startswith("A zebra ran.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("NATO - the alliance - saw a zebra.", id="body"),
        pytest.param("The plan (ABC) - a zebra - failed.", id="brackets-without-an-agency"),
        pytest.param("Lowsay - a zebra's home - slept.", id="no-capitals"),
        pytest.param("A ZEBRA RAN.", id="no-dash"),
        pytest.param("ZEBRA-LIKE animals ran, a zebra among them.", id="hyphen"),
    ],
)
def test_what_only_looks_like_a_dateline_stays(text: str) -> None:
    passages = zebras(text).passages
    assert opening(passages, 0) == passages[0].sentence.start == 0


def test_a_dateline_stands_before_the_first_sentence_only() -> None:
    passages = zebras("A zebra ran.\n\nLOWSAY - A zebra slept.").passages
    assert opening(passages, 1) == passages[1].sentence.start


def test_a_long_run_of_spaces_is_no_dateline() -> None:
    assert opening(zebras(f"LOWSAY (AP){' ' * 50_000}A zebra ran.").passages, 0) == 0


def test_the_dateline_is_not_printed() -> None:
    assert printed("Zebra", "LOWSAY (AP) - A zebra ran. Rain fell.") == ["A zebra ran."]
