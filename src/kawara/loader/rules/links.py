"""References that lead into the site become holes: where they lead is known only when a page is rendered.

A post that is moved, a site under a base path, a feed that wants absolute URLs: none of them may change what one source says by
itself. References to elsewhere (`https:`, `mailto:`, `//host`) and bare queries are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLink

from kawara.base.text import brief, nfc
from kawara.base.urls import resolve, runs_script
from kawara.loader.rules.document import MARK, Document, document
from kawara.loader.rules.footnotes import INSIDE_LINK
from kawara.loader.rules.heading_ids import heading_id
from kawara.loader.rules.images import SOURCE
from kawara.loader.rules.raw_html import left_as_text
from kawara.loader.rules.wikilinks import MARKUP
from kawara.model import Hole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\?|$")
TAIL = re.compile(r"[?#].*", re.DOTALL)
# What is found is not taken back (see spaces.py), and what is never closed lasts to the end: any text is read in linear time.
QUIET = r"<!--.*?(?:-->|\Z)|<(?P<quiet>pre|code|script|style|textarea|xmp)\b.*?(?:</(?P=quiet)\s*+>|\Z)"
TAG = r"""<[A-Za-z][^\s/>]*+(?=(?P<attributes>(?:[^<>"']|"[^"]*+"|'[^']*+')*))(?P=attributes)>"""
HTML = re.compile(f"{QUIET}|{TAG}", re.DOTALL | re.IGNORECASE)
ATTRIBUTE = re.compile(
    r"""(?<=[\s"'/])(?P<name>[^\s"'<>/=]++)(?P<equals>\s*+=\s*+)(?P<value>"[^"]*+"|'[^']*+'|[^\s"'=<>`]++)"""
)
CANDIDATE = re.compile(r"\s*([^\s,](?:\S*[^\s,])?)(?:\s+([^,]*))?(?:,|$)")
"""One picture of a `srcset` and its width (https://html.spec.whatwg.org/#srcset-attribute)."""
REFERENCES = frozenset({"href", "src", "poster"})
RUNNING = REFERENCES | {"action", "formaction", "xlink:href", "data", "background", "srcset", "ping", "to", "values"}
"""Attributes by which a browser may be led to a script."""
EXTERNAL = re.compile(r"(?:https?:)?//([^/?#]*)", re.IGNORECASE)


def links(md: MarkdownIt) -> None:
    """Replace each reference into the site by the mark of a hole, once all tokens stand where they belong."""
    md.core.ruler.push("links", _gather)


def _gather(state: StateCore) -> None:
    if not any(sign in state.src for sign in "]<"):
        return
    here, lines = document(state.env), [0, 0]
    for token in state.tokens:
        lines = token.map or lines
        if token.type == "html_block":
            token.content = _in_html(here, (lines[0], lines[1]), token.content)
        elif token.type == "inline" and ("]" in token.content or "<" in token.content):
            children = token.children or []
            if "<" in token.content or "^[" in token.content:
                _without_inner(children)
            _in_children(here, (lines[0], lines[1]), children)


def _without_inner(children: list[Token]) -> None:
    """HTML has no link within a link: what is one inside the words of another is words."""
    depth = 0
    for child in children:
        depth -= child.type == "link_close"
        if child.type in ("link_open", "link_close"):
            child.hidden = depth > 0
        elif child.type == "footnote_ref":
            child.meta[INSIDE_LINK] = depth > 0
        depth += child.type == "link_open"


def _in_children(here: Document, block: tuple[int, int], children: list[Token]) -> None:
    for child in children:
        if child.type == "link_open" and child.markup == MARKUP:
            child.attrs["href"] = _named(here, block, str(child.attrs["href"]))
        elif child.type == "link_open":
            reference = str(child.attrs["href"])
            child.attrs["href"] = _mark(here, block, reference)
            if here.settings.get("external_rel") and _leads_out(here, reference):
                child.attrs.setdefault("rel", here.settings["external_rel"])
        elif child.type == "image":
            reference = str(child.attrs["src"])
            child.meta[SOURCE] = (
                Hole("away", reference) if ELSEWHERE.match(reference) else _hole(here, block, reference)
            )
        elif child.type == "html_inline":
            child.content = _in_html(here, block, child.content)
        elif child.type == "text" and (refused := left_as_text(child.content)):
            _refuse(here, block, refused)


def _leads_out(here: Document, reference: str) -> bool:
    """Whether a reference leads to another host than the site's own."""
    found = EXTERNAL.match(reference)
    return found is not None and found[1].lower() != here.settings.get("host")


def _refuse(here: Document, block: tuple[int, int], reference: str) -> None:
    """Tell of a link that runs a script."""
    line, column, _ = _place(here, block, (reference, _readable(reference)))
    text = f"'{brief(reference)}' would run a script, or show a document of its own making: it is no link"
    here.report("unsafe", text, line - here.first_line, column)


def _in_html(here: Document, block: tuple[int, int], html: str) -> str:
    """The HTML with marks for the references in its tags; comments, code and scripts are no tags."""

    def attribute(found: re.Match[str]) -> str:
        name = found["name"].lower()
        if name not in RUNNING:
            return found[0]
        written = unescape(found["value"].strip("\"'")).strip()
        if runs_script(written):
            _refuse(here, block, found["value"].strip("\"'").strip())
            return ""
        if not written or name not in MARKERS:
            return found[0]
        marked = MARKERS[name](here, block, written)
        return f'{found["name"]}{found["equals"]}"{marked}"' if MARK in marked else found[0]

    def tag(found: re.Match[str]) -> str:
        if not found["attributes"]:
            return found[0]
        begin, end = found.start("attributes") - found.start(), found.end("attributes") - found.start()
        return found[0][:begin] + ATTRIBUTE.sub(attribute, found["attributes"]) + found[0][end:]

    return HTML.sub(tag, html) if "=" in html else html


def _written(here: Document, block: tuple[int, int], reference: str) -> str:
    """The mark of the hole that a reference written as HTML becomes; the reference itself when it leads elsewhere."""
    return _mark(here, block, normalizeLink(reference))


def _candidates(here: Document, block: tuple[int, int], written: str) -> str:
    """The same of each picture in a `srcset`."""
    each = ((_written(here, block, found[1]), (found[2] or "").strip()) for found in CANDIDATE.finditer(written))
    return ", ".join(f"{marked} {width}".rstrip() for marked, width in each)


MARKERS = dict.fromkeys(REFERENCES, _written) | {"srcset": _candidates}
"""Attribute → what its value becomes."""


def _mark(here: Document, block: tuple[int, int], reference: str) -> str:
    """The mark of the hole a reference becomes; the reference itself when it leads elsewhere."""
    return reference if ELSEWHERE.match(reference) else here.mark(_hole(here, block, reference))


def _hole(here: Document, block: tuple[int, int], reference: str) -> Hole:
    """The hole a reference into the site becomes."""
    written = _readable(reference)
    line, column, source = _place(here, block, (reference, written))
    return replace(into_site(here, reference, line, column, source), value=written)


def into_site(here: Document, reference: str, line: int, column: int, source: str) -> Hole:
    """The hole that a reference into the site becomes, written at a place of the file."""
    hole = partial(Hole, value=reference, line=line, column=column, excerpt=source)
    tail = TAIL.search(reference)
    rest, path = (tail[0], reference[: tail.start()]) if tail else ("", reference)
    if not path:
        return hole("anchor", tail=rest)
    if path.startswith("/"):
        return hole("site", tail=rest)
    return hole("link", paths=tuple(dict.fromkeys(_files(here, nfc(unquote(path))))), tail=rest)


def _named(here: Document, block: tuple[int, int], target: str) -> str:
    """The mark of the hole a link by name becomes."""
    line, column, source = _place(here, block, (target,))
    name, sign, heading = target.partition("#")
    tail = f"#{heading_id(heading)}" if sign else ""
    kind, value = ("named", target) if name.strip() else ("anchor", tail)
    return here.mark(Hole(kind, value, (), tail, line, column, source))


def _files(here: Document, path: str) -> Iterator[str]:
    """The files a relative path may mean: itself, and for a path without suffix the Markdown files behind it."""
    for start in filter(None, (here.path, here.beside)):
        file = resolve(start, path)
        if not file:
            continue
        yield file
        if path.endswith("/") or "." not in file.rpartition("/")[2]:
            yield f"{file}.md"
            yield f"{file}/index.md"


def _readable(reference: str) -> str:
    """The reference before it was percent-encoded, if encoding gives it again: what an author knows it by."""
    decoded = unquote(reference)
    return decoded if decoded != reference and normalizeLink(decoded) == reference else reference


def _place(here: Document, block: tuple[int, int], spellings: tuple[str, ...]) -> tuple[int, int, str]:
    """Where a reference stands in the file: in its block, else (it is defined elsewhere) its block."""
    start, stop = block[0], min(block[1], len(here.lines))
    return here.find(spellings, start, stop) or (here.first_line + start, 0, here.lines[start] if start < stop else "")
