"""Signs that something was saved, gathered until they are over: when the last came, and what they named."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

QUIET = 0.05
"""Seconds of silence after which a save is taken to be over …"""
PATIENCE = 0.5
"""… and so many at most since the first sign of it."""


def rest(first: float, last: float, now: float) -> float:
    """Seconds that a build still waits, after signs from `first` to `last`; 0 or less when it is due."""
    return min(last + QUIET, first + PATIENCE) - now


@dataclass(frozen=True, slots=True)
class Due:
    """What the signs were about."""

    files: frozenset[str] = frozenset()
    """The files that were named; none where it may be anything."""
    told: bool = False
    """Whether :meth:`Signs.settled` has told of all of them."""


class Signs:
    """The signs that no build has followed yet. They may come from any thread."""

    def __init__(self) -> None:
        self.bell = threading.Condition()
        self.first = self.last = 0.0
        """When the signs began, and when the last came; 0 for none."""
        self.files: set[str] = set()
        self.told = 0.0
        """The last sign that :meth:`settled` has told of."""
        self.is_of_all = False
        """Whether one of them named nothing."""
        self.closed = False

    def note(self, *files: str) -> None:
        """Something may have changed: these files, or anything where none is named."""
        with self.bell:
            self.last = time.monotonic()
            self.first = self.first or self.last
            self.files.update(files)
            self.is_of_all = self.is_of_all or not files
            self.bell.notify_all()

    def close(self) -> None:
        """Wait no more."""
        with self.bell:
            self.closed = True
            self.bell.notify_all()

    def settled(self) -> Due | None:
        """What has been signed so far and is over, for whoever cannot build yet; each sign is told of once."""
        with self.bell:
            if self.first and self.told < self.last and rest(self.first, self.last, time.monotonic()) <= 0:
                self.told = self.last
                return self._due()
            return None

    @property
    def is_any(self) -> bool:
        """Whether there is one."""
        return self.first > 0

    def wait(self, seconds: float) -> Due | None:
        """Wait so long for a sign, and then for silence; what was signed, None for nothing."""
        with self.bell:
            if not self.first and not self.closed:
                self.bell.wait(seconds)
            if not self.first:
                return None
            while (pause := rest(self.first, self.last, time.monotonic())) > 0 and not self.closed:
                self.bell.wait(pause)
            due = self._due()
            self.first = self.last = 0.0
            self.files, self.is_of_all = set(), False
            return due

    def _due(self) -> Due:
        return Due(frozenset() if self.is_of_all else frozenset(self.files), self.told >= self.last)
