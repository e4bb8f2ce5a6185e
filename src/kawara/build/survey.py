"""The posts and pages of a site and what becomes of each, without building."""

from __future__ import annotations

from pathlib import Path

from kawara.base.problems import Problem, in_order
from kawara.base.theme import theme_folder
from kawara.build.drafting import drafted, texts
from kawara.build.holding import remembering
from kawara.build.loading import heads_of
from kawara.build.options import Entry, Options
from kawara.build.recall import Memory
from kawara.build.run import Run
from kawara.build.settings import configure
from kawara.loader.scan import scan
from kawara.model import Post
from kawara.site.site import Site


def survey(root: Path, options: Options) -> tuple[list[Entry], list[Problem]]:
    """Every source that can be read as a post or page, newest first and undated last, and what is wrong with any."""
    config, found = configure(root)
    run = Run(root.absolute(), options, config)
    run.add(found)
    return remembering(run, surveyed)


def surveyed(run: Run, memory: Memory) -> tuple[list[Entry], list[Problem]]:
    """The survey, with what is remembered of the sources."""
    scanned = scan(run.root, run.config, theme_folder())
    run.add(scanned.problems)
    heads = heads_of(run, memory, texts(scanned))
    site = drafted(run, scanned, heads).site
    entries = [entry(head.post, site) for head in heads if head.post]
    return sorted(entries, key=newest_first), in_order(run.problems)


def entry(post: Post, site: Site) -> Entry:
    """One line of the survey."""
    left = site.left(post.path)
    url = site.url_of(post.path) or ""
    return Entry(post.path, post.kind, left.reason if left else "published", post.title, post.date, url)


def newest_first(one: Entry) -> tuple[bool, float, str]:
    """The order of a survey."""
    return one.date is None, -one.date.timestamp() if one.date else 0.0, one.path
