"""Rule: the id of a heading that was published, and would be no more."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.base.near import near_name
from kawara.check.locked import Locked
from kawara.check.row import Check

CODE = "heading-gone"


def under(locked: Locked) -> Iterator[Finding]:
    """Ids of the lock that no heading of the same text has."""
    for url, entry, now in locked.standing():
        fresh = [name for name in now.headings if name not in entry.headings]
        for name in entry.headings:
            if name not in now.headings:
                near = near_name(name, fresh)
                where = f"'## … {{#{name}}}'" + (f", where '{near}' is now" if near else "")
                message = f"'{url}#{name}' was published, and no heading has that id any more"
                yield locked.at(CODE, url, entry, message, hint=f"keep it by {where}; or renew the lock: kawara lock")


_LOCK = (
    '-- kawara.lock.yml --\nversion: 1\nfeed_limit: 20\nurls:\n  "/posts/a/":\n    kind: "post"\n    source: "content/posts/a.md"\n'
    '    id: "tag:localhost,2000:a"\n    headings: ["庭"]\n'
)

CHECK = Check(
    CODE,
    english=(
        "A link to a part of a post (`/posts/plum/#in-may`) holds the id of a heading, which is made from its words. When those are"
        " edited, the link shows the top of the page. `kawara.lock.yml`, when it is committed, records the ids; `{#in-may}` after the"
        " heading keeps the old one."
    ),
    japanese="記事の一部へのリンクには見出しの id が含まれます。id は見出しの言葉から作られるので、言葉を直すとリンクはページの先頭を開くようになります。コミットされた `kawara.lock.yml` には id が記録されます。見出しの後に `{#in-may}` のように書けば、前の id を保てます。",
    wrong=f"## 祖母の庭\n\n梅が咲きました。\n{_LOCK}",
    right=f"## 祖母の庭 {{#庭}}\n\n梅が咲きました。\n{_LOCK}",
    under=under,
)
