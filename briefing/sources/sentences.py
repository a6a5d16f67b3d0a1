"""Where sentences begin and end: sentencex finds the boundaries, and the rules of stops.py mend them for news text.

The text is never touched. sentencex reads a copy in which the marks that would mislead it are masked, character for
character, so that every position stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import sentencex

from briefing.model import Document, Sentence
from briefing.sources.stops import Prose, Stop, closed, ends_sentence

Span = tuple[int, int]

WINDOW = 10_000
"""Characters that sentencex sees at once: on some texts its time grows with their square."""

_STOP = re.compile(r"[.!?…]+")
_BETWEEN = "“”„«»\"'‘’`()[]{}•–—-*"  # what may stand between a full stop and the next sentence, beside white space
_WORD = re.compile(r"\w")

# What sentencex must not see. It never cuts between two marks of a pair, and waits to the end for a missing one; it
# takes "(1)" in running text for the head of a list, and a line end for more than it is.
_MISLEADING = re.compile(r"[“”„«»\"‘‚‹›`\r\n•◦▪▫■□●○◆★►▸➤'’](?:(?<!['’])|(?<!\w['’]))")
_LIST_MARK = re.compile(r"\(?\b(?:\d{1,3}|[A-Za-z]|[ivxlcdm]{2,5})\.?\)(?=\s)")
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"))
_AFTER_STOP = re.compile(r"(?<=[.!?])[\s\"'’)\]]+[^\W\d_]")


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """All sentences of a document in order, those of headings and furniture too: the block tells what they are."""
    spans = (
        (number, span)
        for number, block in enumerate(document.blocks)
        for span in sentence_spans(document.text, block.start, block.end, document.language)
    )
    return tuple(Sentence(document, index, *span, block) for index, (block, span) in enumerate(spans))


def sentence_spans(text: str, start: int, end: int, language: str | None = None) -> list[Span]:
    """The sentences of `text[start:end]`, one block: in order, apart, without white space around them."""
    block = text[start:end]
    ends = _ends(block, language or "en")
    return [(start + a, start + b) for a, b in _spans(block, ends)]


def _ends(block: str, language: str) -> list[int]:
    """Where sentences end, the last one apart."""
    if block.isascii() and not _STOP.search(block):
        return []  # most headings, and much furniture
    prose = Prose.of(block, language)
    ends = set(_found(prose))
    for mark in _STOP.finditer(block):
        stop = Stop.of(prose, mark)
        answer = ends_sentence(stop)
        if answer is True:
            ends.add(stop.end)
        elif answer is False:
            ends.discard(stop.end)
    return sorted(ends)


def _found(prose: Prose) -> Iterator[int]:
    """Where sentencex ends a sentence, the last one apart."""
    masked = _masked(prose)
    start = 0
    while start < len(masked):
        window = masked[start : start + WINDOW]
        cuts = [start + found["end_index"] for found in sentencex.get_sentence_boundaries(prose.language, window)]
        cuts.pop()  # the end of the window
        for cut in cuts:
            yield closed(prose, _stop_before(prose.text, cut))
        start = cuts[-1] if cuts else start + WINDOW


def _masked(prose: Prose) -> str:
    """The block as sentencex may see it, each character in its place."""
    text = _MISLEADING.sub(" ", prose.text).replace("…", ".")
    if ")" in text:
        text = _LIST_MARK.sub(lambda mark: "X" * len(mark[0]), text)
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, " ").replace(closing, " ")
    return text if prose.cased else _AFTER_STOP.sub(_capital, text)


def _capital(match: re.Match[str]) -> str:
    """In capitals, for which sentencex waits; unless that takes more characters, since positions must stay."""
    capital = match[0].upper()
    return capital if len(capital) == len(match[0]) else match[0]


def _stop_before(text: str, cut: int) -> int:
    """The end of the full stop that led to a cut at the head of the next sentence."""
    while cut > 0 and (text[cut - 1].isspace() or text[cut - 1] in _BETWEEN):
        cut -= 1
    return cut


def _spans(text: str, ends: Sequence[int]) -> Iterator[Span]:
    """The pieces between the ends, without white space around them. One without a word is no sentence, but the rest of
    the one before it; the first such one is the head of the one behind it."""
    cuts = [0]
    worded = False
    for start, end in pairwise([0, *ends, len(text)]):
        word = _WORD.search(text, start, end) is not None
        if worded and word:
            cuts.append(start)
        worded = worded or word
    for start, end in pairwise([*cuts, len(text)]):
        sentence = text[start:end].strip()
        if sentence:
            start += text[start:end].index(sentence)
            yield start, start + len(sentence)
