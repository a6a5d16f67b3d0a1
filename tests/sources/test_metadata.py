"""What is known about a document: from sources.yaml, from front matter, or from its own first lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.errors import ConfigError
from briefing.model import Document
from briefing.sources.blocks import plain_blocks
from briefing.sources.extract import Metadata
from briefing.sources.metadata import describe, front_matter, sources_file

PROSE = "The dam leaked from the start, the owners said."


def described(text: str, own: Metadata | None = None, stated: Metadata | None = None) -> Document:
    document = Document(id="0", path="dam.txt", sha256="0", text=text, blocks=plain_blocks(text))
    return describe(document, own or Metadata(), stated or Metadata())


def mistakes(folder: Path, text: str) -> tuple[str, ...]:
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    (folder / "dam.txt").write_text(PROSE, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        sources_file(folder / "sources.yaml", "in/sources.yaml")
    return refused.value.problems


# --- front matter -------------------------------------------------------------------------------------------------


def test_front_matter_is_read() -> None:
    matter = front_matter("---\ntitle: A dam\npublished: 2025-04-11\nlanguage: EN-us\nrating: b2\n---\nText.")
    assert matter.metadata == Metadata(title="A dam", published=date(2025, 4, 11), language="en-us", rating="B2")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("head", ["", "\ufeff"], ids=["plain", "BOM"])
def test_the_text_begins_below_it(head: str, end: str) -> None:
    text = end.join([f"{head}---", "title: A dam", "---", "Text."])
    assert text[front_matter(text).end :] == "Text."


def test_dots_may_close_it() -> None:
    assert front_matter("---\ntitle: A dam\n...\nText.").metadata.title == "A dam"


def test_the_keys_of_other_programs_are_let_be() -> None:
    matter = front_matter("---\nlayout: post\ntags: [dams, {a: b}]\ntitle: A dam\n---\nText.")
    assert (matter.metadata, matter.warnings) == (Metadata(title="A dam"), ())


def test_an_empty_value_is_one_not_given() -> None:
    assert front_matter("---\ntitle:\nauthor: ~\n---\n").metadata == Metadata()


def test_a_timestamp_is_a_date() -> None:
    assert front_matter("---\npublished: 2025-04-11T10:00:00Z\n---\n").metadata.published == date(2025, 4, 11)


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("published: April", "published: expected a date such as 2025-04-11, got 'April'"),
        ("published: 2025-02-30", "published: expected a date such as 2025-04-11, got '2025-02-30'"),
        ("title: [a, b]", "title: expected a text, got a list"),
        ("rating: Z9", "rating: expected an Admiralty rating, A to F and 1 to 6, such as B2, got 'Z9'"),
        ("marking: secret", "marking: expected a TLP marking such as TLP:CLEAR, got 'secret'"),
        ("language: 7", "language: expected a language code such as en, got 7"),
    ],
)
def test_a_wrong_value_is_a_warning_with_its_line(line: str, warning: str) -> None:
    matter = front_matter(f"---\nauthor: Ada Pell\n{line}\n---\nText.")
    assert matter.metadata.author == "Ada Pell"
    assert len(matter.warnings) == 1
    assert matter.warnings[0].startswith("front matter:3:")
    assert warning in matter.warnings[0]


def test_broken_yaml_is_a_warning_and_no_text() -> None:
    text = "---\ntitle: [A dam\n---\nText."
    matter = front_matter(text)
    assert text[matter.end :] == "Text."
    assert len(matter.warnings) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Text.",
        "---\nThe dam leaked: from the start. It did.\n",
        "---\n\nThe dam leaked.\n\n---\n\nIt stank.",
        "---\n- One.\n- Two.\n---\nText.",
        "---\n---\nText.",
        "Text.\n---\ntitle: A dam\n---\n",
    ],
    ids=["none", "not closed", "two rules", "list", "empty", "further down"],
)
def test_front_matter_noop(text: str) -> None:
    matter = front_matter(text)
    assert (matter.metadata, matter.end, matter.warnings) == (Metadata(), 0, ())


# --- sources.yaml -------------------------------------------------------------------------------------------------


def test_sources_yaml_is_read(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").touch()
    (tmp_path / "sources.yaml").write_text(
        "dam.txt: {title: A  dam, publisher: Island Post, author: Ada Pell, published: 2025-04-11,"
        " url: 'https://example.com', language: en, rating: B2, marking: 'tlp:clear'}",
        encoding="utf-8",
    )
    assert sources_file(tmp_path / "sources.yaml", "sources.yaml") == {
        "dam.txt": Metadata(
            "A dam", "Island Post", "Ada Pell", date(2025, 4, 11), "https://example.com", "en", "B2", "TLP:CLEAR"
        )
    }


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_an_empty_sources_yaml_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "sources.yaml").write_text(text, encoding="utf-8")
    assert sources_file(tmp_path / "sources.yaml", "sources.yaml") == {}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("dam.txtt: {title: A dam}", "1:1: no file 'dam.txtt' beside it; did you mean 'dam.txt'?"),
        ("dam.txt: {titel: A dam}", "1:11: dam.txt: unknown key 'titel'; did you mean 'title'?"),
        ("dam.txt: {zzz: A dam}", "unknown key 'zzz'; expected one of title, publisher, author, published"),
        ("dam.txt: A dam", "1:10: dam.txt: expected keys such as title and publisher, got 'A dam'"),
        ("- dam.txt", "expected 'file name: {title: ..., publisher: ...}' for each file, got a list"),
        ("dam.txt:\n  published: soon", "2:14: published: expected a date such as 2025-04-11, got 'soon'"),
        ("dam.txt: {title: A\ndam.txt: {", "in/sources.yaml:2:"),
    ],
    ids=["no such file", "misspelt key", "unknown key", "no keys", "list", "date", "broken"],
)
def test_a_mistake_in_sources_yaml_says_where_and_what_was_expected(tmp_path: Path, text: str, problem: str) -> None:
    (found,) = mistakes(tmp_path, text)
    assert found.startswith("in/sources.yaml:")
    assert problem in found


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    assert len(mistakes(tmp_path, "dam.txt: {titel: A dam, published: soon}\ngone.txt: {rating: Z9}")) == 4


def test_a_sources_yaml_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"in/sources\.yaml: cannot be read"):
        sources_file(tmp_path, "in/sources.yaml")


# --- from the text ------------------------------------------------------------------------------------------------


def test_the_first_heading_is_the_title() -> None:
    document = described(f"5 min read\n\nA dam\nleaks\n\n{PROSE}")
    assert (document.title, document.title_from) == ("A dam", "text")


def test_a_heading_below_the_text_is_no_title() -> None:
    document = described(f"{PROSE}\n\nA dam\n\n{PROSE}")
    assert (document.title, document.title_from) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"A dam\n\nMarch 22, 2025\n\n{PROSE}", id="line at the top"),
        pytest.param(f"A dam\n\nUpdated: 22 March 2025, 10:15\n\n{PROSE}", id="labelled line"),
        pytest.param(f"A dam\n\n{PROSE}\n\nPublished: 22.03.2025", id="line at the bottom"),
        pytest.param(f"A dam\n\nLOWSAY, March 22, 2025 — {PROSE}", id="dateline"),
        pytest.param(f"A dam\n\nLOWSAY, 22 March 2025 (Island Post) - {PROSE}", id="dateline with an agency"),
        pytest.param(
            "Гребля\n\nКИЇВ, 22 березня 2025 року — Гребля протікає, кажуть власники.", id="Ukrainian dateline"
        ),
    ],
)
def test_the_date_is_inferred(text: str) -> None:
    document = described(text)
    assert (document.published, document.published_from) == (date(2025, 3, 22), "text")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"A dam\n\n{PROSE}", id="none"),
        pytest.param("A dam\n\nThe dam leaked on March 22, 2025, the owners said.", id="in the running text"),
        pytest.param("A dam\n\nThe dam leaked. On March 22, 2025 - a Saturday - it broke.", id="second sentence"),
        pytest.param(f"A dam\n\nLOWSAY, March 22 — {PROSE}", id="no year"),
    ],
)
def test_the_date_noop(text: str) -> None:
    document = described(text)
    assert (document.published, document.published_from) == (None, None)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ada Pell", "Ada Pell"),
        ("By Ada O’Pell, Harbour Correspondent", "Ada O’Pell"),
        ("Von Ada Pell", "Ada Pell"),
        ("Автор: Олена Мельник", "Олена Мельник"),
    ],
)
def test_the_author_is_inferred(line: str, author: str) -> None:
    assert described(f"A dam\n\n{line}\n\n{PROSE}").author == author


def test_the_author_noop() -> None:
    assert described(f"A dam\n\nBy Friday it had broken.\n\n{PROSE}").author is None


def test_the_files_own_metadata_win_over_its_text() -> None:
    document = described(f"A dam\n\nMarch 22, 2025\n\n{PROSE}", own=Metadata(title="Leak", published=date(2024, 1, 2)))
    assert (document.title, document.title_from) == ("Leak", "metadata")
    assert (document.published, document.published_from) == (date(2024, 1, 2), "metadata")


def test_what_is_stated_wins_over_all() -> None:
    document = described("A dam", Metadata(title="Leak", author="Ada"), Metadata(title="Flood", publisher="Post"))
    assert (document.title, document.title_from) == ("Flood", "config")
    assert (document.author, document.publisher) == ("Ada", "Post")


@pytest.mark.parametrize(
    ("stated", "own", "how"),
    [
        pytest.param(Metadata(author="Ada"), Metadata(author="Bea"), "config", id="sources.yaml"),
        pytest.param(Metadata(), Metadata(author="Bea"), "metadata", id="front-matter"),
        pytest.param(Metadata(), Metadata(), "text", id="byline"),
    ],
)
def test_how_the_author_is_known_is_told(stated: Metadata, own: Metadata, how: str) -> None:
    assert described("By Cleo Dunn\n\nThe dam broke at noon.", own, stated).author_from == how


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Lowsay Herald, 18 July 2025", date(2025, 7, 18)),
        ("Brussels, 18 July 2025", date(2025, 7, 18)),
        ("Budget for 2025", None),
        ("What changed since 18 July 2025 at the dam", None),
    ],
)
def test_a_line_above_the_text_that_ends_in_a_day_dates_it(line: str, day: date | None) -> None:
    document = described(f"{line}\n\nThe dam leaks\n\n{PROSE}")
    assert document.published == day
    assert document.title == ("The dam leaks" if day else line)


def test_a_line_that_ends_in_a_day_further_down_dates_nothing() -> None:
    assert described(f"{PROSE}\n\nAfter the flood of 18 July 2025\n\n{PROSE}").published is None


@pytest.mark.parametrize(
    ("matter", "day"),
    [
        ("date: 2025-03-12", date(2025, 3, 12)),
        ("date: 2025-03-12 10:00:00 +0200", date(2025, 3, 12)),
        ("date: 2025-03-12\npublished: 2025-04-11", date(2025, 4, 11)),
        ("date: last spring", None),
        ("date:", None),
        ("date: [2025]", None),
    ],
)
def test_date_says_when_it_was_published_where_nothing_else_does(matter: str, day: date | None) -> None:
    read = front_matter(f"---\ntitle: A dam\n{matter}\n---\nText.")
    assert (read.metadata.published, read.warnings) == (day, ())
