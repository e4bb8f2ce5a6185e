"""A difference between two sites, as Markdown for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from kawara.build.differing import Changed, Difference, Feed, is_empty, parts

MOST = 25
"""So many of a kind are named; a comment on a pull request is cut off at 65,536 characters."""
LINES = 12
"""So many lines of a page are shown, of those that went and of those that came."""
WIDE = 300
"""Characters of a line."""
UNITS = ((10**3, "kB"), (10**6, "MB"), (10**9, "GB"))


def markdown(difference: Difference) -> str:
    """The whole report, ending with a newline."""
    if is_empty(difference):
        return "The two sites are the same.\n"
    return "\n".join(_blocks(difference)) + "\n"


def _blocks(difference: Difference) -> Iterator[str]:
    counts = ", ".join(f"{count} {what}" for what, count in parts(difference) if count)
    (before, now), (small, large) = difference.count, difference.size
    yield f"**{counts}** · {before:,} → {now:,} files · {_bytes(small)} → {_bytes(large)}"
    yield from _listed("Added", [_named(*item) for item in difference.added.items()])
    yield from _listed("Removed", [_named(*item) for item in difference.removed.items()])
    yield from _section("Changed", difference.changed)
    yield from _listed("Same words, other markup", [_code(url) for url in difference.markup])
    yield from _listed("Other files", [_code(path) for path in difference.files])
    for feed in difference.feeds:
        yield from _listed(f"Feed {_code(feed.url)}", [*_entries(feed)])


def _section(title: str, changed: Sequence[Changed]) -> Iterator[str]:
    if changed:
        yield f"\n### {title} ({len(changed):,})\n"
    for page in changed[:MOST]:
        yield from _page(page)
    yield from _rest(len(changed))


def _page(page: Changed) -> Iterator[str]:
    yield f"<details><summary><code>{_in_html(page.url)}</code> {_in_html(page.title)}</summary>\n"
    lines = [*_cut("- ", page.taken), *_cut("+ ", page.added)]
    if lines:
        fence = "`" * max(3, *(_run(line) + 1 for line in lines))
        yield "\n".join([f"{fence}diff", *lines, fence])
    for sign, links in (("−", page.links_taken), ("+", page.links_added)):
        yield from (f"- link {sign} {_code(link)}" for link in links[:LINES])
    yield "\n</details>"


def _cut(sign: str, lines: Sequence[str]) -> list[str]:
    shown = [sign + (line if len(line) <= WIDE else f"{line[:WIDE]}…") for line in lines[:LINES]]
    return shown + ([f"{sign}… {len(lines) - LINES} more"] if len(lines) > LINES else [])


def _run(line: str) -> int:
    """The longest run of backticks."""
    return max(map(len, re.findall("`+", line)), default=0)


def _listed(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"\n### {title} ({len(items):,})\n"
        yield from (f"- {item}" for item in items[:MOST])
        yield from _rest(len(items))


def _rest(count: int) -> Iterable[str]:
    return [f"\nand {count - MOST:,} more"] if count > MOST else []


def _named(url: str, title: str) -> str:
    return f"{_code(url)} {_escaped(title)}".rstrip()


def _entries(feed: Feed) -> Iterator[str]:
    told: tuple[tuple[str, Mapping[str, str]], ...] = (("−", feed.taken), ("+", feed.added))
    for sign, rows in told:
        yield from (f"{sign} {_escaped(title or key)}" for key, title in rows.items())


def _escaped(text: str) -> str:
    """Words of a page, of which none is taken for markup or for a mention of somebody."""
    return re.sub(r"(?<!&)[\\`*_\[\]~#|]", r"\\\g<0>", _in_html(text))


def _in_html(text: str) -> str:
    """The same where HTML stands, in which Markdown's signs are text."""
    return escape(text, quote=False).replace("@", "&#64;")


def _code(text: str) -> str:
    fence = "`" * (_run(text) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _bytes(size: int) -> str:
    """With one decimal from a thousand on."""
    if size < 1000:
        return f"{size} B"
    power, unit = next(((power, unit) for power, unit in UNITS if size < 1000 * power), UNITS[-1])
    return f"{size / power:.1f} {unit}"
