"""How well a sentence answers a topic: named signals that add up to a score between 0 and 1.

The question put to each sentence is what share of the topic it speaks to. A facet (one notion of the topic) counts
once, however often it is said, and for as much as it is rare: inverse document frequency over sentences (Robertson and
Sparck Jones, "Relevance weighting of search terms", 1976). What a sentence leaves to its heading, or to the sentence
it points back at ("These figures ..."), counts in part. Where the topic wants a kind of answer, an amount or a
position, most of the score hangs on giving it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from briefing.analysis.words import stopwords
from briefing.lexicon import table
from briefing.model import Facet, Query, Term
from briefing.sections.answers import answer
from briefing.sections.deeds import MAYBE
from briefing.sections.expressions import DOES, SAME
from briefing.sections.matching import Match, Matcher
from briefing.sections.query import acting
from briefing.sections.scan import Corpus, Passage
from briefing.sections.statements import shares

POINTED = 0.85
"""Share of what the sentence before says that a sentence pointing back at it says too ("These figures ...")."""
PARAGRAPH = 0.5
"""What it counts that a required group is met further up in the paragraph only: a sentence that leaves out who acts may
as well go on about somebody else."""
DOCUMENT = 0.3
"""The same where they are named anywhere in the document, for what such a party is known to do."""
HEADING = 0.5
"""Share of what the heading says that the sentences under it say too."""
STRONG = 0.5
"""A term of this weight or more counts for inverse document frequency; weaker ones are mere hints."""
COMMON = 0.05
"""Share of the sentences up to which a hint counts in full. In stories of a hospital "patient" hints at nothing; what
stands in every sentence counts nothing, and in between goes by the logarithm, as inverse document frequency does."""
PERSON = 0.85
"""Weight of the name of someone who speaks for a country, learned from the documents."""
SHARES = {"title": 1.0, "terms": 2.0, "speakers": 1.0, "require": 0.05}
"""What the parts of a topic weigh against one another. Terms are the reader's own choice of words, so that one of them
is enough to be printed as on the whole topic, with the title's words left out. What is required is in every sentence
that may be printed, and tells none from another; its share is for a topic whose title no document uses."""
QUESTION = 0.5
"""How much of what the title leaves open the question's own words can fill: a question says in other words what its
title wants."""
SPREAD = ("title", "question")
"""Where the words of an expression may stand apart; a term of several words means just these in a row."""
NEARNESS = 0.1
"""Share of the score that hangs on how near the topic's facets are named to one another."""
BESIDE = 3
"""Words between two facets that still stand side by side: "killed in police firing"."""
APART = 10
"""Words beyond that at which half of the nearness is gone."""
ANSWER = 0.6
"""Share of the score that hangs on the kind of answer, where the topic wants one."""
HANGS = {"event": 0.3, "deed": 0.4}
"""The same where a question asks what somebody will do, and what somebody did."""
ASKED = 0.5
"""A question answers nothing, but one that holds this share of a statement asks what the statement quotes."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One passage's score, and its reasons: each signal's share, which add up to the score."""

    passage: int
    """Index into `Corpus.passages`."""
    score: float
    reasons: tuple[tuple[str, float], ...]
    firm: bool = True
    """Whether it holds a word that means what the topic names, not merely words that go with it."""


def with_parties(query: Query, parties: Mapping[str, str]) -> Query:
    """The query, its countries known by the people too who speak for them in these documents."""
    return replace(query, facets=tuple(_with_people(facet, parties) for facet in query.facets))


def _with_people(facet: Facet, parties: Mapping[str, str]) -> Facet:
    named = {term.origin.removeprefix("lexicon: ") for term in facet.terms} & table("countries").keys()
    people = tuple(
        Term((surname,), False, PERSON, surname, "documents")
        for surname, party in sorted(parties.items())
        if party in named
    )
    return replace(facet, terms=facet.terms + people)


def rate(query: Query, corpus: Corpus) -> list[Rating]:
    """A rating for every passage that may be quoted and speaks to the topic, in order of place."""
    if query.statement:
        return _rate_statement(query, corpus)
    matcher = Matcher(query.facets, query.shadows)
    matches = [matcher.matches(passage.words) for passage in corpus.passages]
    hints = _hints(corpus, matches)
    apart = _apart(query)
    own = [
        _with_apart(_spoken_to(found, len(query.facets), hints), apart, passage)
        for found, passage in zip(matches, corpus.passages, strict=True)
    ]
    weights = _weights(query, corpus, own)
    excluded = _excluder(query)
    understood = _understood(query)
    naming = _naming(query, corpus, own)
    carried: list[list[float]] = []
    answers: list[float | None] = []
    ratings = []
    for place, passage in enumerate(corpus.passages):
        known = any(match.term.origin.endswith(DOES) for match in matches[place])
        elsewhere = DOCUMENT if known and passage.sentence.document.id in naming else 0.0
        carried.append(_carry(query, passage, own, carried, place, understood, elsewhere))
        pointing = passage.points_back and passage.before is not None
        taken_up = place + 1 < len(own) and corpus.passages[place + 1].points_back
        # most sentences have nothing to do with the topic, and whether they name somebody takes a while to see
        asked = any(own[place]) or pointing or taken_up
        given = answer(query, passage, matches[place], carried[place]) if asked else None
        if given is not None and pointing and not any(own[place]):
            given = min(given, answers[passage.before or 0] or 0.0)
        answers.append(given)
        spoken = any(own[place]) or pointing
        if (
            passage.evidence
            and spoken
            and not _asks(passage)
            and not excluded(passage)
            and _required(query, own[place], carried[place], understood, given)
        ):
            rating = _rating(place, query, weights, carried[place], given, _closeness(query, matches[place]))
            if rating.score > 0:
                ratings.append(replace(rating, firm=max(own[place], default=0.0) >= STRONG))
    return ratings


def _rate_statement(query: Query, corpus: Corpus) -> list[Rating]:
    excluded = _excluder(query)
    ratings = []
    for place, parts in shares(query, corpus.passages):
        score = math.fsum(part for _, part in parts)
        passage = corpus.passages[place]
        if not excluded(passage) and (score >= ASKED or not _asks(passage)):
            reasons = sorted(parts, key=lambda reason: (-reason[1], reason[0]))
            ratings.append(Rating(place, score, tuple(reasons)))
    return ratings


def _hints(corpus: Corpus, matches: Sequence[Sequence[Match]]) -> dict[tuple[str, ...], float]:
    """What share of its weight each word keeps that only goes with the topic, by its stems: the more of the sentences
    have it, the less it hints at."""
    found = [row for row, passage in zip(matches, corpus.passages, strict=True) if passage.evidence]
    counts = Counter(stems for row in found for stems in {m.term.stems for m in row if m.term.weight < STRONG})
    most = math.log(len(found) + 1 / COMMON)  # smoothed: among few sentences any word stands in many
    return {stems: min(1.0, (most - math.log(count)) / -math.log(COMMON)) for stems, count in counts.items()}


def _spoken_to(matches: Sequence[Match], count: int, hints: Mapping[tuple[str, ...], float]) -> list[float]:
    """How far each facet is spoken to, 0 to 1: by its best term, or by several weaker ones that add up as independent
    hints do (noisy or), which never weigh more than a good term."""
    best = [0.0] * count
    missed = [1.0] * count
    seen = set()
    for match in matches:
        weight = match.term.weight
        if weight < STRONG:
            weight *= hints.get(match.term.stems, 1.0)
        best[match.facet] = max(best[match.facet], weight)
        if (match.facet, match.term.stems) not in seen:
            seen.add((match.facet, match.term.stems))
            missed[match.facet] *= 1 - weight
    return [max(b, min(POINTED, 1 - m)) for b, m in zip(best, missed, strict=True)]


def _apart(query: Query) -> dict[int, frozenset[str]]:
    """The content words of each facet that the topic names by an expression of several, by their stems."""
    function = stopwords("en")
    found = {
        index: frozenset(stem for stem in facet.terms[0].stems if stem not in function)
        for index, facet in enumerate(query.facets)
        if facet.origin in SPREAD and facet.terms and facet.name not in table("countries")
    }
    return {index: stems for index, stems in found.items() if len(stems) > 1}


def _with_apart(row: list[float], apart: Mapping[int, frozenset[str]], passage: Passage) -> list[float]:
    """An expression whose words stand apart is said nearly as well: "fraud with a stolen card" of "card fraud"."""
    for index, stems in apart.items():
        if row[index] < SAME and stems.issubset(passage.words.stems):
            row[index] = SAME
    return row


def _weights(query: Query, corpus: Corpus, own: Sequence[Sequence[float]]) -> list[float]:
    """Each facet's weight: its origin's share, split by inverse document frequency. Those of the question add up to 1
    by themselves, and so do all the others."""
    evidence = [row for row, passage in zip(own, corpus.passages, strict=True) if passage.evidence]
    counts = [sum(row[index] >= STRONG for row in evidence) for index in range(len(query.facets))]
    chosen = {facet.origin for facet in query.facets} & {"terms", "require"}
    rare = [
        # where the reader chose words, a title that no document uses is just a name for the section
        0.0
        if chosen and facet.origin == "title" and not count
        else math.log(1 + (len(evidence) - count + 0.5) / (count + 0.5))
        for facet, count in zip(query.facets, counts, strict=True)
    ]
    totals: dict[str, float] = {}
    for facet, value in zip(query.facets, rare, strict=True):
        if value:
            totals[facet.origin] = totals.get(facet.origin, 0.0) + value
    shares = sum(SHARES.get(origin, 0.0) for origin in totals) or 1.0
    return [
        SHARES.get(facet.origin, shares) / shares * value / totals.get(facet.origin, 1.0)
        for facet, value in zip(query.facets, rare, strict=True)
    ]


def _understood(query: Query) -> frozenset[int]:
    """The required groups that a sentence may leave to what stands above it: those that name whoever the question has
    act ("15 people were arrested"), for what is done must be said. Where nobody is asked about, any group."""
    groups = frozenset(index for index, facet in enumerate(query.facets) if facet.origin == "require")
    return groups & frozenset(acting(query)) or groups


def _naming(query: Query, corpus: Corpus, own: Sequence[Sequence[float]]) -> frozenset[str]:
    """The documents that name whoever the question has act as the required groups do."""
    groups = _understood(query).intersection(acting(query))
    return frozenset(
        passage.sentence.document.id
        for passage, row in zip(corpus.passages, own, strict=True)
        if groups and all(row[index] for index in groups)
    )


def _carry(
    query: Query,
    passage: Passage,
    own: Sequence[Sequence[float]],
    carried: Sequence[Sequence[float]],
    place: int,
    understood: frozenset[int],
    elsewhere: float,
) -> list[float]:
    """What the passage says of each facet, with what it takes over from its heading and from what it points back at.
    `elsewhere` is what it counts that its document names whoever the question has act."""
    row = list(own[place])
    if passage.points_back and passage.before is not None:
        row = [max(value, POINTED * before) for value, before in zip(row, carried[passage.before], strict=True)]
    before = carried[passage.before] if passage.before is not None else [0.0] * len(row)
    for index in understood:
        row[index] = max(row[index], min(PARAGRAPH, before[index]))
    actors = acting(query)
    if elsewhere or any(before[index] for index in understood.intersection(actors)):
        for index in actors:  # a name above and a word here that goes with it are two hints: noisy or
            missed = (1 - own[place][index]) * (1 - max(elsewhere, min(PARAGRAPH, before[index])))
            row[index] = max(row[index], 1 - missed)
    if passage.heading is not None:
        row = [max(value, HEADING * above) for value, above in zip(row, own[passage.heading], strict=True)]
    return row


def _rating(
    place: int, query: Query, weights: Sequence[float], row: Sequence[float], given: float | None, close: float
) -> Rating:
    spoken = [(facet, weight * value) for facet, weight, value in zip(query.facets, weights, row, strict=True)]
    parts = [(facet.name, part) for facet, part in spoken if facet.origin != "question"]
    left = QUESTION * (1 - sum(part for _, part in parts)) if parts else 1.0
    parts += [(facet.name, left * part) for facet, part in spoken if facet.origin == "question"]
    if given is not None:
        topic, share = sum(part for _, part in parts), HANGS.get(query.answer or "", ANSWER)
        parts = [(name, part * (1 - share)) for name, part in parts] + [
            (f"answer: {query.answer}", topic * share * given)
        ]
    parts = [(name, part * (1 - NEARNESS + NEARNESS * close)) for name, part in parts]
    reasons = sorted(((name, part) for name, part in parts if part > 0), key=lambda reason: (-reason[1], reason[0]))
    return Rating(place, sum(part for _, part in reasons), tuple(reasons))


def _closeness(query: Query, matches: Sequence[Match]) -> float:
    """1 where two facets of the topic are named side by side, less the further apart they stand in the sentence."""
    places = sorted(
        (match for match in matches if query.facets[match.facet].origin != "question"), key=lambda match: match.first
    )
    apart: list[int] = []
    ends: dict[int, int] = {}  # of each facet's names before this place; one walk, for a hostile sentence may be long
    for _, here in groupby(places, key=lambda match: match.first):
        found = list(here)
        apart += [
            match.first - min(end, match.last) for match in found for facet, end in ends.items() if facet != match.facet
        ]
        for match in found:
            ends[match.facet] = max(match.last, ends.get(match.facet, match.last))
    return 1 / (1 + max(0, min(apart) - BESIDE) / APART) if apart else 1.0


def _excluder(query: Query) -> Callable[[Passage], bool]:
    matcher = Matcher([Facet("exclude", query.exclude)])
    return lambda passage: bool(matcher.matches(passage.words))


def _asks(passage: Passage) -> bool:
    """A question answers nothing."""
    return passage.sentence.text.rstrip("\"'”’»").endswith("?")


def _required(
    query: Query, own: Sequence[float], row: Sequence[float], understood: frozenset[int], given: float | None
) -> bool:
    """`require` is the reader's own word. What somebody does must be said by the sentence itself; who does it may stand
    above where the sentence speaks of what such a party does, or of what is done to somebody by one it does not name.
    Where nobody is asked about, one group at least must be met by the sentence, every other one by it or above."""
    required = [index for index, facet in enumerate(query.facets) if facet.origin == "require"]
    actors = acting(query)
    if not actors:
        return not required or (any(own[index] for index in required) and all(row[index] for index in required))
    met = all((row if index in understood else own)[index] for index in required)
    told = any(own[index] >= SAME for index in actors) or (given is not None and given >= MAYBE)
    return met and told
