from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.described import described
from briefing.analysis.figures import find_figures
from briefing.model import Figure


def figures(text: str) -> list[Figure]:
    return list(described(text, 0, len(text), find_figures(text, 0, len(text))))


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        pytest.param("About 900 Chilean soldiers came.", ["Chile"], id="adjective"),
        pytest.param("Peru had lost 400 soldiers.", ["Peru"], id="subject-of-a-loss"),
        pytest.param("Peruvian forces suffered 400 casualties.", ["Peru"], id="its-army"),
        pytest.param("Some 74% of Kenyans agree.", ["Kenya"], id="share-of-a-people"),
        pytest.param("Two-thirds of voters agree.", ["voters"], id="share-of-a-group"),
        pytest.param("Kenya's 30 dead were named.", ["Kenya"], id="genitive"),
        pytest.param("Peruvian casualties have risen to 400.", ["Peru"], id="named-before"),
        pytest.param("It counted 90 dead on the Kenyan side.", ["Kenya"], id="side"),
        pytest.param("There were 12 civilian deaths.", ["civilian"], id="who-they-were"),
        pytest.param("It sank two-thirds of", [None], id="nothing-behind"),
        pytest.param("Three nurses were hurt.", ["nurses"], id="who-was-hurt"),
        pytest.param("40 Chilean soldiers died, and 90 were wounded.", ["Chile", "Chile"], id="list-goes-on"),
        pytest.param("40 Chilean soldiers died, and in Peru 90 died.", ["Chile", None], id="list-of-another"),
        pytest.param("Twelve people were hurt in Kenya.", [None], id="a-place-is-no-owner"),
        pytest.param("Kenyan troops killed 30 villagers.", ["villagers"], id="a-doer-is-not-the-counted"),
        pytest.param("It lies 30 km from Chile.", [None], id="distance"),
        pytest.param("It had lost 400 soldiers.", ["soldiers"], id="pronoun"),
    ],
)
def test_a_figure_says_whom_it_counts(text: str, subjects: list[str | None]) -> None:
    assert [figure.subject for figure in figures(text)] == subjects


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        pytest.param("The dam needs 300 workers.", ["needed"], id="needs"),
        pytest.param("It would need about 300 workers.", ["needed"], id="would-need"),
        pytest.param("Some 300 workers would be needed.", ["needed"], id="needed-behind"),
        pytest.param("Unions called for 300 extra nurses.", ["needed"], id="called-for"),
        pytest.param("Proposals range from 300 to 900 nurses.", ["proposed"], id="proposals"),
        pytest.param("A force of 300 guards is under discussion.", ["proposed"], id="under-discussion"),
        pytest.param("The force could number 300 guards.", ["proposed"], id="size"),
        pytest.param("Kenya will send 300 guards and 20 lorries.", ["planned", "planned"], id="will-send"),
        pytest.param("Chile pledged 4 billion pesos ($4 million).", ["planned", "planned"], id="one-sum"),
        pytest.param("The airline plans to buy 50 jets.", ["planned"], id="plans-to"),
        pytest.param("A flood could kill 300 people.", ["possible"], id="could"),
        pytest.param("Up to 300 people may lose their homes.", ["possible"], id="may-behind"),
        pytest.param("It opened on 3 May with 300 guests.", [None], id="may-the-month"),
        pytest.param("Kenya has not sent 300 guards.", ["denied"], id="not"),
        pytest.param("He denied that 40 sailors had died.", ["denied"], id="denied-that"),
        pytest.param("They refused to send 300 guards.", ["denied"], id="refused"),
        pytest.param("She denied bail to 30 men.", [None], id="denied-a-thing"),
        pytest.param("Not only 30 men came.", [None], id="not-only"),
        pytest.param("Exports rose 3%.", ["change"], id="rose"),
        pytest.param("A jump of 200 ships.", ["change"], id="jump-of"),
        pytest.param("They cut the fleet by 20 ships.", ["change"], id="cut-by"),
        pytest.param("A 3% rise in pay.", ["change"], id="noun-behind"),
        pytest.param("Sales were up 12% on last year.", ["change"], id="up"),
        pytest.param("Sales rose to 300 ships.", [None], id="level"),
        pytest.param("It holds 300 ships.", [None], id="fact"),
        pytest.param("The two ministers will meet.", [None], id="definite"),
        pytest.param("It needs calm for three years.", [None], id="time"),
        pytest.param("Kenya will not send 300 guards, but Chile promised 40.", ["denied", "planned"], id="clauses"),
        pytest.param("Kenya pledged 300 lorries and Chile bought 40 boats.", ["planned", None], id="two-subjects"),
    ],
)
def test_the_clause_says_what_a_figure_is(text: str, statuses: list[str | None]) -> None:
    assert [figure.status for figure in figures(text)] == statuses


@pytest.mark.parametrize(
    ("text", "noun"),
    [("It owns 400 grey zebras.", "zebras"), ("It owns 400.", None), ("The 400 in the hall sang.", None)],
)
def test_a_noun_that_the_lexicon_lacks_is_the_unit(text: str, noun: str | None) -> None:
    assert [figure.unit for figure in figures(text)] == [noun]


_PIECES = st.sampled_from(
    "Kenya Kenyan Kenya's will would not need could denied that lost rose by from to of the 12 1,000 3% May two "
    "hundred troops people killed and , . ( ) $ million half of".split()
)


@pytest.mark.property
@given(st.lists(_PIECES, max_size=16).map(" ".join))
def test_describing_changes_no_number_and_no_span(text: str) -> None:
    found = find_figures(text, 0, len(text))
    told = described(text, 0, len(text), found)
    assert [(f.low, f.high, f.bound, f.start, f.end) for f in found] == [
        (f.low, f.high, f.bound, f.start, f.end) for f in told
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The list adds 105 ships.", "change"),
        ("The board wants 200 more ships.", "needed"),
        ("The board lists 200 more ships.", "change"),
        ("An additional 60 ships sailed.", "change"),
        ("The list holds 105 ships.", None),
        ("The list holds 105 ships, more than ever.", None),
        ("More than 105 ships sailed.", None),
    ],
)
def test_what_comes_to_those_that_there_are_is_no_number_of_them(text: str, status: str | None) -> None:
    assert [figure.status for figure in described(text, 0, len(text), find_figures(text, 0, len(text)))] == [status]
