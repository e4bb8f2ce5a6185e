"""What the built-in theme promises to eyes: contrast in both schemes, and a scheme that stays as it was chosen."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser, Response

from conftest import REPOSITORY, served
from kawara.loader.rules.heading_ids import heading_id
from sites import lay, made, write

COLOUR = re.compile(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\);")
PAIRS = {
    name: (light, dark) for name, light, dark in COLOUR.findall((REPOSITORY / "static/style.css").read_text("utf-8"))
}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "tint"])
@pytest.mark.parametrize("text", ["ink", "soft", "seal"])
def test_every_text_stands_out(text: str, ground: str, scheme: int) -> None:
    """At least 4.5 to 1, as WCAG 2.2 asks in 1.4.3, in both schemes."""
    low, high = sorted((luminance(PAIRS[text][scheme]), luminance(PAIRS[ground][scheme])))
    assert (high + 0.05) / (low + 0.05) >= 4.5


WORDS = [
    "the",
    "plum",
    "river",
    "paper",
    "of",
    "wood",
    "and",
    "ink",
    "block",
    "news",
    "sheet",
    "print",
    "old",
    "city",
    "spring",
]
LONG = "春の庭に梅が咲いた。\n\n" * 60 + "```python\nprint(1)\n```\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the home page of a small site."""
    folder = tmp_path_factory.mktemp("theme")
    (folder / "content").mkdir()
    (folder / "content/a.md").write_text("---\ntitle: 題\ndate: 2025-01-01\n---\n本文。\n", "utf-8")
    (folder / "content/posts").mkdir()
    words = " ".join(f"{WORDS[number * 7 % len(WORDS)]}{number % 97}" for number in range(2000))
    (folder / "content/posts/long.md").write_text(f"---\ntitle: Long\ndate: 2025-01-04\n---\n{words}\n", "utf-8")
    (folder / "content/posts/c.md").write_text(
        "---\ntitle: 注\ndate: 2025-01-03\n---\n本文[^1]。\n\n[^1]: 注の*文*。\n", "utf-8"
    )
    (folder / "content/posts/all.md").write_text(
        f"---\ntitle: All\ndate: 2025-01-05\n---\n{words}[^1]\n\n```python\nprint(1)\n```\n\n"
        "::youtube{id=dQw4w9WgXcQ}\n\n[^1]: A note.\n",
        "utf-8",
    )
    (folder / "content/posts/b.md").write_text(
        f"---\ntitle: 縦\ndate: 2025-01-02\nwriting: vertical\n---\n{LONG}", "utf-8"
    )
    made(folder, output=folder / "out", cache=False)
    with served(folder / "out") as host:
        yield f"http://{host}/"


def test_a_chosen_scheme_survives_a_reload(home: str, tmp_path: Path, browser: Browser) -> None:
    """By keyboard too; and on paper it stays white."""
    ground = "getComputedStyle(document.body).backgroundColor"
    page = browser.new_page(color_scheme="light")
    page.goto(home)
    light = page.evaluate(ground)
    page.locator(".scheme").press("Enter")
    dark = page.evaluate(ground)
    page.reload()
    again = page.evaluate(ground), page.locator(".scheme").get_attribute("aria-pressed")
    page.screenshot(path=str(tmp_path / "dark.png"))
    page.emulate_media(media="print")
    printed = page.evaluate(ground)

    assert (light, dark) == ("rgb(251, 248, 241)", "rgb(23, 20, 16)")
    assert again == (dark, "true")
    assert printed == "rgb(255, 255, 255)"


@pytest.mark.parametrize("width", [390, 1440])
def test_a_vertical_post_runs_from_top_to_bottom(home: str, width: int, browser: Browser) -> None:
    """On a sheet of its own, that begins at the right and is moved by keys; the page beside it does not move, code lies flat."""
    mode = "(one) => getComputedStyle(one).writingMode"
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{home}posts/b/")
    body = page.locator(".vertical > .body")
    modes = [body.evaluate(mode), *(page.locator(f".body {name}").evaluate(mode) for name in ("pre", "table"))]
    body.press("ArrowLeft")
    page.wait_for_function("document.querySelector('.vertical > .body').scrollLeft < 0")
    sizes = body.evaluate(
        "(one) => [one.scrollWidth > one.clientWidth, document.documentElement.scrollWidth <= innerWidth]"
    )
    page.emulate_media(media="print")
    printed = body.evaluate(mode)

    assert modes == ["vertical-rl", "horizontal-tb", "horizontal-tb"]
    assert sizes == [True, True]
    assert printed == "horizontal-tb"


ARABIC = """
-- kawara.yml --
title: مدونة
language: ar
-- content/posts/a.md --
---
title: عن المطر
date: 2026-01-01
tags: [مطر]
---
نص طويل بعض الشيء عن المطر والنهر.

> اقتباس.

## عنوان

نص آخر.

| أ | ب |
|---|---|
| ج | د |
"""


def test_code_is_read_from_left_to_right_everywhere(tmp_path: Path, browser: Browser) -> None:
    """As it runs: in a text from right to left a closing `;` would go to the other end. The button that copies hides nothing of it."""
    made(lay(tmp_path, f"{ARABIC}\nنص `f(a);` هنا.\n\n```js\nf(a, b);\n```\n"))
    with served(tmp_path / "_site") as host:
        page = browser.new_page(viewport={"width": 1440, "height": 800})
        page.goto(f"http://{host}/posts/a/")
        ways = page.locator("code").evaluate_all(
            "(all) => all.map((one) => { const of = getComputedStyle(one); return [of.direction, of.unicodeBidi]; })"
        )
        code, button = page.locator("pre").bounding_box(), page.locator(".copy").bounding_box()
        page.close()

    assert ways == [["ltr", "isolate"]] * 2
    assert code is not None
    assert button is not None
    assert button["x"] > code["x"] + code["width"] / 2


@pytest.mark.parametrize("width", [390, 1440])
def test_a_site_is_read_from_right_to_left(width: int, tmp_path: Path, browser: Browser) -> None:
    """Text begins at the right, marks stand there too, and nothing hangs out of the sheet."""
    made(lay(tmp_path, ARABIC))
    with served(tmp_path / "_site") as host:
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(f"http://{host}/posts/a/")
        style = "(one) => { const of = getComputedStyle(one); return [of.direction, of.borderRightStyle, of.borderLeftStyle]; }"
        quoted = page.locator("blockquote").evaluate(style)
        mark = page.locator(".body h2").evaluate("(one) => getComputedStyle(one).backgroundPosition")
        fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        name, switch = page.locator(".nameplate a").bounding_box(), page.locator(".scheme").bounding_box()
        page.close()

    assert quoted == ["rtl", "double", "none"]
    assert mark.startswith("100%")
    assert fits
    assert name is not None
    assert switch is not None
    assert name["x"] > switch["x"]


OVERLAP = """(words) => {
  document.querySelector(".nameplate a").textContent = words;
  const button = document.querySelector(".scheme").getBoundingClientRect(), name = document.createRange();
  name.selectNodeContents(document.querySelector(".nameplate"));
  const isOver = (one) => one.right > button.left && one.left < button.right && one.bottom > button.top && one.top < button.bottom;
  return [...name.getClientRects()].some(isOver);
}"""


@pytest.mark.parametrize("width", [320, 390, 768])
def test_the_switch_hides_nothing_of_a_long_name(home: str, width: int, browser: Browser) -> None:
    """However many signs the name of a site has, Japanese ones or Latin words."""
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(f"{home}posts/c/")
    names = ["瓦" * count for count in range(5, 40)] + [("plum river " * 6)[:count] for count in range(5, 60)]
    hidden = [name for name in names if page.evaluate(OVERLAP, name)]
    page.close()

    assert hidden == []


@pytest.mark.parametrize(("wish", "expected"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_who_asks_for_less_motion_gets_less(
    wish: Literal["reduce", "no-preference"], expected: str, home: str, browser: Browser
) -> None:
    """The page does not glide; and nothing in the style moves by itself."""
    with browser.new_context(reduced_motion=wish) as context:
        page = context.new_page()
        page.goto(home)
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == expected
    assert not re.search(r"(?:animation|transition)[\w-]*:", (REPOSITORY / "static/style.css").read_text("utf-8"))


def test_paper_gets_the_article_alone(home: str, browser: Browser) -> None:
    """No menu, no box, no ways on; links to elsewhere are written out."""
    page = browser.new_page()
    page.goto(f"{home}posts/all/")
    page.emulate_media(media="print")
    hidden = [page.locator(one).first.is_visible() for one in (".menu", ".scheme", ".skip", ".neighbours")]
    shown = [page.locator(one).first.is_visible() for one in ("h1", ".dateline", ".body", ".footnotes")]
    page.close()

    assert hidden == [False] * 4
    assert shown == [True] * 4


def test_a_feed_can_be_read_in_a_browser(home: str, browser: Browser) -> None:
    """Titles and summaries are shown, what machines need is not."""
    page = browser.new_page()
    page.goto(f"{home}feed.xml")
    shown = "(name) => [...document.getElementsByTagName(name)].map((one) => getComputedStyle(one).display)"
    found = {name: set(page.evaluate(shown, name)) for name in ("title", "summary", "content", "id", "link")}

    assert found == {"title": {"block"}, "summary": {"block"}, "content": {"none"}, "id": {"none"}, "link": {"none"}}


def test_a_footnote_opens_in_its_place(home: str, browser: Browser) -> None:
    """By the keyboard too: nothing moves, Esc closes it, and the reader is where the number is. Without scripts it is a link."""
    page = browser.new_page(viewport={"width": 390, "height": 700})
    page.goto(f"{home}posts/c/")
    number, note = page.locator(".footnote-ref a"), page.locator(".note")
    number.press("Enter")
    opened = note.inner_html(), note.is_visible(), page.url
    box = note.bounding_box()
    page.keyboard.press("Escape")
    closed = note.is_visible(), number.evaluate("(one) => one === document.activeElement")
    plain = browser.new_page(java_script_enabled=False)
    plain.goto(f"{home}posts/c/")
    plain.locator(".footnote-ref a").click()
    led = plain.url

    assert opened == ("<p>注の<em>文</em>。 </p>\n", True, f"{home}posts/c/")
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert closed == (False, True)
    assert led == f"{home}posts/c/#fn1"


@pytest.mark.parametrize("post", ["long", "all"])
def test_a_post_is_light(home: str, post: str, browser: Browser) -> None:
    """Two thousand words without pictures: at most 20 KB over the wire and four files, one of them a style sheet, and nothing from elsewhere.

    With code, a footnote and a video as well.
    """
    page = browser.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  a built-in will not do
    page.goto(f"{home}posts/{post}/", wait_until="networkidle")
    files = {answer.url: answer.body() for answer in answers}

    assert all(url.startswith(home) for url in files)
    asked = [
        url for url in files if not url.endswith("/favicon.svg")
    ]  # a browser asks for it once a site, whatever the page
    assert len(asked) <= 4, sorted(asked)
    assert sum(url.endswith(".css") for url in files) == 1
    assert sum(len(gzip.compress(body, mtime=0)) for body in files.values()) <= 20 * 1024


def test_code_is_copied_clean_beside_notes_and_videos(home: str, browser: Browser) -> None:
    """One script does all three; the copied text is that of the block."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{home}posts/all/")
        page.locator("button.copy").press("Enter")
        copied = page.evaluate("navigator.clipboard.readText()")
        page.locator(".footnote-ref a").press("Enter")

        assert copied == "print(1)"
        assert page.locator(".note").is_visible()
        assert page.locator("[data-player]").count() == 1


def test_the_way_back_from_nowhere(tmp_path: Path) -> None:
    """Where the site can be searched, the page for what is not found offers it, at any depth and under a base path; else it does not."""
    site = lay(
        tmp_path,
        "-- kawara.yml --\nurl: https://cat.test/b/\nsearch: true\n-- content/a.md --\n---\ntitle: A\n---\nText.\n",
    )
    made(site)
    lost = (site / "_site/404.html").read_text("utf-8")
    assert lost.count('role="search"') == 1
    assert re.search(r'<main.*<form class="search" role="search" action="/b/search/">.*</main>', lost, re.DOTALL)
    assert {url[:3] for url in re.findall(r' (?:href|src)="([^"#]+)"', lost)} == {"/b/"}
    (site / "kawara.yml").write_text("url: https://cat.test/b/\n", "utf-8")
    made(site)
    assert "search" not in (site / "_site/404.html").read_text("utf-8")


def test_a_pinned_post_stands_first_on_home(tmp_path: Path) -> None:
    """Above the newest and not among them again; on the first page alone."""
    posts = "".join(
        f"-- content/posts/p{day}.md --\n---\ntitle: P{day}\ndate: 2026-01-{day:02}\n{'pin: true' if day == 3 else ''}\n---\nText.\n"
        for day in range(1, 5)
    )
    made(lay(tmp_path, f"-- kawara.yml --\nlanguage: en\npagination: {{per_page: 2}}\n{posts}"))
    home = (tmp_path / "_site/index.html").read_text("utf-8")
    assert re.findall(r'<a href="/posts/(p\d)/">', home)[0] == "p3"
    assert re.findall(r'<a href="/posts/(p\d)/">', home).count("p3") == 1
    assert '<section class="pinned" aria-label="Pinned">' in home
    assert "pinned" not in (tmp_path / "_site/page/1/index.html").read_text("utf-8")


# --- ids ---------------------------------------------------------------------------------------------------------------

NAMESAKES = """
-- kawara.yml --
language: en
-- content/posts/a.md --
---
title: A
date: 2026-01-01
tags: [x]
---
{rain}

## Main

## Related

## Top

{rain}
-- content/posts/b.md --
---
title: B
date: 2026-01-02
tags: [x]
---
Text.
""".replace("{rain}", "Rain. " * 2000)


GROUND = "getComputedStyle(document.querySelector('main')).backgroundColor"


@given(st.text())
def test_no_heading_has_an_id_of_the_themes(text: str) -> None:
    """Whatever it says."""
    assert ":" not in heading_id(text)


def test_headings_that_are_named_as_parts_of_the_page(tmp_path: Path, browser: Browser) -> None:
    """They keep their ids; the skip link, the name of the related posts and the way to the top lead past them. What is skipped to is not coloured as a small part is."""
    made(lay(tmp_path, NAMESAKES))
    with served(tmp_path / "_site") as host, browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"http://{host}/posts/a/")
        ids = page.locator("[id]").evaluate_all("(all) => all.map((one) => one.id)")
        named = page.locator("aside.related").get_attribute("aria-labelledby")
        page.locator(".skip").press("Enter")
        skipped = page.evaluate("document.activeElement.tagName"), page.evaluate(GROUND)
        page.locator(".colophon a", has_text="Back to top").click()
        page.wait_for_function("scrollY === 0")

        assert ids == ["theme:main", "main", "related", "top", "theme:related"]
        assert named == "theme:related"
        assert skipped == ("MAIN", "rgba(0, 0, 0, 0)")


# --- pictures ----------------------------------------------------------------------------------------------------------

PICTURED = """
-- kawara.yml --
language: en
-- content/posts/a.md --
---
title: A
date: 2026-01-01
---
Text.

![Alone](/p.png)

::figure{src=/p.png alt=A caption=Words}

::figure{src=/p.png alt=A url=https://cat.test/}

::card{url=https://cat.test/ title=Cat description=Words image=/p.png}

::youtube{id=dQw4w9WgXcQ title=Film image=/p.png}
"""
BOXES = "(all) => all.map((one) => [one.tagName, ...Object.values(one.getBoundingClientRect().toJSON())])"


def picture(width: int, height: int) -> bytes:
    """A picture of one colour."""
    data = BytesIO()
    Image.new("RGB", (width, height), "blue").save(data, "PNG")
    return data.getvalue()


def boxes(site: Path, browser: Browser) -> list[list[float | str]]:
    """The place and size of all that stands around the pictures of a post, and of themselves."""
    made(site)
    with served(site / "_site") as host:
        page = browser.new_page(viewport={"width": 1000, "height": 800})
        page.goto(f"http://{host}/posts/a/", wait_until="networkidle")
        found: list[list[float | str]] = page.locator(".body :is(img, figure, a, b, span, small)").evaluate_all(BOXES)
        page.close()
    return found


def test_versions_of_a_picture_move_nothing(tmp_path: Path, browser: Browser) -> None:
    """In a figure, a card and a player it has the place and size that it has without them."""
    one, several = lay(tmp_path / "one", PICTURED), lay(tmp_path / "several", PICTURED)
    write(several, "kawara.yml", "language: en\nimages: {widths: [100, 200], formats: [webp]}\n")
    for site in (one, several):
        write(site, "static/p.png", picture(240, 180))
    plain = boxes(one, browser)

    assert boxes(several, browser) == plain
    assert "<picture>" in (several / "_site/posts/a/index.html").read_text("utf-8")
    assert [box[0] for box in plain].count("IMG") == 5


UPRIGHT = """
-- content/posts/a.md --
---
title: 縦
date: 2026-01-01
writing: vertical
---
春の庭に梅が咲いた。

![広い](/wide.png)

春の庭に![高い](/tall.png)梅が咲いた。

::figure{src=/wide.png alt=広い caption=図}
"""


@pytest.mark.parametrize(("width", "height"), [(390, 780), (1440, 900)])
def test_a_picture_fits_a_vertical_post(width: int, height: int, tmp_path: Path, browser: Browser) -> None:
    """It is no longer than a line and no broader than the window, so it is seen whole; and it keeps its shape."""
    site = lay(tmp_path, UPRIGHT)
    write(site, "static/wide.png", picture(1600, 1200))
    write(site, "static/tall.png", picture(300, 1600))
    made(site)
    with served(site / "_site") as host:
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(f"http://{host}/posts/a/", wait_until="networkidle")
        body = page.locator(".vertical > .body")
        line, still = body.evaluate("(one) => [one.clientHeight, one.scrollHeight <= one.clientHeight]")
        sizes = page.locator(".body img").evaluate_all("(all) => all.map((one) => [one.width, one.height])")
        fit = page.locator(".body p img").evaluate_all("(all) => all.map((one) => getComputedStyle(one).objectFit)")
        page.close()

    assert still
    assert all(0 < wide <= width * 0.8 and 0 < high <= line for wide, high in sizes)
    assert [round(sizes[at][0] / sizes[at][1], 1) for at in (0, 2)] == [1.3, 1.3]
    assert set(fit) == {"contain"}


def test_code_on_paper_loses_no_end_of_a_line(tmp_path: Path, browser: Browser) -> None:
    """Long lines are broken, also where they have numbers, and words where nothing else can be."""
    long = "print(" + ", ".join(["plum"] * 60) + ")\n" + "x" * 300
    made(
        lay(
            tmp_path,
            f"-- content/posts/a.md --\n---\ntitle: A\n---\n```python\n{long}\n```\n\n```python {{1}}\n{long}\n```\n",
        )
    )
    with served(tmp_path / "_site") as host:
        page = browser.new_page(viewport={"width": 700, "height": 800})
        page.goto(f"http://{host}/posts/a/")
        page.emulate_media(media="print")
        fits = page.locator("pre").evaluate_all("(all) => all.map((one) => one.scrollWidth <= one.clientWidth)")
        page.close()

    assert fits == [True, True]
