"""Written forms that settings and front matter share: language tags and permalink patterns."""

from __future__ import annotations

import re

from kawara.base.text import brief
from kawara.base.urls import PLACEHOLDERS, expand, unsafe

_LANGUAGE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<more>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}|[a-wyz0-9](?:-[a-z0-9]{2,8})+))*(?:-x(?:-[a-z0-9]{1,8})+)?)",
    re.IGNORECASE,
)


def language_tag(text: str) -> str | None:
    """A language tag (RFC 5646 §2.1) in its usual case, `zh-Hant-TW`; None for what is none."""
    found = _LANGUAGE.fullmatch(text) if text.isascii() else None
    if not found:
        return None
    script, region = (found["script"] or "").title(), (found["region"] or "").upper()
    return "-".join(filter(None, (found["language"].lower(), script, region))) + found["more"].lower()


def nearest_language_tag(text: str) -> str:
    """What a text that is no language tag was meant to be: `ja-JP` for `ja_JP.UTF-8`; else a few examples."""
    return language_tag(text.partition(".")[0].replace("_", "-")) or "ja, en or pt-BR"


def permalink_fault(pattern: str) -> str | None:
    """Why a decoded permalink pattern cannot be used, as a sentence; None when it can."""
    if "://" in pattern:
        return f"the permalink '{brief(pattern)}' is a whole URL, and must be a path"
    try:
        path = expand(pattern, dict.fromkeys(PLACEHOLDERS, "x"))
    except ValueError as error:
        return str(error)
    reason = unsafe(path)
    return f"the permalink '{brief(pattern)}' {reason}" if reason else None
