"""Files for hosts: made where a site names its host, and an author's own stand in their place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import REPOSITORY
from kawara.cli import parser
from kawara.config import HOSTS
from kawara.site.hosting import HOSTS as KNOWN
from sites import lay, made, write

POST = "-- content/posts/a.md --\n---\ntitle: A\ndate: 2026-01-01\naliases: [/old/, 旧]\n---\nText.\n"


def published(folder: Path, host: str, url: str = "https://cat.test/", more: str = "") -> dict[str, str]:
    """Name → text of what is at the top of the site and is no page."""
    settings = f"-- kawara.yml --\nurl: {url}\nlanguage: en\nbuild: {{host: {host}}}\n{more}"
    made(lay(folder, settings + POST))
    files = ("_redirects", "_headers", ".nojekyll", "CNAME")
    return {name: (folder / "_site" / name).read_text("utf-8") for name in files if (folder / "_site" / name).is_file()}


def test_every_host_of_the_settings_has_its_files() -> None:
    """And no other."""
    assert sorted(KNOWN) == sorted(HOSTS)


def test_without_a_host_there_are_no_such_files(tmp_path: Path) -> None:
    """Nothing is published that nobody asked for."""
    assert published(tmp_path, "") == {}


@pytest.mark.parametrize(("host", "statuses"), [("netlify", ("301!", "301")), ("cloudflare", ("301", "301"))])
def test_redirects_go_before_pages(tmp_path: Path, host: str, statuses: tuple[str, str]) -> None:
    """Encoded, below the base path; the pages for other hosts are there all the same."""
    files = published(tmp_path, host, "https://cat.test/blog/")
    assert files["_redirects"].splitlines() == [
        f"/blog/old/ /blog/posts/a/ {statuses[0]}",
        f"/blog/%E6%97%A7 /blog/posts/a/ {statuses[1]}",
    ]
    assert (tmp_path / "_site/old/index.html").is_file()


def test_no_rule_of_netlify_takes_the_place_of_a_page(tmp_path: Path) -> None:
    """It follows a rule with and without a slash: one of a page to itself would never end, one of `/about` would hide `/about/`."""
    site = lay(tmp_path, "-- kawara.yml --\nurl: https://cat.test/\nbuild: {host: netlify}\n")
    write(site, "content/about.md", "---\ntitle: About\n---\nText.\n")
    write(
        site,
        "content/posts/a.md",
        "---\ntitle: A\ndate: 2026-01-01\nredirect_from: [/posts/a, /about, /old.html, /old/]\n---\nText.\n",
    )
    made(site)
    assert (site / "_site/_redirects").read_text("utf-8").splitlines() == [
        "/about /posts/a/ 301",
        "/old.html /posts/a/ 301!",
        "/old/ /posts/a/ 301!",
    ]


def test_the_headers_let_in_what_the_theme_needs_and_no_foreign_script(tmp_path: Path) -> None:
    """The players of the embeds, and WebAssembly only where readers search."""
    policy = published(tmp_path, "netlify")["_headers"]
    assert policy.startswith("/*\n  Content-Security-Policy: default-src 'self'; script-src 'self';")
    assert "frame-src 'self' https://www.youtube-nocookie.com https://player.vimeo.com" in policy
    searched = published(tmp_path, "netlify", more="search: true\n")["_headers"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in searched


def test_an_own_file_stands_in_their_place(tmp_path: Path) -> None:
    """As an author's file always does."""
    write(tmp_path, "static/_headers", "/*\n  X-Own: yes\n")
    assert published(tmp_path, "netlify")["_headers"] == "/*\n  X-Own: yes\n"


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("https://cat.test/", {".nojekyll", "CNAME"}),
        ("https://me.github.io/", {".nojekyll"}),
        ("https://cat.test/blog/", {".nojekyll"}),
    ],
)
def test_github(tmp_path: Path, url: str, names: set[str]) -> None:
    """A domain of one's own is named; a page below another's is not."""
    files = published(tmp_path, "github", url)
    assert files.keys() == names
    assert files.get("CNAME", "cat.test\n") == "cat.test\n"


def test_a_redirect_that_goes_is_gone(tmp_path: Path) -> None:
    """After an edit the file is that of a clean build."""
    published(tmp_path, "netlify")
    write(tmp_path, "content/posts/a.md", "---\ntitle: A\ndate: 2026-01-01\naliases: /older/\n---\nText.\n")
    made(tmp_path)
    assert (tmp_path / "_site/_redirects").read_text("utf-8") == "/older/ /posts/a/ 301!\n"


# --- the workflow ------------------------------------------------------------------------------------------------------

WORKFLOW: dict[Any, Any] = yaml.safe_load((REPOSITORY / ".github/workflows/site.yml").read_text("utf-8"))


def test_the_workflow_offers_what_the_manual_says() -> None:
    """Inputs and their defaults."""
    inputs = WORKFLOW[True]["workflow_call"]["inputs"]  # YAML 1.1 takes the key `on` for true
    manual = (REPOSITORY / "docs/publishing.md").read_text("utf-8")
    rows = (line.split("|") for line in manual.split("| input |")[1].splitlines()[2:] if line.startswith("|"))
    told = {row[1].strip(" `"): row[3].strip(" `") for row in rows}
    assert told == {
        name: str(one["default"]).replace("True", "true").replace("False", "false") for name, one in inputs.items()
    }


def test_the_workflow_calls_commands_that_are_there() -> None:
    """Each line with `kawara` is one the program takes."""
    lines = [line.strip() for step in WORKFLOW["jobs"]["build"]["steps"] for line in step.get("run", "").splitlines()]
    calls = [line for line in lines if line.startswith("kawara ")]
    assert len(calls) == 4
    for call in calls:
        words = call.partition(" >")[0].partition(" ||")[0].replace("$STRICT", "--strict").replace('"', "").split()[1:]
        parser().parse_args([word for word in words if word not in {"--show-prefix)", "rev-parse"}])
