"""Whether a build would do anything at all: told from the memory and from looking at the files, with nothing else imported.

This is the way of a build in which nothing changed, so start-up is its whole cost. It looks at every file that the last build
looked at and at every file it wrote; where size and times are not those it remembers, it reads and compares digests.
"""

from __future__ import annotations

import time
from array import array
from contextlib import suppress
from pathlib import Path

from kawara.base.problems import is_blocking
from kawara.build.options import Options, Report
from kawara.build.recall import CACHE, Memory, Seen, file_of, key_of, name_in, replayed
from kawara.memory.cache import CacheError, existing_cache
from kawara.memory.files import Files, digest_of, encode, is_same, stat_of, trusted, walk
from kawara.memory.salt import code_salt


def unchanged(root: Path, options: Options) -> Report | None:
    """The report of a build that has nothing to do; None when there is something to do, or no way to tell."""
    start = time.perf_counter()
    cache = existing_cache(root / CACHE)
    if cache is None:
        return None
    try:
        memory = Memory(cache, key_of(root, options))
        seen = memory.seen()
        if seen is None or not is_current(seen, options) or not files_are_same(root, memory, seen):
            return None
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


def files_are_same(root: Path, memory: Memory, seen: Seen) -> bool:
    """Whether all sources and all outputs hold what they held. Times that moved for nothing are noted, to read less next time."""
    scanned = time.time_ns()
    names, stats, whole = walk(file_of(root, name) for name in seen.roots)
    names = tuple(name_in(str(root), name) for name in names)
    sources = memory.sources()
    outputs = memory.outputs()
    now = outputs_now(file_of(root, seen.output), outputs)
    if not whole or now is None or sources.names != names:
        return False
    new = [
        compared(sources, names, stats, str(root), scanned),
        compared(outputs, outputs.names, now, file_of(root, seen.output), scanned),
    ]
    if None in new:
        return False
    changed = [
        (kind, encode(files)) for kind, files in zip(("sources", "outputs"), new, strict=True) if files and files.names
    ]
    with suppress(CacheError):  # it only saves reading the next time
        memory.cache.keep((f"{kind}:{memory.key}", data) for kind, data in changed)
    return True


def outputs_now(folder: str, outputs: Files) -> array[int] | None:
    """The stats of all outputs; None when one is not there."""
    stats = array("q")
    for name in outputs.names:
        stat = stat_of(f"{folder}/{name}")
        if stat is None:
            return None
        stats.extend(stat)
    return stats


def compared(old: Files, names: tuple[str, ...], stats: array[int], folder: str, scanned: int) -> Files | None:
    """Files with new stats and the same digests, empty when nothing at all moved; None when one holds something else."""
    if is_same(old, names, stats):
        return Files()
    found = list(zip(names, zip(*(stats[at::3] for at in range(3)), strict=True), strict=True))
    known = trusted(old, found)
    expected = dict(zip(old.names, old.digests, strict=True))
    doubtful = [name for name in names if name not in known]
    if any(expected[name] != digest_of(f"{folder}/{name}" if name[0] != "/" else name) for name in doubtful):
        return None
    return Files(names, stats, old.digests, scanned)
