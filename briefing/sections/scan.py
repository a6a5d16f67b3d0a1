"""One pass over the documents: the sentences in which terms occur, with their words and what surrounds them.

A document in which no term of any topic occurs is never split; the counts for inverse document frequency fall out of
the same pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from briefing.analysis.references import points_back
from briefing.model import Document, Query, Sentence
from briefing.sections.words import Words, words

CHANGING_END = 2
"""Letters at the end of a stem that its words may not have: Snowball turns "casualty" into "casualti"."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its words, and the places of the passages around it in `Corpus.passages`."""

    sentence: Sentence
    words: Words
    evidence: bool
    """Whether it may be quoted: not a heading, not furniture."""
    before: int | None
    """The sentence before it in the same paragraph."""
    heading: int | None
    """The heading it stands under."""
    points_back: bool
    """Whether it takes up what was said before it: "These figures ...", "... on such operations"."""


@dataclass(frozen=True, slots=True)
class Corpus:
    passages: tuple[Passage, ...]
    documents: int
    """How many documents were scanned, those without a term among them."""


def gather(
    documents: Sequence[Document], queries: Iterable[Query], split: Callable[[Document], Sequence[Sentence]]
) -> Corpus:
    """The passages of every document that holds a term of one of the queries."""
    holds = _scanner(queries)
    passages: list[Passage] = []
    for document in documents:
        if holds(document.text):
            _add(passages, document, split(document))
    return Corpus(tuple(passages), len(documents))


def _scanner(queries: Iterable[Query]) -> Callable[[str], bool]:
    stems = {term.stems[0] for query in queries for facet in query.facets for term in facet.terms if term.stems}
    patterns = sorted({pattern for stem in stems for pattern in _stubs(stem)})
    if not patterns:
        return lambda text: False
    automaton = ahocorasick_rs.AhoCorasick(patterns)
    return lambda text: bool(automaton.find_matches_as_indexes(text.lower()))


def _stubs(stem: str) -> tuple[str, ...]:
    """What every word of this stem begins with, in lower case; an abbreviation may be written with full stops."""
    if stem.isupper():
        return stem.lower(), "".join(f"{letter}." for letter in stem.lower())
    return (stem[: max(CHANGING_END + 1, len(stem) - CHANGING_END)].lower(),)


def _add(passages: list[Passage], document: Document, sentences: Sequence[Sentence]) -> None:
    heading: int | None = None
    last: Sentence | None = None
    for sentence in sentences:
        kind = document.blocks[sentence.block].kind
        place = len(passages)
        same_block = last is not None and last.block == sentence.block
        passages.append(
            Passage(
                sentence,
                words(sentence.text, document.language),
                evidence=kind in ("paragraph", "item"),
                before=place - 1 if same_block else None,
                heading=heading if kind != "heading" else None,
                points_back=points_back(sentence.text, document.language),
            )
        )
        if kind == "heading":
            heading = place
        last = sentence
