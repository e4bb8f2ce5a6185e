"""URLs and output paths: slugs, permalink patterns, percent-encoding, containment.

The slug rule is our own, because URLs outlive libraries. Paths here are decoded and NFC, and begin with `/` when they are
URLs; :func:`quote` encodes them once, at the very end.
"""

from __future__ import annotations

import re
import unicodedata
import urllib.parse
from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches

from kawara.base.text import nfc

LONGEST_PART = 200
"""Bytes of UTF-8 in one part of a path: file systems end at 255, and a staging name needs room for more."""

# --- slugs -------------------------------------------------------------------------------------------------------------

_SIGNED_NAME = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]+)(\+\+|#)(?![A-Za-z0-9+#])")
_SIGN_NAMES = {"++": "-plus-plus-", "#": "-sharp-"}
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_IGNORABLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Letters and marks that cannot be seen (Default_Ignorable_Code_Point): two slugs must not differ in these alone."""


def slugify(text: str) -> str:
    """The part of a URL for a name: letters, marks and digits of every script in lower case, all else one `-`.

    `C++` and `C#` keep their sign in words. Empty when nothing is left: the caller says so. A name that Windows reserves
    gets a closing `-`, since the site must be fit to be checked out there.
    """
    spelt = _SIGNED_NAME.sub(lambda name: name[1] + _SIGN_NAMES[name[2]], text)
    slug = _NOT_ASCII_WORD.sub("-", spelt.lower()).strip("-") if spelt.isascii() else _unicode_slug(spelt)
    return f"{slug}-" if slug in _RESERVED else slug


def _unicode_slug(text: str) -> str:
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFC", _IGNORABLE.sub("", text)).lower())
    kept: list[str] = []
    for character in lowered:
        category = unicodedata.category(character)
        is_word = category[0] in "LN" or (category in ("Mn", "Mc") and kept[-1:] not in ([], ["-"]))
        kept.append(character if is_word else "-")
    return "-".join(filter(None, "".join(kept).split("-")))


# --- permalinks --------------------------------------------------------------------------------------------------------

STYLES: Mapping[str, str] = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""Jekyll's named permalink styles, as its documentation gives them."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""English always: a URL must not follow the locale of the machine."""

DATE_PLACEHOLDERS = (
    *("year", "short_year", "month", "i_month", "short_month", "long_month", "day", "i_day", "y_day", "w_year"),
    *("week", "w_day", "short_day", "long_day", "hour", "minute", "second"),
)
PLACEHOLDERS = (
    *DATE_PLACEHOLDERS,
    *("title", "slug", "categories", "slugified_categories", "output_ext", "collection", "path", "name", "basename"),
)
_PLACEHOLDER = re.compile(r":([a-z](?:[a-z_]*[a-z])?)")


def expand(pattern: str, values: Mapping[str, str]) -> str:
    """The decoded path a permalink pattern, or one of :data:`STYLES`, gives for the values of :func:`permalink_values`.

    Begins with `/`; empty values leave no double slash. Raises ValueError, as a sentence, for a placeholder that does not
    exist or has no value here.
    """
    filled = _PLACEHOLDER.sub(lambda found: _value(found[1], values), STYLES.get(pattern, pattern))
    return nfc(re.sub(r"/{2,}", "/", f"/{filled}"))


def _value(name: str, values: Mapping[str, str]) -> str:
    if name in values:
        return values[name]
    if name in DATE_PLACEHOLDERS:
        raise ValueError(f"':{name}' needs a date, and the post has none")
    near = get_close_matches(name, PLACEHOLDERS, n=1)
    raise ValueError(f"':{name}' is no placeholder" + (f"; the nearest is ':{near[0]}'" if near else ""))


def permalink_values(
    slug: str,
    date: datetime | None = None,
    categories: Sequence[str] = (),
    path: str = "",
    collection: str = "posts",
) -> dict[str, str]:
    """What each placeholder stands for in one post; those of the date are absent without one.

    `path` is the source's path below its collection's folder, with its suffix; `categories` are their names as shown.
    """
    bare = re.sub(r"\.[^./]*$", "", path)
    basename = bare.rpartition("/")[2]
    return (_date_values(date) if date else {}) | {
        "title": slug,
        "slug": slug,
        "categories": "/".join(dict.fromkeys(name.lower() for name in categories)),
        "slugified_categories": "/".join(dict.fromkeys(map(slugify, categories))),
        "output_ext": ".html",
        "collection": collection,
        "path": bare,
        "name": slugify(basename),
        "basename": basename,
    }


def _date_values(date: datetime) -> dict[str, str]:
    iso_year, iso_week, iso_day = date.isocalendar()
    month, day = MONTHS[date.month - 1], DAYS[iso_day - 1]
    return {
        "year": f"{date.year:04}",
        "short_year": f"{date.year % 100:02}",
        "month": f"{date.month:02}",
        "i_month": str(date.month),
        "short_month": month[:3],
        "long_month": month,
        "day": f"{date.day:02}",
        "i_day": str(date.day),
        "y_day": f"{date.timetuple().tm_yday:03}",
        "w_year": f"{iso_year:04}",
        "week": f"{iso_week:02}",
        "w_day": str(iso_day),
        "short_day": day[:3],
        "long_day": day,
        "hour": f"{date.hour:02}",
        "minute": f"{date.minute:02}",
        "second": f"{date.second:02}",
    }


# --- paths -------------------------------------------------------------------------------------------------------------

_SUFFIX = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,12}$")
"""What makes a name a file of some type: `a.xml`, `a.mp3`, `a.7z`; not the end of `release-1.0`."""
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")})
"""Names that Windows keeps for devices, whatever suffix follows."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_KEPT = "/~!$&'()*+,;=:@"
"""What RFC 3986 §3.3 lets stand in a path beside letters and digits."""
_UNQUOTED = re.compile(rf"[A-Za-z0-9_.\-{re.escape(_KEPT)}]*")
_HARMLESS_PART = r"(?!(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[/.]|$))[A-Za-z0-9_-]{1,200}"
_HARMLESS = re.compile(rf"/?(?:{_HARMLESS_PART}/)*{_HARMLESS_PART}(?:/|\.[A-Za-z0-9]{{1,9}})?")
"""Paths of which nothing can be said: most of them, told in a twentieth of the time that the others take."""


def output_path(path: str) -> str:
    """The file below the output folder for a decoded path: `/posts/a/` → `posts/a/index.html`, `/a` → `a.html`."""
    below = nfc(path).lstrip("/")
    if not below or below.endswith("/"):
        return f"{below}index.html"
    return below if _SUFFIX.search(below) else f"{below}.html"


def quote(path: str) -> str:
    """A decoded path, percent-encoded once as UTF-8."""
    return path if _UNQUOTED.fullmatch(path) else urllib.parse.quote(nfc(path), safe=_KEPT)


def unquote(path: str) -> str:
    """A percent-encoded path, decoded once; bytes that are no UTF-8 become U+FFFD."""
    return nfc(urllib.parse.unquote(path)) if "%" in path else nfc(path)


def unsafe(path: str) -> str | None:
    """Why a decoded path must not be written, as the end of a sentence (`… has a part '..'`); None when it may.

    A path that would be unsafe if someone decoded it once more is unsafe as well.
    """
    if _HARMLESS.fullmatch(path):
        return None
    if not path.strip():
        return "is empty"
    if _CONTROL.search(path):
        return "has a control character"
    if _SURROGATE.search(path):
        return "cannot be written as UTF-8"
    if "\\" in path:
        return "has a backslash"
    inner = path.removeprefix("/").removesuffix("/")
    reason = next(filter(None, map(_unsafe_part, inner.split("/"))), None) if inner else None
    decoded = unquote(path)
    return reason if reason or decoded == nfc(path) else unsafe(decoded)


def _unsafe_part(part: str) -> str | None:
    """Why one part of a path must not be a file's name."""
    if not part:
        return "has an empty part"
    if part in (".", ".."):
        return f"has a part '{part}'"
    if re.match(r"[A-Za-z]:", part):
        return f"begins with a drive letter: '{part}'"
    if part.partition(".")[0].rstrip().lower() in _RESERVED:
        return f"has a name that Windows reserves: '{part}'"
    if part[-1] in ". ":
        return f"has a part that ends with a dot or a space: '{part}'"
    if len(part.encode()) > LONGEST_PART:
        return f"has a part of {len(part.encode())} bytes, more than {LONGEST_PART}"
    return None


def resolve(base_path: str, ref: str) -> str | None:
    """What a reference means in the file `base_path`: a normalised path without a leading slash; None when it climbs out.

    Both are decoded and `/`-separated. A reference that begins with `/` starts at the root; an empty one is the file itself.
    """
    if not ref:
        return base_path.lstrip("/")
    start = [] if ref.startswith("/") else base_path.split("/")[:-1]
    kept: list[str] = []
    for part in (*start, *ref.split("/")):
        if part == ".." and not kept:
            return None
        if part == "..":
            kept.pop()
        elif part not in ("", "."):
            kept.append(part)
    return "/".join(kept)


# --- what must not be followed -----------------------------------------------------------------------------------------

_BLANK = re.compile(r"[\x00-\x20]+")
"""What browsers leave out of the scheme of a URL (https://url.spec.whatwg.org/#concept-basic-url-parser)."""
_SCRIPT = re.compile(r"(?:javascript|vbscript|data(?!:(?:image|audio|video|font)/)):", re.IGNORECASE)


def runs_script(reference: str) -> bool:
    """Whether a reference would run a script, or show a document of its own making."""
    return _SCRIPT.match(_BLANK.sub("", reference)) is not None
