"""Each dialect, as the renderer of its wiki shows it, or the nearest to it that can be installed.

GitHub and GitLab: comrak, which is GitLab's. Wiki.js and Obsidian: markdown-it with what they switch on (Obsidian's
own is closed). Gollum: Debian's. MediaWiki: mwparserfromhell, which knows its grammar; what it does not know, magic
links and behaviour switches, is held against MediaWiki's own patterns.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given
from markdown_it import MarkdownIt

from briefing.model import Briefing, Dialect, Speaker
from briefing.rendering import environment, render_markdown
from briefing.rendering.dialects import gitlab_slug, gollum_slug, obsidian_slug, wikijs_slug
from briefing.rendering.markdown import render_block, render_front
from briefing.rendering.quoting import shown, slug
from briefing.rendering.wikitext import external_link, wikitext

from .builders import a_briefing, a_document, a_finding, a_real_briefing, a_section
from .test_quoting import TEXTS

ENVIRONMENT = environment()
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)
MARKDOWN = tuple(dialect for dialect in DIALECTS if dialect != "mediawiki")
WHOLE = Path(__file__).with_name("whole.wiki")

AWKWARD = [
    "@name wrote #12, !34 and $5 or $6 of it",
    "a | b || c ||",
    "<b>bold</b> <!-- out --> <ref>x</ref> & &amp; <nowiki>",
    "[[Page|label]] [link](x) [^1] [x]: y {{template}} {{{1}}} {% tag %} {.class}",
    "''two'' '''three''' **two** __init__ _one_ ~~out~~ ~~~~ ==mark==",
    "__TOC__ __NOINDEX__ RFC 2616, PMID 123 and ISBN 978-3-16-148410-0",
    "see http://x.org/a, www.example.org, a.b.co, mailto:a@b.c, tel:123 and //cdn.x.org",
    "* star",
    "# hash",
    "; term : definition",
    ": indented",
    "= heading =",
    "== heading ==",
    "---- rule",
    "| cell",
    "! head !! head",
    "|- row",
    "{| table |}",
    "1. The first",
    "'quoted'",
    ":smile: $$x$$ `code` \\(x\\) \\[y\\] C:\\dir",
    "#REDIRECT [[Other]]",
    "-{zh-hans:a}- %%comment%% ^[note]",
    "one -- two --- three ... <<four>>",
]


def page(briefing: Briefing, dialect: Dialect) -> str:
    return render_markdown(briefing, ENVIRONMENT, dialect)


def an_awkward_briefing() -> Briefing:
    """Every awkward text as a title, a publisher, a speaker, an analyst's note and a quotation."""
    sections = []
    for number, text in enumerate(AWKWARD):
        document = a_document(text, title=text, publisher=text, author=text)
        finding = a_finding(document, id=f"f{number}", speaker=Speaker(text, 0, 1, None), origins=1)
        sections.append(a_section(f"{text} ({number})", finding, id=f"s{number}", question=text, note=text))
    return a_briefing(*sections, title=AWKWARD[0], warnings=tuple(AWKWARD))


# --- the renderers ---------------------------------------------------------------------------------------------


def comrak(text: str, **changes: bool) -> str:
    module = pytest.importorskip("comrak")
    extensions = module.ExtensionOptions()
    names = ("alerts", "autolink", "footnotes", "strikethrough", "table", "tasklist", "math_dollars", "shortcodes")
    for name in names:
        setattr(extensions, name, changes.get(name, True))
    extensions.description_lists = True
    extensions.header_id_prefix = ""
    render = module.RenderOptions()
    render.unsafe_ = True
    return str(module.render_markdown(text, extension_options=extensions, render_options=render))


def markdown_it(text: str, anchor: Callable[[str], str], **options: bool) -> str:
    """markdown-it with the plugins of Wiki.js, and headings with the ids that `anchor` gives them."""
    pytest.importorskip("linkify_it")
    parser = MarkdownIt("default", {"html": True, "linkify": True, "typographer": False, "breaks": True, **options})
    for name in ("attrs", "deflist", "dollarmath", "footnote", "tasklists"):
        parser.use(getattr(pytest.importorskip(f"mdit_py_plugins.{name}"), f"{name}_plugin"))
    return with_ids(str(parser.render(text)), anchor)


def with_ids(rendered: str, anchor: Callable[[str], str]) -> str:
    def named(heading: re.Match[str]) -> str:
        return f'<h{heading[1]} id="{html.escape(anchor(text_of(heading[2])))}">{heading[2]}</h{heading[1]}>'

    return re.sub(r"<h(\d)>(.*?)</h\1>", named, rendered)


def wikijs(text: str) -> str:
    """Without front matter, which Wiki.js takes off before; anchors by its rule (uslug), written down anew here."""
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)

    def anchor(title: str) -> str:
        name = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title.lower()).strip())
        return f"h-{name}" if name[:1].isdigit() else name

    return markdown_it(body, anchor)


def obsidian(text: str) -> str:
    return markdown_it(text, lambda title: " ".join(re.sub(r"[:#|^\\]|%%|\[\[|\]\]", " ", title).split()))


GOLLUM = """
require 'gollum-lib'
require 'tmpdir'
Dir.mktmpdir do |folder|
  File.write("#{folder}/Home.md", STDIN.read)
  system("cd #{folder} && git init -q && git add -A && git -c user.name=x -c user.email=x@example.org commit -qm x")
  puts Gollum::Wiki.new(folder).page('Home').formatted_data
end
"""


def gollum(text: str) -> str:
    """Gollum 4 puts the headings above in front of an anchor; Gollum 5, for which we write, no longer does."""
    ruby = shutil.which("ruby")
    if not ruby or subprocess.run([ruby, "-e", "require 'gollum-lib'"], capture_output=True, check=False).returncode:
        pytest.skip("gollum is not installed (Debian: ruby-gollum-lib)")
    done = subprocess.run([ruby, "-Ku", "-e", GOLLUM], input=text, capture_output=True, encoding="utf-8", check=True)
    return re.sub(r' id="(?:[^"]*_)?([^"_]*)"', r' id="\1"', done.stdout)


def kramdown(text: str) -> str:
    """Gollum 5's engine, set as there; the anchors are gollum's."""
    command = shutil.which("kramdown")
    if not command:
        pytest.skip("kramdown is not installed (Debian: kramdown)")
    options = [command, "-i", "GFM", "--no-auto-ids", "--smart-quotes", "39,39,34,34"]
    done = subprocess.run(options, input=text, capture_output=True, encoding="utf-8", check=True)
    return with_ids(done.stdout, gollum_slug)


RENDERERS: dict[str, tuple[Dialect, Callable[[str], str]]] = {
    "commonmark": ("commonmark", comrak),
    "github": ("github", comrak),
    "github-wiki": ("github-wiki", lambda text: comrak(text, alerts=False, footnotes=False)),
    "gitlab": ("gitlab", comrak),
    "gollum": ("gollum", gollum),
    "kramdown": ("gollum", kramdown),
    "wikijs": ("wikijs", wikijs),
    "obsidian": ("obsidian", obsidian),
}
EACH = pytest.mark.parametrize(("dialect", "rendered"), RENDERERS.values(), ids=RENDERERS.keys())


def text_of(rendered: str) -> str:
    plain = html.unescape(re.sub(r"<[^<>]*>", "", rendered))
    return re.sub(r"\s+", " ", plain).strip()


def ids(rendered: str) -> set[str]:
    return {html.unescape(name) for name in re.findall(r'\bid="([^"]*)"', rendered)}


def links(rendered: str) -> list[str]:
    """Where links lead, without those that a renderer puts beside each heading."""
    own = re.sub(r'<a [^>]*class="anchor"[^>]*>', "", rendered)
    return [unquote(html.unescape(target)) for target in re.findall(r'<a [^>]*href="([^"]*)"', own)]


# --- Markdown --------------------------------------------------------------------------------------------------


@EACH
def test_citations_and_the_way_back_land(dialect: Dialect, rendered: Callable[[str], str]) -> None:
    shows = rendered(page(a_real_briefing(), dialect))
    targets = links(shows)
    assert {target.removeprefix("#") for target in targets if target.startswith("#")} <= ids(shows)
    assert [target for target in targets if not target.startswith("#")] == ["https://gazette.example.org/mission"]
    assert sum(target.lower() in ("#source-1", "#source 1") for target in targets) > 5


@EACH
def test_tables_are_tables(dialect: Dialect, rendered: Callable[[str], str]) -> None:
    shows = rendered(page(a_real_briefing(), dialect))
    rows = [len(re.findall("<t[dh]", row)) for row in re.findall(r"<tr>.*?</tr>", shows, re.DOTALL)]
    assert shows.count("<table") == 3
    assert rows == [6] * 3 + [4] * 4 + [6] * 3


@EACH
def test_text_of_a_source_stays_text(dialect: Dialect, rendered: Callable[[str], str]) -> None:
    shows = rendered(page(an_awkward_briefing(), dialect))
    text = text_of(shows)
    assert [awkward for awkward in AWKWARD if text.count(shown(awkward)) < 7] == []
    outward = {target for target in links(shows) if not target.startswith("#")}
    assert outward <= {"mailto:a@b.c"}  # cmark links a bare e-mail address after the Markdown is parsed
    assert not re.search(r"<(?:b|code|del|dl|img|mark|math|ref|sup|input)\b", shows)


def test_what_gitlab_and_github_look_up_is_escaped() -> None:
    text = page(a_briefing(a_section("T", a_finding(a_document("@name wrote #12, !34, $x$, %5 and &6.")))), "gitlab")
    assert r"1. \@name wrote \#12, \!34, \$x\$, \%5 and \&6." in text


@pytest.mark.parametrize("dialect", MARKDOWN)
def test_one_body_serves_all_dialects(dialect: Dialect) -> None:
    """Words, numbers and their order are the same everywhere."""

    def bare(text: str) -> str:
        body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
        return re.sub(r"\]\([^)]*\)|\[!\w+\]|\{\.[\w-]+\}|[\s>#*]+", " ", body)

    def words(text: str) -> list[str]:
        return bare(text).split()

    assert words(page(a_real_briefing(), dialect)) == words(page(a_real_briefing(), "commonmark"))


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        ("github", "> [!NOTE]\n> **Analyst’s note"),
        ("gitlab", "> [!note]\n> **Analyst’s note"),
        ("obsidian", "> [!note]\n> **Analyst’s note"),
        ("wikijs", "> Treat them as one.\n{.is-info}\n"),
    ],
)
def test_a_note_is_an_alert_where_there_are_such(dialect: Dialect, expected: str) -> None:
    assert expected in page(a_real_briefing(), dialect)


@pytest.mark.parametrize("dialect", ["commonmark", "github-wiki", "gollum"])
def test_a_note_is_a_quotation_elsewhere(dialect: Dialect) -> None:
    text = page(a_real_briefing(), dialect)
    assert "\n\n> **Analyst’s note" in text
    assert "[!" not in text


@pytest.mark.parametrize("dialect", ["github", "gitlab"])
def test_an_alert_is_one(dialect: Dialect) -> None:
    assert 'class="markdown-alert' in comrak(page(a_real_briefing(), dialect))


def test_no_dialect_writes_footnotes_but_mediawiki() -> None:
    assert not [dialect for dialect in MARKDOWN if "[^" in page(a_real_briefing(), dialect)]


@pytest.mark.parametrize("dialect", ["commonmark", "github", "github-wiki", "gitlab", "mediawiki"])
def test_prose_has_one_sentence_a_line_where_a_line_end_is_a_space(dialect: Dialect) -> None:
    assert "\nNo text was generated.\n" in page(a_real_briefing(), dialect)


@pytest.mark.parametrize("dialect", ["gollum", "wikijs", "obsidian"])
def test_a_line_end_within_a_paragraph_is_not_written_where_it_is_a_break(dialect: Dialect) -> None:
    lines = render_block(a_real_briefing(), ENVIRONMENT, dialect).replace("\n{.is-info}", "").replace("> [!note]\n", "")
    assert "<br" not in markdown_it(lines, slug)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_same_briefing_gives_the_same_bytes(dialect: Dialect) -> None:
    assert page(a_real_briefing(), dialect) == page(a_real_briefing(), dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_new_finding_at_the_end_of_a_section_changes_few_lines(dialect: Dialect) -> None:
    old, new = a_document("It rained.", "a.txt"), a_document("It snowed.", "a.txt")
    findings = (a_finding(old, id="x"), a_finding(new, id="y"))
    before = page(a_briefing(a_section("Rain", *findings[:1])), dialect).split("\n")
    after = page(a_briefing(a_section("Rain", *findings)), dialect).split("\n")
    assert len(set(after) - set(before)) < 18


# --- front matter and anchors ----------------------------------------------------------------------------------


@pytest.mark.parametrize("title", [*AWKWARD, "- a: b", 'say "x"', "back\\slash", "--- \n---", "é\ufffe\u2028x"])
def test_front_matter_of_wikijs_is_yaml(title: str) -> None:
    text = page(a_briefing(title=title), "wikijs")
    head = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    assert head
    assert yaml.safe_load(head[1]) == {
        "title": shown(title).replace("\ufffe", "\ufffd"),
        "description": "Data cut-off: 11 April 2025",
    }


@pytest.mark.parametrize("dialect", set(DIALECTS) - {"wikijs"})
def test_only_wikijs_has_front_matter(dialect: Dialect) -> None:
    assert render_front(a_real_briefing(), ENVIRONMENT, dialect) == ""


def test_a_block_has_no_front_matter() -> None:
    assert not render_block(a_real_briefing(), ENVIRONMENT, "wikijs").startswith("---")


@pytest.mark.parametrize(
    ("anchor", "title", "expected"),
    [
        (gitlab_slug, "France & Britain", "france-britain"),
        (gitlab_slug, "2025", "anchor-2025"),
        (gitlab_slug, "2025 plans", "2025-plans"),
        (wikijs_slug, "France & Britain", "france-britain"),
        (wikijs_slug, "2025 plans", "h-2025-plans"),
        (gollum_slug, "U.S. backstop", "u-s-backstop"),
        (gollum_slug, "Розмір сил", "розмір-сил"),
        (obsidian_slug, "Who pays: and #how?", "Who%20pays%20and%20how%3F"),
        (slug, "France & Britain", "france--britain"),
    ],
)
def test_anchors_are_the_wikis(anchor: Callable[[str], str], title: str, expected: str) -> None:
    assert anchor(title) == expected


# --- the user's own --------------------------------------------------------------------------------------------


def test_a_user_s_dialect_file_replaces_ours(tmp_path: Path) -> None:
    (tmp_path / "dialects").mkdir()
    (tmp_path / "dialects" / "gitlab.j2").write_text("{% macro cite(number) %}({{ number }}){% endmacro %}")
    text = render_markdown(a_real_briefing(), environment(tmp_path), "gitlab")
    assert "they said. (1)" in text
    assert "# A mission to Ostrava" in text


def test_a_mistake_in_a_dialect_file_is_told_there(tmp_path: Path) -> None:
    from briefing.errors import TemplateError
    from briefing.rendering import check_templates

    (tmp_path / "dialects").mkdir()
    path = tmp_path / "dialects" / "gitlab.j2"
    path.write_text("\n{% macro cite(number) %}{{ nothing }}{% endmacro %}")
    with pytest.raises(TemplateError, match=r"gitlab\.j2:2: 'nothing' is undefined"):
        render_markdown(a_real_briefing(), environment(tmp_path), "gitlab")
    path.write_text("\n{% macro %}")
    with pytest.raises(TemplateError, match=r"gitlab\.j2:2: "):
        check_templates(tmp_path)


def test_a_dialect_leaves_the_environment_as_it_was() -> None:
    before = page(a_real_briefing(), "commonmark")
    page(a_real_briefing(), "mediawiki")
    assert page(a_real_briefing(), "commonmark") == before


# --- MediaWiki -------------------------------------------------------------------------------------------------


def wikicode(text: str) -> Any:
    return pytest.importorskip("mwparserfromhell").parse(text)


def test_a_whole_briefing_for_mediawiki() -> None:
    """whole.wiki shows the page."""
    assert page(a_real_briefing(), "mediawiki") == WHOLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("briefing", [a_real_briefing(), an_awkward_briefing()], ids=["real", "awkward"])
def test_each_ref_is_defined_once_and_numbered_as_everywhere(briefing: Briefing) -> None:
    code = wikicode(page(briefing, "mediawiki"))
    refs = [tag for tag in code.filter_tags(recursive=True) if tag.tag == "ref"]
    used = [str(tag.get("name").value) for tag in refs if tag.self_closing]
    defined = [str(tag.get("name").value) for tag in refs if not tag.self_closing]
    numbered = [f"source-{n}" for n in range(1, len(briefing.documents) + 1)]
    assert list(dict.fromkeys(used)) == numbered == defined
    assert {str(tag.get("group").value) for tag in refs if tag.self_closing} == {"source"}
    assert str(code).rstrip().endswith("</references>")  # a ref below would belong to no list


@pytest.mark.parametrize("briefing", [a_real_briefing(), an_awkward_briefing()], ids=["real", "awkward"])
def test_wikitext_holds_the_briefing_s_markup_alone(briefing: Briefing) -> None:
    code = wikicode(page(briefing, "mediawiki"))
    assert code.filter_templates() == code.filter_arguments() == code.filter_comments() == []
    anchors = set(re.findall(r'id="([^"]*)"', str(code)))
    places = [str(link.title) for link in code.filter_wikilinks() if not str(link.title).startswith("File:")]
    assert {place.removeprefix("#") for place in places} <= anchors
    own = {"ref", "references", "span", "blockquote", "table", "tr", "td", "th", "b", "i", "li"}
    assert {str(tag.tag) for tag in code.filter_tags()} <= own
    assert len(code.filter_external_links()) == sum(bool(document.url) for document in briefing.documents)


def test_wikitext_tables_are_tables() -> None:
    tables = [tag for tag in wikicode(page(a_real_briefing(), "mediawiki")).filter_tags() if tag.tag == "table"]
    rows = [[row for row in table.contents.filter_tags() if row.tag == "tr"] for table in tables]
    cells = [[sum(tag.tag == "td" for tag in row.contents.filter_tags()) for row in table] for table in rows]
    assert cells == [[6, 6], [4, 4, 4], [6, 6]]


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("place", ["{}", "* {}", "''{}''", "'''{}''' x", "== {} ==", "| {} || x", "[[#a|{}]]", "“{}”"])
def test_awkward_text_means_nothing_to_mediawiki(place: str, text: str) -> None:
    plain = wikicode(place.replace("{}", "words"))
    code = wikicode(place.replace("{}", wikitext(text)))
    assert kinds(code) == kinds(plain)
    assert code.strip_code() == plain.strip_code().replace("words", shown(text))


def kinds(code: Any) -> list[str]:
    """The nodes, but those that stand for characters."""
    return [type(node).__name__ for node in code.ifilter() if type(node).__name__ not in ("Text", "HTMLEntity")]


@pytest.mark.property
@given(text=TEXTS)
def test_any_text_means_nothing_to_mediawiki(text: str) -> None:
    kept = shown(text) or "nothing"
    code = wikicode(wikitext(kept))
    assert kinds(code) == []
    assert html.unescape(wikitext(kept)) == kept
    assert not re.search(r"[\[\]{}|<>~\n]|''|__|^[*#:;=!+-]|==|!!|//\w", wikitext(kept).replace("&#58;//", ""))


MAGIC = re.compile(r"\b(?:RFC|PMID)[\s\u00a0]+\d|\bISBN[\s\u00a0]+[\dxX -]|__[A-Z]+__|~~~|\b\w+://|\bmailto:\S", re.I)


@pytest.mark.parametrize("text", [text for text in AWKWARD if MAGIC.search(text)] + ["rfc\u00a012", "HTTPS://x"])
def test_mediawiki_s_magic_finds_nothing(text: str) -> None:
    assert not MAGIC.search(wikitext(text))


@pytest.mark.parametrize(
    "text",
    [
        "It's the U.S. view (10:30), he said; AT & T agreed - or not?",
        "“A quotation” of 5% = much. Stop! The ISBN was missing, the RFC too.",
    ],
)
def test_ordinary_prose_is_not_escaped_for_mediawiki(text: str) -> None:
    assert wikitext(text) == text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c", "[https://example.org/a?b=c https&#58;//example.org/a?b=c]"),
        (
            "https://example.org/[x]|''",
            "[https://example.org/%5Bx%5D%7C%27%27 https&#58;//example.org/&#91;x&#93;&#124;&#39;&#39;]",
        ),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_only_web_addresses_become_external_links(url: str, expected: str) -> None:
    assert external_link(url) == expected


def test_a_day_without_a_date_is_told_in_front_matter() -> None:
    assert 'description: "Data cut-off: not given"' in page(a_briefing(as_of=None, as_of_from=None), "wikijs")
    assert 'description: "Data cut-off: 1 May 2025"' in page(a_briefing(as_of=date(2025, 5, 1)), "wikijs")
