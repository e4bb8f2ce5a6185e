"""The preview in a real browser: pages change under the reader's eyes, and nothing the reader did is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

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
        tab.on("request", lambda request: asked.append(request.url))
        number = running.builder.edition.number
        write(site, "content/posts/two.md", "---\ntitle: Two\ndate: 2026-01-02\n---\nChanged.\n")
        until(lambda: running.builder.edition.number > number)
        tab.wait_for_timeout(300)
        assert asked == []
        assert tab.evaluate("window.mark") == 1


def test_a_style_sheet_is_exchanged(tab: Page, tmp_path: Path) -> None:
    """Without loading the page, twice in a row."""
    site = site_in(tmp_path)
    with previewing(site) as running:
        marked(tab, f"{running.address}/posts/one/")
        heading = tab.locator("article h1")
        expect(heading).to_have_css("color", "rgb(1, 2, 3)")
        for color in ("rgb(4, 5, 6)", "rgb(7, 8, 9)"):
            write(site, "static/own.css", f"h1 {{ color: {color} }}")
            expect(heading).to_have_css("color", color)
        assert tab.evaluate("window.mark") == 1


def test_problems_appear_and_go(tab: Page, tmp_path: Path) -> None:
    """Over the page, in the words of the terminal, each with a link to its line; the page stays below them."""
    site = site_in(tmp_path)
    with previewing(site, form="editor://{file}:{line}") as running:
        marked(tab, f"{running.address}/posts/one/")
        overlay = tab.locator("kawara-preview .overlay")
        expect(overlay).to_be_hidden()
        write(site, POST, HEAD.replace("2026-01-01", "never") + LONG)
        expect(overlay).to_be_visible()
        expect(overlay).to_contain_text("error[date]")
        assert overlay.locator("pre a").first.get_attribute("href") == f"editor://{site}/{POST}:3"
        expect(tab.get_by_text("Paragraph 90.")).to_have_count(1)
        write(site, POST, HEAD + LONG)
        expect(overlay).to_be_hidden()
        write(site, POST, HEAD + "A [link](nowhere.md).")
        expect(tab.locator("kawara-preview .badge")).to_have_text("1 problem")
        expect(overlay).to_be_hidden()
        tab.locator("kawara-preview .badge").click()
        expect(overlay).to_contain_text("warning[link]")
        assert tab.evaluate("window.mark") == 1


def test_a_first_build_that_failed_is_mended(tab: Page, tmp_path: Path) -> None:
    """The tab waits with the problems, and shows the site when there is one."""
    site = site_in(tmp_path)
    settings = (site / "kawara.yml").read_bytes()
    write(site, "kawara.yml", "title: [")
    with previewing(site) as running:
        tab.goto(running.address)
        expect(tab.locator("kawara-preview .overlay")).to_contain_text("kawara.yml")
        write(site, "kawara.yml", settings.replace(b"https://blog.example/", b"https://blog.example/base/"))
        expect(tab.locator("main")).to_have_count(1)
        assert tab.url == f"{running.address}/base/"
        expect(tab.locator("kawara-preview .overlay")).to_be_hidden()


def test_a_banner_says_why_a_post_is_held_back(tab: Page, tmp_path: Path) -> None:
    """On a draft, and no longer once it is one no more; in no file."""
    site = site_in(tmp_path)
    write(site, POST, HEAD.replace("date:", "draft: true\ndate:") + "Text.")
    with previewing(site) as running:
        marked(tab, f"{running.address}/posts/one/")
        banner = tab.locator("kawara-preview .banner")
        expect(banner).to_contain_text("it is a draft")
        write(site, POST, HEAD + "Text.")
        expect(banner).to_be_hidden()


def test_every_tab_follows_the_post_just_saved(tab: Page, tmp_path: Path) -> None:
    """With `--follow`."""
    site = site_in(tmp_path)
    with previewing(site, follow=True) as running:
        marked(tab, f"{running.address}/")
        write(site, POST, HEAD + "Followed.")
        tab.wait_for_url("**/posts/one/")
        expect(tab.get_by_text("Followed.")).to_have_count(1)


def test_alt_click_leads_to_the_line(tab: Page, tmp_path: Path) -> None:
    """Of the very paragraph, after the page was changed as well."""
    site = site_in(tmp_path)
    with previewing(site) as running:
        marked(tab, f"{running.address}/posts/one/")
        note = tab.locator("kawara-preview .note")
        tab.get_by_text("Paragraph 3.", exact=True).click(modifiers=["Alt"])
        expect(note).to_have_text(f"{POST}:11")
        write(site, POST, HEAD + "New.\n\n" + LONG)
        expect(tab.get_by_text("New.", exact=True)).to_have_count(1)
        tab.get_by_text("Paragraph 3.", exact=True).click(modifiers=["Alt"])
        expect(note).to_have_text(f"{POST}:13")


def test_alt_click_leaves_the_tab_listening(tab: Page, tmp_path: Path) -> None:
    """To call an editor is not to leave the page: the stream is not broken off, and the next save is shown in place."""
    site = site_in(tmp_path)
    with previewing(site, form="nowhere://{file}:{line}") as running:
        marked(tab, f"{running.address}/posts/one/")
        broken: list[str] = []
        tab.on("requestfailed", lambda request: broken.append(request.url))
        note = tab.locator("kawara-preview .note")
        with tab.expect_event("requestfailed", lambda request: request.url.startswith("nowhere:")):
            tab.get_by_text("Paragraph 3.", exact=True).click(modifiers=["Alt"])
        expect(note).to_have_text(f"{POST}:11")
        write(site, POST, HEAD + "Shown all the same.")
        expect(tab.get_by_text("Shown all the same.")).to_have_count(1)
        assert tab.evaluate("window.mark") == 1
        assert not [url for url in broken if "/_kawara/" in url]


def test_a_tab_that_missed_something_catches_up(tab: Page, tmp_path: Path) -> None:
    """When the preview was away for a while."""
    site = site_in(tmp_path)
    with previewing(site) as running:
        marked(tab, f"{running.address}/posts/one/")
        running.hub.publish(None)  # the streams end, and the browser asks again
        until(lambda: not running.hub.queues)
        write(site, POST, HEAD + "Written meanwhile.")
        expect(tab.get_by_text("Written meanwhile.")).to_have_count(1, timeout=15000)
        assert tab.evaluate("window.mark") == 1


def test_the_scheme_that_the_author_chose_is_kept(tab: Page, tmp_path: Path) -> None:
    """What scripts make of a page before the preview's own one runs, no edit undoes."""
    site = site_in(tmp_path)
    scheme = "document.documentElement.dataset.scheme"
    with previewing(site) as running:
        tab.emulate_media(color_scheme="light")
        tab.goto(f"{running.address}/posts/one/")
        tab.locator("button.scheme").click()
        marked(tab, f"{running.address}/posts/one/")
        assert tab.evaluate(scheme) == "dark"
        write(site, POST, HEAD + "Changed.")
        expect(tab.get_by_text("Changed.")).to_have_count(1)
        assert tab.evaluate(scheme) == "dark"
        assert tab.evaluate("window.mark") == 1


def test_what_others_put_into_a_page_is_no_reason_to_load_it(tab: Page, tmp_path: Path) -> None:
    """An extension's script among the site's: the page is changed in place, and the script stays.

    What is for readers without scripts is not shown.
    """
    site = site_in(tmp_path, "First.\n\n<noscript><p>Without scripts.</p></noscript>\n\nLast.")
    tab.add_init_script(
        "new MutationObserver((_, all) => { if (document.head) { all.disconnect();"
        " document.head.prepend(Object.assign(document.createElement('script'), { id: 'theirs' })); } })"
        ".observe(document, { childList: true, subtree: true })"
    )
    with previewing(site) as running:
        marked(tab, f"{running.address}/posts/one/")
        expect(tab.locator("#theirs")).to_have_count(1)
        write(site, POST, HEAD + "Other.\n\n<noscript><p>Not seen.</p></noscript>\n\nLast.")
        expect(tab.get_by_text("Other.")).to_have_count(1)
        assert tab.evaluate("window.mark") == 1
        assert tab.locator("#theirs").count() == 1
        assert tab.locator("noscript p").count() == 0


def test_a_style_sheet_that_came_before_the_first_news(tab: Page, tmp_path: Path) -> None:
    """The page had loaded the old one, and was told of the new edition as of its first: it shows the new one."""
    site = site_in(tmp_path)
    with previewing(site) as running:
        number = running.builder.edition.number

        def late(route: Route) -> None:
            write(site, "static/own.css", "h1 { color: rgb(9, 8, 7) }")
            until(lambda: running.builder.edition.number > number)
            route.continue_()

        tab.route("**/_kawara/events*", late, times=1)
        marked(tab, f"{running.address}/posts/one/")
        expect(tab.locator("article h1")).to_have_css("color", "rgb(9, 8, 7)")
        assert tab.evaluate("window.mark") == 1


def test_a_page_that_is_not_there_is_not_loaded_over_and_over(tab: Page, tmp_path: Path) -> None:
    """Though it is among the pages: someone has deleted its file."""
    site = site_in(tmp_path)
    with previewing(site) as running:
        (running.builder.output / "posts/one/index.html").unlink()
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(f"{running.address}/posts/one/")
        until(lambda: running.hub.queues)
        tab.wait_for_timeout(500)
        assert len([url for url in asked if url.endswith("/posts/one/")]) <= 2


def test_a_tab_that_nobody_sees_holds_no_connection(tab: Page, tmp_path: Path) -> None:
    """A browser has six for all tabs together. Seen again, it shows what was saved meanwhile."""
    site = site_in(tmp_path)
    seen = (
        "(is) => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => !is });"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    with previewing(site) as running:
        marked(tab, f"{running.address}/posts/one/")
        until(lambda: running.hub.queues)
        tab.evaluate(seen, False)
        until(lambda: not running.hub.queues)
        write(site, POST, HEAD + "Written meanwhile.")
        write(site, "static/own.css", "h1 { color: rgb(9, 8, 7) }")
        until(lambda: "rgb(9" in running.text("/own.css") and "meanwhile" in running.text("/posts/one/"))
        tab.evaluate(seen, True)
        expect(tab.get_by_text("Written meanwhile.")).to_have_count(1)
        expect(tab.locator("article h1")).to_have_css("color", "rgb(9, 8, 7)")
        assert tab.evaluate("window.mark") == 1


def test_a_picture_is_exchanged_in_all_its_versions(tab: Page, tmp_path: Path) -> None:
    """The browser shows one of several; the page that names them is the same."""
    names = '<picture><source srcset="/p.svg 1x, /p.svg 2x" type="image/svg+xml"><img src="/p.svg" alt="A"></picture>'
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"/>'
    site = site_in(tmp_path, names)
    write(site, "static/p.svg", picture.format(5))
    with previewing(site) as running:
        marked(tab, f"{running.address}/posts/one/")
        tab.wait_for_function("document.querySelector('picture img').naturalWidth === 5")
        write(site, "static/p.svg", picture.format(7))
        tab.wait_for_function("document.querySelector('picture img').naturalWidth === 7")
        assert "kawara=" in tab.locator("picture img").evaluate("(one) => one.currentSrc")
        assert tab.evaluate("window.mark") == 1


def test_a_page_that_goes_and_comes_back(tab: Page, tmp_path: Path) -> None:
    """It is said that it is gone, and no longer once it is there again, just as it was."""
    site = site_in(tmp_path)
    with previewing(site) as running:
        marked(tab, f"{running.address}/posts/one/")
        note = tab.locator("kawara-preview .note")
        text = (site / POST).read_bytes()
        (site / POST).unlink()
        expect(note).to_contain_text("no longer part")
        write(site, POST, text)
        expect(note).to_be_hidden()
        assert tab.evaluate("window.mark") == 1


def test_no_tab_follows_what_it_has_left(tab: Page, tmp_path: Path) -> None:
    """A stream that breaks off and begins anew is no save."""
    site = site_in(tmp_path)
    with previewing(site, follow=True) as running:
        marked(tab, f"{running.address}/")
        write(site, POST, HEAD + "Followed.")
        tab.wait_for_url("**/posts/one/")
        marked(tab, f"{running.address}/posts/two/")
        until(lambda: running.hub.queues)
        running.hub.publish(None)
        until(lambda: not running.hub.queues)
        until(lambda: running.hub.queues)
        tab.wait_for_timeout(300)
        assert tab.url.endswith("/posts/two/")


def test_the_authors_page_keeps_up(tab: Page, tmp_path: Path) -> None:
    """It shows a new draft without being loaded by hand."""
    site = site_in(tmp_path)
    with previewing(site) as running:
        tab.goto(f"{running.address}/_kawara/")
        write(site, "content/posts/idea.md", "---\ntitle: An idea\ndraft: true\n---\nText.\n")
        expect(tab.get_by_text("An idea")).to_have_count(1)


def test_a_video_is_asked_for_by_a_click_alone(tab: Page, tmp_path: Path) -> None:
    """Before it nothing is asked of another host; after it the player stands where the link stood, and has the focus."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    with previewing(site_in(tmp_path, '::youtube{id=abc title="A river" start=9}')) as running:
        marked(tab, f"{running.address}/posts/one/")
        before = [url for url in asked if not url.startswith(running.address)]
        with tab.expect_request("https://www.youtube-nocookie.com/embed/abc?autoplay=1&start=9"):
            tab.locator(".player a").click()
        expect(tab.locator('.player iframe[title="A river"]')).to_be_focused()

    assert before == []
