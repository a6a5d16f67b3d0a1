"""A quotation as a link into the page it came from: `https://…#:~:text=first%20words,last%20words`.

Browsers that know text fragments (WICG, https://wicg.github.io/scroll-to-text-fragment/) go there and mark the words;
with all others the link leads to the page. Only a quotation that stands once in its document gets one, and as many of
its first and last words are named as tell it from the rest: no words before or after it are needed for that.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote as percent_encode

from ..model import Citation
from .quoting import shown, web_address

WHOLE = 120
"""Characters up to which a quotation is named whole."""

FEW = 4
"""Words that are tried first at either end of a longer one."""


def fragment(citation: Citation) -> str | None:
    """The address of the quotation in its document's page; None without an address, or where it stands twice."""
    address = web_address(citation.document.url or "")
    text = shown(citation.text)
    if not address or not text or "\ufffd" in text or _flat(citation.document.text).count(text) != 1:
        return None
    page, mark, named = address.partition("#")
    directive = ",".join(map(_encoded, _named(_flat(citation.document.text), text, citation.text)))
    return f"{page}#{named if mark else ''}:~:text={directive}"


def _named(document: str, text: str, written: str) -> tuple[str, ...]:
    """The whole quotation, or its first and last words. What goes over paragraphs must be named by its ends."""
    words = text.split(" ")
    if (len(text) <= WHOLE and "\n" not in written.strip()) or len(words) <= 2 * FEW:
        return (text,)
    number = FEW
    while 2 * number <= len(words):
        first, last = " ".join(words[:number]), " ".join(words[-number:])
        if document.count(first) == 1 and text.find(last, len(first)) == len(text) - len(last):
            return first, last
        number *= 2
    return (text,)


def _encoded(words: str) -> str:
    """A comma, an ampersand and a hyphen mean something in a text fragment."""
    return percent_encode(words, safe="", errors="replace").replace("-", "%2D")


@lru_cache(maxsize=4)
def _flat(text: str) -> str:
    return shown(text)
