"""What is known of an address, since when, and how long it is believed."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass

GOOD, MOVED, BROKEN, UNKNOWN, PRIVATE = "good", "moved", "broken", "unknown", "private"
STATES = frozenset({GOOD, MOVED, BROKEN, UNKNOWN, PRIVATE})

DAY = 86_400.0
HOUR = 3_600.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What asking an address came to."""

    state: str
    """`good`; `moved`: good, and for ever elsewhere; `broken`: it is certain that nothing is there; `unknown`: it may be there;
    `private`: it was not asked, for it leads to a machine that is not everybody's."""
    text: str = ""
    """What was answered, in words that follow the address."""
    to: str = ""
    """Of `moved`: the new address."""
    at: float = 0.0
    """When it was asked, in seconds since the epoch."""


def is_believed(verdict: Verdict, now: float, keep_days: int) -> bool:
    """Whether an address need not be asked again yet: a good one for so many days, others sooner, for they may be mended."""
    longest = {GOOD: keep_days * DAY, MOVED: keep_days * DAY, BROKEN: DAY, UNKNOWN: HOUR}.get(verdict.state, 0.0)
    return 0 <= now - verdict.at < min(longest, keep_days * DAY)


def encode(verdict: Verdict) -> bytes:
    """As it is kept."""
    return json.dumps(astuple(verdict)).encode()


def decode(data: bytes) -> Verdict | None:
    """What was kept; None for anything else."""
    try:
        state, text, to, at = json.loads(data)
        return Verdict(str(state), str(text), str(to), float(at)) if state in STATES else None
    except (ValueError, TypeError):
        return None
