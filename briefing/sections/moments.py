"""Dates that the documents give one event: versions that differ, and the timeline of a briefing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from briefing.analysis.dates import key_of
from briefing.model import (
    Analysis,
    DateMention,
    Disagreement,
    Document,
    Event,
    Excerpt,
    Finding,
    Mention,
    Section,
    Sentence,
    Version,
)

DAY = 10
"""Characters of an ISO date that tells the day."""
_POSTED = re.compile(r"\(@\w{1,30}\)[\s,·|—–-]*(?:\d{1,2}:\d\d\s?(?:[AaPp]\.?[Mm]\.?)?[\s,·|—–-]*)?$")
"""What stands before the date of a post on a social network: it says when that was written, not when anything
happened: "— Ida Holm (@idaholm) March 3, 2022"."""
HANDLE = 60
"""Characters before a date in which that is looked for."""
_DATES = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
"""A day or a month: a year alone, or a span of time, dates no event."""


class Evidence(Protocol):
    """What this module needs to know of the documents."""

    def told(self, excerpt: Excerpt) -> Analysis | None: ...
    def count(self, documents: Iterable[Document]) -> int: ...


def disputed_dates(findings: Sequence[Finding], evidence: Evidence) -> tuple[Disagreement, ...]:
    """A disagreement for each finding whose documents say the same of different days. Only sentences that name one day
    each are compared: in others, a day may be of something else."""
    found = []
    for finding in findings:
        by_day: dict[str, list[Mention]] = {}
        for excerpt in finding.excerpts:
            told = evidence.told(excerpt)
            days = [day for day in _days(told.dates) if not _of_post(told.sentence, day)] if told else []
            if told and len({day.value for day in days}) == 1:
                document, speaker = excerpt.sentence.document, told.voice.speaker
                claimant = speaker.name if speaker else None
                value = days[0].value or ""
                by_day.setdefault(value, []).append(
                    Mention(document, days[0].start, days[0].end, finding.id, None, claimant, as_of=value)
                )
        documents = [{mention.document.id for mention in mentions} for mentions in by_day.values()]
        if len(by_day) > 1 and len(set.union(*documents)) > 1:
            versions = tuple(
                Version(tuple(mentions), evidence.count(m.document for m in mentions), disputed=True)
                for _, mentions in sorted(by_day.items())
            )
            found.append(Disagreement("date", "the day", versions))
    return tuple(found)


def timeline(sections: Sequence[Section]) -> tuple[Event, ...]:
    """Each finding at each day or month that its leading sentence names, earliest first; a sentence once a day, however
    many topics print it."""
    events: dict[tuple[str, tuple[str, int]], Event] = {}
    for section in sections:
        for finding in section.findings:
            sentence = finding.lead.sentence
            for mention in finding.dates:
                own = sentence.start <= mention.start < sentence.end
                if own and mention.value and _DATES.fullmatch(mention.value) and not _of_post(sentence, mention):
                    event = Event(mention.value, section.topic.id, finding.id, finding.lead)
                    events.setdefault((mention.value, sentence.key), event)
    return tuple(sorted(events.values(), key=lambda event: (*key_of(event.value), event.excerpt.sentence.key)))


def _of_post(sentence: Sentence, mention: DateMention) -> bool:
    before = sentence.document.text[max(sentence.start, mention.start - HANDLE) : mention.start]
    return bool(_POSTED.search(before))


def _days(dates: Iterable[DateMention]) -> list[DateMention]:
    return [mention for mention in dates if mention.value and len(mention.value) == DAY]
