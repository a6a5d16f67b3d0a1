"""What a wiki's dialect is made of: a file of macros in `templates/dialects/`, and filters where its rules are no
template's matter: which anchor it gives a heading and, where it speaks no Markdown at all, how text is quoted.

All that speak CommonMark quote alike: `quote` escapes what means something on any of them, so that a page may be moved.
Gollum's Markdown is kramdown's or CommonMark's, as it is installed; MediaWiki's is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import quote as percent_encode

from ..model import Dialect
from .environment import macros
from .quoting import quote, shown, slug
from .wikitext import external_link, wikitext

if TYPE_CHECKING:
    import jinja2

_SHARED: Dialect = "commonmark"


def in_dialect(environment: jinja2.Environment, dialect: Dialect) -> tuple[jinja2.Environment, SimpleNamespace]:
    """The environment with the dialect's filters, and its macros: those of its own file, else CommonMark's."""
    environment = _with_filters(environment, dialect) if dialect in _FILTERS else environment
    own = {} if dialect == _SHARED else macros(environment, _file(dialect))
    return environment, SimpleNamespace(**{**macros(environment, _file(_SHARED)), **own})


@lru_cache(maxsize=len(get_args(Dialect)))
def _with_filters(environment: jinja2.Environment, dialect: Dialect) -> jinja2.Environment:
    """One for each environment: it compiles the templates anew."""
    overlay = environment.overlay()
    overlay.filters = {**environment.filters, **_FILTERS[dialect]}
    return overlay


def _file(dialect: Dialect) -> str:
    return f"dialects/{dialect}.j2"


def gitlab_slug(title: str) -> str:
    """As `slug`, with one hyphen for several in a row, and digits alone kept apart from the numbers of issues."""
    return re.sub(r"^(?=\d+$)", "anchor-", re.sub("-+", "-", slug(title)))


def gollum_quote(text: str) -> str:
    """As `quote`, with entities where kramdown knows no backslash, or would set dashes and ellipses of its own."""
    escaped = re.sub(r"\\(.)", _kramdown, quote(text))
    return re.sub(r"(?<=-)-|(?<=\.)\.", lambda mark: f"&#{ord(mark[0])};", escaped)


def _kramdown(escape: re.Match[str]) -> str:
    return escape[0] if escape[1] in "\\`*_[]{}<>|#$!.+=-" else f"&#{ord(escape[1])};"


def gollum_slug(title: str) -> str:
    """Gollum 5. (Gollum 4 puts the names of the headings above in front.)"""
    name = re.sub(r"[^a-zA-Z0-9_\u00c0-\u1fff\u2c00-\ud7ff]+", "-", shown(title))
    return name.removeprefix("-").removesuffix("-").lower()


def obsidian_slug(title: str) -> str:
    """The heading itself, without what means something in a link."""
    return percent_encode(" ".join(re.sub(r"[:#|^\\]|%%|\[\[|\]\]", " ", shown(title)).split()), safe="")


def wikijs_slug(title: str) -> str:
    """As `slug`, with one hyphen for several in a row, and no digit in front."""
    return re.sub(r"^(?=\d)", "h-", re.sub("-+", "-", slug(title)).strip("-"))


_FILTERS: Mapping[Dialect, Mapping[str, Callable[..., Any]]] = {
    "gitlab": {"slug": gitlab_slug},
    "gollum": {"quote": gollum_quote, "slug": gollum_slug},
    "mediawiki": {"quote": wikitext, "link": external_link},
    "obsidian": {"slug": obsidian_slug},
    "wikijs": {"slug": wikijs_slug},
}
