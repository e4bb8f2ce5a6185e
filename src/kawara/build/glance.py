"""What a build says of the texts themselves, as warnings: the rules of the check that cost nothing where there is nothing to find.

A text is looked at only when its bytes hold what such a fault is made of, which searches for plain bytes tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kawara.base.problems import Problem
from kawara.check import conflict, cut_off, leftover, resumed
from kawara.check.spared import ignored
from kawara.check.text import Text
from kawara.config import Config
from kawara.loader.outline import read_outline
from kawara.model import Loaded, Source

ROWS = (leftover.CHECK, conflict.CHECK, cut_off.CHECK, resumed.CHECK)
_SIGNS = (
    "<|",
    "INST]",
    "oaicite",
    "†",
    "cite",
    "<<<<<<<",
    ">>>>>>>",
    "language model",
    "言語モデル",
    "END",
    "終",
    "ここまで",
)
_ALONE = tuple(sign.encode() for sign in _SIGNS)
_TRACES = "[-=*_—]{2} ?(?:END|終|ここまで)|<\\||INST\\]|oaicite|†|\\bcite|^<{7}|^>{7}|language model|言語モデル"
_TRACE = re.compile(_TRACES.encode(), re.MULTILINE)


def glanced(loaded: Loaded, source: Source, data: bytes, config: Config) -> Loaded:
    """A loaded source, with what these rules find in it among its problems."""
    if loaded.post is None or not _may_hold_a_trace(data):
        return loaded
    whole, body_line, blocks = read_outline(source.path, data, config)
    text = Text(source.path, whole.split("\n"), body_line, blocks, loaded.post, loaded.places)
    return replace(loaded, problems=(*loaded.problems, *_found(text)))


def _may_hold_a_trace(data: bytes) -> bool:
    # Twelve searches for plain bytes take a tenth of the time of one for the pattern.
    return any(sign in data for sign in _ALONE) and _TRACE.search(data) is not None


def _found(text: Text) -> Iterator[Problem]:
    skipped = ignored(text.post)
    for row in ROWS:
        if row.find and row.code not in skipped:
            yield from (replace(each.problem, severity="warning") for each in row.find(text))
