"""Figures in the languages that the lexicon speaks beside English."""

from __future__ import annotations

import pytest

from briefing.analysis.figures import find_figures
from briefing.lexicon import languages
from briefing.model import Figure


def figures(text: str, language: str) -> list[tuple[float | None, float | None, str, str | None, str]]:
    return [told(one, text) for one in find_figures(text, 0, len(text), language)]


def told(figure: Figure, text: str) -> tuple[float | None, float | None, str, str | None, str]:
    return figure.low, figure.high, figure.bound, figure.unit, text[figure.start : figure.end]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Die Mission umfasst 1.140 Soldaten.", (1140, 1140, "exact", "troops", "1.140 Soldaten")),
        ("fr", "La mission compte 1 140 soldats.", (1140, 1140, "exact", "troops", "1 140 soldats")),
        ("es", "La misión cuenta con 1.140 soldados.", (1140, 1140, "exact", "troops", "1.140 soldados")),
        ("ru", "В миссии 1140 солдат.", (1140, 1140, "exact", "troops", "1140 солдат")),
        ("uk", "У місії 1140 солдатів.", (1140, 1140, "exact", "troops", "1140 солдатів")),
    ],
)
def test_a_number_counts_the_word_behind_it(language: str, text: str, expected: tuple[object, ...]) -> None:
    assert figures(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "12 Menschen sind bei dem Brand getötet worden."),
        ("de", "Bei dem Brand starben 12 Menschen."),
        ("fr", "12 personnes ont été tuées dans l'incendie."),
        ("es", "El incendio mató a 12 personas."),
        ("ru", "В пожаре погибли 12 человек."),
        ("uk", "У пожежі загинули 12 людей."),
        ("nl", "Bij de brand kwamen 12 mensen om het leven."),
    ],
)
def test_people_are_casualties_where_their_clause_tells_of_harm(language: str, text: str) -> None:
    assert [unit for _, _, _, unit, _ in figures(text, language)] == ["killed"]


def test_harm_beyond_the_clause_is_somebody_elses() -> None:
    assert figures("12 Menschen kamen zur Sitzung, zuvor war ein Hund getötet worden.", "de")[0][3] == "people"


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("de", "Zwischen 10.000 und 30.000 Soldaten stehen bereit.", 10000, 30000),
        ("de", "10 bis 30 Soldaten stehen bereit.", 10, 30),
        ("fr", "Entre 10 000 et 30 000 soldats sont prêts.", 10000, 30000),
        ("es", "Entre 10.000 y 30.000 soldados esperan.", 10000, 30000),
        ("ru", "От 10 до 30 тысяч солдат готовы.", 10000, 30000),
        ("uk", "Від 10 до 30 тисяч солдатів готові.", 10000, 30000),
        ("pt", "Entre 20 e 30 mil soldados esperam.", 20000, 30000),
        ("pt", "Esperam 2 a 3 mil milhões de soldados.", 2e9, 3e9),
    ],
)
def test_two_numbers_make_a_range(language: str, text: str, low: float, high: float) -> None:
    [(found_low, found_high, bound, unit, _)] = figures(text, language)
    assert (found_low, found_high, bound, unit) == (low, high, "range", "troops")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("de", "10 Soldaten und 30 Matrosen kamen.", id="two-counts"),
        pytest.param("ru", "Число выросло с 10 до 30 солдат.", id="a-change"),
        pytest.param("it", "Fra 10 giorni arrivano i soldati.", id="one-that-only-begins-as-one"),
    ],
)
def test_two_amounts_are_no_range(language: str, text: str) -> None:
    assert "range" not in [bound for _, _, bound, _, _ in figures(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "bound", "low", "high"),
    [
        ("de", "Mehr als 40 Häuser brannten.", "more than", 40, None),
        ("de", "Knapp 40 Häuser brannten.", "about", 40, 40),
        ("fr", "Au moins 40 maisons ont brûlé.", "at least", 40, None),
        ("es", "Unas 40 casas ardieron.", "about", 40, 40),
        ("ru", "Не менее 40 домов сгорели.", "at least", 40, None),
        ("uk", "Близько 40 будинків згоріли.", "about", 40, 40),
        ("it", "All’incirca 40 case sono bruciate.", "about", 40, 40),
    ],
)
def test_the_words_before_a_number_bound_it(
    language: str, text: str, bound: str, low: float | None, high: float | None
) -> None:
    [(found_low, found_high, found, _, quoted)] = figures(text, language)
    assert (found, found_low, found_high) == (bound, low, high)
    assert quoted[0] == text[0]  # the words that bound it belong to it


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "Zwölf Feuerwehrleute kamen.", 12),
        ("fr", "Douze pompiers sont venus.", 12),
        ("es", "Doce bomberos llegaron.", 12),
        ("ru", "Двое полицейских пришли.", 2),
        ("uk", "П’ятеро поліцейських прийшли.", 5),
        ("uk", "П'ятеро поліцейських прийшли.", 5),
        ("uk", "Пʼятеро поліцейських прийшли.", 5),
    ],
)
def test_a_number_may_be_a_word(language: str, text: str, value: float) -> None:
    [(low, high, *_)] = figures(text, language)
    assert (low, high) == (value, value)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("fr", "Un pont neuf relie les rives.", id="neuf-is-new"),
        pytest.param("de", "Im Jahr 2023 begann der Bau.", id="year"),
        pytest.param("de", "Am 3. Mai begann der Bau.", id="day"),
        pytest.param("uk", "3 травня почалося будівництво.", id="day-before-the-month"),
        pytest.param("es", "El 3 de mayo comenzó la obra.", id="day-de"),
        pytest.param("de", "Der Bau begann.", id="none"),
        pytest.param("fr", "La barge est passée vers 7 h 30 au passage du pont.", id="time-of-day"),
    ],
)
def test_what_counts_nothing_is_no_figure(language: str, text: str) -> None:
    assert figures(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "86 Millionen Euro", 86e6),
        ("es", "20 mil soldados", 20e3),
        ("es", "3.000 millones de euros", 3e9),
        ("pt", "20 mil soldados", 20e3),
        ("pt", "3 mil milhões de euros", 3e9),
        ("it", "20 mila soldati", 20e3),
        ("pl", "20 tys. żołnierzy", 20e3),
        ("ru", "20 тысяч солдат", 20e3),
        ("uk", "3 млрд євро", 3e9),
        ("es", "dos millones de pesos", 2e6),
        ("ru", "два миллиона рублей", 2e6),
        ("de", "1,5 Mio. Euro", 1.5e6),
    ],
)
def test_a_word_multiplies_the_digits_before_it(language: str, text: str, value: float) -> None:
    assert figures(text, language)[0][:2] == (value, value)


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("uk", "Кількість загиблих зросла до 21.", 21, "killed"),
        ("ru", "Число погибших на шахте «Лоусейская» возросло до 31.", 31, "killed"),
        ("es", "El número de muertos subió hasta 92.", 92, "killed"),
    ],
)
def test_a_number_that_is_reached_is_no_upper_bound(language: str, text: str, value: float, unit: str) -> None:
    [(low, high, bound, found, _)] = figures(text, language)
    assert (low, high, bound, found) == (value, value, "exact", unit)


def test_a_word_that_shares_its_stem_with_another_is_read_as_written() -> None:
    assert [unit for _, _, _, unit, _ in figures("De partij won 26 zetels, 3 gewonden bleven thuis.", "nl")][-1:] == [
        "wounded"
    ]
    assert "wounded" not in [unit for _, _, _, unit, _ in figures("De partij won 26 zetels.", "nl")]


def test_money_has_its_sign_or_name() -> None:
    assert [unit for *_, unit, _ in figures("Das kostet 86 Millionen Euro oder 90 $.", "de")] == ["euros", "dollars"]
    assert figures("86 Millionen Euro", "de")[0][:2] == (86e6, 86e6)


def test_spans_are_in_the_text() -> None:
    text = "Es regnete. 12 Soldaten kamen."
    [figure] = find_figures(text, 12, len(text), "de")
    assert text[figure.start : figure.end] == "12 Soldaten"


@pytest.mark.parametrize("language", sorted(languages()))
def test_a_long_text_without_spaces_is_read(language: str) -> None:
    assert figures("1" * 50_000 + "a" * 50_000, language) == []


@pytest.mark.parametrize("text", ["ſechs Soldaten kamen.", "dreı Soldaten kamen."])
def test_a_letter_that_is_another_in_capitals_makes_no_number_word(text: str) -> None:
    assert figures(text, "de") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'incendie a coûté la vie à 66 personnes."),
        ("de", "Der Brand kostete 88 Menschen das Leben."),
        ("es", "El incendio costó la vida a 88 personas."),
        ("ru", "Пожар унёс жизни 34 человек."),
        ("uk", "Пожежа забрала життя 34 людей."),
    ],
)
def test_what_costs_lives_kills(language: str, text: str) -> None:
    assert [unit for _, _, _, unit, _ in figures(text, language)] == ["killed"]
