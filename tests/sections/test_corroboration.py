from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefing.model import Document, Section, Topic
from briefing.sections import build_sections, corroborate
from briefing.sections.summary import STALE
from briefing.sources.sentences import split_sentences
from tests.sections.builders import a_document, a_topic, told

FERRY = "The ferry to Lowsay carried 41,000 passengers in April."


def dated(text: str, path: str, day: date | None = None) -> Document:
    return replace(a_document(text, path), published=day)


def about(section: Section, kind: str) -> list[tuple[str, list[str]]]:
    return [(d.about, [v.lead.text for v in d.versions]) for d in section.disagreements if d.kind == kind]


# --- origins and what follows from them ------------------------------------------------------------------------


def test_documents_that_share_their_text_are_one_origin_of_a_finding() -> None:
    story = " ".join(f"{FERRY} The harbour board counted them on day {n} of the month." for n in range(20))
    section = told("Ferry passengers", story, story + " Weather permitting.", FERRY)
    finding = section.findings[0]
    assert len({excerpt.sentence.document.path for excerpt in finding.excerpts}) == 3
    assert finding.origins == 2


@pytest.mark.parametrize(("texts", "grade"), [(1, 6), (2, 2), (3, 1), (4, 1)])
def test_credibility_is_proposed_from_independent_origins(texts: int, grade: int) -> None:
    wordings = [
        FERRY,
        "Some 41,000 passengers took the Lowsay ferry in April.",
        "In April the ferry to Lowsay had 41,000 passengers.",
        "April saw 41,000 passengers on the Lowsay ferry.",
    ]
    finding = told("Ferry passengers", *wordings[:texts]).findings[0]
    assert finding.origins == texts
    assert finding.credibility
    assert finding.credibility.grade == grade


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        pytest.param("The ferry to Lowsay carried 58,000 passengers in April.", "contradict", id="disputed"),
        pytest.param("Reportedly the ferry to Lowsay carried 41,000 passengers in April.", "holds back", id="hedged"),
    ],
)
def test_what_is_disputed_or_doubted_cannot_be_judged(second: str, reason: str) -> None:
    finding = told("How many ferry passengers?", FERRY, second).findings[0]
    assert finding.credibility
    assert (finding.credibility.grade, reason in finding.credibility.reason) == (6, True)


@pytest.mark.parametrize(
    ("speakers", "grade"),
    [
        pytest.param(["Anna Grey", "Ms Grey"], 3, id="one-person"),
        pytest.param(["The U.K. Defense Ministry", "The Ministry of Defence in London"], 3, id="one-ministry"),
        pytest.param(["Anna Grey", "Paul Grange"], 2, id="two"),
    ],
)
def test_many_who_quote_one_speaker_do_not_make_it_truer(speakers: list[str], grade: int) -> None:
    texts = [f"{speaker} said that the ferry to Lowsay carried 41,000 passengers in April." for speaker in speakers]
    finding = told("Ferry passengers", *texts).findings[0]
    assert finding.origins == len(speakers)
    assert finding.credibility
    assert finding.credibility.grade == grade


def test_a_claim_that_was_not_verified_cannot_be_judged() -> None:
    finding = told(
        "Ferry passengers", "The ferry carried 41,000 passengers, a figure that could not be independently verified."
    ).findings[0]
    assert finding.credibility
    assert (finding.credibility.grade, "not verified" in finding.credibility.reason) == (6, True)


def test_a_sentence_that_takes_up_what_is_not_printed_is_marked() -> None:
    statement = "Anna Grey will close the northern berth of the ferry in autumn"
    text = "Anna Grey spoke on Friday.\n\nShe will close the northern berth of the ferry in autumn."
    (finding,) = [f for f in told(statement, text).findings if "northern berth" in f.lead.text]
    assert finding.leans == finding.lead.text.startswith("She")
    whole = told(statement, "Anna Grey will close the northern berth of the ferry in autumn.").findings[0]
    assert whole.leans is False


# --- titles and days -------------------------------------------------------------------------------------------


def test_a_title_that_another_document_calls_a_former_one_is_flagged() -> None:
    section = told(
        "Ferry fares",
        "President Anna Grey wants lower fares on the ferry.",
        "Former President Anna Grey has not spoken of ferry fares.",
    )
    assert about(section, "title") == [("Anna Grey", ["President Anna Grey", "Former President Anna Grey"])]
    assert [finding.disputed for finding in section.findings] == [
        False,
        False,
    ]  # it makes nothing untrue that she wants


@pytest.mark.parametrize(
    "other",
    [
        "Former Prime Minister Anna Grey has not spoken of ferry fares.",
        "Former President Paul Grange has not spoken of ferry fares.",
        "President Grey has not spoken of ferry fares.",
    ],
)
def test_other_titles_and_other_people_are_no_disagreement(other: str) -> None:
    assert about(told("Ferry fares", "President Anna Grey wants lower fares on the ferry.", other), "title") == []


def test_a_title_of_a_person_whom_no_finding_names_is_not_flagged() -> None:
    section = told(
        "Ferry fares",
        "Ferry fares rose.\n\nPresident Anna Grey opened a school.",
        "Ferry fares fell.\n\nFormer President Anna Grey opened a school.",
    )
    assert about(section, "title") == []


def test_one_event_on_two_days_is_flagged() -> None:
    section = told(
        "Ferry strike",
        "The crews of the Lowsay ferry will strike on 3 May 2024.",
        "The crews of the Lowsay ferry will strike on 4 May 2024.",
    )
    assert about(section, "date") == [("the day", ["3 May 2024", "4 May 2024"])]


# --- summary ---------------------------------------------------------------------------------------------------


def test_the_summary_counts_what_the_section_rests_on() -> None:
    section = told(
        "Ferry passengers",
        dated(FERRY, "a.txt", date(2024, 5, 3)),
        dated("Some 41,000 passengers took the Lowsay ferry in April.", "b.txt", date(2024, 5, 9)),
        dated("Cyclists are a fifth of the ferry's passengers.", "c.txt", date(2024, 5, 4)),
        cut_off=date(2024, 5, 10),
    )
    summary = section.summary
    assert summary
    assert (summary.documents, summary.origins) == (3, 3)
    assert (summary.first, summary.last) == (date(2024, 5, 3), date(2024, 5, 9))
    assert summary.agreed == (section.findings[0].id,)
    assert summary.single == (section.findings[1].id,)
    assert (summary.disputed, summary.age, summary.stale) == ((), 1, False)


@pytest.mark.parametrize(("days", "stale"), [(STALE, False), (STALE + 1, True)])
def test_evidence_is_stale_when_its_latest_document_is_long_before_the_cut_off(days: int, stale: bool) -> None:
    day = date(2024, 5, 3)
    section = told("Ferry passengers", dated(FERRY, "a.txt", day), cut_off=date.fromordinal(day.toordinal() + days))
    assert section.summary
    assert (section.summary.age, section.summary.stale) == (days, stale)


def test_of_undated_documents_nothing_is_known_of_their_age() -> None:
    summary = told("Ferry passengers", FERRY, cut_off=date(2024, 5, 10)).summary
    assert summary
    assert (summary.first, summary.last, summary.age, summary.stale) == (None, None, None, False)


# --- gaps ------------------------------------------------------------------------------------------------------


def test_what_a_document_says_is_not_known_is_a_gap() -> None:
    section = told(
        a_topic("Ferry fares", limit=1),
        "Ferry fares will rise by 5 percent.\n\nIt is unclear whether ferry fares for cyclists will rise too.",
    )
    assert [gap.excerpt.text for gap in section.gaps if gap.excerpt] == [
        "It is unclear whether ferry fares for cyclists will rise too."
    ]
    assert [finding.lead.text for finding in section.findings] == ["Ferry fares will rise by 5 percent."]


def test_a_gap_is_told_once() -> None:
    section = told(
        a_topic("Ferry fares", limit=1),
        *("Ferry fares will rise.\n\nIt is unclear when fares will fall.",) * 2,
    )
    texts = [gap.excerpt.text for gap in section.gaps if gap.excerpt]
    texts += [excerpt.text for finding in section.findings for excerpt in finding.excerpts[:1]]
    assert len(texts) == len(set(texts))


# --- the whole -------------------------------------------------------------------------------------------------


def test_events_stand_in_the_order_of_their_days_each_sentence_once() -> None:
    documents = [
        dated(
            "The ferry was built in March 2021. A storm stopped the ferry on 4 April 2024. "
            "Divers raised its anchor on 9 April 2024 and brought the ferry home.",
            "a.txt",
            date(2024, 5, 3),
        )
    ]
    topics = [a_topic("Ferry", limit=9), replace(a_topic("Ferries", limit=9), id="u")]
    sections, _ = build_sections(topics, documents, split_sentences)
    timeline = corroborate(sections, documents, split_sentences, None).timeline
    assert [(event.value, event.topic) for event in timeline] == [
        ("2021-03", "t"),
        ("2024-04-04", "t"),
        ("2024-04-09", "t"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "— Ida Holm (@idaholm) March 3, 2022",
        "— Ida Holm (@idaholm) 4:12 PM · March 3, 2022",
        "— Ida Holm (@idaholm), 3 March 2022",
    ],
)
def test_the_date_of_a_post_is_no_event(line: str) -> None:
    documents = [
        dated(
            f"Divers saw it. “The ferry sank on 1 March 2022 and is lost” {line}. It rained.", "a.txt", date(2022, 5, 3)
        )
    ]
    sections, _ = build_sections([a_topic("Ferry", limit=9)], documents, split_sentences)
    timeline = corroborate(sections, documents, split_sentences, None).timeline
    assert [event.value for event in timeline] == ["2022-03-01"]


def test_the_dates_of_two_posts_are_no_dispute() -> None:
    posts = [
        dated(
            f"Divers saw it. The old ferry sank at the pier — Ida Holm (@idaholm) March {day}, 2022. It rained.",
            f"{day}.txt",
        )
        for day in (3, 4)
    ]
    (section,), _ = build_sections([a_topic("Ferry", limit=9)], posts, split_sentences)
    assert [len(finding.excerpts) for finding in section.findings] == [2]
    assert disputed_dates_of(posts) == []


def disputed_dates_of(documents: list[Document]) -> list[str]:
    sections, _ = build_sections([a_topic("Ferry", limit=9)], documents, split_sentences)
    told = corroborate(sections, documents, split_sentences, None).sections
    return [one.kind for section in told for one in section.disagreements if one.kind == "date"]


def test_only_cited_documents_have_an_origin() -> None:
    documents = [a_document(FERRY, "a.txt"), a_document("It rained on the town.", "b.txt")]
    sections, _ = build_sections([a_topic("Ferry")], documents, split_sentences)
    found = corroborate(sections, documents, split_sentences, None)
    assert [document.path for document in found.documents] == ["a.txt"]
    assert [origin.documents for origin in found.origins] == [(documents[0].id,)]


def test_a_sentence_behind_a_dateline_is_read_like_any_other() -> None:
    section = told("Force size", "LOWSAY (AP) - The force would have 12,000 troops, Anna Grey said. Rain fell.")
    (finding,) = section.findings
    assert finding.lead.text.startswith("The force")
    assert [figure.unit for figure in finding.figures] == ["troops"]
    assert finding.speaker is not None
    assert finding.speaker.name == "Anna Grey"


def test_a_figure_contested_under_another_topic_says_under_which() -> None:
    documents = [
        a_document("The force would have 12,000 troops.", "a.txt"),
        a_document("The force would need 40,000 troops for the harbour.", "b.txt"),
    ]
    topics = [a_topic("Force size"), Topic(id="h", title="Harbour")]
    sections, _ = build_sections(topics, documents, split_sentences)
    size, harbour = corroborate(sections, documents, split_sentences, None).sections
    assert [(finding.disputed, finding.disputed_under) for finding in size.findings] == [(True, None)] * 2
    assert [(finding.disputed, finding.disputed_under) for finding in harbour.findings] == [(True, "Force size")]


def test_the_day_of_a_dateline_is_no_event() -> None:
    document = replace(a_document("LOWSAY, March 3 (AP) - The ferry sank. Rain fell."), published=date(2025, 3, 4))
    assert [finding.dates for finding in told("Ferry", document).findings] == [()]
