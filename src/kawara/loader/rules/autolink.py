"""Bare URLs as links, for those who ask: `https://example.org/a。` ends before the full stop, Japanese or not.

A URL ends at white space, at what may not stand in one, and at the punctuation and brackets of Japanese and Chinese; a host in ASCII
also at the first other letter. What ends a sentence or closes a bracket opened before the URL is not taken for its end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kawara.loader.quick.starts import starting

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

# General punctuation, CJK punctuation and brackets, full- and half-width forms. The middle dot ・ stands in many a name.
STOPS = "«»‐-‧‹›　-〃〈-】〔-〟！-／：-＠［-｀｛-､"
HOST = rf"(?:[0-9A-Za-z](?:[0-9A-Za-z._-]*[0-9A-Za-z])?|[^\x00-\x7f\s{STOPS}][^\x00-,/:-@\[-`{{-\x7f\s{STOPS}]*)"
URL = re.compile(rf"://(?>{HOST}(?::[0-9]+)?)(?!@)(?:[/?#](?:(?!~~)[^\s<>\"`{{}}|\\^\[\]*{STOPS}])*)?")
SCHEME = re.compile(r"(?<![0-9A-Za-z_+.-])https?$", re.IGNORECASE)
LONGEST_SCHEME = 5
ENDS = "?!.,:;_~'\""


def autolink(md: MarkdownIt) -> None:
    """Make a link of each `http://` and `https://` in text."""
    md.inline.ruler.push("bare_url", starting(_bare_url, ":"))


def _bare_url(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of an inline rule
    found = URL.match(state.src, state.pos, state.posMax)
    if silent or not found or state.linkLevel:
        return False
    scheme = SCHEME.search(state.pending[-LONGEST_SCHEME - 1 :])
    if not scheme:
        return False
    written = scheme[0] + _without_end(found[0])
    url = state.md.normalizeLink(written)
    if not state.md.validateLink(url):
        return False
    state.pending = state.pending[: -len(scheme[0])]
    opening = state.push("link_open", "a", 1)
    opening.attrs, opening.markup, opening.info = {"href": url}, "autolink", "auto"
    state.push("text", "", 0).content = state.md.normalizeLinkText(written)
    closing = state.push("link_close", "a", -1)
    closing.markup, closing.info = "autolink", "auto"
    state.pos += len(written) - len(scheme[0])
    return True


def _without_end(url: str) -> str:
    """The URL without what belongs to the sentence: its stop, and a bracket that was opened before."""
    spare = url.count(")") - url.count("(")
    end = len(url)
    while url[end - 1] in ENDS or (url[end - 1] == ")" and spare > 0):
        spare -= url[end - 1] == ")"
        end -= 1
    return url[:end]
