"""A body's holes, filled: what a post's HTML takes from the rest of the site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from kawara.base.problems import Problem, problem
from kawara.base.urls import resolve, unquote
from kawara.model import Body, Hole, Post
from kawara.renderer.filters import encoded, join, with_base
from kawara.renderer.sketches import Mention
from kawara.renderer.view import View


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a body is shown: on its own page, or elsewhere, where every reference must be a whole URL."""

    post: Post | Mention
    view: View
    base: str
    origin: str = ""
    """Scheme and host; empty on the post's own page."""


def fill(body: Body, shown: Shown) -> str:
    """The HTML of a body. A link to a file that is not there stays as written, and is a problem of the post's own page."""
    return "".join([piece if isinstance(piece, str) else escape(_filled(piece, shown)) for piece in body.pieces])


def _filled(hole: Hole, shown: Shown) -> str:
    return FILLERS[hole.kind](hole, shown)


def _link(hole: Hole, shown: Shown) -> str:
    for path in hole.paths:
        url = shown.view.ask("url_of", path)
        if url is not None:
            return join(shown.origin, url) + encoded(hole.tail)
    if not shown.origin:
        shown.view.problems.append(_broken(hole, shown))
    return encoded(hole.value)


def _site(hole: Hole, shown: Shown) -> str:
    return join(shown.origin, with_base(shown.base, hole.value)) if hole.value.startswith("/") else encoded(hole.value)


def _anchor(hole: Hole, shown: Shown) -> str:
    return (join(shown.origin, shown.post.url) if shown.origin else "") + encoded(hole.value)


FILLERS: dict[str, Callable[[Hole, Shown], str]] = {"link": _link, "site": _site, "anchor": _anchor}
"""Kind of hole → the URL that fills it, not yet escaped."""


def _broken(hole: Hole, shown: Shown) -> Problem:
    """A link that leads nowhere: to a post that is not out, or to nothing."""
    place = {"line": hole.line, "column": hole.column, "source": hole.excerpt}
    for path in hole.paths:
        left = shown.view.ask("left", path)
        if left is not None:
            text = f"'{unquote(hole.value)}' leads to {path}, which is not published ({REASONS[left.reason]})"
            return problem("unpublished", shown.post.path, text, hint="publish it first, or take the link out", **place)
    looked = f"no file {' or '.join(hole.paths)}" if hole.paths else "it leads out of the site"
    hint = "name the file as it is on disk, from the folder of this one"
    return problem("link", shown.post.path, f"'{unquote(hole.value)}' leads nowhere: {looked}", hint=hint, **place)


REASONS = {"draft": "a draft", "future": "its date has not come", "expired": "it has expired"}


def image_url(post: Post | Mention, shown: Shown) -> str:
    """The URL of a post's own image; empty when it has none, or when its file is not there, which is a problem."""
    image = post.image
    if not image or image.startswith("//") or "://" in image:
        return encoded(image)
    if image.startswith("/"):
        return join(shown.origin, with_base(shown.base, image))
    path = resolve(post.path, image)
    url = shown.view.ask("url_of", path) if path else None
    if url is None:
        hint = "name the file as it is on disk, from the folder of this one"
        where = shown.view.ask("spot", post.path, "image")
        text = f"`image: {image}` leads nowhere: no file {path}"
        shown.view.problems.append(problem("link", post.path, text, hint=hint, **where))
        return ""
    return join(shown.origin, str(url))
