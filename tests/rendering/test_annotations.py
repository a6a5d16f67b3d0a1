from __future__ import annotations

import json
from typing import Any

from briefing.model import Briefing
from briefing.rendering import render_annotations

from .builders import a_briefing, a_document, a_finding, a_real_briefing, a_section, an_excerpt


def parsed(briefing: Briefing) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(render_annotations(briefing))
    return value


def test_every_citation_is_an_annotation() -> None:
    briefing = a_real_briefing()
    value = parsed(briefing)
    items = value["first"]["items"]
    citations = [c for section in briefing.sections for f in section.findings for c in briefing.citations(f)]
    assert (value["@context"], value["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    assert value["total"] == len(items) == len(citations) == 4
    for item, citation in zip(items, citations, strict=True):
        words, place = item["target"]["selector"]
        assert item["type"] == "Annotation"
        assert words == words | {"type": "TextQuoteSelector", "exact": citation.text}
        assert place == {"type": "TextPositionSelector", "start": citation.start, "end": citation.end}
        text = citation.document.text
        assert words["prefix"] + words["exact"] + words["suffix"] in text
    assert len({item["id"] for item in items}) == len(items)


def test_the_body_says_topic_and_finding() -> None:
    first, second, *_ = parsed(a_real_briefing())["first"]["items"]
    topic, finding = second["body"]
    assert (topic["purpose"], topic["value"]) == ("classifying", "Size of the mission")
    assert (finding["purpose"], finding["value"]) == ("describing", first["target"]["selector"][0]["exact"])


def test_the_source_is_the_address_or_the_content() -> None:
    wire, paper, *_ = parsed(a_real_briefing())["first"]["items"]
    assert wire["target"]["source"].startswith("urn:sha256:")
    assert paper["target"]["source"] == "https://gazette.example.org/mission"


def test_words_around_a_quotation_end_with_the_text() -> None:
    document = a_document("Rain. " + "It was wet for a long while there. " + "Sun.")
    for words, prefix, suffix in (("Rain.", "", " It was wet for a long while the"), ("Sun.", None, "")):
        value = parsed(a_briefing(a_section("Rain", a_finding(an_excerpt(document, words)))))
        selector = value["first"]["items"][0]["target"]["selector"][0]
        assert selector["suffix"] == suffix
        assert prefix is None or selector["prefix"] == prefix


def test_the_same_briefing_is_the_same_bytes() -> None:
    briefing = a_briefing(a_section("Rain", a_finding(a_document("It rained.", "a.txt"), id="f")))
    assert render_annotations(briefing) == render_annotations(briefing)
    assert parsed(briefing)["id"].startswith("urn:uuid:")
