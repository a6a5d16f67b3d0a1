"""The child process of pdf.py: a page on stdin, a PDF on stdout. `python -m briefing.rendering._pdf_worker PARENT`.

It starts before there is anything to render, so that WeasyPrint is imported by the time the page comes.
"""

from __future__ import annotations

import ctypes.util
import importlib.util
import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

MEMORY = 4 << 30
"""Bytes of address space. A 300-page briefing takes a tenth of it; what takes more is not a briefing."""

COMPUTING = 300
"""Seconds of processor time: thousands of pages."""

PARENT_CHECK = 0.2
"""Seconds between two looks whether the parent still lives."""

FONTS = "briefing:fonts/"
"""How pdf.css names the packaged fonts."""

FONT_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")
"""Dependencies that hold nothing but font files."""


def main(parent: int) -> None:
    with _own_stdout() as answer:
        _end_with(parent)
        _limit()
        try:
            with _no_library_search():
                import weasyprint  # noqa: F401
        except OSError as error:
            _tell(answer, {"error": "libraries", "detail": str(error).partition("\n")[0]})
            return
        header, _, page = sys.stdin.buffer.read().partition(b"\n")
        if header:
            _answer(answer, json.loads(header)["identifier"], page.decode())


def _answer(answer: BinaryIO, identifier: str, page: str) -> None:
    try:
        pdf, warnings = _render(page, identifier)
    except MemoryError:
        _tell(answer, {"error": "memory", "detail": ""})
    else:
        _tell(answer, {"warnings": warnings}, pdf)


def _render(page: str, identifier: str) -> tuple[bytes, list[str]]:
    import weasyprint

    complaints = _Complaints()
    logging.getLogger("weasyprint").addHandler(complaints)
    pdf = weasyprint.HTML(string=page, url_fetcher=_fetcher()).write_pdf(
        pdf_identifier=identifier.encode()[:32] or None,
        pdf_variant="pdf/ua-1",  # readable by screen readers
    )
    return pdf, complaints.told()


def _fetcher() -> URLFetcher:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    fonts = {FONTS + path.name: path for path in font_files()}

    class PackagedFonts(URLFetcher):  # type: ignore[misc]
        """Serves our fonts; every other address is refused, and WeasyPrint logs that."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url not in fonts:
                raise ValueError("a briefing loads no other file")
            return URLFetcherResponse(url, fonts[url].read_bytes(), {"Content-Type": "font/ttf"})

    return PackagedFonts()


def font_files() -> list[Path]:
    """The fonts that a style may use, wherever the packages are installed; they are found, not imported."""
    found = [importlib.util.find_spec(name) for name in FONT_PACKAGES]
    folders = [Path(spec.origin).parent for spec in found if spec and spec.origin]
    return sorted(path for folder in folders for path in folder.glob("files/*.ttf"))


class _Complaints(logging.Handler):
    """WeasyPrint's warnings and errors, each once; those about characters without a glyph as one."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._messages: dict[str, None] = {}
        self._missing: set[int] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith(".notdef glyph") and isinstance(record.args, tuple):
            self._missing.add(int(str(record.args[-1])))
        else:
            self._messages[record.getMessage()] = None

    def told(self) -> list[str]:
        if not self._missing:
            return list(self._messages)
        some = ", ".join(f"U+{code:04X}" for code in sorted(self._missing)[:5])
        missing = f"characters that no installed font has are boxes in the PDF ({len(self._missing)}, such as {some}); "
        return [*self._messages, missing + "on Debian and Ubuntu: apt-get install fonts-noto-core fonts-noto-cjk"]


@contextmanager
def _own_stdout() -> Iterator[BinaryIO]:
    """The pipe to the parent, out of reach of any `print`: WeasyPrint prints when it does not find Pango."""
    pipe = os.dup(1)
    os.dup2(2, 1)
    with open(pipe, "wb") as answer:
        yield answer


def _end_with(parent: int) -> None:
    """End when the parent has, however it ended; a Ctrl-C is for the parent to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_CHECK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, COMPUTING),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


@contextmanager
def _no_library_search() -> Iterator[None]:
    """WeasyPrint asks for libraries by the names they have on each system, the Linux one last, and for each wrong name
    `ctypes.util.find_library` runs the compiler and the linker: a third of the import. The Linux names need no search.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _tell(answer: BinaryIO, header: dict[str, Any], data: bytes = b"") -> None:
    answer.write(json.dumps(header).encode() + b"\n" + data)


if __name__ == "__main__":
    main(int(sys.argv[1]))
