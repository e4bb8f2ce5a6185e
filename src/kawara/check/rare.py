"""Characters that most texts have none of: a text is searched once for all the rules that look for some of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kawara.check.text import Text, every_word, once, words
from kawara.model import Block

RARE = re.compile("[\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd\uff66-\uff9fＡ-Ｚａ-ｚ０-９]")
"""What cannot be seen, what was lost, katakana of half width, letters and digits of full width."""


def rare_words(text: Text) -> Sequence[tuple[Block, str]]:
    """The blocks whose words have such a character."""
    return once(text, _rare_words)


def _rare_words(text: Text) -> list[tuple[Block, str]]:
    if not RARE.search(once(text, every_word)):
        return []
    return [(block, said) for block, said in words(text) if RARE.search(said)]
