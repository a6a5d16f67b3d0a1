"""What a PDF is beside its looks: links that lead somewhere, and what a reader hears who has it read aloud (PDF/UA-1).

One long briefing is made for all of it, of the project's own words.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

from briefing.model import Briefing, Citation, Section, Summary, Version
from briefing.rendering import PdfRenderer, attachments, render_json

from .builders import a_briefing, a_document, a_figure, a_finding, a_mention, a_real_briefing, a_section, an_excerpt
from .test_pdf import paper

SECTIONS, DOCUMENTS, PARAGRAPHS = 10, 30, 5
PLACES = ("harbour", "quarry", "school", "mill", "bridge", "station", "market")
DEEDS = ("was closed for repairs", "took on more people", "changed hands", "was painted green", "lost its roof")


def a_long_briefing() -> Briefing:
    """Sections that cite every document, two findings of each paragraph's words, and figures in each section."""
    texts = [_text(number) for number in range(DOCUMENTS)]
    documents = [a_document(text, f"seeds/{n:03}.txt", title=f"Notice {n}") for n, text in enumerate(texts)]
    sections = [_section(number, documents[number * 3 : number * 3 + 3]) for number in range(SECTIONS)]
    return a_briefing(*sections, title="What became of the town", marking="TLP:GREEN", read=tuple(documents))


def _text(number: int) -> str:
    return "\n\n".join(_paragraph(number, part) for part in range(PARAGRAPHS))


def _paragraph(number: int, part: int) -> str:
    told = [f"the {PLACES[(number + n) % 7]} {DEEDS[(part + 2 * n) % 5]} in year {number + n}" for n in range(22)]
    return f"Of entry {number} little was heard. {_words(number, part)}: {', '.join(told)}, it ends. No more was said."


def _words(number: int, part: int) -> str:
    """Words that stand in no other paragraph."""
    return f"Entry {number} line {part} tells of {1000 + number * 10 + part} visitors"


def _section(number: int, documents: list[Any]) -> Section:
    findings, versions = [], []
    for index, document in enumerate(documents):
        for part in range(PARAGRAPHS):
            place = number * 3 + index
            start = document.text.index(_words(place, part))
            words = document.text[start : document.text.index("it ends.", start) + len("it ends.")]
            figure = a_figure(document, f"{1000 + place * 10 + part} visitors", 1000.0 + place * 10 + part)
            id = f"f{place}.{part}"
            findings.append(a_finding(an_excerpt(document, words), id=id, figures=(figure,), origins=1))
            versions.append(Version((a_mention(document, figure, id),), 1))
    summary = Summary(3, 3, 0, None, None, (), tuple(one.id for one in findings), (), None, False)
    return a_section(f"Quarter {number}", *findings, figures=tuple(versions), summary=summary)


def pdf(briefing: Briefing) -> bytes:
    with PdfRenderer() as renderer:
        files = attachments(briefing, render_json(briefing), b"title: x\n")
        result = renderer.render(paper(briefing), briefing.build, files)
    assert result.warnings == ()
    return result.data


@dataclass(frozen=True)
class Made:
    briefing: Briefing
    data: bytes
    reader: PdfReader

    @property
    def root(self) -> Any:
        return self.reader.root_object


def made(briefing: Briefing) -> Made:
    data = pdf(briefing)
    return Made(briefing, data, PdfReader(io.BytesIO(data)))


@pytest.fixture(scope="module")
def long() -> Made:
    return made(a_long_briefing())


@pytest.fixture(scope="module")
def real() -> Made:
    return made(a_real_briefing())


@pytest.fixture(scope="module", params=["long", "real"])
def each(request: pytest.FixtureRequest) -> Made:
    result: Made = request.getfixturevalue(request.param)
    return result


@pytest.fixture(scope="module")
def text_on(long: Made) -> Callable[[int], str]:
    """The text of a page of the long one, without white space; it takes a while, so no page is read twice."""
    return cache(lambda number: "".join(long.reader.pages[number].extract_text().split()))


# --- links -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Link:
    page: int
    to: str
    says: str


def links(reader: PdfReader) -> list[Link]:
    """Those within the file."""
    found = []
    for number, page in enumerate(reader.pages):
        annotations = [one.get_object() for one in page.get("/Annots") or ()]
        found += [Link(number, str(one["/Dest"]), str(one["/Contents"])) for one in annotations if "/Dest" in one]
    return found


def targets(reader: PdfReader) -> dict[str, int]:
    """The page of each place that has a name."""
    places = {name: reader.get_destination_page_number(place) for name, place in reader.named_destinations.items()}
    return {name: page for name, page in places.items() if page is not None}


def test_the_long_briefing_is_long(long: Made) -> None:
    assert 50 <= len(long.reader.pages) <= 90
    assert len(links(long.reader)) > 350


def test_every_link_within_the_file_leads_to_a_page_of_it(each: Made) -> None:
    places = targets(each.reader)
    assert {link.to for link in links(each.reader)} <= set(places)
    assert set(places.values()) <= set(range(len(each.reader.pages)))


def citations(briefing: Briefing) -> Iterator[tuple[Section, int, Citation]]:
    for section in briefing.sections:
        for number, finding in enumerate(section.findings, 1):
            yield from ((section, number, citation) for citation in briefing.citations(finding))


def test_a_citation_leads_to_its_words_in_the_annex(long: Made, text_on: Callable[[int], str]) -> None:
    places, annex = targets(long.reader), targets(long.reader)["part.evidence"]
    cited = {link.to for link in links(long.reader)}
    checked = 0
    for _, _, citation in citations(long.briefing):
        name = f"e.{citation.document.id}.{citation.start}"
        assert name in cited
        assert places[name] >= annex
        if checked % 6 == 0:
            assert "".join(citation.text.split())[:20] in text_on(places[name])
        checked += 1
    assert checked == SECTIONS * 3 * PARAGRAPHS


def test_a_citation_stands_on_the_page_of_its_finding(long: Made) -> None:
    places = targets(long.reader)
    standing = {(link.to, link.page) for link in links(long.reader)}
    for section, number, citation in citations(long.briefing):
        page = places[f"{section.topic.id}.{number}"]
        assert {(f"e.{citation.document.id}.{citation.start}", page + more) for more in (0, 1)} & standing


def test_a_source_leads_back_to_the_sections_that_cite_it(long: Made, text_on: Callable[[int], str]) -> None:
    places = targets(long.reader)
    leading = {(link.page, link.to) for link in links(long.reader)}
    for document in long.briefing.documents:
        page = places[f"source.{long.briefing.number(document)}"]
        assert document.path in text_on(page) + text_on(page + 1)
    for section in long.briefing.sections:
        assert "".join(section.topic.title.split()) in text_on(places[section.topic.id])
    for section, _, citation in citations(long.briefing):
        page = places[f"source.{citation.number}"]
        assert {(page, section.topic.id), (page + 1, section.topic.id)} & leading


def test_contents_and_bookmarks_lead_to_every_section(long: Made, text_on: Callable[[int], str]) -> None:
    places = targets(long.reader)
    contents = [link for link in links(long.reader) if link.page == places["part.contents"]]
    bookmarks = {str(item.title): long.reader.get_destination_page_number(item) for item in outline(long.reader)}
    for section in long.briefing.sections:
        assert section.topic.id in {link.to for link in contents}
        assert bookmarks[section.topic.title] == places[section.topic.id]
    numbers = "".join(str(places[section.topic.id] + 1) for section in long.briefing.sections)
    assert numbers in text_on(places["part.contents"])


def test_no_page_is_left_blank_before_the_contents(real: Made) -> None:
    places = targets(real.reader)
    assert places["part.contents"] == places["part.coverage"]


def test_a_heading_stands_on_the_page_of_its_first_finding(each: Made) -> None:
    places = targets(each.reader)
    opened = [(section.topic.id, f"{section.topic.id}.1") for section in each.briefing.sections if section.findings]
    assert opened
    assert [places[heading] for heading, _ in opened] == [places[finding] for _, finding in opened]


def outline(reader: PdfReader) -> Iterator[Any]:
    waiting: list[Any] = list(reader.outline)
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        else:
            yield item


# --- the file --------------------------------------------------------------------------------------------------


def test_the_title_is_shown_and_the_language_known(each: Made) -> None:
    assert each.root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - pypdf's own kind
    assert each.root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert each.root["/Lang"] == "en"
    assert each.reader.metadata
    assert each.reader.metadata.title == each.briefing.title
    assert each.reader.xmp_metadata
    assert each.reader.xmp_metadata.dc_title == {"x-default": each.briefing.title}


def test_each_attachment_is_named_once_and_says_what_it_is(each: Made) -> None:
    files = [one.get_object() for one in each.root["/AF"]]
    kinds = {str(one["/UF"]): str(one["/AFRelationship"]) for one in files}
    assert len(kinds) == len(files)
    assert {name for name, kind in kinds.items() if kind == "/Data"} == {"briefing.json", "manifest.json"}
    texts = {f"source-{document.id}.txt" for document in each.briefing.documents}
    assert {name for name, kind in kinds.items() if kind == "/Source"} == {"config.yaml", *texts}
    assert all(one["/F"] == one["/UF"] and one["/Desc"] for one in files)
    assert set(each.reader.attachments) == set(kinds)


def test_every_font_is_in_the_file(each: Made) -> None:
    found = {}
    for page in each.reader.pages:
        for font in fonts(page.get("/Resources", DictionaryObject()).get_object(), set()):
            found[str(font["/BaseFont"])] = font
    assert len(found) >= 4
    for font in found.values():
        descendants = [one.get_object() for one in font.get("/DescendantFonts", [font])]
        assert all({"/FontFile2", "/FontFile3"} & set(one["/FontDescriptor"].get_object()) for one in descendants)
        assert "/ToUnicode" in font


def fonts(resources: DictionaryObject, seen: set[int]) -> Iterator[DictionaryObject]:
    """Of a page and of all that is drawn on it."""
    yield from (font.get_object() for font in resources.get("/Font", DictionaryObject()).get_object().values())
    for drawing in resources.get("/XObject", DictionaryObject()).get_object().values():
        inner = drawing.get_object()
        if "/Resources" in inner and id(inner) not in seen:
            seen.add(id(inner))
            yield from fonts(inner["/Resources"].get_object(), seen)


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed (Debian: qpdf)")
def test_qpdf_finds_nothing_wrong(each: Made, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(each.data)
    done = subprocess.run(["qpdf", "--check", tmp_path / "a.pdf"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# --- for people who have it read to them (PDF/UA-1) -----------------------------------------------------------


@dataclass
class Tag:
    """An element of the tree of tags."""

    kind: str
    values: Any
    above: str
    inside: list[Tag] = field(default_factory=list)
    annotations: list[Any] = field(default_factory=list)


def tags(one: Made) -> list[Tag]:
    """All elements, in the order in which they are read."""
    found: list[Tag] = []

    def walk(value: Any, above: str) -> Tag:
        tag = Tag(str(value["/S"]), value, above)
        found.append(tag)
        kids = value.get("/K", [])
        for kid in map(_opened, kids if isinstance(kids, list) else [kids]):
            if isinstance(kid, DictionaryObject) and kid.get("/Type") == "/OBJR":
                tag.annotations.append(kid["/Obj"].get_object())
            elif isinstance(kid, DictionaryObject):
                tag.inside.append(walk(kid, tag.kind))
        return tag

    for value in one.root["/StructTreeRoot"]["/K"]:
        walk(value.get_object(), "")
    return found


def _opened(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def test_headings_skip_no_level(each: Made) -> None:
    levels = [int(tag.kind[2:]) for tag in tags(each) if re.fullmatch(r"/H\d", tag.kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_figure_has_words_and_a_place_on_its_page(each: Made) -> None:
    figures = [tag for tag in tags(each) if tag.kind == "/Figure"]
    assert figures
    for figure in figures:
        assert ": " in figure.values["/Alt"]
        left, bottom, right, top = map(float, figure.values["/A"]["/BBox"])
        box = figure.values["/Pg"]["/MediaBox"]
        assert 0 < left < right < float(box[2])
        assert 0 < bottom < top < float(box[3])


def test_a_figure_s_place_is_where_it_is_drawn(real: Made) -> None:
    """The words of the chart's first label stand within it."""
    figure = next(tag for tag in tags(real) if tag.kind == "/Figure")
    left, bottom, right, top = map(float, figure.values["/A"]["/BBox"])
    places: list[tuple[float, float]] = []

    def note(text: str, cm: list[float], tm: list[float], *_: Any) -> None:
        if "8,000 people" in text:
            places.append((tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]))

    real.reader.pages[0].extract_text(visitor_text=note)
    assert any(left - 1 <= x <= right and bottom <= y <= top for x, y in places)


def test_the_heads_of_rows_look_along_the_row(real: Made) -> None:
    scopes = [str(tag.values["/A"]["/Scope"]) for tag in tags(real) if tag.kind == "/TH"]
    assert {"/Column", "/Row"} == set(scopes)


def test_a_table_s_heads_say_which_way_they_look(each: Made) -> None:
    heads = [tag for tag in tags(each) if tag.kind == "/TH"]
    scopes = [str(tag.values["/A"]["/Scope"]) for tag in heads]
    assert "/Column" in scopes
    assert set(scopes) <= {"/Column", "/Row"}
    names = each.root["/StructTreeRoot"]["/IDTree"]["/Names"]
    known = {str(name): _opened(value) for name, value in zip(names[::2], names[1::2], strict=True)}
    assert list(known) == sorted(known)
    assert {str(tag.values["/ID"]) for tag in heads} == set(known)
    for cell in (tag for tag in tags(each) if tag.kind == "/TD"):
        assert {str(name) for name in cell.values["/A"]["/Headers"]} <= set(known)
        assert cell.values["/A"]["/Headers"]


def test_every_link_is_in_the_tree_and_says_where_it_leads(each: Made) -> None:
    tagged = [tag for tag in tags(each) if tag.kind == "/Link"]
    assert all(len(tag.annotations) == 1 for tag in tagged)
    assert not [tag for tag in tagged if tag.above == "/Link"]
    owned = {id(tag.annotations[0]) for tag in tagged}
    annotations = [one.get_object() for page in each.reader.pages for one in page.get("/Annots") or ()]
    assert {id(one) for one in annotations} == owned
    described = {str(one["/Contents"]) for one in annotations}
    assert {"Source 1", "Finding 1" if each.briefing.title.startswith("A mission") else "Source 2"} <= described
    assert {section.topic.title for section in each.briefing.sections} <= described
    assert not [words for words in described if not words or re.match(r"(e|source|part)\.", words)]


def test_tab_follows_the_order_of_reading(each: Made) -> None:
    assert {str(page["/Tabs"]) for page in each.reader.pages if "/Annots" in page} == {"/S"}


PAINTING = {b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do"}


@dataclass(frozen=True)
class Mark:
    kind: str
    number: int | None
    values: Any


def drawn(reader: PdfReader, page: Any) -> Iterator[Mark | None]:
    """For each thing that is drawn on a page, what it is marked as."""
    marks: list[Mark] = []
    for values, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            properties = values[1] if len(values) > 1 else {}
            marks.append(Mark(str(values[0]), properties.get("/MCID"), properties))
        elif operator == b"EMC":
            marks.pop()
        elif operator in PAINTING:
            yield marks[-1] if marks else None


def test_whatever_is_drawn_is_read_or_marked_as_furniture(each: Made) -> None:
    """On every page of the short one, and on one in eight of the long."""
    numbers = each.root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    known = {id(tag.values) for tag in tags(each)}
    for page in each.reader.pages[:: 8 if len(each.reader.pages) > 8 else 1]:
        own = owners[page["/StructParents"]].get_object()
        for mark in drawn(each.reader, page):
            assert mark
            assert mark.kind == "/Artifact" or id(own[mark.number].get_object()) in known


def test_running_heads_and_feet_are_furniture(long: Made) -> None:
    for number, page in enumerate(long.reader.pages[:6]):
        kinds = [str(mark.values.get("/Subtype")) for mark in drawn(long.reader, page) if mark and mark.values]
        assert kinds.count("/Header") == (1 if number == 0 else 2)  # the marking; the title
        assert kinds.count("/Footer") == 3  # the marking, the build, the number
