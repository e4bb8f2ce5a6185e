"""Hints that a file was saved. A hint says only «look there»: what has changed is for the build to find.

So nothing is lost when the system drops events, and nothing loops: events of reading are not asked for, and what a build
writes lies in no watched folder. Where the system cannot tell, the caller looks by itself now and then.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from kawara.base.ignored import is_passed_over
from kawara.config import Config
from kawara.preview.look import folders

EVENTS: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileMovedEvent, FileDeletedEvent, DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
    FileClosedEvent if sys.platform == "linux" else FileModifiedEvent,
]
"""What may mean that a file was saved. Reading one is an event too: asked for, each build would start the next."""
REMOTE = {"9p", "afs", "cifs", "fuse.sshfs", "ncpfs", "nfs", "nfs4", "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs"}
"""File systems on which others write without this machine being told."""


class Hints(FileSystemEventHandler):
    """Passes on that something happened in a folder, unless only to files that no build sees, such as editors leave behind."""

    def __init__(self, folder: str, hint: Callable[..., None]) -> None:
        self.folder = folder
        self.hint = hint

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog, in its own thread."""
        files = [str(path) for path in (event.src_path, event.dest_path) if path]
        meant = [file for file in files if not is_passed_over(file.removeprefix(self.folder))]
        if meant:
            self.hint(*([] if event.is_directory else meant))


class Watch:
    """The watching of a site's folders, renewed when they are others than before."""

    def __init__(self, root: Path, hint: Callable[..., None]) -> None:
        self.root = root
        self.hint = hint
        self.watched: dict[str, int] = {}
        self.observer: BaseObserver | None = None
        """Made when it is needed: it begins a thread at once, beside which no worker may be forked."""
        self.reason = "the folder is on another machine" if is_remote(root) else ""
        """Why nothing can be watched; empty when it can."""

    def renew(self, config: Config) -> None:
        """Watch what is there now. Where the system refuses, `reason` tells why, and nothing is watched any more."""
        wanted = folders(self.root, config)
        is_alive = self.observer is not None and self.observer.is_alive()
        if self.reason or (wanted == self.watched and is_alive):
            return
        try:
            self.observer = self.observer if self.observer is not None and is_alive else Observer()
            self.observer.unschedule_all()
            for folder in (str(self.root), *wanted):
                hints = Hints(folder, self.hint)
                self.observer.schedule(hints, folder, recursive=folder in wanted, event_filter=EVENTS)
            if not self.observer.is_alive():
                self.observer.start()
            self.watched = wanted
        except OSError as error:
            self.reason = f"the system can watch no more files ({error.strerror or error})"
            self.close()

    def close(self) -> None:
        """Watch no more."""
        self.reason = self.reason or "the preview has ended"
        if self.observer is not None:
            with suppress(RuntimeError, OSError):  # never started, or half of it
                self.observer.stop()
            self.observer = None


def is_remote(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether a folder is on a file system that tells nothing of what other machines write."""
    try:
        rows = [line.split()[1:3] for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return False
    here = folder.resolve()
    above = [(len(place), kind) for place, kind in rows if here.is_relative_to(place.replace("\\040", " "))]
    return bool(above) and max(above)[1] in REMOTE
