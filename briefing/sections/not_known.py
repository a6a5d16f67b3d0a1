"""What the documents say is not known: sentences near a topic that say that something is unclear, undecided or untold.

A section prints them as its gaps. They answer nothing, so they need not reach the score of a finding.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.analysis.hedges import says_not_known
from briefing.model import Excerpt, Finding, Gap, Query, Topic
from briefing.sections.claims import Claim, Rarity, claim, same
from briefing.sections.relevance import Rating
from briefing.sections.scan import Corpus
from briefing.sections.selection import excerpt_of, quotable, whole

SHARE = 0.75
"""Of the score that a finding takes: an answer speaks to all of a topic, its absence to somewhat less."""
MOST = 5
"""Gaps of this kind in a section: more would bury those that matter."""


def not_known(
    topic: Topic, query: Query, ratings: Sequence[Rating], corpus: Corpus, findings: Sequence[Finding], rare: Rarity
) -> tuple[Gap, ...]:
    """Gaps that the documents themselves name and no finding prints, best first, nothing twice."""
    least = SHARE * whole(query, ratings)
    gaps: list[Gap] = []
    told: list[Claim] = []
    for rating in sorted(ratings, key=lambda rating: (-round(rating.score, 9), rating.passage)):
        if rating.score < least or len(gaps) == MOST:
            break
        sentence = corpus.passages[rating.passage].sentence
        unknown = says_not_known(sentence.document.text, sentence.start, sentence.end, sentence.document.language)
        if not unknown or not quotable(topic, corpus, rating.passage):
            continue
        excerpt = excerpt_of(topic, query, corpus, rating)
        own = claim(sentence, corpus.passages[rating.passage].words)
        if not _printed(excerpt, findings) and not any(same(own, other, rare) for other in told):
            gaps.append(Gap(excerpt=excerpt))
            told.append(own)
    return tuple(gaps)


def _printed(excerpt: Excerpt, findings: Sequence[Finding]) -> bool:
    return any(
        other.sentence.document is excerpt.sentence.document and other.start < excerpt.end and excerpt.start < other.end
        for finding in findings
        for other in finding.excerpts
    )
