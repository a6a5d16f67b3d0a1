from __future__ import annotations

import pytest

from briefing.sections.pins import find_pins
from briefing.sources.sentences import split_sentences

from .builders import documents


def pinned(quotation: str, *texts: str) -> list[str]:
    return [excerpt.text for excerpt in find_pins(quotation, documents(*texts), split_sentences)]


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        pytest.param("Rain fell.", ["Rain fell."], id="sentence"),
        pytest.param("ran (twice)", ["A zebra ran (twice)  today."], id="part-with-signs"),
        pytest.param("(twice) today", ["A zebra ran (twice)  today."], id="other-white-space"),
        pytest.param("fell. A zebra", ["Rain fell. A zebra ran (twice)  today."], id="over-two-sentences"),
        pytest.param("rain fell", [], id="case-counts"),
        pytest.param("Snow fell", [], id="not-there"),
    ],
)
def test_the_sentences_that_hold_a_quotation(quotation: str, expected: list[str]) -> None:
    text = "Rain fell. A zebra ran (twice)  today. The end."
    assert pinned(quotation, text) == expected


def test_one_excerpt_a_document() -> None:
    assert pinned("Rain fell", "Rain fell. Rain fell.", "Rain fell.") == ["Rain fell.", "Rain fell."]
