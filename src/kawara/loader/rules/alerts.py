"""GitHub's alerts, `> [!NOTE]`, with titles in the language of the text, or one of the author's own: `> [!NOTE] 覚え書き`."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from markdown_it.token import Token

from kawara.base.text import fold, primary
from kawara.loader.rules.document import Document, document
from kawara.loader.rules.language import language_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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

MISTAKEN = re.compile(r"[\[［][!！]\s*(\w[\w -]{0,39})[\]］](?=\s|$)")
"""What is no mark, and looks as if it were to be one."""


def alerts(md: MarkdownIt) -> None:
    """Find own titles before text is parsed, as they hold any markup; tell the language for the others when it is."""
    md.core.ruler.after("block", "alerts", _own_titles)
    md.core.ruler.push("alert_titles", _titles)


def _own_titles(state: StateCore) -> None:
    if ">" not in state.src or not any(sign in state.src for sign in ("[!", "[！", "［!", "［！")):
        return
    here, tokens, index = document(state.env), state.tokens, 0
    made, opened = list[Token](), list[Token]()
    while index < len(tokens):
        token = tokens[index]
        made.append(token)
        index += 1
        if token.type == "blockquote_open":
            opened.append(token)
            title = _own_title(here, token, tokens[index + 1]) if tokens[index].type == "paragraph_open" else ()
            made += title
            if title and not tokens[index + 1].content:
                index += 3
        elif token.type == "blockquote_close" and opened.pop().type == "alert_open":
            token.type, token.tag = "alert_close", "div"
    state.tokens = made


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


def _own_title(here: Document, quotation: Token, text: Token) -> Sequence[Token]:
    """Make an alert of a quotation that begins with a mark and a title; the tokens of that, and none for any other."""
    found, line = MARK.match(text.content), text.map[0] if text.map else 0
    kind = found[1].upper() if found else ""
    if kind not in KINDS and (mistaken := MISTAKEN.match(text.content)):
        _doubt(here, mistaken, line)
    if not found or not found[2] or kind not in KINDS:
        return ()
    quotation.type, quotation.tag, quotation.info = "alert_open", "div", kind
    quotation.meta = {"kind": kind, "own": True}
    quotation.attrJoin("class", f"markdown-alert markdown-alert-{kind.lower()}")
    text.content = text.content[found.end() :]
    text.map = [line + 1, text.map[1] if text.map else line + 1]
    return _paragraph(found[2], line, quotation.level + 1)


def _doubt(here: Document, mistaken: re.Match[str], line: int) -> None:
    """Tell of a mark that makes no alert."""
    kind = fold(mistaken[1]).upper()
    near = get_close_matches(kind, KINDS, n=1)
    hint = f"did you mean [!{near[0]}]?" if near else f"there are {', '.join(KINDS)}"
    what = f"'{mistaken[0]}' is no mark of an alert" if kind in KINDS else f"'{mistaken[1]}' is no kind of alert"
    here.report("alert", f"{what}, and the quotation stays one", line, hint=hint)


def _paragraph(title: str, line: int, level: int) -> tuple[Token, Token, Token]:
    """The tokens of a title, as the library makes them."""
    place = [line, line + 1]
    return (
        Token("alert_title_open", "p", 1, {"class": "markdown-alert-title"}, place, level, block=True),
        Token("inline", "", 0, map=place, level=level + 1, children=[], content=title.strip(), block=True),
        Token("alert_title_close", "p", -1, level=level, block=True),
    )
