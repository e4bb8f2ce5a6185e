"""Compiled templates: what they print is what Jinja's own code prints, and messages name the same lines."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from kawara.renderer.compiling import Parts
from kawara.renderer.strings import Translator
from kawara.renderer.templates import Sources, ThemeEnvironment

OTHERS = {
    "base": "<{% block head %}{{ title }}{% block inner %}i{% endblock %}{% endblock %}|{% block main %}{% endblock %}>",
    "part": "({{ item.name }}{{ title }})",
    "macros": "{% macro show(x, mark='!') %}<b>{{ x.name }}{{ mark }}{% if caller is defined %}{{ caller() }}{% endif %}</b>{% endmacro %}"
    "{% macro where() %}{{ title }}{% endmacro %}",
}
TEXTS = (
    "{{ title }} {{ markup }} {{ number }} {{ none }}",
    "{{ fields.items }} {{ fields.name }} {{ frozen.keys }} {{ frozen['name'] }} {{ fields.items is defined }}",
    "{{ thing.name }} {{ thing.inner.name }} {{ thing.shout() }} {{ thing.inner.shout()|upper }}",
    "{{ fields.absent or 'none' }}{% if fields.absent %}x{% endif %}",
    "{{ t('posts') }} {{ t('posts', 3) }} {{ asset('a', tail='<') }} {{ call(title) }}",
    "{% for item in things if item.name %}{{ loop.index }}{{ item.name }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "{% for item in things recursive %}{{ item.name }}{{ loop(item.below) }}{% endfor %}",
    "{% for item in things %}{% include 'part' %}{% include ['gone', 'part'] %}{% endfor %}{% include 'gone' ignore missing %}",
    "{% extends 'base' %}{% block head %}{{ super() }}+{% endblock %}{% block main %}{{ self['inner']() }}{% endblock %}",
    "{% import 'macros' as m with context %}{{ m.show(thing) }}{% call m.show(thing, mark='<') %}{{ title }}{% endcall %}{{ m.where() }}",
    "{% from 'macros' import show %}{{ show(thing, mark=markup) }}{% set x = show(thing) %}{{ x }}",
    "{% autoescape false %}{{ title }}{{ asset('<') }}{% set y %}{{ title }}{% endset %}{{ y }}{% endautoescape %}{{ title }}",
    "{% set y %}{{ title }}<i>{% endset %}{{ y }}{% filter upper %}{{ title }}{% endfilter %}",
    "{% with a = thing.name, b = fields %}{{ a }}{{ b.name }}{% endwith %}{{ [thing.name, fields.name]|join('<') }}",
    "{% macro outer(x) %}{% macro within() %}{{ x.name }}{% endmacro %}{{ within() }}{% endmacro %}{{ outer(thing) }}",
    "{% block loop_block scoped %}{% for item in things %}{{ item.name }}{% endfor %}{% endblock %}{{ self['loop_block']() }}",
    "yield {{ 'yield from x' }}\n    yield y\n{{ \"if 0: yield None\" }}\n\ndef root(\n{{ title }}",
)


class Thing:
    """What has a name, and more below it."""

    def __init__(self, name: str, *below: Thing) -> None:
        self.name, self.below = name, below

    @property
    def inner(self) -> Thing:
        """Another one."""
        return Thing(f"<{self.name}>")

    def shout(self) -> str:
        """Its name, aloud."""
        return f"{self.name}!"


class Plain(ThemeEnvironment):
    """The theme's environment with the library's own compiler."""

    code_generator_class = CodeGenerator
    _generate = Environment._generate


VALUES: dict[str, Any] = {
    "title": "a < b",
    "markup": Markup("<em>"),
    "number": 7,
    "none": None,
    "fields": {"items": "own", "name": "N&"},
    "frozen": MappingProxyType({"keys": "own", "name": "M"}),
    "thing": Thing("thing&"),
    "things": [Thing("1", Thing("1.1"), Thing("")), Thing(""), Thing("2")],
    "t": Translator({"posts": ("en", {"one": "{n} post", "other": "{n} posts <"})}),
    "asset": partial("{0}{tail}".format, tail=""),
    "call": str.upper,
}


def rendered(kind: type[ThemeEnvironment], text: str) -> str:
    """What a text makes in an environment of that kind."""
    environment = kind(Sources(()))
    environment.loader = DictLoader(OTHERS | {"main": text})
    return environment.get_template("main").render(VALUES)


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_text_comes_out(text: str) -> None:
    """Whatever a template is made of."""
    assert rendered(ThemeEnvironment, text) == rendered(Plain, text)


@pytest.mark.parametrize("text", TEXTS)
def test_no_line_moves(text: str) -> None:
    """The lines of the code are those that the library has noted for its messages, and all of it is gathered in lists."""
    ours, theirs = ThemeEnvironment(Sources(())), Plain(Sources(()))
    code, plain = ours.compile(text, "x", raw=True), theirs.compile(text, "x", raw=True)
    ours.loader = DictLoader(OTHERS | {"main": text})
    template = ours.get_template("main")

    assert len(code.split("\n")) == len(plain.split("\n"))
    assert isinstance(template.root_render_func(template.new_context(VALUES)), Parts)


@pytest.mark.parametrize("kind", [ThemeEnvironment, Plain])
def test_what_fails_fails_in_its_line(kind: type[ThemeEnvironment]) -> None:
    """A field that is not there is told with the line that wants it."""
    text = "{% block a %}\n{{ title }}\n{{ fields.name }}{{\n  thing.nothing.more\n}}\n{% endblock %}"

    with pytest.raises(Exception, match="nothing") as caught:
        rendered(kind, text)

    assert 4 in {entry.lineno + 1 for entry in caught.traceback if str(entry.path) == "<template>"}
