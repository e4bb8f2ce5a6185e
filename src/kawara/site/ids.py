"""Identities in feeds: `tag:` URIs (RFC 4151) that outlive a change of permalink, of domain and of kawara."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from kawara.base.urls import quote
from kawara.config import Config
from kawara.model import Post
from kawara.site.permalinks import list_path

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")

NO_DAY = "2000"
"""RFC 4151 wants a day on which the authority was its owner's; where none is given it must be one that never moves."""


def entry_id(post: Post, config: Config) -> str:
    """The identity of a post in feeds: its `id`, as it is when that is a URI; else its day and slug, and its edition."""
    if _URI.fullmatch(post.id):
        return post.id
    if post.id:
        return _tag(config, NO_DAY, post.id)
    day = f"{post.date:%Y-%m-%d}" if post.date else NO_DAY
    return _tag(config, day, f"{post.slug}:{post.edition}" if post.edition else post.slug)


def feed_id(config: Config, kind: str = "home", key: str = "", edition: str = "") -> str:
    """The identity of a feed: of the site, of an edition or of one term."""
    return _tag(config, NO_DAY, list_path(kind, key, edition))


def _tag(config: Config, day: str, name: str) -> str:
    authority = config.feed_id or urlsplit(config.origin).hostname or "localhost"
    return f"tag:{quote(authority)},{day}:{quote(name)}"
