"""The data files of the lexicon: what the code that reads them takes for granted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from briefing.analysis.words import words
from briefing.lexicon import FOLDER, grammar, languages, spoken, table

NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
KINDS_OF_ANSWER = {"amount", "position", "place", "time", "people", "event", "deed"}
UNITS_OF_TIME = {"day", "week", "month", "year", "decade", "weekend"}
KINDS_OF_UNIT = {"people", "casualties", "things", "events", "money", "share", "time", "measure"}


def lists(value: Any) -> Iterator[list[Any]]:
    """Every list that holds no further list or mapping."""
    children = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if isinstance(value, list) and not any(isinstance(child, list | dict) for child in value):
        yield value
    for child in children:
        yield from lists(child)


@pytest.mark.parametrize("name", NAMES)
def test_words_are_strings(name: str) -> None:
    """A bare no, yes, on or off would be a truth value, and a bare 2024 a number."""
    value = {key: entry for key, entry in table(name).items() if (name, key) != ("units", "numbers")}
    wrong = [item for items in lists(value) for item in items if not isinstance(item, str) or not item.strip()]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_strings(name: str) -> None:
    assert all(isinstance(key, str) for key in table(name))


@pytest.mark.parametrize("name", NAMES)
def test_no_key_stands_twice(name: str) -> None:
    root = yaml.compose((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    assert list(repeated(root)) == []


def repeated(node: yaml.Node | None) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        yield from (f"{key}, line {node.start_mark.line + 1}" for key in set(keys) if keys.count(key) > 1)
        for _, value in node.value:
            yield from repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from repeated(value)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_opens_with_how_to_extend_it(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    opening = re.match(r"(?:#.*\n|\n)+", text)
    assert opening is not None
    assert "extend" in opening[0]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru"])
def test_a_year_has_twelve_months(language: str) -> None:
    assert len(table("months")[language]) == 12


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru"])
def test_a_week_has_seven_days_and_a_year_four_seasons(language: str) -> None:
    entry = table("times")[language]
    assert (len(entry["weekdays"]), len(entry["seasons"])) == (7, 4)


def test_words_of_time_are_in_lower_case_and_name_known_things() -> None:
    words = [word for entry in table("times").values() for words in lists(entry) for word in words]
    assert [word for word in words if word != word.lower()] == []
    assert {unit for entry in table("times").values() for unit in entry["units"]} == UNITS_OF_TIME
    assert all(isinstance(days, int) for entry in table("times").values() for days in entry["days"].values())


def test_every_concept_has_words_that_mean_it() -> None:
    assert [name for name, entry in table("concepts").items() if not entry.get("same")] == []


def test_concepts_hold_known_parts_only() -> None:
    assert {key for entry in table("concepts").values() for key in entry} <= {"field", "same", "near", "does", "not"}


def test_the_concepts_of_units_exist() -> None:
    concepts = {entry["concept"] for entry in table("units")["units"].values() if "concept" in entry}
    assert concepts - table("concepts").keys() == set()


def test_units_are_of_known_kinds_and_have_words() -> None:
    units = table("units")["units"]
    assert {entry["kind"] for entry in units.values()} <= KINDS_OF_UNIT
    assert all(entry["words"] for entry in units.values())


def test_numbers_are_numbers() -> None:
    numbers = table("units")["numbers"]
    assert all(isinstance(value, int | float) for kind in ("exact", "scale") for value in numbers[kind].values())


def test_vague_amounts_run_from_low_to_high() -> None:
    assert all(low <= high for low, high in table("units")["numbers"]["vague"].values())


def test_kinds_of_answer_are_those_that_the_code_gives() -> None:
    assert table("answers").keys() == KINDS_OF_ANSWER


@pytest.mark.parametrize("kind", sorted(KINDS_OF_ANSWER))
def test_a_kind_of_answer_has_its_three_lists(kind: str) -> None:
    assert table("answers")[kind].keys() - {"counts", "counts_too", "of_party", "before"} == {"asks", "shows", "hints"}


def test_an_asking_word_counts_a_kind_of_unit_that_there_is() -> None:
    amount = table("answers")["amount"]
    assert set(amount["counts"].values()) <= KINDS_OF_UNIT
    assert {kind for kinds in amount["counts_too"].values() for kind in kinds} <= KINDS_OF_UNIT


def test_no_two_kinds_of_answer_are_asked_for_by_the_same_words() -> None:
    asks = [words for entry in table("answers").values() for words in entry["asks"]]
    assert sorted({words for words in asks if asks.count(words) > 1}) == []


def test_what_leans_is_in_lower_case() -> None:
    """It is compared without regard to case, but the grammar's words with lower-case ones."""
    words = [word for items in table("references")["grammar"].values() for word in items]
    assert [word for word in words if word != word.lower()] == []


def test_countries_hold_known_parts_only() -> None:
    known = {"names", "adjectives", "people", "capital", "seats", "kind"}
    assert {key for entry in table("countries").values() for key in entry} <= known


def test_furniture_is_made_of_regular_expressions() -> None:
    for pattern in (pattern for patterns in lists(table("furniture")) for pattern in patterns):
        re.compile(pattern, re.IGNORECASE)


def test_agencies_hold_known_parts_only_and_have_names() -> None:
    agencies = table("agencies")["agencies"]
    assert {key for entry in agencies.values() for key in entry} <= {"names", "tags"}
    assert [agency for agency, entry in agencies.items() if not entry.get("names")] == []


def test_no_two_agencies_share_a_name() -> None:
    names = [name for known in lists(table("agencies")["agencies"]) for name in known]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_cues_are_in_lower_case() -> None:
    """They are compared with the text's words in lower case."""
    cues = [cue for kind in ("before", "after", "after_kind") for cue in table("agencies")[kind]]
    assert [cue for cue in cues if cue != cue.lower()] == []


# --- other languages -------------------------------------------------------------------------------------------

SPOKEN = sorted(languages())


@pytest.mark.parametrize("language", SPOKEN)
def test_a_language_names_what_the_tables_hold(language: str) -> None:
    """A misspelt name would be found by no topic in another language."""
    for name, known in (
        ("concepts", table("concepts")),
        ("countries", table("countries")),
        ("answers", KINDS_OF_ANSWER),
    ):
        assert sorted(spoken(name, language).keys() - set(known)) == []
    assert spoken("units", language).keys() <= table("units")["units"].keys()


@pytest.mark.parametrize("language", SPOKEN)
def test_a_language_is_made_of_words(language: str) -> None:
    told = yaml.safe_load((FOLDER / "languages" / f"{language}.yaml").read_text(encoding="utf-8"))
    del told["numbers"]
    for items in lists(told):
        assert [item for item in items if not isinstance(item, str) or item != item.strip()] == []
        assert len(items) == len(set(items))


@pytest.mark.parametrize("language", SPOKEN)
def test_a_language_has_the_concepts_that_briefings_are_made_of(language: str) -> None:
    known = spoken("concepts", language)
    assert len(known) >= 300
    assert {"casualties", "military personnel", "talks", "election", "cost", "flood", "disease"} <= known.keys()
    assert [name for name, entry in known.items() if not entry.get("same")] == []
    assert {key for entry in known.values() for key in entry} <= {"same", "near", "not", "does"}


@pytest.mark.parametrize("language", SPOKEN)
def test_no_two_kinds_of_answer_are_asked_for_by_the_same_words_of_a_language(language: str) -> None:
    asks = [words for entry in spoken("answers", language).values() for words in entry.get("asks", ())]
    assert sorted({words for words in asks if asks.count(words) > 1}) == []
    assert [words for words in asks if words != words.lower()] == []


@pytest.mark.parametrize("language", SPOKEN)
def test_the_numbers_and_bounds_of_a_language_are_such(language: str) -> None:
    assert all(isinstance(value, int) and value >= 2 for value in spoken("numbers", language).values())
    assert spoken("bounds", language).keys() <= {"at least", "at most", "more than", "less than", "about"}
    assert spoken("ranges", language).keys() == {"to", "and", "between", "levels"}
    assert set(spoken("answers", language)["amount"]["counts"].values()) <= KINDS_OF_UNIT
    assert grammar("negations", language)
    assert grammar("stances", language)


@pytest.mark.parametrize("language", SPOKEN)
def test_a_language_has_its_function_words_and_verbs_of_saying(language: str) -> None:
    assert len(table("stopwords")[language]) >= 100
    assert table("voices")["other"][language]["verbs"]
    assert table("references")[language]["pronouns"]


def test_no_text_is_read_in_a_language_that_the_lexicon_does_not_speak() -> None:
    assert spoken("concepts", "xx") == {}
    assert grammar("negations", "xx") == frozenset()
    assert spoken("concepts", "de-CH") is spoken("concepts", "de")


@pytest.mark.parametrize("language", SPOKEN)
def test_no_unit_counts_a_people(language: str) -> None:
    """ "3 Français" are no francs: a unit's word with the stem of a people's is written as a prefix."""
    peoples = {
        words(text, language).stems
        for entry in spoken("countries", language).values()
        for kind in ("adjectives", "people")
        for text in entry.get(kind, ())
    }
    told = [text for texts in spoken("units", language).values() for text in texts if not text.endswith("*")]
    assert [text for text in told if words(text, language).stems in peoples] == []


@pytest.mark.parametrize("language", SPOKEN)
def test_what_is_compared_with_one_word_is_one(language: str) -> None:
    answers = spoken("answers", language).values()
    told = [text for entry in answers for kind in ("shows", "before") for text in entry.get(kind, ())]
    told += [text for kind in ("negations", "stances", "finite", "change", "of") for text in grammar(kind, language)]
    told += table("voices")["other"][language]["verbs"]
    assert [text for text in told if " " in text] == []
    assert [text for texts in spoken("units", language).values() for text in texts if len(text.split()) > 3] == []
