"""Briefing → HTML: the self-contained evidence page, and the page that becomes the PDF.

Both have templates of their own, made from the same macros (body.html.j2). They are not made from the Markdown: a
citation leads to the very words here, tables and charts have what screens and paper need, and no Markdown of a source
has to be kept from becoming markup twice.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from ..model import Briefing, Paper
from .environment import render, source

if TYPE_CHECKING:
    import jinja2


def render_page(briefing: Briefing, environment: jinja2.Environment) -> str:
    """The page for a browser. It needs no other file and may load none."""
    css, js = _style(environment, "page.css"), _script(environment, "explorer.js")
    values = {"css": css, "css_hash": _hash(css), "js": js, "js_hash": _hash(js)}
    return render(environment, "page.html.j2", briefing=briefing, **values)


def render_paper(briefing: Briefing, environment: jinja2.Environment, paper: Paper = "A4") -> str:
    """The page that pdf.py turns into a PDF."""
    css = _style(environment, "pdf.css")
    return render(environment, "paper.html.j2", briefing=briefing, css=css, paper=paper.lower())


def _style(environment: jinja2.Environment, name: str) -> str:
    return source(environment, name).replace("</", "<\\/")  # in CSS the same; in HTML no longer the end of <style>


def _script(environment: jinja2.Environment, name: str) -> str:
    """In the strings of JavaScript the same; in HTML no longer the end of <script>, nor a comment."""
    return re.sub(r"<(?=/script|!--)", r"<\\", source(environment, name), flags=re.IGNORECASE)


def _hash(text: str) -> str:
    """As a Content-Security-Policy names what it allows."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
