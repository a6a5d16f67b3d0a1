"""Charts as files beside a wiki's page: what the files are, and that each dialect shows them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from briefing.model import Briefing, Dialect, Disagreement, Mention, Section, Version
from briefing.rendering import Place, chart_files, environment, render_block
from briefing.rendering.charts import charts
from briefing.rendering.quoting import shown

from .builders import a_briefing, a_document, a_figure, a_finding, a_mention, a_real_briefing, a_section
from .test_dialects import AWKWARD, EACH, comrak, wikicode
from .test_html import HOSTILE

ENVIRONMENT = environment()
SVG = "{http://www.w3.org/2000/svg}"
PLACE = Place("Our page (old)-charts", "mission")


def counted(title: str, *words: str, **fields: str) -> Section:
    """A section whose documents give a number each, in these words."""
    findings, versions = [], []
    for value, text in enumerate(words, 1):
        document = a_document(text)
        figure = a_figure(document, text, 1000.0 * value, **fields)
        findings.append(a_finding(document, id=f"{title}{value}", figures=(figure,)))
        versions.append(Version((a_mention(document, figure, f"{title}{value}"),), 1, True))
    return a_section(title, *findings, figures=tuple(versions))


def files(briefing: Briefing, place: Place = PLACE) -> dict[str, bytes]:
    return chart_files(briefing, ENVIRONMENT, place)


def texts(data: bytes) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(data).iter(SVG + "text")]


# --- the files -------------------------------------------------------------------------------------------------


def test_a_section_with_figures_has_a_file_named_after_it_and_others_have_none() -> None:
    assert list(files(a_real_briefing())) == ["mission.size-of-the-mission.svg"]


def test_further_charts_of_a_section_are_numbered() -> None:
    section = counted("Size", "1,000 came", "2,000 came")
    other = counted("Size", "3,000 left", "4,000 left", subject="Ostrava")
    both = a_section("Size", *section.findings, *other.findings, figures=section.figures + other.figures)
    assert list(files(a_briefing(both))) == ["mission.size.svg", "mission.size.2.svg"]


def test_versions_that_contradict_each_other_share_a_chart_though_one_names_no_party() -> None:
    one = counted("Losses", "40 people", "90 people")
    named = replace(one.figures[1], mentions=(with_figure(one.figures[1], subject="Chile"),))
    versions = (one.figures[0], named)
    apart = replace(one, figures=versions)
    assert charts(apart) == []
    section = replace(apart, disagreements=(Disagreement("figures", "people (Chile)", versions),))
    assert [(chart.title, [bar.label for bar in chart.bars]) for chart in charts(section)] == [
        ("people (Chile)", ["40 people", "90 people"])
    ]


@pytest.mark.parametrize("disputed", [True, False])
def test_shares_that_do_not_contradict_each_other_are_not_compared(disputed: bool) -> None:
    section = counted("Turnout", "40 percent", "90 percent")
    versions = tuple(
        replace(version, mentions=(with_figure(version, unit="percent"),), disputed=disputed)
        for version in section.figures
    )
    assert len(charts(replace(section, figures=versions))) == disputed


def with_figure(version: Version, **fields: Any) -> Mention:
    assert version.lead.figure
    return replace(version.lead, figure=replace(version.lead.figure, **fields))


def test_a_file_holds_labels_heading_sources_and_the_chart_in_words() -> None:
    (data,) = files(a_real_briefing()).values()
    root = ElementTree.fromstring(data)
    words = "people (Ostrava): 8,000 people; about 12,000 people"
    assert (root.get("role"), root.get("aria-label"), root.findtext(SVG + "title")) == ("img", words, words)
    assert {"people (Ostrava)", "8,000 people", "about 12,000 people", "[3]", "[1] [2]"} <= set(texts(data))


def test_a_file_needs_and_runs_nothing_else() -> None:
    (data,) = files(a_real_briefing()).values()
    elements = list(ElementTree.fromstring(data).iter())
    assert {element.tag.removeprefix(SVG) for element in elements} <= {
        *("svg", "title", "style", "rect", "line", "circle", "text")
    }
    names = {name for element in elements for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name or name in ("id", "style", "src")]
    assert not re.search(rb"url\(|@import|://(?!www\.w3\.org/2000/svg)|<\?|<!", data)


def test_a_file_brings_its_own_ground_for_light_and_dark_screens() -> None:
    """A wiki may be light on a dark screen, or the other way round: ink and ground change together."""
    (data,) = files(a_real_briefing()).values()
    root = ElementTree.fromstring(data)
    ground = root.find(SVG + "rect")
    assert ground is not None
    assert [ground.get(name) for name in ("x", "y", "width", "height")] == root.get("viewBox", "").split()
    dark = dict(re.findall(r'\[fill="(#\w+)"\][^{]*\{ fill: (#\w+)', root.findtext(SVG + "style") or ""))
    assert contrast(root.get("fill", ""), ground.get("fill", "")) > 12
    assert contrast(dark[root.get("fill", "")], dark[ground.get("fill", "")]) > 12


def contrast(one: str, other: str) -> float:
    """As WCAG 2 reckons it."""
    dark, light = sorted(luminance(colour.removeprefix("#")) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    full = colour if len(colour) == 6 else "".join(c * 2 for c in colour)
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_same_briefing_is_the_same_bytes() -> None:
    assert files(a_real_briefing()) == files(a_real_briefing())


@pytest.mark.parametrize("value", [*HOSTILE.values(), "\ufffe x \uffff 1"], ids=[*HOSTILE, "no character"])
def test_hostile_words_stay_words(value: str) -> None:
    section = counted("Size", value, "2,000 came", subject=value)
    for data in files(a_briefing(section)).values():
        label = charts(section)[0].bars[0].label
        assert re.sub("[\ufffe\uffff]", "\ufffd", label) in texts(data)
        assert not list(ElementTree.fromstring(data).iter(SVG + "script"))


@pytest.mark.parametrize("letter", ["я", "力", "𠀀", "x"])
def test_a_long_id_still_makes_a_file_name(tmp_path: Path, letter: str) -> None:
    made = [(letter * 79 + end, counted(end, "1,000 came", "2,000 came")) for end in "ab"]
    sections = [a_section(id, *one.findings, figures=one.figures, id=id) for id, one in made]
    written = files(a_briefing(*sections), Place("charts", letter * 80))
    assert len(written) == 2
    for name, data in written.items():
        (tmp_path / name).write_bytes(data)


# --- the page --------------------------------------------------------------------------------------------------


def shown_in(rendered: str) -> list[tuple[str, str]]:
    """Address and alternative of each picture of a page."""
    images = re.findall(r"<img [^>]*>", rendered)
    found = [[re.search(rf'\b{name}="([^"]*)"', image) for name in ("src", "alt")] for image in images]
    return [(html.unescape(src[1]), html.unescape(alt[1])) for src, alt in found if src and alt]


@EACH
def test_each_dialect_shows_the_chart_and_finds_its_file(
    dialect: Dialect, rendered: Callable[[str], str], tmp_path: Path
) -> None:
    ((address, words),) = shown_in(rendered(render_block(a_real_briefing(), ENVIRONMENT, dialect, PLACE)))
    assert words == "people (Ostrava): 8,000 people; about 12,000 people"
    (tmp_path / PLACE.folder).mkdir()
    for name, data in files(a_real_briefing()).items():
        (tmp_path / PLACE.folder / name).write_bytes(data)
    assert "://" not in address
    assert (tmp_path / unquote(address)).is_file()


def test_mediawiki_names_the_file_as_it_is_uploaded() -> None:
    code = wikicode(render_block(a_real_briefing(), ENVIRONMENT, "mediawiki", PLACE))
    (image,) = [link for link in code.filter_wikilinks() if str(link.title).startswith("File:")]
    assert str(image.title).removeprefix("File:") in files(a_real_briefing())
    assert str(image.text) == "alt=people (Ostrava): 8,000 people; about 12,000 people"


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_labels_stay_the_words_of_the_picture(text: str) -> None:
    section = counted("Size", text, "2,000 came", subject=text)
    (chart,) = charts(section)
    page = render_block(a_briefing(section), ENVIRONMENT, "commonmark")
    ((_, words),) = shown_in(comrak(page))
    assert words == shown(chart.alternative)
    code = wikicode(render_block(a_briefing(section), ENVIRONMENT, "mediawiki"))
    (image,) = [link for link in code.filter_wikilinks() if str(link.title).startswith("File:")]
    assert html.unescape(str(image.text)) == f"alt={shown(chart.alternative)}"


def test_a_section_with_a_single_figure_shows_no_picture() -> None:
    section = counted("Size", "1,000 came")
    assert "![" not in render_block(a_briefing(section), ENVIRONMENT, "commonmark")
    assert files(a_briefing(section)) == {}
