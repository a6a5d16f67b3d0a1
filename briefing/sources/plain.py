"""Reader of plain text files."""

from __future__ import annotations

from briefing.sources.blocks import plain_blocks
from briefing.sources.decoding import decode
from briefing.sources.extract import Extract
from briefing.sources.metadata import front_matter


def read_plain(data: bytes) -> Extract:
    text = decode(data)
    matter = front_matter(text)
    return Extract(text, lambda: plain_blocks(text, matter.end), matter.metadata, matter.warnings)
