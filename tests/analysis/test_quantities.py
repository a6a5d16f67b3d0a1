from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.figures import find_figures
from briefing.analysis.quantities import find_quantities
from briefing.model import Figure


def both(text: str) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    return find_quantities(text, 0, len(text), find_figures(text, 0, len(text)))


def quantities(text: str) -> list[tuple[str, float | None, float | None, str, str | None]]:
    return [(text[f.start : f.end], f.low, f.high, f.bound, f.unit) for f in both(text)[0]]


def counts(text: str) -> list[str]:
    return [text[f.start : f.end] for f in both(text)[1]]


def wordings(text: str) -> list[str]:
    return [found[0] for found in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 14-year-old boy swam.", ("14-year-old", 14, 14, "exact", "years of age")),
        ("A thirty-five-year-old weaver swam.", ("thirty-five-year-old", 35, 35, "exact", "years of age")),
        ("A one-year-old girl swam.", ("one-year-old", 1, 1, "exact", "years of age")),
        ("She is 80 years old.", ("80 years old", 80, 80, "exact", "years of age")),
        ("She was 17 years of age then.", ("17 years of age", 17, 17, "exact", "years of age")),
        ("A six-month-old puppy barked.", ("six-month-old", 6, 6, "exact", "months of age")),
        ("The clubs take 18- to 20-year-olds.", ("18- to 20-year-olds", 18, 20, "range", "years of age")),
        ("A man aged 35 swam.", ("35", 35, 35, "exact", "years of age")),
        ("A boy aged seven swam.", ("seven", 7, 7, "exact", "years of age")),
        ("He left at the age of 42.", ("42", 42, 42, "exact", "years of age")),
        ("The lesson is for children aged 5 to 11.", ("5 to 11", 5, 11, "range", "years of age")),
        ("Bakers aged over 70 retired.", ("over 70", 70, None, "more than", "years of age")),
        ("Jane Roe, 42, of Leeds, swam.", ("42", 42, 42, "exact", "years of age")),
        ("He is 42.", ("42", 42, 42, "exact", "years of age")),
        ("The under-18s won.", ("under-18s", None, 18, "less than", "years of age")),
        ("A baker in her late 50s swam.", ("50s", 50, 59, "about", "years of age")),
    ],
)
def test_ages(text: str, expected: object) -> None:
    assert (quantities(text), counts(text)) == ([expected], [])


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May, 12, 14 and 15 it rained.",
        "She was 10 minutes late.",
        "The age of 3,000 stones.",
        "In the 1950s it rained.",
        "At that age one can sail.",
    ],
)
def test_no_ages(text: str) -> None:
    assert "years of age" not in [found[4] for found in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 30-day truce began.", ("30-day", 30, 30, "exact", "days")),
        ("A two-year term began.", ("two-year", 2, 2, "exact", "years")),
        ("Terms of 10-to-15-year length began.", ("10-to-15-year", 10, 15, "range", "years")),
        ("A week-long fair began.", ("week-long", 1, 1, "exact", "weeks")),
        ("Months-long talks began.", ("Months-long", None, None, "unstated", "months")),
    ],
)
def test_lengths_of_time(text: str, expected: object) -> None:
    assert (quantities(text), counts(text)) == ([expected], [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was their 93rd anniversary.", 93),
        ("It was the fifth round of talks.", 5),
        ("It was the twenty-first round of talks.", 21),
        ("It is the third-largest lake.", 3),
    ],
)
def test_ordinals(text: str, value: float) -> None:
    ((_, low, high, bound, unit),) = quantities(text)
    assert (low, high, bound, unit) == (value, value, "exact", "ordinal")


@pytest.mark.parametrize(
    "text",
    [
        "On the 14th of May and on June 15th it rained.",
        "It happened in the 21st century.",
        "The 28th Brigade left.",
        "They sold it to a third party.",
        "They live on 5th Avenue.",
        "The first attempt and the second failed.",
        "A third of the fleet sank.",
        "He came on the 14th.",
    ],
)
def test_no_ordinals(text: str) -> None:
    assert "ordinal" not in [found[4] for found in quantities(text)]


@pytest.mark.parametrize(
    ("text", "wording", "unit"),
    [
        ("Many villages burnt.", "Many villages", "regions"),
        ("Multiple boats sank.", "Multiple boats", "ships"),
        ("There are numerous owls.", "numerous", None),
        ("An unknown number of prisoners fled.", "An unknown number of prisoners", "prisoners"),
        ("A lot of boats sank.", "A lot of boats", "ships"),
        ("Many of them slept.", "Many", None),
        ("She called many times.", "many", None),
    ],
)
def test_amounts_without_a_number(text: str, wording: str, unit: str | None) -> None:
    assert quantities(text) == [(wording, None, None, "unstated", unit)]


@pytest.mark.parametrize(
    "text", ["As many as 40 boats sank.", "How many sank?", "The number of boats fell.", "Germany won."]
)
def test_no_amounts(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("Most of the bakers slept.", 0.5, None, "more than"),
        ("A vast majority of bakers slept.", 0.5, None, "more than"),
        ("A small minority of bakers slept.", None, 0.5, "less than"),
        ("They have twice as much rye.", 2, 2, "exact"),
        ("It was a tenfold rise.", 10, 10, "exact"),
    ],
)
def test_shares_without_a_number(text: str, low: float | None, high: float | None, bound: str) -> None:
    ((_, *found, unit),) = quantities(text)
    assert (found, unit) == ([low, high, bound], "fractions")


@pytest.mark.parametrize(
    "text", ["The most important baker slept.", "A majority of 20 seats.", "They want to double the fee."]
)
def test_no_shares(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "wording", "unit"),
    [
        ("The salaries came late.", "salaries", "money"),
        ("They asked for a ransom.", "ransom", "money"),
        ("They spent a lot of money.", "a lot of money", "money"),
        ("They signed a multi-million-dollar deal.", "multi-million-dollar", "dollars"),
    ],
)
def test_sums_without_a_number(text: str, wording: str, unit: str) -> None:
    assert quantities(text) == [(wording, None, None, "unstated", unit)]


@pytest.mark.parametrize(
    "text",
    ["A loan of $5 million was repaid.", "They paid 300 euros as a ransom.", "They spent money.", "A loaned book."],
)
def test_a_sum_that_is_told_is_no_second_one(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Both boats sank.", ("Both boats", 2, 2, "exact", "ships")),
        ("Both of them slept.", ("Both of them", 2, 2, "exact", None)),
        ("Not a single soldier slept.", ("a single soldier", 1, 1, "exact", "troops")),
        ("They saw a lone boat.", ("a lone boat", 1, 1, "exact", "ships")),
    ],
)
def test_two_and_one(text: str, expected: object) -> None:
    assert quantities(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Both rain and snow fell.",
        "Both boats and lorries came.",
        "It hired them both as cooks and as smiths.",
        "A single market.",
    ],
)
def test_neither_two_nor_one(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sank two ships, a ferry and a raft.", []),  # it may say which two
        ("It sank three ships, a ferry and a raft.", ["a ferry", "a"]),
        ("A bus, two vans and a lorry were hit.", ["A bus", "a lorry"]),
        (
            "It burnt two mills, a rocket launcher, and an oven; damaged 12 roads; and wrecked a dam.",
            ["a rocket launcher", "an", "a dam"],
        ),
        ("It burnt two vans and a mortar store.", ["a"]),
        ("It has two rooms and a number of doors.", []),
        ("It hurt three bakers and killed two, a spokesman said.", []),
        ("It hurt three bakers and a spokesman said so.", []),
        ("Three bakers were hurt and a house fell.", []),
        ("After two days, a storm and a flood came.", []),
        ("A bus and a lorry collided.", []),
    ],
)
def test_a_counts_one_in_a_list_of_what_is_counted(text: str, expected: list[str]) -> None:
    found = [(wording, low, high) for wording, low, high, *_ in quantities(text)]
    assert found == [(wording, 1, 1) for wording in expected]


def test_none_is_a_count() -> None:
    text = "Both men, aged 30 and 40, saw many ships in the 30-day war and two vans, a bus and a lorry."
    others, figures = both(text)
    assert not any(figure.counted for figure in others)
    assert [text[f.start : f.end] for f in figures] == ["two vans"]


def test_spans_are_those_of_the_whole_text() -> None:
    text = "It rained. Many boats sank. It snowed."
    (figure,), _ = find_quantities(text, 11, 27, ())
    assert text[figure.start : figure.end] == "Many boats"


WORDS = (
    "both many of a an 5 40 years old 14-year-old aged and , ; men wages $5 5th third most the twice lone single tanks"
).split()


@given(
    st.text(alphabet=st.sampled_from("aA1 ,-.;%$' "), max_size=40)
    | st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
)
def test_no_two_share_words(text: str) -> None:
    others, figures = both(text)
    spans = sorted((figure.start, figure.end) for figure in (*others, *figures))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
