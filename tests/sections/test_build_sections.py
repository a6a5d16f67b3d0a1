from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Document, Section, Topic
from briefing.sections import build_sections
from briefing.sources.sentences import split_sentences

from .builders import a_document, a_section, a_topic, documents, excerpts


def test_one_section_a_topic_in_their_order() -> None:
    topics = [Topic("b", "Umbrella"), Topic("a", "Zebra")]
    sections, _ = build_sections(topics, documents("A zebra ran."), split_sentences)
    assert [section.topic for section in sections] == topics


@pytest.mark.parametrize("texts", [[], ["Rain fell."], [""]], ids=["no-documents", "other-matter", "empty-document"])
def test_a_section_without_evidence_stays(texts: list[str]) -> None:
    assert a_section("Zebra", *texts) == Section(a_topic("Zebra"), ())


def test_a_question_is_answered_by_a_finding() -> None:
    question = "How many zebras ran?"
    section = a_section(a_topic("Zebra", questions=(question,)), "Some 400 zebras ran. Rain fell on the town.")
    assert [(answer.question, answer.finding) for answer in section.answers] == [(question, section.findings[0].id)]
    assert section.gaps == ()


def test_a_question_without_an_answer_is_a_gap() -> None:
    section = a_section(a_topic("Zebra", questions=("Where is the lighthouse?",)), "A zebra ran.")
    assert [gap.question for gap in section.gaps] == ["Where is the lighthouse?"]
    assert section.answers == ()


def test_a_long_question_is_not_answered_by_a_sentence_on_little_of_it() -> None:
    question = "How do the zebra, umbrella, lighthouse and keeper of Lowsay differ?"
    topic = a_topic("Zebra", questions=(question,))
    little = "The zebra, the umbrella and the keeper slept. Rain fell. It was noon."
    assert [gap.question for gap in a_section(topic, little).gaps] == [question]
    assert a_section(topic, "The zebra, umbrella, lighthouse and keeper of Lowsay slept.").gaps == ()


def test_what_answers_a_question_is_printed_though_the_title_alone_would_not_find_it() -> None:
    topic = a_topic("Zebra umbrella", questions=("Where is the lighthouse?",))
    (finding,) = a_section(topic, "The lighthouse stands near the town.").findings
    assert finding.lead.text == "The lighthouse stands near the town."


def test_a_quotation_that_no_document_holds_is_warned_about() -> None:
    _, warnings = build_sections([a_topic("Zebra", pin=("Snow fell",))], documents("Rain fell."), split_sentences)
    assert warnings == ("topic 'Zebra': no document holds the pinned quotation 'Snow fell'",)


def test_a_pinned_quotation_is_not_warned_about() -> None:
    _, warnings = build_sections([a_topic("Zebra", pin=("Rain fell",))], documents("Rain fell."), split_sentences)
    assert warnings == ()


def test_people_learned_in_one_document_speak_for_their_country_in_all() -> None:
    section = a_section(
        "Russian position", "Kremlin spokesman Anton Zelin spoke.", "Russia slept. Zelin rejected the ferry plan."
    )
    assert "Zelin rejected the ferry plan." in [excerpt.text for excerpt in excerpts(section.findings)]


def test_topics_are_read_in_the_language_of_most_documents() -> None:
    made = [a_document("Viele Häuser brannten.", f"{name}.txt", "de") for name in "ab"]
    assert a_section("Haus", *made, a_document("Rain fell.", "c.txt")).findings


def test_the_order_of_documents_does_not_matter() -> None:
    made = documents("A zebra ran. It slept.", "The zebra ran.", "Zebras ate 40 apples.")
    topics = [a_topic("Zebra", pin=("zebra ran",), questions=("Which zebra?",))]
    first, *rest = (build_sections(topics, order, split_sentences) for order in (made, made[::-1], made[1:] + made[:1]))
    assert all(other == first for other in rest)


# --- what must always hold -------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    "zebra zebras Zebra umbrella He She These However It rain ran said Russia US U.S. not 40 1,000 killed "
    "soldiers troops the a “ ” \" . . . ? : \n\n \n – 's Ann".split(" ")
)
_TEXTS = st.lists(st.one_of(st.lists(_WORDS, max_size=40).map(" ".join), st.text(max_size=80)), max_size=4)
_TOPICS = st.sampled_from(
    [
        a_topic("Zebra"),
        a_topic("Zebra umbrella", questions=("How many soldiers ran?", "Who ran?"), limit=2),
        a_topic("Force size", pin=("zebra", "zebra ran", "the")),
        a_topic("Russian position", speakers=("Russia",), exclude=("umbrella",)),
        a_topic("Rain", terms=("ran", "zeb*", "the rain"), require=(("zebra", "US"),), drop=("rain ran",)),
        a_topic("Casualties", question="Did Russia say the zebra ran?"),
        a_topic(""),
    ]
)


def built(topic: Topic, made: list[Document]) -> Section:
    (section,), _ = build_sections([topic], made, split_sentences)
    return section


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(_TOPICS, _TEXTS)
def test_an_excerpt_is_made_of_whole_sentences(topic: Topic, texts: list[str]) -> None:
    for excerpt in excerpts(built(topic, documents(*texts)).findings):
        held = [s for s in split_sentences(excerpt.sentence.document) if excerpt.start <= s.start < excerpt.end]
        assert excerpt.sentence in held
        assert (held[0].start, held[-1].end) == (excerpt.start, excerpt.end)


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(_TOPICS, _TEXTS)
def test_excerpts_of_a_section_never_overlap(topic: Topic, texts: list[str]) -> None:
    found = excerpts(built(topic, documents(*texts)).findings)
    spans = sorted((excerpt.sentence.document.id, excerpt.start, excerpt.end) for excerpt in found)
    assert all(one[0] != other[0] or one[2] <= other[1] for one, other in pairwise(spans))


@pytest.mark.property
@settings(max_examples=100, deadline=None)
@given(_TOPICS, _TEXTS, st.randoms(use_true_random=False))
def test_any_order_of_documents_gives_the_same_section(topic: Topic, texts: list[str], random: Random) -> None:
    made = documents(*texts)
    shuffled = made[:]
    random.shuffle(shuffled)
    assert built(topic, shuffled) == built(topic, made)


def test_a_question_for_somebodys_words_is_answered_by_them() -> None:
    topic = a_topic("Pier", questions=("What did Grey say?",))
    section = a_section(topic, "The pier is old. Holm saw Grey on the pier. Grey said the pier would close.")
    finding = {finding.id: finding for finding in section.findings}[section.answers[0].finding]
    assert finding.lead.sentence.text == "Grey said the pier would close."
