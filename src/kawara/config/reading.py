"""kawara.yml → Config: how every setting is read."""

from __future__ import annotations

from dataclasses import replace

from kawara.base.problems import Problem
from kawara.base.text import fold
from kawara.config import FILE, HOSTS, KINDS, Config, External, Feeds, Images, Pagination, Taxonomy, appearance, readers
from kawara.config.readers import Reader, Reading
from kawara.yamltext import parse

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
    "pagination": readers.record(
        Pagination, per_page=readers.count(Pagination().per_page), order=readers.one_of("fixed", "newest")
    ),
    "taxonomies": readers.record(dict, **dict.fromkeys(KINDS, _TAXONOMY)),
    "related": readers.number,
    "feeds": readers.record(Feeds, limit=readers.count(Feeds().limit), terms=readers.list_of(readers.one_of(*KINDS))),
    "feed_id": readers.text,
    "images": readers.record(
        Images,
        widths=readers.list_of(readers.count(800)),
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
            keep_days=readers.count(External().keep_days),
            timeout=readers.count(External().timeout),
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
