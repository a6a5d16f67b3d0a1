from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.figures import find_figures
from briefing.model import Figure


def figures(text: str) -> list[Figure]:
    return list(find_figures(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("between 10,000 and 30,000 troops", 10_000, 30_000, id="between"),
        pytest.param("from 10 to 20 ships", 10, 20, id="from-to"),
        pytest.param("10,000 to 30,000 troops", 10_000, 30_000, id="to"),
        pytest.param("10,000-30,000 troops", 10_000, 30_000, id="hyphen"),
        pytest.param("10–20 ships", 10, 20, id="dash"),
        pytest.param("two or three ships", 2, 3, id="or"),
        pytest.param("between ten and thirty thousand soldiers", 10_000, 30_000, id="words-share-a-scale"),
        pytest.param("between two hundred and three hundred ships", 200, 300, id="words-of-two-scales"),
        pytest.param("1 to 2 million people", 1e6, 2e6, id="digits-share-a-scale"),
        pytest.param("$3-5 billion", 3e9, 5e9, id="money-shares-a-scale"),
        pytest.param("between $3 million and $5 million", 3e6, 5e6, id="money"),
        pytest.param("between 5 percent and 7 percent", 5, 7, id="unit-between"),
        pytest.param("from -10C to -5C", -10, -5, id="below-zero"),
    ],
)
def test_two_ends_make_one_range(text: str, low: float, high: float) -> None:
    (figure,) = figures(f"They spoke of {text}.")
    assert (figure.low, figure.high, figure.bound) == (low, high, "range")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The fleet grew from 10 to 20 ships.", "ships"),
        ("Wages rose from 5% to 7%.", "percent"),
        ("They cut the force from 3,000 to 9,000 soldiers.", "troops"),
    ],
)
def test_from_to_after_a_change_gives_two_levels(text: str, unit: str) -> None:
    assert [(figure.bound, figure.unit) for figure in figures(text)] == [("exact", unit)] * 2


def test_and_alone_makes_no_range() -> None:
    assert [f.bound for f in figures("It has 100 ships and 300 planes.")] == ["exact", "exact"]


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("40 ships", 40, 40, "exact"),
        ("About 40 ships", 40, 40, "about"),
        ("nearly 40 ships", 40, 40, "about"),
        ("at least 40 ships", 40, None, "at least"),
        ("no fewer than 40 ships", 40, None, "at least"),
        ("More than 40 ships", 40, None, "more than"),
        ("up to 40 ships", None, 40, "at most"),
        ("no more than 40 ships", None, 40, "at most"),
        ("fewer than 40 ships", None, 40, "less than"),
        ("well over 40 ships", 40, None, "more than"),
        ("40 or more ships", 40, None, "at least"),
        ("40+ ships", 40, None, "at least"),
        ("40-odd ships", 40, 40, "about"),
    ],
)
def test_words_before_a_number_bound_it(text: str, low: float | None, high: float | None, bound: str) -> None:
    (figure,) = figures(text)
    assert (figure.low, figure.high, figure.bound) == (low, high, bound)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        pytest.param("$3.3 billion was spent", 3.3e9, "dollars", id="scale-word"),
        pytest.param("it cost £3m", 3e6, "pounds", id="scale-letter"),
        pytest.param("it cost €1.2bn", 1.2e9, "euros", id="bn"),
        pytest.param("it cost US$ 40 million", 4e7, "dollars", id="prefix"),
        pytest.param("it cost $1,234.56", 1234.56, "dollars", id="cents"),
        pytest.param("40% of voters", 40, "percent", id="percent-sign"),
        pytest.param("12.5 per cent", 12.5, "percent", id="percent-word"),
        pytest.param("30°C at noon", 30, "temperature", id="degrees"),
        pytest.param("a 150,000-strong force", 150_000, "troops", id="strong"),
        pytest.param("10,000 well-equipped combat troops", 10_000, "troops", id="words-between"),
        pytest.param("10 000 people", 10_000, "people", id="space-groups"),
        pytest.param("10.000 people", 10_000, "people", id="point-groups"),
        pytest.param("0.125 tonnes", 0.125, "mass", id="fraction"),
        pytest.param("it cost EUR 20m", 2e7, "euros", id="code-before"),
        pytest.param("it cost Rs 500 crore", 5e9, "rupees", id="crore"),
        pytest.param("it cost 5,00,000 rupees", 5e5, "rupees", id="lakh-commas"),
        pytest.param("it fell to minus 12C", -12, "temperature", id="minus"),
        pytest.param("30km away", 30, "length", id="no-space"),
        pytest.param("50m away", 50, "length", id="metres"),
        pytest.param("50m people", 5e7, "people", id="millions"),
        pytest.param("30 MW of power", 30, "power and energy", id="megawatts"),
        pytest.param("one dinar an hour", 1, "other currencies", id="one"),
        pytest.param("a 21-member committee", 21, "people", id="member"),
        pytest.param("an estimated 2000 soldiers", 2000, "troops", id="no-year"),
        pytest.param("half of the ships", 0.5, "fractions", id="half"),
        pytest.param("more than two-thirds left", 0.667, "fractions", id="thirds"),
        pytest.param("one in five voters", 0.2, "fractions", id="one-in"),
        pytest.param("400 Kenyans marched", 400, "people", id="a-people"),
        pytest.param("three drone attacks", 3, "attacks", id="head-of-the-noun-phrase"),
        pytest.param("the 63 decoy drones", 63, "drones", id="singular-before-the-head"),
        pytest.param("the death toll rose to 45", 45, "killed", id="toll"),
        pytest.param("the number of refugees has reached 300", 300, "refugees", id="number-of"),
        pytest.param("sailors came; 300 of these were wounded", 300, "wounded", id="fate"),
        pytest.param("12 gunmen came", 12, "militants", id="doers"),
        pytest.param("the storm claimed 4 more lives", 4, "killed", id="lives"),
    ],
)
def test_a_figure_counts_its_unit(text: str, value: float, unit: str) -> None:
    (figure,) = figures(text)
    assert (max(figure.low or figure.high or 0, -99), figure.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Twelve ships", 12),
        ("Twenty-five ships", 25),
        ("Three hundred ships", 300),
        ("Two hundred and fifty ships", 250),
        ("Three hundred fifty ships", 350),
        ("Two hundred thousand people", 200_000),
        ("One million people", 1e6),
        ("A hundred ships", 100),
        ("A dozen ships", 12),
        ("Two dozen ships", 24),
        ("Half a million people", 500_000),
        ("Twenty-five thousand people", 25_000),
        ("One hundred and fifty thousand people", 150_000),
    ],
)
def test_number_words_are_read(text: str, value: float) -> None:
    assert [(figure.low, figure.high) for figure in figures(f"{text} left.")] == [(value, value)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Dozens of ships", 24, 99),
        ("Tens of thousands of people", 20_000, 99_999),
        ("A couple of hundred ships", 200, 300),
    ],
)
def test_a_vague_amount_is_about_what_a_reader_takes_it_for(text: str, low: float, high: float) -> None:
    (figure,) = figures(text)
    assert (figure.low, figure.high, figure.bound) == (low, high, "about")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "46,000 soldiers have been killed, and more than 350,000 wounded",
            [(46_000, 46_000, "exact", "killed"), (350_000, None, "more than", "wounded")],
            id="passive-and-ellipsis",
        ),
        pytest.param("Police killed 12 people.", [(12, 12, "exact", "killed")], id="verb-before"),
        pytest.param("At least 12 people died.", [(12, None, "at least", "killed")], id="verb-after"),
        pytest.param(
            "It lost 12 tanks, killing 3 and wounding 5.",
            [(12, 12, "exact", "tanks"), (3, 3, "exact", "killed"), (5, 5, "exact", "wounded")],
            id="things-are-not-killed",
        ),
        pytest.param(
            "12 gunmen killed three officers and two children.",
            [(12, 12, "exact", "militants"), (3, 3, "exact", "killed"), (2, 2, "exact", "killed")],
            id="killers-are-not-killed",
        ),
        pytest.param(
            "At least 14 people, including three children, were wounded.",
            [(14, None, "at least", "wounded"), (3, 3, "exact", "wounded")],
            id="inserted",
        ),
        pytest.param("It lost 12 seats.", [(12, 12, "exact", "seats")], id="seats-are-not-casualties"),
    ],
)
def test_people_who_are_harmed_count_as_such(text: str, expected: list[object]) -> None:
    assert [(f.low, f.high, f.bound, f.unit) for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("It fired 40 rockets; 30 were shot down and another 5 fell into the sea.", ["missiles"] * 3),
        ("It saved 85 of the 145 boats.", ["ships"] * 2),
        ("It has 40 rockets for 30 pounds.", ["missiles", "pounds"]),
        ("It has 40 rockets, and 30 bananas.", ["missiles", None]),
    ],
)
def test_a_number_without_a_noun_counts_what_the_one_before_counts(text: str, units: list[str | None]) -> None:
    assert [figure.unit for figure in figures(text)] == units


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("In 2024 the ferry ran.", id="year"),
        pytest.param("From 2014 to 2022 it ran.", id="years"),
        pytest.param("The 1990s were calm.", id="decade"),
        pytest.param("It ran on 12 May 2024.", id="day-month"),
        pytest.param("It ran on May 12.", id="month-day"),
        pytest.param("it ran between march 12 and 14.", id="month-in-small-letters"),
        pytest.param("She died at the age of 69.", id="age-of"),
        pytest.param("On 01/02/2024 it ran.", id="date-in-digits"),
        pytest.param("The 28th Brigade left.", id="ordinal"),
        pytest.param("A 30-day ceasefire began.", id="length-in-days"),
        pytest.param("Anna Grey, 45, sailed.", id="age"),
        pytest.param("A 45-year-old sailed.", id="age-in-words"),
        pytest.param("It left at 10:30.", id="time"),
        pytest.param("It left at 10 a.m.", id="time-with-am"),
        pytest.param("Call 020 7946 0018.", id="phone"),
        pytest.param("Call +44 20 7946 0018.", id="phone-abroad"),
        pytest.param("Call 555-0182.", id="phone-short"),
        pytest.param("Version 3.2.1 is out.", id="version"),
        pytest.param("It needs Python 3.11.2 now.", id="version-of-a-name"),
        pytest.param("Article 5 applies.", id="article"),
        pytest.param("The F-16 and the G7 came.", id="names"),
        pytest.param("One of them left.", id="one"),
        pytest.param("One day it rained.", id="one-day"),
        pytest.param("They won 3-1.", id="score"),
        pytest.param("They lost by 2-4 at home.", id="score-lost"),
        pytest.param("A Boeing 737 and Route 66.", id="name-before"),
        pytest.param("It sank in 2023-24.", id="years-joined"),
        pytest.param("It ran on May 12-14 and 3 and 4 June.", id="days-joined"),
        pytest.param("It sailed.[3][12]", id="notes"),
        pytest.param("1. It sailed.", id="list-mark"),
        pytest.param("He was 45.", id="age-of-him"),
        pytest.param("The two have met.", id="stands-for-somebody"),
        pytest.param("File 05-ships is here.", id="code"),
        pytest.param("A three-month-old puppy and a two-day seminar.", id="lengths-in-words"),
        pytest.param("The second half of the game.", id="half-of-a-game"),
        pytest.param("A dozing dog and a scored goal.", id="words-within-words"),
        pytest.param("A twenty-five-year-old came for the thirty-third time.", id="compound-words"),
        pytest.param("As section 21.4 of the charter says.", id="section-with-a-point"),
        pytest.param("Chapter three tells of a flood.", id="chapter-in-words"),
        pytest.param("The wreck lies at 12°30′15″N 8.25°W.", id="coordinates"),
    ],
)
def test_figures_noop(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize("text", ["Nearly 12 months passed.", "Roughly 12 of them sank.", "Over 12 cm fell."])
def test_a_bound_that_opens_a_sentence_is_no_name(text: str) -> None:
    assert [12 in (figure.low, figure.high) for figure in figures(text)] == [True]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("One in eight goes hungry.", 0.125),
        ("1 in 5 bakers left.", 0.2),
        ("One in every four looms broke.", 0.25),
        ("Two in five voters stayed away.", 0.4),
        ("9 out of 10 children swim.", 0.9),
        ("The fault strikes 1 in 1,000 clocks.", 0.001),
    ],
)
def test_so_many_of_so_many_are_a_share(text: str, share: float) -> None:
    (figure,) = figures(text)
    assert (figure.low, figure.high, figure.unit) == (share, share, "fractions")


def test_a_share_and_a_number_are_no_range() -> None:
    found = [(f.low, f.high, f.unit) for f in figures("One in eight, or 9 million people, and one in six or 40 ships.")]
    assert found == [
        (0.125, 0.125, "fractions"),
        (9e6, 9e6, "people"),
        (0.167, 0.167, "fractions"),
        (40, 40, "ships"),
    ]


@pytest.mark.parametrize("text", ["They won one in three weeks.", "They scored 1 in 2 matches.", "One in 3-4 rows."])
def test_so_many_in_a_time_are_no_share(text: str) -> None:
    assert "fractions" not in [figure.unit for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("They dug 12 fighting positions.", None, id="neither-jobs-nor-bases"),
        pytest.param("They bought 12 guns.", None, id="neither-rifles-nor-howitzers"),
        pytest.param("Police killed 12 volunteers.", "killed", id="people-in-both-senses"),
        pytest.param("They sent 12 volunteers.", "people", id="people-of-either-kind"),
        pytest.param("They razed 12 buildings.", "buildings", id="buildings-are-not-homes"),
        pytest.param("They razed 12 apartment buildings.", "homes", id="homes"),
        pytest.param("They cut 12 jobs.", "jobs", id="a-sure-word"),
    ],
)
def test_a_word_of_two_senses_says_no_more_than_both_have_in_common(text: str, unit: str | None) -> None:
    assert [figure.unit for figure in figures(text)] == [unit]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("A pair of boats sank.", 2, 2), ("A trio of boats sank.", 3, 3), ("A handful of boats sank.", 3, 7)],
)
def test_small_groups_are_numbers(text: str, low: float, high: float) -> None:
    assert [(figure.low, figure.high, figure.unit) for figure in figures(text)] == [(low, high, "ships")]


def test_digits_before_an_unknown_letter_are_not_cut_short() -> None:
    assert [figure.low for figure in figures("The 5,000m race")] != [5]


def test_spans_are_those_of_the_whole_text() -> None:
    text = "It rained. More than 40 ships left."
    (figure,) = find_figures(text, 11, len(text))
    assert text[figure.start : figure.end] == "More than 40 ships"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("It paid 5 €6 notes.", ["5", "€6"], id="sign-of-the-next"),
        pytest.param("It is 5 times more than 10.", ["5 times more", "than 10"], id="words-of-both"),
    ],
)
def test_no_two_figures_share_words(text: str, spans: list[str]) -> None:
    assert [text[figure.start : figure.end].strip() for figure in figures(text)] == spans


_PIECES = st.sampled_from(
    "between and from to or - – , . : $ £ € % 1 12 1,000 3.3 2024 ten two hundred thousand million dozens "
    "of a about more times than at least up killed troops people wounded May 28th billion".split()
)


@pytest.mark.property
@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map(" ".join), st.lists(_PIECES).map("".join)))
def test_any_text_gives_spans_in_order_inside_it(text: str) -> None:
    found = figures(text)
    assert all(0 <= figure.start < figure.end <= len(text) for figure in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.property
@given(st.lists(_PIECES, max_size=14).map(" ".join))
def test_the_low_end_is_never_above_the_high_one(text: str) -> None:
    assert all(f.low <= f.high for f in figures(text) if f.low is not None and f.high is not None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Sailors under 50 were hurt.", id="under"),
        pytest.param("The hurt were younger than 50.", id="younger-than"),
        pytest.param("Patients 50 and older were hurt.", id="and-older"),
        pytest.param("Passengers 65 or over, it says, were hurt.", id="or-over"),
        pytest.param("Those aged over 60 were hurt.", id="aged-over"),
    ],
)
def test_an_age_that_people_are_above_or_below_counts_nobody(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "low"),
    [
        pytest.param("They rowed sailors over 50 miles.", 50, id="a-noun-follows"),
        pytest.param("No more than 50 sailors were hurt.", 50, id="more-than"),
        pytest.param("Between 40 and over 60 boats sailed.", 40, id="a-number-follows"),
    ],
)
def test_other_limits_count(text: str, low: float) -> None:
    assert low in [limit for one in figures(text) for limit in (one.low, one.high)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        pytest.param("It cost $846.8million.", 846.8e6, "dollars", id="glued"),
        pytest.param("It moved 5million people.", 5e6, "people", id="glued-people"),
        pytest.param("Sie kostet 48 Millionen Euro.", 48e6, "euros", id="de-million"),
        pytest.param("Sie kostet 2,5 Milliarden Euro.", 2.5e9, "euros", id="de-billion"),
        pytest.param("Il coûte 4 millions d'euros.", 4e6, "euros", id="fr-million"),
        pytest.param("Il coûte 4 milliards d’euros.", 4e9, "euros", id="fr-billion"),
        pytest.param("Погибли 200 тысяч человек.", 2e5, "people", id="ru-thousand"),
        pytest.param("Це коштує 3 млн гривень.", 3e6, "hryvnias", id="uk-million"),
    ],
)
def test_a_scale_multiplies_as_it_is_written(text: str, value: float, unit: str) -> None:
    assert [(one.low, one.unit) for one in figures(text)] == [(value, unit)]


def test_inhabitants_are_counted_as_residents() -> None:
    assert [one.unit for one in figures("Lowsay has 3.7 million inhabitants.")] == ["residents"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("They gave 80 million pounds.", "pounds"),
        ("They gave 80 million British pounds.", "pounds"),
        ("They gave 80 million Sudanese pounds.", "other currencies"),
        ("They gave 80 million US dollars.", "dollars"),
        ("They gave 80 million Canadian dollars.", "other currencies"),
        ("They gave A$80 million.", "other currencies"),
    ],
)
def test_currencies_of_one_name_are_told_apart(text: str, unit: str) -> None:
    assert [figure.unit for figure in find_figures(text, 0, len(text))] == [unit]
