"""Briefing → briefing.docx: for those who go on writing in a word processor. Each citation is a footnote of its own.

python-docx writes the document; it knows no footnotes, so their part is made here and joined to its package. Whatever a
source says goes in as text, never as XML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..model import Briefing, Citation, Document, Finding, Section, Version
from .filters import day, given, same_words, sources, times, when, wordings
from .quoting import shown

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""Which every file inside must carry: the earliest a zip knows, and plainly not a date of anything."""

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NO_XML = re.compile("[\ufffe\uffff]")

_RULES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
"""The lines above footnotes, which every part of them begins with."""

_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def render_docx(briefing: Briefing) -> bytes:
    """The whole briefing as a Word document."""
    import docx

    word = docx.Document()
    notes: list[str] = []
    _head(word, briefing)
    word.add_heading("Key points", 1)
    for section in briefing.sections:
        _key_point(word, briefing, section, notes)
    for section in briefing.sections:
        _section(word, briefing, section, notes)
    word.add_heading("Sources", 1)
    for document in briefing.documents:
        word.add_paragraph(_source(briefing, document))
    word.add_heading("Method", 1)
    word.add_paragraph(
        "Every quotation is verbatim, its white space apart; its footnote names the document that holds it. "
        f"No text was generated. Build {briefing.build}, the sha256 of everything that was read."
    )
    _add_notes(word, notes)
    return _packed(word)


def _head(word: Word, briefing: Briefing) -> None:
    properties = word.core_properties
    properties.title, properties.author, properties.comments = _text(briefing.title)[:255], "", ""
    properties.last_modified_by = "briefing"
    properties.created = properties.modified = NO_DATE
    word.add_heading(_text(briefing.title), 0)
    as_of = f"Data cut-off: {day(briefing.as_of) if briefing.as_of else 'not given'}"
    if briefing.marking:
        word.sections[0].header.paragraphs[0].text = _text(briefing.marking)
    word.add_paragraph(" · ".join(filter(None, (_text(briefing.marking or ""), as_of))))


def _key_point(word: Word, briefing: Briefing, section: Section, notes: list[str]) -> None:
    paragraph = word.add_paragraph(style="List Bullet")
    paragraph.add_run(f"{_text(section.topic.title)}: ").bold = True
    if section.in_part:
        paragraph.add_run("(nearest found) ").italic = True
    if section.findings:
        _quote(paragraph, briefing, wordings(briefing.citations(section.findings[0]))[0], notes)
    else:
        paragraph.add_run("No evidence found.")


def _section(word: Word, briefing: Briefing, section: Section, notes: list[str]) -> None:
    topic = section.topic
    word.add_heading(_text(topic.title), 1)
    if topic.question:
        word.add_paragraph().add_run(_text(topic.question)).italic = True
    if topic.note:
        word.add_paragraph(f"Analyst’s note, not from the documents: {_text(topic.note)}", style="Intense Quote")
    if section.in_part:
        word.add_paragraph("No sentence speaks to the whole of this topic; these come nearest to it.")
    for number, finding in enumerate(section.findings, 1):
        _finding(word, briefing, number, finding, notes)
    if not section.findings:
        word.add_paragraph("No sentence in the documents read answers this topic.")
    if section.figures:
        _figures(word, briefing, section.figures)
    for gap in section.gaps:
        paragraph = word.add_paragraph("Not known: ", style="List Bullet")
        if gap.excerpt:
            _quote(paragraph, briefing, [briefing.citation(gap.excerpt)], notes)
        else:
            paragraph.add_run(f"{_text(gap.question or '')} No answer was found in the documents.")


def _finding(word: Word, briefing: Briefing, number: int, finding: Finding, notes: list[str]) -> None:
    first, *others = wordings(briefing.citations(finding))
    paragraph = word.add_paragraph(f"{number}. ")
    _quote(paragraph, briefing, first, notes)
    if finding.in_part:
        paragraph.add_run(" On part of the topic.").italic = True
    if finding.disputed:
        paragraph.add_run(" Disputed.").bold = True
        if finding.disputed_under:
            paragraph.add_run(f" (Under {finding.disputed_under}.)").italic = True
    for other in others:
        also = word.add_paragraph("Also: ", style="List Bullet 2")
        if same_words(other[0], first[0]):
            also.add_run("in the same words")
            _cite(also, other, notes)
        else:
            _quote(also, briefing, other, notes)


def _quote(paragraph: Paragraph, briefing: Briefing, citations: Sequence[Citation], notes: list[str]) -> None:
    paragraph.add_run(_text(citations[0].text))
    _cite(paragraph, citations, notes)


def _cite(paragraph: Paragraph, citations: Sequence[Citation], notes: list[str]) -> None:
    from docx.oxml import parse_xml

    for citation in citations:
        notes.append(_place(citation))
        reference = f'<w:r xmlns:w="{_NAMESPACE}">{_RAISED}<w:footnoteReference w:id="{len(notes)}"/></w:r>'
        paragraph._p.append(parse_xml(reference))


def _place(citation: Citation) -> str:
    document = citation.document
    who = document.publisher or document.title or document.path
    where = f"page {citation.page}" if citation.page else f"paragraph {citation.paragraph}"
    return _text(f"{who}, {_date(document)}, {where}. Source {citation.number}.")


def _figures(word: Word, briefing: Briefing, versions: Sequence[Version]) -> None:
    from docx.oxml import parse_xml

    table = word.add_table(rows=1, cols=5, style="Light Grid Accent 1")
    _fill(table.rows[0], ("Figure", "Counts", "Given by", "As of", "Sources"))
    head = parse_xml(f'<w:tblHeader xmlns:w="{_NAMESPACE}"/>')  # read out as such, and printed again on the next page
    table.rows[0]._tr.get_or_add_trPr().append(head)
    for version in versions:
        figure = version.lead.figure
        counted = ", ".join(filter(None, (figure.unit, figure.subject))) if figure else ""
        numbers = ", ".join(str(briefing.number(mention.document)) for mention in sources(version))
        as_of = ", ".join(map(when, times(version))) or "not given"
        who = ", ".join(given(version)) or "the document"
        _fill(table.add_row(), (version.lead.text, counted or "not told", who, as_of, numbers))


def _fill(row: Any, texts: Sequence[str]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = _text(text)


def _source(briefing: Briefing, document: Document) -> str:
    parts = (
        f"{briefing.number(document)}. {document.title or 'Title not given'}",
        document.publisher or "publisher not given",
        document.author or "author not given",
        _date(document),
        document.url,
        document.path,
        f"sha256 {document.sha256}",
    )
    return _text("; ".join(filter(None, parts)))


def _date(document: Document) -> str:
    return day(document.published) if document.published else "date not given"


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", shown(text))


def _add_notes(word: Word, notes: Sequence[str]) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{_NAMESPACE}">{_RULES}{body}</w:footnotes>'
    package = word.part.package
    assert package is not None
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _packed(word: Word) -> bytes:
    """The file, without the time at which it was written."""
    written, fixed = BytesIO(), BytesIO()
    word.save(written)
    with ZipFile(written) as old, ZipFile(fixed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, NO_DATE.timetuple()[:6])
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            new.writestr(entry, old.read(name))
    return fixed.getvalue()
