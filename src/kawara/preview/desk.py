"""The author's page: what is not published and why, what the last build did and how long it took, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from html import escape
from pathlib import Path

from kawara.base.problems import blocks, in_order, place
from kawara.loader.decode import decode
from kawara.loader.front_matter import split
from kawara.preview.edition import Edition, Told, held_back, moment

Link = Callable[[str, int, int], str]
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Kana, Han and Hangul, which are counted one by one."""
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MANY = 200
"""So many rows are shown of each table."""

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>The author's page</title>
<style>
:root {{ color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }}
body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ text-align: start; padding: .2rem .8rem .2rem 0; vertical-align: top; border-bottom: 1px solid #8884 }}
pre {{ overflow-x: auto; background: #8881; padding: .6rem; margin: .3rem 0 }}
.error {{ border-inline-start: 4px solid #c33 }} .warning {{ border-inline-start: 4px solid #c90 }}
</style></head>
<body data-number="{number}"><h1>The author's page</h1><p><a href="{home}">To the site</a></p>
{parts}
<script>
let news = null;
function attend() {{
  if (news && document.hidden) news = news.close();
  else if (!news && !document.hidden) {{
    news = new EventSource("/_kawara/events?page=");
    news.onmessage = (event) => {{
      if (JSON.parse(event.data).number !== Number(document.body.dataset.number)) location.reload();
    }};
  }}
}}
attend();
document.addEventListener("visibilitychange", attend);
addEventListener("pagehide", () => {{ if (news) news.close(); }});
</script>
</body></html>
"""


def desk(edition: Edition, root: Path, link: Link, now: datetime) -> str:
    """The page."""
    parts = [*unpublished(edition, root, link, now), *built(edition), *wrong(edition, link)]
    return PAGE.format(number=edition.number, home=escape(edition.base), parts="\n".join(parts))


def unpublished(edition: Edition, root: Path, link: Link, now: datetime) -> Iterator[str]:
    """Drafts, what has yet to come, and what could not be built."""
    rows = [(post, why) for post in edition.posts.values() if (why := held_back(post, now))]
    rows.sort(key=lambda row: (row[0].draft, row[0].date.timestamp() if row[0].date else 0.0, row[0].path))
    lost = [one for one in edition.report.left if one.path not in edition.posts]
    yield f"<h2>Not published ({len(rows) + len(lost)})</h2>"
    yield "<table><tr><th>Due<th>Title<th>Words<th>File<th>Why</tr>"
    for post, why in rows[:MANY]:
        due = moment(post.date) if not post.draft else "draft"
        yield f"<tr><td>{due}<td>{titled(post)}<td>{length(root, post.path)}<td>{opening(post.path, link)}<td>{escape(why)}</tr>"
    for one in lost[:MANY]:
        yield f"<tr><td>{moment(one.when)}<td><td><td>{opening(one.path, link)}<td>{escape(one.reason)}</tr>"
    yield "</table>"
    yield from more(max(0, len(rows) - MANY) + max(0, len(lost) - MANY), "kawara list")


def built(edition: Edition) -> Iterator[str]:
    """The report of the last build, the longest stage first."""
    report = edition.report
    total = sum(seconds for _, seconds in report.seconds)
    yield f"<h2>The last build</h2><p>{report.published} posts in {report.pages} files; {report.loaded} read, "
    yield f"{report.rendered} pages made, {report.written} files written, {report.removed} removed, in {total:.2f} s.</p>"
    yield "<table><tr><th>Stage<th>Seconds</tr>"
    for name, seconds in sorted(report.seconds, key=lambda one: -one[1]):
        yield f"<tr><td>{escape(name)}<td>{seconds:.3f}</tr>"
    yield "</table>"


def wrong(edition: Edition, link: Link) -> Iterator[str]:
    """All problems, in the words of the terminal."""
    found = list(blocks(in_order(edition.problems)))
    yield f"<h2>Problems ({len(found)})</h2>"
    for one, text in found[:MANY]:
        yield f'<pre class="{one.severity}">{escape(text)}</pre>'
        if to := link(one.path, one.line, one.column):
            yield f'<a href="{escape(to)}">open {escape(place(one))}</a>'
    yield from more(len(found) - MANY, "kawara build --drafts --future")


def more(count: int, command: str) -> Iterator[str]:
    """A line about what is not shown, with the command that shows it."""
    if count > 0:
        yield f"<p>… and {count:,} more: <code>{command}</code> shows all.</p>"


def titled(post: Told) -> str:
    """A post's title, leading to its page."""
    return f'<a href="{escape(post.url)}">{escape(post.title)}</a>'


def opening(path: str, link: Link) -> str:
    """A file's name, leading to the editor where there is a way."""
    to = link(path, 0, 0)
    return f'<a href="{escape(to)}">{escape(path)}</a>' if to else escape(path)


def length(root: Path, path: str) -> str:
    """How long a post is as its author counts: words, and characters of scripts that have no spaces."""
    try:
        text = split(decode(path, (root / path).read_bytes())[0] or "", path).body
    except OSError:
        return ""
    wide, words = len(WIDE.findall(text)), len(WORD.findall(WIDE.sub(" ", text)))
    counts = ((wide, "character"), (words, "word"))
    return ", ".join(f"{count:,} {what}{'s' * (count != 1)}" for count, what in counts if count)
