"""The whole program on real files: what it does with bad input, and what holds for every briefing it writes."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import briefing
from briefing import pipeline
from briefing.config import load_config
from briefing.errors import BriefingError, NoSourcesError, SourceError, TemplateError
from briefing.outputs import STAGE
from briefing.rendering.quoting import quote
from tests.conftest import CONFIG, DOCUMENT, ROOT, Run, command_line, environ

SEEDS = sorted(path for path in (ROOT / "seeds").iterdir() if path.name[0].isdigit())
TOPICS = "topics: [Force size, US backstop, Russian position, Casualties]\n"
REAL = "title: A peacekeeping force for Ukraine\nsources: seeds/\n" + TOPICS


def outputs(folder: Path) -> dict[str, bytes]:
    """What a build wrote, byte for byte."""
    build = folder / "build"
    return {path.relative_to(build).as_posix(): path.read_bytes() for path in build.rglob("*") if path.is_file()}


def files(folder: Path) -> dict[str, bytes]:
    """The same where something else may stand among the outputs."""
    return {path.name: path.read_bytes() for path in (folder / "build").iterdir() if path.is_file()}


def written(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((folder / "build" / "briefing.json").read_bytes())
    return value


def citations(value: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for section in value["sections"] for finding in section["findings"] for c in finding["citations"]]


# --- bad input: skipped, and named with the reason -------------------------------------------------------------


def some_bytes(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def a_link(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


def a_large_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_001)  # takes no room on the disk


def an_unreadable_file(path: Path) -> None:
    path.write_text(DOCUMENT)
    path.chmod(0)


BAD = [
    ("empty.txt", some_bytes(b""), "empty file"),
    ("blank.md", some_bytes(b" \r\n\t\n"), "empty file"),
    ("nul.txt", some_bytes(b"\0" * 500), ""),
    ("mark.txt", some_bytes(codecs.BOM_UTF8), "no text in it"),
    ("binary.txt", some_bytes(bytes(range(256)) * 9), "not a text file: binary content"),
    ("picture.md", some_bytes(b"\x89PNG\r\n\x1a\n"), "not a text file: it is a PNG picture"),
    ("pdf.txt", some_bytes(b"%PDF-1.7\n"), "not a text file: it is a PDF"),
    ("table.xyz", some_bytes(b"1,2"), "no reader for .xyz"),
    ("broken.txt", a_link("nowhere.txt"), "a broken link"),
    ("round.txt", a_link("round.txt"), "a broken link"),
    ("outside.txt", a_link("../elsewhere.txt"), "a link out of the sources folder"),
    ("absolute.txt", a_link("/etc/passwd"), "a link out of the sources folder"),
    ("pipe.txt", os.mkfifo, "not a regular file"),
    ("large.txt", a_large_file, "larger than 100 MB"),
    ("two\nlines.txt", some_bytes(DOCUMENT.encode()), "its name holds a line end or another control character"),
    ("escape\x1b[31m.txt", some_bytes(DOCUMENT.encode()), "its name holds a line end or another control character"),
]
if os.geteuid() != 0:  # root reads everything
    BAD.append(("unreadable.txt", an_unreadable_file, "cannot be read: permission denied"))

every_bad_file = pytest.mark.parametrize(("name", "reason"), [(name, reason) for name, _, reason in BAD])


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A build of one good document among the bad, and what it said."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "sources").mkdir()
    (folder / "sources" / "ferry.txt").write_text(DOCUMENT)
    (folder / "elsewhere.txt").write_text("SECRET. The ferry to Lowsay carried 9 passengers.")
    (folder / "config.yaml").write_text(CONFIG)
    for name, make, _ in BAD:
        make(folder / "sources" / name)
    done = subprocess.run(command_line("build"), cwd=folder, env=environ(), capture_output=True, text=True, check=False)
    return folder, done


Bad = tuple[Path, subprocess.CompletedProcess[str]]


def printable(name: str) -> str:
    return "sources/" + name.replace("\n", "\\n").replace("\x1b", "\\x1b")


def test_bad_files_do_not_stop_the_build(bad: Bad) -> None:
    assert bad[1].returncode == 0
    assert [document["path"] for document in written(bad[0])["documents"]] == ["sources/ferry.txt"]


@every_bad_file
def test_a_bad_file_is_named_in_the_terminal(bad: Bad, name: str, reason: str) -> None:
    (line,) = (line for line in bad[1].stderr.splitlines() if f"not read: {printable(name)}: " in line)
    assert f": {reason}" in line


@every_bad_file
def test_a_bad_file_is_named_in_the_json(bad: Bad, name: str, reason: str) -> None:
    (skipped,) = (one for one in written(bad[0])["skipped"] if one["path"] == printable(name))
    assert reason in skipped["reason"]


@every_bad_file
def test_a_bad_file_is_named_in_the_briefing(bad: Bad, name: str, reason: str) -> None:
    lines = (bad[0] / "build" / "briefing.md").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith(f"- {quote(printable(name))}: "))
    assert quote(reason) in line


def test_nothing_else_is_skipped(bad: Bad) -> None:
    assert len(written(bad[0])["skipped"]) == len(BAD)


def test_a_link_out_of_the_folder_is_not_followed(bad: Bad) -> None:
    assert not any(b"SECRET" in data for data in outputs(bad[0]).values())


def test_strict_makes_bad_files_3(bad: Bad, run: Run) -> None:
    assert run("build", "--strict", cwd=bad[0]).returncode == 3


def test_check_names_the_same_files(bad: Bad, run: Run) -> None:
    def warnings(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.startswith("warning: ")]

    assert warnings(run("check", cwd=bad[0]).stderr) == warnings(bad[1].stderr)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that not even root can read")
def test_a_file_that_fails_while_it_is_read_is_skipped(project: Path) -> None:
    (project / "memory.txt").symlink_to("/proc/self/mem")
    config = CONFIG.replace("sources/", f"[sources/, {project}/memory.txt]")
    (project / "config.yaml").write_text(config)
    (skipped,) = briefing.build("config.yaml").skipped
    assert skipped.reason == "cannot be read: input/output error"


def test_a_file_name_that_is_no_utf_8_is_read_and_told_in_escapes(project: Path) -> None:
    os.rename(project / "sources" / "ferry.txt", os.fsencode(project / "sources") + b"/caf\xe9.txt")
    assert [document.path for document in briefing.build("config.yaml").read] == ["sources/caf\\xe9.txt"]


def test_front_matter_that_cannot_be_read_is_a_warning(project: Path) -> None:
    (project / "sources" / "ferry.txt").write_text("---\npublished: yesterday\n---\n" + DOCUMENT)
    (warning,) = briefing.build("config.yaml").warnings
    assert warning.startswith("sources/ferry.txt: front matter:2:12: published: expected a date")


# --- errors: the previous outputs stand ------------------------------------------------------------------------


def no_document(folder: Path) -> None:
    (folder / "sources" / "ferry.txt").write_text("")


def wrong_config(folder: Path) -> None:
    (folder / "config.yaml").write_text(CONFIG + "limit: 3\n")


def wrong_sources_file(folder: Path) -> None:
    (folder / "sources" / "sources.yaml").write_text("fery.txt: {}\n")


def own_template(name: str, text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "templates").mkdir()
        (folder / "templates" / name).write_text(text)
        config = CONFIG.replace("json]", "json, html]") + "templates: templates/\n"
        (folder / "config.yaml").write_text(config)

    return write


def output_in_the_way(folder: Path) -> None:
    (folder / "config.yaml").write_text(CONFIG.replace("json]", "json, html]"))
    (folder / "build" / "briefing.html").mkdir()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (no_document, "no document could be read from {folder}/sources\n  sources/ferry.txt: empty file"),
        (wrong_config, "config.yaml:5:1: unknown key 'limit'"),
        (wrong_sources_file, "sources/sources.yaml:1:1: no file 'fery.txt' beside it; did you mean 'ferry.txt'?"),
        (own_template("briefing.md.j2", "# A\n{% for %}\n"), "templates/briefing.md.j2:2: "),
        (own_template("briefing.md.j2", "# A\n\n{{ briefing.titel }}\n"), "templates/briefing.md.j2:3: "),
        (own_template("briefing.md.j2", "# A\n{{ 1 // 0 }}\n"), "templates/briefing.md.j2:2: ZeroDivisionError"),
        (own_template("briefing.md.j2", "# A\n{% include 'b.j2' %}\n"), "briefing.md.j2:2: no template 'b.j2'"),
        (own_template("page.html.j2", "<p>\n{{ nothing }}\n"), "templates/page.html.j2:2: 'nothing' is undefined"),
        (output_in_the_way, "build/briefing.html: expected a file of an earlier build, found a folder"),
    ],
    ids=["sources", "config", "sources.yaml", "syntax", "value", "crash", "missing", "html", "output"],
)  # fmt: skip
def test_an_error_says_where_and_leaves_the_outputs(
    project: Path, run: Run, spoil: Callable[[Path], None], told: str
) -> None:
    briefing.build("config.yaml")
    before = outputs(project)
    spoil(project)
    done = run("build", cwd=project)
    assert (done.returncode, done.stdout) == (1, "")
    assert told.format(folder=project) in done.stderr
    assert "Traceback" not in done.stderr
    assert files(project) == before


def test_formats_that_are_no_longer_asked_for_are_taken_away(project: Path) -> None:
    briefing.build("config.yaml")
    (project / "config.yaml").write_text(CONFIG.replace("markdown, json", "json"))
    briefing.build("config.yaml")
    assert list(outputs(project)) == ["briefing.json"]


def test_a_kill_at_any_moment_leaves_one_edition(tmp_path: Path, run: Run) -> None:
    (tmp_path / "seeds").mkdir()
    shutil.copy(SEEDS[0], tmp_path / "seeds")
    (tmp_path / "config.yaml").write_text(REAL + "output: {formats: [markdown, html, pdf, json]}\n")
    run("build", cwd=tmp_path)
    before = files(tmp_path)
    shutil.copy(SEEDS[1], tmp_path / "seeds")
    left = []
    for after in (0.1, 0.3, 0.6, 0.9, 1.2):
        with subprocess.Popen(command_line("build"), cwd=tmp_path, env=environ(), stderr=subprocess.DEVNULL) as build:
            time.sleep(after)
            build.kill()
        left.append(files(tmp_path))
    assert run("build", cwd=tmp_path).returncode == 0
    assert [edition for edition in left if edition not in (before, outputs(tmp_path))] == []


def test_a_build_that_fails_after_one_that_was_killed_leaves_the_edition_before_both(project: Path) -> None:
    briefing.build("config.yaml")
    before = outputs(project)
    (project / "build" / STAGE / "old").mkdir(parents=True)  # as a kill amid the renames leaves it
    (project / "build" / "briefing.md").rename(project / "build" / STAGE / "old" / "briefing.md")
    own_template("briefing.md.j2", "{% for %}")(project)
    with pytest.raises(TemplateError):
        briefing.build("config.yaml")
    assert outputs(project) == before


# --- what always holds -----------------------------------------------------------------------------------------


def as_it_is(data: bytes) -> bytes:
    return data


def with_mark_and_crlf(data: bytes) -> bytes:
    return codecs.BOM_UTF8 + data.replace(b"\n", b"\r\n")


@pytest.fixture(scope="module", params=[as_it_is, with_mark_and_crlf])
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the project's own documents."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "seeds").mkdir()
    for seed in SEEDS:
        (folder / "seeds" / seed.name).write_bytes(request.param(seed.read_bytes()))
    shutil.copy(ROOT / "seeds" / "sources.yaml", folder / "seeds")
    (folder / "config.yaml").write_text(REAL + "output: {formats: [markdown, json]}\n")
    briefing.build(folder / "config.yaml")
    return folder


def test_every_citation_is_what_stands_in_the_file(real: Path) -> None:
    value = written(real)
    path = {document["id"]: document["path"] for document in value["documents"]}
    wrong = []
    for citation in citations(value):
        with (real / path[citation["document"]]).open(newline="", encoding="utf-8") as file:
            if file.read()[citation["start"] : citation["end"]] != citation["text"]:
                wrong.append(citation)
    assert wrong == []
    assert citations(value)


def test_every_figure_is_what_stands_in_the_file(real: Path) -> None:
    value = written(real)
    path = {document["id"]: document["path"] for document in value["documents"]}
    figures = [
        (figure, real / path[finding["citations"][0]["document"]])
        for section in value["sections"]
        for finding in section["findings"]
        for figure in finding["figures"]
    ]
    texts = {file: file.read_bytes().decode() for _, file in figures}
    assert [f for f, file in figures if texts[file][f["start"] : f["end"]] != f["text"]] == []
    assert figures


def test_every_topic_has_its_section(real: Path) -> None:
    titles = [section["title"] for section in written(real)["sections"]]
    assert titles == ["Force size", "US backstop", "Russian position", "Casualties"]


def test_every_number_in_the_briefing_is_that_of_its_document(real: Path) -> None:
    value = written(real)
    markdown = (real / "build" / "briefing.md").read_text()
    numbered = [document for document in value["documents"] if document["number"]]
    assert [document["number"] for document in numbered] == list(range(1, len(numbered) + 1))
    for document in numbered:
        under_its_number = markdown.split(f"###### Source {document['number']}\n")[1]
        assert f"- File: {quote(document['path'])}\n" in under_its_number.split("######")[0]


def test_no_heading_and_no_furniture_is_evidence(real: Path) -> None:
    value = written(real)
    path = {document["id"]: document["path"] for document in value["documents"]}
    printed = [(briefing.read(real / path[c["document"]]), c) for c in citations(value)]
    wrong = [
        document.text[block.start : block.end]
        for document, citation in printed
        for block in document.blocks
        if block.kind in ("heading", "furniture") and block.start < citation["end"] and block.end > citation["start"]
    ]
    assert wrong == []


ELSEWHERE = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "LANG": "uk_UA.UTF-8", "PYTHONHASHSEED": "2", "COLUMNS": "40"},
)


def test_the_same_documents_give_the_same_bytes_everywhere(tmp_path: Path, run: Run) -> None:
    built: list[dict[str, bytes]] = []
    for name, env in zip(("one", "another folder/ü"), ELSEWHERE, strict=True):
        folder = tmp_path / name
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        for path in (folder / "seeds").iterdir():
            os.utime(path, (len(built), len(built)))
        (folder / "config.yaml").write_text(
            REAL + "output: {formats: [markdown, html, pdf, json, jsonld, csl, docx]}\n"
        )
        done = run("build", "-c", str(folder / "config.yaml"), cwd=tmp_path if built else folder, **env)
        assert done.returncode == 0
        built.append(outputs(folder))
    charts = ["casualties", "force-size"]
    assert sorted(built[0]) == [
        *[f"briefing-charts/a-peacekeeping-force-for-ukraine.{name}.svg" for name in charts],
        *["briefing.docx", "briefing.html", "briefing.json", "briefing.md", "briefing.pdf"],
        *["evidence.jsonld", "sources.csl.json"],
    ]
    assert [name for name in built[0] if built[0][name] != built[1][name]] == []


@pytest.mark.parametrize("change", ["document", "title", "template", "sources.yaml", "lexicon"])
def test_the_build_s_identifier_changes_with_what_is_read(project: Path, change: str) -> None:
    own_template("note.j2", "one")(project)
    (project / "words.yaml").write_text("offices: {titles: [harbour master]}\n")
    (project / "config.yaml").write_text((project / "config.yaml").read_text() + "lexicon: words.yaml\n")
    before = briefing.build("config.yaml").build
    match change:
        case "document":
            (project / "sources" / "ferry.txt").write_text(DOCUMENT + "\n")
        case "title":
            (project / "config.yaml").write_text(
                (project / "config.yaml").read_text().replace("The Lowsay", "Lowsay's")
            )
        case "template":
            (project / "templates" / "note.j2").write_text("two")
        case "lexicon":
            (project / "words.yaml").write_text("offices: {titles: [pilot]}\n")
        case "sources.yaml":
            (project / "sources" / "sources.yaml").write_text("ferry.txt: {publisher: Island Post}\n")
    assert briefing.build("config.yaml").build != before


def test_golden_briefing(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The project's own briefing, word for word, so that review sees what a change does to it."""
    golden = Path(__file__).parent / "golden" / "briefing.md"
    config = load_config(ROOT / "config.yaml")
    pipeline.build(replace(config, output=replace(config.output, folder=tmp_path, formats=("markdown",))))
    markdown = (tmp_path / "briefing.md").read_bytes()
    if request.config.getoption("--update-golden"):
        golden.write_bytes(markdown)
    assert markdown.decode() == golden.read_bytes().decode()


# --- the data cut-off ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("config", "day", "known"),
    [("", date(2024, 5, 3), "documents"), ("as_of: 2024-06-01\n", date(2024, 6, 1), "config")],
    ids=["latest document", "config"],
)
def test_data_cut_off(project: Path, config: str, day: date, known: str) -> None:
    (project / "config.yaml").write_text(CONFIG + config)
    built = briefing.build("config.yaml")
    assert (built.as_of, built.as_of_from) == (day, known)


def test_data_cut_off_of_undated_documents_is_unknown(project: Path) -> None:
    (project / "sources" / "ferry.txt").write_text("The ferry carried 9 passengers.")
    built = briefing.build("config.yaml")
    assert (built.as_of, built.as_of_from) == (None, None)


# --- reading one document --------------------------------------------------------------------------------------

READ_KEYS = (
    "path", "sha256", "text", "title", "publisher", "author", "published", "published_from", "language", "blocks",
    "sentences",
)  # fmt: skip
SENTENCE_KEYS = ("start", "end", "block", "quotes", "figures", "dates", "hedges", "needs")
FIGURE_KEYS = (
    "low", "high", "bound", "unit", "text", "start", "end", "subject", "status", "as_of", "claimant",
    "counted",
)  # fmt: skip
QUOTE_KEYS = ("start", "end", "speaker", "speaker_start", "speaker_end")


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """A document of the project as `briefing read --json` gives it."""
    value: dict[str, Any] = json.loads(pipeline.describe(SEEDS[5]))
    return value


def test_a_reading_has_the_documented_keys(seen: dict[str, Any]) -> None:
    assert tuple(seen) == READ_KEYS
    assert {tuple(block) for block in seen["blocks"]} == {("kind", "start", "end")}
    assert {tuple(sentence) for sentence in seen["sentences"]} == {SENTENCE_KEYS}
    assert {tuple(figure) for sentence in seen["sentences"] for figure in sentence["figures"]} == {FIGURE_KEYS}
    assert {tuple(quoted) for sentence in seen["sentences"] for quoted in sentence["quotes"]} == {QUOTE_KEYS}


def test_a_reading_s_text_is_the_file_s(seen: dict[str, Any]) -> None:
    assert seen["text"].encode() == SEEDS[5].read_bytes()


def test_a_reading_s_sentences_stand_in_their_blocks(seen: dict[str, Any]) -> None:
    blocks = seen["blocks"]
    assert all(
        blocks[sentence["block"]]["start"] <= sentence["start"] < sentence["end"] <= blocks[sentence["block"]]["end"]
        for sentence in seen["sentences"]
    )


def test_a_reading_s_figures_are_what_stands_there(seen: dict[str, Any]) -> None:
    figures = [figure for sentence in seen["sentences"] for figure in sentence["figures"]]
    assert all(seen["text"][figure["start"] : figure["end"]] == figure["text"] for figure in figures)


def test_a_sentence_needs_one_before_it_or_none(seen: dict[str, Any]) -> None:
    needs = [(index, sentence["needs"]) for index, sentence in enumerate(seen["sentences"])]
    assert all(needed is None or 0 <= needed < index for index, needed in needs)
    assert any(needed is not None for _, needed in needs)


def test_a_speaker_stands_where_the_reading_says(seen: dict[str, Any]) -> None:
    quotes = [quoted for sentence in seen["sentences"] for quoted in sentence["quotes"] if quoted["speaker"]]
    beside = {seen["text"][quoted["speaker_start"] : quoted["speaker_end"]] for quoted in quotes}
    assert "he" in beside


def test_a_speaker_that_is_not_known_is_null(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("It rained all day. “The roof has leaked for years.”\n", encoding="utf-8")
    quotes = [quoted for sentence in json.loads(pipeline.describe(path))["sentences"] for quoted in sentence["quotes"]]
    assert {(quoted["speaker"], quoted["speaker_start"], quoted["speaker_end"]) for quoted in quotes} == {(None,) * 3}


# --- the Python API --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [str, Path, lambda path: load_config(Path(path))], ids=["text", "path", "config"])
def test_api_builds_from_a_path_or_a_config(project: Path, form: Callable[[str], Any]) -> None:
    built = briefing.build(form("config.yaml"))
    assert built.title == "The Lowsay ferry"
    assert sorted(outputs(project)) == ["briefing.json", "briefing.md"]


def test_api_reads_one_document(project: Path) -> None:
    document = briefing.read("sources/ferry.txt")
    assert (document.text, document.published, document.published_from) == (DOCUMENT, date(2024, 5, 3), "text")


def test_api_reads_what_sources_yaml_says(project: Path) -> None:
    (project / "sources" / "sources.yaml").write_text("ferry.txt: {publisher: Island Post}\n")
    assert briefing.read("sources/ferry.txt").publisher == "Island Post"


@pytest.mark.parametrize("path", ["missing.txt", "sources", "config.yaml"])
def test_api_says_why_a_document_cannot_be_read(project: Path, path: str) -> None:
    with pytest.raises(SourceError):
        briefing.read(path)


def test_api_raises_errors_that_a_caller_can_tell_apart(project: Path) -> None:
    no_document(project)
    with pytest.raises(NoSourcesError):
        briefing.build("config.yaml")
    own_template("briefing.md.j2", "{% for %}")(project)
    (project / "sources" / "ferry.txt").write_text(DOCUMENT)
    with pytest.raises(TemplateError):
        briefing.build("config.yaml")
    assert issubclass(TemplateError, BriefingError)
