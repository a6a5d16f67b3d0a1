"""Charts as files, for pages that can only show pictures: a wiki's.

Each is an SVG that needs nothing else: its own title and legend, and colours that go by the reader's screen, on a
ground of its own, for a wiki may be light where the screen is dark. Where a wiki strips its few styles, it is dark on
white.

Its name is made of the block's id and the section's, so that a new edition replaces the file and a wiki with one folder
for all its files (MediaWiki) can hold the charts of many briefings.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote as percent_encode

from ..model import Briefing
from .charts import Chart, charts
from .environment import draw

if TYPE_CHECKING:
    import jinja2

LONGEST_PART = 100
"""Bytes of an id within a file name, which may have 255; an id of 80 letters has up to 320."""

_NO_XML = re.compile("[\ufffe\uffff]")


class Place(NamedTuple):
    """Where a page's charts lie, seen from the page."""

    folder: str = "briefing-charts"
    id: str = "briefing"
    """How their names begin: the id of the block, which may be one of several in a page."""

    @property
    def prefix(self) -> str:
        return f"{_part(self.id)}."


class Picture(NamedTuple):
    """What a page needs of a chart to show it."""

    name: str
    """Of its file."""
    address: str
    """From the page to the file, as it stands in a link."""
    alternative: str
    """The chart in words."""


def pictures(briefing: Briefing, place: Place) -> dict[str, list[Picture]]:
    """The charts of each section that has any, by its id."""
    found: dict[str, list[Picture]] = {}
    for name, section, chart in _named(briefing, place):
        address = percent_encode(PurePath(place.folder, name).as_posix())
        found.setdefault(section, []).append(Picture(name, address, chart.alternative))
    return found


def chart_files(briefing: Briefing, environment: jinja2.Environment, place: Place) -> dict[str, bytes]:
    """The files that `pictures` names."""
    return {
        name: _NO_XML.sub("\ufffd", draw(environment, chart, briefing, alone=True)).encode()
        for name, _, chart in _named(briefing, place)
    }


def _named(briefing: Briefing, place: Place) -> Iterator[tuple[str, str, Chart]]:
    """Each chart with its file's name and its section's id. No id holds a full stop: no two names are the same."""
    for section in briefing.sections:
        id = section.topic.id
        for number, chart in enumerate(charts(section), 1):
            yield f"{place.prefix}{_part(id)}{f'.{number}' if number > 1 else ''}.svg", id, chart


def _part(id: str) -> str:
    """The id; of one that is too long for a file name its beginning, and what tells it apart."""
    data = id.encode()
    if len(data) <= LONGEST_PART:
        return id
    return f"{data[: LONGEST_PART - 9].decode(errors='ignore')}-{hashlib.sha256(data).hexdigest()[:8]}"
