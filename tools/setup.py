"""Makes .venv, with all that briefing needs in it. `make` runs this first; when there is nothing to do it takes 30 ms.

usage: python3 tools/setup.py [dev]        dev: also what the tests and `make lint` need

It asks the machine what is missing, has apt-get install it where that is possible, and says what to install where it
is not. .venv is touched only after that, and its stamp is written last: a set-up that was interrupted starts again.
Only the standard library is used, in words that an old Python understands too: it gets a message, not a traceback.
"""

import ctypes
import ctypes.util
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up"
PYTHON = getattr(sys, "_base_executable", sys.executable)  # that of the system, even where an environment is active

LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
"""What WeasyPrint 70 loads to make the PDF, and the packages of Debian and Ubuntu that have it."""

FONT = "fonts-dejavu-core"
"""Any font will do, but with none at all WeasyPrint 70 ends in a segmentation fault."""

BROWSER = "chromium"
"""What the tests open the HTML page with, by Debian's name. Ubuntu's package of that name only fetches a snap."""
DRIVER_LIBRARY, DRIVER_PACKAGE = "libatomic.so.1", "libatomic1"
"""What the driver of the browser loads, and a bare Debian lacks."""

ELSEWHERE = {
    "dnf": "As root: dnf install glib2 pango harfbuzz fontconfig dejavu-sans-fonts",
    "pacman": "As root: pacman -S --needed glib2 pango harfbuzz fontconfig ttf-dejavu",
    "brew": "Run: brew install python pango (Homebrew's Python finds Homebrew's libraries)",
}
"""Where there is no apt-get: how to install all of it, by the tool that is there."""


def main():
    dev = sys.argv[1:] == ["dev"]
    if sys.version_info < (3, 11):
        version = sys.version.split()[0]
        sys.exit(
            f"briefing needs Python 3.11 or newer, and {PYTHON} is {version}. To use another: make PYTHON=python3.12"
        )
    if ready(dev):
        return
    with open(__file__, "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a second make in this folder waits for the first, and finds its work done
        if not ready(dev):
            install(missing_packages())
            if dev:
                install_browser()
            make_venv(dev)


def make_venv(dev):
    fresh = identity() not in done()
    STAMP.unlink(missing_ok=True)
    if fresh:
        run("making .venv", PYTHON, "-m", "venv", "--clear", str(VENV))
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--no-input"]
    run(f"installing {requirements(dev)}", *pip, "--require-hashes", "--requirement", requirements(dev))
    run("installing briefing", *pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", ".")
    made_from = [identity(), stamp(dev=False)] + [stamp(dev=True)] * dev
    STAMP.write_text("\n".join(made_from))


def ready(dev):
    return {identity(), stamp(dev)} <= set(done())


def done():
    return STAMP.read_text().splitlines() if STAMP.is_file() else []


def requirements(dev):
    return "requirements-dev.txt" if dev else "requirements.txt"


def identity():
    """A .venv is good for one folder and one Python: both are written all over it."""
    return f"{PYTHON} {sys.version_info[:2]} in {ROOT}"


def stamp(dev):
    """What .venv was made from."""
    content = b"".join((ROOT / name).read_bytes() for name in (requirements(dev), "pyproject.toml", "tools/setup.py"))
    return f"{requirements(dev)} {hashlib.sha256(content).hexdigest()}"


def missing_packages():
    """By the names that Debian and Ubuntu give them."""
    missing = [package for library, package in LIBRARIES.items() if not loads(library)]
    if not has_font():
        missing.append(FONT)
    if not importlib.util.find_spec("ensurepip"):
        missing.append("python{}.{}-venv".format(*sys.version_info))
    return missing


def loads(library):
    if sys.platform == "darwin":
        return ctypes.util.find_library(library[3:].partition(".so")[0]) is not None
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font():
    """Asked of the library that WeasyPrint will ask."""
    try:
        fontconfig = ctypes.CDLL(ctypes.util.find_library("fontconfig") or "libfontconfig.so.1")
    except OSError:
        return False
    fontconfig.FcInitReinitialize()
    fontconfig.FcConfigGetFonts.restype = ctypes.POINTER(ctypes.c_int)  # a struct that begins with their number
    fonts = fontconfig.FcConfigGetFonts(None, 0)
    return bool(fonts) and fonts.contents.value > 0


def install(packages):
    if not packages:
        return
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        command = next((ELSEWHERE[tool] for tool in ELSEWHERE if shutil.which(tool)), "")
        sys.exit(f"briefing needs what Debian calls: {names}\nInstall that, then run make again. {command}")
    root = as_root()
    if root is None:
        sys.exit(
            f"briefing needs packages that only root can install: {names}\nAs root, run this, then run make again:\n"
            f"  apt-get update && apt-get install --no-install-recommends {names}"
        )
    root += ["env", "DEBIAN_FRONTEND=noninteractive"]
    # dpkg: to end what an interrupted set-up began, without which apt-get refuses to work
    run("apt-get update", *root, "sh", "-c", "dpkg --configure -a; apt-get update", may_fail=True)
    command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "--yes", "--no-install-recommends", *packages]
    run(f"apt-get install {names}", *root, *command)
    still = " ".join(missing_packages())
    if still:
        sys.exit(f"apt-get has run, but this is still missing: {still}")


def install_browser():
    """Where it cannot be had, the tests that need it are skipped and say so."""
    root = as_root() if wants_browser() else None
    if root is not None:
        root += ["env", "DEBIAN_FRONTEND=noninteractive"]
        run("apt-get update", *root, "apt-get", "update", may_fail=True)
        command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "--yes", "--no-install-recommends"]
        run(f"apt-get install {BROWSER}", *root, *command, BROWSER, DRIVER_PACKAGE, may_fail=True)
    if not shutil.which(BROWSER) or not loads(DRIVER_LIBRARY):
        print(f"set-up: without {BROWSER} the tests of the HTML page in a browser will be skipped", flush=True)


def wants_browser():
    """Only Debian's package is one: told by what the machine says of itself."""
    release = Path("/etc/os-release")
    debian = release.is_file() and "ID=debian" in release.read_text().splitlines()
    there = shutil.which(BROWSER) and loads(DRIVER_LIBRARY)
    return debian and bool(shutil.which("apt-get")) and not there


def as_root():
    """What to put before a command so that root runs it, or None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        if subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
            return ["sudo"]
        if sys.stdin.isatty() and subprocess.call(["sudo", "-v", "-p", "set-up: sudo password to run apt-get: "]) == 0:
            return ["sudo"]
    return None


def run(step, *command, may_fail=False):
    """One line for each step; the noise only if it fails."""
    print(f"set-up: {step}", flush=True)
    ran = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if ran.returncode and not may_fail:
        sys.exit(ran.stdout.decode(errors="replace") + f"\nset-up failed at this step: {step}")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("set-up was interrupted; the next make starts it again")
    except OSError as error:
        sys.exit(f"set-up failed: {error}")
