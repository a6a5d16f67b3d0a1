"""Whether a passage gives the kind of answer that a topic wants: an amount, a position, an act, a place or a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.analysis.dates import find_dates
from briefing.analysis.figures import find_figures
from briefing.analysis.foreign import NOUNS_IN_CAPITALS
from briefing.analysis.stance import ACTS, NAMED, acting, anybody, stance, stance_abroad, suffered
from briefing.analysis.wording import Token, name_end, tokens_of
from briefing.analysis.words import gaps, stopwords
from briefing.lexicon import base, cached, spoken, table
from briefing.model import Figure, Query, Sentence
from briefing.sections.deeds import BESIDE, doing, tied, told
from briefing.sections.expressions import DOES, SAME
from briefing.sections.matching import Match
from briefing.sections.scan import Passage

SOMEBODY = 0.7
"""What it counts that anybody states something, where the topic asks for the position of such as have no name of their
own: "experts" appear in a text as Anna Grey and Ida Holm."""
OTHER_COUNT = 0.2
"""Answer to "how many" by a figure that counts something else."""
BARE_COUNT = 0.8
"""The same by a number without a unit, and by a sentence that talks of the amount ("the number of troops is vague")."""
HINT = 0.65
"""The same by a word that goes with amounts ("few", "committed"), and to "where" and "when" by a mere hint."""
NEARBY = 5
"""Words between what is counted and a word that talks of its amount."""
NOUN_WORDS = 2
"""Words behind a number that may be the noun it counts: "400 grey zebras"."""
TO_NAME = 3
"""Words from one that says where to the end of what stands before the name: "in the town of Lowsay"."""
LEAST_COUNT = 10
"""A bare number below this may count anything."""

_ANYBODY = "people"
_SHARES = "fractions"
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_PRONOUNS = ("it", "he", "she", "they")


def answer(query: Query, passage: Passage, matches: Sequence[Match], row: Sequence[float]) -> float | None:
    """How far the passage gives the kind of answer that is wanted, 0 to 1; None when no kind is.

    `matches` are the query's in this passage, `row` is how far it speaks to each facet.
    """
    match query.answer:
        case None:
            return None
        case "event" | "deed" if base(passage.words.language) != "en":
            return None  # who acts is read in English only
        case "event":
            return _act(query, passage, matches) if query.subject else None
        case "deed":
            return _deed(query, passage, matches) if query.subject else None
        case "position":
            return _position(query, passage, matches, row)
        case "amount" if (counted := _amount(query, passage, matches)) is not None:
            return counted
        case "amount" if query.units and query.units <= _measures():
            return 0.0  # money, time and shares come in figures: talk of commitments is no sum
        case "people" if _named(passage.sentence):
            return 1.0
        case "place" if _placed(passage.sentence):
            return 1.0
        case "time" if _dated(passage.sentence):
            return 1.0
        case kind:
            shows, hints = _cues(kind, passage.words.language)
            written = (
                _nearby(query, passage, matches) if kind == "amount" else {w.lower() for w in passage.words.written}
            )
            return BARE_COUNT if written & shows else HINT if written & hints else 0.0


def _named(sentence: Sentence) -> bool:
    """Whether the sentence names somebody: one capitalised word behind its first, or several in a row. Where every noun
    has a capital, only several tell."""
    tokens = tokens_of(sentence.document.text, sentence.start, sentence.end)
    nouns = base(sentence.document.language) in NOUNS_IN_CAPITALS
    return any(last - first > (nouns or first == 0) for first, last in _names(tokens))


def _placed(sentence: Sentence) -> bool:
    """Whether a name follows a word that says where: "near the old Corn Exchange"."""
    tokens = tokens_of(sentence.document.text, sentence.start, sentence.end)
    where = spoken("answers", sentence.document.language).get("place", {}).get("before", ())
    reach = 1 if base(sentence.document.language) in NOUNS_IN_CAPITALS else TO_NAME
    return any(token.lower in where for first, _ in _names(tokens) for token in tokens[max(0, first - reach) : first])


def _names(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The names among the tokens, from and up to which: runs of capitalised words that are neither days nor months."""
    place = 0
    while place < len(tokens):
        last = name_end(tokens, place)
        if last > place:
            yield place, last
        place = max(place + 1, last)


def _dated(sentence: Sentence) -> bool:
    document = sentence.document
    return bool(find_dates(document.text, sentence.start, sentence.end, document.published, document.language))


def _nearby(query: Query, passage: Passage, matches: Sequence[Match]) -> set[str]:
    """The words near those that speak to the topic: in "committed to sending forces" forces are committed."""
    written = passage.words.written
    counted = [match for match in matches if query.facets[match.facet].name not in table("countries")]
    return {
        word.lower() for match in counted for word in written[max(0, match.first - NEARBY) : match.last + 1 + NEARBY]
    }


def _amount(query: Query, passage: Passage, matches: Sequence[Match]) -> float | None:
    """What the figures of the passage say; None when it has none."""
    sentence = passage.sentence
    figures = find_figures(sentence.document.text, sentence.start, sentence.end, sentence.document.language)
    if any(figure.unit in query.units or _counts_the_topic(passage, matches, figure) for figure in figures):
        return 1.0
    if any(figure.unit == _ANYBODY for figure in figures) and query.units & _people():
        return BARE_COUNT
    counts = [figure for figure in figures if figure.unit != _SHARES]  # "30,000, a quarter of that": no other count
    if any(figure.unit is not None or _counted_noun(sentence, figure) for figure in counts):
        return OTHER_COUNT
    if query.units and query.units <= _measures():
        return None
    return BARE_COUNT if any(max(f.low or 0, f.high or 0) >= LEAST_COUNT for f in counts) else None


def _counts_the_topic(passage: Passage, matches: Sequence[Match], figure: Figure) -> bool:
    """Whether a number whose unit the lexicon lacks is followed by the topic's own word: "400 zebras"."""
    end = figure.end - passage.sentence.start
    following = [place for place, (start, _) in enumerate(passage.words.spans) if start >= end][:NOUN_WORDS]
    return figure.unit is None and any(m.first in following and m.term.weight >= SAME for m in matches)


@cached
def _measures() -> frozenset[str]:
    return frozenset(
        unit for unit, entry in table("units")["units"].items() if entry["kind"] in ("money", "time", "share")
    )


def _counted_noun(sentence: Sentence, figure: Figure) -> bool:
    """Whether a noun stands right behind a number that counts nothing the lexicon knows: "14,000 books"."""
    noun = _NEXT_WORD.match(sentence.document.text, figure.end, sentence.end)
    return noun is not None and noun[1].lower() not in stopwords(sentence.document.language)


@cached
def _people() -> frozenset[str]:
    """The units that count people, whom a text may call just that: "a force of 110,000 people"."""
    return frozenset(
        unit for unit, entry in table("units")["units"].items() if entry["kind"] in ("people", "casualties")
    )


def _position(query: Query, passage: Passage, matches: Sequence[Match], row: Sequence[float]) -> float:
    """How far one of the topic's parties states something here, by name or as the pronoun that opens the sentence."""
    sentence, cut = passage.sentence, passage.words
    places = _places(query, matches)
    if base(cut.language) != "en":
        return stance_abroad(cut, gaps(sentence.text, cut), places if query.subject else None)
    lowered = [word.lower() for word in cut.written]
    counts = bool(find_figures(sentence.document.text, sentence.start, sentence.end, sentence.document.language))
    if not query.subject:
        return anybody(lowered, counts)
    if not places and lowered[:1] and lowered[0] in _PRONOUNS and any(row[index] for index in query.subject):
        places = {(0, 0)}
    between = gaps(sentence.text, cut)
    own = max((stance(lowered, between, first, last, counts) for first, last in places), default=0.0)
    subjects = [query.facets[index] for index in query.subject]
    named = any(facet.origin == "speakers" or facet.name in table("countries") for facet in subjects)
    return own if named or places else SOMEBODY * anybody(lowered, counts)


def _act(query: Query, passage: Passage, matches: Sequence[Match]) -> float:
    """How far the one that the question asks about acts here. One that is not named may be understood, most of all
    where a passive leaves out who did it."""
    lowered = [word.lower() for word in passage.words.written]
    between = gaps(passage.sentence.text, passage.words)
    own = [match for match in matches if match.facet in query.subject and match.term.weight >= SAME]
    if own:
        return max(acting(lowered, between, match.first, match.last) for match in own)
    deeds = [match for match in matches if match.facet not in query.subject] or matches
    return ACTS if any(suffered(lowered, match.first) for match in deeds) else NAMED


def _deed(query: Query, passage: Passage, matches: Sequence[Match]) -> float:
    """How far the one that the question asks about has done what the topic names, or, where it names no deed, anything
    at all. One that is not named may be understood where it is what such a party is known to do."""
    lowered = [word.lower() for word in passage.words.written]
    between = gaps(passage.sentence.text, passage.words)
    own = [match for match in matches if match.facet in query.subject]
    known = frozenset(match.first for match in own if match.term.origin.endswith(DOES))
    actors = {(match.first, match.last) for match in own if match.term.weight >= SAME}
    sentence = told(lowered, between, actors, known)
    if deeds := _deeds(query):
        done = [tied(sentence, m.first, m.last) for m in matches if m.facet in deeds and m.term.weight >= SAME]
        return max(done, default=BESIDE)
    return doing(sentence)


def _deeds(query: Query) -> frozenset[int]:
    """The facets that tell what was done: neither who did it, nor a country, nor a detail of the question."""
    return frozenset(
        index
        for index, facet in enumerate(query.facets)
        if index not in query.subject and facet.origin != "question" and facet.name not in table("countries")
    )


def _places(query: Query, matches: Sequence[Match]) -> set[tuple[int, int]]:
    return {(match.first, match.last) for match in matches if match.facet in query.subject}


@cached
def _cues(kind: str, language: str | None) -> tuple[frozenset[str], frozenset[str]]:
    entry = spoken("answers", language).get(kind, {})
    return frozenset(entry.get("shows", ())), frozenset(entry.get("hints", ()))
