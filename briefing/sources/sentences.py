"""Where sentences begin and end. sentencex finds the boundaries; what news text needs beyond it is mended here.

Boundaries are found and moved, the text is never touched: to look inside quotations, which sentencex keeps whole, their
marks are masked character for character, so that every position stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import sentencex

from briefing._quotation import quotations
from briefing.lexicon import table
from briefing.model import Document, Sentence

Span = tuple[int, int]

FEW_CAPITALS = 0.002
"""Share of capitals; prose has ten times as many, one at the head of each sentence and name."""

_QUOTE_MARKS = "“”„«»\""
_QUOTES = str.maketrans(dict.fromkeys(_QUOTE_MARKS, " "))
_PARENTHESES = str.maketrans("()", "  ")
_CLOSING = re.compile(r"[”»\"’')\]]+(?!\w)|“(?=\s|$)")
_AFTER_STOP = re.compile(r"(?<=[.!?])[\s\"'’)\]]+[^\W\d_]")
_GOES_ON = re.compile(r"\s*[–—,-]?\s*[a-zà-öø-ÿа-яіїєґ]")
_ASIDE = re.compile(r"(?:^|\s)\((?=[^\W\d_a-z])[^()]{10,}[.!?…][”\"]?\)(?=\s+[^\W\d_a-z])")
_GLUED = re.compile(r"(?<=[^\W\d_]{2}[.!?])(?=[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][^\W\d_]*\s)|(?<=[^\W\d_]{2}[.!?][”\"’»)])(?=[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ“«\"][^\W\d_]+\s)")
_NOTE = re.compile(r"(?:\s*\[(?:\d{1,3}|…|\.\.\.)\][,–-]?)+(?=\s|$)|\s+\d{1,2}(?=\s+[^\W\d_a-z])")
_LAST_WORD = re.compile(r"([^\W\d_][\w.]*)\.$")
_NEXT_WORD = re.compile(r"[\s“«„\"'‘(]*([\w’']+)")


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
    language = language or "en"
    cuts = {cut for cut in _boundaries(block, language) if not _never_ends(block, cut, language)}
    cuts |= {match.start() for match in _GLUED.finditer(block)} | {match.end() for match in _ASIDE.finditer(block)}
    cuts |= _after_abbreviations(block, language)
    cuts = {_past_note(block, cut) for cut in cuts}
    cuts -= _before_speaker(block, cuts)
    return [(start + a, start + b) for a, b in _spans(block, sorted(cuts))]


def _boundaries(block: str, language: str) -> set[int]:
    """Where sentencex ends a sentence, as the first character of the next one."""
    masked = block.translate(_QUOTES).replace("''", "  ")
    if masked.count("(") != masked.count(")"):
        masked = masked.translate(_PARENTHESES)  # sentencex would wait for the missing one to the end
    if _lost_capitals(block):
        masked = _AFTER_STOP.sub(_capital, masked)
    cuts = {found["end_index"] for found in sentencex.get_sentence_boundaries(language, masked)}
    return {_past_closers(block, cut) for cut in cuts}


def _lost_capitals(block: str) -> bool:
    """Whether the text was put in lower case; sentencex waits for a capital."""
    return sum(character.isupper() for character in block) <= FEW_CAPITALS * len(block)


def _capital(match: re.Match[str]) -> str:
    """The letter in capitals, unless that takes more than one character: positions must stay."""
    capital = match[0].upper()
    return capital if len(capital) == len(match[0]) else match[0]


def _past_closers(block: str, cut: int) -> int:
    """A masked closing mark counts as white space to sentencex, so it may have cut on either side of it."""
    back = cut
    while back > 0 and (block[back - 1].isspace() or block[back - 1] in _QUOTE_MARKS):
        back -= 1
    match = _CLOSING.match(block, back)
    return match.end() if match else back


def _never_ends(block: str, cut: int, language: str) -> bool:
    """After a title ("Gov. Busargin") or a single initial ("J. Smith") a name goes on."""
    word = _LAST_WORD.search(block, max(0, cut - 30), cut)
    return bool(word) and word[1] in _titles(language) and bool(_NEXT_WORD.match(block, cut))


def _after_abbreviations(block: str, language: str) -> set[int]:
    """An abbreviation ended the sentence after all when a word follows that begins sentences and is no name."""
    pattern = _abbreviation_pattern(language)
    return {match.end(1) for match in pattern.finditer(block)} if pattern else set()


def _past_note(block: str, cut: int) -> int:
    """A footnote mark, "[6]", or the mark of an omission belongs to the sentence before it."""
    note = _NOTE.match(block, cut)
    return note.end() if note else cut


def _before_speaker(block: str, cuts: set[int]) -> set[int]:
    """The cuts that would part a quotation from who says it."""
    kept: set[int] = set()
    for start, end in quotations(block):
        asked = block[start:end].rstrip(_QUOTE_MARKS).endswith(("?", "!", "…", "...", ","))
        if end in cuts and ((not _lost_capitals(block) and _GOES_ON.match(block, end)) or (asked and _attribution().match(block, end))):
            kept.add(end)
    return kept


def _spans(block: str, cuts: list[int]) -> Iterator[Span]:
    for a, b in zip([0, *cuts], [*cuts, len(block)], strict=True):
        sentence = block[a:b].strip()
        if sentence:
            a += block[a:b].index(sentence)
            yield a, a + len(sentence)


@cache
def _attribution() -> re.Pattern[str]:
    """A name of up to four words and a reporting verb: "Starmer warned", "Peskov told reporters"."""
    verbs = sorted({form for group in ("neutral", "claim") for forms in table("speech")[group].values() for form in forms})
    return re.compile(rf"\s*(?:[^\W\d_a-z][\w.'’-]*,?\s+){{1,4}}(?:{'|'.join(verbs)})\b")


@cache
def _words(kind: str, language: str) -> frozenset[str]:
    return frozenset(table("sentences").get(language.split("-")[0], {}).get(kind, ()))


@cache
def _titles(language: str) -> frozenset[str]:
    offices = {abbreviation.rstrip(".") for abbreviation in table("offices")["abbreviations"]}
    return _words("titles", language) | (offices if language.startswith("en") else set())


@cache
def _abbreviation_pattern(language: str) -> re.Pattern[str] | None:
    abbreviations, openers = (_words(kind, language) for kind in ("abbreviations", "openers"))
    if not abbreviations or not openers:
        return None
    either = ("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) for words in (abbreviations, openers))
    return re.compile(r"(?<![\w.])((?:%s)\.)\s+(?:%s)\b(?!\.)" % tuple(either))
