"""A file of the user's own that adds to the lexicon: the tables' names, and under each what is to be added.

concepts:
  drones: {same: [shahed, geran], near: [loitering munition]}
languages:
  de: {concepts: {drones: {same: [shahed-drohne]}}}
countries:
  Transnistria: {names: [Transnistria, Pridnestrovie], adjectives: [Transnistrian], capital: [Tiraspol]}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from briefing._yaml import Mapping, Mistakes, Node, Scalar, Sequence, described, load, shown
from briefing.errors import ConfigError
from briefing.lexicon import languages, merged, table

Reader = Callable[[Node, Mistakes, str], Any]
"""Reads a value at a path such as "concepts.drones.same"; mistakes are added to the list, and give None."""


def read_additions(path: Path) -> dict[str, Any]:
    """What the file adds, by table. Raises ConfigError with every mistake in it, each with its line."""
    mistakes = Mistakes(path.name)
    try:
        node = load(path.read_bytes(), mistakes)
    except OSError as error:
        raise ConfigError([f"{path.name}: cannot be read: {error.strerror}"]) from error
    empty = isinstance(node, Scalar) and node.value is None
    added: dict[str, Any] = {} if empty else _tables()(node, mistakes, "")
    mistakes.raise_any()
    return added


def join(files: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The additions of several files as one; those of the first come first."""
    joined: dict[str, Any] = {}
    for added in reversed(list(files)):
        joined = merged(joined, added)
    return joined


# --- what each table takes -------------------------------------------------------------------------------------


def _words(node: Node, mistakes: Mistakes, path: str) -> list[str] | None:
    """A list of words or phrases; a single one may stand without a list."""
    items = node.items if isinstance(node, Sequence) else [node]
    texts = [item.text.strip() if isinstance(item, Scalar) and item.value is not None else "" for item in items]
    for item, text in zip(items, texts, strict=True):
        if not text:
            mistakes.add(item, f"{path}: expected a word or a phrase, or a list of them, got {described(item)}")
    return [text for text in texts if text]


def _word(node: Node, mistakes: Mistakes, path: str) -> str | None:
    found = _words(node, mistakes, path)
    return found[0] if found else None


def _one_of(values: Callable[[], frozenset[str]], what: str) -> Reader:
    def read(node: Node, mistakes: Mistakes, path: str) -> str | None:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if text in values():
            return text
        near = get_close_matches(text, sorted(values()), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        mistakes.add(node, f"{path}: expected {what}, got {described(node)}{hint}")
        return None

    return read


def _record(fields: dict[str, Reader]) -> Reader:
    """A mapping of these keys and no others."""

    def read(node: Node, mistakes: Mistakes, path: str) -> dict[str, Any]:
        names = ", ".join(fields)
        if not isinstance(node, Mapping):
            where = f"{path}: " if path else ""
            mistakes.add(node, f"{where}expected a mapping of {names}, got {described(node)}")
            return {}
        values = {}
        for name, (key, value) in node.entries.items():
            inner = f"{path}.{name}" if path else name
            if name in fields:
                values[name] = fields[name](value, mistakes, inner)
            else:
                near = get_close_matches(name, fields, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; expected one of {names}"
                where = f"{path}: unknown key" if path else "unknown table"
                mistakes.add(key, f"{where} {shown(name)}{hint}")
        return values

    return read


def _entries(entry: Reader, needed: Callable[[str], tuple[str, ...]] = lambda name: ()) -> Reader:
    """A mapping of any keys to values of one kind; `needed` are the fields that a new entry of this name must have."""

    def read(node: Node, mistakes: Mistakes, path: str) -> dict[str, Any]:
        if not isinstance(node, Mapping):
            mistakes.add(node, f"{path}: expected a mapping, got {described(node)}")
            return {}
        values = {}
        for name, (key, value) in node.entries.items():
            values[name] = entry(value, mistakes, f"{path}.{name}")
            missing = [field for field in needed(name) if field not in (values[name] or {})]
            if missing and isinstance(value, Mapping):
                mistakes.add(key, f"{path}.{name}: expected {' and '.join(missing)}, for the lexicon has no such entry")
        return values

    return read


def _new(name: str, *fields: str) -> Callable[[str], tuple[str, ...]]:
    def needed(entry: str) -> tuple[str, ...]:
        known = table(name)["units"] if name == "units" else table(name)
        return () if entry in known else fields

    return needed


@cache
def _tables() -> Reader:
    lists = {name: _record(dict.fromkeys(table(name), _words)) for name in ("hedges", "offices")}
    concept = _record({"field": _word} | dict.fromkeys(("same", "near", "does", "not"), _words))
    country = _record(
        dict.fromkeys(("names", "adjectives", "people", "capital", "seats"), _words)
        | {"kind": _one_of(lambda: frozenset({"body"}), "body, or no kind at all")}
    )
    unit = _record(
        {
            "kind": _one_of(lambda: frozenset(u["kind"] for u in table("units")["units"].values()), "a kind of unit"),
            "concept": _one_of(lambda: frozenset(table("concepts")), "a concept of the lexicon"),
            "words": _words,
            "home": _one_of(lambda: frozenset(table("countries")), "a country of the lexicon"),
        }
    )
    speech = {
        group: _words if isinstance(entry, list) else _entries(_words) for group, entry in table("speech").items()
    }
    answer = _record(dict.fromkeys(("asks", "of_party", "shows", "hints", "before"), _words))
    answers = _record(dict.fromkeys(table("answers"), answer))
    spoken = _record(
        {
            "answers": answers,
            "concepts": _entries(concept),
            "countries": _entries(country),
            "grammar": _entries(_words),
            "units": _record(dict.fromkeys(table("units")["units"], _words)),
        }
    )
    return _record(
        {
            "answers": answers,
            "concepts": _entries(concept, _new("concepts", "same")),
            "countries": _entries(country, _new("countries", "names")),
            "languages": _record(dict.fromkeys(sorted(languages()), spoken)),
            "speech": _record(speech),
            "stopwords": _entries(_words),
            "units": _record({"units": _entries(unit, _new("units", "kind", "words"))}),
            **lists,
        }
    )
