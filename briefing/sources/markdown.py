"""Reader of Markdown files. The text stays the file's own, marks included; only its blocks are told apart.

As CommonMark does, with GitHub's tables: what is no prose (code, tables, raw HTML, pictures, link definitions) is
furniture. Section numbers are those of CommonMark 0.31.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.model import Block, BlockKind
from briefing.sources.blocks import Span, classified, lines_of
from briefing.sources.decoding import decode
from briefing.sources.extract import Extract
from briefing.sources.metadata import front_matter

CODE_INDENT = 4
"""Columns by which code is indented (4.4)."""

_QUOTE_MARKS = re.compile(r"(?:>[ \t]*)+")
_RULE = re.compile(r"([*_-])(?:[ \t]*\1){2,}[ \t]*$")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
_ITEM = re.compile(r"(?:[*+-]|(\d{1,9})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_FENCE = re.compile(r"(`{3,})(?=[^`]*$)|(~{3,})")
_TABLE_RULE = re.compile(r"(?=[^|]*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_NO_PROSE = re.compile(r"\||!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?\s*$|\[[^\]]+\]:[ \t]*\S")

_HTML_BLOCKS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead "
    "title tr track ul"
)
_BLANK = re.compile(r"$")
_HTML = tuple(
    (re.compile(start, re.IGNORECASE), re.compile(end, re.IGNORECASE))
    for start, end in (  # the seven kinds of 4.6: how each begins, and what ends it
        (r"<(?:script|pre|style|textarea)(?=[\s>]|$)", r".*?</(?:script|pre|style|textarea)>"),
        (r"<!--", r".*?-->"),
        (r"<\?", r".*?\?>"),
        (r"<![a-z]", r".*?>"),
        (r"<!\[CDATA\[", r".*?\]\]>"),
        (rf"</?(?:{'|'.join(_HTML_BLOCKS.split())})(?=[\s/>]|$)", "$"),
    )
)
_TAG_ALONE = re.compile(r"(?:<[a-z][\w-]*(?:\s[^<>]*)?/?>|</[a-z][\w-]*\s*>)\s*$", re.IGNORECASE)


@dataclass(slots=True)
class _Prose:
    """A paragraph or list item that the next line may continue."""

    kind: BlockKind
    lines: list[Span]

    def block(self, kind: BlockKind | None = None, level: int = 0) -> Block:
        return Block(kind or self.kind, self.lines[0][0], self.lines[-1][1], level)


@dataclass(frozen=True, slots=True)
class _Raw:
    """Code, HTML or a table: its lines are no prose."""

    until: re.Pattern[str]
    """Matches the last line from its start."""
    quoted: bool
    """Whether it stands in a block quote, which ends it too."""


def read_markdown(data: bytes) -> Extract:
    text = decode(data)
    matter = front_matter(text)
    return Extract(text, lambda: classified(text, list(_blocks(text, matter.end))), matter.metadata, matter.warnings)


def _blocks(text: str, start: int) -> Iterator[Block]:
    prose: _Prose | None = None
    raw: _Raw | None = None
    in_list = False
    for line_start, end in lines_of(text, start):
        begin = _after_quote_marks(text, line_start, end)
        quoted = begin > line_start
        if raw and quoted >= raw.quoted:
            if begin < end:
                yield Block("furniture", begin, end)
            raw = None if raw.until.match(text, begin, end) else raw
            continue
        if prose and prose.kind == "paragraph" and (underline := _UNDERLINE.match(text, begin, end)):
            yield prose.block("heading", 1 if underline[1][0] == "=" else 2)
            prose = raw = None
            continue
        if prose and prose.kind == "paragraph" and _TABLE_RULE.match(text, begin, end):
            yield from _above_table(prose)
            yield Block("furniture", begin, end)
            prose, raw = None, _Raw(_BLANK, quoted)
            continue
        raw = _raw(text, begin, end, quoted, interrupts=prose is not None)
        indented = not in_list and not prose and begin < end and _indent(text, line_start) >= CODE_INDENT
        opened = Block("furniture", begin, end) if raw or indented else _opened(text, begin, end, prose)
        if raw and raw.until.match(text, begin + 1, end):
            raw = None
        if prose and opened and opened.kind == "paragraph":
            prose.lines.append((begin, end))
            continue
        if prose:
            yield prose.block()
            prose = None
        if opened and opened.kind in ("paragraph", "item"):
            in_list = opened.kind == "item" or (in_list and _indent(text, line_start) > 0)
            prose = _Prose(opened.kind, [(opened.start, opened.end)])
        elif opened:
            yield opened
    if prose:
        yield prose.block()


def _above_table(prose: _Prose) -> Iterator[Block]:
    """The line above a table's rule is its head; what stands above that is a paragraph."""
    *lines, head = prose.lines
    if lines:
        yield _Prose("paragraph", lines).block()
    yield Block("furniture", *head)


def _after_quote_marks(text: str, start: int, end: int) -> int:
    marks = _QUOTE_MARKS.match(text, start, end)
    return marks.end() if marks else start


def _indent(text: str, start: int) -> int:
    columns = 0
    while start > 0 and text[start - 1] in " \t":
        start -= 1
        columns += CODE_INDENT if text[start] == "\t" else 1
    return columns


def _opened(text: str, start: int, end: int, prose: _Prose | None) -> Block | None:
    """The block that a line opens, or the paragraph that it goes on with; None for a blank line and for a rule."""
    if start == end or _RULE.match(text, start, end):
        return None
    if heading := _HEADING.match(text, start, end):
        return _heading(text, heading, end)
    if (item := _ITEM.match(text, start, end)) and not _is_wrapped_number(item, prose):
        return Block("item", item.end(), end)
    return Block("furniture" if _NO_PROSE.match(text, start, end) else "paragraph", start, end)


def _heading(text: str, mark: re.Match[str], end: int) -> Block | None:
    words = text[mark.end() : end]
    words = words.rstrip("#") if words.rstrip("#")[-1:] in ("", " ", "\t") else words
    words = words.rstrip(" \t")
    return Block("heading", mark.end(), mark.end() + len(words), len(mark[1])) if words else None


def _is_wrapped_number(item: re.Match[str], prose: _Prose | None) -> bool:
    """A paragraph goes on with "1986. That year ...": only a list that begins with 1 may interrupt one (5.2)."""
    return bool(prose and prose.kind == "paragraph" and item[1] and int(item[1]) != 1)


def _raw(text: str, start: int, end: int, quoted: bool, interrupts: bool) -> _Raw | None:
    """The code or HTML that a line opens; a tag alone on its line may not interrupt a paragraph."""
    if fence := _FENCE.match(text, start, end):
        mark = fence[1] or fence[2]
        return _Raw(re.compile(rf"{mark[0]}{{{len(mark)},}}[ \t]*$"), quoted)
    for opening, until in _HTML:
        if opening.match(text, start, end):
            return _Raw(until, quoted)
    return _Raw(_BLANK, quoted) if not interrupts and _TAG_ALONE.match(text, start, end) else None
