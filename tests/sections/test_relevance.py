from __future__ import annotations

from typing import Any

import pytest

from briefing.model import Query
from briefing.sections.parties import learn
from briefing.sections.relevance import HEADING, QUESTION, rate, with_parties
from briefing.sections.selection import THRESHOLD

from .builders import a_corpus, a_query, ratings, score

ZEBRA = "A zebra sat there."
BOTH = "A zebra met an umbrella."


@pytest.fixture
def two() -> Query:
    return a_query("Zebra umbrella")


def test_a_sentence_that_speaks_to_all_of_the_topic_scores_1(two: Query) -> None:
    assert score(two, BOTH) == pytest.approx(1)


def test_half_of_the_topic_is_less(two: Query) -> None:
    assert score(two, ZEBRA, f"{ZEBRA} {BOTH}") < score(two, BOTH, f"{ZEBRA} {BOTH}")


def test_a_sentence_that_speaks_to_nothing_is_not_rated(two: Query) -> None:
    assert list(ratings(two, f"It rained. {BOTH}")) == [BOTH]


def test_the_rarer_facet_counts_for_more(two: Query) -> None:
    text = "A zebra sat. A zebra ran. A zebra slept. An umbrella broke."
    assert score(two, "An umbrella broke.", text) > score(two, "A zebra sat.", text)


def test_saying_a_thing_twice_adds_nothing(two: Query) -> None:
    text = "A zebra sat. A zebra met a zebra."
    assert score(two, "A zebra met a zebra.", text) == score(two, "A zebra sat.", text)


def test_a_word_of_the_lexicon_counts_for_less_than_the_topics_own() -> None:
    query = a_query("Troops zebra")
    text = "Troops sat. A battalion sat."
    assert 0 < score(query, "A battalion sat.", text) < score(query, "Troops sat.", text)


def test_a_heading_speaks_for_half(two: Query) -> None:
    plain, headed = ratings(two, f"{ZEBRA} {BOTH}"), ratings(two, f"Umbrellas\n\n{ZEBRA} {BOTH}")
    share = dict(headed[BOTH].reasons)["umbrella"]
    assert dict(headed[ZEBRA].reasons)["umbrella"] == pytest.approx(HEADING * share)
    assert headed[ZEBRA].score > plain[ZEBRA].score


def test_a_sentence_that_points_back_takes_up_what_was_said(two: Query) -> None:
    text = f"{BOTH} These animals sleep a lot."
    assert 0 < score(two, "These animals sleep a lot.", text) < score(two, BOTH, text)


def test_it_does_not_reach_into_the_paragraph_above(two: Query) -> None:
    assert score(two, "These animals sleep a lot.", f"{BOTH}\n\nThese animals sleep a lot.") == 0


def test_a_question_answers_nothing(two: Query) -> None:
    assert score(two, "Is there a zebra under the umbrella?") == 0


def test_the_words_of_a_question_add_a_little() -> None:
    query = a_query("Zebra umbrella", question="Which lantern?")
    text = f"{ZEBRA} A zebra held a lantern. An umbrella lay there."
    gain = score(query, "A zebra held a lantern.", text) - score(query, ZEBRA, text)
    assert 0 < gain <= QUESTION


def test_near_to_one_another_is_better(two: Query) -> None:
    far = (
        "A zebra that had long ago been taken away from home and then sold on at some fair or other "
        "once again slept without an umbrella."
    )
    text = f"{BOTH} {far}"
    assert score(two, far, text) < score(two, BOTH, text)


@pytest.mark.parametrize(
    ("title", "better", "worse"),
    [
        pytest.param("Number of zebras", "Some 400 zebras left.", "Some zebras left.", id="amount"),
        pytest.param(
            "Force size", "A force of 400 soldiers left.", "A force with 400 ships left.", id="what-is-counted"
        ),
        pytest.param("French position", "France rejects the zebra.", "Zebras in France sleep.", id="position"),
        pytest.param("Where are the zebras?", "Zebras sleep near the town.", "Zebras sleep a lot.", id="place"),
        pytest.param("When do zebras sleep?", "Zebras sleep on Monday.", "Zebras sleep a lot.", id="time"),
    ],
)
def test_giving_the_kind_of_answer_that_is_wanted_is_better(title: str, better: str, worse: str) -> None:
    query = a_query(title)
    text = f"{better} {worse}"
    assert score(query, better, text) > score(query, worse, text)


def test_who_acts_is_who_the_question_asks_about() -> None:
    query = a_query("Zebra", question="Did police free the zebra?")
    text = "Police freed the zebra. The zebra fled from police."
    assert score(query, "Police freed the zebra.", text) > score(query, "The zebra fled from police.", text)


def test_a_required_group_must_be_met() -> None:
    query = a_query("Zebra", require=(("umbrella", "lantern"),))
    assert list(ratings(query, f"{ZEBRA} {BOTH} A zebra held a lantern.")) == [BOTH, "A zebra held a lantern."]


def test_all_but_one_required_groups_may_be_met_above_in_the_paragraph() -> None:
    query = a_query("Zebra", require=(("umbrella",), ("lantern",)))
    text = "An umbrella lay there. A zebra held a lantern.\n\nA zebra saw a lantern."
    assert list(ratings(query, text)) == ["A zebra held a lantern."]


FREED: dict[str, Any] = {
    "title": "Police",
    "question": "Did police free animals?",
    "require": (("police", "warden"), ("free*",)),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A warden freed it.", ["A warden freed it."], id="both-in-the-sentence"),
        pytest.param("Police came. The hens were freed.", ["The hens were freed."], id="passive-leaves-out-who"),
        pytest.param("Police came. The hens were later freed.", ["The hens were later freed."], id="with-an-adverb"),
        pytest.param("Police came. The suspect freed it.", [], id="a-word-that-goes-with-it-tells-no-deed"),
        pytest.param("Police came. A farmer freed it.", [], id="somebody-else-acts"),
        pytest.param("Police came. The hens were not freed.", [], id="not-done"),
        pytest.param("The hens were freed. Police came.", [], id="named-below"),
        pytest.param("Police came.\n\nThe hens were freed.", [], id="another-paragraph"),
        pytest.param("Hens were freed. A warden ran.", [], id="what-is-done-must-be-said"),
        pytest.param("Hens were freed. This warden ran.", [], id="and-is-not-pointed-back-at"),
    ],
)
def test_who_acts_may_be_understood_but_not_what_is_done(text: str, expected: list[str]) -> None:
    assert list(ratings(a_query(**FREED), text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Police came. Two thieves were arrested.", ["Two thieves were arrested."], id="above"),
        pytest.param("Two thieves were arrested.\n\nPolice came.", ["Two thieves were arrested."], id="anywhere"),
        pytest.param("Police came. An arrest followed.", ["An arrest followed."], id="not-only-as-a-passive"),
        pytest.param("Two thieves were arrested. A clerk came.", [], id="no-police-in-the-document"),
        pytest.param("Police came. Two thieves would be arrested.", [], id="not-done"),
    ],
)
def test_what_a_party_is_known_to_do_is_theirs_wherever_the_document_names_them(text: str, expected: list[str]) -> None:
    query = a_query("Police", question="Did police arrest anyone?", require=(("police",), ("arrest*",)))
    assert [one for one in ratings(query, text) if "olice" not in one] == expected


def test_who_acts_is_better_named_than_understood() -> None:
    text = "Police freed a hen. The hens were freed."
    assert (
        0 < score(a_query(**FREED), "The hens were freed.", text) < score(a_query(**FREED), "Police freed a hen.", text)
    )


def test_a_passive_without_an_agent_is_an_act_of_whoever_is_asked_about() -> None:
    query = a_query("Zebra", question="Did police free the zebra?")
    text = "The zebra was freed. The zebra freed itself."
    assert score(query, "The zebra was freed.", text) >= score(query, "The zebra freed itself.", text)


def test_a_question_of_another_kind_leaves_any_required_group_to_what_stands_above() -> None:
    query = a_query("Police", question="When did police free animals?", require=(("police",), ("free*",)))
    assert list(ratings(query, "Police freed a hen. On Monday police ran.")) == [
        "Police freed a hen.",
        "On Monday police ran.",
    ]


def test_what_is_required_hardly_counts() -> None:
    query, free = a_query("Zebra umbrella", require=(("zebra",),)), a_query("Zebra umbrella")
    text = f"{ZEBRA} {BOTH}"
    assert score(query, ZEBRA, text) - score(free, ZEBRA, text) < 0.05


def test_required_words_score_where_no_document_uses_the_title() -> None:
    assert score(a_query("Wombat", require=(("lantern",),)), "A lantern burned.") == pytest.approx(1)


def test_an_excluded_word_keeps_a_sentence_out() -> None:
    query = a_query("Zebra", exclude=("umbrella",))
    assert list(ratings(query, f"{ZEBRA} {BOTH}")) == [ZEBRA]


def test_one_term_of_the_reader_says_more_than_half() -> None:
    query = a_query("Zebra", terms=("lantern",))
    assert score(query, "A lantern burned.", f"A lantern burned. {ZEBRA}") > 0.5


def test_a_title_that_no_document_uses_is_just_a_name() -> None:
    assert score(a_query("Wombat", terms=("lantern",)), "A lantern burned.") == pytest.approx(1)


def test_headings_are_not_rated(two: Query) -> None:
    assert list(ratings(two, f"Zebra with umbrella\n\n{BOTH}")) == [BOTH]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Zebra umbrella"},
        {"title": "Number of zebras"},
        {"title": "Zebra", "question": "Did the umbrella break?", "terms": ("lantern",), "require": (("zebra",),)},
    ],
    ids=str,
)
def test_reasons_add_up_to_the_score_largest_first(fields: dict[str, Any]) -> None:
    rated = ratings(a_query(**fields), f"Umbrellas\n\n{ZEBRA} {BOTH} These 40 animals slept. Zebras broke a lantern.")
    assert rated
    for rating in rated.values():
        shares = [share for _, share in rating.reasons]
        assert sum(shares) == pytest.approx(rating.score)
        assert shares == sorted(shares, reverse=True)
        assert 0 < rating.score <= 1 + 1e-9


def test_ratings_are_in_order_of_place(two: Query) -> None:
    corpus = a_corpus(two, f"{ZEBRA} {ZEBRA}", BOTH)
    assert [rating.passage for rating in rate(two, corpus)] == [0, 1, 2]


def test_a_country_is_known_by_the_people_who_speak_for_it() -> None:
    query = a_query("Russia")
    corpus = a_corpus(query, "Kremlin spokesman Anton Zelin spoke. Zelin refused.")
    people = learn((passage.words, "en") for passage in corpus.passages)
    assert len(rate(query, corpus)) == 1
    assert len(rate(with_parties(query, people), corpus)) == 2


def test_words_that_go_with_the_topic_hint_at_nothing_where_most_sentences_have_them() -> None:
    query, told = a_query("Evacuation"), "The shelter was left at noon."
    few = [f"The mayor spoke on day {number}." for number in range(60)]
    most = [f"The shelter of street {number} was left." for number in range(60)]
    assert score(query, told, " ".join([told, *few])) > 3 * score(query, told, " ".join([told, *most]))


def test_words_that_mean_the_topic_count_however_many_sentences_have_them() -> None:
    query, told = a_query("Evacuation"), "The evacuation began."
    most = [f"The evacuation of street {number} began." for number in range(60)]
    assert score(query, told, " ".join([told, *most])) == score(query, told)


def test_an_expression_is_also_said_by_its_words_apart() -> None:
    query, told = a_query("Use of force"), "The force that was of use came late."
    assert score(a_query("Card fraud"), "The fraud was done with a stolen card.") >= THRESHOLD
    assert score(query, told) < score(query, "The use of force came late.")
    assert score(a_query("White House"), "The house was white.") == 0
