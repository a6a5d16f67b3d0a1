"""What a section rests on, counted: no sentence is written, so none can say more than the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from briefing.model import Document, Section, Summary

STALE = 90
"""Days between a section's latest document and the data cut-off past which newer evidence should be looked for: a
quarter of a year, in which figures and positions of a current matter change."""
AGREED = 2
"""Origins that stand behind what the documents agree on."""


def summarise(section: Section, count: Callable[[Iterable[Document]], int], cut_off: date | None) -> Summary:
    """`count` tells how many origins some documents have."""
    documents = {
        excerpt.sentence.document.id: excerpt.sentence.document
        for finding in section.findings
        for excerpt in finding.excerpts
    }
    dated = sorted(document.published for document in documents.values() if document.published)
    age = (cut_off - dated[-1]).days if cut_off and dated else None
    agreed = [finding for finding in section.findings if not finding.disputed and (finding.origins or 0) >= AGREED]
    single = [finding for finding in section.findings if not finding.disputed and (finding.origins or 0) < AGREED]
    return Summary(
        documents=len(documents),
        origins=count(documents.values()),
        dated=len(dated),
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
        agreed=tuple(finding.id for finding in agreed),
        single=tuple(finding.id for finding in single),
        disputed=tuple(finding.id for finding in section.findings if finding.disputed),
        age=age,
        stale=age is not None and age > STALE,
    )
