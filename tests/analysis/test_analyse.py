from __future__ import annotations

import pytest

from briefing.analysis import analyse
from tests.sections.builders import a_document, sentences_of


def test_a_sentence_that_leans_needs_the_one_before() -> None:
    assert [a.needs for a in analyse(sentences_of("The ferry ran. He added more."))] == [None, 0]


def test_the_first_sentence_needs_none() -> None:
    assert [a.needs for a in analyse(sentences_of("He added more."))] == [None]


def test_a_quotation_that_goes_on_is_whole_in_each_of_its_sentences() -> None:
    text = "“We sail. We never stop,” said Anna Grey."
    first, second = analyse(sentences_of(text))
    assert first.voice.quotes == second.voice.quotes
    assert [(quote.start, quote.end) for quote in first.voice.quotes] == [(0, text.index("”") + 1)]


def test_figures_stand_in_the_document() -> None:
    document = a_document("It rained. Then 40 ships left.")
    found = [f for a in analyse(sentences_of(document.text)) for f in a.figures]
    assert [document.text[f.start : f.end] for f in found] == ["40 ships"]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        pytest.param("Grey denies any fault, but 40 sailors have been hurt.", None, id="denies-but"),
        pytest.param("Grey insists that the ferry is safe; yet 40 sailors were hurt.", None, id="insists-yet"),
        pytest.param("Grey said that the ferry was safe, but 40 sailors were hurt.", "Grey", id="said-but"),
        pytest.param("Grey claims that 40 sailors were hurt.", "Grey", id="claims"),
        pytest.param("Grey claims it was safe, but that 40 sailors were hurt.", "Grey", id="but-that"),
    ],
)
def test_a_figure_held_against_a_claim_is_the_documents_own(text: str, claimant: str | None) -> None:
    (analysis,) = analyse(sentences_of(text))
    assert [f.claimant.name if f.claimant else None for f in analysis.figures] == [claimant]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        pytest.param("Since the strike began in May 2021, 40 sailors were hurt.", "2021-05/..", id="since-it-began"),
        pytest.param("When the strike began in May 2021, 40 sailors were hurt.", "2021-05", id="when-it-began"),
        pytest.param("The winners of the 2012 race gave 40 boats.", None, id="names-a-race"),
        pytest.param("In the 2012 race 40 boats sank.", "2012", id="in-a-race"),
    ],
)
def test_when_a_figure_holds(text: str, when: str | None) -> None:
    (analysis,) = analyse(sentences_of(text))
    assert [figure.as_of for figure in analysis.figures if figure.counted] == [when]
