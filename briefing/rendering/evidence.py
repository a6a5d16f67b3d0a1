"""What a PDF carries with it, so that `briefing verify` can prove every quotation from the one file.

briefing.json, the config, the text of each cited document as it was read, and a manifest with the sha256 of all these.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from ..model import Briefing, Document
from .json import text_bytes
from .pdf import Attachment

MANIFEST = "manifest.json"
JSON = "briefing.json"
CONFIG = "config.yaml"


def source_name(document_id: str) -> str:
    """Without a folder: programs that save attachments do not make one."""
    return f"source-{document_id}.txt"


def attachments(briefing: Briefing, rendered: str, config: bytes | None) -> tuple[Attachment, ...]:
    """Everything that is attached; `rendered` is briefing.json, `config` the file as the user wrote it."""
    files = [Attachment(JSON, "The briefing as data, with the place of every quotation", rendered.encode())]
    if config is not None:
        files.append(Attachment(CONFIG, "What was asked for", config))
    files += map(_source, briefing.documents)
    return (*files, _manifest(briefing, files))


def _source(document: Document) -> Attachment:
    return Attachment(source_name(document.id), f"The text of {document.path} as it was read", text_bytes(document))


def _manifest(briefing: Briefing, files: Sequence[Attachment]) -> Attachment:
    sums = {one.name: sha256(one.data).hexdigest() for one in sorted(files)}
    value = {"schema": "briefing-manifest/1", "build": briefing.build, "files": sums}
    return Attachment(MANIFEST, "The sha256 of every other attachment", (json.dumps(value, indent=1) + "\n").encode())
