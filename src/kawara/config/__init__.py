"""The settings of a site: each with its meaning and its default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

FILE = "kawara.yml"
HOSTS = ("cloudflare", "github", "netlify")
"""Hosts for which files of their own can be made."""
TELLING = ("cloudflare", "netlify")
"""Those that read how long a browser may keep a file, and have it ask for pages each time. Elsewhere a kept page may ask for a name that is gone."""
KINDS = ("categories", "tags", "authors", "series")
"""Kinds of terms."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """`pagination:` how lists are cut into pages."""

    per_page: int = 10
    """Posts on the first page of a list and on each numbered one."""
    order: str = "fixed"
    """`fixed`: numbered pages are blocks counted from the oldest post. `newest`: page 2 follows page 1."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """`taxonomies: {tags: …}` the terms of one kind."""

    names: Mapping[str, str] = field(default_factory=dict)
    """Folded name → the name to show."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Folded name → the folded name of the term it stands for."""


@dataclass(frozen=True, slots=True)
class Feeds:
    """`feeds:` which feeds are written."""

    limit: int = 20
    """Entries of a feed."""
    terms: tuple[str, ...] = ("categories", "tags")
    """Kinds of term that have feeds of their own."""


@dataclass(frozen=True, slots=True)
class Images:
    """`images:` the versions in which pictures are published, beside the original."""

    widths: tuple[int, ...] = ()
    """In pixels; none for no versions."""
    formats: tuple[str, ...] = ("webp",)
    """`avif` or `webp`, the best first."""
    sizes: str = "100vw"
    """How wide pictures are shown, as in the attribute `sizes` of HTML."""


@dataclass(frozen=True, slots=True)
class External:
    """`check: {external: …}` how `kawara check --external` asks addresses elsewhere."""

    allow_private: bool = False
    """Whether machines that only the author can reach may be asked."""
    ignore: tuple[str, ...] = ()
    """Addresses and hosts that are not asked; `*` stands for anything."""
    keep_days: int = 7
    """For how long an address that has answered is not asked again."""
    timeout: int = 20
    """Seconds to wait for a connection, and again for an answer."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a site. All are optional: `Config()` is a site without `kawara.yml`."""

    title: str = "Blog"
    url: str = ""
    """Where the site will live, with its base path and a closing slash; empty when not set."""
    description: str = ""
    language: str = ""
    """Main language; empty for the one most posts are in."""
    languages: tuple[str, ...] = ()
    """Languages that have an edition of their own, the main one among them."""
    timezone: str = "UTC"
    """IANA name: the zone of dates that are written without an offset."""
    author: str = ""
    permalink: str = "/posts/:slug/"
    pagination: Pagination = field(default_factory=Pagination)
    taxonomies: Mapping[str, Taxonomy] = field(default_factory=dict)
    related: int = 3
    """Related posts that a post names; 0 for none."""
    feeds: Feeds = field(default_factory=Feeds)
    feed_id: str = ""
    """Authority of the feed entries' identities; empty for the host of `url`."""
    images: Images = field(default_factory=Images)
    markdown: Mapping[str, Any] = field(default_factory=dict)
    theme: Mapping[str, Any] = field(default_factory=dict)
    search: bool = False
    """Whether readers can search the site; needs the extra `search`."""
    severity: Mapping[str, str] = field(default_factory=dict)
    """`check.severity`: problem code → error, warning, note or off."""
    external: External = field(default_factory=External)
    """`check.external`."""
    output: str = "_site"
    """`build.output`: the output folder, from the site's folder."""
    host: str = ""
    """`build.host`: where the site is published, when files are to be made for that host; else empty."""
    hashed: bool | None = None
    """`build.hashed`: whether assets are published under names with their digest too; None for what suits the host."""
    mounts: Mapping[str, str] = field(default_factory=dict)
    """Further folders of the site as content: folder → path below the site's root (`docs` → `docs`)."""

    @property
    def base(self) -> str:
        """The site's base path: begins and ends with a slash."""
        return urlsplit(self.url).path or "/"

    @property
    def origin(self) -> str:
        """Scheme and host, without a closing slash; `http://localhost` when `url` is not set."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "http://localhost"

    @property
    def wants_hashed(self) -> bool:
        """Whether there are such names: by themselves where the host is told how long to keep what."""
        return self.host in TELLING if self.hashed is None else self.hashed
