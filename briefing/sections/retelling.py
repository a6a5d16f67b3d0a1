"""One report told twice: documents in other words that bring the same quotations and the same numbers.

Two reporters at one press conference quote the same words, and two readers of one statement give the same figures. But
whoever has half of both from a report of another, on all its subjects, has them from that report or from its source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from briefing._quotation import quotations
from briefing.analysis.figures import find_figures
from briefing.analysis.words import words
from briefing.lexicon import cached, table
from briefing.model import Block, Document

RUN = 4
"""Words of quotations are compared in runs of so many; shorter quotations are turns of speech."""
LEAST_QUOTED = 20
"""Runs in common at the least: a few sentences of quotation, more than the one line that everybody prints."""
LEAST_FIGURES = 4
"""Figures in common at the least."""
TELLING = 10
"""Smaller numbers are alike by chance."""
RETOLD = 0.5
"""Share of the smaller document's quoted runs, and of the figures of the one that gives fewer, that both have."""
LONGEST = 500_000
"""Characters of a document that are looked at."""
PAIRED = 50
"""Documents that hold one run, at most: a phrase that thousands quote tells nothing of two of them."""

Run = tuple[str, ...]
Value = tuple[float | None, float | None]


def retold(documents: Sequence[Document], bodies: Sequence[Sequence[Block]]) -> Iterator[tuple[int, int, float]]:
    """Pairs of documents, by place, that tell one report, and the share of the quotations they have in common; `bodies`
    are the blocks to look at."""
    runs = [_runs(document, body) for document, body in zip(documents, bodies, strict=True)]
    for (one, other), shared in sorted(_pairs(runs).items()):
        share = shared / min(len(runs[one]), len(runs[other]))
        if shared >= LEAST_QUOTED and share >= RETOLD:
            mine, theirs = (_values(documents[place], bodies[place]) for place in (one, other))
            common = len(mine & theirs)
            if common >= LEAST_FIGURES and common >= RETOLD * min(len(mine), len(theirs)):
                yield one, other, share


def _pairs(runs: Sequence[frozenset[Run]]) -> Counter[tuple[int, int]]:
    """How many quoted runs two documents share."""
    holders: dict[Run, list[int]] = {}
    for place, found in enumerate(runs):
        for run in found:
            holders.setdefault(run, []).append(place)
    return Counter(
        (one, other)
        for holding in holders.values()
        if 1 < len(holding) <= PAIRED
        for number, one in enumerate(holding)
        for other in holding[number + 1 :]
    )


def _runs(document: Document, body: Sequence[Block]) -> frozenset[Run]:
    found: set[Run] = set()
    for block in body:
        for start, end in quotations(document.text, block.start, min(block.end, LONGEST)):
            stems = words(document.text[start:end], document.language).stems
            found.update(stems[place : place + RUN] for place in range(len(stems) - RUN + 1))
    return frozenset(found)


def _values(document: Document, body: Sequence[Block]) -> frozenset[Value]:
    return frozenset(
        (figure.low, figure.high)
        for block in body
        for figure in find_figures(document.text, block.start, min(block.end, LONGEST), document.language)
        if max(figure.low or 0, figure.high or 0) >= TELLING and figure.unit not in _times()
    )


@cached
def _times() -> frozenset[str]:
    """Units of time: everybody writes of thirty days and ten years."""
    return frozenset(unit for unit, entry in table("units")["units"].items() if entry["kind"] == "time")
