"""General knowledge as data files: one YAML table each, which says at its top what it holds and how to extend it.

A config may name a file that adds to them (additions.py). What is read off the tables is kept by `cached`, so that it
is worked out anew when they change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

FOLDER = Path(__file__).parent

F = TypeVar("F", bound=Callable[..., Any])

_made_of_tables: list[Callable[[], None]] = []
_additions: Mapping[str, Any] = {}


def cached(function: F) -> F:
    """functools.cache for what is read off the tables: forgotten when `extend` changes them."""
    kept = cache(function)
    _made_of_tables.append(kept.cache_clear)
    return kept  # type: ignore[return-value]  # it is called as the function is


@cached
def table(name: str) -> Any:
    """The content of `lexicon/NAME.yaml`, with what the config's own file adds to it."""
    packaged = _packaged(name)
    return merged(packaged, _additions[name]) if name in _additions else packaged


def base(language: str | None) -> str:
    """ISO 639-1, without the region: "en-GB" is "en", and so is a language that nobody knows."""
    return (language or "en").split("-")[0].lower()


@cached
def spoken(name: str, language: str | None) -> Any:
    """What the table `name` holds in the words of a language: English stands in the table itself, every other one in
    `lexicon/languages/CODE.yaml`, under the table's name. Empty where the lexicon does not speak the language."""
    code = base(language)
    return table(name) if code == "en" else _language(code).get(name, {})


@cached
def grammar(kind: str, language: str | None) -> frozenset[str]:
    """The words of a language that play a part in its sentences, such as its negations."""
    code = base(language)
    known = table("references")["grammar"] if code == "en" else _language(code).get("grammar", {})
    return frozenset(known.get(kind, ()))


@cached
def _language(code: str) -> Mapping[str, Any]:
    packaged = _packaged(f"languages/{code}") if code in languages() else {}
    return dict(merged(packaged, _additions.get("languages", {}).get(code, {})))


@cache
def languages() -> frozenset[str]:
    """The languages other than English that the lexicon speaks."""
    return frozenset(path.stem for path in (FOLDER / "languages").glob("*.yaml"))


def extend(additions: Mapping[str, Any]) -> None:
    """From now on, the tables hold these additions too, and no earlier ones. For the whole process: builds with
    different additions must not run beside one another in threads."""
    global _additions
    if additions == _additions:
        return
    _additions = additions
    for forget in _made_of_tables:
        forget()


def merged(packaged: Any, added: Any) -> Any:
    """Mappings joined key by key, lists end to end. What is added comes first, for a word's first meaning counts."""
    if isinstance(packaged, Mapping) and isinstance(added, Mapping):
        joined = {key: merged(packaged[key], value) if key in packaged else value for key, value in added.items()}
        return joined | {key: value for key, value in packaged.items() if key not in added}
    if isinstance(packaged, list) and isinstance(added, list):
        return [*added, *(item for item in packaged if item not in added)]
    return added


@cache
def _packaged(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster, and not built everywhere
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
