"""Which pages need not be made, because every answer they read is as it was and their file stands as it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kawara.build.recall import Past, Standing
from kawara.memory.files import digest_of, stat_of, trusted
from kawara.memory.trace import Question, moved, stale
from kawara.model import Page
from kawara.writer.staging import Staged


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
    intact = untouched(past.standing, folder)
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
    )


def untouched(standing: Standing, folder: str) -> dict[str, tuple[str, int]]:
    """Digest and size of the outputs that are what was written: by size and times, else by their bytes."""
    files = standing.files
    found = [(name, stat) for name in files.names if (stat := stat_of(f"{folder}/{name}"))]
    known = trusted(files, found)
    expected = dict(zip(files.names, files.digests, strict=True))
    return {
        name: (expected[name], stat[0])
        for name, stat in found
        if name in known or digest_of(f"{folder}/{name}") == expected[name]
    }
