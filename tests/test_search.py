"""Search: what stands in the index, when it is made, and what becomes of a site without it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import kawara.search
from conftest import served
from kawara.build.options import Options
from kawara.build.settings import configure
from kawara.build.verify import verified
from kawara.cli.build import summary
from kawara.search import PROGRAM, program, text_of
from previews import previewing
from sites import NOW, lay, made, page, told, tree, write

SITE = """
-- kawara.yml --
title: Blog
url: https://blog.example/
search: true
-- content/posts/one.md --
---
title: One
date: 2026-01-01
---
The first words.
-- content/posts/secret.md --
---
title: Secret
date: 2026-01-02
draft: true
---
Hidden words.
-- content/posts/later.md --
---
title: Later
date: 2027-01-02
---
Words to come.
-- content/hidden.md --
---
title: Hidden
noindex: true
---
Passed over.
"""
ONE = "content/posts/one.md"


def site_in(folder: Path) -> Path:
    """A site that can be searched."""
    return lay(folder / "site", SITE)


def index_of(site: Path) -> dict[str, str]:
    """The files of the index, with their digests."""
    return tree(site / "_site" / "pagefind")


def count(site: Path) -> int:
    """How many pages the index holds, by its own list."""
    entry = json.loads((site / "_site/pagefind/pagefind-entry.json").read_bytes())
    return sum(language["page_count"] for language in entry["languages"].values())


def test_only_what_is_published_is_found(tmp_path: Path) -> None:
    """Drafts, posts of the future and pages with `noindex` are not in the index, whatever else a build shows."""
    site = site_in(tmp_path)
    assert made(site, drafts=True, future=True).indexed == 1
    assert (site / "_site/posts/secret/index.html").exists()
    assert count(site) == 1


def test_the_page_for_what_is_not_found_is_not_found(tmp_path: Path) -> None:
    """One of the author's own is not in the index either."""
    site = site_in(tmp_path)
    write(site, "content/404.md", "---\ntitle: Gone\n---\nLost words.\n")
    assert made(site).indexed == 1
    assert "Lost words" in page(site, "404.html")
    assert count(site) == 1


def test_the_index_is_made_only_when_indexed_text_has_changed(tmp_path: Path) -> None:
    """A build with nothing to do, one with another description, and one with other words."""
    site = site_in(tmp_path)
    assert made(site).index_made
    before = index_of(site)
    assert not made(site).index_made
    write(site, "kawara.yml", SITE.split("-- content", maxsplit=1)[0].split("--\n")[1] + "description: Another\n")
    done = made(site)
    assert (done.rendered > 1, done.index_made, done.indexed) == (True, False, 1)
    assert index_of(site) == before
    write(site, ONE, "---\ntitle: One\ndate: 2026-01-01\n---\nOther words.\n")
    assert made(site).index_made
    assert index_of(site) != before


def test_old_files_of_the_index_go_and_verify_knows_the_others(tmp_path: Path) -> None:
    """The index is listed in the manifest: what belongs to it no more is removed, and all of it when search is switched off."""
    site = site_in(tmp_path)
    made(site)
    before = set(index_of(site))
    write(site, ONE, "---\ntitle: One\ndate: 2026-01-01\n---\nOther words.\n")
    report, verdict = verified(site, Options(now=NOW, jobs=1))
    assert (verdict.problems, report.removed) == ((), 0)
    assert before - set(index_of(site))
    assert len([name for name in index_of(site) if name.startswith("fragment/")]) == 1
    write(site, "kawara.yml", "title: Blog\nurl: https://blog.example/\n")
    made(site)
    assert not (site / "_site/pagefind").exists()
    assert not (site / "_site/search").exists()


def test_a_lost_file_of_the_index_comes_back(tmp_path: Path) -> None:
    """As every other output does."""
    site = site_in(tmp_path)
    made(site)
    before = index_of(site)
    (site / "_site/pagefind/pagefind.js").unlink()
    made(site)
    assert index_of(site) == before


def test_a_failure_leaves_a_whole_site_and_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning with a code; the pages are new, the index is the old one, until the next build."""
    site = site_in(tmp_path)
    made(site)
    before = index_of(site)
    write(site, ONE, "---\ntitle: One\ndate: 2026-01-01\n---\nOther words.\n")
    with monkeypatch.context() as patch:
        patch.setattr(kawara.search, "program", lambda: tmp_path / "no-such-program")
        done = made(site)
    assert (done.complete, told(done)) == (True, ["warning[search]"])
    assert "Other words" in page(site, "posts/one/index.html")
    assert index_of(site) == before
    again = made(site)
    assert (again.index_made, told(again)) == (True, [])


def test_without_the_extra_there_is_no_box_and_one_line_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No box, no page, no index: a note."""
    monkeypatch.setattr("kawara.search.program", lambda: None)
    site = site_in(tmp_path)
    done = made(site)
    assert told(done) == ["kawara.yml: note[search-absent]"]
    assert "pip install" in done.problems[0].hint
    assert 'role="search"' not in page(site, "posts/one/index.html")
    assert not (site / "_site/search").exists()
    assert configure(site)[0].search is False


def test_the_summary_tells_the_time_of_the_search_apart(tmp_path: Path) -> None:
    """On a line of its own, not in the time of the pages."""
    site = site_in(tmp_path)
    first, second = summary(made(site)), summary(made(site))
    assert re.fullmatch(r"search: 1 page indexed \(\d+\.\d\d s\)", first[-1])
    assert second[-1] == "search: the index of 1 page stands"


def test_a_page_loads_nothing_for_search(tmp_path: Path) -> None:
    """The box of a post is a form without a script; the module stands on the search page alone."""
    site = site_in(tmp_path)
    made(site)
    assert 'action="/search/"' in page(site, "posts/one/index.html")
    assert "search.js" not in page(site, "posts/one/index.html")
    assert "search.js" in page(site, "search/index.html")


def test_search_works_under_a_base_path(tmp_path: Path, browser: Browser) -> None:
    """Everything is asked for below it, from the box of a page to the marked words and the page that they are on."""
    site = site_in(tmp_path)
    write(site, "kawara.yml", "title: Blog\nurl: https://blog.example/my/blog/\nlanguage: en\nsearch: true\n")
    made(site, output=tmp_path / "host/my/blog")
    with served(tmp_path / "host") as host, browser.new_context() as context:
        tab = context.new_page()
        asked: list[str] = []
        tab.on("request", lambda one: asked.append(one.url))
        tab.goto(f"http://{host}/my/blog/posts/one/")
        tab.locator(".find input").fill("words")
        tab.keyboard.press("Enter")
        expect(tab.locator("#found mark").first).to_contain_text("words", timeout=20_000)
        tab.locator("#found a").first.click()
        tab.wait_for_url(f"http://{host}/my/blog/posts/one/**")
        tab.goto(f"http://{host}/my/blog/404.html")
        tab.locator("main form.search input").fill("first")
        tab.keyboard.press("Enter")
        expect(tab.locator("#found mark").first).to_contain_text("first", timeout=20_000)
    assert [url for url in asked if not url.startswith((f"http://{host}/my/blog/", "blob:", "data:"))] == []
    assert any("/my/blog/pagefind/" in url for url in asked)


def full(folder: Path) -> Path:
    """A site with more results for `words` than are shown at once, built."""
    site = site_in(folder)
    write(site, "kawara.yml", "language: en\nsearch: true\n")
    for number in range(12):
        text = f"---\ntitle: N{number}\ndate: 2026-01-01\n---\nWords of {number}.\n"
        write(site, f"content/posts/n{number}.md", text)
    made(site)
    return site


def test_more_results_come_once(tmp_path: Path, browser: Browser) -> None:
    """However often they are asked for while they come."""
    site = full(tmp_path)
    with served(site / "_site") as host, browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"http://{host}/search/?q=words")
        found, more = tab.locator("#found li"), tab.locator("#more")
        expect(found).to_have_count(10, timeout=20_000)
        more.evaluate("(button) => { button.click(); button.click(); }")
        expect(more).to_be_hidden()
        tab.wait_for_load_state("networkidle")
        assert found.count() == 13


def test_what_could_not_be_fetched_can_be_asked_for_again(tmp_path: Path, browser: Browser) -> None:
    """When the network is back: by the same button, and by the same words."""
    with served(full(tmp_path) / "_site") as host, browser.new_context() as context:
        tab = context.new_page()
        tab.goto(f"http://{host}/search/?q=words")
        found, more, state = tab.locator("#found li"), tab.locator("#more"), tab.locator("#state")
        expect(found).to_have_count(10, timeout=20_000)
        tab.route("**/fragment/*", lambda route: route.abort())
        more.click()
        expect(state).to_have_text("Searching is not possible right now.")
        tab.unroute("**/fragment/*")
        more.click()
        expect(state).to_have_text("Pages found: 13")
        more.click()
        expect(found).to_have_count(13)
        tab.route("**/fragment/*", lambda route: route.abort())
        tab.reload()
        expect(state).to_have_text("Searching is not possible right now.", timeout=20_000)
        tab.unroute("**/fragment/*")
        tab.locator("form.search input").press("Enter")
        expect(found).to_have_count(10)


def test_what_is_indexed_of_a_page() -> None:
    """Its language and its `<main>`; all of a page that has none."""
    assert text_of(b'<html lang="ja"><p>a<main id="m">b</main>c') == (
        b'<!doctype html><html lang="ja"><body><main id="m">b</main></body></html>'
    )
    assert text_of(b"<p>a") == b"<p>a"


def test_the_program_is_the_one_that_segments_japanese() -> None:
    """The plain one finds no word inside a Japanese sentence."""
    found = program()
    assert found is not None
    assert found.name == PROGRAM
    assert "extended" in PROGRAM


def test_the_preview_makes_the_index_when_the_box_is_used(tmp_path: Path, browser: Browser) -> None:
    """Nothing before, then what readers would find, and after a change what they would find then."""
    site = site_in(tmp_path)
    with previewing(site) as running, browser.new_context() as context:
        assert not (site / ".kawara/preview/pagefind").exists()
        tab = context.new_page()
        tab.goto(f"{running.address}/search/?q=first")
        expect(tab.locator("#found a").first).to_have_attribute("href", "/posts/one/", timeout=30_000)
        expect(tab.locator("#found mark").first).to_have_text("first")
        tab.goto(f"{running.address}/search/?q=hidden")
        expect(tab.locator("#state")).to_have_text("Nothing was found. Try other words.", timeout=30_000)
        write(site, ONE, "---\ntitle: One\ndate: 2026-01-01\n---\nChanged entirely.\n")
        expect(tab.locator("kawara-preview")).to_have_count(1)
        tab.wait_for_timeout(2000)
        tab.goto(f"{running.address}/search/?q=entirely")
        expect(tab.locator("#found mark").first).to_contain_text("entirely", timeout=30_000)
