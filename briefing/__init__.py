"""briefing: a folder of documents and a list of topics become a cited briefing.

>>> import briefing
>>> built = briefing.build("config.yaml")
>>> document = briefing.read("seeds/report.txt")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import Briefing, Config, Document

__all__ = ["__version__", "build", "read"]

__version__ = "0.1.0"


def build(config: str | Path | Config) -> Briefing:
    """Build the briefing that a config describes, write its outputs, and return it.

    `config` is the path of a config file or a `Config` made by hand. Files that could not be read are in
    `Briefing.skipped`, other mishaps in `Briefing.warnings`; what the making of the PDF complained of is logged.
    Raises `briefing.errors.BriefingError`, whose message says what to mend; the outputs of an earlier build then still
    stand.
    """
    import logging

    from briefing import pipeline
    from briefing.config import load_config

    built = pipeline.build(load_config(Path(config)) if isinstance(config, (str, Path)) else config)
    for complaint in built.complaints:
        logging.getLogger(__name__).warning("%s", complaint)
    return built.briefing


def read(path: str | Path) -> Document:
    """One document as the tool sees it: text, blocks and metadata, with what was inferred marked so.

    Raises `briefing.errors.SourceError` with the reason when the file cannot be read.
    """
    from briefing.sources import read_one

    return read_one(Path(path))
