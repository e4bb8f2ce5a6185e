"""Old addresses of a post: where they are, and which of them no file can stand at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kawara.base.problems import Problem, problem
from kawara.base.urls import resolve, unquote, unsafe
from kawara.model import Post
from kawara.site.places import Places, spot


def alias_path(alias: str) -> str:
    """The site path of an alias, decoded as the alias is: it counts from the site's root with or without its slash."""
    return "/" + alias.removeprefix("/")


def alias_fault(alias: str) -> str | None:
    """Why no redirect can stand at an alias, as the end of a sentence; None when one can."""
    if "?" in alias or "#" in alias:
        return "has a query or a fragment, which never asks for a file"
    return unsafe(alias_path(alias)) if alias.strip("/") else "is the home page"


def usable(post: Post) -> tuple[str, ...]:
    """The decoded paths of a post's aliases, each once."""
    return tuple(dict.fromkeys(alias_path(alias) for alias in post.aliases if not alias_fault(alias)))


def alias_faults(posts: Iterable[Post], places: Mapping[str, Places]) -> Iterable[Problem]:
    """One error for each alias that cannot be used."""
    for post in posts:
        for alias in post.aliases:
            reason = alias_fault(alias)
            if reason:
                code = "outside" if resolve("", unquote(alias_path(alias))) is None else "slug"
                hint = "write it as a path of this site, such as /2019/old-name/"
                spotted = spot(places.get(post.path, {}), "aliases")
                yield problem(code, post.path, f"the alias '{alias}' {reason}", hint=hint, **spotted)
