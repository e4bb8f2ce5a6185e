"""The loop that builds: one build at a time, one more when something happened meanwhile, and none for nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from kawara.base.problems import KawaraError, problem
from kawara.build import build, pipeline
from kawara.build.options import Options, Report, Tell, silent
from kawara.config import Config
from kawara.preview.edition import Edition, next_edition, stamp_of
from kawara.preview.look import Look, look, newest, settings
from kawara.preview.watch import Watch
from kawara.writer.places import PREVIEW

QUIET = 0.05
"""Seconds of silence after which a save is taken to be over …"""
PATIENCE = 0.5
"""… and so many at most since the first sign of it."""
SELDOM = 5.0
"""Seconds between two looks of our own, beside what the system tells."""
POLLING = 0.5
"""The same where the system tells nothing, as of folders behind links: to watch those might be to watch the whole disk."""

Say = Callable[[Edition], None]


def rest(first: float, last: float, now: float) -> float:
    """Seconds that a build still waits, after signs from `first` to `last`; 0 or less when it is due."""
    return min(last + QUIET, first + PATIENCE) - now


def attempt(make: Callable[[], Report]) -> Report:
    """A build whose worst end is a problem: the preview outlives whatever happens in it."""
    try:
        return make()
    except KawaraError as error:
        return Report(problems=error.problems)
    except OSError as error:  # a file that vanished meanwhile: its going is a sign, and starts the next build
        return Report(problems=(problem("read", str(error.filename or ""), f"cannot be read: {error.strerror}"),))
    except Exception as error:  # noqa: BLE001 - a fault of ours must not end the author's session
        hint = "this is a fault of kawara's: please report it, with what `kawara build` says"
        return Report(problems=(problem("worker", "", f"the build broke off: {error!r}", hint=hint),))


class Builder:
    """Builds the preview, at first and whenever something seems to have changed."""

    def __init__(self, root: Path, options: Callable[[], Options], *, follow: bool = False) -> None:
        self.root = root.absolute()
        self.options = options
        self.follow = follow
        self.output = self.root / PREVIEW
        self.edition = Edition()
        self.heard: list[Say] = []
        """Called after each edition, in the thread that built it."""
        self.builds = 0
        self.is_known = False
        """Whether a build has told of the whole site."""
        self.config = Config()
        self.seen = Look({})
        self.watch = Watch(self.root, self.hint)
        self.bell = threading.Condition()
        self.first = self.last = 0.0
        """When the signs began that no build has followed yet, and when the last came; 0 for none."""
        self.closed = False
        self.thread = threading.Thread(target=self.run, name="builder", daemon=True)

    def hint(self) -> None:
        """Something may have changed. May be called from any thread."""
        with self.bell:
            self.last = time.monotonic()
            self.first = self.first or self.last
            self.bell.notify_all()

    def open(self, tell: Tell = silent) -> Edition:
        """The first build, in the caller's thread: while there is no other, workers are forked, which is sooner. Then watch."""
        self.make(tell)
        self.watch.renew(self.config)
        if self.looks_other():
            self.hint()
        self.thread.start()
        return self.edition

    def close(self) -> None:
        """Begin nothing more. A build that is under way is not waited for: nothing is lost with it."""
        self.closed = True
        self.watch.close()
        with self.bell:
            self.bell.notify_all()

    def run(self) -> None:
        """The loop, until closed."""
        while not self.closed:
            try:
                if self.is_due():
                    self.make()
            except OSError:  # a folder that went while it was looked at, or a terminal: look again, but not at once
                time.sleep(PATIENCE)
                self.hint()

    def is_due(self) -> bool:
        """Wait for a sign and then for silence; whether there is something to build."""
        with self.bell:
            if not self.first:
                self.bell.wait(POLLING if self.watch.reason or self.seen.linked else SELDOM)
            if self.first:
                while (pause := rest(self.first, self.last, time.monotonic())) > 0 and not self.closed:
                    self.bell.wait(pause)
                self.first = self.last = 0.0
                return not self.closed
        return not self.closed and self.looks_other()

    def looks_other(self) -> bool:
        """Whether a look of our own finds what nobody told us: a sign that was lost, or a drive that gives none."""
        return look(self.root, self.config) != self.seen or self.is_turning()

    def is_turning(self) -> bool:
        """Whether a post has expired since: the one thing that changes the preview without a change to any file."""
        now = self.options().now
        return any(post.expires and post.expires <= now for post in self.edition.posts.values())

    def make(self, tell: Tell = silent) -> None:
        """One build, and what it came to."""
        with self.counted() as before:
            options = replace(
                self.options(), output=self.output, drafts=True, future=True, keep_going=True, index=False, hashed=False
            )
            alone = self.knows_all()
            if alone:
                made = attempt(lambda: build(self.root, self.spread(options), tell))
            else:
                made = attempt(lambda: pipeline.build(self.root, self.spread(options), tell))
        self.is_known = self.is_known or made.complete
        after = next_edition(self.edition, made, self.output, unquote(self.config.base), alone=alone)
        is_new = after.number != self.edition.number
        if is_new and self.follow and before.stats:
            saved = after.posts.get(newest(before, self.seen))
            after = replace(after, saved=saved.url if saved else "")
        self.edition = after
        for say in self.heard if is_new else ():
            say(after)

    def knows_all(self) -> bool:
        """Whether all that is not as in this edition is what the next build does: no second preview has built since."""
        return self.is_known and self.edition.stamp is not None and self.edition.stamp == stamp_of(self.output)

    def spread(self, options: Options) -> Options:
        """The options, with one process where there are threads already: a fork beside them may never come to life."""
        return replace(options, jobs=options.jobs or 1) if self.thread.is_alive() else options

    @contextmanager
    def counted(self) -> Iterator[Look]:
        """Around a build: look at the files before it, so that what changes meanwhile is seen by the next look."""
        before, self.config = self.seen, attempt_settings(self.root, self.config)
        if self.thread.is_alive():
            self.watch.renew(self.config)
        self.seen = look(self.root, self.config)
        self.builds += 1
        yield before


def attempt_settings(root: Path, before: Config) -> Config:
    """The settings as they are; those of before where the folder cannot be read at all."""
    try:
        return settings(root)
    except (KawaraError, OSError):
        return before
