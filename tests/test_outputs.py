"""The outputs of a build appear together or not at all, whatever fails and whenever the process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import OutputError
from briefing.model import Format
from briefing.outputs import NAMES, STAGE, Page, charts_folder, read_page, restore, write_beside, write_together
from tests.conftest import environ

ROOT = Path(__file__).resolve().parents[1]
ALL: tuple[Format, ...] = ("markdown", "html", "pdf", "json", "jsonld", "csl", "docx")


def edition(text: str, *formats: Format) -> dict[Format, bytes]:
    return {format: f"{text} {format}".encode() for format in formats or ALL}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in the folder, hidden ones and those of folders in it too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def files(outputs: dict[Format, bytes]) -> dict[str, bytes]:
    return {NAMES[format]: data for format, data in outputs.items()}


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    assert write_together(folder, edition("new", "json")) == (folder / "briefing.json",)
    assert contents(folder) == {"briefing.json": b"new json"}


def test_the_new_edition_replaces_the_old(tmp_path: Path) -> None:
    write_together(tmp_path, edition("old"))
    write_together(tmp_path, edition("new"))
    assert contents(tmp_path) == files(edition("new"))


def test_formats_of_an_earlier_edition_are_taken_away(tmp_path: Path) -> None:
    write_together(tmp_path, edition("old"))
    write_together(tmp_path, edition("new", "markdown"))
    assert contents(tmp_path) == {"briefing.md": b"new markdown"}


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "briefing.md").write_text("mine")
    write_together(tmp_path, edition("new", "json"))
    assert contents(tmp_path) == {".gitignore": b"*", "notes/briefing.md": b"mine", "briefing.json": b"new json"}


def test_a_link_in_the_place_of_an_output_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    folder = tmp_path / "build"
    folder.mkdir()
    (folder / "briefing.md").symlink_to(tmp_path / "mine.txt")
    write_together(folder, edition("new", "markdown"))
    assert not (folder / "briefing.md").is_symlink()
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("name", NAMES.values())
def test_a_folder_in_the_way_of_an_output_stops_all_of_them(tmp_path: Path, name: str) -> None:
    write_together(tmp_path, edition("old"))
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    (tmp_path / name / "kept").write_text("kept")
    before = contents(tmp_path)
    with pytest.raises(OutputError, match=f"{name}: expected a file of an earlier build, found a folder"):
        write_together(tmp_path, edition("new"))
    assert contents(tmp_path) == before


def test_a_file_in_the_way_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("mine")
    with pytest.raises(OutputError, match=r"build: cannot be written: "):
        write_together(tmp_path / "build", edition("new"))
    assert contents(tmp_path) == {"build": b"mine"}


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which even root may not write")
def test_an_unwritable_folder_is_named() -> None:
    with pytest.raises(OutputError, match=r"/proc/.*: cannot be written: "):
        write_together(Path("/proc/briefing"), edition("new"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write in every folder")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    write_together(tmp_path, edition("old"))
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match=r"cannot be written: permission denied"):
            write_together(tmp_path, edition("new"))
        assert contents(tmp_path) == files(edition("old"))
    finally:
        tmp_path.chmod(0o700)


def test_a_file_that_does_not_fit_stops_all_of_them(tmp_path: Path) -> None:
    write_together(tmp_path, edition("old"))
    program = (
        "import resource, sys; from pathlib import Path; from briefing.outputs import write_together\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_together(Path(sys.argv[1]), {'markdown': b'new', 'json': b'new' * 1000})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], env=environ(), capture_output=True, text=True, check=False
    )
    assert "OutputError" in done.stderr
    assert "cannot be written: file too large" in done.stderr
    assert contents(tmp_path) == files(edition("old"))


# --- failures amid the exchange --------------------------------------------------------------------------------

# Replaces an old edition by a new one of fewer formats, in a process whose n-th rename does something else.
PROGRAM = """
import os, signal, sys
from pathlib import Path
from briefing.outputs import write_together

folder, last, wrong = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
renames = 0

def counted(rename):
    def at(*paths):
        global renames
        if renames == last:
            fail()
        renames += 1
        rename(*paths)
    return at

def fail():
    global last
    last = -1
    if wrong == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if wrong == "interrupt":
        os.kill(os.getpid(), signal.SIGINT)
    else:
        raise OSError(28, "No space left on device")

os.replace, os.rename = counted(os.replace), counted(os.rename)
write_together(folder, {"markdown": b"new markdown", "json": b"new json"})
print(renames)
"""
NEW = files(edition("new", "markdown", "json"))
OLD = files(edition("old"))
RENAMES = len(OLD) + 1 + len(NEW)


def go_wrong(folder: Path, rename: int, how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), str(rename), how],
        env=environ(),
        capture_output=True,
        text=True,
        check=False,
    )


def visible(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_exchange_takes_as_many_renames_as_these_tests_think(tmp_path: Path) -> None:
    write_together(tmp_path, edition("old"))
    assert go_wrong(tmp_path, -1, "").stdout == f"{RENAMES}\n"


@pytest.mark.parametrize("rename", range(RENAMES))
def test_a_rename_that_fails_leaves_the_old_edition(tmp_path: Path, rename: int) -> None:
    write_together(tmp_path, edition("old"))
    assert "No space left on device" in go_wrong(tmp_path, rename, "fail").stderr
    assert contents(tmp_path) == OLD


@pytest.mark.parametrize("rename", range(RENAMES))
def test_a_kill_never_shows_files_of_two_editions_and_is_made_good(tmp_path: Path, rename: int) -> None:
    write_together(tmp_path, edition("old"))
    assert go_wrong(tmp_path, rename, "kill").returncode == -signal.SIGKILL
    assert visible(tmp_path).items() <= OLD.items() or visible(tmp_path).items() <= NEW.items()
    restore(tmp_path)
    assert contents(tmp_path) == (NEW if rename > len(OLD) else OLD)


@pytest.mark.parametrize("rename", range(RENAMES))
def test_a_ctrl_c_waits_until_the_exchange_is_over(tmp_path: Path, rename: int) -> None:
    write_together(tmp_path, edition("old"))
    assert "KeyboardInterrupt" in go_wrong(tmp_path, rename, "interrupt").stderr
    assert contents(tmp_path) == NEW


def test_a_build_after_a_kill_writes_its_own_edition(tmp_path: Path) -> None:
    write_together(tmp_path, edition("old"))
    go_wrong(tmp_path, 2, "kill")
    write_together(tmp_path, edition("newest"))
    assert contents(tmp_path) == files(edition("newest"))


def test_restore_of_a_folder_without_a_build_does_nothing(tmp_path: Path) -> None:
    restore(tmp_path / "missing")
    restore(tmp_path)
    assert contents(tmp_path) == {}


def test_two_builds_at_once_leave_one_edition(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from briefing.outputs import NAMES, write_together\n"
        "for _ in range(30): write_together(Path(sys.argv[1]), {format: sys.argv[2].encode() for format in NAMES})"
    )
    command = (sys.executable, "-c", program, str(tmp_path))
    running = [subprocess.Popen([*command, name], env=environ()) for name in ("one", "two")]
    assert [process.wait() for process in running] == [0, 0]
    assert len(contents(tmp_path)) == len(NAMES)
    assert len(set(contents(tmp_path).values())) == 1
    assert not (tmp_path / STAGE).exists()


# --- a page of a wiki, exchanged with the outputs ----------------------------------------------------------------

# The same as above with a page, in a folder of its own; "race" is an editor who saves the page meanwhile.
PAGE_PROGRAM = (
    PROGRAM.replace("import os, signal, sys", "import os, shutil, signal, sys")
    .replace("import write_together", "import Page, write_together")
    .replace(
        'write_together(folder, {"markdown": b"new markdown", "json": b"new json"})',
        """
wiki = folder.with_name("wiki")
before = (wiki / "Page.md").read_bytes() if (wiki / "Page.md").exists() else None
if wrong == "race":
    (wiki / "Page.md").write_bytes(b"saved")
outputs = {"markdown": b"new markdown", "json": b"new json"}
write_together(folder, outputs, page=Page(wiki / "Page.md", before, b"new page"))
""",
    )
)
PAGES = pytest.mark.parametrize("old", [b"old page", None], ids=["page", "no page"])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "wiki").mkdir()
    write_together(tmp_path / "build", edition("old"))
    return tmp_path


def go_wrong_with_a_page(place: Path, old: bytes | None, rename: int, how: str) -> subprocess.CompletedProcess[str]:
    if old is not None:
        (place / "wiki" / "Page.md").write_bytes(old)
    command = [sys.executable, "-c", PAGE_PROGRAM, str(place / "build"), str(rename), how]
    return subprocess.run(command, env=environ(), capture_output=True, text=True, check=False)


@PAGES
def test_a_page_is_exchanged_with_the_outputs(place: Path, old: bytes | None) -> None:
    assert go_wrong_with_a_page(place, old, -1, "").stdout == f"{RENAMES + 1}\n"
    assert contents(place / "build") == NEW
    assert contents(place / "wiki") == {"Page.md": b"new page"}


@PAGES
@pytest.mark.parametrize("rename", range(RENAMES + 1))
def test_a_rename_that_fails_leaves_the_old_page(place: Path, old: bytes | None, rename: int) -> None:
    assert "No space left on device" in go_wrong_with_a_page(place, old, rename, "fail").stderr
    assert contents(place / "build") == OLD
    assert contents(place / "wiki") == ({} if old is None else {"Page.md": old})


@PAGES
@pytest.mark.parametrize("rename", range(RENAMES + 1))
def test_a_kill_never_shows_a_page_of_another_edition(place: Path, old: bytes | None, rename: int) -> None:
    assert go_wrong_with_a_page(place, old, rename, "kill").returncode == -signal.SIGKILL
    page = visible(place / "wiki").get("Page.md")
    shown = visible(place / "build")
    assert page in (old, b"new page")
    assert not shown or shown.items() <= (NEW if page == b"new page" else OLD).items()
    restore(place / "build")
    whole = rename > len(OLD)
    assert contents(place / "build") == (NEW if whole else OLD)
    assert contents(place / "wiki").get("Page.md") == (b"new page" if whole else old)
    assert len(list((place / "wiki").iterdir())) == (whole or old is not None)


@pytest.mark.parametrize("rename", range(RENAMES + 1))
def test_a_page_that_was_edited_after_a_kill_is_left_alone(place: Path, rename: int) -> None:
    go_wrong_with_a_page(place, b"old page", rename, "kill")
    (place / "wiki" / "Page.md").write_bytes(b"edited")
    restore(place / "build")
    assert contents(place / "wiki") == {"Page.md": b"edited"}


def test_a_page_that_is_saved_meanwhile_stops_the_exchange(place: Path) -> None:
    assert "changed while the briefing was made" in go_wrong_with_a_page(place, b"old page", -1, "race").stderr
    assert contents(place / "build") == OLD
    assert contents(place / "wiki") == {"Page.md": b"saved"}


def test_a_page_keeps_its_mode_and_a_link_stays_one(place: Path) -> None:
    target, link = place / "wiki" / "Page.md", place / "Link.md"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    assert write_together(place / "build", edition("new", "json"), page=Page(link, b"old", b"new"))[-1] == link
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_page_that_stays_the_same_is_not_written(place: Path) -> None:
    page = place / "wiki" / "Page.md"
    page.write_bytes(b"same")
    before = page.stat()
    write_together(place / "build", edition("new"), page=Page(page, b"same", b"same"))
    assert (page.stat().st_ino, page.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_page_that_cannot_be_written_stops_all(place: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_together(place / "build", edition("new"), page=Page(place / "none" / "Page.md", None, b"new"))
    assert contents(place / "build") == OLD


def test_a_page_that_cannot_be_read_is_told(place: Path) -> None:
    assert read_page(place / "wiki" / "None.md") is None
    with pytest.raises(OutputError, match=r"wiki: cannot be read: "):
        read_page(place / "wiki")


def test_what_a_page_would_be_is_put_beside_it(place: Path) -> None:
    assert write_beside(place / "wiki" / "Page.md", b"new") == place / "wiki" / "Page.md.new"
    assert contents(place / "wiki") == {"Page.md.new": b"new"}


def test_wikitext_has_a_name_of_its_own(tmp_path: Path) -> None:
    write_together(tmp_path, edition("old", "markdown", "json"))
    assert write_together(tmp_path, edition("new", "markdown"), "mediawiki") == (tmp_path / "briefing.wiki",)
    assert contents(tmp_path) == {"briefing.wiki": b"new markdown"}
    write_together(tmp_path, edition("newer", "markdown"))
    assert contents(tmp_path) == {"briefing.md": b"newer markdown"}


# --- charts, in folders beside the pages that show them --------------------------------------------------------


def drawn(text: str, *names: str) -> dict[str, bytes]:
    return {name: f"{text} {name}".encode() for name in names}


def in_folder(folder: str, charts: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": data for name, data in charts.items()}


def test_charts_of_an_earlier_edition_are_taken_away(tmp_path: Path) -> None:
    write_together(tmp_path, edition("old", "markdown"), charts=drawn("old", "a.svg", "b.svg"))
    new = drawn("new", "b.svg", "c.svg")
    assert write_together(tmp_path, edition("new", "markdown"), charts=new)[1:] == (tmp_path / "briefing-charts",)
    assert contents(tmp_path) == files(edition("new", "markdown")) | in_folder("briefing-charts", new)
    assert write_together(tmp_path, edition("newer", "html")) == (tmp_path / "briefing.html",)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["briefing.html"]


def test_other_files_among_the_charts_are_left_alone(tmp_path: Path) -> None:
    mine = {"notes.txt": b"mine", "map.png": b"mine", "more.svg/kept": b"mine"}
    for name, data in in_folder("briefing-charts", mine).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    write_together(tmp_path, edition("old", "markdown"), charts=drawn("old", "a.svg"))
    write_together(tmp_path, edition("new", "markdown"))
    assert contents(tmp_path) == files(edition("new", "markdown")) | in_folder("briefing-charts", mine)


@pytest.mark.parametrize("way", ["file", "link"])
def test_what_is_no_folder_in_the_place_of_the_charts_stops_all(tmp_path: Path, way: str) -> None:
    folder, other = tmp_path / "build", tmp_path / "other"
    write_together(folder, edition("old"))
    other.mkdir()
    (other / "mine.svg").write_bytes(b"mine")
    if way == "file":
        (folder / "briefing-charts").write_bytes(b"mine")
    else:
        (folder / "briefing-charts").symlink_to(other)
    with pytest.raises(OutputError, match="briefing-charts: expected a folder for charts"):
        write_together(folder, edition("new"), charts=drawn("new", "a.svg"))
    assert (folder / "briefing.md").read_bytes() == b"old markdown"
    assert contents(other) == {"mine.svg": b"mine"}


def a_page(place: Path, before: bytes | None, after: bytes, charts: dict[str, bytes]) -> Page:
    return Page(place / "wiki" / "Page.md", before, after, charts, "mine.")


def test_the_charts_of_a_page_are_in_a_folder_beside_it(place: Path) -> None:
    folder = place / "wiki" / "Page-charts"
    old, new = drawn("old", "mine.a.svg", "mine.b.svg"), drawn("new", "mine.b.svg", "mine.c.svg")
    write_together(place / "build", edition("old"), page=a_page(place, None, b"old", old))
    (folder / "other.a.svg").write_bytes(b"of another block")
    (folder / "photo.png").write_bytes(b"ours")
    written = write_together(place / "build", edition("new"), page=a_page(place, b"old", b"new", new))
    assert written[-2:] == (place / "wiki" / "Page.md", folder)
    kept = {"other.a.svg": b"of another block", "photo.png": b"ours"}
    assert contents(place / "wiki") == {"Page.md": b"new"} | in_folder("Page-charts", new | kept)
    assert contents(place / "build") == files(edition("new"))


def test_a_page_without_charts_leaves_no_folder(place: Path) -> None:
    write_together(place / "build", edition("old"), page=a_page(place, None, b"old", drawn("old", "mine.a.svg")))
    write_together(place / "build", edition("new"), page=a_page(place, b"old", b"new", {}))
    assert [path.name for path in (place / "wiki").iterdir()] == ["Page.md"]


def test_a_chart_that_is_lost_comes_back_though_the_page_stays_the_same(place: Path) -> None:
    charts = drawn("same", "mine.a.svg")
    write_together(place / "build", edition("old"), page=a_page(place, None, b"same", charts))
    (place / "wiki" / "Page-charts" / "mine.a.svg").unlink()
    write_together(place / "build", edition("new"), page=a_page(place, b"same", b"same", charts))
    assert contents(place / "wiki") == {"Page.md": b"same"} | in_folder("Page-charts", charts)


def test_the_charts_of_a_linked_page_lie_beside_what_it_leads_to(place: Path) -> None:
    (place / "wiki" / "Page.md").write_bytes(b"old")
    (place / "Link.md").symlink_to(place / "wiki" / "Page.md")
    assert charts_folder(place / "Link.md") == place / "wiki" / "Page-charts"


# As above: both editions have charts in both places, some of the same name.
CHART_PROGRAM = PROGRAM.replace("import write_together", "import Page, write_together").replace(
    'write_together(folder, {"markdown": b"new markdown", "json": b"new json"})',
    """
charts = {name: b"new " + name.encode() for name in ("mine.b.svg", "mine.c.svg")}
page = Page(folder.with_name("wiki") / "Page.md", b"old page", b"new page", charts, "mine.")
write_together(folder, {"markdown": b"new markdown"}, page=page, charts=charts)
""",
)
CHARTED = {
    name: {"build/briefing.md": f"{name} markdown".encode(), "wiki/Page.md": f"{name} page".encode()}
    | in_folder("build/briefing-charts", drawn(name, *charts))
    | in_folder("wiki/Page-charts", drawn(name, *charts))
    for name, charts in (("old", ("mine.a.svg", "mine.b.svg")), ("new", ("mine.b.svg", "mine.c.svg")))
}
OLD_GONE = 3
"""Renames until the old edition has left the output folder."""
CHART_RENAMES = OLD_GONE + 1 + 2 + 1 + 3 + 2


def go_wrong_with_charts(folder: Path, rename: int, how: str) -> subprocess.CompletedProcess[str]:
    for name, data in CHARTED["old"].items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    command = [sys.executable, "-c", CHART_PROGRAM, str(folder / "build"), str(rename), how]
    return subprocess.run(command, env=environ(), capture_output=True, text=True, check=False)


def seen(folder: Path) -> dict[str, bytes]:
    """What is not hidden."""
    found = contents(folder)
    return {name: data for name, data in found.items() if not any(part.startswith(".") for part in name.split("/"))}


def test_charts_are_exchanged_with_the_outputs(tmp_path: Path) -> None:
    assert go_wrong_with_charts(tmp_path, -1, "").stdout == f"{CHART_RENAMES}\n"
    assert contents(tmp_path) == CHARTED["new"]


@pytest.mark.parametrize("rename", range(CHART_RENAMES))
def test_a_rename_that_fails_leaves_the_old_charts(tmp_path: Path, rename: int) -> None:
    assert "No space left on device" in go_wrong_with_charts(tmp_path, rename, "fail").stderr
    assert contents(tmp_path) == CHARTED["old"]


@pytest.mark.parametrize("rename", range(CHART_RENAMES))
def test_a_kill_never_shows_charts_of_another_edition(tmp_path: Path, rename: int) -> None:
    assert go_wrong_with_charts(tmp_path, rename, "kill").returncode == -signal.SIGKILL
    assert any(seen(tmp_path).items() <= CHARTED[name].items() for name in ("old", "new"))
    restore(tmp_path / "build")
    assert contents(tmp_path) == CHARTED["new" if rename > OLD_GONE else "old"]
    assert not [path for path in (tmp_path / "wiki").iterdir() if path.name.startswith(".")]
