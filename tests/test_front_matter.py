"""Front matter is found, or its absence is certain; no text between fences is lost in silence."""

from __future__ import annotations

from typing import Any

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.base.problems import KawaraError, is_blocking
from kawara.loader.front_matter import handlers, split
from kawara.yamltext import plain


def fields_of(text: str) -> dict[str, Any]:
    """The fields of a text without faults, as plain data."""
    front = split(text, "a.md")
    assert front.problems == ()
    return {key: plain(value) for key, value in front.fields.items()}


SOUND = {
    "plain": ("---\ntitle: x\n---\nbody\n", {"title": "x"}, "body\n", 4),
    "none": ("body\n---\nmore", {}, "body\n---\nmore", 1),
    "empty text": ("", {}, "", 1),
    "empty block": ("---\n---\nb", {}, "b", 3),
    "comment only": ("---\n# x\n---\nb", {}, "b", 4),
    "no body": ("---\ntitle: x\n---", {"title": "x"}, "", 4),
    "byte order mark": ("\ufeff---\ntitle: x\n---\nb", {"title": "x"}, "b", 4),
    "byte order mark, no block": ("\ufeffb", {}, "b", 1),
    "CRLF": ("---\r\ntitle: x\r\n---\r\nb\r\nc", {"title": "x"}, "b\nc", 4),
    "lone CR": ("---\rtitle: x\r---\rb", {"title": "x"}, "b", 4),
    "blank lines first": ("\n \n---\ntitle: x\n---\nb", {"title": "x"}, "b", 6),
    "blanks after fences": ("--- \ntitle: x\n---\t\nb", {"title": "x"}, "b", 4),
    "dots close": ("---\ntitle: x\n...\nb", {"title": "x"}, "b", 4),
    "indented body": ("---\ntitle: x\n---\n\n    code\n\n", {"title": "x"}, "\n    code\n\n", 4),
    "rule in body": ("---\ntitle: x\n---\na\n\n---\n\nb", {"title": "x"}, "a\n\n---\n\nb", 4),
    "dashes in a value": ("---\ntitle: a --- b\n---\n", {"title": "a --- b"}, "", 4),
    "indented dashes": ("---\na: |\n  x\n  ---\n  y\n---\nb", {"a": "x\n---\ny\n"}, "b", 7),
    "front matter twice": ("---\na: 1\n---\n---\nb: 2\n---\n", {"a": 1}, "---\nb: 2\n---\n", 4),
    "END in body": ("---\na: 1\n---\nx\n---END---\n", {"a": 1}, "x\n---END---\n", 4),
    "TOML": ('+++\ntitle = "x"\ndate = 2024-05-01\n+++\nb', {"title": "x", "date": "2024-05-01"}, "b", 5),
    "empty TOML": ("+++\n+++\nb", {}, "b", 3),
    "rule first": ("---\n\n# Heading\n\ntext", {}, "---\n\n# Heading\n\ntext", 1),
    "rule and prose": ("---\nただの文。\n", {}, "---\nただの文。\n", 1),
    "stars first": ("***\ntitle: x\n", {}, "***\ntitle: x\n", 1),
    "brace first": ("{% raw %}\n", {}, "{% raw %}\n", 1),
    "prose like a key": ("Note: this is prose.\n\nMore.", {}, "Note: this is prose.\n\nMore.", 1),
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_texts_are_taken_apart(name: str) -> None:
    """Fields, the body as written, and the number of its first line in the file."""
    text, fields, body, line = SOUND[name]
    front = split(text, "a.md")
    assert (fields_of(text), front.body, front.body_line) == (fields, body, line)


FAULTS = {
    "unclosed": ("---\ntitle: x\ndraft: true\nbody", "front-matter", 1, "write --- on a line of its own"),
    "unclosed, then a blank": ("---\n\ndraft: true\n", "front-matter", 1, "write ***"),
    "closed by too many": ("---\ntitle: x\n----\nbody\n", "front-matter", 1, "line 3 must be exactly ---"),
    "closed by a word": ("---\ntitle: x\n---END---\nbody\n", "front-matter", 1, "line 3 must be exactly ---"),
    "unclosed TOML": ('+++\ntitle = "x"\n', "front-matter", 1, "+++"),
    "too many dashes": ("----\ntitle: x\n----\nb", "front-matter", 1, "exactly ---"),
    "full-width dashes": ("－－－\ntitle: x\n－－－\nb", "front-matter", 1, "exactly ---"),
    "indented fence": ("\n  ---\ntitle: x\n  ---\nb", "front-matter", 2, "exactly ---"),
    "no opening": ("title: x\ndraft: true\n---\nb", "front-matter", 1, "above this one"),
    "JSON": ('{\n  "title": "x"\n}\n', "front-matter", 1, "'key: value' lines"),
    "list": ("---\n- a\n- b\n---\n", "front-matter", 2, "tags: [a, b]"),
    "flow list": ("---\n[a, b]\n---\n", "front-matter", 2, "tags: [a, b]"),
    "scalar": ("---\n2024\n---\n", "front-matter", 2, "write ***"),
    "rule with prose": ("---\n\n本文だけ\n---\n続き", "front-matter", 3, "write ***"),
    "rule with long prose": ("---\nprose here\n\nmore: x\n---\nz", "front-matter", 2, "write ***"),
    "full-width colon": ("---\ntitle：日本\n---\n", "yaml", 2, "title: 日本"),
    "no space": ("---\ntitle:foo\n---\n", "yaml", 2, "title: foo"),
    "colon": ("\n\n---\nlayout: post\ntitle: a: b\n---\n", "yaml", 5, 'title: "a: b"'),
    "duplicate": ("---\na: 1\na: 2\n---\n", "duplicate-key", 3, "keep one"),
    "TOML text": ("+++\n\ntitle = x\n+++\n", "toml", 3, "quotes"),
    "TOML as YAML": ("+++\ntitle: x\n+++\n", "toml", 2, ""),
    "TOML duplicate": ("+++\na = 1\na = 2\n+++\n", "toml", 3, ""),
    "TOML date": ("+++\na = 2024-02-30\n+++\n", "toml", 2, ""),
    "TOML depth": ("+++\na = " + "[" * 30_000 + "\n+++\n", "toml", 2, ""),
    "TOML number": ("+++\na = " + "9" * 5000 + "\n+++\n", "toml", 2, ""),
    "TOML NUL": ('+++\na = "\\u0000"\n+++\n', "nul", 2, ""),
    "depth": ("---\na: " + "[" * 30_000 + "\n---\n", "yaml", 2, ""),
    "length": ("---\na: " + "x" * 70_000 + "\n---\n", "yaml", 2, ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_trap_is_one_error_at_its_line(name: str) -> None:
    """Each of these was read as no front matter, or as other front matter, by the library alone."""
    text, code, line, hint = FAULTS[name]
    (found,) = split(text, "a.md").problems
    assert (found.code, found.line, is_blocking(found)) == (code, line, True)
    assert hint in found.hint


def test_toml_values_have_the_lines_of_their_keys() -> None:
    """As far as a search finds them; numbers keep the text they were written in."""
    text = '+++\na = 1.10\ntags = [\n  "x",\n]\n[params]\nb = true\nc = 2024-05-01T09:00:00+09:00\n+++\n'
    fields = split(text, "a.md").fields
    assert isinstance(fields["params"].data, dict)
    inner = fields["params"].data
    assert [(v.line, v.text) for v in (fields["a"], fields["tags"], inner["b"], inner["c"])] == [
        (2, "1.10"),
        (3, ""),
        (7, "true"),
        (8, "2024-05-01T09:00:00+09:00"),
    ]


def test_the_library_reads_with_our_handler() -> None:
    """`frontmatter` itself, given our handlers, reads both styles, and refuses what it would have passed over."""
    assert frontmatter.loads("---\nt: 12:30\n---\nb", handler=handlers()[0]).metadata == {"t": "12:30"}
    assert frontmatter.loads('+++\nt = "x"\n+++\nb', handler=handlers()[1]).metadata == {"t": "x"}
    with pytest.raises(KawaraError):
        frontmatter.loads("---\na: 1\na: 2\n---\n", handler=handlers()[0])
    with pytest.raises(ValueError, match="never closed"):
        handlers()[0].split("---\na: 1\n")


def test_the_seed_dialect_is_read() -> None:
    """Jekyll's shape: what is text stays text, and a date is left to the reader of dates."""
    text = '---\nlayout: post\ntitle: "真意と、未来とは？"\ndate: 2025-10-25 12:54:30 +0000\ntags: ["AI", "投資"]\nreading_time: 8\n---\n\nx'
    assert fields_of(text) == {
        "layout": "post",
        "title": "真意と、未来とは？",
        "date": "2025-10-25 12:54:30 +0000",
        "tags": ["AI", "投資"],
        "reading_time": 8,
    }


@given(st.text(max_size=300))
def test_any_text_is_taken_apart(text: str) -> None:
    """No text raises; without fields or faults it is its own body."""
    front = split(text, "a.md")
    if not front.fields and not front.problems and not handlers()[0].detect(text) and not handlers()[1].detect(text):
        assert front.body == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@given(
    st.lists(
        st.sampled_from(["---", "...", "+++", "----", "a: b", "a = 1", "題：x", "", " ", "- x", "x", "# h", "a:b", "{"])
    )
)
def test_nothing_is_lost_in_silence(lines: list[str]) -> None:
    """Every line is in the body, or among the fields, or a fence, or reported."""
    text = "\n".join(lines)
    front = split(text, "a.md")
    if front.problems:
        return
    head = lines[: front.body_line - 1]
    assert text.endswith(front.body)
    assert "\n".join(lines[front.body_line - 1 :]) == front.body
    assert len(front.fields) == sum(line in ("a: b", "a = 1") for line in head)


KEYS = st.text(st.characters(categories=("Ll", "Lu", "Lo", "Nd")), min_size=1, max_size=8)
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"), max_size=30
)
STRIPPED = TEXTS.filter(lambda text: text == text.strip())  # the library strips what it writes at its ends
BODIES = st.text(st.characters(exclude_characters="\r", codec="utf-8"), max_size=60)


@given(st.dictionaries(KEYS, STRIPPED | st.lists(STRIPPED, max_size=3), min_size=1, max_size=5), BODIES)
def test_what_the_library_writes_is_read_back(fields: dict[str, Any], body: str) -> None:
    """Any mapping of texts and lists, and any body, survive the way out and back."""
    block = handlers()[0].export(fields)
    front = split(f"---\n{block}\n---\n{body}", "a.md")
    as_text = {
        key: [item.text for item in value.data] if isinstance(value.data, list) else value.text
        for key, value in front.fields.items()
    }
    assert (as_text, front.body, front.problems) == (fields, body, ())
