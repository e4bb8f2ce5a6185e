"""Rule: a link of a built page to an id that is not there."""

from __future__ import annotations

from kawara.check.row import Check

CODE = "page-anchor"


def said(written: str) -> str:
    """What is wrong."""
    return f"nothing has the id of '{written}' on the built site"


CHECK = Check(
    CODE,
    english=(
        "A link to an id that is not there shows the top of the page, and the reader looks for what was meant. This rule looks at the"
        " pages as they are published, after `kawara build`: at raw HTML, templates and what embeds make, on the page itself and on"
        " other pages of the site."
    ),
    japanese="存在しない id へのリンクはページの先頭を開くだけで、読者は目当ての場所を探すことになります。`kawara build` の後、公開されるページそのものを、生の HTML やテンプレート、ほかのページへのリンクも含めて調べます。",
    wrong='## 庭\n\n梅が咲きました。<a href="#niwa">庭</a>\n',
    right='<h2 id="niwa">庭</h2>\n\n梅が咲きました。<a href="#niwa">庭</a>\n',
    built=True,
)
