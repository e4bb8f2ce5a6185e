"""One whole process, measured: wall and CPU time by the system's own accounts, memory by looking again and again.

Time and memory are never taken in the same run: reading the page tables of a large process holds it up.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

UNUSUAL = frozenset({"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"})
"""Variables that no author sets, and that would have a tool in Python compile itself at each start."""
EVERY = 0.02
"""Seconds between two looks at the memory of the process tree."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process cost."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of processor time, of the process and of the children it waited for."""
    largest: int
    """Peak resident bytes of the largest single process of the tree (ru_maxrss)."""
    peak: int = 0
    """Peak bytes of the whole tree at one moment, by proportional set size; 0 when it was not looked at."""


class RunFailedError(Exception):
    """A tool ended with an error; the text is the end of what it said."""


def timed(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], log: Path) -> Run:
    """Run a command to its end and return what it took. Raises RunFailedError."""
    settle()
    return watched(command, folder, environment, log, look=False)


def weighed(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], log: Path) -> Run:
    """The same with the memory of the tree; its times are those of a process that was held up."""
    settle()
    return watched(command, folder, environment, log, look=True)


def settle() -> None:
    """Let the disk write what earlier runs left, so that nobody pays for another's pages."""
    os.sync()


def watched(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], log: Path, *, look: bool
) -> Run:
    """Start, wait, account."""
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env={name: value for name, value in os.environ.items() if name not in UNUSUAL} | dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        scale = Scale(process.pid) if look else None
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = scale.stop() if scale else 0
    if process.returncode:
        raise RunFailedError(f"{command[0]} ended with {process.returncode}: {tail(log)}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, peak)


def tail(log: Path) -> str:
    """The last lines that a tool wrote."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])


class Scale:
    """A thread that weighs a process tree until it is told to stop."""

    def __init__(self, root: int) -> None:
        self.root = root
        self.peak = 0
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.weigh, daemon=True)
        self.thread.start()

    def weigh(self) -> None:
        """Look every EVERY seconds."""
        while not self.done.wait(EVERY):
            self.peak = max(self.peak, sum(map(proportional, tree(self.root))))

    def stop(self) -> int:
        """End the thread and return the greatest weight seen."""
        self.done.set()
        self.thread.join()
        return self.peak


def tree(root: int) -> Iterator[int]:
    """A process and all below it that are alive."""
    yield root
    try:
        tasks = sorted(Path(f"/proc/{root}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # the process, or one of its threads, ended while we looked
        return
    for child in children:
        yield from tree(int(child))


def proportional(process: int) -> int:
    """Bytes of one process, each page divided by the number of processes that share it; 0 when it has ended.

    The kernel's proc(5) calls it Pss. Resident sizes would count what forked workers share once for each of them.
    """
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
