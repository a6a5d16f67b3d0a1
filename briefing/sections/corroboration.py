"""What the printed sentences say, and what stands behind it: speakers, figures, hedges, origins, disagreements.

Only documents that a section cites are analysed, so the cost grows with what is printed, not with the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing.analysis import analyse
from briefing.model import Analysis, Credit, Document, Event, Excerpt, Finding, Mention, Origin, Section, Sentence
from briefing.sections.build import languages_of
from briefing.sections.counts import count_up
from briefing.sections.credibility import credibility
from briefing.sections.credits import circular, find_credits
from briefing.sections.moments import disputed_dates, timeline
from briefing.sections.origins import find_origins
from briefing.sections.parties import party_of
from briefing.sections.query import understand
from briefing.sections.summary import summarise
from briefing.sections.titles import disputed_titles

Split = Callable[[Document], Sequence[Sentence]]


class Evidence:
    """What the sentences of the cited documents say, and which origin each document has."""

    def __init__(self, sections: Iterable[Section], split: Split) -> None:
        cited = {
            excerpt.sentence.document.id: excerpt.sentence.document
            for section in sections
            for excerpt in _excerpts(section)
        }
        self.documents = tuple(sorted(cited.values(), key=lambda document: (document.path, document.id)))
        self.origins = find_origins(self.documents)
        self._origin = {id: origin.id for origin in self.origins for id in origin.documents}
        self._analyses = {document.id: analyse(split(document)) for document in self.documents}

    def of(self, excerpt: Excerpt) -> list[Analysis]:
        """The analysis of each sentence of an excerpt, in order."""
        return [
            analysis
            for analysis in self._analyses[excerpt.sentence.document.id]
            if excerpt.start <= analysis.sentence.start < excerpt.end
        ]

    def told(self, excerpt: Excerpt) -> Analysis | None:
        """The analysis of the sentence that was chosen."""
        return next((one for one in self.of(excerpt) if one.sentence.start == excerpt.sentence.start), None)

    def count(self, documents: Iterable[Document]) -> int:
        """How many origins these documents have."""
        return len({self._origin[document.id] for document in documents})


@dataclass(frozen=True, slots=True)
class Corroborated:
    """Sections with all that follows from their sentences, and what holds for the briefing as a whole."""

    sections: tuple[Section, ...]
    documents: tuple[Document, ...]
    """The cited ones."""
    origins: tuple[Origin, ...]
    credits: tuple[Credit, ...]
    circular: tuple[tuple[str, ...], ...]
    timeline: tuple[Event, ...]


def corroborate(
    sections: Sequence[Section], documents: Sequence[Document], split: Split, cut_off: date | None
) -> Corroborated:
    """`documents` are all that were read; those that a section cites are analysed, with `split`."""
    evidence, languages = Evidence(sections, split), languages_of(documents)
    told = tuple(_section(section, evidence, cut_off, languages) for section in sections)
    credits = find_credits(evidence.documents)
    return Corroborated(told, evidence.documents, evidence.origins, credits, circular(credits), timeline(told))


def _section(section: Section, evidence: Evidence, cut_off: date | None, languages: Sequence[str]) -> Section:
    findings = [_finding(finding, evidence) for finding in section.findings]
    query = understand(section.topic, languages)
    figures, disputed = count_up(findings, evidence, query.units, query.answer == "amount")
    disagreements = (
        *disputed,
        *disputed_dates(findings, evidence),
        *disputed_titles(findings, evidence),
    )
    contested = {
        mention.finding
        for disagreement in disagreements
        if disagreement.kind != "change"
        for version in disagreement.versions
        for mention in version.mentions
    }
    findings = [replace(finding, disputed=finding.id in contested) for finding in findings]
    findings = [_rated(finding, evidence) for finding in findings]
    section = replace(
        section,
        findings=tuple(findings),
        figures=figures,
        disagreements=disagreements,
    )
    return replace(section, summary=summarise(section, evidence.count, cut_off))


def _finding(finding: Finding, evidence: Evidence) -> Finding:
    analyses = evidence.of(finding.lead)
    told = evidence.told(finding.lead)
    return replace(
        finding,
        figures=tuple(figure for one in analyses for figure in one.figures),
        speaker=told.voice.speaker if told else None,
        dates=tuple(mention for one in analyses for mention in one.dates),
        hedges=tuple(_hedges(finding, evidence)),
        leans=bool(analyses) and analyses[0].needs is not None,
        origins=evidence.count(excerpt.sentence.document for excerpt in finding.excerpts),
    )


def _hedges(finding: Finding, evidence: Evidence) -> Iterator[Mention]:
    for excerpt in finding.excerpts:
        for analysis in evidence.of(excerpt):
            for hedge in analysis.hedges:
                yield Mention(excerpt.sentence.document, hedge.start, hedge.end, finding.id, hedge=hedge.kind)


def _rated(finding: Finding, evidence: Evidence) -> Finding:
    told = ((excerpt.sentence.document.language, evidence.told(excerpt)) for excerpt in finding.excerpts)
    parties = [party_of(one.voice.speaker.name, language) for language, one in told if one and one.voice.speaker]
    return replace(finding, credibility=credibility(finding, parties))


def _excerpts(section: Section) -> list[Excerpt]:
    excerpts = [excerpt for finding in section.findings for excerpt in finding.excerpts]
    return excerpts + [gap.excerpt for gap in section.gaps if gap.excerpt]
