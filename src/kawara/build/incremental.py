"""Which pages need not be made, because every answer they read is as it was and their file stands as it was written."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kawara.build.recall import Past, Standing
from kawara.memory.digests import digests_of
from kawara.memory.files import Stat, stat_of, trusted
from kawara.memory.trace import Question, moved, stale
from kawara.model import Page
from kawara.writer.staging import Staged

TICK = 10_000_000
"""Nanoseconds: outputs are written by us, so only a change within the clock tick of our last look could be missed."""


@dataclass(frozen=True, slots=True)
class Division:
    """The pages of a plan, divided."""

    to_make: tuple[Page, ...]
    standing: tuple[Staged, ...] = ()
    """Outputs that are right as they stand."""
    changed: frozenset[int] = frozenset()
    """Numbers of the questions, in the last build's traces, whose answer has moved."""
    damaged: frozenset[str] = frozenset()
    """Outputs that are missing, or no longer what was written."""
    stats: Mapping[str, Stat] = field(default_factory=dict)
    """What was seen of the outputs that stand, where that need not be looked at again."""


def divide(
    pages: Sequence[Page], past: Past, folder: str, answer: Callable[[Question], str], copied: Mapping[str, str]
) -> Division:
    """The pages that must be made and those that need not.

    `answer` gives the digest of a question's present answer, `copied` that of a source file that is copied as it is.
    """
    if past.seen is None:
        return Division(tuple(pages))
    changed = moved(past.traces, answer)
    old = set(stale(past.traces, changed))
    checked = time.time_ns()
    seen = untouched(past.standing, folder)
    intact = {name: (digest, stat[0]) for name, (digest, stat) in seen.items()}
    fresh = {
        page.output: page
        for page in pages
        if page.output in intact
        and (
            intact[page.output][0] == copied.get(page.owner) and page.output not in past.traces.results
            if page.kind == "copy"
            else page.output in past.traces.results and page.output not in old
        )
    }
    return Division(
        to_make=tuple(page for page in pages if page.output not in fresh),
        standing=tuple(Staged(output, *intact[output], page.owner) for output, page in fresh.items()),
        changed=frozenset(changed),
        damaged=frozenset(past.standing.files.names) - intact.keys(),
        stats={name: stat for name, (_, stat) in seen.items() if max(stat[1:]) < checked - TICK},
    )


def untouched(standing: Standing, folder: str) -> dict[str, tuple[str, Stat]]:
    """Digest and stat of the outputs that are what was written: by size and times, else by their bytes."""
    files = standing.files
    found = [(name, stat) for name in files.names if (stat := stat_of(f"{folder}/{name}"))]
    known = trusted(files, found)
    expected = dict(zip(files.names, files.digests, strict=True))
    doubtful = {name: stat[0] for name, stat in found if name not in known}
    now = digests_of((folder, list(doubtful.items())))
    known |= zip(doubtful, now, strict=True)
    return {name: (expected[name], stat) for name, stat in found if known[name] == expected[name]}
