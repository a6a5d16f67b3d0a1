"""What the printed sentences say, and what stands behind it: speakers, figures, hedges, origins, disagreements.

Only documents that a section cites are analysed, so the cost grows with what is printed, not with the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefing.analysis import analyse
from briefing.model import (
    Analysis,
    Credit,
    Document,
    Event,
    Excerpt,
    Finding,
    Mention,
    Origin,
    Section,
    Sentence,
    Speaker,
)
from briefing.sections.build import languages_of
from briefing.sections.counts import count_up
from briefing.sections.credibility import credibility
from briefing.sections.credits import circular, find_credits
from briefing.sections.moments import disputed_dates, timeline
from briefing.sections.origins import find_origins
from briefing.sections.parties import party_of
from briefing.sections.query import understand
from briefing.sections.summary import summarise
from briefing.sections.titles import disputed_titles, titles_in

Split = Callable[[Document], Sequence[Sentence]]


class Evidence:
    """What the sentences of the cited documents say, and which origin each document has."""

    def __init__(self, sections: Sequence[Section], split: Split) -> None:
        cited = {
            excerpt.sentence.document.id: excerpt.sentence.document
            for section in sections
            for excerpt in _excerpts(section)
        }
        self.documents = tuple(sorted(cited.values(), key=lambda document: (document.path, document.id)))
        self.origins = find_origins(self.documents)
        self.titles = titles_in(self.documents)
        self._origin = {id: origin.id for origin in self.origins for id in origin.documents}
        spans: dict[str, set[tuple[int, int]]] = {}
        for excerpt in (excerpt for section in sections for excerpt in _excerpts(section)):
            spans.setdefault(excerpt.sentence.document.id, set()).add((excerpt.start, excerpt.end))
        self._analyses = {
            document.id: analyse(split(document), _within(spans[document.id])) for document in self.documents
        }

    def of(self, excerpt: Excerpt) -> list[Analysis]:
        """The analysis of each sentence of an excerpt, in order."""
        return [
            analysis for analysis in self._analyses[excerpt.sentence.document.id] if excerpt.holds(analysis.sentence)
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
    compared = [_compared(section, evidence, languages) for section in sections]
    contested = _contested(compared)
    told = tuple(_judged(section, evidence, contested, cut_off) for section in compared)
    credits = find_credits(evidence.documents)
    return Corroborated(told, evidence.documents, evidence.origins, credits, circular(credits), timeline(told))


def _compared(section: Section, evidence: Evidence, languages: Sequence[str]) -> Section:
    """The section with what its sentences say, and what of it cannot all hold."""
    findings = tuple(_finding(finding, evidence) for finding in section.findings)
    query = understand(section.topic, languages)
    figures, disputed = count_up(findings, evidence, query.units, query.answer == "amount")
    others = (*disputed_dates(findings, evidence), *disputed_titles(findings, evidence))
    return replace(section, findings=findings, figures=figures, disagreements=(*disputed, *others))


Contested = Mapping[tuple[str, int, int], Sequence[str]]
"""Document and span of a figure or day that is contested → the titles of the topics under which it is."""


def _contested(sections: Iterable[Section]) -> Contested:
    """Where the figures and days stand that cannot all hold: what is contested under one topic is so under all. A title
    that is given differently makes nothing untrue that its bearer says."""
    found: dict[tuple[str, int, int], list[str]] = {}
    for section in sections:
        for disagreement in section.disagreements:
            if disagreement.kind in ("figures", "date"):
                for mention in (mention for version in disagreement.versions for mention in version.mentions):
                    place = mention.document.id, mention.start, mention.end
                    found.setdefault(place, []).append(section.topic.title)
    return found


def _judged(section: Section, evidence: Evidence, contested: Contested, cut_off: date | None) -> Section:
    """The section with its findings marked and graded, and its summary."""
    findings = tuple(_rated(_marked(finding, section.topic.title, contested), evidence) for finding in section.findings)
    section = replace(section, findings=findings)
    return replace(section, summary=summarise(section, evidence.count, cut_off))


def _marked(finding: Finding, title: str, contested: Contested) -> Finding:
    """The finding, disputed where it holds what is contested, and under which topic where not under its own."""
    under = [
        topic
        for (document, start, end), topics in contested.items()
        if any(e.sentence.document.id == document and e.start <= start and end <= e.end for e in finding.excerpts)
        for topic in topics
    ]
    return replace(finding, disputed=bool(under), disputed_under=under[0] if under and title not in under else None)


def _finding(finding: Finding, evidence: Evidence) -> Finding:
    analyses = evidence.of(finding.lead)
    told = evidence.told(finding.lead)
    document = finding.lead.sentence.document
    return replace(
        finding,
        figures=tuple(figure for one in analyses for figure in one.figures),
        speaker=_of_party(told.voice.speaker, document.language) if told and told.voice.speaker else None,
        dates=tuple(mention for one in analyses for mention in one.dates if mention.start >= finding.lead.start),
        hedges=tuple(_hedges(finding, evidence)),
        leans=bool(analyses) and analyses[0].needs is not None,
        origins=evidence.count(excerpt.sentence.document for excerpt in finding.excerpts),
    )


def _of_party(speaker: Speaker, language: str | None) -> Speaker:
    return replace(speaker, party=party_of(speaker.name, language))


def _hedges(finding: Finding, evidence: Evidence) -> Iterator[Mention]:
    for excerpt in finding.excerpts:
        for analysis in evidence.of(excerpt):
            for hedge in analysis.hedges:
                yield Mention(excerpt.sentence.document, hedge.start, hedge.end, finding.id, hedge=hedge.kind)


def _rated(finding: Finding, evidence: Evidence) -> Finding:
    told = ((excerpt.sentence.document.language, evidence.told(excerpt)) for excerpt in finding.excerpts)
    parties = [party_of(one.voice.speaker.name, language) for language, one in told if one and one.voice.speaker]
    return replace(finding, credibility=credibility(finding, parties))


def _within(spans: Collection[tuple[int, int]]) -> Callable[[Sentence], bool]:
    return lambda sentence: any(sentence.start < end and start < sentence.end for start, end in spans)


def _excerpts(section: Section) -> list[Excerpt]:
    excerpts = [excerpt for finding in section.findings for excerpt in finding.excerpts]
    return excerpts + [gap.excerpt for gap in section.gaps if gap.excerpt]
