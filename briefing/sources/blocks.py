"""Text → blocks: where headings, paragraphs, list items and furniture stand, by the habits of plain text.

Plain text says what is what through line ends alone: a blank line parts paragraphs; so does every line end, unless the
text is wrapped at a fixed width; a short line without a full stop that stands above a paragraph is its heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.model import Block, BlockKind
from briefing.sources.furniture import is_furniture, opens_listing
from briefing.sources.speech import reporting_verbs

Span = tuple[int, int]

WRAP_WIDTH = 120
"""Characters; lines longer than this were not wrapped by a program or a typist."""
WRAP_SHARE = 0.6
"""Share of the line ends inside paragraphs that must be explained by a wrap before the text counts as wrapped."""
FEWEST_BREAKS = 2
"""Line ends inside paragraphs; fewer tell nothing about the width."""
NARROWEST = 40
"""Characters; text wrapped at less would be verse, an address or a table."""
HEADING_CHARS = 140
HEADING_WORDS = 20
HEADING_LEVEL = 2
"""Plain text does not tell one heading from another."""
QUESTION_WORDS = 12
"""A question of up to this many words that stands alone on its line is a heading, a longer one is text."""
LABEL_WORDS = 8
"""The same for a line that ends in a colon."""

_LINE = re.compile(r"([^\r\n\v\f\x85\u2028\u2029]*)(?:\r\n|[\r\n\v\f\x85\u2028\u2029]|$)")
_BULLET = re.compile(r"\s*(?:[•‣◦▪●○■□▸►✓✔·∙]\s*|[*+-]\s+|\(?\d{1,3}[.)]\s+(?=\D)|\([a-z]\)\s+|[a-z]\)\s+)(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.!…。！？؟।:;,][\"'”’»)\]]*$")
_ENDS_INSIDE = re.compile(r"[.!?。！？][\"'”’»)\]]*\s+\S")
_ENDS_QUESTION = re.compile(r"[?？][\"'”’»)\]]*$")


def lines_of(text: str, start: int = 0) -> Iterator[Span]:
    """The span of each line from `start`, without its line end and without white space around it."""
    for match in _LINE.finditer(text, start):
        a, b = match.span(1)
        line = text[a:b]
        stripped = line.strip(" \t\xa0\ufeff\0")
        a += line.find(stripped) if stripped else 0
        yield a, a + len(stripped)


def plain_blocks(text: str, start: int = 0) -> tuple[Block, ...]:
    """The blocks of a plain text from the character at `start`, in order."""
    chunks = list(_chunks(lines_of(text, start)))
    width = _wrap_width(text, chunks)
    paragraphs = [span for chunk in chunks for span in _paragraphs(text, chunk, width)]
    return classified(text, [_as_item(text, span) for span in paragraphs])


def classified(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Paragraphs told from headings and furniture. What a reader already marked as heading or item is only checked
    for furniture; below "Related articles" all is furniture up to the next line that reads like a sentence."""
    result = []
    in_listing = False
    for block in blocks:
        line = text[block.start : block.end]
        kind = _kind(line, block.kind)
        if opens_listing(line):
            in_listing, kind = True, "furniture"
        elif kind == "paragraph" or (kind == "item" and _ENDS_SENTENCE.search(line)):
            in_listing = False
        elif in_listing:
            kind = "furniture"
        result.append(Block(kind, block.start, block.end, (block.level or HEADING_LEVEL) if kind == "heading" else 0))
    return tuple(result)


def _kind(line: str, marked: BlockKind) -> BlockKind:
    if marked == "furniture" or is_furniture(line):
        return "furniture"
    return "heading" if marked == "paragraph" and _looks_like_heading(line) else marked


def _chunks(lines: Iterator[Span]) -> Iterator[list[Span]]:
    """Runs of lines with a blank line on either side."""
    chunk: list[Span] = []
    for start, end in lines:
        if start < end:
            chunk.append((start, end))
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _wrap_width(text: str, chunks: Sequence[Sequence[Span]]) -> int | None:
    """The width the text was wrapped at, or None for a text of one paragraph a line."""
    lengths = sorted(end - start for chunk in chunks for start, end in chunk)
    width = lengths[-1 - len(lengths) // 50] if lengths else 0  # one line in fifty may stick out, an address, say
    breaks = [pair for chunk in chunks for pair in pairwise(chunk)]
    if not NARROWEST <= width <= WRAP_WIDTH or len(breaks) < FEWEST_BREAKS:
        return None
    wrapped = sum(_is_wrap(text, line, following, width) for line, following in breaks)
    return width if wrapped >= WRAP_SHARE * len(breaks) else None


def _is_wrap(text: str, line: Span, following: Span, width: int) -> bool:
    """A line was wrapped when the next line's first word would not have fitted on it."""
    first_word = text[following[0] : following[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) > width


def _paragraphs(text: str, chunk: Sequence[Span], width: int | None) -> Iterator[Span]:
    start, end = chunk[0]
    for line, following in pairwise(chunk):
        joined = width is not None and _is_wrap(text, line, following, width)
        if not joined or _BULLET.match(text, following[0]):
            yield start, end
            start = following[0]
        end = following[1]
    yield start, end


def _as_item(text: str, span: Span) -> Block:
    start, end = span
    marker = _BULLET.match(text, start, end)
    return Block("item", marker.end(), end) if marker else Block("paragraph", start, end)


def _looks_like_heading(line: str) -> bool:
    if len(line) > HEADING_CHARS:
        return False
    words = line.split()
    if len(words) > HEADING_WORDS or not any(map(str.isalpha, line)):
        return False
    if line.endswith((":", "：")):  # "Key moments:" is a heading, "The governor added:" is not
        return len(words) <= LABEL_WORDS and words[-1].rstrip(":：") not in reporting_verbs()
    if _ENDS_QUESTION.search(line):
        alone = not _ENDS_INSIDE.search(line)
        return alone and len(words) <= QUESTION_WORDS and not line.startswith(('"', "“", "«", "„"))
    return not _ENDS_SENTENCE.search(line)
