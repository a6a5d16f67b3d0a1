"""YAML into plain values that know where they stand, so that every later mistake can name its line and column.

Used for config.yaml, sources.yaml and front matter; it knows nothing of what they should hold. PyYAML only parses: its
composer recurses in C without a limit (100,000 opening brackets are a segmentation fault), so nodes are built here.
Of YAML's types only whole numbers and null are told from text: `No`, `12:30` and `2025-04-11` stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

import yaml

from briefing.errors import ConfigError

# Ten times faster, but absent where PyYAML was built without libyaml.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 50
"""config.yaml needs 5 levels; Python's own limit is far above."""
MAX_GROWTH = 10
"""Aliases may make a file at most this many times as long as it is written, so a "billion laughs" ends early."""

_UNPRINTABLE = yaml.SafeLoader.NON_PRINTABLE  # YAML 1.1, 5.1; compiling it anew would take 6 ms
_LINE_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")  # YAML 1.1, 5.4: the lines as PyYAML counts them
_WHOLE_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,999})")  # 010 and 1_000: YAML 1.1 and 1.2 differ, so they are text
_NULLS = ("", "~", "null", "Null", "NULL")
_TEXT_TAGS = ("!", "tag:yaml.org,2002:str")
_JSON_ESCAPES = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_MARKS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


@dataclass(frozen=True, slots=True)
class Position:
    """Line and column, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar(Position):
    text: str
    """As written, without quotes."""
    value: str | int | None
    """A whole number, None for `null` and for nothing at all, or else `text`; in quotes always `text`."""


@dataclass(frozen=True, slots=True)
class Sequence(Position):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping(Position):
    entries: dict[str, Entry]


class Entry(NamedTuple):
    key: Scalar
    value: Node


Node = Scalar | Sequence | Mapping


class Mistakes:
    """What is wrong with one file, raised all at once in the order it stands there."""

    def __init__(self, name: str) -> None:
        self.name = name
        """The file, as the user calls it."""
        self._found: set[tuple[int, int, str]] = set()

    def add(self, at: Position, message: str) -> None:
        self._found.add((at.line, at.column, message))

    def raise_any(self) -> None:
        if self._found:
            raise ConfigError([f"{self.name}:{line}:{column}: {what}" for line, column, what in sorted(self._found)])

    def refuse(self, at: Position, message: str) -> NoReturn:
        """Raise at once: nothing after this mistake can be read."""
        self.add(at, message)
        self.raise_any()
        raise AssertionError("a mistake was just added")


def load(source: str | bytes, mistakes: Mistakes, first_line: int = 1) -> Node:
    """The one document in `source`; a null when it is empty.

    A mistake that leaves the rest readable, such as a repeated key, is added to `mistakes`; any other raises them.
    `first_line` is where in its file `source` begins, for front matter.
    """
    text = (_decode(source, mistakes) if isinstance(source, bytes) else source).removeprefix("\ufeff")
    if bad := _UNPRINTABLE.search(text):
        at = _end(text[: bad.start()], first_line)
        mistakes.refuse(at, f"expected UTF-8 text, got the control character U+{ord(bad[0]):04X}")
    text = _JSON_ESCAPES.sub(_join_surrogates, text)
    try:
        return _Composer(yaml.parse(text, Loader=_LOADER), mistakes, first_line).document()
    except yaml.MarkedYAMLError as error:
        mistakes.refuse(*_explain(error, text, first_line))
    except (OverflowError, ValueError):  # SafeLoader's answer to "\UFFFFFFFF", without a position
        mistakes.refuse(Position(first_line, 1), "a \\U escape in double quotes is no character")


def _decode(data: bytes, mistakes: Mistakes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            mistakes.refuse(Position(1, 1), f"expected UTF-8 text, got {encoding}; save the file as UTF-8")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        at = _end(data[: error.start].decode(), 1)
        mistakes.refuse(at, f"expected UTF-8 text, got the byte {data[error.start]:02X}; save the file as UTF-8")


def _end(text: str, first_line: int) -> Position:
    lines = _LINE_BREAK.split(text)
    return Position(first_line + len(lines) - 1, len(lines[-1]) + 1)


def _join_surrogates(match: re.Match[str]) -> str:
    """JSON writes a character above U+FFFF as two escapes, YAML as one; a config may well be JSON."""
    backslashes, high, low = match.groups()
    return f"{backslashes}\\U{0x10000 + (int(high, 16) - 0xD800) * 0x400 + int(low, 16) - 0xDC00:08x}"


class _Composer:
    """Builds nodes from the parser's events, bounded in depth and in what aliases add."""

    def __init__(self, events: Iterator[yaml.Event], mistakes: Mistakes, first_line: int) -> None:
        self.events = events
        self.mistakes = mistakes
        self.first_line = first_line
        self.anchors: dict[str, tuple[Node, int] | None] = {}
        """Each node that was named and how many it counts as; None while it is still being read."""
        self.written = 0
        """Nodes so far."""
        self.size = 0
        """Nodes so far, those behind aliases counted again each time."""

    def document(self) -> Node:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root:
                    self.mistakes.refuse(self._at(event), "expected one document, got a second one after '---'")
                root = self._node(next(self.events), 0)
        return root or Scalar(self.first_line, 1, "", None)

    def _at(self, event: yaml.Event) -> Position:
        assert event.start_mark is not None  # the parser always sets it
        return Position(event.start_mark.line + self.first_line, event.start_mark.column + 1)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        at = self._at(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, at)
        assert isinstance(event, yaml.NodeEvent)
        if depth > MAX_DEPTH:
            self.mistakes.refuse(at, f"expected at most {MAX_DEPTH} levels of nesting")
        before = self.size
        self.size += 1
        self.written += 1
        if event.anchor:
            self.anchors[event.anchor] = None
        node = self._content(event, at, depth)
        if event.anchor:
            self.anchors[event.anchor] = node, self.size - before
        return node

    def _content(self, event: yaml.NodeEvent, at: Position, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, at)
        assert isinstance(event, yaml.CollectionStartEvent)
        if event.tag not in (None, "!"):
            self._refuse_tag(event.tag, at)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(at, depth)
        return self._sequence(at, depth)

    def _alias(self, event: yaml.AliasEvent, at: Position) -> Node:
        name = event.anchor
        if name not in self.anchors:
            self.mistakes.refuse(at, f"nothing is named &{name}; text that begins with '*' needs quotes")
        known = self.anchors[name]
        if known is None:
            self.mistakes.refuse(at, f"*{name} stands within the very value it names")
        node, size = known
        self.written += 1
        self.size += size
        if self.size > MAX_GROWTH * (self.written + 100):  # a short file may repeat itself freely
            self.mistakes.refuse(at, f"aliases make this file more than {MAX_GROWTH} times as long as it is written")
        return node

    def _scalar(self, event: yaml.ScalarEvent, at: Position) -> Scalar:
        text = event.value
        if bad := _UNPRINTABLE.search(text):  # an escape in double quotes
            self.mistakes.add(at, f"expected readable text, got the control character U+{ord(bad[0]):04X}")
        if event.tag and event.tag not in _TEXT_TAGS:
            self._refuse_tag(event.tag, at)
        plain = not event.style and not event.tag
        return Scalar(at.line, at.column, text, _resolve(text) if plain else text)

    def _sequence(self, at: Position, depth: int) -> Sequence:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(at.line, at.column, tuple(items))

    def _mapping(self, at: Position, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Scalar) or key.value is None:
                self.mistakes.add(self._at(event), f"expected a word as key, got {described(key)}")
            elif key.text == "<<":
                self.mistakes.add(self._at(event), "'<<' is not supported; write the keys out")
            elif first := entries.get(key.text):
                message = f"the key {shown(key.text)} is given twice, first on line {first.key.line}"
                self.mistakes.add(self._at(event), message)
            else:
                entries[key.text] = Entry(key, value)
        return Mapping(at.line, at.column, entries)

    def _refuse_tag(self, tag: str, at: Position) -> None:
        short = tag.replace("tag:yaml.org,2002:", "!!")
        self.mistakes.add(at, f"the tag {shown(short)} is not supported; text that begins with '!' needs quotes")


def _resolve(text: str) -> str | int | None:
    if text in _NULLS:
        return None
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text


def shown(text: str) -> str:
    """Text as a message quotes it: on one line, not too long, nothing hidden."""
    return repr(text if len(text) <= 60 else text[:59] + "…")


def described(node: Node) -> str:
    """What a message says there is instead of what was expected."""
    match node:
        case Scalar(value=None):
            return f"{node.text}, which means nothing unless it is quoted" if node.text else "nothing"
        case Scalar(value=int()):
            return node.text
        case Scalar():
            return shown(node.text)
        case Sequence():
            return "a list"
        case Mapping(entries=entries):
            # `- US: backstop` is a mapping to YAML, and seldom to its author.
            only = next(iter(entries)) if len(entries) == 1 else ""
            return f"a mapping (text such as {shown(only + ': ...')} needs quotes)" if only else "a mapping"


# What PyYAML says (either parser: problem, context, the character, where in its line), whether the place to mend is
# where the construct was opened, and the words for people who do not know YAML's grammar.
_PLAIN_WORDS = (
    (r"tab character|'\\t'", False, "a tab cannot indent; use spaces"),
    (r"any token|node content.*mid-line|mapping keys are not", False, "text that begins with {found!r} needs quotes"),
    (r"scanning an (alias|anchor)|a tag|parsing a node", True, "text that begins with {first!r} needs quotes"),
    (r"mapping values are not", False, "unexpected ':'; put text that holds ': ' in quotes, or check the indentation"),
    (r"sequence entries are not", False, "a list begins on a line of its own"),
    (r"expected ':'", True, "expected 'key: value'; a list item needs a space after its '-'"),
    (r"end of stream.*quoted", True, "this quotation mark is never closed"),
    (r"escape|hexdecimal", False, "unknown escape; write \\\\ for a backslash, or use single quotes"),
    (r"block scalar", False, "text after '|' or '>' begins on the next line, indented by spaces"),
    (r"flow.*at the end", False, "the file ends before a bracket is closed"),
    (r"flow", False, "expected ',' or the bracket that closes the one on line {line}"),
    (r"(block|document start).*mid-line", False, "unexpected text after a value; put the whole of it in quotes"),
    (r"block", False, "expected 'key: value' or '- item', indented like the lines it belongs to"),
    (r"document start", False, "unexpected text after the end of what the file holds"),
    (r"", False, "{problem}"),
)


def _explain(error: yaml.MarkedYAMLError, text: str, first_line: int) -> tuple[Position, str]:
    here, opened = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    assert here is not None
    assert opened is not None
    found, first = text[here.index : here.index + 1], text[opened.index : opened.index + 1]
    mid_line = text[: here.index].rpartition("\n")[2].strip()
    where = "mid-line" if mid_line and found.strip() else "" if text[here.index :].strip() else "at the end"
    symptoms = f"{error.problem} {error.context} {found!r} {where}"
    at_start, words = next((at, words) for pattern, at, words in _PLAIN_WORDS if re.search(pattern, symptoms))
    mark = opened if at_start else here
    message = words.format(found=found, first=first, line=opened.line + first_line, problem=error.problem)
    return Position(mark.line + first_line, mark.column + 1), message
