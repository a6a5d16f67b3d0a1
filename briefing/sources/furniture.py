"""Which lines of a saved page are furniture: bylines, dates, share buttons, comment counts, links to other stories."""

from __future__ import annotations

import re
from functools import cache

from briefing.lexicon import table

LONGEST = 200
"""Characters; a longer line is never furniture by its whole wording."""
LEAD_WORDS = 20
"""A line that opens like furniture ("Read more:") is furniture up to this many words."""

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in table("furniture")[kind]), re.IGNORECASE)


def is_furniture(line: str) -> bool:
    if len(line) > 2 * LONGEST:
        return False
    line = " ".join(line.split())
    if len(line) <= LONGEST and _pattern("lines").fullmatch(line):
        return True
    if _pattern("leads").match(line) and len(line.split()) <= LEAD_WORDS:
        return not _SENTENCE_END.search(line) or len(line.split()) <= LEAD_WORDS // 2
    return not _SENTENCE_END.search(line) and _pattern("fragments").search(line) is not None


def opens_listing(line: str) -> bool:
    """True for "Related articles" and its like: the headlines below it belong to other stories."""
    return len(line) <= LONGEST and _pattern("listing").fullmatch(" ".join(line.split())) is not None
