"""Which memory a build works with, and what becomes of one that turns out to be broken or full.

The memory is a convenience. Whatever is wrong with it costs one line of notice and the time of a full build, never the site.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from kawara.base.problems import KawaraError, Problem, problem
from kawara.build.options import Options
from kawara.build.recall import CACHE, Memory, key_of
from kawara.build.run import Run
from kawara.build.work import release
from kawara.memory.cache import Cache, CacheError, discard, is_damaged, open_cache

Result = TypeVar("Result")
Work = Callable[[Run, Memory], Result]


def remembering(run: Run, work: Work[Result]) -> Result:
    """What the work comes to with the memory of this output; done again from the start when that fails on the way.

    Raises KawaraError when there is no place even for a memory that lasts as long as the work.
    """
    before = tuple(run.problems)
    try:
        return attempt(run, work)
    except CacheError as error:
        again = replace(run, options=otherwise(run, error), problems=list(before), seconds=[])
        again.add([unusable(error)])
    try:
        return attempt(again, work)
    except CacheError as error:
        raise KawaraError(nowhere(error)) from error


def attempt(run: Run, work: Work[Result]) -> Result:
    """One attempt. Raises CacheError where the memory fails."""
    with opened(run) as memory:
        try:
            return work(run, memory)
        finally:
            release()


@contextmanager
def opened(run: Run) -> Iterator[Memory]:
    """The memory of this output. Where none can be kept, or none is wanted, one that lasts as long as the build."""
    with tempfile.TemporaryDirectory(prefix="kawara-") as scratch:
        cache = kept_cache(run) if run.options.cache else None
        memory = Memory(cache or open_cache(Path(scratch, "cache.sqlite3"))[0], key_of(run.root, run.options))
        try:
            yield memory
        finally:
            memory.cache.close()


def kept_cache(run: Run) -> Cache | None:
    """The cache in the site's folder; None, with one line said, where it cannot be used."""
    try:
        cache, notice = open_cache(run.root / CACHE)
    except (OSError, CacheError) as error:
        run.add([unusable(error)])
        return None
    if notice:
        run.add([problem("cache", CACHE, notice)])
    return cache


def otherwise(run: Run, error: CacheError) -> Options:
    """The options of a second attempt: a broken cache is thrown away, and one that cannot be written is not used."""
    if not is_damaged(error):
        return replace(run.options, cache=False)
    discard(run.root / CACHE)
    return run.options


def unusable(error: Exception) -> Problem:
    """The one line about a memory that cannot be used."""
    return problem("cache", CACHE, f"cannot be used, so everything is built anew: {error}")


def not_kept(error: Exception) -> Problem:
    """The one line about a memory that could be read, but not written in the end."""
    return problem("cache", CACHE, f"could not be kept, so the next build starts anew: {error}")


def nowhere(error: Exception) -> Problem:
    """What stops a build: not even for its own duration can it remember anything."""
    hint = "free some space where temporary files are kept"
    return problem("cache", CACHE, f"nothing can be remembered while building: {error}", hint=hint, severity="error")
