"""Where quotations stand, with whatever marks the writer used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing._quotation import quotations


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('He said "it leaks" twice.', ['"it leaks"'], id="straight"),
        pytest.param("He said “it leaks” twice.", ["“it leaks”"], id="curly"),
        pytest.param("Er sagte „es leckt“ laut.", ["„es leckt“"], id="German"),
        pytest.param("Er sagte »es leckt« laut.", ["»es leckt«"], id="German, pointed"),
        pytest.param("Il a dit « ça fuit » hier.", ["« ça fuit »"], id="French"),
        pytest.param("Він сказав «тече» вчора.", ["«тече»"], id="Ukrainian"),
        pytest.param("Han sa ”det läcker” igår.", ["”det läcker”"], id="Swedish"),
        pytest.param("彼は「漏れる」と言った。", ["「漏れる」"], id="Japanese"),
        pytest.param("He said ''it leaks'' twice.", ["''it leaks''"], id="two apostrophes"),
        pytest.param("He said ``it leaks'' twice.", ["``it leaks''"], id="TeX"),
        pytest.param('He said “it leaks" twice.', ['“it leaks"'], id="curly closed by straight"),
        pytest.param('He said "it leaks” twice.', ['"it leaks”'], id="straight closed by curly"),
        pytest.param("He said “it leaks“ twice.", ["“it leaks“"], id="curly closed by opening"),
        pytest.param("“It leaks,” he said, “a lot.”", ["“It leaks,”", "“a lot.”"], id="two"),
        pytest.param("“It ‘leaks’ a lot.”", ["“It ‘leaks’ a lot.”"], id="single marks inside"),
        pytest.param("“He said «no» to it” twice.", ["“He said «no» to it”"], id="other marks inside"),
        pytest.param("“It leaks. It stinks.", ["“It leaks. It stinks."], id="never closed"),
        pytest.param("(“It leaks”)", ["“It leaks”"], id="in brackets"),
    ],
)
def test_a_quotation(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It leaks.",
        "It's the dams' fault.",
        'a 5" pipe and a 3" one',
        "rock 'n' roll",
        "it leaks.” he said",
        'class="x',
    ],
)
def test_noop(text: str) -> None:
    assert quoted(text) == []


def test_only_the_part_asked_for_is_searched() -> None:
    text = "“one” “two” “three”"
    assert quotations(text, 6, 11) == [(6, 11)]


def test_an_open_quotation_ends_with_the_part() -> None:
    assert quotations("“one two” three", 0, 5) == [(0, 5)]


@pytest.mark.property
@given(st.text(st.sampled_from("“”„«»\"'` a.")) | st.text())
def test_quotations_are_in_order_and_apart(text: str) -> None:
    end = 0
    for start, stop in quotations(text):
        assert end <= start < stop <= len(text)
        end = stop
