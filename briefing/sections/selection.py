"""From ratings to findings: cut, give context, merge what says the same, rank, and end at the limit."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from briefing.analysis.figures import find_figures
from briefing.model import Excerpt, Finding, Hit, Query, Sentence, Topic
from briefing.sections.claims import Claim, Rarity, claim, conflict, likeness, same
from briefing.sections.context import excerpt_range, opening, quotation_range
from briefing.sections.query import acting
from briefing.sections.relevance import Rating
from briefing.sections.scan import Corpus

THRESHOLD = 0.66
"""The least score that is printed: somewhat more than half of the topic, or of the answer it wants. Calibrated in
docs/evaluation.md."""
REQUIRED = 0.56
"""The same where a required group names whoever the question has act: what passes holds the reader's own words for who
did it and what was done, and is left out only where somebody else did it."""
FEW = 5
"""Where fewer sentences than this reach that, those that come nearest make up the number, marked as such."""
PART_SHARE = 0.4
"""The least score of theirs as a share of the best one's, ..."""
PART_FLOOR = 0.25
"""... and at all: of topics that the documents do not speak of, most have nothing near them. Calibrated in
docs/evaluation.md."""
PART_AMOUNT = 0.53
"""The same where an amount is asked: a sentence that speaks of the topic and counts something else stays below it."""
LONG = 4
"""Facets of a title that is no statement, from which on no sentence speaks to all of it: a long question, say."""
LONG_SHARE = 0.5
"""For such a topic, the least score as a share of the best one's."""
LONG_FLOOR = 0.2
"""And the least score at all: below it not even the best sentence answers."""
SHARE_OF_BEST = 0.2
"""For a topic that states a fact, the least score as a share of the best one's: whoever states the same fact shares
some of its words, not all, and `limit` protects the reader."""
FLOOR = 0.14
"""And what the best one must have: below it not even that one speaks of the fact. Of statements about another event
than the documents', nine in ten stay below it."""
LEAST = 0.08
"""And every other one."""
ONE = 0.5
"""What a sentence counts for that where it has one facet alone in common with a statement of several: any story may use
a word."""
ALIKE = 0.42
"""How alike two sentences must be to be one finding under a statement, times the share of the best score that the
lesser of them has: the less they say of the statement itself, the more they must say in the same words."""
REPEATED = 0.9
"""How alike two sentences of one document must be for it: a story says a thing once, and what comes next adds to it."""
COMPARED = 200
"""Findings, the best first, that a sentence is compared with under a statement: time grows with the sentences, not with
their square."""
CORROBORATED = 0.15
"""What each further document that says the same adds to a finding's place in the list, not to its score."""
MOST_CORROBORATED = 2
"""Further documents beyond this many add nothing: they may all print one agency's story."""
LONGEST_SENTENCE = 1500
"""Characters; what is longer is a table or a program, not a sentence that anyone can quote."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    excerpt: Excerpt
    first: int
    last: int
    place: int
    """Index of the chosen passage."""


def threshold(query: Query, ratings: Collection[Rating | Hit]) -> float:
    """The least score that a sentence needs to be printed for this query."""
    least = whole(query, ratings)
    best = max((rating.score for rating in ratings), default=0.0)
    if query.statement or sum(rating.score >= least for rating in ratings) >= FEW:
        return least
    return min(least, max(PART_AMOUNT if query.answer == "amount" else PART_FLOOR, PART_SHARE * min(best, least)))


def enough(query: Query, ratings: Collection[Rating]) -> frozenset[int]:
    """The passages that are printed, the limit apart. Words that merely go with the topic come near nothing."""
    least, all_of_it = threshold(query, ratings), whole(query, ratings)
    printed = [rating.passage for rating in ratings if rating.score >= all_of_it]
    near = [r for r in ratings if least <= r.score < all_of_it and r.firm]
    near.sort(key=lambda rating: (-round(rating.score, 9), rating.passage))
    return frozenset([*printed, *(rating.passage for rating in near[: max(0, FEW - len(printed))])])


def whole(query: Query, ratings: Collection[Rating | Hit]) -> float:
    """The least score of a sentence that speaks to all of the query."""
    best = max((rating.score for rating in ratings), default=0.0)
    if query.statement:
        found = any(_telling(query, rating) >= FLOOR for rating in ratings)
        return max(LEAST, SHARE_OF_BEST * best) if found else FLOOR / ONE
    if sum(facet.origin == "title" for facet in query.facets) >= LONG:
        return max(LONG_FLOOR, LONG_SHARE * best)
    return REQUIRED if acting(query) else THRESHOLD


def _telling(query: Query, rating: Rating | Hit) -> float:
    """The score of a sentence, as far as it shows that the documents speak of the statement at all."""
    shared = sum(facet.name in dict(rating.reasons) for facet in query.facets)
    return rating.score if shared > 1 or len(query.facets) == 1 else ONE * rating.score


def select(
    topic: Topic,
    query: Query,
    ratings: Sequence[Rating],
    corpus: Corpus,
    rare: Rarity,
    pins: Sequence[Sequence[Excerpt]] = (),
) -> tuple[Finding, ...]:
    """The findings of a topic, the pinned ones first, then the best; at most `topic.limit` that are not pinned."""
    bearable = [rating for rating in ratings if quotable(topic, corpus, rating.passage)]
    printed, all_of_it = enough(query, bearable), whole(query, bearable)
    chosen = [rating for rating in bearable if rating.passage in printed]
    candidates = [
        c
        for c in _apart([_candidate(topic, query, corpus, rating) for rating in chosen])
        if not _is_pinned(c.excerpt, pins)
    ]
    merged = _merged_statements if query.statement else _merged
    groups = _in_turn(sorted(merged(sorted(candidates, key=_rank), corpus, rare), key=_order), query)
    found = [_finding(topic, [candidate.excerpt for candidate in group]) for group in groups]
    findings = [replace(finding, in_part=finding.score < all_of_it) for finding in found]
    first = [replace(_finding(topic, excerpts), pinned=True) for excerpts in _once(pins) if excerpts]
    return (*first, *findings[: topic.limit])


def _in_turn(groups: Sequence[list[_Candidate]], query: Query) -> list[list[_Candidate]]:
    """Of findings that rank alike, those with a figure that the topic asks for, then each document's first before any
    document's second: the name of a file must not decide which documents fall behind the limit."""
    turn: Counter[tuple[float, str]] = Counter()
    placed = []
    for group in groups:
        rank, document = round(_order(group)[0], 6), group[0].excerpt.sentence.document.id
        placed.append((rank, not _counts(group[0].excerpt.sentence, query), turn[rank, document], group))
        turn[rank, document] += 1
    return [group for *_, group in sorted(placed, key=lambda one: one[:3])]


def _counts(sentence: Sentence, query: Query) -> bool:
    document = sentence.document
    figures = find_figures(document.text, sentence.start, sentence.end, document.language)
    return any(figure.unit in query.units for figure in figures)


def _once(pins: Sequence[Sequence[Excerpt]]) -> list[list[Excerpt]]:
    """The pins, without what an earlier one prints already."""
    return [
        [excerpt for excerpt in excerpts if not _is_pinned(excerpt, pins[:place])]
        for place, excerpts in enumerate(pins)
    ]


def _is_pinned(excerpt: Excerpt, pins: Sequence[Sequence[Excerpt]]) -> bool:
    return any(
        pin.sentence.document is excerpt.sentence.document and pin.start < excerpt.end and pin.end > excerpt.start
        for excerpts in pins
        for pin in excerpts
    )


def _merged(candidates: Sequence[_Candidate], corpus: Corpus, rare: Rarity) -> list[list[_Candidate]]:
    """Candidates that say the same, in groups: each joins the first group that it agrees with throughout."""
    claims = _claims(candidates, corpus)
    groups: list[list[int]] = []
    for index, own in enumerate(claims):
        for group in groups:
            if same(own, claims[group[0]], rare) and not any(conflict(own, claims[other]) for other in group):
                group.append(index)
                break
        else:
            groups.append([index])
    return [[candidates[index] for index in group] for group in groups]


def _merged_statements(candidates: Sequence[_Candidate], corpus: Corpus, rare: Rarity) -> list[list[_Candidate]]:
    """The same for a topic that states a fact, where each joins the group whose best sentence it is most like."""
    claims = _claims(candidates, corpus)
    groups: list[list[int]] = []
    for index, candidate in enumerate(candidates):
        share = round(candidate.excerpt.score / candidates[0].excerpt.score, 9)
        alike = [_likeness(index, group, candidates, claims, rare) for group in groups[:COMPARED] if share >= ALIKE]
        best = max(alike, default=0.0)
        if best * share >= ALIKE:
            groups[alike.index(best)].append(index)
        else:
            groups.append([index])
    return [[candidates[index] for index in group] for group in groups]


def _likeness(
    index: int, group: Sequence[int], candidates: Sequence[_Candidate], claims: Sequence[Claim], rare: Rarity
) -> float:
    """How like the candidate is to the group's best one; 0 where it may not join."""
    alike = round(likeness(claims[index], claims[group[0]], rare), 9)
    if alike < ALIKE or any(conflict(claims[index], claims[other]) for other in group):
        return 0.0
    document = candidates[index].excerpt.sentence.document
    again = any(candidates[other].excerpt.sentence.document is document for other in group)
    return alike if alike >= REPEATED or not again else 0.0


def _claims(candidates: Sequence[_Candidate], corpus: Corpus) -> list[Claim]:
    passages = [corpus.passages[candidate.place] for candidate in candidates]
    return [claim(passage.sentence, passage.words) for passage in passages]


def quotable(topic: Topic, corpus: Corpus, place: int) -> bool:
    """Whether a passage may be printed: a sentence of bearable length that the config does not drop."""
    sentence = corpus.passages[place].sentence
    if sentence.end - sentence.start > LONGEST_SENTENCE:
        return False
    text = " ".join(sentence.text.split())
    return not any(" ".join(dropped.split()) in text or text in " ".join(dropped.split()) for dropped in topic.drop)


def _candidate(topic: Topic, query: Query, corpus: Corpus, rating: Rating) -> _Candidate:
    # beneath a statement the title says who "he" is; only half a quotation is still in want of its other half
    range_of = quotation_range if query.statement else excerpt_range
    first, last = range_of(corpus.passages, rating.passage)
    if not all(quotable(topic, corpus, place) for place in range(first, last + 1)):
        first = last = rating.passage  # better hanging than with a sentence that must not appear
    sentence = corpus.passages[rating.passage].sentence
    start, end = opening(corpus.passages, first), corpus.passages[last].sentence.end
    return _Candidate(Excerpt(sentence, start, end, rating.score, rating.reasons), first, last, rating.passage)


def excerpt_of(topic: Topic, query: Query, corpus: Corpus, rating: Rating) -> Excerpt:
    """The rated sentence, with what it needs to be understood."""
    return _candidate(topic, query, corpus, rating).excerpt


def _apart(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Excerpts of one document that overlap become one, told by its best sentence: nothing is printed twice."""
    joined: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.first, c.last)):
        last = joined[-1] if joined else None
        if last is None or candidate.first > last.last:
            joined.append(candidate)
            continue
        best = min(last, candidate, key=_rank)
        start = min(last.excerpt.start, candidate.excerpt.start)
        end = max(last.excerpt.end, candidate.excerpt.end)
        joined[-1] = _Candidate(
            replace(best.excerpt, start=start, end=end),
            min(last.first, candidate.first),
            max(last.last, candidate.last),
            best.place,
        )
    return joined


def _rank(candidate: _Candidate) -> tuple[float, str, int]:
    return (-round(candidate.excerpt.score, 9), candidate.excerpt.sentence.document.path, candidate.excerpt.start)


def _order(group: Sequence[_Candidate]) -> tuple[float, str, int]:
    """Where a finding stands in its section: by its score, and by how many documents say the same."""
    score, path, start = _rank(group[0])
    others = len({candidate.excerpt.sentence.document.id for candidate in group}) - 1
    return score - CORROBORATED * min(others, MOST_CORROBORATED), path, start


def _finding(topic: Topic, excerpts: Sequence[Excerpt]) -> Finding:
    lead = excerpts[0]
    document = lead.sentence.document
    where = f"{topic.id}\0{document.id}\0{lead.start}"
    return Finding(
        id="f" + hashlib.sha256(where.encode()).hexdigest()[:10],
        excerpts=tuple(excerpts),
        figures=find_figures(document.text, lead.sentence.start, lead.sentence.end, document.language),
    )
