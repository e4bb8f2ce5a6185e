"""Formulas, for those who ask: `$a^2$` in a line, `$$…$$` by itself, as MathML made when the site is built.

A dollar begins a formula only if no space follows and no Latin letter or digit comes before, and ends it only if no space comes before
and no digit follows: `$5 と $10` and `US$5` stay money. latex2mathml takes as long to import as Markdown itself: at the first formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING

from kawara.loader.quick.starts import starting
from kawara.loader.rules.document import Document, document
from kawara.loader.rules.plain import as_text_in_images

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

SHORT = re.compile(r"(?<![0-9A-Za-z$])\$(?![\s$])((?:[^$\\]|\\.)+?)(?<!\s)\$(?![0-9$])", re.DOTALL)
LONG = re.compile(r"\$\$((?:[^$\\]|\\.)+)\$\$", re.DOTALL)
SIGN = "$$"
LONGEST = 10_000
MISSING = "formulas stay as they are written: the library that sets them, latex2mathml, is not installed"
"""The one thing that is told when it is absent."""


def math(md: MarkdownIt) -> None:
    """Read formulas before emphasis can take their signs for its own."""
    md.inline.ruler.push("math", starting(_in_line, "$"))
    md.block.ruler.before(
        "fence", "math", starting(_block, "$"), {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.core.ruler.push("math_in_images", partial(as_text_in_images, "math", "$"))
    md.add_render_rule("math", _html)
    md.add_render_rule("math_block", _html)


def _in_line(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of an inline rule
    found = LONG.match(state.src, state.pos, state.posMax) or SHORT.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        display = found[0].startswith(SIGN)
        html, fault = mathml(found[1], display=display)
        token = state.push("math" if html else "text", "math" if html else "", 0)
        token.content, token.meta = (found[1] if html else found[0]), {"html": html}
        if fault and not _is_known(document(state.env), fault):
            document(state.env).doubt("math", _said(found[1], fault), state.src, found.span(), _hint(fault))
    state.pos = found.end()
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  the signature of a block rule
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(SIGN, begin) or state.is_code_block(start):
        return False
    stop = _last_line(state, start, end)
    if stop < 0:
        return False
    text = state.getLines(start, stop + 1, state.sCount[start], False).strip()
    formula = text.removeprefix(SIGN).removesuffix(SIGN).strip()
    if SIGN in formula or not formula:
        return False
    if not silent:
        _push(state, start, stop + 1, formula)
        state.line = stop + 1
    return True


def _last_line(state: StateBlock, start: int, end: int) -> int:
    """The line that ends in the second sign, before any empty one; -1 when there is none."""
    for line in range(start, end):
        begin = state.bMarks[line] + state.tShift[line]
        if state.isEmpty(line) or (line > start and state.sCount[line] < state.blkIndent):
            return -1
        text = state.src[begin : state.eMarks[line]].rstrip()
        if text.endswith(SIGN) and (line > start or len(text) > 2 * len(SIGN)):
            return line
    return -1


def _push(state: StateBlock, start: int, stop: int, formula: str) -> None:
    html, fault = mathml(formula, display=True)
    here = document(state.env)
    if html:
        token = state.push("math_block", "math", 0)
        token.content, token.meta, token.map, token.block = formula, {"html": f"{html}\n"}, [start, stop], True
        return
    state.push("paragraph_open", "p", 1).map = [start, stop]
    token = state.push("inline", "", 0)
    # Emphasis and links are not looked for in what was meant to be a formula.
    token.content, token.children, token.map = (
        re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", f"{SIGN}{formula}{SIGN}"),
        [],
        [start, stop],
    )
    state.push("paragraph_close", "p", -1)
    if not _is_known(here, fault):
        here.report("math", _said(formula, fault), start, hint=_hint(fault))


def _is_known(here: Document, fault: str) -> bool:
    """Whether it has been told that the library is missing: that is the same for every formula."""
    if fault != MISSING:
        return False
    return any(doubt.text == fault for doubt in here.doubts) or any(told.text == fault for told in here.problems)


def _said(formula: str, fault: str) -> str:
    short = formula if len(formula) <= 40 else f"{formula[:39]}…"
    return fault if fault == MISSING else f"the formula '{short}' cannot be set ({fault}), and stays as it is written"


def _hint(fault: str) -> str:
    return "pip install 'kawara[math]'" if fault == MISSING else ""


def _html(_self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    return str(tokens[index].meta["html"])


@lru_cache(maxsize=512)
def mathml(formula: str, *, display: bool) -> tuple[str, str]:
    """MathML of a formula, and what is wrong with it: one of the two is empty."""
    convert = converter()
    if convert is None:
        return "", MISSING
    fault = _fault(formula)
    if fault:
        return "", fault
    try:
        element = convert(formula, display="block" if display else "inline")
    except Exception as error:  # noqa: BLE001  the library raises what it happens to trip over
        return "", _words(error)
    unknown = next((part.text for part in element.iter() if (part.text or "").startswith("\\")), "")
    return ("", f"'{unknown}' is not known") if unknown else (_written(element), "")


def _fault(formula: str) -> str:
    """What the library would pass over."""
    braces = [sign for sign in re.findall(r"\\.|[{}]", formula, re.DOTALL) if sign in "{}"]
    depths = list(accumulate(1 if sign == "{" else -1 for sign in braces))
    if depths and (depths[-1] or min(depths) < 0):
        return "its braces do not pair"
    return f"it is longer than {LONGEST} characters" if len(formula) > LONGEST else ""


def _written(element: Element) -> str:
    """The element as text. The library writes signs by number, and would not escape what the author wrote."""
    from xml.etree.ElementTree import tostring  # noqa: PLC0415  see the head of this file

    for part in element.iter():
        part.text = unescape(part.text) if part.text else part.text
    return tostring(element, encoding="unicode")


def _words(error: Exception) -> str:
    """The library's own errors say by their names what is wrong: `no closing brace`."""
    if not type(error).__module__.startswith("latex2mathml"):
        return "it is not whole"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()


@cache
def converter() -> Callable[..., Element] | None:
    """latex2mathml's; None when it is not installed."""
    try:
        from latex2mathml.converter import convert_to_element  # noqa: PLC0415  see the head of this file
    except ImportError:
        return None
    made: Callable[..., Element] = convert_to_element
    return made
