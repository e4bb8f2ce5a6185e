"""Rule: a picture of a built page that is not there."""

from __future__ import annotations

from kawara.check.row import Check

CODE = "page-image"


def said(written: str) -> str:
    """What is wrong."""
    return f"there is no picture '{written}' on the built site"


CHECK = Check(
    CODE,
    english=(
        "A picture that is not there leaves a hole that its author, who has it in the browser's memory, may be the last to see. This"
        " rule looks at the pages as they are published, after `kawara build`: at `img`, `source` and `video` with all their versions,"
        " in raw HTML and templates too."
    ),
    japanese="存在しない画像は穴になりますが、ブラウザーの記憶に残っている書いた本人には最後まで見えないことがあります。`kawara build` の後、公開されるページの `img`、`source`、`video` を、生の HTML やテンプレートのものも含めてすべて調べます。",
    wrong='<img src="/plum.jpg" alt="梅の枝">\n',
    right='<img src="/plum.jpg" alt="梅の枝">\n-- static/plum.jpg --\nJPEG\n',
    built=True,
)
