"""Dates as documents write them, with the month names of `lexicon/months.yaml`."""

from __future__ import annotations

import re
from datetime import date

from briefing.lexicon import cached, table


@cached
def _months() -> dict[str, int]:
    return {
        form: number for months in table("months").values() for number, forms in enumerate(months, 1) for form in forms
    }


@cached
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<iso>\d{{4}})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d)"
        rf"|\b(?P<month_first>{month})\b\.?\s+(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year_a>\d{{4}})\b"
        rf"|\b(?P<day_first>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?(?P<month_second>{month})\b\.?,?"
        rf"\s+(?:de\s+)?(?P<year_b>\d{{4}})\b"
        rf"|\b(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<year_c>\d{{4}})\b",
        re.IGNORECASE,
    )


def first_date(text: str) -> date | None:
    """The first full date in `text`: 2025-03-22, March 22, 2025, 22 March 2025, 22.03.2025, in any language of the
    lexicon. A date with slashes is not read: it means another day on each side of the Atlantic."""
    for match in _pattern().finditer(text):
        part = match.groupdict()
        if part["iso"]:
            numbers = part["iso"], part["iso_month"], part["iso_day"]
        elif part["month_first"]:
            numbers = part["year_a"], _months()[part["month_first"].lower()], part["day_second"]
        elif part["month_second"]:
            numbers = part["year_b"], _months()[part["month_second"].lower()], part["day_first"]
        else:
            numbers = part["year_c"], part["m"], part["d"]
        try:
            return date(*(int(number) for number in numbers))
        except ValueError:  # the 31st of June
            continue
    return None
