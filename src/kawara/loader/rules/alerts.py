"""GitHub's alerts, `> [!NOTE]`, with titles in the language of the text, or one of the author's own: `> [!NOTE] 覚え書き`."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from markdown_it.token import Token

from kawara.base.text import primary
from kawara.loader.rules.document import Document, document
from kawara.loader.rules.language import language_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

KINDS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")

TITLES: Mapping[str, tuple[str, ...]] = {
    "ja": ("補足", "ヒント", "重要", "警告", "注意"),
    "zh": ("说明", "提示", "重要", "警告", "小心"),
    "zh-hant": ("說明", "提示", "重要", "警告", "小心"),
    "ko": ("참고", "팁", "중요", "경고", "주의"),
    "fr": ("Note", "Astuce", "Important", "Avertissement", "Attention"),
    "de": ("Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"),
    "es": ("Nota", "Consejo", "Importante", "Advertencia", "Precaución"),
}
"""Language → its titles, in the order of KINDS; any other language has the English ones."""

TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
MARK = re.compile(r"\[!([A-Za-z]+)\](?:[ \t]+(\S[^\n]*)|[ \t]*)(?:\n|$)")


def alerts(md: MarkdownIt) -> None:
    """Find own titles before text is parsed, as they hold any markup; tell the language for the others when it is."""
    md.core.ruler.after("block", "alerts", _own_titles)
    md.core.ruler.push("alert_titles", _titles)


def _own_titles(state: StateCore) -> None:
    if "[!" not in state.src:
        return
    here, tokens = document(state.env), state.tokens
    for index in range(
        len(tokens) - 1, -1, -1
    ):  # from the end, as a title adds tokens behind the start of its quotation
        if tokens[index].type == "blockquote_open" and tokens[index + 1].type == "paragraph_open":
            _own_title(here, tokens, index)


def _titles(state: StateCore) -> None:
    if "[!" not in state.src:
        return
    alerts = [(t, state.tokens[i + 2]) for i, t in enumerate(state.tokens) if t.type == "alert_open"]
    untitled = [(alert, title) for alert, title in alerts if "own" not in alert.meta]
    for _, title in untitled:
        title.content = ""  # the library's English words tell nothing of the language
    for alert, title in untitled:
        words = _title(language_of(document(state.env), state.tokens), alert.info)
        title.children = [Token("text", "", 0, content=words)]


def _title(lang: str, kind: str) -> str:
    """The title of a kind of alert in a language."""
    lang = lang.casefold()
    titles = TITLES.get("zh-hant" if not TRADITIONAL.isdisjoint(lang.split("-")) else primary(lang))
    return titles[KINDS.index(kind)] if titles else kind.capitalize()


def _own_title(here: Document, tokens: list[Token], at: int) -> None:
    """Make an alert of a quotation that begins with a mark and a title."""
    text = tokens[at + 2]
    found, line = MARK.match(text.content), text.map[0] if text.map else 0
    kind = found[1].upper() if found else ""
    if found and kind not in KINDS:
        near = get_close_matches(kind, KINDS, n=1)
        hint = f"did you mean [!{near[0]}]?" if near else f"there are {', '.join(KINDS)}"
        here.report("alert", f"'{found[1]}' is no kind of alert, and the quotation stays one", line, hint=hint)
    elif found and found[2]:
        _become_alert(tokens, at, kind)
        text.content = text.content[found.end() :]
        text.map = [line + 1, text.map[1] if text.map else line + 1]
        rest = tokens[at + 1 : at + 4] if text.content else []
        tokens[at + 1 : at + 4] = [*_paragraph(found[2], line, tokens[at].level + 1), *rest]


def _become_alert(tokens: list[Token], at: int, kind: str) -> None:
    opening = tokens[at]
    ends = (t for t in tokens[at:] if t.type == "blockquote_close" and t.level == opening.level)
    closing = next(ends)
    opening.type, opening.tag, closing.type, closing.tag = "alert_open", "div", "alert_close", "div"
    opening.info, opening.meta = kind, {"kind": kind, "own": True}
    opening.attrJoin("class", f"markdown-alert markdown-alert-{kind.lower()}")


def _paragraph(title: str, line: int, level: int) -> tuple[Token, Token, Token]:
    """The tokens of a title, as the library makes them."""
    place = [line, line + 1]
    return (
        Token("alert_title_open", "p", 1, {"class": "markdown-alert-title"}, place, level, block=True),
        Token("inline", "", 0, map=place, level=level + 1, children=[], content=title.strip(), block=True),
        Token("alert_title_close", "p", -1, level=level, block=True),
    )
