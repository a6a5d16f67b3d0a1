"""What a child process does first: keep its answer apart, end with its parent, and take no more than it may.

Children do what strangers' bytes could make long, large or fatal: laying out pages, and taking a PDF apart.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

PARENT_CHECK = 0.2
"""Seconds between two looks whether the parent still lives."""


@contextmanager
def own_stdout() -> Iterator[BinaryIO]:
    """The pipe to the parent, out of reach of any `print`: WeasyPrint prints when it does not find Pango."""
    pipe = os.dup(1)
    os.dup2(2, 1)
    with open(pipe, "wb") as answer:
        yield answer


def end_with(parent: int) -> None:
    """End when the parent has, however it ended; a Ctrl-C is for the parent to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_CHECK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def limit(memory: int, computing: int) -> None:
    """At most so many bytes of address space and seconds of processor time, and no core file."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, computing),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
