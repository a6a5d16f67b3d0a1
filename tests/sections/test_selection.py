from __future__ import annotations

import pytest

from briefing.sections.selection import LONGEST_SENTENCE, REQUIRED, THRESHOLD, whole

from .builders import a_document, a_query, a_section, a_topic, findings, printed

OTHER = "Rain fell on the town. Ministers discussed the price of bread."


def test_a_sentence_on_the_topic_is_printed() -> None:
    assert printed("Zebras", f"{OTHER} A zebra ran through the gate.") == ["A zebra ran through the gate."]


def test_a_sentence_on_half_of_the_topic_is_not_where_enough_speak_to_all_of_it() -> None:
    whole = [f"A zebra met the umbrella of {name}." for name in ("Ann", "Bob", "Cid", "Dan", "Eve")]
    assert sorted(printed("Zebra umbrella", f"{OTHER} {' '.join(whole)} The zebra slept.")) == whole


def test_the_nearest_make_up_the_number_and_no_more() -> None:
    near = "The zebra slept. A zebra ate corn. Bob fed one zebra. The umbrella broke. Eve sold an umbrella."
    found = findings("Zebra umbrella", f"{OTHER} A zebra met an umbrella. {near}")
    assert [finding.in_part for finding in found] == [False, True, True, True, True]


def test_where_few_sentences_speak_to_all_of_the_topic_the_nearest_follow_and_say_so() -> None:
    found = findings("Zebra umbrella", f"{OTHER} The zebra slept. A zebra met an umbrella. The umbrella broke.")
    assert [(finding.lead.text, finding.in_part) for finding in found] == [
        ("A zebra met an umbrella.", False),
        ("The zebra slept.", True),
        ("The umbrella broke.", True),
    ]


def test_where_no_sentence_speaks_to_all_of_the_topic_the_nearest_are_printed_and_the_section_says_so() -> None:
    section = a_section("Zebra umbrella", f"{OTHER} The zebra slept. An umbrella broke at noon.")
    assert section.in_part
    assert [finding.lead.text for finding in section.findings] == ["The zebra slept.", "An umbrella broke at noon."]


def test_words_that_merely_go_with_the_topic_come_near_nothing() -> None:
    assert printed("Evacuation", f"{OTHER} The ministers found shelter.") == []
    assert printed("Evacuation", f"{OTHER} The evacuation began.") == ["The evacuation began."]


def test_a_section_with_one_sentence_on_all_of_the_topic_is_whole() -> None:
    assert not a_section("Zebra umbrella", f"{OTHER} A zebra met an umbrella. The zebra slept.").in_part
    assert not a_section("Zebra umbrella", OTHER).in_part


def test_what_is_pinned_is_on_the_topic_by_the_readers_word() -> None:
    topic = a_topic("Zebra umbrella", pin=("Rain fell on the town.",))
    assert not a_section(topic, f"{OTHER} The zebra slept.").in_part


@pytest.mark.parametrize("topic", ["Zebras", "Number of zebras", "How many zebras ran through the gate of the town?"])
def test_nothing_is_printed_for_documents_on_something_else(topic: str) -> None:
    assert printed(topic, OTHER) == []


def test_every_finding_on_the_whole_topic_scores_at_least_the_threshold() -> None:
    found = findings("Zebra umbrella", "A zebra met an umbrella. A zebra ran. Umbrellas broke.")
    assert [finding.score >= THRESHOLD for finding in found] == [not finding.in_part for finding in found]
    assert [finding.in_part for finding in found] == [False, True, True]


def test_a_statement_is_found_in_other_words() -> None:
    topic = "The harbour board closed the old lighthouse near Lowsay in spring"
    text = f"{OTHER} In spring the lighthouse near Lowsay was shut by the harbour board."
    assert printed(topic, text) == ["In spring the lighthouse near Lowsay was shut by the harbour board."]


def test_the_best_comes_first() -> None:
    found = findings("Zebra umbrella", "A zebra met one umbrella. Near an umbrella stood zebras. Umbrellas broke.")
    assert [finding.score for finding in found] == sorted((finding.score for finding in found), reverse=True)


def test_ties_are_in_the_order_of_the_documents() -> None:
    texts = ["A zebra ran through mud.", "The zebra ate nine apples.", "A zebra climbed Mount Rowan."]
    assert printed("Zebra", *texts) == texts


def test_the_limit_counts_findings() -> None:
    text = "A zebra ran through mud. The zebra ate apples. A zebra climbed Mount Rowan."
    assert len(findings(a_topic("Zebra", limit=2), text)) == 2


def test_two_documents_with_the_same_words_are_two_citations_of_one_finding() -> None:
    text = "A zebra ran through the northern gate."
    (finding,) = findings("Zebra", text, text)
    assert [excerpt.sentence.document.path for excerpt in finding.excerpts] == ["a.txt", "b.txt"]


def test_one_document_that_repeats_itself_is_one_finding() -> None:
    assert (
        len(findings("Zebra", f"A zebra ran through the northern gate. {OTHER} A zebra ran through the northern gate."))
        == 1
    )


def test_different_figures_are_different_findings() -> None:
    assert len(findings("Zebra", "The zebra won 400 prizes.", "The zebra won 900 prizes.")) == 2


def test_excerpts_that_overlap_are_one() -> None:
    text = "A zebra ran through mud. It was the zebra of Ann."
    assert printed("Zebra", text) == [text]


def test_a_dropped_quotation_is_not_printed() -> None:
    topic = a_topic("Zebra", drop=("ran  through\nmud",))
    assert printed(topic, "A zebra ran through mud. The zebra ate apples.") == ["The zebra ate apples."]


def test_a_pin_comes_first_whatever_its_score() -> None:
    topic = a_topic("Zebra", pin=("Rain fell",))
    found = findings(topic, f"A zebra ran through mud. {OTHER}")
    assert [(finding.lead.text, finding.pinned) for finding in found] == [
        ("Rain fell on the town.", True),
        ("A zebra ran through mud.", False),
    ]


def test_a_pin_does_not_count_for_the_limit() -> None:
    assert len(findings(a_topic("Zebra", pin=("Rain fell",), limit=1), f"A zebra ran. {OTHER}")) == 2


def test_a_pin_in_two_documents_is_cited_twice() -> None:
    (finding,) = findings(a_topic("Wombat", pin=("Rain fell",)), OTHER, OTHER)
    assert len(finding.excerpts) == 2


@pytest.mark.parametrize(
    "pins",
    [
        pytest.param(("A zebra ran through mud.",), id="found-anyway"),
        pytest.param(("A zebra ran", "ran through mud"), id="pinned-twice"),
    ],
)
def test_no_sentence_is_printed_twice(pins: tuple[str, ...]) -> None:
    assert printed(a_topic("Zebra", pin=pins), "A zebra ran through mud.") == ["A zebra ran through mud."]


def test_what_is_too_long_to_quote_is_left_out() -> None:
    assert printed("Zebra", f"The zebra {'ran and ' * (LONGEST_SENTENCE // 8)}slept.") == []


def test_the_figures_of_a_finding_are_those_of_its_sentence() -> None:
    (finding,) = findings("Zebra", "The zebra won 400 prizes.")
    assert [figure.low for figure in finding.figures] == [400]


def test_findings_have_ids_of_their_own() -> None:
    found = findings("Zebra", "A zebra ran through mud. The zebra ate apples.", "A zebra climbed Mount Rowan.")
    assert len({finding.id for finding in found}) == len(found) == 3


def test_a_dropped_sentence_does_not_come_back_as_context() -> None:
    topic = a_topic("Force size", drop=("5,000 troops",))
    found = printed(topic, "The force would have 5,000 troops. These troops would be 300 soldiers from the north.")
    assert not any("5,000" in text for text in found)


def test_what_more_documents_say_comes_first() -> None:
    said = "The force would need 700 soldiers at the southern border"
    alone = "A force of 9,000 troops is planned for the harbour by the council."
    assert printed("Force size", alone, f"{said}.", f"{said}, it says.")[0].startswith(said)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        pytest.param("Військова допомога", "Уряд збільшить військову допомогу.", id="uk"),
        pytest.param("Militärhilfe", "Der Kanzler kündigte neue Militärhilfen an.", id="de"),
    ],
)
def test_an_inflected_word_is_found_whatever_the_language_of_the_other_documents(topic: str, text: str) -> None:
    english = a_document("Rain fell on the town.", path="a.txt")
    foreign = a_document(text, path="b.txt", language="uk" if topic[0] == "В" else "de")
    assert [
        excerpt.text for finding in a_section(topic, english, foreign).findings for excerpt in finding.excerpts
    ] == [text]


def test_less_is_printed_where_require_names_whoever_the_question_has_act() -> None:
    plain = a_query("Police shooting", question="Did police shoot anyone?")
    named = a_query("Police shooting", question="Did police shoot anyone?", require=(("police",), ("shot",)))
    other = a_query("Police shooting", require=(("police",), ("shot",)))
    assert [whole(query, ()) for query in (plain, named, other)] == [THRESHOLD, REQUIRED, THRESHOLD]


def test_one_of_the_readers_own_terms_is_enough() -> None:
    section = a_section(a_topic("Zebra", terms=("umbrella", "pier")), "The umbrella broke. A zebra ran. Rain fell.")
    assert [(f.lead.text, f.in_part) for f in section.findings] == [
        ("The umbrella broke.", False),
        ("A zebra ran.", True),
    ]
