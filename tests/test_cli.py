"""The commands as a person, a script or an editor meets them: what they print, where, and with which status."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from conftest import REPOSITORY
from kawara.base.problems import cells
from kawara.build import pipeline
from kawara.cli import COMMANDS, asked, init, main, parser, progress, terminal
from sites import lay, tree, write

Capture = pytest.CaptureFixture[str]
MOMENT = "1795424400"
"""2026-11-23T09:00:00Z, in seconds."""

BLOG = """
-- kawara.yml --
url: https://example.org/
timezone: Asia/Tokyo
-- content/posts/spring.md --
---
title: 春の便り
date: 2026-04-02 09:30
tags: [日記]
---
これは「春」です。
-- content/posts/plain.md --
---
title: Plain
date: 2026-04-01
---
This is it.
-- content/posts/held.md --
---
title: Held
date: 2026-04-01
draft: true
---
-- content/posts/later.md --
---
title: Later
date: 2027-01-01 09:00
---
-- content/posts/gone.md --
---
title: Gone
date: 2026-01-01
expires: 2026-02-01
---
-- content/about.md --
---
title: About
---
This is us.
"""
FAULT = "---\ntitle: a: b\ndate: 2026-01-01\n---\n"
WARNING = "---\ntitle: Undated\n---\nThis is it.\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test works in a folder of its own, at one moment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A site in the working folder."""
    return lay(tmp_path, BLOG)


def run(*words: str | Path) -> int:
    """The status of one command line."""
    return main([str(word) for word in words])


# --- init --------------------------------------------------------------------------------------------------------------


def test_init_makes_a_blog_that_builds_cleanly(tmp_path: Path, capsys: Capture) -> None:
    """Three files, one line that says what comes next, and nothing to mend but the address."""
    assert run("init", "my blog") == 0
    assert capsys.readouterr().out == "A blog stands in my blog. Build it with: kawara -C 'my blog' build\n"
    assert set(tree(tmp_path / "my blog")) == {"kawara.yml", "content/posts/hello.md", ".gitignore"}

    assert run("-C", "my blog", "build", "--format", "json") == 0
    report = json.loads(capsys.readouterr().out)
    assert ([p["code"] for p in report["problems"]], report["published"]) == (["url"], 1)


def test_init_overwrites_nothing(tmp_path: Path, capsys: Capture) -> None:
    """What is there stays as it is; a folder with content is refused."""
    write(tmp_path, "kawara.yml", "title: Mine\n")
    assert run("init") == 0
    assert (tmp_path / "kawara.yml").read_text() == "title: Mine\n"
    assert "kawara build" in capsys.readouterr().out
    before = tree(tmp_path)

    assert run("init") == 2
    assert "has a content folder already" in capsys.readouterr().err
    assert tree(tmp_path) == before


# --- new ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Title with: colon", "title-with-colon"),
        ("She said \"yes\" and 'no'", "she-said-yes-and-no"),
        ("- a dash, # a hash, [x] and \\", "a-dash-a-hash-x-and"),
        ("春の便り：その一", "春の便り-その一"),
        ("C++ 🎉", "c-plus-plus"),
        ("true", "true"),
    ],
)
def test_new_writes_front_matter_that_reads_back(title: str, name: str, tmp_path: Path, capsys: Capture) -> None:
    """Whatever signs a title has: the file's name is printed, and the post builds with that title."""
    assert run("new", title) == 0
    assert capsys.readouterr().out == f"content/posts/{name}.md\n"

    run("build", "--format", "json")
    capsys.readouterr()
    assert run("list", "--format", "json") == 0
    assert [entry["title"] for entry in json.loads(capsys.readouterr().out)] == [title]
    assert (tmp_path / "_site" / "posts" / name / "index.html").is_file()


def test_new_dates_a_post_in_the_zone_of_the_site(blog: Path) -> None:
    """The day is the author's, wherever the machine stands."""
    assert run("new", "Now", "--draft") == 0
    text = (blog / "content/posts/now.md").read_text()
    assert text == '---\ntitle: "Now"\ndate: 2026-11-23 18:00:00 +0900\ntags: []\ndraft: true\n---\n\n'


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["🎉🎉"], "no letter and no digit"),
        ([""], "no letter and no digit"),
        (["x", "--slug", "a/b"], "slash"),
        (["x", "--slug", ".."], "'..'"),
        (["x", "--slug", "aux"], "Windows"),
        (["x", "--slug", "あ" * 99], "bytes"),
    ],
)
def test_new_asks_for_a_name_where_there_is_none(words: list[str], said: str, tmp_path: Path, capsys: Capture) -> None:
    """A title of signs alone, or a slug that is no name."""
    assert run("new", *words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "--slug a-name" in error
    assert not (tmp_path / "content").exists()


def test_new_takes_no_title_that_cannot_be_written(tmp_path: Path, capsys: Capture) -> None:
    """As a terminal of another encoding sends it; no empty post is left behind."""
    for words in (["caf\udce9"], ["\udce9", "--slug", "x"]):
        assert run("new", *words) == 2
        assert "not UTF-8" in capsys.readouterr().err
    assert not (tmp_path / "content").exists()


def test_new_overwrites_no_post(tmp_path: Path, capsys: Capture) -> None:
    """The second of a name is refused."""
    run("new", "One")
    before = tree(tmp_path)
    assert run("new", "one") == 2
    assert "content/posts/one.md: error[usage]" in capsys.readouterr().err
    assert tree(tmp_path) == before


# --- build -------------------------------------------------------------------------------------------------------------

KEYS = ["published", "drafts", "future", "expired", "pages", "rendered", "written", "removed", "unchanged", "loaded"]


@pytest.mark.parametrize(
    ("files", "flags", "status"),
    [
        ({}, [], 0),
        ({"content/posts/x.md": WARNING}, [], 0),
        ({"content/posts/x.md": WARNING}, ["--strict"], 1),
        ({"content/posts/x.md": FAULT}, [], 1),
        ({"content/posts/x.md": FAULT}, ["--keep-going"], 1),
        ({"templates/post.html": "{{ pst }}"}, [], 1),
        ({"kawara.yml": "titel: x\n"}, [], 2),
        ({}, ["--output", "content"], 2),
        ({}, ["--now", "yesterday"], 2),
        ({}, ["--base-url", "example.org"], 2),
        ({}, ["--report", "no/such/folder.json"], 2),
    ],
)
def test_the_status_tells_whose_fault_it_is(
    files: dict[str, str], flags: list[str], status: int, blog: Path, capsys: Capture
) -> None:
    """0 for warnings, 1 for content and templates, 2 for the command and the settings; never a traceback."""
    for name, text in files.items():
        write(blog, name, text)
    assert run("build", *flags) == status
    assert "Traceback" not in capsys.readouterr().err


def test_the_last_lines_tell_what_is_published_and_what_is_not(blog: Path, capsys: Capture) -> None:
    """Who was left out, why, and until when; in the offset the author meant."""
    assert run("build") == 0
    out, err = capsys.readouterr()
    first, *left, last = out.splitlines()
    assert first == "2 published, 1 draft, 1 scheduled post, 1 expired post"
    assert left == [
        "  expired   content/posts/gone.md (since 2026-02-01 00:00 +0900)",
        "  draft     content/posts/held.md",
        "  future    content/posts/later.md (due 2027-01-01 09:00 +0900)",
    ]
    assert re.fullmatch(r"\d+ files in _site/: \d+ written, 0 unchanged, 0 removed \(\d+\.\d\d s\)", last)
    assert err == ""
    assert (blog / "_site").is_dir()


def test_the_last_line_tells_that_nothing_was_written(blog: Path, capsys: Capture) -> None:
    """With how many faults there are, after all of them."""
    write(blog, "content/posts/x.md", FAULT)
    write(blog, "content/posts/y.md", WARNING)
    assert run("build") == 1
    out, err = capsys.readouterr()
    assert out == "1 error, 1 warning: nothing was written to _site/\n"
    assert err.startswith("content/posts/x.md:2:9: error[yaml] ")


def test_what_is_left_out_for_its_faults_is_named(blog: Path, capsys: Capture) -> None:
    """With `--keep-going`, among those that are not published."""
    write(blog, "content/posts/x.md", FAULT)
    run("build", "--keep-going")
    out = capsys.readouterr().out
    assert out.startswith("2 published, 1 draft, 1 scheduled post, 1 expired post, 1 faulty post\n")
    assert "  faulty    content/posts/x.md\n" in out
    assert out.endswith("1 error\n")


def test_the_report_has_the_promised_keys(blog: Path, capsys: Capture) -> None:
    """In the file and on standard output alike, and there nothing but the JSON."""
    write(blog, "content/posts/x.md", "---\ntitle: x\ntgas: [a]\ndate: 2026-04-01\n---\nThis is it.\n")
    assert run("build", "--report", "report.json", "--format", "json") == 0
    out, err = capsys.readouterr()
    report = json.loads(out)
    assert err == ""
    assert report == json.loads((blog / "report.json").read_text("utf-8"))
    assert list(report) == [*KEYS, "seconds", "site_digest", "problems"]
    assert [report[key] for key in KEYS[:4]] == [3, 1, 1, 1]
    assert report["pages"] == report["rendered"] == report["written"]
    assert all(seconds >= 0 for seconds in report["seconds"].values())
    assert re.fullmatch("[0-9a-f]{32,}", report["site_digest"])
    assert report["problems"] == [
        {
            "path": "content/posts/x.md",
            "line": 3,
            "column": 1,
            "code": "key",
            "severity": "warning",
            "text": "'tgas' is no key of kawara's",
            "hint": "did you mean 'tags'?",
        }
    ]


@pytest.mark.parametrize("words", [["-C", "nowhere", "build"], ["build", "--now", "x"], ["build", "--output", "/"]])
def test_with_json_standard_output_is_json_whatever_happens(words: list[str], capsys: Capture) -> None:
    """Also where nothing can be built at all."""
    assert run(*words, "--format", "json") == 2
    out, err = capsys.readouterr()
    assert [p["severity"] for p in json.loads(out)["problems"]] == ["error"]
    assert err == ""


def test_problems_for_github_go_to_standard_output(blog: Path, capsys: Capture) -> None:
    """Where its runner looks for them."""
    write(blog, "content/posts/x.md", FAULT)
    run("build", "--format", "github")
    assert capsys.readouterr().out.startswith("::error file=content/posts/x.md,line=2,col=9,title=yaml::")


@pytest.mark.parametrize(
    ("environment", "flags", "published"),
    [
        ({}, ["--now", "2027-01-01T09:00:00+09:00"], 3),
        ({}, ["--now", "2027-01-01T08:59:59+09:00"], 2),
        ({}, ["--now", "2026-01-15"], 1),
        ({"SOURCE_DATE_EPOCH": "1800000000"}, [], 3),
        ({"SOURCE_DATE_EPOCH": "1800000000"}, ["--now", "2026-01-15"], 1),
        ({}, ["--future"], 3),
        ({}, ["--drafts"], 3),
    ],
)
def test_one_moment_decides_what_is_published(  # noqa: PLR0917  a table
    environment: dict[str, str],
    flags: list[str],
    published: int,
    blog: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`--now`, else SOURCE_DATE_EPOCH, else the clock."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run("-C", blog, "build", "--format", "json", *flags) == 0
    assert json.loads(capsys.readouterr().out)["published"] == published


def test_base_url_moves_every_link(blog: Path) -> None:
    """For a preview under another address, without a change in the settings."""
    assert run("build", "--base-url", "https://preview.example/pr/7/") == 0
    text = (blog / "_site/index.html").read_text()
    assert 'href="/pr/7/posts/plain/"' in text
    assert "https://preview.example/pr/7/" in text
    assert "example.org" not in text


def test_output_is_from_the_working_folder(blog: Path, tmp_path: Path) -> None:
    """As any path on a command line; the set one is from the site's folder."""
    write(blog, "kawara.yml", "url: https://example.org/\nbuild:\n  output: public\n")
    (tmp_path / "elsewhere").mkdir()
    os.chdir(tmp_path / "elsewhere")
    assert run("-C", "..", "build") == 0
    assert (blog / "public/index.html").is_file()
    assert run("-C", "..", "build", "--output", "here") == 0
    assert (tmp_path / "elsewhere/here/index.html").is_file()


# --- list --------------------------------------------------------------------------------------------------------------


def test_list_aligns_wide_titles(blog: Path, capsys: Capture) -> None:
    """Newest first, pages last; the paths begin in one column of the terminal, whatever stands before them."""
    write(blog, "content/posts/x.md", '---\ntitle: "a\\ebʼs が 👍"\ndate: 2026-04-03\n---\n')
    assert run("list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines] == [
        *(f"content/posts/{name}.md" for name in ("later", "x", "spring", "held", "plain", "gone")),
        "content/about.md",
    ]
    assert len({cells(line[: line.index("content/")]) for line in lines}) == 1
    assert not any("\x1b" in line for line in lines)


def test_list_for_programs(blog: Path, capsys: Capture) -> None:
    """One object an entry, with its URL when it is published."""
    assert run("-C", blog, "list", "--format", "json") == 0
    entries = json.loads(capsys.readouterr().out)
    assert entries[1] == {
        "path": "content/posts/spring.md",
        "status": "published",
        "kind": "post",
        "title": "春の便り",
        "date": "2026-04-02T09:30:00+09:00",
        "url": "/posts/spring/",
    }
    assert {entry["path"]: entry["url"] for entry in entries}["content/posts/held.md"] == ""


@pytest.mark.parametrize("status", ["published", "draft", "future", "expired", "faulty"])
def test_list_of_one_status(status: str, blog: Path, capsys: Capture) -> None:
    """Only those."""
    write(blog, "content/posts/x.md", "---\ntitle: Faulty\ndate: never\n---\n")
    assert run("list", "--status", status) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(re.search(rf"(^|  ) *{status}  ", line) for line in lines)
    assert len(lines) == (3 if status == "published" else 1)


def test_list_builds_nothing(blog: Path) -> None:
    """It only looks."""
    run("list")
    assert not (blog / "_site").exists()


# --- clean -------------------------------------------------------------------------------------------------------------


def test_clean_lists_and_asks(blog: Path, capsys: Capture) -> None:
    """Where nobody can answer, nothing goes."""
    run("build")
    before = tree(blog)
    capsys.readouterr()
    assert run("clean") == 1
    out, err = capsys.readouterr()
    assert "  posts/ (2 files)\n" in out
    assert re.search(r"\d+ files of kawara's in _site\n$", out)
    assert "--yes" in err
    assert tree(blog) == before


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("yes\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_clean_takes_yes_for_yes(answer: str, status: int, blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And anything else for no."""
    run("build")
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert run("clean") == status
    assert (blog / "_site").exists() is bool(status)


def test_clean_keeps_what_is_not_kawaras(blog: Path, capsys: Capture) -> None:
    """Files of others and files that were changed are named and stay; a second time there is nothing to do."""
    run("build")
    write(blog, "_site/mine.txt", "mine")
    write(blog, "_site/index.html", "changed")
    capsys.readouterr()
    assert run("clean", "--yes") == 0
    out = capsys.readouterr().out
    assert "kept    index.html\nkept    mine.txt\n" in out
    assert set(tree(blog / "_site")) == {"mine.txt", "index.html"}
    assert run("clean", "--yes") == 0
    assert "nothing of kawara's" in capsys.readouterr().out


# --- every command -----------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def subcommands(names: Sequence[str] = tuple(COMMANDS)) -> dict[str, argparse.ArgumentParser]:
    """Name → parser of each command."""
    (choices,) = (action.choices for action in parser(names)._actions if isinstance(action, argparse._SubParsersAction))
    return dict(choices)


@pytest.mark.parametrize("command", subcommands())
def test_the_help_of_every_command_has_an_example(command: str, capsys: Capture) -> None:
    """And a word about each option."""
    with pytest.raises(SystemExit, match="0"):
        run(command, "--help")
    text = capsys.readouterr().out
    assert re.search(rf"^examples?:\n  kawara.* {command}\b", text, re.MULTILINE)
    assert all(action.help for action in subcommands()[command]._actions)


def test_every_command_is_declared_under_its_name() -> None:
    """Alone, as the command line that names it has it, and among all."""
    assert list(COMMANDS) == list(subcommands())
    assert [list(subcommands([name])) for name in COMMANDS] == [[name] for name in COMMANDS]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["build", "--drafts"], ["build"]),
        (["-C", "blog", "list"], ["list"]),
        (["-C", "build", "list"], ["list"]),
        (["--help", "build"], list(COMMANDS)),
        (["-C", "build"], list(COMMANDS)),
        (["-Cblog", "build"], list(COMMANDS)),
        ([], list(COMMANDS)),
    ],
)
def test_only_the_command_that_is_named_is_declared(words: list[str], expected: list[str]) -> None:
    """Where the line does not begin with one, all are, so that help and usage are whole."""
    assert list(asked(words)) == expected


@pytest.mark.parametrize(
    "words",
    [[], ["bild"], ["build", "--jobs", "0"], ["build", "--jobs", "many"], ["build", "--format", "xml"], ["new"]],
)
def test_a_command_line_that_is_none(words: list[str], capsys: Capture) -> None:
    """Status 2, and the usage."""
    with pytest.raises(SystemExit, match="2"):
        run(*words)
    assert "usage: kawara" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["build"], ["list"], ["new", "x"], ["clean"]])
def test_a_folder_that_is_not_there(words: list[str], capsys: Capture) -> None:
    """Is said, by every command that works in one."""
    assert run("-C", "nowhere", *words) == 2
    assert "error[usage] there is no folder" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["build"], ["list"], ["new", "x"], ["clean"]])
def test_wrong_settings(words: list[str], blog: Path, capsys: Capture) -> None:
    """Stop every command, before anything is done."""
    write(blog, "kawara.yml", "titel: x\n")
    before = tree(blog)
    assert run(*words) == 2
    assert "kawara.yml:1:1: error[config]" in capsys.readouterr().err
    assert {name: digest for name, digest in tree(blog).items() if not name.startswith(".kawara/")} == before


def test_a_fault_of_the_system_is_no_traceback(tmp_path: Path, capsys: Capture) -> None:
    """A file where a folder is needed, a disk that is full."""
    write(tmp_path, "content", "a file")
    assert run("new", "x") == 2
    assert "content" in capsys.readouterr().err


def test_a_fault_of_ours_is_a_traceback(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody could mend it without one."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "build", broken)
    with pytest.raises(ZeroDivisionError):
        run("-C", blog, "build")


def test_an_interrupted_command_says_so(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """With the status a shell expects."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(init, "write_new", interrupted)
    assert run("init", "x") == 130
    assert capsys.readouterr().err == "kawara: interrupted\n"


def test_a_reader_that_goes_away_is_no_fault(blog: Path) -> None:
    """As in `kawara list | head -0`."""
    command = f"{shlex.quote(sys.executable)} -m kawara list --format json | true"
    done = subprocess.run(["sh", "-c", command], cwd=blog, capture_output=True, text=True, check=True)
    assert done.stderr == ""


# --- terminals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "colored"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_color_is_for_terminals_that_want_it(
    environment: dict[str, str],
    colored: bool,  # noqa: FBT001  a table
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By NO_COLOR (no-color.org) and TERM; a pipe never gets any."""
    for name, value in {"TERM": "xterm", **environment}.items():
        monkeypatch.setenv(name, value)
    for stream, wanted in ((Terminal(), colored), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        run("new", "")
        assert ("\x1b[" in stream.getvalue()) is wanted


def test_progress_is_shown_to_a_terminal_that_has_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is being done and how far it is; wiped away in the end."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")
    with progress.shown() as tell:
        tell("rendering", 5, 10)
        assert "rendering" in stream.getvalue()
        assert "50%" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[2K")


@pytest.mark.parametrize(("stream", "patience"), [(Terminal, 60), (io.StringIO, 0)])
def test_a_quick_build_shows_no_progress(
    stream: type[io.StringIO], patience: float, blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does one whose output is kept in a file."""
    monkeypatch.setattr(sys, "stderr", shown := stream())
    monkeypatch.setattr(progress, "PATIENCE", patience)
    assert run("-C", blog, "build") == 0
    assert shown.getvalue() == ""


def test_a_file_name_cannot_steer_the_terminal(blog: Path, capsys: Capture) -> None:
    """Neither in a problem nor in the last lines."""
    write(blog, "content/posts/\x1b[31m.md", "---\ntitle: x\ndraft: true\n---\n")
    run("build")
    assert "\x1b" not in "".join(capsys.readouterr())
    assert terminal.wants_color(io.StringIO()) is False


# --- what the manual and the help say to type --------------------------------------------------------------------------

SPOKEN_OF = """
-- content/posts/hello.md --
---
title: Hello
date: 2026-03-01
tags: [AI]
---
Hello.
-- content/posts/cherry.md --
---
title: Cherry
date: 2026-03-02
---
Hello.
-- content/posts/trip/index.md --
---
title: Trip
date: 2026-03-03
---
Hello.
-- templates/post.html --
{% extends "theme:post.html" %}
-- old_site/index.html --
<title>Blog</title>
"""
"""Files that the lines name."""

ASKS = "kawara clean"
"""Ends with 1 where nobody can answer."""


def blocks(text: str) -> Iterator[str]:
    """The lines within the code blocks of a Markdown text."""
    for block in re.findall(r"^```[a-z]*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        yield from block.splitlines()


def is_synopsis(line: str) -> bool:
    """Whether a line shows what may be typed, rather than something to type."""
    return re.search(r"\[|\b[A-Z]{3,}\b", line) is not None


PAGES = {
    path.name: list(blocks(path.read_text("utf-8")))
    for path in (REPOSITORY / "README.md", *(REPOSITORY / "docs").glob("*.md"))
}
HELPS = {name: (each.epilog or "").splitlines() for name, each in {"": parser(), **subcommands()}.items()}
TYPED = {
    name or "kawara": [line.strip() for line in lines if re.match(r"\s*kawara ", line)]
    for name, lines in {**PAGES, **HELPS}.items()
}


@pytest.mark.parametrize("where", [name for name, lines in TYPED.items() if not all(map(is_synopsis, lines))])
def test_every_line_to_type_works(where: str, blog: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command lines of a page or of a help, one after the other, as somebody would type them; a preview ends at once."""
    monkeypatch.setattr("kawara.preview.server.Server.run", lambda *_given, **_more: None)
    monkeypatch.setattr("webbrowser.open", lambda _address: True)
    lay(blog, SPOKEN_OF)
    run("build")
    for line in filter(lambda line: not is_synopsis(line), TYPED[where]):
        for command in re.split(r"&&", re.sub(r"\s{2,}.*", "", line)):
            words = shlex.split(
                re.sub(r" > \S+$", "", command.strip())
            )  # where what is said goes is the shell's to see to
            if words[0] == "cd":
                os.chdir(words[1])
            else:
                assert run(*words[1:]) == (command == ASKS), (command, capsys.readouterr().err)
    assert (blog / "content").is_dir()


@pytest.mark.parametrize("line", [line for lines in TYPED.values() for line in lines if is_synopsis(line)])
def test_every_synopsis_is_right(line: str) -> None:
    """It names a command, and options that it has."""
    command = line.split()[1]
    known = subcommands().get(command, parser())
    options = {option for action in known._actions for option in action.option_strings}
    assert command in subcommands() or "COMMAND" in line
    assert set(re.findall(r"(?<![\w-])--?[A-Za-z][a-z-]*", line)) <= options
