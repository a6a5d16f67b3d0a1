"""Expressions of time, and the days they mean."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.analysis import analyse
from briefing.analysis.dates import find_dates, key_of
from tests.sections.builders import sentences_of

FRIDAY = date(2025, 4, 11)
"""The day on which the documents of these tests were published, in the fifteenth week of its year."""

Found = list[tuple[str, str | None]]


def dates(text: str, published: date | None = FRIDAY, language: str | None = "en") -> Found:
    found = find_dates(text, 0, len(text), published, language)
    return [(text[mention.start : mention.end], mention.value) for mention in found]


def value(text: str, published: date | None = FRIDAY, language: str | None = "en") -> str | None:
    """Of the only expression of time in a text."""
    ((_, only),) = dates(text, published, language)
    return only


# --- dates that say it all -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10 April 2025", "2025-04-10"),
        ("10th of April 2025", "2025-04-10"),
        ("10 April, 2025", "2025-04-10"),
        ("April 10, 2025", "2025-04-10"),
        ("April 10th 2025", "2025-04-10"),
        ("Apr. 10, 2025", "2025-04-10"),
        ("10 Apr 2025", "2025-04-10"),
        ("Sept. 9, 2024", "2024-09-09"),
        ("Thursday, 10 April 2025", "2025-04-10"),
        ("Thursday, April 10, 2025", "2025-04-10"),
        ("10.04.2025", "2025-04-10"),
        ("10.4.2025", "2025-04-10"),
        ("2025-04-10", "2025-04-10"),
        ("2025/04/10", "2025-04-10"),
        ("25/04/2025", "2025-04-25"),
        ("04/25/2025", "2025-04-25"),
        ("04/04/2025", "2025-04-04"),
        ("April 2025", "2025-04"),
        ("April of 2025", "2025-04"),
        ("mid-April 2025", "2025-04"),
        ("the end of April 2025", "2025-04"),
        ("late 2024", "2024"),
        ("the first quarter of 2024", "2024"),
        ("spring 2024", "2024-03/2024-05"),
        ("the autumn of 2024", "2024-09/2024-11"),
        ("winter 2024", "2024"),
        ("the 1990s", "1990/1999"),
        ("the early 1990s", "1990/1999"),
        ("the 19th century", "1801/1900"),
    ],
)
def test_a_full_date_needs_no_date_of_the_document(written: str, expected: str) -> None:
    ((text, found),) = dates(f"The bridge was built in {written}, they say.", published=None)
    assert (text, found) == (written.removeprefix("the ") if text[:3] != "the" else written, expected)


@pytest.mark.parametrize("written", ["03/04/2025", "31 June 2025"])
def test_a_date_that_cannot_be_told_has_no_value(written: str) -> None:
    assert dates(f"It opened on {written}.") == [(written, None)]


@pytest.mark.parametrize("language", ["fr", "de", "xx"])
def test_a_date_with_slashes_begins_with_the_day_outside_english(language: str) -> None:
    assert value("03/04/2025", language=language) == "2025-04-03"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The ferry opened in 2014.", id="in"),
        pytest.param("The 2014 opening of the ferry drew a crowd.", id="the-before-a-singular"),
        pytest.param("It will stay so until the harbour of 2014 is found.", id="of"),
        pytest.param("The harbour (2014) is small.", id="brackets"),
        pytest.param("The city’s 2014 budget was spent.", id="owned"),
        pytest.param("In the year 2014 it closed.", id="year"),
    ],
)
def test_a_bare_year(text: str) -> None:
    assert value(text) == "2014"


@pytest.mark.parametrize(
    "text",
    [
        "They lost 2014 sheep.",
        "A crowd of 2000 sailors came.",
        "By 2000 people it was seen.",
        "It costs $2014.",
        "It is 2014 metres high.",
        "See No. 2014 and 1.2014 and 2014.5.",
        "Call 2019-555-1234 or write to a2014.",
        "It cost 2,014 crowns and weighs 2014kg.",
    ],
)
def test_a_number_that_is_no_year(text: str) -> None:
    assert dates(text) == []


# --- dates that count from the document's ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Thursday.", "2025-04-10"),
        ("They met on Friday.", "2025-04-11"),
        ("They met on Saturday.", "2025-04-05"),
        ("They met last Thursday.", "2025-04-10"),
        ("They met last Friday.", "2025-04-04"),
        ("They meet next Monday.", "2025-04-14"),
        ("They meet next Friday.", "2025-04-18"),
        ("They meet this Sunday.", "2025-04-13"),
        ("They met late on Thursday.", "2025-04-10"),
        ("They met Thursday morning.", "2025-04-10"),
        ("They met yesterday.", "2025-04-10"),
        ("They met the day before yesterday.", "2025-04-09"),
        ("They met last night.", "2025-04-10"),
        ("Today they rest.", "2025-04-11"),
        ("They rest this morning.", "2025-04-11"),
        ("They meet tomorrow.", "2025-04-12"),
        ("They met last week.", "2025-W14"),
        ("They met earlier this week.", "2025-W15"),
        ("They meet next week.", "2025-W16"),
        ("They met last month.", "2025-03"),
        ("They meet later this month.", "2025-04"),
        ("They rest at the end of the month.", "2025-04"),
        ("They met last year.", "2024"),
        ("They met late last year.", "2024"),
        ("They meet next year.", "2026"),
        ("They met last weekend.", "2025-04-05/2025-04-06"),
        ("They meet this weekend.", "2025-04-12/2025-04-13"),
        ("They met two days ago.", "2025-04-09"),
        ("They met two weeks ago.", "2025-W13"),
        ("They met 3 months ago.", "2025-01"),
        ("They met more than a year ago.", "2024"),
        ("They met a decade ago.", "2015"),
        ("They met a few weeks ago.", None),
        ("They met often in the past three years.", "2022/2025"),
        ("They met often over the last two weeks.", "2025-03-28/2025-04-11"),
        ("They met often over the last year.", "2024/2025"),
        ("They rest for the next two months.", "2025-04/2025-06"),
        ("They met last summer.", "2024-06/2024-08"),
        ("They meet this summer.", "2025-06/2025-08"),
        ("They meet next spring.", "2026-03/2026-05"),
        ("They met last winter.", "2024-12/2025-02"),
        ("They met in March.", "2025-03"),
        ("They met in mid-March.", "2025-03"),
        ("They met in December.", "2024-12"),
        ("They met last December.", "2024-12"),
        ("They met in March of last year.", "2024-03"),
        ("They met on 16 March last year.", "2024-03-16"),
        ("The December meeting was short.", "2024-12"),
    ],
)
def test_a_relative_date(text: str, expected: str | None) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They met on Thursday.",
        "They met last month.",
        "They met two weeks ago.",
        "They met on 10 April.",
        "They met in March.",
        "They met last summer.",
        "They met yesterday.",
        "They often met in the past three years.",
    ],
)
def test_without_a_date_of_the_document_it_cannot_be_told(text: str) -> None:
    assert value(text, published=None) is None


@pytest.mark.parametrize(
    "text",
    [
        "They will meet on Thursday.",
        "They'll meet on Thursday.",
        "They will have to meet on Thursday.",
        "They may meet on Thursday.",
        "They are to meet on Thursday.",
        "The vote is due on Thursday.",
        "The vote is scheduled for Thursday.",
        "The treaty is expected to be signed on Thursday.",
        "She said they would meet on Thursday.",
        "They agreed to meet on Thursday.",
        "On Thursday, they will meet.",
        "They talked ahead of Thursday’s vote.",
        "The meeting takes place on Thursday.",
    ],
)
def test_a_weekday_lies_ahead_where_the_sentence_does(text: str) -> None:
    assert value(text) == "2025-04-17"


@pytest.mark.parametrize(
    "text",
    [
        "She said on Thursday that they will meet.",
        "On Thursday, she said they will meet.",
        "They were to leave, she told us on Thursday.",
        "Thursday’s storm will be remembered.",
        "The bridge that sank on Thursday will be raised.",
        "The bridge may have sunk on Thursday.",
        "It was called off due to rain on Thursday.",
        "Theresa May on Thursday opened the bridge.",
    ],
)
def test_a_weekday_lies_behind_where_its_own_verb_does(text: str) -> None:
    assert value(text) == "2025-04-10"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened on 1 April.", "2025-04-01"),
        ("It opened on 20 April.", "2024-04-20"),
        ("It will open on 20 April.", "2025-04-20"),
        ("It will open on 1 April.", "2026-04-01"),
        ("20 April is the day.", "2025-04-20"),
        ("It opened on December 24.", "2024-12-24"),
        ("It will open in January.", "2026-01"),
        ("Saturday, 10 April, was cold.", None),
    ],
)
def test_the_year_of_a_day_without_one(text: str, expected: str | None) -> None:
    """Past or ahead, as the verb says; the nearest where none does."""
    assert value(text) == (expected or "2025-04-10")


def test_a_leap_day_is_in_a_leap_year() -> None:
    assert value("It opened on 29 February.", published=date(2025, 1, 5)) == "2024-02-29"


# --- intervals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("It ran from 2014 to 2022.", "from 2014 to 2022", "2014/2022"),
        ("It ran between 2014 and 2022.", "between 2014 and 2022", "2014/2022"),
        ("It ran (2014–2022) well.", "2014–2022", "2014/2022"),
        ("It ran in 2014-15.", "2014-15", "2014/2015"),
        ("It ran between 3 and 5 March.", "between 3 and 5 March", "2025-03-03/2025-03-05"),
        ("It ran on 3-5 March 2024.", "3-5 March 2024", "2024-03-03/2024-03-05"),
        ("It ran on March 3–5, 2024.", "March 3–5, 2024", "2024-03-03/2024-03-05"),
        ("It ran from 30 March to 2 April 2024.", "from 30 March to 2 April 2024", "2024-03-30/2024-04-02"),
        ("It ran from 30 December to 2 January 2024.", "from 30 December to 2 January 2024", "2023-12-30/2024-01-02"),
        ("It ran from January to March 2024.", "from January to March 2024", "2024-01/2024-03"),
        ("It ran between Monday and Wednesday.", "between Monday and Wednesday", "2025-04-07/2025-04-09"),
        ("It will run from Friday to Tuesday.", "from Friday to Tuesday", "2025-04-11/2025-04-15"),
        ("It has run since 2023.", "since 2023", "2023/.."),
        ("It has run since Thursday.", "since Thursday", "2025-04-10/.."),
        ("It has run since the 1990s.", "since the 1990s", "1990/.."),
        ("It has run since last year.", "since last year", "2024/.."),
        ("It runs until 10 May 2026.", "until 10 May 2026", "../2026-05-10"),
    ],
)
def test_an_interval(text: str, written: str, expected: str) -> None:
    assert dates(text) == [(written, expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained in March and April 2024.", ["2024-03", "2024-04"]),
        ("It rained on 3 March 2016 and on 9 March.", ["2016-03-03", "2016-03-09"]),
        ("It rained in 2014 and 2022.", ["2014", "2022"]),
        ("It rained from 2022 to 2014.", ["2022", "2014"]),
        ("It rained on Monday and Wednesday.", [None, None]),
    ],
)
def test_two_dates_that_are_no_interval(text: str, expected: list[str | None]) -> None:
    assert [found for _, found in dates(text, published=None)] == expected


# --- what is no date -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "They may march again, and may win 9 of 10.",
        "Theresa May spoke, and April and June listened.",
        "In the second round they took 24/7 care of him.",
        "The shops were full on Black Friday.",
        "He reads the Mail on Sunday and the Sunday Times.",
        "Crowds came for Friday prayers.",
        "It opens every Friday, and on Sundays.",
        "It has been so since the full-scale invasion.",
        "It was the last week of the war.",
        "He served for two years and was a three-year-old once.",
        "USA Today printed it.",
        "They hope for a brighter tomorrow.",
        "Version 1.2.2025.4 costs 4.5 per year.",
        "It is at https://example.org/2025/04/10/ferry.",
        "It leapt in the fall of the town.",
        "The march in the sun sat well.",
        "Mar and Sept are names.",
    ],
)
def test_noop(text: str) -> None:
    assert dates(text) == []


def test_a_day_is_not_taken_from_the_number_behind_a_month() -> None:
    assert dates("In March 10 people drowned.") == [("March", "2025-03")]


# --- other languages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-gb", "He came on Thursday, 10 April 2025, and left two weeks ago, in March, last week or yesterday."),
        ("fr", "Venu jeudi 10 avril 2025, parti il y a deux semaines, en mars, la semaine dernière ou hier."),
        ("de", "Er kam am Donnerstag, 10. April 2025, und ging vor zwei Wochen, im März, letzte Woche oder gestern."),
        ("es", "Vino el jueves 10 de abril de 2025, se fue hace dos semanas, en marzo, la semana pasada o ayer."),
        ("it", "Venne giovedì 10 aprile 2025, partì due settimane fa, a marzo, la settimana scorsa o ieri."),
        (
            "pt",
            "Veio na quinta-feira, 10 de abril de 2025, saiu há duas semanas, em março, na semana passada ou ontem.",
        ),
        ("nl", "Hij kwam donderdag 10 april 2025 en ging twee weken geleden, in maart, vorige week of gisteren."),
        (
            "pl",
            "Przybył w czwartek 10 kwietnia 2025, wyjechał dwa tygodnie temu, w marcu, w ubiegłym tygodniu, wczoraj.",
        ),
        ("uk", "Він прибув у четвер, 10 квітня 2025 року, поїхав два тижні тому, у березні, минулого тижня чи вчора."),
        ("ru", "Он приехал в четверг, 10 апреля 2025 года, уехал две недели назад, в марте, на прошлой неделе, вчера."),
    ],
)
def test_other_languages(language: str, text: str) -> None:
    assert [found for _, found in dates(text, language=language)] == [
        *["2025-04-10", "2025-W13", "2025-03", "2025-W14", "2025-04-10"]
    ]


def test_a_word_of_another_meaning_is_no_weekday() -> None:
    assert dates("Он любит окружающую среду.", language="ru") == []


def test_numeric_dates_are_read_in_every_language() -> None:
    assert dates("ti 2025-04-10 ja 10.4.2025, April", language="fi") == [
        ("2025-04-10", "2025-04-10"),
        ("10.4.2025", "2025-04-10"),
    ]


# --- spans and hostile input -----------------------------------------------------------------------------------


def test_spans_stand_in_the_text_and_nothing_outside_the_sentence_is_read() -> None:
    text = "On 3 May 2024. It opened in 2014. Until 2020."
    start, end = text.index("It"), text.index(" Until")
    (found,) = find_dates(text, start, end, FRIDAY, "en")
    assert text[found.start : found.end] == "2014"


HOSTILE = [
    "1" * 100_000,
    "1-" * 50_000,
    " " * 100_000,
    "May" + " " * 100_000,
    "from " * 20_000,
    "the end of " * 9_000,
    "Thursday " * 11_000,
    "1 March to " * 9_000,
    "2014 to " * 12_000,
    "in March 2014 and " * 5_000,
    "\u0660\u0661 April \u0662\u0660\u0661\u0664",
    "45 March 2025 0 April 2025 April 99, 2025",
    "0000-00-00 9999-99-99 00.00.0000 00/00/0000",
    "last last next this next last",
    "99 decades ago, 999 years ago, next 999 years, 100th century, 0th century",
    "",
    "ı İ ß 10 May\x00 2025 \ud800",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("published", [FRIDAY, date.min, date.max, date(1, 3, 1), date(9999, 3, 1), None], ids=str)
def test_whatever_is_found_is_in_order_apart_and_a_date(text: str, published: date | None) -> None:
    text = text if published in (FRIDAY, None) else f"Yesterday, next winter, last year, on Monday, 1 May. {text[:99]}"
    found = find_dates(text, 0, len(text), published, "en")
    ends = [0, *(end for mention in found for end in (mention.start, mention.end))]
    assert ends == sorted(ends)
    assert all(first <= last for first, last in (key_of(one.value) for one in found if one.value))


# --- values ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2025-04-10", date(2025, 4, 10), date(2025, 4, 10)),
        ("2025-04", date(2025, 4, 1), date(2025, 4, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-W15", date(2025, 4, 7), date(2025, 4, 13)),
        ("2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
        ("2023/..", date(2023, 1, 1), date.max),
        ("../2023-05", date.min, date(2023, 5, 31)),
        ("2025-04-10/2025-04-12", date(2025, 4, 10), date(2025, 4, 12)),
        ("1990/1999", date(1990, 1, 1), date(1999, 12, 31)),
        ("9999-12", date(9999, 12, 1), date.max),
        ("9999-W52", date(9999, 12, 27), date.max),
    ],
)
def test_the_days_that_a_value_covers(written: str, first: date, last: date) -> None:
    assert key_of(written) == (first, last)


@pytest.mark.parametrize("written", ["", "x", "2025-13", "2025-02-30", "2025-W60", "2025-4", "/", "2025/", "٢٠٢٥"])
def test_what_is_no_value(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        key_of(written)


def test_the_dates_of_a_document_count_from_its_own() -> None:
    """Nothing is known of this one's, so that a weekday has no value."""
    (only,) = analyse(sentences_of("They met on Thursday."))
    assert [mention.value for mention in only.dates] == [None]
