"""The order within a series, and posts that claim one place in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kawara.base.problems import Problem, problem
from kawara.model import Post, Term
from kawara.site.places import Places, spot


@dataclass(frozen=True, slots=True)
class Part:
    """A post's place in one series."""

    term: Term
    number: int
    """Counted from 1, oldest first: where it stands, whatever `part` says."""
    total: int
    previous: Post | None
    next: Post | None


def in_series(posts: Iterable[Post]) -> list[Post]:
    """Oldest first: by `part` where one is given, then by date, undated posts last, then by path."""
    return sorted(posts, key=_key)


def _key(post: Post) -> tuple[bool, int, bool, float, str]:
    instant = post.date.timestamp() if post.date else 0.0
    return post.part is None, post.part or 0, post.date is None, instant, post.path


def same_parts(posts: Iterable[Post], places: Mapping[str, Places]) -> Iterable[Problem]:
    """One error for each post that claims a place in a series which an earlier path has. `posts` in order of path."""
    first: dict[tuple[str, str, int], str] = {}
    for post in posts:
        if post.part is None:
            continue
        for term in post.series:
            owner = first.setdefault((post.edition, term.key, post.part), post.path)
            if owner != post.path:
                text = f"part {post.part} of '{term.name}' is {owner} already"
                hint = "give one of them another `part`"
                yield problem("series", post.path, text, hint=hint, **spot(places.get(post.path, {}), "part", "series"))
