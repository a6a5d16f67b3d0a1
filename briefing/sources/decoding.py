"""Bytes → text. A plain UTF-8 file comes back as `open(path, newline="", encoding="utf-8").read()` would give it,
byte order mark and line ends included, so that a span of the text is a span of the file."""

from __future__ import annotations

import codecs

from briefing.errors import SourceError

UTF8_SHARE = 10
"""A file with this many valid multi-byte sequences for each broken one is damaged UTF-8, not another encoding."""
CONTROL_SHARE = 0.02
"""More control characters than this share of the file and it is no text: prose holds none, binaries hold 10 % and up."""
LANGUAGE_CHARS = 4000
"""Enough to tell a language by; 0.3 ms a document."""
SAMPLE_BYTES = 200_000
"""What is shown to the detector of legacy encodings; its cost grows with the sample, its answer hardly changes."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3", "an SQLite database"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b"))


def decode(data: bytes) -> str:
    """The text of a file. Raises SourceError, with the reason, for what is empty or no text."""
    if not data.strip():
        raise SourceError("empty file")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"not a text file: it is {name}")
    text = _decode(data)
    if not text.strip("\ufeff\0 \t\r\n"):
        raise SourceError("no text in it")
    return text


def _decode(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if encoding := _utf16_without_mark(data):
        return _strictly(data, encoding)
    if len(data) - len(data.translate(None, _CONTROLS)) > CONTROL_SHARE * len(data):
        raise SourceError("not a text file: binary content")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _legacy(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"not valid {encoding.upper()} at byte {error.start}") from error


def _utf16_without_mark(data: bytes) -> str | None:
    """Latin text in UTF-16 has a NUL in every other byte, always on the same side."""
    sample = data[: SAMPLE_BYTES & ~1]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.4 * half and sample[0::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes, each shown as U+FFFD; None when the file is rather in another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = len(text.encode("utf-8", errors="ignore")) - len(text) - 2 * broken
    return text if whole >= UTF8_SHARE * broken else None


def _legacy(data: bytes) -> str:
    import chardet  # 50 ms, and only files of another age need it

    encoding = chardet.detect(data[:SAMPLE_BYTES])["encoding"]
    if encoding is None:
        raise SourceError("cannot tell its text encoding; save it as UTF-8")
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceError(f"neither UTF-8 nor {encoding}, its likely encoding; save it as UTF-8") from error


def language_of(text: str) -> str | None:
    """The language of a text, ISO 639-1, from its first characters; None when it cannot be told."""
    import chardet  # its detector of encodings knows 50 languages by their pairs of letters

    return chardet.detect(text[:LANGUAGE_CHARS].encode("utf-8", errors="ignore"))["language"]
