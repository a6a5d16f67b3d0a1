from __future__ import annotations

import io
import posixpath
from itertools import pairwise
from pathlib import PurePosixPath
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as Word

from briefing.model import Briefing
from briefing.rendering import render_docx
from briefing.rendering.quoting import shown

from .builders import a_briefing, a_document, a_finding, a_real_briefing, a_section
from .test_html import HOSTILE, everywhere

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(briefing: Briefing) -> Word:
    return docx.Document(io.BytesIO(render_docx(briefing)))


def part(briefing: Briefing, name: str) -> ElementTree.Element:
    with ZipFile(io.BytesIO(render_docx(briefing))) as file:
        return ElementTree.fromstring(file.read(name))


def text(element: ElementTree.Element) -> str:
    return "".join(found.text or "" for found in element.iter(W + "t"))


def test_title_marking_and_sections() -> None:
    word = opened(a_real_briefing())
    headings = [
        one.text for one in word.paragraphs if one.style and (one.style.name or "").startswith(("Head", "Title"))
    ]
    assert headings == [
        *["A mission to Ostrava", "Key points", "Size of the mission", "U.S. backstop", "Money", "Sources", "Method"]
    ]
    assert word.sections[0].header.paragraphs[0].text == "TLP:GREEN"


def test_each_citation_is_a_footnote_with_its_place() -> None:
    notes = [one for one in part(a_real_briefing(), "word/footnotes.xml") if not one.get(W + "type")]
    body = part(a_real_briefing(), "word/document.xml")
    referred = [one.get(W + "id") for one in body.iter(W + "footnoteReference")]
    assert referred == [one.get(W + "id") for one in notes] == [str(n) for n in range(1, len(notes) + 1)]
    first = next(paragraph for paragraph in body.iter(W + "p") if text(paragraph).startswith("1. The mission would"))
    (reference,) = first.iter(W + "footnoteReference")
    note = notes[int(reference.get(W + "id") or 0) - 1]
    assert text(note) == " Northern Wire, 10 April 2025, paragraph 2. Source 1."


def test_the_package_names_its_footnotes() -> None:
    with ZipFile(io.BytesIO(render_docx(a_real_briefing()))) as file:
        assert b"/word/footnotes.xml" in file.read("[Content_Types].xml")
        assert b"footnotes.xml" in file.read("word/_rels/document.xml.rels")


RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def test_every_part_is_xml_that_is_declared_and_found() -> None:
    with ZipFile(io.BytesIO(render_docx(a_real_briefing()))) as file:
        names = file.namelist()
        trees = {name: ElementTree.fromstring(file.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    assert len(set(names)) == len(names)
    types = trees["[Content_Types].xml"]
    declared = {str(one.get("PartName")).removeprefix("/") for one in types.iter(TYPES + "Override")}
    endings = {one.get("Extension") for one in types.iter(TYPES + "Default")}
    assert declared <= set(names)
    assert [name for name in names if name not in declared and name.rpartition(".")[2] not in endings] == []
    for name, tree in trees.items():
        folder = PurePosixPath(name).parent.parent  # word/_rels/document.xml.rels speaks for word/
        for one in tree.iter(RELATIONS + "Relationship"):
            assert posixpath.normpath(folder / str(one.get("Target"))) in names


def test_another_program_that_saves_it_keeps_its_footnotes() -> None:
    again = io.BytesIO()
    opened(a_real_briefing()).save(again)
    with ZipFile(again) as file:
        notes = ElementTree.fromstring(file.read("word/footnotes.xml"))
    expected = part(a_real_briefing(), "word/footnotes.xml")
    assert [text(note) for note in notes] == [text(note) for note in expected]
    assert len(notes) > 5


def test_the_properties_name_the_briefing_and_nobody() -> None:
    properties = opened(a_real_briefing()).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        "A mission to Ostrava",
        "",
        "briefing",
    )


def test_headings_skip_no_level() -> None:
    styles = [one.style.name or "" for one in opened(a_real_briefing()).paragraphs if one.style]
    levels = [0 if name == "Title" else int(name[-1]) for name in styles if name.startswith(("Title", "Heading"))]
    assert levels[0] == 0
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_head_of_a_table_is_marked_as_one() -> None:
    rows = list(part(a_real_briefing(), "word/document.xml").iter(W + "tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]


def test_figures_are_a_table() -> None:
    (table,) = opened(a_real_briefing()).tables
    assert [cell.text for cell in table.rows[1].cells] == [
        *["about 12,000 people", "people, Ostrava", "Ministers", "7 April 2025", "1, 2"]
    ]


def test_a_topic_without_evidence_says_so() -> None:
    said = [paragraph.text for paragraph in opened(a_briefing(a_section("Snow"))).paragraphs]
    assert "Snow: No evidence found." in said
    assert "No sentence in the documents read answers this topic." in said


def test_findings_that_only_come_near_the_topic_say_so() -> None:
    section = a_section("Snow", a_finding(a_document("It froze."), in_part=True))
    said = [paragraph.text for paragraph in opened(a_briefing(section)).paragraphs]
    assert any(text.startswith("Snow: (nearest found) ") for text in said)
    assert any(text.startswith("No sentence speaks to the whole of this topic") for text in said)


@pytest.mark.parametrize("value", [*HOSTILE.values(), "\ufffe x \uffff"], ids=[*HOSTILE, "no character"])
def test_hostile_words_stay_words(value: str) -> None:
    opened(everywhere(value))
    said = [paragraph.text for paragraph in opened(a_briefing(a_section("T", a_finding(a_document(value))))).paragraphs]
    expected = shown(value).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    assert f"1. {expected}" in said


def test_the_same_briefing_is_the_same_bytes() -> None:
    briefing = a_real_briefing()
    data = render_docx(briefing)
    assert data == render_docx(briefing)
    with ZipFile(io.BytesIO(data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
