"""Lighthouse, with which browsers' makers look at pages, has nothing to wish for: accessibility, good practice, and what search engines need."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from conftest import REPOSITORY, absent, require_tool, served
from sites import made

LIGHTHOUSE = REPOSITORY / "tests/oracles/node_modules/lighthouse/cli/index.js"
WHOLE = ("accessibility", "best-practices", "seo")
"""Categories that have to be without fault."""
FLAGS = "--headless=new --no-sandbox --disable-gpu"
PAGES = ("/", "/posts/incremental-1/", "/en/posts/whose-midnight/")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """This repository's site, as readers get it."""
    folder = tmp_path_factory.mktemp("lighthouse") / "site"
    made(REPOSITORY, output=folder, cache=False)
    with served(folder) as host:
        yield f"http://{host}"


def looked_at(url: str, report: Path) -> Mapping[str, Any]:
    """What Lighthouse says of a page, as on a phone."""
    if not LIGHTHOUSE.exists():
        absent("lighthouse is not installed: npm install --prefix tests/oracles")
    chromium = require_tool("chromium")
    command = [require_tool("node"), str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={report}"]
    with tempfile.TemporaryDirectory() as place:  # a short name: Chromium puts a socket there, whose path has 108 bytes
        done = subprocess.run(
            [*command, f"--chrome-flags={FLAGS}", "--no-enable-error-reporting"],
            env={**os.environ, "CHROME_PATH": chromium, "TMPDIR": place},
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    found: Mapping[str, Any] = json.loads(report.read_bytes())
    return found


def faults(report: Mapping[str, Any]) -> dict[str, list[str]]:
    """Category → the audits that have a weight there and were not passed, of those that have to be without fault."""
    return {
        name: [
            one["id"]
            for one in report["categories"][name]["auditRefs"]
            if one["weight"] and (report["audits"][one["id"]]["score"] or 0) < 1
            and report["audits"][one["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
        ]
        for name in WHOLE
    }  # fmt: skip


@pytest.mark.timeout(300)
@pytest.mark.parametrize("path", PAGES)
def test_lighthouse_gives_full_marks(path: str, origin: str, tmp_path: Path, record_property: Any) -> None:
    """A hundred of a hundred in three categories; the fourth, performance, is that of the machine, and only told."""
    report = looked_at(f"{origin}{path}", tmp_path / "report.json")
    scores = {name: round(100 * (each["score"] or 0)) for name, each in report["categories"].items()}
    record_property("performance", scores["performance"])
    print(path, scores)  # noqa: T201  what CI shows of a machine's own figure

    assert report.get("runtimeError") is None
    assert faults(report) == {name: [] for name in WHOLE}
    assert {scores[name] for name in WHOLE} == {100}


@pytest.mark.timeout(300)
def test_lighthouse_can_be_discontented(tmp_path: Path) -> None:
    """Or the tests above would prove nothing."""
    (tmp_path / "index.html").write_text("<!doctype html><title></title><img src=a.png><p>Text", encoding="utf-8")
    with served(tmp_path) as host:
        report = looked_at(f"http://{host}/", tmp_path / "report.json")
    assert all(faults(report).values())
