from __future__ import annotations

from typing import Any

import pytest

from briefing.analysis.words import words
from briefing.sections.matching import Matcher

from .builders import a_query


def matched(text: str, **fields: Any) -> list[str]:
    query = a_query(**fields)
    cut = words(text, "en")
    found = Matcher(query.facets, query.shadows).matches(cut)
    return [" ".join(cut.written[match.first : match.last + 1]) for match in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The piers closed.", ["piers"]),
        ("The harbour boards met.", ["harbour boards"]),
        ("Dockers left the docks.", ["Dockers", "docks"]),
        ("The night watchmen slept.", ["night watchmen"]),
        ("A board of the harbour met.", []),
        ("The night", []),
        ("The pierced doc left.", []),
        ("", []),
    ],
)
def test_terms_match(text: str, found: list[str]) -> None:
    assert matched(text, title="zebra", terms=("pier", "harbour board", "dock*", "night watch*")) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("The officers left.", ["officers"]), ("The offices were shut.", []), ("An officer came.", ["officer"])],
)
def test_one_who_does_something_is_not_the_thing(text: str, found: list[str]) -> None:
    assert matched(text, title="zebra", terms=("officer",)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("A force of nobody left.", ["force"]), ("The air force left.", []), ("The air force met a force.", ["force"])],
)
def test_a_word_in_an_expression_with_another_sense_is_no_match(text: str, found: list[str]) -> None:
    assert matched(text, title="Force") == found


def test_case_tells_the_country_from_the_pronoun() -> None:
    assert matched("The U.S. told us.", title="US") == ["U.S."]
