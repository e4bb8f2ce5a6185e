"""What feeds hold: entries with their whole text, identities that stay, and every reference a whole URL.

Atom is RFC 4287, made by a template; JSON Feed is https://www.jsonfeed.org/version/1.1/, made by the JSON writer. `updated`
is what the posts say, never a clock; a feed without entries has not been updated since :data:`NEVER`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kawara.model import Listing, Page
from kawara.renderer.body import fill, image_url
from kawara.renderer.faces import Entry
from kawara.renderer.filters import isodate
from kawara.renderer.jsontext import json_text
from kawara.renderer.shown import Shown
from kawara.renderer.sketches import Mention, mentions
from kawara.renderer.view import View

NEVER = "1970-01-01T00:00:00Z"
"""RFC 4287 demands `updated` of every feed; the first moment of Unix time is never later than a true one."""
WHOLE_SITE = Listing("home")


def feed(page: Page, view: View) -> dict[str, Any]:
    """The facts of one feed, for its template or the JSON writer."""
    listing = page.listing or WHOLE_SITE
    key = (listing.kind, listing.key, page.edition)
    origin, site_title = view.ask("setting", "origin"), view.ask("setting", "title")
    term = view.ask("term", *key) if listing.key else None
    entries = [_entry(post, view, origin) for post in mentions(view.ask("feed", *key), view.ask)]
    return {
        "entries": entries,
        "feed_id": view.ask("feed_id", *key),
        "feed_title": f"{term.name} — {site_title}" if term else site_title,
        "feed_author": view.ask("setting", "author") or site_title,
        "feed_updated": _latest(entry.post for entry in entries),
        "home_url": origin + view.ask("list_url", *key),
    }


def _entry(post: Mention, view: View, origin: str) -> Entry:
    shown = Shown(post, view, view.ask("setting", "base"), origin)
    html = fill(view.ask("body", post.path), shown)
    return Entry(post, view.ask("entry_id", post.path), origin + post.url, html, image_url(post, shown))


def _latest(posts: Iterable[Mention]) -> str:
    moments = (moment for post in posts if (moment := post.updated or post.date))
    latest = max(moments, key=lambda moment: moment.timestamp(), default=None)
    return isodate(latest) if latest else NEVER


def json_feed(page: Page, view: View) -> str:
    """A JSON Feed 1.1 of the same entries as the Atom feed beside it."""
    facts = feed(page, view)
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": facts["feed_title"],
        "home_page_url": facts["home_url"],
        "feed_url": view.ask("setting", "origin") + page.url,
        "description": view.ask("setting", "description"),
        "language": page.lang or view.ask("setting", "language"),
        "authors": [{"name": facts["feed_author"]}],
        "items": [_item(entry, view) for entry in facts["entries"]],
    }
    kept = {key: value for key, value in document.items() if value or key == "items"}
    return json_text(kept, spaced=True)


def _item(entry: Entry, view: View) -> dict[str, Any]:
    post, origin = entry.post, view.ask("setting", "origin")
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": post.title,
        "content_html": entry.html,
        "summary": post.excerpt,
        "image": entry.image,
        "date_published": isodate(post.date) if post.date else "",
        "date_modified": isodate(post.updated) if post.updated else "",
        "authors": [{"name": author.name, "url": origin + author.url} for author in post.authors],
        "tags": [term.name for term in (*post.categories, *post.tags)],
        "language": post.lang,
    }
    return {key: value for key, value in item.items() if value or key == "content_html"}
