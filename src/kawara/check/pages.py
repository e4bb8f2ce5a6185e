"""The manual's page of each rule, made from the rule's own text: what a rule says of itself is said once."""

from __future__ import annotations

from collections.abc import Iterable

from kawara.base.rules import RULES
from kawara.check.row import Check

FENCE = "`````"

INTRODUCTION = """\
`kawara check` looks at the texts themselves: for what a tool left there, for what was pasted twice or broken off, for what a
reader would stumble over. [How it is called](../commands.md#check) is told among the commands. No rule stops publication; an
error only makes the command end with status 1.

`kawara build` tells what a tool left and where a sentence breaks off at it, and the marks of a merge, as warnings.

Precision comes before completeness: a clean blog is quiet. What a rule tells and you mean all the same can be passed over in
three ways:

- for a site, by `check.severity` in `kawara.yml`: `alike: off`, or `alike: note`;
- for a post, in its front matter: `check: {ignore: [alike]}`;
- for all that is there today, by `kawara check --write-baseline`.

| rule | severity | what it finds |
| --- | --- | --- |
"""


def page(row: Check) -> str:
    """The page of one rule."""
    rule = RULES[row.code]
    told = "off until the site sets a severity" if row.asked else rule.severity
    parts = [
        _head(row.code),
        f"*{told}.* {_sentence(rule.title)}",
        row.english,
        row.japanese,
        "## Wrong",
        _example(row.wrong),
        "## Right",
        _example(row.right),
        f"Mend: {rule.mend}.",
        "All rules are listed on [one page](index.md).",
    ]
    return "\n\n".join(parts) + "\n"


def contents(rows: Iterable[Check]) -> str:
    """The page that lists all rules."""
    lines = (f"| [{row.code}]({row.code}.md) | {_severity(row)} | {RULES[row.code].title} |\n" for row in rows)
    return f"{_head('Checks')}\n\n{INTRODUCTION}{''.join(lines)}"


def _severity(row: Check) -> str:
    return "off" if row.asked else RULES[row.code].severity


def _head(title: str) -> str:
    return f"---\ntitle: {title}\nlang: en\ntoc: false\n---"


def _sentence(title: str) -> str:
    return f"{title[:1].upper()}{title[1:]}."


def _example(text: str) -> str:
    return f"{FENCE}markdown\n{text.rstrip()}\n{FENCE}"
