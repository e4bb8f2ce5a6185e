"""Site → pages: every file we promise to write, and each path claimed once.

The table of planners is the whole of it. A new kind of page is one function from a site to pages, and one row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kawara.base.problems import Problem
from kawara.config import Config
from kawara.model import NOTHING, Page, Source
from kawara.site import appearance, hashing, lists, machines, texts
from kawara.site.claims import ALIAS, AUTHOR, GENERATED, Claim, settle
from kawara.site.copies import copies
from kawara.site.hashing import Copy
from kawara.site.hosting import hosting
from kawara.site.permalinks import href
from kawara.site.site import Site
from kawara.site.variants import variants

Planner = Callable[[Site], Iterable[Page]]

PLANNERS: tuple[tuple[Planner, int], ...] = (
    (texts.posts, AUTHOR),
    (texts.pages, AUTHOR),
    (texts.redirects, ALIAS),
    (lists.home, GENERATED),
    (lists.terms, GENERATED),
    (lists.indexes, GENERATED),
    (lists.archives, GENERATED),
    (lists.feeds, GENERATED),
    (machines.sitemap, GENERATED),
    (machines.robots, GENERATED),
    (machines.search, GENERATED),
    (machines.not_found, GENERATED),
)
"""Every planner, with the right by which its pages claim their paths."""

READ = ("post", "page", "copy")
"""Kinds of page that a link to a source may lead to."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All pages of a site."""

    pages: tuple[Page, ...]
    """By output path."""
    urls: Mapping[str, str]
    """Path of a source → URL of its post or page, or of its copy; of several copies the one in the main edition."""
    hashed: Mapping[str, str] = field(default_factory=dict)
    """Name of an asset → URL of its copy with a digest in its name."""


def plan(
    site: Site,
    sources: Sequence[Source],
    *,
    left_out: Collection[str] = frozenset(),
    widths: Mapping[str, int] = NOTHING,
    hashed: Mapping[str, Copy] = NOTHING,
) -> tuple[Plan, list[Problem]]:
    """The plan of a site and of the files it is made from, and the collisions in it.

    `left_out`: paths of sources that get no page, no redirect and no files beside them; they are still in the site's lists,
    unless it was assembled without them. `widths`: path of a picture → its width, of those that get versions of it. `hashed`: name of
    an asset → its copy, of those that have one with a digest in its name.
    """
    planned = (Claim(rank, page) for planner, rank in PLANNERS for page in planner(site) if page.owner not in left_out)
    copied = list(copies(site, sources, left_out))
    themed = (source.path for source in sources if source.root == "theme")
    style = appearance.stylesheet(site.config)
    named = {name: hashing.address(copy, site.config) for name, copy in hashed.items()}
    told = (Claim(GENERATED, page) for page in hosting(site, named.values()))
    own = hashing.copies(hashed, themed, site.config)
    chosen = [_chosen(style, site.config)] if style else []
    claims = [*planned, *told, *copied, *chosen, *variants(copied, site.config, widths), *own]
    pages, problems = settle(claims, site.places)
    return Plan(tuple(sorted(pages, key=lambda page: page.output)), _urls(claims), named), problems


def _chosen(style: str, config: Config) -> Claim:
    """What `theme:` chooses, as if the author had written it into `static/`."""
    url = href(config.base, f"/{appearance.NAME}")
    return Claim(GENERATED, Page("plain", appearance.NAME, url, owner=f"static/{appearance.NAME}", target=style))


def _urls(claims: Iterable[Claim]) -> dict[str, str]:
    urls: dict[str, str] = {}
    for claim in claims:
        if claim.page.kind in READ or (claim.page.kind == "plain" and claim.page.owner):
            urls.setdefault(claim.page.owner, claim.page.url)
    return urls
