"""Templates: where they are found, which names they know, what is said when one is wrong, and what each depends on."""

from __future__ import annotations

import pickle
import weakref
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from conftest import REPOSITORY
from kawara.base.problems import Problem, problem
from kawara.base.rules import RULES
from kawara.renderer.faces import PageFace
from kawara.renderer.faults import TemplateFault, reported
from kawara.renderer.templates import Templates
from making import a_post
from sites import lay, made, write

FACE = PageFace(
    kind="post", url="/a/", absolute_url="https://e.com/a/", lang="ja", edition="", origin="https://e.com", base="/"
)
POST = a_post(title="題名", extra=MappingProxyType({"mood": "晴れ", "items": ["一", "二"]}))
NAMES: dict[str, Any] = {"post": POST, "page": FACE, "posts": (POST,)}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A site and a theme, each with a folder of templates."""
    site = lay(tmp_path / "site", "-- templates/own.html --\nsite's own\n-- templates/both.html --\nthe site's\n")
    theme = lay(
        tmp_path / "theme",
        """
-- templates/both.html --
{% block a %}the theme's{% endblock %}
-- templates/theirs.html --
from the theme
-- templates/_part.html --
{{ post.titel }}
""",
    )
    return site, theme


def rendered(site: Path, theme: Path, name: str, **more: Any) -> str:
    """The text a template makes."""
    return Templates(site, theme).render(name, NAMES | more, "content/posts/a.md")


def fault(folders: tuple[Path, Path], source: str, name: str = "post.html") -> Problem:
    """What is said of a faulty template of the site."""
    write(folders[0], f"templates/{name}", source)
    with pytest.raises(TemplateFault) as caught:
        rendered(*folders, name)
    return caught.value.problem


# --- where they are found ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own.html", "site's own\n"),
        ("both.html", "the site's\n"),
        ("theirs.html", "from the theme\n"),
        ("theme:both.html", "the theme's"),
    ],
)
def test_the_site_comes_before_the_theme(folders: tuple[Path, Path], name: str, text: str) -> None:
    """A template of the site hides the theme's of the same name, which `theme:` still names."""
    assert rendered(*folders, name) == text


def test_one_block_of_the_theme_can_be_replaced(folders: tuple[Path, Path]) -> None:
    """`{% extends "theme:both.html" %}` inside the site's own both.html is no circle."""
    write(
        folders[0],
        "templates/both.html",
        '{% extends "theme:both.html" %}{% block a %}{{ super() }}, and mine{% endblock %}',
    )
    assert rendered(*folders, "both.html") == "the theme's, and mine"


@pytest.mark.parametrize(
    "name", ["../secret.html", "/etc/hostname", "a/../../secret.html", "theme:../secret.html", "..\\secret.html"]
)
def test_nothing_outside_the_folders_is_a_template(folders: tuple[Path, Path], name: str) -> None:
    """Whatever the name, only the two folders are read."""
    write(folders[0], "secret.html", "secret")
    found = fault(folders, f"{{% include {name!r} %}}")
    assert (found.code, found.text) == (
        "template",
        f"there is no template '{name}', while rendering content/posts/a.md",
    )


@pytest.mark.parametrize("name", [".own.html", "own.html~", "old/.kept/own.html"])
def test_what_editors_leave_behind_is_no_template(folders: tuple[Path, Path], name: str) -> None:
    """Nor is any other hidden file, so that a build need not look at them."""
    write(folders[0], f"templates/{name}", "hidden")

    assert name not in Templates(*folders).names()
    with pytest.raises(TemplateFault, match="no template"):
        rendered(*folders, name)


def test_a_symlink_out_of_the_project_is_refused(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """A link is followed inside the project, and nowhere else."""
    write(tmp_path, "outside.html", "secret")
    (folders[0] / "templates/link.html").symlink_to(tmp_path / "outside.html")
    (folders[0] / "templates/inner.html").symlink_to(folders[0] / "templates/own.html")
    assert rendered(*folders, "inner.html") == "site's own\n"
    with pytest.raises(TemplateFault) as caught:
        rendered(*folders, "link.html")
    assert (caught.value.problem.code, caught.value.problem.path) == ("outside", "templates/link.html")


def test_a_template_must_be_utf8(folders: tuple[Path, Path]) -> None:
    """Other bytes are a fault that names the file; a byte order mark is none."""
    write(folders[0], "templates/bom.html", "\ufeffgood")
    assert rendered(*folders, "bom.html") == "good"
    write(folders[0], "templates/sjis.html", "瓦版".encode("shift_jis"))
    with pytest.raises(TemplateFault, match="is not UTF-8") as caught:
        rendered(*folders, "sjis.html")
    assert caught.value.problem.path == "templates/sjis.html"


def test_layouts_are_whole_pages(folders: tuple[Path, Path]) -> None:
    """`layout:` may name a template of either folder, but no part, nothing below a folder, and nothing but HTML."""
    write(folders[0], "templates/parts/deep.html", "")
    write(folders[0], "templates/feed.xml", "")
    assert Templates(*folders).layouts() == {"own", "both", "theirs"}


def test_the_built_in_theme_has_a_template_for_each_kind() -> None:
    """The layouts that authors can count on."""
    layouts = Templates(REPOSITORY / "nothing-here", REPOSITORY).layouts()
    assert {"post", "page", "home", "term", "terms", "year", "archive", "404", "redirect", "base"} <= layouts


# --- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ post.title }}", "題名"),
        ("{{ post.extra.mood }}{{ post.extra['mood'] }}", "晴れ晴れ"),
        ("{{ post.extra.items|join('、') }}", "一、二"),
        ("{% if post.extra.rating %}yes{% else %}no{% endif %}", "no"),
        ("{% if post.extra.rating == 5 %}yes{% else %}no{% endif %}", "no"),
        ("{% if 'x' in post.extra.words %}yes{% else %}no{% endif %}", "no"),
        ("{% for word in post.extra.words %}{{ word }}{% else %}none{% endfor %}", "none"),
        ("{{ post.extra.rating|default('unrated') }}", "unrated"),
        ("{{ post.extra.rating or 3 }}", "3"),
        ("{{ post.extra['keys'] or 'absent' }}", "absent"),
        ("{{ titel|default('x') }}{% if titel is defined %}y{% endif %}", "x"),
        ("{{ {'keys': 1}.keys }}", "1"),
        ("{% for k, v in post.extra|dictsort %}{{ k }} {% endfor %}", "items mood "),
        ("{{ '<b>' }}{{ '<b>'|safe }}", "&lt;b&gt;<b>"),
    ],
)
def test_names(folders: tuple[Path, Path], source: str, text: str) -> None:
    """A known name is what it is, an author's own field may be absent, and all that is printed is escaped."""
    write(folders[0], "templates/t.html", source)
    assert rendered(*folders, "t.html") == text


def test_escaping_does_not_hang_on_the_suffix(folders: tuple[Path, Path]) -> None:
    """XML and text are escaped as HTML is."""
    write(folders[0], "templates/t.txt", "{{ '<' }}")
    assert rendered(*folders, "t.txt") == "&lt;"


GENERAL = RULES["template"].mend
AROUND = "compare this line with the tags around it; the fault may be above it"
BY_FULL_NAME = "to change a template of the theme, extend it by its full name, as 'theme:post.html'"


@pytest.mark.parametrize(
    ("source", "place", "text", "hint"),
    [
        ("a\n{{ post.titel }}", (2, 9), "'titel' is not a field of a post", "did you mean 'title'?"),
        ("{{ page.lnag }}", (1, 9), "'lnag' is not a field of `page`", "did you mean 'lang'?"),
        ("{{ psot.title }}", (1, 4), "'psot' is not known here", "did you mean 'post'?"),
        ("{{ xyzzy }}", (1, 4), "'xyzzy' is not known here", ""),
        ("{% if titel %}{% endif %}", (1, 7), "'titel' is not known here", ""),
        ("{{ post.extra.modo }}", (1, 15), "'modo' is not a field of a mapping", "did you mean 'mood'?"),
        ("{{ titel() }}", (1, 4), "'titel' is not known here", ""),
        ("\n\n{{ post.date|dat }}", (3, 14), "there is no filter 'dat'", "did you mean 'date'?"),
        ("{% if post is defind %}{% endif %}", (1, 15), "there is no test 'defind'", "did you mean 'defined'?"),
        ("{{ [1]|random }}", (1, 8), "there is no filter 'random'", ""),
        ("{{ lipsum() }}", (1, 4), "'lipsum' is not known here", ""),
        ("{% include 'thiers.html' %}", (1, 13), "there is no template 'thiers.html'", "did you mean 'theirs.html'?"),
        ("{% extends 'x.html' %}", (1, 13), "there is no template 'x.html'", ""),
        ("{% include ['x.html', 'y.html'] %}", (1, 24), "there is no template 'x.html' or 'y.html'", ""),
        ("{{ post.title|date }}", (1, 0), "`date` needs a date, not '題名'", ""),
        ("{{ none|isodate }}", (1, 0), "`isodate` needs a date, not 'None'", ""),
        ("{{ 'x'|number }}", (1, 0), "`number` needs a number, not 'x'", ""),
        ("{{ 1 + 'a' }}", (1, 0), "unsupported operand type(s) for +: 'int' and 'str'", ""),
        ("\n{{ 1 // 0 }}", (2, 0), "ZeroDivisionError: integer division or modulo by zero", ""),
        ("{{ post.title }", (1, 0), "unexpected '}'", AROUND),
        ("a\n{% endfor %}", (2, 0), "Encountered unknown tag 'endfor'", AROUND),
        ("{% include 'post.html' %}", (1, 0), "a template includes or extends itself", BY_FULL_NAME),
    ],
)
def test_a_fault_tells_place_cause_and_mend(
    folders: tuple[Path, Path], source: str, place: tuple[int, int], text: str, hint: str
) -> None:
    """Whatever is wrong: the template, its line, the line itself, the post being rendered, and the name that was meant."""
    found = fault(folders, source)
    assert (found.code, found.path, found.line, found.column) == ("template", "templates/post.html", *place)
    assert found.text.startswith(text)
    assert found.text.endswith(", while rendering content/posts/a.md")
    assert (found.source, found.hint) == (source.splitlines()[place[0] - 1], hint or GENERAL)


@pytest.mark.parametrize(
    "source",
    [
        "{% include '_part.html' %}",
        "{% extends '_part.html' %}",
        "{% macro m() %}{% include '_part.html' %}{% endmacro %}\n{{ m() }}",
    ],
    ids=["include", "extends", "macro"],
)
def test_a_fault_is_told_where_it_is(folders: tuple[Path, Path], source: str) -> None:
    """Not where the faulty part is used: in the part, by the name of the theme."""
    found = fault(folders, source)
    assert (found.path, found.line, found.source) == ("theme:_part.html", 1, "{{ post.titel }}")


def test_a_fault_of_grammar_in_a_part(folders: tuple[Path, Path]) -> None:
    """A part that cannot be read is told by its own name and line too."""
    write(folders[0], "templates/_bad.html", "fine\n{% if %}")
    found = fault(folders, "{% include '_bad.html' %}")
    assert (found.path, found.line, found.source) == ("templates/_bad.html", 2, "{% if %}")


def test_a_filter_that_needs_the_page(folders: tuple[Path, Path]) -> None:
    """In a macro imported without context the page is unknown; the message says how to import it."""
    write(folders[0], "templates/_m.html", "{% macro m(d) %}{{ d|date }}{% endmacro %}")
    found = fault(folders, "{% import '_m.html' as x %}{{ x.m(post.date) }}")
    assert "import it `with context`" in found.text


def test_a_missing_template_of_a_page(folders: tuple[Path, Path]) -> None:
    """When no template asked for it, the file that should be there is named."""
    with pytest.raises(TemplateFault) as caught:
        rendered(*folders, "owm.html")
    assert caught.value.problem.path == "templates/owm.html"
    assert caught.value.problem.hint == "did you mean 'own.html'?"


def test_our_own_faults_are_not_the_templates(folders: tuple[Path, Path]) -> None:
    """An error in which no template had a part is not dressed up as one."""
    with pytest.raises(TypeError, match="int"):
        Templates(*folders).render("own.html", 1, "x")  # type: ignore[arg-type]


def test_equal_faults_are_one() -> None:
    """A fault that many pages run into is reported once, with the first of them and how many more."""
    one, other = (problem("template", "templates/post.html", text, line=4) for text in ("a", "b"))
    faults = [TemplateFault(one, f"content/{name}.md") for name in "cab"] + [TemplateFault(other, "content/a.md")]
    texts = [found.text for found in reported(faults)]
    assert texts == ["a, while rendering content/a.md and 2 more", "b, while rendering content/a.md"]


def test_a_fault_survives_the_way_home_from_a_worker() -> None:
    """It can be pickled, with all it knows."""
    found = TemplateFault(problem("template", "templates/a.html", "x", line=2), "content/a.md")
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 (our own bytes)
    assert (again.bare, again.subject, again.problem) == (found.bare, found.subject, found.problem)


# --- what a template depends on ----------------------------------------------------------------------------------------


def closure(folders: tuple[Path, Path], name: str = "page.html") -> str:
    """The closure of a template, as a fresh build sees it."""
    return Templates(*folders).closure(name)


PAGE = '{% extends "theirs.html" %}{% include "own.html" %}{% from "_part.html" import x %}'


@pytest.mark.parametrize(
    ("file", "moves"),
    [
        ("templates/page.html", True),
        ("templates/own.html", True),
        ("templates/theirs.html", True),
        ("templates/_part.html", True),
        ("templates/unrelated.html", False),
        ("templates/strings/ja.yaml", False),
    ],
)
def test_a_closure_moves_with_what_it_holds(folders: tuple[Path, Path], file: str, moves: bool) -> None:  # noqa: FBT001 (a column of the table)
    """With the template, with all it leads to, also when the site now hides the theme's; with nothing else."""
    write(folders[0], "templates/page.html", PAGE)
    before = closure(folders)
    write(folders[0], file, "now something else")
    assert (closure(folders) != before) is moves


def test_a_closure_follows_parts_of_parts(folders: tuple[Path, Path]) -> None:
    """However deep."""
    lay(
        folders[0],
        '-- templates/page.html --\n{% include "b.html" %}\n-- templates/b.html --\n{% include "theme:theirs.html" %}',
    )
    before = closure(folders)
    write(folders[1], "templates/theirs.html", "moved")
    assert closure(folders) != before


def test_a_name_known_only_while_rendering_means_every_template(folders: tuple[Path, Path]) -> None:
    """Rather a page too many than one that is stale."""
    write(folders[0], "templates/page.html", "{% include post.layout %}")
    before = closure(folders)
    write(folders[0], "templates/unrelated.html", "new")
    assert closure(folders) != before


def test_a_template_that_is_not_there_is_part_of_the_answer(folders: tuple[Path, Path]) -> None:
    """So that adding it is a change."""
    write(folders[0], "templates/page.html", '{% include "later.html" ignore missing %}')
    before = closure(folders)
    write(folders[0], "templates/later.html", "here")
    assert closure(folders) != before


def test_a_closure_is_the_same_anywhere(folders: tuple[Path, Path], tmp_path: Path) -> None:
    """It knows no folder of the machine."""
    write(folders[0], "templates/page.html", PAGE)
    moved = tmp_path / "elsewhere"
    folders[0].rename(moved)
    assert closure((moved, folders[1])) == Templates(moved, folders[1]).closure("page.html")
    assert str(tmp_path) not in "".join(Templates(moved, folders[1]).names())


def test_what_a_page_was_made_of_goes_with_it(folders: tuple[Path, Path]) -> None:
    """Macros that a page imports know its names, and hold nothing once it is made: the garbage collector is off in a build."""
    write(folders[0], "templates/_macros.html", "{% macro name() %}{{ held }}{% endmacro %}")
    write(folders[0], "templates/page.html", '{% import "_macros.html" as macros with context %}{{ macros.name() }}')
    templates, value = Templates(*folders), Held("a name")
    seen = weakref.ref(value)

    assert templates.render("page.html", NAMES | {"held": value}, "") == "a name"
    del value
    assert seen() is None


class Held(str):  # noqa: SLOT000  a text that can be watched needs room for its watchers
    """A text that can be watched as it goes."""


# --- blocks without effect ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% extends "theme:both.html" %}\n{% block aa %}x{% endblock %}', [(2, 10, "did you mean 'a'?")]),
        ('{% extends "theme:both.html" %}\n{% block river %}x{% endblock %}', [(2, 10, "the blocks are a")]),
        ('{% extends "both.html" %}\n{% block a %}{% block own %}x{% endblock %}{% endblock %}', []),
        (
            '{% extends "both.html" %}{% block b %}{{ self.a() }}{% endblock %}{% block a %}{{ self.b() }}{% endblock %}',
            [],
        ),
        ("{% block b %}x{% endblock %}", []),
        ("{% extends name %}{% block b %}x{% endblock %}", []),
        ('{% if name %}{% extends "both.html" %}{% endif %}{% block b %}x{% endblock %}', []),
        ('{% extends "nowhere.html" %}{% block b %}x{% endblock %}', []),
        ('{% extends "post.html" %}{% block b %}x{% endblock %}', []),
        ('{% extends "both.html" %}{% block b %}x', []),
    ],
)
def test_a_block_that_nothing_shows_is_told(
    folders: tuple[Path, Path], source: str, expected: list[tuple[int, int, str]]
) -> None:
    """At its place and with the nearest name; not where it is shown, or where it is not known what the template extends."""
    (folders[0] / "templates/both.html").unlink()
    write(folders[0], "templates/post.html", source)
    found = Templates(*folders).stray("post.html")
    assert [(each.line, each.column, each.hint) for each in found] == expected
    assert {(each.path, each.code) for each in found} <= {("templates/post.html", "block")}


def test_blocks_are_looked_for_through_all_that_is_extended(folders: tuple[Path, Path]) -> None:
    """In the site's own template between two of the theme's as well; in those of the theme alone nothing is told."""
    write(folders[0], "templates/both.html", '{% extends "theme:both.html" %}{% block c %}x{% endblock %}')
    write(folders[1], "templates/post.html", '{% extends "both.html" %}{% block d %}x{% endblock %}')
    (found,) = Templates(*folders).stray("post.html")
    assert (found.path, found.text.split("'")[1]) == ("templates/both.html", "c")


def test_a_block_without_effect_is_said_once_by_every_build(tmp_path: Path) -> None:
    """Not by each page, and again when nothing has changed."""
    write(tmp_path, "templates/post.html", '{% extends "theme:post.html" %}\n{% block bdy %}x{% endblock %}\n')
    for name in ("a", "b"):
        write(tmp_path, f"content/posts/{name}.md", f"---\ntitle: {name}\ndate: 2026-01-01\n---\nText.\n")
    for _ in range(2):
        (found,) = [each for each in made(tmp_path).problems if each.code == "block"]
        assert (found.path, found.line, found.hint) == ("templates/post.html", 2, "did you mean 'body'?")
