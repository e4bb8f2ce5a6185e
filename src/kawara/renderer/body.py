"""A body's holes, filled: what a post's HTML takes from the rest of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from kawara.base.problems import problem
from kawara.base.urls import resolve
from kawara.model import Body, Hole, Post
from kawara.renderer.embeds import embedded
from kawara.renderer.filters import encoded, join, with_base
from kawara.renderer.images import image
from kawara.renderer.links import ON_DISK, site_path, to_address, to_anchor, to_file, to_named
from kawara.renderer.shown import Shown
from kawara.renderer.sketches import Mention


def fill(body: Body, shown: Shown) -> str:
    """The HTML of a body. A link to a file that is not there stays as written, and is a problem of the post's own page."""
    return _all(body.pieces, shown)


def _all(pieces: Iterable[str | Hole], shown: Shown) -> str:
    return "".join([piece if isinstance(piece, str) else FILLERS[piece.kind](piece, shown) for piece in pieces])


def _url(find: Callable[[Hole, Shown], str]) -> Callable[[Hole, Shown], str]:
    """The filler of an attribute that holds a URL."""
    return lambda hole, shown: escape(find(hole, shown))


def _directive(hole: Hole, shown: Shown) -> str:
    return embedded(hole, shown, _all(hole.inner, shown), lambda argument: URLS[argument.kind](argument, shown))


def _image(hole: Hole, shown: Shown) -> str:
    return image(hole, "".join(URLS[one.kind](one, shown) for one in hole.inner if isinstance(one, Hole)), shown)


URLS: dict[str, Callable[[Hole, Shown], str]] = {
    "link": to_file,
    "site": to_address,
    "anchor": to_anchor,
    "named": to_named,
    "away": lambda hole, _shown: hole.value,
}
"""Kind of hole → the URL it stands for."""
FILLERS: dict[str, Callable[[Hole, Shown], str]] = {
    **{kind: _url(find) for kind, find in URLS.items()},
    "directive": _directive,
    "image": _image,
}
"""Kind of hole → the HTML that fills it."""


def image_url(post: Post | Mention, shown: Shown) -> str:
    """The URL of a post's own image; empty when it has none, or when its file is not there, which is a problem."""
    return image_of(post, shown)[0]


def image_of(post: Post | Mention, shown: Shown) -> tuple[str, str]:
    """The URL of a post's own image, as :func:`image_url` has it, and its file; that of one from elsewhere is empty."""
    written = post.image
    if not written:
        return "", ""
    if written.startswith("//") or "://" in written:
        return join(shown.origin, encoded(written)), ""
    if written.startswith("/"):
        at = site_path(written, shown.base)
        kind, path = shown.view.ask("stands", at) or ("", "")
        url = with_base(shown.base, written) if kind else None
        missing = f"no page and no file at {at}"
    else:
        path = resolve(post.path, written) or ""
        url = shown.view.ask("url_of", path) if path else None
        missing = f"no file {path or None}"
    if url is None:
        where = shown.view.ask("spot", post.path, "image")
        text = f"`image: {written}` leads nowhere: {missing}"
        shown.view.problems.append(problem("link", post.path, text, hint=ON_DISK, **where))
        return "", ""
    return join(shown.origin, url), path
