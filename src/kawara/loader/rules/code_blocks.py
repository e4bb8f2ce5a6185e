"""What stands behind the three backticks: ```` ```python {2,5-7} title="app.py" linenos ````.

A language, lines to mark, a title, line numbers (`linenos=10` counts from 10). `js:app.js` is a language and a title; `diff-js` and
`diff js` colour what a difference changes. Numbers are no part of the text, so that a copy is clean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markdown_it.common.utils import escapeHtml, unescapeAll

from kawara.loader.rules.document import Document, document
from kawara.loader.rules.highlight import PLAIN, lexer_for

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

LONGEST = 100_000
"""A block of more characters stays plain: colouring it would take as long as a hundred posts."""
PALE = "pale"
"""Among the settings of a text whose code need not be coloured, as it is only checked."""
ALIKE = {
    "astro": "html",
    "svelte": "html",
    "dotenv": "ini",
    "env": "ini",
    "jsonc": "json",
    "mdx": "markdown",
    "node": "javascript",
    "prisma": "graphql",
    **dict.fromkeys(("csv", "gitignore", "log", "tree"), "text"),
    **dict.fromkeys(("geojson", "math", "mermaid", "plantuml", "topojson"), "text"),  # drawn elsewhere, by a script
}
"""Languages that Pygments does not know by this name → one that it may colour them as."""
DIFFERENCE = re.compile(r"diff-(.+)")
LANGUAGE = re.compile(r"(?!\w+=)[^\s{]*")
PART = re.compile(r'\{(?P<marks>[\d\s,-]*)\}|(?P<key>[A-Za-z]+)(?:=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"{}]+)))?')
HEADS = ("@@", "+++ ", "--- ", "diff ", "index ")
SIGNS = {"+": " ins", "-": " del"}


@dataclass(frozen=True, slots=True)
class Info:
    """What an author says of a block of code."""

    language: str = ""
    title: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    """First and last of each run of marked lines, from 1."""
    number: int | None = None
    """Of the first line; None without numbers."""
    changed: str = ""
    """The language of what is changed, in a difference."""


def code_blocks(md: MarkdownIt) -> None:
    """Render fenced code with all that its first line says."""
    md.add_render_rule("fence", _fence)


def _fence(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    info = read_info(unescapeAll(token.info)) if token.info else Info()
    if info.title:
        token.attrJoin("class", "code")
    outer = self.renderAttrs(token)
    language = f' class="{escapeHtml(options.langPrefix + info.language)}"' if info.language else ""
    code = _coloured(info, token, options, document(env))
    if code and (info.marks or info.number is not None or info.changed):
        code = "".join(_lines(code, info))
    if not info.title:
        return f"<pre{outer}><code{language}>{code}</code></pre>\n"
    caption = f"<figcaption>{escapeHtml(info.title)}</figcaption>"
    return f"<figure{outer}>{caption}\n<pre><code{language}>{code}</code></pre>\n</figure>\n"


@lru_cache(maxsize=256)
def read_info(info: str) -> Info:
    """The first line of a block, read. What it does not know, it leaves out."""
    words = info.strip()
    first = LANGUAGE.match(words)
    language, _, title = (first[0] if first else "").partition(":")
    said: dict[str, str] = {"title": title}
    marks: list[tuple[int, int]] = []
    rest = words[first.end() if first else 0 :].strip()
    if language.lower() == "diff" and (other := re.match(r"[\w+#-]+(?=\s|\{|$)", rest)) and other[0] != "linenos":
        language, rest = f"diff-{other[0]}", rest[other.end() :]
    for part in PART.finditer(rest):
        if part["marks"] is not None:
            marks += _runs(part["marks"])
        else:
            said[part["key"].lower()] = part["quoted"] or part["bare"] or ""
    changed = DIFFERENCE.fullmatch(language)
    return Info(language, said["title"], tuple(marks), _number(said.get("linenos")), changed[1] if changed else "")


def _runs(text: str) -> Iterator[tuple[int, int]]:
    for first, last in re.findall(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?", text):
        yield int(first), int(last or first)


def _number(linenos: str | None) -> int | None:
    if linenos is None or linenos.lower() in ("false", "no", "off"):
        return None
    return int(linenos) if re.fullmatch(r"[0-9]{1,6}", linenos) else 1


def _coloured(info: Info, token: Token, options: OptionsDict, here: Document) -> str:
    """The HTML of the code; of a difference, that of its lines without their signs."""
    language, code = (info.changed or info.language).casefold(), token.content
    language = ALIKE.get(language, language)
    if not options.highlight or language in PLAIN or len(code) > LONGEST:
        return escapeHtml(code)
    if lexer_for(language) is None:
        _unknown(info.changed or info.language, here, token.map[0] if token.map else 0)
        return escapeHtml(code)
    if here.settings.get(PALE):
        return escapeHtml(code)
    if not info.changed:
        return options.highlight(code, language, "") or escapeHtml(code)
    lines = code.split("\n")
    bare = "\n".join("" if line.startswith(HEADS) else line[1:] for line in lines)
    coloured = (options.highlight(bare, language, "") or escapeHtml(bare)).split("\n")
    return "\n".join(
        escapeHtml(line) if line.startswith(HEADS) else escapeHtml(line[:1]) + shown
        for line, shown in zip(lines, coloured, strict=False)
    )


def _lines(code: str, info: Info) -> Iterator[str]:
    """Each line of the HTML as a span of its own. Pygments' spans never reach over the end of a line."""
    lines = code.removesuffix("\n").split("\n")
    marked = {line for first, last in info.marks for line in range(first, min(last, len(lines)) + 1)}
    for place, line in enumerate(lines, 1):
        kind = " marked" if place in marked else ""
        if info.changed:
            kind += " head" if line.startswith(HEADS) else SIGNS.get(line[:1], "")
        number = "" if info.number is None else f' data-line="{info.number + place - 1}"'
        yield f'<span class="line{kind}"{number}>{line}\n</span>'


def _unknown(language: str, here: Document, line: int) -> None:
    """Warn of a language once in a text."""
    text = f"'{language}' is no language that can be coloured, and the code stays plain"
    if all(problem.text != text for problem in here.problems):
        near = nearest(language.casefold())
        here.report("code", text, line, hint=f"did you mean '{near}'?" if near else "")


@cache
def nearest(language: str) -> str:
    """The known language whose name is most like this one; empty when none is."""
    from pygments.lexers import get_all_lexers  # noqa: PLC0415  only for what is misspelt

    names = [name for lexer in get_all_lexers(plugins=False) for name in lexer[1]]
    return next(iter(get_close_matches(language, names, n=1, cutoff=0.7)), "")
