"""Tells whether this process is the only one at work on a SQLite file."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def alone_on(file: Path) -> Iterator[bool]:
    """Whether no other process is inside the same `with`; while it lasts, none is told that it is alone.

    The lock is on a file beside (`NAME.lock`); the operating system takes it back however the process ends.
    """
    if sys.platform == "win32":  # no such lock: there nobody is known to be alone
        yield False
        return
    with file.with_name(f"{file.name}.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
