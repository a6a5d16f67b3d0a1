"""Markdown → HTML: the body that the page and the PDF share, and the self-contained page around it.

The Markdown is our own, so its HTML needs few extensions: tables, for a user's template; no footnotes, since wikis
have none; no raw HTML and no typographer, which would rewrite quotation marks.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from ..model import Briefing, Topic
from .environment import render, source
from .quoting import shown, slug

if TYPE_CHECKING:
    import jinja2
    from markdown_it.token import Token

Style = Literal["page.css", "pdf.css"]

LONGEST_WORD = 200
"""Characters without white space that are left to the renderer to break. WeasyPrint lays out the rest of such a word
again for each of its lines: 50,000 characters take it a minute."""

PIECE = 40
"""How many characters of a longer word stand together."""

_LONG_WORD = re.compile(r"\S{%d,}" % (LONGEST_WORD + 1))


def render_body(briefing: Briefing, markdown: str) -> str:
    """The HTML of the Markdown. Headings have ids (a section's is its topic's) and links within the page meet them."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    tokens = parser.parse(markdown)
    _join(tokens, _name_headings(tokens, [section.topic for section in briefing.sections]))
    for token in tokens:
        token.children = [part for child in token.children or () for part in _breakable(child)]
    return str(parser.renderer.render(tokens, parser.options, {}))


def render_page(briefing: Briefing, body: str, environment: jinja2.Environment, style: Style = "page.css") -> str:
    """A whole page: for a browser, or with `pdf.css` for paper. It needs no other file and may load none."""
    css = source(environment, style).replace("</", "<\\/")  # in CSS the same; in HTML no longer the end of <style>
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return render(environment, "page.html.j2", briefing=briefing, body=body, css=css, css_hash=f"sha256-{digest}")


def _name_headings(tokens: Sequence[Token], topics: Sequence[Topic]) -> dict[str, str]:
    """Give each heading below the title an id; returns the ids by the anchors that a wiki gives the same headings."""
    ids = {shown(topic.title): topic.id for topic in reversed(topics)}
    anchors: dict[str, str] = {}
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag != "h1":
            text = "".join(child.content for child in inline.children or ())
            anchor = _unused(slug(text), anchors.keys())
            anchors[anchor] = _unused(ids.get(text, anchor), anchors.values())
            opening.attrSet("id", anchors[anchor])
    return anchors


def _unused(name: str, taken: Collection[str]) -> str:
    """`name`, or `name-1` and so on, as wikis do."""
    numbered = (f"{name}-{n}" if n else name for n in range(len(taken) + 1))
    return next(candidate for candidate in numbered if candidate not in taken)


def _join(tokens: Sequence[Token], anchors: dict[str, str]) -> None:
    """Lead links within the page to the ids of headings, and keep a citation on the line of the words before it."""
    for line in (token.children for token in tokens if token.children):
        for index, link in enumerate(line):
            href = str(link.attrGet("href"))
            if link.type == "link_open" and href.startswith("#"):
                anchor = unquote(href[1:])
                link.attrSet("href", "#" + anchors.get(anchor, anchor))
                if index and anchor.startswith("source-"):
                    _tie(line[index - 1], line[index + 1])


def _tie(before: Token, label: Token) -> None:
    """Move the space between words and their citation into the link, as a no-break space.

    A no-break space after the words would do in a browser. But WeasyPrint 70 breaks a text after its first word when
    all of it fits on the line but the white space at its end (`split_first_line`, step 3).
    """
    words = before.content.rstrip(" ")
    if before.type == label.type == "text" and words and words != before.content:
        before.content = words
        label.content = "\u00a0" + label.content


def _breakable(token: Token) -> Iterator[Token]:
    """The token, or its parts with places between them where a line may be broken."""
    if token.type != "text" or not _LONG_WORD.search(token.content):
        yield token
        return
    start = 0
    for end in _breaks(token.content):
        yield token.copy(content=token.content[start:end])
        yield token.copy(type="html_inline", content="<wbr>")
        start = end
    yield token.copy(content=token.content[start:])


def _breaks(text: str) -> Iterator[int]:
    for word in _LONG_WORD.finditer(text):
        end = word.start() + PIECE
        while end < word.end():
            if _joined(text[end - 1], text[end]):
                end += 1
            else:
                yield end
                end += PIECE


def _joined(before: str, after: str) -> bool:
    """Whether two characters are parts of one, as a letter and its accent are, or the persons of a family."""
    return unicodedata.category(before) == "Cf" or unicodedata.category(after) in ("Mn", "Mc", "Me", "Cf", "Sk")
