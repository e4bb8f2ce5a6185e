"""Rule: an address elsewhere that has moved for good."""

from __future__ import annotations

from kawara.check.row import Check

CODE = "external-moved"

CHECK = Check(
    CODE,
    english=(
        "A redirect that says it is for ever (301 or 308) means that links should follow: the old address is kept alive only as long as"
        " somebody remembers to. `kawara check --external` tells the new address. Redirects that may change again are followed and not"
        " told."
    ),
    japanese=(
        "恒久的な転送（301、308）は、リンクも書き換えてほしいという意味です。古いアドレスがいつまで転送されるかは分かりません。"
        "`kawara check --external` が新しいアドレスを知らせます。一時的な転送はたどるだけで、知らせません。"
    ),
    wrong="See [the garden](https://garden.test/moved).\n",
    right="See [the garden](https://garden.test/).\n",
    external=True,
)
