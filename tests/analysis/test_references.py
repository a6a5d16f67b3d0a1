from __future__ import annotations

import pytest

from briefing.analysis.references import leans_on, needs_before, points_back


@pytest.mark.parametrize(
    ("sentence", "lean"),
    [
        ("These figures are wrong.", "demonstrative"),
        ("“This is late,” said Anna Grey.", "demonstrative"),
        ("That’s fine.", "demonstrative"),
        ("He added that the ferry ran.", "pronoun"),
        ("As a result, the ferry stopped.", "conclusion"),
        ("However, the ferry ran.", "connective"),
        ("Another ferry ran.", "comparative"),
        ("The ferry ran.", None),
        ("Hershey sailed.", None),
        ("Butter is dear.", None),
        ("This year the ferry ran.", None),
        ("This coming Monday the ferry stops.", None),
        ("It is unclear whether the ferry runs.", None),
        ("", None),
    ],
)
def test_the_opening_words_tell_how_a_sentence_leans(sentence: str, lean: str | None) -> None:
    assert leans_on(sentence, "en") == lean


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("He added that the ferry ran.", id="pronoun"),
        pytest.param("These figures are wrong.", id="demonstrative"),
        pytest.param("As a result, the ferry stopped.", id="conclusion"),
        pytest.param("Another ferry ran.", id="comparative"),
        pytest.param("However, it ran late.", id="pronoun-after-connective"),
        pytest.param("“We gave up,” she said.", id="unnamed-speaker"),
        pytest.param("In practice this would mean delay.", id="introduced"),
        pytest.param("The board gave no such order.", id="no-such"),
        pytest.param("It was closed on Monday.", id="it-that-names-something"),
        pytest.param("It is something that nobody wants.", id="it-before-a-relative"),
    ],
)
def test_needs_the_sentence_before(sentence: str) -> None:
    assert needs_before(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The ferry ran.", id="plain"),
        pytest.param("However, the ferry ran.", id="connective"),
        pytest.param("“We gave up,” Ms Grey said.", id="named-speaker"),
        pytest.param("This year the ferry ran.", id="time"),
        pytest.param("It is not clear why the pier closed.", id="it-stands-for-a-clause"),
        pytest.param("Police said they had closed the pier.", id="pronoun-for-the-speaker"),
        pytest.param("Anna Grey said he left.", id="name"),
        pytest.param("", id="empty"),
    ],
)
def test_needs_before_noop(sentence: str) -> None:
    assert not needs_before(sentence, "en")


@pytest.mark.parametrize(
    "sentence", ["These figures are wrong.", "The board closes such piers.", "The board closed this pier."]
)
def test_points_back(sentence: str) -> None:
    assert points_back(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry ran.",
        "The board met this week.",
        "The board met this past week.",
        "This year the ferry ran.",
        "He added that the ferry ran.",
        "The ferry calls at towns such as Sola.",
        "The board thanked those who waited.",
        "Tickets for those under ten are free.",
    ],
)
def test_points_back_noop(sentence: str) -> None:
    assert not points_back(sentence, "en")


@pytest.mark.parametrize("language", ["xx", "de", "en-GB", None])
def test_any_language_is_read(language: str | None) -> None:
    """A language without a table leans on nothing; a variant and an unknown one are read as English."""
    assert needs_before("He added more.", language) == (language in ("en-GB", None))


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        ("The minister declined to say when.", True),
        ("The Defence Ministry's latest figures were two years old.", True),
        ("The prime minister left at noon.", True),
        ("The Danish defence ministry's figures were old.", False),
        ("The minister, Anna Grey, declined to say when.", False),
        ("The minister declined to say when Lowsay would vote.", False),
        ("The ferry left at noon.", False),
    ],
)
def test_an_office_without_a_name_or_a_country_needs_what_stands_before(sentence: str, leans: bool) -> None:
    assert needs_before(sentence, "en") is leans
