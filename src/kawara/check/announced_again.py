"""Rule: old posts that would come into a feed anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from kawara.base.findings import Finding, Related
from kawara.base.problems import problem
from kawara.check.locked import Locked, below
from kawara.check.row import Check
from kawara.config import FILE as SETTINGS

CODE = "announced-again"


def under(locked: Locked) -> Iterator[Finding]:
    """Posts of the lock that were in the feed of their edition no more, and would be again because the feed grows."""
    if locked.site.config.feeds.limit <= locked.was.feed_limit:
        return
    for edition in locked.site.editions():
        oldest = _oldest(locked, edition)
        known = [
            post for post in locked.site.feed("home", "", edition) if below(post.url, locked.site) in locked.was.urls
        ]
        again = [post for post in known if oldest and post.date and post.date < oldest]
        if again:
            message = f"{len(again)} posts that had left the feed would be announced once more"
            hint = f"leave feeds.limit at {locked.was.feed_limit}; or, if that is meant, kawara lock --accept"
            related = [Related(post.path, 1, post.title) for post in again[:3]]
            yield Finding(
                problem(CODE, SETTINGS, message, hint=hint), marked=f"feeds.limit {edition}", related=tuple(related)
            )


def _oldest(locked: Locked, edition: str) -> datetime | None:
    """The date of the oldest post in the feed of an edition, at the time of the lock; None when the feed had them all."""
    entries = [e for e in locked.was.urls.values() if e.kind == "post" and e.date and e.edition == edition]
    dates = sorted((datetime.fromisoformat(entry.date) for entry in entries), reverse=True)
    return dates[locked.was.feed_limit - 1] if 0 < locked.was.feed_limit < len(dates) else None


_LOCK = (
    '-- kawara.lock.yml --\nversion: 1\nfeed_limit: 1\nurls:\n  "/posts/a/":\n    kind: "post"\n    source: "content/posts/a.md"\n'
    '    date: "2026-02-03T00:00:00+00:00"\n    id: "tag:localhost,2026-02-03:a"\n  "/posts/b/":\n    kind: "post"\n'
    '    source: "content/posts/b.md"\n    date: "2026-04-03T00:00:00+00:00"\n    id: "tag:localhost,2026-04-03:b"\n'
)
_POSTS = (
    "---\ntitle: 梅\ndate: 2026-02-03\n---\n\n梅が咲きました。\n"
    "-- content/posts/b.md --\n---\ntitle: 桜\ndate: 2026-04-03\n---\n\n桜が咲きました。\n-- kawara.yml --\n"
)

CHECK = Check(
    CODE,
    english=(
        "A feed shows the newest posts, and programs forget what has left it. When `feeds.limit` grows, the posts that come back are news"
        " to many of them: dozens of old posts on one morning. `kawara.lock.yml`, when it is committed, records the limit and what was"
        " published under it."
    ),
    japanese="フィードには新しい記事だけが載り、読むプログラムはそこから消えた記事を忘れます。`feeds.limit` を増やすと、戻ってきた古い記事が何十も新着として届くことがあります。コミットされた `kawara.lock.yml` には、上限と、そのとき公開されていた記事が記録されます。",
    wrong=f"{_POSTS}feeds: {{limit: 20}}\n{_LOCK}",
    right=f"{_POSTS}feeds: {{limit: 1}}\n{_LOCK}",
    under=under,
)
