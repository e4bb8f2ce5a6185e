"""The pipeline, top to bottom: content/ → sources → posts → site → pages → outputs → a directory.

Every stage is a function from values to values and knows nothing of the next; this module alone knows their order. It
gathers the problems of all of them and decides, once everything has been looked at, whether anything is published.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kawara.base.digest import digest_value
from kawara.base.problems import KawaraError, Problem, in_order, is_blocking, problem, with_severities
from kawara.base.theme import theme_folder
from kawara.config import FILE, Config, read_config, with_url
from kawara.loader.loader import load
from kawara.loader.scan import scan
from kawara.model import Body, Loaded, Output, Page, Source
from kawara.renderer.renderer import Renderer, TemplateFault
from kawara.renderer.view import View
from kawara.site.plan import Plan, plan
from kawara.site.site import Left, Site, assemble
from kawara.writer.staging import Staged, open_staging, stage
from kawara.writer.writer import check_folder, commit, lock, recover

Tell = Callable[[str, int, int], None]
"""Called as a stage goes on: its name, how many items are done, how many there are."""


def silent(_name: str, _done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Options:
    """What one build is asked for."""

    now: datetime
    """The one clock: decides the published set, reaches nothing else."""
    output: Path | None = None
    adopt: bool = False
    drafts: bool = False
    future: bool = False
    base_url: str | None = None
    jobs: int | None = None
    strict: bool = False
    keep_going: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What one build did."""

    output: str = ""
    complete: bool = False
    """Whether the output is what this build made; False when a blocking problem stopped it."""
    published: int = 0
    left: tuple[Left, ...] = ()
    """Posts and pages that are not published, and why."""
    pages: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    unchanged: int = 0
    loaded: int = 0
    seconds: tuple[tuple[str, float], ...] = ()
    site_digest: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def drafts(self) -> int:
        """Posts and pages left out as drafts."""
        return sum(entry.reason == "draft" for entry in self.left)

    @property
    def future(self) -> int:
        """Posts and pages left out until their date."""
        return sum(entry.reason == "future" for entry in self.left)

    @property
    def expired(self) -> int:
        """Posts and pages left out since they expired."""
        return sum(entry.reason == "expired" for entry in self.left)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of `kawara list`."""

    path: str
    kind: str
    status: str
    """`published`, `draft`, `future` or `expired`."""
    title: str
    date: datetime | None
    url: str


@dataclass(slots=True)
class Stopwatch:
    """Seconds by stage, for the report only."""

    laps: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        """Time one stage."""
        start = time.perf_counter()
        yield
        self.laps.append((name, time.perf_counter() - start))
