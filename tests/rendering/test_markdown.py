from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.model import Briefing, Skipped
from briefing.rendering import environment, render_markdown

from .builders import a_briefing, a_document, a_finding, a_real_briefing, a_section, an_excerpt

ENVIRONMENT = environment()
WHOLE = Path(__file__).with_name("whole.md")


def markdown(briefing: Briefing) -> str:
    return render_markdown(briefing, ENVIRONMENT)


def test_a_whole_briefing() -> None:
    """whole.md shows the page; look at it as your wiki would show it."""
    assert markdown(a_real_briefing()) == WHOLE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("as_of", "known", "line"),
    [
        (date(2025, 4, 11), "documents", "Data cut-off: 11 April 2025 (latest dated document)"),
        (date(2025, 4, 1), "config", "Data cut-off: 1 April 2025 (set in the configuration)"),
        (None, None, "Data cut-off: not given"),
    ],
)
def test_the_data_cut_off_says_how_it_is_known(as_of: date | None, known: str | None, line: str) -> None:
    assert markdown(a_briefing(as_of=as_of, as_of_from=known)).split("\n")[2] == line


def test_the_same_words_are_quoted_once_with_every_number() -> None:
    text = markdown(a_briefing(a_section("Rain", a_finding(a_document("It rained."), a_document("It  rained.")))))
    assert r"1. It rained. [\[1\]](#source-1) [\[2\]](#source-2)" in text
    assert "Also" not in text


def test_the_same_words_with_other_quotation_marks_are_not_quoted_again() -> None:
    finding = a_finding(a_document("“It rained.”"), a_document('"It rained."', publisher="Gazette"))
    assert r"*Also Gazette, date not given, paragraph 1, in the same words* [\[2\]](#source-2)" in markdown(
        a_briefing(a_section("Rain", finding))
    )


def test_each_finding_and_each_other_wording_is_one_line() -> None:
    findings = [a_finding(a_document(f"Finding\n{n}."), a_document(f"Other\r\nwording {n}.")) for n in range(12)]
    lines = markdown(a_briefing(a_section("Rain", *findings))).split("\n")
    assert r"10. Finding 9. [\[19\]](#source-19)" in lines
    assert r"    - *Also seeds" in "\n".join(lines)
    assert sum("Other wording" in line for line in lines) == 12


def test_findings_that_only_come_near_the_topic_say_so() -> None:
    printed = markdown(a_briefing(a_section("Snow", a_finding(a_document("It froze."), in_part=True))))
    assert "- **Snow:** *(nearest found)* It froze." in printed
    assert "\n*No sentence speaks to the whole of this topic; these come nearest to it.*\n" in printed


def test_a_source_without_a_publisher_goes_by_its_title_and_one_without_a_title_by_its_path() -> None:
    titled, bare = a_document("One.", title="A title"), a_document("Two.", "bare.txt")
    text = markdown(a_briefing(a_section("Topic", a_finding(titled), a_finding(bare))))
    assert "*A title, date not given, paragraph 1*" in text
    assert "*bare.txt, date not given, paragraph 1*" in text


def test_a_briefing_of_nothing_still_has_its_parts() -> None:
    text = markdown(a_briefing(skipped=(Skipped("a.txt", "empty"),), build=""))
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# A briefing",
        "## Key points",
        "## Sources",
        "### Not read",
        "## Method",
    ]
    assert "No document is cited." in text


def test_the_citation_number_is_the_briefings() -> None:
    late, early = a_document("Late."), a_document("Early.")
    briefing = a_briefing(a_section("One", a_finding(early)), a_section("Two", a_finding(late, early)))
    assert rf"Late. [\[{briefing.number(late)}\]](#source-{briefing.number(late)})" in markdown(briefing)


def test_blank_lines_never_come_in_pairs() -> None:
    assert "\n\n\n" not in markdown(a_real_briefing())


def test_a_part_of_a_document_is_quoted_alone() -> None:
    document = a_document("Before it. The words. After it.")
    text = markdown(a_briefing(a_section("Topic", a_finding(an_excerpt(document, "The words.")))))
    assert r"1. The words. [\[1\]](#source-1)" in text
