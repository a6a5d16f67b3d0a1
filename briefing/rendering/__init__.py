"""Stage 4: a Briefing becomes Markdown, HTML, PDF and JSON."""

from .environment import check_templates, environment
from .html import render_page, render_paper
from .json import render_json
from .markdown import render_block, render_front, render_markdown
from .pdf import Pdf, PdfRenderer

__all__ = [
    "Pdf",
    "PdfRenderer",
    "check_templates",
    "environment",
    "render_block",
    "render_front",
    "render_json",
    "render_markdown",
    "render_page",
    "render_paper",
]
