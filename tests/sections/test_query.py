from __future__ import annotations

from typing import Any

import pytest

from briefing.analysis.words import stems
from briefing.model import Facet
from briefing.sections.expressions import NEAR, SAME, meaning
from briefing.sections.query import understand

from .builders import a_query, a_topic


def weight(facet: Facet, word: str) -> float:
    key = tuple(stems(word.split(), "en"))
    return max((term.weight for term in facet.terms if term.stems == key), default=0.0)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        pytest.param("Ferry to the harbour", ["Ferry", "harbour"], id="function-words-are-dropped"),
        pytest.param("Force size", ["Force"], id="what-asks-is-no-facet"),
        pytest.param("Size", ["Size"], id="unless-it-is-all-there-is"),
        pytest.param("US backstop", ["United States", "backstop"], id="abbreviation-of-a-country"),
        pytest.param("Tell us the price of bread", ["Tell", "bread"], id="us-is-no-country"),
        pytest.param("Armed forces of France", ["Armed forces", "France"], id="phrase-of-the-lexicon"),
        pytest.param("", [], id="empty"),
    ],
)
def test_a_title_falls_into_facets(title: str, names: list[str]) -> None:
    assert [facet.name for facet in a_query(title).facets] == names


@pytest.mark.parametrize(
    ("title", "word", "expected"),
    [
        pytest.param("France", "French", 1.0, id="adjective"),
        pytest.param("French ferry", "France", 1.0, id="name-for-adjective"),
        pytest.param("France", "Paris", SAME, id="capital"),
        pytest.param("Paris", "France", 1.0, id="name-for-capital"),
        pytest.param("Russia", "Kremlin", SAME, id="seat"),
        pytest.param("Casualties", "casualty", 1.0, id="own-word"),
        pytest.param("Force", "soldier", SAME, id="concept"),
        pytest.param("Force", "battalion", NEAR, id="near-the-concept"),
        pytest.param("Casualties", "umbrella", 0.0, id="other-word"),
    ],
)
def test_a_facet_knows_the_words_that_stand_for_it(title: str, word: str, expected: float) -> None:
    assert weight(a_query(title).facets[0], word) == expected


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"title": "Ferry"}, None),
        ({"title": "Force size"}, "amount"),
        ({"title": "How many ships sank?"}, "amount"),
        ({"title": "Russian position"}, "position"),
        ({"title": "Where is the pier?"}, "place"),
        ({"title": "When does the ferry leave?"}, "time"),
        ({"title": "Who pays?"}, "people"),
        ({"title": "Protest", "question": "Did police fire on the crowd?"}, "deed"),
        ({"title": "Protest", "question": "What did police do?"}, "deed"),
        ({"title": "Police action", "question": "What did police do?"}, "deed"),
        ({"title": "Protest", "question": "Will police fire on the crowd?"}, "event"),
        ({"title": "Protest", "question": "How many were hurt?"}, "amount"),
        ({"title": "Ferry", "speakers": ("Norvia",)}, "position"),
        ({"title": "Ferry", "figures": ("killed",)}, "amount"),
        ({"title": "Norvian conditions"}, None),
        ({"title": "Russian conditions"}, "position"),
        ({"title": "Working conditions"}, None),
        ({"title": "Condition of the wounded"}, None),
        ({"title": "Ferry", "question": "What of those who fled when it rained?"}, None),
        ({"title": "Ferry", "question": "By whom was it built?"}, "people"),
        ({"title": "The harbour board doubled the number of ferries in April"}, None),
        ({"title": "Will the harbour board double the number of ferries in April?"}, "amount"),
    ],
    ids=str,
)
def test_a_topic_may_want_a_kind_of_answer(fields: dict[str, Any], answer: str | None) -> None:
    assert a_query(**fields).answer == answer


def test_what_a_question_asks_about_is_its_subject() -> None:
    query = a_query("Protest", question="Did the police fire on the crowd?")
    assert [query.facets[index].name for index in query.subject] == ["police"]


def test_the_country_of_a_position_is_its_subject() -> None:
    query = a_query("Position of France on the ferry")
    assert [query.facets[index].name for index in query.subject] == ["France"]


def test_a_question_repeats_no_facet_of_its_title() -> None:
    query = a_query("Ferry", question="Which ferries sail to France?")
    assert [facet.name for facet in query.facets if facet.origin == "question"] == ["sail", "France"]


def test_terms_are_words_phrases_and_prefixes() -> None:
    (facet,) = (f for f in a_query(terms=("piers", "harbour board", "dock*")).facets if f.origin == "terms")
    assert [(term.stems, term.prefix) for term in facet.terms] == [
        (("pier",), False),
        (("harbour", "board"), False),
        (("dock",), True),
    ]


def test_each_required_group_is_a_facet() -> None:
    required = [f.name for f in a_query(require=(("mast", "sail"), ("oak",))).facets if f.origin == "require"]
    assert required == ["mast or sail", "oak"]


def test_excluded_words_are_kept_apart() -> None:
    query = a_query(exclude=("planes",))
    assert [term.stems for term in query.exclude] == [("plane",)]
    assert "planes" not in [facet.name for facet in query.facets]


def test_a_speaking_country_is_known_by_all_its_names() -> None:
    query = a_query(speakers=("France",))
    assert weight(query.facets[query.subject[0]], "French") == 1.0


@pytest.mark.parametrize(
    ("fields", "units"),
    [
        pytest.param({"title": "Force size"}, {"troops"}, id="of-the-concept"),
        pytest.param({"title": "Ferry", "figures": ("troops",)}, {"troops"}, id="named"),
        pytest.param({"title": "Ferry", "figures": ("%",)}, {"percent"}, id="sign"),
        pytest.param({"title": "US"}, set(), id="a-currency-is-no-country"),
    ],
)
def test_a_topic_knows_what_its_figures_count(fields: dict[str, Any], units: set[str]) -> None:
    assert a_query(**fields).units == units


def test_expressions_with_another_sense_are_shadows() -> None:
    assert "air force" in {term.text for term in a_query("Force").shadows}


def test_a_topic_that_means_the_other_sense_is_no_shadow() -> None:
    assert "air force" not in {term.text for term in a_query("Force", terms=("air force",)).shadows}


@pytest.mark.parametrize("language", ["de", "xx"])
def test_any_language_is_understood(language: str) -> None:
    assert understand(a_topic("Ferry Norvia"), (language,)).facets


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Paris", "French", True), ("soldiers", "troops", True), ("umbrella", "harbour", False)],
)
def test_words_of_one_meaning_compare_equal(one: str, other: str, same: bool) -> None:
    first, second = stems([one, other], "en")
    assert (meaning(first, "en") == meaning(second, "en")) is same


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        pytest.param("Position of the unions", ["unions"], id="of"),
        pytest.param("The government's response", ["government's"], id="possessive"),
        pytest.param("Residents' views", ["Residents"], id="possessive-plural"),
        pytest.param("Unions' demands", ["Unions"], id="demands-of-somebody"),
        pytest.param("Opinion of independent experts", ["independent", "experts"], id="with-an-adjective"),
        pytest.param("Reaction to the strike", [], id="of-nobody"),
        pytest.param("Russian position", ["Russia"], id="country"),
    ],
)
def test_a_position_is_that_of_whom_the_title_gives_it(title: str, subject: list[str]) -> None:
    query = a_query(title)
    assert query.answer == "position"
    assert [query.facets[index].name for index in query.subject] == subject


@pytest.mark.parametrize("title", ["Electricity demand", "What's the policy?", "Who's behind the demands?"])
def test_demand_without_somebody_whose_it_is_asks_for_no_position(title: str) -> None:
    assert a_query(title).answer != "position"


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("The new price cap", ["price cap"]),
        ("Main findings", ["findings"]),
        ("New Zealand", ["New Zealand"]),
        ("New", ["New"]),
    ],
)
def test_a_word_that_tells_which_of_several_is_no_facet(title: str, names: list[str]) -> None:
    assert [facet.name for facet in a_query(title).facets] == names


@pytest.mark.parametrize(
    ("question", "unit"),
    [("How many people have died of cholera?", "killed"), ("How many tankers belong to the fleet?", "ships")],
)
def test_a_question_counts_what_any_of_its_words_counts(question: str, unit: str) -> None:
    assert unit in a_query(question).units
    assert "people" not in a_query(question).units
