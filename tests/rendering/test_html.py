from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Answer, Briefing, Gap, Skipped
from briefing.rendering import environment, render_body, render_markdown, render_page
from briefing.rendering.quoting import shown

from .builders import a_briefing, a_document, a_finding, a_real_briefing, a_section

ENVIRONMENT = environment()

HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "closing tags": "</title></style></main></body>",
    "markdown": "# [click](javascript:alert(1)) ![x](http://x.y/z.png) **bold** `code`\n\n---\n> - 1. x",
    "reference": "[a]: http://x.y\n\n[a] &lt;b&gt; &#60;i&#62;",
    "autolink": "<http://x.y> www.example.com me@example.org",
    "jinja": "{{ briefing.title }} {% for x in y %} {# z #}",
    "terminal": "\x1b[31mred\x1b[0m \x9b2J \x07 \r over",
    "bidi": "\u202egnp.exe \u2066x",
    "rtl": "הכוח ימנה 30,000 חיילים, אמר השר",
    "cjk": "部队将有三万名士兵。" * 3,
    "emoji": "👩‍👩‍👧 🇬🇧 e\u0301",
    "long word": "x" * 5000,
    "surrogate": "half \udc80",
    "nul": "a\x00b",
    "table": "a | b\n--- | ---\nc | d",
    "quotes": "\"'`´“”‘’«»„",
}


def everywhere(value: str) -> Briefing:
    """A briefing that prints the value in every place that can hold a source's or the config's words."""
    fields = dict.fromkeys(("title", "publisher", "author", "url", "rating", "marking"), value)
    cited = a_document(value, path=value + "1", title_from="text", published_from="text", **fields)
    other = a_document(value + " and more", path=value + "2", **fields)
    section = a_section(
        value,
        a_finding(cited, other, id="f"),
        id="topic",
        question=value,
        note=re.sub(r"\s*\n\s*", "\n", value),  # a blank line would part two paragraphs
        answers=(Answer(value, "f"),),
        gaps=(Gap(value),),
    )
    return a_briefing(
        section,
        title=value[:500],
        marking=value[:100],
        read=(cited, other, a_document(value, path=value + "3", **fields)),
        skipped=(Skipped(value, value),),
        warnings=(value,),
    )


def body(briefing: Briefing) -> str:
    return render_body(briefing, render_markdown(briefing, ENVIRONMENT))


def page(briefing: Briefing) -> str:
    return render_page(briefing, body(briefing), ENVIRONMENT)


class Tags(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags if tag != "wbr"]

    def all(self, attribute: str) -> Iterator[str]:
        return (value for _, attributes in self.tags if (value := attributes.get(attribute)) is not None)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_a_source_says_never_becomes_markup(value: str) -> None:
    plain = Tags(body(everywhere("plain")))
    hostile = Tags(body(everywhere(value)))
    assert hostile.names == plain.names
    assert [href for href in hostile.all("href") if not href.startswith("#")] == []


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_a_source_says_is_shown_as_it_is(value: str) -> None:
    text = Tags(body(everywhere(value))).text
    assert text.count(shown(value)) >= 18


@pytest.mark.property
@given(value=st.text(st.characters(exclude_categories=()), min_size=1).filter(lambda value: shown(value).strip()))
def test_no_text_at_all_becomes_markup(value: str) -> None:
    result = Tags(body(everywhere(value)))
    assert result.names == Tags(body(everywhere("plain"))).names
    assert result.text.count(shown(value)) >= 10


@pytest.mark.property
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda value: shown(value).strip()))
def test_every_quotation_of_the_page_is_found_in_its_document(text: str) -> None:
    finding = a_finding(a_document(f"Before. {text} After."))
    quotation = finding.lead.text
    assert shown(quotation) in Tags(body(a_briefing(a_section("Topic", finding)))).text


def test_a_web_address_is_the_only_link_out() -> None:
    document = a_document(url="https://example.org/a?b=c&d", title="http://title.example.org")
    links = list(Tags(body(a_briefing(a_section("Topic", a_finding(document))))).all("href"))
    assert [link for link in links if not link.startswith("#")] == ["https://example.org/a?b=c&d"]


@pytest.mark.parametrize("briefing", [a_real_briefing(), everywhere("A & B"), everywhere("Über *uns*")])
def test_every_link_within_the_page_leads_somewhere(briefing: Briefing) -> None:
    result = Tags(page(briefing))
    ids = list(result.all("id"))
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in result.all("href") if href.startswith("#")} <= set(ids)


def test_a_section_has_the_id_of_its_topic() -> None:
    briefing = a_briefing(a_section("U.S. backstop", a_finding(a_document()), id="us"), a_section("Money", id="cash"))
    text = body(briefing)
    assert '<h2 id="us">U.S. backstop</h2>' in text
    assert '<h2 id="cash">Money</h2>' in text
    assert '<a href="#us">U.S. backstop</a>' in text


def test_topics_of_one_title_have_ids_of_their_own() -> None:
    text = body(a_briefing(a_section("Key points", id="key-points"), a_section("Sources", id="sources")))
    ids = list(Tags(text).all("id"))
    assert ids == ["key-points", "key-points-1", "sources", "sources-1", "method"]


def test_a_citation_leads_to_its_source_and_back() -> None:
    text = body(a_real_briefing())
    assert '<a href="#source-1">\u00a0[1]</a>' in text
    assert '<h6 id="source-1">Source 1</h6>' in text
    assert '<a href="#money">Money</a>' in text


def test_words_and_their_citation_stay_on_one_line() -> None:
    assert "pay for it.<a" in body(a_real_briefing())


def test_a_very_long_word_may_be_broken() -> None:
    text = body(a_briefing(a_section("Topic", a_finding(a_document("short " + "x" * 201 + " e\u0301" * 100)))))
    assert text.count("<wbr>") == 2 * 5  # key points, and the section
    assert "x" * 41 not in text


def test_no_word_is_broken_between_a_letter_and_its_accent() -> None:
    text = body(a_briefing(a_section("Topic", a_finding(a_document("x" + "e\u0301" * 300 + "👩\u200d" * 100)))))
    assert "<wbr>" in text
    assert not re.search("<wbr>[\u0301\u200d]|\u200d<wbr>", text)


def test_tables_of_a_users_template_are_rendered() -> None:
    assert "<td>b</td>" in render_body(a_briefing(), "| a |\n| --- |\n| b |")


def test_raw_html_of_a_users_template_is_shown() -> None:
    assert render_body(a_briefing(), "<b>x</b>") == "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"


def test_the_page_loads_nothing() -> None:
    result = Tags(page(everywhere("http://x.y/z.png")))
    assert list(result.all("src")) == []
    assert {tag for tag, _ in result.tags}.isdisjoint({"link", "script", "img", "iframe", "object", "base", "form"})
    assert not re.search(r"url\(|@import", page(a_briefing()))


def test_the_page_forbids_everything_but_its_own_style() -> None:
    text = page(a_briefing())
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(a["content"] for _, a in Tags(text).tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_the_page_says_its_language_and_fits_a_phone() -> None:
    text = page(a_briefing())
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert 'name="viewport" content="width=device-width' in text


def test_the_title_is_the_briefings() -> None:
    assert "<title>A &lt;b&gt; &amp; c</title>" in page(a_briefing(title="A <b> &\n c"))


def test_a_users_stylesheet_cannot_end_its_element(tmp_path: Path) -> None:
    (tmp_path / "page.css").write_text("a::after { content: '</style><script>' }", encoding="utf-8")
    text = render_page(a_briefing(), "", environment(tmp_path))
    assert "<script" not in [tag for tag, _ in Tags(text).tags]
    assert text.count("</style>") == 1
