"""Briefing → briefing.json, for other programs: everything the pages print, and the spans and scores behind it.

What is null is not known; it does not say that there is none.
"""

from __future__ import annotations

import json
import math
import re
from hashlib import sha256
from typing import Any

from ..model import Briefing, Citation, Document, Figure, Finding, Section, Summary, Version
from .fragments import fragment

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
        "origins": [
            {"id": one.id, "documents": list(one.documents), "reason": one.reason, "agency": one.agency}
            for one in briefing.origins
        ],
        "credits": [
            {"document": one.document, "source": one.source, "start": one.start, "end": one.end, "to": one.to}
            for one in briefing.credits
        ],
        "circular": [list(group) for group in briefing.circular],
        "timeline": [
            {"value": event.value, "section": event.topic, "finding": event.finding} for event in briefing.timeline
        ],
        "withheld": briefing.withheld,
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
        "origin": origin.id if (origin := briefing.origin(document)) else None,
        "language": document.language,
        "title_from": document.title_from,
        "author": document.author,
        "author_from": document.author_from,
        "url": document.url,
        "rating": document.rating,
        "marking": document.marking,
        "text_sha256": sha256(text_bytes(document)).hexdigest(),
    }


def text_bytes(document: Document) -> bytes:
    """A document's text as it is counted, hashed and attached: UTF-8, its line ends as they stand."""
    return document.text.encode("utf-8", "surrogatepass")


def _section(briefing: Briefing, section: Section) -> dict[str, Any]:
    return {
        "id": section.topic.id,
        "title": section.topic.title,
        "question": section.topic.question,
        "findings": [_finding(briefing, finding) for finding in section.findings],
        "disagreements": [
            {"kind": one.kind, "about": one.about, "versions": [_version(version) for version in one.versions]}
            for one in section.disagreements
        ],
        "gaps": [
            {"question": gap.question, "citation": _citation(briefing.citation(gap.excerpt)) if gap.excerpt else None}
            for gap in section.gaps
        ],
        "figures": [_version(version) for version in section.figures],
        "summary": _summary(section.summary) if section.summary else None,
        "answers": [{"question": answer.question, "finding": answer.finding} for answer in section.answers],
        "note": section.topic.note,
    }


def _finding(briefing: Briefing, finding: Finding) -> dict[str, Any]:
    document = finding.lead.sentence.document
    return {
        "id": finding.id,
        "text": finding.lead.text,
        "score": round(finding.score, 4),
        "reasons": [[name, round(share, 4)] for name, share in finding.lead.reasons],
        "speaker": finding.speaker.name if finding.speaker else None,
        "hedges": [
            {"document": one.document.id, **span_fields(one.document, one.start, one.end)} | {"kind": one.hedge}
            for one in finding.hedges
        ],
        "origins": finding.origins,
        "figures": [figure_fields(document, figure) for figure in finding.figures],
        "citations": [_citation(citation) for citation in briefing.citations(finding)],
        "pinned": finding.pinned,
        "in_part": finding.in_part,
        "leans": finding.leans,
        "disputed": finding.disputed,
        "disputed_under": finding.disputed_under,
        "credibility": {"grade": finding.credibility.grade, "reason": finding.credibility.reason}
        if finding.credibility
        else None,
        "dates": [span_fields(document, one.start, one.end) | {"value": one.value} for one in finding.dates],
        "verb": finding.speaker.verb if finding.speaker else None,
        "via": finding.speaker.via if finding.speaker else None,
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
        "subject": figure.subject,
        "status": figure.status,
        "as_of": figure.as_of,
        "claimant": figure.claimant.name if figure.claimant else None,
        "counted": figure.counted,
    }


def span_fields(document: Document, start: int, end: int) -> dict[str, Any]:
    """Words of a document, and where they stand."""
    return {"start": start, "end": end, "text": document.text[start:end]}


def _version(version: Version) -> dict[str, Any]:
    return {
        "text": version.lead.text,
        "origins": version.origins,
        "disputed": version.disputed,
        "mentions": [
            {"document": mention.document.id, **span_fields(mention.document, mention.start, mention.end)}
            | {"finding": mention.finding, "claimant": mention.claimant, "as_of": mention.as_of}
            | {"figure": figure_fields(mention.document, mention.figure) if mention.figure else None}
            for mention in version.mentions
        ],
    }


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "documents": summary.documents,
        "origins": summary.origins,
        "dated": summary.dated,
        "first": summary.first.isoformat() if summary.first else None,
        "last": summary.last.isoformat() if summary.last else None,
        "agreed": list(summary.agreed),
        "single": list(summary.single),
        "disputed": list(summary.disputed),
        "age": summary.age,
        "stale": summary.stale,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "document": citation.document.id,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "paragraph": citation.paragraph,
        "text": citation.text,
        "link": fragment(citation),
    }


def _number(value: float | None) -> float | int | None:
    """10000, not 10000.0; what JSON has no number for is unknown."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else value
