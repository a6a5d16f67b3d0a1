from __future__ import annotations

from urllib.parse import unquote

import pytest

from briefing.model import Citation
from briefing.rendering import environment, render_json
from briefing.rendering.fragments import fragment

from .builders import a_briefing, a_document, a_finding, a_section

URL = "https://gazette.example.org/mission"
LONG = (
    "The mission that was announced in the spring would need about twelve thousand people from nine countries, "
    "the ministers said, and nobody at the table knew from where they should come by the end of the year."
)


def a_citation(text: str, words: str | None = None, url: str | None = URL) -> Citation:
    start = text.index(words) if words else 0
    return Citation(a_document(text, url=url), 1, start, start + len(words or text), 1)


def test_a_short_quotation_is_named_whole() -> None:
    found = fragment(
        a_citation("It rained. Ships, boats & sub-marines sank. It dried.", "Ships, boats & sub-marines sank.")
    )
    assert found == URL + "#:~:text=Ships%2C%20boats%20%26%20sub%2Dmarines%20sank."


def test_of_a_long_one_the_first_and_the_last_words_are() -> None:
    found = fragment(a_citation("Before. " + LONG + " After.", LONG))
    assert found == URL + "#:~:text=The%20mission%20that%20was,end%20of%20the%20year."


def test_as_many_words_as_tell_it_from_the_rest() -> None:
    found = fragment(a_citation("The mission that was small. " + LONG, LONG))
    assert found
    first, last = unquote(found.partition("text=")[2]).split(",")
    assert first == "The mission that was announced in the spring"
    assert last == "should come by the end of the year."


def test_what_goes_over_paragraphs_is_named_by_its_ends() -> None:
    text = "One two three four five.\n\nSix seven eight nine ten."
    assert fragment(a_citation(text)) == URL + "#:~:text=One%20two%20three%20four,seven%20eight%20nine%20ten."


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e:~:text=It%20rained."),
        ("https://a.example/ü", "https://a.example/%C3%BC#:~:text=It%20rained."),
        (None, None),
        ("seeds/page.html", None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_a_web_address_can_be_led_to(url: str | None, expected: str | None) -> None:
    assert fragment(a_citation("It rained.", url=url)) == expected


def test_what_stands_twice_has_no_link() -> None:
    assert fragment(a_citation("It rained.\n\nIt\nrained.", "It rained.")) is None


def test_words_without_end_take_no_time() -> None:
    assert fragment(a_citation("a " * 50_000 + "b"))
    assert fragment(a_citation("a" * 100_000))


def test_json_and_templates_have_it() -> None:
    document = a_document("It rained.", url=URL)
    briefing = a_briefing(a_section("Rain", a_finding(document)))
    expected = URL + "#:~:text=It%20rained."
    assert f'"link": "{expected}"' in render_json(briefing)
    citation = briefing.citation(briefing.sections[0].findings[0].lead)
    assert environment().filters["fragment"](citation) == expected
