"""A document as the tool sees it, as one line of JSON: what `briefing read --json` prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from briefing.model import Analysis, Document, Sentence
from briefing.rendering.json import figure_fields, safe
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
            {"start": start, "end": end, "speaker": None, "speaker_start": None, "speaker_end": None}
            for start, end in analysis.quotes
        ],
        "figures": [figure_fields(document, figure) for figure in analysis.figures],
        "needs": analysis.needs,
    }


def render_outline(document: Document, sentences: Sequence[Sentence]) -> str:
    """The document for people: what is known of it, then each sentence behind the kind of its block."""
    known = {
        "title": (document.title, document.title_from),
        "publisher": (document.publisher, None),
        "author": (document.author, None),
        "published": (document.published and document.published.isoformat(), document.published_from),
        "language": (document.language, None),
        "sha256": (document.sha256, None),
    }
    lines = [document.path]
    lines += [f"  {name}: {_told(value, how)}" for name, (value, how) in known.items()]
    for sentence in sentences:
        kind = document.blocks[sentence.block].kind
        lines.append(f"{kind:>9} {sentence.start:>6}-{sentence.end:<6} {shown(sentence.text)}")
    return "\n".join(lines)


def _told(value: str | None, how: str | None) -> str:
    return "not given" if value is None else shown(value) + (" (inferred from the text)" if how == "text" else "")
