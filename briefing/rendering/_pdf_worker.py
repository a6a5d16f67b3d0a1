"""The child process of pdf.py: a page on stdin, a PDF on stdout. `python -m briefing.rendering._pdf_worker PARENT`.

It starts before there is anything to render, so that WeasyPrint is imported by the time the page comes.
"""

from __future__ import annotations

import ctypes.util
import importlib.util
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from .._child import end_with, limit, own_stdout
from ._pdf_tags import mend

if TYPE_CHECKING:
    from weasyprint import Attachment
    from weasyprint.urls import URLFetcher

MEMORY = 4 << 30
"""Bytes of address space. A 300-page briefing takes a tenth of it; what takes more is not a briefing."""

COMPUTING = 300
"""Seconds of processor time: thousands of pages."""

FONTS = "briefing:fonts/"
"""How pdf.css names the packaged fonts."""

NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""Of attachments, which must carry one: the same everywhere, and plainly not a date of anything."""

ACCESSIBLE = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
"""What the file's metadata say of PDF/UA-1. WeasyPrint names one standard, and it is PDF/A-3; that one wants every
property which it does not know described."""

FONT_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")
"""Dependencies that hold nothing but font files."""


def main(parent: int) -> None:
    with own_stdout() as answer:
        end_with(parent)
        limit(MEMORY, COMPUTING)
        try:
            with _no_library_search():
                import weasyprint  # noqa: F401
        except OSError as error:
            _tell(answer, {"error": "libraries", "detail": str(error).partition("\n")[0]})
            return
        header, _, rest = sys.stdin.buffer.read().partition(b"\n")
        if header:
            _answer(answer, json.loads(header), rest)


def _answer(answer: BinaryIO, header: dict[str, Any], rest: bytes) -> None:
    files, page = _unpacked(header["attachments"], rest)
    try:
        pdf, warnings = _render(page.decode(), header["identifier"], files)
    except MemoryError:
        _tell(answer, {"error": "memory", "detail": ""})
    else:
        _tell(answer, {"warnings": warnings}, pdf)


def _unpacked(listed: Sequence[tuple[str, str, int]], rest: bytes) -> tuple[list[tuple[str, str, bytes]], bytes]:
    """The attachments, and the page that follows them."""
    files = []
    start = 0
    for name, description, length in listed:
        files.append((name, description, rest[start : start + length]))
        start += length
    return files, rest[start:]


def _render(page: str, identifier: str, files: Sequence[tuple[str, str, bytes]]) -> tuple[bytes, list[str]]:
    import weasyprint

    complaints = _Complaints()
    logging.getLogger("weasyprint").addHandler(complaints)
    pdf = weasyprint.HTML(string=page, url_fetcher=_fetcher()).write_pdf(
        pdf_identifier=identifier.encode()[:32] or None,
        pdf_variant="pdf/a-3a",  # for archives, with attachments, and tagged for screen readers
        attachments=[_attachment(*file) for file in sorted(files)],  # PDF looks for names in their order
        finisher=_finish,
    )
    return pdf, complaints.told()


def _finish(document: object, pdf: Any) -> None:
    """What WeasyPrint 70 leaves: the second standard that the file follows, each attachment listed twice, and tags."""
    for thing in pdf.objects:
        if getattr(thing, "extra", {}).get("Type") == "/Metadata":
            thing.stream = [part.replace(b"</rdf:RDF>", ACCESSIBLE + b"</rdf:RDF>") for part in thing.stream]
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    mend(document, pdf)


def _attachment(name: str, description: str, data: bytes) -> Attachment:
    import weasyprint

    return weasyprint.Attachment(
        file_obj=BytesIO(data),
        name=name,
        description=description,
        created=NO_DATE,
        modified=NO_DATE,
        relationship="Data" if name.endswith(".json") else "Source",
    )


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
