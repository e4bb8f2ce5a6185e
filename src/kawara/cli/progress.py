"""A line that says what a long build is doing; silent on anything but a terminal, and in the first half second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 0.5
"""Seconds a build may last before it says what it is doing."""

Tell = Callable[[str, int, int], None]
"""Called as a stage goes on: its name, how many items are done, how many there are."""


@contextmanager
def shown() -> Iterator[Tell]:
    """A function for the build to call now and then. What it shows is wiped away in the end."""
    if not sys.stderr.isatty():
        yield lambda _name, _done, _total: None
        return
    line = Line(time.monotonic() + PATIENCE)
    try:
        yield line.tell
    finally:
        line.close()


class Line:
    """rich's bar, imported only when there is something to show, and without its thread: workers are forked meanwhile."""

    def __init__(self, patient_until: float) -> None:
        self.patient_until = patient_until
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def tell(self, name: str, done: int, total: int) -> None:
        """Show the stage, once patience has run out."""
        if self.bar is None and time.monotonic() < self.patient_until:
            return
        if self.bar is None:
            self.open(name, total)
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, description=name, completed=done, total=total, refresh=True)

    def open(self, name: str, total: int) -> None:
        """Begin to show."""
        from rich.console import Console
        from rich.progress import Progress

        self.bar = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
        self.task = self.bar.add_task(name, total=total)
        self.bar.start()

    def close(self) -> None:
        """Wipe it away."""
        if self.bar is not None:
            self.bar.stop()
