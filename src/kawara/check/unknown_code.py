"""Rule: a post that asks to ignore a rule that there is not."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.base.near import near_name
from kawara.base.rules import RULES
from kawara.check.row import Check
from kawara.check.spared import ignored
from kawara.check.text import Text, here

CODE = "unknown-code"


def find(text: Text) -> Iterator[Finding]:
    """Codes in `check: {ignore: [...]}` that no problem has."""
    for name in sorted(ignored(text.post) - RULES.keys()):
        line, column, source = _place(text, name)
        near = near_name(name, RULES)
        hint = f"did you mean '{near}'?" if near else ""
        start = source.find(name, column - 1)
        span = (start + 1, start + 1 + len(name)) if start >= 0 else (column, len(source) + 1)
        message = f"there is no rule '{name}' that could be ignored"
        yield here(text, CODE, message, (line, span[0]), (line, span[1]), marked=name, hint=hint)


def _place(text: Text, name: str) -> tuple[int, int, str]:
    """The line of the front matter that names the code, from where `check` begins."""
    first, column, source = text.places["check"]
    for number in range(first, text.body_line):
        if name in text.lines[number - 1]:
            return number, 1 if number > first else column, text.lines[number - 1]
    return first, column, source


CHECK = Check(
    CODE,
    english=(
        "`check: {ignore: [...]}` in the front matter spares a post some rules. A code that is misspelt there spares it nothing,"
        " and what you thought was settled goes on being told, or is told again one day."
    ),
    japanese="front matter の `check: {ignore: [...]}` は、その記事では調べない規則を並べるものです。綴りを間違えた名前は何の働きもしないので、似た名前とともに知らせます。",
    wrong="---\ntitle: 梅\ncheck: {ignore: [tode]}\n---\n\n梅が咲きました。\n",
    right="---\ntitle: 梅\ncheck: {ignore: [todo]}\n---\n\n梅が咲きました。\n",
    find=find,
)
