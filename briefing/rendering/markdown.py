"""Briefing → what a wiki shows: one body, `briefing.md.j2`, in the dialect of the wiki, `dialects/*.j2`.

Citations must lead somewhere on every wiki and carry the number that the PDF and the JSON give a document. Footnotes
do neither: GitHub's wikis and CommonMark have none, and GitHub, GitLab, Obsidian and Wiki.js number them anew, in the
order of their use on the page. What all of them have is the anchor of a heading: so each source stands under a small
heading of its own, "Source 3", and a citation is `[\\[3\\]](#source-3)`. The rule by which a wiki makes an anchor of a
title is the filter `slug` of its dialect; the way back, "Cited under Force size", uses it too. MediaWiki alone has
footnotes that serve here, `<ref>`: named, shown where the reader points, and numbered in our order because all are
used once, in that order, below the title.

No dialect needs raw HTML, which Wiki.js may and others do strip. A note is an alert where there are such (GitHub's
files, GitLab, Obsidian, Wiki.js), elsewhere a quotation.

Charts are files beside the page (chart_files.py); in words they are its text alternative, and the table below has all
their figures.

For diffs, our own prose has one sentence a line where a line end is a space; each finding is one line, each other
wording of it another, and the order is the Briefing's. A quotation is never broken into lines: whoever reads the source
finds it whole.
A quotation stands between its label and its number, without marks of our own, which could be taken for the source's.
A number stands for the very words before it: a document that says the same in other words is quoted in its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Briefing, Dialect
from .chart_files import Place, pictures
from .dialects import in_dialect
from .environment import render, telling_where

if TYPE_CHECKING:
    import jinja2

BESIDE = Place()
"""Of a page that says nothing else."""

_BLANK_LINES = re.compile(r"\n{3,}")
"""What a template leaves where it prints nothing. No value holds a line end, so this touches none."""


def render_markdown(
    briefing: Briefing, environment: jinja2.Environment, dialect: Dialect = "commonmark", charts: Place = BESIDE
) -> str:
    """The whole page: front matter, where the dialect has it, and the briefing."""
    parts = (render_front(briefing, environment, dialect), render_block(briefing, environment, dialect, charts))
    return "\n".join(filter(None, parts))


def render_front(briefing: Briefing, environment: jinja2.Environment, dialect: Dialect) -> str:
    """What only the head of a file may hold, or nothing."""
    _, to = in_dialect(environment, dialect)
    with telling_where():
        return _tidy(str(to.front(briefing)))


def render_block(briefing: Briefing, environment: jinja2.Environment, dialect: Dialect, charts: Place = BESIDE) -> str:
    """The briefing as it can stand anywhere in a page, with its charts where that page finds them."""
    environment, to = in_dialect(environment, dialect)
    shown = pictures(briefing, charts)
    return _tidy(render(environment, "briefing.md.j2", briefing=briefing, to=to, pictures=shown))


def _tidy(text: str) -> str:
    text = _BLANK_LINES.sub("\n\n", text).strip()
    return text and text + "\n"
