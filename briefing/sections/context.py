"""What a sentence needs to be understood: it and the sentences before it, contiguous and verbatim.

"He added ..." needs the sentence that names him, "These figures ..." the one that gives them, half a quotation its
other half. Where only the occasion stands before ("In response, Grey resigned"), one sentence more is worth its room,
two are not. A heading or furniture is never run over, and an excerpt that would grow past a few sentences is not made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing._quotation import quotations
from briefing.analysis.references import Need, names_anything, names_somebody, need
from briefing.lexicon import cached, table
from briefing.sections.scan import Passage

MOST_BEFORE = 2
"""Sentences: whoever needs more than two before it would be printed as a paragraph, not as a quotation."""
MOST_QUOTED = 3
"""Sentences of one quotation that are kept together; of a longer one, only what was chosen is wanted."""
LONGEST = 900
"""Characters of an excerpt; past that only the sentence itself is taken."""


def excerpt_range(passages: Sequence[Passage], place: int) -> tuple[int, int]:
    """The first and last of the passages that make up the excerpt for the one at `place`."""
    quoted = first, last = quotation_range(passages, place)
    wanted = _need(passages, first)
    for _ in range(1 if wanted in ("occasion", "whose") else MOST_BEFORE):
        if not wanted or (before := _before(passages, first)) is None:
            break
        first = min(before, quotation_range(passages, before)[0])
        wanted = _still(wanted, passages, first)
    if wanted:  # it would hang all the same
        first, last = quoted
    start, end = passages[first].sentence.start, passages[last].sentence.end
    return (first, last) if end - start <= LONGEST else (place, place)


def opening(passages: Sequence[Passage], first: int) -> int:
    """Where the words of an excerpt begin that opens with this passage: behind the dateline that stands before the
    first sentence of a story ("KYIV, Ukraine (AP) — "), which is none of it."""
    sentence = passages[first].sentence
    document = sentence.document
    paragraph = next((block for block in document.blocks if block.kind == "paragraph"), None)
    if paragraph is None or sentence.start != paragraph.start:
        return sentence.start
    found = _DATELINE.match(document.text, sentence.start, sentence.end)
    return found.end() if found and _is_dateline(found) else sentence.start


_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^()\n—–]{1,60}?)\s{0,4}(?:\((?P<agency>[^()\n]{2,30})\)\s{0,4}[.,]?\s{0,4})?(?:(?<=[\s).])-{1,2}|[—–]{1,2})\s+"
    r"(?=[\"“„«'‘]?[^\W_])"
)
_PLACE = re.compile(r"[^\W\d_]{4,}|[^\W\d_]{3,}\s[^\W\d_]{3,}")


def _is_dateline(found: re.Match[str]) -> bool:
    """Whether it names an agency in brackets, or a place in capitals that is no body such as NATO."""
    if found["agency"]:
        return found["agency"].strip() in _agencies()
    place = _PLACE.match(found["place"])
    return bool(place and place[0].isupper() and place[0] not in _bodies() and found["place"][-1] not in ",;:")


@cached
def _agencies() -> frozenset[str]:
    entries = table("agencies")["agencies"].values()
    return frozenset(name for entry in entries for kind in ("names", "tags") for name in entry.get(kind, ()))


@cached
def _bodies() -> frozenset[str]:
    return frozenset(name for entry in table("countries").values() for name in entry["names"])


def _need(passages: Sequence[Passage], place: int) -> Need | None:
    sentence = passages[place].sentence
    return need(sentence.text, sentence.document.language)


def _still(wanted: Need, passages: Sequence[Passage], first: int) -> Need | None:
    """What is wanted yet, once an excerpt begins at a passage."""
    text = passages[first].sentence.text
    if wanted == "who" and names_somebody(text):
        return None  # "“This is late,” said Ida Holm." tells who "she" is, whatever is late
    if wanted == "whose" and not names_anything(text):
        return wanted
    return _need(passages, first)


def _before(passages: Sequence[Passage], place: int) -> int | None:
    """The sentence before in the same paragraph, or the last one of the paragraph right above it."""
    if passages[place].before is not None:
        return passages[place].before
    if place == 0:
        return None
    sentence, before = passages[place].sentence, passages[place - 1].sentence
    adjacent = before.document is sentence.document and before.block == sentence.block - 1
    return (
        place - 1
        if adjacent and passages[place - 1].evidence and _kind(passages[place - 1]) == _kind(passages[place])
        else None
    )


def _kind(passage: Passage) -> str:
    return passage.sentence.document.blocks[passage.sentence.block].kind


def quotation_range(passages: Sequence[Passage], place: int) -> tuple[int, int]:
    """The sentences of one paragraph that share quotations with the one at `place`: none of them is cut in half."""
    sentence = passages[place].sentence
    document = sentence.document
    block = document.blocks[sentence.block]
    first = last = place
    start, end = sentence.start, sentence.end
    for opened, closed in quotations(document.text, block.start, block.end):
        if opened < end and closed > start:
            start, end = min(start, opened), max(end, closed)
    while first > 0 and passages[first - 1].sentence.document is document and passages[first - 1].sentence.end > start:
        first -= 1
    while (
        last + 1 < len(passages)
        and passages[last + 1].sentence.document is document
        and passages[last + 1].sentence.start < end
    ):
        last += 1
    return (first, last) if last - first < MOST_QUOTED else (place, place)
