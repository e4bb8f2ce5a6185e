"""kawara.yml → Config: every setting, its meaning, its default and how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from kawara.base.problems import Problem
from kawara.base.text import fold
from kawara.config import appearance, readers
from kawara.config.readers import Reader, Reading
from kawara.yamltext import parse

FILE = "kawara.yml"


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


# --- reading -----------------------------------------------------------------------------------------------------------

HOSTS = ("cloudflare", "github", "netlify")
"""Hosts for which files of their own can be made."""
TELLING = ("cloudflare", "netlify")
"""Those that read how long a browser may keep a file, and have it ask for pages each time. Elsewhere a kept page may ask for a name that is gone."""
KINDS = ("categories", "tags", "authors", "series")
_TAXONOMY = readers.record(
    Taxonomy,
    names=readers.map_of(fold, readers.text),
    aliases=readers.map_of(fold, lambda value, reading, name: fold(readers.text(value, reading, name) or "") or None),
)

SWITCHES = (
    "abbreviations",
    "alerts",
    "attributes",
    "autolink",
    "cjk_emphasis",
    "code_blocks",
    "definition_lists",
    "directives",
    "emoji",
    "footnotes",
    "full_width_indent",
    "heading_ids",
    "highlight",
    "line_joins",
    "marks",
    "math",
    "ruby",
    "scripts",
    "single_tilde",
    "smart_punctuation",
    "wikilinks",
)
"""The rules of the Markdown renderer that a site may switch on or off; a test compares them with the rules themselves."""

SETTINGS: dict[str, Reader] = {
    "title": readers.text,
    "url": readers.url,
    "description": readers.text,
    "language": readers.language,
    "languages": readers.list_of(readers.language),
    "timezone": readers.timezone,
    "author": readers.text,
    "permalink": readers.permalink,
    "pagination": readers.record(Pagination, per_page=readers.count, order=readers.one_of("fixed", "newest")),
    "taxonomies": readers.record(dict, **dict.fromkeys(KINDS, _TAXONOMY)),
    "related": readers.number,
    "feeds": readers.record(Feeds, limit=readers.count, terms=readers.list_of(readers.one_of(*KINDS))),
    "feed_id": readers.text,
    "images": readers.record(
        Images,
        widths=readers.list_of(readers.count),
        formats=readers.list_of(readers.one_of("avif", "webp")),
        sizes=readers.text,
    ),
    "markdown": readers.record(
        dict,
        html=readers.by_folder(readers.one_of("allow", "escape", "sanitize")),
        external_rel=readers.text,
        plugins=readers.list_of(readers.plugin),
        **dict.fromkeys(SWITCHES, readers.switch),
    ),
    "theme": appearance.theme,
    "search": readers.switch,
    "check": readers.record(
        dict,
        severity=readers.severities,
        external=readers.record(
            External,
            allow_private=readers.switch,
            ignore=readers.list_of(readers.text),
            keep_days=readers.count,
            timeout=readers.count,
        ),
    ),
    "build": readers.record(dict, output=readers.text, host=readers.one_of(*HOSTS), hashed=readers.switch),
    "mounts": readers.mounts,
}
"""Every setting, and how it is read."""

GROUPS = ("check", "build")
"""Groups of settings, each of which fills a field of its own name."""


def read_config(text: str, path: str = FILE) -> tuple[Config, list[Problem]]:
    """The settings in a text, and every fault in them; what is wrong keeps its default. Never raises. Code: `config`."""
    value, found = parse(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), path)
    problems = [replace(p, code="config", severity="error") for p in found]
    if value is None:
        return Config(), problems
    reading = Reading(path, problems)
    given = reading.members(value, "", SETTINGS)
    grouped = {name: setting for group in GROUPS for name, setting in given.pop(group, {}).items()}
    config = Config(**given, **grouped)
    if config.languages and config.language and config.language not in config.languages:
        languages = ", ".join((config.language, *config.languages))
        where = value.data["languages"] if isinstance(value.data, dict) else value
        reading.wrong(
            where, f"'languages' leaves out the main one, '{config.language}'", f"write languages: [{languages}]"
        )
    return config, problems
