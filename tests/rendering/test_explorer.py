"""The evidence page in a real browser: what clicks, keys and filters do, and what it is without its script."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefing.model import Briefing, Origin, Speaker
from briefing.rendering import environment, render_page

from .builders import a_briefing, a_document, a_finding, a_real_briefing, a_section, an_excerpt
from .test_html import HOSTILE, everywhere

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page


def driver_starts() -> bool:
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return sys.platform != "linux"
    return True


CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium; the environment variable CHROMIUM names one"),
    pytest.mark.skipif(importlib.util.find_spec("playwright") is None, reason="Playwright is not installed"),
    pytest.mark.skipif(not driver_starts(), reason="no libatomic.so.1, which Playwright's driver loads"),
]

WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 400, "height": 700}
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]  # Chromium's sandbox refuses to run as root
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield chromium
        chromium.close()


@pytest.fixture
def look(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a briefing's page from disk. Whatever it complains of or asks for, beside itself, fails the test."""
    complaints: list[str] = []
    contexts = []

    def look_at(
        briefing: Briefing,
        place: str = "",
        size: dict[str, int] = WIDE,
        templates: Path | None = None,
        **options: Any,
    ) -> Page:
        path = tmp_path / "briefing.html"
        path.write_text(render_page(briefing, environment(templates)), encoding="utf-8")
        context = browser.new_context(viewport={"width": size["width"], "height": size["height"]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"a dialog: {dialog.message}"))
        page.on("request", lambda request: None if _is(request.url, path) else complaints.append(request.url))
        page.goto(path.as_uri() + place)
        return page

    yield look_at
    for context in contexts:
        context.close()
    assert complaints == []


def _is(url: str, path: Path) -> bool:
    return url.partition("#")[0] == path.as_uri()


def a_long_briefing() -> Briefing:
    """Three documents much longer than a screen: two say one thing in other words, the third another."""
    filler = "\n\n".join(f"Paragraph {n} of nothing much, as there is in any report." for n in range(60))
    first = a_document(
        f"{filler}\n\nThe dam holds 40 million tonnes.\n\n{filler}\n\nIt was built in 1961.\n\n{filler}",
        "seeds/first.txt",
        title="The dam at Orlik",
        publisher="River Post",
    )
    second = a_document(
        f"{filler}\n\nForty million tonnes lie behind it.\n\n{filler}", "seeds/2.txt", title="Reservoirs"
    )
    third = a_document(f"{filler}\n\nThe turbines are silent, Mr Vopálka said.", "seeds/3.txt", title="Power")
    holds = a_finding(
        an_excerpt(first, "The dam holds 40 million tonnes."),
        an_excerpt(second, "Forty million tonnes lie behind it."),
        id="holds",
    )
    built = a_finding(an_excerpt(first, "It was built in 1961."), id="built")
    said = third.text.index("Mr Vopálka")
    speaker = Speaker("Mr Vopálka", said, said + 10, "say")
    silent = a_finding(an_excerpt(third, "The turbines are silent, Mr Vopálka said."), id="silent", speaker=speaker)
    return a_briefing(
        a_section("The dam", holds, built),
        a_section("Power", silent),
        origins=(Origin("O1", (first.id, second.id), "they share their text"), Origin("O2", (third.id,))),
    )


def cite(page: Page, finding: str, index: int = 0) -> Locator:
    return page.locator(f"[id='{finding}'] .cite").nth(index)


def marked(page: Page) -> list[str]:
    return page.locator("mark.now").all_inner_texts()


def in_view(page: Page) -> bool:
    """Whether the marked words stand within the part of the text that is seen."""
    mark, text = page.locator("mark.now").first.bounding_box(), page.locator(".pane-body").bounding_box()
    assert mark
    assert text
    return text["y"] <= mark["y"] and mark["y"] + mark["height"] <= text["y"] + text["height"]


def seen(page: Page) -> list[str]:
    return [str(item.get_attribute("id")) for item in page.locator(".finding:visible").all()]


# --- citations ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_click_on_a_citation_opens_its_source_at_the_very_words(look: Open, size: dict[str, int]) -> None:
    page = look(a_long_briefing(), size=size)
    cite(page, "the-dam.1").click()
    assert page.locator(".pane-head h2").inner_text() == "[1] The dam at Orlik"
    assert (
        page.locator(".pane-head .facts").inner_text().startswith("River Post · date not given · Rating F6 · Origin O1")
    )
    assert page.locator(".text:visible").count() == 1
    assert marked(page) == ["The dam holds 40 million tonnes."]
    assert in_view(page)


def test_beside_a_citation_stand_the_other_wordings_of_its_finding(look: Open) -> None:
    page = look(a_long_briefing())
    cite(page, "the-dam.1").click()
    assert page.locator(".others li").all_inner_texts() == [
        "[2] Reservoirs, date not given: Forty million tonnes lie behind it."
    ]
    assert page.locator(".used").inner_text() == "In the briefing: The dam, finding 1"
    page.locator(".others a").click()
    assert marked(page) == ["Forty million tonnes lie behind it."]
    assert in_view(page)
    assert page.locator(".others").inner_text().endswith(": The dam holds 40 million tonnes.")


def test_a_key_point_knows_the_wordings_of_its_finding(look: Open) -> None:
    page = look(a_long_briefing())
    page.locator(".key-points .cite").first.click()
    assert page.locator(".others li").count() == 1


def test_the_briefing_stays_where_it_was(look: Open) -> None:
    page = look(a_long_briefing())
    cite(page, "the-dam.2").scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    cite(page, "the-dam.2").click()
    assert page.evaluate("scrollY") == before


def test_a_citation_that_runs_over_paragraphs_is_marked_in_each(look: Open) -> None:
    document = a_document("Before.\n\nOne.\n\nTwo.\n\nAfter.")
    page = look(a_briefing(a_section("Topic", a_finding(an_excerpt(document, "One.\n\nTwo.")))))
    cite(page, "topic.1").click()
    assert marked(page) == ["One.", "Two."]


def test_citations_that_overlap_are_marked_from_end_to_end(look: Open) -> None:
    document = a_document("One. Two. Three. Four.")
    early = a_finding(an_excerpt(document, "One. Two. Three."))
    late = a_finding(an_excerpt(document, "Two. Three. Four."))
    page = look(a_briefing(a_section("Topic", early, late)))
    cite(page, "topic.1").click()
    assert " ".join(" ".join(marked(page)).split()) == "One. Two. Three."
    cite(page, "topic.2").click()
    assert " ".join(" ".join(marked(page)).split()) == "Two. Three. Four."


def test_the_figures_of_a_chart_lead_to_their_sentences(look: Open) -> None:
    page = look(a_real_briefing())
    page.locator(".front .chart svg a").first.click()
    assert marked(page)[0] == "Reportedly 8,000 people are promised."
    page.locator(".front .chart svg a").last.press("Enter")
    assert marked(page) == ["The mission would need about 12,000 people, they said."]


def test_a_source_can_be_read_from_its_beginning(look: Open) -> None:
    page = look(a_long_briefing())
    page.get_by_role("link", name="Read the text of source 3").click()
    assert page.locator(".pane-head h2").inner_text() == "[3] Power"
    assert page.locator(".text:visible p").nth(1).is_visible()
    assert page.evaluate("document.querySelector('.pane-body').scrollTop") == 0


# --- keys and buttons -----------------------------------------------------------------------------------------------


def test_keys_lead_from_citation_to_citation(look: Open) -> None:
    page = look(a_long_briefing())
    found = []
    for key in "nnnnp":
        page.keyboard.press(key)
        found.append(marked(page)[0])
    dam, silent, other = (
        "The dam holds 40 million tonnes.",
        "The turbines are silent, Mr Vopálka said.",
        "Forty million tonnes lie behind it.",
    )
    assert found == [dam, silent, dam, other, dam]  # the key points come first
    assert page.locator(".place").inner_text() == "Citation 3 of 6"


def test_keys_and_buttons_lead_through_one_text(look: Open) -> None:
    page = look(a_long_briefing())
    cite(page, "the-dam.1").click()
    assert page.locator("[data-do=earlier]").is_disabled()
    page.keyboard.press("j")
    assert marked(page) == ["It was built in 1961."]
    assert page.locator(".place-within").inner_text() == "2 of 2 in this text"
    assert page.locator("[data-do=later]").is_disabled()
    page.keyboard.press("k")
    page.locator("[data-do=later]").click()
    assert marked(page) == ["It was built in 1961."]
    assert in_view(page)


def test_the_first_citation_has_none_before_it_and_the_last_none_after(look: Open) -> None:
    page = look(a_long_briefing())
    page.locator(".key-points .cite").first.click()
    assert page.locator("[data-do=previous]").is_disabled()
    for _ in range(20):
        page.keyboard.press("n")
    assert page.locator("[data-do=next]").is_disabled()
    assert page.locator(".place").inner_text() == "Citation 6 of 6"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_citation_opens_and_closes_by_keys_alone(look: Open, size: dict[str, int]) -> None:
    page = look(a_long_briefing(), size=size)
    cite(page, "the-dam.2").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "It was built in 1961."
    page.keyboard.press("Escape")
    assert page.locator(".text:visible").count() == 0
    assert page.evaluate("document.activeElement.closest('.finding')?.id") == "the-dam.2"


def test_letters_typed_into_the_search_are_only_letters(look: Open) -> None:
    page = look(a_long_briefing())
    page.keyboard.press("/")
    page.keyboard.type("n/p")
    assert page.locator(".tools input").input_value() == "n/p"
    assert marked(page) == []


def test_letter_keys_can_be_switched_off(look: Open) -> None:
    page = look(a_long_briefing())
    page.get_by_label("Single-letter keys are on").uncheck()
    page.keyboard.press("n")
    assert marked(page) == []


def test_on_a_narrow_screen_the_text_lies_over_the_briefing_as_a_dialog(look: Open) -> None:
    page = look(a_long_briefing(), size=NARROW)
    assert not page.locator(".texts").is_visible()
    cite(page, "the-dam.1").click()
    assert page.get_by_role("dialog", name="[1] The dam at Orlik").is_visible()
    assert page.locator("main").evaluate("main => main.inert")
    assert page.locator(".texts").bounding_box() == {"x": 0, "y": 0, **NARROW}
    page.get_by_role("button", name="Close").click()
    assert not page.locator(".texts").is_visible()
    assert not page.locator("main").evaluate("main => main.inert")


def test_a_link_from_the_text_to_the_briefing_uncovers_it(look: Open) -> None:
    page = look(a_long_briefing(), size=NARROW)
    cite(page, "the-dam.1").click()
    page.locator(".used a").click()
    assert not page.locator(".texts").is_visible()
    assert page.evaluate("location.hash") == "#the-dam.1"


# --- addresses ------------------------------------------------------------------------------------------------------


def test_an_address_opens_its_citation(look: Open) -> None:
    briefing = a_long_briefing()
    document = briefing.documents[0]
    place = f"#e.{document.id}.{document.text.index('It was built')}"
    page = look(briefing, place)
    assert marked(page) == ["It was built in 1961."]
    assert in_view(page)
    assert page.locator("[aria-current]").evaluate("link => link.closest('.finding').id") == "the-dam.2"


@pytest.mark.parametrize("place", ["#e.x.1", "#text.none", "#%", "#e.%F", "#the-dam", "#e.');alert(1)//"])
def test_an_address_that_is_no_citation_opens_nothing(look: Open, place: str) -> None:
    page = look(a_long_briefing(), place)
    assert page.locator(".text:visible").count() == 0
    assert page.locator(".tools").is_visible()


def test_back_leads_to_what_was_open_before(look: Open) -> None:
    page = look(a_long_briefing())
    cite(page, "the-dam.1").click()
    first = page.evaluate("location.hash")
    cite(page, "power.1").click()
    assert page.evaluate("location.hash") != first
    page.go_back()
    assert marked(page) == ["The dam holds 40 million tonnes."]
    page.go_back()
    assert page.locator(".text:visible").count() == 0
    page.go_forward()
    assert marked(page) == ["The dam holds 40 million tonnes."]


# --- search and filters ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "findings"),
    [
        ("turbines", ["power.1"]),
        ("TURBINES silent", ["power.1"]),
        ("turbines dam", []),
        ("vopalka", ["power.1"]),
        ("orlik", ["the-dam.1", "the-dam.2"]),  # the title of a source
        ("river post", ["the-dam.1", "the-dam.2"]),  # its publisher
        ("   ", ["the-dam.1", "the-dam.2", "power.1"]),
        (".*", []),
    ],
)
def test_the_search_shows_the_findings_that_hold_all_words(look: Open, words: str, findings: list[str]) -> None:
    page = look(a_long_briefing())
    page.locator(".tools input").fill(words)
    assert seen(page) == findings
    assert page.locator(".tools .count").inner_text() == (f"{len(findings)} of 3 findings" if words.strip() else "")


@pytest.mark.parametrize(
    ("name", "value", "findings"),
    [
        ("documents", "1", ["the-dam.1", "the-dam.2"]),
        ("documents", "2", ["the-dam.1"]),
        ("speaker", "Mr Vopálka", ["power.1"]),
        ("origins", "O1", ["the-dam.1", "the-dam.2"]),
        ("origins", "O2", ["power.1"]),
    ],
)
def test_filters_show_the_findings_that_fit(look: Open, name: str, value: str, findings: list[str]) -> None:
    page = look(a_long_briefing())
    page.locator(f"[data-filter={name}]").select_option(value)
    assert seen(page) == findings


def test_a_section_without_a_fitting_finding_says_so(look: Open) -> None:
    page = look(a_long_briefing())
    assert page.locator(".filtered:visible").count() == 0
    page.locator("[data-filter=documents]").select_option("3")
    assert page.locator(".filtered:visible").all_inner_texts() == ["No finding of this section passes the filters."]
    assert not page.locator(".front").is_visible()
    page.get_by_role("button", name="Clear").click()
    assert page.locator(".filtered:visible").count() == 0
    assert page.locator(".front").is_visible()
    assert seen(page) == ["the-dam.1", "the-dam.2", "power.1"]


def test_filters_work_together_and_keys_keep_to_what_is_shown(look: Open) -> None:
    page = look(a_long_briefing())
    page.locator("[data-filter=origins]").select_option("O1")
    page.locator(".tools input").fill("1961")
    assert seen(page) == ["the-dam.2"]
    page.locator("h1").click()
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert marked(page) == ["It was built in 1961."]
    assert page.locator(".place").inner_text() == "Citation 1 of 1"


# --- without the script, and on paper -------------------------------------------------------------------------------


def test_without_the_script_nothing_is_hidden_and_links_work(look: Open) -> None:
    page = look(a_long_briefing(), java_script_enabled=False)
    assert page.locator("article.text:visible").count() == 3
    assert page.locator(".finding:visible").count() == 3
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    cite(page, "the-dam.2").click()
    place = page.url.partition("#")[2]
    box = page.locator(f"[id='{place}']").bounding_box()
    assert box
    assert 0 <= box["y"] < WIDE["height"]


def test_on_paper_stands_everything_whatever_is_open_or_filtered(look: Open) -> None:
    page = look(a_long_briefing())
    cite(page, "the-dam.1").click()
    page.locator("[data-filter=documents]").select_option("3")
    page.emulate_media(media="print")
    assert page.locator("article.text:visible").count() == 3
    assert page.locator(".finding:visible").count() == 3
    assert page.locator("h1").is_visible()
    assert page.locator("button:visible, input:visible, select:visible").count() == 0


# --- strangers' texts, many of them, and everybody's eyes -----------------------------------------------------------


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_does_nothing(look: Open, value: str) -> None:
    page = look(everywhere(value))
    names = page.evaluate("[...document.querySelectorAll('*')].map(e => e.localName)")
    for index in range(page.locator(".finding .cite").count()):
        page.locator(".finding .cite").nth(index).click()
        assert page.locator(".pane-head h2").inner_text().startswith("[")
    page.locator(".tools input").fill(value)
    page.locator("[data-filter=documents]").select_option("1")
    kinds = set(page.evaluate("[...document.querySelectorAll('*')].map(e => e.localName)"))
    assert kinds <= set(names)
    assert "img" not in kinds


def test_sixty_long_documents_are_walked_and_filtered(look: Open) -> None:
    """Every text is as long as a long article; no click or key may take longer than Playwright's time-out."""
    filler = "\n\n".join("Much was said that day about the river. " * 8 for _ in range(80))
    documents = [a_document(f"{filler}\n\nReport {n} counts {n} boats.", title=f"Report {n}") for n in range(1, 61)]
    findings = [a_finding(an_excerpt(d, f"Report {n} counts {n} boats.")) for n, d in enumerate(documents, 1)]
    page = look(a_briefing(*(a_section(f"Topic {n}", *findings[n * 10 : n * 10 + 10]) for n in range(6))))
    page.locator("[id='topic-5.10'] .cite").click()
    assert marked(page) == ["Report 60 counts 60 boats."]
    for _ in range(10):
        page.keyboard.press("p")
    assert marked(page) == ["Report 50 counts 50 boats."]
    page.locator(".tools input").fill("60 boats")
    assert seen(page) == ["topic-5.10"]


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core, as a package of the tests carries it."""
    package = importlib.util.find_spec("axe_playwright_python")
    if package is None or not package.submodule_search_locations:
        pytest.skip("axe-playwright-python is not installed")
    return (Path(package.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document).then(result => result.violations)")
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("briefing", [a_real_briefing(), a_long_briefing(), everywhere(" ".join(HOSTILE.values()))])
def test_axe_finds_nothing(look: Open, axe: str, briefing: Briefing, size: dict[str, int], scheme: str) -> None:
    page = look(briefing, size=size, color_scheme=scheme)
    assert violations(page, axe) == []
    cite(page, f"{briefing.sections[0].topic.id}.1").click()
    assert violations(page, axe) == []
    page.keyboard.press("Escape")
    page.locator(".tools input").fill("zzz")
    assert violations(page, axe) == []


def test_axe_finds_nothing_without_the_script(look: Open, axe: str, tmp_path: Path) -> None:
    (tmp_path / "explorer.js").write_text("", encoding="utf-8")  # axe itself needs a browser that runs scripts
    assert violations(look(a_real_briefing(), templates=tmp_path), axe) == []
