"""Rule: a link to an address that is only an example."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, at, once, whole, words

CODE = "example-link"

_FAULT = re.compile(
    r"(?<=\]\()https?://(?:[\w-]+\.)*example\.(?:com|org|net|jp)\b[^)\s]*|<https?://(?:[\w-]+\.)*example\.(?:com|org|net)\b[^>\s]*>"
)


def find(text: Text) -> Iterator[Finding]:
    """Links to hosts that RFC 2606 keeps for examples. Addresses in code or in plain words are left alone."""
    for block, shown in words(text) if "example." in once(text, whole) else ():
        if "example." in shown:
            for found in _FAULT.finditer(shown):
                yield at(text, CODE, "this address is only an example", block, found.span())


CHECK = Check(
    CODE,
    english=(
        "The hosts `example.com`, `.org` and `.net` are kept for examples and lead nowhere. As the target of a link "
        "they are a blank that was never filled in."
    ),
    japanese="`example.com` などは例示のために予約された名前で、どこにも通じません。リンク先に残っていれば、たいてい差し替え忘れです。文中やコードの中のものは対象になりません。",
    wrong="See [our garden](https://example.com/garden).\n",
    right="See [our garden](https://garden.test/). Write it as `https://example.com/`.\n",
    find=find,
)
