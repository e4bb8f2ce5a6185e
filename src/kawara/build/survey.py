"""The posts and pages of a site and what becomes of each, without building."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kawara.base.problems import Problem, in_order
from kawara.base.theme import theme_folder
from kawara.build.options import Entry, Options
from kawara.build.pipeline import Run, drafted, loaded
from kawara.build.settings import configure
from kawara.build.work import Desk
from kawara.loader.scan import scan
from kawara.memory.cache import open_cache
from kawara.memory.records import Head
from kawara.site.site import Site


def survey(root: Path, options: Options) -> tuple[list[Entry], list[Problem]]:
    """Every source that can be read as a post or page, newest first and undated last, and what is wrong with any."""
    config, found = configure(root)
    run = Run(root, options, config)
    run.add(found)
    scanned = scan(root, config, theme_folder())
    with tempfile.TemporaryDirectory(prefix="kawara-") as scratch:
        cache, _ = open_cache(Path(scratch, "cache.sqlite3"))
        heads = loaded(run, scanned, Desk(config, "", cache.path))
        cache.close()
    site = drafted(run, scanned, heads).site
    entries = [entry(head, site) for head in heads if head.post]
    return sorted(entries, key=newest_first), in_order(run.problems)


def entry(head: Head, site: Site) -> Entry:
    """One line of the survey."""
    post = head.post
    assert post is not None  # noqa: S101  # the caller has looked
    left = site.left(post.path)
    url = site.url_of(post.path) or ""
    return Entry(post.path, post.kind, left.reason if left else "published", post.title, post.date, url)


def newest_first(one: Entry) -> tuple[bool, float, str]:
    """The order of a survey."""
    return one.date is None, -one.date.timestamp() if one.date else 0.0, one.path
