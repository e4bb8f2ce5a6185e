"""Front matter as a JSON Schema: the keys with a meaning of their own; an author's others are free."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kawara.config.schema import DIALECT, LANGUAGE, SWITCH, TEXT, Shape, said, some
from kawara.loader import readers
from kawara.loader.fields import FIELDS
from kawara.loader.readers import Reader

NAMES: Shape = some({"type": ["string", "number", "boolean", "null", "array"]})
"""Terms: a list, or one text. A list within the list is a path, as in Hexo."""
SHAPES: Mapping[Reader, Shape] = {
    readers.text: TEXT,
    readers.layout: TEXT,
    readers.slug: TEXT,
    readers.permalink: TEXT,
    readers.image: {},
    readers.language: LANGUAGE,
    readers.moment: {"type": ["string", "number", "null"]},
    readers.yes_or_no: {"type": "boolean"},
    readers.published: {"type": "boolean"},
    readers.switch: SWITCH,
    readers.number: {"type": ["number", "null"], "minimum": 0},
    readers.aliases: some(TEXT),
    readers.writing: {"enum": ["vertical", "horizontal", None]},
}
"""Reader → what it takes; readers of terms, of which each key has its own, take :data:`NAMES`."""

MEANINGS: Mapping[str, str] = {
    "title": "the title; without one, the first heading of the text, else the file's name",
    "date": "when it was published",
    "updated": "when it was last changed in earnest",
    "expires": "the moment from which it is no longer published",
    "draft": "not published, unless you build with --drafts",
    "slug": "the last part of its URL; without it the file's name less its date",
    "permalink": "a URL or pattern of its own",
    "aliases": "older paths, which lead here",
    "layout": "post, page, or the name of a template of yours without .html",
    "categories": "the shelves it stands on",
    "tags": "what it is about",
    "authors": "who wrote it",
    "series": "the series it belongs to",
    "part": "its number in the series; without one, series go by date",
    "excerpt": "a sentence or two for lists",
    "description": "the same for search engines and shared links; without it, the excerpt",
    "image": "a picture, above the text and for shared links",
    "reading_time": "minutes to read it; without it, counted",
    "lang": "its language; without it, told from the file's name, else from its script",
    "math": "the text has formulas",
    "toc": "whether a table of contents is shown",
    "id": "its identity in feeds",
    "pin": "stand first on the home page, before the newest",
    "writing": "how lines run",
}
"""Field of a Post → what it is."""

CODES: Shape = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
CHECK: Shape = {"type": "object", "properties": {"ignore": said("rules that pass over this post", CODES)}}


def schema() -> dict[str, Any]:
    """The JSON Schema of front matter (draft 2020-12)."""
    members = {key: said(_meaning(key, row.name), SHAPES.get(row.read, NAMES)) for key, row in FIELDS.items()}
    members["check"] = said("settings of the content check for this post", CHECK)
    return {"$schema": DIALECT, "title": "front matter", "type": ["object", "null"], "properties": members}


def _meaning(key: str, name: str) -> str:
    if key == "published":
        return "false makes it a draft, as in Jekyll"
    return MEANINGS[name] if key == name else f"another name for `{name}`: {MEANINGS[name]}"
