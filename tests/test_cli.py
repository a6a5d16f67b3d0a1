"""The command line: exit codes, what goes to which stream, what options change, and what it does not load."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from briefing import __version__
from briefing.cli import main
from briefing.config import schema_text
from tests.conftest import CONFIG, DOCUMENT, Run, command_line, environ

Capture = pytest.CaptureFixture[str]


def error_of(capsys: Capture) -> str:
    """What a failed command says, which is never on stdout."""
    out, err = capsys.readouterr()
    assert out == ""
    return err


# --- exit codes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "check"])
def test_done_is_0(project: Path, command: str) -> None:
    assert main([command]) == 0


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_mistake_in_the_config_is_1(project: Path, capsys: Capture, command: str) -> None:
    (project / "config.yaml").write_text(CONFIG + "titel: x\nlimit: 5\n")
    assert main([command]) == 1
    assert [line.split(":")[:2] for line in error_of(capsys).splitlines()] == [
        ["config.yaml", "5"],
        ["config.yaml", "6"],
    ]


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_config_that_is_missing_is_1(project: Path, capsys: Capture, command: str) -> None:
    assert main([command, "-c", "other.yaml"]) == 1
    assert error_of(capsys).startswith("other.yaml: not found")


@pytest.mark.parametrize("command", ["build", "check"])
def test_no_document_at_all_is_1(project: Path, capsys: Capture, command: str) -> None:
    (project / "sources" / "ferry.txt").write_text("")
    assert main([command]) == 1
    assert error_of(capsys) == (
        f"no document could be read from {project / 'sources'}\n  sources/ferry.txt: empty file\n"
    )


@pytest.mark.parametrize(
    "args",
    [
        ["bild"],
        ["build", "--formats", "pdf"],
        ["build", "--format", "word"],
        ["build", "extra"],
        ["read"],
        ["schema", "--json"],
        [],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(project: Path, args: list[str]) -> None:
    assert main(args) == 2
    assert not (project / "build").exists()


@pytest.mark.parametrize("command", ["build", "check"])
def test_strict_makes_warnings_3(project: Path, command: str) -> None:
    (project / "sources" / "empty.txt").write_text("")
    assert main([command]) == 0
    assert main([command, "--strict"]) == 3


@pytest.mark.parametrize("command", ["build", "check"])
def test_strict_without_warnings_is_0(project: Path, command: str) -> None:
    assert main([command, "--strict"]) == 0


def test_strict_writes_the_outputs_all_the_same(project: Path) -> None:
    (project / "sources" / "empty.txt").write_text("")
    main(["build", "--strict"])
    assert (project / "build" / "briefing.json").exists()


def test_a_pinned_quotation_that_no_document_holds_is_a_warning(project: Path, capsys: Capture) -> None:
    (project / "config.yaml").write_text(
        CONFIG.replace("[Ferry passengers]", '[{title: Ferry passengers, pin: ["It sank."]}]')
    )
    assert main(["build", "--strict"]) == 3
    assert "warning: topic 'Ferry passengers': no document holds the pinned quotation 'It sank.'" in error_of(capsys)


# --- build -----------------------------------------------------------------------------------------------------


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_build_writes_what_the_config_asks_for(project: Path) -> None:
    main(["build"])
    assert written(project / "build") == ["briefing.json", "briefing.md"]


def test_build_says_what_it_found_and_wrote(project: Path, capsys: Capture) -> None:
    main(["build"])
    assert error_of(capsys).splitlines() == [
        "Ferry passengers: 2 findings from 1 document",
        "1 document read; wrote build/briefing.md, build/briefing.json",
    ]


def test_build_says_which_topic_has_no_evidence(project: Path, capsys: Capture) -> None:
    (project / "config.yaml").write_text(CONFIG.replace("Ferry passengers", "Glaciers"))
    assert main(["build"]) == 0
    assert error_of(capsys).splitlines()[0] == "Glaciers: no evidence"


def test_build_says_where_the_findings_only_come_near_a_topic(project: Path, capsys: Capture) -> None:
    (project / "config.yaml").write_text(CONFIG.replace("Ferry passengers", "Cyclists and glaciers"))
    assert main(["build"]) == 0
    assert error_of(capsys).splitlines()[0] == "Cyclists and glaciers: 1 finding near it from 1 document"


def test_config_is_found_from_another_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert main(["build", "-c", str(project / "config.yaml")]) == 0
    assert written(project / "build") == ["briefing.json", "briefing.md"]


def test_output_option_takes_the_folder_from_here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "here").mkdir()
    monkeypatch.chdir(project / "here")
    assert main(["build", "-c", "../config.yaml", "--output", "out"]) == 0
    assert written(project / "here" / "out") == ["briefing.json", "briefing.md"]
    assert not (project / "build").exists()


def test_format_option_replaces_the_config_s_formats(project: Path) -> None:
    assert main(["build", "--format", "json", "--format", "html", "--format", "json"]) == 0
    assert written(project / "build") == ["briefing.html", "briefing.json"]


@pytest.mark.parametrize("source", ["more", "more/bus.txt", "mor?/*.txt"])
def test_sources_option_replaces_the_config_s_sources(project: Path, source: str) -> None:
    (project / "more").mkdir()
    (project / "more" / "bus.txt").write_text(DOCUMENT.replace("ferry", "bus"))
    assert main(["build", "--sources", source]) == 0
    briefing = json.loads((project / "build" / "briefing.json").read_bytes())
    assert [document["path"] for document in briefing["documents"]] == ["more/bus.txt"]


def test_into_option_puts_the_briefing_into_a_page(project: Path, capsys: Capture) -> None:
    (project / "Page.md").write_bytes(b"# Ours\r\n\r\nOurs")
    assert main(["build", "--into", "Page.md"]) == 0
    page = (project / "Page.md").read_bytes()
    block = (project / "build" / "briefing.md").read_bytes().replace(b"\n", b"\r\n")
    assert page.startswith(b"# Ours\r\n\r\nOurs\r\n\r\n<!-- briefing:begin id=the-lowsay-ferry sha256=")
    assert block in page
    assert error_of(capsys).endswith("wrote build/briefing.md, build/briefing.json, Page.md\n")
    assert main(["build", "--into", "Page.md"]) == 0
    assert (project / "Page.md").read_bytes() == page


def test_a_page_of_the_config_is_made_in_its_dialect(project: Path) -> None:
    (project / "wiki").mkdir()
    output = "output: {formats: [json], dialect: wikijs, into: wiki/Ferry.md, id: ferry}"
    (project / "config.yaml").write_text(CONFIG.replace("output: {formats: [markdown, json]}", output))
    assert main(["build"]) == 0
    page = (project / "wiki" / "Ferry.md").read_text(encoding="utf-8")
    assert page.startswith(
        '---\ntitle: "The Lowsay ferry"\ndescription: "Data cut-off: 3 May 2024"\n---\n\n<!-- briefing:'
    )
    assert "id=ferry " in page
    assert not (project / "build" / "briefing.md").exists()


def test_mediawiki_is_written_as_wikitext(project: Path) -> None:
    (project / "config.yaml").write_text(CONFIG.replace("json]", "html], dialect: mediawiki"))
    assert main(["build"]) == 0
    assert "== Key points ==" in (project / "build" / "briefing.wiki").read_text(encoding="utf-8")
    assert "== Key points ==" not in (project / "build" / "briefing.html").read_text(encoding="utf-8")


def test_an_edited_block_is_refused_with_its_diff(project: Path, capsys: Capture) -> None:
    page, beside = project / "Page.md", project / "Page.md.new"
    assert main(["build", "--into", "Page.md"]) == 0
    made = page.read_bytes()
    page.write_bytes(b"Ours.\n" + made.replace(b"## Key points", b"## Our points"))
    before = {path: path.read_bytes() for path in (page, *(project / "build").iterdir())}
    (project / "sources" / "more.txt").write_text("The ferry carried 50,000 passengers in May.")
    capsys.readouterr()
    assert main(["build", "--into", "Page.md"]) == 1
    message = error_of(capsys)
    assert message.startswith(f"{page}: someone edited inside the block the-lowsay-ferry, so nothing was written.")
    assert "\n-## Our points\n+## Key points\n" in message
    assert {path: path.read_bytes() for path in before} == before
    assert beside.read_bytes().startswith(b"Ours.\n<!-- briefing:begin")
    assert b"50,000" in beside.read_bytes()
    beside.replace(page)
    assert main(["build", "--into", "Page.md"]) == 0


@pytest.mark.parametrize(
    "command", [["build", "--into", "Page.md"], ["check", "-c", "paged.yaml"]], ids=["build", "check"]
)
def test_broken_markers_are_told_with_file_and_line(project: Path, capsys: Capture, command: list[str]) -> None:
    (project / "Page.md").write_text("Ours.\n<!-- briefing:end -->\n")
    (project / "paged.yaml").write_text(CONFIG.replace("json]", "json], into: Page.md"))
    assert main(command) == 1
    expected = f"{project / 'Page.md'}:2: briefing:end without a briefing:begin before it\n"
    assert error_of(capsys) == expected
    assert not (project / "build").exists()


def test_a_page_that_is_not_utf_8_is_told(project: Path, capsys: Capture) -> None:
    (project / "Page.md").write_bytes(b"one\n\xff")
    assert main(["build", "--into", "Page.md"]) == 1
    assert error_of(capsys) == f"{project / 'Page.md'}:2: not UTF-8 (byte 0xff)\n"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("sources/Page.md", "must be one apart from the sources"),
        ("build/briefing.json", "must be one that is not an output of the build itself"),
        ("none/Page.md", "expected a page in a folder that exists"),
        ("sources", "expected a page in a folder that exists"),
    ],
)
def test_a_page_where_none_may_be_is_refused(project: Path, capsys: Capture, page: str, message: str) -> None:
    (project / "build").mkdir()
    assert main(["build", "--into", page]) == 1
    assert message in error_of(capsys)
    assert list((project / "build").iterdir()) == []


def test_sources_option_may_be_repeated(project: Path) -> None:
    (project / "bus.txt").write_text(DOCUMENT.replace("ferry", "bus"))
    assert main(["build", "--sources", "sources", "--sources", "bus.txt"]) == 0
    assert len(json.loads((project / "build" / "briefing.json").read_bytes())["documents"]) == 2


@pytest.mark.parametrize("command", ["build", "check"])
def test_sources_that_are_not_there_are_named(project: Path, capsys: Capture, command: str) -> None:
    assert main([command, "--sources", "sauces"]) == 1
    assert error_of(capsys) == "--sources sauces: no such file or folder, and no file matches it\n"


@pytest.mark.parametrize(
    "options",
    [["--output", "sources"], ["--output", "sources/build"], ["--output", "."], ["--sources", "build"]],
    ids=" ".join,
)
def test_output_among_the_sources_is_refused(project: Path, capsys: Capture, options: list[str]) -> None:
    main(["build"])
    before = written(project / "build")
    capsys.readouterr()
    assert main(["build", *options]) == 1
    assert "overlaps the sources" in error_of(capsys)
    assert (written(project / "sources"), written(project / "build")) == (["ferry.txt"], before)


# --- check -----------------------------------------------------------------------------------------------------


def test_check_counts_what_it_found(project: Path, capsys: Capture) -> None:
    main(["check"])
    assert error_of(capsys) == "config.yaml: 1 topic, 1 document, no mistakes\n"


def test_check_writes_nothing(project: Path) -> None:
    main(["check"])
    assert written(project) == ["config.yaml", "sources"]


def test_check_names_every_mistake_in_templates_and_sources_at_once(project: Path, capsys: Capture) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "briefing.md.j2").write_text("# {{ briefing.title }}\n\n{% for %}\n")
    (project / "templates" / "page.html.j2").write_text("{{ briefing.title | nonsense }}\n")
    (project / "sources" / "sources.yaml").write_text("ferry.txt:\n  publisher: X\n  titel: Y\nbus.txt: {}\n")
    (project / "config.yaml").write_text(CONFIG + "templates: templates/\n")
    assert main(["check"]) == 1
    starts = ["briefing.md.j2:3: ", "page.html.j2:1: ", "sources/sources.yaml:3:3: ", "sources/sources.yaml:4:1: "]
    lines = error_of(capsys).splitlines()
    assert len(lines) == len(starts)
    assert [start in line for start, line in zip(starts, lines, strict=True)] == [True] * len(starts)


@pytest.mark.parametrize("topic", ["Zorbing", "{title: Ferry, terms: [passengers, pasengers]}"])
def test_check_warns_of_words_that_no_document_holds(project: Path, capsys: Capture, topic: str) -> None:
    (project / "config.yaml").write_text(CONFIG.replace("Ferry passengers", topic))
    assert main(["check", "--strict"]) == 3
    assert capsys.readouterr().err.startswith("warning: topic '")


@pytest.mark.parametrize("topic", ["Passenger", "{title: Ferries, speakers: [harbour board]}", "Numbers of passengers"])
def test_check_is_silent_about_other_forms_of_a_word(project: Path, capsys: Capture, topic: str) -> None:
    (project / "config.yaml").write_text(CONFIG.replace("Ferry passengers", topic))
    assert main(["check", "--strict"]) == 0
    assert "warning" not in capsys.readouterr().err


def test_the_lexicon_of_the_config_is_used(project: Path, capsys: Capture) -> None:
    (project / "words.yaml").write_text("concepts: {zorbing: {same: [ferry, sailing]}}\n")
    (project / "config.yaml").write_text(CONFIG.replace("Ferry passengers", "Zorbing") + "lexicon: words.yaml\n")
    assert main(["check", "--strict"]) == 0
    assert main(["search", "zorbing"]) == 0
    assert "ferry" in capsys.readouterr().out
    assert main(["build"]) == 0
    assert "41,000 passengers" in (project / "build" / "briefing.md").read_text()


@pytest.mark.parametrize("command", [["build"], ["check"], ["search", "ferry"], ["why", "ferry", "-t", "ferry"]])
def test_mistakes_in_the_lexicon_of_the_config_are_told(project: Path, capsys: Capture, command: list[str]) -> None:
    (project / "words.yaml").write_text("concept: {}\nconcepts: {zorbing: 5}\n")
    (project / "config.yaml").write_text(CONFIG.replace("Ferry passengers", "Ferry") + "lexicon: words.yaml\n")
    assert main(command) == 1
    error = capsys.readouterr().err
    assert "words.yaml:1:1: unknown table 'concept'; did you mean 'concepts'?" in error
    assert "words.yaml:2:21: concepts.zorbing: expected a mapping" in error


def test_check_accepts_templates_without_mistakes(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "briefing.md.j2").write_text("# {{ briefing.title | quote }}\n")
    (project / "config.yaml").write_text(CONFIG + "templates: templates/\n")
    assert main(["check"]) == 0


# --- read and schema -------------------------------------------------------------------------------------------


def test_read_shows_metadata_and_sentences(project: Path, capsys: Capture) -> None:
    assert main(["read", "sources/ferry.txt"]) == 0
    out = capsys.readouterr().out
    assert "  published: 2024-05-03 (inferred from the text)\n" in out
    assert "  publisher: not given\n" in out
    assert "\n  heading      0-39     Ferry to Lowsay carries more passengers\n" in out


def test_read_json_prints_one_object_a_line(project: Path, capsys: Capture) -> None:
    assert main(["read", "--json", "sources/ferry.txt", "sources/ferry.txt"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == second
    assert json.loads(first)["text"] == DOCUMENT


def test_read_goes_on_after_a_file_that_it_cannot_read(project: Path, capsys: Capture) -> None:
    assert main(["read", "--json", "missing.txt", "sources/ferry.txt"]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1
    assert err == "missing.txt: cannot be read: no such file or directory\n"


@pytest.mark.parametrize(
    "command", [["read", "sources/ferry.txt"], ["read", "--json", "sources/ferry.txt"]], ids=" ".join
)
def test_results_are_utf_8_whatever_the_locale(project: Path, run: Run, command: list[str]) -> None:
    (project / "sources" / "ferry.txt").write_text("Перевізник обрав “Lowsay”.", encoding="utf-8")
    done = run(*command, PYTHONIOENCODING="latin-1", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Перевізник обрав “Lowsay”." in done.stdout


def test_schema_prints_the_schema(capsys: Capture) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == schema_text()


def test_version(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"briefing {__version__}\n"


# --- what never reaches the terminal ---------------------------------------------------------------------------

ESCAPE = "\x1b]0;gotcha\x07\x1b[31m\u202e"


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_file_name_cannot_steer_the_terminal(project: Path, capsys: Capture, command: str) -> None:
    (project / "sources" / f"a{ESCAPE}.txt").write_text(DOCUMENT)
    assert main([command]) == 0
    err = error_of(capsys)
    assert "not read: sources/a\\x1b]0;gotcha\\x07\\x1b[31m\\u202e.txt: its name holds" in err
    assert not set(ESCAPE) - set("]0;gotcha[31m") & set(err)


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("name", ["text", "name"])
def test_read_cannot_steer_the_terminal(project: Path, capsys: Capture, options: list[str], name: str) -> None:
    path = project / "sources" / (f"a{ESCAPE}.txt" if name == "name" else "ferry.txt")
    path.write_text(DOCUMENT + ESCAPE if name == "text" else DOCUMENT, encoding="utf-8")
    main(["read", *options, str(path)])
    out, err = capsys.readouterr()
    assert not set("\x1b\x07\u202e") & set(out + err)


@pytest.mark.parametrize("name", [ESCAPE, "\udcff"], ids=["escape", "not UTF-8"])
def test_a_config_s_name_cannot_steer_the_terminal(project: Path, capsys: Capture, name: str) -> None:
    assert main(["check", "-c", name]) == 1
    err = error_of(capsys)
    assert all(character.isprintable() or character == "\n" for character in err)


# --- what is not loaded ----------------------------------------------------------------------------------------

HEAVY = ("weasyprint", "markdown_it", "numpy", "jinja2", "rich", "chardet", "pypdf", "docx")


@pytest.mark.parametrize("args", [["check"], ["--help"], ["build", "--help"], ["--version"], ["schema"]], ids=" ".join)
def test_what_is_heavy_is_not_loaded(project: Path, args: list[str]) -> None:
    program = (
        "import sys; from briefing.cli import main; code = main(sys.argv[1:]); "
        f"print(*sys.modules.keys() & {set(HEAVY)}, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *args], env=environ(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "")


def test_markdown_and_json_are_built_without_weasyprint(project: Path) -> None:
    program = "import sys; from briefing.cli import main; main(['build']); sys.exit('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], env=environ(), capture_output=True, check=False)
    assert done.returncode == 0


# --- interruptions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_a_reader_that_stops_reading_is_no_error(project: Path, options: list[str]) -> None:
    (project / "sources" / "ferry.txt").write_text(DOCUMENT * 1000)
    command = command_line("read", *options, *["sources/ferry.txt"] * 5)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")


@pytest.fixture
def endless(project: Path) -> Path:
    """The project, built once, and then given a template that takes forever: a build can only be stopped amid it."""
    main(["build"])
    (project / "templates").mkdir()
    (project / "templates" / "paper.html.j2").write_text(
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    )
    (project / "config.yaml").write_text(CONFIG.replace("json]", "pdf]") + "templates: templates/\n")
    return project


def once_it_builds(process: subprocess.Popen[bytes]) -> None:
    """Wait until the process has started the one that makes the PDF."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for status in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if status.read_text().rpartition(")")[2].split()[1] == str(process.pid):
                    return
        time.sleep(0.05)
    pytest.fail("the build did not start")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="sees in /proc how far the build is")
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL)],
    ids=["ctrl-c", "terminated", "killed"],
)
def test_a_build_that_is_stopped_leaves_the_outputs_as_they_were(endless: Path, number: int, code: int) -> None:
    before = {path.name: path.read_bytes() for path in (endless / "build").iterdir()}
    with subprocess.Popen(command_line("build"), env=environ(), stderr=subprocess.PIPE) as process:
        once_it_builds(process)
        for _ in range(20):  # Python itself drops a Ctrl-C that comes while it clears up after an import
            process.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
                break
        process.kill()
        assert process.stderr is not None
        assert process.stderr.read().strip() == (b"interrupted" if number == signal.SIGINT else b"")
    assert process.returncode == code
    assert {path.name: path.read_bytes() for path in (endless / "build").iterdir()} == before


PRESSED = """\
import os, signal
from briefing import __main__, cli
def pressed(*_, **__):
    try:
        exec("os.kill(os.getpid(), signal.SIGINT)\\nfor _ in range(10**6): pass", globals())
    except KeyboardInterrupt:
        raise cli.click.Abort
cli.command.main = pressed
__main__.run()
"""


def test_ctrl_c_while_a_class_is_made_is_130_too(tmp_path: Path) -> None:
    """Python 3.11 makes the methods of a dataclass by `exec` of a string, and holds a Ctrl-C in one for unhandled."""
    (tmp_path / "pressed.py").write_text(PRESSED)
    command = [sys.executable, "-m", "pressed"]
    stopped = subprocess.run(command, cwd=tmp_path, env=environ(), capture_output=True, check=False)
    assert (stopped.returncode, stopped.stderr) == (130, b"interrupted\n")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="sees in /proc how far the build is")
def test_a_second_ctrl_c_does_not_change_how_the_first_one_ends(endless: Path) -> None:
    with subprocess.Popen(command_line("build"), env=environ(), stderr=subprocess.PIPE) as process:
        once_it_builds(process)
        assert process.stderr is not None
        over = threading.Event()
        impatient = threading.Thread(target=press_ctrl_c, args=(process, over), daemon=True)
        impatient.start()
        assert process.stderr.read(len(b"\ninterrupted")).strip() == b"interrupted"
        over.set()
        impatient.join(20)
        process.kill()
    assert process.returncode == 130


def press_ctrl_c(process: subprocess.Popen[bytes], over: threading.Event) -> None:
    """Once a second until the command has said that it was interrupted, and then on and on until it has ended."""
    while not over.is_set():
        process.send_signal(signal.SIGINT)
        over.wait(1)
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
        time.sleep(0.001)
