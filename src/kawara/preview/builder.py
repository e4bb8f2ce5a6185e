"""The loop that builds: one build at a time, one more when something happened meanwhile, and none for nothing."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from kawara.base.problems import KawaraError
from kawara.build.ahead import Ahead, fits
from kawara.build.fresh import CONTENT, TEXT
from kawara.build.options import Options, Report, Tell, silent
from kawara.build.recall import name_in
from kawara.build.resumed import resumed
from kawara.build.session import Held, held
from kawara.build.warm import Warm
from kawara.build.warming import warm_up
from kawara.config import Config
from kawara.memory.files import StoppedError
from kawara.preview.edition import Done, Edition, done, looking_ahead, next_edition, stamp_of, told_anew
from kawara.preview.look import Look, glimpsed, look, newest, settings
from kawara.preview.signs import PATIENCE, QUIET, Due, Signs
from kawara.preview.watch import Watch
from kawara.preview.wholly import built, built_apart
from kawara.writer.places import PREVIEW

SELDOM = 5.0
"""Seconds between two looks of our own, beside what the system tells."""
POLLING = 0.5
"""The same where the system tells nothing, as of folders behind links: to watch those might be to watch the whole disk."""
SOON = 0.3
"""The same after a build that looked only where it was told to."""
LONG = 20.0
"""Seconds for which signs can put off a look of our own, at most."""

LARGE = 1000
"""With so many files a site is built in a process of its own, which costs its start, and pages are shown before they are built."""

Say = Callable[[Edition], None]


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
        self.told_at = options().now
        """The moment for which all that this edition says of dates is right."""
        self.is_known = False
        """Whether a build has told of the whole site."""
        self.config = Config()
        self.seen = Look({})
        self.is_seen = True
        """Whether all files were looked at since the last build …"""
        self.seen_at = 0.0
        """… and when they last were."""
        self.held: Held | None = None
        """What this process holds of its last build; None where it is to be read again first."""
        self.warmed: Warm | None = None
        """That of it which is warmed up."""
        self.due = Due()
        self.signs = Signs()
        self.hint = self.signs.note
        self.watch = Watch(self.root, self.hint)
        self.troubled: list[Callable[[str], None]] = []
        """Called once, with the reason, when the system can watch the files no more."""
        self.is_polling = False
        self.thread = threading.Thread(target=self.run, name="builder", daemon=True)

    def open(self, tell: Tell = silent) -> Edition:
        """The first build, in the caller's thread: while there is no other, workers are forked, which is sooner. Then watch."""
        self.make(tell)
        self.watch_on()
        if self.looks_other():
            self.hint()
        self.thread.start()
        return self.edition

    def close(self) -> None:
        """Begin nothing more. A build that is under way is not waited for: nothing is lost with it."""
        self.watch.close()
        self.signs.close()

    def run(self) -> None:
        """The loop, until closed."""
        self.attempt(self.hold)
        while not self.signs.closed:
            self.attempt(self.step)

    def step(self) -> None:
        """Wait, and build where there is something to build."""
        if self.is_due():
            self.make()
            self.hold()
        elif not self.signs.closed:
            self.turn()

    def attempt(self, step: Callable[[], None]) -> None:
        """Do something after which the preview goes on, whatever comes of it."""
        try:
            step()
        except OSError:  # a folder that went while it was looked at, or a terminal: look again, but not at once
            time.sleep(PATIENCE)
            self.hint()
        except Exception:  # noqa: BLE001 - a fault of ours is shown, but to end here would be never to build again
            self.held = None
            traceback.print_exc()
            time.sleep(PATIENCE)

    def is_due(self) -> bool:
        """Wait for a sign and then for silence; whether there is something to build."""
        due = self.signs.wait(self.pause())
        is_other = due is None and self.looks_other()
        if is_other:  # what was saved during the look is named a moment later
            due = self.signs.wait(QUIET)
        elif due is None:
            self.warm()
        self.due = due or Due()
        return not self.signs.closed and (due is not None or is_other)

    def warm(self) -> None:
        """Make ready what edits will ask, as long as nobody calls."""
        if self.held and self.held.warm is not self.warmed and self.is_seen:
            options = self.options_of_preview()
            is_done = warm_up(self.root, options, self.held, lambda: self.signs.is_any or self.signs.closed)
            self.warmed = self.held.warm if is_done else None

    def pause(self) -> float:
        """Seconds until the next look of our own."""
        is_blind = self.watch.reason or self.seen.linked
        return POLLING if is_blind else SELDOM if self.is_seen else SOON

    def looks_other(self) -> bool:
        """Whether a look of our own finds what nobody told us: a sign that was lost, or a drive that gives none.

        A sign that comes meanwhile goes before: somebody waits for what it builds, and nobody for the look, which is taken afterwards.
        """
        try:
            found = look(self.root, self.config, self.is_called)
        except StoppedError:
            self.is_seen = False
            return False
        self.is_seen, self.seen_at = True, time.monotonic()
        is_lost = stamp_of(self.output) != self.edition.stamp
        return found != self.seen or is_lost or self.is_turning()

    def is_called(self) -> bool:
        """Whether to leave a look for a sign."""
        return self.signs.is_any and time.monotonic() - self.seen_at < LONG

    def is_turning(self) -> bool:
        """Whether a post has expired since: the one thing that changes the preview without a change to any file."""
        now = self.options().now
        return any(post.expires and post.expires <= now for post in self.edition.posts.values())

    def turn(self) -> None:
        """Tell of posts whose date has come since: no file is another, but nothing holds them back any more."""
        before, self.told_at = self.told_at, self.options().now
        posts = self.edition.posts.values()
        if any(post.date and before < post.date <= self.told_at for post in posts):
            self.show(told_anew(self.edition))

    def make(self, tell: Tell = silent) -> None:
        """One build, and what it came to."""
        options = self.options_of_preview()
        before = self.seen
        self.builds += 1
        short = self.made_shortly(options) if self.knows_all() else None
        alone = short is not None or self.knows_all()
        if not short and alone and not (self.due.told and self.edition.ahead):
            self.look_ahead(options, self.due)
        begun = self.edition.ahead
        made = done(short) if short else self.made_wholly(options, tell)
        self.is_known = self.is_known or made.report.complete
        after = self.edition_of(made, before, alone=alone)
        self.show(replace(after, ahead=self.edition.ahead if self.edition.ahead is not begun else None))

    def edition_of(self, made: Done, before: Look, *, alone: bool) -> Edition:
        """The edition after a build. `before`: the files as they were seen before what it was made for."""
        after = next_edition(self.edition, made, self.output, unquote(self.config.base), alone=alone)
        if after.number == self.edition.number or not (self.follow and before.stats):
            return after
        saved = after.posts.get(newest(before, self.seen))
        return replace(after, saved=saved.url if saved else "")

    def show(self, edition: Edition) -> None:
        """The edition from now on."""
        before, self.edition = self.edition, edition
        if before.ahead and before.ahead is not edition.ahead:
            before.ahead.close()
        for say in self.heard if edition.number != before.number else ():
            say(edition)

    def look_ahead(self, options: Options, due: Due) -> None:
        """Show pages as they will be, where that can be told before they are built."""
        names, before = self.names_of(due), self.edition.ahead
        held = self.held or (before.held if before else None)
        if held and self.is_large() and fits(names):
            names |= before.names if before else set()
            self.show(looking_ahead(self.edition, Ahead(self.root, options, held, names)))

    def options_of_preview(self) -> Options:
        """The options of a build of this moment."""
        return replace(
            self.options(), output=self.output, drafts=True, future=True, keep_going=True, index=False, hashed=False
        )

    def made_shortly(self, options: Options) -> Report | None:
        """What a build of no more than the files did that signs have named; None where it takes another."""
        files, held = self.due.files, self.held
        if not files or held is None or self.seen.linked:
            return None
        names, before = self.names_of(self.due), self.seen
        self.seen, self.is_seen = glimpsed(self.seen, self.root, names), False

        def show(report: Report) -> None:
            self.show(self.edition_of(done(report), before, alone=True))

        try:
            made = resumed(self.root, options, held, names, show)
        except Exception:  # noqa: BLE001 - whatever it is, the whole build meets it too, and tells
            return None
        if made:
            self.held = made[1]
        return made[0] if made else None

    def made_wholly(self, options: Options, tell: Tell) -> Done:
        """What a build of all that has changed did."""
        self.held = None
        self.look_around()
        known = self.edition.stamp if self.is_known else None
        if not self.is_large():
            return built(self.root, self.spread(options), known, tell)
        return built_apart(self.root, options, known, tell, partial(self.meanwhile, options))

    def meanwhile(self, options: Options) -> None:
        """While a large site is built, show what templates and assets have become since. The next build follows all the same."""
        due = self.signs.settled()
        if due and self.edition.ahead:
            self.look_ahead(options, due)

    def is_large(self) -> bool:
        """Whether a build of the whole site is worth a process."""
        return len(self.seen.stats) >= LARGE

    def names_of(self, due: Due) -> set[str]:
        """The files that signs have named, as they are called in the states."""
        return {name_in(str(self.root), file) for file in due.files}

    def hold(self) -> None:
        """Make ready for the next build, where none but texts wait for it: who saves often would else wait longer each time."""
        is_of_texts = not self.signs.is_of_all and all(map(is_text, self.names_of(Due(frozenset(self.signs.files)))))
        if self.held is None and self.edition.report.complete and is_of_texts and not self.seen.linked:
            self.held = held(self.root, self.options_of_preview())

    def knows_all(self) -> bool:
        """Whether all that is not as in this edition is what the next build does: no second preview has built since."""
        return self.is_known and self.edition.stamp is not None and self.edition.stamp == stamp_of(self.output)

    def spread(self, options: Options) -> Options:
        """The options, with one process where there are threads already: a fork beside them may never come to life."""
        return replace(options, jobs=options.jobs or 1) if self.thread.is_alive() else options

    def look_around(self) -> None:
        """Look at the files before a build, so that what changes meanwhile is seen by the next look."""
        self.config = attempt_settings(self.root, self.config)
        if self.thread.is_alive():
            self.watch_on()
        self.seen, self.is_seen, self.seen_at = look(self.root, self.config), True, time.monotonic()

    def watch_on(self) -> None:
        """Watch what there is to watch now; where the system cannot, say so once."""
        self.watch.renew(self.config)
        if self.watch.reason and not self.is_polling and not self.signs.closed:
            self.is_polling = True
            for say in self.troubled:
                say(self.watch.reason)


def is_text(name: str) -> bool:
    """Whether an edit of this file can go the short way."""
    return name.startswith(CONTENT) and name.endswith(TEXT)


def attempt_settings(root: Path, before: Config) -> Config:
    """The settings as they are; those of before where the folder cannot be read at all."""
    try:
        return settings(root)
    except (KawaraError, OSError):
        return before
