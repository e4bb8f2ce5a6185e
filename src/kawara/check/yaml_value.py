"""Rule: a value that YAML takes for something else than what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Edit, Finding
from kawara.check.row import Check
from kawara.check.text import Text, here
from kawara.yamltext import Value, core, parse

CODE = "yaml-value"
TEXTS = frozenset(
    [
        "title",
        "slug",
        "excerpt",
        "summary",
        "description",
        "tags",
        "tag",
        "categories",
        "category",
        "authors",
        "author",
        "series",
        "id",
        "layout",
        "image",
    ]
)
"""Keys of kawara's that hold text: it takes them as written, whatever other readers of YAML make of them."""

_SUSPECT = re.compile(
    r"[:,\[\-]\s+\[?(?:[0-9][0-9_]*:[0-5]|[-+]?0[0-9x]|[0-9.]+0\b|(?:y|n|yes|no|on|off)\b)", re.IGNORECASE
)
_CLOCK = re.compile(r"[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+")
_OCTAL = re.compile(r"[-+]?0[0-7_]+")
_BOOLEAN = re.compile(r"(?:y|n|yes|no|on|off|true|false)", re.IGNORECASE)
_NO = frozenset({"n", "no", "off"})


def find(text: Text) -> Iterator[Finding]:
    """Values without quotes that YAML 1.1, or for a key of the author's own kawara, does not take as they are written."""
    if text.post is None or not text.lines or text.lines[0].rstrip() != "---":
        return
    lines = text.lines[1 : text.body_line - 2]
    if not any(_SUSPECT.search(line) for line in lines if line.partition(":")[0] not in _KNOWN):
        return
    block = "\n".join(lines)
    value, _ = parse(block, text.path, 2)
    if value and isinstance(value.data, dict):
        for key, member in value.data.items():
            for one in member.data if isinstance(member.data, list) else [member]:
                if not one.quoted and one.text and (message := _said(key, one)):
                    yield _told(text, one, message)


def _said(key: str, value: Value) -> str:
    written = value.text
    if value.data is None:  # nothing, to kawara as well
        return ""
    if key in TEXTS:
        seen = _in_yaml(written)
        return f"'{written}' is text here, but YAML reads it as {seen}" if seen else ""
    if key in _KNOWN:
        return ""
    if written.lower() in _NO:
        return f"'{written}' is a text to kawara, and counts as true in a template"
    if isinstance(value.data, float) and repr(value.data) != written and "e" not in written.lower():
        return f"'{written}' is the number {value.data}"
    seen = _in_yaml(written) if _CLOCK.fullmatch(written) or _OCTAL.fullmatch(written) else ""
    return f"'{written}' is text to kawara, but YAML reads it as {seen}" if seen else ""


def _in_yaml(written: str) -> str:
    """What YAML 1.1 (§ bool, int, float and null of its type repository) reads; empty when that is the text."""
    if _BOOLEAN.fullmatch(written):
        return "false" if written.lower() in {*_NO, "false"} else "true"
    if _CLOCK.fullmatch(written):
        return str(_sexagesimal(written))
    if _OCTAL.fullmatch(written):
        return str(int(written.replace("_", ""), 8))
    value = core(written)
    return "nothing" if value is None else "" if isinstance(value, str) or str(value) == written else str(value)


def _sexagesimal(written: str) -> int:
    total = 0
    for part in written.lstrip("+-").replace("_", "").split(":"):
        total = total * 60 + int(part)
    return -total if written.startswith("-") else total


def _told(text: Text, value: Value, message: str) -> Finding:
    start, end = (value.line, value.column), (value.line, value.column + len(value.text))
    is_there = value.source[value.column - 1 :].startswith(value.text)
    means_no = "counts as true" in message
    mended = "false" if means_no else f'"{value.text}"'
    edits = [Edit(*start, *end, mended)] if is_there and not means_no else []
    hint = "write false" if means_no else f"write {mended}, so that every reader takes it as it is"
    return here(text, CODE, message, start, end, marked=value.text, hint=hint, edits=edits)


_KNOWN = frozenset(
    [
        "date",
        "publishDate",
        "publishdate",
        "pubdate",
        "updated",
        "last_modified_at",
        "lastmod",
        "modified",
        "expires",
        "expiryDate",
        "expirydate",
        "unpublishdate",
        "draft",
        "published",
        "permalink",
        "aliases",
        "alias",
        "redirect_from",
        "part",
        "reading_time",
        "lang",
        "language",
        "math",
        "mathjax",
        "katex",
        "toc",
        "pin",
        "pinned",
        "writing",
        "check",
    ]
)
"""Keys of kawara's that are no text; their own readers tell what is wrong with their values."""

CHECK = Check(
    CODE,
    english=(
        "`title: 12:30` is 750 to many readers of YAML, `tags: [no, 007]` is false and 7, `version: 1.10` is 1.1. kawara takes its own"
        " texts as they are written, but an editor, a script or another generator may not; and in a field of your own, `comments: no`"
        " is a text, which a template counts as true. Quotes settle it; `--fix` sets them, and changes nothing else."
    ),
    japanese=(
        "`title: 12:30` は多くの YAML の読み手にとって 750 という数で、`tags: [no, 007]` は偽と 7、`version: 1.10` は 1.1 です。kawara は題名などを"
        "書いたとおりに読みますが、エディターや他の道具はそうとは限りません。独自の項目に書いた `comments: no` は文字列で、テンプレートでは真に"
        "なります。引用符で囲めば確かです。`--fix` は引用符だけを加えます。"
    ),
    wrong="---\ntitle: 12:30\ntags: [no, 梅]\n---\n\n正午を過ぎました。\n",
    right='---\ntitle: "12:30"\ntags: ["no", 梅]\n---\n\n正午を過ぎました。\n',
    find=find,
)
