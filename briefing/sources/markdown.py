"""Reader of Markdown files. The text stays the file's own, marks included; only the blocks are told apart, line by line,
as CommonMark does: what is no prose (code, tables, raw HTML, pictures, link definitions) is furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.model import Block
from briefing.sources.blocks import Span, classified, lines_of
from briefing.sources.decoding import decode
from briefing.sources.extract import Extract
from briefing.sources.metadata import front_matter

_FENCE = re.compile(r"(`{3,}|~{3,})")
_ATX = re.compile(r"(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r"(=+|-+)[ \t]*$")
_RULE = re.compile(r"([*_-])(?:[ \t]*\1){2,}[ \t]*$")
_ITEM = re.compile(r"(?:[*+-]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_NO_PROSE = re.compile(r"<[!?/a-zA-Z]|\||!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?\s*$|\[[^\]]+\]:[ \t]*\S")


def read_markdown(data: bytes) -> Extract:
    text = decode(data)
    matter = front_matter(text)
    return Extract(text, classified(text, list(_blocks(text, matter.end))), matter.metadata, matter.warnings)


def _blocks(text: str, start: int) -> Iterator[Block]:
    open_block: Block | None = None  # the paragraph or item that a next line may continue
    fence = ""
    for line in lines_of(text, start):
        a, b = line
        if fence:
            closing = _FENCE.match(text, a, b)
            if closing and text[a:b] == closing[1] and closing[1].startswith(fence):
                fence = ""
            if a < b:
                yield Block("furniture", a, b)
            continue
        a = _after_quote_marks(text, line)
        setext = _SETEXT.match(text, a, b) if open_block and open_block.kind == "paragraph" else None
        if open_block and setext:
            yield Block("heading", open_block.start, open_block.end, 1 if setext[1][0] == "=" else 2)
            open_block = None
            continue
        started, fence = _start(text, a, b)
        continues = a < b and started and started.kind == "paragraph" and open_block
        if continues and open_block and open_block.kind in ("paragraph", "item"):
            open_block = Block(open_block.kind, open_block.start, b)
            continue
        if open_block:
            yield open_block
        open_block = started
    if open_block:
        yield open_block


def _after_quote_marks(text: str, line: Span) -> int:
    marks = _QUOTE.match(text, *line)
    return marks.end() if marks else line[0]


def _start(text: str, start: int, end: int) -> tuple[Block | None, str]:
    """The block that a line opens, None for a blank line or a rule; and the fence, where it opens a code block."""
    if start >= end or _RULE.match(text, start, end):
        return None, ""
    if fence := _FENCE.match(text, start, end):
        return Block("furniture", start, end), fence[1]
    if heading := _ATX.match(text, start, end):
        words = heading.span(2)
        return (Block("heading", *words, level=len(heading[1])) if words[0] < words[1] else None), ""
    if marker := _ITEM.match(text, start, end):
        return Block("item", marker.end(), end), ""
    return Block("furniture" if _NO_PROSE.match(text, start, end) else "paragraph", start, end), ""
