"""Rule: a link of a built page that leads nowhere."""

from __future__ import annotations

from kawara.check.row import Check

CODE = "page-link"


def said(written: str) -> str:
    """What is wrong."""
    return f"'{written}' leads nowhere on the built site"


CHECK = Check(
    CODE,
    english=(
        "A build checks the links that authors write in Markdown. This rule looks at the pages as they are published, after"
        " `kawara build`: at links in templates and in what embeds make, at scripts and style sheets, and at full addresses of the"
        " site itself. What stands in a text is told there; what a template makes on many pages is told once."
    ),
    japanese=(
        "ビルドは Markdown に書かれたリンクを調べます。この規則は `kawara build` の後、公開されるページそのものを調べます。テンプレートや埋め込みの"
        "中のリンク、スクリプトやスタイルシート、サイト自身への絶対 URL も対象です。本文にあるものはその場所で、テンプレートから多くのページに"
        "現れるものは一度だけ知らせます。"
    ),
    wrong='梅が咲きました。<a href="/plums/">もっと見る</a>\n',
    right='梅が咲きました。<a href="/posts/a/">もっと見る</a>\n',
    built=True,
)
