"""What templates may call: how values are printed, and the few things a template would otherwise have to count."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from ..model import Briefing, Citation, Document, Section
from .quoting import link, quote, shown, slug

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Not `strftime`, which speaks the machine's language."""

LONGEST_UNCITED = 200
"""How many documents that were read and not cited a page lists: more would bury the briefing; the JSON has them all."""

_PLAIN_MARKS = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\xab\xbb", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc", "'")
    | dict.fromkeys("\u2011\u2013\u2014", "-")
)
"""Quotation marks, apostrophes and dashes, each kind by its plainest member."""


def day(value: date) -> str:
    """11 April 2025, whatever the locale."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def paragraphs(text: str) -> list[str]:
    """The parts of an analyst's note that blank lines set apart."""
    return [part for part in re.split(r"\n\s*\n", text) if shown(part)]


def wordings(citations: Sequence[Citation]) -> list[list[Citation]]:
    """The citations of a finding by what they say, word for word: the leading wording first, each document once."""
    groups: dict[str, dict[int, Citation]] = {}
    for citation in citations:
        groups.setdefault(shown(citation.text), {}).setdefault(citation.number, citation)
    return [list(group.values()) for group in groups.values()]


def other_documents(citations: Sequence[Citation]) -> list[Citation]:
    """One citation of each document that says the same in other words than the leading ones, by number."""
    leading = {citation.number for citation in wordings(citations)[0]}
    others = {citation.number: citation for citation in citations if citation.number not in leading}
    return [others[number] for number in sorted(others)]


def same_words(one: Citation, other: Citation) -> bool:
    """Whether two wordings differ by no more than the shape of quotation marks, apostrophes and dashes."""
    return shown(one.text).translate(_PLAIN_MARKS) == shown(other.text).translate(_PLAIN_MARKS)


def finding_number(section: Section, finding_id: str) -> int:
    """The number that the section's list gives to a finding."""
    return [finding.id for finding in section.findings].index(finding_id) + 1


def citing(briefing: Briefing, document: Document) -> list[Section]:
    """The sections that cite a document."""
    return [
        section
        for section in briefing.sections
        if any(e.sentence.document.id == document.id for finding in section.findings for e in finding.excerpts)
    ]


def uncited(briefing: Briefing) -> tuple[list[Document], int]:
    """The documents that were read and not cited, as many as a page lists, and how many more there are."""
    documents = [document for document in briefing.read if briefing.number(document) is None]
    return documents[:LONGEST_UNCITED], len(documents[LONGEST_UNCITED:])


FILTERS: Mapping[str, Callable[..., Any]] = {
    "citing": citing,
    "day": day,
    "finding_number": finding_number,
    "link": link,
    "other_documents": other_documents,
    "paragraphs": paragraphs,
    "quote": quote,
    "same_words": same_words,
    "shown": shown,
    "slug": slug,
    "uncited": uncited,
    "wordings": wordings,
}
