"""Rule: the marks of a merge that was never finished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.check.row import Check
from kawara.check.text import Text, here, once, whole

CODE = "conflict"

_MARK = re.compile(r"(?:<{7}|>{7}|\|{7})(?: \S.*)?$")


def find(text: Text) -> Iterator[Finding]:
    """Each mark at the start of a line outside code, and the `=======` between two of them."""
    if not any(sign * 7 in once(text, whole) for sign in "<>|"):
        return
    marks = [number for number in range(text.body_line, len(text.lines) + 1) if _MARK.match(text.lines[number - 1])]
    if not marks or all(text.lines[number - 1].startswith(">" * 7 + " ") for number in marks):
        return  # a quotation of quotations
    code = {line for block in text.blocks if block.kind == "code" for line in range(block.line, block.end)}
    open_at = 0
    for number in range(marks[0], marks[-1] + 1):
        line = text.lines[number - 1].rstrip()
        is_open = line.startswith("<<<<<<<")
        if number in code or not (_MARK.match(line) or (open_at and line == "=======")):
            continue
        yield here(
            text,
            CODE,
            f"'{line[:7]}' marks a merge that was never finished",
            (number, 1),
            (number, len(line) + 1),
            marked=line,
        )
        open_at = number if is_open else 0 if line.startswith(">>>>>>>") else open_at


CHECK = Check(
    CODE,
    english=(
        "When git cannot join two changes it writes both into the file, between lines of `<<<<<<<`, `=======` and `>>>>>>>`."
        " In Markdown they do not even look wrong: the middle one makes a heading, the last a quotation seven deep."
    ),
    japanese=(
        "git は二つの変更をまとめられないとき、`<<<<<<<`、`=======`、`>>>>>>>` の行で区切って両方をファイルに残します。"
        "Markdown では見出しや深い引用になってしまい、間違いに気づきにくいものです。"
    ),
    wrong="<<<<<<< HEAD\nThe plum is in flower.\n=======\nThe cherry is in flower.\n>>>>>>> spring\n",
    right="The plum and the cherry are in flower.\n",
    find=find,
)
