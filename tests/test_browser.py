"""This repository's own site in a real browser, and every link in it followed over HTTP."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from conftest import REPOSITORY, require_tool, served
from sites import made

START = ("/", "/en/")
REFERENCE = re.compile(r"<[a-z][^<>]*?\s(?:href|src)=\"([^\"]+)\"")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site, served on this machine; its host and port."""
    folder = tmp_path_factory.mktemp("own") / "site"
    made(REPOSITORY, output=folder, cache=False)
    with served(folder) as host:
        yield host


def get(host: str, path: str) -> tuple[int, str]:
    """Status and text of one page."""
    connection = HTTPConnection(host, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


def test_every_link_of_the_own_site_works(host: str) -> None:
    """From the two home pages on, every reference into the site is answered."""
    waiting, seen, broken = list(START), set(START), []
    while waiting:
        path = waiting.pop()
        status, text = get(host, path)
        if status != 200:
            broken.append((path, status))
        for reference in map(unescape, REFERENCE.findall(text)) if "<html" in text[:200] else ():
            target = urlsplit(urldefrag(urljoin(f"http://{host}{path}", reference)).url)
            if target.netloc == host and target.path not in seen:
                seen.add(target.path)
                waiting.append(target.path)

    assert broken == []
    assert len(seen) > 60


@pytest.mark.parametrize(("path", "expected"), [("/", "瓦版"), ("/en/", "kawara"), ("/posts/incremental-1/", "連載")])
def test_a_real_browser_shows_the_site(path: str, expected: str, host: str, tmp_path: Path) -> None:
    """Chromium lays the page out with its style, and has something to show."""
    chromium = require_tool("chromium")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    picture = tmp_path / "page.png"
    dom = subprocess.run(
        [chromium, *options, "--dump-dom", f"http://{host}{path}"],
        check=True, capture_output=True, text=True, timeout=60,
    ).stdout  # fmt: skip
    subprocess.run(
        [chromium, *options, f"--screenshot={picture}", "--window-size=800,1000", f"http://{host}{path}"],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip

    assert expected in dom
    assert "<main" in dom
    assert picture.stat().st_size > 20_000
