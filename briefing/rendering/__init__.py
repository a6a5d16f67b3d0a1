"""Stage 4: a Briefing becomes Markdown, HTML, PDF, JSON, JSON-LD, CSL-JSON and Word."""

from .annotations import render_annotations
from .chart_files import Place, chart_files
from .csl import render_csl
from .docx import render_docx
from .environment import check_templates, environment
from .evidence import attachments
from .html import render_page, render_paper
from .json import render_json
from .markdown import render_block, render_front, render_markdown
from .pdf import Attachment, Pdf, PdfRenderer

__all__ = [
    "Attachment",
    "Pdf",
    "PdfRenderer",
    "Place",
    "attachments",
    "chart_files",
    "check_templates",
    "environment",
    "render_annotations",
    "render_block",
    "render_csl",
    "render_docx",
    "render_front",
    "render_json",
    "render_markdown",
    "render_page",
    "render_paper",
]
