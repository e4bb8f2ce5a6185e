"""What a build says of the texts themselves, as warnings: the rules of the check that cost nothing where there is nothing to find.

A text is looked at only when its bytes hold what such a fault is made of, which searches for plain bytes tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kawara.base.problems import Problem
from kawara.config import Config
from kawara.model import Loaded, Source

SIGNS = {
    "<": ("<|", "<<<<<<<"),
    ">": (">>>>>>>",),
    "N": ("INST]", "END"),
    "†": ("†",),
    "l": ("language model",),
    "言": ("言語モデル",),
    "終": ("終",),
    "こ": ("ここまで",),
    "c": ("cite",),
}
"""A character, and what such a fault is made of that holds it. A byte is found in a twentieth of the time of several."""
_SIGNS = tuple((first.encode()[:1], tuple(sign.encode() for sign in signs)) for first, signs in SIGNS.items())
_TRACES = "[-=*_—]{2} ?(?:END|終|ここまで)|<\\||INST\\]|oaicite|†|\\bcite|^<{7}|^>{7}|language model|言語モデル"
_TRACE = re.compile(_TRACES.encode(), re.MULTILINE)


def glanced(loaded: Loaded, source: Source, data: bytes, config: Config) -> Loaded:
    """A loaded source, with what these rules find in it among its problems."""
    if loaded.post is None or not _may_hold_a_trace(data):
        return loaded
    return replace(loaded, problems=(*loaded.problems, *_found(loaded, source, data, config)))


def _found(loaded: Loaded, source: Source, data: bytes, config: Config) -> Iterator[Problem]:
    from kawara.check import conflict, cut_off, leftover, resumed  # these cost a build more than all else it imports
    from kawara.check.spared import ignored
    from kawara.check.text import Text
    from kawara.loader.outline import read_outline

    if loaded.post is None:
        return
    whole, body_line, blocks = read_outline(source.path, data, config)
    text = Text(source.path, whole.split("\n"), body_line, blocks, loaded.post, loaded.places)
    skipped = ignored(loaded.post)
    for row in (leftover.CHECK, conflict.CHECK, cut_off.CHECK, resumed.CHECK):
        if row.find and row.code not in skipped:
            yield from (replace(each.problem, severity="warning") for each in row.find(text))


def _may_hold_a_trace(data: bytes) -> bool:
    # These searches for plain bytes take a tenth of the time of one for the pattern.
    return _holds_a_sign(data) and _TRACE.search(data) is not None


def _holds_a_sign(data: bytes) -> bool:
    return any(first in data and any(sign in data for sign in signs) for first, signs in _SIGNS)
