"""The shortest way: a build of a process that has built before, after files of which it was told.

It does what :mod:`kawara.build.edited` does, with what the process holds in the place of the memory, and keeps the same for
the next build. Only the files that were named are looked at. Whoever goes this way looks at all files afterwards.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from kawara.base.calm import calm
from kawara.build.edited import MOST, amendments, divided, edit_of, placed, rendered
from kawara.build.explain import explained
from kawara.build.fresh import Glance, is_current
from kawara.build.growing import Grown
from kawara.build.options import Options, Report, Tell, silent
from kawara.build.recall import CACHE, Amendments, Memory, Past, amend, file_of, key_of, replayed
from kawara.build.reopening import Opened, OtherwiseError, Rows, drafted, fitting, loaded
from kawara.build.run import Run
from kawara.build.session import MANY, UNREADABLE, Held
from kawara.build.settings import output_folder, shown
from kawara.build.sight import Sight
from kawara.build.telling import report
from kawara.build.work import lend, release
from kawara.memory.cache import ForeignFormatError, connect
from kawara.site.arrangement import Table
from kawara.writer.lock import lock
from kawara.writer.places import candidates
from kawara.writer.staging import Staging, discard, open_staging

Resumed = tuple[Report, Held]


def resumed(root: Path, options: Options, held: Held, names: Collection[str], tell: Tell = silent) -> Resumed | None:
    """What a build has done, and what is to be held then; None where it must go another way, and has written nothing.

    `names`: the files that may hold something else now, as they are called in the states.
    """
    run = Run(root, options, held.config, tell, list(held.said))
    output = output_folder(root, held.config, options.output)
    name = shown(output, root)
    if not is_current(held.seen, options):
        return None
    with calm(), lock(output, name=name):
        if any(map(Path.exists, candidates(output.resolve(), "staging"))):
            return None
        try:
            return remembering(run, held, names, output)
        except (OtherwiseError, ForeignFormatError, *UNREADABLE):
            return None


def remembering(run: Run, held: Held, names: Collection[str], output: Path) -> Resumed:
    """The build, with the memory open, by way of a staging folder."""
    cache = connect(run.root / CACHE)
    try:
        memory = Memory(cache, key_of(run.root, run.options))
        if not held.is_of(memory, str(output)) or len(cache.names(f"amended:{memory.key}")) > MOST:
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
        cache.close()


def publish(run: Run, memory: Memory, held: Held, glance: Glance, staging: Staging) -> Resumed:
    """Everything from the edited texts on."""
    with run.stage("load"):
        found = opened(run, memory, held, glance)
    with run.stage("check"):
        outcome, answer, press = divided(run, found, staging)
        outcome = replace(outcome, reasons=explained(run, memory, outcome))
    with run.stage("render"):
        lend(press, held.templates)
        made = rendered(run, press, outcome, answer)
    with run.stage("write"):
        written = placed(made, staging, held.standing.files)
        run.add(written.problems)
    outcome = replace(outcome, made=tuple(made), written=written)
    done = report(run, outcome, staging)
    done = replace(done, pages=len(held.kept.outputs), site=None, edit=edit_of(found, made))
    with run.stage("keep"):
        known_by_next = amendments(run, found, outcome, done, answer)
        amend(memory, known_by_next)
        left = moved_on(held, memory, known_by_next)
    return replace(done, seconds=tuple(run.seconds)), left


def opened(run: Run, memory: Memory, held: Held, glance: Glance) -> Opened:
    """The site as it is held, with the edited texts read. Raises OtherwiseError."""
    rows = Rows(memory, held.texts)
    past = Past(held.seen, glance.sources, held.standing, rows)
    read, digests = loaded(run, memory, glance, rows)
    sources = glance.sources
    known = dict(zip(sources.names, sources.digests, strict=True)) | digests
    sight = Sight(str(run.root), held.seen.roots, held.seen.whole, sources.names, sources.stats, known, sources.scanned)
    heads = {head.post.path: head for head in read.heads if head.post}
    looks = fitting(heads, rows, past, {fault.path for fault in held.said})
    if len(heads) < len(read.heads) or run.blocked:
        raise OtherwiseError
    files = Table(held.kept.files, lambda path: file_of(run.root, held.kept.files[path]))
    draft = replace(drafted(run, held.kept, past, heads, held.heads), files=files, templates=held.templates)
    return Opened(past, held.kept, sight, read, draft, held.filed, held.later, Grown(), looks, memory.cache.path)


def moved_on(held: Held, memory: Memory, new: Amendments) -> Held:
    """What is held then."""
    seen = memory.seen()
    if seen is None:
        raise OtherwiseError
    later = {**held.later, **new.results}
    heads = held.heads if len(held.heads) <= MANY else {}
    return replace(held, seen=seen, sources=new.sources, standing=new.standing, later=later, heads=heads)
