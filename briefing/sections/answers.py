"""Whether a passage gives the kind of answer that a topic wants: an amount, a position, an act, a place or a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from briefing.analysis.figures import find_figures
from briefing.analysis.stance import NAMED, acting, stance
from briefing.lexicon import table
from briefing.model import Query
from briefing.sections.matching import Match
from briefing.sections.scan import Passage
from briefing.sections.words import gaps

OTHER_COUNT = 0.2
"""Answer to "how many" by a figure that counts something else."""
BARE_COUNT = 0.8
"""The same by a number without a unit, and by a sentence that talks of the amount ("the number of troops is vague")."""
HINT = 0.65
"""The same by a word that goes with amounts ("only", "committed"), and to "where" and "when" by a mere hint."""
LEAST_COUNT = 10
"""A bare number below this may count anything."""

_ANYBODY = "people"
_PRONOUNS = ("it", "he", "she", "they")


def answer(query: Query, passage: Passage, matches: Sequence[Match], row: Sequence[float]) -> float | None:
    """How far the passage gives the kind of answer that is wanted, 0 to 1; None when no kind is.

    `matches` are the query's in this passage, `row` is how far it speaks to each facet.
    """
    match query.answer:
        case None:
            return None
        case "event":
            return _act(query, passage, matches) if query.subject else None
        case "position":
            return _position(query, passage, matches, row)
        case "amount" if (counted := _amount(query, passage)) is not None:
            return counted
        case kind:
            shows, hints = _cues(kind)
            written = {word.lower() for word in passage.words.written}
            return BARE_COUNT if written & shows else HINT if written & hints else 0.0


def _amount(query: Query, passage: Passage) -> float | None:
    """What the figures of the passage say; None when it has none."""
    sentence = passage.sentence
    figures = find_figures(sentence.document.text, sentence.start, sentence.end)
    if any(figure.unit in query.units for figure in figures):
        return 1.0
    if any(figure.unit == _ANYBODY for figure in figures) and query.units & _people():
        return BARE_COUNT
    if any(figure.unit is not None for figure in figures):
        return OTHER_COUNT
    return BARE_COUNT if any(max(f.low or 0, f.high or 0) >= LEAST_COUNT for f in figures) else None


@cache
def _people() -> frozenset[str]:
    """The units that count people, whom a text may call just that: "a force of 110,000 people"."""
    return frozenset(
        unit for unit, entry in table("units")["units"].items() if entry["kind"] in ("people", "casualties")
    )


def _position(query: Query, passage: Passage, matches: Sequence[Match], row: Sequence[float]) -> float:
    """How far one of the topic's parties states something here, by name or as the pronoun that opens the sentence."""
    sentence, cut = passage.sentence, passage.words
    lowered = [word.lower() for word in cut.written]
    counts = bool(find_figures(sentence.document.text, sentence.start, sentence.end))
    places = _places(query, matches)
    if not places and lowered[:1] and lowered[0] in _PRONOUNS and any(row[index] for index in query.subject):
        places = {(0, 0)}
    between = gaps(sentence.text, cut)
    return max((stance(lowered, between, first, last, counts) for first, last in places), default=0.0)


def _act(query: Query, passage: Passage, matches: Sequence[Match]) -> float:
    """How far the one that the question asks about does something here; one that is not named may be understood."""
    lowered = [word.lower() for word in passage.words.written]
    between = gaps(passage.sentence.text, passage.words)
    return max((acting(lowered, between, first, last) for first, last in _places(query, matches)), default=NAMED)


def _places(query: Query, matches: Sequence[Match]) -> set[tuple[int, int]]:
    return {(match.first, match.last) for match in matches if match.facet in query.subject}


@cache
def _cues(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    entry = table("answers")[kind]
    return frozenset(entry["shows"]), frozenset(entry["hints"])
