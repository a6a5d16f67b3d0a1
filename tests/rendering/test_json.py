from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Answer, Briefing, Figure, Gap, Skipped
from briefing.rendering import render_json

from .builders import a_briefing, a_document, a_finding, a_real_briefing, a_section, an_excerpt


def parsed(briefing: Briefing) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(render_json(briefing))
    return value


def test_keys_stand_in_the_documented_order() -> None:
    value = parsed(a_real_briefing())
    documents, sections = value["documents"], value["sections"]
    assert list(value)[:7] == ["schema", "title", "as_of", "build", "documents", "sections", "skipped"]
    assert list(documents[0])[:10] == [
        *["id", "number", "path", "sha256", "title", "publisher", "published", "published_from", "origin", "language"]
    ]
    assert list(sections[0])[:6] == ["id", "title", "question", "findings", "disagreements", "gaps"]
    finding = sections[0]["findings"][0]
    assert list(finding)[:9] == [
        *["id", "text", "score", "reasons", "speaker", "hedges", "origins", "figures", "citations"]
    ]
    assert list(finding["citations"][0]) == ["document", "start", "end", "page", "paragraph", "text", "link"]


def test_what_is_not_known_is_null() -> None:
    finding = parsed(a_briefing(a_section("Rain", a_finding(a_document("It rained.")))))["sections"][0]["findings"][0]
    assert (finding["speaker"], finding["hedges"], finding["origins"]) == (None, [], None)
    assert (finding["credibility"], finding["verb"], finding["via"]) == (None, None, None)


def test_what_a_finding_says_and_what_stands_behind_it() -> None:
    first, second = parsed(a_real_briefing())["sections"][0]["findings"]
    assert (first["speaker"], first["verb"], first["via"]) == ("Ministers", "say", "Northern Wire")
    assert (first["origins"], first["disputed"], first["credibility"]["grade"]) == (2, True, 6)
    (hedge,) = second["hedges"]
    assert (hedge["document"], hedge["text"]) == (second["citations"][0]["document"], "Reportedly")
    assert (hedge["start"], hedge["end"], hedge["kind"]) == (0, 10, "doubt")
    figure = first["figures"][0]
    assert (figure["text"], figure["low"], figure["status"]) == ("about 12,000 people", 12000, "needed")
    assert (figure["subject"], figure["as_of"], figure["claimant"]) == ("Ostrava", "2025-04-07", None)


def test_figures_and_disagreements_lead_to_their_places() -> None:
    value = parsed(a_real_briefing())
    section = value["sections"][0]
    (disagreement,) = section["disagreements"]
    assert (disagreement["kind"], disagreement["about"]) == ("figures", "people")
    assert disagreement["versions"] == section["figures"]
    mention = section["figures"][0]["mentions"][0]
    assert (mention["text"], mention["finding"], mention["claimant"]) == ("about 12,000 people", "size", "Ministers")
    assert mention["document"] in {document["id"] for document in value["documents"]}


def test_findings_that_only_come_near_the_topic_say_so() -> None:
    section = a_section("Snow", a_finding(a_document("Snow fell.")), a_finding(a_document("It froze."), in_part=True))
    (printed,) = parsed(a_briefing(section))["sections"]
    assert [finding["in_part"] for finding in printed["findings"]] == [False, True]


def test_gaps_summary_and_timeline() -> None:
    value = parsed(a_real_briefing())
    section = value["sections"][0]
    asked, told = section["gaps"]
    assert (asked["question"], asked["citation"]) == ("From which countries?", None)
    assert (told["question"], told["citation"]["text"]) == (None, "It is unclear who would lead.")
    assert section["summary"]["disputed"] == ["size", "fewer"]
    assert (section["summary"]["first"], section["summary"]["age"]) == ("2025-04-10", 120)
    assert value["timeline"] == [{"value": "2025-04-07", "section": "size-of-the-mission", "finding": "size"}]


def test_origins_credits_and_what_is_withheld() -> None:
    value = parsed(a_real_briefing())
    origins = {origin["id"]: origin for origin in value["origins"]}
    assert origins["O2"]["reason"] == "both credit Northern Wire"
    assert [document["origin"] for document in value["documents"]] == ["O2", "O2", "O1", None]
    assert [credit["source"] for credit in value["credits"]] == ["Northern Wire", "Gazette"]
    assert value["circular"] == [origins["O2"]["documents"]]
    assert value["withheld"] == 1


def test_every_document_read_is_listed_the_cited_ones_first_by_number() -> None:
    one, two, three = (a_document(path=f"{name}.txt") for name in "abc")
    briefing = a_briefing(a_section("Topic", a_finding(three), a_finding(one)), read=(one, two, three))
    assert [(d["path"], d["number"]) for d in parsed(briefing)["documents"]] == [
        ("c.txt", 1),
        ("a.txt", 2),
        ("b.txt", None),
    ]


def test_a_citation_is_its_span_of_the_document() -> None:
    document = a_document("First.\n\nSecond,\r\nin two lines.\n")
    briefing = a_briefing(a_section("Topic", a_finding(an_excerpt(document, "Second,\r\nin two lines."))))
    finding = parsed(briefing)["sections"][0]["findings"][0]
    citation = finding["citations"][0]
    assert document.text[citation["start"] : citation["end"]] == citation["text"] == finding["text"]
    assert citation["paragraph"] == 2


@pytest.mark.property
@given(text=st.text(st.characters(exclude_categories=()), min_size=1).filter(lambda t: not _paired(t)))
def test_any_text_survives(text: str) -> None:
    document = a_document(text, title=text)
    value = parsed(a_briefing(a_section(text, a_finding(document)), title=text, skipped=(Skipped(text, text),)))
    citation = value["sections"][0]["findings"][0]["citations"][0]
    assert citation["text"] == document.text[citation["start"] : citation["end"]]
    assert value["title"] == value["documents"][0]["title"] == value["skipped"][0]["reason"] == text


def _paired(text: str) -> bool:
    """Two lone surrogates side by side are one character in JSON."""
    return any("\ud800" <= a < "\udc00" <= b <= "\udfff" for a, b in pairwise(text))


@pytest.mark.parametrize("text", ["\udc80", "\x1b[31m", "\x9b2J", "\u2028", "\u202e"])
def test_the_json_can_be_written_and_looked_at(text: str) -> None:
    printed = render_json(a_briefing(title=text))
    printed.encode()
    assert text not in printed


def test_text_is_not_escaped_without_need() -> None:
    assert '"title": "Größe: 漢字 👍"' in render_json(a_briefing(title="Größe: 漢字 👍"))


def test_figures_keep_their_words() -> None:
    document = a_document("They need 10,000 to 30,000 troops or 2.5 divisions.")
    figures = (
        Figure(10000.0, 30000.0, "range", "troops", 10, 33),
        Figure(2.5, None, "at least", None, 37, 50),
        Figure(None, float("inf"), "at most", None, 0, 4),
    )
    printed = parsed(a_briefing(a_section("Topic", a_finding(document, figures=figures))))
    found = printed["sections"][0]["findings"][0]["figures"]
    assert [(f["low"], f["high"], f["bound"], f["unit"], f["text"]) for f in found] == [
        (10000, 30000, "range", "troops", "10,000 to 30,000 troops"),
        (2.5, None, "at least", None, "2.5 divisions"),
        (None, None, "at most", None, "They"),
    ]
    assert isinstance(found[0]["low"], int)


def test_scores_and_reasons_are_rounded() -> None:
    excerpt = an_excerpt(a_document(), score=1.234567)
    finding = parsed(a_briefing(a_section("Topic", a_finding(excerpt))))["sections"][0]["findings"][0]
    assert (finding["score"], finding["reasons"]) == (1.2346, [["terms", 1.2346]])


def test_answers_gaps_notes_and_warnings_are_kept() -> None:
    section = a_section(
        "Topic", a_finding(a_document(), id="f"), note="Mine.", answers=(Answer("Who?", "f"),), gaps=(Gap("Why?"),)
    )
    value = parsed(a_briefing(section, warnings=("careful",)))
    printed = value["sections"][0]
    assert printed["answers"] == [{"question": "Who?", "finding": "f"}]
    assert (printed["gaps"], printed["note"], value["warnings"]) == (
        [{"question": "Why?", "citation": None}],
        "Mine.",
        ["careful"],
    )


def test_dates_are_iso_or_null() -> None:
    document = a_document(published=date(2025, 4, 1), published_from="text")
    value = parsed(a_briefing(a_section("Topic", a_finding(document)), as_of=None, as_of_from=None))
    assert (value["as_of"], value["documents"][0]["published"], value["documents"][0]["published_from"]) == (
        None,
        "2025-04-01",
        "text",
    )


def test_it_ends_with_a_line_end() -> None:
    assert render_json(a_briefing()).endswith("}\n")
