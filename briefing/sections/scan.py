"""One pass over the documents: the sentences in which terms occur, with their words and what surrounds them.

A document in which no term of any topic occurs is never split; the counts for inverse document frequency fall out of
the same pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from unicodedata import normalize

import ahocorasick_rs

from briefing.analysis.references import points_back
from briefing.analysis.words import FUNCTION, LEMMATISED, Words, straight, words
from briefing.model import Document, Query, Sentence

CHANGING_END = 2
"""Letters at the end of a stem that its words may not have: Snowball turns "casualty" into "casualti"."""
BEGINNING = 3
"""Letters that nearly all forms of a word begin with where its stem is the form that a dictionary has: the stem of
Ukrainian "людей" is "людина"."""
ABBREVIATION = 5
"""Letters of the longest word that may be written with full stops between them."""

_SHORT_ENDS = (("i", "y"), ("y", "i"), ("ie", "ying"))
_ACCENTS = re.compile("[\u0300-\u036f]+")


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
    terms = (term for query in queries for facet in query.facets for term in facet.terms)
    stems = {(term.stems[0], term.language in LEMMATISED) for term in terms if term.stems}
    patterns = sorted({stub for stem, lemma in stems for stub in _stubs(stem, lemma)})
    if not patterns:
        return lambda text: False
    automaton = ahocorasick_rs.AhoCorasick(patterns)
    return lambda text: bool(automaton.find_matches_as_indexes(_plain(text)))


def _stubs(stem: str, lemma: bool) -> tuple[str, ...]:
    """One of these is in every word of this stem; an abbreviation may be written with full stops."""
    plain = _plain(stem.removesuffix(FUNCTION))
    kept = BEGINNING if lemma else max(CHANGING_END + 1, len(plain) - CHANGING_END)
    stubs = [plain if stem.isupper() else plain[:kept]]
    if 2 <= len(plain) <= ABBREVIATION:
        stubs.append("".join(f"{letter}." for letter in plain))
    if len(plain) == CHANGING_END + 1:  # too short to be cut: spi → spy, sky → skies, die → dying
        stubs += [plain[: -len(end)] + other for end, other in _SHORT_ENDS if plain.endswith(end)]
    return tuple(stubs)


def _plain(text: str) -> str:
    """In lower case, with one kind of apostrophe and without accents, which some stemmers drop: German "Häuser"
    becomes "haus"."""
    lower = straight(text.lower())
    return lower if lower.isascii() else _ACCENTS.sub("", normalize("NFD", lower)).replace("ß", "ss")


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
