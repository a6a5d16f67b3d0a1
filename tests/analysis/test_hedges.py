"""Hedges, denials, and what a sentence says is not known."""

from __future__ import annotations

import pytest

from briefing.analysis import analyse
from briefing.analysis.hedges import find_hedges, is_negative, says_not_known
from tests.sections.builders import sentences_of


def hedges(text: str, language: str | None = "en") -> list[tuple[str, str]]:
    return [(hedge.kind, text[hedge.start : hedge.end]) for hedge in find_hedges(text, 0, len(text), language)]


def negative(text: str, language: str | None = "en") -> bool:
    return is_negative(text, 0, len(text), language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry could sink.", [("modal", "could")]),
        ("The ferry may not sail.", [("modal", "may not")]),
        ("The ferry is expected to sail.", [("modal", "is expected to")]),
        ("It was supposed to sail.", [("modal", "was supposed to")]),
        ("“It might sail,” she said.", [("modal", "might")]),
        ("May we sail?", [("modal", "May")]),
        ("FERRY MAY SAIL", [("modal", "MAY")]),
        ("It reportedly sank.", [("doubt", "reportedly")]),
        ("It may well sink.", [("doubt", "may well")]),
        ("It did not rule out sinking.", [("doubt", "did not rule out")]),
        ("An alleged drone came.", [("doubt", "alleged")]),
        ("The claim could not be independently verified.", [("unverified", "could not be independently verified")]),
        ("The claim couldn’t be verified.", [("unverified", "couldn’t be verified")]),
        ("The claim couldn't be\nverified.", [("unverified", "couldn't be\nverified")]),
        ("He gave no evidence.", [("unverified", "gave no evidence")]),
        ("It sank, possibly; it could rise.", [("doubt", "possibly"), ("modal", "could")]),
    ],
)
def test_a_hedge_is_found_whole(text: str, expected: list[tuple[str, str]]) -> None:
    assert hedges(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It opens on May 9, and in May.",
        "Theresa May left.",
        "May was cold.",
        "It shows the might of the sea and a can of fish.",
        "They see its military might, and so they grew.",
        "Come as soon as possible.",
        "It is mighty, canny and Mayan.",
        "The delay is due to the storm.",
        "A contingent on the island sleeps.",
        "It sailed. About 40 came.",
        "",
        "...",
    ],
)
def test_noop(text: str) -> None:
    assert hedges(text) == []


def test_the_military_might_come() -> None:
    assert hedges("The military might come.") == [("modal", "might")]


def test_words_apart_are_no_phrase() -> None:
    assert hedges("It is expected, to say the least.") == []


def test_spans_stand_in_the_text_and_nothing_outside_the_sentence_is_read() -> None:
    text = "It could sail. It might sink. It may rise."
    start, end = text.index("It might"), text.index(" It may")
    (found,) = find_hedges(text, start, end, "en")
    assert text[found.start : found.end] == "might"


@pytest.mark.parametrize(
    ("language", "count"), [("en", 1), ("en-gb", 1), (None, 1), ("de", 0), ("uk", 0), ("nl", 0), ("xx", 0)]
)
def test_only_english_is_read(language: str | None, count: int) -> None:
    text = "It is not known whether the claim was rejected."
    assert len(find_hedges(text, 0, len(text), language)) == count
    assert negative(text, language) == bool(count)


# --- not known -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "It is unclear whether the ferry sails.",
        "It’s unclear how many came.",
        "It is not yet clear who will pay.",
        "Who will pay is still not known.",
        "Whether it lasts remains deeply uncertain.",
        "Whether it lasts remains to be seen.",
        "How large it will be is an open question.",
        "The number of passengers is unknown.",
        "The port has yet to decide.",
        "The port has yet to say when it opens.",
        "The price has yet to be set.",
        "The port did not say how many ships it has.",
        "The port would not say whether it was full.",
        "The port declined to say when it opens.",
        "No date has been set.",
        "No decision has been made on the harbour.",
        "The price has not been disclosed.",
        "She gave no details.",
        "Nobody knows why it sank.",
        "The cause is still under investigation.",
        "No group has claimed responsibility.",
        "The port didn’t specify the price.",
    ],
)
def test_what_is_said_to_be_not_known(text: str) -> None:
    assert says_not_known(text, 0, len(text), "en")


@pytest.mark.parametrize(
    "text",
    [
        "He did not say a word to his wife.",
        "An unnamed official spoke.",
        "Unidentified men fled.",
        "She declined to be named.",
        "The port did not respond to a request for comment.",
        "The port could not be reached for comment.",
        "He is not known to the police.",
        "They do not know how to swim.",
        "You drown if you do not know where the rocks are.",
        "The port has been clear about the price.",
        "The known unknowns of the sea are many.",
        "He is under investigation for fraud.",
        "It could sink.",
    ],
)
def test_what_is_not_said_to_be_not_known(text: str) -> None:
    assert not says_not_known(text, 0, len(text), "en")


# --- denials ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The ferry will not sail.",
        "The ferry won’t sail.",
        "The ferry shouldn't sail.",
        "No ferry sails.",
        "Nobody sails.",
        "It never sails.",
        "The port rejected the plan.",
        "The port rules out a plan.",
        "The port ruled it out.",
        "The port denies that it is full.",
        "The port is refusing to pay.",
        "A plan was turned down.",
        "The port declined to pay.",
        "Its refusal was plain.",
        "The plan is unacceptable.",
        "It is unclear when, but the ferry will not sail.",
        "The port cannot pay.",
    ],
)
def test_a_sentence_that_denies_or_refuses(text: str) -> None:
    assert negative(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sails.",
        "Not only the ferry sails.",
        "There is no doubt that it sails.",
        "It sails, not least on Sundays.",
        "It is nothing but a raft.",
        "No fewer than ten sail.",
        "It carried no more than ten.",
        "It is not clear whether it sails.",
        "The port did not say when it sails.",
        "The claim could not be verified.",
        "The port did not rule out a delay.",
        "The port neither confirmed nor denied it.",
        "The port did not respond to a request for comment.",
        "She declined to be named.",
        "She lives at No. 10 and he at No 12.",
        "It flies in the no-fly zone.",
        "Numbers declined.",
        "Notably, it knows the north.",
        "",
    ],
)
def test_a_sentence_that_denies_nothing(text: str) -> None:
    assert not negative(text)


# --- hostile input ---------------------------------------------------------------------------------------------

HOSTILE = [
    "x" * 100_000,
    " " * 100_000,
    "not " * 20_000,
    "is not yet " * 8_000,
    "it's'" * 20_000,
    "it is " * 15_000,
    "\x00'’\ud800",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_found_is_in_order_and_apart(text: str) -> None:
    found = find_hedges(text, 0, len(text), "en")
    ends = [0, *(end for hedge in found for end in (hedge.start, hedge.end))]
    assert ends == sorted(ends)
    assert is_negative(text, 0, len(text), "en") == ("not" in text)


def test_an_analysis_holds_hedges_and_denials() -> None:
    first, second = analyse(sentences_of("The ferry might sail. The port rejects it."))
    assert ([hedge.kind for hedge in first.hedges], first.negative) == (["modal"], False)
    assert (second.hedges, second.negative) == ((), True)
