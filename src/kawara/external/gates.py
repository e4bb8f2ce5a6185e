"""One request at a time to a host, with a pause after each; and none any more to one that does not want to be asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from kawara.external.faults import UnansweredError
from kawara.external.verdict import UNKNOWN

PATIENCE = 2
"""How many requests in a row a host may leave without an answer before it is asked no more."""


@dataclass(slots=True)
class Gate:
    """The way to one host."""

    lock: Lock = field(default_factory=Lock)
    opens: float = 0.0
    silent: int = 0
    """Requests in a row that it has not answered."""
    shut: str = ""
    """Why it is asked no more; empty while it is."""


@dataclass(frozen=True, slots=True)
class Gates:
    """The ways to all hosts. May be used by several threads at once."""

    pause: float
    """Seconds between the end of a request and the next one to the same host."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _gates: dict[str, Gate] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def turn(self, host: str) -> Iterator[Gate]:
        """The right to one request. Raises UnansweredError where the host is to be asked no more."""
        with self._lock:
            gate = self._gates.setdefault(host, Gate())
        with gate.lock:
            if gate.shut:
                raise UnansweredError(UNKNOWN, gate.shut)
            self.sleep(max(0.0, gate.opens - self.clock()))
            try:
                yield gate
            finally:
                gate.opens = self.clock() + self.pause


def note_answer(gate: Gate, status: int) -> None:
    """What a host's answer says of asking it again: `429` and `503` ask for peace (RFC 6585 §4, RFC 9110 §15.6.4)."""
    gate.silent = 0
    if status in (429, 503):
        gate.shut = f"was not asked: its host answers {status}, which asks for peace"


def note_silence(gate: Gate) -> None:
    """That a host has not answered."""
    gate.silent += 1
    if gate.silent >= PATIENCE:
        gate.shut = "was not asked: its host has not answered before"
