"""Briefings in one line each: `a_briefing(a_section("Troops", a_finding(a_document("One. Two."))))`."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from itertools import count
from typing import Any

from briefing.model import (
    Answer,
    Block,
    Briefing,
    Credibility,
    Credit,
    DateMention,
    Disagreement,
    Document,
    Event,
    Excerpt,
    Figure,
    Finding,
    Gap,
    Mention,
    Origin,
    Section,
    Sentence,
    Skipped,
    Speaker,
    Summary,
    Topic,
    Version,
)

_serial = count(1)
OWN = ("answers", "gaps", "figures", "disagreements", "summary")
"""Fields of a section that are not its topic's; a topic's own `figures` are words, which no page prints."""


def a_document(text: str = "Nothing.", path: str | None = None, **fields: Any) -> Document:
    path = path or f"seeds/{next(_serial):03}.txt"
    blocks = tuple(Block("paragraph", m.start(), m.end()) for m in re.finditer(r"\S(?:.|\n(?!\n))*", text))
    digest = hashlib.sha256((path + text).encode(errors="replace")).hexdigest()
    return Document(id=digest[:12], path=path, sha256=digest, text=text, blocks=blocks, **fields)


def an_excerpt(document: Document, words: str | None = None, score: float = 1.0) -> Excerpt:
    """The words where they stand in the document; by default its whole text."""
    start = document.text.index(words) if words else 0
    end = start + len(words) if words else len(document.text)
    return Excerpt(Sentence(document, 0, start, end, 0), start, end, score, (("terms", score),))


def a_finding(*documents: Document | Excerpt, **fields: Any) -> Finding:
    """What the documents say in common; the first one leads."""
    excerpts = tuple(an_excerpt(d) if isinstance(d, Document) else d for d in documents)
    return Finding(fields.pop("id", f"f{next(_serial)}"), excerpts, **fields)


def a_figure(document: Document, words: str, value: float, **fields: Any) -> Figure:
    start = document.text.index(words)
    return Figure(value, value, fields.pop("bound", "exact"), "people", start, start + len(words), **fields)


def a_mention(document: Document, figure: Figure | None, finding: str, claimant: str | None = None) -> Mention:
    start, end = (figure.start, figure.end) if figure else (0, 11)
    return Mention(document, start, end, finding, figure, claimant, as_of=figure.as_of if figure else None)


def a_section(title: str = "Troops", *findings: Finding, **fields: Any) -> Section:
    """Fields of the section (answers, gaps) and of its topic alike."""
    own = {name: fields.pop(name) for name in OWN if name in fields}
    slug = re.sub(r"\W+", "-", title.lower()).strip("-")
    return Section(Topic(fields.pop("id", slug), title, **fields), findings, **own)


def a_briefing(*sections: Section, **fields: Any) -> Briefing:
    """Whatever its findings quote counts as read."""
    cited = {e.sentence.document.id: e.sentence.document for s in sections for f in s.findings for e in f.excerpts}
    values: dict[str, Any] = {
        "title": "A briefing",
        "as_of": date(2025, 4, 11),
        "as_of_from": "documents",
        "marking": None,
        "read": tuple(cited.values()),
        "skipped": (),
        "build": "0123456789abcdef" * 4,
    }
    return Briefing(sections=sections, **(values | fields))


def a_real_briefing() -> Briefing:
    """Four topics, a few documents, and one of everything that a page can print."""
    wire = a_document(
        "Ministers met in Ostrava on Monday.\n\nThe mission would need about 12,000 people, they said.\n\n"
        "Nobody has offered to pay for it.",
        "seeds/wire.txt",
        title="Ministers weigh a mission",
        publisher="Northern Wire",
        published=date(2025, 4, 10),
        published_from="text",
        title_from="text",
        language="en",
    )
    paper = a_document(
        "Some 12,000 people would be needed, according to the ministers.",
        "seeds/paper.md",
        title="Mission may need 12,000",
        publisher="Port Ellery Gazette",
        author="A. Writer",
        published=date(2025, 4, 11),
        published_from="metadata",
        url="https://gazette.example.org/mission",
        rating="B2",
        marking="TLP:CLEAR",
    )
    offer = a_document(
        "Reportedly 8,000 people are promised.\n\nIt is unclear who would lead.", "seeds/offer.txt", language="en"
    )
    silent = a_document("It rained.", "seeds/weather.txt")
    needed = a_figure(wire, "about 12,000 people", 12000, status="needed", subject="Ostrava", as_of="2025-04-07")
    offered = a_figure(offer, "8,000 people", 8000, status="planned", subject="Ostrava")
    size = a_finding(
        an_excerpt(wire, "The mission would need about 12,000 people, they said."),
        paper,
        id="size",
        figures=(needed,),
        speaker=Speaker("Ministers", wire.text.index("they"), wire.text.index("they") + 4, "say", "Northern Wire"),
        dates=(DateMention(30, 36, "2025-04-07"),),
        origins=2,
        disputed=True,
        credibility=Credibility(6, "other documents contradict it"),
    )
    doubt = Mention(offer, 0, 10, "fewer", hedge="doubt")
    fewer = a_finding(offer, id="fewer", figures=(offered,), origins=1, hedges=(doubt,), disputed=True)
    money = a_finding(an_excerpt(wire, "Nobody has offered to pay for it."), id="money", origins=1)
    versions = (
        Version((a_mention(wire, needed, "size", "Ministers"), a_mention(paper, None, "size", "Ministers")), 2, True),
        Version((a_mention(offer, offered, "fewer"),), 1, True),
    )
    return a_briefing(
        a_section(
            "Size of the mission",
            size,
            fewer,
            question="How many people would it need?",
            note="Both figures come from one briefing by the ministers.\n\nTreat them as one.",
            answers=(Answer("How many people?", "size"),),
            gaps=(Gap("From which countries?"), Gap(excerpt=an_excerpt(offer, "It is unclear who would lead."))),
            figures=versions,
            disagreements=(Disagreement("figures", "people", versions),),
            summary=Summary(3, 2, 2, date(2025, 4, 10), date(2025, 4, 11), (), (), ("size", "fewer"), 120, True),
        ),
        a_section("U.S. backstop"),
        a_section("Money", money),
        title="A mission to Ostrava",
        marking="TLP:GREEN",
        read=(offer, paper, silent, wire),
        origins=(
            Origin("O1", (offer.id,)),
            Origin("O2", (paper.id, wire.id), "both credit Northern Wire", "Northern Wire"),
        ),
        credits=(Credit(paper.id, "Northern Wire", 0, 4, wire.id), Credit(wire.id, "Gazette", 0, 9, paper.id)),
        circular=((paper.id, wire.id),),
        timeline=(Event("2025-04-07", "size-of-the-mission", "size", size.lead),),
        withheld=1,
        skipped=(Skipped("seeds/scan.pdf", "no text in it"),),
        warnings=("seeds/sources.yaml: no such file: old.txt",),
    )
