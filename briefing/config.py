"""config.yaml → `Config`: every mistake at once, each with its line and column.

The tables of keys are the one place that says what the file may hold: the loader's checks and the JSON Schema that
editors complete from are both read off them.
"""

from __future__ import annotations

import glob
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from fnmatch import fnmatchcase
from itertools import chain, count, takewhile
from pathlib import Path
from typing import Any, get_args

from briefing._yaml import Mapping, Mistakes, Node, Position, Scalar, Sequence, described, load, shown
from briefing.errors import ConfigError
from briefing.model import MARKINGS, Config, Dialect, Format, Output, Paper, Topic

LONGEST_ID = 80
"""Of an id made from a title, which may be a whole sentence; ids end up in links and file names."""

_BUILD = "build/"
_BUILT = (
    *("briefing.md", "briefing.wiki", "briefing.html", "briefing.pdf", "briefing.json", "briefing.docx"),
    *("evidence.jsonld", "sources.csl.json"),
)

# A term, with L for a letter or digit: it holds at least one, and `*` only ends a word that holds two.
_TERM_RULE = r"^(?=[\s\S]*L)\s*(?:(?:[^\s*]+|(?:(?!L)[^\s*])*L(?:(?!L)[^\s*])*L[^\s*]*\*)(?:\s+|$))+$"
_LOADER_TERM = _TERM_RULE.replace("L", r"[^\W_]")
_SCHEMA_TERM = _TERM_RULE.replace("L", r"[^\s!-/:-@\[-`{-~]")  # JavaScript's \w knows ASCII only
_ID = r"^[a-z0-9_-]+$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_GLOB = re.compile(r"[*?[]")
_ESCAPED = re.compile(r"\[([*?[])\]")  # as glob.escape writes it


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: its path in the file, the folder that relative paths start from, who hears of mistakes."""

    mistakes: Mistakes
    folder: Path
    path: str = ""

    def key(self, name: str) -> _Place:
        return _Place(self.mistakes, self.folder, f"{self.path}.{name}" if self.path else name)

    def item(self, index: int) -> _Place:
        return _Place(self.mistakes, self.folder, f"{self.path}[{index}]")

    def wrong(self, at: Position, message: str) -> None:
        self.mistakes.add(at, f"{self.path}: {message}" if self.path else message)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a value is read, and what the JSON Schema says of it."""

    expected: str
    schema: dict[str, Any]
    read: Callable[[Node, _Place], Any]
    """Returns the value, or None with the mistake reported, so that one mistake does not hide the next."""


@dataclass(frozen=True, slots=True)
class _Key:
    name: str
    kind: _Kind
    description: str
    required: bool = False
    default: Any = None
    """What the schema tells; the loader leaves an absent key to the model."""


# --- kinds of values -------------------------------------------------------------------------------------------


def _written(node: Node, place: _Place, expected: str) -> str | None:
    """The text of a scalar as its author wrote it: `- No` is the word No, `- 1066` is text."""
    if isinstance(node, Scalar) and node.value is not None and (text := node.text.strip()):
        return text
    place.wrong(node, f"expected {expected}, got {described(node)}")
    return None


# Editors tell numbers and truth values from text; to the loader they are text as written.
_TEXT_SCHEMA = {"type": ["string", "number", "boolean"], "pattern": r"\S"}


def _line(expected: str, rule: str = "", hint: str = "", **schema: Any) -> _Kind:
    """One line of text, in which a run of white space counts as one space."""

    def read(node: Node, place: _Place) -> str | None:
        line = " ".join((_written(node, place, expected) or "").split())
        if line and not re.search(rule, line):
            place.wrong(node, f"expected {expected}, got {shown(line)}{hint}")
        return line or None

    return _Kind(expected, _TEXT_SCHEMA | schema, read)


def _read_note(node: Node, place: _Place) -> str | None:
    return _written(node, place, "text")  # its paragraphs stay apart


def _read_date(node: Node, place: _Place) -> date | None:
    text = node.text if isinstance(node, Scalar) else ""
    try:
        if re.search(_DATE, text):  # fromisoformat knows other forms as well
            return date.fromisoformat(text)
    except ValueError:
        pass
    place.wrong(node, f"expected a date written YYYY-MM-DD, got {described(node)}")
    return None


def _read_count(node: Node, place: _Place) -> int | None:
    if isinstance(node, Scalar) and isinstance(node.value, int) and node.value >= 1:
        return node.value
    digits = isinstance(node, Scalar) and isinstance(node.value, str) and node.value.isdecimal()
    hint = "; write it without quotes or leading zeros" if digits else ""
    place.wrong(node, f"expected a whole number from 1 up, got {described(node)}{hint}")
    return None


def _choice(values: tuple[str, ...], asides: dict[str, str] | None = None, any_case: bool = False) -> _Kind:
    """One of a few words; `asides` answers those who try a word that is no longer, or not yet, one of them."""
    expected = f"one of {', '.join(values)}"

    def read(node: Node, place: _Place) -> str | None:
        text = node.text if isinstance(node, Scalar) else ""
        word = text.upper() if any_case else text
        if word in values:
            return word
        hint = (asides or {}).get(word) or _did_you_mean(_closest(word, values))
        place.wrong(node, f"expected {expected}, got {described(node)}{hint}")
        return None

    schema: dict[str, Any] = {"enum": list(values)}
    if any_case:
        folded = ("".join(f"[{c}{c.lower()}]" if c.isalpha() else re.escape(c) for c in value) for value in values)
        schema = {"anyOf": [schema, {"type": "string", "pattern": f"^(?:{'|'.join(folded)})$"}]}
    return _Kind(expected, schema, read)


def _closest(word: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches  # only needed once something is wrong

    return next(iter(get_close_matches(word[:40], known, n=1)), None)


def _did_you_mean(closest: str | None) -> str:
    return f"; did you mean '{closest}'?" if closest else ""


def _list(item: _Kind, least: int = 0, alone: bool = True, unique: bool = False) -> _Kind:
    """A list; with `alone`, a single item may stand without one."""
    expected = f"{item.expected}, or a list of such" if alone else f"a list, each item {item.expected}"

    def read(node: Node, place: _Place) -> tuple[Any, ...]:
        if not isinstance(node, Sequence):
            if alone:
                return _present([item.read(node, place)])
            place.wrong(node, f"expected {expected}, got {described(node)}")
            return ()
        if len(node.items) < least:
            place.wrong(node, "expected at least one item, got an empty list")
        values = [item.read(child, place.item(index)) for index, child in enumerate(node.items)]
        seen = set()
        for index, value in enumerate(values if unique else ()):
            if value in seen:
                place.item(index).wrong(node.items[index], f"expected each only once, got {shown(value)} again")
            seen |= {value} - {None}
        return _present(values)

    limits = {name: limit for name, limit in {"minItems": least, "uniqueItems": unique}.items() if limit}
    schema = {"type": "array", "items": item.schema, **limits}
    return _Kind(expected, {"anyOf": [item.schema, schema]} if alone else schema, read)


def _present(values: list[Any]) -> tuple[Any, ...]:
    return tuple(value for value in values if value is not None)


def _mapping(expected: str, keys: tuple[_Key, ...]) -> _Kind:
    """A mapping of these keys and no others, read as a dict of those that are there."""
    names = tuple(key.name for key in keys)

    def read(node: Node, place: _Place) -> dict[str, Any] | None:
        if not isinstance(node, Mapping):
            place.wrong(node, f"expected {expected}, got {described(node)}")
            return None
        misspelt = set()
        for name, entry in node.entries.items():
            if name not in names:
                misspelt.add(closest := _closest(name, names))
                hint = _did_you_mean(closest) or f"; expected one of {', '.join(names)}"
                place.wrong(entry.key, f"unknown key {shown(name)}{hint}")
        values = {}
        for key in keys:
            if key.name in node.entries:
                values[key.name] = key.kind.read(node.entries[key.name].value, place.key(key.name))
            elif key.required and key.name not in misspelt:
                place.key(key.name).wrong(node, f"expected {key.kind.expected}, but the key is missing")
        return {name: value for name, value in values.items() if value is not None}

    schema = {
        "type": "object",
        "properties": {key.name: _property(key) for key in keys},
        "required": [key.name for key in keys if key.required],
        "additionalProperties": False,
    }
    return _Kind(expected, schema, read)


def _property(key: _Key) -> dict[str, Any]:
    title = key.name.removeprefix("$").replace("_", " ").capitalize()
    default = {} if key.default is None else {"default": key.default}
    return {"title": title, "description": key.description, **default, **key.kind.schema}


# --- paths -----------------------------------------------------------------------------------------------------


def _read_source(node: Node, place: _Place) -> str | None:
    """A path that exists, or else a glob that matches something; absolute either way."""
    expected = "a file, a folder or a glob"
    written = _written(node, place, expected)
    if written is None:
        return None
    path = os.path.abspath(place.folder / written)
    if os.path.exists(path):
        return path
    if _GLOB.search(written):
        path = os.path.abspath(os.path.join(glob.escape(str(place.folder)), written))
        if any(True for _ in glob.iglob(path, recursive=True)):
            return path
    place.wrong(node, f"expected {expected}, got {shown(written)}; nothing is found at {path}")
    return None


def _read_file(node: Node, place: _Place) -> Path | None:
    written = _written(node, place, "a file that exists")
    if written is None:
        return None
    path = os.path.abspath(place.folder / written)
    if os.path.isfile(path):
        return Path(path)
    place.wrong(node, f"expected a file that exists, got {shown(written)}, which is {path}")
    return None


def _read_page(node: Node, place: _Place) -> Path | None:
    written = _written(node, place, "a page in a folder that exists")
    if written is None:
        return None
    path = Path(os.path.abspath(place.folder / written))
    if may_be_page(path):
        return path
    place.wrong(node, f"expected a page in a folder that exists, got {shown(written)}, which is {path}")
    return None


def may_be_page(path: Path) -> bool:
    """Whether a page is there or can be made: a wiki is never made up, for its name may be misspelt."""
    return path.parent.is_dir() and not path.is_dir()


def _folder(expected: str, usable: Callable[[str], bool]) -> _Kind:
    def read(node: Node, place: _Place) -> Path | None:
        written = _written(node, place, expected)
        if written is None:
            return None
        path = os.path.abspath(place.folder / written)
        if usable(path):
            return Path(path)
        place.wrong(node, f"expected {expected}, got {shown(written)}, which is {path}")
        return None

    return _Kind(expected, _TEXT_SCHEMA, read)


def _can_be_folder(path: str) -> bool:
    return os.path.isdir(next((place for place in (Path(path), *Path(path).parents) if os.path.exists(place)), ""))


def _check_apart(values: dict[str, Any], root: Node, place: _Place) -> None:
    """The output is never written among the sources, nor read as one by the next build."""
    given = _at(root, "output", "folder")
    folder = values.get("output", {}).get("folder") or (None if given else place.folder / _BUILD)
    at = given or _at(root, "sources")
    for source in values.get("sources", ()):
        if at and folder and overlap(folder, source):
            message = f"expected a folder apart from the sources, got {folder}, which overlaps {source}"
            place.key("output").key("folder").wrong(at, message)
    into, page = values.get("output", {}).get("into"), _at(root, "output", "into")
    if into and page and folder and (clash := page_clash(into, folder, values.get("sources", ()))):
        place.key("output").key("into").wrong(page, f"expected a page {clash}, got {into}")


def page_clash(page: Path, folder: Path, sources: Iterable[str]) -> str | None:
    """What keeps a page from holding the briefing: a build would read it, or take it away with its own files."""
    if any(overlap(page, source) for source in sources):
        return "apart from the sources"
    if os.path.realpath(page.parent) == os.path.realpath(folder) and page.name in _BUILT:
        return "that is not an output of the build itself"
    return None


def _at(node: Node, *path: str) -> Node | None:
    for name in path:
        entry = node.entries.get(name) if isinstance(node, Mapping) else None
        if entry is None:
            return None
        node = entry.value
    return node


def overlap(folder: Path, source: str) -> bool:
    """Whether an output folder is, holds or lies within what `Config.sources` names."""
    if os.path.exists(source):
        real, other = Path(os.path.realpath(folder)), Path(os.path.realpath(source))
        return real == other or real in other.parents or other in real.parents
    # The part of a glob before its first wild card must not lie in the output; nor may the glob match the output, a
    # folder around it, or what a build writes there.
    parts = takewhile(lambda part: not _GLOB.search(_ESCAPED.sub("", part)), Path(source).parts)
    fixed = Path(_ESCAPED.sub(r"\1", os.path.join(*parts)))
    candidates = (folder, *folder.parents, *(folder / name for name in _BUILT))
    return folder in (fixed, *fixed.parents) or any(_matches(path, source) for path in candidates)


def _matches(path: Path, pattern: str) -> bool:
    same_depth = len(path.parts) == len(Path(pattern).parts)  # fnmatch lets a single * cross folders; glob does not
    return (same_depth or "**" in pattern) and fnmatchcase(str(path), pattern)


# --- topics ----------------------------------------------------------------------------------------------------


def _read_topic(node: Node, place: _Place) -> dict[str, Any] | None:
    """A bare title is a whole topic."""
    if isinstance(node, Scalar):
        title = _BARE_TITLE.read(node, place)
        return {"title": title} if title else None
    if isinstance(node, Mapping) and len(node.entries) == 1:
        names = tuple(key.name for key in _TOPIC_KEYS)
        if not _closest(next(iter(node.entries)), names):  # a title with an unquoted colon
            place.wrong(node, f"expected {_BARE_TITLE.expected}, got {described(node)}")
            return None
    values: dict[str, Any] | None = _TOPIC_MAPPING.read(node, place)
    return values


def _read_topics(node: Node, place: _Place) -> tuple[dict[str, Any], ...]:
    topics: tuple[dict[str, Any], ...] = _TOPIC_LIST.read(node, place)
    items = node.items if isinstance(node, Sequence) else ()
    for name in ("id", "title"):
        first: dict[str, int] = {}
        for index, item in enumerate(items):
            at = item if name == "title" and isinstance(item, Scalar) else _at(item, name)
            text = " ".join(at.text.split()) if isinstance(at, Scalar) else ""
            if at and text in first:
                message = f"expected one that no other topic has, got {shown(text)} as in topics[{first[text]}]"
                place.item(index).key(name).wrong(at, message)
            elif text:
                first[text] = index
    return topics


def _topics(read: tuple[dict[str, Any], ...]) -> tuple[Topic, ...]:
    """Each topic with an id of its own; one that the user gave is never changed."""
    taken = {values["id"] for values in read if "id" in values}
    topics = []
    for number, values in enumerate(read, 1):
        stem = _slug(values["title"]) or f"topic-{number}"
        unused = next(id for id in chain([stem], (f"{stem}-{n}" for n in count(2))) if id not in taken)
        topics.append(Topic(**{"id": unused, **values}))
        taken.add(topics[-1].id)
    return tuple(topics)


def _slug(title: str) -> str:
    """Latin letters lose their accents; those of other scripts stay, so that a Ukrainian title has an id."""
    text = unicodedata.normalize("NFKD", title).casefold()
    text = unicodedata.normalize("NFC", re.sub("(?<=[a-z0-9])[\u0300-\u036f]+", "", text))
    # A mark (M) belongs to the letter before it, as vowels do in Hindi.
    kept = "".join(c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in text)
    return "-".join(word for word in kept.split() if any(map(str.isalnum, word)))[:LONGEST_ID].rstrip("-")


# --- what the file may hold ------------------------------------------------------------------------------------


def _default(model: type[Topic] | type[Output], name: str) -> Any:
    value = next(field.default for field in fields(model) if field.name == name)
    return list(value) if isinstance(value, tuple) else value


_TEXT = _line("text")
_TERM_HINT = "; a term holds a letter or digit, and '*' only ends a word, after two of them"
_TERM = _line("a term", _LOADER_TERM, _TERM_HINT, pattern=_SCHEMA_TERM)
_SLUG = _line(
    "lower-case letters a-z, digits, hyphens and underscores", _ID, type=["string", "integer", "boolean"], pattern=_ID
)
_COUNT = _Kind("a whole number from 1 up", {"type": "integer", "minimum": 1}, _read_count)
_DAY = _Kind("a date written YYYY-MM-DD", {"type": "string", "format": "date", "pattern": _DATE}, _read_date)
_NOTE = _Kind("text", _TEXT_SCHEMA, _read_note)

_TOPIC_KEYS = (
    _Key("title", _TEXT, "Heads the section; given alone, its words are what is looked for.", required=True),
    _Key("id", _SLUG, "Names the section in links and in briefing.json; if left out, made from the title."),
    _Key("question", _TEXT, "What the section should answer, printed under its title."),
    _Key("terms", _list(_TERM), "What to look for: words, phrases of several words, or a prefix ending in *."),
    _Key(
        "require",
        _list(_list(_TERM, least=1)),
        "Groups of terms; each must be met by the sentence, or by what stands above it in its paragraph.",
    ),
    _Key("exclude", _list(_TERM), "Terms that rule a sentence out."),
    _Key("speakers", _list(_TERM), "People, offices or countries whose words are wanted."),
    _Key("figures", _list(_TERM), "What the wanted figures count, such as killed or troops."),
    _Key("questions", _list(_TEXT), "Questions, each answered by a finding or else listed as a gap."),
    _Key("note", _NOTE, "The analyst's own words, printed apart from the evidence."),
    _Key("pin", _list(_TEXT), "Quotations that must appear, worded as in their source."),
    _Key("drop", _list(_TEXT), "Quotations that must not appear, worded as in their source."),
    _Key("limit", _COUNT, "The most findings the section prints.", default=_default(Topic, "limit")),
)
_BARE_TITLE = _line("a title, or a mapping with a title")
_TOPIC_MAPPING = _mapping(_BARE_TITLE.expected, _TOPIC_KEYS)
_TOPIC = _Kind(_BARE_TITLE.expected, {"anyOf": [_BARE_TITLE.schema, _TOPIC_MAPPING.schema]}, _read_topic)
_TOPIC_LIST = _list(_TOPIC, least=1, alone=False)

_OUTPUT_KEYS = (
    _Key(
        "folder",
        _folder("a folder that exists or can be made", _can_be_folder),
        "Where the briefing is written, relative to this file; apart from the sources.",
        default=_BUILD,
    ),
    _Key(
        "formats",
        _list(_choice(get_args(Format)), least=1, alone=False, unique=True),
        "Which files are written.",
        default=_default(Output, "formats"),
    ),
    _Key("paper", _choice(get_args(Paper)), "The PDF's paper.", default=_default(Output, "paper")),
    _Key(
        "dialect",
        _choice(get_args(Dialect)),
        "The markup of the wiki or site that will show the briefing.",
        default=_default(Output, "dialect"),
    ),
    _Key(
        "into",
        _Kind("a page in a folder that exists", _TEXT_SCHEMA, _read_page),
        "A page of a wiki that holds the briefing as well, relative to this file; only its block is replaced.",
    ),
    _Key("id", _SLUG, "Names the block in that page; if left out, made from the title."),
)

_CONFIG_KEYS = (
    _Key("$schema", _TEXT, "Where an editor finds the schema of this file; briefing ignores it."),
    _Key("title", _TEXT, "The title of the briefing.", required=True),
    _Key("as_of", _DAY, "The data cut-off; if left out, the date of the latest dated document."),
    _Key(
        "marking",
        _choice(MARKINGS, {"TLP:WHITE": "; TLP 2.0 calls it TLP:CLEAR"}, any_case=True),
        "Traffic Light Protocol, printed on every page; documents marked more narrowly are withheld.",
    ),
    _Key(
        "sources",
        _list(_Kind("a file, a folder or a glob", _TEXT_SCHEMA, _read_source), least=1),
        "What to read: a file, a folder, a glob, or a list of them, relative to this file.",
        required=True,
    ),
    _Key(
        "topics",
        _Kind(_TOPIC_LIST.expected, _TOPIC_LIST.schema | {"uniqueItems": True}, _read_topics),
        "What the reader wants to know, a section each, in this order.",
        required=True,
    ),
    _Key(
        "templates",
        _folder("a folder that exists", os.path.isdir),
        "A folder of templates, relative to this file; each replaces the packaged one of the same name.",
    ),
    _Key(
        "lexicon",
        _list(_Kind("a file that exists", _TEXT_SCHEMA, _read_file)),
        "A file that adds words to the lexicon (countries, concepts, units, offices ...), or a list of such files.",
    ),
    _Key(
        "output",
        _mapping("a mapping of folder, formats, paper, dialect, into and id", _OUTPUT_KEYS),
        "What is written, and where.",
    ),
)
_CONFIG = _mapping("a mapping with title, sources and topics", _CONFIG_KEYS)


# --- the module's own functions --------------------------------------------------------------------------------


def load_config(path: Path) -> Config:
    """Raises ConfigError with every mistake in the file, in the order they stand there."""
    mistakes = Mistakes(str(path))
    root = load(_contents(path), mistakes)
    path = Path(os.path.abspath(path))
    place = _Place(mistakes, path.parent)
    values: dict[str, Any] = _CONFIG.read(root, place) or {}
    _check_apart(values, root, place)
    mistakes.raise_any()
    values.pop("$schema", None)
    output = Output(**{"folder": path.parent / _BUILD, **values.pop("output", {})})
    return Config(path=path, topics=_topics(values.pop("topics")), output=output, **values)


def block_id(config: Config) -> str:
    """What names the briefing's block in the page of a wiki."""
    return config.output.id or _slug(config.title) or "briefing"


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ConfigError([f"{path}: not found; name a config file with -c"]) from None
    except IsADirectoryError:
        raise ConfigError([f"{path}: expected a file, got a folder"]) from None
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror}"]) from None


def json_schema() -> dict[str, Any]:
    """The JSON Schema of config.yaml: what the loader accepts, but for what only the file system or a set can tell."""
    about = "Sources, topics and outputs of a briefing. title, sources and topics are enough."
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "config.yaml", "description": about}
    return head | _CONFIG.schema


def schema_text() -> str:
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
