"""Topics and documents in languages other than English, and topics in one language put to documents in another."""

from __future__ import annotations

import pytest

from briefing.model import Query, Section
from briefing.sections import build_sections
from briefing.sections.expressions import parts
from briefing.sections.query import understand
from briefing.sections.relevance import rate
from briefing.sections.scan import gather
from briefing.sources.sentences import split_sentences

from .builders import a_document, a_topic


def texts_of(section: Section) -> list[str]:
    return [finding.excerpts[0].sentence.text for finding in section.findings]


def section_of(title: str, language: str, *texts: str, question: str | None = None) -> Section:
    documents = [a_document(text, f"{number}.txt", language) for number, text in enumerate(texts)]
    sections, _ = build_sections([a_topic(title, question=question)], documents, split_sentences)
    return sections[0]


def score(query: Query, text: str, language: str) -> float:
    corpus = gather([a_document(text, language=language)], [query], split_sentences)
    return max((rating.score for rating in rate(query, corpus)), default=0.0)


FORCES = [
    pytest.param(
        "de",
        "Truppenstärke",
        "Die Mission umfasst 1.140 Soldaten aus neun Ländern.",
        "Es regnete die ganze Nacht.",
        id="de",
    ),
    pytest.param("fr", "Nombre de soldats", "La mission compte 1 140 militaires.", "Il a plu toute la nuit.", id="fr"),
    pytest.param("es", "Número de tropas", "La misión cuenta con 1.140 soldados.", "Llovió toda la noche.", id="es"),
    pytest.param("it", "Numero di soldati", "La missione conta 1.140 militari.", "Ha piovuto tutta la notte.", id="it"),
    pytest.param("pt", "Número de tropas", "A missão conta com 1.140 soldados.", "Choveu a noite toda.", id="pt"),
    pytest.param("pl", "Liczebność wojsk", "Misja liczy 1140 żołnierzy.", "Całą noc padał deszcz.", id="pl"),
    pytest.param(
        "nl", "Omvang van de troepenmacht", "De missie telt 1.140 soldaten.", "Het regende de hele nacht.", id="nl"
    ),
    pytest.param("ru", "Численность войск", "В миссии служат 1140 военнослужащих.", "Всю ночь шёл дождь.", id="ru"),
    pytest.param("uk", "Чисельність військ", "У місії служать 1140 військових.", "Усю ніч ішов дощ.", id="uk"),
]


@pytest.mark.parametrize(("language", "title", "answer", "other"), FORCES)
def test_a_topic_finds_what_means_it_in_its_own_language(language: str, title: str, answer: str, other: str) -> None:
    assert texts_of(section_of(title, language, f"{answer} {other}")) == [answer]


@pytest.mark.parametrize(("language", "title", "answer", "other"), FORCES)
def test_an_english_topic_finds_it_in_documents_of_another(language: str, title: str, answer: str, other: str) -> None:
    assert texts_of(section_of("Force size", language, f"{answer} {other}")) == [answer]


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        pytest.param("Russian position", "Der Kreml lehnt den Plan ab.", id="seat-of-power"),
        pytest.param("Position Russlands", "Moskau lehnt den Plan ab.", id="capital"),
        pytest.param("Haltung Russlands", "Russlands Außenminister erklärte, der Plan sei tot.", id="spokesman"),
    ],
)
def test_a_party_states_its_position_under_the_names_of_its_country(title: str, answer: str) -> None:
    other = "Die Lieferung aus Russland kam am Dienstag an."
    assert texts_of(section_of(title, "de", f"{answer} {other}"))[:1] == [answer]


def test_words_of_one_language_mean_nothing_in_another() -> None:
    """A German "Gift" is poison; the topic's word is looked for in the forms of each language, its concept's words only
    in their own."""
    query = understand(a_topic("Vergiftung"), ("de", "en"))
    assert score(query, "Das Gift wirkte schnell.", "de") > 0
    assert score(query, "The gift pleased the mayor.", "en") == 0


@pytest.mark.parametrize(
    ("title", "language", "text", "found"),
    [
        pytest.param("Газа", "ru", "Сектор ждёт в Газе.", True, id="name"),
        pytest.param("Газа", "ru", "Цены на газ выросли.", False, id="another-word-of-its-stem"),
        pytest.param("Gaza", "ru", "Цены на газ выросли.", False, id="asked-in-english"),
        pytest.param("Albania", "fr", "Le gouvernement albanais attend.", True, id="adjective-of-its-stem"),
        pytest.param("Österreich", "de", "Die österreichische Regierung wartet.", True, id="the-same-in-german"),
    ],
)
def test_a_name_needs_its_capital_where_no_word_of_the_country_goes_without(
    title: str, language: str, text: str, found: bool
) -> None:
    assert (score(understand(a_topic(title), (language,)), text, language) > 0) is found


@pytest.mark.parametrize("apostrophe", "'’ʼ")
def test_a_title_asks_with_any_apostrophe(apostrophe: str) -> None:
    assert understand(a_topic(f"Cos{apostrophe}è successo?"), ("it",)).answer == "event"


@pytest.mark.parametrize(
    ("title", "language", "name"),
    [
        pytest.param("Fuite de gaz", "fr", "gaz", id="gas"),
        pytest.param("Trêve à Gaza", "fr", "Palestine", id="gaza"),
        pytest.param("Bekämpfung im Bundestag", "de", "Germany", id="both-list-it"),
    ],
)
def test_a_word_that_shares_the_stem_of_a_country_is_none(title: str, language: str, name: str) -> None:
    assert name in [facet.name for facet in understand(a_topic(title), (language,)).facets]


def test_english_auxiliaries_ask_nothing_in_other_languages() -> None:
    assert understand(a_topic("Brücke", question="Was kostet der Bau?"), ("de",)).answer != "event"
    assert understand(a_topic("Morte do presidente"), ("pt",)).subject == ()


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        pytest.param("Russland lehnt den Plan ab.", "Der Plan für Russland, lehnt man ab.", id="behind-it"),
        pytest.param("So erklärte Russland den Plan.", "Der Plan mit Russland erklärte sich.", id="before-it"),
    ],
)
def test_a_party_states_what_stands_beside_it(sentence: str, other: str) -> None:
    query = understand(a_topic("Position Russlands"), ("de",))
    assert score(query, sentence, "de") > score(query, other, "de")


def test_a_long_sentence_of_parties_and_verbs_is_rated() -> None:
    assert score(understand(a_topic("Position Russlands"), ("de",)), "Russland sagt " * 5_000, "de") > 0


@pytest.mark.parametrize(
    ("languages", "title", "first"),
    [
        pytest.param(("de",), "Casualties", "en", id="english-among-german"),
        pytest.param(("de",), "Opfer", "de", id="german"),
        pytest.param(("en", "de"), "Opfer", "de", id="german-among-mostly-english"),
        pytest.param(("uk", "en"), "Втрати", "uk", id="ukrainian"),
        pytest.param(("de", "en"), "Xylophon", "de", id="unknown-word-that-of-most-documents"),
    ],
)
def test_a_topic_is_read_in_the_language_that_knows_its_words(
    languages: tuple[str, ...], title: str, first: str
) -> None:
    assert understand(a_topic(title), languages).facets[0].terms[0].language == first


def test_speakers_and_figures_tell_the_language_of_a_topic_too() -> None:
    query = understand(a_topic("Position", speakers=("Russia",)), ("de",))
    assert "Moskau" in {term.text for facet in query.facets for term in facet.terms}
    assert "troops" in understand(a_topic("Ukraine", figures=("soldiers",)), ("de",)).units


def test_what_the_other_language_cannot_say_is_not_asked_of_it() -> None:
    """Else the rarest word of all would be the one that no German text can hold."""
    names = [facet.name for facet in understand(a_topic("Lightermen and casualties"), ("de",)).facets]
    assert names == ["casualties"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("Opferzahl", ("opfer", "zahl"), id="what-asks"),
        pytest.param("Kriegsopfer", ("kriegs", "opfer"), id="joined-by-s"),
        pytest.param("Xylophonkosten", ("xylophon", "kosten"), id="what-asks-of-a-word-unknown"),
        pytest.param("Xylophonkrieg", ("xylophon", "krieg"), id="first-part-unknown"),
        pytest.param("Opfer", None, id="no-compound"),
        pytest.param("Xylophon", None, id="unknown"),
        pytest.param("Kontrolle", None, id="a-word-that-ends-like-another"),
    ],
)
def test_a_german_compound_is_taken_apart(written: str, expected: tuple[str, str] | None) -> None:
    assert parts(written, "de") == expected


def test_other_languages_have_no_compounds() -> None:
    assert parts("warships", "en") is None
    assert parts("contreattaque", "fr") is None


@pytest.mark.parametrize("text", ["Der Brückeneinsturz forderte Opfer.", "Der Einsturz kam früh."])
def test_a_word_is_found_within_a_compound(text: str) -> None:
    assert score(understand(a_topic("Einsturz"), ("de",)), text, "de") > 0


@pytest.mark.parametrize("language", ["de", "fr", "es", "ru", "uk"])
def test_sentences_that_lean_on_the_one_before_bring_it(language: str) -> None:
    first, then, title = {
        "de": (
            "Die Fähre Lowsay sank im Hafen.",
            "Sie war 40 Jahre alt und hatte 12 Menschen an Bord.",
            "Menschen an Bord",
        ),
        "fr": ("La péniche Lowsay a coulé au port.", "Elle avait 12 passagers à bord.", "Passagers à bord"),
        "es": ("La lancha Lowsay se hundió en el puerto.", "Ella llevaba 12 pasajeros a bordo.", "Pasajeros a bordo"),
        "ru": ("Паром «Лоусей» затонул в порту.", "Он вёз на борту 12 пассажиров.", "Пассажиры на борту"),
        "uk": ("Пором «Лоусей» затонув у порту.", "Він віз на борту 12 пасажирів.", "Пасажири на борту"),
    }[language]
    [finding] = section_of(title, language, f"{first} {then}").findings
    excerpt = finding.excerpts[0]
    assert excerpt.sentence.document.text[excerpt.start : excerpt.end] == f"{first} {then}"
