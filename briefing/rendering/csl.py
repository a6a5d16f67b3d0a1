"""Briefing → sources.csl.json: the cited documents as CSL-JSON, which Zotero and other reference managers import."""

from __future__ import annotations

import json
import re
from typing import Any

from ..model import Briefing, Document
from .json import safe
from .quoting import web_address

_SURNAME_FIRST = re.compile(r"([^\W\d_][^,;&/]*), ([^\W\d_][^,;&/]*)")
_INITIALS = re.compile(r"((?:[^\W\d_]\. ?)+) ?([^\W\d_][\w'’-]+)")


def render_csl(briefing: Briefing) -> str:
    """One item a document, by number."""
    items = [_item(document) for document in briefing.documents]
    return safe(json.dumps(items, ensure_ascii=False, indent=1)) + "\n"


def _item(document: Document) -> dict[str, Any]:
    """What is not known is left out, so that nobody cites it."""
    published = document.published
    item = {
        "id": f"briefing-{document.id}",
        "type": _type(document),
        "title": document.title,
        "author": [_author(document.author)] if document.author else None,
        "issued": {"date-parts": [[published.year, published.month, published.day]]} if published else None,
        "container-title": document.publisher if _type(document) != "document" else None,
        "publisher": document.publisher,
        "URL": web_address(document.url or ""),
        "language": document.language,
        "note": f"{document.path}, sha256 {document.sha256}",
    }
    return {name: value for name, value in item.items() if value is not None}


def _type(document: Document) -> str:
    if document.publisher and document.published:
        return "article-newspaper"
    return "webpage" if document.url else "document"


def _author(author: str) -> dict[str, str]:
    """Family and given name where the writing tells them apart: "Garrow, Philippa", "P. Garrow". It does not in two
    words alone, of which the family's name may be either; nor is it known how many people a longer line names."""
    if match := _SURNAME_FIRST.fullmatch(author):
        return {"family": match[1].strip(), "given": match[2].strip()}
    if match := _INITIALS.fullmatch(author):
        return {"family": match[2], "given": match[1].strip()}
    return {"literal": author}
