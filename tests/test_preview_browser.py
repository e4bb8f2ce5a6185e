"""The preview in a real browser: pages change under the reader's eyes, and nothing the reader did is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from conftest import require_tool
from previews import BLOG, previewing, until
from sites import lay, write

POST = "content/posts/one.md"
HEAD = "---\ntitle: One\ndate: 2026-01-01\n---\n"
LONG = "\n\n".join(f"Paragraph {number}." for number in range(100))
FORM = '\n\n<details><summary>More</summary>\n\nInside.\n\n</details>\n\n<form><input name="a"><textarea name="b"></textarea></form>'
CODE = "```python\nprint(2)\n```"
"""The theme's script puts a frame and a button around it; without any code the page would have no script."""
SITE = (
    BLOG
    + "-- static/own.css --\nh1 { color: rgb(1, 2, 3) }\n"
    + '-- templates/base.html --\n{% extends "theme:base.html" %}\n'
    + '{% block extra_head %}<link rel="stylesheet" href="{{ asset("own.css") }}">{% endblock %}\n'
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require_tool("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that no other test uses. An error of a script fails the test."""
    with browser.new_context() as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        assert faults == []


def site_in(folder: Path, text: str = LONG + FORM) -> Path:
    """A site with a long post, and a style sheet of its own."""
    site = lay(folder / "site", SITE)
    write(site, POST, HEAD + text)
    return site


def marked(tab: Page, address: str) -> None:
    """Open a page, listen, and leave a mark that is lost when the page is loaded anew."""
    tab.goto(address)
    tab.evaluate("window.mark = 1")
    tab.wait_for_function("document.querySelector('kawara-preview') !== null")


def test_an_edit_changes_the_page_and_nothing_else(tab: Page, tmp_path: Path) -> None:
    """The new words, without loading: place, focus, what was typed and what was opened are kept."""
    site = site_in(tmp_path)
    with previewing(site) as running:
        marked(tab, f"{running.address}/posts/one/")
        tab.locator(".body details").evaluate("(one) => { one.open = true; }")
        tab.fill("textarea", "typed text")
        tab.fill("input", "typed")
        tab.evaluate("scrollTo(0, 700)")
        place = tab.evaluate("scrollY")
        write(site, POST, HEAD + LONG.replace("Paragraph 90.", "Another paragraph.") + FORM)
        expect(tab.get_by_text("Another paragraph.")).to_have_count(1)
        assert tab.evaluate("window.mark") == 1
        assert tab.evaluate("scrollY") == place == 700
        assert tab.evaluate("document.activeElement.name") == "a"
        assert (tab.input_value("input"), tab.input_value("textarea")) == ("typed", "typed text")
        assert tab.locator(".body details").evaluate("(one) => one.open") is True
        assert tab.locator(".body p", has_text="Another").evaluate("(one) => one.getAnimations().length") == 1


def test_paragraphs_that_come_and_go(tab: Page, tmp_path: Path) -> None:
    """After each of many edits the page reads as if it had been loaded anew; what scripts have put in stays."""
    edits = [
        "One.\n\nTwo.\n\nThree.",
        "Zero.\n\nOne.\n\nThree.",
        "# Heading\n\n- a\n- b\n\nThree.",
        "# Heading\n\n- a\n- c\n- b\n\n```python\nprint(1)\n```\n\nThree.",
        "| a | b |\n| - | - |\n| 1 | 2 |\n\nThree, and *more*.",
        "Three, and **other**.\n\nThree, and **other**.",
        "",
        "One.\n\nTwo.\n\nThree.",
    ]
    site = site_in(tmp_path, CODE)
    with previewing(site) as running:
        marked(tab, f"{running.address}/posts/one/")
        for number, text in enumerate(edits):
            write(site, POST, HEAD + text + f"\n\n{CODE}\n\nEdit {number}.")
            expect(tab.get_by_text(f"Edit {number}.")).to_have_count(1)
            fresh = tab.evaluate(
                "async () => new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')"
                ".querySelector('main').textContent.replace(/\\s+/g, ' ')"
            )
            now = "() => document.querySelector('main').textContent.replace(/Copy/g, '').replace(/\\s+/g, ' ')"
            assert tab.evaluate(now) == fresh
        assert tab.evaluate("window.mark") == 1


def test_a_page_that_did_not_change_is_left_alone(tab: Page, tmp_path: Path) -> None:
    """Another post's edit asks nothing of it."""
    site = site_in(tmp_path)
    with previewing(site) as running:
        marked(tab, f"{running.address}/posts/one/")
        asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="")

    tab.route("https://**", answer)
    with previewing(site_in(tmp_path, '::youtube{id=abc title="A river" start=9}')) as running:
        marked(tab, f"{running.address}/posts/one/")
        before = list(asked)
        with tab.expect_response("https://**"):
            tab.locator(".player a").click()
        expect(tab.locator('.player iframe[title="A river"]')).to_be_focused()

    assert before == []
    assert asked == ["https://www.youtube-nocookie.com/embed/abc?autoplay=1&start=9"]
