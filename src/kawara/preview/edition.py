"""What one build came to, as the preview shows it: a value that is replaced as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from kawara.base.digest import digest
from kawara.base.problems import Problem
from kawara.base.rules import RULES
from kawara.build.ahead import Ahead
from kawara.build.options import Reasons, Report
from kawara.memory.files import Stat, stat_of
from kawara.model import Post
from kawara.site.published import left
from kawara.site.site import Site
from kawara.writer.manifest import Entry, read_manifest
from kawara.writer.places import MANIFEST

NOT_FOUND = "404.html"
PAGES = (".html", ".xml", ".json")
"""What tabs show, or nobody does: all else may be a part of what they show."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the preview knows of one post or page."""

    path: str
    url: str
    title: str
    draft: bool
    date: datetime | None
    expires: datetime | None
    hidden: bool = False
    """Whether it asks to be passed over by whoever searches."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The preview as of one build."""

    number: int = 0
    """Counts the builds that did something or had something new to say."""
    base: str = "/"
    """The site's base path, decoded."""
    report: Report = field(default_factory=Report)
    problems: tuple[Problem, ...] = ()
    """With the preview's severities."""
    posts: Mapping[str, Told] = field(default_factory=dict)
    """By path of the source."""
    pages: Mapping[str, Entry] = field(default_factory=dict)
    """Every file that may be served."""
    changed: frozenset[str] = frozenset()
    """The files that are not what they were in the edition before, or are there no more."""
    assets: Mapping[str, int] = field(default_factory=dict)
    """Each file beside the pages that has become another since the first edition → the number of the last that changed it."""
    saved: str = ""
    """URL of the post that was saved."""
    stamp: Stat | None = None
    """See :func:`stamp_of`."""
    ahead: Ahead | None = None
    """The pages as they will be, while they are built."""


def mild(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems as a preview takes them: only what cannot be read or placed is an error, everything else a warning."""
    for each in problems:
        is_mild = each.severity == "error" and not RULES[each.code].blocking
        yield replace(each, severity="warning") if is_mild else each


def table(site: Site) -> dict[str, Told]:
    """The posts and pages of a site, without all that a preview has no use for."""
    return {post.path: told(post) for posts in (site.ordered, site.standalone) for post in posts}


def told_of(before: Edition, report: Report) -> Mapping[str, Told]:
    """The posts after a build that left the site as it stands, but for some."""
    posts = report.edit.posts if report.edit else ()
    return {**before.posts, **{post.path: told(post) for post in posts}} if posts else before.posts


def told(post: Post) -> Told:
    """One row of the table."""
    return Told(post.path, post.url, post.title, post.draft, post.date, post.expires, post.extra.get("noindex") is True)


def held_back(post: Told | None, now: datetime) -> str:
    """Why a post is not published, as a sentence; empty when it is."""
    if post is None:
        return ""
    reason = left(post, now, drafts=False, future=False)
    return f"Not published: {WHY[reason.reason]}{moment(reason.when)}." if reason else ""


WHY = {
    "draft": "it is a draft (`draft: true`, or a folder or name of drafts)",
    "future": "its date is still to come, on ",
    "expired": "it expired on ",
}
"""Reason → words, to be followed by the moment where there is one."""


def moment(when: datetime | None) -> str:
    """A moment, in the zone in which its author wrote it."""
    return f"{when:%Y-%m-%d %H:%M %z}".rstrip() if when else ""


@dataclass(frozen=True, slots=True)
class Done:
    """What a build came to, without all that a preview has no use for."""

    report: Report
    posts: Mapping[str, Told] | None = None
    """Every post of the site; None where they are as they were, but for those that the report names."""


def done(report: Report) -> Done:
    """What the preview keeps of a report."""
    bare = replace(report, site=None, reasons=Reasons(), made=())
    return Done(bare, table(report.site) if report.site else None)


def next_edition(before: Edition, build: Done, output: Path, base: str, *, alone: bool = False) -> Edition:
    """The edition after a build. It is the one before where the build changed nothing and has nothing new to say.

    `alone`: nobody else has built there since the edition before, so that what this build did is all that was done.
    """
    report = build.report
    stamp = stamp_of(output)
    found, changed = listed(before, report, output, stamp, alone=alone)
    problems = tuple(mild(report.problems))
    posts = told_of(before, report) if build.posts is None else build.posts
    posts = {**kept_posts(before, posts, found), **posts}
    is_same = problems == before.problems and base == before.base and not before.ahead
    if before.number and not changed and is_same:
        return replace(before, posts=posts, pages=found, stamp=stamp)
    number = before.number + 1
    return Edition(
        number=number,
        base=base if report.complete else before.base,
        report=replace(report, edit=None),
        problems=problems,
        posts=posts,
        pages=found,
        changed=changed,
        assets=assets_of(before, changed, number),
        stamp=stamp,
    )


def kept_posts(before: Edition, posts: Mapping[str, Told], pages: Mapping[str, Entry]) -> dict[str, Told]:
    """The posts that are gone for a fault of theirs, and whose last good pages stay."""
    gone = before.posts.keys() - posts.keys()
    owners = {entry.owner for entry in pages.values()} if gone else set()
    return {path: before.posts[path] for path in before.posts if path in gone and path in owners}


def assets_of(before: Edition, changed: Iterable[str], number: int) -> Mapping[str, int]:
    """What has become another since the first edition, for tabs that have missed some."""
    new = [path for path in changed if before.number and not path.endswith(PAGES)]
    return {**before.assets, **dict.fromkeys(new, number)} if new else before.assets


def listed(
    before: Edition, report: Report, output: Path, stamp: Stat | None, *, alone: bool
) -> tuple[Mapping[str, Entry], frozenset[str]]:
    """Every file after a build, and those that are others than before. The list is read where it may tell of more."""
    if stamp and stamp == before.stamp and not (report.written or report.removed):
        return before.pages, frozenset()
    if alone and report.edit:
        new = {path: Entry(*entry) for path, entry in report.edit.files.items()}
        return {**before.pages, **new}, frozenset(path for path in new if new[path] != before.pages.get(path))
    found = read_manifest(str(output), report.output)[0] or {}
    return found, frozenset(path for path in {*found, *before.pages} if found.get(path) != before.pages.get(path))


def looking_ahead(before: Edition, ahead: Ahead) -> Edition:
    """The edition from the moment at which pages can be shown as they will be, until they are built."""
    number, changed = before.number + 1, frozenset(ahead.files)
    assets = assets_of(before, changed, number)
    return replace(before, number=number, changed=changed, assets=assets, saved="", ahead=ahead)


def told_anew(before: Edition) -> Edition:
    """The same edition once more, as time has passed."""
    return replace(before, number=before.number + 1, changed=frozenset(), saved="")


def made_ahead(edition: Edition, name: str) -> bytes | None:
    """A page as it will be; None where it is what stands in its file."""
    return edition.ahead.page(name) if edition.ahead and name.endswith(".html") else None


def digest_at(edition: Edition, name: str) -> str:
    """The digest of a page as it is served."""
    data = made_ahead(edition, name)
    return edition.pages[name].digest if data is None else digest(data)


def stamp_of(output: Path) -> Stat | None:
    """What tells whether somebody has built there since; None where nobody ever has."""
    return stat_of(f"{output}/{MANIFEST}")


def page_at(edition: Edition, path: str) -> str | None:
    """The file for the decoded path of a URL, as hosts find it; None when there is none."""
    if not path.startswith(edition.base):
        return None
    below = path[len(edition.base) :]
    names = (f"{below}index.html",) if not below or below.endswith("/") else (below, f"{below}.html")
    return next((name for name in names if name in edition.pages), None)


def is_folder(edition: Edition, path: str) -> bool:
    """Whether the path lacks but its closing slash."""
    return path + "/" == edition.base or page_at(edition, path + "/") is not None


def moved(edition: Edition, path: str) -> str:
    """Where a path leads that is none itself: with its closing slash, or from the front door to the site; empty for nowhere."""
    if is_folder(edition, path):
        return f"/{path.lstrip('/')}/"
    return edition.base if path == "/" != edition.base else ""


def missing_page(edition: Edition, path: str) -> str | None:
    """The page to show where there is none: the nearest `404.html` above."""
    parts = path.removeprefix(edition.base).split("/")[:-1]
    names = ("/".join([*parts[:count], NOT_FOUND]) for count in range(len(parts), -1, -1))
    return next((name for name in names if name in edition.pages), None)


def owner(edition: Edition, url: str) -> Told | None:
    """The post or page at the path of a URL."""
    name = page_at(edition, unquote(url))
    return edition.posts.get(edition.pages[name].owner) if name else None
