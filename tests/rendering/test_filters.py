from __future__ import annotations

from datetime import date

import pytest

from briefing.model import Briefing
from briefing.rendering.filters import LONGEST_UNCITED, day, finding_number, paragraphs, same_words, uncited, wordings

from .builders import a_briefing, a_document, a_finding, a_section


def said(*texts: str) -> tuple[Briefing, list[list[int]]]:
    """A briefing in which each text is a document's, and the numbers of the documents by wording."""
    finding = a_finding(*map(a_document, texts))
    briefing = a_briefing(a_section("Topic", finding))
    return briefing, [[c.number for c in wording] for wording in wordings(briefing.citations(finding))]


def test_dates_are_written_in_english_words() -> None:
    assert [day(date(2025, month, 1)) for month in (1, 8, 12)] == ["1 January 2025", "1 August 2025", "1 December 2025"]


def test_paragraphs_part_at_blank_lines() -> None:
    assert paragraphs("one\ntwo\n \t\n\nthree\n\n \n") == ["one\ntwo", "three"]


def test_documents_with_the_same_words_share_a_wording() -> None:
    assert said("It rained.", "It poured.", "It\n  rained.")[1] == [[1, 3], [2]]


def test_a_document_that_says_it_twice_is_numbered_once() -> None:
    document = a_document("It rained.")
    finding = a_finding(document, document)
    assert len(wordings(a_briefing(a_section("Topic", finding)).citations(finding))[0]) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“It’s wet,” she said – twice.", '"It\'s wet," she said - twice.', True),
        ("It rained.", "It rained!", False),
        ("10.5", "10,5", False),
        ("US", "us", False),
    ],
)
def test_words_are_the_same_whatever_the_quotation_marks(one: str, other: str, same: bool) -> None:
    finding = a_finding(a_document(one), a_document(other))
    assert same_words(*a_briefing(a_section("Topic", finding)).citations(finding)) is same


def test_findings_are_numbered_within_their_section() -> None:
    section = a_section("Topic", a_finding(a_document(), id="a"), a_finding(a_document(), id="b"))
    assert finding_number(section, "b") == 2


def test_a_page_lists_so_many_uncited_documents_and_counts_the_rest() -> None:
    read = tuple(a_document(path=f"{n:04}.txt") for n in range(LONGEST_UNCITED + 3))
    listed, more = uncited(a_briefing(read=read))
    assert (listed, more) == (list(read[:LONGEST_UNCITED]), 3)
