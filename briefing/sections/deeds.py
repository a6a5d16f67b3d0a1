"""How a deed is tied to the party that a question asks about: "Did police shoot anyone?"

A sentence that names both the police and a shooting may still say that somebody else shot ("shot by robbers"), that the
police were shot at, or that they told of it. What tells is where the two stand to one another: who governs the verb,
who stands behind "by", whether a passive leaves the doer out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from briefing.analysis.references import saying
from briefing.analysis.stance import ACTS, PLACE, SAYS, acting, suffered
from briefing.lexicon import cached, table

DOES = 1.0
"""The party governs the deed, stands behind its "by", or both make one expression ("police firing")."""
LIKELY = 0.9
"""A passive that leaves the doer out, of what such a party is known to do: "ten men were arrested"."""
OFTEN = 0.7
"""What such a party is known to do, told in another way ("after the arrests"), or a deed that follows in the clause in
which the party acts ("police burst tear-gas shells")."""
MAYBE = 0.5
"""The party is named before the deed in its clause, or a passive leaves the doer of any other deed out."""
BESIDE = 0.1
"""Both are named, no more."""
NEVER = 0.0
"""It is done by somebody else, or to the party."""
UNREAL = 0.4
"""Share that is left of a deed that is only feared, planned or ordered: "would be arrested"."""

AGENT = 8
"""Words behind a deed among which its "by" stands: "was shot dead late on Sunday evening by ..."."""
NAME = 5
"""Words behind "by" that may hold the doer's name: "by a joint team of the police"."""
VERB = 5
"""Words between a party and its verb of saying: "police have since said"."""
SAID = 3
"""Words between a verb of saying and the party behind it: "said a senior police officer"."""
CLAUSE = 12
"""Words between a party and a deed of the same clause."""
OBJECT = 3
"""Words between a deed and whom it is done to: "fired at the police"."""
BEFORE = 4
"""Words before a deed among which "would" or "likely" stands."""

WHERE = 4
"""Words between a party and its verb that tell where or when: "police in the old town shot ..."."""

_PLACED = ("in", "on", "at", "from", "of")
_MARKS = frozenset(',;:()—"“”')


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, as far as it matters here."""

    lowered: Sequence[str]
    gaps: Sequence[str]
    """The text after each of the words."""
    actors: Sequence[tuple[int, int]]
    """First and last word of each name of the party, and of the pronoun by which it speaks of itself; in order."""
    known: frozenset[int]
    """The words that tell what such a party is known to do."""
    says: bool
    """Whether the party says something."""
    violence: bool
    """Whether a name of the party is part of what it does: "police firing"."""


def told(
    lowered: Sequence[str], gaps: Sequence[str], actors: Collection[tuple[int, int]], known: frozenset[int]
) -> Told:
    """The sentence of these words, which names the party at `actors`."""
    speaking = [actor for actor in actors if acting(lowered, gaps, *actor) == SAYS]
    themselves = [(place, place) for _, end in speaking if (place := _speaker(lowered, end))]
    violence = any(_violence(lowered, gaps, end) for _, end in actors)
    return Told(lowered, gaps, sorted({*actors, *themselves}), known, bool(speaking), violence)


def _speaker(lowered: Sequence[str], end: int) -> int | None:
    """The pronoun by which a party that says something speaks of itself: "police said they had shot a man"."""
    verbs = (place for place in range(end + 1, min(end + 1 + VERB, len(lowered))) if lowered[place] in saying())
    place = next(verbs, end) + 1
    place += lowered[place : place + 1] == ["that"]
    return place if lowered[place : place + 1] in (["they"], ["he"], ["she"]) else None


def _violence(lowered: Sequence[str], gaps: Sequence[str], end: int) -> bool:
    return end + 1 < len(lowered) and not gaps[end].strip() and lowered[end + 1] in _words("violence")


@cached
def _words(kind: str) -> frozenset[str]:
    return frozenset(table("references")["grammar"][kind])


@cached
def _light() -> frozenset[str]:
    """Words that stand between a party and its verb."""
    return _words("helpers") | _words("adverbs")


def tied(told: Told, first: int, last: int) -> float:
    """0 to 1: how far the party does the deed at words `first` to `last`."""
    return _tie(told, first, last) * (UNREAL if _unreal(told, first) else 1)


def doing(told: Told) -> float:
    """0 to 1: how far the party does anything at all, where no deed is asked for."""
    if told.actors:
        return max(_conduct(told, *actor) for actor in told.actors)
    if any(suffered(told.lowered, place) for place in told.known):
        return LIKELY
    return OFTEN if told.known else BESIDE


def _conduct(told: Told, start: int, end: int) -> float:
    """To speak is to do something too, and so, mostly, is what the party that opens a sentence does."""
    act = acting(told.lowered, told.gaps, start, end)
    if act == ACTS:
        return DOES
    before = set(told.lowered[max(0, start - SAID) : start])
    said = not before.isdisjoint(saying()) and before.isdisjoint(_words("prepositions"))
    if act == SAYS or said or told.known or not set(told.lowered[:start]) - _words("titles"):
        return LIKELY
    return MAYBE


def _unreal(told: Told, deed: int) -> bool:
    """Whether the deed is only feared, planned or ordered: "may be arrested", "went to arrest", but "had to fire"."""
    before = [place for place in range(max(0, deed - BEFORE), deed) if not _parted(told, place, deed)]
    if any(told.lowered[place] in _words("unreal") for place in before):
        return True
    return told.lowered[deed - 1 : deed] == ["to"] and _words("real").isdisjoint(told.lowered[p] for p in before)


def _tie(told: Told, first: int, last: int) -> float:
    passive = suffered(told.lowered, first)
    agent = _agent(told, last)
    ties = [
        tie for actor in _around(told, first, last) if (tie := _with(told, *actor, first, last, passive)) is not None
    ]
    if agent or DOES in ties:
        return DOES
    if NEVER in ties or (passive and agent is not None):
        return NEVER
    if told.violence:
        return DOES
    if first in told.known:
        return LIKELY if passive else OFTEN
    return max(ties, default=MAYBE if passive and not told.says else BESIDE)


def _around(told: Told, first: int, last: int) -> Sequence[tuple[int, int]]:
    """The names of the party near the deed, those apart of which a place is called ("police station")."""
    near = told.actors[bisect_left(told.actors, (first - CLAUSE - 1,)) : bisect_left(told.actors, (last + CLAUSE + 1,))]
    return [actor for actor in near if acting(told.lowered, told.gaps, *actor) > PLACE]


def _with(told: Told, start: int, end: int, first: int, last: int, passive: bool) -> float | None:
    if end < first:
        return _before(told, start, end, first, passive)
    return _behind(told, start, end, last, passive) if start > last else None


def _agent(told: Told, last: int) -> bool | None:
    """Whether the party is whom the deed is done by; None when there is no "by"."""
    behind = range(last + 1, min(last + 1 + AGENT, len(told.lowered)))
    by = next((place for place in behind if _marks_agent(told.lowered, place)), None)
    if by is None or _parted(told, last, by):
        return None
    names = told.actors[bisect_left(told.actors, (by + 1,)) : bisect_left(told.actors, (by + NAME + 1,))]
    return any(not _parted(told, by, first) for first, _ in names)


def _marks_agent(lowered: Sequence[str], place: int) -> bool:
    return lowered[place] == "by" or lowered[place - 1 : place + 1] == ["part", "of"]  # on the part of


def _before(told: Told, start: int, end: int, deed: int, passive: bool) -> float | None:
    """What it tells that the party is named before the deed; None when nothing."""
    between = told.lowered[end + 1 : deed]
    if not _words("clauses").isdisjoint(between):
        return None
    act = acting(told.lowered, told.gaps, start, end)
    if _parted(told, end, deed):  # "police fired, killing two"
        follows = "," in told.gaps[deed - 1] and told.lowered[deed].endswith("ing")
        return DOES if act == ACTS and follows and not passive else None
    if not between or all(word in _light() or word.endswith("ly") for word in between):
        return NEVER if passive else DOES
    if passive or act == SAYS:
        return None
    if act == ACTS and between[-1] in ("and", "then") and _past(told.lowered[deed]):
        return DOES  # "police chased and shot two men"
    if between[0] in _PLACED and len(between) <= WHERE and _past(told.lowered[deed]):
        return DOES  # "police on Monday shot two men"
    if between in (["for"], ["of"]) and told.lowered[deed].endswith("ing"):
        return DOES  # "blamed the police for shooting"
    return OFTEN if act == ACTS else MAYBE


def _past(word: str) -> bool:
    return word.endswith("ed") or word in _words("past")


def _behind(told: Told, start: int, end: int, deed: int, passive: bool) -> float | None:
    """The same where it is named behind: "fired at the police", "killed when police fired"."""
    between = told.lowered[deed + 1 : start]
    if _violence(told.lowered, told.gaps, end) or any(not _MARKS.isdisjoint(gap) for gap in told.gaps[deed:start]):
        return None
    if "when" in between:
        return LIKELY if acting(told.lowered, told.gaps, start, end) == ACTS else None
    return NEVER if not passive and len(between) <= OBJECT and _words("clauses").isdisjoint(between) else None


def _parted(told: Told, first: int, last: int) -> bool:
    """Whether another clause begins between these words."""
    inside = told.lowered[first + 1 : last]
    return any(not _MARKS.isdisjoint(gap) for gap in told.gaps[first:last]) or not _words("clauses").isdisjoint(inside)
