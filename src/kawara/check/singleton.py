"""Rule: a term that one post alone has."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.on_site import at_field
from kawara.check.row import Check
from kawara.site.site import Site

CODE = "singleton"
KINDS = ("categories", "tags", "series")
LEAST = 5
"""Posts of an edition, below which every term is young."""


def over(site: Site) -> Iterator[Finding]:
    """Terms of one post, where there are posts enough."""
    for (kind, key, edition), term in site.table.items():
        posts = site.posts(kind, key, edition)
        if kind in KINDS and len(posts) == 1 and len(site.posts("home", "", edition)) >= LEAST:
            message = f"no other post has '{term.name}' in `{kind}`"
            yield at_field(site, posts[0].path, kind, CODE, message, marked=term.name)


_POSTS = "".join(
    f"-- content/posts/{name}.md --\n---\ntitle: {title}\ntags: [庭]\n---\n\n{title}のこと。\n"
    for name, title in (("b", "桜"), ("c", "藤"), ("d", "菊"), ("e", "椿"))
)

CHECK = Check(
    CODE,
    english=(
        "The page of a tag, a category or a series that one post alone has leads a reader back to where they came from. It may be"
        " the first of several, or a word too many, or another spelling of one you have: only you can tell. Blogs with fewer than"
        " five posts are left alone."
    ),
    japanese=(
        "記事が一つしかないタグや分類、連載のページは、読者を元の記事に戻すだけです。これから増えるのか、なくてよい言葉なのか、"
        "すでにあるものの別の書き方なのかは、書いた人にしか分かりません。記事が五つに満たないブログでは調べません。"
    ),
    wrong=f"---\ntitle: 梅\ntags: [庭, 花見だんご]\n---\n\n梅が咲きました。\n{_POSTS}",
    right=f"---\ntitle: 梅\ntags: [庭]\n---\n\n梅が咲きました。\n{_POSTS}",
    over=over,
)
