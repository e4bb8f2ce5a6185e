"""Rule: a whole text inside a fence of code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kawara.base.findings import Edit, Finding
from kawara.check.row import Check
from kawara.check.text import Text, here, weight
from kawara.model import Block

CODE = "wrapped"

_MARKDOWN = re.compile(r"^(?:#{1,6} \S|---$|[-*] \S|\d+\. \S)|[。！？]$|[a-z]{2}\.$", re.MULTILINE)
_FENCE = re.compile(r"(?:`{3,}|~{3,})")
LITTLE = 160
"""So much may stand before and after the fence: a chat's words."""


def find(text: Text) -> Iterator[Finding]:
    """A fence around Markdown that is nearly all there is."""
    fences = [block for block in text.blocks if block.kind == "code" and block.info in ("", "markdown", "md", "mdx")]
    if len(fences) != 1 or not _is_all(text.blocks, fences[0]):
        return
    block = fences[0]
    opening, closing = text.lines[block.line - 1], text.lines[block.end - 2]
    if not _FENCE.match(opening.strip()) or not _reads_as_text(block):
        return
    edits = [Edit(block.line, 1, block.line + 1, 1)]
    if _FENCE.match(closing.strip()) and block.end - 1 > block.line:
        edits.append(Edit(block.end - 1, 1, block.end - 1, len(closing) + 1))
    message = "the whole text is inside a fence, and will be shown as code"
    yield here(text, CODE, message, (block.line, 1), (block.line, len(opening) + 1), marked=opening, edits=edits)


def _is_all(blocks: Sequence[Block], fence: Block) -> bool:
    others = [block for block in blocks if block is not fence]
    return sum(weight(block.text) for block in others) <= LITTLE and all(block.kind == "paragraph" for block in others)


def _reads_as_text(block: Block) -> bool:
    paragraphs = [part for part in block.text.split("\n\n") if part.strip()]
    return (
        len(paragraphs) > 1
        and len(_MARKDOWN.findall(block.text)) > 1
        and (block.info != "" or block.text.lstrip().startswith(("#", "---")))
    )


CHECK = Check(
    CODE,
    english=(
        "A chat hands over Markdown in a fence, to be copied without it. Copied along, the fence makes the whole post one block"
        " of code. A post that shows a piece of Markdown among text of its own is left alone."
    ),
    japanese=(
        "チャットは Markdown をコードの囲みに入れて渡すことがあります。囲みごと貼り付けると、記事全体がひとつのコードとして表示されます。"
        "本文の中で Markdown の例を示す記事は対象になりません。"
    ),
    wrong="```markdown\n# Plums\n\nThe plum is in flower.\n\nSoon the cherry will be.\n```\n",
    right="# Plums\n\nThe plum is in flower.\n\nSoon the cherry will be.\n",
    find=find,
)
