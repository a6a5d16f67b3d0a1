r"""What a source says, as Markdown that renders as itself. Every template prints foreign text through `quote`.

White space: a run becomes one space, as a reader sees it anyway. A run of no-break spaces alone stays one no-break
space (its first character), so that "10 000" and "« »" are not torn apart at a line end. Leading and trailing white
space goes. Line and paragraph separators (U+2028, U+2029) and the separators U+001C to U+001F are white space.

What cannot be shown becomes U+FFFD: other control characters (among them those that steer a terminal), lone
surrogates, and the controls that reorder text (U+202A to U+202E, U+2066 to U+2069). Marks that writing needs stay:
joiners, combining characters, U+200E and U+200F.

Everything else survives, character for character. A backslash stands only where a character could mean something in
CommonMark, GitHub, GitLab, gollum, Wiki.js or Obsidian, so that the source stays readable: a full stop is escaped
after a number at the start ("1\. The first") and inside what looks like a host name (`www\.example\.org`), not at
the end of a sentence nor in 10.5. One thing no backslash can stop: GitHub links a bare e-mail address after the
Markdown is parsed. Its characters stay as they are.

`quote` is meant to stand apart, with white space or a mark of the template's own around it: two of them side by side
could complete each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markupsafe import Markup

_SPACE = re.compile(r"\s+")
_NO_BREAK_SPACES = {"\u00a0", "\u2007", "\u202f"}
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ENDINGS = "com|org|net|edu|gov|biz|info|name|museum|aero|asia|coop|pro|shop|web|xxx|\u0440\u0444"
"""Beside any two letters, what linkify-it (Wiki.js, Obsidian) takes for the end of a host name."""

_SPECIAL = re.compile(
    r"""
      [\\`*_\[\]<>{}|~^$\#@]            # code, emphasis, links, HTML, tables, math, references
    | ^[-+=:]                           # list item, rule, underline of a heading, definition
    | !(?=\w|$)                         # GitLab's !12; at the end, a link that follows would become an image
    | &(?=\w|$)                         # entities, GitLab's &12
    | %(?=[\w"%{}]) | (?<=[%{])%        # GitLab's %12, Obsidian's %%comment%%, Liquid's {% tag %}
    | =(?==|$) | (?<==)=                # ==highlight==
    | \+(?=\+|$) | (?<=\+)\+            # ++insertion++
    | :(?=//|(?!\d+:)[\w+-]+:|1234:|100:)    # http://, :emoji: (but not 10:30:00)
    | (?<![:/\w])/(?=/\w)              # //host
    | (?<=mailto): | (?<=xmpp):
    | (?<=www)\.
    | (?<=\w)\.(?=(?:[a-z]{2}|{ENDINGS})(?![^\W_]))    # host names
    """.replace("{ENDINGS}", _ENDINGS),
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
LONGEST_WORD = 200
"""Characters without white space that are left to the renderer to break. WeasyPrint lays out the rest of such a word
again for each of its lines: 50,000 characters take it a minute."""
PIECE = 40
"""How many characters of a longer word stand together."""
_LONG_WORD = re.compile(r"\S{%d,}" % (LONGEST_WORD + 1))
URL_SAFE = ":/?#@!&'()*+,;=%~"


def shown(text: str) -> str:
    """The characters a reader sees of a text: what `quote` keeps."""
    return _UNSHOWABLE.sub("\ufffd", _SPACE.sub(_one_space, text).strip())


def quote(text: str) -> str:
    """Markdown that renders as `shown(text)`, inside a paragraph, list item, heading, table cell or emphasis."""
    return _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", shown(text)))


def link(url: str) -> str:
    """A web address as a Markdown link that shows where it leads; anything else as mere text."""
    address = web_address(url)
    return f"<{address}>" if address else quote(url)


def web_address(url: str) -> str | None:
    """A web address as it can be followed; None for anything else."""
    return percent_encode(url, safe=URL_SAFE, errors="replace") if is_web_address(url) else None


def slug(title: str) -> str:
    """The anchor that GitHub, GitLab and gollum give a heading."""
    kept = (c for c in shown(title).lower() if c.isalnum() or c in " -_" or unicodedata.category(c).startswith("M"))
    return "".join(kept).replace(" ", "-")


def _one_space(run: re.Match[str]) -> str:
    return run[0][0] if _NO_BREAK_SPACES.issuperset(run[0]) else " "


def soft(text: str) -> Markup:
    """`shown(text)` as HTML, in which a line may be broken within words that are too long for one."""
    from markupsafe import Markup, escape

    pieces, start = [], 0
    visible = shown(text)
    for end in _breaks(visible):
        pieces.append(escape(visible[start:end]))
        start = end
    return Markup("<wbr>").join([*pieces, escape(visible[start:])])


def _breaks(text: str) -> Iterator[int]:
    for word in _LONG_WORD.finditer(text):
        end = word.start() + PIECE
        while end < word.end():
            if _joined(text[end - 1], text[end]):
                end += 1
            else:
                yield end
                end += PIECE


def _joined(before: str, after: str) -> bool:
    """Whether two characters are parts of one, as a letter and its accent are, or the persons of a family."""
    return unicodedata.category(before) == "Cf" or unicodedata.category(after) in ("Mn", "Mc", "Me", "Cf", "Sk")


def is_web_address(url: str) -> bool:
    """Whether it may become a link: http or https, and nothing in it that a reader cannot see."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as "http://[::1"
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and shown(url) == url and " " not in url
