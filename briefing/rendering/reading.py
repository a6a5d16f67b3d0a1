"""A document as the tool sees it: what `briefing read` prints, for people or as one line of JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from briefing.model import Analysis, Document, Sentence
from briefing.rendering.json import figure_fields, safe, span_fields
from briefing.rendering.quoting import shown


def render_reading(document: Document, analyses: Sequence[Analysis]) -> str:
    """Text, metadata, blocks and sentences, with their spans in `text`; no line end at its end."""
    value = {
        "path": document.path,
        "sha256": document.sha256,
        "text": document.text,
        "title": document.title,
        "publisher": document.publisher,
        "author": document.author,
        "published": document.published.isoformat() if document.published else None,
        "published_from": document.published_from,
        "language": document.language,
        "blocks": [{"kind": block.kind, "start": block.start, "end": block.end} for block in document.blocks],
        "sentences": [_sentence(document, analysis) for analysis in analyses],
    }
    return safe(json.dumps(value, ensure_ascii=False))


def _sentence(document: Document, analysis: Analysis) -> dict[str, Any]:
    sentence = analysis.sentence
    return {
        "start": sentence.start,
        "end": sentence.end,
        "block": sentence.block,
        "quotes": [
            {
                "start": quote.start,
                "end": quote.end,
                "speaker": quote.speaker.name if quote.speaker else None,
                "speaker_start": quote.speaker.start if quote.speaker else None,
                "speaker_end": quote.speaker.end if quote.speaker else None,
            }
            for quote in analysis.voice.quotes
        ],
        "figures": [figure_fields(document, figure) for figure in analysis.figures],
        "dates": [
            span_fields(document, mention.start, mention.end) | {"value": mention.value} for mention in analysis.dates
        ],
        "hedges": [span_fields(document, hedge.start, hedge.end) | {"kind": hedge.kind} for hedge in analysis.hedges],
        "needs": analysis.needs,
    }


def render_outline(document: Document, sentences: Sequence[Sentence]) -> str:
    """The document for people: what is known of it, then each sentence behind the kind of its block and its place."""
    published = document.published.isoformat() if document.published else None
    known = (
        ("title", _told(document.title, document.title_from)),
        ("publisher", _told(document.publisher)),
        ("author", _told(document.author, document.author_from)),
        ("published", _told(published, document.published_from)),
        ("url", _told(document.url)),
        ("language", _told(document.language)),
        ("rating", _told(document.rating)),
        ("marking", _told(document.marking)),
        ("sha256", document.sha256),
    )
    lines = [document.path, *(f"  {name}: {value}" for name, value in known)]
    for sentence in sentences:
        kind = document.blocks[sentence.block].kind
        lines.append(f"{kind:>9} {sentence.start:>6}-{sentence.end:<6} {shown(sentence.text)}")
    return "\n".join(lines)


def _told(value: str | None, how: str | None = None) -> str:
    return "not given" if value is None else shown(value) + (" (inferred from the text)" if how == "text" else "")
