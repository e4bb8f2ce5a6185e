"""One source → one Post with its Body. Pure: the bytes are handed in, and nothing but the settings is asked.

What an author leaves out is settled here, by one rule each: kind, language, slug, title, excerpt, reading time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from kawara.base.problems import Problem, is_blocking, problem
from kawara.base.text import fold, language_by_script
from kawara.base.urls import slugify
from kawara.config import Config
from kawara.loader.dates import parse_date
from kawara.loader.decode import decode
from kawara.loader.fields import read
from kawara.loader.front_matter import split
from kawara.loader.markdown import Rendered, Taken, render
from kawara.loader.names import Name, read_name
from kawara.loader.outline import Outline, outlined
from kawara.model import Loaded, Post, Source, Term

KINDS = ("post", "page")
"""Layouts that say what a source is."""
NO_LAYOUTS = frozenset({"default", "none", "null", "home"})
"""Layouts of Jekyll's themes that ask for nothing of their own."""

Place = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Draught:
    """All that is known of a post while it is put together."""

    source: Source
    config: Config
    name: Name
    values: Mapping[str, Any]
    """Its front matter, checked."""
    places: Mapping[str, Place]
    rendered: Rendered
    named_date: datetime | None
    """The date in its name."""

    @property
    def kind(self) -> str:
        """`post` or `page`: as its layout says, else by its folder, else by whether it is dated and not at the top."""
        layout = self.values.get("layout", "")
        if layout in KINDS:
            return str(layout)
        return "post" if self.name.below_posts or (self.date and not self.name.at_top) else "page"

    @property
    def date(self) -> datetime | None:
        """The date of its front matter, else that of its name."""
        return self.values.get("date") or self.named_date

    @property
    def title(self) -> str:
        """Its own title, else its first heading, else its name; the site's for the site's first page."""
        words = self.name.name.replace("-", " ").replace("_", " ")
        return self.values.get("title") or self.rendered.heading or words or self.config.title


def load(source: Source, data: bytes, config: Config, outlines: list[Outline] | None = None) -> Loaded:
    """The post or page of a Markdown source, its body, and every fault in them; no post when it cannot be read as one.

    `outlines` gets the outline of the source where that comes of itself: where the site's Markdown is the post's own.
    """
    text, faults = decode(source.path, data)
    if text is None:
        return Loaded(None, problems=tuple(faults))
    front = split(text, source.path)
    if not front.fields and any(map(is_blocking, front.problems)):
        return Loaded(None, problems=(*faults, *front.problems))
    values, places, found = read(front.fields, source, config)
    name = read_name(source.path, source.place, config.languages)
    settings = markdown_settings(config, source.path, values)
    taken: list[Taken] | None = None if outlines is None or _is_special(settings) else []
    rendered = render(
        front.body,
        path=source.path,
        stem=name.stem,
        first_line=front.body_line,
        title=values.get("title", ""),
        lang=values.get("lang") or name.suffix,
        languages=(*config.languages, config.language or "en"),
        settings=settings,
        summarised=not (values.get("excerpt") or values.get("description")),
        taken=taken,
    )
    if outlines is not None and taken is not None:
        outlines.append(outlined(text, front.body_line, taken, config))
    draught = Draught(source, config, name, values, places, rendered, parse_date(name.date, config.timezone))
    problems = (*faults, *front.problems, *found, *rendered.problems, *_doubts(draught))
    return Loaded(_post(draught), rendered.body, problems, places)


def _is_special(settings: Mapping[str, Any]) -> bool:
    """Whether a post may have other blocks than an outline, which knows the settings of the site alone."""
    return settings["html"] != "allow" or "math" in settings or bool(settings.get("plugins"))


def markdown_settings(config: Config, path: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What `markdown:` says of one source: `html` as it is for its folder, `math` as it says itself; and the site's `host`."""
    folders = config.markdown.get("html", {})
    inside = [folder for folder in folders if not folder or path.startswith(f"{folder}/")]
    html = folders[max(inside, key=len)] if inside else "allow"
    own = {"math": values["math"]} if "math" in values else {}
    return {**config.markdown, "html": html, "host": urlsplit(config.url).netloc, **own}


def _post(draught: Draught) -> Post:
    """The post, with every field that its front matter leaves open settled."""
    values, name, rendered, layout = draught.values, draught.name, draught.rendered, draught.values.get("layout", "")
    excerpt = values.get("excerpt") or values.get("description") or rendered.summary
    settled = {
        "lang": values.get("lang") or name.suffix or _language(draught),
        "slug": values.get("slug") or slugify(name.name),
        "has_slug": bool(values.get("slug")),
        "title": draught.title,
        "date": draught.date,
        "draft": values.get("draft", False) or name.draft,
        "layout": "" if layout in KINDS or layout in NO_LAYOUTS else layout,
        "categories": _categories(draught),
        "excerpt": excerpt,
        "description": values.get("description") or excerpt,
        "reading_time": values.get("reading_time") or rendered.body.minutes,
    }
    place = {"path": draught.source.path, "kind": draught.kind, "stem": name.stem, "suffix": name.suffix}
    return Post(**{**values, **settled, **place})


def _language(draught: Draught) -> str:
    """By script, of what the author wrote: a title taken from a file's name tells nothing."""
    text = f"{draught.values.get('title') or draught.rendered.heading}\n{draught.rendered.words}"
    return language_by_script(text, draught.config.languages, draught.config.language or "en")


def _categories(draught: Draught) -> tuple[Term, ...]:
    """The folders above `_posts/`, as Jekyll has it, and then its own."""
    folders = (Term("categories", fold(folder), folder) for folder in draught.name.categories)
    terms: dict[str, Term] = {}
    for term in (*folders, *draught.values.get("categories", ())):
        terms.setdefault(term.key, term)
    return tuple(terms.values())


def _doubts(draught: Draught) -> Iterator[Problem]:
    """What was guessed, and what does not fit together. A field that is wrong has been told, and is not also missing."""
    path, name, values = draught.source.path, draught.name, draught.values
    if not values.get("title") and "title" not in draught.places:
        taken = "its first heading" if draught.rendered.heading else "its name"
        yield problem(
            "title",
            path,
            f"no title is given: {taken}, '{draught.title}', is taken",
            hint="write title: in the front matter",
        )
    if name.name and not values.get("slug") and not slugify(name.name):
        yield problem(
            "slug", path, f"the name '{name.name}' leaves nothing for a URL", hint="write slug: in the front matter"
        )
    is_draft = values.get("draft") or name.draft
    if draught.kind == "post" and not draught.date and not is_draft and "date" not in draught.places:
        hint = "write date: in the front matter, as 2026-11-23"
        yield problem("undated", path, "the post has no date: it is listed last, and in no feed or archive", hint=hint)
    if draught.kind == "page" and name.date and name.at_top and values.get("layout") != "page":
        text = f"a file right in content/ is a page, though its name has the date {name.date}"
        yield problem("layout", path, text, hint="move it to content/posts/, or write layout: post", severity="note")
    yield from _two_dates(draught)


def _two_dates(draught: Draught) -> Iterator[Problem]:
    written = draught.values.get("date")
    if not written or not draught.named_date or written.date() == draught.named_date.date():
        return
    line, column, source = draught.places.get("date", (0, 0, ""))
    text = f"the name says {draught.name.date}, the front matter {written.date()}, which counts"
    hint = "rename the file, or change the date"
    yield problem("name-date", draught.source.path, text, line=line, column=column, source=source, hint=hint)
