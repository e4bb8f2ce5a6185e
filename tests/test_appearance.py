"""`theme:` in kawara.yml: what it may choose, what is said of it, and what becomes of it in pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import REPOSITORY
from kawara.base.colours import contrast, hexadecimal, mixed
from kawara.config import Config
from kawara.config.palette import COLOURS, ENOUGH, SCHEMES
from kawara.config.reading import read_config
from kawara.site.appearance import stylesheet
from sites import lay, made, page, told, tree, write

SITE = "-- kawara.yml --\nurl: https://cat.test/\nlanguage: en\n%s-- content/posts/a.md --\n---\ntitle: A\ndate: 2026-01-01\n---\nText.\n"
LINKED = re.compile(r'<link rel="stylesheet" href="/([^"]+)">')
PROPERTIES = {"paper": "paper", "ink": "ink", "accent": "seal"}


def said(settings: str) -> list[tuple[str, int, int]]:
    """Code, line and column of all that is said of these settings."""
    return [(fault.code, fault.line, fault.column) for fault in read_config(settings)[1]]


def theme(settings: str) -> str:
    """The style that these settings make."""
    config, problems = read_config(settings)
    assert [fault.text for fault in problems] == []
    return stylesheet(config)


def test_the_colours_that_are_not_chosen_are_those_of_the_style() -> None:
    """By which contrast is judged."""
    css = (REPOSITORY / "static/style.css").read_text("utf-8")
    for name, colour in COLOURS.items():
        assert f"--{PROPERTIES[name]}: light-dark({colour['light']}, {colour['dark']});" in css


def test_what_is_printed_is_black_on_white() -> None:
    """Chosen colours are for screens; fonts and measure hold on paper as well."""
    css = theme("theme: {colors: {ink: '#ebe5d9', paper: '#171410', accent: '#ff9279'}, measure: 36em}\n")
    screen, _, everywhere = css.partition("\n}\n}\n")
    assert screen.startswith("@media screen {\n:root {")
    assert "--paper" in screen
    assert everywhere == ":root, :lang(ja) {\n  --measure: 36em;\n}"


def test_nothing_chosen_makes_nothing() -> None:
    """Settings for templates of the author's are none of ours."""
    assert stylesheet(Config()) == ""
    assert theme("theme: {sidebar: true}\n") == ""


def test_what_is_chosen_is_what_the_style_is_made_of() -> None:
    """Every property that is named anew is one that the theme's style has."""
    css = theme(
        "theme:\n  colors: {accent: {light: '#0b5a54', dark: '#6fc7bd'}, paper: {light: '#FFF'}}\n"
        "  fonts: {text: \"'A B', serif\", headings: 游明朝, code: monospace}\n  measure: 36em\n"
    )
    assert "--seal: light-dark(#0b5a54, #6fc7bd);" in css
    assert "--paper: light-dark(#ffffff, #171410);" in css
    assert "--text: 'A B', serif;" in css
    assert "--measure: 36em;" in css
    own = (REPOSITORY / "static/style.css").read_text("utf-8")
    assert {name for name in re.findall(r"(--\w+):", css) if f"{name}:" not in own} == set()


@pytest.mark.parametrize(
    ("ink", "paper"), [("#000000", "#ffffff"), ("#333333", "#fafafa"), ("#e0e0e0", "#101820"), ("#555555", "#f0f0f0")]
)
def test_small_print_can_be_read_wherever_the_text_can(ink: str, paper: str) -> None:
    """On paper and on the tint of code; or it is the ink itself."""
    css = theme(f"theme: {{colors: {{ink: '{ink}', paper: '{paper}', accent: '{ink}'}}}}\n")
    colours = dict(re.findall(r"--(\w+): light-dark\((#\w{6}), ", css))
    assert colours["soft"] == ink or contrast(colours["soft"], colours["tint"]) >= ENOUGH
    assert contrast(colours["soft"], paper) >= ENOUGH


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ("theme:\n  colors:\n    accent: red\n", ("config", 3, 13)),
        ("theme:\n  colors:\n    acent: '#000'\n", ("config", 3, 5)),
        ("theme:\n  colors:\n    ink: {ligth: '#000'}\n", ("config", 3, 11)),
        ("theme:\n  fonts:\n    text: 'a; } body {'\n", ("config", 3, 11)),
        ('theme:\n  fonts:\n    text: "\'a, serif"\n', ("config", 3, 11)),
        ("theme:\n  measure: wide\n", ("config", 2, 12)),
        ("theme: blue\n", ("config", 1, 8)),
        ("theme:\n  colours:\n    accent: '#000'\n", ("theme", 2, 3)),
        ("theme:\n  font: serif\n", ("theme", 2, 3)),
        ("theme:\n  colors:\n    accent: {light: '#eeeeee'}\n", ("contrast", 3, 5)),
        ("theme:\n  colors:\n    ink: '#111111'\n", ("contrast", 3, 10)),
        ("theme:\n  colors:\n    paper: {dark: '#808080'}\n", ("contrast", 3, 5)),
    ],
)
def test_what_is_wrong_is_told_at_its_place(settings: str, place: tuple[str, int, int]) -> None:
    """A colour that is none, an unknown name, a font that would end the declaration; and texts that can hardly be read."""
    assert place in said(settings)


def test_a_contrast_is_a_warning_and_the_theme_alone_is_none() -> None:
    """It stops nothing; the theme's own colours are enough for each other."""
    [fault] = read_config("theme: {colors: {accent: {light: '#eeeeee'}}}\n")[1]
    assert (fault.severity, fault.text) == (
        "warning",
        "accent #eeeeee on paper #fbf8f1 has a contrast of 1.1 to 1 in the light scheme",
    )
    for scheme in SCHEMES:
        assert contrast(COLOURS["ink"][scheme], COLOURS["paper"][scheme]) >= ENOUGH


def test_pages_load_it_behind_the_theme_and_an_own_style_last(tmp_path: Path) -> None:
    """Each only where there is one; and the colour that browsers put around the page is the paper's."""
    made(lay(tmp_path, SITE % ""))
    assert LINKED.findall(page(tmp_path, "posts/a/index.html")) == ["style.css"]
    settings = "theme: {colors: {paper: {light: '#ffffff'}}}\n"
    write(tmp_path, "static/custom.css", "body {}\n")
    assert told(made(lay(tmp_path, SITE % settings))) == []
    assert LINKED.findall(page(tmp_path, "posts/a/index.html")) == ["style.css", "theme.css", "custom.css"]
    assert 'media="(prefers-color-scheme: light)" content="#ffffff"' in page(tmp_path, "posts/a/index.html")
    assert "--paper: light-dark(#ffffff, #171410);" in page(tmp_path, "theme.css")


@pytest.mark.parametrize("build", ["", "build: {hashed: true}\n"])
def test_other_colours_and_none_again(tmp_path: Path, build: str) -> None:
    """Each edit leaves the site of a clean build; another colour makes no page anew where names have no digest."""
    for number, colours in enumerate(("{accent: {light: '#0b5a54'}}", "{accent: {light: '#005544'}}", "{}")):
        report = made(lay(tmp_path, SITE % f"{build}theme: {{colors: {colours}}}\n"))
        made(tmp_path, cache=False, output=tmp_path / "clean")
        assert tree(tmp_path / "_site") == tree(tmp_path / "clean")
        if number == 0:
            assert "posts/a/index.html" in report.made
    assert LINKED.findall(page(tmp_path, "posts/a/index.html"))[1:] == []


def test_an_own_file_of_that_name_goes_before(tmp_path: Path) -> None:
    """As an author's file always does."""
    write(tmp_path, "static/theme.css", "b {}\n")
    for hashed in ("false", "true"):
        settings = f"theme: {{measure: 30em}}\nbuild: {{hashed: {hashed}}}\n"
        assert told(made(lay(tmp_path, SITE % settings))) == []
        name = LINKED.findall(page(tmp_path, "posts/a/index.html"))[1]
        assert page(tmp_path, name) == "b {}\n"


def test_cloudflare_reads_no_more_than_two_thousand_redirects(tmp_path: Path) -> None:
    """One more is a warning, on that host alone."""
    aliases = "\n".join(f"  - /old/{number}/" for number in range(2001))
    for host, expected in (("cloudflare", ["redirects"]), ("netlify", [])):
        lay(tmp_path, SITE % f"build: {{host: {host}}}\n")
        write(tmp_path, "content/posts/a.md", f"---\ntitle: A\ndate: 2026-01-01\naliases:\n{aliases}\n---\nText.\n")
        assert [fault.code for fault in made(tmp_path).problems] == expected


def test_colours_as_they_are_written() -> None:
    """Three digits or six, of any case."""
    assert [hexadecimal(text) for text in ("#B32", "#bb3322", "bb3322", "#bb33222", "red")] == ["#bb3322"] * 2 + [
        ""
    ] * 3
    assert mixed("#000000", "#ffffff", 0.5) in ("#808080", "#7f7f7f")
    assert round(contrast("#000000", "#ffffff")) == 21
