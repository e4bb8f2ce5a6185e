"""The law of the incremental build: after any sequence of edits it makes what a clean build makes."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from edits import PIXEL, clean_build, remove, rename, without_output
from kawara.base.problems import exit_status
from kawara.build.options import Report
from kawara.memory import salt
from kawara.renderer.templates import Templates, ThemeEnvironment
from sites import made, tree, write

PARTS = 12
"""The sequences are tried in so many tests, for several processes to share."""
SEQUENCES = int(os.environ.get("KAWARA_SEQUENCES", "48")) // PARTS
"""How many sequences to try in each, always the same ones: CI tries 300 (`.ci/run`), which takes some minutes."""
SEED = int(os.environ.get("KAWARA_SEED", "0")) * PARTS
"""Another seed tries others."""
STEPS = 8

NAMES = ("a", "b", "c", "d", "e/index", "f.ja", "a.ja")
MOMENTS = ("2026-03-01", "2026-11-23", "2027-02-01")
BODIES = (
    "Plain.",
    "Another beginning. And an end.",
    "See [a](a.md) and [b](b.md#part).",
    "![A picture](pic.png)",
    "See [the page](../about.md) and [nothing](nothing.md).",
    "## One\n\n## Two\n\n## Three\n\nA text with parts.",
    "```python\nprint('x')\n```",
)
LONG = "It goes on and on, so that no excerpt can hold it all. " * 8
FIELDS = {
    "title": ("One", "Two", "三つ目"),
    "date": ("2026-01-01", "2026-02-02", "2026-02-02 12:00 +0900", "2026-06-01", "2027-01-01"),
    "tags": ("[ink]", "[Ink, paper]", "[paper, 紙]"),
    "categories": ("[Craft]", "[Craft, Trade]"),
    "series": ("[Prints]",),
    "part": ("1", "2"),
    "authors": ("[Hoku]",),
    "draft": ("true", "false"),
    "expires": ("2026-07-01",),
    "updated": ("2026-05-05",),
    "slug": ("x", "y"),
    "aliases": ("[/old/]", "[/older/, /oldest/]"),
    "description": ("Told in short",),
    "image": ("/note.txt", "pic.png"),
    "layout": ("page", "special"),
    "mood": ("calm", "wild"),
    "lang": ("ja",),
}
SETTINGS = {
    "title": ("Blog", "Log"),
    "url": ("https://example.org/", "https://example.com/b/"),
    "description": ("Of all",),
    "language": ("en", "ja"),
    "author": ("Me",),
    "timezone": ("Asia/Tokyo",),
    "permalink": ("/:year/:slug/", "/:slug/"),
    "pagination": ("{per_page: 1}", "{per_page: 2, order: newest}"),
    "feeds": ("{limit: 1}", "{terms: [tags, authors]}"),
    "check": ("{severity: {link: warning}}", "{severity: {undated: 'off'}}"),
}
TEMPLATES = {
    "post.html": (
        "{% extends 'theme:post.html' %}{% block toc %}{{ post.extra.mood or '' }}{% endblock %}",
        "{% extends 'theme:post.html' %}{% block neighbours %}{{ newer.date if newer }}{% endblock %}",
        "{{ post.titel }}",
    ),
    "home.html": ("{% extends 'theme:home.html' %}{% block menu %}{{ site.posts|length }}{% endblock %}",),
    "special.html": ("{% include 'part.html' ignore missing %}{{ post.title }}",),
    "part.html": ("{{ site.tags|length }}",),
    "strings/en.yaml": ("archive: Everything\n", "archive: [\n"),
}
FILES = ("static/note.txt", "static/style.css", "content/posts/pic.png", "content/posts/e/pic.png", "content/x.txt")

choices = st.randoms(use_true_random=False)


def some_of(table: dict[str, tuple[str, ...]], dice: random.Random, share: float) -> str:
    """Some lines of a mapping, in any order."""
    keys = [key for key in table if dice.random() < share]
    dice.shuffle(keys)
    return "".join(f"{key}: {dice.choice(table[key])}\n" for key in keys)


class Edits(RuleBasedStateMachine):
    """A blog at which somebody works: sources, settings, templates, outputs, the clock and the flags."""

    def __init__(self) -> None:
        super().__init__()
        self.room = Path(tempfile.mkdtemp(prefix="kawara-test-"))
        self.site = self.room / "site"
        self.now = MOMENTS[1]
        self.altered: set[Path] = set()
        self.steps = 0
        for name in NAMES[:3]:
            write(
                self.site, f"content/posts/{name}.md", f"---\ntitle: {name}\ndate: 2026-01-0{len(name)}\n---\n{LONG}\n"
            )
        write(self.site, "content/about.md", "---\ntitle: About\n---\nUs.\n")

    def teardown(self) -> None:
        """Nothing is left behind."""
        shutil.rmtree(self.room)

    @invariant()
    def build_now_and_then(self) -> None:
        """After every other edit: an edit may hide what the one before it has done, or show it only with it."""
        self.steps += 1
        if self.steps % 2:
            self.build(drafts=False, future=False, elsewhere=False)

    def sources(self) -> list[Path]:
        """The posts there are."""
        return sorted((self.site / "content" / "posts").rglob("*.md"))

    @rule(name=st.sampled_from(NAMES), dice=choices)
    def write_post(self, name: str, dice: random.Random) -> None:
        """A new post, or another text for one that is there."""
        front = some_of(FIELDS, dice, 0.25)
        dated = front if "date:" in front or dice.random() < 0.1 else f"{front}date: 2026-01-0{dice.randint(1, 9)}\n"
        body = "\n\n".join(dice.sample(BODIES, dice.randint(1, 2)))
        write(self.site, f"content/posts/{name}.md", f"---\n{dated}---\n{body}\n\n{LONG}\n")

    @rule(dice=choices)
    def change_post(self, dice: random.Random) -> None:
        """A line more at the end of a post."""
        for file in self.sources()[: dice.randint(0, 2)]:
            file.write_text(file.read_text("utf-8") + f"\nMore, {dice.randint(1, 9)}.\n", "utf-8")

    @rule(dice=choices, again=st.sampled_from(NAMES))
    def move_post(self, dice: random.Random, again: str) -> None:
        """A post goes, or gets the name of another."""
        if files := self.sources():
            name = dice.choice(files).relative_to(self.site).as_posix()
            if dice.random() < 0.5:
                remove(self.site, name)
            else:
                rename(self.site, name, f"content/posts/{again}.md")

    @rule(dice=choices)
    def write_page(self, dice: random.Random) -> None:
        """Pages: in the menu, further down, and in place of home."""
        name = dice.choice(("about", "contact", "deep/er", "index"))
        write(self.site, f"content/{name}.md", f"---\ntitle: {dice.choice('xyz')}\n---\n{dice.choice(BODIES)}\n")

    @rule(dice=choices)
    def write_settings(self, dice: random.Random) -> None:
        """Other settings, or none."""
        write(self.site, "kawara.yml", some_of(SETTINGS, dice, 0.3))

    @rule(name=st.sampled_from(sorted(TEMPLATES)), dice=choices)
    def write_template(self, name: str, dice: random.Random) -> None:
        """A template or the words of a language, or no longer."""
        self.put_or_remove(f"templates/{name}", dice.choice((*TEMPLATES[name], "")).encode())

    @rule(name=st.sampled_from(FILES), content=st.sampled_from((PIXEL, b"other", b"")))
    def write_file(self, name: str, content: bytes) -> None:
        """A file that is copied, or no longer."""
        self.put_or_remove(name, content)

    def put_or_remove(self, name: str, content: bytes) -> None:
        """Write a file; remove it when there is nothing to write."""
        if content:
            write(self.site, name, content)
        else:
            (self.site / name).unlink(missing_ok=True)

    @rule(dice=choices, elsewhere=st.booleans())
    def damage_output(self, dice: random.Random, elsewhere: bool) -> None:  # noqa: FBT001
        """Somebody deletes or alters a file of the output."""
        output = self.output(elsewhere)
        files = [file for file in sorted(output.rglob("*")) if file.is_file() and not file.name.startswith(".kawara")]
        if files:
            file = dice.choice(files)
            if dice.random() < 0.5:
                file.unlink()
            else:
                file.write_bytes(dice.choice((b"", b"x", file.read_bytes()[::-1])))
                self.altered.add(file)

    @rule(target_=st.sampled_from(("site/.kawara", "site/_site", "elsewhere")))
    def delete_folder(self, target_: str) -> None:
        """The memory goes, or an output as a whole."""
        shutil.rmtree(self.room / target_, ignore_errors=True)

    @rule(dice=choices)
    def spoil_memory(self, dice: random.Random) -> None:
        """Somebody writes into the cache's file."""
        file = self.site / ".kawara" / "cache.sqlite3"
        if file.is_file():
            with file.open("r+b") as opened:
                for _ in range(dice.randint(1, 20)):
                    opened.seek(dice.randrange(file.stat().st_size))
                    opened.write(dice.randbytes(dice.randint(1, 50)))

    @rule()
    def touch(self) -> None:
        """New times, for everything."""
        for file in self.room.rglob("*"):
            os.utime(file, (1_600_000_000, 1_600_000_000))

    @rule(now=st.sampled_from(MOMENTS))
    def wait(self, now: str) -> None:
        """The clock goes on, or is set back."""
        self.now = now

    @rule(drafts=st.booleans(), future=st.booleans(), elsewhere=st.booleans())
    def build(self, *, drafts: bool, future: bool, elsewhere: bool) -> None:
        """Build on, build anew, and compare."""
        output = self.output(elsewhere)
        flags = {"drafts": drafts, "future": future, "now": datetime.fromisoformat(self.now).replace(tzinfo=UTC)}
        before = tree(output)
        report = made(self.site, **flags, **({"output": output} if elsewhere else {}))
        clean = self.room / "clean"
        expected = clean_build(self.site, clean, **flags)
        self.compare(report, expected, output)
        if report.complete:
            self.drop_kept(report, output, clean)
        assert tree(output) == (tree(clean) if report.complete else before)
        shutil.rmtree(clean, ignore_errors=True)

    def output(self, elsewhere: bool) -> Path:  # noqa: FBT001
        """One of the two outputs."""
        return self.room / "elsewhere" if elsewhere else self.site / "_site"

    def compare(self, report: Report, expected: Report, output: Path) -> None:
        """The same is told of both."""
        assert without_output(report.problems) == without_output(expected.problems), output
        assert exit_status(without_output(report.problems)) == exit_status(expected.problems)
        for fact in ("complete", "published", "left", "pages", "site_digest"):
            assert getattr(report, fact) == getattr(expected, fact), fact

    def drop_kept(self, report: Report, output: Path, clean: Path) -> None:
        """What was altered and is wanted no more is named once and stays; here it goes, so that the rest can be compared."""
        extra = {output / path for path in tree(output).keys() - tree(clean).keys()}
        assert extra <= self.altered
        assert len([found for found in report.problems if found.code == "kept"]) == len(extra)
        for file in extra:
            file.unlink()
        self.altered -= {file for file in self.altered if file.is_relative_to(output)}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is the same for all builds is made once: the code of a template by its text, and the digest of our own code."""
    monkeypatch.setattr(salt, "own_code", lru_cache(None)(salt.own_code))
    compiled, references = ThemeEnvironment.compile, Templates._references_in
    known: dict[Any, Any] = {}

    def compile_once(self: ThemeEnvironment, *arguments: Any, **options: Any) -> Any:
        key = (arguments, tuple(options.items()))
        if key not in known:
            known[key] = compiled(self, *arguments, **options)
        return known[key]

    @lru_cache(None)
    def references_once(text: str) -> Any:
        return references(templates, text)

    templates = Templates(Path("nowhere"), Path("nowhere"))
    monkeypatch.setattr(ThemeEnvironment, "compile", compile_once)
    monkeypatch.setattr(Templates, "_references_in", lambda _self, text: references_once(text))


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("part", range(PARTS))
def test_any_sequence_of_edits(part: int) -> None:
    """Incremental equals clean: every byte, every problem and the exit status, after any sequence of edits."""
    edits = type(f"Edits{part}", (Edits,), {})
    run_state_machine_as_test(
        seed(SEED + part)(edits),
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=STEPS + part % 5,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
