"""A briefing as a block within a page that people write as well: text → text, no files.

The block stands between two markers, each on a line of its own, which every wiki takes for a comment:

    <!-- briefing:begin id=a-mission sha256=5f70bf18... -->
    <!-- briefing:end -->

Nothing outside them is touched, not even a line end. The sha256 is that of what was written between them (with line
ends as "\\n", so that a checkout that converts them is no edit): when it is no longer right, someone edited inside, and
the block is not replaced but shown as a diff. An empty block is always filled, so a pair of markers without a sha256,
put there by hand, says where the briefing goes. A page without the block gets it at its end.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

from briefing.errors import BriefingError

LONGEST_DIFF = 60
"""Lines of a diff that a message shows; the whole page stands in the .new file."""

_MENTION = re.compile(r"(?<!\\)<!--[ \t]*briefing:")
"""Not where a backslash escapes it, as in what a source says."""
_MARKER = re.compile(
    r"^\ufeff?<!--[ \t]*briefing:(?:begin[ \t]+id=(?P<id>[^\s=]+)(?:[ \t]+sha256=(?P<sha256>[0-9a-f]{64}))?"
    r"|(?P<end>end))[ \t]*-->[ \t]*$"
)


class MarkerError(BriefingError):
    """Markers that do not stand in pairs; the message begins with the line."""


class EditedError(BriefingError):
    """Someone edited inside the block; the message holds the diff, `page` what the page would be."""

    def __init__(self, message: str, page: str) -> None:
        super().__init__(message)
        self.page = page


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    """Where its first marker begins."""
    inside: int
    """Where the line after that begins."""
    outside: int
    """Where its last marker begins."""
    end: int
    """Where that ends, before its line end."""
    sha256: str | None


def put(page: str | None, id: str, content: str, front: str = "") -> str:
    """The page with `content` in its block `id`; without a page, a new one of front matter and block.

    Raises MarkerError or EditedError.
    """
    if page is None:
        return (front + "\n" if front else "") + _written(id, content, "\n") + "\n"
    block = _blocks(page).get(id)
    if block is None:
        newline = "\r\n" if "\r\n" in page else "\n"
        return page + _gap(page, newline) + _written(id, content, newline) + newline
    newline = "\r\n" if page[: block.inside].endswith("\r\n") else "\n"
    begin = page.startswith("\ufeff", block.start)
    result = page[: block.start + begin] + _written(id, content, newline) + page[block.end :]
    if _edited(page, block) and _plain(page[block.inside : block.outside]) != _inside(content):
        raise EditedError(_diff(page[block.inside : block.outside], _inside(content)), result)
    return result


def check(page: str) -> None:
    """Raises MarkerError when the page's markers do not stand in pairs."""
    _blocks(page)


def _edited(page: str, block: _Block) -> bool:
    inside = page[block.inside : block.outside]
    return bool(inside.strip()) and _sha256(_plain(inside)) != block.sha256


def _written(id: str, content: str, newline: str) -> str:
    """Blank lines set the markers apart: Markdown would take what touches a comment for a part of it."""
    inside = _inside(content)
    begin = f"<!-- briefing:begin id={id} sha256={_sha256(inside)} -->"
    return f"{begin}\n{inside}<!-- briefing:end -->".replace("\n", newline)


def _inside(content: str) -> str:
    return f"\n{content.strip()}\n\n"


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _gap(page: str, newline: str) -> str:
    """What brings the end of a page to the line after a blank one."""
    if not page.strip("\ufeff"):
        return ""
    ends = page[len(page.rstrip("\r\n")) :].count("\n")
    return newline * max(0, 2 - ends)


def _blocks(page: str) -> dict[str, _Block]:
    """The page's blocks by id."""
    blocks: dict[str, _Block] = {}
    opened: tuple[int, int, int, re.Match[str]] | None = None
    for number, start, after, line in _lines(page):
        marker = _MARKER.match(line)
        if not marker:
            if _MENTION.search(line):
                raise MarkerError(f"{number}: a marker of briefing must stand alone on its line, whole and unchanged")
        elif marker["end"]:
            if not opened:
                raise MarkerError(f"{number}: briefing:end without a briefing:begin before it")
            _, first, inside, begin = opened
            blocks[begin["id"]] = _Block(first, inside, start, start + len(line), begin["sha256"])
            opened = None
        elif opened:
            raise MarkerError(f"{number}: briefing:begin within the block that begins in line {opened[0]}")
        elif marker["id"] in blocks:
            raise MarkerError(f"{number}: a second block with the id {marker['id']}")
        else:
            opened = (number, start, after, marker)
    if opened:
        raise MarkerError(f"{opened[0]}: briefing:begin without a briefing:end after it")
    return blocks


def _lines(page: str) -> Iterator[tuple[int, int, int, str]]:
    """Number, beginning, beginning of the next, and the line without its end. `splitlines` knows too many ends."""
    start = 0
    for number, line in enumerate(page.split("\n"), 1):
        after = start + len(line) + 1
        yield number, start, min(after, len(page)), line.removesuffix("\r")
        start = after


def _diff(old: str, new: str) -> str:
    before, after = _plain(old).split("\n"), new.split("\n")
    lines = list(unified_diff(before, after, "as it stands", "as it would be", lineterm="", n=1))
    more = [f"... and {len(lines) - LONGEST_DIFF} more lines"] if len(lines) > LONGEST_DIFF else []
    return "\n".join(lines[:LONGEST_DIFF] + more)
