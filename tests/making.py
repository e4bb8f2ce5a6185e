"""Posts, sources and sites out of thin air, for the tests of what stands between loading and rendering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from kawara.base.problems import Problem
from kawara.base.text import fold
from kawara.config import Config
from kawara.model import Loaded, Page, Post, Source, Term
from kawara.site.plan import Plan, plan
from kawara.site.site import Site, assemble

NOW = datetime.fromisoformat("2026-11-23T12:00:00+00:00")
TERMS = ("categories", "tags", "authors", "series")


def day(text: str) -> datetime:
    """`2025-01-02` or any longer ISO form, in UTC unless it says otherwise."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=NOW.tzinfo)


def a_post(path: str = "content/posts/a.md", date: str | None = "2025-01-01", **fields: Any) -> Post:
    """A post as the loader makes it: its slug from its name; terms given as names."""
    stem, _, suffix = path.removesuffix(".md").partition(".")
    name = stem.removesuffix("/index").rpartition("/")[2]
    terms = {kind: tuple(Term(kind, fold(name), name) for name in fields.pop(kind)) for kind in TERMS if kind in fields}
    plain = {"kind": "post", "stem": stem, "suffix": suffix, "lang": suffix or "ja", "slug": name, "title": name}
    return Post(**{**plain, "path": path, "date": day(date) if date else None, **terms, **fields})


def a_page(path: str = "content/about.md", **fields: Any) -> Post:
    """A page, without a date."""
    root = path.partition("/")[2]
    slug = "" if root.startswith("index.") else a_post(path).slug
    return a_post(path, None, **{"kind": "page", "slug": slug} | fields)


def a_site(*posts: Post, config: Config | None = None, now: datetime = NOW, **flags: Any) -> Site:
    """The site of these posts, without a thing wrong with it."""
    site, problems = assembled(*posts, config=config, now=now, **flags)
    assert problems == []
    return site


def assembled(
    *posts: Post,
    config: Config | None = None,
    now: datetime = NOW,
    places: dict[str, tuple[int, int, str]] | None = None,
    **flags: bool,
) -> tuple[Site, list[Problem]]:
    """The site of these posts and what is wrong with it; `places` are those of every post."""
    loaded = [Loaded(post, places=places or {}) for post in posts]
    return assemble(loaded, config or Config(), now, **flags)


ROOTS = {"static": "static", "theme:static": "theme"}
MOUNTED = {"docs": "manual/"}


def a_source(path: str) -> Source:
    """A source by its path; `docs/` is mounted as `manual/`."""
    first, _, below = path.partition("/")
    return Source(path, f"/somewhere/{path}", MOUNTED.get(first, "") + below, ROOTS.get(first, "content"))


def sources_of(posts: Iterable[Post], *files: str) -> list[Source]:
    """The sources of posts, and of further files, by path."""
    return sorted(map(a_source, (*(post.path for post in posts), *files)), key=lambda source: source.path)


def planned(
    *posts: Post, files: Sequence[str] = (), config: Config | None = None, **flags: Any
) -> tuple[Plan, list[Problem]]:
    """The plan of a site of these posts and files, and every problem of assembling and planning it."""
    left_out = flags.pop("left_out", frozenset())
    site, problems = assembled(*posts, config=config, **flags)
    made, collisions = plan(site, sources_of(posts, *files), left_out=left_out)
    return made, [*problems, *collisions]


def outputs(made: Plan, *kinds: str) -> dict[str, Page]:
    """Output path → page, of some kinds or of all."""
    return {page.output: page for page in made.pages if not kinds or page.kind in kinds}
