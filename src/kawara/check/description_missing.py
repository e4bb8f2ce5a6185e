"""Rule: a post without a description."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, here

CODE = "description-missing"


def find(text: Text) -> Iterator[Finding]:
    """Posts without a description or an excerpt of their own."""
    if text.post is None or {"description", "excerpt"} & text.places.keys():
        return
    yield here(text, CODE, "the post has no description of its own", (1, 1), (1, 1))


CHECK = Check(
    CODE,
    english=(
        "Without a `description` or `excerpt`, lists, feeds and searches show the beginning of the text, cut at a "
        "sentence. For many blogs that is good enough, so this rule is off until the site asks for it."
    ),
    japanese="`description` や `excerpt` がない記事では、一覧やフィード、検索結果に本文の最初の文が使われます。それで足りるブログも多いので、この規則はサイトが求めたときだけ働きます。",
    wrong="---\ntitle: 梅\n---\n\n梅が咲きました。\n",
    right="---\ntitle: 梅\ndescription: 庭の梅が咲いた朝のこと。\n---\n\n梅が咲きました。\n",
    find=find,
    asked=True,
)
