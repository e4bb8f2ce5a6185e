"""One build at a time into one folder."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kawara.base.problems import KawaraError, problem
from kawara.writer.disk import system_errors
from kawara.writer.places import beside

PAUSE = 0.05
"""Seconds between two tries."""
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def lock(output: Path, *, name: str = "", patience: float = 60.0) -> Iterator[None]:
    """Hold the folder against every other build, in this process or another.

    Waits `patience` seconds for its turn, then raises KawaraError with an `output` problem. The operating system frees
    the lock of a process that died. `name` is what messages call the folder.
    """
    shown = name or output.name
    with system_errors(shown):
        output.resolve().parent.mkdir(parents=True, exist_ok=True)
        file = beside(output.resolve(), "lock")
        handle = _wait(file, patience)
    if handle is None:
        hint = "wait for it, or name another folder with --output"
        raise KawaraError(problem("output", shown, "another build is writing to this folder", hint=hint))
    try:
        yield
    finally:
        _release(file, handle)


def _wait(file: Path, patience: float) -> int | None:
    """Try until it succeeds or the time is up."""
    for attempt in range(1 + int(patience / PAUSE)):
        if attempt:
            time.sleep(PAUSE)
        handle = _try(file)
        if handle is not None:
            return handle
    return None


def _try(file: Path) -> int | None:
    """Open and lock the file; None when another has it, or its holder has just removed it from under us."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | NOFOLLOW, 0o666)
    if _locked(handle) and _still_there(file, handle):
        return handle
    os.close(handle)
    return None


def _still_there(file: Path, handle: int) -> bool:
    """Whether the file we hold is the one others will find."""
    try:
        return os.path.samestat(file.lstat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _release(file: Path, handle: int) -> None:
    """Remove the file while we hold it, so that nothing is left beside the site; where that cannot be, it stays."""
    with suppress(OSError):
        file.unlink()
    os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _locked(handle: int) -> bool:
        """Take the lock, or say that another has it."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(handle: int) -> bool:
        """Take the lock, or say that another has it. File systems without locks let everyone pass."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
