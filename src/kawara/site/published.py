"""Which posts are out, in which language edition, in which order: one rule, which every output follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from kawara.config import Config
from kawara.model import Left, Post


class Timed(Protocol):
    """What decides whether a post is out."""

    @property
    def path(self) -> str: ...  # noqa: D102  as a Post has it
    @property
    def draft(self) -> bool: ...  # noqa: D102  as a Post has it
    @property
    def date(self) -> datetime | None: ...  # noqa: D102  as a Post has it
    @property
    def expires(self) -> datetime | None: ...  # noqa: D102  as a Post has it


def left(post: Timed, now: datetime, *, drafts: bool, future: bool) -> Left | None:
    """Why a post is not published at `now`; None when it is. `drafts` and `future` let in what they name."""
    if post.draft and not drafts:
        return Left(post.path, "draft")
    if post.expires is not None and post.expires <= now:
        return Left(post.path, "expired", post.expires)
    if post.date is not None and post.date > now and not future:
        return Left(post.path, "future", post.date)
    return None


def main_language(posts: Iterable[Post]) -> str:
    """The language most posts are in, the first by name of several; that of the pages where there is no post; else `en`."""
    posts = list(posts)
    counts = Counter(post.lang for post in posts if post.kind == "post") or Counter(post.lang for post in posts)
    return min(counts, key=lambda lang: (-counts[lang], lang), default="en")


def edition_of(post: Post, config: Config) -> str:
    """The language edition a post belongs to: one of `languages`, else that of its file name; empty for the main one."""
    lang = post.lang if post.lang in config.languages else "" if config.languages else post.suffix
    return "" if lang == config.language else lang


def in_order(posts: Sequence[Post]) -> list[Post]:
    """Newest first, by the instant and not by the clock on the wall; then by path; undated posts last."""
    return sorted(posts, key=rank)


def rank(post: Post) -> tuple[bool, float, str]:
    """By what posts are put in order."""
    return post.date is None, -post.date.timestamp() if post.date else 0.0, post.path
