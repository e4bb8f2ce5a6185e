"""Rule: two styles of Japanese in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, at, masked
from kawara.model import Block

CODE = "style-mix"

_POLITE = re.compile(r"(?:です|ます|でした|ました|ません|でしょう|ましょう)(?:ね|よ|か)?[。！？!?]")
_PLAIN = re.compile(r"(?:である|であった|だった|なのだ|のだ|だろう)[。！？!?]")
FEW = 3
"""So many sentences of the rarer kind may be for effect."""


def find(text: Text) -> Iterator[Finding]:
    """The first sentence of the rarer kind, where both are found."""
    places: tuple[list[tuple[Block, tuple[int, int]]], ...] = ([], [])
    for block in text.blocks:
        if block.kind == "paragraph" and not block.inside:
            words = masked(block.text)
            for pattern, found in zip((_POLITE, _PLAIN), places, strict=True):
                found += [(block, one.span()) for one in pattern.finditer(words)]
    polite, plain = places
    rarer, other = (plain, polite) if len(plain) <= len(polite) else (polite, plain)
    if len(rarer) >= FEW and len(other) >= FEW:
        block, span = rarer[0]
        message = f"{len(polite)} sentences end in です or ます, {len(plain)} in である or だ"
        yield at(text, CODE, message, block, span)


CHECK = Check(
    CODE,
    english=(
        "A text in the polite style (です, ます) that changes to the plain one (である, だ) was often put together from two "
        "sources. It can be meant, so this rule is off until the site asks for it."
    ),
    japanese=(
        "です・ます調と、である・だ調が混ざった文章は、二つの原稿をつないだものであることが多いものです。意図した使い分けもあるの"
        "で、この規則はサイトが求めたときだけ働きます。"
    ),
    wrong="梅が咲きました。桜はまだです。雨も降りました。\n\n春である。花である。雨だった。\n",
    right="梅が咲きました。桜はまだです。雨も降りました。\n\n春です。花です。雨でした。\n",
    find=find,
    asked=True,
)
