"""The words a theme prints around the posts: one YAML file per language, with the plural forms of that language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kawara.base.near import near_name
from kawara.base.problems import Problem, problem
from kawara.base.text import primary
from kawara.renderer.faults import SITE, TemplateFault
from kawara.renderer.filters import locale_of, number_in
from kawara.renderer.roots import Root
from kawara.renderer.undefined import nearest
from kawara.yamltext import Place, Value, cut_off, parse

FOLDER = "strings"
FALLBACK = "en"
FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The plural categories of the CLDR."""

Texts = Mapping[str, tuple[str, Mapping[str, str]]]
"""Name → the language a text is in, and its text by plural form (`other` when it has but one)."""


@dataclass(frozen=True, slots=True)
class Words:
    """The theme's strings as one language sees them."""

    texts: Texts
    problems: tuple[Problem, ...] = ()
    """What had to be said in another language."""


def words_of(roots: Iterable[Root], lang: str, language: str) -> Words:
    """All strings for a page in `lang` of a site in `language`. Raises TemplateFault for a file that cannot be read."""
    layers = tuple(roots)
    texts = texts_of(layers, lang, language)
    missing = [name for name, (tag, _) in texts.items() if primary(tag) != primary(lang)]
    lacking = (_untranslated(lang, missing, texts),) if missing else ()
    own = [(root, tag) for root in layers if root.shown == SITE for tag in chain(lang, language)]
    return Words(texts, (*lacking, *_misspelt(layers, own), *_shortened(own)))


def _misspelt(roots: Sequence[Root], files: Iterable[tuple[Root, str]]) -> Iterator[Problem]:
    """A name of the site's own that the theme has not, and that was probably meant to be one which it has."""
    known = {name for root in roots if root.shown != SITE for name in _entries(root, FALLBACK)}
    for root, tag in files:
        own = _entries(root, tag)
        for name, entry in own.items():
            near = near_name(name, known - own.keys()) if name not in known else ""
            if near:
                text = f"the theme has no string '{name}'"
                yield _problem("key", _shown_path(root, tag), entry.key, text, f"did you mean '{near}'?")


def _shortened(files: Iterable[tuple[Root, str]]) -> Iterator[Problem]:
    """A text of the site's own of which a comment has cut something off."""
    for root, tag in files:
        for name, entry in _entries(root, tag).items():
            forms = entry.data.items() if isinstance(entry.data, dict) else [("", entry)]
            for form, value in forms:
                if told := cut_off(value, f"{name}.{form}".rstrip(".")):
                    yield _problem("comment", _shown_path(root, tag), (value.line, value.column, value.source), *told)


def _untranslated(lang: str, missing: Sequence[str], texts: Texts) -> Problem:
    path = f"{SITE}{FOLDER}/{lang}.yaml"
    whole = len(missing) == len(texts)
    what = "no words" if whole else f"no words for {', '.join(sorted(missing))}"
    hint = f"write them into {path}; {FOLDER}/{FALLBACK}.yaml of the theme has them all"
    return problem("strings", path, f"the theme has {what} in '{lang}', and shows another language's", hint=hint)


def chain(lang: str, language: str) -> tuple[str, ...]:
    """Where a string is looked for, in this order: the page's language, the site's, English."""
    return tuple(dict.fromkeys(tag for tag in (lang, primary(lang), language, primary(language), FALLBACK) if tag))


def texts_of(roots: Iterable[Root], lang: str, language: str) -> Texts:
    """Each string from the first language of the chain that has it, the site's own file before the theme's."""
    layers = list(roots)
    texts: dict[str, tuple[str, Mapping[str, str]]] = {}
    for tag in reversed(chain(lang, language)):
        for root in reversed(layers):
            texts |= {name: (tag, forms) for name, forms in _read(root, tag).items()}
    return texts


def _read(root: Root, tag: str) -> dict[str, dict[str, str]]:
    """One file: name → plural form → text."""
    path = _shown_path(root, tag)
    return {name: _forms(name, entry, path) for name, entry in _entries(root, tag).items()}


def _entries(root: Root, tag: str) -> dict[str, Value]:
    """One file as it is written: name → what it has there."""
    text, path = root.read(f"{FOLDER}/{tag}.yaml"), _shown_path(root, tag)
    value, problems = parse(text, path) if text is not None else (None, [])
    if problems:
        raise TemplateFault(problems[0])
    entries = value.data if value is not None else {}
    if not isinstance(entries, dict):
        message, hint = "strings are a mapping of names to texts", "write such as 'archive: Archive'"
        raise TemplateFault(problem("template", path, message, hint=hint))
    return entries


def _shown_path(root: Root, tag: str) -> str:
    return f"{root.shown}{FOLDER}/{tag}.yaml"


def _forms(name: str, entry: Value, path: str) -> dict[str, str]:
    if not isinstance(entry.data, dict):
        return {"other": _text(name, entry, path)}
    if entry.data.keys() <= FORMS and "other" in entry.data:
        return {form: _text(f"{name}.{form}", text, path) for form, text in entry.data.items()}
    text, hint = (
        f"'{name}' is no text with plural forms, among them 'other'",
        f"the forms are {', '.join(sorted(FORMS))}",
    )
    raise TemplateFault(_problem("template", path, entry.key, text, hint))


def _text(name: str, value: Value, path: str) -> str:
    """A text as it is written, whatever it looks like."""
    if value.data is not None and not isinstance(value.data, (dict, list)):
        return value.text
    text = f"'{name}' is {'empty' if value.data is None else 'no text'}"
    last = name.rpartition(".")[2]
    raise TemplateFault(
        _problem("template", path, value.key, text, f'write a text, such as {last}: "…"; nothing is ""')
    )


def _problem(code: str, path: str, at: Place, text: str, hint: str) -> Problem:
    line, column, source = at
    return problem(code, path, text, line=line, column=column, source=source, hint=hint)


class Translator:
    """`t` in templates: `t("archive")`, `t("posts", 12)`, `t("page", number=3)`."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def __call__(self, name: str, n: int | None = None, **values: object) -> str:
        """A string of the theme. `n` chooses the plural form and stands for `{n}`, other values for `{their name}`.

        Raises ValueError for a string that no language has.
        """
        found = self._texts.get(name)
        if found is None:
            near = nearest(name, self._texts)
            raise ValueError(f"there is no string '{name}'" + (f"; did you mean '{near}'?" if near else ""))
        lang, forms = found
        if n is None:
            return filled(forms["other"], lang, values) if values else forms["other"]
        form = plural_form(lang, n) if len(forms) > 1 else "other"
        return filled(forms.get(form, forms["other"]), lang, values | {"n": n})


@lru_cache(maxsize=4096)
def plural_form(lang: str, n: int) -> str:
    """The CLDR's plural category of a number in a language."""
    return locale_of(lang).plural_form(n)


def filled(text: str, lang: str, values: Mapping[str, object]) -> str:
    """A text with its `{name}`s filled; a number is written as the language writes it."""
    numbers = all(type(value) is int for value in values.values())
    return _counted(text, lang, tuple(values.items())) if numbers else _filled(text, lang, values)


@lru_cache(maxsize=4096)
def _counted(text: str, lang: str, values: tuple[tuple[str, object], ...]) -> str:
    """The same with numbers alone, of which a site has few: «3 minutes» stands on every list."""
    return _filled(text, lang, dict(values))


def _filled(text: str, lang: str, values: Mapping[str, object]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: _shown(values, found, lang), text)


def _shown(values: Mapping[str, object], found: re.Match[str], lang: str) -> str:
    value = values.get(found[1], found[0])
    return number_in(value, lang) if isinstance(value, int) else str(value)
