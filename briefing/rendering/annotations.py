"""Briefing → evidence.jsonld: each quotation as an annotation of its document, in the W3C's Web Annotation Data Model.

https://www.w3.org/TR/annotation-model/. Tools that know it find the words in the document by themselves, by what stands
around them or by their place. Places count characters of the document's text as it was read, as in briefing.json.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..model import Briefing, Citation, Finding, Section
from .json import safe
from .quoting import web_address

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

AROUND = 32
"""Characters before and after a quotation that tell it from others like it."""


def render_annotations(briefing: Briefing) -> str:
    """Every citation of every finding, in their order, as one collection."""
    items = [
        _annotation(briefing, section, finding, citation)
        for section in briefing.sections
        for finding in section.findings
        for citation in briefing.citations(finding)
    ]
    name = _name(briefing.build)
    value = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": briefing.title,
        "generator": {"type": "Software", "name": "briefing"},
        "total": len(items),
        "first": {"id": _name(briefing.build, "page"), "type": "AnnotationPage", "partOf": name, "startIndex": 0}
        | {"items": items},
    }
    return safe(json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def _annotation(briefing: Briefing, section: Section, finding: Finding, citation: Citation) -> dict[str, Any]:
    document = citation.document
    text = document.text
    place = (section.topic.id, finding.id, document.id, str(citation.start), str(citation.end))
    return {
        "id": _name(briefing.build, *place),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": section.topic.title},
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": finding.lead.text},
        ],
        "target": {
            "source": web_address(document.url or "") or f"urn:sha256:{document.sha256}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": citation.text,
                    "prefix": text[max(citation.start - AROUND, 0) : citation.start],
                    "suffix": text[citation.end : citation.end + AROUND],
                },
                {"type": "TextPositionSelector", "start": citation.start, "end": citation.end},
            ],
        },
    }


def _name(*parts: str) -> str:
    """The same for the same things, and for nothing else."""
    return uuid5(NAMESPACE_URL, "\0".join(("briefing", *parts))).urn
