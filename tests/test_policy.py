"""The policy that a site's host is told: in a real browser, which keeps to it, nothing of the theme is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from conftest import Quiet, absent, served
from kawara.search import program
from sites import lay, made, write

SITE = """
-- kawara.yml --
url: https://cat.test/
language: en
search: true
build: {host: netlify}
theme: {colors: {accent: {light: '#0b5a54', dark: '#6fc7bd'}}, measure: 36em}
-- static/custom.css --
.nameplate { letter-spacing: .1em }
-- content/posts/a.md --
---
title: Plum
date: 2026-01-01
math: true
---
A note[^1], a formula $x^2$, a mark and a picture ![dot](data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==).

```python title="a.py" {1}
print(1)
```

::youtube{id=dQw4w9WgXcQ}

<p style="color: #333">By hand.</p>

[^1]: The note.
"""


def policy(folder: Path) -> str:
    """What the site's own `_headers` says."""
    lines = (folder / "_headers").read_text("utf-8").splitlines()
    return next(line.partition(": ")[2] for line in lines if line.startswith("  Content-Security-Policy"))


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with all that loads something, served with the policy it was made with."""
    if program() is None:
        absent("Pagefind is not installed")
    folder = lay(tmp_path_factory.mktemp("policy"), SITE)
    write(
        folder,
        "content/posts/b.md",
        "---\ntitle: Evil\ndate: 2026-01-02\n---\n<script>document.title = 'run'</script>\n",
    )
    made(folder)
    told = policy(folder / "_site")

    class Host(Quiet):
        """A server that sends it."""

        def end_headers(self) -> None:
            """Add the policy."""
            self.send_header("Content-Security-Policy", told)
            super().end_headers()

    with served(folder / "_site", Host) as host:
        yield f"http://{host}"


LISTENER = "addEventListener('securitypolicyviolation', one => (window.refused ??= []).push(`${one.violatedDirective} ${one.blockedURI}`))"


def refused(browser: Browser, url: str, *, search: bool = False) -> list[str]:
    """What the browser refuses on a page, and what it complains of."""
    with browser.new_context() as context:
        context.add_init_script(LISTENER)
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
        page.goto(url)
        if search:
            expect(page.locator("#found li").first).to_be_visible(timeout=20_000)
        if page.locator("button.scheme").count():
            page.locator("button.scheme").click()
        if page.locator(".footnote-ref a").count():
            page.locator(".footnote-ref a").first.click()
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--measure')") == "36em"
        told: list[str] = page.evaluate("window.refused ?? []")
        return told + faults


@pytest.mark.parametrize("path", ["/", "/posts/a/", "/search/?q=formula", "/archive/", "/404.html"])
def test_nothing_of_the_theme_is_refused(path: str, browser: Browser, origin: str) -> None:
    """Code, a footnote, a formula, colours of the author's, a search: all within the policy."""
    assert refused(browser, f"{origin}{path}", search="search" in path) == []


def test_a_script_in_a_text_is_refused(browser: Browser, origin: str) -> None:
    """So the test above can fail; and a guest's text runs nothing."""
    assert any(told.startswith("script-src") for told in refused(browser, f"{origin}/posts/b/"))
