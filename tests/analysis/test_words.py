from __future__ import annotations

import pytest

from briefing.analysis.words import gaps, stems, words


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        pytest.param("ferry", "ferries", "en", id="plural"),
        pytest.param("Ferry", "FERRY", "en", id="case"),
        pytest.param("Anna", "Anna's", "en", id="possessive"),
        pytest.param("Anna", "Anna’s", "en", id="curly-possessive"),
        pytest.param("boats", "boats’", "en", id="plural-possessive"),
        pytest.param("US", "U.S.", "en", id="full-stops"),
        pytest.param("UK", "U.K.", "en", id="full-stops-of-no-function-word"),
        pytest.param("caf\u00e9", "cafe\u0301", "en", id="decomposed"),
        pytest.param("Haus", "Häuser", "de", id="german"),
        pytest.param("barco", "barcos", "es", id="spanish"),
        pytest.param("running", "runs", "en-GB", id="variant"),
        pytest.param("Zelensky", "Zelenskyy's", "en", id="transliterated"),
        pytest.param("Zelenskiy", "Zelenskij", "en", id="transliterated-otherwise"),
        pytest.param("Trotsky", "Trotskii", "de", id="transliterated-in-german"),
        pytest.param("running", "runs", None, id="not-known"),
        pytest.param("Häuser", "Haus", "DE", id="code-in-capitals"),
        pytest.param("людей", "людина", "uk", id="lemma"),
        pytest.param("Норвенці", "Норвенця", "uk", id="name-that-no-dictionary-holds"),
        pytest.param("Обʼявко", "Об’явко", "uk", id="letter-apostrophe"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str, language: str | None) -> None:
    assert stems([one], language) == stems([other], language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        pytest.param("US", "us", "en", id="country"),
        pytest.param("WHO", "Who", "en", id="organisation"),
        pytest.param("IT", "it", "en", id="trade"),
        pytest.param("running", "runs", "xx", id="language-without-stemmer"),
        pytest.param("sich", "Sicherheit", "de", id="function-word"),
    ],
)
def test_different_words_do_not(one: str, other: str, language: str) -> None:
    assert stems([one], language) != stems([other], language)


def test_spans_hold_the_written_words() -> None:
    text = "Anna’s ferry cost $3.3m in the U.S., twice."
    cut = words(text, "en")
    assert cut.written == ("Anna’s", "ferry", "cost", "3.3", "m", "in", "the", "U.S.", "twice")
    assert tuple(text[start:end] for start, end in cut.spans) == cut.written


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        pytest.param("fr", "L’armée d'Ukraine", ("L", "armée", "d", "Ukraine"), id="french"),
        pytest.param("it", "dell'esercito", ("dell", "esercito"), id="italian"),
        pytest.param("fr", "aujourd'hui", ("aujourd'hui",), id="one-word-with-an-apostrophe"),
        pytest.param("en", "Anna's", ("Anna's",), id="other-language"),
    ],
)
def test_a_word_that_lost_its_last_vowel_is_one_of_its_own(language: str, text: str, written: tuple[str, ...]) -> None:
    cut = words(text, language)
    assert cut.written == written
    assert tuple(text[start:end] for start, end in cut.spans) == written


def test_the_language_is_told_without_its_region() -> None:
    assert words("Boot", "DE-at").language == "de"
    assert words("Boot", None).language is None


@pytest.mark.parametrize("text", ["а" * 100_000 + "б", "ово" * 33_000, "l'" * 50_000])
@pytest.mark.parametrize("language", ["uk", "lv", "de", "fr", "zz"])
def test_a_long_text_without_spaces_is_read(language: str, text: str) -> None:
    assert words(text, language).stems


def test_gaps_are_what_stands_between() -> None:
    text = "One, two: three."
    assert gaps(text, words(text, "en")) == [", ", ": ", "."]


def test_no_words_have_no_gaps() -> None:
    assert gaps("...", words("...", "en")) == []
