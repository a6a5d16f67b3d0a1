"""The child process of verify.py: a PDF on stdin, what it holds on stdout. `python -m briefing._pdf_reader PARENT`.

A PDF comes from strangers, and a few bytes of it can unfold to gigabytes: so it is taken apart here, where memory and
time are limited, and every stream has a size it may not pass.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing._child import end_with, limit, own_stdout
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from pypdf import PageObject

MEMORY = 2 << 30
"""Bytes of address space."""

COMPUTING = 300
"""Seconds of processor time: thousands of pages."""

TIMEOUT = 600
"""Seconds until an answer is no longer waited for."""

LARGEST = 200_000_000
"""Bytes of one unpacked stream: more than the text of the largest file that is read."""


class PdfContent(NamedTuple):
    pages: list[str]
    attachments: dict[str, bytes]


def read_pdf(data: bytes) -> PdfContent:
    """Pages and attachments. Raises BriefingError for what cannot be read as PDF, or takes too much."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "briefing._pdf_reader", str(os.getpid())],
            input=data,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            cwd=Path(__file__).resolve().parents[1],
        )
    except subprocess.TimeoutExpired as error:
        raise BriefingError(f"not read after {TIMEOUT} seconds") from error
    if done.returncode or not done.stdout:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise BriefingError(f"cannot be read as PDF: {last[:200] or 'it takes too much time or memory'}")
    told: dict[str, Any] = json.loads(done.stdout)
    files = {name: base64.b64decode(content) for name, content in told["attachments"].items()}
    return PdfContent(told["pages"], files)


def main(parent: int) -> None:
    with own_stdout() as answer:
        end_with(parent)
        limit(MEMORY, COMPUTING)
        answer.write(json.dumps(_content(sys.stdin.buffer.read())).encode())


def _content(data: bytes) -> dict[str, Any]:
    import pypdf

    pypdf.overwrite_configuration(maximum_declared_stream_length=LARGEST, zlib_maximum_output_length=LARGEST)
    reader = pypdf.PdfReader(BytesIO(data))
    files = {one.name: base64.b64encode(one.content).decode() for one in reader.attachment_list}
    return {"pages": [_text(page) for page in reader.pages] if files else [], "attachments": files}


def _text(page: PageObject) -> str:
    """What a page says. pypdf knows the encodings that have a name; ours has one of its own where a font lacks a glyph,
    and as in all of ours two bytes are one entry of the table that leads to characters."""
    from pypdf.generic import NameObject

    for font in page.get("/Resources", {}).get("/Font", {}).values():
        font = font.get_object()
        if font.get("/Subtype") == "/Type0" and not isinstance(font["/Encoding"], str):
            font[NameObject("/Encoding")] = NameObject("/Identity-H")
    return page.extract_text()


if __name__ == "__main__":
    main(int(sys.argv[1]))
