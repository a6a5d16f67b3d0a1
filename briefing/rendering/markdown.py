"""Briefing → Markdown: one document that reads well as plain text, on a wiki, and as the source of HTML and PDF.

Citations must lead somewhere on every wiki, without raw HTML (which Wiki.js and GitLab strip) and without footnotes
(which GitHub wikis do not render). What all of them have is the anchor of a heading: so each source stands under a
small heading of its own, "Source 3", and a citation is `[\\[3\\]](#source-3)`. GitHub, GitLab and gollum make these
anchors by one rule (`quoting.slug`); the way back, "Cited under Force size", uses it too.

For diffs, each finding is one line, each other wording of it another, and the order is the Briefing's.
A quotation stands between its label and its number, without marks of our own, which could be taken for the source's.
A number stands for the very words before it: a document that says the same in other words is quoted in its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Briefing
from .environment import render

if TYPE_CHECKING:
    import jinja2

_BLANK_LINES = re.compile(r"\n{3,}")
"""What a template leaves where it prints nothing. No value holds a line end, so this touches none."""


def render_markdown(briefing: Briefing, environment: jinja2.Environment) -> str:
    """The whole briefing, in CommonMark."""
    text = render(environment, "briefing.md.j2", briefing=briefing)
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"
