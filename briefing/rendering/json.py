"""Briefing → briefing.json, for other programs: everything the pages print, and the spans and scores behind it.

What is not analysed yet is null, which says "unknown", not "none": a finding's speaker and origins.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from ..model import Briefing, Citation, Document, Figure, Finding, Section

SCHEMA = "briefing/1"

_UNSAFE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that steer or reorder a terminal, end a line of JavaScript, or have no UTF-8: printed as \\uXXXX."""


def render_json(briefing: Briefing) -> str:
    """The whole briefing as JSON."""
    value = {
        "schema": SCHEMA,
        "title": briefing.title,
        "as_of": briefing.as_of.isoformat() if briefing.as_of else None,
        "build": briefing.build,
        "documents": [_document(briefing, document) for document in _documents(briefing)],
        "sections": [_section(briefing, section) for section in briefing.sections],
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in briefing.skipped],
        "as_of_from": briefing.as_of_from,
        "marking": briefing.marking,
        "warnings": list(briefing.warnings),
    }
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return safe(text) + "\n"


def safe(text: str) -> str:
    """JSON that can be printed on any terminal."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _documents(briefing: Briefing) -> list[Document]:
    """The cited ones by number, then the others by path."""
    return [*briefing.documents, *(document for document in briefing.read if briefing.number(document) is None)]


def _document(briefing: Briefing, document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "number": briefing.number(document),
        "path": document.path,
        "sha256": document.sha256,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "published_from": document.published_from,
        "origin": None,
        "language": document.language,
        "title_from": document.title_from,
        "author": document.author,
        "author_from": document.author_from,
        "url": document.url,
        "rating": document.rating,
        "marking": document.marking,
    }


def _section(briefing: Briefing, section: Section) -> dict[str, Any]:
    return {
        "id": section.topic.id,
        "title": section.topic.title,
        "question": section.topic.question,
        "findings": [_finding(briefing, finding) for finding in section.findings],
        "disagreements": [],
        "gaps": [gap.question for gap in section.gaps],
        "answers": [{"question": answer.question, "finding": answer.finding} for answer in section.answers],
        "note": section.topic.note,
    }


def _finding(briefing: Briefing, finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "text": finding.lead.text,
        "score": round(finding.score, 4),
        "reasons": [[name, round(share, 4)] for name, share in finding.lead.reasons],
        "speaker": None,
        "hedges": [],
        "origins": None,
        "figures": [figure_fields(finding.lead.sentence.document, figure) for figure in finding.figures],
        "citations": [_citation(citation) for citation in briefing.citations(finding)],
        "pinned": finding.pinned,
    }


def figure_fields(document: Document, figure: Figure) -> dict[str, Any]:
    """A figure of a document, its verbatim text included."""
    return {
        "low": _number(figure.low),
        "high": _number(figure.high),
        "bound": figure.bound,
        "unit": figure.unit,
        "text": document.text[figure.start : figure.end],
        "start": figure.start,
        "end": figure.end,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "document": citation.document.id,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "paragraph": citation.paragraph,
        "text": citation.text,
    }


def _number(value: float | None) -> float | int | None:
    """10000, not 10000.0; what JSON has no number for is unknown."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else value
