"""A written date means one moment, on every machine."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.loader.dates import FORMS, complaint, parse_date

TOKYO = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-10-25 12:54:30 +0900", datetime(2025, 10, 25, 12, 54, 30, tzinfo=TOKYO)),
        ("2025-10-25 12:54:30 +0000", datetime(2025, 10, 25, 12, 54, 30, tzinfo=UTC)),
        ("2025-10-25 12:54:30+09:00", datetime(2025, 10, 25, 12, 54, 30, tzinfo=TOKYO)),
        ("2025-10-25T12:54:30+09:00", datetime(2025, 10, 25, 12, 54, 30, tzinfo=TOKYO)),
        ("2025-10-25t12:54:30z", datetime(2025, 10, 25, 12, 54, 30, tzinfo=UTC)),
        ("2025-10-25 12:54:30 UTC", datetime(2025, 10, 25, 12, 54, 30, tzinfo=UTC)),
        ("2025-10-25 12:54:30 +09", datetime(2025, 10, 25, 12, 54, 30, tzinfo=TOKYO)),
        ("2025-10-25 12:54:30 -0330", datetime(2025, 10, 25, 12, 54, 30, tzinfo=timezone(-timedelta(hours=3.5)))),
        ("2025-10-25T12:54:30.1234567Z", datetime(2025, 10, 25, 12, 54, 30, 123456, tzinfo=UTC)),
        ("2025-10-25T12:54:30,5Z", datetime(2025, 10, 25, 12, 54, 30, 500000, tzinfo=UTC)),
        ("2025-10-25T12:54:30", datetime(2025, 10, 25, 12, 54, 30, tzinfo=TOKYO)),
        ("2025-10-25 12:54", datetime(2025, 10, 25, 12, 54, tzinfo=TOKYO)),
        ("2025-10-25", datetime(2025, 10, 25, tzinfo=TOKYO)),
        ("2025-1-2", datetime(2025, 1, 2, tzinfo=TOKYO)),
        ("2024/5/1", datetime(2024, 5, 1, tzinfo=TOKYO)),
        ("2024/5/1 9:05", datetime(2024, 5, 1, 9, 5, tzinfo=TOKYO)),
        ("2024年5月1日", datetime(2024, 5, 1, tzinfo=TOKYO)),
        ("2024年 5月 1日 9時30分", datetime(2024, 5, 1, 9, 30, tzinfo=TOKYO)),
        ("2024年5月1日9時", datetime(2024, 5, 1, 9, tzinfo=TOKYO)),
        ("2024年5月1日 9:30", datetime(2024, 5, 1, 9, 30, tzinfo=TOKYO)),
        ("２０２４年５月１日　９時３０分１５秒", datetime(2024, 5, 1, 9, 30, 15, tzinfo=TOKYO)),
        ("２０２４／５／１", datetime(2024, 5, 1, tzinfo=TOKYO)),
        (" 2024-05-01 ", datetime(2024, 5, 1, tzinfo=TOKYO)),
    ],
)
def test_each_form_is_read(text: str, moment: datetime) -> None:
    """An offset counts as written; without one, the site's zone does. The calendar day is that of the text."""
    found = parse_date(text, "Asia/Tokyo")
    assert found == moment
    assert found is not None
    assert (found.utcoffset(), found.date()) == (moment.utcoffset(), moment.date())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2024",
        "2024-05",
        "2024-05-01-slug",
        "24-05-01",
        "01/05/2024",
        "2024-05/01",
        "2024-05-01T9",
        "2024-05-0109:00",
        "2024-05-01 10:00 JST",
        "2024-05-01 10:00 +9",
        "٢٠٢٤-٠٥-٠١",
        "May 1, 2024",
    ],
)
def test_anything_else_is_refused_with_the_forms(text: str) -> None:
    """There is no guess: the forms that are read are listed."""
    assert parse_date(text, "UTC") is None
    fault, hint = complaint(text)
    assert fault == f"'{text}' is not a date"
    assert all(form in hint for form in FORMS)


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "2024-00-01",
        "2024-01-01 24:00",
        "2024-01-01 09:60",
        "2024-01-01 00:00:60",
        "2024-01-01 10:00 +2400",
        "2024-01-01 10:00 +0960",
        "0000-01-01",
        "9999-12-31",
        "2024年2月30日",
    ],
)
def test_what_is_in_no_calendar_is_refused(text: str) -> None:
    """A day or time that does not exist is told as such."""
    assert parse_date(text, "UTC") is None
    assert complaint(text)[0] == f"'{text}' names a day or a time that does not exist"


def test_the_help_for_a_time_that_does_not_exist_has_a_time() -> None:
    """Whoever writes one means one."""
    assert complaint("2026-04-01 25:00")[1] == "write it as 2026-11-23 09:30"
    assert complaint("2026-04-31")[1] == "write it as 2026-11-23"


@pytest.mark.parametrize("form", FORMS)
def test_the_forms_we_list_are_read(form: str) -> None:
    """A message must not propose what is refused."""
    found = parse_date(form, "Asia/Tokyo")
    assert found is not None
    assert (found.year, found.month, found.day) == (2026, 11, 23)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_the_machines_zone_is_never_asked(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hours in which two zones have two days are where peers slip."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    assert str(parse_date("2024-05-01 00:30", "Asia/Tokyo")) == "2024-05-01 00:30:00+09:00"
    assert str(parse_date("2024-05-01", "UTC")) == "2024-05-01 00:00:00+00:00"
    monkeypatch.undo()
    time.tzset()


def test_a_zones_offset_is_that_of_the_day_and_stays_fixed() -> None:
    """Summer time counts; the answer holds a plain offset, in whole minutes, which no later time zone data can change."""
    winter, summer = parse_date("2024-01-01", "Europe/Paris"), parse_date("2024-07-01", "Europe/Paris")
    old = parse_date("1850-01-01", "Asia/Tokyo")
    assert winter is not None
    assert summer is not None
    assert old is not None
    assert all(isinstance(found.tzinfo, timezone) for found in (winter, summer, old))
    assert (winter.utcoffset(), summer.utcoffset()) == (timedelta(hours=1), timedelta(hours=2))
    assert old.isoformat() == "1850-01-01T00:00:00+09:19"


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{4}[-/年][0-9]{1,2}[-/月][0-9]{1,2}.{0,16}", fullmatch=True))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    """No text raises, and every moment can be turned into any other zone's."""
    found = parse_date(text, "Asia/Tokyo")
    if found is not None:
        assert found.astimezone(timezone(timedelta(hours=-23))) == found.astimezone(timezone(timedelta(hours=23)))


@given(
    st.datetimes(datetime(2, 1, 2), datetime(9998, 12, 30)),  # noqa: DTZ001 - offsets are drawn beside them
    st.integers(-23 * 60, 23 * 60),
)
def test_what_isoformat_writes_is_read_back(naive: datetime, minutes: int) -> None:
    """The one form that every program writes."""
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_date(moment.isoformat(), "UTC") == moment
    assert parse_date(moment.isoformat(" ").replace("-", "/", 2), "UTC") == moment
