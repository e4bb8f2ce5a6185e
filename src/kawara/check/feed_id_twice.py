"""Rule: two posts with one identity in feeds."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.on_site import at_field
from kawara.check.row import Check
from kawara.site.ids import entry_id
from kawara.site.site import Site

CODE = "feed-id-twice"


def over(site: Site) -> Iterator[Finding]:
    """Each post with an identity that an older one has: readers know it as that one's."""
    known: dict[str, str] = {}
    for post in reversed(site.ordered):
        identity = entry_id(post, site.config)
        older = known.setdefault(identity, post.path)
        if older != post.path:
            message = f"its identity in feeds, '{identity}', is that of {older}"
            field, hint = ("id", "write another, or take it out") if post.id else ("slug", "write an id: of its own")
            yield at_field(site, post.path, field, CODE, message, marked=post.id, hint=hint)


_OLDER = "-- content/posts/b.md --\n---\ntitle: 梅\ndate: 2026-02-03\nid: ume\n---\n\n梅が咲きました。\n"

CHECK = Check(
    CODE,
    english=(
        "Programs that read feeds know a post by its id: of two posts with the same one they show one alone, or take the second for a"
        " correction of the first. It comes of an `id` that was copied with a front matter, or of two posts of one day with the same"
        " slug below different categories, as kawara makes the id from the host, the day and the slug. The newer one is told."
    ),
    japanese=(
        "フィードを読むプログラムは、記事を id で見分けます。同じ id の記事が二つあると、片方しか表示されないか、二つめが一つめの訂正とみなされます。"
        "front matter と一緒に `id` を写したときや、別の分類に同じ日付・同じ slug の記事を置いたときに起こります"
        "（id はホスト名と日付と slug から作られます）。新しいほうの記事を知らせます。"
    ),
    wrong=f"---\ntitle: 梅のその後\ndate: 2026-02-10\nid: ume\n---\n\n梅が散りました。\n{_OLDER}",
    right=f"---\ntitle: 梅のその後\ndate: 2026-02-10\n---\n\n梅が散りました。\n{_OLDER}",
    over=over,
)
