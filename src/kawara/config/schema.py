"""kawara.yml as a JSON Schema, by which editors complete settings and mark what is wrong while it is written.

A schema can say less than the readers do: what a time zone or a URL is, for example. So it must refuse nothing that they take.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kawara.base.checks import CHECKS
from kawara.base.rules import RULES
from kawara.config import HOSTS, KINDS
from kawara.config.palette import COLOURS, FONTS, SCHEMES
from kawara.config.reading import SWITCHES

Shape = Mapping[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Shape = {"type": ["string", "number", "boolean", "null"]}
"""Whatever YAML makes of a word, kawara reads it as it was written."""
WORD: Shape = {"type": "string"}
SWITCH: Shape = {"type": ["boolean", "null"]}
COUNT: Shape = {"type": ["integer", "null"], "minimum": 1}
LANGUAGE: Shape = {"type": ["string", "null"], "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}
ADDRESS: Shape = {"type": ["string", "null"], "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}


def one_of(*words: str) -> Shape:
    """One of these words."""
    return {"enum": [*words, None]}


def some(item: Shape) -> Shape:
    """A list, or one item in its stead."""
    return {"anyOf": [item, {"type": "array", "items": item}]}


def named(item: Shape) -> Shape:
    """A mapping with names of the author's own."""
    return {"type": ["object", "null"], "additionalProperties": item}


def group(about: str, members: Mapping[str, Shape]) -> Shape:
    """A mapping of settings, and no others."""
    kind = {"type": ["object", "null"], "properties": members, "additionalProperties": False}
    return {"description": about, **kind} if about else kind


def said(about: str, shape: Shape) -> Shape:
    """A shape with what it is about."""
    return {"description": about, **shape}


HEXADECIMAL: Shape = {"type": ["string", "null"], "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"}
COLOUR: Shape = {"anyOf": [HEXADECIMAL, group("for each scheme", dict.fromkeys(SCHEMES, HEXADECIMAL))]}
HTML = one_of("allow", "escape", "sanitize")
TAXONOMY = group(
    "",
    {
        "names": said("the name to show for a term, however posts spell it", named(TEXT)),
        "aliases": said("terms that stand for another one", named(TEXT)),
    },
)
SEVERITIES = group(
    "how severe a problem is, by its code",
    {code: one_of("error", "warning", "note", "off") for code in sorted({*RULES, *CHECKS})},
)
EXTERNAL = group(
    "how `kawara check --external` asks addresses elsewhere",
    {
        "allow_private": said("ask machines that only you can reach, too", SWITCH),
        "ignore": said("addresses and hosts that are not asked; `*` stands for anything", some(TEXT)),
        "keep_days": said("days for which an address that has answered is not asked again", COUNT),
        "timeout": said("seconds to wait for a connection, and again for an answer", COUNT),
    },
)
SETTINGS: Mapping[str, Shape] = {
    "title": said("the name of the site", TEXT),
    "url": said("the address at which it will live, with its path if it is in a sub-folder", ADDRESS),
    "description": said("one sentence about it, for search engines and feeds", TEXT),
    "language": said("the main language", LANGUAGE),
    "languages": said("the languages that have an edition of their own, the main one among them", some(LANGUAGE)),
    "timezone": said("the zone of dates that are written without an offset: an IANA name such as Asia/Tokyo", WORD),
    "author": said("who wrote the posts that do not say", TEXT),
    "permalink": said("the pattern of posts' URLs, such as /:year/:slug/", TEXT),
    "pagination": group(
        "how lists are cut into pages",
        {
            "per_page": said("posts on one page of a list", COUNT),
            "order": said("`fixed`: numbered pages stay as they are when a post is added", one_of("fixed", "newest")),
        },
    ),
    "taxonomies": group("terms, by their kind", dict.fromkeys(KINDS, TAXONOMY)),
    "related": said("related posts that a post names; 0 for none", {**COUNT, "minimum": 0}),
    "feeds": group(
        "which feeds are written",
        {
            "limit": said("entries of a feed, the newest first", COUNT),
            "terms": said("the kinds of term that have feeds of their own", some(one_of(*KINDS))),
        },
    ),
    "feed_id": said("the name from which the identities of feed entries are made; never change it", TEXT),
    "images": group(
        "the versions in which pictures are published, beside the original",
        {
            "widths": said("in pixels", some(COUNT)),
            "formats": said("the best first", some(one_of("avif", "webp"))),
            "sizes": said("how wide pictures are shown, as in the attribute `sizes` of HTML", TEXT),
        },
    ),
    "markdown": group(
        "rules of the Markdown renderer",
        {
            "html": said("HTML in a text: for the site, or by folder", {"anyOf": [HTML, named(HTML)]}),
            "external_rel": said("the `rel` of links to other hosts", TEXT),
            "plugins": said("plugins of markdown-it-py, each as module:function", some({**WORD, "pattern": ":"})),
            **{name: said(f"the rule `{name}`, on or off", SWITCH) for name in SWITCHES},
        },
    ),
    "theme": {
        "description": "the built-in theme, and settings for templates of your own, as `site.theme`",
        "type": ["object", "null"],
        "properties": {
            "colors": group("of paper, ink and what stands out", dict.fromkeys(COLOURS, COLOUR)),
            "fonts": group("families of fonts that readers have", dict.fromkeys(FONTS, TEXT)),
            "measure": said("the longest line of a text, such as 36em", TEXT),
        },
    },
    "search": said("whether readers can search the site; needs the extra `search`", SWITCH),
    "check": group("the content check", {"severity": SEVERITIES, "external": EXTERNAL}),
    "build": group(
        "the build",
        {
            "output": said("the output folder, from the site's folder", TEXT),
            "host": said("where the site is published: files for that host are made", one_of(*HOSTS)),
            "hashed": said("whether styles and scripts are published under names with their digest too", SWITCH),
        },
    ),
    "mounts": said("further folders of the site as content: folder → path below the site's root", named(TEXT)),
}
"""Every setting."""


def schema() -> dict[str, Any]:
    """The JSON Schema of kawara.yml (draft 2020-12)."""
    return {"$schema": DIALECT, "title": "kawara.yml", **group("", SETTINGS)}
