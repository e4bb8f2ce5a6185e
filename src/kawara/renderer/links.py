"""Where references lead: the URL that fills each hole, and a problem with the nearest right name for each that leads nowhere."""

from __future__ import annotations

from posixpath import dirname, relpath

from kawara.base.text import fold, nfc
from kawara.base.urls import unquote
from kawara.model import Hole
from kawara.renderer.filters import encoded, has_base, join, with_base
from kawara.renderer.shown import Shown

REASONS = {
    "draft": "a draft",
    "future": "its date has not come",
    "expired": "it has expired",
    "faulty": "it has errors",
}
TEXTS = ("post", "page")
"""Kinds of page that have an author's text, and so anchors of the author's."""
SUFFIXES = (".md", ".markdown")
EVERYWHERE = ("", "top")
"""Fragments that lead to the top of any page (https://html.spec.whatwg.org/#find-a-potential-indicated-element)."""
STATIC = "static/"


def to_file(hole: Hole, shown: Shown) -> str:
    """A file of the site, by its path from the post."""
    for path in hole.paths:
        url = shown.view.ask("url_of", path)
        if url is not None:
            check_anchor(path if path.lower().endswith(SUFFIXES) else "", hole, shown)
            return join(shown.origin, url) + encoded(hole.tail)
    if not shown.origin:
        tell_broken(hole, shown)
    return encoded(hole.value)


def to_address(hole: Hole, shown: Shown) -> str:
    """An address of the site, from its root."""
    if not hole.value.startswith("/"):
        return encoded(hole.value)
    path = place_named(hole, shown)
    found = shown.view.ask("stands", path) if hole.line and not shown.origin else ("", "")
    if found is None:
        near = shown.view.ask("near_address", path)
        text = f"'{unquote(hole.value)}' leads nowhere: the site has no page and no file at {path}"
        shown.tell("link", text, hole, f"did you mean '{near}'?" if near else FROM_ROOT)
    elif found[0] in TEXTS:
        check_anchor(found[1], hole, shown)
    return join(shown.origin, with_base(shown.base, hole.value))


def place_named(hole: Hole, shown: Shown) -> str:
    """The path that a reference from the root names, less query and fragment, as :func:`site_path` has it.

    They are looked for in the reference itself, which is shown as it is read: `tail` is encoded.
    """
    return site_path(hole.value.partition("#")[0].partition("?")[0], shown.base)


def site_path(reference: str, base: str) -> str:
    """The decoded path from the site's root that a reference names, with the base path before it or without."""
    path = unquote(reference)
    return f"/{path[len(unquote(base)) :]}" if has_base(base, path) else path


def to_anchor(hole: Hole, shown: Shown) -> str:
    """A place in the post itself."""
    check_anchor(shown.post.path if hole.line else "", hole, shown)
    return (join(shown.origin, shown.post.url) if shown.origin else "") + encoded(hole.value)


def to_named(hole: Hole, shown: Shown) -> str:
    """A post by its name."""
    name = hole.value.partition("#")[0].strip()
    found = shown.view.ask("named", name, shown.post.lang)
    if len(found) == 1:
        url = shown.view.ask("url_of", found[0])
        if url is not None:
            check_anchor(found[0], hole, shown)
            return join(shown.origin, url) + encoded(hole.tail)
    if not shown.origin:
        tell_unnamed(name, found, hole, shown)
    return encoded(hole.value)


# --- what leads nowhere ------------------------------------------------------------------------------------------------


def check_anchor(path: str, hole: Hole, shown: Shown) -> None:
    """Tell of a fragment that is no id in the text at `path`; without a path there is nothing to check."""
    fragment = unquote(hole.tail.partition("#")[2])
    if not path or shown.origin or fragment.casefold() in EVERYWHERE or fragment.startswith(":~:"):
        return
    near = shown.view.ask("anchor", path, fragment)
    if near is not None:
        where = "this text" if path == shown.post.path else path
        hint = f"did you mean '#{near}'?" if near else ""
        shown.tell("anchor", f"nothing in {where} has the id '{fragment}'", hole, hint)


def tell_broken(hole: Hole, shown: Shown) -> None:
    """A link that leads nowhere: to a post that is not out, or to nothing."""
    if told_unpublished(hole.paths, hole, shown):
        return
    written = unquote(hole.value)
    near = next(filter(None, (shown.view.ask("near_file", path) for path in hole.paths)), "")
    looked = f"no file {' or '.join(hole.paths)}" if hole.paths else "it leads out of the site"
    if any(fold(path) == fold(near) for path in hole.paths):
        looked = f"the file is {near}, in other letters"
    hint = f"did you mean '{reference(near, shown.post.path)}'?" if near else ON_DISK
    shown.tell("link", f"'{written}' leads nowhere: {looked}", hole, hint)


FROM_ROOT = "correct the path; with / before it, it begins at the root of the site, where the files of static/ are"
ON_DISK = "name the file as it is on disk, from the folder of this one"


def reference(path: str, start: str) -> str:
    """How the text at `start` refers to a source."""
    if path.startswith(STATIC):
        return f"/{path.removeprefix(STATIC)}"
    return relpath(path, dirname(start))


def told_unpublished(paths: tuple[str, ...], hole: Hole, shown: Shown) -> bool:
    """Whether one of these is a post that is not out, which is told."""
    for path in paths:
        left = shown.view.ask("left", path)
        if left is not None:
            text = f"'{unquote(hole.value)}' leads to {path}, which is not published ({REASONS[left.reason]})"
            shown.tell("unpublished", text, hole, "publish it first, or take the link out")
            return True
    return False


def tell_unnamed(name: str, found: tuple[str, ...], hole: Hole, shown: Shown) -> None:
    """A name that no post goes by, or several do, or one that is not out."""
    if len(found) > 1:
        listed = ", ".join(found)
        hint = f"write more of its path, such as [[{longer(found[0])}]]"
        shown.tell("ambiguous", f"'[[{hole.value}]]' may mean any of {listed}", hole, hint)
    elif not told_unpublished(found, hole, shown):
        near = shown.view.ask("near_named", name)
        hint = f"did you mean '[[{near}]]'?" if near else "a post is named by its file or its slug"
        shown.tell("link", f"'[[{hole.value}]]' leads nowhere: no post or page is named '{nfc(name)}'", hole, hint)


def longer(path: str) -> str:
    """The name of a source with the folder above it."""
    return "/".join(path.removesuffix(".md").removesuffix("/index").split("/")[-2:])
