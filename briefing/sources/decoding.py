"""Bytes → text. A plain UTF-8 file comes back as `open(path, newline="", encoding="utf-8").read()` would give it,
byte order mark and line ends included, so that a span of the text is a span of the file."""

from __future__ import annotations

import codecs
import re

from briefing.errors import SourceError
from briefing.lexicon import cached, table

UTF8_SHARE = 1
"""A file with this many whole multi-byte sequences for each broken one is damaged UTF-8: text in another encoding forms
one by chance for each ten that are broken."""
CONTROL_SHARE = 0.02
"""With more control characters than this share the file is no text: prose holds none, binaries hold 10 % and up."""
ALPHABETS = "\u0700"
"""Below it stand the alphabets from Latin to Arabic, and nearly all of a text in one of them."""
ASCII_SHARE = 0.05
"""Text in any alphabet holds more spaces and line ends than this."""
SAMPLE_BYTES = 200_000
"""What is shown to the detector of legacy encodings; its cost grows with the sample, its answer hardly changes."""
SAMPLE_LEAD = 2_000
"""How much of the sample stands before its first byte that is not ASCII."""
LANGUAGE_CHARS = 4000
"""Enough to tell a language by; 0.3 ms a document."""
LANGUAGE_LETTERS = 25
"""With fewer no guess is made."""
ENGLISH_SHARE = 0.25
"""Share of the stop words of lexicon/stopwords.yaml; English news holds 40 %, no other language 10 %."""

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
_VISIBLE = re.compile(r"[^\s\0\ufeff]")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b"))


def decode(data: bytes) -> str:
    """The text of a file. Raises SourceError, with the reason, for what is empty or no text."""
    if not data.strip():
        raise SourceError("empty file")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"not a text file: it is {name}")
    text = _decoded(data)
    if not _VISIBLE.search(text):
        raise SourceError("no text in it")
    return text


def _decoded(data: bytes) -> str:
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, marked)
    if unmarked := _utf16_without_mark(data):
        return _strictly(data, unmarked)
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
    """The byte order in which the data is text of an alphabet; read in the other one, or as UTF-8, it would be none."""
    sample = data[: SAMPLE_BYTES & ~1]
    if b"\0" not in sample:
        return None  # not even a space or a line end
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        of_alphabets = sum("\t" <= character < ALPHABETS for character in text)
        of_ascii = len(text.encode("ascii", errors="ignore"))
        if of_alphabets > (1 - CONTROL_SHARE) * len(text) and of_ascii > ASCII_SHARE * len(text):
            return encoding
    return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes, each shown as U+FFFD; None when the file is rather in another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", errors="ignore")) - broken
    return text if whole >= UTF8_SHARE * broken else None


def _legacy(data: bytes) -> str:
    import chardet  # 50 ms, and only files of another age need it

    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - SAMPLE_LEAD) if first else 0
    encoding = chardet.detect(data[start : start + SAMPLE_BYTES])["encoding"]
    if encoding is None:
        raise SourceError("cannot tell its text encoding; save it as UTF-8")
    try:
        text = data.decode(encoding, errors="replace")
    except LookupError as error:
        raise SourceError(f"in the encoding {encoding}, which cannot be read; save it as UTF-8") from error
    if text.count("\ufffd") > CONTROL_SHARE * len(text):
        raise SourceError(f"neither UTF-8 nor {encoding}, its likely encoding; save it as UTF-8")
    return text


@cached
def _english() -> frozenset[str]:
    return frozenset(table("stopwords")["en"])


def language_of(text: str) -> str | None:
    """The language of a text, ISO 639-1, from its first characters; None when it cannot be told."""
    sample = text[:LANGUAGE_CHARS]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if sum(map(_english().__contains__, words)) >= ENGLISH_SHARE * len(words) > 0:
        return "en"
    if sum(map(len, words)) < LANGUAGE_LETTERS:
        return None
    import chardet  # its detector of encodings knows 50 languages by their pairs of letters; 50 ms

    return chardet.detect(sample.encode("utf-8", errors="ignore"))["language"]
