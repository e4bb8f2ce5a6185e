"""Whether a build would do anything at all: told from the memory and from looking at the files, with nothing else imported.

This is the way of a build in which nothing changed, so start-up is its whole cost. It looks at every file that the last build
looked at and at every file it wrote; where size and times are not those it remembers, it reads and compares digests.
"""

from __future__ import annotations

import time
from array import array
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kawara.base.problems import is_blocking
from kawara.build.options import Options, Report
from kawara.build.recall import CACHE, Memory, Seen, file_of, key_of, replayed
from kawara.memory.cache import CacheError, existing_cache
from kawara.memory.digests import digests_of
from kawara.memory.files import Files, encode, is_same, stat_of, trusted, walk
from kawara.memory.salt import code_salt

CONTENT, TEXT = "content/", ".md"
FEW = 5
"""So many new texts may come the short way: each has all numbers of posts written anew."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The files at first sight, where the outputs are as they were, no source has gone, and none but texts have come."""

    seen: Seen
    sources: Files
    """With their digests at the last build."""
    edited: tuple[str, ...]
    """The names of those that hold something else now."""
    outputs: Files
    new: tuple[str, ...] = ()
    """The names of texts that were not there."""


def unchanged(root: Path, options: Options) -> Report | Glance | None:
    """The report of a build that has nothing to do; what was seen, where there is little to do; None in any other case."""
    start = time.perf_counter()
    cache = existing_cache(root / CACHE)
    if cache is None:
        return None
    try:
        memory = Memory(cache, key_of(root, options))
        seen = memory.seen()
        if seen is None or not is_current(seen, options):
            return None
        glance = glanced(root, memory, seen)
        if glance is None or glance.edited or glance.new:
            return glance
        done = replayed(seen.report, [("scan", time.perf_counter() - start)])
        return done if options.keep_going or not any(map(is_blocking, done.problems)) else None
    except (CacheError, OSError, LookupError, TypeError, ValueError, AttributeError):
        return None
    finally:
        cache.close()


def is_current(seen: Seen, options: Options) -> bool:
    """Whether neither the code nor the passing of time has changed what would be published."""
    now = options.now.timestamp()
    return seen.whole and seen.since <= now and (seen.until is None or now < seen.until) and seen.salt == code_salt()


def glanced(root: Path, memory: Memory, seen: Seen) -> Glance | None:
    """Whether all sources and all outputs hold what they held. Times that moved for nothing are noted, to read less next time."""
    scanned = time.time_ns()
    names, stats, whole = walk(str(root), seen.roots)
    sources = memory.sources()
    outputs = memory.outputs()
    now = outputs_now(file_of(root, seen.output), outputs)
    new = come(sources.names, names)
    if not whole or now is None or new is None:
        return None
    found, edited = compared(sources, names, stats, str(root), scanned)
    there, altered = compared(outputs, outputs.names, now, file_of(root, seen.output), scanned)
    if altered:
        return None
    if not edited and not new:
        moved = [
            (kind, new)
            for kind, new, old in (("sources", found, sources), ("outputs", there, outputs))
            if new is not old
        ]
        with suppress(CacheError):  # it only saves reading the next time
            memory.cache.keep((f"{kind}:{memory.key}", encode(new)) for kind, new in moved)
    return Glance(seen, found, edited, there, new)


def come(old: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...] | None:
    """The few texts that are new; None where other files have come, or some have gone."""
    if old == now:
        return ()
    known = set(old)
    new = tuple(name for name in now if name not in known)
    is_few = len(now) - len(old) == len(new) <= FEW
    return new if is_few and all(name.startswith(CONTENT) and name.endswith(TEXT) for name in new) else None


def outputs_now(folder: str, outputs: Files) -> array[int] | None:
    """The stats of all outputs; None when one is not there."""
    stats = array("q")
    for name in outputs.names:
        stat = stat_of(f"{folder}/{name}")
        if stat is None:
            return None
        stats.extend(stat)
    return stats


def compared(
    old: Files, names: tuple[str, ...], stats: array[int], folder: str, scanned: int
) -> tuple[Files, tuple[str, ...]]:
    """Files with new stats and the same digests, just the old when nothing moved; and those that hold something else."""
    if is_same(old, names, stats):
        return old, ()
    found = list(zip(names, zip(*(stats[at::3] for at in range(3)), strict=True), strict=True))
    known = trusted(old, found)
    expected = dict(zip(old.names, old.digests, strict=True))
    doubtful = [name for name in names if name not in known and name in expected]
    found_now = digests_of(folder, doubtful)
    other = (name for name, now in zip(doubtful, found_now, strict=True) if now != expected[name])
    digests = old.digests if names == old.names else tuple(expected.get(name, "") for name in names)
    return Files(names, stats, digests, scanned), tuple(other)
