"""`python -m briefing` is the command `briefing`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from briefing.cli import INTERRUPTED, main


def run() -> NoReturn:
    """The command, to its exit code."""
    code = main()
    if code == INTERRUPTED:
        # Where Ctrl-C came while a class was being made (`exec` of a string), Python notes it as unhandled for good and
        # would end itself by the signal, whatever is returned.
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        os._exit(code)
    raise SystemExit(code)


if __name__ == "__main__":
    run()
