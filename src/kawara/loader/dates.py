"""A written date → a moment, by one rule on every machine.

The machine's own zone is never asked: a date without an offset is one of the site's zone. The answer carries a fixed offset, so that
no byte of a site depends on the edition of the time zone data that read it a second time.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from kawara.base.text import brief

FORMS = (
    "2026-11-23",
    "2026-11-23 09:30",
    "2026-11-23 09:30:00 +0900",
    "2026-11-23T09:30:00+09:00",
    "2026/11/23 9:30",
    "2026年11月23日 9時30分",
)
"""One example of each form that is read, for messages and the manual."""

_FORM = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:(?P<sign>[-/])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
    r"| ?年 ?(?P<tsuki>[0-9]{1,2}) ?月 ?(?P<hi>[0-9]{1,2}) ?日)"
    r"(?:(?:[Tt]| +)?(?<=[日Tt ])(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r"| ?時(?: ?(?P<fun>[0-9]{1,2}) ?分(?: ?(?P<byou>[0-9]{1,2}) ?秒)?)?)"
    r"(?: *(?P<zone>[Zz]|UTC|GMT|(?P<ahead>[-+])(?P<hours>[0-9]{2})(?::?(?P<minutes>[0-9]{2}))?))?)?"
)


def parse_date(text: str, zone: str) -> datetime | None:
    """The moment a text names, with a fixed offset; None when the text is no date, or a day or time that does not exist.

    `zone` is the IANA name of the zone of texts without an offset. Full-width digits and signs are read as their narrow ones.
    The years 1 and 9999 are refused: a moment in them may lie outside of what can be reckoned with.
    """
    found = _FORM.fullmatch(_narrow(text))
    if not found or not 1 < int(found["year"]) < 9999:
        return None
    try:
        naive = _naive(found)
        return naive.replace(tzinfo=_written(found) if found["zone"] else _fixed(naive, zone))
    except ValueError:
        return None


def complaint(text: str) -> tuple[str, str]:
    """What to say of a text that :func:`parse_date` refuses: the fault, and how to mend it."""
    if found := _FORM.fullmatch(_narrow(text)):
        form = FORMS[1 if found["hour"] else 0]
        return f"'{text}' names a day or a time that does not exist", f"write it as {form}"
    return f"'{brief(text)}' is not a date", f"write it as {', '.join(FORMS[:-1])} or {FORMS[-1]}"


def _narrow(text: str) -> str:
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


def _naive(found: re.Match[str]) -> datetime:
    """Day and time as written. Raises ValueError for a day or a time that does not exist."""
    day = (found["year"], found["month"] or found["tsuki"], found["day"] or found["hi"])
    time = (found["hour"], found["minute"] or found["fun"], found["second"] or found["byou"])
    micro = (found["fraction"] or "").ljust(6, "0")[:6]
    year, month, date, hour, minute, second, micros = (int(part or 0) for part in (*day, *time, micro))
    return datetime(year, month, date, hour, minute, second, micros)  # noqa: DTZ001 - the zone follows


def _written(found: re.Match[str]) -> tzinfo:
    """The offset as written. Raises ValueError for one of a day or more, or with more than 59 minutes."""
    if not found["ahead"]:
        return UTC
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError("no such offset")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(offset if found["ahead"] == "+" else -offset)


def _fixed(naive: datetime, zone: str) -> tzinfo:
    """The zone's offset at a moment, in whole minutes: RFC 3339 knows no others, the zones of the nineteenth century did."""
    if zone == "UTC":  # needs no time zone data
        return UTC
    offset = naive.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    return timezone(timedelta(minutes=round(offset.total_seconds() / 60)))
