"""Bytes → text, and which language it is in."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.sources.decoding import decode, language_of

GERMAN = "Die Brücke über die Mühlbäche wurde für größere Züge gesperrt, weil sie zu schwächlich geworden war. " * 3
FRENCH = "Le pont a été fermé après l’hiver, dès que la rivière a débordé – « c’était très risqué », a dit l’élu. " * 3
CZECH = "Příliš žluťoučký kůň běžel přes dřevěný můstek, který byl včera večer zavřený kvůli povodním. " * 3
RUSSIAN = "Мост закрыли в пятницу, потому что река вышла из берегов, а новый построят только через год. " * 3
UKRAINIAN = (
    "Міст зачинили у п’ятницю, бо річка вийшла з берегів, а новий збудують лише через рік. ".replace("’", "'") * 3
)


@pytest.mark.parametrize(
    "text",
    [
        "One.\nTwo.\n",
        "One.\r\nTwo.\r\n",
        "One.\rTwo.\r",
        "\ufeffOne.",
        "One.\0 " + "Two. " * 20,
        "Žluťoučký 👍 кінь",
        " \n x",
        "\x1b[1m x",
    ],
    ids=["LF", "CRLF", "CR", "BOM", "NUL", "UTF-8", "white space first", "escape sequence"],
)
def test_utf8_is_the_text_of_the_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(text.encode())
    with open(path, newline="", encoding="utf-8") as file:
        assert decode(path.read_bytes()) == file.read()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [GERMAN, UKRAINIAN, "One.\r\nTwo."], ids=["German", "Ukrainian", "ASCII"])
def test_wide_encodings_are_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_big_endian_utf16_with_its_mark_is_read() -> None:
    assert decode(b"\xfe\xff" + GERMAN.encode("utf-16-be")) == GERMAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(GERMAN, "cp1252", id="cp1252, German"),
        pytest.param(FRENCH, "cp1252", id="cp1252, French"),
        pytest.param(CZECH, "iso8859-2", id="latin-2"),
        pytest.param(RUSSIAN, "cp1251", id="cp1251, Russian"),
        pytest.param(UKRAINIAN, "cp1251", id="cp1251, Ukrainian"),
        pytest.param(UKRAINIAN, "koi8-u", id="koi8-u"),
    ],
)
def test_encodings_of_another_age_are_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_legacy_file_may_begin_with_much_ascii() -> None:
    text = "The bridge was closed. " * 20_000 + GERMAN
    assert decode(text.encode("cp1252")) == text


def test_a_broken_byte_in_utf8_is_shown_as_such() -> None:
    assert decode("Žluťoučký kůň".encode() + b"\xff.") == "Žluťoučký kůň\ufffd."


def test_utf8_that_was_cut_off_is_read() -> None:
    assert decode("Žluťoučký kůň".encode()[:-1]) == "Žluťoučký ků\ufffd"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \r\n\t", "empty file"),
        (b"\xef\xbb\xbf", "no text in it"),
        (b"\xff\xfe", "no text in it"),
        (b"%PDF-1.7\nwords words", "not a text file: it is a PDF"),
        (b"PK\x03\x04words", "not a text file: it is a ZIP archive or an Office document"),
        (b"\x89PNG\r\n\x1a\n", "not a text file: it is a PNG picture"),
        (b"\xff\xd8\xff\xe0words", "not a text file: it is a JPEG picture"),
        (b"\x1f\x8bwords", "not a text file: it is a gzip archive"),
        (b"SQLite format 3\0", "not a text file: it is an SQLite database"),
        (bytes(range(256)) * 4, "not a text file: binary content"),
        (b"\x7fELF" + bytes(100), "not a text file: binary content"),
        (b"\0\1\2\3" * 9, "not a text file: binary content"),
        (b"\xff\xfea", "not valid UTF-16 at byte 2"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as refused:
        decode(data)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge was closed on Friday because the river had risen.", "en"),
        ("Not a word.", "en"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (CZECH, "cs"),
        (RUSSIAN, "ru"),
        (UKRAINIAN, "uk"),
        ("El puente se cerró el viernes porque el río había crecido mucho durante toda la semana pasada.", "es"),
        ("Most został zamknięty w piątek, ponieważ rzeka wezbrała, a nowy powstanie dopiero za rok.", "pl"),
    ],
    ids=["English", "short English", "German", "French", "Czech", "Russian", "Ukrainian", "Spanish", "Polish"],
)
def test_the_language_is_told_from_the_text(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "123", "Brno", "— ... —"])
def test_no_language_is_guessed_from_too_little(text: str) -> None:
    assert language_of(text) is None


def test_half_a_character_does_not_stop_the_guess() -> None:
    assert language_of(GERMAN + "\udcff") == "de"


@pytest.mark.property
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_no_utf8_text_is_altered(text: str) -> None:
    text = "The bridge was closed on Friday. " + text  # so that it is neither empty nor mostly control characters
    assert decode(text.encode()) == text


@pytest.mark.property
@settings(deadline=None)  # the detector of encodings is loaded on first use
@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda data: b"\xff\xfe" + data))
@example(b"\xff\xfe\0\0\xff")
@example(b"\x80")
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with suppress(SourceError):
        assert decode(data)
