"""The file of the user's own that adds to the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing import lexicon
from briefing.analysis.words import words
from briefing.errors import ConfigError
from briefing.lexicon import merged, table
from briefing.lexicon.additions import join, read_additions
from briefing.model import Topic
from briefing.sections.expressions import countries
from briefing.sections.query import understand


@pytest.fixture(autouse=True)
def _packaged_again() -> Iterator[None]:
    yield
    lexicon.extend({})


def extend(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    lexicon.extend(read_additions(path))


def terms(title: str) -> dict[str, float]:
    return {term.text: term.weight for facet in understand(Topic(id="t", title=title)).facets for term in facet.terms}


def test_a_word_is_added_to_a_concept_and_leads_it(tmp_path: Path) -> None:
    before = terms("Drones")
    extend(tmp_path, "concepts: {drones: {same: [quadhopper]}}")
    assert "quadhopper" not in before
    assert terms("Drones")["quadhopper"] > 0.5
    assert terms("Quadhopper")["drone"] > 0.5  # and it leads to the others


def test_a_country_is_added_with_all_its_names(tmp_path: Path) -> None:
    key = words("Ruritanian", "en").stems
    assert key not in countries("en")
    extend(tmp_path, "countries: {Ruritania: {names: [Ruritania], adjectives: Ruritanian, capital: Strelsau}}")
    assert countries("en")[key] == ("Ruritania",)
    assert terms("Strelsau's position").keys() >= {"Ruritania", "Ruritanian"}


def test_additions_go_when_another_config_has_none(tmp_path: Path) -> None:
    extend(tmp_path, "concepts: {drones: {same: [quadhopper]}}")
    lexicon.extend({})
    assert "quadhopper" not in terms("Drones")


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    extend(tmp_path, "# nothing yet\n")
    assert terms("Drones")


def test_what_is_added_comes_first_and_nothing_twice() -> None:
    assert merged({"a": ["x", "y"], "b": ["z"]}, {"a": ["new", "y"]}) == {"a": ["new", "y", "x"], "b": ["z"]}


def test_of_several_files_the_first_counts_most() -> None:
    one, two = {"concepts": {"drones": {"same": ["a"]}}}, {"concepts": {"drones": {"same": ["b"]}}}
    assert join([one, two]) == {"concepts": {"drones": {"same": ["a", "b"]}}}


@pytest.mark.parametrize(
    "name", ["concepts", "countries", "offices", "speech", "hedges", "stopwords", "answers", "units"]
)
def test_every_table_takes_its_own_content_as_an_addition(tmp_path: Path, name: str) -> None:
    """So the shapes that additions must have are those of the tables."""
    text = (lexicon.FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    text = (
        text.partition("\nnumbers:")[0]
        if name == "units"
        else re.sub(r"^  counts.*\n(    .*\n)*", "", text, flags=re.M)
    )
    indented = "".join(f"  {line}\n" for line in text.splitlines())
    extend(tmp_path, f"{name}:\n{indented}")
    assert table(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("concept: {}", "1:1: unknown table 'concept'; did you mean 'concepts'?"),
        ("[a]", "1:1: expected a mapping of answers, concepts,"),
        ("concepts:\n  drones: [a]", "2:11: concepts.drones: expected a mapping of field, same, near, does, not"),
        ("concepts:\n  drones: {sam: [a]}", "2:12: concepts.drones: unknown key 'sam'; did you mean 'same'?"),
        ("concepts:\n  zorbing: {near: a}", "2:3: concepts.zorbing: expected same, for the lexicon has no such entry"),
        ("concepts:\n  drones: {same: [[a]]}", "2:19: concepts.drones.same: expected a word or a phrase, or a list"),
        ("concepts:\n  drones: {same: }", "concepts.drones.same: expected a word or a phrase, or a list of them"),
        ("units: {units: {tars: {kind: peple, words: tar}}}", "1:30: units.units.tars.kind: expected a kind of unit, "
         "got 'peple'; did you mean 'people'?"),
        ("units: {units: {tars: {kind: people, concept: x, words: tar}}}", "expected a concept of the lexicon"),
        ("concepts: {a: {same: b}", "2:1: the file ends before a bracket is closed"),
    ],
)  # fmt: skip
def test_message(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(ConfigError) as caught:
        extend(tmp_path, text)
    assert str(caught.value).startswith("mine.yaml:")
    assert expected in str(caught.value)


def test_every_mistake_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        extend(tmp_path, "concept: {}\nconcepts: {drones: 5}\n")
    assert [problem.split(":")[1] for problem in caught.value.problems] == ["1", "2"]


def test_words_are_added_in_the_language_of_the_documents(tmp_path: Path) -> None:
    def said() -> set[str]:
        query = understand(Topic(id="t", title="Drohnen"), ("de",))
        return {term.text for facet in query.facets for term in facet.terms}

    assert "brummer" not in said()
    extend(tmp_path, "languages: {de: {concepts: {drones: {same: [brummer]}}}}")
    assert "brummer" in said()


def test_a_country_may_be_added_to_one_language_alone(tmp_path: Path) -> None:
    extend(tmp_path, "languages: {de: {countries: {Norvia: {names: [Norvien]}}}}")
    (facet,) = understand(Topic(id="t", title="Norvien"), ("de", "fr")).facets
    assert facet.name == "Norvia"


def test_a_language_that_is_not_spoken_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"unknown key 'tlh'"):
        extend(tmp_path, "languages: {tlh: {concepts: {drones: {same: [x]}}}}")
