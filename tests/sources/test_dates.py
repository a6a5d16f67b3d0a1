"""Dates as documents write them."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.sources.dates import first_date


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-22",
        "2025-03-22T10:15:00Z",
        "March 22, 2025",
        "March 22 2025",
        "Mar. 22nd, 2025",
        "MARCH 22, 2025",
        "22 March 2025",
        "22nd of March 2025",
        "22.03.2025",
        "22.3.2025",
        pytest.param("22. März 2025", id="de"),
        pytest.param("22 mars 2025", id="fr"),
        pytest.param("22 de marzo de 2025", id="es"),
        pytest.param("22 marzo 2025", id="it"),
        pytest.param("22 de março de 2025", id="pt"),
        pytest.param("22 maart 2025", id="nl"),
        pytest.param("22 marca 2025", id="pl"),
        pytest.param("22 березня 2025 року", id="uk"),
        pytest.param("22 марта 2025 года", id="ru"),
    ],
)
def test_a_full_date_is_read(text: str) -> None:
    assert first_date(f"Updated: {text}, at noon") == date(2025, 3, 22)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "March 2025",
        "22 March",
        "3/4/2025",
        "22 Marching 2025",
        "31 June 2025",
        "2025-13-01",
        "45.03.2025",
        "2025-03-221",
    ],
)
def test_noop(text: str) -> None:
    assert first_date(text) is None


def test_the_first_of_several_dates_counts() -> None:
    assert first_date("3 May 2024, updated 4 May 2024") == date(2024, 5, 3)


def test_a_day_that_never_was_is_passed_over() -> None:
    assert first_date("31 June 2024, or rather 1 July 2024") == date(2024, 7, 1)


def test_a_date_may_be_wrapped() -> None:
    assert first_date("3 May\n2024") == date(2024, 5, 3)
