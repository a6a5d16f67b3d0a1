"""The figures of a section: which are one and the same, and which cannot all hold.

Two figures are compared where they count the same kind of thing of the same party. Those that cannot both be true stand
side by side with their claimants, dates and meanings (proposed, needed, in place), and are never averaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Protocol

from briefing.analysis.described import only_compared
from briefing.analysis.numbers import kind_of
from briefing.analysis.wording import month_names
from briefing.analysis.words import Words, stopwords, words
from briefing.lexicon import base, table
from briefing.model import Analysis, Disagreement, Document, Excerpt, Figure, Finding, Mention, Version
from briefing.sections.claims import content
from briefing.sections.expressions import countries
from briefing.sections.parties import party_of

TOLERANCE = 0.1
"""Share by which an "about" may miss: "nearly 50" and "48" do not contradict each other."""
ORDER = 10.0
"""An "up to" or "more than" speaks of its own order of magnitude: "up to 250,000" is not borne out by 6,000."""
SCOPES = 100.0
"""Figures this many times apart count different things, a village and a war: they are not set against each other."""
ALIKE = 0.4
"""Share of the shorter sentence's content words that two sentences have in common when they count the same thing."""
VAGUE = 3.0
"""A number put in a word ("thousands", "dozens") reaches from one end to more than this many times of it: it
contradicts no count."""
TELLING = 10
"""A vague amount that begins below this tells no more than that there were some."""
_BEHIND = frozenset(("in", "at", "near", "outside", "around"))
ANYONE = "people"
"""The unit of lexicon/units.yaml that says no more than that people are counted."""
UNCOUNTED = frozenset(("time", "share", "measure"))
"""Kinds of unit that are compared only where the topic asks for them: two durations are seldom of one thing."""


class Evidence(Protocol):
    """What this module needs to know of the documents."""

    def of(self, excerpt: Excerpt) -> list[Analysis]: ...
    def count(self, documents: Iterable[Document]) -> int: ...


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention of a figure, and the sentence around it as far as it tells what is counted."""

    mention: Mention
    figure: Figure
    sentence: tuple[str, int]
    excerpt: tuple[str, int]
    leans: bool
    """Whether the sentence takes up what the one before it says."""
    content: frozenset[str]
    names: frozenset[str]
    """Stems of what is written with a capital, countries apart."""
    places: frozenset[str]
    """Stems of the names behind "in", "at" or "near"."""
    beside: bool
    """Whether it is put as a part of another, "40 dead, including 9 in the harbour", or to compare, "61 instead of
    48"."""
    asked: bool
    """Whether the topic asks for this very unit, so that figures of any two sentences answer one question. Not where
    they are percentages, which are each of something else."""


def count_up(
    findings: Sequence[Finding], evidence: Evidence, wanted: frozenset[str], asked: bool
) -> tuple[tuple[Version, ...], tuple[Disagreement, ...]]:
    """Each figure that the findings give, once, with every place that gives it, and which of them cannot all hold.

    `wanted` are the units that the topic asks for; empty where it asks for none. `asked` says whether it asks for an
    amount ("How many troops?"), so that what its sentences count is one thing. Versions stand by unit, those of most
    places first, then by party and size.
    """
    groups: list[list[_Place]] = []
    for place in _cautious(list(_places(findings, evidence, wanted, asked))):
        for group in groups:
            if all(_same(place.figure, other.figure) for other in group):
                group.append(place)
                break
        else:
            groups.append([place])
    often: dict[str, int] = {}
    for group in groups:
        often[_unit(group)] = often.get(_unit(group), 0) + len(group)
    groups.sort(key=lambda g: (_aside(g), -often[_unit(g)], _unit(g), _subject(g), _size(g)))
    disagreements, against = _disagreements(groups, evidence)
    return tuple(_version(group, evidence, id(group) in against) for group in groups), disagreements


def _version(group: Sequence[_Place], evidence: Evidence, disputed: bool) -> Version:
    return Version(tuple(p.mention for p in group), evidence.count(p.mention.document for p in group), disputed)


def _places(findings: Sequence[Finding], evidence: Evidence, wanted: frozenset[str], asked: bool) -> Iterator[_Place]:
    for finding in findings:
        for excerpt in finding.excerpts:
            document = excerpt.sentence.document
            for analysis in evidence.of(excerpt):
                cut = words(analysis.sentence.text, document.language)
                named = _names(cut, document.language)
                told = content(cut, document.language), named, _places_in(cut)
                figures = [figure for figure in analysis.figures if figure.counted]
                for figure in figures:
                    unit = _compared(figure, document, wanted, asked)
                    if unit and not _vague(figure):
                        claimant = figure.claimant.name if figure.claimant else None
                        mention = Mention(
                            document,
                            figure.start,
                            figure.end,
                            finding.id,
                            (compared := replace(figure, unit=unit)),
                            claimant,
                            party_of(claimant, document.language) if claimant else None,
                            figure.as_of,
                        )
                        keys = analysis.sentence.key, (document.id, excerpt.start), analysis.needs is not None
                        yield _Place(
                            mention,
                            compared,
                            *keys,
                            *told,
                            _is_part(figure, document, figures)
                            or only_compared(document.text, analysis.sentence.start, figure),
                            asked and unit in wanted and kind_of(unit) != "share",
                        )


def _cautious(places: Sequence[_Place]) -> Iterator[_Place]:
    """The places, those in other languages than English set against fewer others. There it is not read what a number is
    a part of, nor of whom it speaks. So only the largest that a document gives of a kind is taken for the whole, and
    that it answers the topic is no sign that it counts the same as another: the sentences must speak of the same."""
    largest: dict[tuple[str, str | None], float] = {}
    for place in places:
        key = place.mention.document.id, place.figure.unit
        largest[key] = max(largest.get(key, 0.0), _most(place.figure))
    for place in places:
        if base(place.mention.document.language) == "en":
            yield place
            continue
        smaller = _most(place.figure) < largest[place.mention.document.id, place.figure.unit]
        yield replace(place, beside=place.beside or smaller, asked=False)


def _most(figure: Figure) -> float:
    return figure.high or figure.low or 0.0


_PART = re.compile(
    r"\b(?:including|among them|of them|of these|of those|of whom|of which|davon|darunter|dont|de ellos|di cui)[\s,]+"
    r"(?:[^\W\d_]+\s+){0,3}$",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(
    r"(?:\s+[^\W\d_]+)?\s+of\s+(?:them|these|those|whom|which|the(?:\s+[^\W\d_]+)?\s+\d)", re.IGNORECASE
)


def _is_part(figure: Figure, document: Document, told: Sequence[Figure]) -> bool:
    """A part of a number of the same kind that its sentence gives too."""
    text, size = document.text, figure.high or figure.low or 0
    if not any(
        (one.unit == figure.unit or None in (one.unit, figure.unit)) and (one.low or one.high or 0) > size
        for one in told
    ):
        return False
    before = _PART.search(text[max(0, figure.start - 60) : figure.start])
    return bool(before or _PART_AFTER.match(text, figure.end) or _of_larger(figure, text, told, size))


_OF = re.compile(r"(?:^|[\n.;:(]\s*|\bout\s)of\s+(?:(?:all|the|some|these|those|its|their)\s+){0,2}$", re.IGNORECASE)


def _of_larger(figure: Figure, text: str, told: Sequence[Figure], size: float) -> bool:
    """ "Of 900 ferries, 40 are idle": the larger number is what the smaller is a part of."""
    larger = (one for one in told if one.start < figure.start and (one.low or one.high or 0) > size)
    return any(_OF.search(text[max(0, one.start - 24) : one.start]) for one in larger)


def _names(cut: Words, language: str | None) -> frozenset[str]:
    known, common = countries(language), stopwords(language)
    return frozenset(
        stem
        for stem, written in zip(cut.stems, cut.written, strict=True)
        if written[0].isupper() and written.lower() not in common and (stem,) not in known
    )


def _places_in(cut: Words) -> frozenset[str]:
    behind = zip(cut.written, cut.written[1:], cut.stems[1:], strict=False)
    named = ((name, stem) for before, name, stem in behind if before.lower() in _BEHIND and name[0].isupper())
    return frozenset(stem for name, stem in named if name.lower() not in month_names())


def _vague(figure: Figure) -> bool:
    """ "Several", "a few" and "a number of" count nothing that could be compared."""
    low, high = figure.low, figure.high
    return figure.bound == "about" and low is not None and high is not None and 2 * low <= high and low < TELLING


def _compared(figure: Figure, document: Document, wanted: frozenset[str], asked: bool) -> str | None:
    """The unit by which a figure is compared; None where it is no figure for this topic. Where the topic asks how many
    of one kind there are, people and numbers without a noun are taken to count it: "110,000 people", "25,000"."""
    if not wanted:
        return figure.unit if figure.unit and kind_of(figure.unit) not in UNCOUNTED else None
    if figure.unit in wanted:
        return figure.unit
    only = next(iter(wanted)) if asked and len(wanted) == 1 else None
    bare = figure.unit is None and _stands_alone(figure, document)
    return only if bare or (figure.unit == ANYONE and only and kind_of(only) == "people") else None


def _stands_alone(figure: Figure, document: Document) -> bool:
    """Whether no noun follows that the number might count."""
    following = re.compile(r"\s*([^\W\d_]+)?").match(document.text, figure.end)
    word = following[1] if following else None
    return word is None or word.lower() in stopwords(document.language)


def _same(one: Figure, other: Figure) -> bool:
    mine, theirs = ((f.unit, f.low, f.high, f.status == "change") for f in (one, other))
    return mine == theirs and (one.subject is None or other.subject is None or one.subject == other.subject)


def _aside(group: Sequence[_Place]) -> bool:
    """Whether the number is no count of its own: a change in another, or denied."""
    return group[0].figure.status in ("change", "denied")


def _unit(group: Sequence[_Place]) -> str:
    return group[0].figure.unit or ""


def _subject(group: Sequence[_Place]) -> str:
    """The party that one of its places names."""
    return next((place.figure.subject for place in group if place.figure.subject), "")


def _size(group: Sequence[_Place]) -> tuple[float, float]:
    """By what the text gives: an upper bound stands with its bound."""
    figure = group[0].figure
    known = [end for end in (figure.low, figure.high) if end is not None]
    return (known[0], known[-1]) if known else (0.0, 0.0)


def _interval(group: Sequence[_Place]) -> tuple[float, float]:
    figure = group[0].figure
    low = (figure.high or 0.0) / ORDER if figure.low is None else figure.low
    high = (figure.low or 0.0) * ORDER if figure.high is None else figure.high
    if any(place.figure.bound == "about" for place in group):
        low, high = low * (1 - TOLERANCE), high * (1 + TOLERANCE)
    return low, high


# --- which cannot all hold -------------------------------------------------------------------------------------


def _disagreements(
    groups: Sequence[list[_Place]], evidence: Evidence
) -> tuple[tuple[Disagreement, ...], frozenset[int]]:
    """A disagreement for each matter of which the documents give figures that cannot all be true, a change for each of
    which one claimant's figure was another before, and the groups, by identity, that are disputed."""
    found: list[Disagreement] = []
    disputed: set[int] = set()
    for matter in _matters(groups):
        against: set[int] = set()
        changed: set[int] = set()
        for one, other in combinations(matter, 2):
            if _contradict(one, other):
                (changed if _later(one, other) else against).update((id(one), id(other)))
        disputed |= against
        for kind, members in (("figures", against), ("change", changed)):
            chosen = [group for group in matter if id(group) in members]
            if members:
                versions = tuple(_version(group, evidence, kind == "figures") for group in chosen)
                found.append(Disagreement("figures" if kind == "figures" else "change", _about(matter), versions))
    return tuple(found), frozenset(disputed)


def _matters(groups: Sequence[list[_Place]]) -> list[list[list[_Place]]]:
    """The figures that count one kind of thing of one party, in their order. A number that is a change in another, or
    that is denied, is no version of it."""
    matters: dict[tuple[str, str], list[list[_Place]]] = {}
    counted = [group for group in groups if not _aside(group)]
    for group in counted:
        matters.setdefault((_unit(group), _subject(group)), []).append(group)
    for group in counted:  # one that names no party may still speak of the party of another
        for (unit, subject), matter in matters.items():
            unnamed = unit == _unit(group) and subject and not _subject(group)
            if unnamed and any(_takes_up(a, b) for other in matter for a in group for b in other):
                matter.append(group)
    return [matter for matter in matters.values() if len(matter) > 1]


def _takes_up(one: _Place, other: _Place) -> bool:
    """Whether two figures of one excerpt stand in sentences of which the later takes up the earlier."""
    later = max(one, other, key=lambda place: place.sentence)
    return one.excerpt == other.excerpt and one.sentence != other.sentence and later.leans


def _contradict(one: Sequence[_Place], other: Sequence[_Place]) -> bool:
    if _shares_of_two(one, other) or not {a.sentence for a in one}.isdisjoint(b.sentence for b in other):
        return False  # a sentence that gives both tells how they go together, wherever else one of them stands
    (low, high), (other_low, other_high) = _interval(one), _interval(other)
    if any(
        end > VAGUE * start > 0 and group[0].figure.bound == "about"
        for group, start, end in ((one, low, high), (other, other_low, other_high))
    ):
        return False
    if low <= other_high and other_low <= high:
        return False
    small, large = sorted((sum(_size(one)), sum(_size(other))))
    return large <= SCOPES * small and any(_of_one_thing(a, b) for a in one for b in other)


def _shares_of_two(one: Sequence[_Place], other: Sequence[_Place]) -> bool:
    """Whether two percentages are of two things, as those are that one document gives: it hardly contradicts itself,
    and what a share is of is seldom told by its noun. Two whom it names for them may contradict each other."""
    if any(kind_of(_unit(group)) != "share" for group in (one, other)):
        return False
    return any(
        a.mention.document is b.mention.document and (a.mention.claimant is None or a.mention.party == b.mention.party)
        for a in one
        for b in other
    )


def _of_one_thing(one: _Place, other: _Place) -> bool:
    """Whether two figures answer one question: not where one sentence gives both, nor where the text dates each to a
    time of its own (two raids, not two counts of one). Otherwise where the topic asks for just that, where one sentence
    takes up the other, where both count
    the harm to one named party, or where the sentences speak of the same things and name no different ones."""
    if one.sentence == other.sentence or one.beside or other.beside or _of_other_times(one.figure, other.figure):
        return False
    if one.places and other.places and one.places.isdisjoint(other.places):
        return False
    if (one.asked and other.asked) or _takes_up(one, other):
        return True
    totals = kind_of(one.figure.unit) == "casualties" and one.figure.subject in table("countries")
    shared = len(one.content & other.content)
    elsewhere = one.names and other.names and one.names.isdisjoint(other.names)
    alike = not elsewhere and shared >= ALIKE * min(len(one.content), len(other.content)) > 0
    return alike or (totals and one.figure.subject == other.figure.subject)


def _of_other_times(one: Figure, other: Figure) -> bool:
    """Whether the text dates each to a time of its own: to two days, or to a month or year that is not the other's."""
    if one.as_of is None or other.as_of is None:
        return False
    return not (one.as_of.startswith(other.as_of) or other.as_of.startswith(one.as_of))


def _later(one: Sequence[_Place], other: Sequence[_Place]) -> bool:
    """Whether one claimant gives both, each for a time of its own."""
    return any(
        a.mention.claimant is not None
        and b.mention.claimant is not None
        and a.mention.party == b.mention.party
        and a.mention.as_of != b.mention.as_of
        for a in one
        for b in other
    )


def _about(matter: Sequence[Sequence[_Place]]) -> str:
    unit, subject = _unit(matter[0]), _subject(matter[0])
    return f"{unit} ({subject})" if subject else unit
