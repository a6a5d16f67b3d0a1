"""Topics and documents → sections, each with its findings, answers and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from briefing.model import Answer, Document, Finding, Gap, Query, Section, Sentence, Topic
from briefing.sections.claims import content, rarity
from briefing.sections.not_known import not_known
from briefing.sections.parties import learn
from briefing.sections.pins import find_pins
from briefing.sections.query import understand
from briefing.sections.relevance import Rating, rate, with_parties
from briefing.sections.scan import Corpus, gather
from briefing.sections.selection import select, whole

ANSWERED = 0.4
"""The least score of a sentence that answers one of `questions`. No sentence speaks to all of a long one; below this,
of hundred sentences that come nearest to a labelled question, three in four answered another."""


def build_sections(
    topics: Sequence[Topic], documents: Sequence[Document], split: Callable[[Document], Sequence[Sentence]]
) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """One section a topic, in the topics' order, and warnings about quotations that could not be pinned.

    `split` gives a document's sentences; it is called only for documents that hold a term of a topic.
    """
    documents = sorted(documents, key=lambda document: (document.path, document.id))
    languages = languages_of(documents)
    queries = [(understand(topic, languages), [_question(q, languages) for q in topic.questions]) for topic in topics]
    corpus = gather(documents, [query for topic, questions in queries for query in (topic, *questions)], split)
    parties = learn((passage.words, passage.sentence.document.language) for passage in corpus.passages)
    rare = rarity(content(passage.words, passage.sentence.document.language) for passage in corpus.passages)
    sections: list[Section] = []
    warnings: list[str] = []
    for topic, (query, questions) in zip(topics, queries, strict=True):
        ratings = rate(with_parties(query, parties), corpus)
        answering = [_best(question, rate(with_parties(question, parties), corpus)) for question in questions]
        pins = [find_pins(quotation, documents, split) for quotation in topic.pin]
        warnings += [
            f"topic {topic.title!r}: no document holds the pinned quotation {quotation!r}"
            for quotation, found in zip(topic.pin, pins, strict=True)
            if not found
        ]
        findings = select(topic, query, _with(ratings, answering), corpus, rare, pins)
        unknown = not_known(topic, query, ratings, corpus, findings, rare)
        sections.append(_section(topic, findings, answering, corpus, unknown))
    return tuple(sections), tuple(warnings)


def languages_of(documents: Sequence[Document]) -> tuple[str, ...]:
    """The languages of the documents, that of most first; English where none is known."""
    counts = Counter(document.language.split("-")[0] for document in documents if document.language)
    return tuple(sorted(counts, key=lambda language: (-counts[language], language))) or ("en",)


def _question(text: str, languages: Sequence[str]) -> Query:
    return understand(Topic(id="", title=text), languages)


def _best(query: Query, ratings: Sequence[Rating]) -> Rating | None:
    best = min(ratings, key=lambda rating: (-rating.score, rating.passage), default=None)
    return best if best and best.score >= max(ANSWERED, whole(query, ratings)) else None


def _with(ratings: Sequence[Rating], answering: Sequence[Rating | None]) -> list[Rating]:
    """The ratings, those of the sentences that answer a question raised to what the question gave them."""
    best = {rating.passage: rating for rating in ratings}
    for rating in answering:
        if rating and (rating.passage not in best or best[rating.passage].score < rating.score):
            best[rating.passage] = rating
    return [best[place] for place in sorted(best)]


def _section(
    topic: Topic,
    findings: tuple[Finding, ...],
    answering: Sequence[Rating | None],
    corpus: Corpus,
    unknown: Sequence[Gap],
) -> Section:
    answers: list[Answer] = []
    gaps: list[Gap] = []
    for question, rating in zip(topic.questions, answering, strict=True):
        finding = _holding(findings, corpus.passages[rating.passage].sentence) if rating else None
        if finding:
            answers.append(Answer(question, finding.id))
        else:
            gaps.append(Gap(question))
    return Section(topic, findings, tuple(answers), (*gaps, *unknown))


def _holding(findings: Sequence[Finding], sentence: Sentence) -> Finding | None:
    for finding in findings:
        for excerpt in finding.excerpts:
            if excerpt.holds(sentence):
                return finding
    return None
