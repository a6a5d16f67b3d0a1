"""Files → documents, whole: what is read, what is skipped and why, and that every span is one of the file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.errors import ConfigError, SourceError
from briefing.sources import READERS, SourceFile, check_sources, read_one, read_sources
from briefing.sources.sentences import split_sentences

PROSE = "The dam leaked from the start, the owners said. Nobody was told."
SECONDS = 30
"""Far more than a 10 MB line takes (three), far less than anything quadratic would."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def test_documents_come_in_order_of_path(folder: Path) -> None:
    write(folder, {"b.txt": PROSE, "a.md": PROSE, "c/d.txt": PROSE})
    reading = read_sources([str(folder / "in")], folder)
    assert [document.path for document in reading.documents] == ["in/a.md", "in/b.txt", "in/c/d.txt"]


def test_the_same_words_in_two_files_are_two_documents(folder: Path) -> None:
    write(folder, {"a.txt": PROSE, "b.txt": PROSE})
    first, second = read_sources([str(folder / "in")], folder).documents
    assert first.sha256 == second.sha256 == hashlib.sha256(PROSE.encode()).hexdigest()
    assert first.id != second.id


def test_an_id_does_not_depend_on_where_the_folder_lies(folder: Path) -> None:
    write(folder, {"a.txt": PROSE})
    (folder / "moved").mkdir()
    before = read_sources([str(folder / "in")], folder).documents
    (folder / "in").rename(folder / "moved" / "in")
    assert read_sources([str(folder / "moved" / "in")], folder / "moved").documents == before


def test_what_cannot_be_read_is_skipped_with_its_reason_and_the_rest_is_read(folder: Path) -> None:
    write(
        folder, {"a.txt": "", "b.txt": bytes(range(256)), "c.docx": "x", "d": "x", "e.txt": PROSE, "f.txt": b"%PDF-1"}
    )
    (folder / "in" / "g.txt").symlink_to("gone")
    reading = read_sources([str(folder / "in")], folder)
    assert [document.path for document in reading.documents] == ["in/e.txt"]
    assert {one.path: one.reason for one in reading.skipped} == {
        "in/a.txt": "empty file",
        "in/b.txt": "not a text file: binary content",
        "in/c.docx": f"no reader for .docx; {', '.join(READERS)} are read",
        "in/d": f"no reader for files without an ending; {', '.join(READERS)} are read",
        "in/f.txt": "not a text file: it is a PDF",
        "in/g.txt": "a broken link",
    }


def test_a_reason_can_be_printed_whatever_the_name(folder: Path) -> None:
    write(folder, {"b.txt": PROSE, os.fsdecode(b"a.t\xff"): PROSE})
    (skipped,) = read_sources([str(folder / "in")], folder).skipped
    assert skipped.path == "in/a.t\\xff"
    assert skipped.reason.encode().startswith(b"no reader for .t\\xff;")


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "a.md", "a.Markdown"])
def test_the_ending_chooses_the_reader_in_any_case(folder: Path, name: str) -> None:
    write(folder, {name: PROSE})
    assert read_one(folder / "in" / name).text == PROSE


def test_a_document_knows_its_language(folder: Path) -> None:
    write(folder, {"a.txt": PROSE, "b.txt": "---\nlanguage: uk\n---\n" + PROSE})
    assert [document.language for document in read_sources([str(folder / "in")], folder).documents] == ["en", "uk"]


def test_a_mistake_in_front_matter_is_a_warning_that_names_the_file(folder: Path) -> None:
    write(folder, {"a.md": f"---\npublished: soon\n---\n{PROSE}"})
    reading = read_sources([str(folder / "in")], folder)
    assert len(reading.documents) == 1
    assert reading.warnings[0].startswith("in/a.md: front matter:2:")


def test_what_sources_yaml_says_is_known(folder: Path) -> None:
    write(folder, {"a.txt": PROSE, "sources.yaml": "a.txt: {publisher: Island Post, published: 2025-04-11}"})
    (document,) = read_sources([str(folder / "in")], folder).documents
    assert (document.publisher, document.published) == ("Island Post", date(2025, 4, 11))


def test_the_sources_yaml_beside_a_file_wins_over_one_above(folder: Path) -> None:
    write(
        folder,
        {
            "deep/a.txt": PROSE,
            "deep/b.txt": PROSE,
            "sources.yaml": "deep/a.txt: {publisher: Above}\ndeep/b.txt: {publisher: Above}",
            "deep/sources.yaml": "a.txt: {publisher: Beside}",
        },
    )
    publishers = [document.publisher for document in read_sources([str(folder / "in")], folder).documents]
    assert publishers == ["Beside", "Above"]


def test_a_mistake_in_sources_yaml_stops_the_reading(folder: Path) -> None:
    write(folder, {"a.txt": PROSE, "sources.yaml": "a.txt: {titel: A dam}"})
    with pytest.raises(ConfigError, match=r"in/sources\.yaml:1:9: a\.txt: unknown key 'titel'; did you mean 'title'"):
        read_sources([str(folder / "in")], folder)


def test_progress_sees_every_file_and_their_number(folder: Path) -> None:
    write(folder, {"a.txt": PROSE, "b.txt": ""})
    seen: list[str | int] = []

    def progress(files: Iterable[SourceFile], number: int) -> Iterator[SourceFile]:
        seen.append(number)
        for file in files:
            seen.append(file.shown)
            yield file

    read_sources([str(folder / "in")], folder, progress)
    assert seen == [2, "in/a.txt", "in/b.txt"]


def test_checking_reads_what_reading_reads(folder: Path) -> None:
    write(folder, {"a.txt": PROSE, "b.txt": "", "c.md": f"---\npublished: soon\n---\n{PROSE}"})
    reading = read_sources([str(folder / "in")], folder)
    texts: list[str] = []
    found = check_sources([str(folder / "in")], folder, texts.append)
    assert found == (len(reading.documents), reading.skipped, reading.warnings)
    assert texts == [document.text for document in reading.documents]


def test_one_document_knows_what_the_sources_yaml_beside_it_says(folder: Path) -> None:
    write(folder, {"a.txt": PROSE, "sources.yaml": "a.txt: {title: A dam}"})
    assert read_one(folder / "in" / "a.txt").title == "A dam"


@pytest.mark.parametrize("name", ["gone.txt", "empty.txt", "a.docx"])
def test_one_document_that_cannot_be_read_is_an_error(folder: Path, name: str) -> None:
    write(folder, {"empty.txt": "", "a.docx": "x"})
    with pytest.raises(SourceError):
        read_one(folder / "in" / name)


@pytest.mark.parametrize(
    "piece",
    [
        "The dam leaked. ",
        "a",
        "(",
        "“",
        '"Go. ',
        "U.S. ",
        "... ",
        "1. ",
        "Gov. ",
        "The dam leaked, and nobody was told of it before May.\0 ",
        "# ",
        "> ",
        "| a ",
        "<b ",
        "- ",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_long_line_finishes(folder: Path, name: str, piece: str) -> None:
    write(folder, {name: "The end. " + piece * (300_000 // len(piece))})
    began = perf_counter()
    split_sentences(read_one(folder / "in" / name))
    assert perf_counter() - began < SECONDS


def test_a_line_of_ten_megabytes_finishes(folder: Path) -> None:
    sentence = "The dam near the old mill leaked, the owners in the U.S. said. "
    write(folder, {"a.txt": sentence * (10_000_000 // len(sentence))})
    began = perf_counter()
    sentences = split_sentences(read_one(folder / "in" / "a.txt"))
    assert len(sentences) == 10_000_000 // len(sentence)
    assert perf_counter() - began < SECONDS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufeffA dam\r\n\r\n" + PROSE + "\r\n", id="BOM and CRLF"),
        pytest.param("A dam\r\r" + PROSE + "\r", id="CR"),
        pytest.param("A d\0am 👍\n\n" + PROSE * 3, id="NUL and emoji"),
        pytest.param("---\ntitle: A dam\n---\n" + PROSE, id="front matter"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_every_sentence_is_a_span_of_the_file(folder: Path, name: str, text: str) -> None:
    write(folder, {name: text})
    document = read_one(folder / "in" / name)
    with open(folder / "in" / name, newline="", encoding="utf-8") as file:
        whole = file.read()
    sentences = split_sentences(document)
    assert [whole[s.start : s.end] for s in sentences] == [s.text for s in sentences]
    assert "Nobody was told." in [s.text for s in sentences]


@pytest.mark.property
@settings(deadline=None)  # the detector of encodings is loaded on first use
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from([".txt", ".md"]))
@example(b"---\ntitle: [\n---\n", ".md")
@example(b"---\na: &a [*a]\n---\n", ".txt")
def test_sentences_lie_apart_within_their_blocks_whatever_the_bytes(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(data)
    try:
        document = read_one(path)
    except SourceError:
        return
    end = 0
    for sentence in split_sentences(document):
        block = document.blocks[sentence.block]
        assert max(end, block.start) <= sentence.start < sentence.end <= block.end
        assert sentence.text == sentence.text.strip()
        end = sentence.end
