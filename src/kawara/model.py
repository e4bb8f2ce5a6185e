"""The nouns of kawara: frozen, slotted records without behaviour beyond derived fields.

A Source is bytes on disk. A Post is what the author meant. A Page is one file we promise to write. An Output is the
promise kept. (The Site and the View, which answer questions, live in `site` and `renderer`.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from kawara.base.problems import Problem

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the site, as bytes on disk."""

    path: str
    """Site-relative, `/`-separated, NFC: the name used in every key, message and link (`content/posts/a.md`)."""
    file: str
    """The absolute name under which the operating system knows it."""
    place: str
    """Where it lands if it is copied: the path below its root (`posts/a.png` for `content/posts/a.png`)."""
    root: str
    """`content`, `static` or `theme`: who put it there, which decides who wins a collision."""
    size: int = 0
    """Bytes."""
    modified: int = 0
    """Nanoseconds since the epoch; never reaches an output."""


@dataclass(frozen=True, slots=True)
class Term:
    """One category, tag, author or series."""

    kind: str
    """`categories`, `tags`, `authors` or `series`."""
    key: str
    """The folded name: what makes `AI`, `ai` and `ＡＩ` one term."""
    name: str
    """As written by the author; in a settled post, the name the site has chosen."""
    url: str = ""
    """Empty until the post is settled in its site."""


@dataclass(frozen=True, slots=True)
class Post:
    """What the author meant: all that *any* page may show of one post or page. Neither its source's digest nor its body.

    `edition` and `url` are empty, and terms carry the author's spelling, until `site` has settled the post among the others.
    """

    path: str
    """The source's path: the identity of the post."""
    kind: str
    """`post` or `page`."""
    stem: str
    """The path without language and suffix: versions of one post in several languages share it."""
    lang: str
    """BCP 47 tag of its own language."""
    slug: str
    title: str
    date: datetime | None = None
    """With the offset the author wrote, else that of the site's zone; its calendar day is the day shown and used in URLs."""
    updated: datetime | None = None
    expires: datetime | None = None
    draft: bool = False
    layout: str = ""
    """Name of the template without `.html`; empty for the one of its kind."""
    permalink: str = ""
    """The author's own pattern for this post; empty for the site's."""
    aliases: tuple[str, ...] = ()
    categories: tuple[Term, ...] = ()
    tags: tuple[Term, ...] = ()
    authors: tuple[Term, ...] = ()
    series: tuple[Term, ...] = ()
    part: int | None = None
    """Its place in its series; by date when None."""
    excerpt: str = ""
    """Plain text for lists: the author's own, else cut from the body at a sentence."""
    description: str = ""
    """Plain text for machines: the author's own, else the excerpt."""
    image: str = ""
    """As written by the author."""
    reading_time: int = 0
    """Minutes."""
    toc: bool | None = None
    math: bool = False
    pin: bool = False
    writing: str = ""
    """`vertical`, or empty for lines from side to side."""
    id: str = ""
    """The author's own feed identity; empty for date and slug."""
    has_slug: bool = False
    """Whether the author gave the slug: then it names a page that is a folder of its own."""
    suffix: str = ""
    """The language in the file name (`ja` for `post.ja.md`); empty when there is none."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Every other field of the front matter, as plain values."""
    edition: str = ""
    """The language edition whose lists it belongs to; empty for the site's main language."""
    url: str = ""
    """Path part of its URL, percent-encoded, with the site's base path; empty when it is not published."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a body."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Hole:
    """A place in a body whose text comes from outside the post's own source, filled when a page is rendered."""

    kind: str
    """`link`: a file of the site; `site`: a path from the site's root; `anchor`: a fragment of the post's own page;
    `named`: a post by its name; `away`: an address elsewhere; `image`: an image, whose address is the hole in `inner`;
    `directive`: what a template of `embeds/` makes of it."""
    value: str
    """The reference as the author wrote it; of a directive, its name."""
    paths: tuple[str, ...] = ()
    """For `link`: the site-relative paths it may mean, the likeliest first."""
    tail: str = ""
    """Query and fragment, from `?` or `#` on."""
    line: int = 0
    column: int = 0
    excerpt: str = ""
    """The source line, for a problem's excerpt."""
    arguments: tuple[tuple[str, str | Hole], ...] = ()
    """What the author gave beside the reference, in the order written: of a directive, of an image. A value that may be a
    reference is a hole itself."""
    inner: tuple[str | Hole, ...] = ()
    """For a block with a text of its own: that text, HTML with holes."""


class Block(NamedTuple):
    """One block of a source text, as it was written: what the content check looks at. A plain tuple, as there are thirty of them in a post."""

    kind: str
    """`paragraph`, `heading`, `code`, `html`, `cell`, `rule` or `other`."""
    line: int
    """Number of its first line in the file."""
    end: int
    """Number of the line after its last."""
    text: str = ""
    """Its text, less the signs that make it a block; lines as in the file."""
    level: int = 0
    """For `heading`."""
    info: str = ""
    """For `code`: what stands after the opening fence. For words: the signs that were left as they are (`**`)."""
    inside: str = ""
    """Names of what it lies in, as `blockquote list_item`; empty at the top level."""


@dataclass(frozen=True, slots=True)
class Body:
    """A post's text as HTML, with holes."""

    pieces: tuple[str | Hole, ...] = ()
    """HTML text and holes, in order."""
    headings: tuple[Heading, ...] = ()
    length: int = 0
    """Its CJK characters and its other words, blocks of code not among them."""
    minutes: int = 0
    """What reading those takes."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that one source says, and depends on nothing else."""

    post: Post | None
    """None when the source cannot be read as a post."""
    body: Body = field(default_factory=Body)
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, tuple[int, int, str]] = field(default_factory=dict)
    """Front matter key → line, column and the line itself, for problems found later."""


@dataclass(frozen=True, slots=True)
class Left:
    """A source that is not published, and why."""

    path: str
    reason: str
    """`draft`, `future`, `expired`, or `faulty` for one that a build left out in order to go on."""
    when: datetime | None = None
    """When it will come, for `future`; when it went, for `expired`."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Which part of a list one page shows, and its neighbours. Not where that begins, which moves with every new post."""

    kind: str
    """`home`, `categories`, `tags`, `authors`, `series` or `year`."""
    key: str = ""
    """The term's key, or the year; empty for `home`."""
    number: int = 0
    """Number in the URL; 0 for the first page."""
    newer: str = ""
    """URL of the page with newer posts; empty when there is none."""
    older: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One file we promise to write."""

    kind: str
    """A row of the renderer's table of kinds, or `copy`."""
    output: str
    """Path below the output folder, decoded, NFC (`posts/a/index.html`)."""
    url: str
    """Path part of its URL, percent-encoded, with the base path."""
    template: str = ""
    owner: str = ""
    """Path of the source that asked for it; empty for a generated page."""
    lang: str = ""
    edition: str = ""
    """Empty for the main language, else the language whose edition it belongs to."""
    listing: Listing | None = None
    target: str = ""
    """For `redirect`: the URL it leads to. For `sitemap` parts: their number. For `plain`: its text."""


@dataclass(frozen=True, slots=True)
class Output:
    """The promise kept: the bytes of one page, ready to be written."""

    path: str
    data: bytes = b""
    file: str = ""
    """When not empty, the file to copy instead of `data`."""
    owner: str = ""
