"""Whose words a sentence hands on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.speakers import find_voices
from briefing.model import Speaker, Voice
from briefing.sources.sentences import split_sentences
from tests.sections.builders import a_document, sentences_of

CAST = "Prime Minister Anna Grey opened the port with Tom Reed, a fisherman.\n\n"


def voices(text: str) -> tuple[Voice, ...]:
    return find_voices(sentences_of(text))


def names(text: str) -> list[str | None]:
    """Who stands behind each sentence."""
    return [voice.speaker.name if voice.speaker else None for voice in voices(text)]


def last(text: str) -> Speaker | None:
    return voices(CAST + text)[-1].speaker


def quoted(text: str) -> dict[str, str | None]:
    """Each quotation and its speaker."""
    quotes = {quote for voice in voices(text) for quote in voice.quotes}
    return {text[quote.start : quote.end]: quote.speaker.name if quote.speaker else None for quote in quotes}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Grey said the pier was closed.", "Anna Grey", id="surname"),
        pytest.param("The pier was closed, Grey said on Monday.", "Anna Grey", id="behind a clause"),
        pytest.param("The pier is unsafe, said Ida Holm, an engineer.", "Ida Holm", id="verb before the name"),
        pytest.param("The pier is closed, according to Ida Holm.", "Ida Holm", id="according to"),
        pytest.param("According to the harbour board, it is closed.", "the harbour board", id="according to, in front"),
        pytest.param("Ida Holm, who runs the port of Lowsay, said it was closed.", "Ida Holm", id="relative clause"),
        pytest.param("Ida Holm, a clerk at the harbour office, said it was shut.", "Ida Holm", id="apposition"),
        pytest.param("Ida Holm, 61, of Lowsay, said it was shut.", "Ida Holm", id="age and place"),
        pytest.param("The mayor of Lowsay, Ida Holm, said it was shut.", "Ida Holm", id="office, then name"),
        pytest.param("Their coach, Ida Holm, stepped in and said it was shut.", "Ida Holm", id="relation, then name"),
        pytest.param("In a letter to the board, Grey wrote that it was shut.", "Anna Grey", id="behind an opening"),
        pytest.param("At a meeting on Monday Grey said it was shut.", "Anna Grey", id="no comma"),
        pytest.param(
            "It is shut, according to the board's head, Ida Holm.", "Ida Holm", id="according to, name behind"
        ),
        pytest.param("Ida Holm of the harbour board said it was shut.", "Ida Holm", id="name, then place"),
        pytest.param("Norway's Defence Ministry said it was shut.", "Norway's Defence Ministry", id="owned body"),
        pytest.param("Reed's lawyer Ida Holm said it was shut.", "Ida Holm", id="owned person"),
        pytest.param("Asked whether it was shut, Grey said no.", "Anna Grey", id="asked"),
        pytest.param("The prime minister said the pier was closed.", "Anna Grey", id="title"),
        pytest.param("The former prime minister said it was closed.", "Anna Grey", id="title with a prefix"),
        pytest.param(
            "The French prime minister said it was closed.", "The French prime minister", id="another's title"
        ),
        pytest.param("A minister said the pier was closed.", "A minister", id="some minister"),
        pytest.param("A spokesman for Anna Grey said it was closed.", "A spokesman for Anna Grey", id="spokesman"),
        pytest.param("The defence ministry said two boats sank.", "The defence ministry", id="body"),
        pytest.param("Norwegian officials say the bridge is safe.", "Norwegian officials", id="officials"),
        pytest.param("Oslo says the bridge is safe.", "Oslo", id="capital"),
        pytest.param("The Kremlin has denied that it sent ships.", "The Kremlin", id="seat"),
        pytest.param("Experts warn that the ice is thin.", "Experts", id="plural"),
        pytest.param("The two sides said they would meet.", "The two sides", id="number"),
        pytest.param("France and Germany said they would meet.", "France and Germany", id="two"),
        pytest.param("A statement from the harbour board said it was shut.", "the harbour board", id="statement from"),
        pytest.param("Tom Reed was quoted as saying that it was shut.", "Tom Reed", id="quoted as saying"),
        pytest.param("Reed spoke of the sea and said it was rough.", "Tom Reed", id="second verb"),
        pytest.param("Reed blamed the board, saying it was slow.", "Tom Reed", id="participle"),
        pytest.param("The lot was pulled from sale, Christie's said.", "Christie's", id="name in 's"),
        pytest.param("Reed himself said the pier was closed.", "Tom Reed", id="himself"),
        pytest.param("Reed claims, without proof, that it was shut.", "Tom Reed", id="verb that may be a noun"),
    ],
)
def test_who_says_it(text: str, name: str) -> None:
    by = last(text)
    assert by is not None
    assert by.name == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The pier was closed on Monday.", id="nobody"),
        pytest.param("It is said that the island is haunted.", id="passive"),
        pytest.param("The board was told that the pier was unsafe.", id="told, not telling"),
        pytest.param("The closure, announced by the board, came late.", id="participle"),
        pytest.param("The sea was the top issue cited by residents.", id="cited, not citing"),
        pytest.param("The claims of the board were tested in court.", id="noun"),
        pytest.param("The Baltic states and Norway share the costs.", id="states"),
        pytest.param("As tensions continue to rise, ships stay away.", id="continue"),
        pytest.param("The company did not respond to a request.", id="no answer"),
        pytest.param("They sailed to the so-called “island of the lost souls”.", id="so-called"),
    ],
)
def test_the_document_itself_speaks(text: str) -> None:
    assert last(text) is None


def test_the_words_beside_and_the_verb_are_told() -> None:
    text = CAST + "The pier, she said, was closed."
    by = voices(text)[-1].speaker
    assert by is not None
    assert (by.name, text[by.start : by.end], by.verb) == ("Anna Grey", "she", "say")


@pytest.mark.parametrize(
    ("text", "name", "via"),
    [
        ("Ida Holm told Norwegian news agencies that it was shut.", "Ida Holm", "Norwegian news agencies"),
        ("It was shut, according to a clerk cited by Reuters.", "a clerk", "Reuters"),
        ("Reuters quoted Ida Holm as saying that it was shut.", "Ida Holm", "Reuters"),
        ("Reuters reported that it was shut, citing port officials.", "port officials", "Reuters"),
        ("Ida Holm told the board that it was shut.", "Ida Holm", None),
    ],
)
def test_through_whom_the_words_came(text: str, name: str, via: str | None) -> None:
    by = last(text)
    assert by is not None
    assert (by.name, by.via) == (name, via)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"We sail at noon," Ida Holm said.', id="name, verb"),
        pytest.param('"We sail at noon," said Ida Holm, who was late.', id="verb, name"),
        pytest.param('Ida Holm said: "We sail at noon."', id="in front"),
        pytest.param('Ida Holm, a clerk, told the board that "we sail at noon" or never.', id="in the middle"),
        pytest.param('Tom Reed and Ida Holm met. "We sail at noon," Holm said of Reed.', id="another near by"),
        pytest.param('"We sail at noon," former harbour clerk Ida Holm said.', id="description"),
        pytest.param("“We sail at noon.” — Ida Holm", id="signed"),
        pytest.param("“We sail at noon.”\n\n– Ida Holm, harbour clerk", id="signed in the line below"),
        pytest.param('Ida Holm shut the port.\n\n"We sail at noon," she told reporters.', id="pronoun"),
        pytest.param('Ida Holm\'s claim that "we sail at noon" was false.', id="owner"),
    ],
)
def test_the_speaker_of_a_quotation(text: str) -> None:
    assert set(quoted(text).values()) == {"Ida Holm"}


LETTERS = ["“We sail at noon every day.”", "Ida Holm, 61", "“We never sail in winter.”", "Tom Reed, 25"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Ferry Letters", *LETTERS], id="names below"),
        pytest.param(["They wrote to us.", LETTERS[1], LETTERS[0], LETTERS[3], LETTERS[2]], id="names above"),
    ],
)
def test_lines_that_are_names(lines: list[str]) -> None:
    assert quoted("\n\n".join(lines)) == {LETTERS[0]: "Ida Holm", LETTERS[2]: "Tom Reed"}


def test_a_quotation_goes_on_behind_its_speaker() -> None:
    text = '"We sail at noon," Ida Holm said. "We sail every day. We never stop."'
    assert set(quoted(text).values()) == {"Ida Holm"}
    assert names(text) == ["Ida Holm"] * 3


def test_a_paragraph_that_is_only_a_quotation_continues() -> None:
    text = '"We sail at noon," Ida Holm told the board.\n\n"The sea is calm and the crew is ready."'
    assert quoted(text)['"The sea is calm and the crew is ready."'] == "Ida Holm"


def test_a_colon_leads_into_the_next_paragraph() -> None:
    text = "Ida Holm told the board:\n\n“The sea is calm and the crew is ready.”"
    assert set(quoted(text).values()) == {"Ida Holm"}


def test_a_transcript_names_its_speakers() -> None:
    text = "Ida Holm met Tom Reed.\n\nHOLM: Are we sailing today or not?\n\nREED: We are sailing at noon."
    assert names(text)[1:] == ["Ida Holm", "Tom Reed"]


def test_a_word_in_capitals_is_no_speaker() -> None:
    assert names("Ida Holm met Tom Reed.\n\nNOTE: This line was added on Monday.") == [None, None]


def test_pronouns_keep_to_the_gender_that_the_document_tells() -> None:
    text = "Mr Reed met Mrs Grey at the port. She said it was shut. He said it was open."
    assert names(text)[1:] == ["Grey", "Reed"]


def test_a_pronoun_behind_a_clause_is_who_spoke_before() -> None:
    text = "Tom Reed said the port was shut. Paul Grey, the mayor, would open it, he said."
    assert names(text) == ["Tom Reed", "Tom Reed"]


def test_a_body_is_it_and_a_person_is_not() -> None:
    text = "The harbour board met Ida Holm. The harbour board said fares would rise. It said the boats were old."
    assert names(text)[2] == "The harbour board"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Anna Grey met Peter Holm. She said no.", "Anna Grey", id="given name, she"),
        pytest.param("Anna Grey met Peter Holm. He said no.", "Peter Holm", id="given name, he"),
        pytest.param("Mayor Holm blamed the clerk, Rosa Pell. She denied it.", "Rosa Pell", id="she is known"),
        pytest.param("The board met. Its spokeswoman left. She said no.", "Its spokeswoman", id="somebody unnamed"),
        pytest.param("Xu Lan came. Hale Motors declined. He said no.", "Xu Lan", id="a firm is no person"),
        pytest.param("Ida Holm accused him of lying. She said no.", "Ida Holm", id="him is another"),
        pytest.param("Xu Lan met Bo Lin. She said no. He said yes.", "Bo Lin", id="who was she is not he"),
        pytest.param("Lunde told Ida Holm to go. She said why.", "Ida Holm", id="known before unknown"),
        pytest.param("Ida Holm left. Tait stayed. She said why.", "Tait", id="nothing speaks against the subject"),
        pytest.param("Ola Tait, 56, left. Tait stayed with Xu Lan. He said why.", "Ola Tait", id="a person by age"),
        pytest.param("Peter Holm left. Nordlys said it would pay. He said no.", "Peter Holm", id="it is no person"),
        pytest.param("The police came. They said no.", "The police", id="police are they"),
        pytest.param("Officials came. They said no.", "Officials", id="plural in front"),
        pytest.param("Residents came. Nordlys paid. It said so.", "Nordlys", id="plural is no it"),
        pytest.param("It rained, according to Ida Holm. The pier broke, she said.", "Ida Holm", id="according to"),
    ],
)
def test_whom_a_pronoun_means(text: str, name: str) -> None:
    assert names(text)[-1] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Senator Sue Park left. Park said no.", "Sue Park", id="a surname that is a place, too"),
        pytest.param("French National Assembly members left. The board said no.", "The board", id="no person's name"),
        pytest.param("Grey's family said it was shut.", "Grey's family", id="no adverb"),
        pytest.param("Italy said it was shut.", "Italy", id="a name in -ly"),
        pytest.param("It is shut, their leader, former president Ida Holm, said.", "Ida Holm", id="with a prefix"),
        pytest.param("Following a hasty, two-hour meeting, the board said no.", "the board", id="behind a list"),
        pytest.param("Grey said no, citing the price of coal.", "Anna Grey", id="what a person cites"),
        pytest.param("The board puts the dead at eleven.", "The board", id="a number in words"),
        pytest.param(
            "It fell, according to the board's final count.", "the board's final count", id="a count is a noun"
        ),
    ],
)
def test_where_the_words_for_a_speaker_end(text: str, name: str) -> None:
    speaker = last(text)
    assert speaker is not None
    assert speaker.name == name


def test_neither_of_two_has_said_it() -> None:
    assert last("Neither the army nor the police would confirm the figure.") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("“It is shut,” said Harbour Radio reporter Ida Holm.", "Ida Holm", id="a body's person"),
        pytest.param("“It is shut.” ― Ida Holm", "Ida Holm", id="horizontal bar"),
        pytest.param("“It is shut.” — Ida Holm (@idaholm) March 3, 2022", "Ida Holm", id="a post's date"),
        pytest.param("Ida Holm called Tom Reed's plan “a bad old joke”.", "Ida Holm", id="what one calls another's"),
    ],
)
def test_who_is_quoted(text: str, name: str) -> None:
    assert list(quoted(text).values()) == [name]


def test_an_acronym_stands_for_what_it_was_made_of() -> None:
    text = "The Institute for Sea Studies (ISS) counts whales. The ISS said there were fewer."
    assert names(text)[1] == "Institute for Sea Studies"


def test_two_people_of_one_name_are_told_apart() -> None:
    text = "Mr Paul Grey met Mrs Anna Grey. Mrs Grey said it was late. Mr Grey said it was early."
    assert names(text)[1:] == ["Anna Grey", "Paul Grey"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The “reform” of the port has failed.", [], id="scare quotes"),
        pytest.param("She read “The Lonely Island Ferry” twice.", [], id="title of a work"),
        pytest.param("He works for “Sea and Shore” on Mondays.", [], id="title with a small word"),
        pytest.param("“Never!” Ida Holm said.", ["“Never!”"], id="a whole utterance"),
        pytest.param("“That,” Ida Holm said, “is a very long wait.”", ["“is a very long wait.”"], id="a beginning"),
        pytest.param("She called it “a very long wait” for all.", ["“a very long wait”"], id="a phrase"),
    ],
)
def test_what_is_listed_as_a_quotation(text: str, expected: list[str]) -> None:
    assert list(quoted(text)) == expected


def test_a_name_in_quotation_marks_has_no_speaker() -> None:
    assert quoted("Ships of the so-called “league of free ports” met.") == {"“league of free ports”": None}


def test_nobody_is_made_up() -> None:
    assert quoted("It rained all day. “The roof has leaked for years.”") == {"“The roof has leaked for years.”": None}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "„Wir fahren am Mittag los“, sagte Anna Grau."),
        ("de", "Ministerin Anna Grau sagte: „Wir fahren am Mittag los.“"),
        ("fr", "La ministre, Anna Grau, a déclaré : « Nous partons à midi pile »."),
        ("fr", "« Nous partons à midi pile », a déclaré la ministre Anna Grau."),
        ("fr", "Selon Anna Grau, « nous partons à midi pile »."),
        ("es", "«Salimos al mediodía en punto», dijo Anna Grau."),
        ("uk", "«Ми відпливаємо рівно опівдні», — сказала Anna Grau."),
        ("ru", "«Мы отплываем ровно в полдень», — заявила Anna Grau."),
    ],
)
def test_other_languages(language: str, text: str) -> None:
    found = find_voices(split_sentences(a_document(text, language=language)))
    assert {quote.speaker.name if quote.speaker else None for voice in found for quote in voice.quotes} == {"Anna Grau"}


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        pytest.param("de", "Kanzler Karl Grau forderte Verhandlungen.", "Karl Grau", id="object-behind-the-verb"),
        pytest.param("de", "Das Amt teilte am Dienstag mit, es regne.", "Amt", id="weekday-behind-the-verb"),
        pytest.param(
            "uk", "Міністр оборони України Іван Грей заявив про це.", "Іван Грей", id="country-before-the-name"
        ),
        pytest.param("ru", "Министр обороны России Иван Грей заявил об этом.", "Иван Грей", id="the-same-in-russian"),
        pytest.param("uk", "Міністерство оборони Росії стверджує, що збило дрон.", None, id="country-of-a-ministry"),
        pytest.param("ru", "Россия заявила об этом.", "Россия", id="country-itself"),
        pytest.param("uk", "У Кремлі заявили про це.", None, id="place"),
        pytest.param("de", "In Lowsay sagte Karl Grau, es regne.", "Karl Grau", id="place-before-the-verb"),
        pytest.param(
            "de", "Ein Sender aus dem benachbarten Lowsay sagte, es regne.", None, id="place-with-an-adjective"
        ),
        pytest.param("fr", "Roux a accusé la Russie de mentir.", "Roux", id="who-is-accused"),
        pytest.param("fr", "C'est faux, a dit le maire de Lowsay.", None, id="place-of-a-mayor"),
        pytest.param("ru", "Беженцам обещали помощь.", None, id="to-whom"),
        pytest.param("ru", "Об этом сообщил губернатор Иван Грей.", "Иван Грей", id="title-before-the-name"),
        pytest.param("uk", "За словами президента Грея, це так.", "Грея", id="title-in-the-genitive"),
        pytest.param("es", "Así lo informó el gobernador Juan Gris.", "Juan Gris", id="title-in-spanish"),
    ],
)
def test_whose_name_stands_before_a_verb_of_saying(language: str, text: str, name: str | None) -> None:
    [voice] = find_voices(split_sentences(a_document(text, language=language)))
    assert (voice.speaker.name if voice.speaker else None) == name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Er forderte einen Neubau der Mole."),
        ("de", "Sie sagte: „Wir fahren am Mittag los.“"),
        ("de", "Das Amt in Lowsay sagte: „Wir fahren am Mittag los.“"),
        ("fr", "Il annonce un départ à midi."),
        ("es", "Ella dijo que zarpan al mediodía."),
    ],
)
def test_neither_a_pronoun_nor_a_place_behind_a_preposition_is_a_speaker(language: str, text: str) -> None:
    found = find_voices(split_sentences(a_document(text, language=language)))
    assert [voice.speaker for voice in found] == [None]
    assert [quote.speaker for voice in found for quote in voice.quotes] in ([], [None])


def test_a_language_whose_verbs_are_not_known_has_no_speakers() -> None:
    found = find_voices(split_sentences(a_document("”Vi åker vid lunchtid”, sade Anna Grau.", language="sv")))
    assert [quote.speaker for voice in found for quote in voice.quotes] == [None]


def test_one_voice_a_sentence() -> None:
    text = CAST + "# Port news\n\nIt rained. Grey said so."
    assert len(voices(text)) == len(sentences_of(text))
    assert find_voices(()) == ()


@pytest.mark.property
@given(
    st.lists(st.sampled_from(["“", "”", '"', "Anna Grey", "said", ",", ".", "\n\n", "the", "who", "—", "(", ")", "'s"]))
)
def test_any_text_has_a_voice_for_each_sentence(parts: list[str]) -> None:
    text = " ".join(parts)
    sentences = sentences_of(text)
    found = find_voices(sentences)
    assert len(found) == len(sentences)
    for voice in found:
        for by in (voice.speaker, *(quote.speaker for quote in voice.quotes)):
            assert by is None or 0 <= by.start < by.end <= len(a_document(text).text)


def test_they_are_the_several_that_a_phrase_names_first() -> None:
    text = "Ferries fail sailors. “These delays cost lives,” wrote the harbour masters in the log. They believe it."
    assert [voice.speaker.name if voice.speaker else None for voice in voices(text)] == [
        None,
        "the harbour masters in the log",
        "the harbour masters in the log",
    ]
