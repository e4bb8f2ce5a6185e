"""The table of rules: a new one is a file beside this, a row here, and a row in `base/checks.py`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kawara.base.findings import Finding
from kawara.check import (
    alike,
    alt,
    announced_again,
    brackets,
    conflict,
    copied,
    cut_off,
    description_missing,
    empty_section,
    example_link,
    excerpt_far,
    external_broken,
    external_moved,
    external_private,
    external_unknown,
    feed_id,
    feed_id_twice,
    fence,
    front_matter_twice,
    full_width,
    half_kana,
    heading_gone,
    heading_jump,
    invisible,
    leftover,
    link_text,
    lock_behind,
    orphan,
    page_anchor,
    page_image,
    page_link,
    placeholder,
    reading_time,
    repeated,
    replacement,
    resumed,
    singleton,
    stars,
    style_mix,
    title_long,
    title_twice,
    todo,
    unknown_code,
    unlinked,
    url_gone,
    variant_term,
    variant_word,
    wrapped,
    yaml_value,
)
from kawara.check.locked import Locked
from kawara.check.row import Check
from kawara.check.spared import ignored
from kawara.check.text import Text
from kawara.site.site import Site

ROWS: tuple[Check, ...] = (
    leftover.CHECK,
    placeholder.CHECK,
    conflict.CHECK,
    wrapped.CHECK,
    repeated.CHECK,
    alike.CHECK,
    copied.CHECK,
    cut_off.CHECK,
    resumed.CHECK,
    title_twice.CHECK,
    front_matter_twice.CHECK,
    reading_time.CHECK,
    brackets.CHECK,
    stars.CHECK,
    fence.CHECK,
    heading_jump.CHECK,
    empty_section.CHECK,
    replacement.CHECK,
    invisible.CHECK,
    half_kana.CHECK,
    full_width.CHECK,
    alt.CHECK,
    link_text.CHECK,
    example_link.CHECK,
    todo.CHECK,
    title_long.CHECK,
    description_missing.CHECK,
    style_mix.CHECK,
    excerpt_far.CHECK,
    yaml_value.CHECK,
    unknown_code.CHECK,
    singleton.CHECK,
    variant_term.CHECK,
    variant_word.CHECK,
    unlinked.CHECK,
    page_link.CHECK,
    page_anchor.CHECK,
    page_image.CHECK,
    orphan.CHECK,
    external_broken.CHECK,
    external_moved.CHECK,
    external_unknown.CHECK,
    external_private.CHECK,
    url_gone.CHECK,
    heading_gone.CHECK,
    feed_id.CHECK,
    feed_id_twice.CHECK,
    announced_again.CHECK,
    lock_behind.CHECK,
)
CHECKS: Mapping[str, Check] = {row.code: row for row in ROWS}
"""Code → rule."""
FINDS = tuple((row.code, row.find, row.asked) for row in ROWS if row.find)
"""The rules over one text."""


def look(text: Text, asked: Collection[str] = ()) -> Iterator[Finding]:
    """Everything the rules find in one text, less what the post asks to ignore. `asked`: codes the site sets a severity for."""
    skipped = ignored(text.post)
    for code, find, is_asked in FINDS:
        if code not in skipped and (not is_asked or code in asked):
            yield from find(text)


def look_over(site: Site, asked: Collection[str] = ()) -> Iterator[Finding]:
    """Everything the rules over the site find."""
    for row in ROWS:
        if row.over and (not row.asked or row.code in asked):
            yield from row.over(site)


def look_under(locked: Locked) -> Iterator[Finding]:
    """Everything the rules find that guard what has been published."""
    for row in ROWS:
        if row.under:
            yield from row.under(locked)
