"""Whether a build would do anything at all: told from the memory and from looking at the files, with nothing else imported.

This is the way of a build in which nothing changed, so start-up is its whole cost. It looks at every file that the last build
looked at and at every file it wrote; where size and times are not those it remembers, it reads and compares digests.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kawara.base.machine import cores, may_fork
from kawara.base.problems import is_blocking
from kawara.build.options import Options, Report
from kawara.build.recall import CACHE, Memory, Seen, file_of, key_of, replayed
from kawara.memory.aside import aside
from kawara.memory.cache import CacheError, existing_cache
from kawara.memory.digests import Sized, digests_of
from kawara.memory.files import Files, doubtful, encode, is_same, stats_of, walk
from kawara.memory.salt import code_salt

CONTENT, TEXT = "content/", ".md"
MANY = 5_000
"""Outputs for which another process pays: to fork it and to hear it costs as much as looking at 1,000."""
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


@dataclass(frozen=True, slots=True)
class Look:
    """Files as they were, and the names and stats they have."""

    folder: str
    old: Files
    names: tuple[str, ...]
    stats: array[int]


def unchanged(root: Path, options: Options) -> Report | Glance | None:
    """The report of a build that has nothing to do; what was seen, where there is little to do; None in any other case."""
    start = time.perf_counter()
    cache = existing_cache(root / CACHE)
    if cache is None:
        return None
    try:
        with cache.one_moment():  # another build may be at it: half of what it keeps fits none of what is here
            memory = Memory(cache, key_of(root, options))
            seen = memory.seen()
            glance = glanced(root, memory, seen) if seen and is_current(seen, options) else None
        if seen is None or glance is None or glance.edited or glance.new:
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
    outputs = memory.outputs()
    with looked_aside(file_of(root, seen.output), outputs.names) as looked:
        names, stats, whole = walk(str(root), seen.roots)
        sources = memory.sources()
        now = looked()
    new = come(sources.names, names)
    if not whole or now is None or new is None:
        return None
    looks = (Look(str(root), sources, names, stats), Look(file_of(root, seen.output), outputs, outputs.names, now))
    doubts = [doubts_of(look) for look in looks]
    edited, altered = others(looks, doubts)
    if altered:
        return None
    found, there = (noted(look, doubt, scanned) for look, doubt in zip(looks, doubts, strict=True))
    if not edited and not new:
        moved = [("sources", found)] * (found is not sources) + [("outputs", there)] * (there is not outputs)
        with suppress(CacheError):  # it only saves reading the next time
            memory.cache.keep((f"{kind}:{memory.key}", encode(files)) for kind, files in moved)
    return Glance(seen, found, edited, there, new)


@contextmanager
def looked_aside(folder: str, names: tuple[str, ...]) -> Iterator[Callable[[], array[int] | None]]:
    """The stats of files, None when one is not there: many are looked at by another process, until they are asked for."""
    look = partial(stats_of, folder, names)
    if len(names) < MANY or cores() < 2 or not may_fork():
        yield look
        return
    with aside(partial(tell, folder, names)) as answer:
        yield lambda: told(answer(), len(names)) or look()


def tell(folder: str, names: tuple[str, ...]) -> bytes:
    """The stats of files, for another process; nothing when one is not there."""
    return (stats_of(folder, names) or array("q")).tobytes()


def told(answer: bytes, count: int) -> array[int] | None:
    """The stats of so many files, out of :func:`tell`; None where it was not told."""
    stats = array("q")
    if len(answer) == 3 * count * stats.itemsize:
        stats.frombytes(answer)
    return stats or None


def come(old: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...] | None:
    """The few texts that are new; None where other files have come, or some have gone."""
    if old == now:
        return ()
    known = set(old)
    new = tuple(name for name in now if name not in known)
    is_few = len(now) - len(old) == len(new) <= FEW
    return new if is_few and all(name.startswith(CONTENT) and name.endswith(TEXT) for name in new) else None


def doubts_of(look: Look) -> list[Sized] | None:
    """The files that must be read; None when nothing moved."""
    return None if is_same(look.old, look.names, look.stats) else doubtful(look.old, look.names, look.stats)


def others(looks: Sequence[Look], doubts: Sequence[list[Sized] | None]) -> Iterator[tuple[str, ...]]:
    """For each look, the files that hold something else than they did. What must be read is read at one go."""
    pairs = [(look, doubt or []) for look, doubt in zip(looks, doubts, strict=True)]
    now = iter(digests_of(*((look.folder, doubt) for look, doubt in pairs)))
    return (other(look.old, doubt, now) for look, doubt in pairs)


def other(old: Files, doubt: Sequence[Sized], now: Iterator[str]) -> tuple[str, ...]:
    """The files with another digest than they had."""
    was = dict(zip(old.names, old.digests, strict=True)) if doubt else {}
    return tuple([name for (name, _), digest in zip(doubt, now, strict=False) if digest != was[name]])


def noted(look: Look, doubt: list[Sized] | None, scanned: int) -> Files:
    """Files with their new stats and the digests they had, none for what is new; just the old when nothing moved."""
    old = look.old
    if doubt is None:
        return old
    if look.names == old.names:
        return Files(old.names, look.stats, old.digests, scanned)
    known = dict(zip(old.names, old.digests, strict=True))
    return Files(look.names, look.stats, tuple(known.get(name, "") for name in look.names), scanned)
