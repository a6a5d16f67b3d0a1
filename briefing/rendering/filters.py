"""What templates may call: how values are printed, and the few things a template would otherwise have to count."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from ..model import Briefing, Citation, Document, Finding, Gap, Mention, Section, Version
from .charts import Chart, charts
from .fragments import fragment
from .quoting import is_web_address, link, quote, shown, slug, soft

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Not `strftime`, which speaks the machine's language."""

LONGEST_UNCITED = 200
"""How many documents that were read and not cited a page lists: more would bury the briefing; the JSON has them all."""

GLANCE = 6
"""Figures of a section that its front table shows; the others stand in the section."""

FRONT_CHARTS = 2
FRONT_GAPS = 4
"""Charts and gaps that the first page has room for."""

COLUMNS = 16
"""Documents in one table of coverage: as many numbers stand side by side on a page."""

Piece = tuple[str, str | None, Sequence[str]]

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
    return plainly(one.text) == plainly(other.text)


def plainly(text: str) -> str:
    """What a reader sees of a text, with the plainest quotation marks, apostrophes and dashes."""
    return shown(text).translate(_PLAIN_MARKS)


def when(value: str) -> str:
    """An ISO 8601 value in words: 10 April 2025, April 2025, the week from 7 April 2025, since 2023, 2014 to 2022."""
    first, mark, last = value.partition("/")
    if mark:
        if last == "..":
            return f"since {when(first)}"
        return f"until {when(last)}" if first == ".." else f"{when(first)} to {when(last)}"
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        return f"the week from {day(date.fromisocalendar(int(match[1]), int(match[2]), 1))}"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    return day(date.fromisoformat(value)) if len(value) == len("2025-04-10") else value


def counted(number: int, noun: str) -> str:
    """1 document, 2 documents."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def given(version: Version) -> list[str]:
    """Who gives a figure, each voice by the first of its names; a document that speaks for itself names nobody."""
    names: dict[str, str] = {}
    for mention in version.mentions:
        if mention.claimant:
            names.setdefault(mention.party or mention.claimant, called(mention.claimant))
    return list(names.values())


def called(name: str) -> str:
    """A speaker's name within a sentence: an article that opened one is small."""
    return re.sub(r"^(?:The|A|An) ", lambda article: article[0].lower(), name)


def times(version: Version) -> list[str]:
    """The times that the texts give for a figure, each once."""
    return list(dict.fromkeys(mention.as_of for mention in version.mentions if mention.as_of))


def sources(version: Version) -> list[Mention]:
    """One place of each document."""
    return list({mention.document.id: mention for mention in version.mentions}.values())


def glance(section: Section) -> list[Version]:
    """The figures of a section that a reader should see first: those that are disputed or that most places give."""
    plain = [v for v in section.figures if not v.lead.figure or v.lead.figure.status not in ("denied", "change")]
    ranked = sorted(plain, key=lambda version: (not version.disputed, -len(version.mentions)))
    chosen = ranked[:GLANCE]
    return [version for version in section.figures if version in chosen]


def reservations(finding: Finding) -> list[Mention]:
    """The words by which the documents hold back, each wording once. "Could" and "would" alone say too little."""
    telling = [hedge for hedge in finding.hedges if hedge.hedge != "modal"]
    return list({hedge.text.lower(): hedge for hedge in reversed(telling)}.values())[::-1]


def voices(section: Section) -> list[tuple[str, list[tuple[int, Finding]]]]:
    """Who says what: each voice of a section's findings under all its names, with the findings and their numbers.
    A body and its initials are one voice."""
    said: dict[str, list[tuple[int, Finding]]] = {}
    names: dict[str, dict[str, str]] = {}
    for number, finding in enumerate(section.findings, 1):
        if speaker := finding.speaker:
            party = speaker.party or speaker.name
            said.setdefault(party, []).append((number, finding))
            name = called(speaker.name)
            names.setdefault(party, {}).setdefault(name.lower(), name)
    for short in list(names):
        whole = next((party for party in names if party != short and _are_initials(names[short], names[party])), None)
        if whole:
            said[whole] = sorted(said[whole] + said.pop(short), key=lambda one: one[0])
            names[whole] |= names.pop(short)
    return [(", ".join(names[party].values()), found) for party, found in said.items()]


def _are_initials(short: Mapping[str, str], whole: Mapping[str, str]) -> bool:
    """Whether one name of a voice is made of the initials of a name of another: "NHB" and "the North Harbour Board"."""
    bare = {name.removeprefix("the ") for name in short.values()}
    initials = {"".join(word[0] for word in name.split() if word[0].isupper()) for name in whole.values()}
    return any(len(name) > 1 and name.isupper() and name in initials for name in bare)


def speakers(briefing: Briefing) -> list[str]:
    """All who speak in the briefing's findings, by name."""
    found = (finding.speaker for section in briefing.sections for finding in section.findings)
    return sorted({shown(speaker.name) for speaker in found if speaker})


def origins_of(briefing: Briefing, finding: Finding) -> list[str]:
    """The names of the origins that stand behind a finding, each once."""
    documents = [excerpt.sentence.document for excerpt in finding.excerpts]
    return list(dict.fromkeys(origin.id for d in documents if (origin := briefing.origin(d))))


def coverage(briefing: Briefing) -> list[tuple[Sequence[Document], list[tuple[Section, list[int]]]]]:
    """How often each section cites each document, in tables of a width that fits a page."""
    parts = [briefing.documents[i : i + COLUMNS] for i in range(0, len(briefing.documents), COLUMNS)]
    return [
        (part, [(section, [_cited(section, document) for document in part]) for section in briefing.sections])
        for part in parts
    ]


def _cited(section: Section, document: Document) -> int:
    return sum(e.sentence.document.id == document.id for finding in section.findings for e in finding.excerpts)


def anchor(citation: Citation) -> str:
    """The name of the place on a page where the words of a citation stand. Names of our own hold a full stop, which no
    topic's id does."""
    return f"e.{citation.document.id}.{citation.start}"


def evidence(mention: Mention, briefing: Briefing) -> str | None:
    """The anchor of the citation that holds the words of a mention; None where the briefing does not quote them."""
    named = (f for section in briefing.sections for f in section.findings if f.id == mention.finding)
    for excerpt in (excerpt for finding in named for excerpt in finding.excerpts):
        same = excerpt.sentence.document.id == mention.document.id
        if same and excerpt.start <= mention.start and mention.end <= excerpt.end:
            return anchor(briefing.citation(excerpt))
    return None


def citations_of(briefing: Briefing, document: Document) -> list[Citation]:
    """Every place of a document that is cited, in order; of those that begin alike the longest."""
    excerpts = [e for section in briefing.sections for finding in section.findings for e in finding.excerpts]
    excerpts += [gap.excerpt for section in briefing.sections for gap in section.gaps if gap.excerpt]
    places: dict[int, Citation] = {}
    for citation in (briefing.citation(e) for e in excerpts if e.sentence.document.id == document.id):
        known = places.get(citation.start)
        if known is None or known.end < citation.end:
            places[citation.start] = citation
    return [places[start] for start in sorted(places)]


def marked(briefing: Briefing, document: Document) -> list[tuple[str, list[Piece]]]:
    """The text of a document block by block, as the block's kind and its pieces: words, the anchor of the citation
    that they begin or belong to, and the anchors of all citations that hold them. A citation over several blocks is
    marked in each, and has its anchor in the first."""
    cited = citations_of(briefing, document)
    told = set()
    blocks: list[tuple[str, list[Piece]]] = []
    for block in document.blocks:
        cuts = {block.start, block.end}
        for citation in cited:
            cuts |= {end for end in (citation.start, citation.end) if block.start < end < block.end}
        pieces: list[Piece] = []
        for start, end in pairwise(sorted(cuts)):
            holding = [citation for citation in cited if citation.start <= start and end <= citation.end]
            name = anchor(holding[-1]) if holding else None
            again = name in told
            told.add(name)
            if shown(document.text[start:end]):
                place = f"{name}.{start}" if name and again else name
                pieces.append((document.text[start:end], place, [anchor(citation) for citation in holding]))
        blocks.append((block.kind, pieces))
    return blocks


def times_cited(briefing: Briefing, document: Document) -> int:
    """How often the sections cite a document."""
    return sum(_cited(section, document) for section in briefing.sections)


def annex(briefing: Briefing, document: Document) -> list[tuple[Citation, list[tuple[str, str | None, str]]]]:
    """The cited paragraphs of a document, each once: the first citation in it, and its pieces as words, the anchor of
    the citation that they belong to, and the characters of the citations that end there. No number stands within a
    quotation: where one holds another, or goes on in the next paragraph, its numbers follow at its end."""
    citations = {anchor(citation): citation for citation in citations_of(briefing, document)}
    blocks = [pieces for _, pieces in marked(briefing, document)]
    holding = [frozenset(names) for pieces in blocks for _, _, names in pieces]
    behind = iter(_spans_behind(holding, citations))
    found: list[tuple[Citation, list[tuple[str, str | None, str]]]] = []
    open_ended: set[str] = set()
    for pieces in blocks:
        begun = [citations[name] for _, name, _ in pieces if name in citations]
        told = [(words, name, next(behind)) for words, name, _ in pieces]
        if pieces and open_ended.intersection(pieces[0][2]):  # a citation goes on in this block
            found[-1][1].extend(told)
        elif begun:
            found.append((begun[0], told))
        open_ended = set(pieces[-1][2]) if pieces else open_ended
    return found


def _spans_behind(holding: Sequence[frozenset[str]], citations: Mapping[str, Citation]) -> Iterator[str]:
    """What to print behind each piece, by the anchors of the citations that hold it."""
    ended: dict[str, None] = {}
    for place, names in enumerate(holding):
        following = holding[place + 1] if place + 1 < len(holding) else frozenset()
        ended |= dict.fromkeys(sorted(names - following))
        if names & following:
            yield ""
        else:
            yield ", ".join(_span(citations[name]) for name in ended)
            ended = {}


def _span(citation: Citation) -> str:
    return f"{citation.start}\u2013{citation.end}"


def standings(section: Section) -> list[tuple[str, tuple[str, ...]]]:
    """The findings by how they stand, as headings and ids; the first finding leads, whatever its kind."""
    summary = section.summary
    if not section.findings:
        return []
    if summary is None:
        return [("", tuple(finding.id for finding in section.findings))]
    key, lead = section.findings[0].id, "Nearest found" if section.in_part else "Key finding"
    groups = (
        (lead, (key,)),
        ("Agreed by several origins", summary.agreed),
        ("Disputed", summary.disputed),
        ("From one origin", summary.single),
    )
    rest = [(name, tuple(id for id in ids if name == lead or id != key)) for name, ids in groups]
    return [(name, ids) for name, ids in rest if ids]


def front_charts(briefing: Briefing) -> list[tuple[Section, Chart]]:
    """The charts of the first page: one a topic, those with contested figures first."""
    found = [(section, drawn[0]) for section in briefing.sections if (drawn := charts(section))]
    contested = [any(bar.version.disputed for bar in chart.bars) for _, chart in found]
    order = sorted(range(len(found)), key=lambda place: (not contested[place], place))[:FRONT_CHARTS]
    return [found[place] for place in sorted(order)]


def open_questions(briefing: Briefing) -> list[tuple[Section, Gap]]:
    """What is not known, for the first page: a section's questions first, then what documents say is not known."""
    found = [(section, gap) for section in briefing.sections for gap in section.gaps]
    return sorted(found, key=lambda one: one[1].question is None)[:FRONT_GAPS]


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


def yaml(text: str) -> str:
    """The text between quotation marks, for front matter: JSON's strings are YAML's as well."""
    return re.sub("[\ufffe\uffff]", "\ufffd", json.dumps(shown(text), ensure_ascii=False))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "anchor": anchor,
    "annex": annex,
    "called": called,
    "charts": charts,
    "citations_of": citations_of,
    "citing": citing,
    "counted": counted,
    "coverage": coverage,
    "day": day,
    "evidence": evidence,
    "finding_number": finding_number,
    "fragment": fragment,
    "front_charts": front_charts,
    "given": given,
    "glance": glance,
    "is_web_address": is_web_address,
    "link": link,
    "marked": marked,
    "open_questions": open_questions,
    "origins_of": origins_of,
    "other_documents": other_documents,
    "paragraphs": paragraphs,
    "quote": quote,
    "reservations": reservations,
    "same_words": same_words,
    "shown": shown,
    "slug": slug,
    "soft": soft,
    "sources": sources,
    "speakers": speakers,
    "standings": standings,
    "times": times,
    "times_cited": times_cited,
    "uncited": uncited,
    "voices": voices,
    "when": when,
    "wordings": wordings,
    "yaml": yaml,
}
