"""Rule: an address elsewhere at which nothing is any more."""

from __future__ import annotations

from kawara.check.row import Check

CODE = "external-broken"

CHECK = Check(
    CODE,
    english=(
        "The web forgets. `kawara check --external` asks each address to which posts and built pages link, and tells those that are gone"
        " for certain: the host answers 404 or 410, there is no such host, or its certificate has expired or is of another name. What"
        " answers otherwise, or not at all, may be there for readers all the same, and is [external-unknown](external-unknown.md). A build"
        " never asks; without `--external` no check does."
    ),
    japanese=(
        "リンク先は消えていきます。`kawara check --external` は記事と公開ページのリンク先を一つずつ確かめ、確実になくなったもの（404 か 410 を返す、"
        "ホスト名が存在しない、証明書の期限切れや名前の不一致）を知らせます。それ以外の応答や無応答は、読者には見えるかもしれないので "
        "[external-unknown](external-unknown.md) とします。ビルドが外に問い合わせることはなく、`--external` のない check も問い合わせません。"
    ),
    wrong="See [the old garden](https://garden.test/gone).\n",
    right="See [the garden](https://garden.test/).\n",
    external=True,
)
