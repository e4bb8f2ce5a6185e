"""Texts in which each mark is one of a plain pair: `code`, *stress*, **weight**, [words](address); and the ends of lines.

Nearly every text that is marked at all is of this kind, and one pattern takes it apart. Within a pair there is no other mark, and
stressed words begin and end in letters or digits, so that nothing can pair otherwise: delimiters beside letters both open and close
as they must (CommonMark §6.2), and no run is longer than two. Any other text is left to the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kawara.loader.quick.tokens import made

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

RULES = frozenset({"newline", "backticks", "emphasis", "link"})
"""The rules whose work is done here: all of them must be on."""
PAIRING = frozenset({"balance_pairs", "emphasis", "fragments_join"})
"""Those of the second round, likewise."""

Add = Callable[[list["Token"], "re.Match[str]"], None]


def pairs(marked: str, rules: Iterable[str], pairing: Iterable[str]) -> re.Pattern[str] | None:
    """The pattern of one part of such a text, where these characters are marks; None where a rule that is needed is off."""
    if not RULES.issubset(rules) or not PAIRING.issubset(pairing):
        return None
    other = re.escape(marked)
    words = rf"(?=[^\W_])[^{other}]++(?<=[^\W_])"
    return re.compile(
        rf"(?P<text>[^{other}]++)"
        rf"|`(?P<code>[^`\n]++)`(?!`)"
        rf"|\*\*(?P<strong>{words})\*\*(?!\*)"
        rf"|\*(?P<em>{words})\*(?!\*)"
        rf"|\[(?P<label>[^{other}\]]++)\]\((?P<link>[^\s()<>\\&`\x00-\x1f\x7f]++)\)"
        r"|(?P<end>(?<! )\n(?![ \t]))"
    )


def paired(pattern: re.Pattern[str], text: str, md: MarkdownIt) -> list[Token] | None:
    """The tokens of a text; None when it is not of this kind."""
    tokens: list[Token] = []
    done, end, match = 0, len(text), pattern.match
    while done < end:
        if (found := match(text, done)) is None:
            return None
        done = found.end()
        if (kind := found.lastgroup) == "text":
            _say(tokens, found[0])
        elif kind != "link":
            ADD[kind or ""](tokens, found)
        elif not _link(tokens, found, md):
            return None
    return tokens


def _say(tokens: list[Token], text: str) -> None:
    """Add text, to the text that is there already behind strong words."""
    if tokens and tokens[-1].type == "text":
        tokens[-1].content += text
    else:
        tokens.append(made("text", "", 0, 0, text))


def _code(tokens: list[Token], found: re.Match[str]) -> None:
    text = found["code"]
    if text[0] == text[-1] == " " and text.strip(" "):
        text = text[1:-1]
    tokens.append(made("code_inline", "code", 0, 0, text, "`"))


def _strong(tokens: list[Token], found: re.Match[str]) -> None:
    """The library makes a text of each `*`, and leaves the outer one of two as an empty text, joined with its neighbour."""
    _say(tokens, "")
    tokens.append(made("strong_open", "strong", 1, 0, "", "**"))
    tokens.append(made("text", "", 0, 1, found["strong"]))
    tokens.append(made("strong_close", "strong", -1, 0, "", "**"))
    _say(tokens, "")


def _em(tokens: list[Token], found: re.Match[str]) -> None:
    tokens.append(made("em_open", "em", 1, 0, "", "*"))
    tokens.append(made("text", "", 0, 1, found["em"]))
    tokens.append(made("em_close", "em", -1, 0, "", "*"))


def _end(tokens: list[Token], _found: re.Match[str]) -> None:
    tokens.append(made("softbreak", "br"))


def _link(tokens: list[Token], found: re.Match[str], md: MarkdownIt) -> bool:
    """Whether it is a link: an address may be one that is refused."""
    address = md.normalizeLink(found["link"])
    if not md.validateLink(address):
        return False
    opening = made("link_open", "a", 1)
    opening.attrs["href"] = address
    tokens.append(opening)
    tokens.append(made("text", "", 0, 1, found["label"]))
    tokens.append(made("link_close", "a", -1))
    return True


ADD: dict[str, Add] = {"code": _code, "strong": _strong, "em": _em, "end": _end}
