"""Rule: something a tool or a chat left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kawara.base.findings import Finding
from kawara.base.text import brief
from kawara.check.flow import flow
from kawara.check.markers import ANYWHERE, FIRST, LAST, LONGEST, SELF, is_marker, may_hold_tokens, tokens
from kawara.check.row import Check
from kawara.check.text import WORDS, Text, at, masked, once, whole, whole_lines

CODE = "leftover"
STRUCK = ("<s>", "</s>")
"""Tokens of a model; together, an element of HTML."""


def find(text: Text) -> Iterator[Finding]:
    """Marker lines, tokens of models and their citations, and what a chat says around its answer."""
    yield from _lines(text)
    yield from _words(text)
    yield from _chat(text)


def _lines(text: Text) -> Iterator[Finding]:
    whole_text = once(text, whole)
    meant = STRUCK if all(tag in whole_text for tag in STRUCK) else ()
    for block in text.blocks:
        if block.kind not in ("paragraph", "heading", "html"):
            continue
        offset = 0
        for line in block.text.split("\n"):
            if line and is_marker(line) and line.strip() not in meant:
                start = offset + len(line) - len(line.lstrip())
                found = at(
                    text,
                    CODE,
                    f"'{brief(line.strip())}' was left by a tool",
                    block,
                    (start, offset + len(line.rstrip())),
                )
                yield _with_edit(text, found)
            offset += len(line) + 1


def _with_edit(text: Text, found: Finding) -> Finding:
    line = found.problem.line
    if text.lines[line - 1].strip() != found.marked:
        return found
    return Finding(
        found.problem, found.end_line, found.end_column, found.marked, (), (whole_lines(text, line, line + 1),)
    )


def _words(text: Text) -> Iterator[Finding]:
    for block in text.blocks if may_hold_tokens(once(text, whole)) else ():
        if (block.kind not in WORDS and block.kind != "html") or not may_hold_tokens(block.text):
            continue
        for token in tokens(masked(block.text) if block.kind != "html" else block.text):
            if not is_marker(line_around(block.text, token)):
                yield at(text, CODE, f"'{brief(token[0])}' was left by a tool", block, token.span())


def line_around(text: str, token: re.Match[str]) -> str:
    """The line of a token, as far as one of :func:`is_marker` may reach."""
    start, end = max(0, token.start() - LONGEST), token.end() + LONGEST
    before, after = text[start : token.start()].rpartition("\n")[2], text[token.end() : end].partition("\n")[0]
    return f"{before}{token[0]}{after}"


def _chat(text: Text) -> Iterator[Finding]:
    of_itself = (SELF.search,) if "s an AI" in once(text, whole) or "s an artificial" in once(text, whole) else ()
    paragraphs = [piece for piece in flow(text) if piece.kind == "paragraph"]
    for number, piece in enumerate(paragraphs):
        patterns = [ANYWHERE]
        patterns += [FIRST] if number < 2 else []
        patterns += [LAST] if number >= len(paragraphs) - 2 and number else []
        for look in (*(pattern.match for pattern in patterns), *of_itself):
            if said := look(piece.text):
                span = (piece.start + said.start(), piece.start + said.end())
                yield at(
                    text, CODE, f"'{brief(said[0])}' is what a chat says, and no part of a text", piece.block, span
                )
                break


CHECK = Check(
    CODE,
    english=(
        "Text that was made or moved with a tool often carries traces of it: lines such as `---END---`, tokens such as"
        " `<|im_end|>` or `[INST]`, citation stubs such as `【12†source】`, the words with which a chat begins and ends its"
        " answer. Readers see them as they are. Code is not looked at, nor are quotations, so a text *about* such things may"
        " show them in `code`."
    ),
    japanese=(
        "道具を使って作ったり移したりした文章には、その跡が残りがちです。`---END---` のような行、`<|im_end|>` や `[INST]` のような記号、"
        "`【12†source】` のような引用の切れ端、チャットが回答の前後に添える言葉などです。読者にはそのまま見えてしまいます。"
        "コードと引用は調べません。こうしたものを話題にする記事では `コード` として書いてください。"
    ),
    wrong="以下がブログ記事です。\n\n春の庭では、梅が咲き始めました。\n\n---END---\n",
    right="春の庭では、梅が咲き始めました。\n",
    find=find,
)
