"""Which lines of a saved page are furniture: bylines, dates, share buttons, comment counts, links to other stories."""

from __future__ import annotations

import re

from briefing.lexicon import cached, table

LONGEST = 200
"""Characters; a longer line is never furniture by its whole wording."""
LONGEST_FRAGMENT = 400
"""Characters; a longer line is never furniture at all."""
LEAD_WORDS = 20
"""A line that opens like furniture ("Read more:") is furniture up to this many words, or to half as many where it ends
like a sentence ("Your email address will not be published.")."""

_CLOSING = "\"'”’»)] \t"
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")


def is_furniture(line: str) -> bool:
    if len(line) > LONGEST_FRAGMENT:
        return False
    is_sentence = line.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)
    if is_sentence and len(line) > LONGEST:
        return False  # nor does it open like furniture: ten words are shorter
    line = " ".join(line.split())
    if len(line) <= LONGEST and _pattern("lines").fullmatch(line):
        return True
    if _pattern("leads").match(line) and line.count(" ") < (LEAD_WORDS // 2 if is_sentence else LEAD_WORDS):
        return True
    return not is_sentence and _pattern("fragments").search(line) is not None


def opens_listing(line: str) -> bool:
    """True for "Related articles" and its like: the headlines below it belong to other stories."""
    return len(line) <= LONGEST and _pattern("listing").fullmatch(" ".join(line.split())) is not None


@cached
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in table("furniture")[kind]), re.IGNORECASE)
