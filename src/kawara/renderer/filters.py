"""The filters of templates: pure, and the same on every machine."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined

from kawara.base.cutting import cut
from kawara.base.text import clean, graphemes
from kawara.base.urls import slugify, unquote

if TYPE_CHECKING:
    from babel import Locale

FORMS = ("full", "long", "medium", "short")
"""Names of the CLDR's own date formats; any other form is a pattern such as `yyyy-MM-dd`."""
SAFE = "/:?#[]@!$&'()*+,;=%~"
"""What RFC 3986 lets stand in a URL as it is; `%`, because what is encoded already must not be encoded again."""


@pass_context
def date_filter(context: Context, value: date, form: str = "long") -> str:
    """A date as readers of the page's language write it: `2025年10月25日`, `October 25, 2025`; or by a CLDR pattern.

    The day is the one its author wrote: no zone is applied.
    """
    if not isinstance(value, date):
        raise TypeError(f"`date` needs a date, not {_kind(value)}")
    day = value if isinstance(value, datetime) and form not in FORMS else date(value.year, value.month, value.day)
    return _formatted(day, day.isoformat(), form, str(_of_page(context, "lang")))


@lru_cache(maxsize=4096)
def _formatted(value: date, _written: str, form: str, lang: str) -> str:
    """The date as a text. `_written` tells it from an equal one: one moment in two zones."""
    # Babel costs 70 ms to import: whoever shows no date does not pay for it.
    from babel.dates import format_date, format_datetime  # noqa: PLC0415  see above

    style: Callable[..., str] = format_datetime if isinstance(value, datetime) else format_date
    return style(value, form, locale=locale_of(lang))


def isodate(value: date) -> str:
    """A date for machines, as RFC 3339 has it: `2025-10-25T12:54:30+09:00`; without a time, the day alone."""
    if not isinstance(value, date):
        raise TypeError(f"`isodate` needs a date, not {_kind(value)}")
    if not isinstance(value, datetime):
        return value.isoformat()
    text = value.isoformat(timespec="seconds")
    if len(text) != WITH_OFFSET:
        # RFC 3339 has no offset with seconds, which local mean times before about 1900 do have.
        value = value.replace(tzinfo=UTC) if value.utcoffset() is None else value.astimezone(UTC)
        text = value.isoformat(timespec="seconds")
    return text.replace("+00:00", "Z")


WITH_OFFSET = len("2025-10-25T12:54:30+09:00")


@pass_context
def absolute(context: Context, value: str) -> str:
    """The whole URL of a path that `url` has made, or that a post or page has; a whole URL stays as it is."""
    return join(str(_of_page(context, "origin")), str(value))


@pass_context
def url(context: Context, value: str) -> str:
    """The path part of the URL of a site path: `/about/` with the base path before it, percent-encoded once."""
    return with_base(str(_of_page(context, "base")), str(value))


def join(origin: str, path: str) -> str:
    """A whole URL; `path` stays as it is when it is one already, and takes no more than the scheme when that is all it lacks."""
    if path.startswith("//"):
        return origin.partition("//")[0] + path
    return origin + path if path[:1] == "/" or not urllib.parse.urlsplit(path).scheme else path


def with_base(base: str, path: str) -> str:
    """A path from the site's root with the base path before it; other URLs, and a path that has it, as they are."""
    if not path.startswith("/") or path.startswith("//"):
        return encoded(path)
    return encoded(path if has_base(base, path) else base + path.removeprefix("/"))


def has_base(base: str, path: str) -> bool:
    """Whether a path from the server's root begins with the base path, whichever of the two is percent-encoded."""
    return base != "/" and f"{unquote(path)}/".startswith(unquote(base))


def encoded(url: str) -> str:
    """A URL fit for an attribute: everything but what RFC 3986 lets stand is percent-encoded, once, as UTF-8."""
    return urllib.parse.quote(url, safe=SAFE)


def xml_text(value: object) -> str:
    """Text for an XML element, HTML source as well: without the characters XML forbids, and escaped when it is printed."""
    return clean(value if type(value) is str else str(value)[:])


@pass_context
def number(context: Context, value: float) -> str:
    """A number as readers of the page's language write it: `1,234`, `1.234`."""
    return number_in(value, str(_of_page(context, "lang")))


def number_in(value: float, lang: str) -> str:
    """A number in the digits and grouping of a language."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"`number` needs a number, not {_kind(value)}")
    return str(value) if isinstance(value, int) and 0 <= value < 1000 else _grouped(value, lang)


@lru_cache(maxsize=4096)
def _grouped(value: float, lang: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415  as above

    return format_decimal(value, locale=locale_of(lang))


@lru_cache(maxsize=64)
def locale_of(lang: str) -> Locale:
    """The CLDR's locale for a BCP 47 tag, or for the nearest tag it knows; English for a language it does not know."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  as above

    parts = lang.split("-")
    for end in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:end]), sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")


@lru_cache(maxsize=64)
def language(lang: str) -> str:
    """What a language is called by those who speak it: `日本語`, `English`; the tag itself when that is not known."""
    locale = locale_of(lang)
    known = locale.language == lang.partition("-")[0].lower()
    return str(locale.get_display_name(locale)) if known else lang


def direction(lang: str) -> str:
    """`rtl` for a language that is written from right to left, else `ltr`."""
    return "rtl" if lang.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})


def by_year(posts: Iterable[Any]) -> list[tuple[int, list[Any]]]:
    """Dated posts in groups of one year each, in the order they come in. Zones mix years: what was written in one stays in it."""
    years: dict[int, list[Any]] = {}
    for post in posts:
        if post.date:
            years.setdefault(post.date.year, []).append(post)
    return list(years.items())


def initial(text: object) -> str:
    """The first letter of a text, as a reader calls it; empty when no letter or digit is in it."""
    return next((letter.upper() for letter in graphemes(str(text)) if letter[0].isalnum()), "")


def cut_filter(text: object, width: int = 160) -> str:
    """The beginning of a text within so many columns, a wide character being two; ends at a sentence where it can."""
    return cut(str(text), width)


def _of_page(context: Context, name: str) -> object:
    page = context.resolve("page")
    if isinstance(page, Undefined):
        raise TypeError("the page is not known in this macro: import it `with context`")
    return getattr(page, name)


def _kind(value: object) -> str:
    return "a name that is not there" if isinstance(value, Undefined) else f"'{value}'"


FILTERS: dict[str, Callable[..., Any]] = {
    "absolute": absolute,
    "by_year": by_year,
    "cut": cut_filter,
    "date": date_filter,
    "initial": initial,
    "isodate": isodate,
    "language": language,
    "number": number,
    "slug": slugify,
    "url": url,
    "xml_text": xml_text,
}
"""Name in templates → function. Beside these stand Jinja's own."""
