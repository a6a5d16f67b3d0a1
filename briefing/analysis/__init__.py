"""Stage 2: what one sentence says, read off its own words. One kind a file."""

from __future__ import annotations

from collections.abc import Sequence

from briefing._quotation import quotations
from briefing.analysis.figures import find_figures
from briefing.analysis.references import needs_before
from briefing.model import Analysis, Quote, Sentence, Voice

__all__ = ["analyse"]


def analyse(sentences: Sequence[Sentence]) -> tuple[Analysis, ...]:
    """What each sentence of one document says; the sentences are given in order."""
    analyses = []
    block, found = -1, list[tuple[int, int]]()
    for sentence in sentences:
        document = sentence.document
        if sentence.block != block:  # once a block: finding quotations takes a walk through all of it
            block = sentence.block
            found = quotations(document.text, document.blocks[block].start, document.blocks[block].end)
        quotes = tuple(Quote(start, end) for start, end in found if start < sentence.end and end > sentence.start)
        leans = sentence.index > 0 and needs_before(sentence.text, document.language)
        figures = find_figures(document.text, sentence.start, sentence.end)
        needs = sentence.index - 1 if leans else None
        analyses.append(Analysis(sentence, Voice(quotes), figures, (), (), False, needs))
    return tuple(analyses)
