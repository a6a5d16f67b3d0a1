"""What a source says, as MediaWiki's wikitext that renders as itself: what `quote` is to Markdown.

Wikitext has no backslash, so a character that could mean something stands as a numeric entity, which MediaWiki decodes
only after it has looked for links, templates, tags, tables, signatures and behaviour switches. As in Markdown, that is
done where a character could mean something and nowhere else, so that the page can still be read and edited.

It is the `quote`, `link` and `slug` of the dialect `mediawiki`; the rules it escapes for are those of MediaWiki's
parser with the extensions that most wikis have (Cite, ParserFunctions, LanguageConverter).
"""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encode

from .quoting import URL_SAFE, is_web_address, shown

_SPECIAL = re.compile(
    r"""
      [\[\]{}|<>~]                      # links, templates, tables, tags, signatures, language variants
    | ^[*\#:;=!+\-]                     # lists, headings, table cells, rules
    | [=!](?=[=!]|$) | (?<=[=!])[=!]    # the end of a heading, a cell of a table's head
    | '(?='|$) | ^' | (?<=')'           # emphasis, also with a mark of the template's own beside it
    | _(?=_) | (?<=_)_                  # __TOC__
    | &(?=[\w\#])                       # entities
    | :(?=//)
    | (?<![^\W_])(?:bitcoin|geo|magnet|mailto|matrix|news|sips?|sms|tel|urn|worldwind|xmpp)(?=:\S)
    | (?<![^\W_])(?:ISBN|RFC|PMID)(?=\W*\d)    # magic links
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BRACKETS = str.maketrans({c: f"%{ord(c):02X}" for c in "[]'"})


def wikitext(text: str) -> str:
    """Wikitext that renders as `shown(text)`, in a paragraph, list item, heading, cell, link label or emphasis."""
    return _SPECIAL.sub(_entity, shown(text))


def external_link(url: str) -> str:
    """A web address as a link that shows where it leads; anything else as mere text."""
    if not is_web_address(url):
        return wikitext(url)
    target = percent_encode(url, safe=URL_SAFE, errors="replace").translate(_BRACKETS)
    return f"[{target} {wikitext(url)}]"


def _entity(special: re.Match[str]) -> str:
    """The first character as an entity: a word such as RFC is no longer one then."""
    return f"&#{ord(special[0][0])};{special[0][1:]}"
