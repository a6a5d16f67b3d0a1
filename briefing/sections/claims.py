"""Whether two sentences say the same thing. Different figures or a different negation never do.

Two sentences are compared by what they name: content words, with the words of one concept and the names of one country
taken for one another, weighted by rarity. Shared figures and quoted words weigh more, for two newsrooms seldom hit on
the same ones by chance.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing.analysis.described import only_compared
from briefing.analysis.figures import find_figures
from briefing.analysis.words import Words, stopwords
from briefing.lexicon import grammar, table
from briefing.model import Sentence
from briefing.sections.expressions import CONCEPT, meaning

SAME_WORDS = 0.45
"""Share of their weighted content that two sentences must have in common to say the same."""
HELD = 0.6
"""Share of the shorter one's content that the longer one must hold, where it is long enough to tell (`HELD_WORDS`)."""
HELD_WORDS = 4
SAME_WITH_FIGURE = 0.3
"""`SAME_WORDS` for two that share a telling figure."""
LEAST_SHARED = 2
"""Content words or figures in common, at the least."""
TELLING = 10
"""Two sentences that share a smaller number than this may do so by chance."""
FIGURE_WEIGHT = 2.0
"""A shared figure weighs as much as this many of the rarest words."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says, in a form that can be compared."""

    content: frozenset[str]
    figures: frozenset[tuple[float | None, float | None, str | None]]
    negative: bool


def claim(sentence: Sentence, cut: Words) -> Claim:
    language = sentence.document.language
    figures = find_figures(sentence.document.text, sentence.start, sentence.end, language)
    return Claim(
        content(cut, language),
        frozenset(
            (figure.low, figure.high, figure.unit)
            for figure in figures
            if not only_compared(sentence.document.text, sentence.start, figure)
        ),
        any(written.lower().replace("’", "'") in grammar("negations", language) for written in cut.written),
    )


def content(cut: Words, language: str | None) -> frozenset[str]:
    """What the words name, without function words and numbers."""
    return frozenset(
        meaning(stem, language)
        for stem, written in zip(cut.stems, cut.written, strict=True)
        if not written[0].isdigit() and written.lower().replace("’", "'") not in stopwords(language)
    )


@dataclass(frozen=True, slots=True)
class Rarity:
    """What content words weigh: their inverse document frequency, over sentences."""

    weights: Mapping[str, float]
    rarest: float
    """The weight of a word that stands nowhere else."""

    def of(self, word: str) -> float:
        return self.weights.get(word, self.rarest)


def rarity(contents: Iterable[frozenset[str]]) -> Rarity:
    counts: Counter[str] = Counter()
    total = 0
    for one in contents:
        total += 1
        counts.update(one)
    return Rarity({word: math.log(1 + total / count) for word, count in counts.items()}, math.log(1 + max(1, total)))


def same(one: Claim, other: Claim, rare: Rarity) -> bool:
    """Whether two sentences say the same; `rare` are the weights of `rarity`."""
    if conflict(one, other):
        return False
    shared, figures = one.content & other.content, _values(one) & _values(other)
    if len(shared) + len(figures) < LEAST_SHARED or not (figures or any(map(_tells_apart, shared))):
        return False
    common = _weight(shared, len(figures), rare)
    weights = [_weight(each.content, len(_values(each)), rare) for each in (one, other)]
    alike = 2 * common >= (SAME_WITH_FIGURE if figures else SAME_WORDS) * sum(weights)
    return alike or (len(shared) >= HELD_WORDS and common >= HELD * min(weights))


def likeness(one: Claim, other: Claim, rare: Rarity) -> float:
    """Share of their weighted content that two sentences have in common; 0 where they conflict or share too little to
    tell."""
    shared, figures = one.content & other.content, _values(one) & _values(other)
    if len(shared) + len(figures) < LEAST_SHARED or conflict(one, other):
        return 0.0
    weights = [_weight(each.content, len(_values(each)), rare) for each in (one, other)]
    return 2 * _weight(shared, len(figures), rare) / sum(weights)


def _tells_apart(word: str) -> bool:
    """Whether a word in common is more than a kind of thing: two sentences of hospitals and the injured may tell of two
    events, but not of two Lowsays."""
    return not word.startswith(CONCEPT) or word.removeprefix(CONCEPT) in table("countries")


def _weight(content: Iterable[str], figures: int, rare: Rarity) -> float:
    return math.fsum(map(rare.of, content)) + FIGURE_WEIGHT * rare.rarest * figures


def _values(one: Claim) -> frozenset[tuple[float | None, float | None]]:
    return frozenset((low, high) for low, high, _ in one.figures if max(low or 0, high or 0) >= TELLING)


def conflict(one: Claim, other: Claim) -> bool:
    """Whether both cannot be one claim: one denies, or they count the same kind of thing and not one number agrees."""
    if one.negative != other.negative:
        return True
    units = {unit for _, _, unit in one.figures} & {unit for _, _, unit in other.figures}
    return any(
        not _counts(one, unit) & _counts(other, unit)
        or (_most(one, unit).isdisjoint(_counts(other, unit)) and _most(other, unit).isdisjoint(_counts(one, unit)))
        for unit in units
    )


def _most(one: Claim, unit: str | None) -> frozenset[tuple[float | None, float | None]]:
    """The largest number it gives: two tolls are two claims though both name one smaller part of theirs."""
    counts = _counts(one, unit)
    return frozenset([max(counts, key=lambda count: max(count[0] or 0, count[1] or 0))]) if counts else frozenset()


def _counts(one: Claim, unit: str | None) -> frozenset[tuple[float | None, float | None]]:
    """Its figures of this unit; one of an unknown unit may count anything."""
    return frozenset((low, high) for low, high, own in one.figures if unit is None or own == unit)
