"""Rule: posts and pages that the lock does not know."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.base.problems import problem
from kawara.check.locked import Locked
from kawara.check.lockfile import FILE
from kawara.check.row import Check

CODE = "lock-behind"


def under(locked: Locked) -> Iterator[Finding]:
    """One note for all of them: what the lock does not know it cannot keep."""
    new = [
        url for url, entry in locked.now.urls.items() if entry.kind in ("post", "page") and url not in locked.was.urls
    ]
    if new:
        more = f" and {len(new) - 1} more" if len(new) > 1 else ""
        yield Finding(problem(CODE, FILE, f"the lock does not know '{min(new)}'{more} yet"), marked=min(new))


CHECK = Check(
    CODE,
    english=(
        "`kawara.lock.yml` keeps only what it knows. A new post belongs into it once it is out: run `kawara lock` after a deployment, and"
        " commit what it writes. Without a lock nothing is said."
    ),
    japanese="`kawara.lock.yml` が守れるのは、そこに書かれたものだけです。新しい記事を公開したら `kawara lock` を実行し、書かれたものをコミットしてください。lock ファイルがなければ何も言いません。",
    wrong="梅が咲きました。\n-- kawara.lock.yml --\nversion: 1\nfeed_limit: 20\nurls:\n",
    right=(
        "梅が咲きました。\n"
        '-- kawara.lock.yml --\nversion: 1\nfeed_limit: 20\nurls:\n  "/posts/a/":\n    kind: "post"\n    source: "content/posts/a.md"\n'
        '    id: "tag:localhost,2000:a"\n'
    ),
    under=under,
)
