"""Documents, sentences and findings in one line each, made by the functions that make the real ones."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from briefing.model import Document, Excerpt, Finding, Query, Section, Sentence, Topic
from briefing.sections import build_sections, corroborate
from briefing.sections.query import understand
from briefing.sections.relevance import Rating, rate
from briefing.sections.scan import Corpus, gather
from briefing.sources.blocks import plain_blocks
from briefing.sources.sentences import split_sentences


def a_document(text: str, path: str = "a.txt", language: str | None = "en") -> Document:
    digest = hashlib.sha256(f"{path}\0{text}".encode(errors="replace")).hexdigest()
    blocks = plain_blocks(text)
    return Document(id=digest[:12], path=path, sha256=digest, language=language, text=text, blocks=blocks)


def documents(*texts: str) -> list[Document]:
    """One document a text: a.txt, b.txt, ..."""
    return [a_document(text, f"{chr(ord('a') + number)}.txt") for number, text in enumerate(texts)]


def sentences_of(text: str) -> tuple[Sentence, ...]:
    return split_sentences(a_document(text))


def a_topic(title: str = "Ferry", **fields: Any) -> Topic:
    return Topic(id="t", title=title, **fields)


def a_query(title: str = "Ferry", **fields: Any) -> Query:
    return understand(a_topic(title, **fields))


def a_corpus(query: Query, *texts: str) -> Corpus:
    return gather(documents(*texts), [query], split_sentences)


def ratings(query: Query, *texts: str) -> dict[str, Rating]:
    """The rating of each sentence that speaks to the query, by its words."""
    corpus = a_corpus(query, *texts)
    return {corpus.passages[rating.passage].sentence.text: rating for rating in rate(query, corpus)}


def score(query: Query, sentence: str, *texts: str) -> float:
    """The score of one sentence of the texts; 0 when it is not rated at all."""
    found = ratings(query, *(texts or (sentence,)))
    return found[sentence].score if sentence in found else 0.0


def a_section(topic: Topic | str, *texts: str | Document) -> Section:
    topic = a_topic(topic) if isinstance(topic, str) else topic
    made = [t if isinstance(t, Document) else a_document(t, f"{chr(97 + n)}.txt") for n, t in enumerate(texts)]
    (section,), _ = build_sections([topic], made, split_sentences)
    return section


def findings(topic: Topic | str, *texts: str) -> tuple[Finding, ...]:
    return a_section(topic, *texts).findings


def excerpts(found: Sequence[Finding]) -> list[Excerpt]:
    return [excerpt for finding in found for excerpt in finding.excerpts]


def printed(topic: Topic | str, *texts: str) -> list[str]:
    """The text of every excerpt, in the order in which a briefing prints them."""
    return [excerpt.text for excerpt in excerpts(findings(topic, *texts))]


def told(topic: Topic | str, *texts: str | Document, cut_off: date | None = None) -> Section:
    """A section with all that follows from its sentences."""
    topic = a_topic(topic) if isinstance(topic, str) else topic
    made = [t if isinstance(t, Document) else a_document(t, f"{chr(97 + n)}.txt") for n, t in enumerate(texts)]
    sections, _ = build_sections([topic], made, split_sentences)
    return corroborate(sections, made, split_sentences, cut_off).sections[0]
