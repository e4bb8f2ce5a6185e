"""Files that are copied as they are: those beside a post follow it, all others stay where their path says.

A post's own folder is `foo/` for `foo/index.md` and for `foo.md` beside it; a folder that holds other posts too is nobody's
own. What lies in the folder of a post that is not published is not published either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from posixpath import dirname, splitext

from kawara.base.urls import output_path
from kawara.model import Page, Post, Source
from kawara.site.claims import AUTHOR, THEME, Claim
from kawara.site.permalinks import CONTENT, href
from kawara.site.site import Site

MARKDOWN = (".md", ".markdown")
DRAFTS = "_drafts"

Folders = Mapping[str, Sequence[Post]]
"""A post's own folder → the published versions of the post, the main edition first."""


def is_text(source: Source) -> bool:
    """Whether a source is a post or page, and not a file to copy."""
    return source.root == CONTENT and source.path.lower().endswith(MARKDOWN)


def copies(site: Site, sources: Sequence[Source], left_out: Collection[str] = ()) -> Iterator[Claim]:
    """A claim for each copy of each file. A file beside a post with several versions is copied beside each of them."""
    folders = own_folders(site, sources, left_out)
    nearest: dict[str, str | None] = {}
    with_drafts = site.with_drafts
    for source in sources:
        if is_text(source) or source.path in left_out:
            continue
        folder = _nearest(dirname(source.path), folders, nearest) if source.root == CONTENT else None
        if folder is not None:
            for post in folders[folder]:
                yield Claim(
                    AUTHOR, _copy(site, source, beside(site.paths[post.path]) + source.path[len(folder) + 1 :], post)
                )
        elif with_drafts or DRAFTS not in source.path.split("/"):
            yield Claim(THEME if source.root == "theme" else AUTHOR, _copy(site, source, source.place))


def beside(path: str) -> str:
    """The folder for the files of the page at a site path: its own, also where the page is no `index.html`."""
    output = output_path(path)
    return output.removesuffix("index.html") if path.endswith("/") else f"{splitext(output)[0]}/"


def own_folders(site: Site, sources: Sequence[Source], left_out: Collection[str]) -> Folders:
    """Every folder that belongs to one post alone, with that post's published versions."""
    folders: dict[str, list[Post]] = {}
    shared = {CONTENT, *(folder.strip("/") for folder in site.config.mounts), ""}
    for source in filter(is_text, sources):
        folder = _folder(source.path, site)
        post = site.post(source.path) if source.path not in left_out else None
        folders.setdefault(folder, []).extend([post] if post else [])
        _share(dirname(folder), shared)
    return {
        folder: sorted(posts, key=lambda post: (post.edition, post.path))
        for folder, posts in folders.items()
        if folder not in shared
    }


def _folder(path: str, site: Site) -> str:
    return site.stems.get(path, splitext(path)[0]).removesuffix("/index")


def _share(folder: str, shared: set[str]) -> None:
    while folder not in shared:
        shared.add(folder)
        folder = dirname(folder)


def _nearest(folder: str, folders: Folders, known: dict[str, str | None]) -> str | None:
    """The nearest folder above a file that is a post's own; None when there is none."""
    if folder not in known:
        known[folder] = folder if folder in folders else _nearest(dirname(folder), folders, known) if folder else None
    return known[folder]


def _copy(site: Site, source: Source, output: str, post: Post | None = None) -> Page:
    url = href(site.config.base, f"/{output}")
    return Page("copy", output, url, owner=source.path, edition=post.edition if post else "")
