"""The errors a caller may want to tell apart. Everything else that is raised is a bug and shows its traceback."""

from __future__ import annotations

from collections.abc import Sequence


class BriefingError(Exception):
    """Something the user can mend; the message says what, where and what was expected."""


class ConfigError(BriefingError):
    """Every mistake found in the configuration, one per line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class SourceError(BriefingError):
    """One file that cannot be read; `reason` is what the briefing prints beside its name."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoSourcesError(BriefingError):
    """Not one document could be read."""


class TemplateError(BriefingError):
    """A template that cannot be parsed or rendered; the message names its file and line."""


class OutputError(BriefingError):
    """The outputs cannot be written; whatever stood there before still stands."""
