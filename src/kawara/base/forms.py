"""Written forms that settings and front matter share: language tags and permalink patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kawara.base.text import brief
from kawara.base.urls import PLACEHOLDERS, expand, unsafe

_LANGUAGE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<more>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}|[a-wyz0-9](?:-[a-z0-9]{2,8})+))*(?:-x(?:-[a-z0-9]{1,8})+)?)",
    re.IGNORECASE,
)


LANGUAGES = frozenset(
    re.findall(
        r"\w+",
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
        "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu "
        "ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na "
        "nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so "
        "sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ",
    )
)
"""The codes of ISO 639-1: a name such as `node.js.md` ends in none of them."""
_COUNTRIES = {"jp": "ja", "cn": "zh", "tw": "zh-TW", "kr": "ko", "cz": "cs", "dk": "da", "gr": "el"}
"""Country → the language that is meant by it."""


def language_tag(text: str) -> str | None:
    """A language tag (RFC 5646 §2.1) in its usual case, `zh-Hant-TW`; None for what is none, such as a country's `jp`."""
    found = _LANGUAGE.fullmatch(text) if text.isascii() else None
    if not found or (len(found["language"]) == 2 and found["language"].lower() not in LANGUAGES):
        return None
    script, region = (found["script"] or "").title(), (found["region"] or "").upper()
    return "-".join(filter(None, (found["language"].lower(), script, region))) + found["more"].lower()


def nearest_language_tag(text: str) -> str:
    """What a text that is no language tag was meant to be: `ja-JP` for `ja_JP.UTF-8`, `ja` for `jp`; else a few examples."""
    bare = text.partition(".")[0].replace("_", "-")
    return language_tag(bare) or _COUNTRIES.get(bare.partition("-")[0].lower()) or "ja, en or pt-BR"


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


def in_language(folders: Sequence[str], languages: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The language that the first folder is named after, if it is one of these, and the folders below it."""
    first = folders[0].casefold() if folders else ""
    home = next((language for language in languages if language.casefold() == first), "")
    return home, folders[1:] if home else folders
