from __future__ import annotations

import pytest

from briefing.analysis.references import leans_on, names_anything, names_somebody, need, needs_before, points_back


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
        ("So far the ferry has run.", None),
        ("So the ferry ran.", "conclusion"),
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


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("He arrived there on Monday.", "who"),
        ("“The pier is shut,” she said.", "who"),
        ("On Monday, she said the pier had closed.", "who"),
        ("In Lowsay on Monday he said so.", "who"),
        ("Speaking to Reuters in Lowsay, she said the pier had closed.", "who"),
        ("The ferry would sail on Monday, he said.", "who"),
        ("The crew, she said, had left.", "who"),
        ("In his view, the pier is too old.", "who"),
        ("The minister declined to say when.", "whose"),
        ("The former minister declined to say when.", "sense"),
        ("The former mayor sailed.", "sense"),
        ("The latter sailed.", "sense"),
        ("Both agreed.", "sense"),
        ("Some were hurt.", "sense"),
        ("Others were hurt.", "sense"),
        ("Among them was a child.", "sense"),
        ("The move drew criticism.", "sense"),
        ("The number has risen.", "sense"),
        ("As a result, the ferry stopped.", "sense"),
        ("Its crew drowned.", "sense"),
        ("The same day, the ferry sank.", "sense"),
        ("In response, Grey resigned.", "occasion"),
        ("In response Grey resigned.", "occasion"),
        ("The next day, Grey resigned.", "occasion"),
        ("Fighting there went on for days.", "occasion"),
        ("The police there said nothing.", "occasion"),
        ("Two envoys are to meet the Swedes there on Monday.", "occasion"),
        ("The pier was open until then.", "occasion"),
        ("The board disputed these figures.", "occasion"),
    ],
)
def test_what_a_reader_lacks(sentence: str, wanted: str) -> None:
    assert need(sentence, "en") == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "In response to the vote, Grey resigned.",
        "As a result of the strike, the ferry stopped.",
        "Instead of sailing, the ferry stopped.",
        "The move to close the pier drew criticism.",
        "The number of ferries has risen.",
        "Both Grey and Holm agreed.",
        "Neither Grey nor Holm agreed.",
        "The former mayor Ida Holm sailed.",
        "The latter half of the year was dry.",
        "Those who waited were thanked.",
        "The board thanked those who waited.",
        "Some of the crew were hurt.",
        "So far, forty have sailed.",
        "Then-President Grey left.",
        "It is important to sail.",
        "It took two days to reach Lowsay.",
        "There are three piers.",
        "Are there three piers?",
        "The ferry to Lowsay sank, and boats there were damaged.",
        "Grey flew to Lowsay and met the mayor there.",
        "It isn't clear from the log, however, whether the ferry sailed, Ida Holm said.",
        "It was not known on Monday how many boats were lost.",
        "The pier burnt on 3 May, and that night the hotel did.",
        "After Grey resigned, he said nothing.",
        "With Ida Holm gone, she left.",
        "For every boat that he sells, Grey buys another.",
        "We built this country.",
        "“We stood there and saw these boats,” Anna Grey said.",
    ],
)
def test_what_only_looks_as_if_it_leaned(sentence: str) -> None:
    assert need(sentence, "en") is None


@pytest.mark.parametrize(
    ("sentence", "somebody", "anything"),
    [
        ("“This is late,” said Ida Holm.", True, True),
        ("Ida Holm sailed.", True, True),
        ("Losses are a secret in Norway.", False, True),
        ("The ferry sailed on Monday.", False, False),
        ("He said that I was late.", False, False),
    ],
)
def test_whether_a_name_stands_in_it(sentence: str, somebody: bool, anything: bool) -> None:
    assert (names_somebody(sentence), names_anything(sentence)) == (somebody, anything)


@pytest.mark.parametrize("part", ["there ", "In the ", ", he ", "both ", "since then ", '"', "a"])
def test_long_hostile_text_is_read(part: str) -> None:
    assert need(part * 20_000, "en") in (None, "who", "sense", "occasion")


@pytest.mark.parametrize(
    ("language", "sentence", "hangs"),
    [
        ("de", "Er forderte eine neue Mole.", True),
        ("de", "Doch sie blieb an Land.", True),
        ("de", "Dieses Boot sank.", True),
        ("de", "Das geht aus dem Logbuch hervor.", True),
        ("de", "Diese Woche sank ein Boot.", False),
        ("de", "Doch Anna Grau blieb an Land.", False),
        ("de", "Das Boot von Anna Grau sank.", False),
        ("de", "Es ist unklar, ob das Boot sank.", False),
        ("fr", "Elle annonce un nouveau quai.", True),
        ("fr", "Ces derniers sont partis.", True),
        ("fr", "Il faut un nouveau quai.", False),
        ("fr", "Toutefois, Anna Grau est partie.", False),
        ("es", "Ella pidió un muelle nuevo.", True),
        ("es", "Sin embargo, Anna Grau zarpó.", False),
        ("pl", "On odpłynął.", True),
        ("it", "Lui è partito.", True),
        ("pt", "Ele partiu.", True),
        ("sv", "Han seglade.", False),
    ],
)
def test_what_hangs_in_other_languages(language: str, sentence: str, hangs: bool) -> None:
    assert (need(sentence, language) is not None) == hangs
