"""What a post asks to be spared: `check: {ignore: [repeated]}` in its front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kawara.base.findings import Finding
from kawara.model import Post


def ignored(post: Post | None) -> frozenset[str]:
    """The codes that a post asks to ignore, as written: some may be of no rule."""
    own = post.extra.get("check") if post else None
    codes = own.get("ignore", ()) if isinstance(own, dict) else ()
    return frozenset([codes] if isinstance(codes, str) else map(str, codes if isinstance(codes, list) else ()))


def spared(found: Iterable[Finding], posts: Mapping[str, Post]) -> Iterator[Finding]:
    """The findings less those that their own post asks to ignore."""
    return (each for each in found if each.problem.code not in ignored(posts.get(each.problem.path)))
