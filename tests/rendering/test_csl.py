from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from briefing.rendering import render_csl

from .builders import a_briefing, a_document, a_finding, a_real_briefing, a_section


def item(**fields: Any) -> dict[str, Any]:
    document = a_document("It rained.", "seeds/rain.txt", **fields)
    (value,) = json.loads(render_csl(a_briefing(a_section("Rain", a_finding(document)))))
    assert isinstance(value, dict)
    return value


def test_the_cited_documents_by_number() -> None:
    briefing = a_real_briefing()
    items = json.loads(render_csl(briefing))
    assert [one["id"] for one in items] == [f"briefing-{document.id}" for document in briefing.documents]


def test_all_that_is_known() -> None:
    found = item(
        title="Rain",
        publisher="Gazette",
        author="A. Writer",
        published=date(2025, 4, 9),
        url="https://a.example/ü",
        language="en",
    )
    note = found.pop("note")
    assert note.startswith("seeds/rain.txt, sha256 ")
    assert found.pop("id").startswith("briefing-")
    assert found == {
        "type": "article-newspaper",
        "title": "Rain",
        "author": [{"family": "Writer", "given": "A."}],
        "issued": {"date-parts": [[2025, 4, 9]]},
        "container-title": "Gazette",
        "publisher": "Gazette",
        "URL": "https://a.example/%C3%BC",
        "language": "en",
    }


def test_what_is_not_known_is_left_out() -> None:
    assert set(item()) == {"id", "type", "note"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"publisher": "Gazette", "published": date(2025, 4, 9)}, "article-newspaper"),
        ({"publisher": "Gazette", "url": "https://a.example/"}, "webpage"),
        ({"publisher": "Gazette"}, "document"),
    ],
)
def test_the_type_is_what_the_metadata_bear_out(fields: dict[str, Any], expected: str) -> None:
    assert item(**fields)["type"] == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Garrow, Philippa", {"family": "Garrow", "given": "Philippa"}),
        ("P. J. O’Garrow", {"family": "O’Garrow", "given": "P. J."}),
        ("Philippa Garrow", {"literal": "Philippa Garrow"}),
        ("Garrow, Philippa, and Bo Lind", {"literal": "Garrow, Philippa, and Bo Lind"}),
        ("Staff of the Gazette", {"literal": "Staff of the Gazette"}),
    ],
)
def test_a_name_is_split_where_its_writing_tells_how(author: str, expected: dict[str, str]) -> None:
    assert item(author=author)["author"] == [expected]
