"""Range charts: the figures that documents give for one matter on one axis, a bar or a dot each.

A dot is a number, a bar a range; what is only bounded ("fewer than 30,000") fades towards its open end. The scale is
linear from nought, or logarithmic where the figures are far apart, and says so. Colour carries nothing alone: what is
disputed is filled, the rest is hollow, so that the chart reads in grey.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..lexicon import table
from ..model import Disagreement, Figure, Section, Version
from .quoting import shown

FAR_APART = 50.0
"""Largest figure over smallest past which a linear axis would squeeze the small ones into one spot."""
MOST = 8
"""Figures on one chart; the table beside it has them all."""
LONGEST_LABEL = 38
"""Characters of a label; more is marked as left out."""
LONGEST_HEADING = 70
COUNTS = ("people", "casualties", "things", "events")
"""Kinds of unit that count one kind of thing."""
TICKS = 4
"""Marks on an axis beside its beginning, at the most of a logarithmic one."""


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    note: str
    """Who gives it, or what it means."""
    start: float
    """Where it begins on the axis, 0 to 1."""
    end: float
    """Where it ends; the same for a dot."""
    open_start: bool
    open_end: bool
    approximate: bool
    version: Version


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    """Places on the axis, 0 to 1, and their numbers."""
    logarithmic: bool

    @property
    def heading(self) -> str:
        """What stands above a chart that is a file of its own."""
        return _cut(self.title, LONGEST_HEADING) + (" (logarithmic scale)" if self.logarithmic else "")

    @property
    def alternative(self) -> str:
        """The chart in words."""
        return f"{self.title}: " + "; ".join(bar.label for bar in self.bars)


def charts(section: Section) -> list[Chart]:
    """One chart a matter of which the section has several figures, the most contested first.

    Figures that contradict each other stand on one chart, though one of them names no party. Shares, sums and measures
    that do not are of many things, and side by side would only seem to compare.
    """
    contested = [_versions(one) for one in section.disagreements if one.kind == "figures"]
    joined = {_place(version): _title(versions) for versions in contested for version in versions}
    groups: dict[str, list[Version]] = {}
    for version in section.figures:
        figure = version.lead.figure
        if figure and figure.unit and figure.status not in ("change", "denied") and _largest(figure) > 0:
            groups.setdefault(joined.get(_place(version)) or _matter(figure), []).append(version)
    several = [(name, versions) for name, versions in groups.items() if len(versions) > 1 and _of_one_kind(versions)]
    several.sort(key=lambda group: -sum(version.disputed for version in group[1]))
    return [_chart(name, sorted(versions, key=lambda v: not v.disputed)[:MOST]) for name, versions in several]


def _versions(disagreement: Disagreement) -> list[Version]:
    return [version for version in disagreement.versions if version.lead.figure and version.lead.figure.unit]


def _place(version: Version) -> tuple[str, int]:
    return version.lead.document.id, version.lead.start


def _title(versions: Sequence[Version]) -> str:
    """The matter of those that name a party, or else of all."""
    figures = [version.lead.figure for version in versions if version.lead.figure]
    return _matter(next((figure for figure in figures if figure.subject), figures[0]))


def _of_one_kind(versions: Sequence[Version]) -> bool:
    figure = versions[0].lead.figure
    entry = table("units")["units"].get(figure.unit) if figure else None
    return entry is None or entry["kind"] in COUNTS or any(version.disputed for version in versions)


def _matter(figure: Figure) -> str:
    return f"{figure.unit} ({figure.subject})" if figure.subject else str(figure.unit)


def _chart(title: str, versions: Sequence[Version]) -> Chart:
    figures = [version.lead.figure for version in versions if version.lead.figure]
    ends = [end for figure in figures for end in (figure.low, figure.high) if end]
    top, bottom = max(ends), min(ends)
    logarithmic = top > FAR_APART * bottom
    low = 10.0 ** math.floor(math.log10(bottom)) if logarithmic else 0.0
    high, ticks = _powers(low, top) if logarithmic else _round_numbers(top)

    def place(value: float) -> float:
        if logarithmic:
            return (math.log10(max(value, low)) - math.log10(low)) / (math.log10(high) - math.log10(low))
        return value / high

    bars = tuple(_bar(version, figure, place) for version, figure in zip(versions, figures, strict=True))
    ordered = sorted(bars, key=lambda bar: (bar.end, bar.start, bar.label))
    return Chart(title, tuple(ordered), tuple((place(tick), number(tick)) for tick in ticks), logarithmic)


def _bar(version: Version, figure: Figure, place: object) -> Bar:
    assert callable(place)
    start = 0.0 if figure.low is None else place(figure.low)
    end = 1.0 if figure.high is None else place(figure.high)
    return Bar(
        label(version.lead.text),
        "; ".join(filter(None, [_MEANINGS.get(figure.status or ""), version.lead.claimant])),
        round(start, 4),
        round(end, 4),
        figure.low is None,
        figure.high is None,
        figure.bound == "about",
        version,
    )


_MEANINGS = {"needed": "needed", "proposed": "proposed", "planned": "planned", "possible": "held possible"}


def label(text: str) -> str:
    """The words of a figure; what is left out of long ones is marked."""
    return _cut(text, LONGEST_LABEL)


def _cut(text: str, longest: int) -> str:
    words = shown(text)
    return words if len(words) <= longest else f"{words[: longest - 6].rstrip()} [...]"


def number(value: float) -> str:
    """10,000; 2.5 million; 0.5."""
    for size, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if value >= size:
            return f"{value / size:.4g}{name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"


def _largest(figure: Figure) -> float:
    return max(figure.low or 0.0, figure.high or 0.0)


def _round_numbers(top: float) -> tuple[float, list[float]]:
    """The end of a linear axis, and its marks: 1, 2, 2.5 or 5 times a power of ten apart."""
    power = 10.0 ** math.floor(math.log10(top / TICKS))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power * TICKS >= top)
    marks = [step * count for count in range(math.ceil(top / step - 1e-9) + 1)]
    return marks[-1], marks


def _powers(low: float, top: float) -> tuple[float, list[float]]:
    """The end of a logarithmic axis, and its marks: powers of ten, as many of them as have room for their numbers."""
    high = 10.0 ** math.ceil(math.log10(top) - 1e-9)
    powers = round(math.log10(high / low))
    step = math.ceil(powers / TICKS)
    return high, [low * 10.0**n for n in range(0, powers + 1, step)]
