from __future__ import annotations

from datetime import date

import pytest

from briefing.model import Briefing, Mention, Origin, Speaker, Version
from briefing.rendering.filters import (
    LONGEST_UNCITED,
    day,
    evidence,
    finding_number,
    given,
    marked,
    origins_of,
    paragraphs,
    same_words,
    speakers,
    uncited,
    voices,
    wordings,
)

from .builders import a_briefing, a_document, a_finding, a_section, an_excerpt


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


def test_words_that_are_quoted_are_found_where_the_quotation_stands() -> None:
    document = a_document("It rained. The ferry sank with 30 people. It snowed.")
    finding = a_finding(an_excerpt(document, "The ferry sank with 30 people."), id="ferry")
    briefing = a_briefing(a_section("Ferry", finding))
    inside = document.text.index("30 people")
    outside = document.text.index("snowed")
    assert evidence(Mention(document, inside, inside + 9, "ferry"), briefing) == f"e.{document.id}.11"
    assert evidence(Mention(document, outside, outside + 6, "ferry"), briefing) is None
    assert evidence(Mention(a_document(document.text), inside, inside + 9, "ferry"), briefing) is None


def test_speakers_and_origins_are_named_once() -> None:
    one, two, three = a_document("One."), a_document("Two."), a_document("Three.")
    speaker = Speaker("Ada  Grey", 0, 3)
    findings = (a_finding(one, two, three, speaker=speaker), a_finding(three, speaker=speaker), a_finding(two))
    origins = (Origin("O1", (one.id, three.id)), Origin("O2", (two.id,)))
    briefing = a_briefing(a_section("Topic", *findings), origins=origins)
    assert speakers(briefing) == ["Ada Grey"]
    assert origins_of(briefing, findings[0]) == ["O1", "O2"]


def test_each_piece_of_a_text_names_the_citations_that_hold_it() -> None:
    document = a_document("One. Two. Three.")
    early, late = (a_finding(an_excerpt(document, words)) for words in ("One. Two.", "Two. Three."))
    [(_, pieces)] = marked(a_briefing(a_section("Topic", early, late)), document)
    first, second = f"e.{document.id}.0", f"e.{document.id}.5"
    assert pieces == [
        ("One. ", first, [first]),
        ("Two.", second, [first, second]),
        (" Three.", f"{second}.9", [second]),
    ]


def test_one_voice_gives_a_figure_once_under_its_first_name() -> None:
    document = a_document("Forty ferries.")
    names = [("The Ministry in Lowsay", "Lowsay"), ("Lowsay's ministry", "Lowsay"), ("Anna Grey", "grey"), (None, None)]
    mentions = tuple(Mention(document, 0, 5, claimant=name, party=party) for name, party in names)
    assert given(Version(mentions, 1)) == ["the Ministry in Lowsay", "Anna Grey"]


@pytest.mark.parametrize(
    ("other", "together"),
    [
        pytest.param("the NHB", True, id="initials"),
        pytest.param("NHB", True, id="without-an-article"),
        pytest.param("the NHA", False, id="other-initials"),
        pytest.param("Nhb", False, id="a-name"),
    ],
)
def test_a_body_and_its_initials_are_one_voice(other: str, together: bool) -> None:
    names = [other, "The North Harbour Board", other]
    documents = [a_document(f"The ferry sails at {hour}.") for hour in range(len(names))]
    findings = [
        a_finding(document, id=f"f{place}", speaker=Speaker(name, 0, 3, "say"))
        for place, (document, name) in enumerate(zip(documents, names, strict=True))
    ]
    heard = {name: [number for number, _ in said] for name, said in voices(a_section("Topic", *findings))}
    whole = "the North Harbour Board"
    assert heard == ({f"{whole}, {other}": [1, 2, 3]} if together else {other: [1, 3], whole: [2]})
