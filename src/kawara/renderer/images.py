"""Images as pages show them: with their size, so that nothing moves while they come, and where there are any in several sizes."""

from __future__ import annotations

from kawara.base.markup import img
from kawara.model import Hole
from kawara.renderer.links import site_path
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
    return img((name, value) for name, value in in_order(attributes) if not (shown.origin and name in OURS))


def in_order(attributes: dict[str, object]) -> list[tuple[str, object]]:
    """What the image is, its size, and then how it is loaded."""
    return sorted(attributes.items(), key=lambda item: item[0] in OURS)


def source_of(source: str | Hole, shown: Shown) -> str:
    """The file of the site that is shown; empty when there is none, or what is there is no file."""
    if isinstance(source, str):
        return ""
    if source.kind == "site":
        found = shown.view.ask("stands", site_path(source.value.removesuffix(source.tail), shown.base))
        return str(found[1]) if found and found[0] == "copy" else ""
    return next((path for path in source.paths if shown.view.ask("url_of", path) is not None), "")
