"""Directives as pages show them: templates that say what they take, arguments checked, plain forms for feeds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conftest import REPOSITORY
from edits import change
from kawara.loader.markdown import render
from kawara.model import Post
from kawara.renderer.declared import Argument, Embed, declared
from kawara.renderer.embeds import UNFIT
from kawara.renderer.faults import TemplateFault
from kawara.renderer.templates import Templates
from making import a_post
from press import JAPANESE, A, B, Press
from sites import lay, made, write

BUILT_IN = sorted(Templates(REPOSITORY / "nothing-here", REPOSITORY).embeds())
FILES = tuple(f"content/posts/{name}" for name in ("a.jpg", "a.mp3", "a.mp4", "a.vtt"))

SAMPLES = {
    "note": "::: note\n本文。\n:::",
    "tip": "::: tip 題\n本文。\n:::",
    "important": "::: important\n本文。\n:::",
    "warning": "::: warning\n本文。\n:::",
    "caution": "::: caution\n本文。\n:::",
    "details": "::: details 開く {open}\n本文。\n:::",
    "figure": "::: figure {src=a.jpg alt=絵 url=b.md width=30 height=20}\n**説明**\n:::",
    "quote": "::: quote 清少納言 {source=枕草子 url=https://example.org/x}\n春はあけぼの。\n:::",
    "card": "::card{url=b.md image=a.jpg}",
    "youtube": "::youtube{id=dQw4w9WgXcQ title=題 start=9 image=a.jpg}",
    "vimeo": "::vimeo{id=123 title=題 start=9}",
    "audio": "::audio{src=a.mp3 title=題}",
    "video": "::video{src=a.mp4 title=題 image=a.jpg captions=a.vtt loop width=3 height=2}",
}
"""Name → a use of each built-in directive, with most of what it takes."""


def press(
    text: str,
    templates: Templates | None = None,
    base: str = "",
    markdown: Mapping[str, str] | None = None,
    **fields: Any,
) -> Press:
    """A site of a post with this text, and another to which it may lead."""
    other = a_post(B, "2025-01-03", title="別の記事", excerpt="抜き書き & 二")
    config = type(JAPANESE)(title="瓦版", language="ja", url=f"https://example.com/{base}", markdown=markdown or {})
    post: Post = a_post(A, title="題名", **fields)
    body = render(text, path=A, stem=A[:-3], first_line=5).body
    return Press(post, other, config=config, bodies={A: body}, files=FILES, templates=templates)


def shown(text: str, templates: Templates | None = None, **more: Any) -> str:
    """The text as the post's own page shows it, without a problem."""
    site = press(text, templates, **more)
    html = _body(site)
    assert site.problems == []
    return html


def _body(site: Press) -> str:
    page = site.text("posts/a/index.html")
    return page[page.index('<div class="body">\n') + 19 : page.index("</div>\n</article>")].strip()


def in_feed(text: str, templates: Templates | None = None, **more: Any) -> str:
    """The text as the feed shows it."""
    items = json.loads(press(text, templates, **more).text("feed.json"))["items"]
    return str(next(item["content_html"] for item in items if item["title"] == "題名"))


def faults(text: str, templates: Templates | None = None, **fields: Any) -> list[tuple[int, int, str, str]]:
    """Line, column, words and help of each problem of the post's page."""
    site = press(text, templates, **fields)
    site.text("posts/a/index.html")
    return [(found.line, found.column, found.text, found.hint) for found in site.problems]


def of_site(folder: Path, **embeds: str) -> Templates:
    """The theme, and these templates of the site's own."""
    for name, text in embeds.items():
        write(folder, f"templates/embeds/{name.replace('__', '.')}.html", text)
    return Templates(folder, REPOSITORY)


# --- the built-in ones -------------------------------------------------------------------------------------------------


def test_there_is_a_sample_of_each() -> None:
    """The tests below leave none out."""
    assert sorted(SAMPLES) == BUILT_IN


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_page_loads_nothing_from_elsewhere(name: str) -> None:
    """No frame, no script, no picture of a third party: only links lead there."""
    html = shown(SAMPLES[name])

    assert UNFIT.findall(html) == []
    assert [url for url in re.findall(r'(?:src|poster|srcset|data)="([^"]*)"', html) if not url.startswith("/")] == []
    assert "style=" not in html


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_feed_gets_a_plain_form_with_whole_urls(name: str) -> None:
    """Text, links and pictures; nothing that runs, plays or needs a style."""
    html = in_feed(SAMPLES[name])

    assert UNFIT.findall(html) == []
    assert re.search("<(?:audio|video|details)", html) is None
    assert [url for url in re.findall(r'(?:src|href)="([^"]*)"', html) if not url.startswith("https://")] == []


@pytest.mark.parametrize("name", BUILT_IN)
def test_each_text_of_a_directive_is_shown(name: str) -> None:
    """On the page and in the feed."""
    words = re.findall("本文|題|説明|春はあけぼの|清少納言|枕草子", SAMPLES[name])

    for html in (shown(SAMPLES[name]), in_feed(SAMPLES[name])):
        assert [word for word in words if word not in html] == []


def test_the_manual_shows_what_the_theme_makes() -> None:
    """In docs/markdown.md."""
    manual = (REPOSITORY / "docs/markdown.md").read_text(encoding="utf-8")
    [(source, html)] = re.findall(
        r"^```markdown\n([^`]*)^```\n\nIn the theme[^\n]*\n\n```html\n(.*?)^```$", manual, re.DOTALL | re.MULTILINE
    )

    assert shown(source) == html.strip()


def test_the_template_of_the_manual_works(tmp_path: Path) -> None:
    """In docs/templates.md."""
    manual = (REPOSITORY / "docs/templates.md").read_text(encoding="utf-8")
    [text] = re.findall(r"^```jinja\n({# arguments.*?)^```$", manual, re.DOTALL | re.MULTILINE)
    templates = of_site(tmp_path, map=text)

    assert "query=%E4%BA%AC%E9%83%BD" in shown("::map{place=京都 zoom=3 image=a.jpg}", templates)
    assert faults("::map{zoom=3}", templates)[0][2] == "'map' needs 'place'"


@pytest.mark.parametrize("name", BUILT_IN)
def test_each_argument_is_described_in_the_manual(name: str) -> None:
    """In docs/markdown.md, with the name of the directive."""
    manual = (REPOSITORY / "docs/markdown.md").read_text(encoding="utf-8")
    row = next(line for line in manual.splitlines() if line.startswith(f"| `{name}` |"))
    embed = declared(name, (REPOSITORY / f"templates/embeds/{name}.html").read_text(encoding="utf-8"))

    assert [argument for argument in embed.arguments if f"`{argument}`" not in row] == []


@pytest.mark.parametrize(("kind", "word"), [("note", "補足"), ("warning", "警告")])
def test_an_alert_looks_as_one_of_github(kind: str, word: str) -> None:
    """With a title in the language of the post, or its own."""
    assert shown(f"::: {kind}\n本文。\n:::") == (
        f'<div class="markdown-alert markdown-alert-{kind}">\n'
        f'<p class="markdown-alert-title">{word}</p>\n<p>本文。</p>\n</div>'
    )
    assert '<p class="markdown-alert-title">A &lt;b&gt;</p>' in shown(f"::: {kind} A <b>\n本文。\n:::")
    assert "Note" in shown("::: note\nText.\n:::", lang="en")


def test_a_figure() -> None:
    """Its caption as an argument, or between fences with Markdown in it."""
    assert shown('::figure{src=a.jpg alt="絵" caption="<説明>"}') == (
        '<figure>\n<img src="/posts/a.jpg" alt="絵" width="640" height="480" loading="lazy" decoding="async">\n'
        "<figcaption>&lt;説明&gt;</figcaption>\n</figure>"
    )
    assert "<figcaption><p><strong>説明</strong></p>\n</figcaption>" in shown(SAMPLES["figure"])
    assert "figcaption" not in shown("::figure{src=a.jpg}")


def test_a_card_of_an_own_post_tells_what_that_says() -> None:
    """Its title and summary, unless others are given."""
    html = shown("::card{url=b.md}")

    assert html == ('<p class="card"><a href="/posts/b/">\n<b>別の記事</b>\n<span>抜き書き &amp; 二</span>\n</a></p>')
    assert "<b>それ</b>" in shown("::card{url=b.md title=それ}")
    assert in_feed("::card{url=b.md}") == '<p><a href="https://example.com/posts/b/">別の記事</a></p>\n'


def test_a_card_knows_an_own_post_by_its_address() -> None:
    """With the base path before it or without; and itself by a heading of its own."""
    for url in ("/posts/b/", "/blog/posts/b/#top", "b.md#top"):
        assert "<b>別の記事</b>" in shown(f"::card{{url={url}}}", base="blog/")
    assert '<a href="#節">\n<b>題名</b>' in shown("## 節\n\n::card{url=#節}").replace("%E7%AF%80", "節")
    assert '<a href="/posts/a.jpg">\n<b>/posts/a.jpg</b>' in shown("::card{url=a.jpg}")


def test_a_card_of_another_site_tells_its_host() -> None:
    """Nothing is fetched to know more."""
    html = shown('::card{url=https://example.org/a?b=1&c description="説明"}')

    assert '<a href="https://example.org/a?b=1&amp;c">' in html
    assert "<b>example.org</b>\n<span>説明</span>\n<small>example.org</small>" in html


def test_a_video_elsewhere_is_a_link() -> None:
    """What is asked of the other site is what the reader asks by a click; what a script may play in its place is told beside it."""
    html = shown("::youtube{id='a\"b&c' start=90}")

    assert '<a href="https://www.youtube.com/watch?v=a%22b%26c&amp;t=90s">' in html
    assert 'data-player="https://www.youtube-nocookie.com/embed/a%22b%26c?autoplay=1&amp;start=90"' in html
    assert "<iframe" not in html
    assert "YouTubeで見る" in html
    assert in_feed("::vimeo{id=1 start=9}") == '<p><a href="https://vimeo.com/1#t=9s">Vimeo</a></p>\n'


def test_references_keep_the_base_path() -> None:
    """As every link of the post."""
    assert '<img src="/blog/posts/a.jpg"' in shown("::figure{src=a.jpg}", base="blog/")
    assert '<img src="/blog/posts/a.jpg"' in shown("::figure{src=/posts/a.jpg}", base="blog/")


def test_links_to_other_sites_get_their_rel() -> None:
    """As configured, and none to the own site."""
    of_links = {"external_rel": "nofollow noopener"}

    assert shown("::youtube{id=1}", markdown=of_links).count(' rel="nofollow noopener"') == 1
    assert shown("::card{url=https://e.org/}", markdown=of_links).count(' rel="nofollow noopener"') == 1
    for own in ("https://example.com/x", "b.md"):
        assert " rel=" not in shown(f"::card{{url={own}}}", markdown=of_links)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "'java script:x'", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x"]
)
def test_no_argument_runs_a_script(url: str) -> None:
    """As a link it is refused; as text it is text."""
    site = press(f"::card{{url={url}}}\n\n::figure{{src=a.jpg caption={url}}}")
    html = _body(site)

    assert [one.code for one in site.problems] == ["unsafe"]
    assert "href" not in html
    assert f"<figcaption>{url.strip(chr(39))}</figcaption>" in html
    assert "href" not in _body(press(f"::: figure {{src=a.jpg url={url}}}\n:::"))


# --- what is wrong -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("::youtbe{id=1}", [(5, 3, "there is no directive 'youtbe'", "did you mean 'youtube'?")]),
        ("::: NOTE\n文\n:::", [(5, 5, "there is no directive 'NOTE'", "did you mean 'note'?")]),
        (
            "> ::: 余談\n> 文\n> :::",
            [(5, 7, "there is no directive '余談'", f"there are {', '.join(BUILT_IN)}; or write templates/embeds/余談.html")],
        ),
        ("::youtube{}", [(5, 3, "'youtube' needs 'id'", "write such as ::youtube{id=…}")]),
        ('::youtube{id=""}', [(5, 3, "'youtube' needs 'id'", "write such as ::youtube{id=…}")]),
        ("::youtube{id=1 titel=x}", [(5, 16, "'youtube' has no argument 'titel'", "did you mean 'title'?")]),
        ("::youtube{id=1 x=y}", [(5, 16, "'youtube' has no argument 'x'", "it takes id, title, start, image")]),
        ("::youtube{id=1 start=1m}", [(5, 22, "'1m' is no number", "write a whole number, such as 90")]),
        ("::: details {open=yes}\n文\n:::", [(5, 19, "'yes' is no flag", "write the name alone, or =true or =false")]),
        ("::: note\n:::", [(5, 5, "'note' has no text", "write ::: note, the text, and :::")]),
        ("::note{}", [(5, 3, "'note' has no text", "write ::: note, the text, and :::")]),
        (
            "::: youtube {id=1}\n文\n:::",
            [(5, 5, "'youtube' takes no text of its own", "write ::youtube{…} on one line, and the text below it")],
        ),
    ],
)  # fmt: skip
def test_slips_are_told_with_the_near_miss(text: str, found: list[tuple[int, int, str, str]]) -> None:
    """At the real line and column, once; the feed says nothing of its own."""
    assert faults(text) == found
    site = press(text)
    site.text("feed.json")
    assert site.problems == []


def test_a_link_to_nowhere_is_told_at_the_argument() -> None:
    """As any other link."""
    [(line, column, text, _)] = faults("文\n\n::card{url=gone.md}")

    assert (line, column) == (7, 12)
    assert text.startswith("'gone.md' leads nowhere")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("::youtbe{id=1}", "<p>::youtbe{id=1}</p>"),
        ("::: nots <b>\n**文**\n:::", "<p>::: nots &lt;b&gt;</p>\n<p><strong>文</strong></p>"),
        ("::card{}", "<p>::card{}</p>"),
    ],
)
def test_what_cannot_be_shown_stays_as_written(text: str, html: str) -> None:
    """And the text inside is shown: nothing is lost."""
    assert _body(press(text)) == html


def test_text_that_nobody_takes_is_shown_before() -> None:
    """It was written to be read."""
    assert _body(press("::: vimeo {id=1}\n文\n:::")).startswith('<p>文</p>\n<p class="player"')


# --- templates of one's own --------------------------------------------------------------------------------------------


def test_a_template_of_the_site_is_a_directive(tmp_path: Path) -> None:
    """With its declared arguments, each there whether given or not, and with facts about the post."""
    templates = of_site(
        tmp_path,
        余談="{# arguments\na: text\nb: number. How many.\nc: flag\nd: link\n#}\n"
        "{{ arguments.a }}|{{ arguments.b }}|{{ arguments.c }}|{{ arguments.d }}|{{ post.title }}|{{ post.date|date }}"
        "|{{ t('toc') }}|{{ asset('style.css') }}|{{ '/x/'|url }}|{{ '/x/'|absolute }}|{{ page.lang }}",
    )

    same = "|題名|2025年1月1日|目次|/style.css|/x/|https://example.com/x/|ja"
    assert shown("::余談{a=1 b=2 c d=b.md}", templates) == f"1|2|True|/posts/b/{same}"
    assert shown("::余談{}", templates) == f"|None|False|{same}"
    assert in_feed("::余談{}", templates) == f"|None|False|{same}\n".replace("|/style", "|https://example.com/style")


def test_a_template_of_the_site_comes_before_the_themes(tmp_path: Path) -> None:
    """And may extend it."""
    templates = of_site(tmp_path, note="{# arguments\ncontent: markdown\n#}\n<aside>{{ content }}</aside>")

    assert shown("::: note\n文\n:::", templates) == "<aside><p>文</p>\n</aside>"


def test_a_template_without_a_head_takes_nothing(tmp_path: Path) -> None:
    """Neither arguments nor a text."""
    templates = of_site(tmp_path, rule="<hr>")

    assert shown("::rule{}", templates) == "<hr>"
    assert faults("::rule{x=y}", templates) == [(5, 8, "'rule' has no argument 'x'", "it takes none")]


def test_a_page_is_not_there_for_a_directive(tmp_path: Path) -> None:
    """Only what every page has in common that shows the post."""
    with pytest.raises(TemplateFault) as caught:
        shown("::x{}", of_site(tmp_path, x="{{ page.url }}"))
    assert caught.value.problem.text == "'url' is not a field of `page`, while rendering content/posts/a.md"


def test_an_argument_that_is_not_declared_is_a_fault_of_the_template(tmp_path: Path) -> None:
    """With the near miss."""
    with pytest.raises(TemplateFault) as caught:
        shown("::x{name=a}", of_site(tmp_path, x="{# arguments\nname: text\n#}\n{{ arguments.nam }}"))
    found = caught.value.problem
    assert (found.path, found.line, found.hint) == ("templates/embeds/x.html", 4, "did you mean 'name'?")
    assert found.text.startswith("'nam' is not a field of `arguments`")


@pytest.mark.parametrize("tag", ["<iframe src=x></iframe>", "<SCRIPT>x</SCRIPT>", "<style>x</style>", "<form></form>"])
def test_no_frame_and_no_script_gets_into_a_feed(tag: str, tmp_path: Path) -> None:
    """A template without a plain form leaves a link to the post, and the text."""
    templates = of_site(tmp_path, map="{# arguments\ntitle: text\ncontent: markdown\n#}\n" + tag)

    assert shown("::map{}", templates) == tag
    assert in_feed("::map{}", templates) == '<p><a href="https://example.com/posts/a/">map</a></p>\n'
    assert in_feed("::: map <A>\n文\n:::", templates) == (
        '<p>文</p>\n<p><a href="https://example.com/posts/a/">&lt;A&gt;</a></p>\n'
    )


def test_what_the_author_writes_inside_is_not_the_templates(tmp_path: Path) -> None:
    """HTML of the post's own is where it is without a directive, too."""
    assert "<iframe" in in_feed("::: note\n<iframe></iframe>\n:::")
    templates = of_site(tmp_path, map="<iframe></iframe>", map__feed="<p>plain</p>")
    assert in_feed("::map{}", templates) == "<p>plain</p>\n"


def test_content_is_no_template(tmp_path: Path) -> None:
    """Neither arguments nor text run through the engine, or get out of their attribute."""
    html = shown("::: details {{ 7 * 7 }} です\n{{ 7 * 7 }} {% raw %}\n:::\n\n::figure{src=a.jpg alt='\"><script>'}")

    assert html.count("{{ 7 * 7 }}") == 2
    assert 'alt="&quot;&gt;&lt;script&gt;"' in html
    assert tmp_path.exists()


# --- heads -------------------------------------------------------------------------------------------------------------


def test_a_head_declares() -> None:
    """A line for each argument; what stands behind a full stop is for people."""
    head = "{# arguments\n  src: link, required. The image.\ntitle : text\ncontent: markdown , required\n\n#}\n<p>"

    assert declared("x", head) == Embed(
        {"src": Argument("src", "link", required=True), "title": Argument("title", "text")},
        Argument("content", "markdown", required=True),
    )


@pytest.mark.parametrize(
    "text", ["", "<p>", "{# A note. #}", "{#- arguments of the case #}", "<p>{# arguments\na: text\n#}"]
)
def test_without_a_head_nothing_is_taken(text: str) -> None:
    """Any other comment is a comment."""
    assert declared("x", text) == Embed({})


@pytest.mark.parametrize("row", ["src", "src: picture", "src: link required", "content: text", "title: markdown"])
def test_a_head_that_cannot_be_read_stops_the_build(row: str) -> None:
    """At its line, with the kinds there are."""
    with pytest.raises(TemplateFault) as caught:
        declared("templates/embeds/x.html", "{# arguments\na: text\n" + row + "\n#}")

    found = caught.value.bare
    assert (found.code, found.path, found.line, found.source) == ("template", "templates/embeds/x.html", 3, row)
    assert "text, link, number, flag" in found.hint


DRAFT = """
-- content/posts/out.md --
---
title: Out
date: 2026-01-01
---
Here.
-- content/posts/draft.md --
---
title: Draft
date: 2026-01-02
draft: true
---
::: note
Never closed.

::mop{}
"""


@pytest.mark.parametrize(
    ("drafts", "told"),
    [(False, ["'note' is never closed"]), (True, ["'note' is never closed", "there is no directive 'mop'"])],
)
def test_in_a_draft_a_slip_only_warns(drafts: bool, told: list[str], tmp_path: Path) -> None:  # noqa: FBT001 (a table)
    """Whether it is shown or not; a published post with the same is at fault."""
    report = made(lay(tmp_path, DRAFT), drafts=drafts)
    found = [one for one in report.problems if one.code == "directive"]
    assert ([one.text for one in found], {one.severity for one in found}) == (told, {"warning"})

    change(tmp_path, "content/posts/draft.md", "draft: true", "draft: false")
    report = made(tmp_path)
    assert {one.severity for one in report.problems if one.code == "directive"} == {"error"}
    assert report.complete


@cache
def theme() -> Templates:
    """The theme alone."""
    return Templates(REPOSITORY / "nothing-here", REPOSITORY)


def test_parts_and_plain_forms_are_no_directives(tmp_path: Path) -> None:
    """Nor is anything in folders below."""
    write(tmp_path, "templates/embeds/deeper/x.html", "")
    templates = of_site(tmp_path, _part="", own__feed="", own="")

    assert sorted({*templates.embeds()} - {*theme().embeds()}) == ["own"]
