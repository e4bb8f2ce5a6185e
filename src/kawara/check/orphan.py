"""Rule: a page to which no page leads."""

from __future__ import annotations

from kawara.check.row import Check

CODE = "orphan"
TEXT = "no page of the built site links to this one"

CHECK = Check(
    CODE,
    english=(
        "A post is in lists of its own; a page, such as one about the author, is found only where something links to it: the menu of"
        " the theme, another page, a post. One that nothing links to is there for nobody. Posts are the matter of"
        " [unlinked](unlinked.md). What is looked at are the pages as they are published, after `kawara build`."
    ),
    japanese="記事は一覧に載りますが、自己紹介のようなページは、メニューや記事などからリンクされていなければ誰にも見つけられません。どこからもリンクされていないページを知らせます。調べるのは `kawara build` の後、公開されるページそのものです。記事については [unlinked](unlinked.md) が調べます。",
    wrong="梅が咲きました。\n-- content/garden/about.md --\n---\ntitle: 庭について\n---\n\n祖母の庭です。\n",
    right="[庭](../garden/about.md)の梅が咲きました。\n-- content/garden/about.md --\n---\ntitle: 庭について\n---\n\n祖母の庭です。\n",
    built=True,
)
