"""The child process of pdf.py: a page on stdin, a PDF on stdout. `python -m briefing.rendering._pdf_worker PARENT`.

It starts before there is anything to render, so that WeasyPrint is imported by the time the page comes.
"""

from __future__ import annotations

import ctypes.util
import gc
import importlib.util
import json
import logging
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
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

COMPRESSION = 6
"""Of the PDF's streams, as zlib counts."""

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
        # A page's boxes live until the PDF is made, and the process ends then: looking for garbage among them again
        # and again takes a sixth of the time and frees nothing.
        gc.disable()
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

    _spare_work()
    complaints = _Complaints()
    logging.getLogger("weasyprint").addHandler(complaints)
    html = weasyprint.HTML(string=page, url_fetcher=_fetcher())
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    pdf = html.write_pdf(
        pdf_identifier=identifier.encode()[:32] or None,
        pdf_variant="pdf/a-3a",  # for archives, with attachments, and tagged for screen readers
        attachments=[_attachment(*file) for file in sorted(files)],  # PDF looks for names in their order
        finisher=_finish,
        font_config=fonts,
    )
    fonts.__del__()  # removes its folder, which nothing else does in a process that ends without clearing up
    return pdf, complaints.told()


def _spare_work() -> None:
    """Two things that pydyf 0.13 does at any cost: it compresses as hard as zlib can, for four times the time and a
    thirtieth of the bytes, and for each tag it writes the list of all pages anew, so that 300 pages take it seconds."""
    import pydyf

    class Pdf(pydyf.PDF):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self._listed: tuple[bytes, ...] = ()

        @property
        def page_references(self) -> tuple[bytes, ...]:
            if len(self._listed) != self.pages["Count"]:
                self._listed = super().page_references
            return self._listed

    pydyf.PDF = Pdf
    pydyf.zlib = SimpleNamespace(compressobj=lambda level: zlib.compressobj(COMPRESSION))


def _finish(document: object, pdf: Any) -> None:
    """What WeasyPrint 70 leaves: the second standard that the file follows, each attachment listed twice, tags, and
    objects that are written twice."""
    for thing in pdf.objects:
        if getattr(thing, "extra", {}).get("Type") == "/Metadata":
            thing.stream = [part.replace(b"</rdf:RDF>", ACCESSIBLE + b"</rdf:RDF>") for part in thing.stream]
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    mend(document, pdf)
    _write_once(pdf)


def _write_once(pdf: Any) -> None:
    """Each object as its bytes: where a PDF has an identifier, pydyf writes and compresses all of them twice, the first
    time for a checksum."""
    import pydyf

    class Written(pydyf.Object):  # type: ignore[misc]
        compressible = data = None

    for place, thing in enumerate(pdf.objects):
        if thing.free != "f":
            written = pdf.objects[place] = Written()
            written.number, written.generation = thing.number, thing.generation
            written.compressible, written.data = thing.compressible, thing.data


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
    sys.stderr.flush()
    os._exit(0)  # clearing up a few hundred megabytes of boxes would keep the reader waiting
