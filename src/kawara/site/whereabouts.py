"""What stands at an address, which posts go by a name, and what was probably meant by one that nothing answers to.

Everything is looked up in tables that are made when the first question of their kind comes: a site whose links are all
relative and right pays for none of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, splitext

from kawara.base.near import Paths, near_name
from kawara.base.urls import slugify
from kawara.model import Page, Post
from kawara.site.permalinks import version
from kawara.site.site import Site
from kawara.site.variants import KIND as VARIANT

DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-")


@dataclass(frozen=True)
class Whereabouts:
    """Where everything of a site is to be found."""

    site: Site
    pages: Sequence[Page]
    """Of the plan."""
    urls: Mapping[str, str]
    """Path of a source → URL of what became of it."""

    def stands(self, path: str) -> tuple[str, str] | None:
        """Kind and owner of the page or file at a decoded site path; None when there is none.

        As servers have it, `/a` is `a`, `a.html` or `a/index.html`.
        """
        bare = path.lstrip("/")
        names = (
            (f"{bare}index.html",) if bare.endswith("/") or not bare else (bare, f"{bare}.html", f"{bare}/index.html")
        )
        page = next((self._pages[name] for name in names if name in self._pages), None)
        return (page.kind, page.owner) if page else None

    def near_address(self, path: str) -> str:
        """The address nearest to a site path at which nothing stands; empty when none is near."""
        return self._addresses.near(path)

    def near_file(self, path: str) -> str:
        """The source nearest to a path that names none; empty when none is near."""
        return self._files.near(path)

    def variants(self, path: str) -> tuple[tuple[str, int, str], ...]:
        """Format, width and URL of each version of a picture; those that stand beside the copy that links lead to."""
        stem = splitext(self.urls.get(path, ""))[0]
        found = [page for page in self._variants.get(path, ()) if page.url.startswith(f"{stem}.")]
        made = ((*page.target.split(), page.url) for page in found)
        return tuple((form, int(width), url) for width, form, url in made)

    def named(self, name: str, lang: str) -> tuple[str, ...]:
        """The posts and pages that go by a name: that of their file, with or without date and folders, or their slug.

        Of the versions of one post only that in `lang`, else the first. Unpublished ones only where no other has the name.
        """
        *folders, last = (slugify(part) for part in name.split("/"))
        found = [path for path in self._names.get(last, ()) if self._is_below(path, [*folders, last])]
        out = [path for path in found if self.site.post(path)]
        versions: defaultdict[str, list[str]] = defaultdict(list)
        for path in out or found:
            versions[version(self.site.stems[path], self.site.config)].append(path)
        return tuple(min(paths, key=lambda path: self._order(path, lang)) for paths in versions.values())

    def near_named(self, name: str) -> str:
        """The nearest name that a post or page goes by; empty when none is near."""
        return near_name(slugify(name.rpartition("/")[2]), self._names)

    def _is_below(self, path: str, parts: list[str]) -> bool:
        """Whether the folders that were named are those above the source; the last part is its name already."""
        above = [slugify(part) for part in self.site.stems[path].removesuffix("/index").split("/")[:-1]]
        return len(parts) == 1 or above[-(len(parts) - 1) :] == parts[:-1]

    def _order(self, path: str, lang: str) -> tuple[bool, bool, str]:
        post = self.site.post(path)
        return post is None or post.lang != lang, post is None or post.edition != "", path

    @cached_property
    def _variants(self) -> Mapping[str, list[Page]]:
        variants: defaultdict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            if page.kind == VARIANT:
                variants[page.owner].append(page)
        return variants

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {page.output: page for page in self.pages}

    @cached_property
    def _addresses(self) -> Paths:
        return Paths(f"/{output.removesuffix('index.html')}" for output in self._pages)

    @cached_property
    def _files(self) -> Paths:
        return Paths(self.urls)

    @cached_property
    def _names(self) -> Mapping[str, list[str]]:
        names: defaultdict[str, list[str]] = defaultdict(list)
        for path, stem in sorted(self.site.stems.items()):
            for name in _names_of(stem, self.site.post(path)):
                names[name].append(path)
        return names


def _names_of(stem: str, post: Post | None) -> set[str]:
    """Every name a source goes by."""
    name = basename(stem.removesuffix("/index"))
    given = {slugify(name), slugify(DATED.sub("", name, count=1)), post.slug if post else ""}
    return given - {""}
