"""What a search engine should know of one post or page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kawara.model import Post
from kawara.site.permalinks import NOT_FOUND

HIDDEN = (("sitemap", False), ("noindex", True))
"""Own fields of a post that keep it out: `sitemap: false`, `noindex: true`."""


@dataclass(frozen=True, slots=True)
class Address:
    """One URL that a search engine should know."""

    url: str
    updated: datetime | None = None
    """When its text last changed, by its author's word; None when nobody has said."""


def address_of(post: Post, path: str) -> Address | None:
    """The address of a post or page at a site path; None where it is to be kept out."""
    if path.endswith(NOT_FOUND) or any(post.extra.get(key) is value for key, value in HIDDEN):
        return None
    return Address(post.url, post.updated or post.date)
