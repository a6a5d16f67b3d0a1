"""What is known about a document: from `sources.yaml`, from front matter, or inferred from its own first lines.

Nothing is guessed: what none of the three says stays None, and what was inferred is marked "text".
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from briefing import _yaml
from briefing.errors import ConfigError
from briefing.model import Block, Document, Known
from briefing.sources.dates import first_date
from briefing.sources.extract import Metadata

T = TypeVar("T")

SOURCES_FILE = "sources.yaml"
DATED_BLOCKS = 8
"""Lines like "Updated: 22 March 2025" stand at the top or the bottom of a page: this many blocks are looked at."""
DATELINE_CHARS = 80
"""A dateline ("KYIV, March 22, 2025 —") ends within this many characters of the first paragraph."""

DATE_LINE = 80
"""Characters of a line above the text that does no more than date it."""
MOST_LISTED = 11
"""Names that a message lists when none of them comes close."""

_YEAR_LAST = re.compile(r"\b\d{4}\s*$")
_OPENING = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"(?:^|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"\s*(?:#[^\r\n]*\s+)*[\w\"'][\w\"' -]*:(?:\s|$)")
_DATELINE = re.compile(r"[^.!?\n]{0,%d}?(?:\s[—–-]{1,2}\s|:\s|\)\s)" % DATELINE_CHARS)
_BYLINE = re.compile(r"(?:by|von|par|por|автор:?)\s+(\w[\w.'’-]*(?:\s+[\w.'’-]+){1,5})(?:,.*)?", re.IGNORECASE)
_RATING = re.compile(r"[A-F][1-6]?|[1-6]")
_MARKING = re.compile(r"TLP:(?:CLEAR|WHITE|GREEN|AMBER|AMBER\+STRICT|RED)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML between two lines of `---` at the very top of a file; `end` is where the text begins."""

    metadata: Metadata = field(default_factory=Metadata)
    end: int = 0
    warnings: tuple[str, ...] = ()


def front_matter(text: str) -> FrontMatter:
    """Keys it does not know belong to other programs and are let be; what cannot be read is a warning, not an error."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if not opening or not closing:
        return FrontMatter()
    source = text[opening.end() : closing.start()]
    mistakes = _yaml.Mistakes("front matter")
    metadata = Metadata()
    try:
        node = _yaml.load(source, mistakes, first_line=2)
        if not isinstance(node, _yaml.Mapping):
            return FrontMatter()  # a rule, some text and another rule
        metadata = _with_date(_metadata(node, mistakes), node)
        mistakes.raise_any()
    except ConfigError as error:
        return FrontMatter(metadata, closing.end(), error.problems) if _KEY.match(source) else FrontMatter()
    return FrontMatter(metadata, closing.end())


def _with_date(metadata: Metadata, node: _yaml.Mapping) -> Metadata:
    """Where nothing says `published`, `date` does, as site generators and note-takers write it."""
    entry = node.entries.get("date")
    if metadata.published or entry is None or not isinstance(entry.value, _yaml.Scalar):
        return metadata
    return replace(metadata, published=_date(entry.value.text.strip()))


def sources_file(path: Path, name: str) -> dict[str, Metadata]:
    """`sources.yaml`: file name → what is known of that file. Raises ConfigError with every mistake in it."""
    mistakes = _yaml.Mistakes(name)
    try:
        node = _yaml.load(path.read_bytes(), mistakes)
    except OSError as error:
        raise ConfigError([f"{name}: cannot be read: {error.strerror}"]) from error
    if isinstance(node, _yaml.Scalar) and node.value is None:
        return {}
    if not isinstance(node, _yaml.Mapping):
        expected = "expected 'file name: {title: ..., publisher: ...}' for each file"
        mistakes.refuse(node, f"{expected}, got {_yaml.described(node)}")
    known = {}
    for file, (key, value) in node.entries.items():
        if not os.path.exists(path.parent / file):
            names = sorted(os.listdir(path.parent))
            mistakes.add(key, f"no file {_yaml.shown(file)} beside it{_hint(file, names)}")
        if not isinstance(value, _yaml.Mapping):
            mistakes.add(value, f"{file}: expected keys such as title and publisher, got {_yaml.described(value)}")
            continue
        for unknown, entry in value.entries.items():
            if unknown not in _FIELDS:
                mistakes.add(entry.key, f"{file}: unknown key {_yaml.shown(unknown)}{_hint(unknown, list(_FIELDS))}")
        known[file] = _metadata(value, mistakes)
    mistakes.raise_any()
    return known


def _hint(word: str, known: Sequence[str]) -> str:
    if close := get_close_matches(word, known, n=1):
        return f"; did you mean {close[0]!r}?"
    return f"; expected one of {', '.join(known)}" if len(known) <= MOST_LISTED else ""


def _metadata(node: _yaml.Mapping, mistakes: _yaml.Mistakes) -> Metadata:
    values: dict[str, Any] = {}
    for name, entry in node.entries.items():
        if name not in _FIELDS:
            continue
        expected, parse = _FIELDS[name]
        value = entry.value
        if isinstance(value, _yaml.Scalar) and value.value is None:
            continue  # an empty value is one not given
        parsed = parse(value.text.strip()) if isinstance(value, _yaml.Scalar) else None
        if parsed is None:
            mistakes.add(value, f"{name}: expected {expected}, got {_yaml.described(value)}")
        else:
            values[name] = parsed
    return Metadata(**values)


def _words(text: str) -> str | None:
    return " ".join(text.split()) or None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d(?:[T ].*)?", text) else None
    except ValueError:
        return None


def _matching(pattern: re.Pattern[str], form: Callable[[str], str]) -> Callable[[str], str | None]:
    return lambda text: form(text) if pattern.fullmatch(form(text)) else None


_FIELDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "title": ("a text", _words),
    "publisher": ("a text", _words),
    "author": ("a text", _words),
    "published": ("a date such as 2025-04-11", _date),
    "url": ("an address", _words),
    "language": ("a language code such as en", _matching(_LANGUAGE, str.lower)),
    "rating": ("an Admiralty rating, A to F and 1 to 6, such as B2", _matching(_RATING, str.upper)),
    "marking": ("a TLP marking such as TLP:CLEAR", _matching(_MARKING, str.upper)),
}


def describe(document: Document, own: Metadata, stated: Metadata) -> Document:
    """The document with all that is known of it: `stated` (sources.yaml) wins over `own` (the file's metadata), that
    over what the text shows."""
    text, blocks = document.text, document.blocks
    title, title_from = _known(stated.title, own.title, title_in(text, blocks))
    author, author_from = _known(stated.author, own.author, author_in(text, blocks))
    published, published_from = _known(stated.published, own.published, date_in(text, blocks))
    return replace(
        document,
        title=title,
        title_from=title_from,
        publisher=stated.publisher or own.publisher,
        author=author,
        author_from=author_from,
        published=published,
        published_from=published_from,
        url=stated.url or own.url,
        language=stated.language or own.language,
        rating=stated.rating or own.rating,
        marking=stated.marking or own.marking,
    )


def _known(stated: T | None, own: T | None, inferred: T | None) -> tuple[T | None, Known | None]:
    """The best known of three values, and how it is known."""
    if stated is not None:
        return stated, "config"
    if own is not None:
        return own, "metadata"
    return inferred, "text" if inferred is not None else None


def title_in(text: str, blocks: Sequence[Block]) -> str | None:
    """The first heading, where it stands above the text; not a line that only dates it."""
    for block in blocks:
        if block.kind == "heading" and not _dates(text, block):
            return " ".join(text[block.start : block.end].split())
        if block.kind not in ("furniture", "heading"):
            break
    return None


def _dates(text: str, block: Block) -> bool:
    """Whether a line above the text ends in a day: "Lowsay Herald, 18 July 2025"."""
    line = text[block.start : block.end]
    return len(line) <= DATE_LINE and bool(_YEAR_LAST.search(line)) and first_date(line) is not None


def author_in(text: str, blocks: Sequence[Block]) -> str | None:
    for block in blocks[:DATED_BLOCKS]:
        if block.kind == "furniture" and (match := _BYLINE.fullmatch(" ".join(text[block.start : block.end].split()))):
            return match[1]
    return None


def date_in(text: str, blocks: Sequence[Block]) -> date | None:
    """A date that stands on a line of furniture at the top, at the end of one that looks like a heading above the text,
    in the dateline, or on furniture at the bottom. A date in the running text may be anything's."""
    first = next((block for block in blocks if block.kind == "paragraph"), None)
    above = [
        block for block in blocks[:DATED_BLOCKS] if block.kind == "heading" and (not first or block.start < first.start)
    ]
    lines = [b for b in blocks[:DATED_BLOCKS] if b.kind == "furniture"] + [b for b in above if _dates(text, b)]
    places = [text[block.start : block.end] for block in lines]
    if first and (dateline := _DATELINE.match(text, first.start, first.end)):
        places.append(dateline[0])
    places += [text[b.start : b.end] for b in blocks[-DATED_BLOCKS:] if b.kind == "furniture"]
    return next((found for place in places if (found := first_date(place))), None)
