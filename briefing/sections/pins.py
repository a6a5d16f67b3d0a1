"""Quotations that the config pins: they appear, whatever their score."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefing.model import Document, Excerpt, Sentence


def find_pins(
    quotation: str, documents: Sequence[Document], split: Callable[[Document], Sequence[Sentence]]
) -> tuple[Excerpt, ...]:
    """The sentences that hold the quotation, one excerpt a document; white space may differ."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quotation.split()))
    found = []
    for document in documents:
        if match := pattern.search(document.text):
            held = [s for s in split(document) if s.start < match.end() and s.end > match.start()]
            if held:
                found.append(Excerpt(held[0], held[0].start, held[-1].end, 1.0, (("pinned", 1.0),)))
    return tuple(found)
