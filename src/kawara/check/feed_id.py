"""Rule: a post whose identity in feeds would change."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.base.problems import problem
from kawara.check.locked import Locked
from kawara.check.lockfile import Entry
from kawara.check.row import Check
from kawara.config import FILE as SETTINGS

CODE = "feed-id"


def under(locked: Locked) -> Iterator[Finding]:
    """Each post of the lock with another identity now; where only the authority is another, the site's settings, once."""
    changed = [(url, was, now) for url, was, now in locked.standing() if was.id and now.id and was.id != now.id]
    by_host = [(was, now) for _, was, now in changed if _less_authority(was) == _less_authority(now)]
    if by_host:
        was, now = by_host[0]
        message = f"'{_authority(now)}' stands for '{_authority(was)}' in the identity of {len(by_host)} posts in feeds"
        hint = f"write feed_id: {_authority(was)} in {SETTINGS}; else every reader gets them once more"
        yield Finding(problem(CODE, SETTINGS, message, hint=hint), marked=_authority(now))
    for url, was, now in changed:
        if (was, now) not in by_host:
            message = f"its identity in feeds was '{was.id}', and would be '{now.id}': readers would get it once more"
            yield locked.at(CODE, url, was, message, "id", "slug", "date", hint=f"write id: {was.id}")


def _authority(entry: Entry) -> str:
    return entry.id.removeprefix("tag:").partition(",")[0]


def _less_authority(entry: Entry) -> str:
    return entry.id.partition(",")[2] if entry.id.startswith("tag:") else entry.id


_LOCK = (
    '-- kawara.lock.yml --\nversion: 1\nfeed_limit: 20\nurls:\n  "/posts/a/":\n    kind: "post"\n    source: "content/posts/a.md"\n'
    '    date: "2026-02-03T00:00:00+00:00"\n    id: "tag:localhost,2026-02-03:a"\n'
)

CHECK = Check(
    CODE,
    english=(
        "Programs that read feeds know a post by its id, not by its address. kawara makes it from the host, the day and the slug; when"
        " one of them changes, every subscriber gets an old post as a new one. `kawara.lock.yml`, when it is committed, records the ids."
        " An `id` in the front matter keeps that of one post, `feed_id` in the settings those of a site that moves to another host."
    ),
    japanese=(
        "フィードを読むプログラムは、記事をアドレスではなく id で見分けます。id はホスト名と日付と slug から作られるので、そのどれかが変わると、"
        "購読者には古い記事が新着として届きます。コミットされた `kawara.lock.yml` には id が記録されます。front matter の `id` は記事の、設定の"
        " `feed_id` はホストを移すサイト全体の id を保ちます。"
    ),
    wrong=f"---\ntitle: 梅\ndate: 2026-02-04\n---\n\n梅が咲きました。\n{_LOCK}",
    right=f'---\ntitle: 梅\ndate: 2026-02-04\nid: "tag:localhost,2026-02-03:a"\n---\n\n梅が咲きました。\n{_LOCK}',
    under=under,
)
