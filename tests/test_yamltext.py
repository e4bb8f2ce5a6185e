"""YAML is read as written, with places, and no text can do more harm than be refused."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPOSITORY
from kawara import yamltext
from kawara.base.yamlhints import likely_cause, quoted
from kawara.yamltext import Value, parse, plain


def read(text: str) -> Any:
    """The plain data of a text without faults."""
    value, problems = parse(text, "a.yml")
    assert problems == []
    return None if value is None else plain(value)


def member(text: str, key: str = "a") -> Value:
    """One member of a mapping."""
    value, _ = parse(text, "a.yml")
    assert value is not None
    assert isinstance(value.data, dict)
    found: Value = value.data[key]
    return found


@pytest.mark.parametrize(
    ("written", "data"),
    [
        ("12:30", "12:30"),
        ("1:2:3", "1:2:3"),
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("Null", None),
        ("~", None),
        ("", None),
        ("true", True),
        ("False", False),
        ("tRue", "tRue"),
        ("1", 1),
        ("-0", 0),
        ("+12", 12),
        ("007", "007"),
        ("017", "017"),
        ("0o17", 15),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("1.10", 1.1),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("9" * 5000, "9" * 5000),
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01T09:00:00Z", "2024-05-01T09:00:00Z"),
        ("2024-02-30", "2024-02-30"),
        ("=", "="),
        ("a --- b", "a --- b"),
    ],
)
def test_scalars_follow_the_core_schema_and_keep_their_text(written: str, data: object) -> None:
    """Only what YAML 1.2's core schema calls a number, yes or no, or nothing is one; its text is kept in any case."""
    value = member(f"a: {written}\n")
    assert (value.data, type(value.data), value.text, value.quoted) == (data, type(data), written, False)


@pytest.mark.parametrize("written", ['"1"', "'1'", "|-\n  1", ">-\n  1"], ids=["double", "single", "literal", "folded"])
def test_what_is_quoted_is_text(written: str) -> None:
    """Quotes and blocks make text of anything."""
    value = member(f"a: {written}\n")
    assert (value.data, value.text, value.quoted) == ("1", "1", True)


def test_every_key_and_value_knows_its_place() -> None:
    """Lines count in the file, columns in characters, both from 1; the line itself is at hand."""
    value, _ = parse("題: x\nb:\n  - y\n  - c: z\n", "a.yml", first_line=5)
    assert value is not None
    assert isinstance(value.data, dict)
    title, rest = value.data["題"], value.data["b"]
    assert (title.line, title.column, title.source, title.key) == (5, 4, "題: x", (5, 1, "題: x"))
    assert isinstance(rest.data, list)
    assert [(item.line, item.column) for item in rest.data] == [(7, 5), (8, 5)]
    assert isinstance(rest.data[1].data, dict)
    assert rest.data[1].data["c"].key == (8, 5, "  - c: z")


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "~"], ids=repr)
def test_nothing_is_no_value(text: str) -> None:
    """A text without a value is no fault."""
    assert parse(text, "a.yml") == (None, [])


FAULTS = {
    "colon in a value": ("title: Foo: Bar\n", 1, 11, 'title: "Foo: Bar"'),
    "colon after kakko": ("title: 【速報】: x\n", 1, 12, 'title: "【速報】: x"'),
    "colon in an item": ("a:\n- b: c: d\n", 2, 7, 'b: "c: d"'),
    "at sign": ("title: @x\n", 1, 8, 'title: "@x"'),
    "backtick": ("title: `x`\n", 1, 8, 'title: "`x`"'),
    "percent": ("title: %x\n", 1, 8, 'title: "%x"'),
    "star": ("title: *重要* な話\n", 1, 8, 'title: "*重要* な話"'),
    "ampersand": ("title: & friends\n", 1, 8, 'title: "& friends"'),
    "text after a bracket": ("title: [速報] x\n", 1, 13, 'title: "[速報] x"'),
    "text after a brace": ("title: {a} x\n", 1, 12, 'title: "{a} x"'),
    "quotes in quotes": ('title: "a "b" c"\n', 1, 12, "title: 'a \"b\" c'"),
    "two quotations": ('title: "a" and "b"\n', 1, 12, 'title: \'"a" and "b"\''),
    "apostrophe": ("title: 'it's'\n", 1, 12, 'title: "it\'s"'),
    "open quote": ('title: "x\ndate: y\n', 1, 8, 'title: "x"'),
    "open bracket": ("tags: [a, b\ndate: x\n", 1, 7, "tags: [a, b]"),
    "backslash": ('a: "C:\\Users"\n', 1, 7, "a: 'C:\\Users'"),
    "tab": ("a:\n\tb: c\n", 2, 1, "spaces"),
    "full-width colon": ("title：日本\ndate: x\n", 1, 6, "title: 日本"),
    "no space": ("date: x\ntitle:foo\nb: c\n", 2, 6, "title: foo"),
    "dash": ("title: - x\n", 1, 8, 'title: "- x"'),
    "block sign": ("title: > x\n", 1, 8, 'title: "> x"'),
    "no colon": ("a: b\n---END---\nc: d\n", 2, 1, "key: value"),
    "indented": ("a: b\n  c: d\n", 2, 3, "column of the line above"),
    "alias": ("a: *b\n", 1, 4, '"*b"'),
    "anchor": ("a: &b c\n", 1, 4, '"&b c"'),
    "anchor on a mapping": ("a: &b\n  c: d\n", 1, 4, ""),
    "tag": ("a: !important x\n", 1, 4, '"!important x"'),
    "python tag": ("a: !!python/object/apply:os.system [x]\n", 1, 4, ""),
    "standard tag": ("a: !!str 1\n", 1, 4, ""),
    "merge": ("<<: {a: b}\n", 1, 1, "write the keys out"),
    "list as key": ("? [a]\n: b\n", 1, 3, ""),
    "empty key": (": b\n", 1, 1, ""),
    "two documents": ("a: b\n---\nc: d\n", 2, 1, "keep one"),
    "directive": ("%YAML 3.0\n---\na: b\n", 1, 1, ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_its_place_and_its_mend(name: str) -> None:
    """The line of the file is told, the column of the sign at fault, and what to write instead."""
    text, line, column, hint = FAULTS[name]
    _, problems = parse(f"{text}", "a.yml", first_line=10)
    assert [(p.code, p.line, p.column) for p in problems] == [("yaml", line + 9, column)]
    assert hint in problems[0].hint
    assert problems[0].source == text.split("\n")[line - 1]


@pytest.mark.parametrize("name", [n for n in FAULTS if FAULTS[n][3].startswith(("title: ", "tags: ", "a: "))])
def test_what_the_hint_says_to_write_can_be_read(name: str) -> None:
    """A mend that is itself at fault would be worse than none."""
    assert list(read(FAULTS[name][3])) == [FAULTS[name][3].partition(":")[0]]


def test_a_key_given_twice_is_told_with_both_lines() -> None:
    """The first counts until the author has chosen."""
    value, problems = parse("a: 1\nb: 2\na: 3\n", "x.md", first_line=2)
    assert value is not None
    assert plain(value) == {"a": 1, "b": 2}
    assert [(p.code, p.line, p.text) for p in problems] == [("duplicate-key", 4, "'a' is given twice, first in line 2")]


def test_all_faults_that_leave_the_rest_readable_are_told_at_once() -> None:
    """One run shows them all."""
    _, problems = parse("a: 1\na: 2\nb: *x\nc: !t y\n", "x.md")
    assert [(p.code, p.line) for p in problems] == [("duplicate-key", 2), ("yaml", 3), ("yaml", 4)]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 30_000,
        "a: " + "{a: " * 15_000,
        "- " * 30_000,
        "? " * 30_000,
        "\n".join(" " * n + "a:" for n in range(300)),
        "[" * 70_000,
    ],
    ids=["brackets", "braces", "dashes", "keys", "indents", "long"],
)
def test_depth_is_refused_before_it_costs_anything(text: str) -> None:
    """PyYAML's C parser ends the process on the first of these when it is asked to compose it."""
    start = time.perf_counter()
    value, problems = parse(text, "a.yml")
    assert (value, [p.code for p in problems]) == (None, ["yaml"])
    assert time.perf_counter() - start < 1


def test_fifty_collections_within_each_other_are_read() -> None:
    """The border itself is inside."""
    assert parse("[" * 50 + "]" * 50, "a.yml")[1] == []
    assert parse("[" * 52 + "]" * 52, "a.yml")[1] != []


def test_many_keys_cost_little() -> None:
    """Searching for duplicates must not be quadratic."""
    text = "".join(f"k{n}: {n}\n" for n in range(5000))
    start = time.perf_counter()
    assert len(read(text)) == 5000
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("text", "code", "data"),
    [
        ("a: x\0y\n", "nul", {"a": "x y"}),
        ("a: x\x07y\n", "control", {"a": "x y"}),
        ('a: "x\\0y"\n', "nul", {"a": "xy"}),
        ('a: "x\\ay"\n', "control", {"a": "xy"}),
        ("a: x\ud800y\n", "control", {"a": "x y"}),
    ],
    ids=["NUL", "bell", "NUL by escape", "bell by escape", "surrogate"],
)
def test_control_characters_are_told_and_left_out(text: str, code: str, data: object) -> None:
    """Neither a raw one nor one spelt by an escape reaches a value."""
    value, problems = parse(text, "a.yml")
    assert value is not None
    assert ([p.code for p in problems], plain(value)) == ([code], data)


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"], ids=["NEL", "LS", "PS"])
def test_lines_end_at_newlines_only(separator: str) -> None:
    """YAML 1.1 has more ends of lines than a file has for its reader; they must not move the places after them."""
    assert member(f"b: x{separator}y\na: z\n").line == 2


def test_reads_alike_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser in Python gives the same values at the same places; only its own words for odd faults may differ."""
    texts = ["a: [b, 1, 'c']\nd:\n  - e: |\n      f\n", *(FAULTS[name][0] for name in FAULTS)]
    expected = [parse(text, "a.yml") for text in texts]
    monkeypatch.setattr(yamltext, "_loader", lambda: yaml.SafeLoader)
    for text, (value, problems) in zip(texts, expected, strict=True):
        pure, found = parse(text, "a.yml")
        assert (pure, [(p.code, p.line, p.column) for p in found]) == (
            value,
            [(p.code, p.line, p.column) for p in problems],
        )


@given(st.text(alphabet=st.characters(codec=None), max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text raises, and every fault points into the text."""
    value, problems = parse(text, "a.yml", first_line=3)
    assert value is None or isinstance(value, Value)
    for p in problems:
        assert 3 <= p.line <= text.count("\n") + 4
        assert p.text


@given(st.lists(st.sampled_from([*"ab:-[]{}\"'#&*!|>%@`,? \n\t：", "\n- ", "\na: ", ": ", "\\", "<<"]), max_size=40))
def test_any_row_of_signs_is_read_or_refused(signs: list[str]) -> None:
    """The same, for texts made of what YAML has a meaning for."""
    parse("".join(signs), "a.yml")


PRINTABLE = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(PRINTABLE, max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(PRINTABLE, min_size=1, max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(PRINTABLE, min_size=1, max_size=8).filter(lambda k: k != "<<"), PLAIN, max_size=5))
def test_what_json_writes_is_read_back(data: dict[str, Any]) -> None:
    """JSON is a part of YAML 1.2."""
    written = json.dumps(data, ensure_ascii=False)
    value, problems = parse(written, "a.yml")
    assert problems == []
    assert (None if value is None else plain(value)) == data


@given(st.text(PRINTABLE))
def test_a_quoted_text_reads_back_as_itself(text: str) -> None:
    """What a hint proposes means what the author wrote."""
    assert read(f"a: {quoted(text)}\n") == {"a": text}


@given(st.text(max_size=80))
def test_looking_for_a_cause_never_fails(line: str) -> None:
    """Nor does it take long: each pattern is linear, or nearly."""
    cause = likely_cause(line)
    assert cause is None or 1 <= cause.column <= len(line) + 1


@pytest.mark.parametrize(
    "line",
    ["a: " + '"' * 5000, "a: " + '\\"' * 5000, "a" * 20_000, " " * 20_000 + "a", "a: " + "[" * 9000, "a: b" * 5000],
)
def test_looking_for_a_cause_is_quick(line: str) -> None:
    """A line of any length is looked at once, not once for each of its parts."""
    start = time.perf_counter()
    likely_cause(line)
    assert time.perf_counter() - start < 0.5


# --- simple blocks -----------------------------------------------------------------------------------------------------

_SCRAPS = st.sampled_from(
    [
        *"ab7日ーé_.-+/&?!%@|>~*:#,[]{}'\"\\ \t\u3000\xa0\u0301",
        ": ",
        " #",
        " - ",
        "true",
        "null",
        "1.10",
        "0x1F",
        "2026-11-23",
    ]
)
_WRITTEN = st.lists(_SCRAPS, max_size=8).map("".join)
_VALUES = st.one_of(
    _WRITTEN,
    _WRITTEN.map(lambda text: f'"{text}"'),
    _WRITTEN.map(lambda text: f"'{text}'"),
    st.lists(_WRITTEN | _WRITTEN.map(lambda text: f'"{text}"'), max_size=4).map(lambda items: f"[{', '.join(items)}]"),
)
_KEYS = st.sampled_from(["a", "b", "題", "a-b", "true", "null", "a b", "1", "<<", "?", "-", "_x", "a\u0301"])
_LINES = st.one_of(
    st.tuples(_KEYS, st.sampled_from([": ", ":  ", ":", " : ", ":\t"]), _VALUES).map("".join),
    st.sampled_from(["", "# a note", "  more", "---", "- a", " "]),
    st.sampled_from(
        ["a:", "b:", "  one: 1", '  other: "{n} b"', "  a: [x, y]", "  # a note", "   a: b", "  b:", "  a:   c"]
    ),
)


@given(st.lists(_LINES, max_size=5).map("\n".join), st.sampled_from(["", "\n"]))
def test_a_simple_block_is_read_as_the_parser_reads_it(text: str, end: str) -> None:
    """What is read without the parser has the same values, places and problems as with it."""
    quick = yamltext._simple(text + end, (text + end).split("\n"), 3)
    if quick is not None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yamltext, "_simple", lambda *_: None)
            assert parse(text + end, "a.yml", 3) == (quick, [])


def test_a_usual_front_matter_is_simple() -> None:
    """What nearly every post begins with is read without the parser."""
    text = 'layout: post\ntitle: "瓦版: 1 #2"\ndate: 2013-07-24 03:57:36 +0900\ntags: [web, \'C++\', "a, b", open source]\nlang: ja\n'
    assert yamltext._simple(text, text.split("\n"), 2) is not None
    assert read(text)["tags"] == ["web", "C++", "a, b", "open source"]


@pytest.mark.parametrize(
    "file", sorted((REPOSITORY / "templates" / "strings").glob("*.yaml")), ids=lambda file: file.stem
)
def test_the_words_of_the_theme_are_simple(file: Path) -> None:
    """They are read at the start of each build that has a page to make: the parser takes longer to import than they to read."""
    text = file.read_text(encoding="utf-8")
    assert yamltext._simple(text, text.split("\n"), 1) is not None
