from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.rendering.quoting import link, quote, shown, slug

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
PLACES = {
    "paragraph": ("{}", "<p>{}</p>"),
    "list item": ("- {}", "<ul> <li>{}</li> </ul>"),
    "numbered item": ("1. {}", "<ol> <li>{}</li> </ol>"),
    "blockquote": ("> {}", "<blockquote> <p>{}</p> </blockquote>"),
    "heading": ("## {}", "<h2>{}</h2>"),
    "emphasis": ("*{}*", "<p><em>{}</em></p>"),
    "strong emphasis": ("**{}** next", "<p><strong>{}</strong> next</p>"),
    "before a citation": ("{} [\\[1\\]](#source-1)", '<p>{} <a href="#source-1">[1]</a></p>'),
    "table cell": (
        "| a |\n| --- |\n| {} |",
        "<table> <thead> <tr> <th>a</th> </tr> </thead> <tbody> <tr> <td>{}</td> </tr> </tbody> </table>",
    ),
}

NASTY = [
    *"*_`[]()<>!&#@|~$\\^=-+.:;,'\"{}%/?1 \t\n\u00a0",
    *r"1. 12) --- # [[ ]] ]( [^1] [^1]: [x]:\ y ![ || |---| $$ ~~ == ++ ** __init__ .. ...".split(),
    *"&amp; &#35; <b> </style> <!-- --> {{ x }} {% x %} {.class} {: .class }".split(),
    *"http://x.y www.example.org a@b.org mailto:a@b.org @name #12 !12 :smile: 10:30:00 a.b.co x.md".split(),
    *["\u202e", "\u2066", "\u2028", "\x00", "\x1b[31m", "\x9b", "\ud800", "\u200b", "\ufeff"],
    *["é", "e\u0301", "שלום", "مرحبا", "漢字", "👩‍👩‍👧", "🇬🇧", "“a”", "«\u00a0b\u00a0»", "word " * 3, "x" * 60],
]
UNSHOWABLE = "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
TEXTS = st.lists(st.sampled_from(NASTY), max_size=12).map("".join) | st.text(st.characters(exclude_categories=()))


def squeezed(rendered: str) -> str:
    return re.sub("[ \n]+", " ", rendered).strip()


@pytest.mark.parametrize(("markdown", "rendered"), PLACES.values(), ids=PLACES.keys())
@pytest.mark.property
@given(text=TEXTS)
def test_quoted_text_renders_as_itself(markdown: str, rendered: str, text: str) -> None:
    kept = shown(text) or "nothing"
    expected = rendered.replace("{}", html.escape(kept).replace("&#x27;", "'"))
    assert squeezed(MARKDOWN.render(markdown.replace("{}", quote(kept)))) == squeezed(expected)


@pytest.fixture(scope="module")
def wiki() -> MarkdownIt:
    """CommonMark with raw HTML, and what wikis add to it."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for name in ("attrs", "deflist", "dollarmath", "footnote", "tasklists"):
        module = pytest.importorskip(f"mdit_py_plugins.{name}")
        parser.use(getattr(module, f"{name}_plugin"))
    return parser


@pytest.mark.property
@given(text=TEXTS)
def test_quoted_text_means_nothing_to_wikis(wiki: MarkdownIt, text: str) -> None:
    kept = shown(text) or "nothing"
    rendered = wiki.render(f"Before {quote(kept)} after")
    assert squeezed(rendered) == squeezed(f"<p>Before {html.escape(kept)} after</p>").replace("&#x27;", "'")


@pytest.mark.property
@given(text=TEXTS)
def test_quoting_stays_on_one_line(text: str) -> None:
    assert len(quote(text).splitlines()) <= 1


@pytest.mark.property
@given(text=TEXTS)
def test_no_character_is_lost_but_white_space_and_what_cannot_be_shown(text: str) -> None:
    kept = "".join(text.split())
    assert "".join(shown(text).split()) == re.sub(UNSHOWABLE, "\ufffd", kept)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n two\t three", "one two three"),
        ("  around ", "around"),
        ("line\u2028separator", "line separator"),
        ("10\u00a0000", "10\u00a0000"),
        ("10\u202f\u202f000", "10\u202f000"),
        ("mixed \u00a0 run", "mixed run"),
        ("a\x00b\x1bc\x9bd", "a\ufffdb\ufffdc\ufffdd"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("\u202edesrever", "\ufffddesrever"),
        ("family: 👩\u200d👩\u200d👧", "family: 👩\u200d👩\u200d👧"),
    ],
)
def test_what_a_reader_sees_of_a_text(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Officials have cited figures of between 10,000 and 30,000 troops (or 10.5%), he said.",
        "“It's not after a deal is reached,” she said; who knows?",
        "The U.S. and the E.U. met at 10:30 - nobody else did.",
        "Gov. R. Busargin: 50 drones + 3 decoys / no losses!”",
        "See report.txt and Q & A 3.",
    ],
)
def test_ordinary_prose_is_not_escaped(text: str) -> None:
    assert quote(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. The first", r"1\. The first"),
        ("2025) then", r"2025\) then"),
        ("- and", r"\- and"),
        ("$20 billion", r"\$20 billion"),
        ("see www.example.org", r"see www\.example\.org"),
        ("see http://example.org", r"see http\://example\.org"),
        ("@name wrote #12", r"\@name wrote \#12"),
        ("AT&T", r"AT\&T"),
        (":smile:", r"\:smile:"),
        ("Stop!", r"Stop\!"),
    ],
)
def test_what_could_mean_something_is_escaped(text: str, expected: str) -> None:
    assert quote(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a_b?c=d&e=f#g", "<https://example.org/a_b?c=d&e=f#g>"),
        ("https://example.org/[[x]]|`$", "<https://example.org/%5B%5Bx%5D%5D%7C%60%24>"),
        ("https://example.org/é", "<https://example.org/%C3%A9>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://example.org/> <b>", r"https\://example\.org/\> \<b\>"),
        ("file:///etc/passwd", r"file\:///etc/passwd"),
        ("http://[::1", r"http\://\[::1"),
        ("https://", r"https\://"),
    ],
)
def test_only_web_addresses_become_links(url: str, expected: str) -> None:
    assert link(url) == expected


@pytest.mark.property
@given(text=TEXTS)
def test_an_address_is_one_link_or_none(text: str) -> None:
    rendered = MARKDOWN.render(link("https://example.org/" + text))
    assert rendered.count("<a ") <= 1
    assert not re.search("<(?!/?[ap][ >])", rendered)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Force size", "force-size"),
        ("U.S. backstop", "us-backstop"),
        ("What's next?", "whats-next"),
        ("Über die Größe", "über-die-größe"),
        ("Розмір сил", "розмір-сил"),
    ],
)
def test_a_slug_is_the_anchor_that_wikis_make(title: str, expected: str) -> None:
    assert slug(title) == expected
