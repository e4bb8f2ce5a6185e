"""`kawara next`: when a site would change by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kawara.cli import main
from sites import lay, made

SITE = """
-- kawara.yml --
timezone: Asia/Tokyo
url: https://blog.test/
-- content/posts/now.md --
---
title: Now
date: 2026-01-01
expires: 2026-12-24 18:00
---
Text.
-- content/posts/soon.md --
---
title: Soon
date: 2026-12-01 09:00:30
---
Text.
-- content/posts/draft.md --
---
title: Draft
date: 2026-11-25
draft: true
---
Text.
-- content/posts/never.md --
---
title: Never
date: 2027-01-02
expires: 2027-01-01
---
Text.
"""
NOW = ("--now", "2026-11-23T09:00:00+00:00")


def test_the_next_moment_and_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft does not come by itself, nor what expires before it comes."""
    root = str(lay(tmp_path, SITE))
    assert main(["-C", root, "next", *NOW]) == 0
    assert capsys.readouterr().out == "2026-12-01 09:00 +0900  content/posts/soon.md will be published\n"
    main(["-C", root, "next", "--all", "--format", "json", *NOW])
    rows = [(row["when"], row["what"]) for row in json.loads(capsys.readouterr().out)]
    assert rows == [("2026-12-01T09:00:30+09:00", "published"), ("2026-12-24T18:00:00+09:00", "expires")]


def test_a_line_for_cron_is_in_utc_and_not_too_early(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Seconds are rounded up: the build has to find the post published."""
    assert main(["-C", str(lay(tmp_path, SITE)), "next", "--cron", *NOW]) == 0
    assert capsys.readouterr().out == "1 0 1 12 *\n"


def test_a_site_at_rest_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing on standard output, and status 0."""
    assert main(["-C", str(lay(tmp_path, SITE)), "next", "--now", "2028-01-01"]) == 0
    shown = capsys.readouterr()
    assert (shown.out, "nothing will change" in shown.err) == ("", True)


def test_builds_change_at_the_told_moments_and_only_then(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sweep of the clock: the published set before and after each moment differs, and not between two."""
    from datetime import datetime, timedelta

    root = lay(tmp_path, SITE)
    main(["-C", str(root), "next", "--all", "--format", "json", *NOW])
    moments = [datetime.fromisoformat(row["when"]) for row in json.loads(capsys.readouterr().out)]
    second = timedelta(seconds=1)
    before = [made(root, now=moment - second).published for moment in moments]
    after = [made(root, now=moment).published for moment in moments]
    assert (before, after) == ([1, 2], [2, 1])
