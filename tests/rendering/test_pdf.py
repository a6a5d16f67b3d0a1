"""The PDF, through the real child process. What a page costs is one of these: a few tenths of a second each."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination, DictionaryObject

from briefing.errors import OutputError
from briefing.model import Briefing, Paper
from briefing.rendering import Pdf, PdfRenderer, environment, pdf, render_paper

from .builders import a_briefing, a_document, a_finding, a_real_briefing, a_section
from .test_html import HOSTILE, everywhere

ENVIRONMENT = environment()
ROOT = Path(__file__).resolve().parents[2]


def paper(briefing: Briefing) -> str:
    return render_paper(briefing, ENVIRONMENT)


def rendered(page: str, identifier: str = "") -> Pdf:
    with PdfRenderer() as renderer:
        return renderer.render(page, identifier)


def read(result: Pdf) -> PdfReader:
    assert result.warnings == ()
    return PdfReader(io.BytesIO(result.data))


def text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture(scope="module")
def real() -> PdfReader:
    return read(rendered(paper(a_real_briefing()), "0123456789abcdef" * 4))


@pytest.fixture(scope="module")
def long() -> PdfReader:
    findings = [a_finding(a_document(f"Finding {n}. " + "Some words to fill a line. " * 6)) for n in range(30)]
    return read(rendered(paper(a_briefing(a_section("Many", *findings), title="A long title", marking="TLP:AMBER"))))


def test_title_language_and_program_are_stated(real: PdfReader) -> None:
    assert real.metadata
    assert real.metadata.title == "A mission to Ostrava"
    assert real.metadata.creator == "briefing"
    assert real.metadata.subject == "Data cut-off: 11 April 2025"
    assert str(real.root_object["/Lang"]) == "en"


def test_no_date_and_no_author_is_made_up(real: PdfReader) -> None:
    assert real.metadata
    assert (real.metadata.author, real.metadata.creation_date) == (None, None)


def test_sections_are_bookmarks_and_sources_are_not(real: PdfReader) -> None:
    title, below = real.outline[:2]
    assert isinstance(title, Destination)
    assert isinstance(below, list)
    assert title.title == "A mission to Ostrava"
    assert [item.title for item in below if isinstance(item, Destination)] == [
        *["Key points", "Figures at a glance", "Coverage", "What is not known", "Contents"],
        *["Size of the mission", "U.S. backstop", "Money", "Timeline", "Sources", "Evidence", "Method"],
    ]


def test_it_is_tagged_for_screen_readers(real: PdfReader) -> None:
    assert "/MarkInfo" in real.root_object
    assert "/StructTreeRoot" in real.root_object


def links(reader: PdfReader) -> Iterator[str]:
    """The names of the places that links within the file lead to, and the addresses of the others."""
    for page in reader.pages:
        for annotation in page.get("/Annots") or ():
            link = annotation.get_object()
            yield str(link.get("/Dest") or link["/A"]["/URI"])


def test_links_lead_to_sources_and_back(real: PdfReader) -> None:
    found = set(links(real))
    assert {*(f"source.{n}" for n in (1, 2, 3)), "size-of-the-mission", "part.method"} <= found
    assert [name for name in found if ":" in name] == ["https://gazette.example.org/mission"]
    assert sum(name.startswith("e.") for name in found) == 5
    assert {name for name in found if ":" not in name} <= set(real.named_destinations)


def test_fonts_are_embedded_and_subset(real: PdfReader) -> None:
    resources = real.pages[0]["/Resources"]
    assert isinstance(resources, DictionaryObject)
    named = resources["/Font"]
    assert isinstance(named, DictionaryObject)
    fonts = [font.get_object() for font in named.values()]
    assert len(fonts) == 4
    for font in fonts:
        assert re.match(r"/[A-Z]{6}\+Briefing-S", font["/BaseFont"])
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_every_page_has_its_number_and_the_marking(long: PdfReader) -> None:
    total = len(long.pages)
    assert total > 2
    for number, page in enumerate(long.pages, 1):
        words = " ".join(page.extract_text().split())
        assert f"{number} / {total}" in words
        assert words.count("TLP:AMBER") == (3 if number == 1 else 2)


def test_every_page_but_the_first_has_the_title_above(long: PdfReader) -> None:
    assert all("A long title" in page.extract_text() for page in long.pages)


def test_a_page_without_a_marking_prints_none() -> None:
    assert "None" not in text(read(rendered(paper(a_briefing()))))


def test_a_heading_does_not_stand_alone_at_the_foot_of_a_page() -> None:
    sections = [a_section(f"Heading {n}", a_finding(a_document(f"Words {n}."))) for n in range(40)]
    for page in read(rendered(paper(a_briefing(*sections)))).pages:
        lines = [line for line in page.extract_text().splitlines() if line.strip()]
        numbers = [re.match(r"\d+ / \d+", line) for line in lines]
        body = [line for line, number in zip(lines, numbers, strict=True) if not number]
        assert not body[-1].startswith("Heading")


def test_a_line_is_not_broken_after_its_first_word() -> None:
    """WeasyPrint 70 breaks a text there when its last space just does not fit; see `_tie` in html.py."""
    words = "It rained for most of the afternoon and then it stopped, they said today."
    documents = [a_document("W" * n + " " + words) for n in range(1, 60)]
    reader = read(rendered(paper(a_briefing(a_section("Topic", *map(a_finding, documents))))))
    found = [line for page in reader.pages for line in page.extract_text().splitlines()]
    assert [line for line in found if re.fullmatch(r"(\d+\. ?)?W{1,30}", line.strip())] == []


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_cost_neither_the_pdf_nor_a_request(value: str) -> None:
    result = rendered(paper(everywhere(value)))
    assert [w for w in result.warnings if "no installed font" not in w] == []
    assert not [link for link in links(PdfReader(io.BytesIO(result.data))) if ":" in link and "topic" not in link]


def test_any_file_it_is_asked_to_load_is_refused() -> None:
    files = (
        '<img src="file:///etc/hostname"><img src="data:image/png;base64,AA=="><link rel=stylesheet href=http://x.y/>'
    )
    warnings = rendered('<html lang="en"><title>x</title>' + files).warnings
    assert len(warnings) == 3
    assert all("a briefing loads no other file" in warning for warning in warnings)


def test_characters_that_no_font_has_are_told_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _without_fonts(monkeypatch, tmp_path)
    (warning,) = rendered(paper(a_briefing(title="漢字"))).warnings
    assert "boxes in the PDF (2, such as U+5B57, U+6F22)" in warning


def test_it_needs_no_font_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """WeasyPrint 70 alone ends in a segmentation fault here."""
    usual = rendered(paper(a_real_briefing())).data
    _without_fonts(monkeypatch, tmp_path)
    assert rendered(paper(a_real_briefing())).data == usual


def _without_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))


# --- the same bytes everywhere ---------------------------------------------------------------------------------

ELSEWHERE = """
import sys
sys.path.insert(0, sys.argv[1])
from tests.rendering.builders import a_real_briefing
from tests.rendering.test_pdf import paper
from briefing.rendering import PdfRenderer
with PdfRenderer() as renderer:
    sys.stdout.buffer.write(renderer.render(paper(a_real_briefing()), "0123456789abcdef" * 4).data)
"""


def test_the_same_briefing_is_the_same_bytes_everywhere(tmp_path: Path) -> None:
    places = [
        {"TZ": "Asia/Kathmandu", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/St_Johns", "LANG": "ja_JP.UTF-8", "PANGO_LANGUAGE": "ja", "PYTHONHASHSEED": "2"},
    ]
    results = []
    for number, place in enumerate(places):
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        results.append(
            subprocess.run(
                [sys.executable, "-c", ELSEWHERE, str(ROOT)],
                capture_output=True,
                check=True,
                cwd=folder,
                env={**os.environ, **place},
            ).stdout
        )
    assert results[0] == results[1]
    assert results[0].startswith(b"%PDF")


def test_the_file_tells_nothing_of_the_machine() -> None:
    data = rendered(paper(a_real_briefing())).data
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    opened = b"".join(_inflated(stream) for stream in streams) + data
    for trace in (str(ROOT), str(Path.home()), "/tmp", "weasyprint-", "file:"):
        assert trace.encode() not in opened


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_the_identifier_is_the_builds() -> None:
    assert b"0123456789abcdef0123456789abcdef" in rendered("<p>x", "0123456789abcdef" * 4).data


# --- a child that fails ----------------------------------------------------------------------------------------


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A WeasyPrint of the test's own, which the child imports instead."""
    folder = tmp_path / "weasyprint"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return folder / "__init__.py"


def test_missing_libraries_are_told_with_what_to_install(fake: Path) -> None:
    fake.write_text("print('-----')\nraise OSError('cannot load library \\'libpango-1.0-0\\': no such file\\nmore')")
    with pytest.raises(OutputError, match=r"library 'libpango-1\.0-0': no such file\. WeasyPrint needs Pango;"):
        rendered("<p>x")


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGKILL", "SIGABRT"])
def test_a_child_that_is_killed_is_told(fake: Path, name: str) -> None:
    fake.write_text(f"import os, signal\nos.kill(os.getpid(), signal.{name})")
    with pytest.raises(OutputError, match=f"ended by {name}: .* apt-get install libpango"):
        rendered("<p>x")


def test_a_child_that_computes_too_long_is_told(fake: Path) -> None:
    fake.write_text("import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass")
    with pytest.raises(OutputError, match="took too much computing time"):
        rendered("<p>x")


def test_a_child_that_takes_too_much_memory_is_told(fake: Path) -> None:
    (fake.parent / "urls.py").write_text("URLFetcher = object\nURLFetcherResponse = None")
    fake.write_text(
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28))\n"
        "class HTML:\n    def __init__(self, **values): bytearray(1 << 30)\n"
    )
    with pytest.raises(OutputError, match="needs more memory than it may take"):
        rendered("<p>x")


def test_a_child_that_never_answers_is_told(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "TIMEOUT", 0.5)
    fake.write_text("import time\ntime.sleep(60)")
    with pytest.raises(OutputError, match=r"not done after 0\.5 seconds"):
        rendered("<p>x")


def test_any_other_failure_is_told_with_its_last_line(fake: Path) -> None:
    fake.write_text("raise RuntimeError('a bug of WeasyPrint')")
    with pytest.raises(OutputError, match="could not be made: RuntimeError: a bug of WeasyPrint"):
        rendered("<p>x")


def test_the_child_ends_with_the_context() -> None:
    with pytest.raises(KeyboardInterrupt), PdfRenderer() as renderer:
        raise KeyboardInterrupt
    assert renderer._child.returncode == -signal.SIGKILL


def test_the_child_ends_when_the_parent_is_killed(fake: Path) -> None:
    fake.write_text("import time\ntime.sleep(60)")
    script = (
        "import os, sys, time\nfrom briefing.rendering import PdfRenderer\n"
        "with PdfRenderer() as renderer:\n"
        "    print(renderer._child.pid, flush=True)\n    time.sleep(0.5)\n    os.kill(os.getpid(), 9)\n"
    )
    parent = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=False)
    child = int(parent.stdout)
    for _ in range(100):
        if not _runs(child):
            return
        time.sleep(0.05)
    pytest.fail("the child outlived its parent")


def _runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def test_modules_of_the_users_folder_are_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weasyprint.py").write_text("raise SystemExit('imported from the user\\'s folder')")
    monkeypatch.chdir(tmp_path)
    assert rendered("<p>x").data.startswith(b"%PDF")


@pytest.mark.parametrize(("paper_size", "points"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_the_paper_is_what_the_config_says(paper_size: Paper, points: tuple[int, int]) -> None:
    page = read(rendered(render_paper(a_briefing(), ENVIRONMENT, paper_size))).pages[0].mediabox
    assert (round(page.width), round(page.height)) == points
