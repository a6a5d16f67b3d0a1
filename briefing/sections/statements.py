"""How well a sentence states the fact that a topic's title states: "The harbour board closed the lighthouse in spring".

Such a title is a sentence itself. Whoever states the same fact shares some of its words, seldom all, so what counts is
how much of the title is met, each word weighed by inverse document frequency as in relevance.py, and how little else
the sentence says. Three things differ from a title that names a subject. The topic's own words count well above those
of the lexicon, for there is enough of them to go by. Function words count a little: "not", "first" and "after" tell
one statement from another. And so do the words next to the sentence, for a story names once what it is about and then
says "he" and "it".
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from briefing.model import Query
from briefing.sections.matching import Matcher
from briefing.sections.scan import Passage

ADDED = 0.5
"""What a word that the lexicon or the documents add counts, as a share of its weight; another name of the same country
is as good as the topic's own."""
MEANT = 0.5
"""A word of less weight does not mean what the topic's own does, it only goes with it, and counts for nothing here."""
FUNCTION = 0.4
"""What a function word counts, as a share of what its rarity would give it."""
BESIDE = 0.25
"""Share of what the sentences next to it say that a sentence says too."""
COMMON = 0.4
"""A facet spoken to this far or more counts for inverse document frequency."""
LENGTH = 0.4
"""How much the length of a sentence, in sentences of average length, costs. BM25's usual values come to much the same:
with k1 = 1.2 and b = 0.5, a word that is said once loses about as much."""

Reasons = list[tuple[str, float]]


def shares(query: Query, passages: Sequence[Passage]) -> Iterator[tuple[int, Reasons]]:
    """Each passage that may be quoted and holds a word of the statement, with the reasons for its score: what it says
    of each facet, its function words, and what it takes over from beside it. They add up to at most 1."""
    matcher = Matcher(query.facets, query.shadows)
    rows = [_said(query, matcher, passage) for passage in passages]
    weights = _weights(query, rows, passages)
    lengths = [len(passage.words.stems) for passage in passages if passage.evidence]
    average = sum(lengths) / max(1, len(lengths))
    for place, row in enumerate(rows):
        if passages[place].evidence and any(row[: len(query.facets)]):
            reasons = _reasons(query, weights, row, [rows[other] for other in _next_to(passages, place)])
            length = len(passages[place].words.stems) / average
            brevity = min((1 + LENGTH) / (1 + LENGTH * length), 1 / math.fsum(part for _, part in reasons))
            yield place, [(name, brevity * part) for name, part in reasons if part]


def _reasons(
    query: Query, weights: Sequence[float], row: Sequence[float], neighbours: Sequence[Sequence[float]]
) -> Reasons:
    own = [weight * value for weight, value in zip(weights, row, strict=True)]
    facets = [(facet.name, part) for facet, part in zip(query.facets, own, strict=False)]
    beside = [BESIDE * max((other[index] for other in neighbours), default=0.0) for index in range(len(row))]
    added = math.fsum(w * max(0.0, b - value) for w, b, value in zip(weights, beside, row, strict=True))
    return [*facets, ("function words", math.fsum(own[len(facets) :])), ("next to it", added)]


def _said(query: Query, matcher: Matcher, passage: Passage) -> list[float]:
    """How far the passage speaks to each facet, then whether it holds each function word."""
    row = [0.0] * len(query.facets)
    for match in matcher.matches(passage.words):
        weight = match.term.weight
        if weight >= MEANT:
            row[match.facet] = max(row[match.facet], weight if weight == 1.0 else ADDED * weight)
    return [*row, *(float(term.stems[0] in passage.words.stems) for term in query.function)]


def _weights(query: Query, rows: Sequence[Sequence[float]], passages: Sequence[Passage]) -> list[float]:
    """The weight of each facet and function word; they add up to 1."""
    evidence = [row for row, passage in zip(rows, passages, strict=True) if passage.evidence]
    weights = []
    for index in range(len(query.facets) + len(query.function)):
        count = sum(row[index] >= COMMON for row in evidence)
        rare = math.log(1 + (len(evidence) - count + 0.5) / (count + 0.5))
        weights.append(rare if index < len(query.facets) else FUNCTION * rare)
    total = math.fsum(weights)
    return [weight / total for weight in weights]


def _next_to(passages: Sequence[Passage], place: int) -> list[int]:
    """The passages before and after it in its document."""
    document = passages[place].sentence.document
    return [
        other
        for other in (place - 1, place + 1)
        if 0 <= other < len(passages) and passages[other].sentence.document is document
    ]
