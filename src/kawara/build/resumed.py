"""The shortest way: a build of a process that has built before, after files of which it was told.

It does what :mod:`kawara.build.edited` does, with what the process holds in the place of the memory, and keeps the same for
the next build. Only the files that were named are looked at. Whoever goes this way looks at all files afterwards.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from kawara.base.calm import calm
from kawara.build.edited import MOST, carried_out
from kawara.build.fresh import Glance, is_current
from kawara.build.options import Options, Report
from kawara.build.recall import CACHE, Amendments, Memory, Past, key_of, replayed
from kawara.build.reopening import Opened, OtherwiseError, Rows, reopened
from kawara.build.run import Placed, Run, unheard
from kawara.build.session import UNREADABLE, Held
from kawara.build.settings import output_folder, shown
from kawara.build.work import opened as cache_in
from kawara.build.work import release
from kawara.writer.lock import lock
from kawara.writer.places import candidates
from kawara.writer.staging import Staging, discard, open_staging

Resumed = tuple[Report, Held | None]
"""The second is None where nothing can be held: what was done could not be kept."""


def resumed(
    root: Path, options: Options, held: Held, names: Collection[str], placed: Placed = unheard
) -> Resumed | None:
    """What a build has done, and what is to be held then; None where it must go another way, and has written nothing.

    `names`: the files that may hold something else now, as they are called in the states. `placed` is told of the edit once its
    pages are in place: what is left to do then is for the next build.
    """
    run = Run(root, options, held.config, problems=list(held.left.said), placed=placed)
    output = output_folder(root, held.config, options.output)
    name = shown(output, root)
    if not is_current(held.seen, options):
        return None
    with calm(), lock(output, name=name):
        if any(map(Path.exists, candidates(output.resolve(), "staging"))):
            return None
        try:
            return remembering(run, held, names, output)
        except UNREADABLE:
            return None


def remembering(run: Run, held: Held, names: Collection[str], output: Path) -> Resumed:
    """The build, with the memory open, by way of a staging folder."""
    try:
        memory = Memory(cache_in(str(run.root / CACHE)), key_of(run.root, run.options))
        if not held.is_of(memory, str(output)) or len(memory.cache.names(f"amended:{memory.key}")) > MOST:
            raise OtherwiseError
        glance = held.glance(run.root, names)
        if not glance.edited:
            return replayed(held.seen.report, ()), held
        staging = open_staging(output, name=shown(output, run.root))
        try:
            return publish(run, memory, held, glance, staging)
        finally:
            discard(staging)
    finally:
        release()


def publish(run: Run, memory: Memory, held: Held, glance: Glance, staging: Staging) -> Resumed:
    """Everything from the edited texts on."""
    done, new = carried_out(run, memory, opened(run, memory, held, glance), staging)
    return done, moved_on(held, memory, new) if new else None


def opened(run: Run, memory: Memory, held: Held, glance: Glance) -> Opened:
    """The site as it is held, with the edited texts read. Raises OtherwiseError."""
    rows = Rows(memory, held.texts)
    past = Past(held.seen, glance.sources, held.standing)
    return reopened(run, memory, glance, past, held.left, rows=rows, warm=held.warm, templates=held.templates)


def moved_on(held: Held, memory: Memory, new: Amendments) -> Held | None:
    """What is held then."""
    seen = memory.seen()
    if seen is None:
        return None
    left = replace(held.left, later={**held.left.later, **new.results})
    return replace(held, seen=seen, sources=new.sources, standing=new.standing, left=left, warm=held.warm.fresh())
