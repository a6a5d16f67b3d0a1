"""What a reader returns: the text of a file, its blocks, and what the file says about itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from briefing.model import Block


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document beside its text. None is unknown."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    rating: str | None = None
    marking: str | None = None


@dataclass(frozen=True)
class Extract:
    text: str
    find_blocks: Callable[[], tuple[Block, ...]]
    """Called when the blocks are first asked for: whether a file can be read is known without them."""
    metadata: Metadata = field(default_factory=Metadata)
    warnings: tuple[str, ...] = ()

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return self.find_blocks()


Reader = Callable[[bytes], Extract]
"""One per file format. Raises SourceError with the reason when the file cannot be read."""
