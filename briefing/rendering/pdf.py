"""HTML → PDF, in a child process.

The child shields the briefing from what strangers' text can do to a renderer: its memory and time are limited, it
may load nothing but our own fonts, and if it crashes the build ends with a message. It also saves time: started
early, it imports WeasyPrint (half a second) while this process reads and ranks.

What goes over the pipes: to the child, one line of JSON (the PDF's identifier, and what is attached), the attachments
and the page, up to the end of the stream; back from it, one line of JSON (warnings, or what went wrong) and the PDF.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from ..errors import OutputError

TIMEOUT = 600
"""Seconds a PDF may take, waiting included. At 0.1 s a page that is thousands of pages."""

INSTALL = (
    "WeasyPrint needs Pango; on Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)

_logger = logging.getLogger(__name__)


class Pdf(NamedTuple):
    data: bytes
    warnings: tuple[str, ...]
    """What WeasyPrint complained of: styles it does not know, characters that no font has, files it was refused."""


class Attachment(NamedTuple):
    """A file that goes inside the PDF."""

    name: str
    description: str
    data: bytes


class PdfRenderer:
    """Renders one page as PDF. Entering the context starts the child process; leaving it ends it, whatever happened."""

    def __enter__(self) -> PdfRenderer:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "briefing.rendering._pdf_worker", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Where `-m` finds this very package, and not the user's folder, which could hold a module of any name.
            cwd=Path(__file__).resolve().parents[2],
            env=_child_environment(),
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.kill()
        self._child.communicate()

    def render(self, page: str, identifier: str = "", attachments: Sequence[Attachment] = ()) -> Pdf:
        """The page, made with `pdf.css`, as PDF. `identifier` (`Briefing.build`) becomes the file's identifier."""
        listed = [(one.name, one.description, len(one.data)) for one in attachments]
        header = json.dumps({"identifier": identifier, "attachments": listed}).encode()
        files = b"".join(one.data for one in attachments)
        request = b"".join((header, b"\n", files, page.encode(errors="replace")))
        try:
            answer, complaints = self._child.communicate(request, timeout=TIMEOUT)
        except subprocess.TimeoutExpired as error:
            raise OutputError(f"The PDF was not done after {TIMEOUT} seconds. {_LESS}") from error
        header, _, data = answer.partition(b"\n")
        if self._child.returncode or not header:
            raise OutputError(_death(self._child.returncode, complaints.decode(errors="replace")))
        told: dict[str, Any] = json.loads(header)
        if "error" in told:
            raise OutputError(_FAILURES[told["error"]].format(detail=told["detail"]))
        return Pdf(data, tuple(told["warnings"]))


_LESS = "Fewer topics or a lower `limit` make a shorter briefing; the other formats do not need this step."

_FAILURES = {
    "libraries": "The PDF cannot be made: {detail}. " + INSTALL,
    "memory": "The PDF needs more memory than it may take. " + _LESS,
}


def _death(code: int, complaints: str) -> str:
    """What to say of a child that died instead of answering."""
    _logger.debug("the PDF process ended with %s and said:\n%s", code, complaints)
    if code == -getattr(signal, "SIGXCPU", 0):
        return f"The PDF took too much computing time. {_LESS}"
    if code < 0:
        name = signal.Signals(-code).name
        return f"The PDF process was ended by {name}: too little memory, or a broken font or library. {INSTALL}"
    last = complaints.strip().rpartition("\n")[2]
    return f"The PDF could not be made: {last or f'its process ended with exit code {code}'}"


def _child_environment() -> dict[str, str]:
    """Ours, less what would make the same page another PDF on another machine."""
    fixed = {"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    return {name: value for name, value in os.environ.items() if name not in ("PANGO_LANGUAGE", "LANGUAGE")} | fixed
