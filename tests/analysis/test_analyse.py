from __future__ import annotations

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
