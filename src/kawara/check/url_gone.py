"""Rule: an address that was published, and would be no more."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.locked import Locked
from kawara.check.lockfile import Entry
from kawara.check.row import Check

CODE = "url-gone"
LEFT = {"draft": "is a draft now", "future": "has a date to come now", "faulty": "has errors"}


def under(locked: Locked) -> Iterator[Finding]:
    """Addresses of the lock at which there would be nothing, not even a redirect. What has expired was meant to go."""
    for url, entry in locked.was.urls.items():
        left = locked.site.left(entry.source) if entry.source else None
        if url not in locked.now.urls and (left is None or left.reason != "expired"):
            reason = f": {entry.source} {LEFT[left.reason]}" if left else ""
            message = f"'{url}' was published, and nothing would be there any more{reason}"
            hint = (
                "publish it again, or say that it is gone for good: kawara lock --accept" if left else _hint(url, entry)
            )
            yield locked.at(CODE, url, entry, message, "slug", "permalink", "title", hint=hint)


def _hint(url: str, entry: Entry) -> str:
    gone = "kawara lock --accept, if it is gone for good"
    return f"write aliases: [{url}] in the post that took its place; {gone}" if entry.kind != "feed" else gone


CHECK = Check(
    CODE,
    english=(
        "What was published once is linked to from places you do not know. `kawara.lock.yml`, once written by `kawara lock` and committed,"
        " records the addresses of posts, pages, redirects and feeds. One that would be gone is told before it goes: a slug that was"
        " changed, a file that was renamed, an alias that was taken out. A redirect from `aliases` is enough. Posts that expire may go."
    ),
    japanese=(
        "一度公開したアドレスには、知らないところからリンクが張られています。`kawara lock` で書き、コミットした `kawara.lock.yml` には、記事、ページ、"
        "転送、フィードのアドレスが記録されます。slug の変更やファイル名の変更などでアドレスが消えるときに、公開する前に知らせます。`aliases` による"
        "転送があれば十分です。期限の切れた記事は消えてもかまいません。"
    ),
    wrong=(
        "---\ntitle: 梅\nslug: plum\n---\n\n梅が咲きました。\n"
        '-- kawara.lock.yml --\nversion: 1\nfeed_limit: 20\nurls:\n  "/posts/ume/":\n    kind: "post"\n    source: "content/posts/a.md"\n'
        '    id: "tag:localhost,2000:plum"\n'
    ),
    right=(
        "---\ntitle: 梅\nslug: plum\naliases: [/posts/ume/]\n---\n\n梅が咲きました。\n"
        '-- kawara.lock.yml --\nversion: 1\nfeed_limit: 20\nurls:\n  "/posts/ume/":\n    kind: "redirect"\n    source: "content/posts/a.md"\n'
        '    target: "/posts/plum/"\n  "/posts/plum/":\n    kind: "post"\n    source: "content/posts/a.md"\n    id: "tag:localhost,2000:plum"\n'
    ),
    under=under,
)
