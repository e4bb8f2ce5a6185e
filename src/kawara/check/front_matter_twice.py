"""Rule: a second front matter at the top of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, here

CODE = "front-matter-twice"

_KEY = re.compile(r"[A-Za-z_][\w-]{0,30}\s*:(?:\s|$)")
_USUAL = re.compile(r"(?:title|date|tags|categories|layout|author|draft|slug|description)\s*:")
LONGEST = 40
"""Lines."""


def find(text: Text) -> Iterator[Finding]:
    """A block of keys between two fences, or in a fence of YAML, right where the text begins."""
    if text.body_line == 1:
        return
    first = next((n for n in range(text.body_line, len(text.lines) + 1) if text.lines[n - 1].strip()), 0)
    opening = text.lines[first - 1].strip() if first else ""
    closing = {"---": "---", "```yaml": "```", "```yml": "```", "```": "```"}.get(opening)
    if closing is None:
        return
    inside = [line.strip() for line in text.lines[first : first + LONGEST]]
    if closing not in inside:
        if opening != "---":
            return
        inside = _keys(inside)
    else:
        inside = inside[: inside.index(closing)] or [""]
        inside = [line for line in inside if line and line != "---"] if opening != "---" else inside
    if _are_keys(inside):
        message = "a second front matter: its keys are shown as text"
        yield here(text, CODE, message, (first, 1), (first + 1 + len(inside), 1), marked=opening)


def _keys(lines: list[str]) -> list[str]:
    end = next((n for n, line in enumerate(lines) if not line), len(lines))
    return lines[:end]


def _are_keys(lines: list[str]) -> bool:
    """Whether these lines are keys, at least one of them usual in front matter."""
    keys = [line for line in lines if _KEY.match(line)]
    others = [line for line in lines if line and not _KEY.match(line) and not line.startswith(("- ", "#"))]
    return bool(keys) and not others and any(map(_USUAL.match, keys))


CHECK = Check(
    CODE,
    english=(
        "A generated text often brings front matter of its own, and is pasted below the one that is there. Only the first counts:"
        " the second is shown to readers, and what it says (`draft: true`, a date) is not done."
    ),
    japanese=(
        "生成した文章には front matter が付いていることが多く、すでにあるものの下に貼られがちです。"
        "効くのは最初のひとつだけで、二つ目は本文として表示され、`draft: true` や日付は無視されます。"
    ),
    wrong="---\ntitle: Plums\n---\n\n---\ntitle: Plums in February\ndraft: true\n---\n\nThe plum is in flower.\n",
    right="---\ntitle: Plums in February\ndraft: true\n---\n\nThe plum is in flower.\n",
    find=find,
)
