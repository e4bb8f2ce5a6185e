"""The moments at which a site would change by itself: a scheduled post comes, an expired one goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kawara.base.theme import theme_folder
from kawara.build.drafting import texts
from kawara.build.holding import remembering
from kawara.build.loading import heads_of
from kawara.build.options import Options
from kawara.build.recall import Memory
from kawara.build.run import Run
from kawara.build.settings import configure
from kawara.loader.scan import scan
from kawara.model import Post


@dataclass(frozen=True, slots=True)
class Turn:
    """One post at one moment."""

    when: datetime
    path: str
    what: str
    """`published` or `expires`."""


def upcoming(root: Path, options: Options) -> list[Turn]:
    """Every moment to come, the next one first. Drafts do not come by themselves."""
    config, _ = configure(root)
    return remembering(Run(root.absolute(), options, config), found)


def found(run: Run, memory: Memory) -> list[Turn]:
    """The moments, with what is remembered of the sources."""
    scanned = scan(run.root, run.config, theme_folder())
    heads = heads_of(run, memory, texts(scanned))
    every = (turn for head in heads if head.post for turn in turns(head.post, run.options.now))
    return sorted(every, key=lambda turn: (turn.when.timestamp(), turn.path))


def turns(post: Post, now: datetime) -> Iterator[Turn]:
    """The moments to come of one post. One that expires before it is published is never seen."""
    is_over = post.expires is not None and (
        post.expires <= now or (post.date is not None and post.expires <= post.date)
    )
    if post.draft or is_over:
        return
    if post.date is not None and post.date > now:
        yield Turn(post.date, post.path, "published")
    if post.expires is not None:
        yield Turn(post.expires, post.path, "expires")
