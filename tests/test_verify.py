"""`briefing verify`: what a build wrote holds, and one changed character anywhere is found."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from briefing import pipeline
from briefing import verify as checking
from briefing.cli import main
from briefing.config import load_config
from briefing.errors import BriefingError
from briefing.model import Block, Version
from briefing.rendering import (
    Attachment,
    PdfRenderer,
    attachments,
    environment,
    render_json,
    render_markdown,
    render_page,
    render_paper,
)
from briefing.rendering.evidence import source_name
from briefing.verify import Check, verify
from tests.rendering.builders import a_briefing, a_document, a_figure, a_finding, a_mention, a_section, an_excerpt
from tests.rendering.test_html import HOSTILE
from tests.rendering.test_pdf import paper

CONFIG = """\
title: The Lowsay ferry
sources: sources/
topics: [Ferry passengers, "Cyclists & racks"]
output: {formats: [markdown, html, pdf, json]}
"""
OTHER = "Cyclists [sic] asked the harbour board for 300 *new racks* on the quay at Lowsay, its minutes say.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.conftest import DOCUMENT

    folder = tmp_path_factory.mktemp("built")
    (folder / "sources").mkdir()
    (folder / "sources" / "ferry.txt").write_text(DOCUMENT, encoding="utf-8")
    (folder / "sources" / "board.txt").write_text(OTHER, encoding="utf-8")
    (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
    pipeline.build(load_config(folder / "config.yaml"))
    return folder


@pytest.fixture
def edition(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "edition"))


NAMES = ["briefing.md", "briefing.html", "briefing.json", "briefing.pdf"]


def failures(path: Path, *folders: Path) -> list[Check]:
    return [check for check in verify(path, folders) if not check.holds]


def change(path: Path, old: str, new: str, which: int = 0) -> None:
    """Replace the n-th place of some words."""
    parts = path.read_text(encoding="utf-8").split(old)
    assert len(parts) > which + 1, f"{old!r} stands in {path.name} {len(parts) - 1} times"
    text = old.join(parts[: which + 1]) + new + old.join(parts[which + 1 :])
    path.write_text(text, encoding="utf-8", newline="")


# --- what was not changed --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_what_a_build_wrote_holds(built: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(built / "build" / name)]) == 0
    out, err = capsys.readouterr()
    assert out
    assert all(line.startswith("holds  ") for line in out.splitlines())
    assert err.endswith("everything holds\n")


def test_a_pdf_needs_nothing_but_itself(built: Path, tmp_path: Path) -> None:
    alone = Path(shutil.copy(built / "build" / "briefing.pdf", tmp_path / "renamed.pdf"))
    checks = verify(alone)
    assert all(check.holds for check in checks)
    assert any("quotations printed as recorded" in check.detail for check in checks)


def test_documents_are_found_in_the_folders_that_are_named(built: Path, tmp_path: Path) -> None:
    away = Path(shutil.copy(built / "build" / "briefing.json", tmp_path / "away.json"))
    with pytest.raises(BriefingError, match="none of its documents is at hand; name their folder with --sources"):
        verify(away)
    assert failures(away, built) == []
    assert failures(away, built / "sources") == []


WRITINGS = {
    "ligatures": "The official office affirmed that efficient flights differ: “fi ffl”.",
    "marks": "Cafe\u0301 re\u0301sume\u0301, well\u2010known and re-elected, co\u00adoperation of 10\u00a0000 people.",
    "greek": "Ο πρωθυπουργός δήλωσε ότι η δύναμη θα αριθμεί 10.000 άνδρες.",
    "hebrew": "ראש הממשלה אמר כי הכוח ימנה 10,000 חיילים בשנה הבאה.",
    "chinese": "总理表示，该部队明年将由一万名士兵组成。",
    "overleaf": " ".join(f"Item {n} is worth {n * n} in all." for n in range(150)),
}


def test_whatever_is_quoted_is_found_on_the_pages(tmp_path: Path) -> None:
    texts = [*WRITINGS.values(), *HOSTILE.values()]
    findings = [a_finding(a_document(text)) for text in texts]
    briefing = a_briefing(a_section("Topic", *findings))
    with PdfRenderer() as renderer:
        pdf = renderer.render(paper(briefing), briefing.build, attachments(briefing, render_json(briefing), None))
    (tmp_path / "a.pdf").write_bytes(pdf.data)
    assert failures(tmp_path / "a.pdf") == []


def test_quotations_that_pages_part_hold_however_alike_their_words(tmp_path: Path) -> None:
    """Each page ends somewhere else within one of them."""
    parts = [
        f"with tier {n} the rate was {90 - n}.{n} percent for the young against {80 - n}.{n} percent" for n in range(8)
    ]
    texts = [f"Survey {n}: {', '.join(parts)} for the old in year {n}." for n in range(90)]
    briefing = a_briefing(a_section("Topic", *(a_finding(a_document(text)) for text in texts)))
    with PdfRenderer() as renderer:
        pdf = renderer.render(paper(briefing), briefing.build, attachments(briefing, render_json(briefing), None))
    (tmp_path / "a.pdf").write_bytes(pdf.data)
    assert failures(tmp_path / "a.pdf") == []


def test_what_another_document_writes_in_a_paragraph_of_its_own_is_no_changed_copy(tmp_path: Path) -> None:
    words = (
        "after many years of trying to run the ferry to Lowsay, my sister and I cannot see a way to go on with it here."
    )
    letter = a_document(f"We move to the south.\nDear board, {words} Yours, Ida.\nThe racks stay.")
    story = a_document(f"In her letter, Rusk wrote that {words}")
    blocks = tuple(Block("paragraph", m.start(), m.end()) for m in re.finditer(".+", letter.text))
    letter = replace(letter, blocks=blocks)
    findings = [a_finding(an_excerpt(letter, "Yours, Ida.")), a_finding(story)]
    briefing = a_briefing(a_section("Topic", *findings))
    with PdfRenderer() as renderer:
        pdf = renderer.render(paper(briefing), briefing.build, attachments(briefing, render_json(briefing), None))
    (tmp_path / "a.pdf").write_bytes(pdf.data)
    assert failures(tmp_path / "a.pdf") == []


def test_a_document_whose_sentences_run_together_is_no_changed_copy(tmp_path: Path) -> None:
    words = "The last ferry of the year left the old quay of Lowsay with nobody on board."
    document = a_document(f"Rain fell.{words}At noon it was back.", "a.txt")
    briefing = a_briefing(a_section("Topic", a_finding(an_excerpt(document, words))))
    (tmp_path / "a.txt").write_text(document.text, encoding="utf-8")
    (tmp_path / "briefing.json").write_text(render_json(briefing), encoding="utf-8")
    (tmp_path / "briefing.html").write_text(render_page(briefing, environment()), encoding="utf-8")
    assert [check for check in failures(tmp_path / "briefing.html") if check.what.startswith("briefing.html")] == []


@pytest.mark.parametrize("name", ["briefing.md", "briefing.html"])
def test_the_shortened_label_of_a_figure_in_a_chart_is_no_changed_quotation(tmp_path: Path, name: str) -> None:
    long, short = "some 12,000 well-trained ferry passengers", "8,000 passengers"
    findings, versions = [], []
    for value, words in ((12000, long), (8000, short)):
        before = "" if words == long else "Nobody knows when it left, but in the end on board there were "
        document = a_document(f"{before}{words} came.", f"{value}.txt")
        figure = a_figure(document, words, value)
        findings.append(a_finding(document, id=words, figures=(figure,)))
        versions.append(Version((a_mention(document, figure, words),), 1, True))
    briefing = a_briefing(a_section("Ferry", *findings, figures=tuple(versions)))
    for document in briefing.documents:
        (tmp_path / document.path).write_text(document.text, encoding="utf-8")
    (tmp_path / "briefing.json").write_text(render_json(briefing), encoding="utf-8")
    (tmp_path / "briefing.md").write_text(render_markdown(briefing, environment()), encoding="utf-8")
    (tmp_path / "briefing.html").write_text(render_page(briefing, environment()), encoding="utf-8")
    assert "some 12,000 well-trained ferry p" in (tmp_path / name).read_text(encoding="utf-8")
    assert [check for check in failures(tmp_path / name) if check.what.startswith(name)] == []


# --- one changed character -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_source_is_found(edition: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    change(edition / "sources" / "ferry.txt", "41,000", "47,000")
    assert main(["verify", str(edition / "build" / name)]) == 4
    assert "FAILS  sources/ferry.txt: the file was changed" in capsys.readouterr().out


def test_a_changed_source_says_which_quotation_no_longer_holds(edition: Path) -> None:
    change(edition / "sources" / "ferry.txt", "41,000", "47,000")
    details = [check.detail for check in failures(edition / "build" / "briefing.json")]
    assert any("41,000" in detail and "the document has" in detail and "47,000" in detail for detail in details)


def test_a_missing_source_is_told(edition: Path) -> None:
    (edition / "sources" / "ferry.txt").unlink()
    assert Check("sources/ferry.txt", False, "not found; name its folder with --sources") in failures(
        edition / "build" / "briefing.json"
    )


@pytest.mark.parametrize("name", ["briefing.md", "briefing.html"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ferry to Lowsay carried 41,000", "ferry to Lowsay carried 47,000"),
        ("to Lowsay carried", "to Lowsay tarried"),
        ("the harbour board said.", "the harbour boards said."),
        ("the harbour board said.", "the harbourboard said."),
    ],
)
@pytest.mark.parametrize("which", [0, 1])
def test_a_changed_page_is_found_at_each_place(edition: Path, name: str, old: str, new: str, which: int) -> None:
    """Key points and section print the same quotation: the second copy vouches for nothing."""
    path = edition / "build" / name
    change(path, old, new, which)
    (check, *_) = failures(path)
    assert "sources/ferry.txt" in check.what
    assert "printed" in check.detail


def test_an_escape_that_is_taken_away_is_found(edition: Path) -> None:
    path = edition / "build" / "briefing.md"
    text = path.read_text(encoding="utf-8")
    assert r"\*new racks\*" in text
    path.write_text(text.replace(r"\*new racks\*", "*new racks*"), encoding="utf-8")
    assert any("sources/board.txt" in check.what for check in failures(path))


def test_a_page_of_another_edition_is_told(edition: Path) -> None:
    change(edition / "config.yaml", "Lowsay ferry", "ferry to Lowsay")
    config = load_config(edition / "config.yaml")
    pipeline.build(replace(config, output=replace(config.output, folder=edition / "new", formats=("json",))))
    shutil.copy(edition / "new" / "briefing.json", edition / "build")
    assert any("does not name the build" in check.detail for check in failures(edition / "build" / "briefing.md"))


def shifted(data: dict[str, Any]) -> None:
    data["sections"][0]["findings"][0]["citations"][0]["start"] += 1


def reworded(data: dict[str, Any]) -> None:
    data["sections"][0]["findings"][0]["citations"][0]["text"] += "!"


def renamed(data: dict[str, Any]) -> None:
    data["sections"][0]["findings"][0]["text"] = "Nobody said so."


def outside(data: dict[str, Any]) -> None:
    data["sections"][0]["findings"][0]["citations"][0] |= {"start": -5, "end": 10**9}


def rehashed(data: dict[str, Any]) -> None:
    data["documents"][0]["sha256"] = "0" * 64


def figured(data: dict[str, Any]) -> None:
    data["sections"][0]["findings"][0]["figures"][0]["text"] = "47,000 passengers"


CHANGES = [shifted, reworded, renamed, outside, rehashed, figured]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", ["briefing.json", "briefing.md", "briefing.html"])
def test_changed_data_are_found(edition: Path, name: str, change: Callable[[dict[str, Any]], None]) -> None:
    path = edition / "build" / "briefing.json"
    data = json.loads(path.read_bytes())
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    assert main(["verify", str(edition / "build" / name)]) == 4


# --- changed PDFs ----------------------------------------------------------------------------------------------


def attached(path: Path) -> dict[str, bytes]:
    return {one.name: one.content for one in PdfReader(path).attachment_list}


def rebuilt(
    edition: Path, page: Callable[[str], str] = str, changed: Mapping[str, bytes | None] = MappingProxyType({})
) -> Path:
    """The edition's PDF with another page, or with other attachments; None leaves one out."""
    config = load_config(edition / "config.yaml")
    briefing = pipeline.assemble(config, pipeline.read(config))
    templates = environment(None)
    files = {**attached(edition / "build" / "briefing.pdf"), **changed}
    listed = [Attachment(name, "", data) for name, data in files.items() if data is not None]
    with PdfRenderer() as renderer:
        pdf = renderer.render(page(render_paper(briefing, templates)), briefing.build, listed)
    path = edition / "changed.pdf"
    path.write_bytes(pdf.data)
    return path


def test_the_pdf_of_the_unchanged_parts_holds(edition: Path) -> None:
    assert failures(rebuilt(edition)) == []


@pytest.mark.parametrize("which", [0, 1])
def test_a_changed_pdf_page_is_found_at_each_place(edition: Path, which: int) -> None:
    def altered(page: str) -> str:
        parts = page.split("carried 41,000")
        return "carried 41,000".join(parts[: which + 1]) + "carried 47,000" + "carried 41,000".join(parts[which + 1 :])

    assert main(["verify", str(rebuilt(edition, altered))]) == 4


def test_changed_attachments_are_found(edition: Path) -> None:
    files = attached(edition / "build" / "briefing.pdf")
    assert set(files) > {"briefing.json", "config.yaml", "manifest.json"}
    assert files["config.yaml"] == CONFIG.encode()
    for name, data in files.items():
        altered = data.replace(b"harbour", b"harbor", 1) if b"harbour" in data else data + b" "
        if name != "manifest.json":
            found = failures(rebuilt(edition, changed={name: altered}))
            assert Check(name, False, "not what the manifest lists: it was changed") in found
        assert failures(rebuilt(edition, changed={name: None})) if name != "briefing.json" else True


def test_a_changed_text_is_found_whatever_the_manifest_says(edition: Path) -> None:
    from hashlib import sha256

    files = attached(edition / "build" / "briefing.pdf")
    documents = json.loads(files["briefing.json"])["documents"]
    (name,) = (source_name(one["id"]) for one in documents if one["path"] == "sources/ferry.txt")
    text = files[name].replace(b"41,000", b"47,000")
    manifest = json.loads(files["manifest.json"])
    manifest["files"][name] = sha256(text).hexdigest()
    path = rebuilt(edition, changed={name: text, "manifest.json": json.dumps(manifest).encode()})
    details = [check.detail for check in failures(path)]
    assert "the text of sources/ferry.txt is not as recorded" in details
    assert any("47,000" in detail for detail in details)


def test_the_pdf_says_which_standards_it_follows_and_what_is_attached(built: Path) -> None:
    reader = PdfReader(built / "build" / "briefing.pdf")
    root: Any = reader.root_object
    about = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3" pdfaid:conformance="A"' in about
    assert 'pdfuaid:part="1"' in about
    assert about.count("<rdf:RDF") == 1
    files = list(reader.attachment_list)
    assert len(root["/AF"]) == len(files)
    assert [one.name for one in files] == sorted(one.name for one in files)
    assert {one.creation_date for one in files} == {one.modification_date for one in files}
    assert {one.associated_file_relationship for one in files} == {"/Data", "/Source"}


# --- what cannot be verified -----------------------------------------------------------------------------------


def a_pdf(path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    with path.open("wb") as file:
        writer.write(file)


def a_bomb(path: Path) -> None:
    """A few kilobytes that unfold to a gigabyte."""
    import zlib

    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("briefing.json", b"x")
    buffer = io.BytesIO()
    writer.write(buffer)
    plain = b"stream\nx\nendstream"
    assert plain in buffer.getvalue()
    bomb = buffer.getvalue().replace(plain, b"stream\n" + data + b"\nendstream")
    path.write_bytes(bomb.replace(b"/Length 1\n", b"/Length %d\n/Filter /FlateDecode\n" % len(data)))


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("a.pdf", a_pdf, "it has no briefing.json attached"),
        ("a.pdf", a_bomb, "cannot be read as PDF|not the data of a briefing"),
        ("a.pdf", lambda path: path.write_bytes(b"%PDF-1.7 nothing"), "cannot be read as PDF"),
        ("a.json", lambda path: path.write_text("{}"), "not the data of a briefing"),
        ("a.json", lambda path: path.write_text("[" * 100_000), "not the data of a briefing"),
        ("a.json", lambda path: path.write_text('{"schema": "briefing/9"}'), "another version"),
        ("a.md", lambda path: path.write_text("# A page"), "no briefing.json beside it"),
        ("a.txt", lambda path: path.write_text("Words."), "can be verified"),
        ("a.json", lambda path: path, "cannot be read: no such file"),
    ],
)
def test_what_cannot_be_verified_is_1(
    tmp_path: Path, name: str, make: Callable[[Path], object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    import re

    make(tmp_path / name)
    assert main(["verify", str(tmp_path / name)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert re.search(said, err)
    assert len(err.splitlines()) == 1


def test_the_command_starts_without_what_only_pdfs_need(built: Path) -> None:
    program = (
        "import sys; from briefing.cli import main; main(['verify', sys.argv[1]]); "
        "sys.exit('pypdf' in sys.modules or 'weasyprint' in sys.modules)"
    )
    from tests.conftest import environ

    path = str(built / "build" / "briefing.json")
    assert subprocess.run([sys.executable, "-c", program, path], env=environ(), check=False).returncode == 0


def test_what_a_stranger_wrote_cannot_steer_the_terminal(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = edition / "build" / "briefing.json"
    data = json.loads(path.read_bytes())
    data["sections"][0]["findings"][0]["citations"][0]["text"] = "\x1b[2J\u202e"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert main(["verify", str(path)]) == 4
    assert "\x1b" not in capsys.readouterr().out


def without(data: Any, *path: str | int) -> None:
    *above, last = path
    for key in above:
        data = data[key]
    del data[last]


@pytest.mark.parametrize(
    "path",
    [
        ("build",),
        ("sections",),
        ("documents", 0, "text_sha256"),
        ("sections", 0, "gaps"),
        ("sections", 0, "findings", 0, "text"),
        ("sections", 0, "findings", 0, "citations", 0, "document"),
        ("sections", 0, "findings", 0, "citations", 0, "start"),
    ],
)
def test_data_with_a_part_missing_are_told_not_a_traceback(edition: Path, path: tuple[str | int, ...]) -> None:
    file = edition / "build" / "briefing.json"
    data = json.loads(file.read_bytes())
    without(data, *path)
    file.write_text(json.dumps(data), encoding="utf-8")
    assert main(["verify", str(file)]) == 1


# --- quotations that a page breaks -----------------------------------------------------------------------------------

QUOTED = "The ferry to Lowsay carried forty-one thousand passengers in April, the harbour board said on Monday."
NEIGHBOUR = "The ferry to Lowsay carried forty-one thousand passengers in April, as it had in the year before that."


def copies(*pages: str, known: tuple[str, ...] = ()) -> dict[str, str]:
    squeezed = [checking._squeezed(page) for page in pages]
    page = checking._Page("pages", squeezed, checking._squeezed, True)
    return checking._changed_copies(page, [checking._squeezed(QUOTED)], checking._known(known, page))


@pytest.mark.parametrize("at", [len("The ferry "), len("The ferry to Lowsay carried forty-one"), len(QUOTED) - 8])
def test_a_page_may_break_a_quotation_anywhere(at: int) -> None:
    assert copies(f"{QUOTED} Some words. {QUOTED[:at]} A title 3/9", f"A mark {QUOTED[at:]} Other words.") == {}


def test_a_page_may_break_the_sentence_beside_a_quotation() -> None:
    at = len("The ferry to Lowsay carried forty-one thousand passengers ")
    pages = f"{QUOTED} Some words. {NEIGHBOUR[:at]} A title 3/9", f"A mark {NEIGHBOUR[at:]} Other words."
    assert copies(*pages, known=(NEIGHBOUR,)) == {}
    assert copies(*pages) != {}


def test_a_changed_piece_of_a_quotation_that_a_page_breaks_is_found() -> None:
    changed = QUOTED.replace("April", "March")
    at = len("The ferry to Lowsay carried")
    assert copies(f"{QUOTED} Some words. {changed[:at]} A title 3/9", f"A mark {changed[at:]} Other words.") != {}
