from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Answer, Briefing, Gap, Skipped
from briefing.rendering import environment, render_page, render_paper
from briefing.rendering.filters import COLUMNS
from briefing.rendering.quoting import shown

from .builders import a_briefing, a_document, a_finding, a_real_briefing, a_section, an_excerpt

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


def page(briefing: Briefing) -> str:
    return render_page(briefing, ENVIRONMENT)


def paper(briefing: Briefing) -> str:
    return render_paper(briefing, ENVIRONMENT)


BOTH = pytest.mark.parametrize("body", [page, paper])
Render = Callable[[Briefing], str]


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


@BOTH
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_a_source_says_never_becomes_markup(value: str, body: Render) -> None:
    plain = Tags(body(everywhere("plain")))
    hostile = Tags(body(everywhere(value)))
    # the whole text of a source stands on the page, in as many paragraphs as it has
    many = ("p", "mark", "strong")
    assert [name for name in hostile.names if name not in many] == [name for name in plain.names if name not in many]
    assert [href for href in hostile.all("href") if not href.startswith("#")] == []


@BOTH
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_a_source_says_is_shown_as_it_is(value: str, body: Render) -> None:
    text = Tags(body(everywhere(value))).text
    assert text.count(shown(value)) >= 18


@BOTH
@pytest.mark.property
@given(value=st.text(st.characters(exclude_categories=()), min_size=1).filter(lambda value: shown(value).strip()))
def test_no_text_at_all_becomes_markup(body: Render, value: str) -> None:
    result = Tags(body(everywhere(value)))
    assert set(result.names) == set(Tags(body(everywhere("plain"))).names)
    assert result.text.count(shown(value)) >= 10


@BOTH
@pytest.mark.property
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda value: shown(value).strip()))
def test_every_quotation_of_the_page_is_found_in_its_document(body: Render, text: str) -> None:
    finding = a_finding(a_document(f"Before. {text} After."))
    quotation = finding.lead.text
    assert shown(quotation) in Tags(body(a_briefing(a_section("Topic", finding)))).text


@BOTH
def test_a_web_address_is_the_only_link_out(body: Render) -> None:
    document = a_document(url="https://example.org/a?b=c&d", title="http://title.example.org")
    links = list(Tags(body(a_briefing(a_section("Topic", a_finding(document))))).all("href"))
    assert [link for link in links if not link.startswith("#")] == ["https://example.org/a?b=c&d"]


@BOTH
@pytest.mark.parametrize("briefing", [a_real_briefing(), everywhere("A & B"), everywhere("Über *uns*")])
def test_every_link_within_the_page_leads_somewhere(briefing: Briefing, body: Render) -> None:
    result = Tags(body(briefing))
    ids = list(result.all("id"))
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in result.all("href") if href.startswith("#")} <= set(ids)


@BOTH
def test_a_topic_may_be_called_as_a_part_of_the_page_is(body: Render) -> None:
    names = ("key-points", "sources", "source-1", "method", "text", "e", "part")
    briefing = a_briefing(*(a_section(name, a_finding(a_document(name)), id=name) for name in names))
    ids = list(Tags(body(briefing)).all("id"))
    assert len(ids) == len(set(ids))
    assert set(names) <= set(ids)


@BOTH
def test_a_citation_leads_to_its_very_words(body: Render) -> None:
    document = a_document("It rained. The ferry sank. It snowed.")
    briefing = a_briefing(a_section("Topic", a_finding(an_excerpt(document, "The ferry sank."))))
    text = body(briefing)
    assert f'<a class="cite" href="#e.{document.id}.11">&nbsp;[1]</a>' in text
    words = text[text.index(f'id="e.{document.id}.11"') :]
    assert re.match(
        r'[^>]*>(?:<span[^>]*>[^<]*</span> It rained. <strong class="quotation">)?The ferry sank[.]<', words
    )


def test_on_paper_a_quotation_stands_between_its_neighbours() -> None:
    document = a_document("It rained. The ferry sank. It snowed.\n\nAnother paragraph.")
    text = paper(a_briefing(a_section("Topic", a_finding(an_excerpt(document, "The ferry sank.")))))
    annex = text[text.index('<p class="evidence">') :]
    assert re.search(
        r"It rained\. <strong[^>]*>The ferry sank\.</strong><span[^>]*> 11\u201326</span> It snowed\.", annex
    )
    assert "Another paragraph" not in text


def test_a_cited_paragraph_stands_in_the_annex_once() -> None:
    document = a_document("It rained. The ferry sank. It snowed.")
    findings = [a_finding(an_excerpt(document, words)) for words in ("It rained.", "The ferry sank.", "It snowed.")]
    annex = paper(a_briefing(a_section("Topic", *findings))).partition('id="part.evidence"')[2]
    assert annex.count('<p class="evidence">') == 1
    assert annex.count('<strong class="quotation"') == 3


@pytest.mark.parametrize(
    ("text", "quotations", "shown"),
    [
        pytest.param("It rained.\n\nIt froze.", ["It rained.\n\nIt froze."], "It rained. It froze. 0–21", id="over"),
        pytest.param(
            "It rained. It froze.", ["It rained. It froze.", "It froze."], "It rained. It froze. 0–20, 11–20", id="in"
        ),
        pytest.param("It rained. It froze.", ["It rained.", "It froze."], "It rained. 0–10 It froze. 11–20", id="next"),
    ],
)  # fmt: skip
def test_no_number_stands_within_a_quotation_of_the_annex(text: str, quotations: list[str], shown: str) -> None:
    document = a_document(text)
    findings = [a_finding(an_excerpt(document, words)) for words in quotations]
    annex = paper(a_briefing(a_section("Topic", *findings))).partition('id="part.evidence"')[2]
    words = " ".join(re.sub("<[^>]*>", "", annex.partition('<p class="evidence">')[2].partition("</p>")[0]).split())
    assert words.removeprefix("paragraph 1 ").startswith(shown)


def test_on_the_page_stands_the_whole_text_of_each_cited_document() -> None:
    document = a_document("It rained. The ferry sank. It snowed.\n\nAnother paragraph.")
    silent = a_document("Nobody cites this.")
    finding = a_finding(an_excerpt(document, "The ferry sank."))
    text = page(a_briefing(a_section("Topic", finding), read=(document, silent)))
    assert "Another paragraph." in text
    assert "Nobody cites this." not in text
    assert f'<mark id="e.{document.id}.11">The ferry sank.</mark>' in text


def test_quotations_that_overlap_are_each_marked() -> None:
    document = a_document("One. Two. Three. Four.")
    section = a_section(
        "Topic",
        a_finding(an_excerpt(document, "One. Two. Three.")),
        a_finding(an_excerpt(document, "Two. Three. Four.")),
    )
    ids = [id for id in Tags(page(a_briefing(section))).all("id") if id.startswith("e.")]
    assert ids[:2] == [f"e.{document.id}.0", f"e.{document.id}.5"]
    assert len(ids) == len(set(ids))


@BOTH
def test_a_very_long_word_may_be_broken(body: Render) -> None:
    text = body(a_briefing(a_section("Topic", a_finding(a_document("short " + "x" * 201 + " e\u0301" * 100)))))
    assert text.count("<wbr>") == 3 * 5  # key points, the section, and the evidence
    assert "x" * 41 not in text


@BOTH
def test_no_word_is_broken_between_a_letter_and_its_accent(body: Render) -> None:
    text = body(a_briefing(a_section("Topic", a_finding(a_document("x" + "e\u0301" * 300 + "👩\u200d" * 100)))))
    assert "<wbr>" in text
    assert not re.search("<wbr>[\u0301\u200d]|\u200d<wbr>", text)


def test_the_page_loads_nothing() -> None:
    result = Tags(page(everywhere("http://x.y/z.png")))
    assert list(result.all("src")) == []
    assert {tag for tag, _ in result.tags}.isdisjoint({"link", "img", "iframe", "object", "base", "form"})
    assert result.names.count("script") == 1
    assert not re.search(r"url\(|@import", page(a_briefing()))


def test_the_page_forbids_everything_but_its_own_style_and_script() -> None:
    text = page(a_briefing())
    digests = []
    for element in ("style", "script"):
        content = re.search(f"<{element}>(.*?)</{element}>", text, re.DOTALL)
        assert content
        digests.append(base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode())
    policy = next(a["content"] for _, a in Tags(text).tags if a.get("http-equiv") == "Content-Security-Policy")
    allowed = f"style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'"
    assert policy == f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def test_the_page_has_no_style_or_script_within_its_elements() -> None:
    """The policy would not let them through."""
    for _, attributes in Tags(page(everywhere("plain"))).tags + Tags(page(a_real_briefing())).tags:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_the_bars_of_a_chart_lead_to_the_words_on_the_page_and_nowhere_on_paper() -> None:
    briefing = a_real_briefing()
    offer, _, _, wire = briefing.read
    drawn = [re.findall("<svg.*?</svg>", text, re.DOTALL) for text in (page(briefing), paper(briefing))]
    places = [f"#e.{offer.id}.0", f"#e.{wire.id}.{wire.text.index('The mission')}"]
    assert [re.findall('href="(.*?)"', drawing) for drawing in drawn[0]] == [places, places]
    assert [re.findall("href", drawing) for drawing in drawn[1]] == [[], []]


def test_the_page_says_its_language_and_fits_a_phone() -> None:
    text = page(a_briefing())
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert 'name="viewport" content="width=device-width' in text


@BOTH
def test_findings_that_only_come_near_the_topic_say_so(body: Render) -> None:
    printed = body(a_briefing(a_section("Snow", a_finding(a_document("It froze."), in_part=True))))
    assert printed.count("(nearest found)") == printed.count("No sentence speaks to the whole of this topic") == 1
    assert printed.count("on part of the topic") == 1


def test_the_title_is_the_briefings() -> None:
    assert "<title>A &lt;b&gt; &amp; c</title>" in page(a_briefing(title="A <b> &\n c"))


def test_a_users_stylesheet_cannot_end_its_element(tmp_path: Path) -> None:
    (tmp_path / "page.css").write_text("a::after { content: '</style><script>' }", encoding="utf-8")
    text = render_page(a_briefing(), environment(tmp_path))
    assert [tag for tag, _ in Tags(text).tags].count("script") == 1
    assert text.count("</style>") == 1


def test_a_users_script_cannot_end_its_element(tmp_path: Path) -> None:
    (tmp_path / "explorer.js").write_text("f('</SCRIPT><img><!--<script>')", encoding="utf-8")
    text = render_page(a_briefing(), environment(tmp_path))
    assert "<script>f('<\\/SCRIPT><img><\\!--<script>')</script>" in text
    assert "img" not in Tags(text).names


def test_on_paper_the_coverage_of_more_documents_than_a_table_is_wide_is_a_list() -> None:
    documents = [a_document(f"Ferry {number} sank.") for number in range(COLUMNS + 1)]
    few, many = (a_section("Ferries", *map(a_finding, some)) for some in (documents[:2], documents))
    assert '<table class="coverage">' in paper(a_briefing(few))
    text = paper(a_briefing(many))
    assert '<table class="coverage">' not in text
    assert "Ferries</a>: [1]&nbsp;1, [2]&nbsp;1, [3]&nbsp;1" in text
    assert f"[{COLUMNS + 1}]&nbsp;1</li>" in text


@BOTH
@pytest.mark.parametrize(
    ("language", "expected"), [("de", ["de"]), ("uk", ["uk"]), ("en", []), ("en-GB", []), (None, [])]
)
def test_words_in_another_language_say_so_wherever_they_are_quoted(
    body: Render, language: str | None, expected: list[str]
) -> None:
    """So that a screen reader does not read them out as English."""
    document = a_document("Es fror.", language=language)
    briefed = body(a_briefing(a_section("Snow", a_finding(document)))).partition('class="text"')[0]
    assert sorted(set(re.findall(r'<span lang="(.*?)">Es fror\.</span>', briefed))) == expected


@BOTH
def test_what_is_disputed_under_another_topic_says_under_which(body: Render) -> None:
    printed = body(
        a_briefing(a_section("Snow", a_finding(a_document("It froze."), disputed=True, disputed_under="Ice")))
    )
    assert re.search(r'<strong class="disputed">disputed</strong> under Ice', printed)
