"""Images as pages show them: with their size, so that nothing moves while they come, and where there are any in several sizes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from kawara.base.markup import img, opened
from kawara.base.problems import problem
from kawara.model import Hole, Post
from kawara.renderer.links import place_named
from kawara.renderer.shown import Shown

SIZED = frozenset({"width", "height", "style"})
"""An author who gives one of these has decided the size."""
OURS = frozenset({"loading", "decoding"})
"""Attributes that a feed does without."""


def image(hole: Hole, url: str, shown: Shown) -> str:
    """An image at a URL."""
    attributes: dict[str, object] = {"src": url, **dict(hole.arguments)}
    path = source_of(hole.inner[0], shown)
    size = shown.view.ask("image_size", path) if path and SIZED.isdisjoint(attributes) else None
    if size:
        attributes |= {"width": size[0], "height": size[1]}
    elif path and SIZED.isdisjoint(attributes) and not path.lower().endswith(".svg"):
        shown.tell("image", f"the size of {path} cannot be told", hole)
    if shown.origin:
        return img((name, value) for name, value in attributes.items() if name not in OURS)
    found = shown.view.ask("variants", path) if path and "srcset" not in attributes else ()
    return pictured(img(in_order(attributes)), found, shown) if found else img(in_order(attributes))


def cover(post: Post, url: str, path: str, text: str, shown: Shown) -> str:
    """A post's own image, to stand above its text; empty where there is none, and where the text has it already.

    `url`: where it is to be had; `path`: its file, empty for one from elsewhere. It is what readers see first, so it never waits.
    """
    if not url or f'src="{escape(url)}"' in text or post.extra.get("cover") is False:
        return ""
    attributes: dict[str, object] = {"src": url, "alt": post.extra.get("image_alt") or ""}
    size = shown.view.ask("image_size", path) if path else None
    if size:
        attributes |= {"width": size[0], "height": size[1]}
    elif path and not path.lower().endswith(".svg"):
        where = shown.view.ask("spot", post.path, "image")
        shown.view.problems.append(problem("image", post.path, f"the size of {path} cannot be told", **where))
        return ""
    found = shown.view.ask("variants", path) if path else ()
    made = img((attributes | {"fetchpriority": "high"}).items())
    return pictured(made, found, shown) if found else made


def pictured(original: str, found: Iterable[tuple[str, int, str]], shown: Shown) -> str:
    """An image with the versions that a browser may choose from, in the order of the formats that are wanted."""
    images = shown.view.ask("setting", "images")
    sources = []
    for form in images.formats:
        widths = sorted((width, url) for one, width, url in found if one == form)
        listed = ", ".join(f"{url} {width}w" for width, url in widths)
        sources.append(opened("source", [("type", f"image/{form}"), ("srcset", listed), ("sizes", images.sizes)]))
    return f"<picture>{''.join(sources)}{original}</picture>"


def in_order(attributes: dict[str, object]) -> list[tuple[str, object]]:
    """What the image is, its size, and then how it is loaded."""
    return sorted(attributes.items(), key=lambda item: item[0] in OURS)


def source_of(source: str | Hole, shown: Shown) -> str:
    """The file of the site that is shown; empty when there is none, or what is there is no file."""
    if isinstance(source, str):
        return ""
    if source.kind == "site":
        found = shown.view.ask("stands", place_named(source, shown))
        return str(found[1]) if found and found[0] == "copy" else ""
    return next((path for path in source.paths if shown.view.ask("url_of", path) is not None), "")
