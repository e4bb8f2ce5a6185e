"""The preview's server: what it serves, whom it refuses, what it tells, and how it ends."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path

import pytest

from conftest import REPOSITORY
from kawara.base.problems import KawaraError, problem
from kawara.build.options import Options
from kawara.preview.builder import Builder
from kawara.preview.desk import MANY, desk
from kawara.preview.edition import Edition, held_back, owner
from kawara.preview.editor import link, pattern
from kawara.preview.files import injected
from kawara.preview.guard import host_of
from kawara.preview.lines import line_at
from kawara.preview.news import Hub
from kawara.preview.server import PORT, address_of, opened
from previews import BLOG, Running, previewing, until
from sites import NOW, lay, made, tree, write

EDITS = int(os.environ.get("KAWARA_EDITS", "12"))
"""How many edits are made with many tabs open."""
POST = "content/posts/one.md"
DRAFT = """
-- content/posts/draft.md --
---
title: Draft
date: 2026-01-03
draft: true
---
Text.
-- content/posts/later.md --
---
title: Later
date: 2027-01-01
---
Text.
-- static/song.txt --
0123456789
-- static/style.css --
body { color: red }
"""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview that no test changes."""
    site = lay(tmp_path_factory.mktemp("preview") / "site", BLOG + DRAFT)
    with previewing(site, form="vscode://file{file}:{line}", names=("blog.test",)) as running:
        yield running


def test_what_is_served_is_what_was_built(preview: Running) -> None:
    """But for the one line of the script, which stands in no file."""
    answer, body = preview.ask("/posts/one/")
    built = (preview.builder.output / "posts/one/index.html").read_bytes()
    assert answer.status == 200
    assert re.sub(rb'<script src="/_kawara/client.js"[^>]*></script>', b"", body) == built
    assert b"_kawara" not in built
    assert preview.ask("/feed.xml")[1] == (preview.builder.output / "feed.xml").read_bytes()


def test_the_preview_leaves_the_published_folder_alone(tmp_path: Path) -> None:
    """It builds into a folder of its own, drafts and all; `_site` is neither made nor changed."""
    site = lay(tmp_path / "site", BLOG + DRAFT)
    made(site)
    before = tree(site / "_site")
    with previewing(site) as running:
        assert running.ask("/posts/draft/")[0].status == 200
        assert running.ask("/posts/later/")[0].status == 200
        write(site, POST, BLOG)
        until(lambda: running.builder.edition.number > 1)
    assert tree(site / "_site") == before


def test_files_are_served_as_hosts_serve_them(preview: Running) -> None:
    """Validators, ranges, the site's page for what is missing, and a slash where one is missing."""
    for path in ("/posts/one/", "/song.txt"):
        answer, _ = preview.ask(path)
        tag = answer.headers["ETag"]
        again, body = preview.ask(path, {"If-None-Match": tag})
        assert (again.status, body) == (304, b"")
    answer, body = preview.ask("/song.txt", {"Range": "bytes=2-4"})
    assert (answer.status, body) == (206, b"234")
    answer, body = preview.ask("/not-here")
    assert answer.status == 404
    assert b"<main" in body
    answer, _ = preview.ask("/posts/one")
    assert (answer.status, answer.headers["Location"]) == (307, "/posts/one/")
    answer, body = preview.ask("/posts/one/", method="HEAD")
    assert (answer.status, body) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../kawara.yml", "/..%2fkawara.yml", "/%2e%2e/%2e%2e/kawara.yml", "/posts/../../cache.sqlite3", "//etc/passwd",
        "/%2fetc/passwd", "/..%5ckawara.yml", "/.kawara-manifest.json", "/posts", "/posts/", "/assets/", "/%00",
        "/posts/one/index.html%00.txt", "/" + "a" * 5000, "/%ff%fe", "/_kawara/../../kawara.yml", "/_kawara/nothing",
    ],
)  # fmt: skip
def test_nothing_but_the_site_is_served(path: str, preview: Running) -> None:
    """Neither a path that climbs, nor a list of a folder, nor the list of what was built."""
    answer, body = preview.ask(path)
    if answer.status == 307:
        answer, body = preview.ask(answer.headers["Location"])
    assert answer.status == 404
    assert b"root:" not in body
    assert b"timezone" not in body


def test_no_link_leads_out_of_the_preview(tmp_path: Path) -> None:
    """A link that someone has put where a page was is not followed."""
    site = lay(tmp_path / "site", BLOG + DRAFT)
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    with previewing(site) as running:
        song = running.builder.output / "song.txt"
        song.unlink()
        song.symlink_to(tmp_path / "secret")
        answer, body = running.ask("/song.txt")
        assert answer.status == 404
        assert b"secret" not in body


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:4000"}, 200),
        ({"Host": "127.0.0.1"}, 200),
        ({"Host": "[::1]:4000"}, 200),
        ({"Host": "blog.test:80"}, 200),
        ({"Host": "LOCALHOST"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "evil.example:4000"}, 403),
        ({"Host": "localhost.evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "127.0.0.1@evil.example"}, 403),
        ({"Host": "evil.example#127.0.0.1"}, 403),
        ({"Host": "192.168.1.1"}, 403),
        ({"Host": "0.0.0.0"}, 403),  # noqa: S104
        ({"Host": ""}, 403),
        ({"Host": "127.0.0.1:port"}, 403),
        ({"Origin": "http://localhost:4000"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://127.0.0.1.evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/", "/_kawara/", "/_kawara/line?page=/posts/one/"])
def test_only_the_author_may_ask(headers: dict[str, str], status: int, path: str, preview: Running) -> None:
    """Names that a stranger's page can have lead here, and requests made by a stranger's page, are refused."""
    assert preview.ask(path, headers)[0].status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_a_preview_is_only_read(method: str, preview: Running) -> None:
    """GET and HEAD, nothing else."""
    answer, _ = preview.ask("/", method=method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_host_is_a_host_and_nothing_more() -> None:
    """No user, path, query or fragment hides in it."""
    assert [host_of(name) for name in ("a:1", "[::1]:1", "a@b", "a/b", "a?b", "a:b", "[")] == ["a", "::1", *[""] * 5]


def test_the_base_path_of_the_site_holds(tmp_path: Path) -> None:
    """A site that will live below a path lives below it in the preview, and the front door leads there."""
    site = lay(tmp_path / "site", BLOG.replace("https://blog.example/", "https://blog.example/瓦/"))
    with previewing(site) as running:
        answer, _ = running.ask("/")
        assert answer.status == 307
        assert running.ask(answer.headers["Location"])[0].status == 200
        assert running.ask(answer.headers["Location"] + "posts/one/")[0].status == 200
        assert running.ask("/posts/one/")[0].status == 404


def test_a_tab_is_told_of_its_own_page(tmp_path: Path) -> None:
    """The digest of another page stays as it was; a style sheet is named."""
    site = lay(tmp_path / "site", BLOG + DRAFT)
    with previewing(site) as running, running.news("/posts/one/") as one, running.news("/posts/two/") as two:
        before = next(one), next(two)
        write(site, POST, (site / POST).read_bytes().replace(b"first", b"changed"))
        after = next(one), next(two)
        assert after[0]["page"] != before[0]["page"]
        assert after[1]["page"] == before[1]["page"]
        write(site, "static/style.css", "body { color: blue }")
        assert next(one)["assets"] == ["/style.css"]


def test_following_names_the_post_just_saved(tmp_path: Path) -> None:
    """By its address."""
    site = lay(tmp_path / "site", BLOG)
    with previewing(site, follow=True) as running, running.news("/") as news:
        assert next(news)["follow"] == ""
        write(site, POST, (site / POST).read_bytes().replace(b"first", b"changed"))
        assert next(news)["follow"] == "/posts/one/"


def test_why_a_post_is_not_published_is_said(preview: Running) -> None:
    """On its page, while it is a draft or its date is to come."""
    banners = []
    for page in ("/posts/one/", "/posts/draft/", "/posts/later/"):
        with preview.news(page) as news:
            banners.append(next(news)["banner"])
    assert banners[0] == ""
    assert "it is a draft" in banners[1]
    assert "2027-01-01 00:00 +0900" in banners[2]


def test_faults_leave_the_last_good_page(tmp_path: Path) -> None:
    """A post that cannot be read keeps its page; the others go on; problems are told as on the terminal, with links."""
    site = lay(tmp_path / "site", BLOG)
    with previewing(site, form="vscode://file{file}:{line}:{column}") as running, running.news("/posts/one/") as news:
        assert next(news)["problems"] == []
        whole = (site / POST).read_bytes()
        write(site, POST, whole.replace(b"date: 2026-01-01", b"date: never"))
        told = next(news)["problems"]
        assert [one["severity"] for one in told] == ["error"]
        assert "error[date]" in told[0]["text"]
        assert "date: never" in told[0]["text"]
        assert told[0]["open"] == f"vscode://file{site}/{POST}:3:7"
        assert "The first words" in running.text("/posts/one/")
        write(site, "content/posts/two.md", "---\ntitle: Two\ndate: 2026-01-02\n---\nNewer words.\n")
        next(news)
        assert "Newer words" in running.text("/posts/two/")
        write(site, POST, whole)
        assert next(news)["problems"] == []


def test_what_a_preview_can_show_it_shows(tmp_path: Path) -> None:
    """A broken link is an error when the site is built, and a warning while it is written."""
    site = lay(tmp_path / "site", BLOG)
    with previewing(site) as running, running.news("/posts/one/") as news:
        next(news)
        write(site, POST, "---\ntitle: One\ndate: 2026-01-01\n---\nNew [link](nowhere.md).\n\n::nothing{}\n")
        told = next(news)["problems"]
        assert {one["severity"] for one in told} == {"warning"}
        assert "New " in running.text("/posts/one/")


def test_a_draft_at_fault_stays_a_draft(tmp_path: Path) -> None:
    """Its last good page is still there, and says still why it is not published, and where its text is."""
    site = lay(tmp_path / "site", BLOG + DRAFT)
    with previewing(site, form="e://{file}:{line}") as running, running.news("/posts/draft/") as news:
        before = next(news)
        write(site, "content/posts/draft.md", "---\ntitle: Draft\ndate: never\ndraft: true\n---\nText.\n")
        after = next(news)
        assert after["problems"] != []
        assert [after[name] for name in ("banner", "source", "open")] == [
            before[name] for name in ("banner", "source", "open")
        ]
        assert running.ask("/_kawara/line?page=/posts/draft/&text=Text.")[0].status == 200


def test_a_banner_goes_when_the_time_has_come(tmp_path: Path) -> None:
    """No file is another then, and nothing is built; the tabs are told all the same, once."""
    site = lay(tmp_path / "site", BLOG + DRAFT)
    clock = [NOW]
    builder = Builder(site, lambda: Options(now=clock[0], jobs=1))
    builder.make()
    first = builder.edition
    builder.turn()
    assert builder.edition is first
    clock[0] = NOW.replace(year=2027, month=2)
    builder.turn()
    builder.turn()

    assert (builder.edition.number, builder.builds) == (first.number + 1, 1)
    assert held_back(owner(first, "/posts/later/"), NOW) != ""
    assert held_back(owner(builder.edition, "/posts/later/"), clock[0]) == ""


def test_a_template_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    """No page needs it; the saves of texts are shown, and so is a fault of ours, after which the preview goes on."""
    site = lay(tmp_path / "site", BLOG)
    write(site, "templates/logo.png", b"\x89PNG\xff")
    with previewing(site) as running:
        for words in ("Second words", "Third words"):
            write(site, POST, f"---\ntitle: One\ndate: 2026-01-01\n---\n{words}.\n")
            until(partial(has, running, words))
        assert running.builder.held is not None


def test_a_fault_of_ours_is_shown_and_survived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Who writes on must not be left with a preview that has silently ended."""
    site = lay(tmp_path / "site", BLOG)
    with previewing(site) as running:
        with monkeypatch.context() as patch:
            patch.setattr(Builder, "make", lambda *_given: 1 / 0)
            write(site, POST, "---\ntitle: One\ndate: 2026-01-01\n---\nLost.\n")
            until(lambda: "ZeroDivisionError" in capfd.readouterr().err)
        write(site, POST, "---\ntitle: One\ndate: 2026-01-01\n---\nShown.\n")
        until(lambda: "Shown." in running.text("/posts/one/"))


def test_a_page_may_be_called_as_the_index_is(tmp_path: Path) -> None:
    """A tag of that name has its page, below any folder."""
    site = lay(tmp_path / "site", BLOG + "-- content/pagefind.md --\n---\ntitle: P\n---\nOn searching.\n")
    write(site, POST, "---\ntitle: One\ndate: 2026-01-01\ntags: [Pagefind]\n---\nText.\n")
    with previewing(site) as running:
        for path in ("/pagefind/", "/tags/pagefind/"):
            assert running.ask(path)[0].status == 200
        assert "<main" in running.text("/tags/pagefind/nothing-here")


def test_a_preview_that_is_deleted_is_built_again(tmp_path: Path) -> None:
    """Nobody tells of it, as nothing watches the folder: the next look of our own finds it."""
    site = lay(tmp_path / "site", BLOG)
    with previewing(site) as running:
        shutil.rmtree(site / ".kawara")
        assert running.ask("/posts/one/")[0].status == 404
        until(lambda: running.ask("/posts/one/")[0].status == 200)


def test_a_tab_that_asks_while_news_come_hears_them() -> None:
    """What is published after the tab has asked, and before it is first told anything, is not lost."""

    async def heard() -> list[int]:
        hub = Hub()

        def now() -> Edition:
            hub.publish(Edition(number=2))
            return Edition(number=1)

        numbers = []
        async for edition in hub.listen(now):
            numbers.append(edition.number)
            if len(numbers) == 2:
                break
        return numbers

    assert asyncio.run(asyncio.wait_for(heard(), 5)) == [1, 2]


def test_a_tab_is_told_what_it_has_missed(tmp_path: Path) -> None:
    """All that has become another since the edition that it shows."""
    site = lay(tmp_path / "site", BLOG + DRAFT)
    with previewing(site) as running:
        start = running.builder.edition.number
        for number, name in enumerate(("style.css", "song.txt")):
            write(site, f"static/{name}", "other")
            until(partial(is_at, running, start + number + 1))
        told = []
        for since in (start, start + 1, start + 2):
            with running.news(f"/posts/one/&since={since}") as news:
                told.append(next(news)["assets"])
    assert told == [["/song.txt", "/style.css"], ["/song.txt"], []]


@pytest.mark.parametrize("settings", ["title: [", "url: 7\nnothing: here\ntimezone: Nowhere/Land\n"])
def test_a_first_build_that_fails_waits_for_its_repair(settings: str, tmp_path: Path) -> None:
    """The server is there all the same, tells what is wrong, and goes on when it is mended; later faults keep the site."""
    site = lay(tmp_path / "site", BLOG)
    whole = (site / "kawara.yml").read_bytes()
    write(site, "kawara.yml", settings)
    with previewing(site) as running, running.news("/") as news:
        assert "kawara.yml" in next(news)["problems"][0]["text"]
        answer, body = running.ask("/")
        assert answer.status == 404
        assert b"client.js" in body
        write(site, "kawara.yml", whole)
        assert next(news)["problems"] == []
        assert running.ask("/posts/one/")[0].status == 200
        write(site, "kawara.yml", settings)
        assert next(news)["problems"] != []
        assert running.ask("/posts/one/")[0].status == 200


def test_the_authors_page_tells_what_is_going_on(preview: Running) -> None:
    """What is held back with its due time and its length, how long the build took, problems, and ways to the files."""
    text = preview.text("/_kawara/")
    assert "2027-01-01 00:00 +0900" in text
    assert "1 word<" in text
    assert "vscode://file" in text
    assert "content/posts/draft.md" in text
    assert "render" in text


def test_what_the_authors_page_leaves_out_it_counts(tmp_path: Path) -> None:
    """A table that would be endless ends, and says how much is missing."""
    found = tuple(problem("link", POST, f"fault {number}", line=number + 1) for number in range(MANY + 7))
    shown = desk(Edition(problems=found), tmp_path, lambda *_place: "", NOW)
    assert f"Problems ({MANY + 7})" in shown
    assert shown.count("<pre") == MANY
    assert "and 7 more" in shown
    assert "more:" not in desk(Edition(problems=found[:MANY]), tmp_path, lambda *_place: "", NOW)


@pytest.mark.parametrize(
    ("tag", "words", "nth", "line"),
    [
        ("p", "The first words.", 0, 5),
        ("p", "The second words.", 0, 7),
        ("p", "Twice.", 0, 9),
        ("p", "Twice.", 1, 11),
        ("p", "漢字かんじの話", 0, 13),
        ("pre", "print(1)\n", 0, 15),
        ("li", "one", 0, 19),
        ("h2", "Twice.", 0, 22),
        ("td", "Twice.", 0, 26),
        ("img", "A river", 0, 28),
        ("div", "A river", 0, 28),
        ("p", "Nothing like this at all", 0, 5),
    ],
)
def test_a_block_leads_to_its_line(tag: str, words: str, nth: int, line: int, tmp_path: Path) -> None:
    """By its words, the nth of equal ones in such an element; by the nearest where signs are shown otherwise; else to where the text begins."""
    text = (
        "---\ntitle: One\ndate: 2026-01-01\n---\nThe *first* words.\n\nThe second words.\n\nTwice.\n\nTwice.\n\n"
        "{漢字|かんじ}の話\n\n```python\nprint(1)\n```\n\n- one\n- two\n\n## Twice.\n\n| a |\n| - |\n| Twice. |\n\n"
        "![A river](river.png)\n"
    )
    write(tmp_path, POST, text)
    assert line_at(tmp_path, POST, words, tag, str(nth)) == line


def test_a_click_on_a_block_is_answered_with_a_link(preview: Running) -> None:
    """To its line, in the author's editor."""
    body = preview.text("/_kawara/line?page=/posts/one/&text=The+second+words.&nth=0")
    assert f'"place":"{POST}:7"' in body
    assert f"{POST}:7" in body.split('"open":')[1]


def test_the_editor_is_the_one_the_author_uses(tmp_path: Path) -> None:
    """As asked for by name or pattern, else as the environment says, else none; odd names of files are no hindrance."""
    assert pattern("zed", {}).startswith("zed://")
    assert pattern("my://{file}#{line}", {"EDITOR": "code"}) == "my://{file}#{line}"
    assert pattern("", {"EDITOR": "/usr/bin/code --wait"}).startswith("vscode://")
    assert pattern("", {"TERM_PROGRAM": "vscode", "EDITOR": "vi"}).startswith("vscode://")
    assert pattern("", {"EDITOR": "vi"}) == ""
    assert link("e://{file}:{line}", Path("/a b"), "content/記.md", 3) == "e:///a%20b/content/%E8%A8%98.md:3"
    assert link("", tmp_path, POST) == ""


def test_the_script_stands_at_the_end_of_any_page() -> None:
    """Before the end of the body, or at the end where none is written."""
    assert injected(b"<body>a</body>", "x").startswith(b"<body>a<script")
    assert injected(b"a", "x").endswith(b"</script>")


def test_a_port_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a wish the next free one is taken; one that was asked for is an error that says what to do."""
    with opened("127.0.0.1", 0) as first:
        taken = first.getsockname()[1]
        with pytest.raises(KawaraError, match=f"port {taken} is taken"):
            opened("127.0.0.1", taken)
        monkeypatch.setattr("kawara.preview.server.PORT", taken)
        with opened("127.0.0.1", None) as second:
            assert second.getsockname()[1] > taken
        assert address_of(first, "/blog/") == f"http://127.0.0.1:{taken}/blog/"
    assert PORT == 4000
    with pytest.raises(KawaraError, match="is no name or number of this machine"):
        opened("nowhere.invalid", 0)


def test_an_answer_is_sent_at_once() -> None:
    """No part of it waits in this machine until the browser has acknowledged the part before, which takes 40 ms."""

    async def option() -> int:
        answered = asyncio.get_running_loop().create_future()

        def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            answered.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        async with await asyncio.start_server(answer, sock=listening):
            _, writer = await asyncio.open_connection(*listening.getsockname())
            writer.close()
            return int(await answered)

    with opened("127.0.0.1", 0) as listening:
        assert asyncio.run(option()) != 0


def test_ctrl_c_ends_it_at_once_with_streams_open(tmp_path: Path) -> None:
    """Half a second, with twenty tabs open; the status is that of success."""
    site = lay(tmp_path / "site", BLOG)
    command = [sys.executable, "-m", "kawara", "-C", str(site), "serve", "--port", "0"]
    paths = {"PYTHONPATH": str(REPOSITORY / "src")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | paths, text=True) as process:
        assert process.stdout is not None
        port = next(int(found[1]) for line in process.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)", line)))
        with ExitStack() as tabs:
            for _ in range(20):
                tab = tabs.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
                tab.sendall(b"GET /_kawara/events?page=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert b"200" in tab.recv(100)
            start = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
            assert time.monotonic() - start < 0.5


def test_many_tabs_and_edits_leak_nothing(tmp_path: Path) -> None:
    """Twenty tabs hear of each edit, and the process does not grow; when they are gone, no queue, thread or open file is left.

    The full number of edits is 200: `KAWARA_EDITS=200`.
    """
    site = lay(tmp_path / "site", BLOG)
    with previewing(site) as running:
        write(site, POST, BLOG)
        until(lambda: running.builder.edition.number == 2)
        files, threads = open_files(), threading.active_count()
        with ExitStack() as stack:
            tabs = [stack.enter_context(running.news("/posts/one/")) for _ in range(20)]
            assert {next(tab)["number"] for tab in tabs} == {2}
            weights: list[int] = []
            for number in range(EDITS):
                weights.append(weight())
                write(site, POST, f"---\ntitle: One\ndate: 2026-01-01\n---\nEdit {number}.\n")
                assert {next(islice(tab, 1))["number"] for tab in tabs} == {number + 3}
        until(lambda: not running.hub.queues)
        until(lambda: open_files() <= files)
        assert threading.active_count() <= threads + 1
        assert weights[-1] - weights[EDITS // 2] < ROOM


def has(running: Running, words: str) -> bool:
    """Whether the first post is shown with these words."""
    return words in running.text("/posts/one/")


def is_at(running: Running, number: int) -> bool:
    """Whether the edition of this number is shown."""
    return running.builder.edition.number == number


ROOM = 8_000_000
"""Bytes by which the process may grow from the middle of the edits to their end: what one edit leaves would add up to more."""


def weight() -> int:
    """Resident bytes of this process."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if pages.exists() else 0


def open_files() -> int:
    """How many this process holds open."""
    return len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0  # noqa: PTH208
