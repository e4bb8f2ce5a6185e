"""What a build is asked for, and what it tells in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kawara.base.problems import Problem

if TYPE_CHECKING:
    from kawara.model import Left, Post
    from kawara.site.site import Site
    from kawara.workers import Workers

Tell = Callable[[str, int, int], None]
"""Called as a stage goes on: its name, how many items are done, how many there are."""


SEARCH = "search"
"""The stage that makes the search index, whose time is told apart."""


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
    cache: bool = True
    """Whether to use and keep what earlier builds knew."""
    index: bool = True
    """Whether to make the search index of a site that has one; the preview makes its own when it is asked for."""
    external: bool = False
    """Whether a check asks addresses elsewhere; no build ever does."""
    hashed: bool = True
    """Whether a site that wants assets under names with their digest gets them; not in the preview, which exchanges a style in its place."""
    workers: Workers | None = None
    """How work is spread, instead of by `jobs`: for an executor of the caller's own."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why pages were made again, in sentences without a stop."""

    every: str = ""
    """The one reason for all pages; empty when each has its own."""
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Output path → reasons, for pages that were made again."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What is other than it was, in a site of which some texts were edited and all else stands."""

    posts: tuple[Post, ...] = ()
    """Those that look otherwise, or are new."""
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Output path → digest and owner, of those that were made."""


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
    indexed: int = 0
    """Pages in the search index."""
    index_made: bool = False
    """Whether that was made anew."""
    made: tuple[str, ...] = ()
    """Paths of the outputs that were rendered, copies not among them. No part of the JSON."""
    reasons: Reasons = field(default_factory=Reasons)
    site: Site | None = None
    """What was built, for the preview; None where the site stands. No part of the JSON."""
    edit: Edit | None = None
    """What else the preview has to know of a site that stands. No part of the JSON."""

    @property
    def index_seconds(self) -> float:
        """What the search index took, of all that the stages took."""
        return dict(self.seconds).get(SEARCH, 0.0)

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
    """`published`, `draft`, `future`, `expired` or `faulty`."""
    title: str
    date: datetime | None
    url: str
