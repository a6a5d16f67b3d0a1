"""Stage 2: what one sentence says, read off its own words. One kind a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from briefing.analysis.dates import find_dates
from briefing.analysis.described import country_of, described
from briefing.analysis.figures import find_figures
from briefing.analysis.hedges import find_hedges, is_negative
from briefing.analysis.numbers import kind_of
from briefing.analysis.quantities import find_quantities
from briefing.analysis.references import needs_before
from briefing.analysis.speakers import find_voices
from briefing.lexicon import base, table
from briefing.model import Analysis, DateMention, Figure, Sentence, Speaker, Voice

__all__ = ["analyse"]

_CLAUSE = re.compile(r"[;:]|,\s|\b(?:and|but|while|whereas)\b")


_BASELINE = re.compile(
    r"\b(?:compared (?:with|to)|(?:up|down) from|prior to|than|before|from)\s+(?:the\s+|about\s+|some\s+)?$",
    re.IGNORECASE,
)
"""What stands before a number of another time than the sentence's own: "16 million in 2014, up from 9 million"."""


def analyse(
    sentences: Sequence[Sentence], wanted: Callable[[Sentence], bool] = lambda sentence: True
) -> tuple[Analysis, ...]:
    """What each wanted sentence of one document says. `sentences` are all of them, in order: who "he" is may stand
    anywhere before."""
    asked = [sentence for sentence in sentences if wanted(sentence)]
    voices = find_voices(sentences, max((sentence.block for sentence in asked), default=-1))
    return tuple(_analysis(s, voice) for s, voice in zip(sentences, voices, strict=True) if wanted(s))


def _analysis(sentence: Sentence, voice: Voice) -> Analysis:
    document = sentence.document
    span = document.text, sentence.start, sentence.end
    dates = find_dates(*span, document.published, document.language)
    others, counts = find_quantities(*span, find_figures(*span, document.language))
    told = [*described(*span, counts), *described(*span, others)]
    if base(document.language) != "en":  # whom a figure speaks of, and whether it is a fact, is read in English only
        told = [replace(figure, subject=None, status=None) for figure in told]
    figures = sorted(told, key=lambda figure: figure.start)
    leans = sentence.index > 0 and needs_before(sentence.text, document.language)
    return Analysis(
        sentence,
        voice,
        tuple(_placed(document.text, figure, dates, voice.speaker) for figure in figures),
        dates,
        find_hedges(*span, document.language),
        is_negative(*span, document.language),
        sentence.index - 1 if leans else None,
    )


def _placed(text: str, figure: Figure, dates: Sequence[DateMention], speaker: Speaker | None) -> Figure:
    """The figure with who puts it forward and for what time. Losses that are admitted are the speaker's own."""
    admitted = speaker and speaker.verb in table("voices")["admitting"] and kind_of(figure.unit) == "casualties"
    subject = figure.subject or (country_of(speaker.name) if speaker and admitted else None)
    claimant = None if speaker and _held_against(text, figure, speaker) else speaker
    return replace(figure, subject=subject, as_of=_as_of(text, figure, dates), claimant=claimant)


_BUT = re.compile(r"(?:,|;)\s+(?:but|yet|although|though|even though|whereas)\s+(?!that\b)", re.IGNORECASE)


def _held_against(text: str, figure: Figure, speaker: Speaker) -> bool:
    """Whether the text gives a figure of its own against what somebody claims: "The mill denies any fault, but 40 fell
    ill". Behind a verb that takes no distance, such as "said", the words go on to be the speaker's."""
    if speaker.end > figure.start or speaker.verb not in table("voices")["distancing"]:
        return False
    between = text[speaker.end : figure.start]
    return len(between) < _FAR and bool(_BUT.search(between)) and not any(mark in between for mark in '"“”«»„')


_FAR = 400
"""Characters from a speaker's name to a figure past which nothing is looked for."""


def _as_of(text: str, figure: Figure, dates: Sequence[DateMention]) -> str | None:
    """The time that the sentence gives for a figure: the one date it names, or else one in the figure's own clause."""
    if _BASELINE.search(text, max(0, figure.start - 40), figure.start):
        return None
    known = [mention for mention in dates if mention.value]
    known = [mention for mention in known if not _names_a_thing(text, mention)]
    if len(known) > 1:
        known = [m for m in known if not _CLAUSE.search(text, min(m.end, figure.end), max(m.start, figure.start))]
    return _opened(text, known[0]) if len(known) == 1 else None


def _names_a_thing(text: str, date: DateMention) -> bool:
    """Whether a year tells which of several is meant, not when: "the winners of the 2012 race"."""
    year = text[date.start : date.end].isdigit() and _NOUN_NEXT.match(text, date.end)
    return bool(year and _QUALIFIES.search(text, max(0, date.start - 24), date.start))


_NOUN_NEXT = re.compile(r"\s[^\W\d_]")
_QUALIFIES = re.compile(r"\b(?:of|from|like|unlike|than|as)\s+(?:the|its|their|last)\s+$", re.IGNORECASE)
_SINCE = re.compile(
    r"\bsince\s+[^.,;:()]{1,60}?\s(?:began|begun|started|broke out|opened|took office|ended)\s+(?:in|on)\s+$",
    re.IGNORECASE,
)


def _opened(text: str, date: DateMention) -> str | None:
    """The date, left open where it only tells when a time began that goes on: "since the strike began in May"."""
    since = _SINCE.search(text, max(0, date.start - 100), date.start)
    return f"{date.value}/.." if since and date.value and "/" not in date.value else date.value
