"""What edits will ask of the posts of a large site, made while nobody waits: an archive of a year lists hundreds of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from kawara.base.calm import calm
from kawara.build.fingerprint import fingerprints
from kawara.build.fresh import Glance
from kawara.build.options import Options
from kawara.build.recall import CACHE, Memory, key_of
from kawara.build.reopening import Opened
from kawara.build.resumed import opened
from kawara.build.run import Run
from kawara.build.session import UNREADABLE, Held
from kawara.build.settings import output_folder
from kawara.build.warm import MANY
from kawara.build.work import answers_of, release
from kawara.build.work import opened as cache_in
from kawara.memory.cache import ForeignFormatError
from kawara.site.arrangement import TOGETHER
from kawara.writer.staging import NOWHERE

Stop = Callable[[], bool]


def warm_up(root: Path, options: Options, held: Held, stop: Stop) -> bool:
    """Make what the archives show of each post, until `stop` says so; whether that is done, or is not to be done.

    It stands until its post is edited, as what builds make. Nothing is written.
    """
    if len(held.left.kept.site[1]) > MANY:
        return True
    run = Run(root, options, held.config)
    try:
        with calm():
            memory = Memory(cache_in(str(root / CACHE)), key_of(root, options))
            if not held.is_of(memory, str(output_folder(root, held.config, options.output))):
                return True
            found = opened(run, memory, held, Glance(held.seen, held.sources, (), held.standing.files))
            return not any(stop() for _ in steps(run, found))
    except (ForeignFormatError, *UNREADABLE):  # the next build meets it too, and tells
        return True
    finally:
        release()


def steps(run: Run, found: Opened) -> Iterator[None]:
    """One after another, each of some milliseconds."""
    site = found.draft.site
    posts = iter(site.ordered)
    while [*islice(posts, TOGETHER)]:
        yield
    answers = answers_of(found.press(run, NOWHERE), found.draft.templates, found.warm.sketches)
    answer = fingerprints(found.draft, answers, {}, {}, found.warm.digests)
    for kind, *key in site.lists:
        if kind == "year":
            answer(("lines", kind, *key))
            yield
