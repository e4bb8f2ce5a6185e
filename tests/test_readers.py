"""This repository's own site in a real browser, as readers use it: they search, choose colours, go by keyboard, and lack nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import REPOSITORY, Quiet, absent, served
from sites import made

AXE = REPOSITORY / "tests/oracles/node_modules/axe-core/axe.min.js"
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
QUERIES = {
    "/search/": (
        *("静的サイト", "検索", "連載", "瓦版", "差分", "日本語", "組版", "禁則", "木版", "記事", "題名", "約束"),
    ),
    "/en/search/": ("incremental", "template", "front matter", "draft", "midnight", "Pagefind", "footnote", "manifest"),
}
PAGES = (
    *("/", "/posts/incremental-1/", "/en/", "/en/posts/whose-midnight/", "/tags/", "/tags/日本語/", "/archive/"),
    *("/search/?q=検索", "/404.html"),
)


class Strict(Quiet):
    """A file server with a strict policy."""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site, served on this machine."""
    folder = tmp_path_factory.mktemp("own") / "site"
    made(REPOSITORY, output=folder, cache=False)
    with served(folder, Strict) as host:
        yield f"http://{host}"


@pytest.fixture
def tab(browser: Browser, origin: str) -> Iterator[Page]:
    """A tab in which nothing may be complained of on the console, and no request may leave the site."""
    with browser.new_context() as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda one: faults.append(one.text) if one.type in ("error", "warning") else None)
        page.on(
            "request", lambda one: None if one.url.startswith((origin, "blob:", "data:")) else faults.append(one.url)
        )
        yield page
        assert faults == []


@pytest.mark.parametrize(("path", "words"), [(path, words) for path, all_of in QUERIES.items() for words in all_of])
def test_search_finds_and_marks(path: str, words: str, tab: Page, origin: str) -> None:
    """Twenty queries in two languages: each is found, in the page's own language first, and marked in what is shown."""
    tab.goto(f"{origin}{path}?q={words}")
    expect(tab.locator("#state")).to_have_text(re.compile("[1-9]"), timeout=20_000)
    first = tab.locator("#found li").first
    assert first.get_attribute("lang") is None
    marks = "".join(tab.locator("#found mark").all_inner_texts()).casefold()
    assert words.split(maxsplit=1)[0][:2].casefold() in marks
    for shown in tab.locator("#found p").all_inner_texts():
        assert re.fullmatch(r"[^.。\s].*[.!?。！？」…]", shown, re.DOTALL)
        assert not re.search(r"[\u3040-\u30ff\u3400-\u9fff]\. ", shown)


def test_the_chosen_colours_survive_a_reload(tab: Page, origin: str) -> None:
    """And are those of the next page too."""
    tab.goto(origin)
    before = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.locator("button.scheme").click()
    chosen = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert chosen != before
    tab.reload()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == chosen
    tab.goto(f"{origin}/archive/")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == chosen


def test_a_reader_needs_no_mouse(tab: Page, origin: str) -> None:
    """From the skip link over the box in the masthead to the first result and its page, by keyboard alone, each stop visible."""
    tab.goto(origin)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    for _ in range(30):
        tab.keyboard.press("Tab")
        assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if tab.evaluate("document.activeElement.name") == "q":
            break
    tab.keyboard.type("差分")
    tab.keyboard.press("Enter")
    expect(tab.locator("#found mark").first).to_be_visible(timeout=20_000)
    for _ in range(30):
        tab.keyboard.press("Tab")
        if tab.evaluate("!!document.activeElement.closest('#found')"):
            break
    target = tab.evaluate("document.activeElement.href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(target)
    assert tab.locator("h1").count() == 1


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(
    path: str, width: int, scheme: Literal["light", "dark"], browser: Browser, origin: str
) -> None:
    """No violation of a rule of axe-core, in either scheme, on a phone and on a wide screen."""
    if not AXE.exists():
        absent("axe-core is not installed: npm install --prefix tests/oracles")
    with browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True, reduced_motion="reduce"
    ) as context:
        tab = context.new_page()
        tab.goto(origin + path)
        if "?q=" in path:
            expect(tab.locator("#found mark").first).to_be_visible(timeout=20_000)
        tab.add_script_tag(content=Path(AXE).read_text(encoding="utf-8"))
        found = tab.evaluate("axe.run().then((all) => all.violations.map((one) => [one.id, one.nodes[0].html]))")
    assert found == []
